"""All kecamatan of the kabupaten, what to look at among them, and the recap that they make."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QStackedWidget, QTableView, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.kabupaten_recap import RecapFile
from sirekap_desktop.models.penerimaan.records import BallotName, KecamatanState, State
from sirekap_desktop.ui.penerimaan.model import (
    NAME,
    NOTE,
    RECEIVED,
    REVISION,
    SIGNED,
    STATE,
    STRAYS,
    TPS,
    Line,
    LinesModel,
    kecamatan_line,
)
from sirekap_desktop.ui.penerimaan.words import ballot_text, refused_pill, state_pill
from sirekap_desktop.ui.penerimaan.work import Seen
from sirekap_desktop.ui.theme import color, px
from sirekap_desktop.ui.widgets import Card, PillDelegate, StackedBar, button, label, setup_table

ALL, PROBLEMS, OPEN = "semua", "bermasalah", "belum"
_WIDTHS = {NAME: 204, STATE: 104, REVISION: 62, RECEIVED: 144, TPS: 112, SIGNED: 104}
_BAR = {State.FINAL: "disahkan", State.DRAF: "terbaca", State.DITOLAK: "bad", State.BELUM: "belum"}


class KecamatanCard(Card):
    """Only shows and emits."""

    chosen = Signal(str)
    """Code of the kecamatan in the current line, :data:`STRAYS`, or empty."""
    recap_wanted = Signal(object)
    """A :class:`RecapFile`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.seen = Seen((), (), ())
        self._lay_out_head()
        heads = (
            self.tr("Kecamatan"), self.tr("Keadaan"), self.tr("Revisi"), self.tr("Diterima"), self.tr("TPS lengkap"),
            self.tr("Salinan ttd."), self.tr("Perlu dilihat"),
        )  # fmt: skip
        self.model = LinesModel(heads, self, pill=STATE, right=(REVISION,))
        self.table = QTableView()
        self.table.setModel(self.model)
        setup_table(self.table, self.tr("Kecamatan"), row_px=28)
        self.table.setItemDelegate(PillDelegate(self.table))
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, px(width))
        self.table.horizontalHeader().setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.current()))
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self.body.addWidget(self._stack, 1)
        self.body.addLayout(self._recap_row())
        self.show_seen(self.seen)

    def _lay_out_head(self) -> None:
        self.summary = label("", "heading", wrap=True)
        self.bar = StackedBar()
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Saringan"))
        for key, words in (
            (ALL, self.tr("Semua kecamatan")),
            (PROBLEMS, self.tr("Yang bermasalah")),
            (OPEN, self.tr("Yang belum final")),
        ):
            self.filter.addItem(words, key)
        self.filter.currentIndexChanged.connect(lambda _index: self._show_lines())
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.summary, 1)
        row.addWidget(self.filter)
        self.body.addLayout(row)
        self.body.addWidget(self.bar)

    def _recap_row(self) -> QHBoxLayout:
        self.ballots = QComboBox()
        self.ballots.setAccessibleName(self.tr("Rekap"))
        self.ballots.setMinimumWidth(px(230))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(label(self.tr("Rekap kabupaten"), "strong"))
        row.addWidget(self.ballots)
        row.addStretch(1)
        self.recap_buttons = {
            RecapFile.PDF: button(self.tr("PDF"), lambda: self.recap_wanted.emit(RecapFile.PDF), icon_name="dokumen"),
            RecapFile.XLSX: button(self.tr("XLSX"), lambda: self.recap_wanted.emit(RecapFile.XLSX), icon_name="rekap"),
            RecapFile.CSV: button(self.tr("CSV"), lambda: self.recap_wanted.emit(RecapFile.CSV), icon_name="template"),
        }
        for kind, one in self.recap_buttons.items():
            one.setAccessibleName(self.tr("Simpan rekap sebagai {kind}").format(kind=kind.upper()))
            row.addWidget(one)
        return row

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_seen(self, seen: Seen) -> None:
        """Everything anew; the current kecamatan stays the current one."""
        self.seen = seen
        self._show_summary()
        self._show_ballots()
        self._show_lines()

    def _show_summary(self) -> None:
        counts = {state: sum(one.state is state for one in self.seen.states) for state in _BAR}
        if not self.seen.states:
            self.summary.setText(self.tr("Belum ada kecamatan"))
        else:
            text = self.tr("{n} dari {all} kecamatan final").format(
                n=format_count(counts[State.FINAL]), all=format_count(len(self.seen.states))
            )
            others = [
                f"{format_count(counts[state])} {state_pill(state)[0]}"
                for state in (State.DRAF, State.BELUM, State.DITOLAK)
                if counts[state]
            ]
            self.summary.setText(", ".join((text, *others)))
        parts = [(counts[state], color(name)) for state, name in _BAR.items()]
        self.bar.show_parts(parts, self.summary.text())

    def _show_ballots(self) -> None:
        before = self.ballots.currentData()
        self.ballots.clear()
        self.ballots.addItem(self.tr("Semua pemilihan"), None)
        for one in self.seen.ballots:
            self.ballots.addItem(ballot_text(one), one)
        if before in self.seen.ballots:
            self.ballots.setCurrentIndex(1 + self.seen.ballots.index(before))
        self.ballots.setEnabled(bool(self.seen.ballots))
        for way in self.recap_buttons.values():
            way.setEnabled(bool(self.seen.ballots))

    def chosen_ballots(self) -> tuple[BallotName, ...]:
        """Those whose recap is wanted."""
        one = self.ballots.currentData()
        return (one,) if one is not None else self.seen.ballots

    def _show_lines(self) -> None:
        before = self.current()
        lines = [kecamatan_line(one) for one in self._filtered()]
        if self.seen.strays and self.filter.currentData() != OPEN:
            lines.append(self._strays_line())
        self.model.show_lines(lines)
        self._stack.setCurrentWidget(self.table if lines else self.nothing)
        self.nothing.setText(self._why_nothing())
        row = self.model.row_of(before)
        if lines:
            self.table.setCurrentIndex(self.model.index(row if row is not None else 0, NAME))
        self.chosen.emit(self.current())

    def _filtered(self) -> Iterable[KecamatanState]:
        wanted = self.filter.currentData()
        if wanted == PROBLEMS:
            return (one for one in self.seen.states if one.problem)
        if wanted == OPEN:
            return (one for one in self.seen.states if one.state is not State.FINAL)
        return self.seen.states

    def _strays_line(self) -> Line:
        text = self.tr("{n} paket ditolak").format(n=format_count(len(self.seen.strays)))
        return Line(
            STRAYS, (self.tr("Asal tidak dikenal"), refused_pill()[0], "–", "–", "–", "–", text), refused_pill()
        )

    def _why_nothing(self) -> str:
        if self.filter.currentData() == PROBLEMS and self.seen.states:
            return self.tr("Tidak ada kecamatan yang bermasalah.")
        if self.filter.currentData() == OPEN and self.seen.states:
            return self.tr("Semua kecamatan sudah final. Rekap kabupaten dapat dicetak.")
        return self.tr(
            "Belum ada apa-apa di sini. Baca daftar kecamatan dari tabel kabupaten, tambah tempat terima, "
            "lalu tekan Terima sekarang."
        )

    def current(self) -> str:
        """Key of the current line; empty for none."""
        row = self.table.currentIndex().row()
        return self.model.lines[row].key if 0 <= row < len(self.model.lines) else ""

    def toggle_problems(self) -> None:
        """Only what somebody should look at, or all again."""
        wanted = ALL if self.filter.currentData() == PROBLEMS else PROBLEMS
        self.filter.setCurrentIndex(self.filter.findData(wanted))
        self.table.setFocus()
