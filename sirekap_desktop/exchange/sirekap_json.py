"""Figures in the shape and names of Sirekap's published data (domain.md §6): one JSON per TPS, desa and kecamatan.

What Sirekap has no name for stands in ``tambahan``, and what our figures say beyond a number (which ballot, which
fields are not recorded yet, which are empty on the paper) in ``sirekap_desktop``. Only files with that can be taken
back: what Sirekap itself published is for comparison, never a value.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from sirekap_desktop.exchange import bounded_zip
from sirekap_desktop.exchange.decode import FormatError, load_json
from sirekap_desktop.exchange.figures import BadValueError, Figure, Figures, Resolve, in_range
from sirekap_desktop.exchange.manifest import canonical
from sirekap_desktop.exchange.sirekap_names import EXTRA, MAX_FILE, TPS_NAME, Names, get_at, json_below, put
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.plainfile import read_plain
from sirekap_desktop.models import recap_query
from sirekap_desktop.models.recap import RecapCell, RecapRow, RecapSnapshot, RecapTable
from sirekap_desktop.reports.ballot_facts import BallotFacts, facts_of

OURS = "sirekap_desktop"
_MAX_FILES = 100_000
_DEEPEST = 8
"""Names of figures within each other: Sirekap has three."""
_FACTS = tuple(item.name for item in fields(BallotFacts))
_LISTS = ("belum", "kosong")


def files(snapshot: RecapSnapshot, workspace_id: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file of a ballot, under the folders that Sirekap uses."""
    names = Names(snapshot.pemilihan, snapshot.year)
    code = snapshot.kecamatan.code
    place = "/".join((*names.folder, code[:2], code[:4]))
    facts = facts_of(snapshot, workspace_id)
    whole = snapshot.kecamatan_table
    suffix = snapshot.name.removeprefix(snapshot.pemilihan)  # two dapil of one kecamatan do not share a file
    yield f"{place}/{code}{suffix}.json", canonical(_area(snapshot, names, whole))
    for table in snapshot.desa_tables:
        yield f"{place}/{code}/{table.code}.json", canonical(_area(snapshot, names, table))
        for number, column in enumerate(table.columns):
            cells = [row[number] for row in table.cells]
            content = _tps(snapshot, names, cells, facts)
            yield f"{place}/{code}/{table.code}/{column.code}.json", canonical(content)


def _tps(snapshot: RecapSnapshot, names: Names, cells: list[RecapCell], facts: BallotFacts) -> dict[str, Any]:
    pairs = list(zip(snapshot.rows, cells, strict=True))
    figures: dict[str, Any] = {"chart": {}, "administrasi": {}, EXTRA: {}}
    for row, cell in pairs:
        put(figures, names.path(row), None if cell.missing or cell.empty else cell.value)
    extra = figures.pop(EXTRA)
    known = {part: all(not c.missing for r, c in pairs if names.path(r)[0] == part) for part in figures}
    if not known["administrasi"] and all(c.missing for r, c in pairs if names.path(r)[0] == "administrasi"):
        figures["administrasi"] = None
    ours = {
        **asdict(facts),
        "belum": [row.field for row, cell in pairs if cell.missing],
        "kosong": [row.field for row, cell in pairs if cell.empty],
        "peserta": {str(number): name for number, name in snapshot.contestants},
    }
    inside: dict[str, Any] = {names.nested[0]: figures} if names.nested else figures
    return {
        **inside, "images": [], "psu": None, "ts": _time(snapshot.taken_at), "status_suara": known["chart"],
        "status_adm": known["administrasi"], EXTRA: extra, OURS: ours,
    }  # fmt: skip


def _area(snapshot: RecapSnapshot, names: Names, table: RecapTable) -> dict[str, Any]:
    """Sums of a desa or of the kecamatan, and of each TPS or desa in it."""
    total, done = sum(c.tps_total for c in table.columns), sum(c.tps_complete for c in table.columns)
    return {
        "ts": _time(snapshot.taken_at),
        "psu": "Reguler",
        "mode": "hhcw",
        "chart": _chart(snapshot, names, table.totals),
        "table": {
            column.code: _chart(snapshot, names, [row[number] for row in table.cells])
            for number, column in enumerate(table.columns)
        },
        "progres": {"total": total, "progres": done, "persen": round(100 * done / total, 2) if total else 0.0},
    }


def _chart(snapshot: RecapSnapshot, names: Names, cells: Iterable[RecapCell]) -> object:
    figures: dict[str, Any] = {"chart": {}}
    for row, cell in zip(snapshot.rows, cells, strict=True):
        path = names.path(row)
        if path[0] == "chart":
            put(figures, path, cell.value)
    return figures["chart"]


def _time(stamp: str) -> str:
    """``2024-02-17 09:00:00``."""
    return stamp[:19].replace("T", " ")


