"""Where everything stands in a workbook to be filled by hand, and every formula of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.reports.captions import Captions
from sirekap_desktop.reports.content import Group
from sirekap_desktop.reports.rule_formulas import BROKEN, FITS, HINT, Cells, RuleLine, check_formula, rule_lines
from sirekap_desktop.reports.sheet_map import FIELD, Leaf, joined

HEAD = 6
"""Row of the column headings; above it stands what the sheet is and how it is filled."""
FILLED, CHECKED = HEAD + 1, HEAD + 2
"""Rows that say how far a TPS is."""
DPT_PARTS = ("l", "p")
#: What the workspace knows of a TPS, under the names that rules call it by.
DPT = {f"dpt_{part}": f"dpt:{part}" for part in DPT_PARTS}
_FIRST_LINE = CHECKED + 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the sheet from ``at`` on."""

    at: int
    group: Group


class Layout:
    """The sheet of a desa: headings, DPT, fields, checks, from the top down."""

    def __init__(self, snapshot: RecapSnapshot, form: FormDefinition, groups: Sequence[Group]) -> None:
        self.snapshot = snapshot
        self.dpt_heading = _FIRST_LINE
        row = self.dpt_heading + 1 + len(DPT_PARTS) + 1
        placed = []
        for group in groups:
            placed.append(Placed(row, group))
            row += max(1, len(group.rows))
        self.placed = tuple(placed)
        self.check_heading = row
        self.rules: tuple[RuleLine, ...] = rule_lines(form, [*(field.name for field in form.fields), *DPT])

    @cached_property
    def field_rows(self) -> dict[str, int]:
        """Field → row."""
        return {
            self.snapshot.rows[line].field: item.at + number
            for item in self.placed
            for number, line in enumerate(item.group.rows)
        }

    @property
    def dpt_rows(self) -> dict[str, int]:
        """L, P and their sum."""
        return {part: self.dpt_heading + 1 + number for number, part in enumerate((*DPT_PARTS, "j"))}

    @property
    def rule_rows(self) -> tuple[tuple[int, RuleLine], ...]:
        return tuple(enumerate(self.rules, self.check_heading + 1))

    @property
    def end(self) -> int:
        """The first row below everything."""
        return self.check_heading + 1 + len(self.rules)

    def headings(self, captions: Captions) -> Iterator[tuple[int, str, tuple[str, str, str]]]:
        """Row, what it holds, and NO, URAIAN and LK/PR/JML of every row with figures or formulas."""
        yield FILLED, "terisi", ("", "Terisi", "")
        yield CHECKED, "hitungan", ("", "Hitungan", "")
        for part, row in self.dpt_rows.items():
            label = "Pemilih dalam DPT menurut daftar" if part == DPT_PARTS[0] else ""
            yield row, f"dpt:{part}", ("", label, captions.text(f"part_{part}"))
        for item in self.placed:
            for number, line in enumerate(item.group.rows):
                of = self.snapshot.rows[line]
                first = ("", "") if number else (item.group.number, item.group.label)
                yield item.at + number, f"{FIELD}:{of.field}", (*first, _part(of.part, captions))
        for row, rule in self.rule_rows:
            yield row, f"aturan:{rule.key}", ("", rule.text, "")


def _part(part: str, captions: Captions) -> str:
    return captions.text(f"part_{part}") if part else ""


def heading_text(headings: Sequence[str]) -> str:
    """What the hidden sheet keeps of the headings of a row."""
    return joined(headings)


def formulas(form: FormDefinition, leaf: Leaf) -> dict[tuple[int, int], str]:
    """Every formula of a sheet to be filled, from what its map says: written so, and expected so when it comes back."""
    return dict(_formulas(form, leaf))


def _formulas(form: FormDefinition, leaf: Leaf) -> Iterator[tuple[tuple[int, int], str]]:
    rules = {f"aturan:{line.key}": line for line in rule_lines(form, [*(field.name for field in form.fields), *DPT])}
    at = {line.what: line.at for line in leaf.lines}
    rows = leaf.field_rows | {name: at[what] for name, what in DPT.items()}
    first, last = min(leaf.field_rows.values()), max(leaf.field_rows.values())
    checks = sorted(row for what, row in at.items() if what.startswith("aturan:"))
    for column in leaf.columns:
        cells = Cells(rows, column.at)
        yield (at["dpt:j"], column.at), _dpt(at, column.at)
        yield (at["terisi"], column.at), _filled(xl_range(first, column.at, last, column.at), len(leaf.field_rows))
        if checks:
            span = xl_range(checks[0], column.at, checks[-1], column.at)
            yield (at["hitungan"], column.at), _checked(span)
        for what, row in at.items():
            if what in rules:
                yield (row, column.at), check_formula(rules[what], cells)
    for row in (*(at[f"dpt:{part}"] for part in (*DPT_PARTS, "j")), *leaf.field_rows.values()):
        yield (row, leaf.total), total_formula(leaf, row)


def total_formula(leaf: Leaf, row: int) -> str:
    """JUMLAH AKHIR of a row."""
    if not leaf.columns:
        return "=0"
    return f"=SUM({xl_range(row, leaf.columns[0].at, row, leaf.columns[-1].at)})"


def _dpt(at: dict[str, int], column: int) -> str:
    """Empty while the list has no DPT of this TPS: an unknown number is not zero."""
    both = xl_range(at["dpt:l"], column, at["dpt:p"], column)
    return f'=IF(COUNT({both})<{len(DPT_PARTS)},"",SUM({both}))'


def _filled(span: str, total: int) -> str:
    return f'=IF(COUNTA({span})={total},"lengkap",COUNTA({span})&" dari {total}")'


def _checked(span: str) -> str:
    """How many checks are broken; hints are counted only when nothing is broken."""
    broken, hints, fits = (f'SUMPRODUCT(--(LEFT({span},{len(word)})="{word}"))' for word in (BROKEN, HINT, FITS))
    return f'=IF({broken}>0,{broken}&" {BROKEN}",IF({hints}>0,{hints}&" {HINT}",IF({fits}>0,"{FITS}","")))'


def cell_name(row: int, column: int) -> str:
    """``E12``."""
    return str(xl_rowcol_to_cell(row, column))
