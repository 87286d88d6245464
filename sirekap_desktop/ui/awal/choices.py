"""The ways in at *Awal*: a button, what it does in a sentence, and its key."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, label


def activation_choice(opens: QPushButton) -> Card:
    """The way that asks for nothing: it stands above the others."""
    card = Card(strong=True)
    words = QCoreApplication.translate(
        "AwalPage", "Dari KPU kabupaten/kota: wilayah, TPS, DPT, peserta dan nama PPK sekaligus. Boleh diseret ke sini."
    )
    row = QHBoxLayout()
    row.setSpacing(px(14))
    row.addWidget(opens)
    row.addWidget(label(words, wrap=True), 1)
    row.addWidget(label("Alt 4", "small"))
    card.body.addLayout(row)
    return card


def choice(words: str, opens: QPushButton, key: str) -> Card:
    """One of the others."""
    card = Card()
    card.body.addWidget(opens, 0, Qt.AlignmentFlag.AlignLeft)
    card.body.addWidget(label(words, wrap=True))
    card.body.addStretch(1)
    card.body.addWidget(label(key, "small"))
    return card
