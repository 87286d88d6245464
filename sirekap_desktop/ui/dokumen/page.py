"""Dokumen: what will be printed, as it will be printed; kunci and buka kunci stand beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QStringListModel, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.documents import write_documents
from sirekap_desktop.jobs.readiness import check_readiness
from sirekap_desktop.reports.rapat.captions import READINESS
from sirekap_desktop.ui.actions import bind
from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.dokumen.choices import paper_combo, signature_combo
from sirekap_desktop.ui.dokumen.formats import write_other_format
from sirekap_desktop.ui.dokumen.pdf import prepare_printer, print_pages
from sirekap_desktop.ui.dokumen.preview import PdfPreview
from sirekap_desktop.ui.dokumen.signed_panel import SignedCard, SignedPanel
from sirekap_desktop.ui.dokumen.signed_work import SignedWork
from sirekap_desktop.ui.dokumen.work import Item, State, build_pdf, devices, read_state
from sirekap_desktop.ui.save import documents_folder, save_xlsx, tell_saved, write_file
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets import Card, JobProgress, Pill, button, field_row, icon_button, label

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context
    from sirekap_desktop.ui.tasks import TaskHandle

_LEFT_PX, _LEFT_MOST_PX = 320, 390


class DokumenPage(Page):
    """List, preview, save, print."""

    help_anchor = "dokumen"
    messages_right = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: list[Item] = []
        self.data = b""
        self._wanted = "kecamatan"
        self._names = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self._names)
        self.list.setAccessibleName(self.tr("Daftar dokumen"))
        self.list.setWordWrap(True)  # the official names are long
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._chosen())
        self.preview = PdfPreview()
        self.preview.changed.connect(self._show_place)
        self.progress = JobProgress()
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        self._handle: TaskHandle | None = None
        self.signed, self.signed_card = SignedPanel(), SignedCard()
        self.signed.closed.connect(self.show_printed)
        self.signed_card.opened.connect(self.show_signed)
        self.signed_work = SignedWork(self.signed)
        self.signed_work.sheets_changed.connect(self.signed_card.show_sheets)
        self._lay_out()
        self.setFocusProxy(self.list)
        self._bind()

    # -- building ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(12), px(16), px(10))
        row.setSpacing(px(12))
        row.addLayout(self._left())
        printed = QWidget()
        right = QVBoxLayout(printed)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(px(8))
        right.addLayout(self._toolbar())
        right.addWidget(self.preview, 1)
        right.addWidget(self.progress)
        self.sides = QStackedWidget()
        self.sides.addWidget(printed)
        self.sides.addWidget(self.signed)
        row.addWidget(self.sides, 1)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(px(6))
        self.list.setFixedWidth(_left_width())
        column.addWidget(self.list, 1)
        self.paper = paper_combo(lambda value: self._set("paper", value))
        self.signatures = signature_combo(lambda value: self._set("signatures", value))
        card = Card(self.tr("Cetakan"))
        card.setFixedWidth(_left_width())
        card.body.setSpacing(px(8))
        choices = QHBoxLayout()
        for combo in (self.paper, self.signatures):  # beside each other; the opened list has room for the words
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choices.addWidget(field_row(self.tr("Kertas"), self.paper), 4)
        choices.addWidget(field_row(self.tr("Tanda tangan"), self.signatures), 6)
        card.body.addLayout(choices)
        self.save_all_button = button(self.tr("Simpan semua"), self.save_all)
        self.xlsx_button = button(self.tr("XLSX"), lambda: save_xlsx(self.context))
        self.formats_button = button(self.tr("Lain…"), self.write_other_format)
        self.formats_button.setAccessibleName(self.tr("Format lain…"))
        self.formats_button.setToolTip(self.tr("Format lain…"))
        row = QHBoxLayout()
        row.setSpacing(px(4))
        for control, share in ((self.save_all_button, 1), (self.xlsx_button, 0), (self.formats_button, 0)):
            row.addWidget(control, share)
        card.body.addLayout(row)
        column.addWidget(card)
        column.addWidget(self._lock_card())
        column.addWidget(self.signed_card)
        return column

    def _lock_card(self) -> Card:
        card = Card()
        self._state = Pill()
        self._state_note = label("", "small", wrap=True)
        self.lock_button = button(self.tr("Kunci kecamatan"), self._toggle_lock, icon_name="lock")
        card.body.setSpacing(px(6))
        row = QHBoxLayout()
        row.addWidget(self._state)
        row.addStretch(1)
        row.addWidget(self.lock_button)
        card.body.addLayout(row)
        card.body.addWidget(self._state_note)
        return card

    def _toolbar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(4))
        self._place = label("", "muted")
        self._previous = icon_button("chevron_left", self.tr("Halaman sebelum"), lambda: self._step(-1))
        self._next = icon_button("chevron", self.tr("Halaman berikut"), lambda: self._step(1))
        for item in (self._previous, self._place, self._next):
            row.addWidget(item)
        row.addSpacing(px(4))
        self._zoom = label("", "muted")
        row.addWidget(icon_button("minus", self.tr("Perkecil"), lambda: self.preview.step_zoom(-1)))
        row.addWidget(self._zoom)
        row.addWidget(icon_button("plus", self.tr("Perbesar"), lambda: self.preview.step_zoom(1)))
        row.addWidget(icon_button("fit", self.tr("Pas halaman"), lambda: self.preview.set_zoom(None)))
        row.addStretch(1)
        self.save_button = button(self.tr("Simpan PDF"), self.save, icon_name="save")
        self.print_button = button(self.tr("Cetak"), self.print, primary=True, icon_name="printer")
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        return row

    def _bind(self) -> None:
        bind(self, "dokumen.next", lambda: self._step(1))
        bind(self, "dokumen.previous", lambda: self._step(-1))
        bind(self, "dokumen.zoom_in", lambda: self.preview.step_zoom(1))
        bind(self, "dokumen.zoom_out", lambda: self.preview.step_zoom(-1))
        bind(self, "dokumen.fit", lambda: self.preview.set_zoom(None))
        bind(self, "dokumen.save", self.save)
        bind(self, "dokumen.save_all", self.save_all)
        bind(self, "dokumen.print", self.print)
        bind(self, "dokumen.formats", self.write_other_format)
        bind(self, "dokumen.signed", self._toggle_signed)

    # -- page ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Dokumen")

    def context_text(self) -> str:
        item = self.chosen()
        return item.title if item else ""

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓", self.tr("pilih dokumen")),
            ("PgUp PgDn", self.tr("halaman")),
            ("Ctrl + −", self.tr("perbesar, perkecil")),
            ("Ctrl S", self.tr("simpan")),
            ("Ctrl P", self.tr("cetak")),
            ("F7", self.tr("salinan bertanda tangan")),
        ]

    def attach(self, context: Context) -> None:
        super().attach(context)
        self.preview.use(context.tasks)
        self.signed_work.attach(context)

    def activate(self, **target: Any) -> None:  # noqa: ANN401
        if "table" in target:
            self._wanted = str(target["table"])
            self._select_wanted()
        self.list.setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:  # noqa: ARG002 - every kind may change a document
        workspace = self.context.workspace
        ballot = self.context.ballot
        self.context.query(lambda: read_state(workspace, ballot), done=self._show, key="dokumen", owner=self)
        self.signed_work.refresh()

    def _show(self, state: State) -> None:
        items = [Item("kecamatan", self.tr("Berita acara dan sertifikat kecamatan"))]
        items += [Item(desa.code, self.tr("Lembar desa {name}").format(name=desa.name)) for desa in state.desa]
        items.append(Item("all", self.tr("Semua lembar dalam satu berkas")))
        items += state.meeting
        self._show_settings(state)
        if items != self.items:
            self.items = items
            self._names.setStringList([item.title for item in items])
            self._select_wanted()
        self._chosen()

    def _show_settings(self, state: State) -> None:
        self.paper.setCurrentIndex(self.paper.findData(state.paper))
        self.signatures.setCurrentIndex(self.signatures.findData(state.signatures))
        words = self.tr("Buka kunci") if state.locked else self.tr("Kunci kecamatan")
        if state.final:
            self._state.show_state(self.tr("FINAL"), Tone.OK, Sign.LOCK)
            self._state_note.setText(
                self.tr("Terkunci, revisi {n}. {reason}").format(n=format_count(state.revision), reason=state.reason)
            )
        else:
            self._state.show_state(self.tr("DRAF"), Tone.WARN, Sign.PENCIL)
            self._state_note.setText(self.tr("Setiap halaman bertanda DRAF sampai pemilihan ini dikunci."))
        self.lock_button.setText(f" {words}")
        self.lock_button.setAccessibleName(words)
        self.lock_button.setProperty("locked", state.locked)

    # -- signed copies -------------------------------------------------------------------------------------------

    def show_signed(self) -> None:
        """The signed copies in place of the preview."""
        self.sides.setCurrentWidget(self.signed)
        self.signed.tree.setFocus()

    def show_printed(self) -> None:
        """Back to what will be printed."""
        self.sides.setCurrentIndex(0)
        self.list.setFocus()

    def _toggle_signed(self) -> None:
        (self.show_printed if self.sides.currentWidget() is self.signed else self.show_signed)()

    # -- choosing and building -----------------------------------------------------------------------------------

    def chosen(self) -> Item | None:
        """The document of the current row."""
        row = self.list.currentIndex().row()
        return self.items[row] if 0 <= row < len(self.items) else None

    def _select_wanted(self) -> None:
        row = next((n for n, item in enumerate(self.items) if item.table == self._wanted), 0)
        index = self._names.index(row)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _chosen(self) -> None:
        item = self.chosen()
        if item is None or not self.attached:
            return
        if item.table != self._wanted:
            self.preview.go(1)
        self._wanted = item.table
        self.data = b""
        self._enable()
        if not self.preview.pages:
            self.preview.show_text(self.tr("Dokumen sedang disusun."))
        workspace, ballot = self.context.workspace, self.context.ballot
        found = devices(self.context) if item.table == READINESS else None
        self.context.query(
            lambda: build_pdf(workspace, ballot, item.table, found),
            done=self._show_pdf,
            failed=self._failed,
            key="pdf",
            owner=self,
        )
        self.hints_changed.emit()

    def _show_pdf(self, data: bytes) -> None:
        self.data = data
        self.preview.show_pdf(data)
        self._enable()

    def _failed(self, error: BaseException) -> None:
        self.preview.show_text(self.tr("Dokumen belum dapat disusun."))
        self.context.tasks.on_error(error)

    def _enable(self) -> None:
        for item in (self.save_button, self.print_button):
            item.setEnabled(bool(self.data))

    def _show_place(self) -> None:
        text = self.tr("halaman {n} dari {total}")
        shown = text.format(n=format_count(self.preview.page), total=format_count(self.preview.pages))
        self._place.setText(shown if self.preview.pages else "")
        self._previous.setEnabled(self.preview.page > 1)
        self._next.setEnabled(self.preview.page < self.preview.pages)
        self._zoom.setText(f"{self.preview.zoom} %" if self.preview.pages else "")

    def _step(self, by: int) -> None:
        self.preview.go(self.preview.page + by)

    def _set(self, name: str, value: str) -> None:
        workspace = self.context.workspace
        self.context.write(lambda: workspace.set_setting(name, value))

    def _toggle_lock(self) -> None:
        window: Any = self.window()
        window.trigger("unlock" if self.lock_button.property("locked") else "lock")

    # -- saving and printing ---------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save the chosen document."""
        item = self.chosen()
        if item is None or not self.data:
            return
        kind = "RAPAT" if item.is_of_meeting else "D.HASIL"
        name = f"{kind}-{self.context.workspace.kecamatan.code}-{item.table}.pdf"
        target = self.context.dialogs.save_file(
            self.tr("Simpan dokumen"), documents_folder() / name, self.tr("Dokumen PDF (*.pdf)")
        )
        if target is None:
            return
        path, data = (target if target.suffix else target.with_suffix(".pdf")), self.data
        self.context.run(lambda _job: write_file(path, data), done=lambda done: tell_saved(self.context, done))

    def save_all(self) -> None:
        """Write every document into a folder."""
        folder = self.context.dialogs.open_folder(self.tr("Pilih folder untuk semua dokumen"), documents_folder())
        if folder is None:
            return
        workspace, found = self.context.workspace, devices(self.context)
        self._begin(
            self.tr("Semua dokumen sedang ditulis."),
            lambda job: write_documents(
                workspace,
                folder,
                lambda step: job.report((step.done, step.total, step.newest)),
                cancelled=job.is_cancelled,
                readiness=check_readiness(workspace, found),
            ),
            lambda written: self._saved_all(folder, written),
        )

    def write_other_format(self) -> None:
        """Workbooks to be filled, CSV, JSON."""
        write_other_format(self.context, self._begin, self.progress.hide)

    def _begin(self, caption: str, work: Callable[[TaskHandle], Any], done: Callable[[Any], None]) -> None:
        """Run a long job under the progress bar."""
        self.progress.start(caption)
        self.progress.show()
        self._handle = self.context.run(
            work, progress=lambda step: self.progress.show_progress(*step), done=done, failed=self._job_failed
        )

    def _cancel(self) -> None:
        if self._handle:
            self._handle.cancel()
        self.progress.hide()

    def _saved_all(self, folder: Path, written: list[Path]) -> None:
        self.progress.hide()
        text = self.tr("{n} dokumen tersimpan.").format(n=format_count(len(written)))
        self.context.notify(text, str(folder), Tone.OK)

    def _job_failed(self, error: BaseException) -> None:
        self.progress.hide()
        self.context.tasks.on_error(error)

    def print(self) -> None:
        """Print the chosen document on the operator's printer."""
        item = self.chosen()
        if item is None or not self.data:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare_printer(printer, self.preview.size_points)
        printer.setDocName(item.title)
        if not self.context.dialogs.printer(self.tr("Cetak dokumen"), printer):
            return
        data = self.data
        self._begin(
            self.tr("Dokumen sedang dikirim ke pencetak."), lambda job: print_pages(data, printer, job), self._printed
        )

    def _printed(self, count: int) -> None:
        self.progress.hide()
        text = self.tr("{n} halaman dikirim ke pencetak.").format(n=format_count(count))
        self.context.notify(text, tone=Tone.OK)


def _left_width() -> int:
    """With large letters the preview and its buttons need the rest of a small laptop's screen."""
    return min(px(_LEFT_PX), _LEFT_MOST_PX)
