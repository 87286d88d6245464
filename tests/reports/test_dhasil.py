from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms import page_code
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.models.recap import RecapCell, RecapNote
from sirekap_desktop.reports import dhasil
from sirekap_desktop.reports.options import Paper, ReportOptions, Signatures

from .factories import Recap, desa_code, flagged_cell, notes, rows, snapshot
from .figures import compare, place_of
from .pages import Pages

PAPERS = get_args(Paper)
SMALLEST_TYPE = {"A3": 6.5, "F4": 6.0, "A4": 6.0}


# --- figures -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS)
def test_every_figure_of_certificate_and_desa_sheets_stands_in_its_cell(paper: Paper) -> None:
    recap = snapshot(Recap(tps=(4, 30, 1)))
    for code in ("kecamatan", *(table.code for table in recap.desa_tables)):
        compare(recap, ReportOptions(paper), code)


def test_largest_desa_of_the_country_carries_its_totals_through_all_pages() -> None:
    recap = Recap(tps=(451,))
    recap = replace(recap, cell=flagged_cell(3, rows()))
    plans = compare(snapshot(recap), ReportOptions("A3"), desa_code(recap, 0))
    assert len([page for page in plans if page.block]) > 15


def test_kecamatan_of_108_desa_carries_its_totals_through_all_pages() -> None:
    compare(snapshot(Recap(tps=(2,) * 108)), ReportOptions("F4"), "kecamatan")


def test_rows_that_overflow_a_small_page_go_on_under_a_repeated_heading() -> None:
    recap = snapshot(Recap(tps=(3,), contestants=40))
    options = ReportOptions("A4", "every_page")
    plans = compare(recap, options, recap.desa_tables[0].code)
    again = [page.groups[0].label for page in plans[1:] if page.groups]
    assert again
    assert all(label.endswith("(lanjutan)") or label[0] in "IV" for label in again)
    assert all(page.groups[-1].kind == "rows" for page in plans if page.groups)


@st.composite
def recaps(draw: st.DrawFn) -> Recap:
    sizes = draw(st.lists(st.integers(1, 40), min_size=1, max_size=24))
    biggest = draw(st.sampled_from([9, 300, 1234, 99_999]))
    seed = draw(st.integers(0, 10**6))
    return Recap(tps=sizes, contestants=draw(st.integers(1, 9)), cell=flagged_cell(seed, rows(), biggest), seed=seed)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(recaps(), st.sampled_from(PAPERS), st.sampled_from(get_args(Signatures)), st.data())
def test_any_recap_is_printed_figure_by_figure(
    recap: Recap, paper: Paper, signatures: Signatures, data: st.DataObject
) -> None:
    made = snapshot(recap)
    code = data.draw(st.sampled_from(("kecamatan", *(table.code for table in made.desa_tables))))
    compare(made, ReportOptions(paper, signatures), code)


def test_recap_whose_parts_do_not_add_up_is_not_printed() -> None:
    recap = snapshot()
    table = recap.desa_tables[0]
    wrong = replace(table, totals=(replace(table.totals[0], value=table.totals[0].value + 1), *table.totals[1:]))
    with pytest.raises(ValueError, match=table.code):
        dhasil.build(replace(recap, desa_tables=(wrong, *recap.desa_tables[1:])))


def test_kecamatan_that_differs_from_its_desa_is_not_printed() -> None:
    recap = snapshot(Recap(tps=(2, 2)))
    table = recap.kecamatan_table
    first, second = table.cells[0]
    moved = (replace(first, value=first.value + 1), replace(second, value=second.value - 1))
    swapped = replace(table, cells=(moved, *table.cells[1:]))
    with pytest.raises(ValueError, match="differ"):
        dhasil.build(replace(recap, kecamatan_table=swapped))


