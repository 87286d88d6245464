"""Rows that every document needs: nothing known is lines to fill in by hand, nothing happened is NIHIL."""

from __future__ import annotations

from collections.abc import Sequence

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.terbilang import terbilang
from sirekap_desktop.reports.rapat.flow import Column, Piece, table
from sirekap_desktop.reports.rapat.sheet import Doc

Rows = Sequence[Sequence[str]]
#: Height of a line that somebody writes on.
WRITTEN = {"A3": 11.0, "A4": 8.6, "F4": 8.6}


def listed(
    doc: Doc, columns: Sequence[Column], rows: Rows, blank: str = "", *, tall: bool = False
) -> tuple[Piece, ...]:
    """A table with its rows counted; without rows, lines to write on, or NIHIL once the recap is final.

    Args:
        doc: the document.
        columns: the first holds the number.
        rows: without the number.
        blank: which count of lines to write on.
        tall: somebody writes (signs) into every row.
    """
    low = WRITTEN[doc.options.paper]
    if rows:
        numbered = [(f"{number}.", *row) for number, row in enumerate(rows, 1)]
        return table(doc.style, columns, numbered, low=low if tall else 0.0)
    if doc.meeting.snapshot.locked and not tall:
        return table(doc.style, columns, [("", doc.text("nil"), *[""] * (len(columns) - 2))])
    count = doc.words.blank_rows.get(blank, 1)
    return table(doc.style, columns, [[""] * len(columns)] * count, low=low)


def in_words(doc: Doc, value: int | None) -> str:
    """``1.482 (SERIBU EMPAT RATUS DELAPAN PULUH DUA)``; an empty field is *kosong*, which is not zero."""
    if value is None:
        return doc.text("empty")
    return doc.text("figure_words", angka=format_count(value), huruf=terbilang(value))


def number_column(doc: Doc) -> Column:
    """NO."""
    return Column(doc.text("col_no"), width=doc.style.no_width, align="center")


def column(doc: Doc, name: str, share: float) -> Column:
    """A column by the name of its caption."""
    return Column(doc.text(f"col_{name}"), share)
