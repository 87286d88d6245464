"""Beranda: what is next is the first thing seen and one key away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.records import ImportOutcome, Status, TpsProgress
from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.beranda import model as m
from sirekap_desktop.ui.beranda.elections import ElectionLine, ElectionStrip, load_elections, unfinished
from sirekap_desktop.ui.beranda.overview import Next, Overview, Step, summarize, with_slips
from sirekap_desktop.ui.beranda.view import OverviewTree
from sirekap_desktop.ui.beranda.words import matters_words, next_words, percent
from sirekap_desktop.ui.salah.words import count_text
from sirekap_desktop.ui.second_copy import place_name, second_words
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, NumberCard, button, label, status_text
from sirekap_desktop.ui.widgets.legend import Legend

if TYPE_CHECKING:
    from sirekap_desktop.models.workspace import Workspace
    from sirekap_desktop.ui.context import Ballot, Context

_TARGETS: dict[Step, tuple[str, dict[str, Any]]] = {
    Step.WILAYAH: ("setelan", {"section": "wilayah"}),
    Step.IMPORT: ("impor", {"pick": True}),
    Step.ASSIGN: ("impor", {"assign": True}),
    Step.MISSING: ("impor", {"pick": True}),
    Step.SLIPS: ("salah", {}),
    Step.LOCK: ("dokumen", {}),
    Step.SEND: ("kirim", {}),
}


class NextCard(Card):
    """The *Berikutnya* card: Enter or a click anywhere on it begins."""

    started = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, strong=True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.setSpacing(px(3))
        self._heading = label("", "heading", wrap=True)
        self._detail = label("", wrap=True)
        self.go = button("", self.started.emit, primary=True, icon_name="enter")
        self.go.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.body.addWidget(label(self.tr("Berikutnya"), "small"))
        self.body.addWidget(self._heading)
        self.body.addWidget(self._detail)
        self.body.addStretch(1)
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self.setMinimumWidth(px(318))

    def show_next(self, heading: str, detail: str, verb: str) -> None:
        """Set the words of the card."""
        self._heading.setText(heading)
        self._detail.setText(detail)
        self.go.setText(verb)
        self.go.setAccessibleName(f"{verb}: {heading}. {detail}")


class BerandaPage(Page):
    """Progress and the next step."""

    help_anchor = "beranda"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overview = self._without_slips = Overview()
        self._model = m.OverviewModel(self)
        self.next_card = NextCard()
        self.next_card.started.connect(self.start_next)
        self.done_card = NumberCard(self.tr("TPS diperiksa"))
        self.proven_card = NumberCard(self.tr("Isian terbukti oleh kertas"))
        self.matters_card = NumberCard(self.tr("Perlu perhatian"))
        self.backup_card = NumberCard(self.tr("Cadangan terakhir"))
        self.elections = ElectionStrip()
        self.elections.chosen.connect(self._choose_ballot)
        self._unfinished: ElectionLine | None = None
        self.tree = OverviewTree()
        self.tree.setModel(self._model)
        self.tree.tps_chosen.connect(lambda code: self.navigate.emit("periksa", {"tps": code}))
        self.tree.place_changed.connect(self.hints_changed)
        self.tree.setColumnHidden(m.TERKUNCI, True)
        self.slips = button("", lambda: self.navigate.emit("salah", {}), icon_name="bang")
        self.slips.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slips.hide()
        self._slips = 0
        self._legend = Legend([(status, status_text(status)) for status in Status])
        self._lay_out()
        self.setFocusProxy(self.next_card.go)

    def _lay_out(self) -> None:
        row = QWidget()
        row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        cards = QHBoxLayout(row)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(px(12))
        cards.addWidget(self.next_card, 4)
        for card in (self.done_card, self.proven_card, self.matters_card, self.backup_card):
            cards.addWidget(card, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(10))
        column.setSpacing(px(10))
        column.addWidget(row)
        column.addWidget(self.elections)
        column.addWidget(self.tree, 100)
        foot = QHBoxLayout()
        foot.addWidget(self._legend, 1)
        foot.addWidget(self.slips)
        column.addLayout(foot)
        column.addStretch(1)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    # -- page ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        if not self.attached:
            return self.tr("Beranda")
        return self.tr("Kecamatan {name}").format(name=self.context.workspace.kecamatan.name)

    def context_text(self) -> str:
        if not self.attached:
            return ""
        where = self.context.workspace.kecamatan
        return f"{where.kabupaten} · {where.provinsi}".replace("<", "&lt;")

    def key_hints(self) -> list[tuple[str, str]]:
        chosen = self.tree.chosen() if self.tree.hasFocus() else None
        if chosen is None:
            enter = self.tr("lanjutkan pekerjaan")
        elif isinstance(chosen, TpsProgress):
            enter = self.tr("periksa TPS ini")
        else:
            enter = self.tr("tampilkan atau sembunyikan TPS")
        return [
            ("Enter", enter),
            ("↑ ↓", self.tr("pilih desa atau TPS")),
            ("→", self.tr("tampilkan TPS")),
            ("Ctrl I", self.tr("impor")),
            ("Ctrl K", self.tr("cari desa, TPS, perintah")),
        ]

    def attach(self, context: Context) -> None:
        super().attach(context)
        context.second.changed.connect(self._show_backup)
        self.setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:  # noqa: ARG002 - anything may change progress
        workspace, ballot = self.context.workspace, self.context.ballot
        ballots = self.context.ballots

        def read() -> tuple[Overview, tuple[ElectionLine, ...]]:
            return load_overview(workspace, ballot), load_elections(workspace, ballots)

        self.context.query(read, done=lambda found: self._show(*found), key="beranda", owner=self)
        self.context.query(self.context.slips.count_open, done=self._show_slips, key="beranda.slips", owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.start_next()
        elif event.key() == Qt.Key.Key_Down:
            self.tree.setFocus()
        else:
            super().keyPressEvent(event)

    def start_next(self) -> None:
        """Go to the next step."""
        step = self.overview.next
        if step.step is Step.ELECTION and self._unfinished:
            self._choose_ballot(self._unfinished.ballot)
        elif step.step in (Step.CHECK, Step.RESOLVE) and step.progress:
            self.navigate.emit("periksa", {"tps": step.progress.tps.code})
        elif step.step in _TARGETS:
            self.navigate.emit(*_TARGETS[step.step])

    # -- showing -------------------------------------------------------------------------------------------------

    def _choose_ballot(self, ballot: Ballot) -> None:
        self.context.choose(ballot.form, ballot.dapil)

    def _show_slips(self, count: int) -> None:
        """They take longer to find than the rest, so they come behind it."""
        self._slips = count
        self.slips.setText(f" {count_text(count)}")
        self.slips.setAccessibleName(count_text(count))
        self.slips.setVisible(count > 0)
        self._show_overview()

    def _show(self, overview: Overview, elections: tuple[ElectionLine, ...]) -> None:
        self._unfinished = unfinished(elections, self.context.ballot)
        if overview.next.step is Step.LOCK and self._unfinished:
            left = self._unfinished.tps - self._unfinished.done
            overview = replace(overview, next=Next(Step.ELECTION, count=left))
        self._without_slips = overview
        self.elections.show_elections(elections, self.context.ballot)
        self._model.show_overview(overview)
        self.tree.setColumnHidden(m.TERKUNCI, not any(line.count(Status.TERKUNCI) for line in overview.lines))
        self._show_overview()

    def _show_overview(self) -> None:
        """The cards: what is next, and the numbers."""
        overview = self.overview = with_slips(self._without_slips, self._slips)
        name = self._unfinished.ballot.label if self._unfinished else ""
        self.next_card.show_next(*next_words(overview, name))
        share = percent(overview.tps_done, overview.tps_total)
        of_all = self.tr("dari {total}").format(total=format_count(overview.tps_total))
        self.done_card.show_number(format_count(overview.tps_done), share, unit=of_all)
        to_type = self.tr("{n} isian masih perlu diketik").format(n=format_count(overview.fields_to_type))
        self.proven_card.show_number(percent(overview.fields_proven, overview.fields_read), to_type)
        bad = overview.matters_total > 0
        self.matters_card.show_number(format_count(overview.matters_total), matters_words(overview), bad=bad)
        self._show_backup()
        self.hints_changed.emit()

    def _show_backup(self) -> None:
        """The second copy where there is one, else the last cadangan; whichever of the two is newer."""
        backup = self.context.settings.last_backup(self.context.workspace.workspace_id)
        second = self.context.second.state.second
        if second and not (backup and (second.at is None or backup.at > second.at)):
            self.backup_card.show_number(*second_words(self.context.second.state), big=True)
        elif backup is None:
            note = self.tr("Ctrl Shift B membuat cadangan.")
            self.backup_card.show_number(self.tr("belum ada"), note, big=True)
        else:
            note = self.tr("{date} · terverifikasi saat dibuat").format(date=f"{backup.at:%d-%m-%Y}")
            place = place_name(backup.place.parent)
            self.backup_card.show_number(f"{backup.at:%H.%M} · {place}", note, big=True)


def load_overview(workspace: Workspace, ballot: Ballot) -> Overview:
    """Read everything for Beranda; runs in the pool."""
    return summarize(
        workspace.progress(ballot.form, ballot.dapil),
        workspace.contest(ballot.form, ballot.dapil).only(workspace.desa()),
        unassigned=len(workspace.images(outcome=ImportOutcome.UNASSIGNED)),
        unreadable=len(workspace.images(outcome=ImportOutcome.UNREADABLE)),
        locked=workspace.is_locked,
    )
