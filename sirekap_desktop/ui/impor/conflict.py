"""Two photos for one page of one TPS: both are seen, and the operator says which counts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sirekap_desktop.ui.periksa.canvas import PhotoCanvas
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import button, label


class ConflictPanel(QWidget):
    """Keys 1, 2, 3 choose; Esc is another TPS. Nothing is changed before a choice."""

    replace_wanted = Signal()
    set_aside_wanted = Signal()
    other_tps_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Pilih foto yang dipakai"))
        self.heading = label("", "heading", wrap=True)
        self.note = label("", "", wrap=True)
        self._old, self._new = PhotoCanvas(), PhotoCanvas()
        self._old_text, self._new_text = label("", "strong", wrap=True), label("", "strong", wrap=True)
        self._old.setAccessibleName(self.tr("Foto yang dipakai sekarang"))
        self._new.setAccessibleName(self.tr("Foto yang baru"))
        grid = QGridLayout()
        grid.setSpacing(px(8))
        pairs: list[tuple[QLabel, PhotoCanvas]] = [(self._old_text, self._old), (self._new_text, self._new)]
        for column, (text, canvas) in enumerate(pairs):
            canvas.setMinimumSize(px(180), px(180))
            grid.addWidget(text, 0, column)
            grid.addWidget(canvas, 1, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.replace = button(self.tr("1  Ganti foto"), self.replace_wanted.emit, primary=True)
        self.set_aside = button(self.tr("2  Simpan sebagai tidak dipakai"), self.set_aside_wanted.emit)
        self.other = button(self.tr("3  TPS lain"), self.other_tps_wanted.emit)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for item in (self.replace, self.set_aside, self.other):
            row.addWidget(item)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(8))
        outer.addWidget(self.heading)
        outer.addWidget(self.note)
        outer.addLayout(grid, 1)
        outer.addLayout(row)

    def ask(self, place: str, page: int, old: str, new: str, recorded: int) -> None:
        """The question in words; the pictures come with :meth:`show_pictures`."""
        self.heading.setText(
            self.tr("{place} halaman {page} sudah punya foto. Foto mana yang dipakai?").format(place=place, page=page)
        )
        note = self.tr("Foto yang tidak dipakai tetap disimpan.")
        if recorded:
            more = self.tr("Bila diganti, {n} isian yang sudah dicatat pada halaman ini ditandai periksa ulang.")
            note = f"{note} {more.format(n=recorded)}"
        self.note.setText(note)
        self._old_text.setText(old)
        self._new_text.setText(new)
        self._old.clear()
        self._new.clear()
        self.setFocus()  # no button: one Enter too many must not replace a photo

    def show_pictures(self, old: QImage, new: QImage) -> None:
        for canvas, image, key in ((self._old, old, "old"), (self._new, new, "new")):
            canvas.animated = False
            canvas.set_picture(image, key)
            canvas.fit_page()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = {
            Qt.Key.Key_1: self.replace,
            Qt.Key.Key_2: self.set_aside,
            Qt.Key.Key_3: self.other,
            Qt.Key.Key_Escape: self.other,
        }.get(Qt.Key(event.key()))
        order = [self.replace, self.set_aside, self.other]
        focused = self.focusWidget()
        if chosen is not None:
            chosen.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused in order:
            order[order.index(focused)].click()
        else:
            super().keyPressEvent(event)
