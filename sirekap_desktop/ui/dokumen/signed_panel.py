"""Salinan bertanda tangan: which pages of which sheet came back, the page itself, and what was refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PureWindowsPath

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sirekap_desktop.jobs.signed import SignedItem, SignedSheet, SignedSummary
from sirekap_desktop.jobs.signed_judging import SignedOutcome
from sirekap_desktop.models.signed import SignedPage
from sirekap_desktop.reports.audit_listing import short_time
from sirekap_desktop.ui.dokumen.signed_words import outcome_text, sets_state, sheet_state
from sirekap_desktop.ui.icons import icon
from sirekap_desktop.ui.periksa.canvas import PhotoCanvas
from sirekap_desktop.ui.theme import Sign, Tone, px, tone_colors
from sirekap_desktop.ui.widgets import Card, JobProgress, Pill, button, label

_PAGE = Qt.ItemDataRole.UserRole
_KEY = _PAGE + 1


class SignedCard(Card):
    """How far the signed copies are, and the way to them."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("Salinan bertanda tangan"))
        self.state = Pill()
        self.button = button(self.tr("Salinan bertanda tangan"), self.opened.emit, icon_name="photo")
        self.body.addWidget(self.state)
        self.body.addWidget(self.button)

    def show_sheets(self, sheets: Sequence[SignedSheet]) -> None:
        """What came back so far."""
        self.state.show_state(*sets_state(sheets))


