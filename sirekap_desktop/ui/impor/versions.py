"""*Versi foto*: every photo that ever stood for a page of a TPS, who brought it and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sirekap_desktop.models.records import ImageVersion
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.impor.photo_side import Picture
from sirekap_desktop.ui.impor.pictures import load_thumb
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets import Card, Pill, button, label, scroll


@dataclass(frozen=True, slots=True)
class Version:
    """One photo of a place, with its small picture."""

    image: ImageVersion
    thumb: QImage
    current: bool


def load_versions(workspace: Workspace, image: ImageVersion) -> tuple[Version, ...]:
    """All photos in the place of ``image``, the newest first; runs in the pool."""
    if not (image.version and image.tps and image.form and image.page):
        return ()
    found = workspace.versions(image.tps, image.form, image.page)
    newest = max(item.version for item in found)
    return tuple(Version(item, load_thumb(workspace, item), item.version == newest) for item in reversed(found))


class VersionsDialog(QDialog):
    """A list to look at; nothing is changed here."""

    def __init__(self, place: str, versions: Sequence[Version], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Versi foto"))
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(18), px(22), px(16))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("Versi foto {place}").format(place=place), "heading", wrap=True))
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, px(6), 0)
        rows.setSpacing(px(8))
        for version in versions:
            rows.addWidget(self._card(version))
        rows.addStretch(1)
        column.addWidget(scroll(body), 1)
        close = button(self.tr("Tutup"), self.accept, primary=True)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(px(560), px(min(150 + 200 * len(versions), 620)))

    def _card(self, version: Version) -> QWidget:
        image = version.image
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(px(14))
        thumb = Picture(self.tr("Foto versi {n}").format(n=image.version), 160)
        thumb.show_image(version.thumb)
        thumb.setFixedWidth(px(130))
        row.addWidget(thumb)
        words = QVBoxLayout()
        words.setSpacing(px(4))
        words.addWidget(label(self.tr("Versi {n}").format(n=image.version), "heading"))
        pill = (
            Pill(self.tr("dipakai sekarang"), Tone.OK, Sign.CHECK)
            if version.current
            else Pill(self.tr("disimpan, tidak dipakai"), Tone.NEUTRAL, Sign.EMPTY)
        )
        words.addWidget(pill)
        when = datetime.fromisoformat(image.added_at).astimezone()
        brought = self.tr("Diimpor {when} oleh {who}").format(when=f"{when:%d-%m-%Y %H.%M}", who=image.added_by)
        words.addWidget(label(brought, wrap=True))
        words.addWidget(label(PurePath(image.source).name, "small", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        card.body.addLayout(row)
        return card
