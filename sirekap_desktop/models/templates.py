"""The table that an operator fills with desa, TPS, DPT and contestants: XLSX (two sheets) or CSV (one of the two)."""

from __future__ import annotations

import csv
from pathlib import Path

import xlsxwriter

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import errors

TPS_SHEET = "TPS"
CONTESTANT_SHEET = "Pasangan calon"
TPS_COLUMNS = ("kode_desa", "nama_desa", "nomor_tps", "dpt_l", "dpt_p")
CONTESTANT_COLUMNS = ("nomor_urut", "nama")

_TPS_EXAMPLE = ("7605052001", "SAMBABO", 1, 101, 99)
_CONTESTANT_EXAMPLE = (1, "PASANGAN CALON 01")
_HELP = (
    "Isi lembar TPS: satu baris untuk tiap TPS.",
    "kode_desa: sepuluh angka kode Kemendagri. nama_desa: huruf kapital seperti di formulir.",
    "nomor_tps: 1 sampai 999. dpt_l, dpt_p: pemilih DPT laki-laki dan perempuan; boleh kosong bila belum ada.",
    "Isi lembar Pasangan calon: nomor_urut dan nama. Boleh dikosongkan bila tidak berubah.",
    "Hapus baris contoh. Impor ulang memperbarui data tanpa menghapus isian yang sudah dicatat.",
)


def write_template(path: Path) -> None:
    """Write ``.xlsx`` (both tables) or ``.csv`` (the table of TPS), with one example row.

    Raises:
        UserError: ``table.kind`` for another suffix; ``disk.full``, ``workspace.read_only``.
    """
    writers = {".xlsx": _write_xlsx, ".csv": _write_csv}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise UserError("Templat ditulis sebagai .xlsx atau .csv.", code="table.kind")
    try:
        writer(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        origin = error if isinstance(error, OSError) else OSError(*error.args[:1])
        raise errors.from_os_error(origin, path) or errors.read_only(path.parent) from error


def _write_xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@"})
        tables = ((TPS_SHEET, TPS_COLUMNS, _TPS_EXAMPLE), (CONTESTANT_SHEET, CONTESTANT_COLUMNS, _CONTESTANT_EXAMPLE))
        for name, columns, example in tables:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, 0, 16, text if name == TPS_SHEET else None)
            sheet.set_column(1, len(columns) - 1, 20)
            sheet.write_row(0, 0, columns, head)
            sheet.write_row(1, 0, example)
        guide = book.add_worksheet("Petunjuk")
        guide.set_column(0, 0, 110)
        guide.write_column(0, 0, _HELP)


def _write_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows((TPS_COLUMNS, _TPS_EXAMPLE))