class SignedPanel(QWidget):
    """Shows and emits; the work stands in :mod:`.signed_work`."""

    files_wanted = Signal()
    folder_wanted = Signal()
    replace_wanted = Signal(object)
    """The :class:`SignedPage` that is to get another picture."""
    page_chosen = Signal(object)
    """The :class:`SignedPage` to show, or None."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keyed: dict[object, QTreeWidgetItem] = {}
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("Lembar dan halaman bertanda tangan"))
        self.tree.setHeaderLabels([self.tr("Lembar"), self.tr("Keadaan")])
        self.tree.setProperty("list", "true")
        self.tree.setIconSize(QSize(px(14), px(14)))
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.tree.setColumnWidth(1, px(220))
        self.tree.header().setStretchLastSection(False)
        self.tree.currentItemChanged.connect(lambda *_: self._chosen())
        self.refused_title = label("", "section", wrap=True)
        self.refused = QListWidget()
        self.refused.setAccessibleName(self.tr("Berkas yang ditolak"))
        self.refused.setWordWrap(True)
        self.refused.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.caption = label("", "small", wrap=True)
        self.canvas = PhotoCanvas()
        self.canvas.setAccessibleName(self.tr("Halaman bertanda tangan"))
        self.canvas.animated = False
        self.progress = JobProgress()
        self.progress.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(self._head())
        column.addWidget(self._body(), 1)
        column.addWidget(self.progress)
        self.show_refused(())
        self._chosen()

    def _head(self) -> QVBoxLayout:
        """Heading and way back above the buttons: side by side they are wider than a small laptop."""
        head, title, row = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self.close_button = button(self.tr("Kembali"), self.closed.emit, icon_name="chevron_left")
        self.replace_button = button(self.tr("Ganti halaman"), self._replace, icon_name="again")
        self.folder_button = button(self.tr("Masukkan folder"), self.folder_wanted.emit, icon_name="folder")
        self.files_button = button(self.tr("Masukkan berkas"), self.files_wanted.emit, primary=True, icon_name="photo")
        title.addWidget(label(self.tr("Salinan bertanda tangan"), "heading"))
        title.addStretch(1)
        title.addWidget(self.close_button)
        row.setSpacing(px(6))
        row.addStretch(1)
        for item in (self.replace_button, self.folder_button, self.files_button):
            row.addWidget(item)
        head.addLayout(title)
        head.addLayout(row)
        return head

    def _body(self) -> QSplitter:
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 3)
        column.addWidget(self.refused_title)
        column.addWidget(self.refused, 2)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.caption)
        column.addWidget(self.canvas, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([px(520), px(480)])
        return splitter

    # -- showing -------------------------------------------------------------------------------------------------

    def show_sheets(self, sheets: Sequence[SignedSheet]) -> None:
        """What came back; the chosen row stays chosen."""
        current = self.tree.currentItem()
        kept = current.data(0, _KEY) if current else None
        self._keyed.clear()
        self.tree.blockSignals(True)
        self.tree.clear()
        for sheet in sheets:
            self._add_sheet(sheet)
        if kept in self._keyed:
            self.tree.setCurrentItem(self._keyed[kept])
        self.tree.blockSignals(False)
        self._chosen()

    def _add_sheet(self, sheet: SignedSheet) -> None:
        text, tone, sign = sheet_state(sheet)
        row = _row(sheet.title, text, tone, sign, f"{sheet.document} {sheet.part}")
        self.tree.addTopLevelItem(row)
        self._keyed[row.data(0, _KEY)] = row
        there = {page.code.page: page for page in sheet.present}
        for number in range(1, sheet.pages + 1):
            child = self._page_row(sheet, number, there.get(number))
            row.addChild(child)
            self._keyed[child.data(0, _KEY)] = child
        row.setExpanded(bool(sheet.missing) and sheet.state == "current")

    def _page_row(self, sheet: SignedSheet, number: int, page: SignedPage | None) -> QTreeWidgetItem:
        name, key = self.tr("halaman {n}").format(n=number), f"{sheet.document} {sheet.part} {number}"
        if page is None:
            return _row(name, self.tr("belum kembali"), Tone.WARN, Sign.BANG, key)
        text = self.tr("ada, gambar ke-{n}").format(n=page.version) if page.version > 1 else self.tr("ada")
        row = _row(name, text, Tone.OK, Sign.CHECK, key)
        row.setData(0, _PAGE, page)
        return row

    def show_summary(self, summary: SignedSummary) -> None:
        """What is wrong with each page that was refused."""
        self.show_refused([item for item in summary.items if item.outcome is not SignedOutcome.ATTACHED])

    def show_refused(self, items: Sequence[SignedItem]) -> None:
        """One entry for each; nothing hides the list."""
        self.refused.clear()
        for item in items:
            place = PureWindowsPath(item.source).name
            page = self.tr(", halaman {n} berkas").format(n=item.index + 1) if item.index else ""
            about = f"{item.title}. " if item.title else ""
            entry = QListWidgetItem(f"{place}{page}: {outcome_text(item.outcome)}. {about}{item.reason}")
            entry.setIcon(icon(Sign.BANG.value, tone_colors(Tone.BAD).text))
            self.refused.addItem(entry)
        title = self.tr("Ditolak pada pemasukan terakhir: {n}. Tidak ada yang disimpan dari berkas ini.")
        self.refused_title.setText(title.format(n=len(items)))
        for widget in (self.refused, self.refused_title):
            widget.setVisible(bool(items))

    def show_picture(self, page: SignedPage, picture: QImage) -> None:
        """The chosen page."""
        self.canvas.set_picture(picture, page.id)
        self.canvas.fit_page()

    def chosen(self) -> SignedPage | None:
        """The page of the current row; of a sheet with one page, that page."""
        row = self.tree.currentItem()
        if row is None:
            return None
        only = row.child(0) if row.childCount() == 1 else None
        page = (only or row).data(0, _PAGE)
        return page if isinstance(page, SignedPage) else None

    # -- choosing ------------------------------------------------------------------------------------------------

    def _chosen(self) -> None:
        page = self.chosen()
        self.replace_button.setEnabled(page is not None)
        self.canvas.clear()
        if page is None:
            self.caption.setText(self.tr("Pilih satu halaman untuk melihat gambarnya."))
        else:
            text = self.tr("{file}, dilampirkan {who} pada {time}")
            name = PureWindowsPath(page.source).name
            self.caption.setText(text.format(file=name, who=page.who, time=short_time(page.at)))
        self.page_chosen.emit(page)

    def _replace(self) -> None:
        page = self.chosen()
        if page is not None:
            self.replace_wanted.emit(page)


def _row(name: str, text: str, tone: Tone, sign: Sign, key: str) -> QTreeWidgetItem:
    row = QTreeWidgetItem([name, text])
    row.setData(0, _KEY, key)
    row.setToolTip(0, name)
    row.setForeground(1, tone_colors(tone).text)
    if sign:
        row.setIcon(1, icon(sign.value, tone_colors(tone).text))
    return row
