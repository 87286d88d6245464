"""Panels on laptops of their own: desa go out on a stick, and come back in a signed package that is looked at first."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sirekap_desktop.models.panels import Handing, HandingState, is_away
from sirekap_desktop.models.pleno.meeting import MOST_PANELS
from sirekap_desktop.models.roles import Act
from sirekap_desktop.ui.pleno.panel_words import crowd_lines, desa_words, handing_state, preview_lines
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets import Card, JobProgress, Pill, button, field_row, label

if TYPE_CHECKING:
    from sirekap_desktop.jobs.panels import PanelState, Preview
    from sirekap_desktop.ui.context import Context


class HandingsCard(Card):
    """Which desa are where; the ketua takes them back."""

    take_back_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(self.tr("Desa di laptop panel"))
        self.handings: tuple[Handing, ...] = ()
        self.says = label("", "muted", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pembagian ke panel"))
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(lambda _row: self._show_verb())
        self.take_back = button(self.tr("Ambil kembali"), self._take_back)
        row = QHBoxLayout()
        row.addWidget(self.take_back)
        row.addStretch(1)
        self.fingerprint = label("", "mono")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fingerprint.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self.says)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(row)
        self.body.addWidget(label(self.tr("Sidik jari laptop ini, untuk dibandingkan di laptop panel"), "strong"))
        self.body.addWidget(self.fingerprint)

    @property
    def chosen(self) -> Handing | None:
        row = self.list.currentRow()
        return self.handings[row] if 0 <= row < len(self.handings) else None

    def show_state(self, state: PanelState, context: Context) -> None:
        """The newest first."""
        self.handings = tuple(reversed(state.handings))
        self.fingerprint.setText(state.fingerprint)
        self.list.clear()
        for one in self.handings:
            word = handing_state(one, here=state.mine is not None)
            head = self.tr("Panel {n} · {leader}").format(n=one.number, leader=one.leader)
            reason = f"\n“{one.reason}”" if one.reason else ""
            self.list.addItem(QListWidgetItem(f"{head} · {word}\n{desa_words(one, state.names)}{reason}"))
        away = sum(len(one.desa) for one in self.handings if is_away(one))
        nobody = self.tr("Semua desa dicatat di laptop ini.")
        some = self.tr("{n} desa dicatat di laptop panel; di sini hanya dapat dilihat.").format(n=away)
        self.says.setText(some if away else nobody)
        context.guard(Act.REOPEN, self.take_back)
        self.list.setCurrentRow(0 if self.handings else -1)
        self._show_verb()

    def _show_verb(self) -> None:
        self.take_back.setVisible(self.chosen is not None and is_away(self.chosen))

    def _take_back(self) -> None:
        if self.chosen is not None:
            self.take_back_wanted.emit(self.chosen)


class ShareCard(Card):
    """*Bagi panel*: number, leader and desa, as the meeting has planned them."""

    wanted = Signal(int, str, list)

    def __init__(self) -> None:
        super().__init__(self.tr("Bagi ke panel"))
        self._state: PanelState | None = None
        self.number = QComboBox()
        for number in range(1, MOST_PANELS + 1):
            self.number.addItem(self.tr("panel {n}").format(n=number), number)
        self.number.currentIndexChanged.connect(lambda _index: self._suggest())
        self.leader = QLineEdit()
        self.desa: dict[str, QCheckBox] = {}
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(px(2))
        self.share = button(self.tr("Pilih flash disk dan tulis"), self._share, primary=True, icon_name="save")
        words = self.tr("Bawa flash disk-nya ke laptop panel, dan buka di sana dengan Buka berkas panel di Awal.")
        top = QHBoxLayout()
        top.addWidget(field_row(self.tr("Panel"), self.number))
        top.addWidget(field_row(self.tr("Pemimpin panel"), self.leader), 1)
        row = QHBoxLayout()
        row.addWidget(self.share)
        row.addWidget(label(words, "small", wrap=True), 1)
        self.body.addLayout(top)
        self.body.addWidget(holder)
        self.body.addLayout(row)

    def show_state(self, state: PanelState, context: Context) -> None:
        """What was chosen stays, unless the desa have gone meanwhile."""
        fresh = self._state is None or (state.handings, state.plan, state.names) != (
            self._state.handings, self._state.plan, self._state.names,
        )  # fmt: skip
        self._state = state
        if fresh:
            self._build(state)
        context.guard(Act.APPROVE, self.share)

    def _build(self, state: PanelState) -> None:
        while (cell := self._grid.takeAt(0)) is not None:
            if widget := cell.widget():
                widget.hide()
                widget.deleteLater()
        away = {code: one.number for one in state.handings if is_away(one) for code in one.desa}
        self.desa = {}
        for place, (code, name) in enumerate(state.names.items()):
            there = self.tr("{desa} · di panel {n}").format(desa=name, n=away.get(code, 0))
            box = QCheckBox(there if code in away else name)
            box.setEnabled(code not in away)
            self.desa[code] = box
            self._grid.addWidget(box, place // 3, place % 3)
        for before, after in pairwise((self.leader, *self.desa.values(), self.share)):
            QWidget.setTabOrder(before, after)
        taken = {one.number for one in state.handings if is_away(one)}
        free = [number for number in range(1, MOST_PANELS + 1) if number not in taken]
        planned = [one.number for one in state.plan if one.number in free]
        self.number.setCurrentIndex((planned or free or [1])[0] - 1)
        self._suggest()

    def _suggest(self) -> None:
        """Leader and desa of the plan."""
        if self._state is None:
            return
        plan = next((one for one in self._state.plan if one.number == self.number.currentData()), None)
        self.leader.setText(plan.leader if plan else "")
        for code, box in self.desa.items():
            box.setChecked(box.isEnabled() and plan is not None and code in plan.desa)

    def _share(self) -> None:
        chosen = [code for code, box in self.desa.items() if box.isChecked()]
        self.wanted.emit(int(self.number.currentData()), self.leader.text().strip(), chosen)


class JoinCard(Card):
    """*Gabung panel*: the package is looked at, its fingerprint compared, and only then joined."""

    look_wanted = Signal()
    join_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(self.tr("Gabung panel"))
        self.shown: Preview | None = None
        self._may = True
        self.look = button(self.tr("Pilih paket desa"), self.look_wanted.emit, icon_name="folder")
        self.pill = Pill()
        self.facts = label("", wrap=True)
        self.crowds = label("", "bad", wrap=True)
        self.fingerprint = label("", "mono")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fingerprint.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.same = QCheckBox(self.tr("Sidik jari ini sama dengan yang tampil di laptop panel"))
        self.same.toggled.connect(lambda _on: self._show_verb())
        self.join = button(self.tr("Gabungkan"), self._join, primary=True)
        row = QHBoxLayout()
        row.addWidget(self.look)
        row.addWidget(self.pill)
        row.addStretch(1)
        row.addWidget(self.join)
        self.body.addLayout(row)
        for item in (self.facts, self.crowds, self.fingerprint, self.same):
            self.body.addWidget(item)
        self.show_preview(None)

    def show_preview(self, shown: Preview | None) -> None:
        """What came; ``None``: nothing was chosen."""
        self.shown = shown
        warnings = [f"! {line}" for line in crowd_lines(shown)] if shown else []
        self.crowds.setText("\n".join(warnings))
        self.crowds.setVisible(bool(warnings))
        for item in (self.pill, self.fingerprint, self.join):
            item.setVisible(shown is not None)
        self.same.setChecked(False)
        self.same.setVisible(shown is not None and not shown.known)
        if shown is None:
            self.facts.setText(self.tr("Paket yang dibawa dari laptop panel; isinya tampil dahulu, lalu digabung."))
            return
        final, interim = self.tr("paket akhir"), self.tr("paket sementara")
        self.pill.show_state(final if shown.final else interim, Tone.OK if shown.final else Tone.NEUTRAL, Sign.NONE)
        self.facts.setText("\n".join(preview_lines(shown)))
        self.fingerprint.setText(shown.fingerprint)
        self._show_verb()
        (self.join if shown.known else self.same).setFocus()

    def guard(self, context: Context) -> None:
        """Who may join."""
        self._may = not context.refusal(Act.APPROVE)
        context.guard(Act.APPROVE, self.look, self.join)
        self._show_verb()

    def _show_verb(self) -> None:
        shown = self.shown
        self.join.setEnabled(
            self._may and shown is not None and not shown.repeats and (shown.known or self.same.isChecked())
        )

    def _join(self) -> None:
        if self.shown is not None:
            self.join_wanted.emit(self.shown)


class PackCard(Card):
    """On the laptop of a panel: which desa are its own, and the package for the main laptop."""

    wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__("", strong=True)
        self.heading = label("", "big", wrap=True)
        self.state = Pill()
        self.desa = label("", wrap=True)
        self.fingerprint = label("", "mono")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fingerprint.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.interim = button(self.tr("Tulis paket sementara"), lambda: self.wanted.emit(False), icon_name="save")
        self.final = button(self.tr("Tulis paket akhir"), lambda: self.wanted.emit(True), primary=True)
        words = self.tr(
            "Paket sementara memperlihatkan kemajuan panel di laptop induk; panel mencatat terus. Paket akhir menutup "
            "pencatatan di sini dan mengembalikan desanya ke laptop induk."
        )
        row = QHBoxLayout()
        row.addWidget(self.interim)
        row.addWidget(self.final)
        row.addStretch(1)
        for item in (
            self.heading, self.state, self.desa,
            label(self.tr("Sidik jari laptop ini, untuk dibandingkan di laptop induk"), "strong"),
            self.fingerprint, label(words, "muted", wrap=True),
        ):  # fmt: skip
            self.body.addWidget(item)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def show_state(self, state: PanelState, context: Context) -> None:
        """What this laptop is."""
        mine = state.mine
        if mine is None:
            return
        self.heading.setText(self.tr("Laptop panel {n} · {leader}").format(n=mine.number, leader=mine.leader))
        self.desa.setText(desa_words(mine, state.names))
        self.fingerprint.setText(state.fingerprint)
        done = mine.state is HandingState.RETURNED
        working, ended = self.tr("panel mencatat"), self.tr("paket akhir sudah dibuat")
        self.state.show_state(ended if done else working, Tone.NEUTRAL if done else Tone.OK, Sign.NONE)
        self.interim.setVisible(not done)
        context.guard(Act.MEETING, self.interim, self.final)


class PanelView(QWidget):
    """The part *Panel* of *Pleno*."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.handings, self.share, self.join, self.pack = HandingsCard(), ShareCard(), JoinCard(), PackCard()
        self.progress = JobProgress()
        self.progress.hide()
        right = QVBoxLayout()
        right.setSpacing(px(12))
        right.addWidget(self.share)
        right.addWidget(self.join)
        right.addStretch(1)
        self._main = QWidget()
        row = QHBoxLayout(self._main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self.handings, 2)
        row.addLayout(right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._main, 1)
        column.addWidget(self.pack, 1)
        column.addWidget(self.progress)

    def show_state(self, state: PanelState, context: Context) -> None:
        """The main laptop shows what is out; a panel's what is its own."""
        main = state.mine is None
        self.setFocusProxy(self.share.number if main else self.pack.final)
        self._main.setVisible(main)
        self.pack.setVisible(not main)
        if main:
            self.handings.show_state(state, context)
            self.share.show_state(state, context)
            self.join.guard(context)
        self.pack.show_state(state, context)
