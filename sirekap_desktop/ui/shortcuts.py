"""The list of keys, generated from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from sirekap_desktop.ui.actions import ACTIONS, GLOBAL, ActionSpec, key_text
from sirekap_desktop.ui.pages import PAGES, STARTS, SUBPAGES
from sirekap_desktop.ui.theme import COLORS, px
from sirekap_desktop.ui.widgets.basics import button


class ShortcutDialog(QDialog):
    """Every key, the page one is on first."""

    def __init__(self, window: QWidget, page_id: str) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Daftar pintasan"))
        self.resize(px(560), px(620))
        self.view = QTextBrowser()
        self.view.setAccessibleName(self.tr("Daftar pintasan"))
        self.view.setHtml(self._html(page_id))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(14), px(14), px(14))
        column.addWidget(self.view)
        column.addWidget(button(self.tr("Tutup daftar"), self.accept, primary=True), 0, Qt.AlignmentFlag.AlignRight)

    def _html(self, page_id: str) -> str:
        names = {GLOBAL: self.tr("Di mana saja")} | {page.id: page.label for page in (*PAGES, *SUBPAGES, *STARTS)}
        order = sorted(names, key=lambda scope: (scope != page_id, scope != GLOBAL))
        return "".join(self._block(names[scope], scope) for scope in order)

    @staticmethod
    def _block(name: str, scope: str) -> str:
        rows = [_row(spec) for spec in ACTIONS if spec.scope == scope and spec.shortcut]
        if not rows:
            return ""
        return f"<h3 style='color:{COLORS['accent']}'>{name}</h3><table cellpadding='4'>{''.join(rows)}</table>"


def _row(spec: ActionSpec) -> str:
    keys = " / ".join(key_text(key) for key in spec.sequences)
    more = f"<br><span style='color:{COLORS['muted']}'>{spec.help_text}</span>" if spec.help else ""
    return f"<tr><td width='130'><b>{keys}</b></td><td>{spec.label}{more}</td></tr>"
