"""Rekap: per desa (TPS as columns) and per kecamatan (desa as columns); Enter opens the number itself in *Periksa*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models.recap import RecapSnapshot, RecapTable
from sirekap_desktop.ui.actions import bind
from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.rekap.model import FIXED_COLUMNS, RecapModel
from sirekap_desktop.ui.rekap.notes import footer, notes_of
from sirekap_desktop.ui.rekap.sheet import RecapSheet
from sirekap_desktop.ui.save import save_xlsx
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import button
from sirekap_desktop.ui.widgets.chips import ChipRow

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context

Loaded = tuple[RecapSnapshot, FormDefinition, bool]
_RELEVANT = {"entries", "wilayah", "lock", "sirekap"}


class RekapPage(Page):
    """The sheet of one desa, or of the kecamatan."""

    help_anchor = "rekap"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.snapshot: RecapSnapshot | None = None
        self.model = RecapModel(self)
        self.sheet = RecapSheet(self.model)
        self.sheet.opened.connect(self._open)
        self.sheet.moved.connect(lambda _index: self.hints_changed.emit())
        self._code = ""
        self._wanted: dict[str, Any] = {}
        self._top = self._make_top()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(10))
        column.addWidget(self.sheet)
        self.setFocusProxy(self.sheet)
        bind(self, "rekap.next", lambda: self._step(1))
        bind(self, "rekap.previous", lambda: self._step(-1))
        bind(self, "rekap.kecamatan", lambda: self.show_table(""))
        bind(self, "rekap.pdf", self._open_pdf)
        bind(self, "rekap.xlsx", self._save_xlsx)

    def _make_top(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self.chips = ChipRow(self.tr("Kecamatan dan desa"))
        self.chips.chosen.connect(lambda key: self.show_table("" if key == "kecamatan" else key))
        row.addWidget(self.chips, 1)
        self.beside = button(self.tr("Banding Sirekap"), lambda: self.navigate.emit("sirekap", {}), icon_name="eye")
        self.beside.hide()
        row.addWidget(self.beside)
        row.addWidget(button(self.tr("Buka D.HASIL"), self._open_pdf, icon_name="dokumen"))
        row.addWidget(button(self.tr("XLSX"), self._save_xlsx, icon_name="save"))
        return holder

    # -- page ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Rekap")

    def top_widget(self) -> QWidget:
        return self._top

    def key_hints(self) -> list[tuple[str, str]]:
        enter = self.tr("buka isian") if self.model.single else self.tr("buka desa")
        keys = [("Enter", enter), ("Ctrl →", self.tr("desa berikut")), ("Ctrl D", self.tr("D.HASIL"))]
        return keys if self.beside.isHidden() else [*keys, ("Ctrl 9", self.tr("banding Sirekap"))]

    def footer_note(self) -> str:
        index = self.sheet.figures.currentIndex()
        if self.snapshot is None or not index.isValid():
            return ""
        row, cell = self.model.recap_row(index), self.model.cell(index)
        if row is None or self.model.table is None:
            return ""
        total = self.model.table.totals[self.model.sheet[index.row()].recap]
        tps = self.model.column_code(index) if self.model.single else ""
        found = notes_of(row, tps, self.snapshot.notes) if tps else []
        return footer(cell, total, found)

    def detach(self) -> None:
        super().detach()
        self.snapshot = None

    def activate(self, **target: Any) -> None:  # noqa: ANN401
        self._wanted = target
        if self.snapshot is not None:
            self._go_to_target()
        self.sheet.setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        if not kinds & _RELEVANT and self.snapshot is not None:
            return
        workspace, form, dapil = self.context.workspace, self.context.form_id, self.context.dapil

        def read() -> Loaded:
            return workspace.recap(form, dapil), workspace.contest(form, dapil).form, workspace.has_sirekap(form)

        self.context.query(read, done=lambda loaded: self._show(*loaded), key="rekap", owner=self)

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self, snapshot: RecapSnapshot, form: FormDefinition, sirekap: bool) -> None:
        self.snapshot = snapshot
        self.beside.setVisible(sirekap)
        self.model.labels = {item.name: item.short_label for item in form.fields}
        items = [("kecamatan", self.tr("Kecamatan"))]
        items += [(table.code, table.name) for table in snapshot.desa_tables]
        self.chips.show_items(items)
        self._go_to_target()

    def _go_to_target(self) -> None:
        wanted, self._wanted = self._wanted, {}
        self.show_table(str(wanted.get("desa", self._code)))

    def show_table(self, code: str) -> None:
        """Show the sheet of a desa, or of the kecamatan for an empty code."""
        if self.snapshot is None:
            return
        table = self._table(code)
        self._code = "" if table is self.snapshot.kecamatan_table else table.code
        if self.model.show_table(table, self.snapshot.rows, self.snapshot.sections):
            self.sheet.restructure()
        self.chips.choose(self._code or "kecamatan")
        self.hints_changed.emit()

    def _table(self, code: str) -> RecapTable:
        assert self.snapshot is not None
        desa = (table for table in self.snapshot.desa_tables if table.code == code)
        return next(desa, self.snapshot.kecamatan_table)

    def _step(self, by: int) -> None:
        keys = self.chips.keys
        if not keys:
            return
        here = keys.index(self.chips.current) if self.chips.current in keys else 0
        key = keys[(here + by) % len(keys)]
        self.show_table("" if key == "kecamatan" else key)

    def _open(self, index: QModelIndex) -> None:
        row, code = self.model.recap_row(index), self.model.column_code(index)
        if row is None or not code:
            return
        if self.model.single:
            self.navigate.emit("periksa", {"tps": code, "field": row.field})
            return
        self.show_table(code)
        self.sheet.go_to(self.model.index(index.row(), FIXED_COLUMNS))

    def _open_pdf(self) -> None:
        self.navigate.emit("dokumen", {"table": self._code or "kecamatan"})

    def _save_xlsx(self) -> None:
        save_xlsx(self.context)

    def attach(self, context: Context) -> None:
        super().attach(context)
        self._code = ""
