"""Figures out of a workspace and back into another one like it: the same, marked as imported, or not at all."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from sirekap_desktop.forms.elections import elections_of
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.jobs.figures_export import Format, write_figures
from sirekap_desktop.jobs.figures_import import Look, look, take
from sirekap_desktop.models.records import Desa, EntryHow, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace

PPWP, KABKO = "c-hasil-ppwp-2024", "c-hasil-dprd-kabko-2024"
AREA = Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
DESA = (Desa("7605052001", "KABIRAAN"), Desa("7605052002", "SAMBABO"))
CODES = tuple(f"{desa.code}{number:03d}" for desa in DESA for number in (1, 2))


def _partai(number: int, calon: int) -> Contestant:
    return Contestant(number, f"PARTAI {number:02d}", tuple(Calon(n, f"CALON {n}") for n in range(1, calon + 1)))


def _lists(day: str) -> tuple[dict[str, dict[str, tuple[Contestant, ...]]], dict[str, dict[str, str]]]:
    paslon = {"": (Contestant(1, "SATU"), Contestant(2, "DUA"))}
    if day == "pilkada-2024":
        return {"pkwkp": paslon, "pkwkk": {"": paslon[""][:1]}}, {}
    people = tuple(Contestant(number, f"CALON DPD {number}") for number in (21, 22, 25))
    parties = {name: {name.upper(): (_partai(1, 3), _partai(24, 2))} for name in ("pdpr", "pdprdp")}
    two = {"MAJENE 1": (_partai(1, 2),), "MAJENE 2": (_partai(1, 12), _partai(2, 0))}
    dapil = {name: dict.fromkeys((one.code for one in DESA), name.upper()) for name in parties}
    dapil["pdprdk"] = {DESA[0].code: "MAJENE 1", DESA[1].code: "MAJENE 2"}
    paslon = {"": tuple(Contestant(number, f"PASLON {number}") for number in (1, 2, 3))}
    return {"ppwp": paslon, "pdpd": {"": people}, **parties, "pdprdk": two}, dapil


def _make(folder: Path, day: str, area: Kecamatan = AREA) -> Workspace:
    workspace = Workspace.create(folder, area, operator="SITI", simulation=True, key_folder=folder.parent / "keys")
    workspace.set_elections([one.plano for one in elections_of(day, AREA.code)])
    tps = [Tps(code, code[:10], int(code[10:]), 100, 90 if code[-1] == "1" else None) for code in CODES]
    lists, dapil = _lists(day)
    workspace.add_lists(lists, dapil, desa=DESA, tps=tps)
    return workspace


def _fill(workspace: Workspace, seed: int = 5) -> None:
    """Every third figure is not recorded, every fifth empty on the paper; one TPS is left alone."""
    draw = random.Random(seed)
    for form_id in workspace.form_ids():
        for code in CODES[:3]:
            new = [
                NewEntry(field.name, None if number % 5 == 4 else draw.randrange(400), EntryHow.TYPED)
                for number, field in enumerate(workspace.form(form_id, code).fields)
                if number % 3 != 2
            ]
            workspace.record_many(code, form_id, new)


def _all_values(workspace: Workspace) -> dict[tuple[str, str], dict[str, int | None]]:
    return {(form, code): workspace.values(code, form) for form in workspace.form_ids() for code in CODES}


@pytest.fixture(scope="module", params=["pemilu-2024", "pilkada-2024"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``asal`` with figures, ``kosong`` the same workspace before there were any."""
    folder = tmp_path_factory.mktemp("pasangan")
    with _make(folder / "asal", request.param) as workspace:
        pass
    shutil.copytree(folder / "asal", folder / "kosong")
    with _open(folder / "asal") as workspace:
        _fill(workspace)
    return folder


def _open(folder: Path) -> Workspace:
    return Workspace.open(folder, operator="SITI", key_folder=folder.parent / "keys")


@pytest.mark.parametrize("kind", list(Format))
def test_everything_written_comes_back_into_an_empty_workspace(pair: Path, kind: Format, tmp_path: Path) -> None:
    shutil.copytree(pair / "kosong", tmp_path / "kosong")
    shutil.copytree(pair / "keys", tmp_path / "keys")
    with _open(pair / "asal") as source:
        out = tmp_path / "keluar"
        written = write_figures(source, kind, out)
        wanted = _all_values(source)
    files = (
        [out]
        if kind is Format.JSON
        else [path for path in written if path.stem.endswith("-tps") or kind is not Format.CSV]
    )
    with _open(tmp_path / "kosong") as target:
        for path in files:
            found = look(target, path)
            assert (found.problems, found.same, found.differing) == ((), 0, ())
            assert take(target, found) == len(found.new)
        assert _all_values(target) == wanted
        entry = target.entries(CODES[0], target.form_ids()[0])["pemilih_dpt_l"]
        assert entry.how is EntryHow.IMPORTED
        assert "SHA-256 " in entry.reason
        assert target.verify().ok
        again = look(target, files[0])
        assert (again.new, again.differing) == ((), ())
        assert again.same > 0


