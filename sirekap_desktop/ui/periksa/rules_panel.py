"""The form's own arithmetic below the entries: formula, both values, difference; a broken sum asks for a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.tps_view import RuleLine
from sirekap_desktop.ui.dialogs import Dialogs
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets.basics import label, set_role
from sirekap_desktop.ui.widgets.pill import Pill


class RuleRow(QWidget):
    """One rule."""

    asked = Signal(object)

    def __init__(self, line: RuleLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(px(2), px(2), px(2), px(2))
        row.setSpacing(px(8))
        name = label(line.check.rule, "strong")
        name.setFixedWidth(px(42))
        row.addWidget(name)
        words = label(self._words(), "", wrap=True)
        words.setToolTip(line.text.wording)
        if line.broken:
            set_role(words, "bad" if line.reason is None and not line.hint else "strong")
        row.addWidget(words, 1)
        row.addWidget(Pill(*self._state()))
        self.setAccessibleName(f"{line.check.rule}: {words.text()}. {self._state()[0]}")

    def _words(self) -> str:
        text = self.line.text
        if self.line.check.ok is None:
            return text.formula
        words = f"{text.formula}   {text.numbers}"
        if self.line.broken:
            words += "   " + self.tr("selisih {0}").format(format_count(abs(text.difference or 0)))
            if self.line.reason is not None:
                words += "\n" + self.tr("Alasan: {0} ({1})").format(self.line.reason.reason, self.line.reason.who)
        return words

    def _state(self) -> tuple[str, Tone, Sign]:
        if self.line.check.ok:
            return self.tr("cocok"), Tone.OK, Sign.CHECK
        if self.line.check.ok is None:
            return self.tr("menunggu {0} isian").format(self.line.waiting), Tone.NEUTRAL, Sign.CLOCK
        if self.line.reason is not None:
            return self.tr("beda, beralasan"), Tone.WARN, Sign.BANG
        if self.line.hint:
            return self.tr("beda · hanya petunjuk"), Tone.WARN, Sign.BANG
        return self.tr("beda · beri alasan (F4)"), Tone.BAD, Sign.BANG


class RulesPanel(QWidget):
    """All rules that matter on the page in view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, px(4), 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(
            label(self.tr("Hitungan pada formulir (hanya dari isian yang sudah dicatat)"), "section")
        )
        self.rows: list[RuleRow] = []

    def show_lines(self, lines: Sequence[RuleLine]) -> None:
        """Replace the rows, unless they say the same."""
        if [row.line for row in self.rows] == list(lines):
            return
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = [RuleRow(line, self) for line in lines]
        for row in self.rows:
            self._column.addWidget(row)


def ask_reason(dialogs: Dialogs, line: RuleLine) -> str | None:
    """Ask why a broken sum stays as the paper says; ``None`` when the operator turns back."""
    translate = QCoreApplication.translate
    return dialogs.ask_text(
        translate("RuleRow", "Beri alasan mengapa hitungan ini beda"),
        f"{line.text.formula}: {line.text.numbers}. " + translate("RuleRow", "Yang tertulis di kertas tetap dicatat."),
        yes=translate("RuleRow", "Simpan alasan"),
        multiline=True,
        validate=lambda text: "" if len(text) >= 3 else translate("RuleRow", "Tulis alasannya dalam beberapa kata."),
    )
