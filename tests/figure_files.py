"""Files of figures for tests: what a recap says of each TPS, and how a file of it is opened, changed and read."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from sirekap_desktop.exchange.csvtables import read_table, tps_table
from sirekap_desktop.exchange.figures import Figures
from sirekap_desktop.exchange.sirekap_json import files, pack, read_json
from sirekap_desktop.exchange.workbook_file import read_workbook
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.models.records import Tps
from sirekap_desktop.reports import fillin, xlsx
from sirekap_desktop.reports.ballot_facts import BallotFacts, facts_of
from tests.reports.elections import form_of
from tests.reports.factories import Recap, snapshot

WORKSPACE = "0123456789abcdef"
Values = dict[tuple[str, str], int | None]
"""TPS and field → figure; absent where nothing is recorded."""


def made(recap: Recap) -> tuple[RecapSnapshot, FormDefinition]:
    """A recap, and the form that it is of."""
    form = form_of(recap)
    return replace(snapshot(recap), form_version=form.version), form


def values_of(recap: RecapSnapshot, desa: str = "") -> Values:
    """Every recorded figure of a recap, or of one desa of it."""
    return {
        (column.code, row.field): None if cells[number].empty else cells[number].value
        for table in recap.desa_tables
        if desa in {"", table.code}
        for row, cells in zip(recap.rows, table.cells, strict=True)
        for number, column in enumerate(table.columns)
        if not cells[number].missing
    }


def tps_of(recap: RecapSnapshot) -> tuple[Tps, ...]:
    codes = [column.code for table in recap.desa_tables for column in table.columns]
    return tuple(Tps(code, code[:10], int(code[10:]), 100, None if code[-1] == "2" else 90) for code in codes)


def knows(recap: RecapSnapshot, form: FormDefinition) -> Callable[[BallotFacts], FormDefinition | None]:
    """A workspace that has this ballot and no other."""
    own = facts_of(recap, WORKSPACE)
    return lambda facts: form if facts == own else None


def fill_in(recap: RecapSnapshot, form: FormDefinition, desa: int = 0, *, blank: bool = False) -> bytes:
    code = recap.desa_tables[desa].code
    return fillin.build(recap, form, code, tps_of(recap), workspace_id=WORKSPACE, blank=blank)


def read_book(data: bytes, recap: RecapSnapshot, form: FormDefinition) -> Figures:
    figures = Figures()
    read_workbook(data, "isian.xlsx", knows(recap, form), figures)
    return figures


def read_csv(data: bytes, recap: RecapSnapshot, form: FormDefinition) -> Figures:
    figures = Figures()
    read_table(data, "tps.csv", knows(recap, form), figures)
    return figures


def read_zip(data: bytes, recap: RecapSnapshot, form: FormDefinition, name: str = "s.zip") -> Figures:
    figures = Figures()
    read_json(Path(name), data, knows(recap, form), figures)
    return figures


def found(figures: Figures) -> Values:
    result = {(one.tps, one.field): one.value for one in figures.found}
    assert len(result) == len(figures.found)
    return result


#: Format → the bytes of a recap in it, and how they are read.
FORMATS: Mapping[str, tuple[Callable[..., bytes], Callable[..., Figures]]] = {
    "xlsx": (lambda recap, _form: xlsx.build(recap, None, WORKSPACE), read_book),
    "csv": (lambda recap, _form: tps_table(recap, WORKSPACE), read_csv),
    "json": (lambda recap, _form: pack(files(recap, WORKSPACE)), read_zip),
}


def changed(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    """A workbook after somebody has worked on it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
