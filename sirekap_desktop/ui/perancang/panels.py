"""The right side: the field list, the rules that result, and how a filled sample reads."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from sirekap_desktop.forms.designed import Designed
from sirekap_desktop.forms.reading import FieldStatus, PageReading
from sirekap_desktop.forms.rules import field_number, rule_formula
from sirekap_desktop.forms.slots import Slot, slot_words
from sirekap_desktop.jobs.designing import Draft
from sirekap_desktop.ui.i18n import QT_TRANSLATE_NOOP
from sirekap_desktop.ui.theme import color, current_scale, font, px
from sirekap_desktop.ui.widgets import button, label

_SLOT = Qt.ItemDataRole.UserRole
_STATUS_WORDS = {
    FieldStatus.PROVEN: QT_TRANSLATE_NOOP("Perancang", "terbukti"),
    FieldStatus.CONFIRM: QT_TRANSLATE_NOOP("Perancang", "konfirmasi"),
    FieldStatus.TYPE: QT_TRANSLATE_NOOP("Perancang", "ketik"),
    FieldStatus.EMPTY: QT_TRANSLATE_NOOP("Perancang", "kosong"),
    FieldStatus.UNSEEN: QT_TRANSLATE_NOOP("Perancang", "tidak terlihat"),
}


class _Tree(QTreeWidget):
    """A flat list with columns; Enter is the same as a double click."""

    accepted = Signal(object)

    def __init__(self, headings: Sequence[str], name: str) -> None:
        super().__init__()
        self.setHeaderLabels(list(headings))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAccessibleName(name)
        self.itemDoubleClicked.connect(lambda item, _column: self.accepted.emit(item))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.accepted.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class FieldList(QWidget):
    """Every number of the form with the box group that bears its name."""

    chosen = Signal(object)
    """The :class:`Slot` that is named next."""
    named = Signal(object)
    """A :class:`Slot` for the chosen group: Enter or a double click."""
    new_row_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        headings = (self.tr("Nomor"), self.tr("Isian"), self.tr("Kotak"))
        self.tree = _Tree(headings, self.tr("Daftar isian formulir"))
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.setColumnWidth(0, px(84))
        self.tree.setColumnWidth(2, px(96))
        self.tree.accepted.connect(lambda item: self.named.emit(item.data(0, _SLOT)))
        self.tree.currentItemChanged.connect(self._moved)
        self.note = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 1)
        column.addWidget(self.note)
        column.addWidget(button(self.tr("Tambah isian yang hanya ada di kertas ini"), self.new_row_wanted.emit))

    def _moved(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(0, _SLOT))

    def show_draft(self, draft: Draft, current: Slot | None) -> None:
        """All numbers; those with boxes say where they are."""
        keys = {slot: key for key, slot in draft.names.items()}
        with QSignalBlocker(self.tree):
            self.tree.clear()
            for slot in draft.slots:
                number, words = slot_words(draft.row(slot.row), slot)
                item = QTreeWidgetItem([number, words, self._place(keys.get(slot))])
                item.setData(0, _SLOT, slot)
                item.setToolTip(1, words)
                item.setForeground(2, color("ok"))
                self.tree.addTopLevelItem(item)
                if slot == current:
                    self._mark(item)
        done = self.tr("{n} dari {all} isian bernama kotak.").format(n=len(draft.names), all=len(draft.slots))
        self.note.setText(done)

    def _mark(self, item: QTreeWidgetItem) -> None:
        """The number that is named next, seen also while the list has no focus."""
        self.tree.setCurrentItem(item)
        self.tree.scrollToItem(item)
        for column in range(3):
            item.setBackground(column, color("warn_bg"))
            item.setFont(column, font(13, bold=True, scale=current_scale()))

    def _place(self, key: tuple[int, int] | None) -> str:
        if key is None:
            return ""
        return self.tr("hal {page} no {group}").format(page=key[0] + 1, group=key[1] + 1)


class RulesList(QWidget):
    """Which rules the named fields give, and which the paper lacks a number for."""

    new_rule_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = _Tree((self.tr("Hitungan"), self.tr("Bunyi")), self.tr("Hitungan yang diperiksa"))
        self.tree.setColumnWidth(0, px(210))
        self.note = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 1)
        column.addWidget(self.note)
        column.addWidget(button(self.tr("Tambah jumlah yang tercetak di kertas ini"), self.new_rule_wanted.emit))

    def show_form(self, form: Designed) -> None:
        """The rules of a form that could be saved now."""
        self.tree.clear()
        for rule in form.form.rules:
            if rule.id != "R12":  # one limit for every field says nothing of this paper
                item = QTreeWidgetItem([rule_formula(form.form, rule), rule.wording])
                item.setToolTip(0, item.text(0))
                item.setToolTip(1, rule.wording)
                self.tree.addTopLevelItem(item)
        missing = "; ".join(form.dropped)
        text = self.tr("Tidak diperiksa, karena isiannya tidak ada di kertas ini: {rules}.").format(rules=missing)
        self.note.setText(text if missing else "")

    def show_problem(self, text: str) -> None:
        """Why there is no form yet."""
        self.tree.clear()
        self.note.setText(text)


class SampleList(QWidget):
    """How a filled sample reads with the form as it is now."""

    sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        headings = (self.tr("Nomor"), self.tr("Isian"), self.tr("Terbaca"), self.tr("Keadaan"))
        self.tree = _Tree(headings, self.tr("Bacaan contoh"))
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        for column, width in ((0, 84), (2, 74), (3, 96)):
            self.tree.setColumnWidth(column, px(width))
        self.open_button = button(self.tr("Pilih foto formulir terisi"), self.sample_wanted.emit, icon_name="photo")
        self.note = label(self.tr("Baca satu foto terisi sebelum formulir dipakai."), "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.open_button)
        layout.addWidget(self.note)
        layout.addWidget(self.tree, 1)

    def show_readings(self, form: Designed, readings: Sequence[PageReading]) -> None:
        """All pages of the sample, one after the other."""
        self.tree.clear()
        said = []
        for reading in readings:
            if reading.status != "read":
                said.append(reading.reason or "")
                continue
            said.append(self.tr("Halaman {page} terbaca.").format(page=reading.page))
            for item in reading.fields:
                field = form.form.field(item.name)
                value = "–" if item.value is None else str(item.value)
                words = QCoreApplication.translate("Perancang", _STATUS_WORDS[item.status])
                row = [field_number(field), field.short_label, value, words]
                self.tree.addTopLevelItem(QTreeWidgetItem(row))
        self.note.setText(" ".join(said))
