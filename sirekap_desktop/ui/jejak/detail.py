"""One act, beside the list: what it changed, why, who gave paraf, and the way to its field."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.audit_changes import Change
from sirekap_desktop.models.audit_list import ActDetail
from sirekap_desktop.models.audit_words import KIND_NAMES
from sirekap_desktop.reports.content import readable_time
from sirekap_desktop.ui.theme import COLORS, Sign, Tone, px
from sirekap_desktop.ui.widgets import Card, Pill, button, label, scroll

_ARROW = "→"


class DetailPanel(Card):
    """``opened`` asks for the field of the act in *Periksa*."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.detail: ActDetail | None = None
        self.kind = Pill()
        self.sentence = label("", "strong", wrap=True)
        self.hidden_note = label(
            self.tr("Angkanya ditutup: isian ini masih harus diketik tanpa melihat yang lama."), "small", wrap=True
        )
        self.changes = label("", wrap=True, rich=True)
        self.facts = label("", wrap=True, rich=True)
        self.open_button = button(self.tr("Buka di Periksa"), self.opened.emit, icon_name="periksa")
        self.empty = label(self.tr("Pilih satu perbuatan untuk melihat sebelum dan sesudahnya."), "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for item in (self.sentence, self.changes, self.facts):
            item.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            item.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, px(4), 0)
        column.setSpacing(px(10))
        column.addWidget(self.kind)
        for item in (self.sentence, self.hidden_note, self.changes, self.facts):
            column.addWidget(item)
        column.addStretch(1)
        self._body = scroll(body)
        self.body.addWidget(self._body, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.open_button)
        self.show_detail(None)

    def show_detail(self, detail: ActDetail | None) -> None:
        """Show an act, or that none is chosen."""
        self.detail = detail
        self._body.setVisible(detail is not None)
        self.empty.setVisible(detail is None)
        self.open_button.setVisible(detail is not None and bool(detail.act.form))
        if detail is None:
            return
        self.kind.show_state(KIND_NAMES[detail.act.kind], Tone.NEUTRAL, Sign.CLOCK)
        self.sentence.setText(detail.act.sentence)
        self.hidden_note.setVisible(detail.act.hidden)
        self.changes.setText(self._changes(detail))
        self.changes.setVisible(bool(self.changes.text()))
        self.facts.setText(self._facts(detail))
        self._body.verticalScrollBar().setValue(0)

    def _changes(self, detail: ActDetail) -> str:
        parts = [self._change(one) for one in detail.changes]
        for caption, text in ((self.tr("Alasan"), detail.reason), (self.tr("Paraf"), detail.witness)):
            if text:
                parts.append(f"<p>{_quiet(caption)}<br>{escape(text)}</p>")
        return "".join(parts)

    def _change(self, change: Change) -> str:
        before, after = escape(change.before), escape(change.after)
        size = px(18) if max(len(change.before), len(change.after)) <= 12 else px(13)
        values = f"<span style='font-size:{size}px'>{before} {_ARROW} <b>{after}</b></span>"
        return f"<p>{_quiet(change.what)}<br>{values}</p>"

    def _facts(self, detail: ActDetail) -> str:
        row = detail.act.row
        facts = (
            (self.tr("Waktu"), readable_time(row.at)),
            (self.tr("Orang"), row.who),
            (self.tr("Komputer"), f"{detail.host} ({row.machine})" if detail.host else row.machine),
            (self.tr("Nomor"), format_count(row.seq)),
            (self.tr("Sidik"), _spaced(row.hash)),
            (self.tr("Sidik sebelumnya"), _spaced(row.prev_hash)),
        )
        return "".join(f"<p>{_quiet(caption)}<br>{escape(value)}</p>" for caption, value in facts)


def _quiet(text: str) -> str:
    return f"<span style='color:{COLORS['muted']}; font-size:{px(12)}px'>{escape(text)}</span>"


def _spaced(digits: str) -> str:
    """A hash in groups of eight, which can be compared by eye and broken into lines."""
    return " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))
