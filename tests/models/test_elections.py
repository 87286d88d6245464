"""Several elections in one workspace: lists and dapil from the template, and what hangs on them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from sirekap_desktop.forms.elections import elections_of
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.models.records import EntryHow, ImportOutcome
from sirekap_desktop.models.templates import PESERTA_COLUMNS, write_template
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, SAMBABO, TPS_1, desa, page_reading, reopen, tps

KABKO = "c-hasil-dprd-kabko-2024"
DPD = "c-hasil-dpd-2024"
KABIRAAN = "7605052002"
TPS_K = f"{KABIRAAN}001"


@pytest.fixture
def pemilu(workspace: Workspace) -> Iterator[Workspace]:
    """All five elections, two desa; no lists yet."""
    workspace.set_elections([item.plano for item in elections_of("pemilu-2024", workspace.kecamatan.code)])
    workspace.add_wilayah([desa(2, "KABIRAAN")], [tps(TPS_K)])
    return workspace


def _partai(number: int, calon: int) -> Contestant:
    return Contestant(number, f"PARTAI {number}", tuple(Calon(n, f"CALON {number}.{n}") for n in range(1, calon + 1)))


def _two_dapil(workspace: Workspace) -> None:
    workspace.add_lists(
        {"pdprdk": {"MAJENE 1": [_partai(1, 3), _partai(2, 2)], "MAJENE 2": [_partai(1, 12), _partai(2, 1)]}},
        {"pdprdk": {SAMBABO: "MAJENE 1", KABIRAAN: "MAJENE 2"}},
    )


def _record_all(workspace: Workspace, code: str, form_id: str, start: int = 1) -> dict[str, int]:
    values = {field.name: start + n for n, field in enumerate(workspace.form(form_id, code).fields)}
    for name, value in values.items():
        workspace.record(code, form_id, name, value, EntryHow.TYPED)
    return values


# --- elections --------------------------------------------------------------------------------------------------


def test_a_workspace_starts_with_the_presidential_election(workspace: Workspace) -> None:
    assert workspace.form_ids() == (FORM,)
    assert [form.short_name for form in workspace.forms()] == ["PPWP"]


def test_a_region_takes_the_five_elections_of_a_pemilu(pemilu: Workspace) -> None:
    assert [form.short_name for form in pemilu.forms()] == ["PPWP", "DPR", "DPD", "DPRD-PROV", "DPRD-KAB/KOTA"]
    with reopen(pemilu) as again:
        assert len(again.form_ids()) == 5
        assert again.verify().ok


@pytest.mark.parametrize(("chosen", "code"), [((), "election.none"), (("c-hasil-apa",), "form.unknown")])
def test_a_wrong_choice_of_elections_changes_nothing(workspace: Workspace, chosen: Sequence[str], code: str) -> None:
    with pytest.raises(UserError) as caught:
        workspace.set_elections(chosen)
    assert caught.value.code == code
    assert workspace.form_ids() == (FORM,)


def test_an_election_with_entries_or_photos_stays(pemilu: Workspace) -> None:
    pemilu.record(TPS_1, DPD, "pemilih_dpt_l", 100, EntryHow.TYPED)
    sha256, _ = pemilu.store_original(b"foto", ".jpg")
    pemilu.add_image(
        sha256=sha256, source="a.jpg", outcome=ImportOutcome.ACCEPTED, tps=TPS_1, form=FORM, page=2,
        reading=page_reading(2),
    )  # fmt: skip
    for kept, kind in ((FORM, "isian"), (DPD, "foto")):
        with pytest.raises(UserError, match=kind) as caught:
            pemilu.set_elections([kept])
        assert caught.value.code == "election.in_use"
    assert len(pemilu.form_ids()) == 5


# --- dapil ------------------------------------------------------------------------------------------------------


def test_desa_of_two_dapil_have_their_own_form_and_recap(pemilu: Workspace) -> None:
    _two_dapil(pemilu)
    first, second = pemilu.contests(KABKO)
    assert (first.dapil, second.dapil) == ("MAJENE 1", "MAJENE 2")
    assert "partai_01_calon_12" not in {field.name for field in pemilu.form(KABKO, TPS_1).fields}
    assert "partai_01_calon_12" in {field.name for field in pemilu.form(KABKO, TPS_K).fields}
    one, other = _record_all(pemilu, TPS_1, KABKO), _record_all(pemilu, TPS_K, KABKO, 50)
    for dapil, code, values in (("MAJENE 1", SAMBABO, one), ("MAJENE 2", KABIRAAN, other)):
        snapshot = pemilu.recap(KABKO, dapil)
        assert [column.code for column in snapshot.kecamatan_table.columns] == [code]
        totals = {
            row.field: cell.value for row, cell in zip(snapshot.rows, snapshot.kecamatan_table.totals, strict=True)
        }
        assert totals == values
    assert {item.tps.code: item.status for item in pemilu.progress(KABKO)} == {
        TPS_1: "diperiksa", f"{SAMBABO}002": "belum", f"{SAMBABO}003": "belum", TPS_K: "diperiksa",
    }  # fmt: skip
    assert len({snapshot.document_id for snapshot in pemilu.recaps()}) == 6
    assert pemilu.verify().ok


def test_a_recap_of_an_unknown_dapil_is_refused(pemilu: Workspace) -> None:
    _two_dapil(pemilu)
    for name in ("", "MAJENE 3"):
        with pytest.raises(UserError, match="MAJENE 1, MAJENE 2"):
            pemilu.recap(KABKO, name)


def test_one_dapil_for_all_desa_is_one_ballot_that_names_it(pemilu: Workspace) -> None:
    pemilu.add_lists(
        {"pdpr": {"SULAWESI BARAT": [_partai(1, 4)]}}, {"pdpr": dict.fromkeys((SAMBABO, KABIRAAN), "SULAWESI BARAT")}
    )
    assert [(item.dapil, item.desa) for item in pemilu.contests("c-hasil-dpr-2024")] == [("SULAWESI BARAT", None)]
    assert pemilu.recap("c-hasil-dpr-2024").dapil == "SULAWESI BARAT"


def test_a_calon_with_figures_stays_on_the_list(pemilu: Workspace) -> None:
    _two_dapil(pemilu)
    pemilu.record(TPS_K, KABKO, "partai_01_calon_12", 4, EntryHow.TYPED)
    with pytest.raises(UserError, match="calon 12") as caught:
        pemilu.add_lists({"pdprdk": {"MAJENE 1": [_partai(1, 3)], "MAJENE 2": [_partai(1, 11)]}}, {})
    assert caught.value.code == "contestant.in_use"
    assert len(pemilu.form(KABKO, TPS_K).contestants[0].calon) == 12
    assert pemilu.verify().ok


def test_a_desa_with_figures_does_not_move_to_a_dapil_without_them(pemilu: Workspace) -> None:
    _two_dapil(pemilu)
    pemilu.record(TPS_K, KABKO, "partai_01_calon_12", 4, EntryHow.TYPED)
    with pytest.raises(UserError) as caught:
        pemilu.add_lists({}, {"pdprdk": dict.fromkeys((SAMBABO, KABIRAAN), "MAJENE 1")})
    assert caught.value.code == "contestant.in_use"


def test_a_list_that_would_move_the_page_of_a_placed_photo_is_refused(pemilu: Workspace) -> None:
    _two_dapil(pemilu)
    sha256, _ = pemilu.store_original(b"foto", ".jpg")
    last = pemilu.form(KABKO, TPS_1).pages[-1].number
    pemilu.add_image(
        sha256=sha256, source="a.jpg", outcome=ImportOutcome.ACCEPTED, tps=TPS_1, form=KABKO, page=last,
        reading=page_reading(last),
    )  # fmt: skip
    with pytest.raises(UserError) as caught:
        pemilu.add_lists({"pdprdk": {"MAJENE 1": [_partai(n, 3) for n in (1, 2, 3)], "MAJENE 2": [_partai(1, 12)]}}, {})
    assert caught.value.code == "contestant.pages"


def test_a_new_desa_needs_its_dapil(pemilu: Workspace) -> None:
    _two_dapil(pemilu)
    with pytest.raises(UserError, match="POPENGA") as caught:
        pemilu.add_wilayah([desa(3, "POPENGA")], [tps("7605052003001")])
    assert caught.value.code == "dapil.missing"
    assert len(pemilu.desa()) == 2


def test_lists_that_another_thread_reads_during_a_change_are_the_old_ones_or_the_new_ones(pemilu: Workspace) -> None:
    """What is kept in memory is what was committed, also after a change that was refused."""
    _two_dapil(pemilu)
    before = pemilu.contests(KABKO)
    with pytest.raises(UserError):
        pemilu.add_lists({"pdprdk": {"MAJENE 1": [_partai(9, 3)]}}, {}, desa=[desa(3, "POPENGA")])
    assert pemilu.contests(KABKO) == before


# --- the template -----------------------------------------------------------------------------------------------


def _book(
    workspace: Workspace, path: Path, peserta: Sequence[Sequence[object]], dapil: Sequence[Sequence[object]]
) -> Path:
    """The template as the program writes it, with the example rows of these two sheets replaced."""
    write_template(path, workspace.forms())
    book = openpyxl.load_workbook(path)
    for name, rows in (("Peserta", peserta), ("Dapil", dapil), ("TPS", ())):
        book[name].delete_rows(2, book[name].max_row)
        for row in rows:
            book[name].append(list(row))
    book.save(path)
    return path


def test_the_template_of_five_elections_can_be_imported_as_written(pemilu: Workspace, tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", pemilu.forms())
    report = pemilu.import_table(tmp_path / "t.xlsx")
    assert report.problems == ()
    assert (report.contestants, report.calon, report.dapil) == (5, 3, 3)
    assert pemilu.contests("c-hasil-dpr-2024")[0].dapil == "DAPIL DPR"


def test_parties_calon_and_dapil_come_from_the_template(pemilu: Workspace, tmp_path: Path) -> None:
    calon = [
        ("DPRD-Kab/Kota", dapil, partai, f"Partai {partai}", number, f"Calon {dapil} {partai}.{number}")
        for dapil, count in (("Majene 1", 2), ("Majene 2", 12))
        for partai in (1, 24)
        for number in range(1, count + 1)
    ]
    rows = [("dpd", "", 21, "A. Calon"), ("PDPD", "", 22, "B. Calon"), *calon]
    where = [("DPRD-KAB/KOTA", "Majene 1", SAMBABO), ("DPRD-KAB/KOTA", "Majene 2", f"{KABIRAAN[:6]}.{KABIRAAN[6:]}")]
    report = pemilu.import_table(_book(pemilu, tmp_path / "isi.xlsx", rows, where))
    assert report.problems == ()
    assert (report.contestants, report.calon, report.dapil) == (4, 28, 2)
    assert [item.number for item in pemilu.contestants("pdpd")] == [21, 22]
    second = pemilu.form(KABKO, TPS_K).contestants
    assert [(item.number, len(item.calon)) for item in second] == [(1, 12), (24, 12)]
    assert pemilu.contestants("ppwp") == ()
    rows_before = len(pemilu.audit_rows())
    pemilu.import_table(tmp_path / "isi.xlsx")
    assert len(pemilu.audit_rows()) == rows_before
    assert pemilu.verify().ok


_LINE = ("DPRD-KAB/KOTA", "MAJENE 1", 1, "PARTAI SATU", 1, "CALON SATU")
_DAPIL = ("DPRD-KAB/KOTA", "MAJENE 1", "")


@pytest.mark.parametrize(
    ("peserta", "dapil", "place", "words"),
    [
        ([(*_LINE[:4], 1, "LAIN")], [_DAPIL], ("Peserta", 3, "nomor_calon"), "sudah ada di baris 2"),
        ([(*_LINE[:3], "PARTAI DUA", 2, "B")], [_DAPIL], ("Peserta", 3, "nama"), "bernama PARTAI SATU"),
        ([(*_LINE[:2], 18, "PARTAI ACEH", 1, "A")], [_DAPIL], ("Peserta", 3, "nomor_urut"), "tidak ikut"),
        ([(*_LINE[:2], 99, "PARTAI", 1, "A")], [_DAPIL], ("Peserta", 3, "nomor_urut"), "Partai nomor 99"),
        ([(*_LINE[:4], "", "TANPA NOMOR")], [_DAPIL], ("Peserta", 3, "nomor_calon"), "kosong"),
        ([(*_LINE[:4], 2, "")], [_DAPIL], ("Peserta", 3, "nama_calon"), "kosong"),
        ([("DPRD-KAB/KOTA", "MAJENE 7", *_LINE[2:])], [_DAPIL], ("Peserta", 3, "dapil"), "tidak punya desa"),
        ([("DPRD-KAB/KOTA", "", *_LINE[2:])], [_DAPIL], ("Peserta", 3, "dapil"), "isi kolom dapil"),
        ([("KADES", "", 1, "A")], [_DAPIL], ("Peserta", 3, "pemilihan"), "bukan pemilihan"),
        ([("DPD", "MAJENE 1", 1, "A")], [_DAPIL], ("Peserta", 3, "dapil"), "tidak dibagi"),
        ([("DPD", "", 1, "A", 1, "B")], [_DAPIL], ("Peserta", 3, "nomor_calon"), "tidak punya calon"),
        ([("DPD", "", 1, "A"), ("DPD", "", 1, "B")], [_DAPIL], ("Peserta", 4, "nomor_urut"), "di baris 3"),
        ([], [(*_DAPIL[:2], SAMBABO)], ("Dapil", 2, "kode_desa"), "KABIRAAN belum masuk dapil"),
        ([], [_DAPIL, ("DPRD-KAB/KOTA", "MAJENE 2", SAMBABO)], ("Dapil", 3, "kode_desa"), "sudah masuk dapil MAJENE 1"),
        ([], [_DAPIL, (*_DAPIL[:2], "7605052009")], ("Dapil", 3, "kode_desa"), "tidak ada di ruang kerja"),
        ([], [_DAPIL, ("DPRD-KAB/KOTA", "", SAMBABO)], ("Dapil", 3, "dapil"), "kosong"),
    ],
)
def test_each_bad_line_is_named_and_nothing_is_imported(
    pemilu: Workspace,
    tmp_path: Path,
    peserta: Sequence[Sequence[object]],
    dapil: Sequence[Sequence[object]],
    place: tuple[str, int, str],
    words: str,
) -> None:
    before = (pemilu.contests(), pemilu.audit_rows())
    report = pemilu.import_table(_book(pemilu, tmp_path / "isi.xlsx", [_LINE, *peserta], dapil))
    assert [(item.table, item.line, item.column) for item in report.problems] == [place]
    assert words in report.problems[0].message
    assert (pemilu.contests(), pemilu.audit_rows()) == before


def test_a_csv_of_contestants_alone_is_understood(pemilu: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "peserta.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([PESERTA_COLUMNS, ("DPD", "", 1, "SATU", "", "")])
    assert pemilu.import_table(path).problems == ()
    assert pemilu.contestants("pdpd") == (Contestant(1, "SATU"),)


def test_more_paslon_than_the_paper_holds_are_refused(pemilu: Workspace) -> None:
    pemilu.set_elections(["c-hasil-kwk-bupati-2024"])
    with pytest.raises(UserError, match="tidak muat di MODEL") as caught:
        pemilu.add_wilayah([], [], [Contestant(n, f"PASLON {n}") for n in range(1, 8)], "pkwkk")
    assert caught.value.code == "contestant.too_many"
    assert pemilu.contestants("pkwkk") == ()
