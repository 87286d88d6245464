from __future__ import annotations

import csv
import io

from sirekap_desktop.exchange import kabupaten_csv
from sirekap_desktop.exchange.csvtables import column_of
from sirekap_desktop.models.penerimaan.recap import KabupatenRecap
from tests.reports.kabupaten import Kab, kabupaten


def _made() -> KabupatenRecap:
    return kabupaten(Kab(missing={1}, draft={2}, names=("BANGGAE", "=PAMBOANG"), flagged=True))


def _read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_every_figure_and_its_origin_stand_in_the_line_of_its_kecamatan() -> None:
    made = _made()
    *lines, whole = _read(kabupaten_csv.kecamatan_csv(made))
    names = [column_of(row) for row in made.rows]
    assert [line["kode"] for line in lines] == [source.code for source in made.sources]
    for i, (line, source) in enumerate(zip(lines, made.sources, strict=True)):
        assert (line["keadaan"], line["paket"], line["kunci"]) == (source.state, source.package_sha256, source.signer)
        if source.state != "belum":
            assert [int(line[name]) for name in names] == [row[i].value for row in made.table.cells]
    assert [int(whole[name]) for name in names] == [cell.value for cell in made.table.totals]
    assert (whole["kode"], whole["kecamatan"], whole["dokumen"]) == ("7605", "JUMLAH MAJENE", made.document_id)


def test_a_kecamatan_that_sent_nothing_has_no_figures_and_is_not_zero() -> None:
    made = _made()
    line = _read(kabupaten_csv.kecamatan_csv(made))[1]
    names = [column_of(row) for row in made.rows]
    assert {line[name] for name in names} == {""}
    assert line["belum"].split() == names
    assert (line["keadaan"], line["revisi"], line["tps_total"], line["tps_lengkap"]) == ("belum", "", "4", "0")
    assert line["kecamatan"] == "'=PAMBOANG"  # no formula for a spreadsheet


def test_dictionary_explains_every_column_in_its_order() -> None:
    made = _made()
    head = kabupaten_csv.kecamatan_csv(made).decode("utf-8-sig").splitlines()[0].split(",")
    explained = _read(kabupaten_csv.dictionary(made, "MODEL C.HASIL-PPWP"))
    assert [line["kolom"] for line in explained] == head
    assert all(line["uraian"] and line["jenis"] and line["sumber"] for line in explained)