def pack(found: Iterable[tuple[str, bytes]]) -> bytes:
    """All files in one zip; the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found:
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def read_json(path: Path, data: bytes | None, resolve: Resolve, into: Figures) -> None:
    """Read one file, a zip, or a folder of files of TPS.

    Raises:
        UserError: ``figures.damaged``; ``figures.unknown`` when there is no file of a TPS in it.
    """
    reader = _Reader(resolve, into)
    count = 0
    for name, content in _contents(path, data):
        if found := TPS_NAME.fullmatch(name):
            count += 1
            if content is None:
                into.problem("json", name, "Berkas ini tidak dapat dibaca atau terlalu besar.")
            else:
                reader.take(found[1], name, content)
    if not count:
        raise UserError(
            f"Di {path.name} tidak ada berkas TPS (13 angka.json).",
            "Pakai JSON yang ditulis program ini.",
            code="figures.unknown",
        )


def _contents(path: Path, data: bytes | None) -> Iterator[tuple[str, bytes | None]]:
    if data is None:
        yield from folder_files(path)
    elif path.suffix.lower() == ".zip":
        yield from _archive(path, data)
    else:
        yield path.name, data


def folder_files(path: Path) -> Iterator[tuple[str, bytes | None]]:
    """Name and content of the JSON files of a folder, in order; None for one too large or not to be read."""
    for found in json_below(path):
        try:
            content = read_plain(found, MAX_FILE)
        except OSError:
            content = None
        yield found.relative_to(path).as_posix(), content


def _archive(path: Path, data: bytes) -> Iterator[tuple[str, bytes | None]]:
    """Members by name; sizes are what the archive says, and reading stops there."""
    try:
        with bounded_zip.opened(data, _MAX_FILES) as archive:
            for item in archive.infolist():
                if item.filename.endswith(".json"):
                    yield item.filename, archive.read(item) if item.file_size <= MAX_FILE else None
    except bounded_zip.BROKEN as error:
        raise UserError(
            f"Arsip {path.name} tidak dapat dibaca; berkasnya rusak.", "Salin ulang arsipnya.", code="figures.damaged"
        ) from error


class _Reader:
    """Takes the figures of TPS one after the other."""

    def __init__(self, resolve: Resolve, into: Figures) -> None:
        self._resolve = resolve
        self._into = into
        self._forms: dict[BallotFacts, FormDefinition | None] = {}
        self._seen: dict[tuple[str, str], str] = {}

    def take(self, code: str, name: str, data: bytes) -> None:
        """One file of a TPS."""
        try:
            content = load_json(data, name)
        except FormatError as error:
            self._into.problem("json", name, error.message)
            return
        if not isinstance(content, dict) or not isinstance(content.get(OURS), dict):
            message = (
                "Berkas ini tidak ditulis program ini. "
                "Data terbitan Sirekap hanya pembanding, tidak pernah menjadi isian."
            )
            self._into.problem("foreign", name, message)
            return
        facts = self._facts(content[OURS], name)
        form = self._form(facts) if facts else None
        if facts is not None and form is not None and not self._twice((form.id, code), name):
            self._figures(facts, form, code, name, content)

    def _facts(self, ours: Mapping[str, object], name: str) -> BallotFacts | None:
        texts = {key: ours.get(key) for key in _FACTS}
        lists = [ours.get(key) for key in _LISTS]
        if not all(isinstance(text, str) for text in texts.values()) or not all(_is_names(one) for one in lists):
            self._into.problem("identity", name, f"Bagian {OURS} telah diubah atau tidak lengkap.")
            return None
        return BallotFacts(**texts)  # type: ignore[arg-type]

    def _form(self, facts: BallotFacts) -> FormDefinition | None:
        if facts not in self._forms:
            self._into.ballots.append(facts)
            self._forms[facts] = self._resolve(facts)
        return self._forms[facts]

    def _twice(self, key: tuple[str, str], name: str) -> bool:
        if key in self._seen:
            self._into.problem("twice", name, f"TPS {key[1]} sudah ada dalam {self._seen[key]}.")
            return True
        self._seen[key] = name
        return False

    def _figures(self, facts: BallotFacts, form: FormDefinition, code: str, name: str, content: dict[str, Any]) -> None:
        ours, names = content[OURS], Names(form.pemilihan, form.year)
        inside = content.get(names.nested[0]) if names.nested else content
        taken = set()
        for row in recap_query.rows(form):
            path = names.path(row)
            taken.add(path)
            found = get_at(content if path[0] == EXTRA else inside, path)
            where = f"{name}, {'.'.join(path)}"
            stated = [key for key in _LISTS if row.field in ours[key]]
            if found is None and "kosong" in stated:
                self._into.found.append(Figure(facts, code, row.field, None, where))
            elif found is not None and stated:
                message = f"Daftar {stated[0]} menyebut isian ini, tetapi angkanya ada."
                self._into.problem("contradiction", where, message)
            elif found is not None:
                self._number(facts, code, row, found, where)
        self._unknown(inside, content, taken, name)

    def _number(self, facts: BallotFacts, code: str, row: RecapRow, found: object, where: str) -> None:
        try:
            self._into.found.append(Figure(facts, code, row.field, _integer(found), where))
        except BadValueError as error:
            self._into.problem(error.kind, where, f"Nilai ini {error.message}.")

    def _unknown(self, inside: object, content: dict[str, Any], taken: set[tuple[str, ...]], name: str) -> None:
        """Numbers under names that the form does not have."""
        for part, of in (("chart", inside), ("administrasi", inside), (EXTRA, content)):
            for path in _leaves(get_at(of, (part,)), (part,)):
                if path not in taken:
                    message = "Formulir tidak punya isian ini; angkanya tidak akan dicatat."
                    self._into.problem("columns", f"{name}, {'.'.join(path)}", message, blocks=False)


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _leaves(value: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        if isinstance(inner, dict) and len(path) < _DEEPEST:
            yield from _leaves(inner, (*path, key))
        elif inner is not None:
            yield (*path, key)


def _integer(value: object) -> int:
    if type(value) is int:
        return in_range(value)
    if isinstance(value, float):
        raise BadValueError("fraction", f"berisi {value:g}, bukan bilangan bulat".replace(".", ","))
    raise BadValueError("text", f"berisi {str(value)[:40]!r}, bukan angka")
