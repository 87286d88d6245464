"""What a file of figures holds, before anything of it is recorded: problems, differences side by side, rules."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.figures_import import Key, Look
from sirekap_desktop.ui.impor.figures_model import Row, RowsModel
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets import Pill, button, label, setup_table

_ROW = 28
_WIDTH, _MOST_HEIGHT, _HEIGHT_TO_TICK = 960, 640, 560
"""Fits a window of 1366 × 768."""
_LEAST_ROWS, _MOST_ROWS = 2, 7


class FiguresDialog(QDialog):
    """``taken`` carries the keys of the differing figures that replace what is recorded."""

    taken = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.look = look
        self.differences: RowsModel | None = None
        title = self.tr("Angka dari {file}").format(file=look.path.name)
        self.setWindowTitle(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(22), px(18), px(22), px(16))
        self._column.setSpacing(px(9))
        self._column.addWidget(label(title, "heading", wrap=True))
        self._column.addWidget(self._verdict(), 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(label(self._summary(), wrap=True))
        self._show_problems()
        self._show_differences()
        self._show_rules()
        self._column.addStretch(1)
        self._show_verbs()
        least = px(_HEIGHT_TO_TICK) if look.differing else 0  # room for the sums that ticking may break
        self.resize(px(_WIDTH), min(max(self.sizeHint().height(), least), px(_MOST_HEIGHT)))

    def _verdict(self) -> Pill:
        pill = Pill()
        blocking = sum(problem.blocks for problem in self.look.problems)
        if blocking:
            text = self.tr("{n} hal harus diperbaiki dahulu di berkas").format(n=format_count(blocking))
            pill.show_state(text, Tone.BAD, Sign.BANG)
        elif self.look.problems or self.look.differing:
            pill.show_state(self.tr("perlu dilihat dahulu"), Tone.WARN, Sign.BANG)
        else:
            pill.show_state(self.tr("tidak ada yang meragukan"), Tone.OK, Sign.CHECK)
        return pill

    def _summary(self) -> str:
        look = self.look
        if look.is_blocked:
            return self.tr("Tidak ada yang dicatat. Perbaiki berkasnya, simpan, lalu pilih lagi.")
        text = self.tr("{new} isian baru, {other} berbeda dari yang dicatat, {same} sudah sama ({tps} TPS berubah).")
        return text.format(
            new=format_count(len(look.new)),
            same=format_count(look.same),
            other=format_count(len(look.differing)),
            tps=format_count(len(look.tps)),
        )

    def _show_problems(self) -> None:
        rows = [
            (self.tr("harus diperbaiki") if one.blocks else self.tr("perhatikan"), one.place, one.message)
            for one in self.look.problems
        ]
        heads = (self.tr("Yang meragukan"), self.tr("Di mana"), self.tr("Apa"))
        if rows:
            self._add_table(RowsModel(heads, rows, self), self.tr("Yang meragukan di berkas ini"), (130, 280))

    def _show_differences(self) -> None:
        rows: list[Row] = [
            (one.place, _number(one.recorded, self.tr("kosong")), _number(one.figure.value, self.tr("kosong")))
            for one in self.look.differing
        ]
        if not rows:
            return
        words = self.tr("Berbeda dari yang dicatat. Centang yang memang harus diganti; yang lain tetap.")
        self._column.addWidget(label(words, "strong", wrap=True))
        heads = (self.tr("Ganti isian"), self.tr("Tercatat"), self.tr("Di berkas"))
        self.differences = RowsModel(heads, rows, self)
        self.differences.use_keys([one.key for one in self.look.differing])
        self.differences.ticked.connect(self._count)
        self.differences.ticked.connect(self._check_again)
        self._add_table(self.differences, self.tr("Isian yang berbeda"), (620, 120))
        everything = QCheckBox(self.tr("Ganti semua yang berbeda"))
        everything.toggled.connect(self._choose_all)
        self._column.addWidget(everything)

    def _choose_all(self, chosen: bool) -> None:
        if self.differences:
            self.differences.choose_all(chosen=chosen)

    def _show_rules(self) -> None:
        """What is broken with the figures that are ticked now; it warns and stops nothing."""
        words = self.tr("Hitungan yang beda sesudah dicatat. Catat seperti tertulis; beri alasan di Periksa.")
        heads = (self.tr("TPS"), self.tr("Hitungan"), self.tr("Angkanya"))
        self._broken = {one.key: one.broken() for one in self.look.tps}
        self.rules = RowsModel(heads, self._rule_rows(), self)
        self._rules_title = label(words, "strong", wrap=True)
        self._column.addWidget(self._rules_title)
        self._rules_table = self._add_table(self.rules, self.tr("Hitungan yang beda"), (280, 280))
        self._see_rules()

    def _rule_rows(self) -> list[Row]:
        found = (one for broken in self._broken.values() for one in broken)
        return [(one.place, one.text.formula, one.text.numbers) for one in found]

    def _see_rules(self) -> None:
        for item in (self._rules_title, self._rules_table):
            item.setVisible(bool(self.rules.rowCount()))

    def _check_again(self) -> None:
        """Only TPS with something to tick can have changed."""
        replaced = self.replaced
        ticking = {(one.figure.form, one.figure.tps) for one in self.look.differing}
        self._broken |= {one.key: one.broken(replaced) for one in self.look.tps if one.key in ticking}
        self.rules.show_rows(self._rule_rows())
        self._see_rules()

    def _add_table(self, model: RowsModel, name: str, widths: Sequence[int]) -> QTableView:
        count = model.rowCount()
        table = QTableView(self)
        table.setModel(model)
        setup_table(table, name, row_px=_ROW)
        for column, width in enumerate(widths):
            table.setColumnWidth(column, px(width))
        table.horizontalHeader().setSectionResizeMode(len(widths), QHeaderView.ResizeMode.Stretch)
        shown = min(max(count, _LEAST_ROWS), _MOST_ROWS)
        table.setMinimumHeight(px(_ROW * (min(shown, 3) + 1)))
        table.setMaximumHeight(px(_ROW * (max(count, _LEAST_ROWS) + 1) + 12))
        self._column.addWidget(table, shown)
        return table

    def _show_verbs(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        useful = not self.look.is_blocked and bool(self.look.new or self.look.differing)
        self.back = button(self.tr("Batal") if useful else self.tr("Mengerti"), self.reject, primary=not useful)
        row.addWidget(self.back)
        self.take_button = button("", self._take, primary=True)
        self.take_button.setVisible(useful)
        row.addWidget(self.take_button)
        self._column.addLayout(row)
        self._count()
        (self.take_button if useful else self.back).setFocus()

    @property
    def replaced(self) -> set[Key]:
        """Keys of the differing figures that are ticked."""
        return {one.key for one in self.look.differing if self.differences and one.key in self.differences.chosen}

    def _count(self) -> None:
        count = len(self.look.new) + len(self.replaced)
        self.take_button.setText(self.tr("Catat {n} isian").format(n=format_count(count)))
        self.take_button.setAccessibleName(self.take_button.text())
        self.take_button.setEnabled(bool(count))

    def _take(self) -> None:
        self.taken.emit(self.replaced)
        self.accept()


def _number(value: int | None, empty: str) -> str:
    return empty if value is None else format_count(value)
