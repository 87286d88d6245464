"""The table that an operator fills with desa, TPS, DPT, dapil and contestants: XLSX (all sheets) or CSV (one table)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import errors

TPS_SHEET = "TPS"
DAPIL_SHEET = "Dapil"
PESERTA_SHEET = "Peserta"
TPS_COLUMNS = ("kode_desa", "nama_desa", "nomor_tps", "dpt_l", "dpt_p")
DAPIL_COLUMNS = ("pemilihan", "dapil", "kode_desa")
CONTESTANT_COLUMNS = ("nomor_urut", "nama")
"""What a table of contestants has at least: alone it is the list of paslon of the PPWP."""
PESERTA_COLUMNS = ("pemilihan", "dapil", *CONTESTANT_COLUMNS, "nomor_calon", "nama_calon")
KECAMATAN_SHEET = "Kecamatan"
PPK_SHEET = "PPK"
KECAMATAN_COLUMNS = ("kode_kecamatan", "nama_kecamatan", "kabupaten", "provinsi")
PPK_COLUMNS = ("kode_kecamatan", "jabatan", "nama_lengkap")
"""What a kabupaten fills in besides, for all its kecamatan."""

_TPS_EXAMPLE = ("7605052001", "SAMBABO", 1, 101, 99)
_HELP = (
    "Isi lembar TPS: satu baris untuk tiap TPS.",
    "kode_desa: sepuluh angka kode Kemendagri. nama_desa: huruf kapital seperti di formulir.",
    "nomor_tps: 1 sampai 999. dpt_l, dpt_p: pemilih DPT laki-laki dan perempuan; boleh kosong bila belum ada.",
    "Isi lembar Dapil untuk pemilihan yang dibagi menurut daerah pemilihan (DPR, DPRD): desa mana di dapil mana. "
    "kode_desa kosong berarti semua desa kecamatan ini.",
    "Isi lembar Peserta: nomor_urut dan nama tiap pasangan calon, calon DPD atau partai. "
    "Untuk partai, tulis satu baris lagi untuk tiap calon: nomor_calon dan nama_calon, dengan dapilnya.",
    "pemilihan: seperti di nama formulirnya, {names}.",
    "Pemilihan yang tidak disebut di lembar Peserta tidak berubah; yang disebut diganti seluruh daftarnya.",
    "Hapus baris contoh. Impor ulang memperbarui data tanpa menghapus isian yang sudah dicatat.",
)
_KABUPATEN_HELP = (
    "Isi lembar Kecamatan: satu baris untuk tiap kecamatan; kode_kecamatan enam angka kode Kemendagri.",
    "Isi lembar PPK: nama_lengkap tiap orang dan jabatannya: ketua, anggota, operator. PIN dipilih orangnya sendiri.",
    "Lembar TPS, Dapil dan Peserta berisi semua kecamatan sekaligus; program membaginya menurut kode.",
    "Di lembar Dapil, kode_desa boleh kode kecamatan (enam angka): semua desa kecamatan itu.",
)
_Rows = Sequence[Sequence[str | int]]


def write_template(path: Path, forms: Sequence[FormDefinition] | None = None) -> None:
    """Write ``.xlsx`` (all tables) or ``.csv`` (the table of TPS), with example rows.

    Args:
        path: where to.
        forms: the forms of the workspace's elections; by default that of the PPWP alone.

    Raises:
        UserError: ``table.kind`` for another suffix; ``disk.full``, ``workspace.read_only``.
    """
    writers = {".xlsx": _write_xlsx, ".csv": _write_csv}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise UserError("Templat ditulis sebagai .xlsx atau .csv.", code="table.kind")
    try:
        writer(path, tuple(forms) if forms else (load_form("c-hasil-ppwp-2024"),))
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        origin = error if isinstance(error, OSError) else OSError(*error.args[:1])
        raise errors.from_os_error(origin, path) or errors.read_only(path.parent) from error


def write_kabupaten_template(path: Path, forms: Sequence[FormDefinition]) -> None:
    """The table that a kabupaten fills for all its kecamatan (``.xlsx``). Raises UserError like the other."""
    if path.suffix.lower() != ".xlsx":
        raise UserError("Templat kabupaten ditulis sebagai .xlsx.", code="table.kind")
    try:
        _write_book(path, forms, (*_kabupaten_tables(), *_tables(forms)), (*_KABUPATEN_HELP, *_HELP))
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        origin = error if isinstance(error, OSError) else OSError(*error.args[:1])
        raise errors.from_os_error(origin, path) or errors.read_only(path.parent) from error


def _kabupaten_tables() -> Iterator[tuple[str, Sequence[str], _Rows]]:
    yield KECAMATAN_SHEET, KECAMATAN_COLUMNS, (("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT"),)
    yield PPK_SHEET, PPK_COLUMNS, (("760505", "ketua", "NAMA KETUA"), ("760505", "operator", "NAMA OPERATOR"))


def _write_xlsx(path: Path, forms: Sequence[FormDefinition]) -> None:
    _write_book(path, forms, tuple(_tables(forms)), _HELP)


def _write_book(
    path: Path,
    forms: Sequence[FormDefinition],
    tables: Sequence[tuple[str, Sequence[str], _Rows]],
    lines: Sequence[str],
) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@"})
        for name, columns, rows in tables:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for number, column in enumerate(columns):
                sheet.set_column(number, number, 20, text if column.startswith("kode_") else None)
            sheet.write_row(0, 0, columns, head)
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, row)
        guide = book.add_worksheet("Petunjuk")
        guide.set_column(0, 0, 110)
        names = ", ".join(form.short_name for form in forms)
        guide.write_column(0, 0, [line.format(names=names) for line in lines])


def _tables(forms: Sequence[FormDefinition]) -> Iterator[tuple[str, Sequence[str], _Rows]]:
    """Sheet, headings and example rows; the sheet of dapil only where an election has parties."""
    yield TPS_SHEET, TPS_COLUMNS, (_TPS_EXAMPLE,)
    by_partai = [form for form in forms if form.by_partai]
    if by_partai:
        yield DAPIL_SHEET, DAPIL_COLUMNS, [(form.short_name, f"DAPIL {form.short_name}", "") for form in by_partai]
    yield PESERTA_SHEET, PESERTA_COLUMNS, [row for form in forms for row in _examples(form)]


def _examples(form: FormDefinition) -> Iterator[tuple[str | int, ...]]:
    one = form.contestants[0]
    if not form.by_partai:
        yield form.short_name, "", one.number, one.name, "", ""
        return
    dapil = f"DAPIL {form.short_name}"
    yield form.short_name, dapil, one.number, one.name, "", ""
    yield form.short_name, dapil, one.number, one.name, 1, "NAMA CALON"


def _write_csv(path: Path, _forms: Sequence[FormDefinition]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows((TPS_COLUMNS, _TPS_EXAMPLE))
