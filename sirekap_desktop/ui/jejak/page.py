"""Jejak: the audit chain as sentences, for saksi and Panwaslu; one click checks it, two others take it along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.audit_export import build_pdf, write_csv
from sirekap_desktop.models.audit_acts import AuditFilter
from sirekap_desktop.models.audit_list import AuditAct
from sirekap_desktop.models.audit_query import AuditIndex
from sirekap_desktop.models.filenames import file_part
from sirekap_desktop.models.seals import parse_head
from sirekap_desktop.ui.actions import bind
from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.jejak.detail import DetailPanel
from sirekap_desktop.ui.jejak.filters import Choices, FilterBar, read_choices
from sirekap_desktop.ui.jejak.loader import ActLoader
from sirekap_desktop.ui.jejak.model import ACT_ROLE, KIND, SENTENCE, TIME, ActModel
from sirekap_desktop.ui.jejak.verdict import VerdictStrip
from sirekap_desktop.ui.save import documents_folder, tell_saved, write_file
from sirekap_desktop.ui.theme import Tone, px
from sirekap_desktop.ui.widgets import label, setup_table

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context
    from sirekap_desktop.ui.tasks import TaskHandle

_ROW_PX = 30


class JejakPage(Page):
    """Filters, the list, one act beside it."""

    help_anchor = "jejak"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = VerdictStrip()
        self.filters = FilterBar()
        self.model = ActModel(self)
        self.table = QTableView()
        self.detail = DetailPanel()
        self.count = label("", "muted")
        self._loader = ActLoader(self)
        self._choice_kinds: set[str] = set()
        self._job: TaskHandle | None = None
        self._lay_out()
        self._set_up_table()
        self._connect()

    # -- building ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(10))
        column.setSpacing(px(10))
        column.addWidget(self.verdict)
        bar = QHBoxLayout()
        bar.addWidget(self.filters, 1)
        bar.addWidget(self.count)
        column.addLayout(bar)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.table, 1)
        self.detail.setFixedWidth(px(312))
        row.addWidget(self.detail)
        column.addLayout(row, 1)

    def _set_up_table(self) -> None:
        setup_table(self.table, self.tr("Jejak audit, yang terbaru lebih dahulu"), row_px=_ROW_PX)
        self.table.setModel(self.model)
        self.table.setWordWrap(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(SENTENCE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((TIME, 130), (KIND, 142)):
            self.table.setColumnWidth(column, px(width))

    def _connect(self) -> None:
        self.filters.changed.connect(self._filter)
        self.filters.place.chosen.connect(lambda desa, tps: self.table.setFocus() if desa or tps else None)
        self.model.piece_wanted.connect(lambda number: self._loader.read_piece(number, self.model.mark(number)))
        self.model.dataChanged.connect(lambda *_: self._show_detail())
        self._loader.first.connect(self._show_first)
        self._loader.indexed.connect(self._show_index)
        self._loader.piece.connect(self.model.show_piece)
        self._loader.detail.connect(self.detail.show_detail)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_detail())
        self.table.activated.connect(lambda _index: self.open_act())
        self.detail.opened.connect(self.open_act)
        self.verdict.head.returnPressed.connect(self.verify)
        self.verdict.verify_button.clicked.connect(lambda _checked=False: self.verify())
        self.verdict.pdf_button.clicked.connect(lambda _checked=False: self.save_pdf())
        self.verdict.csv_button.clicked.connect(lambda _checked=False: self.save_csv())
        self.verdict.progress.cancelled.connect(self._cancel)
        bind(self, "jejak.find", self.filters.place.setFocus)
        bind(self, "jejak.clear", self.filters.clear)
        bind(self, "jejak.pdf", self.save_pdf)
        bind(self, "jejak.csv", self.save_csv)

    # -- page ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Jejak audit")

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓", self.tr("pilih perbuatan")),
            ("Enter", self.tr("buka di Periksa")),
            ("Ctrl F", self.tr("cari desa atau TPS")),
            ("Ctrl Shift F", self.tr("hapus saringan")),
            ("Ctrl Shift J", self.tr("periksa jejak")),
            ("Ctrl S", self.tr("simpan PDF")),
        ]

    def attach(self, context: Context) -> None:
        super().attach(context)
        self._loader.attach(context)
        self.verdict.forget()
        self._filter()

    def detach(self) -> None:
        super().detach()
        self._loader.detach()
        self._job = None
        self.verdict.end_job()

    def activate(self, **target: Any) -> None:  # noqa: ANN401
        if "tps" in target:
            self.filters.show_filter(AuditFilter(tps=str(target["tps"])))
            self._filter()
        if target.get("verify"):
            self.verify()
        self.table.setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:  # noqa: ARG002 - every write is an act
        workspace = self.context.workspace
        self.context.query(lambda: read_choices(workspace), done=self._show_choices, key="jejak.choices", owner=self)
        self._loader.reload()

    # -- list ----------------------------------------------------------------------------------------------------

    def _show_choices(self, choices: Choices) -> None:
        self.filters.show_choices(choices)

    def _filter(self) -> None:
        self.detail.show_detail(None)
        self.count.setText(self.tr("mencari …"))
        self._loader.open(self.filters.wanted)

    def _show_first(self, acts: tuple[AuditAct, ...]) -> None:
        self.model.show_first(acts)
        self.table.scrollToTop()

    def _show_index(self, index: AuditIndex, acts: tuple[AuditAct, ...]) -> None:
        """The list is complete, or has grown at its top: what was being looked at stays where it is."""
        bar, current = self.table.verticalScrollBar(), self.table.currentIndex().row()
        top, grown = bar.value(), index.total - self.model.rowCount()
        stay = self.model.known and current >= 0
        self.model.show_index(index, acts)
        text = self.tr("{n} catatan").format(n=format_count(index.total))
        self.count.setText(text)
        if stay and 0 <= current + grown < index.total:
            self._set_current(current + grown)
        if stay or top:
            bar.setValue(top + grown * self.table.verticalHeader().defaultSectionSize() if stay and top else top)
        self._show_detail()

    def _set_current(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), flags)

    def current_act(self) -> AuditAct | None:
        """The act of the current row, if it is there."""
        index: QModelIndex = self.table.currentIndex()
        act: AuditAct | None = index.data(ACT_ROLE) if index.isValid() else None
        return act

    def _show_detail(self) -> None:
        act = self.current_act()
        if act is not None:
            self._loader.read_detail((act.row.seq, act.row.machine))
        elif not self.table.currentIndex().isValid():
            self.detail.show_detail(None)

    def open_act(self) -> None:
        """The field of the act in *Periksa*; nothing where it belongs to none."""
        act = self.current_act()
        forms = {ballot.form for ballot in self.context.ballots}
        if act is None or act.form not in forms or not act.row.tps:
            return
        target = {"tps": act.row.tps, "form": act.form, "dapil": self._dapil(act)}
        self.navigate.emit("periksa", target | ({"field": act.field} if act.field else {}))

    def _dapil(self, act: AuditAct) -> str:
        """The ballot that the TPS of an act votes with."""
        contests = self.context.workspace.contests(act.form)
        found = next((item for item in contests if item.desa is not None and item.covers(act.row.tps)), None)
        return found.dapil if found else ""

    # -- verification --------------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Check chain, rows, figures and photos, and the head that a person typed from paper."""
        workspace, typed = self.context.workspace, self.verdict.head.text().strip()
        try:
            head = parse_head(typed) if typed else None
        except UserError as error:
            self.verdict.head.setFocus()
            self.context.notify(error.message, error.hint, Tone.BAD)
            return
        self.verdict.begin()
        self.context.run(
            lambda _job: workspace.verify(head),
            done=lambda report: self.verdict.show_report(report, datetime.now().astimezone(), head),
            failed=self._verify_failed,
            key="jejak.verify",
            owner=self,
        )

    def _verify_failed(self, error: BaseException) -> None:
        self.verdict.forget()
        self.context.tasks.on_error(error)

    # -- saving --------------------------------------------------------------------------------------------------

    def save_pdf(self) -> None:
        """What the filter finds, as a document."""
        target = self._ask_target(self.tr("Simpan jejak audit"), "pdf", self.tr("Dokumen PDF (*.pdf)"))
        if target is None:
            return
        workspace, wanted, asked = self.context.workspace, self.filters.wanted, self.filters.asked()
        self._begin(
            self.tr("Jejak audit sedang disusun."),
            lambda job: write_file(
                target,
                build_pdf(workspace, wanted, asked, lambda *step: job.report(step), job.is_cancelled),
            ),
        )

    def save_csv(self) -> None:
        """The whole chain with its hashes, whatever the filter."""
        target = self._ask_target(self.tr("Simpan seluruh jejak audit"), "csv", self.tr("Tabel CSV (*.csv)"))
        if target is None:
            return
        workspace = self.context.workspace
        self._begin(
            self.tr("Seluruh jejak audit sedang ditulis."),
            lambda job: write_csv(workspace, target, lambda *step: job.report(step), job.is_cancelled),
        )

    def _ask_target(self, title: str, suffix: str, pattern: str) -> Path | None:
        if self._job is not None:
            return None
        place = self.context.workspace.kecamatan
        suggested = documents_folder() / f"jejak-audit-{place.code}-{file_part(place.name)}.{suffix}"
        target = self.context.dialogs.save_file(title, suggested, pattern)
        return target if target is None or target.suffix else target.with_suffix(f".{suffix}")

    def _begin(self, caption: str, work: Callable[[TaskHandle], Path]) -> None:
        self.verdict.start_job(caption)
        self._job = self.context.run(
            work,
            progress=lambda step: self.verdict.progress.show_progress(*step),
            done=self._saved,
            failed=self._save_failed,
            owner=self,
        )

    def _end(self) -> None:
        self._job = None
        self.verdict.end_job()

    def _cancel(self) -> None:
        if self._job:
            self._job.cancel()
        self._end()

    def _saved(self, path: Path) -> None:
        self._end()
        tell_saved(self.context, path)

    def _save_failed(self, error: BaseException) -> None:
        self._end()
        self.context.tasks.on_error(error)
