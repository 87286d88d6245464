"""All elections of the workspace side by side on Beranda: how far each is; a click works on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.ui.beranda.overview import DONE
from sirekap_desktop.ui.context import Ballot
from sirekap_desktop.ui.theme import color, current_scale, font, px

if TYPE_CHECKING:
    from sirekap_desktop.models.workspace import Workspace

_HEIGHT = 58


@dataclass(frozen=True, slots=True)
class ElectionLine:
    """How far one ballot is."""

    ballot: Ballot
    tps: int
    done: int
    matters: int
    """TPS with a broken sum, or something to check again."""


def load_elections(workspace: Workspace, ballots: Sequence[Ballot]) -> tuple[ElectionLine, ...]:
    """Read all of them; runs in the pool. Nothing where there is only one."""
    return tuple(_line(workspace, ballot) for ballot in ballots) if len(ballots) > 1 else ()


def _line(workspace: Workspace, ballot: Ballot) -> ElectionLine:
    progress = workspace.progress(ballot.form, ballot.dapil)
    return ElectionLine(
        ballot,
        len(progress),
        sum(item.status in DONE for item in progress),
        sum(bool(item.broken_rules or item.rechecks) for item in progress),
    )


def unfinished(lines: Sequence[ElectionLine], current: Ballot) -> ElectionLine | None:
    """The next election that still has work, in the order of the ballots and round again."""
    names = [line.ballot for line in lines]
    here = names.index(current) if current in names else -1
    turned = [*lines[here + 1 :], *lines[: max(here, 0)]]
    return next((line for line in turned if line.done < line.tps or line.matters), None)


class ElectionTile(QAbstractButton):
    """Name, bar and count of one election; painted, so that five of them cost nothing."""

    def __init__(self, line: ElectionLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_line(line)

    def show_line(self, line: ElectionLine) -> None:
        """Other figures of the same election."""
        self.line = line
        self.setText(line.ballot.label)
        self.setAccessibleName(f"{line.ballot.label}: {self.words}")
        self.setToolTip(f"{line.ballot.label}: {self.words}")
        self.update()

    @property
    def words(self) -> str:
        """``34 dari 40 TPS · 2 perlu perhatian``"""
        translate = QCoreApplication.translate
        done, total = format_count(self.line.done), format_count(self.line.tps)
        text = translate("Beranda", "{done} dari {total} TPS").format(done=done, total=total)
        if not self.line.matters:
            return text
        matters = translate("Beranda", "{n} perlu perhatian").format(n=format_count(self.line.matters))
        return f"{text} · {matters}"

    def sizeHint(self) -> QSize:
        return QSize(px(150), px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        strong = self.isChecked() or self.hasFocus()
        painter.setPen(color("focus" if self.hasFocus() else "accent" if strong else "border"))
        painter.setBrush(color("accent_soft" if self.isChecked() else "hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(area, px(8), px(8))
        inner = area.adjusted(px(12), px(6), -px(12), -px(7))
        self._paint_words(painter, inner)
        self._paint_bar(painter, QRectF(inner.left(), inner.bottom() - px(6), inner.width(), px(6)))
        painter.end()

    def _paint_words(self, painter: QPainter, inner: QRectF) -> None:
        scale = current_scale()
        for words, words_font, tint, offset in (
            (self.text(), font(bold=True, scale=scale), "text", 0),
            (self.words, font(11, scale=scale), "bad" if self.line.matters else "muted", px(18)),
        ):
            painter.setFont(words_font)
            painter.setPen(color(tint))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(inner.width()))
            painter.drawText(inner.adjusted(0, offset, 0, 0), Qt.AlignmentFlag.AlignTop, shown)

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("belum"))
        painter.drawRoundedRect(bar, px(3), px(3))
        if self.line.done and self.line.tps:
            bar.setWidth(bar.width() * self.line.done / self.line.tps)
            painter.setBrush(color("diperiksa"))
            painter.drawRoundedRect(bar, px(3), px(3))


class ElectionStrip(QWidget):
    """One tile for each; hidden while there is one election only."""

    chosen = Signal(object)
    """The :class:`Ballot` to work on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[ElectionTile] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(8))
        self.hide()

    def show_elections(self, lines: Sequence[ElectionLine], current: Ballot) -> None:
        """Show how far they are and which is worked on."""
        if [tile.line.ballot for tile in self.tiles] != [line.ballot for line in lines]:
            self._build(lines)
        for tile, line in zip(self.tiles, lines, strict=True):
            tile.show_line(line)
            tile.setChecked(line.ballot == current)
        self.setVisible(bool(lines))

    def _build(self, lines: Sequence[ElectionLine]) -> None:
        for tile in self.tiles:
            self._row.removeWidget(tile)
            tile.deleteLater()
        self.tiles = [ElectionTile(line) for line in lines]
        for tile in self.tiles:
            tile.clicked.connect(lambda _checked=False, tile=tile: self._pick(tile))
            self._row.addWidget(tile)

    def _pick(self, tile: ElectionTile) -> None:
        for other in self.tiles:
            other.setChecked(other is tile)
        self.chosen.emit(tile.line.ballot)
