"""*Kunci* and *buka kunci*: after a lock no figure changes by any path.

A lock holds for a scope: the kecamatan in all elections, in one pemilihan, or one desa in one pemilihan. Each reopening
that concerns a pemilihan makes its next revision.
"""

from __future__ import annotations

from collections.abc import Iterable

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import panels
from sirekap_desktop.models.database import Session, Transaction
from sirekap_desktop.models.records import LockEvent
from sirekap_desktop.models.schema import LockEvent as Table

_DESA_DIGITS = 10


def scope_of(kecamatan: str, form: str = "", desa: str = "") -> str:
    """The text that names a scope: ``760505``, ``760505/c-hasil-dpr-2024``, ``7605052001/c-hasil-dpr-2024``."""
    return f"{desa or kecamatan}/{form}" if form else kecamatan


def locked_scopes(session: Session) -> frozenset[str]:
    """Every scope whose newest event is a lock."""
    query = Table.select(Table.scope, Table.action).order_by(Table.seq, Table.machine)
    newest = dict(session.tuples(query))
    return frozenset(scope for scope, action in newest.items() if action == "lock")


def holds(scopes: Iterable[str], form: str, place: str) -> bool:
    """Whether locks in ``scopes`` keep the figures of a desa or TPS in a pemilihan as they are."""
    return not _holding(form, place).isdisjoint(scopes)


def held_since(session: Session, form: str, place: str) -> int | None:
    """Place in the chain of the oldest lock that still keeps these figures; ``None``: they are open to change."""
    query = Table.select(Table.scope, Table.action, Table.seq).where(Table.scope.in_(sorted(_holding(form, place))))
    rows = session.tuples(query.order_by(Table.seq, Table.machine))
    newest = {scope: (action, seq) for scope, action, seq in rows}
    return min((seq for action, seq in newest.values() if action == "lock"), default=None)


def newest(session: Session, scope: str) -> int:
    """Place in the chain of the newest lock or reopening of a scope; 0: there is none."""
    row = session.one(Table.select(Table.seq).where(Table.scope == scope).order_by(Table.seq.desc()))
    return row["seq"] if row else 0


def _holding(form: str, place: str) -> frozenset[str]:
    """The scopes whose lock keeps the figures of a desa or TPS in a pemilihan."""
    kecamatan, desa = place[:6], place[:_DESA_DIGITS]
    return frozenset((kecamatan, f"{kecamatan}/{form}", f"{desa}/{form}"))


def is_final(session: Session, kecamatan: str, form: str) -> bool:
    """Whether the recap of a pemilihan is locked as a whole."""
    return not {kecamatan, f"{kecamatan}/{form}"}.isdisjoint(locked_scopes(session))


def is_locked(session: Session) -> bool:
    """Whether the kecamatan is locked in all elections at once."""
    return any("/" not in scope for scope in locked_scopes(session))


def revision(session: Session, form: str = "") -> int:
    """1 until the first reopening; each that concerns the pemilihan (or any, without one) begins the next."""
    query = Table.select(Table.scope).where(Table.action == "unlock")
    return 1 + sum(concerns(scope, form) for (scope,) in session.tuples(query))


def concerns(scope: str, form: str) -> bool:
    """Whether a lock or reopening of this scope is one of a pemilihan (of any, without one)."""
    return not form or "/" not in scope or scope.partition("/")[2] == form


def events(session: Session) -> tuple[LockEvent, ...]:
    """All locks and reopenings, oldest first."""
    rows = session.rows(Table.select().order_by(Table.seq, Table.machine))
    return tuple(
        LockEvent(row["action"] == "lock", row["revision"], row["reason"], row["who"], row["at"], row["scope"])
        for row in rows
    )


def refuse_if_locked(session: Session, form: str = "", place: str = "") -> None:
    """Refuse a change of the figures or photos of a TPS; without one, of what all TPS hang on.

    Raises:
        UserError: ``entry.locked``; what :func:`panels.refuse_elsewhere` and :func:`panels.refuse_shared` raise.
    """
    if form:
        panels.refuse_elsewhere(session, place)
    else:
        panels.refuse_shared(session)
    scopes = locked_scopes(session)
    if not (holds(scopes, form, place) if form else bool(scopes)):
        return
    of_desa = form and {place[:6], f"{place[:6]}/{form}"}.isdisjoint(scopes)
    raise UserError(
        f"{'Desa' if of_desa else 'Kecamatan'} ini sudah dikunci, jadi angka dan fotonya tidak dapat diubah.",
        "Buka kunci dengan alasan bila memang perlu diperbaiki.",
        code="entry.locked",
    )


def lock(tx: Transaction, scope: str, reason: str) -> str:
    """Returns the id of the event. Raises UserError ``lock.already``, ``lock.reason``, ``panel.out``."""
    panels.refuse_lock(tx, scope.partition("/")[0])
    if scope in locked_scopes(tx):
        raise UserError(f"{_called(scope)} sudah dikunci.", code="lock.already")
    return _write(tx, scope, "lock", revision(tx, scope.partition("/")[2]), reason)


def unlock(tx: Transaction, scope: str, reason: str) -> None:
    """Reopen; makes the next revision. Raises UserError ``lock.not_locked``, ``lock.reason``, ``panel.out``."""
    panels.refuse_lock(tx, scope.partition("/")[0])
    if scope not in locked_scopes(tx):
        raise UserError(f"{_called(scope)} tidak sedang dikunci.", code="lock.not_locked")
    _write(tx, scope, "unlock", revision(tx, scope.partition("/")[2]) + 1, reason)


def _called(scope: str) -> str:
    return "Desa ini" if len(scope.partition("/")[0]) == _DESA_DIGITS else "Kecamatan ini"


def _write(tx: Transaction, scope: str, action: str, number: int, reason: str) -> str:
    if not reason.strip():
        word = "Kunci" if action == "lock" else "Buka kunci"
        raise UserError(f"{word} perlu alasan.", "Tulis alasannya dengan singkat.", code="lock.reason")
    row = tx.insert(Table, scope=scope, action=action, revision=number, reason=reason.strip())
    tx.changed.add("lock")
    return str(row["id"])
