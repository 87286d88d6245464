"""Before and after of one act, for the person who wants to see what it changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sirekap_desktop.models import audit_query, schema
from sirekap_desktop.models.audit import AuditRow
from sirekap_desktop.models.audit_acts import detail_of
from sirekap_desktop.models.audit_veil import form_of
from sirekap_desktop.models.audit_words import HIDDEN, ActNames, field_text, is_slip, rule_text, scope_text, value_text
from sirekap_desktop.models.beside import counting
from sirekap_desktop.models.database import Row, Session

NOTHING = "belum ada"
"""Before the first act on something."""

_COLUMNS: Mapping[str, str] = {
    "name": "Nama",
    "number": "Nomor",
    "dpt_l": "DPT laki-laki",
    "dpt_p": "DPT perempuan",
    "value": "Nilai",
    "host": "Komputer",
    "role": "Peran",
    "active": "Dalam daftar",
    "file_name": "Berkas",
    "kabupaten": "Kabupaten/kota",
    "provinsi": "Provinsi",
    "desa": "Desa",
    "action": "Kunci",
    "revision": "Revisi",
}
"""Columns that a person understands; others (ids, hashes) are for the CSV."""
_WITHOUT = frozenset(
    {
        "image",
        "reading",
        "fusion",
        "doubt",
        "pin",
        "pin_order",
        "activation",
        "pleno_event",
        "chain_seal",
        "signed_page",
        "panel_event",
        "sirekap_record",
    }
)
"""Tables whose acts change no value that the sentence does not tell."""
_LOCKS = {"lock": "terkunci", "unlock": "terbuka"}
_OUTCOMES = {
    "accepted": "dipakai",
    "unassigned": "belum bertempat",
    "unreadable": "tidak terbaca",
    "duplicate": "kembar",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the act changed: what it is called, its old and its new value in words."""

    what: str
    before: str
    after: str


def changes(session: Session, row: AuditRow, names: ActNames, *, hidden: bool = False) -> tuple[Change, ...]:
    """What the act changed; nothing for acts that change no value (a reading, a file that was restored)."""
    detail = detail_of(row)
    try:
        return tuple(_found(session, row, detail, names, hidden=hidden))
    except (KeyError, TypeError, ValueError):  # not what this program writes: the sentence says so
        return ()


def _found(session: Session, row: AuditRow, detail: Row, names: ActNames, *, hidden: bool) -> Iterator[Change]:
    if row.subject == "entry":
        yield _of_entry(session, row, detail, names, hidden=hidden)
    elif row.subject == "rule_reason" and is_slip(detail):
        return
    elif row.subject == "rule_reason":
        form = form_of(names.forms, detail)
        sides = [HIDDEN if hidden else value_text(detail[side]) for side in ("left_value", "right_value")]
        yield Change(f"{rule_text(form, detail, numbers=False)} (kiri, kanan)", *sides)
    elif row.subject == "placement":
        yield from _of_placement(row, detail, names)
    elif row.subject == "lock_event":
        what = scope_text(detail["scope"], names)
        yield Change(
            what[:1].upper() + what[1:],
            _LOCKS["unlock" if detail["action"] == "lock" else "lock"],
            _LOCKS[detail["action"]],
        )
    elif row.kind == "operator":
        yield Change("Operator", detail["before"] or NOTHING, detail["now"])
    elif row.subject and row.subject not in _WITHOUT:
        yield from _of_columns(row, detail, audit_query.before(session, row))


def _of_entry(session: Session, row: AuditRow, detail: Row, names: ActNames, *, hidden: bool) -> Change:
    """The value that counted before, and the one that counts from this act on."""
    table = schema.Entry
    place = (table.tps == detail["tps"], table.form == detail["form"], table.field == detail["field"])
    history = session.rows(table.select().where(*place).order_by(table.seq, table.machine))
    mark = (row.seq, row.machine)
    earlier = [item for item in history if (item["seq"], item["machine"]) < mark]
    until_now = [item for item in history if (item["seq"], item["machine"]) <= mark]
    what = field_text(form_of(names.forms, detail), detail["field"])
    if hidden:
        return Change(what, HIDDEN if counting(earlier) else NOTHING, HIDDEN)
    return Change(what, _counted(earlier), _counted(until_now))


def _counted(history: list[Row]) -> str:
    left = counting(history)
    return value_text(left[-1]["value"]) if left else NOTHING


def _of_placement(row: AuditRow, detail: Row, names: ActNames) -> Iterator[Change]:
    trail = names.photos.get(detail["image"])
    before = trail.before(row) if trail else None
    for what, words in (
        ("Tempat", lambda item: _place(item, names)),
        ("Putaran", lambda item: f"{item['rotation']}°"),
        ("Sudut", lambda item: "diatur operator" if item["corners"] else "otomatis"),
        ("Keadaan", lambda item: _OUTCOMES.get(item["outcome"], item["outcome"])),
    ):
        old, new = words(before) if before else NOTHING, words(detail)
        if old != new:
            yield Change(what, old, new)


def _place(item: Mapping[str, Any], names: ActNames) -> str:
    if not item["version"]:
        return "belum bertempat"
    return f"halaman {item['page']} {names.place(item['tps'])}, versi {item['version']}"


def _of_columns(row: AuditRow, detail: Row, before: AuditRow | None) -> Iterator[Change]:
    removed = row.kind == "remove"
    earlier = detail_of(before) if before and before.kind != "remove" else {}
    old, new = (detail, {}) if removed else (earlier, detail)
    for name, what in _COLUMNS.items():
        if name in detail and (not old or not new or old.get(name) != new[name]):
            yield Change(what, _column(row.subject, name, old), _column(row.subject, name, new))


def _column(subject: str, name: str, side: Mapping[str, Any]) -> str:
    if not side:
        return NOTHING
    value = side.get(name)
    if subject == "setting" and name == "value":
        value = json.loads(str(value))
    if name == "active":
        return "ya" if value else "tidak"
    return "belum diketahui" if value is None else value_text(value)
