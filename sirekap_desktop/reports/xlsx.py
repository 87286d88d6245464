"""The recap as a workbook with live formulas: change a TPS, and its desa and the kecamatan follow.

Of a kabupaten: change a desa, and its kecamatan and the kabupaten follow.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from sirekap_desktop.models.penerimaan.recap import KabupatenRecap, Recap
from sirekap_desktop.models.recap import RecapCell, RecapTable
from sirekap_desktop.reports import asal, content, dhasil, sheet_map
from sirekap_desktop.reports.ballot_facts import facts_of
from sirekap_desktop.reports.captions import Captions, captions_of
from sirekap_desktop.reports.content import BROKEN, CORRECTED, EMPTY, Group, Identity
from sirekap_desktop.reports.measures import region
from sirekap_desktop.reports.names import sheet_names
from sirekap_desktop.reports.sheet_map import FIELD, Column, Leaf, Line, SheetMap, joined

#: The same moment in every workbook: same snapshot, same bytes.
_CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_FIRST = 3
"""Column index of the first TPS, desa or kecamatan; before it NO, URAIAN and LK/PR/JML."""
_HEAD = 8
"""Row index of the column titles; the numbering row follows."""
#: Grouped by thousands; ``[$-421]`` asks for Indonesian signs in programs that take them from the cell.
_NUMBER = "[$-421]#,##0"

_SOURCES_HEAD = 4
_SOURCES_WIDTHS = (6, 30, 16, 9, 16, 30, 30, 68, 28)
_TOP = {"kecamatan": "KEC", "kabupaten": "KAB"}
"""Begins the name of the first sheet."""

_FORMATS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 12},
    "fact": {"font_size": 9},
    "bold": {"bold": True},
    "warning": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F1F1F"},
    "head": {
        "bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#E6E6E6",
    },
    "number_row": {"font_size": 8, "border": 1, "align": "center", "bg_color": "#E6E6E6"},
    "section": {"bold": True, "bg_color": "#F0F0F0", "border": 1},
    "subheading": {"bold": True, "border": 1},
    "partai": {"bold": True, "bg_color": "#F6F6F6", "border": 1},
    "label": {"border": 1, "valign": "vcenter", "text_wrap": True},
    "sum_label": {"border": 1, "valign": "vcenter", "text_wrap": True, "bold": True},
    "center": {"border": 1, "align": "center", "valign": "vcenter"},
    "figure": {"border": 1, "num_format": _NUMBER, "align": "right"},
    "sum": {"border": 1, "num_format": _NUMBER, "align": "right", "bold": True, "bg_color": "#F6F6F6"},
    "missing": {"border": 1, "num_format": _NUMBER, "align": "right", "italic": True, "font_color": "#707070"},
    "broken": {"border": 1, "num_format": f'"{BROKEN} "{_NUMBER}', "align": "right", "bg_color": "#F3D9D9"},
    "corrected": {"border": 1, "num_format": f'"{CORRECTED} "{_NUMBER}', "align": "right", "bg_color": "#FFF3D0"},
    "both": {"border": 1, "num_format": f'"{BROKEN}{CORRECTED} "{_NUMBER}', "align": "right", "bg_color": "#F3D9D9"},
}  # fmt: skip


def build(snapshot: Recap, identity: Identity | None = None, workspace_id: str = "") -> bytes:
    """The workbook: the whole place first, then a sheet for each part; the same snapshot gives the same bytes.

    Args:
        snapshot: the recap.
        identity: of the snapshot, where it is known already.
        workspace_id: of the workspace, for the hidden sheet by which the workbook can be imported again.

    Raises:
        ValueError: totals of the snapshot are not the sums of their parts.
    """
    if identity is None:
        content.check_sums(snapshot)
        identity = content.identify(snapshot)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    writer = _Writer(book, snapshot, identity)
    writer.write()
    if isinstance(snapshot, KabupatenRecap):
        writer.sources()
    else:
        facts = facts_of(snapshot, workspace_id)
        sheet_map.write(book, SheetMap(facts, snapshot.contestants, tuple(writer.leaves())), locked=False)
    book.close()
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where headings and rows stand: the same on every sheet, so that the formulas of the first find the others."""

    at: tuple[tuple[int, Group], ...]
    row_of: dict[int, int]
    """Worksheet row of each row of the recap."""
    end: int