def test_a_zip_of_json_holds_what_the_folder_holds(pair: Path, tmp_path: Path) -> None:
    with _open(pair / "asal") as source:
        write_figures(source, Format.JSON, tmp_path / "alle.zip")
        write_figures(source, Format.JSON, tmp_path / "alle")
        packed, folder = look(source, tmp_path / "alle.zip"), look(source, tmp_path / "alle")
        assert packed.same == folder.same == sum(len(values) for values in _all_values(source).values())


# --- one workbook of one desa -----------------------------------------------------------------------------------------


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with _make(tmp_path / "ruang", "pemilu-2024") as opened:
        yield opened


@pytest.fixture
def book(workspace: Workspace, tmp_path: Path) -> Path:
    """The workbook of PPWP in the first desa, blank."""
    return next(
        path for path in write_figures(workspace, Format.FILL_IN, tmp_path / "isian") if path.stem.endswith("-ppwp")
    )


def _change(path: Path, change: Callable[[Workbook], object]) -> Path:
    opened = openpyxl.load_workbook(path)
    change(opened)
    opened.save(path)
    return path


def _type(path: Path, values: dict[str, object], column: int = 4) -> Path:
    def change(opened: Workbook) -> None:
        rows = {
            line[2]: int(line[1]) + 1 for line in opened["Identitas"].iter_rows(values_only=True) if line[0] == "baris"
        }
        for field, value in values.items():
            opened.worksheets[0].cell(rows[f"isian:{field}"], column).value = value

    return _change(path, change)


def test_a_workbook_per_desa_and_pemilihan_is_written(workspace: Workspace, tmp_path: Path) -> None:
    names = [path.name for path in write_figures(workspace, Format.FILL_IN, tmp_path / "isian")]
    assert len(names) == 10
    assert "isian-7605052002-SAMBABO-pdprdk-majene-2.xlsx" in names


def test_what_differs_from_what_is_recorded_is_shown_and_replaces_only_what_is_chosen(
    workspace: Workspace, book: Path
) -> None:
    code = CODES[0]
    recorded = {"suara_1": 10, "suara_2": 20, "suara_3": None}
    workspace.record_many(code, PPWP, [NewEntry(name, value, EntryHow.TYPED) for name, value in recorded.items()])
    found = look(workspace, _type(book, {"suara_1": 10, "suara_2": 21, "suara_3": 5, "suara_sah": 36}))
    assert (found.same, len(found.new), found.problems) == (1, 1, ())
    assert [(one.recorded, one.figure.value, one.place) for one in found.differing] == [
        (20, 21, "PPWP · KABIRAAN TPS 001 · IV.2"), (None, 5, "PPWP · KABIRAAN TPS 001 · IV.3"),
    ]  # fmt: skip
    assert take(workspace, found, [found.differing[0].key]) == 2
    assert workspace.values(code, PPWP) == {"suara_1": 10, "suara_2": 21, "suara_3": None, "suara_sah": 36}
    entry = workspace.entries(code, PPWP)["suara_2"]
    assert (entry.how, entry.before) == (EntryHow.IMPORTED, 20)
    assert book.name in entry.reason
    assert found.sha256 in entry.reason


def test_a_broken_rule_is_shown_and_stops_nothing(workspace: Workspace, book: Path) -> None:
    found = look(workspace, _type(book, {"suara_sah": 10, "suara_tidak_sah": 1, "suara_total": 12}))
    assert [(one.place, one.text.rule, one.text.difference) for one in found.broken()] == [
        ("PPWP · KABIRAAN TPS 001", "R4", 1)
    ]
    assert take(workspace, found) == 3
    assert workspace.tps_progress(CODES[0], PPWP).broken_rules == ("R4@",)


def test_a_rule_across_elections_is_shown_too(workspace: Workspace, book: Path, tmp_path: Path) -> None:
    """R14: the DPT of a TPS is one number in all elections."""
    names = [field.name for field in workspace.form(PPWP).fields if field.section == "I"]
    dpt: dict[str, object] = dict.fromkeys(names, 90)
    take(workspace, look(workspace, _type(book, dpt)))
    dpd = next(book.parent.glob("isian-7605052001-*-pdpd.xlsx"))
    found = look(workspace, _type(dpd, {**dpt, "pemilih_dpt_l": 101}))
    assert {"R14"} <= {one.text.rule for one in found.broken()}


def test_a_wrong_cell_keeps_the_whole_file_out(workspace: Workspace, book: Path) -> None:
    rows = len(workspace.audit_rows())
    found = look(workspace, _type(book, {"suara_1": 10, "suara_2": "dua"}))
    assert [problem.kind for problem in found.problems] == ["text"]
    assert found.new == ()
    with pytest.raises(UserError) as caught:
        take(workspace, found)
    assert caught.value.code == "figures.blocked"
    assert len(workspace.audit_rows()) == rows


