"""*Excel when the laptop dies*: a workbook per desa and pemilihan, filled by hand in any spreadsheet program.

TPS are columns, rows the fields of the form in its order. Sums and the form's rules are live formulas; only the cells
to be filled are unlocked. L, P and Jml are all typed, as the paper has them: a sum that the paper gets wrong must show.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models.recap import RecapCell, RecapSnapshot, RecapTable
from sirekap_desktop.models.records import Tps
from sirekap_desktop.reports import content, sheet_map
from sirekap_desktop.reports.ballot_facts import facts_of
from sirekap_desktop.reports.captions import captions_of
from sirekap_desktop.reports.fillin_layout import (
    CHECKED,
    FILLED,
    HEAD,
    Layout,
    cell_name,
    formulas,
    heading_text,
)
from sirekap_desktop.reports.measures import region
from sirekap_desktop.reports.names import sheet_names
from sirekap_desktop.reports.rule_formulas import BROKEN, FITS, HINT, check_word
from sirekap_desktop.reports.sheet_map import HEADINGS, Column, Leaf, Line, SheetMap

EMPTY = "-"
"""What stands for a field that is empty on the paper: on every keyboard, and no number."""
DASHES = ("-", "–", "—", "−")
MAX_VALUE = 99_999
_CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The same moment in every workbook: same figures, same bytes."""
_NUMBER = "[$-421]#,##0"
_LINE, _LETTERS = 15, 66
"""Height of a line in points, and how many letters of URAIAN it holds."""
_GUIDE = (
    "Isi hanya sel kuning, TPS demi TPS, persis seperti tertulis di C.Hasil. Enter turun, Tab ke kanan.",
    "Sel yang belum diisi dibiarkan kosong. Bila kotak di kertas kosong, ketik tanda minus (-). "
    "Kosong bukan nol: ketik 0 hanya bila di kertas tertulis 0.",
    "L, P dan JML semuanya diketik seperti di kertas. Baris Hitungan mengatakan bila hitungan formulir beda; "
    "jangan ubah angka supaya cocok.",
)  # fmt: skip
_FIGURE = {"border": 1, "valign": "vcenter", "num_format": _NUMBER, "align": "right"}
_LOOKS: dict[str, dict[str, object]] = {
    "bold": {"bold": True},
    "title": {"bold": True, "font_size": 12},
    "fact": {"font_size": 9},
    "warning": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F1F1F"},
    "head": {
        "bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#E6E6E6",
    },
    "state_label": {"bold": True, "border": 1, "bg_color": "#F6F6F6"},
    "state": {"border": 1, "align": "center", "bg_color": "#F6F6F6", "font_size": 9},
    "section": {"bold": True, "bg_color": "#E6E6E6", "border": 1},
    "subheading": {"bold": True, "border": 1, "bg_color": "#F6F6F6"},
    "partai": {"bold": True, "border": 1, "bg_color": "#F6F6F6"},
    "label": {"border": 1, "valign": "vcenter", "text_wrap": True},
    "sum_label": {"border": 1, "valign": "vcenter", "text_wrap": True, "bold": True},
    "center": {"border": 1, "align": "center", "valign": "vcenter"},
    "input": {**_FIGURE, "bg_color": "#FFFBE0", "locked": False},
    "given": {**_FIGURE, "font_color": "#505050"},
    "sum": {**_FIGURE, "bold": True, "bg_color": "#F6F6F6"},
    "check": {"border": 1, "align": "center", "valign": "vcenter", "font_size": 9},
    "bad": {"bg_color": "#F3C9C9", "font_color": "#7A0000", "bold": True},
    "look": {"bg_color": "#FFE7B0", "font_color": "#5C3B00"},
    "good": {"font_color": "#1B5E20"},
}  # fmt: skip


def build(
    snapshot: RecapSnapshot,
    form: FormDefinition,
    desa: str,
    tps: Sequence[Tps],
    *,
    workspace_id: str,
    blank: bool = False,
) -> bytes:
    """The workbook of a desa; the same figures give the same bytes.

    Args:
        snapshot: of the ballot that the desa votes with.
        form: of that ballot.
        desa: code.
        tps: all TPS of the workspace, for their DPT.
        workspace_id: of the workspace.
        blank: leaves out what is recorded already.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    table = next(table for table in snapshot.desa_tables if table.code == desa)
    _Writer(book, snapshot, form, table, {one.code: one for one in tps}, blank=blank).write(workspace_id)
    book.close()
    return target.getvalue()


def name_of(snapshot: RecapSnapshot, table: RecapTable) -> str:
    """``isian-7605052001-SAMBABO-ppwp.xlsx``."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in table.name)
    return f"isian-{table.code}-{plain}-{snapshot.name}.xlsx"


