"""The row of filters above the acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from sirekap_desktop.models.audit_acts import ActKind, AuditFilter
from sirekap_desktop.models.audit_query import AuditFacets
from sirekap_desktop.models.audit_words import KIND_NAMES
from sirekap_desktop.models.records import Desa, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.audit_listing import short_time
from sirekap_desktop.ui.jejak.place_edit import PlaceEdit
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import button


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer."""

    desa: tuple[Desa, ...]
    tps: tuple[Tps, ...]
    facets: AuditFacets
    elections: tuple[tuple[str, str, str], ...]
    """Form, pemilihan, name."""


def read_choices(workspace: Workspace) -> Choices:
    """Read them; runs in the pool."""
    elections = tuple((form.id, form.pemilihan, form.short_name) for form in workspace.forms())
    return Choices(workspace.desa(), workspace.tps(), workspace.audit_facets(), elections)


class FilterBar(QWidget):
    """Emits :attr:`changed` when the operator asks for something else."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = AuditFilter()
        self.place = PlaceEdit()
        self.place.chosen.connect(lambda desa, tps: self._ask(desa=desa, tps=tps))
        self.people = self._combo(self.tr("Orang"), lambda value: self._ask(who=value))
        self.kinds = self._combo(self.tr("Jenis perbuatan"), lambda value: self._ask(kind=value))
        self.elections = self._combo(self.tr("Pemilihan"), self._ask_election)
        self.days = self._combo(self.tr("Hari"), lambda value: self._ask(since=value, until=value))
        self.clear_button = button(self.tr("Hapus saringan"), self.clear, icon_name="close")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for control, width in (
            (self.place, 230),
            (self.people, 170),
            (self.kinds, 180),
            (self.elections, 170),
            (self.days, 140),
        ):
            control.setMinimumWidth(px(104))
            control.setMaximumWidth(px(width))
            row.addWidget(control, width)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        self._fill_kinds()
        self._show_state()

    def _combo(self, name: str, asked: object) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setMaxVisibleItems(20)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(7)
        combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        combo.activated.connect(lambda _index: asked(combo.currentData()))  # type: ignore[operator]
        return combo

    def _fill_kinds(self) -> None:
        self.kinds.addItem(self.tr("Semua jenis"), None)
        for kind in ActKind:
            self.kinds.addItem(KIND_NAMES[kind], kind)

    def show_choices(self, choices: Choices) -> None:
        """Fill the lists; what is asked stays asked."""
        self.place.show_places(choices.desa, choices.tps)
        self.place.choose(self.wanted.desa, self.wanted.tps)
        _fill(self.people, self.tr("Semua orang"), [(name, name) for name in choices.facets.people], self.wanted.who)
        days = [(_day(day), day) for day in choices.facets.days]
        _fill(self.days, self.tr("Semua hari"), days, self.wanted.since)
        elections = [(name, (form, pemilihan)) for form, pemilihan, name in choices.elections]
        asked = (self.wanted.form, self.wanted.pemilihan) if self.wanted.form else ""
        _fill(self.elections, self.tr("Semua pemilihan"), elections, asked)
        self.elections.setVisible(len(elections) > 1)

    def show_filter(self, wanted: AuditFilter) -> None:
        """Another page asks for these acts; says nothing."""
        self.wanted = wanted
        self.place.choose(wanted.desa, wanted.tps)
        self.kinds.setCurrentIndex(max(self.kinds.findData(wanted.kind), 0))
        for combo, value in ((self.people, wanted.who), (self.days, wanted.since)):
            combo.setCurrentIndex(max(combo.findData(value), 0))
        asked = (wanted.form, wanted.pemilihan) if wanted.form else ""
        self.elections.setCurrentIndex(max(self.elections.findData(asked), 0))
        self._show_state()

    def clear(self) -> None:
        """Ask for everything again."""
        if not self.wanted.everything:
            self.show_filter(AuditFilter())
            self.changed.emit()

    def asked(self) -> dict[str, str]:
        """The filter in words, for what is printed; Indonesian as the document."""
        wanted = self.wanted
        parts = {
            "desa": self.place.place if wanted.desa else "",
            "TPS": self.place.place if wanted.tps else "",
            "orang": wanted.who,
            "jenis": KIND_NAMES[wanted.kind] if wanted.kind else "",
            "pemilihan": self.elections.currentText() if wanted.form else "",
            "hari": _day(wanted.since) if wanted.since else "",
        }
        return {caption: value for caption, value in parts.items() if value}

    def _ask_election(self, value: object) -> None:
        form, pemilihan = value if isinstance(value, tuple) else ("", "")
        self._ask(form=form, pemilihan=pemilihan)

    def _ask(self, **parts: object) -> None:
        wanted = replace(self.wanted, **parts)  # type: ignore[arg-type]
        if wanted != self.wanted:
            self.wanted = wanted
            self._show_state()
            self.changed.emit()

    def _show_state(self) -> None:
        self.clear_button.setEnabled(not self.wanted.everything)


def _fill(combo: QComboBox, everything: str, items: Sequence[tuple[str, object]], asked: object) -> None:
    """Fill a list only when it changed, so that one that is open stays open."""
    wanted = [(everything, ""), *items]
    if [(combo.itemText(n), combo.itemData(n)) for n in range(combo.count())] != wanted:
        combo.clear()
        for text, value in wanted:
            combo.addItem(text, value)
    combo.setCurrentIndex(max(combo.findData(asked), 0))


def _day(day: str) -> str:
    """``2024-02-17`` → ``17 Feb 2024``."""
    return short_time(day).rpartition(" ")[0]
