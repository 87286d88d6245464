"""The filled table of a kabupaten, divided among its kecamatan; every bad line is named, as for one kecamatan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import table_import
from sirekap_desktop.models.activation import BallotList, Content, DapilDesa, FormText, PpkName, sorted_people
from sirekap_desktop.models.records import Kecamatan, RowProblem
from sirekap_desktop.models.roles import Role, role_words
from sirekap_desktop.models.table_cells import Known, Line, Row, words
from sirekap_desktop.models.table_import import Table
from sirekap_desktop.models.templates import DAPIL_SHEET, KECAMATAN_SHEET, PPK_SHEET, TPS_SHEET

_DIGITS = 6
_Lines = dict[str, list[Line]]


@dataclass(frozen=True, slots=True)
class KabupatenTable:
    """What each kecamatan gets, by code; or what is wrong with the file."""

    contents: tuple[Content, ...]
    problems: tuple[RowProblem, ...]


def read(
    path: Path, forms: Sequence[FormDefinition], own_forms: Sequence[FormText] = (), *, simulation: bool = False
) -> KabupatenTable:
    """Read a table made from the template of the kabupaten.

    Args:
        path: the filled ``.xlsx``.
        forms: of the elections, in the order of the ballots.
        own_forms: form files of the kabupaten's own; they go along as they are.
        simulation: whether all of it is for practice.

    Raises:
        UserError: what :func:`table_import.kinds_of_lines` raises; ``table.kecamatan``: no such sheet.
    """
    kinds = table_import.kinds_of_lines(path)
    if not kinds.get("kecamatan"):
        raise UserError(
            f"Tabel {path.name} tidak menyebut kecamatan.",
            "Isi lembar Kecamatan dari templat kabupaten: satu baris tiap kecamatan.",
            code="table.kecamatan",
        )
    found: list[RowProblem] = []
    places = _kecamatan(kinds["kecamatan"], found)
    _refuse_strangers(kinds, places, found)
    contents = []
    for number, place in enumerate(places.values()):
        known = Known(place, tuple(forms))
        table = table_import.table_of(_part(kinds, known, first=number == 0, codes=places), known)
        people = _people(kinds.get("ppk", ()), place, found)
        found.extend(table.problems)
        contents.append(_content(known, table, people, tuple(own_forms), simulation=simulation))
    _require_tps(contents, kinds["kecamatan"], found)
    return KabupatenTable(() if found else tuple(contents), tuple(dict.fromkeys(found)))


def _kecamatan(table: Iterable[Line], found: list[RowProblem]) -> dict[str, Kecamatan]:
    places: dict[str, Kecamatan] = {}
    for line, row in table:
        code = row.get("kode_kecamatan", "").replace(".", "")
        names = [words(row, column).upper() for column in ("nama_kecamatan", "kabupaten", "provinsi")]
        if len(code) != _DIGITS or not (code.isascii() and code.isdigit()):
            found.append(RowProblem(line, "kode_kecamatan", f"“{code}” bukan kode enam angka.", KECAMATAN_SHEET))
        elif code in places:
            found.append(RowProblem(line, "kode_kecamatan", f"Kecamatan {code} sudah ada di atas.", KECAMATAN_SHEET))
        elif not all(names):
            found.append(RowProblem(line, "nama_kecamatan", "Nama belum lengkap.", KECAMATAN_SHEET))
        else:
            places[code] = Kecamatan(code, *names)
    return places


def _place(text: str) -> str:
    return text.replace(".", "")[:_DIGITS]


def _refuse_strangers(kinds: _Lines, places: dict[str, Kecamatan], found: list[RowProblem]) -> None:
    """Lines of a kecamatan that the file does not name would fall away unseen."""
    for kind, column, sheet in (
        ("tps", "kode_desa", TPS_SHEET),
        ("dapil", "kode_desa", DAPIL_SHEET),
        ("ppk", "kode_kecamatan", PPK_SHEET),
    ):
        for line, row in kinds.get(kind, ()):
            text = row.get(column, "")
            if _place(text) not in places and (text or kind != "dapil"):
                message = f"“{text}” tidak termasuk kecamatan mana pun di lembar {KECAMATAN_SHEET}."
                found.append(RowProblem(line, column, message, sheet))


def _part(kinds: _Lines, known: Known, *, first: bool, codes: Iterable[str]) -> _Lines:
    """The lines of one kecamatan; the first one also gets those that belong to none, to say so."""
    code, others = known.kecamatan.code, set(codes) - {known.kecamatan.code}
    tps = [line for line in kinds.get("tps", ()) if _place(line[1].get("kode_desa", "")) == code]
    dapil = list(_dapil_lines(kinds.get("dapil", ()), code))
    mine = {_dapil_key(row, known) for _, row in dapil}
    theirs = {_dapil_key(row, known) for other in others for _, row in _dapil_lines(kinds.get("dapil", ()), other)}
    peserta = []
    for number, row in kinds.get("peserta", ()):
        key = _dapil_key(row, known)
        if not key[1] or key in mine or (first and key not in theirs):
            peserta.append((number, row))
    return {"tps": tps, "dapil": dapil, "peserta": peserta}


def _dapil_lines(table: Iterable[Line], code: str) -> Iterator[Line]:
    for number, row in table:
        text = row.get("kode_desa", "").replace(".", "")
        if not text or text == code:
            yield number, {**row, "kode_desa": ""}
        elif text.startswith(code):
            yield number, row


def _dapil_key(row: Row, known: Known) -> tuple[str, str]:
    text = row.get("pemilihan", "").strip().upper().removeprefix("C.HASIL-")
    pemilihan = next((form.pemilihan for form in known.forms if text in _names(form)), text)
    return pemilihan, words(row, "dapil").upper()


def _names(form: FormDefinition) -> tuple[str, str]:
    return form.pemilihan.upper(), form.short_name.upper()


def _people(table: Iterable[Line], place: Kecamatan, found: list[RowProblem]) -> tuple[PpkName, ...]:
    people: dict[str, PpkName] = {}
    for line, row in table:
        if _place(row.get("kode_kecamatan", "")) != place.code:
            continue
        name, role = words(row, "nama_lengkap"), _role(words(row, "jabatan"))
        if role is None:
            allowed = ", ".join(str(one) for one in Role)
            found.append(RowProblem(line, "jabatan", f"Jabatan bukan salah satu dari: {allowed}.", PPK_SHEET))
        elif not name or name.casefold() in people:
            found.append(RowProblem(line, "nama_lengkap", "Nama kosong atau sudah ada di atas.", PPK_SHEET))
        elif role is Role.KETUA and any(one.role == Role.KETUA for one in people.values()):
            found.append(RowProblem(line, "jabatan", f"Kecamatan {place.name} sudah punya ketua.", PPK_SHEET))
        else:
            people[name.casefold()] = PpkName(name, str(role))
    return sorted_people(tuple(people.values()))


def _role(text: str) -> Role | None:
    return next((role for role in Role if text.casefold() in {str(role), role_words(role).casefold()}), None)


def _content(
    known: Known, table: Table, people: tuple[PpkName, ...], own_forms: tuple[FormText, ...], *, simulation: bool
) -> Content:
    return Content(
        kecamatan=known.kecamatan,
        simulation=simulation,
        elections=tuple(form.id for form in known.forms),
        desa=tuple(sorted(table.desa, key=lambda one: one.code)),
        tps=tuple(sorted(table.tps, key=lambda one: one.code)),
        lists=tuple(
            BallotList(pemilihan, dapil, contestants)
            for pemilihan, by_dapil in sorted(table.lists.items())
            for dapil, contestants in sorted(by_dapil.items())
        ),
        dapil=tuple(
            DapilDesa(pemilihan, desa, name)
            for pemilihan, of_desa in sorted(table.dapil.items())
            for desa, name in sorted(of_desa.items())
        ),
        people=people,
        forms=tuple(sorted(own_forms, key=lambda one: one.name)),
    )


def _require_tps(contents: Sequence[Content], table: Iterable[Line], found: list[RowProblem]) -> None:
    lines = {row.get("kode_kecamatan", "").replace(".", ""): line for line, row in table}
    for content in contents:
        if not content.tps and not found:
            message = f"Kecamatan {content.kecamatan.name} tidak punya TPS di lembar {TPS_SHEET}."
            found.append(RowProblem(lines[content.kecamatan.code], "kode_kecamatan", message, KECAMATAN_SHEET))
