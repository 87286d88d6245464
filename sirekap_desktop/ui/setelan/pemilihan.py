"""Which elections this workspace recapitulates, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.voting import ElectionSet, election_sets
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.ui.election_words import reconstructed_note, set_name
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets import Card, field_row, label
from sirekap_desktop.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from sirekap_desktop.models.workspace import Workspace
    from sirekap_desktop.ui.context import Context


@dataclass(frozen=True, slots=True)
class Known:
    """What the card shows."""

    sets: tuple[ElectionSet, ...]
    chosen: tuple[str, ...]
    ballots: tuple[tuple[Contest, bool], ...]
    """Each ballot, and whether its contestants are known."""


def read_elections(workspace: Workspace) -> Known:
    """Read it; runs in the pool."""
    ballots = workspace.contests()
    known = {pemilihan: bool(workspace.contestants(pemilihan)) for pemilihan in {one.form.pemilihan for one in ballots}}
    return Known(
        election_sets(workspace.kecamatan.code),
        workspace.form_ids(),
        tuple((one, known[one.form.pemilihan]) for one in ballots),
    )


class ElectionsCard(Card):
    """A choice, and below it one line for each ballot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Pemilihan"), parent)
        self._context: Context | None = None
        self.sets = QComboBox()
        self.sets.setObjectName("elections")
        self.sets.setAccessibleName(self.tr("Pemilihan yang direkap"))
        self.sets.activated.connect(self._choose)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(1, 1)
        self.body.addWidget(field_row(self.tr("Pemilihan yang direkap"), self.sets))
        self.body.addWidget(self._rows)

    def attach(self, context: Context) -> None:
        """Work with the workspace of ``context``."""
        self._context = context

    def show_elections(self, known: Known) -> None:
        """Say what is chosen and known."""
        self.sets.clear()
        for item in known.sets:
            self.sets.addItem(set_name(item), item.forms)
        here = next((n for n, item in enumerate(known.sets) if item.forms == known.chosen), -1)
        if here < 0:
            self.sets.addItem(self.tr("Pilihan sendiri"), known.chosen)
        self.sets.setCurrentIndex(here if here >= 0 else self.sets.count() - 1)
        while (cell := self._grid.takeAt(0)) is not None:
            if widget := cell.widget():
                widget.deleteLater()
        for row, (ballot, is_known) in enumerate(known.ballots):
            self._add_row(row, ballot, is_known=is_known)

    def _add_row(self, row: int, ballot: Contest, *, is_known: bool) -> None:
        self._grid.addWidget(label(ballot.form.short_name, "strong"), row, 0)
        self._grid.addWidget(label(ballot_words(ballot, is_known=is_known), "muted", wrap=True), row, 1)
        if ballot.form.provenance == "reconstructed":
            pill = Pill(self.tr("rekonstruksi"), Tone.WARN, Sign.PENCIL)
            pill.setToolTip(reconstructed_note())
            self._grid.addWidget(pill, row, 2)

    def _choose(self, number: int) -> None:
        if self._context is not None:
            workspace, forms = self._context.workspace, list(self.sets.itemData(number))
            self._context.write(lambda: workspace.set_elections(forms), failed=self._refused)

    def _refused(self, error: BaseException) -> None:
        """Say why, and show again what is chosen."""
        if self._context is not None:
            workspace = self._context.workspace
            self._context.tasks.on_error(error)
            self._context.query(lambda: read_elections(workspace), done=self.show_elections, owner=self)


def ballot_words(ballot: Contest, *, is_known: bool) -> str:
    """``18 partai, 180 calon · MAJENE 2``; or that the list is still missing."""
    translate = QCoreApplication.translate
    if not is_known:
        return translate("Pemilihan", "daftar peserta belum diimpor")
    parts = [_counted(ballot.form)]
    return " · ".join([*parts, *([ballot.dapil] if ballot.dapil else [])])


def _counted(form: FormDefinition) -> str:
    translate = QCoreApplication.translate
    count = format_count(len(form.contestants))
    if not form.by_partai:
        return translate("Pemilihan", "{n} peserta").format(n=count)
    calon = format_count(sum(len(one.calon) for one in form.contestants))
    return translate("Pemilihan", "{n} partai, {calon} calon").format(n=count, calon=calon)
