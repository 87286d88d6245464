from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms import page_code
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.reports import dhasil, xlsx
from sirekap_desktop.reports.documents import kabupaten_certificate, kabupaten_workbook
from sirekap_desktop.reports.options import Paper, ReportOptions
from tests.libreoffice import recalculated

from .factories import parties
from .figures import compare
from .kabupaten import Kab, kabupaten, kecamatan_recaps
from .pages import Pages
from .workbooks import check, evaluate, lines_of, open_book, shown

PAPERS = get_args(Paper)


def _text(data: bytes) -> str:
    with Pages(data) as pages:
        return " ".join(pages.text(i) for i in range(pages.count))


# --- PDF ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS)
def test_every_figure_of_the_kabupaten_stands_in_its_cell(paper: Paper) -> None:
    compare(kabupaten(Kab(missing={1}, draft={3})), ReportOptions(paper), "kabupaten")


def test_columns_are_the_totals_of_the_kecamatan() -> None:
    kab = Kab()
    made = kabupaten(kab)
    for i, recap in enumerate(kecamatan_recaps(kab)):
        assert tuple(row[i] for row in made.table.cells) == recap.kecamatan_table.totals


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=3), min_size=1, max_size=30),
    st.integers(0, 10**6),
    st.sampled_from(PAPERS),
    st.data(),
)
def test_any_kabupaten_is_printed_figure_by_figure(
    kecamatan: list[list[int]], seed: int, paper: Paper, data: st.DataObject
) -> None:
    numbers = st.sets(st.integers(0, len(kecamatan) - 1))
    missing, draft = data.draw(numbers), data.draw(numbers)
    made = kabupaten(Kab(kecamatan, missing, draft, flagged=True, most=9999, seed=seed))
    compare(made, ReportOptions(paper), "kabupaten")


def test_many_kecamatan_and_parties_go_on_over_pages_in_both_directions() -> None:
    form = load_form("c-hasil-dpr-2024", parties(8))
    kab = Kab([(2, 1)] * 51, missing={7}, form=form, dapil="SULAWESI BARAT")
    plans = compare(kabupaten(kab), ReportOptions("A4"), "kabupaten")
    blocks = {page.block for page in plans if page.block}
    assert len(blocks) > 3
    assert len([page for page in plans if page.block]) > 3 * len(blocks)
    again = [page.groups[0].label for page in plans[1:] if page.groups]
    assert any(label.endswith("(lanjutan)") for label in again)


def test_certificate_says_what_it_is_about() -> None:
    text = _text(dhasil.build(kabupaten(), table="kabupaten"))
    for words in (
        "MODEL D.HASIL KABKO-PPWP", "DARI SETIAP KECAMATAN DI TINGKAT KABUPATEN/KOTA", "Kabupaten/Kota : MAJENE",
        "dari 19 TPS di 4 kecamatan", "RINCIAN PEROLEHAN SUARA DI KECAMATAN", "BANGGAE TIMUR",
        "KPU KABUPATEN/KOTA MAJENE", "KPU Provinsi", "B. PENGGUNA HAK PILIH",
    ):  # fmt: skip
        assert words in text
    for words in ("Kecamatan :", "PANITIA PEMILIHAN", "DRAF", "SIMULASI", "belum"):
        assert words not in text


def test_what_a_kecamatan_did_not_send_cannot_be_overlooked() -> None:
    made = kabupaten(Kab(missing={1, 2}, draft={0}, simulation=True))
    with Pages(dhasil.build(made, ReportOptions("A3"), "kabupaten")) as pages:
        first = pages.text(0)
    assert "DRAF: BELUM DIKUNCI" in first
    assert "SIMULASI: BUKAN HASIL RESMI" in first
    assert "BANGGAE TIMUR (belum)" in first
    assert "BANGGAE (draf)" in first
    assert "PAMBOANG (belum)" in first
    assert "SENDANA (" not in first
    assert "Belum ada hasil dari 2 kecamatan: BANGGAE TIMUR, PAMBOANG. Jumlah akhir tidak memuatnya." in first
    assert "Masih draf di 1 kecamatan, angkanya dapat berubah: BANGGAE." in first
    assert first.count("belum ") > 2 * len(made.rows)


def test_a_last_table_says_which_package_each_column_came_from() -> None:
    made = kabupaten(Kab(missing={1}, draft={0}, revoked={2}))
    with Pages(dhasil.build(made, ReportOptions("A4"), "kabupaten")) as pages:
        last, before = pages.text(pages.count - 1), pages.text(pages.count - 2)
    assert "ASAL ANGKA" in last
    assert "ASAL ANGKA" not in before
    tight = last.replace(" ", "")
    for source in made.sources:
        assert f"{source.code} {source.name}" in last
        assert source.package_sha256 in tight
        assert source.signer in last
        assert source.document_id in tight
    assert last.count("belum diterima") == 1
    assert last.count("(dicabut kemudian)") == 1
    assert "0 dari 4" in last


