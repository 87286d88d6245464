"""Desa, TPS with DPT, and contestants: looked up, added, changed; never lost while entries hang on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.models import locks, records, schema
from sirekap_desktop.models.database import Condition, Session, Transaction


def kecamatan(session: Session) -> records.Kecamatan:
    """The kecamatan of this workspace."""
    row = session.rows(schema.Region.select())[0]
    return records.Kecamatan(row["code"], row["name"], row["kabupaten"], row["provinsi"])


def desa(session: Session) -> tuple[records.Desa, ...]:
    """By code."""
    rows = session.rows(schema.Desa.select().order_by(schema.Desa.code))
    return tuple(records.Desa(row["code"], row["name"]) for row in rows)


def tps(session: Session, *conditions: Condition) -> tuple[records.Tps, ...]:
    """By desa and number."""
    query = schema.Tps.select().order_by(schema.Tps.desa, schema.Tps.number)
    rows = session.rows(query.where(*conditions) if conditions else query)
    return tuple(records.Tps(row["code"], row["desa"], row["number"], row["dpt_l"], row["dpt_p"]) for row in rows)


def contestants(session: Session, pemilihan: str) -> tuple[Contestant, ...]:
    """By nomor urut."""
    table = schema.Contestant
    rows = session.rows(table.select().where(table.pemilihan == pemilihan).order_by(table.number))
    return tuple(Contestant(row["number"], row["name"]) for row in rows)


def add(tx: Transaction, desa_rows: Iterable[records.Desa], tps_rows: Iterable[records.Tps]) -> list[str]:
    """Insert or change; nothing is removed. Returns the codes of TPS that are new or different.

    Raises:
        UserError: ``entry.locked``; ``wilayah.code`` when a code does not belong to its kecamatan or desa.
    """
    locks.refuse_if_locked(tx)
    code = kecamatan(tx).code
    for item in desa_rows:
        _require_prefix(item.code, code, 10)
        tx.put(schema.Desa, code=item.code, name=item.name)
    changed = [item.code for item in tps_rows if _put_tps(tx, item)]
    tx.changed.add("wilayah")
    return changed


def set_contestants(tx: Transaction, pemilihan: str, items: Sequence[Contestant]) -> None:
    """The whole list of one pemilihan; a number that entries hang on cannot be taken away.

    Raises:
        UserError: ``entry.locked``, ``contestant.in_use``.
    """
    locks.refuse_if_locked(tx)
    numbers = {item.number for item in items}
    for old in contestants(tx, pemilihan):
        if old.number not in numbers:
            if has_entries(tx):
                raise UserError(
                    f"Pasangan calon {old.number} tidak dapat dihapus karena sudah ada isian yang dicatat.",
                    "Sertakan lagi nomor itu dalam daftar.",
                    code="contestant.in_use",
                )
            tx.remove(schema.Contestant, pemilihan=pemilihan, number=old.number)
    for item in items:
        tx.put(schema.Contestant, pemilihan=pemilihan, number=item.number, name=item.name)
    tx.changed.add("wilayah")


def has_entries(session: Session) -> bool:
    """Whether anything is recorded."""
    return session.one(schema.EntryState.select(schema.EntryState.entry)) is not None


def _put_tps(tx: Transaction, item: records.Tps) -> bool:
    _require_prefix(item.code, item.desa_code, 13)
    return tx.put(
        schema.Tps, code=item.code, desa=item.desa_code, number=item.number, dpt_l=item.dpt_l, dpt_p=item.dpt_p
    )


def _require_prefix(code: str, parent: str, length: int) -> None:
    if len(code) != length or not (code.isascii() and code.isdigit()) or not code.startswith(parent):
        raise UserError(f"Kode wilayah {code} bukan bagian dari {parent}.", code="wilayah.code")
