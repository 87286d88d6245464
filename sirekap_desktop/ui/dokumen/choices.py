"""The two choices of every printed document, on *Dokumen* and on *Setelan*. They emit only on the operator's choice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox


def paper_combo(chosen: Callable[[str], None]) -> QComboBox:
    """A3, A4 or F4."""
    return _combo((("A3", "A3"), ("A4", "A4"), ("F4", "F4 (215 × 330 mm)")), chosen)


def signature_combo(chosen: Callable[[str], None]) -> QComboBox:
    """Where people sign."""
    translate = QCoreApplication.translate
    words = (
        ("end", translate("Dokumen", "di akhir dokumen")),
        ("every_page", translate("Dokumen", "di setiap halaman")),
    )
    return _combo(words, chosen)


def _combo(items: tuple[tuple[str, str], ...], chosen: Callable[[str], None]) -> QComboBox:
    combo = QComboBox()
    for value, words in items:
        combo.addItem(words, value)
    combo.activated.connect(lambda _index: chosen(str(combo.currentData())))
    return combo
