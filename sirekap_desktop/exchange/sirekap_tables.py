"""The comparison with Sirekap as tables for other programs: one CSV of the differences, one workbook of everything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from sirekap_desktop.exchange.csvfile import cell
from sirekap_desktop.reports.rapat.sirekap import SirekapReport

_CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The same moment in every workbook: same report, same bytes."""
Table = tuple[str, Sequence[str], Sequence[Sequence[str | int | None]]]
"""Name, headings, rows."""

_DIFFERENCE = ("kode", "tempat", "isian", "nomor", "uraian", "tercatat", "sirekap", "selisih")


def csv_bytes(report: SirekapReport) -> bytes:
    """``kode,tempat,isian,nomor,uraian,tercatat,sirekap,selisih``: a line per difference; UTF-8, comma, CRLF.

    ``tercatat`` is blank where the paper is empty.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_DIFFERENCE)
    for row in _differences(report):
        writer.writerow([cell(item) if isinstance(item, str) else item for item in row])
    return text.getvalue().encode()


def xlsx_bytes(report: SirekapReport, title: str) -> bytes:
    """Differences, broken sums, TPS on one side only, and the sources, each on a sheet of its own."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": title, "created": _CREATED})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#E6E6E6"})
    for name, headings, rows in _tables(report):
        _sheet(book.add_worksheet(name), headings, rows, head)
    book.close()
    return target.getvalue()


def _sheet(sheet: Any, headings: Sequence[str], rows: Sequence[Sequence[str | int | None]], head: object) -> None:  # noqa: ANN401
    sheet.freeze_panes(1, 0)
    for column, text in enumerate(headings):
        longest = max((len(str(row[column])) for row in rows), default=0)
        sheet.set_column(column, column, min(60, max(len(text), longest) + 2))
        sheet.write_string(0, column, text, head)
    for line, row in enumerate(rows, 1):
        for column, item in enumerate(row):
            if isinstance(item, int):
                sheet.write_number(line, column, item)
            elif item is not None:
                sheet.write_string(line, column, item)  # a string, whatever it looks like: never a formula
    if rows:
        sheet.autofilter(0, 0, len(rows), len(headings) - 1)


def _tables(report: SirekapReport) -> Iterator[Table]:
    yield "Beda", _DIFFERENCE, list(_differences(report))
    sums = [(line.tps, line.place, line.formula, line.numbers, line.difference) for line in report.sums]
    yield "Jumlah Sirekap", ("kode", "tempat", "hitungan", "angka", "selisih"), sums
    absent = [(code, place, "tidak ada di Sirekap") for code, place in report.absent]
    foreign = [(code, "", "hanya ada di Sirekap") for code in report.foreign]
    yield "TPS sebelah", ("kode", "tempat", "keadaan"), [*absent, *foreign]
    sources = [(one.name, one.sha256, one.at, one.who, one.records) for one in report.sources]
    yield "Sumber", ("berkas", "sha256", "diimpor", "oleh", "tps"), sources


def _differences(report: SirekapReport) -> Iterator[tuple[str | int | None, ...]]:
    for line in report.lines:
        yield (
            line.tps, line.place, line.field, line.number, line.label, line.recorded, line.sirekap, line.difference,
        )  # fmt: skip
