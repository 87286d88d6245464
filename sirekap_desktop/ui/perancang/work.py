"""Canvas and panels side by side, with the few tools between them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from sirekap_desktop.jobs.designing import Draft
from sirekap_desktop.ui.perancang.canvas import BlankCanvas
from sirekap_desktop.ui.perancang.panels import FieldList, RulesList, SampleList
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import button, icon_button, label, set_role
from sirekap_desktop.ui.widgets.chips import ChipRow

_SIDE = 452
_MOST_COPIES = 60


class WorkArea(QWidget):
    """Shows a draft; every wish of the operator leaves it as a signal."""

    page_chosen = Signal(int)
    copies_chosen = Signal(int)
    titles_edited = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = BlankCanvas()
        self.canvas.setAccessibleName(self.tr("Blanko dengan kotak yang diusulkan"))
        self.fields, self.rules, self.sample = FieldList(), RulesList(), SampleList()
        self.pages = ChipRow(self.tr("Halaman"))
        self.pages.chosen.connect(lambda key: self.page_chosen.emit(int(key)))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(10), px(12), px(8))
        row.setSpacing(px(12))
        row.addLayout(self._left(), 1)
        row.addWidget(self._right())

    # -- building ----------------------------------------------------------------------------------------------------

    def _left(self) -> QVBoxLayout:
        self.draw_button = QPushButton(self.tr("Gambar kotak"))
        self.header_button = QPushButton(self.tr("Gambar kepala"))
        self.partai_button = QPushButton(self.tr("Nomor partai"))
        for item in self._drawers():
            item.setCheckable(True)
            item.setAutoDefault(False)
            item.setAccessibleName(item.text())
            item.clicked.connect(self._draw)
        self.header_button.setToolTip(self.tr("Bagian yang memuat nama desa dan nomor TPS"))
        self.partai_button.setToolTip(self.tr("Letak nomor partai yang tercetak di halamannya"))
        self.boxes = _spin(1, 9, 3, self.tr("Jumlah kotak yang digambar"))
        tools = QHBoxLayout()
        tools.addWidget(label(self.tr("Halaman"), "strong"))
        tools.addWidget(self.pages)
        tools.addStretch(1)
        for tool in (self.draw_button, self.boxes, self.header_button, self.partai_button):
            tools.addWidget(tool)
        tools.addSpacing(px(8))
        tools.addWidget(icon_button("minus", self.tr("Perkecil"), lambda: self.canvas.zoom(-1)))
        tools.addWidget(icon_button("plus", self.tr("Perbesar"), lambda: self.canvas.zoom(1)))
        tools.addWidget(icon_button("fit", self.tr("Pas lebar"), self.fit_width))
        self.view = QScrollArea()
        self.view.setWidget(self.canvas)
        self.view.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout()
        column.setSpacing(px(8))
        column.addLayout(tools)
        column.addWidget(self.view, 1)
        return column

    def _right(self) -> QWidget:
        self.tabs = QTabWidget()
        self.tabs.addTab(self.fields, self.tr("Isian"))
        self.tabs.addTab(self.rules, self.tr("Hitungan"))
        self.tabs.addTab(self.sample, self.tr("Coba foto"))
        self.run_button = button(self.tr("Namai kotak berikutnya menurut urutan"), primary=True)
        self.undo_button = button(self.tr("Urungkan"))
        self.save_button = button(self.tr("Simpan formulir"), icon_name="save")
        self.next = label("", "strong", wrap=True)
        self.state = label("", "small", wrap=True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.undo_button)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        side = QWidget()
        side.setFixedWidth(px(_SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(self._names())
        column.addWidget(self.tabs, 1)
        column.addWidget(self.next)
        column.addWidget(self.run_button)
        column.addWidget(self.state)
        column.addLayout(buttons)
        return side

    def _names(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(6))
        self.title, self.model, self.id = QLineEdit(), QLineEdit(), QLineEdit()
        self.copies = _spin(1, _MOST_COPIES, 3, self.tr("Peserta atau calon pada kertas ini"))
        self.copies.valueChanged.connect(self.copies_chosen)
        rows = ((self.tr("Judul"), self.title, 3), (self.tr("Model"), self.model, 3), (self.tr("Kode"), self.id, 1))
        for number, (words, edit, columns) in enumerate(rows):
            edit.setAccessibleName(words)
            edit.textEdited.connect(lambda _text: self._emit_titles())
            grid.addWidget(_caption(words, edit), number, 0)
            grid.addWidget(edit, number, 1, 1, columns)
        grid.addWidget(_caption(self.tr("Peserta"), self.copies), 2, 2)
        grid.addWidget(self.copies, 2, 3)
        grid.setColumnStretch(1, 1)
        return grid

    def _emit_titles(self) -> None:
        self.titles_edited.emit(self.id.text().strip(), self.title.text(), self.model.text())

    # -- showing -----------------------------------------------------------------------------------------------------

    def begin(self, draft: Draft) -> None:
        """A new draft."""
        for edit, text in ((self.title, draft.title), (self.model, draft.model), (self.id, draft.id)):
            edit.setText(text)
            edit.setCursorPosition(0)
        with QSignalBlocker(self.copies):
            self.copies.setValue(max(draft.copies.values(), default=1))
        self.copies.setEnabled(bool(draft.copies))
        self.partai_button.setVisible(any(row.of_partai for row in draft.rows))
        self.pages.show_items([(str(index), str(index + 1)) for index in range(len(draft.blanks))])

    def show_page_number(self, page: int) -> None:
        """Mark the page that is shown."""
        self.pages.choose(str(page))

    def show_state(self, text: str, *, ready: bool) -> None:
        """Whether the form can be saved, and else why not."""
        self.state.setText(text)
        set_role(self.state, "small" if ready else "muted")

    def show_done(self) -> None:
        """Every number has its boxes."""
        self.next.setText(self.tr("Semua isian sudah bernama kotak."))

    def show_next(self, group: int | None, number: str, words: str) -> None:
        """What Enter would do now; nothing where number or group has its name already."""
        if group is None or not number:
            self.next.setText("")
            return
        text = self.tr("Enter: kotak {group} menjadi {number} ({words})")
        self.next.setText(text.format(group=group + 1, number=number, words=words))

    def bring_into_view(self, place: QRectF) -> None:
        """Scroll as little as needed."""
        center = place.center()
        margin_x, margin_y = (round(length / 2) + px(40) for length in (place.width(), place.height()))
        self.view.ensureVisible(round(center.x()), round(center.y()), margin_x, margin_y)

    def fit_width(self) -> None:
        """The whole width of the paper."""
        bar = self.view.verticalScrollBar().sizeHint().width()
        self.canvas.fit_width(self.view.width() - bar - px(6))

    # -- drawing -----------------------------------------------------------------------------------------------------

    def _drawers(self) -> tuple[QPushButton, ...]:
        return self.draw_button, self.header_button, self.partai_button

    @property
    def draws_partai_number(self) -> bool:
        return self.partai_button.isChecked()

    @property
    def draws_header(self) -> bool:
        return self.header_button.isChecked()

    @property
    def box_count(self) -> int:
        return self.boxes.value()

    def _draw(self) -> None:
        """One of both at a time."""
        chosen = self.sender()
        for item in self._drawers():
            if item is not chosen:
                item.setChecked(False)
        self.canvas.drawing = any(item.isChecked() for item in self._drawers())
        self.canvas.setFocus()

    def stop_drawing(self) -> None:
        """Back to choosing."""
        for item in self._drawers():
            item.setChecked(False)
        self.canvas.drawing = False


def _caption(words: str, control: QWidget) -> QWidget:
    caption = label(words, "muted")
    caption.setBuddy(control)
    return caption


def _spin(least: int, most: int, value: int, name: str) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setValue(value)
    spin.setAccessibleName(name)
    spin.setToolTip(name)
    spin.setFixedWidth(px(76))
    spin.lineEdit().setTextMargins(px(7), 0, 0, 0)  # the style sheet does not reach it
    return spin
