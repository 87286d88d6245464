"""Sirekap's data beside the recorded figures: imported, compared, reported; on real figures where they are at hand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2 as pdfium
import pytest
from kecamatan import FORM, OPERATOR, TPS, record_all
from sirekap_records import file_name, published, record, write_folder, write_zip

from sirekap_desktop.jobs.documents import write_documents
from sirekap_desktop.jobs.second_copy import make
from sirekap_desktop.jobs.sirekap_import import take_sirekap
from sirekap_desktop.jobs.sirekap_report import sirekap_report
from sirekap_desktop.models.records import Desa, EntryHow, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.ulumanda import load_ulumanda

A, B = TPS[0].code, TPS[1].code
NEW = f"{A[:10]}099"


def published_of(number: int, **changes: object) -> dict[str, object]:
    return record({**TPS[number].values, **changes})


@pytest.fixture
def compared(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Both TPS recorded; Sirekap misreads one figure, and with it a sum, of the first, and knows a TPS too many."""
    record_all(workspace, 0)
    record_all(workspace, 1)
    records = {A: published_of(0, suara_1=(TPS[0].values["suara_1"] or 0) + 800), NEW: published_of(1)}
    take_sirekap(workspace, write_folder(tmp_path / "unduhan", records))
    return workspace


def test_importing_tells_what_came_and_again_that_it_is_known(workspace: Workspace, tmp_path: Path):
    records = {A: published_of(0), B: published_of(1), "5201011001001": published_of(0)}
    folder = write_folder(tmp_path / "unduhan", records)
    write_folder(folder, {A: published_of(0)}, "pdpr")
    taken = take_sirekap(workspace, folder)
    assert (taken.kept, taken.same, taken.tps, taken.elsewhere) == (2, 0, (A, B), 1)
    assert taken.other_elections == (("pdpr", 1),)
    again = take_sirekap(workspace, folder)
    assert (again.kept, again.same) == (0, 2)


def test_an_archive_says_what_its_folder_says(workspace: Workspace, tmp_path: Path):
    files = {file_name(code): json.dumps(published_of(n)).encode() for n, code in enumerate((A, B))}
    taken = take_sirekap(workspace, write_zip(tmp_path / "sirekap.zip", files))
    assert (taken.kept, taken.problems) == (2, ())
    assert {one.source for one in workspace.sirekap_records()} == {f"sirekap.zip/{name}" for name in files}


def test_nothing_recorded_becomes_a_value_of_sirekap(workspace: Workspace, tmp_path: Path):
    take_sirekap(workspace, write_folder(tmp_path / "unduhan", {A: published_of(0)}))
    assert workspace.entries(A, FORM) == {}
    assert workspace.recap(FORM).kecamatan_table.totals[0].value == 0


def test_the_report_names_field_both_figures_sums_and_tps_of_one_side(compared: Workspace):
    report = sirekap_report(compared, FORM)
    assert report is not None
    (line,) = report.lines
    assert (line.tps, line.field, line.number, line.difference) == (A, "suara_1", "IV.1", 800)
    assert line.place == "KABIRAAN TPS 001"
    broken = {one.formula for one in report.sums}
    assert "V.A = IV.1 + IV.2 + IV.3" in broken
    assert [code for code, _ in report.absent] == [B]
    assert report.foreign == (NEW,)
    assert {source.who for source in report.sources} == {OPERATOR}


def test_without_sirekap_there_is_no_report(workspace: Workspace):
    record_all(workspace, 0)
    assert sirekap_report(workspace, FORM) is None


