"""What the footer says about the cell at hand: why it is marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.recap import RecapCell, RecapNote, RecapRow
from sirekap_desktop.ui.theme import COLORS

_NOTES_MAX = 2


def notes_of(row: RecapRow, tps: str, notes: Sequence[RecapNote]) -> list[RecapNote]:
    """Notes of a TPS that speak about this row: rules that name its number, corrections of the very field."""
    name = re.compile(rf"(?<![\w.]){re.escape(row.number)}(?![\w.])")
    mine = [note for note in notes if note.tps == tps and name.search(note.text)]
    part = f" {row.part.upper()}" if row.part else ""
    return [note for note in mine if note.kind != "correction" or note.text.startswith(f"{row.number}{part}:")]


def footer(cell: RecapCell | None, total: RecapCell | None, found: Sequence[RecapNote]) -> str:
    """Rich text for the bottom bar: the cell's own notes, then the row's incomplete total; else the legend."""
    parts = [_note(note) for note in found[:_NOTES_MAX]]
    if cell and cell.broken and not any(note.kind == "rule" for note in found):
        parts.append(_bad(_tr_broken().format(rules=", ".join(cell.broken))))
    if total and (total.missing or total.empty):
        parts.append(_incomplete(total))
    return "&nbsp;&nbsp;&nbsp;&nbsp;".join(parts) or legend()


def _incomplete(total: RecapCell) -> str:
    translate = QCoreApplication.translate
    words = []
    if total.missing:
        words.append(translate("Rekap", "{n} TPS belum dicatat").format(n=format_count(total.missing)))
    if total.empty:
        words.append(translate("Rekap", "{n} TPS kosong pada kertas").format(n=format_count(total.empty)))
    return f"<b>*</b> {translate('Rekap', 'belum lengkap')}: {', '.join(words)}"


def _note(note: RecapNote) -> str:
    translate = QCoreApplication.translate
    reason = f" ({translate('Rekap', 'alasan')}: {escape(note.reason)})" if note.reason else ""
    if note.kind == "rule":
        return _bad(f"{translate('Rekap', 'hitungan beda')}: {escape(note.text)}{reason}")
    return f"{pencil()} {translate('Rekap', 'dikoreksi')}: {escape(note.text)}{reason}"


def _bad(text: str) -> str:
    return f"<span style='color:{COLORS['bad']}'><b>!</b> {text}</span>"


def _tr_broken() -> str:
    return QCoreApplication.translate("Rekap", "hitungan beda: {rules}")


def pencil() -> str:
    """The pencil sign as an inline picture: the bundled fonts have no such letter."""
    path = Path(str(files("sirekap_desktop.resources") / "icons" / "pencil.svg"))
    return f"<img src='{path.as_posix()}' width='12' height='12'>"


def legend() -> str:
    """The three marks in words."""
    translate = QCoreApplication.translate
    return "&nbsp;&nbsp;&nbsp;&nbsp;".join(
        (
            f"<b>*</b> {translate('Rekap', 'belum lengkap')}",
            _bad(translate("Rekap", "hitungan beda")),
            f"{pencil()} {translate('Rekap', 'dikoreksi')}",
        )
    )
