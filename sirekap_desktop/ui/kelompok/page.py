"""*Verifikasi kelompok*: all boxes read as one digit on a wall; what looks odd is sent back to be typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.digit_wall import WallCell, WallPage
from sirekap_desktop.ui.actions import bind
from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.kelompok.loader import Arrived, WallLoader
from sirekap_desktop.ui.kelompok.marker import Marker, key_of
from sirekap_desktop.ui.kelompok.side import WallSide, place_name
from sirekap_desktop.ui.kelompok.wall import WallView
from sirekap_desktop.ui.periksa.words import field_name
from sirekap_desktop.ui.widgets.chips import ChipRow

_FIRST_DIGIT = 7
"""Written in most ways of all, and most like another (1)."""
_RELEVANT = frozenset({"entries", "images", "readings", "wilayah", "settings"})


class KelompokPage(Page):
    """The wall with its side; marks are written at once, each its own action."""

    help_anchor = "kelompok"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digit = _FIRST_DIGIT
        self._starts: list[int] = [0]
        self._wall: WallPage | None = None
        self._numbers: dict[int, QImage] = {}
        self._desa: dict[str, str] = {}
        self._stale = True
        self._last = ""
        """What was done last: a mark taken back may be of another wall."""
        self.view, self.side = WallView(), WallSide()
        self._loader, self.marker = WallLoader(self), Marker(self)
        self._chips = ChipRow(self.tr("Angka"))
        self._chips.show_items([(str(digit), str(digit)) for digit in range(10)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.side)
        self.setFocusProxy(self.view)
        self._connect()

    def _connect(self) -> None:
        self._chips.chosen.connect(lambda key: self.show_digit(int(key)))
        self._loader.opened.connect(self._opened)
        self._loader.arrived.connect(self._arrived)
        self._loader.finished.connect(self._show_counts)
        self.marker.changed.connect(self._marked)
        self.view.moved.connect(lambda _place: self._show_current())
        self.view.toggled.connect(self._toggle)
        self.view.opened.connect(lambda _place: self._open_in_periksa())
        self.view.digit_wanted.connect(self.show_digit)
        self.view.wall_wanted.connect(self.step_wall)
        self.side.toggled.connect(lambda: self._toggle(self.view.current))
        self.side.opened.connect(self._open_in_periksa)
        self.side.wall_wanted.connect(self.step_wall)
        bind(self, "kelompok.undo", self.marker.undo)

    def title(self) -> str:
        return self.tr("Verifikasi kelompok")

    def context_text(self) -> str:
        return self.tr("Angka <b>{0}</b>").format(self.digit)

    def top_widget(self) -> QWidget:
        return self._chips

    def key_hints(self) -> list[tuple[str, str]]:
        hints = [
            (QCoreApplication.translate("Actions", "Spasi"), self.tr("tandai ragu")),
            ("← ↑ ↓ →", self.tr("pilih kotak")),
            ("0–9", self.tr("angka lain")),
            ("Enter", self.tr("buka di Periksa")),
            ("+ −", self.tr("dinding berikut, sebelum")),
        ]
        return [*hints, ("Ctrl Z", self.tr("urungkan"))] if self.marker.can_undo else hints

    def attach(self, context: Context) -> None:
        super().attach(context)
        self._loader.attach(context)
        self.marker.attach(context)

    def detach(self) -> None:
        self._loader.detach()
        self.marker.detach()
        self._wall, self._stale, self._last = None, True, ""
        self._numbers.clear()
        self.view.show_places(0)
        super().detach()

    def activate(self, **_target: Any) -> None:  # noqa: ANN401
        self.view.setFocus()
        if self._stale:
            workspace = self.context.workspace
            self.context.query(workspace.desa, done=self._take_desa, key="kelompok.desa", owner=self)
            self._load()

    def refresh(self, kinds: frozenset[str]) -> None:
        """The wall stays as it is under the operator's eyes; it is built anew when they come back to it."""
        self._stale = self._stale or bool(kinds & _RELEVANT)

    # Walls

    def show_digit(self, digit: int) -> None:
        """Another digit, from its first wall."""
        self.digit, self._starts = digit, [0]
        self._load()

    def step_wall(self, by: int) -> None:
        """The wall after this one, or the one before."""
        wall = self._wall
        if by > 0 and wall is not None and wall.following is not None:
            self._starts.append(wall.following)
        elif by < 0 and len(self._starts) > 1:
            self._starts.pop()
        else:
            self.context.notify(self.tr("Ini dinding terakhir.") if by > 0 else self.tr("Ini dinding pertama."))
            return
        self._load()

    def _load(self) -> None:
        self._stale = False
        self._chips.choose(str(self.digit))
        self._loader.open(self.digit, self._starts[-1])
        self.hints_changed.emit()

    def _take_desa(self, desa: tuple[Any, ...]) -> None:
        self._desa = {item.code: item.name for item in desa}
        self._show_current()

    def _opened(self, wall: WallPage, _start: int) -> None:
        """What stands on the wall is known; the operator stays at the box where they were."""
        before = self._cell(self.view.current)
        self._wall = wall
        self._numbers.clear()
        keys = [key_of(cell) for cell in wall.cells]
        same = keys.index(key_of(before)) if before is not None and key_of(before) in keys else 0
        self.view.show_places(len(wall.cells), same)
        self.view.show_message(
            self.tr(
                "Belum ada kotak angka {0} yang boleh tampil. Di sini tampil isian yang sudah dicatat, dan yang "
                "terbukti dari TPS yang tidak lagi punya isian untuk diketik."
            ).format(self.digit)
        )
        self._show_marks()
        self._show_current()
        self._show_counts()

    def _arrived(self, picture: Arrived) -> None:
        self._numbers[picture.place] = picture.number
        self.view.show_picture(picture.place, picture.box)
        if picture.place == self.view.current:
            self._show_current()

    # Showing

    def _cell(self, place: int) -> WallCell | None:
        cells = self._wall.cells if self._wall else ()
        return cells[place] if place < len(cells) else None

    def _desa_of(self, cell: WallCell) -> str:
        return self._desa.get(cell.tps[:10], "")

    def _show_current(self) -> None:
        place = self.view.current
        cell = self._cell(place)
        marked = cell is not None and self.marker.is_marked(cell)
        desa = self._desa_of(cell) if cell else ""
        self.side.show_cell(cell, desa, self._numbers.get(place), marked=marked)
        if cell is not None:
            state = self.tr("ditandai ragu") if marked else ""
            self.view.setAccessibleDescription(f"{place_name(cell, desa)}, {field_name(cell.field)} {state}".strip())

    def _show_marks(self) -> None:
        cells = self._wall.cells if self._wall else ()
        self.view.show_marks({place for place, cell in enumerate(cells) if self.marker.is_marked(cell)})

    def _show_counts(self) -> None:
        wall = self._wall
        if wall is None:
            return
        count, here = len(wall.cells), len(self._starts)
        text = self.tr("Dinding {0}: {1} kotak").format(here, format_count(count))
        if len(self._numbers) < count:
            text += "\n" + self.tr("{0} gambar sudah tampil").format(format_count(len(self._numbers)))
        text += "\n" + self.tr("{0} ditandai ragu").format(format_count(self.marker.count))
        text += f"\n{self._last}" if self._last else ""
        self.side.show_counts(text, has_previous=here > 1, has_next=wall.following is not None)

    # Marks

    def _toggle(self, place: int) -> None:
        if (cell := self._cell(place)) is not None:
            self.marker.toggle(cell)

    def _marked(self, cell: WallCell) -> None:
        self._stale = True
        where = f"{place_name(cell, self._desa_of(cell))}, {field_name(cell.field)}"
        words = self.tr("Ditandai ragu: {0}.") if self.marker.is_marked(cell) else self.tr("Tanda ragu ditarik: {0}.")
        self._last = words.format(where)
        self._show_marks()
        self._show_current()
        self._show_counts()
        self.hints_changed.emit()

    def _open_in_periksa(self) -> None:
        if (cell := self._cell(self.view.current)) is not None:
            target = {"form": cell.form.id, "tps": cell.tps, "field": cell.field.name}
            self.navigate.emit("periksa", target)
