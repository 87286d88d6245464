"""Perbandingan Sirekap: where recorded and published figures differ; Enter opens the number in *Periksa*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedLayout, QTableView, QVBoxLayout, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.sirekap_report import report_file, sirekap_report
from sirekap_desktop.reports.rapat.sirekap import SirekapReport
from sirekap_desktop.ui.actions import bind
from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.save import documents_folder, tell_saved, write_file
from sirekap_desktop.ui.sirekap import model as m
from sirekap_desktop.ui.sirekap.taking import take
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import button, label, setup_table

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context

_RELEVANT = {"entries", "images", "wilayah", "settings", "sirekap"}
_ROW_PX = 30
_WIDTHS = {m.PLACE: 210, m.RECORDED: 100, m.SIREKAP: 170, m.DIFFERENCE: 100}


class _Table(QTableView):
    """Enter is a key of the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class SirekapPage(Page):
    """The list of the pemilihan that is worked on, and the ways in and out."""

    help_anchor = "sirekap"
    messages_right = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report: SirekapReport | None = None
        self.model = m.SirekapModel(self)
        self.table = _Table()
        setup_table(self.table, self.tr("Beda dengan Sirekap"), row_px=_ROW_PX)
        self.table.setModel(self.model)
        header = self.table.horizontalHeader()
        for column, width in _WIDTHS.items():
            header.resizeSection(column, px(width))
        header.setSectionResizeMode(m.WHAT, QHeaderView.ResizeMode.Stretch)
        self.table.doubleClicked.connect(lambda _index: self.open_line())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_buttons())
        self.summary = label("", "strong", wrap=True)
        self._lay_out()
        bind(self, "sirekap.import", self.pick_file)
        bind(self, "sirekap.folder", self.pick_folder)
        bind(self, "sirekap.save", self.save)

    def _lay_out(self) -> None:
        intro = self.tr(
            "Angka yang diterbitkan Sirekap hanya pembanding, tidak pernah menjadi isian. Isian yang belum dicatat "
            "tidak dibandingkan, supaya yang mengetik tidak melihat angka Sirekap lebih dahulu."
        )
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(10))
        column.setSpacing(px(8))
        column.addWidget(label(intro, "", wrap=True))
        column.addWidget(self.summary)
        column.addWidget(holder, 1)
        column.addLayout(self._make_foot())

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.file_button = button(self.tr("Impor data Sirekap…"), self.pick_file, icon_name="impor")
        self.folder_button = button(self.tr("Impor folder…"), self.pick_folder, icon_name="folder")
        self.save_button = button(self.tr("Simpan laporan…"), self.save, icon_name="save")
        self.open = button(self.tr("Buka di Periksa"), self.open_line, primary=True)
        for one in (self.file_button, self.folder_button):
            row.addWidget(one)
        row.addStretch(1)
        for one in (self.save_button, self.open):
            row.addWidget(one)
        return row

    # -- page ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Perbandingan Sirekap")

    def key_hints(self) -> list[tuple[str, str]]:
        ways = [("F3", self.tr("impor data Sirekap")), ("F4", self.tr("impor folder"))]
        if self.report is None:
            return ways
        own = [("Enter", self.tr("buka di Periksa"))] if self.open.isEnabled() else []
        return [*own, *ways, ("Ctrl S", self.tr("simpan laporan"))]

    def attach(self, context: Context) -> None:
        super().attach(context)
        context.ballot_changed.connect(self._reload)
        self._say(self.tr("Sedang membandingkan …"))

    def detach(self) -> None:
        super().detach()
        self.report = None
        self.model.show_lines(())

    def activate(self, **target: Any) -> None:  # noqa: ANN401, ARG002 - the list as a whole
        self._take_focus()

    def _take_focus(self) -> None:
        """The list, or where there is none the way to one."""
        listed = self._stack.currentWidget() is self.table
        (self.table if listed else self.file_button).setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        if kinds & _RELEVANT:
            self._reload()

    def _reload(self) -> None:
        if not self.attached:
            return
        workspace, form, dapil = self.context.workspace, self.context.form_id, self.context.dapil
        self.context.query(lambda: sirekap_report(workspace, form, dapil), done=self._show, key="sirekap", owner=self)

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self, report: SirekapReport | None) -> None:
        row = max(0, self.table.currentIndex().row())
        self.report = report
        self.model.show_lines(tuple(m.lines_of(report)) if report else ())
        self.summary.setText(self._summary(report) if report else "")
        self.summary.setVisible(report is not None)
        if report is None:
            self._say(self.tr("Belum ada data Sirekap untuk pemilihan ini. Impor JSON per TPS, foldernya, atau zip."))
        elif not self.model.lines:
            self._say(self.tr("Semua angka yang dapat dibandingkan sama."))
        else:
            self._show_table()
            self.table.setCurrentIndex(self.model.index(min(row, len(self.model.lines) - 1), 0))
        self._show_buttons()

    def _show_table(self) -> None:
        """While it was hidden it could not take the keyboard."""
        hidden = self._stack.currentWidget() is not self.table
        self._stack.setCurrentWidget(self.table)
        if hidden and self.isVisible():
            self.table.setFocus()

    def _summary(self, report: SirekapReport) -> str:
        text = self.tr("{fields} angka di {tps} TPS dibandingkan; {n} berbeda di {where} TPS.").format(
            fields=format_count(report.fields),
            tps=format_count(report.tps),
            n=format_count(len(report.lines)),
            where=format_count(report.differing_tps),
        )
        if not report.waiting:
            return text
        waiting = self.tr("{n} TPS belum lengkap dicatat; sisanya dibandingkan sesudah itu.")
        return f"{text} {waiting.format(n=format_count(report.waiting))}"

    def _say(self, text: str) -> None:
        self.nothing.setText(text)
        self._stack.setCurrentWidget(self.nothing)

    @property
    def chosen(self) -> m.Line | None:
        """The current line."""
        index = self.table.currentIndex()
        return index.data(m.LINE_ROLE) if index.isValid() else None

    def _show_buttons(self) -> None:
        line = self.chosen
        self.open.setEnabled(line is not None and line.known)
        self.save_button.setEnabled(self.report is not None)
        self.hints_changed.emit()

    # -- doing ---------------------------------------------------------------------------------------------------

    def open_line(self) -> None:
        """Show the number beside its photo."""
        line = self.chosen
        if line is None or not line.known:
            return
        target = {"tps": line.tps, "form": self.context.form_id, "dapil": self.context.dapil}
        self.navigate.emit("periksa", target | ({"field": line.field} if line.field else {}))

    def pick_file(self) -> None:
        """Ask for a file or archive of Sirekap."""
        pattern = self.tr("Data Sirekap (*.json *.zip)")
        path = self.context.dialogs.open_file(self.tr("Impor data Sirekap"), pattern, documents_folder())
        if path is not None:
            take(self.context, path, self)

    def pick_folder(self) -> None:
        """Ask for a folder of them."""
        folder = self.context.dialogs.open_folder(self.tr("Pilih folder data Sirekap"), documents_folder())
        if folder is not None:
            take(self.context, folder, self)

    def save(self) -> None:
        """The report as PDF, workbook or CSV, whichever name is chosen."""
        if self.report is None:
            return
        workspace, form, dapil = self.context.workspace, self.context.form_id, self.context.dapil
        name = f"perbandingan-sirekap-{workspace.kecamatan.code}-{form.removeprefix('c-hasil-')}.pdf"
        pattern = self.tr("Laporan (*.pdf *.xlsx *.csv)")
        target = self.context.dialogs.save_file(self.tr("Simpan laporan"), documents_folder() / name, pattern)
        if target is None:
            return
        path = target if target.suffix in (".pdf", ".xlsx", ".csv") else target.with_suffix(".pdf")
        self.context.run(
            lambda _job: write_file(path, report_file(workspace, form, dapil, path.suffix)),
            done=lambda done: tell_saved(self.context, done),
            failed=self.context.tasks.on_error,
            owner=self,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_line()
        else:
            super().keyPressEvent(event)
