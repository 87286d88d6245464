"""What *Periksa* looks like: pages of a long form above, photo left, numbers right. It shows, and decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from sirekap_desktop.jobs.checking import Stage
from sirekap_desktop.jobs.outline import outline
from sirekap_desktop.ui.periksa.page_chips import MOST_CHIPS, PageChips
from sirekap_desktop.ui.periksa.page_strip import PageStrip
from sirekap_desktop.ui.periksa.panel import CheckPanel
from sirekap_desktop.ui.periksa.photo_pane import PhotoPane
from sirekap_desktop.ui.periksa.pictures import PagePicture
from sirekap_desktop.ui.periksa.session import Session
from sirekap_desktop.ui.theme import px


class CheckScreen(QWidget):
    """Photo, panel, strip and the chips that stand in the top bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo = PhotoPane()
        self.panel = CheckPanel()
        self.strip = PageStrip()
        self.chips = PageChips()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.photo)
        splitter.addWidget(self.panel)
        splitter.setSizes([px(690), px(600)])
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        self.panel.setMinimumWidth(px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(splitter, 1)
        self.clear()

    def clear(self) -> None:
        """No TPS is open."""
        self.photo.canvas.clear()
        self.panel.hide()
        self.strip.hide()

    def say(self, text: str) -> None:
        """In place of a photo."""
        self.photo.show_message(text)

    def show_page(self, session: Session, picture: PagePicture | None) -> None:
        """Another page: its rows, and its photo when it is ready."""
        view, page = session.view, session.page
        self.panel.show()
        self.panel.build_page(session, picture)
        if page not in view.images:
            self.say(self.tr("Belum ada foto halaman {0}. F7 mengetik dari kertasnya.").format(page))
        elif picture is not None:
            self.show_picture(session, picture)
        self.show_session(session)

    def picture_ready(self, session: Session, picture: PagePicture) -> None:
        """The photo of the page in view was made."""
        self.panel.build_page(session, picture)
        self.show_picture(session, picture)

    def show_picture(self, session: Session, picture: PagePicture) -> None:
        self.photo.show_picture(picture)
        self._frame_task(session)

    def show_session(self, session: Session) -> None:
        """The same page after a key: states, focus, sums."""
        self.panel.show_session(session)
        self._frame_task(session)
        pages = outline(session.view.form, session.view.tasks)
        self.chips.show_outline(pages, session.page)
        self.strip.setVisible(self.has_strip(session))
        if self.has_strip(session):
            self.strip.show_outline(pages, session.page)

    @staticmethod
    def has_strip(session: Session) -> bool:
        """Whether the form is long enough for the row of pages."""
        return len(session.view.form.pages) > MOST_CHIPS

    def _frame_task(self, session: Session) -> None:
        task = session.task
        self.photo.show_field(task.field if task else None, closely=session.typing.stage is Stage.RESOLVE)