def test_rows_come_from_the_form_as_the_workspace_gives_them() -> None:
    form = load_form("c-hasil-ppwp-2024")
    made = snapshot(Recap(tps=(3, 20), form=form))
    assert len(made.rows) == len(form.fields)
    compare(made, ReportOptions("A4"), "kecamatan")
    with Pages(dhasil.build(made, table="kecamatan")) as pages:
        text = pages.text(0)
    for field in form.fields:
        assert field.label in text
    for section in form.sections:
        assert f"{section.id}. {section.title}" in text


# --- frame -------------------------------------------------------------------------------------------------------


def test_certificate_says_what_it_is_about() -> None:
    with Pages(dhasil.build(snapshot(), table="kecamatan")) as pages:
        text = pages.text(0)
    for words in (
        "MODEL D.HASIL KECAMATAN-PPWP",
        "BERITA ACARA DAN SERTIFIKAT",
        "Provinsi : SULAWESI BARAT",
        "Kabupaten/Kota : MAJENE",
        "Kecamatan : ULUMANDA",
        "dari 13 TPS di 3 desa/kelurahan",
        "A. DATA PEMILIH",
        "B. PENGGUNA HAK PILIH",
        "II. DATA PENGGUNAAN SURAT SUARA",
        "3 PASANGAN CALON 03",
        "1. KETUA",
        "5. ANGGOTA",
        "3. PASANGAN CALON 03",
        "Dokumen 760505-ppwp-r1-",
        "Revisi 1",
        "Data per 16 Februari 2024 21.01 WITA",
        "JUMLAH AKHIR",
    ):
        assert words in text


def test_desa_sheet_names_its_desa_and_each_tps() -> None:
    recap = snapshot()
    with Pages(dhasil.build(recap, table=recap.desa_tables[1].code)) as pages:
        text = pages.text(0)
    assert "Kelurahan/Desa : SAMBABO" in text
    assert all(column.title in text for column in recap.desa_tables[1].columns)


def test_numbering_row_goes_on_over_all_pages() -> None:
    recap = snapshot(Recap(tps=(60,)))
    plans = dhasil.plan(recap, ReportOptions("A4"), recap.desa_tables[0].code)
    numbers: list[str] = []
    with Pages(dhasil.build(recap, ReportOptions("A4"), recap.desa_tables[0].code)) as pages:
        for i, page in enumerate(plans):
            place = place_of(page)
            cells = pages.cells(i, place.edges[place.first :], (place.numbers, place.body))
            numbers += [
                cells[0, column] for column in range(len(place.edges) - place.first - 1) if (0, column) in cells
            ]
    assert numbers == [str(number) for number in range(3, 64)]


def test_pages_count_through_the_whole_document() -> None:
    with Pages(dhasil.build(snapshot(Recap(tps=(50, 3))), ReportOptions("A4"))) as pages:
        for i in range(pages.count):
            assert f"Halaman {i + 1} dari {pages.count}" in pages.text(i)


@pytest.mark.parametrize("locked", [True, False])
def test_qr_of_every_page_gives_document_sheet_page_and_hash(*, locked: bool) -> None:
    recap = snapshot(Recap(tps=(30, 2), locked=locked, simulation=True))
    found = []
    with Pages(dhasil.build(recap, ReportOptions("A4"))) as pages:
        for i in range(pages.count):
            (text,) = pages.qr(i)
            code = page_code.parse(text)
            assert code is not None
            assert (code.document, code.sha256, code.draft) == (recap.document_id, recap.sha256, not locked)
            assert (code.kecamatan, code.recap, code.revision) == (recap.kecamatan.code, recap.name, recap.revision)
            found.append((code.part, code.page, code.pages))
    counts = Counter(part for part, _, _ in found)
    assert list(counts) == [recap.kecamatan.code, *(table.code for table in recap.desa_tables)]
    assert found == [(part, page, count) for part, count in counts.items() for page in range(1, count + 1)]


