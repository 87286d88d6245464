"""The recap of a kabupaten as CSV: a line per kecamatan, and the data dictionary that says what its columns are.

The names of the figures are those of the published Sirekap data, as in all other tables.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from sirekap_desktop.exchange import csvfile
from sirekap_desktop.exchange.csvtables import column_of, dictionary_of
from sirekap_desktop.models.penerimaan.recap import KabupatenRecap, RecapSource
from sirekap_desktop.models.recap import RecapCell, RecapColumn

_BEFORE = (
    ("kode", "Kode kecamatan; pada baris JUMLAH kode kabupaten/kota", "6 atau 4 angka, teks", "Kemendagri"),
    ("kecamatan", "Nama kecamatan; baris terakhir JUMLAH", "teks", "paket PPK"),
    ("keadaan", "final, draf, atau belum (tidak ada yang diterima)", "teks", "paket PPK"),
    ("revisi", "Revisi rekap kecamatan; kosong bila belum ada", "bilangan bulat", "paket PPK"),
    ("tps_total", "Jumlah TPS", "bilangan bulat", "daftar kabupaten"),
    ("tps_lengkap", "TPS yang semua isiannya tercatat", "bilangan bulat", "paket PPK"),
    ("pemilihan", "Pemilihan, dengan nama pendek Sirekap", "teks", "formulir"),
    ("dapil", "Daerah pemilihan; kosong bila pemilihan ini tidak dibagi menurut dapil", "teks", "paket PPK"),
)
_AFTER = (
    ("belum", "Nama kolom yang jumlahnya belum memuat semua TPS, dipisah spasi", "teks", "paket PPK"),
    ("dokumen", "Tanda dokumen D.HASIL kecamatan yang memuat angka ini", "teks", "paket PPK"),
    ("paket", "SHA-256 daftar isi (manifest) paket yang diterima", "64 angka heksadesimal", "paket PPK"),
    ("kunci", "Sidik jari kunci yang menandatangani paket", "teks", "paket PPK"),
    ("diterima", "Kapan paket diterima, ISO 8601", "teks", "penerimaan"),
)
_KIND = "bilangan bulat: jumlah semua TPS yang tercatat; kosong bila tidak satu pun tercatat (lihat belum)"


def kecamatan_csv(recap: KabupatenRecap) -> bytes:
    """UTF-8 with mark, so that spreadsheet programs read it rightly; comma, CRLF; the last line is the sum."""
    names = [column_of(row) for row in recap.rows]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([name for name, *_ in _BEFORE] + names + [name for name, *_ in _AFTER])
    writer.writerows(_lines(recap, names))
    return text.getvalue().encode("utf-8-sig")


def dictionary(recap: KabupatenRecap, model: str) -> bytes:
    """What each column of :func:`kecamatan_csv` is."""
    return dictionary_of(recap.rows, model, _BEFORE, _AFTER, _KIND)


def _lines(recap: KabupatenRecap, names: Sequence[str]) -> Iterator[list[str | int]]:
    table = recap.table
    for i, (source, column) in enumerate(zip(recap.sources, table.columns, strict=True)):
        yield _line(recap, source, column, [row[i] for row in table.cells], names)
    state = "final" if recap.locked else "draf"
    whole = RecapSource(table.code, f"JUMLAH {table.name}", state, recap.revision, recap.document_id, recap.sha256)
    counts = [sum(one.tps_total for one in table.columns), sum(one.tps_complete for one in table.columns)]
    yield _line(recap, whole, RecapColumn(table.code, whole.name, *counts), table.totals, names)


def _line(
    recap: KabupatenRecap, source: RecapSource, column: RecapColumn, cells: Sequence[RecapCell], names: Sequence[str]
) -> list[str | int]:
    figures = ["" if cell.missing and cell.missing >= column.tps_total else cell.value for cell in cells]
    waiting = " ".join(name for name, cell in zip(names, cells, strict=True) if cell.missing)
    return [
        source.code, csvfile.cell(source.name), source.state, source.revision or "", column.tps_total,
        column.tps_complete, recap.pemilihan, csvfile.cell(recap.dapil), *figures, waiting, source.document_id,
        source.package_sha256, source.signer, source.received_at,
    ]  # fmt: skip