class _Writer:
    """Fills one workbook."""

    def __init__(
        self,
        book: Any,  # noqa: ANN401
        snapshot: RecapSnapshot,
        form: FormDefinition,
        table: RecapTable,
        dpt: Mapping[str, Tps],
        *,
        blank: bool,
    ) -> None:
        self.book = book
        self.snapshot = snapshot
        self.form = form
        self.table = table
        self.dpt = dpt
        self.blank = blank
        self.captions = captions_of(snapshot)
        self.layout = Layout(snapshot, form, content.groups(snapshot, self.captions))
        self.formats = {name: book.add_format(look) for name, look in _LOOKS.items()}
        self.leaf = self._leaf()
        self.formulas = formulas(form, self.leaf)
        self.values = [self._values(number) for number in range(len(table.columns))]

    def _leaf(self) -> Leaf:
        columns = tuple(Column(at, column.code, column.title) for at, column in enumerate(self.table.columns, HEADINGS))
        lines = tuple(
            Line(row, what, heading_text(headings)) for row, what, headings in self.layout.headings(self.captions)
        )
        (name,) = sheet_names((self.table.name,))
        return Leaf(name, self.table.code, HEAD, HEADINGS + len(columns), columns, lines)

    def _values(self, number: int) -> dict[str, int | None]:
        """What stands in a column: recorded figures, and the DPT; what is not recorded is absent."""
        tps = self.dpt[self.table.columns[number].code]
        known = {"dpt_l": tps.dpt_l, "dpt_p": tps.dpt_p}
        values: dict[str, int | None] = {name: value for name, value in known.items() if value is not None}
        for row, cells in zip(self.snapshot.rows, self.table.cells, strict=True):
            if not self.blank and not cells[number].missing:
                values[row.field] = _value(cells[number])
        return values

    def write(self, workspace_id: str) -> None:
        facts = facts_of(self.snapshot, workspace_id)
        self.book.set_properties({"title": self._title(), "created": _CREATED})
        sheet = self.book.add_worksheet(self.leaf.name)
        self._setup(sheet)
        self._top(sheet)
        self._headings(sheet)
        for number in range(len(self.table.columns)):
            self._column(sheet, number)
        self._totals(sheet)
        self._validate(sheet)
        self._colour(sheet)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet_map.write(self.book, SheetMap(facts, self.snapshot.contestants, (self.leaf,)), locked=True)

    def _title(self) -> str:
        model = self.form.model.removeprefix("MODEL ")
        return f"BUKU KERJA ISIAN {model} · {self.captions.text('desa')} {self.table.name}"

    def _setup(self, sheet: Any) -> None:  # noqa: ANN401
        sheet.freeze_panes(CHECKED + 1, HEADINGS)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD, CHECKED)
        sheet.set_column(0, 0, 7)
        sheet.set_column(1, 1, 56)
        sheet.set_column(2, 2, 5)
        sheet.set_column(HEADINGS, max(HEADINGS, self.leaf.total - 1), 10)
        sheet.set_column(self.leaf.total, self.leaf.total, 12)
        sheet.set_footer("&L&A&RHalaman &P dari &N")

    def _top(self, sheet: Any) -> None:  # noqa: ANN401
        sheet.write_string(0, 0, self._title(), self.formats["title"])
        names = region(self.snapshot, self.table)
        place = " · ".join(f"{self.captions.text(name)}: {value}" for name, value in names)
        sheet.write_string(1, 0, f"{self.snapshot.pemilihan_title} {self.snapshot.year} · {place}")
        for row, line in enumerate(_GUIDE, 2):
            sheet.write_string(row, 0, line, self.formats["fact"])
        if self.snapshot.simulation:
            sheet.write_string(5, 1, self.captions.text("simulation_banner"), self.formats["warning"])

    def _headings(self, sheet: Any) -> None:  # noqa: ANN401
        titles = (self.captions.text("no"), self.captions.text("uraian"), "")
        sheet.set_row(HEAD, 2 * _LINE)
        for at, title in enumerate((*titles, *(column.heading for column in self.leaf.columns))):
            sheet.write_string(HEAD, at, title, self.formats["head"])
        sheet.write_string(HEAD, self.leaf.total, self.captions.text("jumlah_akhir"), self.formats["head"])
        self._section(
            sheet, self.layout.dpt_heading, "section", "", "DPT (sudah terisi dari daftar; tidak perlu diisi)"
        )
        self._section(sheet, self.layout.check_heading, "section", "", "PERIKSA HITUNGAN (terisi sendiri)")
        for item in self.layout.placed:
            if item.group.is_heading:
                self._section(sheet, item.at, item.group.kind, item.group.number, item.group.label)
        sums = {item.at for item in self.layout.placed if item.group.is_partai_sum}
        for row, _, headings in self.layout.headings(self.captions):
            state = row in {FILLED, CHECKED}
            look = "state_label" if state else "sum_label" if row in sums else "label"
            centre = "state_label" if state else "center"
            for at, (text, its) in enumerate(zip(headings, (centre, look, centre), strict=True)):
                sheet.write_string(row, at, text, self.formats[its])
            sheet.set_row(row, _LINE * max(1, -(-len(headings[1]) // _LETTERS)))

    def _section(self, sheet: Any, row: int, kind: str, number: str, text: str) -> None:  # noqa: ANN401
        look = self.formats[kind]
        for at in range(self.leaf.total + 1):
            sheet.write_blank(row, at, None, look)
        if number:
            sheet.write_string(row, 0, number, look)
        sheet.write_string(row, 0 if kind == "section" else 1, text, look)

    def _column(self, sheet: Any, number: int) -> None:  # noqa: ANN401
        at, values = self.leaf.columns[number].at, self.values[number]
        for part in ("l", "p"):
            self._given(sheet, self.layout.dpt_rows[part], at, values.get(f"dpt_{part}"))
        known = [values[name] for name in ("dpt_l", "dpt_p") if values.get(name) is not None]
        self._formula(sheet, self.layout.dpt_rows["j"], at, "given", sum(known) if len(known) == 2 else "")  # type: ignore[arg-type]
        for field, row in self.layout.field_rows.items():
            self._input(sheet, row, at, values, field)
        words = [check_word(rule, values) for _, rule in self.layout.rule_rows]
        for (row, _), word in zip(self.layout.rule_rows, words, strict=True):
            self._formula(sheet, row, at, "check", word)
        self._formula(sheet, FILLED, at, "state", self._filled(values))
        if words:
            self._formula(sheet, CHECKED, at, "state", _summary(words))

    def _filled(self, values: Mapping[str, int | None]) -> str:
        total = len(self.layout.field_rows)
        count = sum(field in values for field in self.layout.field_rows)
        return "lengkap" if count == total else f"{count} dari {total}"

    def _given(self, sheet: Any, row: int, at: int, value: int | None) -> None:  # noqa: ANN401
        if value is None:
            sheet.write_blank(row, at, None, self.formats["given"])
        else:
            sheet.write_number(row, at, value, self.formats["given"])

    def _input(self, sheet: Any, row: int, at: int, values: Mapping[str, int | None], field: str) -> None:  # noqa: ANN401
        look = self.formats["input"]
        if field not in values:
            sheet.write_blank(row, at, None, look)
        elif (value := values[field]) is None:
            sheet.write_string(row, at, EMPTY, look)
        else:
            sheet.write_number(row, at, value, look)

    def _formula(self, sheet: Any, row: int, at: int, look: str, shown: str | int) -> None:  # noqa: ANN401
        sheet.write_formula(row, at, self.formulas[row, at], self.formats[look], shown)

    def _totals(self, sheet: Any) -> None:  # noqa: ANN401
        for field, row in self.layout.field_rows.items():
            self._formula(sheet, row, self.leaf.total, "sum", sum(values.get(field) or 0 for values in self.values))
        for part in ("l", "p"):
            total = sum(values.get(f"dpt_{part}") or 0 for values in self.values)
            self._formula(sheet, self.layout.dpt_rows[part], self.leaf.total, "sum", total)
        whole = [values for values in self.values if values.keys() >= {"dpt_l", "dpt_p"}]
        both = sum((values["dpt_l"] or 0) + (values["dpt_p"] or 0) for values in whole)
        self._formula(sheet, self.layout.dpt_rows["j"], self.leaf.total, "sum", both)

    def _validate(self, sheet: Any) -> None:  # noqa: ANN401
        """Only whole numbers from 0 to 99,999, or a dash."""
        if not self.leaf.columns:
            return
        for first, last in _runs(self.layout.field_rows.values()):
            one = cell_name(first, HEADINGS)
            number = f"AND(ISNUMBER({one}),{one}>=0,{one}<={MAX_VALUE},{one}=INT({one}))"
            dashes = ",".join(f'{one}="{dash}"' for dash in DASHES)
            rule = {
                "validate": "custom", "value": f"=IF(ISNUMBER({one}),{number},OR({dashes}))",
                "error_title": "Bukan angka yang dapat dicatat",
                "error_message": "Ketik angka bulat 0 sampai 99.999, atau tanda minus (-) bila kotaknya kosong.",
            }  # fmt: skip
            sheet.data_validation(first, HEADINGS, last, self.leaf.total - 1, rule)

    def _colour(self, sheet: Any) -> None:  # noqa: ANN401
        if not self.leaf.columns:
            return
        last = self.leaf.total - 1
        checks = (self.layout.check_heading + 1, HEADINGS, self.layout.end - 1, last)
        for area in ((FILLED, HEADINGS, CHECKED, last), checks):
            for word, look in ((BROKEN, "bad"), (HINT, "look"), (FITS, "good"), ("lengkap", "good")):
                rule = {"type": "text", "criteria": "containing", "value": word, "format": self.formats[look]}
                sheet.conditional_format(*area, rule)


def _value(cell: RecapCell) -> int | None:
    return None if cell.empty else cell.value


def _summary(words: Sequence[str]) -> str:
    """The row *Hitungan*, as its formula shows it."""
    for word in (BROKEN, HINT):
        if count := sum(one.startswith(word) for one in words):
            return f"{count} {word}"
    return FITS if FITS in words else ""


def _runs(rows: Any) -> list[tuple[int, int]]:  # noqa: ANN401
    """Neighbouring rows as first and last."""
    runs: list[tuple[int, int]] = []
    for row in sorted(rows):
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
