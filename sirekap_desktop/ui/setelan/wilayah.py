"""The card for desa, TPS, DPT and contestants: write the template, import it, see each bad line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models import templates
from sirekap_desktop.models.records import RowProblem, TableReport
from sirekap_desktop.ui.save import documents_folder, tell_saved
from sirekap_desktop.ui.theme import Tone, px
from sirekap_desktop.ui.widgets import Card, button, label, setup_table

if TYPE_CHECKING:
    from sirekap_desktop.models.workspace import Workspace
    from sirekap_desktop.ui.context import Context

Index = QModelIndex | QPersistentModelIndex


class ProblemsModel(QAbstractTableModel):
    """Line, column and reason of each bad row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problems: tuple[RowProblem, ...] = ()

    def show_problems(self, problems: tuple[RowProblem, ...]) -> None:
        self.beginResetModel()
        self.problems = problems
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.problems)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        problem = self.problems[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            place = f"{problem.table} {format_count(problem.line)}".strip()
            return (place, problem.column, problem.message)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        translate = QCoreApplication.translate
        heads = (
            translate("Wilayah", "Baris"),
            translate("Wilayah", "Kolom"),
            translate("Wilayah", "Yang perlu diperbaiki"),
        )
        return heads[section]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the workspace knows."""

    desa: int
    tps: int
    contestants: int
    calon: int


def read_counts(workspace: Workspace) -> Counts:
    """Read it; runs in the pool."""
    lists = [workspace.contestants(pemilihan) for pemilihan in dict.fromkeys(workspace.pemilihan())]
    everyone = [one for contest in workspace.contests() for one in contest.form.contestants]
    calon = sum(len(one.calon) for one in everyone) if any(lists) else 0
    return Counts(len(workspace.desa()), len(workspace.tps()), sum(map(len, lists)), calon)


class WilayahCard(Card):
    """Write template, import table, problems."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Wilayah, TPS, DPT, dapil dan peserta"), parent)
        self._context: Context | None = None
        words = self.tr(
            "Isi templat dengan daftar desa, TPS dan DPT (L, P), dapil, serta peserta tiap pemilihan, lalu impor. "
            "Berkas dengan satu baris salah pun tidak mengubah apa-apa."
        )
        self.counts = label("", "strong", wrap=True)
        self.template_button = button(self.tr("Tulis templat"), self.write_template, icon_name="template")
        self.import_button = button(self.tr("Impor tabel"), self.import_table, icon_name="impor")
        row = QHBoxLayout()
        row.addWidget(self.template_button)
        row.addWidget(self.import_button)
        row.addStretch(1)
        self.model = ProblemsModel(self)
        self.problems = QTableView()
        self.problems.setModel(self.model)
        setup_table(self.problems, self.tr("Baris yang perlu diperbaiki"), row_px=28)
        self.problems.setMinimumHeight(px(190))
        self.problems.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._says = label("", "bad", wrap=True)
        self.body.addWidget(label(words, wrap=True))
        self.body.addWidget(self.counts)
        self.body.addLayout(row)
        self.body.addWidget(self._says)
        self.body.addWidget(self.problems)
        self._show_problems(())

    def attach(self, context: Context) -> None:
        """Work with the workspace of ``context``."""
        self._context = context
        self._show_problems(())

    def show_counts(self, counts: Counts) -> None:
        """Say what is known."""
        if not counts.tps:
            self.counts.setText(self.tr("Belum ada TPS di ruang kerja ini."))
            return
        text = self.tr("{desa} desa, {tps} TPS, {peserta} peserta pemilihan.")
        if counts.calon:
            text = self.tr("{desa} desa, {tps} TPS, {peserta} peserta pemilihan, {calon} calon partai.")
        numbers = (format_count(value) for value in (counts.desa, counts.tps, counts.contestants, counts.calon))
        self.counts.setText(text.format(**dict(zip(("desa", "tps", "peserta", "calon"), numbers, strict=True))))

    def write_template(self) -> None:
        """Ask where and write the empty template."""
        assert self._context is not None
        context = self._context
        suggested = documents_folder() / f"templat-{context.workspace.kecamatan.code}.xlsx"
        target = context.dialogs.save_file(
            self.tr("Tulis templat"), suggested, self.tr("Buku kerja Excel (*.xlsx);;Teks CSV (*.csv)")
        )
        if target is None:
            return
        path = target if target.suffix else target.with_suffix(".xlsx")
        workspace = context.workspace
        context.run(
            lambda _job: templates.write_template(path, workspace.forms()), done=lambda _done: tell_saved(context, path)
        )

    def import_table(self) -> None:
        """Ask for a filled template and import it, all or nothing."""
        assert self._context is not None
        context = self._context
        path = context.dialogs.open_file(self.tr("Impor tabel"), self.tr("Tabel (*.xlsx *.csv)"), documents_folder())
        if path is not None:
            context.write(lambda: context.workspace.import_table(path), lambda report: self._imported(path, report))

    def _imported(self, path: Path, report: TableReport) -> None:
        self._show_problems(report.problems)
        if report.problems or self._context is None:
            return
        text = self.tr(
            "{desa} desa, {tps} TPS, {dapil} dapil, {peserta} peserta dan {calon} calon partai masuk dari {file}."
        ).format(
            desa=format_count(report.desa),
            tps=format_count(report.tps),
            dapil=format_count(report.dapil),
            peserta=format_count(report.contestants),
            calon=format_count(report.calon),
            file=path.name,
        )
        self._context.notify(text, tone=Tone.OK)

    def _show_problems(self, problems: tuple[RowProblem, ...]) -> None:
        self.model.show_problems(problems)
        self.problems.setVisible(bool(problems))
        self._says.setVisible(bool(problems))
        text = self.tr("Tidak ada yang diubah: {n} baris perlu diperbaiki dahulu.")
        self._says.setText(text.format(n=format_count(len(problems))))
