"""The people of a workspace: added by the ketua, known by name, role and PIN."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import pins, schema
from sirekap_desktop.models.database import Row, Session, Transaction
from sirekap_desktop.models.roles import Role, role_words


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in."""

    id: str
    name: str
    role: Role
    active: bool = True

    @property
    def label(self) -> str:
        return f"{self.name} · {role_words(self.role)}"


def everyone(session: Session) -> tuple[Person, ...]:
    """In the order of the roles, then by name; also those who were taken off."""
    rows = session.rows(schema.Person.select())
    found = (Person(row["id"], row["name"], Role(row["role"]), bool(row["active"])) for row in rows)
    return tuple(sorted(found, key=lambda one: (list(Role).index(one.role), one.name)))


def add(tx: Transaction, name: str, role: Role, pin: str) -> Person:
    """A new person with a PIN.

    Raises:
        UserError: ``pin.weak``, ``person.name`` (empty or taken), ``person.first`` (the first one must be the ketua).
    """
    clean = " ".join(name.split())
    known = [one for one in everyone(tx) if one.active]
    if not clean or any(one.name.casefold() == clean.casefold() for one in known):
        raise UserError("Nama kosong atau sudah ada dalam daftar.", code="person.name")
    if not known and role is not Role.KETUA:
        raise UserError("Orang pertama dalam daftar adalah ketua PPK.", code="person.first")
    if role is Role.KETUA and any(one.role is Role.KETUA for one in known):
        raise UserError("Sudah ada ketua PPK.", "Lepas dahulu ketua yang lama.", code="person.name")
    pins.check_new(pin)
    person = Person(secrets.token_hex(16), clean, role)
    _put(tx, person)
    _put_pin(tx, person.id, pin)
    return person


def set_active(tx: Transaction, person_id: str, *, active: bool) -> None:
    """Take a person off the list or put them back; what they did stays. Raises UserError ``person.last_ketua``."""
    person = require(tx, person_id)
    if person.role is Role.KETUA and not active:
        raise UserError("Ketua tidak dapat dilepas dari daftar.", code="person.last_ketua")
    _put(tx, Person(person.id, person.name, person.role, active))


def set_pin(tx: Transaction, person_id: str, pin: str) -> None:
    """A new PIN, from the person or from the ketua. Raises UserError ``pin.weak``."""
    pins.check_new(pin)
    _put_pin(tx, require(tx, person_id).id, pin)


def require(session: Session, person_id: str) -> Person:
    """Raises UserError ``person.unknown``."""
    found = next((one for one in everyone(session) if one.id == person_id), None)
    if found is None:
        raise UserError("Orang ini tidak ada dalam daftar.", code="person.unknown")
    return found


def pin_row(session: Session, person_id: str, now: datetime) -> Row:
    """What is stored of a person's PIN. Raises UserError ``pin.wait``, ``person.unknown``."""
    person = require(session, person_id)
    row = session.get(schema.Pin, person=person_id)
    if row is None or not person.active:
        raise UserError(f"{person.name} tidak dapat masuk.", code="person.unknown")
    pins.refuse_early(row["wait_until"], now)
    return row


def note_try(tx: Transaction, row: Row, now: datetime, *, right: bool) -> None:
    """Count a wrong PIN, or begin anew after a right one."""
    failures = 0 if right else row["failures"] + 1
    wait = "" if right else (now + pins.pause(failures)).isoformat()
    tx.put(schema.Pin, person=row["person"], secret=row["secret"], failures=failures, wait_until=wait)


def wrong_pin() -> UserError:
    """The sentence for a PIN that is not the person's."""
    return UserError("PIN salah.", "Ketik lagi. Lupa PIN? Ketua dapat menggantinya.", code="pin.wrong")


def names(people: Sequence[Person]) -> tuple[str, ...]:
    """Names of those who are on the list."""
    return tuple(one.name for one in people if one.active)


def _put(tx: Transaction, person: Person) -> None:
    tx.put(schema.Person, id=person.id, name=person.name, role=str(person.role), active=int(person.active))
    tx.changed.add("people")


def _put_pin(tx: Transaction, person_id: str, pin: str) -> None:
    tx.put(schema.Pin, person=person_id, secret=pins.hashed(pin), failures=0, wait_until="")
    tx.changed.add("people")