def _lines(groups: tuple[Group, ...]) -> _Lines:
    row, at, row_of = _HEAD + 2, [], {}
    for group in groups:
        at.append((row, group))
        row_of.update({line: row + i for i, line in enumerate(group.rows)})
        row += max(1, len(group.rows))
    return _Lines(tuple(at), row_of, row)


class _Writer:
    """Fills one workbook."""

    def __init__(self, book: Any, snapshot: Recap, identity: Identity) -> None:  # noqa: ANN401
        self.book = book
        self.snapshot = snapshot
        self.identity = identity
        self.captions: Captions = captions_of(snapshot)
        self.lines = _lines(content.groups(snapshot, self.captions))
        self.formats = {name: book.add_format(look) for name, look in _FORMATS.items()}
        top = f"{_TOP[snapshot.level]} {snapshot.top.name}"
        names = sheet_names((top, *(table.name for table in snapshot.parts)))
        self.top_sheet, *parts = names
        self.columns = {table.code: len(table.columns) for table in snapshot.parts}
        self.part_sheets = {table.code: name for table, name in zip(snapshot.parts, parts, strict=True)}

    def write(self) -> None:
        self.book.set_properties({
            "title": dhasil.title(self.snapshot, self.captions, "xlsx"),
            "author": self.captions.text("author", **{self.snapshot.level: self.snapshot.top.name}),
            "subject": self.identity.document_id,
            "keywords": f"sha256:{self.identity.sha256}",
            "created": _CREATED,
        })  # fmt: skip
        self._sheet(asal.marked(self.snapshot, self.snapshot.top, self.captions), self.top_sheet)
        for table in self.snapshot.parts:
            self._sheet(content.printed(table, self.snapshot.hints), self.part_sheets[table.code])

    def sources(self) -> None:
        """Where the columns of a kabupaten come from, on a sheet of its own."""
        captions = self.captions
        sheet = self.book.add_worksheet(*sheet_names((captions.text("asal_sheet"),)))
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(_SOURCES_HEAD + 1, 0)
        sheet.write_string(0, 0, captions.text("asal_title"), self.formats["title"])
        sheet.write_string(1, 0, self._document_line(), self.formats["fact"])
        sheet.write_string(2, 0, captions.text("asal_words"), self.formats["fact"])
        lines = (asal.heads(captions), *asal.rows(self.snapshot, captions))
        for row, line in enumerate(lines, _SOURCES_HEAD):
            look = self.formats["head" if row == _SOURCES_HEAD else "label"]
            for i, text in enumerate(line):
                sheet.write_string(row, i, text, look)
        for i, width in enumerate(_SOURCES_WIDTHS):
            sheet.set_column(i, i, width)

    def _sheet(self, table: RecapTable, name: str) -> None:
        sheet = self.book.add_worksheet(name)
        self._setup(sheet, table)
        self._facts(sheet, table)
        self._head(sheet, table)
        for row, group in self.lines.at:
            if group.kind == "rows":
                self._labels(sheet, row, group)
            else:
                self._heading(sheet, row, group, len(table.columns))
        for line, row in self.lines.row_of.items():
            self._figures(sheet, table, line, row)
        self._notes(sheet, table)

    def leaves(self) -> Iterator[Leaf]:
        """What stands where on the sheets of the parts."""
        lines = tuple(
            Line(row + i, f"{FIELD}:{self.snapshot.rows[line].field}", joined(self._row_headings(group, i, line)))
            for row, group in self.lines.at
            if group.kind == "rows"
            for i, line in enumerate(group.rows)
        )
        for table in self.snapshot.parts:
            columns = tuple(Column(at, one.code, one.title) for at, one in enumerate(table.columns, _FIRST))
            yield Leaf(self.part_sheets[table.code], table.code, _HEAD, _FIRST + len(columns), columns, lines)

    def _row_headings(self, group: Group, i: int, line: int) -> tuple[str, str, str]:
        """NO, URAIAN and LK/PR/JML of a row; the first two stand only once for rows that belong together."""
        part = self.snapshot.rows[line].part
        first = ("", "") if i else (group.number, group.label)
        return (*first, self.captions.text(f"part_{part}") if part else "")

    def _setup(self, sheet: Any, table: RecapTable) -> None:  # noqa: ANN401
        sheet.freeze_panes(_HEAD + 2, _FIRST)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD, _HEAD + 1)
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, 58)
        sheet.set_column(2, 2, 6)
        sheet.set_column(_FIRST, _FIRST + len(table.columns) - 1, 9 if table.level == "desa" else 14)
        sheet.set_column(_FIRST + len(table.columns), _FIRST + len(table.columns), 12)
        state = " · ".join(self._states())
        sheet.set_header(f"&L{self.identity.document_id}&C&B{state}&RHalaman &P dari &N")

    def _states(self) -> tuple[str, ...]:
        names = (("draft_banner", not self.snapshot.locked), ("simulation_banner", self.snapshot.simulation))
        return tuple(self.captions.text(name) for name, shown in names if shown)

    def _facts(self, sheet: Any, table: RecapTable) -> None:  # noqa: ANN401
        captions = self.captions
        heading = captions.text(
            f"title_{table.level}", pemilihan=self.snapshot.pemilihan_title, tahun=self.snapshot.year
        )
        sheet.write_string(0, 0, captions.text("model"), self.formats["bold"])
        sheet.write_string(1, 0, heading.replace("\n", " "), self.formats["title"])
        names = region(self.snapshot, table)
        sheet.write_string(2, 0, " · ".join(f"{captions.text(name)}: {value}" for name, value in names))
        sheet.write_string(3, 0, self._document_line(), self.formats["fact"])
        sheet.write_string(4, 0, captions.text("sha256", sha256=self.identity.sha256), self.formats["fact"])
        for row, state in enumerate(self._states(), 5):
            sheet.write_string(row, 1, state, self.formats["warning"])

    def _document_line(self) -> str:
        captions, snapshot = self.captions, self.snapshot
        facts = (
            captions.text("document", dokumen=self.identity.document_id),
            captions.text("revision", revisi=snapshot.revision),
            captions.text("taken", waktu=content.readable_time(snapshot.taken_at)),
        )
        return " · ".join(facts)

    def _head(self, sheet: Any, table: RecapTable) -> None:  # noqa: ANN401
        captions, last = self.captions, _FIRST + len(table.columns)
        titles = (captions.text("no"), captions.text("uraian"), "", *(column.title for column in table.columns))
        for i, title in enumerate((*titles, captions.text("jumlah_akhir"))):
            sheet.write_string(_HEAD, i, title, self.formats["head"])
        for i, number in ((0, 1), (1, 2)):
            sheet.write_number(_HEAD + 1, i, number, self.formats["number_row"])
        sheet.write_blank(_HEAD + 1, 2, None, self.formats["number_row"])
        for i in range(_FIRST, last + 1):
            sheet.write_number(_HEAD + 1, i, captions.first_column_number + i - _FIRST, self.formats["number_row"])

    def _heading(self, sheet: Any, row: int, group: Group, columns: int) -> None:  # noqa: ANN401
        look = self.formats[group.kind]
        for i in range(_FIRST + columns + 1):
            sheet.write_blank(row, i, None, look)
        sheet.write_string(row, 0 if group.kind == "section" else 1, group.label, look)
        if group.number:
            sheet.write_string(row, 0, group.number, look)

    def _labels(self, sheet: Any, row: int, group: Group) -> None:  # noqa: ANN401
        label = self.formats["sum_label" if group.is_partai_sum else "label"]
        looks = (self.formats["center"], label, self.formats["center"])
        for i, line in enumerate(group.rows):
            for column, text in enumerate(self._row_headings(group, i, line)):
                sheet.write_string(row + i, column, text, looks[column])

    def _figures(self, sheet: Any, table: RecapTable, line: int, row: int) -> None:  # noqa: ANN401
        for i, (cell, column) in enumerate(zip(table.cells[line], table.columns, strict=True), _FIRST):
            if table.level == "desa":
                self._tps(sheet, row, i, cell)
            elif table.level == self.snapshot.level and column.code in self.part_sheets:
                self._below(sheet, row, i, (column.code, cell))
            else:
                self._sum(sheet, row, i, column.tps_total, cell)
        last = _FIRST + len(table.columns)
        span = xl_range(row, _FIRST, row, last - 1)
        total = table.totals[line]
        formula = f"=SUM({span})" if table.columns else "=0"
        sheet.write_formula(row, last, formula, self._sum_format(total), total.value)

    def _tps(self, sheet: Any, row: int, column: int, cell: RecapCell) -> None:  # noqa: ANN401
        """A figure as a number; ``belum`` and an empty field as text, which SUM leaves out."""
        if cell.missing:
            sheet.write_string(row, column, self.captions.text("belum"), self.formats["missing"])
        elif cell.empty:
            sheet.write_string(row, column, EMPTY, self.formats["missing"])
        else:
            broken, corrected = bool(cell.broken), bool(cell.corrected)
            look = "both" if broken and corrected else "broken" if broken else "corrected" if corrected else "figure"
            sheet.write_number(row, column, cell.value, self.formats[look])

    def _sum(self, sheet: Any, row: int, column: int, tps: int, cell: RecapCell) -> None:  # noqa: ANN401
        """A sum whose parts have no sheet here; ``belum`` where nothing is known of them."""
        shown = content.figure(cell, tps, self.captions, single=False)
        if shown.belum:
            sheet.write_string(row, column, shown.text, self.formats["missing"])
        else:
            sheet.write_number(row, column, cell.value, self._sum_format(cell, "figure"))

    def _below(self, sheet: Any, row: int, column: int, source: tuple[str, RecapCell]) -> None:  # noqa: ANN401
        """A reference to JUMLAH AKHIR of the sheet that the column is about."""
        code, cell = source
        width = self.columns[code]
        name = self.part_sheets[code].replace("'", "''")
        formula = f"='{name}'!{xl_rowcol_to_cell(row, _FIRST + width, row_abs=True, col_abs=True)}"
        sheet.write_formula(row, column, formula, self._sum_format(cell, "figure"), cell.value)

    def _sum_format(self, cell: RecapCell, look: str = "sum") -> Any:  # noqa: ANN401
        """A sum with missing or empty parts keeps its number and shows the mark after it."""
        mark = (content.MISSING if cell.missing else "") + (content.EMPTY_SUM if cell.empty else "")
        name = look + mark
        if name not in self.formats:
            self.formats[name] = self.book.add_format({**_FORMATS[look], "num_format": f'{_NUMBER}"{mark}"'})
        return self.formats[name]

    def _notes(self, sheet: Any, table: RecapTable) -> None:  # noqa: ANN401
        row = self.lines.end + 1
        legend = content.legend(table, self.captions)
        if legend:
            sheet.write_string(row, 0, legend, self.formats["fact"])
            row += 2
        notes = content.notes(self.snapshot, table, self.captions)
        notes += asal.notes(self.snapshot, self.captions) if table.level == self.snapshot.level else ()
        if notes:
            sheet.write_string(row, 0, self.captions.text("notes_title"), self.formats["bold"])
        for i, note in enumerate(notes, 1):
            sheet.write_string(row + i, 0, note.mark, self.formats["fact"])
            sheet.write_string(row + i, 1, note.text, self.formats["fact"])
