"""*Kunci* and *buka kunci* of the kecamatan: after a lock no figure changes by any path."""

from __future__ import annotations

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.database import Row, Session, Transaction
from sirekap_desktop.models.records import LockEvent
from sirekap_desktop.models.schema import LockEvent as Table


def newest(session: Session) -> Row | None:
    """The last lock or reopening."""
    return session.one(Table.select().order_by(Table.seq.desc(), Table.machine.desc()))


def is_locked(session: Session) -> bool:
    """Whether the last event is a lock."""
    row = newest(session)
    return row is not None and row["action"] == "lock"


def revision(session: Session) -> int:
    """1 until the first reopening; each reopening begins the next."""
    row = newest(session)
    return int(row["revision"]) if row else 1


def events(session: Session) -> tuple[LockEvent, ...]:
    """All locks and reopenings, oldest first."""
    rows = session.rows(Table.select().order_by(Table.seq, Table.machine))
    return tuple(
        LockEvent(row["action"] == "lock", row["revision"], row["reason"], row["who"], row["at"]) for row in rows
    )


def refuse_if_locked(session: Session) -> None:
    """Raises UserError ``entry.locked``."""
    if is_locked(session):
        raise UserError(
            "Kecamatan ini sudah dikunci, jadi angka dan fotonya tidak dapat diubah.",
            "Buka kunci dengan alasan bila memang perlu diperbaiki.",
            code="entry.locked",
        )


def lock(tx: Transaction, scope: str, reason: str) -> None:
    """Raises UserError ``lock.already`` or ``lock.reason``."""
    if is_locked(tx):
        raise UserError("Kecamatan ini sudah dikunci.", code="lock.already")
    _write(tx, scope, "lock", revision(tx), reason)


def unlock(tx: Transaction, scope: str, reason: str) -> None:
    """Reopen; makes the next revision. Raises UserError ``lock.not_locked`` or ``lock.reason``."""
    if not is_locked(tx):
        raise UserError("Kecamatan ini tidak sedang dikunci.", code="lock.not_locked")
    _write(tx, scope, "unlock", revision(tx) + 1, reason)


def _write(tx: Transaction, scope: str, action: str, number: int, reason: str) -> None:
    if not reason.strip():
        word = "Kunci" if action == "lock" else "Buka kunci"
        raise UserError(f"{word} perlu alasan.", "Tulis alasannya dengan singkat.", code="lock.reason")
    tx.insert(Table, scope=scope, action=action, revision=number, reason=reason.strip())
    tx.changed.add("lock")