def test_a_page_says_the_same_whether_its_sheet_is_printed_alone_or_with_all() -> None:
    recap = snapshot(Recap(tps=(30, 2)))
    options, desa = ReportOptions("A4"), recap.desa_tables[1].code
    with Pages(dhasil.build(recap, options)) as every, Pages(dhasil.build(recap, options, desa)) as alone:
        last = [every.qr(every.count - alone.count + i) for i in range(alone.count)]
        assert last == [alone.qr(i) for i in range(alone.count)]


@pytest.mark.parametrize("locked", [True, False])
@pytest.mark.parametrize("simulation", [True, False])
def test_state_stands_across_every_page_exactly_while_it_holds(*, locked: bool, simulation: bool) -> None:
    recap = snapshot(Recap(tps=(30,), locked=locked, simulation=simulation))
    with Pages(dhasil.build(recap, ReportOptions("A4"))) as pages:
        for i in range(pages.count):
            across = "".join(char.text for char in pages.chars(i) if char.turned)
            assert ("DRAF" in across) == (not locked)
            assert ("SIMULASI" in across) == simulation
            assert ("BELUM DIKUNCI" in pages.text(i)) == (not locked)
            assert ("BUKAN HASIL RESMI" in pages.text(i)) == simulation


def test_signatures_stand_at_the_end_or_on_every_page_as_set() -> None:
    recap = snapshot(Recap(tps=(60,)))
    for signatures, often in (("end", False), ("every_page", True)):
        with Pages(dhasil.build(recap, ReportOptions("A4", signatures), recap.desa_tables[0].code)) as pages:
            signed = ["1. KETUA" in pages.text(i) for i in range(pages.count)]
        assert pages.count > 2
        assert signed == [often] * (pages.count - 1) + [True]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("size", [1, 5, 17, 33, 90, 300])
def test_nobody_signs_a_page_without_figures_unless_notes_fill_it(paper: Paper, size: int) -> None:
    plain = Recap(tps=(size,) * 2)
    noted = replace(plain, cell=flagged_cell(4, rows()), notes=notes(plain))
    for recap in (snapshot(plain), snapshot(noted)):
        for code in ("kecamatan", *(table.code for table in recap.desa_tables)):
            last = dhasil.plan(recap, ReportOptions(paper), code)[-1]
            assert last.groups or last.notes


def test_marks_are_explained_and_notes_printed_with_their_reason() -> None:
    recap = Recap(tps=(40,), seed=4)
    recap = replace(recap, cell=flagged_cell(4, rows()), notes=notes(recap))
    with Pages(dhasil.build(snapshot(recap), ReportOptions("A4"), desa_code(recap, 0))) as pages:
        text = " ".join(pages.text(i) for i in range(pages.count))
    assert recap.notes
    for note in recap.notes:
        assert f"{note.place}: {note.text}" in text.replace("\ufffe", "")
        assert f"Alasan: {note.reason}" in text
    assert "belum: isian TPS belum dicatat" in text
    assert "* belum lengkap" in text


def test_notes_too_many_for_a_page_go_on_and_are_signed_at_their_end() -> None:
    recap = Recap(tps=(400,))
    recap = replace(recap, cell=flagged_cell(4, rows()), notes=notes(recap))
    plans = dhasil.plan(snapshot(recap), ReportOptions("A4"), desa_code(recap, 0))
    assert [page.block is None for page in plans[-2:]] == [True, True]
    assert plans[-1].signed
    assert not any(page.signed for page in plans[:-1])
    with Pages(dhasil.build(snapshot(recap), ReportOptions("A4"), desa_code(recap, 0))) as pages:
        text = " ".join(pages.text(i) for i in range(pages.count))
    assert "CATATAN (lanjutan)" in text
    places = [note.place for note in recap.notes]
    assert len(places) > 60
    assert all(text.count(f"{place}:") == 1 for place in places)


