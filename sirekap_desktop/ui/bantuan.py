"""The operator's manual, offline: quick start and manual from ``resources/help`` in one window, opened at an anchor.

Headings carry their anchor as ``## Beranda {#beranda}``; pictures lie beside the manual.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QKeyEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from sirekap_desktop.ui.theme import COLORS, px
from sirekap_desktop.ui.widgets.basics import button, label

_PICTURE_PX = 690
_ANCHOR = re.compile(r"^(#{1,6} .*?)\s*\{#([\w-]+)\}\s*$", re.MULTILINE)


def manual_folder() -> Path:
    """Where manual and pictures lie."""
    return Path(str(files("sirekap_desktop.resources") / "help"))


def split_anchors(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Markdown without ``{#anchor}`` marks, and ``(anchor, heading text)`` in order."""
    anchors = [(match[2], match[1].lstrip("# ").strip()) for match in _ANCHOR.finditer(text)]
    return _ANCHOR.sub(r"\1", text), anchors


class ManualView(QTextBrowser):
    """The manual; its pictures come in the width of the window, smoothly."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture scaled to the window; anything else as it is."""
        image = QImage(QUrl(name).toLocalFile()) if kind == QTextDocument.ResourceType.ImageResource.value else QImage()
        if image.isNull():
            return super().loadResource(kind, name)
        ratio = self.devicePixelRatioF()
        image = image.scaledToWidth(
            min(image.width(), round(px(_PICTURE_PX) * ratio)), Qt.TransformationMode.SmoothTransformation
        )
        image.setDevicePixelRatio(ratio)
        return image


class HelpWindow(QDialog):
    """Stays open beside the program, so that one can read and work."""

    def __init__(self, parent: QWidget | None = None, manual: Path | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Bantuan Sirekap Desktop"))
        self.setModal(False)
        self.resize(px(_PICTURE_PX + 70), px(640))
        self.view = ManualView()
        self.view.setAccessibleName(self.tr("Buku petunjuk"))
        self.view.setOpenLinks(False)
        self.view.anchorClicked.connect(self._follow)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(self.tr("Cari di buku petunjuk"))
        self.edit.setAccessibleName(self.tr("Cari di buku petunjuk"))
        self.edit.returnPressed.connect(self._search)
        self._found = label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(12), px(12), px(12))
        row = QHBoxLayout()
        row.addWidget(self.edit, 1)
        row.addWidget(self._found)
        row.addWidget(button(self.tr("Tutup bantuan"), self.hide))
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self._blocks: dict[str, int] = {}
        self._load(manual or manual_folder() / "manual.md")

    def _load(self, manual: Path) -> None:
        parts = (manual.with_name("mulai-cepat.md"), manual)
        text, anchors = split_anchors("\n\n".join(part.read_text("utf-8") for part in parts if part.exists()))
        document = self.view.document()
        document.setDefaultStyleSheet(f"h1, h2, h3 {{ color: {COLORS['accent']}; }}")
        self.view.setSearchPaths([str(manual.parent)])
        document.setBaseUrl(QUrl.fromLocalFile(f"{manual.parent}/"))
        document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        wanted = list(anchors)
        block = document.begin()
        while block.isValid() and wanted:
            if block.blockFormat().headingLevel() and block.text().strip() == wanted[0][1]:
                self._blocks[wanted.pop(0)[0]] = block.position()
            block = block.next()

    @property
    def anchors(self) -> tuple[str, ...]:
        """The places that F1 can open."""
        return tuple(self._blocks)

    def open_at(self, anchor: str) -> None:
        """Show the window with the heading of ``anchor`` at the top (the beginning if it has none)."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._scroll_to(self._blocks.get(anchor, 0))
        self.view.setFocus()

    def _scroll_to(self, position: int) -> None:
        block: QTextBlock = self.view.document().findBlock(position)
        cursor = QTextCursor(block)
        self.view.setTextCursor(cursor)
        top = self.view.document().documentLayout().blockBoundingRect(block).top()
        self.view.verticalScrollBar().setValue(round(top) - px(6))

    def _follow(self, url: QUrl) -> None:
        if url.fragment() in self._blocks:
            self._scroll_to(self._blocks[url.fragment()])
        elif url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)

    def _search(self) -> None:
        words = self.edit.text().strip()
        if not words:
            return
        found = self.view.find(words)
        if not found:
            self.view.moveCursor(QTextCursor.MoveOperation.Start)
            found = self.view.find(words)
        self._found.setText("" if found else self.tr("Tidak ditemukan."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)