def test_the_documents_say_the_same_as_pdf_csv_and_workbook(compared: Workspace, tmp_path: Path):
    written = [path for path in write_documents(compared, tmp_path / "dokumen") if "SIREKAP" in path.name]
    assert [path.suffix for path in written] == [".pdf", ".xlsx", ".csv"]
    pdf, xlsx, table = written
    pages = pdfium.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    recorded = TPS[0].values["suara_1"] or 0
    for said in (
        "PERBANDINGAN",
        "KABIRAAN TPS 001",
        "IV.1",
        f"{recorded}",
        f"{recorded + 800}",
        "+800",
        NEW,
        "SIMULASI",
    ):
        assert said in text
    (row,) = csv.DictReader(io.StringIO(table.read_text("utf-8")))
    assert (row["kode"], row["tercatat"], row["sirekap"], row["selisih"]) == (
        A,
        f"{recorded}",
        f"{recorded + 800}",
        "800",
    )
    book = openpyxl.load_workbook(xlsx)
    assert book.sheetnames == ["Beda", "Jumlah Sirekap", "TPS sebelah", "Sumber"]
    assert [cell.value for cell in book["Beda"][2]][-3:] == [recorded, recorded + 800, 800]


def test_the_same_comparison_gives_the_same_bytes(compared: Workspace, tmp_path: Path):
    first, second = (
        {path.name: path.read_bytes() for path in write_documents(compared, tmp_path / name) if "SIREKAP" in path.name}
        for name in ("satu", "dua")
    )
    assert first == second


def test_the_second_copy_holds_sirekap_too(compared: Workspace, tmp_path: Path):
    stick = tmp_path / "flash"
    stick.mkdir()
    copy = make(compared, stick)
    folder = tmp_path / "pulih"
    (folder / "images").mkdir(parents=True)
    (folder / "sirekap.db").write_bytes(copy.database.read_bytes())
    with Workspace.open(folder, read_only=True) as restored:
        assert restored.sirekap_records() == compared.sirekap_records()
        assert restored.verify().ok


# the real thing


@pytest.fixture
def ulumanda(tmp_path: Path) -> Iterator[Workspace]:
    """All 40 TPS of the demo's kecamatan, every figure recorded."""
    demo = load_ulumanda()
    area = Kecamatan(demo.code, demo.name, demo.kabupaten, demo.provinsi)
    with Workspace.create(
        tmp_path / "ulumanda", area, operator=OPERATOR, simulation=True, key_folder=tmp_path / "keys"
    ) as workspace:
        workspace.add_wilayah(
            [Desa(desa.code, desa.name) for desa in demo.desa],
            [Tps(tps.code, tps.desa_code, tps.number, tps.dpt_l, tps.dpt_p) for tps in demo.tps],
        )
        for tps in demo.tps:
            new = [NewEntry(name, value, EntryHow.TYPED) for name, value in tps.values.items()]
            workspace.record_many(tps.code, FORM, new)
        yield workspace


@pytest.mark.shared
def test_the_published_figures_of_ulumanda_differ_nowhere_from_those_the_demo_took_over(
    ulumanda: Workspace, shared_dir: Path, tmp_path: Path
):
    real = published(shared_dir / "tps" / "ppwp-published-ntb-sulbar.csv.gz", "760505")
    assert len(real) == 40
    take_sirekap(ulumanda, write_folder(tmp_path / "u", {code: record(values) for code, values in real.items()}))
    report = sirekap_report(ulumanda, FORM)
    assert report is not None
    assert report.fields == sum(len(values) for values in real.values())
    assert report.lines == ()
    assert {one.tps for one in report.sums} == {tps.code for tps in load_ulumanda().tps if tps.broken}
    votes = [code for code, values in real.items() if "suara_1" not in values]
    assert votes  # what Sirekap had not is no difference
    assert [code for code, _ in report.absent] == sorted(code for code, values in real.items() if not values)


@pytest.mark.shared
def test_a_figure_read_wrongly_in_the_real_data_is_the_one_that_is_named(
    ulumanda: Workspace, shared_dir: Path, tmp_path: Path
):
    real = published(shared_dir / "tps" / "ppwp-published-ntb-sulbar.csv.gz", "760505")
    code = next(code for code, values in real.items() if values.get("suara_tidak_sah"))
    real[code]["suara_tidak_sah"] += 500
    take_sirekap(ulumanda, write_folder(tmp_path / "u", {one: record(values) for one, values in real.items()}))
    report = sirekap_report(ulumanda, FORM)
    assert report is not None
    assert [(line.tps, line.number, line.difference) for line in report.lines] == [(code, "V.B", 500)]