def test_note_longer_than_a_column_is_printed_whole() -> None:
    reason = " ".join(f"kata{i}" for i in range(2500))
    note = RecapNote("rule", "7605052001001", "KABIRAAN TPS 001", "II.1 = II.2: 1 ≠ 2, selisih 1", reason)
    made = snapshot(Recap(tps=(2,), notes=(note,)))
    with Pages(dhasil.build(made, ReportOptions("A4"), made.desa_tables[0].code)) as pages:
        text = " ".join(pages.text(i) for i in range(pages.count))
    assert all(f"kata{i}" in text for i in range(2500))


def test_hints_leave_no_mark_that_the_paper_does_not_explain() -> None:
    recap = snapshot(Recap(tps=(3,), cell=lambda row, _desa, _tps: RecapCell(row, broken=("R17",))))
    with Pages(dhasil.build(recap, table=recap.desa_tables[0].code)) as pages:
        text, code = pages.text(0), pages.qr(0)[0]
    assert "!" not in text
    assert recap.sha256 in code.lower()


def test_recap_without_marks_has_no_legend() -> None:
    with Pages(dhasil.build(snapshot(), table="kecamatan")) as pages:
        text = pages.text(0)
    assert "belum" not in text
    assert "CATATAN" not in text


def test_certificate_says_on_which_desa_sheets_the_notes_stand() -> None:
    recap = Recap(tps=(12, 12), seed=4)
    recap = replace(recap, notes=notes(recap))
    with Pages(dhasil.build(snapshot(recap), table="kecamatan")) as pages:
        text = pages.text(0)
    assert "diuraikan pada lembar desa: KABIRAAN, SAMBABO." in text


# --- file --------------------------------------------------------------------------------------------------------


def test_same_snapshot_gives_the_same_bytes() -> None:
    recap = Recap(tps=(5, 3), locked=False)
    assert dhasil.build(snapshot(recap)) == dhasil.build(snapshot(recap))


def test_another_snapshot_gives_another_hash_and_other_bytes() -> None:
    one, other = snapshot(Recap(revision=1)), snapshot(Recap(revision=2))
    assert one.sha256 != other.sha256
    assert dhasil.build(one) != dhasil.build(other)


def test_all_fonts_are_embedded_and_large_enough() -> None:
    recap = Recap(tps=(12,), seed=4, locked=False)
    recap = replace(recap, cell=flagged_cell(4, rows()), notes=notes(recap))
    for paper in PAPERS:
        with Pages(dhasil.build(snapshot(recap), ReportOptions(paper))) as pages:
            for i in range(pages.count):
                assert all(pages.fonts(i).values())
                assert all("Noto" in name for name in pages.fonts(i))
                smallest = min(char.size for char in pages.chars(i))
                assert smallest >= SMALLEST_TYPE[paper] - 1e-3


def test_document_properties_name_title_author_language_and_hash() -> None:
    recap = snapshot()
    data = dhasil.build(recap, table="kecamatan")
    with Pages(data) as pages:
        facts = pages.pdf.get_metadata_dict()
        bookmarks = [item.get_title() for item in pages.pdf.get_toc()]
    assert facts["Title"] == "D.HASIL KECAMATAN-PPWP ULUMANDA"
    assert facts["Author"] == "PANITIA PEMILIHAN KECAMATAN ULUMANDA"
    assert facts["Subject"] == recap.document_id
    assert recap.sha256 in facts["Keywords"]
    assert b"/Lang (id-ID)" in data
    assert bookmarks == ["Kecamatan ULUMANDA"]


def test_unknown_desa_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        dhasil.build(snapshot(), table="0000000000")


def test_sheet_sizes_are_the_papers_in_landscape() -> None:
    sizes = {"A3": (420, 297), "A4": (297, 210), "F4": (330, 215)}
    for paper, size in sizes.items():
        with Pages(dhasil.build(snapshot(), ReportOptions(paper), "kecamatan")) as pages:
            points = pages.pdf[0].get_size()
        assert tuple(value * 25.4 / 72 for value in points) == pytest.approx(size, abs=0.01)
