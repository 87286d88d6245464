"""Below the numbers of a party: what is recorded of it adds up to, beside the sum that the paper gives."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.outline import PartySum
from sirekap_desktop.ui.periksa.words import value_text
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets.basics import label
from sirekap_desktop.ui.widgets.pill import Pill


class PartyLine(QWidget):
    """Shows a :class:`PartySum`; hidden on pages that belong to no party."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sum: PartySum | None = None
        self._words = label("", "strong", wrap=True)
        self._pill = Pill()
        row = QHBoxLayout(self)
        row.setContentsMargins(px(2), px(2), px(2), px(2))
        row.addWidget(self._words, 1)
        row.addWidget(self._pill)
        self.hide()

    def show_sum(self, found: PartySum | None) -> None:
        """Show the running sum, or nothing."""
        self.setVisible(found is not None)
        if found is None or found == self._sum:
            return
        self._sum = found
        self._words.setText(self._sentence(found))
        self._pill.show_state(*self._state(found))
        self.setAccessibleName(f"{self._words.text()}. {self._state(found)[0]}")

    def _sentence(self, found: PartySum) -> str:
        start = self.tr("Partai {0}, {1} dari {2} isian dicatat:").format(
            f"{found.partai:02d}", found.recorded, found.of
        )
        if found.added is None:
            return f"{start} " + self.tr("jumlahnya tampil sesudah isian terakhir diketik")
        words = f"{start} A.1 + A.2 = {format_count(found.added)}"
        return f"{words} · " + self.tr("B {0}").format(value_text(found.written)) if found.complete else words

    def _state(self, found: PartySum) -> tuple[str, Tone, Sign]:
        if not found.complete:
            return self.tr("berjalan"), Tone.NEUTRAL, Sign.CLOCK
        if found.difference is None:
            return self.tr("B kosong"), Tone.WARN, Sign.BANG
        if found.difference == 0:
            return self.tr("cocok dengan B"), Tone.OK, Sign.CHECK
        return self.tr("selisih {0}").format(format_count(abs(found.difference))), Tone.BAD, Sign.BANG
