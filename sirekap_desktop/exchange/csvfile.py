"""The recap as CSV: one line per TPS with the names of the published Sirekap data (domain.md §6).

Made from the snapshot alone, so that ``verify`` can make it again and compare.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from sirekap_desktop.models.recap import RecapCell, RecapSnapshot, RecapTable

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def cell(text: str) -> str:
    """Text as a cell that no spreadsheet takes for a formula: what would be one gets an apostrophe in front.

    So does what begins with apostrophes and then like a formula: a reader takes exactly one away from such cells.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def tps_csv(snapshot: RecapSnapshot) -> bytes:
    """``kode,desa,tps,<names>…,belum,kosong``: the last two name the fields without an entry and the empty ones.

    UTF-8, comma, CRLF; a field without an entry and an empty field are both blank, told apart by the last columns.
    """
    names = [row.export_as or row.field for row in snapshot.rows]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["kode", "desa", "tps", *names, "belum", "kosong"])
    for table in snapshot.desa_tables:
        writer.writerows(tps_lines(table, names))
    return text.getvalue().encode()


def tps_lines(table: RecapTable, names: list[str]) -> Iterator[list[str]]:
    """Code, desa and number of every TPS, its figures, and the names of the missing and of the empty ones."""
    for number, column in enumerate(table.columns):
        cells = [row[number] for row in table.cells]
        missing = [name for name, item in zip(names, cells, strict=True) if item.missing]
        empty = [name for name, item in zip(names, cells, strict=True) if item.empty]
        numbers = [_number(item) for item in cells]
        yield [column.code, cell(table.name), column.code[-3:], *numbers, " ".join(missing), " ".join(empty)]


def _number(cell: RecapCell) -> str:
    return "" if cell.missing or cell.empty else str(cell.value)


def desa_csv(snapshot: RecapSnapshot) -> bytes:
    """``kode,desa,tps_total,tps_lengkap,<names>…``: one line per desa and a last one for the kecamatan."""
    table = snapshot.kecamatan_table
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        ["kode", "desa", "tps_total", "tps_lengkap", *[row.export_as or row.field for row in snapshot.rows]]
    )
    for number, column in enumerate(table.columns):
        values = [row[number].value for row in table.cells]
        writer.writerow([column.code, cell(column.title), column.tps_total, column.tps_complete, *values])
    counts = [sum(c.tps_total for c in table.columns), sum(c.tps_complete for c in table.columns)]
    writer.writerow([table.code, f"JUMLAH {table.name}", *counts, *[item.value for item in table.totals]])
    return text.getvalue().encode()
