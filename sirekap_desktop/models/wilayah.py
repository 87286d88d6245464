"""Desa, TPS with DPT, dapil and contestants: looked up, added, changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.models import locks, records, schema
from sirekap_desktop.models.audit import Value
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


def set_lists(tx: Transaction, pemilihan: str, lists: Mapping[str, Sequence[Contestant]]) -> None:
    """The whole list of one pemilihan, with the calon of each party by dapil (``""`` where there is none).

    Raises:
        UserError: ``entry.locked``.
    """
    locks.refuse_if_locked(tx)
    names = {item.number: item.name for items in lists.values() for item in items}
    _replace(
        tx, schema.Contestant, pemilihan, [{"number": number, "name": name} for number, name in sorted(names.items())]
    )
    calon: list[Mapping[str, Value]] = [
        {"dapil": dapil, "partai": item.number, "number": one.number, "name": one.name}
        for dapil, items in lists.items()
        for item in items
        for one in item.calon
    ]
    _replace(tx, schema.Calon, pemilihan, calon)
    tx.changed.add("wilayah")


def set_dapil(tx: Transaction, pemilihan: str, dapil: Mapping[str, str]) -> None:
    """Desa → name of its daerah pemilihan in one pemilihan: all of them. Raises UserError ``entry.locked``."""
    locks.refuse_if_locked(tx)
    _replace(tx, schema.Dapil, pemilihan, [{"desa": code, "name": name} for code, name in sorted(dapil.items())])
    tx.changed.add("wilayah")


def keep_only(tx: Transaction, desa_codes: Collection[str], tps_codes: Collection[str]) -> None:
    """Take away the desa and TPS that are not among these.

    Raises:
        UserError: ``entry.locked``; ``tps.in_use`` when something was ever recorded about one.
    """
    locks.refuse_if_locked(tx)
    for item in tps(tx):
        if item.code not in tps_codes:
            _remove_tps(tx, item)
    for found in desa(tx):
        if found.code not in desa_codes:
            for row in tx.rows(schema.Dapil.select().where(schema.Dapil.desa == found.code)):
                tx.remove(schema.Dapil, pemilihan=row["pemilihan"], desa=found.code)
            tx.remove(schema.Desa, code=found.code)
    tx.changed.add("wilayah")


def _remove_tps(tx: Transaction, item: records.Tps) -> None:
    for table in (schema.Entry, schema.Placement, schema.Fusion, schema.Doubt, schema.RuleReason, schema.PlenoEvent):
        if tx.get(table, tps=item.code) is not None:
            raise UserError(
                f"{item.label} ({item.code}) tidak dapat dihapus karena sudah ada yang dicatat tentangnya.",
                "Sertakan lagi TPS itu.",
                code="tps.in_use",
            )
    tx.run(schema.TpsState.delete().where(schema.TpsState.tps == item.code))
    tx.remove(schema.Tps, code=item.code)


def _replace(tx: Transaction, table: type[schema.Table], pemilihan: str, rows: Sequence[Mapping[str, Value]]) -> None:
    """Make these the rows of a pemilihan; rows that stay as they are leave no trace in the audit."""
    keys = [name for name in schema.key_columns(table) if name != "pemilihan"]
    wanted = {tuple(row[key] for key in keys) for row in rows}
    for old in tx.rows(table.select().where(table.pemilihan == pemilihan)):  # type: ignore[attr-defined]
        if tuple(old[key] for key in keys) not in wanted:
            tx.remove(table, pemilihan=pemilihan, **{key: old[key] for key in keys})
    for row in rows:
        tx.put(table, pemilihan=pemilihan, **row)


def _put_tps(tx: Transaction, item: records.Tps) -> bool:
    _require_prefix(item.code, item.desa_code, 13)
    return tx.put(
        schema.Tps, code=item.code, desa=item.desa_code, number=item.number, dpt_l=item.dpt_l, dpt_p=item.dpt_p
    )


def _require_prefix(code: str, parent: str, length: int) -> None:
    if len(code) != length or not (code.isascii() and code.isdigit()) or not code.startswith(parent):
        raise UserError(f"Kode wilayah {code} bukan bagian dari {parent}.", code="wilayah.code")