def test_sources_go_on_under_a_repeated_head() -> None:
    made = kabupaten(Kab([(1,)] * 51))
    plans = dhasil.plan(made, ReportOptions("A4"), "kabupaten")
    behind = [page for page in plans if page.appendix]
    assert len(behind) > 1
    with Pages(dhasil.build(made, ReportOptions("A4"), "kabupaten")) as pages:
        assert all("KUNCI PENANDA TANGAN" in pages.text(page.number - 1) for page in behind)
        tight = "".join(pages.text(page.number - 1) for page in behind).replace(" ", "")
    assert all(source.package_sha256 in tight for source in made.sources)


def test_every_page_has_its_own_qr_with_the_snapshot() -> None:
    made = kabupaten(Kab([(1,)] * 30, draft={3}))
    with Pages(dhasil.build(made, ReportOptions("A4"), "kabupaten")) as pages:
        codes = [page_code.parse(text) for i in range(pages.count) for text in pages.qr(i)]
        count = pages.count
    assert [code.page for code in codes if code] == list(range(1, count + 1))
    assert {(code.document, code.part, code.sha256, code.draft) for code in codes if code} == {
        (made.document_id, "7605", made.sha256, True)
    }
    assert codes[0] is not None
    assert (codes[0].kecamatan, codes[0].recap, codes[0].revision) == ("7605", "ppwp", 30)


def test_same_snapshot_same_bytes_and_another_package_other_bytes() -> None:
    made = kabupaten()
    first, again = kabupaten_certificate(made), kabupaten_certificate(kabupaten())
    assert first == again
    assert kabupaten_workbook(made) == kabupaten_workbook(kabupaten())
    assert first.name == "D.HASIL-KABKO-PPWP-7605.pdf"
    assert kabupaten_workbook(made).name == "D.HASIL-KABKO-PPWP-7605.xlsx"
    other = replace(made, sources=(replace(made.sources[0], package_sha256="0" * 64), *made.sources[1:]))
    assert other.document_id != made.document_id
    assert kabupaten_certificate(other).bytes != first.bytes


def test_recap_that_differs_from_a_kecamatan_is_not_printed() -> None:
    made = kabupaten()
    first, second, *others = made.table.cells[0]
    moved = (replace(first, value=first.value + 1), replace(second, value=second.value - 1), *others)
    wrong = replace(made, table=replace(made.table, cells=(moved, *made.table.cells[1:])))
    for write in (kabupaten_certificate, kabupaten_workbook):
        with pytest.raises(ValueError, match="760501"):
            write(wrong)


def test_how_a_kecamatan_came_to_its_sums_is_its_own_document() -> None:
    with pytest.raises(KeyError):
        dhasil.build(kabupaten(), table="760501")


# --- XLSX --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", [True, False])
def test_workbook_adds_up_live_with_and_without_the_sheets_of_the_kecamatan(*, parts: bool) -> None:
    book = check(kabupaten(Kab(missing={1}, draft={3}, parts=parts, flagged=True)))
    expected = ["KAB MAJENE", "BANGGAE", "PAMBOANG", "SENDANA", "Asal"]
    assert shown(book) == (expected if parts else ["KAB MAJENE", "Asal"])


def test_changing_a_desa_moves_its_kecamatan_and_the_kabupaten() -> None:
    made = kabupaten()
    book = open_book(xlsx.build(made))
    row = lines_of(book, "BANGGAE", made)[0]
    before = evaluate(book, "KAB MAJENE", f"H{row}")
    book["BANGGAE"][f"D{row}"] = book["BANGGAE"][f"D{row}"].value + 7
    assert evaluate(book, "KAB MAJENE", f"H{row}") == before + 7


def test_workbook_names_missing_kecamatan_and_every_package() -> None:
    made = kabupaten(Kab(missing={1}, draft={0}))
    book = open_book(xlsx.build(made))
    top = {str(cell.value) for line in book["KAB MAJENE"].iter_rows() for cell in line}
    assert {"BANGGAE TIMUR (belum)", "BANGGAE (draf)", "PAMBOANG", "belum"} <= top
    assert any("Belum ada hasil dari 1 kecamatan: BANGGAE TIMUR" in text for text in top)
    asal = {str(cell.value) for line in book["Asal"].iter_rows() for cell in line}
    assert {source.package_sha256 for source in made.sources if source.package_sha256} <= asal
    assert "belum diterima" in asal


def test_libreoffice_comes_to_the_same_totals(tmp_path: Path) -> None:
    kabs = [Kab(missing={2}, flagged=True), Kab(parts=False)]
    made = [kabupaten(kab) for kab in kabs]
    for recap, book in zip(made, recalculated([xlsx.build(one) for one in made], tmp_path), strict=True):
        live = open_book(xlsx.build(recap))
        for name, table in zip(shown(live), (recap.top, *recap.parts), strict=False):
            for line, row in enumerate(lines_of(live, name, recap)):
                assert book[name].cell(row, 4 + len(table.columns)).value == table.totals[line].value
        found = [cell.value for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
        assert not any(isinstance(value, str) and value.startswith("#") and "!" in value for value in found)