def test_what_was_recorded_after_the_look_is_not_overwritten(workspace: Workspace, book: Path) -> None:
    _type(book, {"suara_1": 10}, column=5)
    found = look(workspace, _type(book, {"suara_1": 10}))
    workspace.record(CODES[1], PPWP, "suara_1", 11, EntryHow.TYPED)
    with pytest.raises(UserError) as caught:
        take(workspace, found)
    assert caught.value.code == "entry.changed"
    assert workspace.values(CODES[0], PPWP) == {}
    assert workspace.verify().ok


def test_a_locked_kecamatan_takes_nothing(workspace: Workspace, book: Path) -> None:
    found = look(workspace, _type(book, {"suara_1": 10}))
    workspace.lock("selesai")
    with pytest.raises(UserError) as caught:
        take(workspace, found)
    assert caught.value.code == "entry.locked"


def _kinds(found: Look) -> list[tuple[str, bool]]:
    return [(problem.kind, problem.blocks) for problem in found.problems]


def test_a_workbook_of_another_workspace_is_named_and_can_be_taken(
    workspace: Workspace, book: Path, tmp_path: Path
) -> None:
    _type(book, {"suara_1": 10})
    with _make(tmp_path / "lain", "pemilu-2024") as other:
        found = look(other, book)
        assert _kinds(found) == [("workspace", False)]
        assert take(other, found) == 1


def test_a_workbook_of_another_kecamatan_form_or_list_is_refused(
    workspace: Workspace, book: Path, tmp_path: Path
) -> None:
    _type(book, {"suara_1": 10})
    elsewhere = Kecamatan("760506", "LAIN", "MAJENE", "SULAWESI BARAT")
    with Workspace.create(tmp_path / "k", elsewhere, operator="A", key_folder=tmp_path / "keys") as other:
        assert _kinds(look(other, book)) == [("kecamatan", True)]
    with Workspace.create(tmp_path / "p", AREA, operator="A", key_folder=tmp_path / "keys") as other:
        other.set_elections(["c-hasil-kwk-bupati-2024"])
        assert _kinds(look(other, book)) == [("form", True)]
    workspace.add_lists({"ppwp": {"": tuple(Contestant(n, f"LAIN {n}") for n in (1, 2, 3))}}, {})
    found = look(workspace, book)
    assert _kinds(found) == [("form", True)]
    assert "daftar peserta" in found.problems[0].message


def test_an_unknown_tps_and_a_changed_dpt_are_named(workspace: Workspace, book: Path, tmp_path: Path) -> None:
    _type(book, {"suara_1": 10}, column=5)
    with Workspace.create(tmp_path / "t", AREA, operator="A", key_folder=tmp_path / "keys") as other:
        people = tuple(Contestant(n, f"PASLON {n}") for n in (1, 2, 3))
        other.add_wilayah(DESA, [Tps(CODES[0], CODES[0][:10], 1, 100, 91)], people)
        kinds = _kinds(look(other, book))
    assert kinds == [("workspace", False), ("tps", True), ("dpt", False)]


def test_a_tps_of_the_other_dapil_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    workspace.record(CODES[0], KABKO, "suara_sah", 4, EntryHow.TYPED)
    tables = [
        path for path in write_figures(workspace, Format.CSV, tmp_path / "csv") if path.stem.endswith("majene-1-tps")
    ]
    text = tables[0].read_text("utf-8-sig").replace(f"{CODES[0]},", f"{CODES[2]},")
    tables[0].write_text(text, "utf-8")
    assert _kinds(look(workspace, tables[0])) == [("tps", True)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("isian.xlsx", b"bukan", "figures.damaged"),
        ("isian.ods", b"PK", "figures.kind"),
        ("isian.csv", b"a,b\n", "figures.unknown"),
        ("7605052001001.json", b"{", None),
        ("a.json", b"{}", "figures.unknown"),
    ],
)
def test_files_of_other_kinds_are_refused_with_a_sentence(
    workspace: Workspace, tmp_path: Path, name: str, content: bytes, code: str | None
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    if code is None:
        assert _kinds(look(workspace, path)) == [("json", True)]
        return
    with pytest.raises(UserError) as caught:
        look(workspace, path)
    assert caught.value.code == code


def test_a_missing_file_is_named(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="tidak ada"):
        look(workspace, tmp_path / "x.xlsx")


def test_the_dictionary_names_every_column_with_its_official_wording(workspace: Workspace, tmp_path: Path) -> None:
    import csv

    written = write_figures(workspace, Format.CSV, tmp_path / "csv")
    for table in (path for path in written if path.stem.endswith("-tps")):
        with table.open(encoding="utf-8-sig", newline="") as file:
            head = next(csv.reader(file))
        with table.with_name(table.name.replace("-tps", "-kamus")).open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
        assert [line["kolom"] for line in lines] == head
        assert all(line["uraian"] and line["jenis"] and line["sumber"] for line in lines)
        assert {line["satuan"] for line in lines if line["isian"]} == {"pemilih", "surat suara", "suara"}
