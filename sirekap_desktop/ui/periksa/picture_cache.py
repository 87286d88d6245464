"""Page pictures made in the pool and kept ready: the page in view, then those after it, then the next TPS."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal

from sirekap_desktop.jobs.tps_view import TpsView, load_tps_view
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.periksa.pictures import PagePicture, load_picture

_KEPT = 6
"""Pages kept, about 26 MB each at most."""
_AHEAD = 3
"""Pages made ready after the one in view: fewer than are kept, or a long form would drive out its own for ever."""


def photo_key(view: TpsView, page: int) -> str:
    """Changes when the photo or the way it was found changes."""
    image = view.images.get(page)
    if image is None:
        return f"{view.tps.code}/{page}"
    reading = view.readings.get(page)
    found = reading.registration if reading else None
    return f"{image.id}/{image.rotation}/{hash(found)}"


class PictureCache(QObject):
    """Gives pictures by signal; the same picture is never made twice at a time."""

    ready = Signal(str, object)
    """Key and :class:`PagePicture`."""
    failed = Signal(str, object)
    """Key and the error."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[str, PagePicture] = OrderedDict()
        self._asked: set[str] = set()
        self._context: Context | None = None

    def attach(self, context: Context) -> None:
        self._context = context

    def detach(self) -> None:
        """Forget every picture of the workspace."""
        self._kept.clear()
        self._asked.clear()
        self._context = None

    def get(self, view: TpsView, page: int) -> PagePicture | None:
        """The picture if it is there; else it is made and :attr:`ready` tells. ``None`` too when there is no photo."""
        key = photo_key(view, page)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if page in view.images and key not in self._asked:
            self._make(key, view, page)
        return None

    def prefetch(self, view: TpsView, page: int, following: str | None) -> None:
        """Make the pages after this one ready, one at a time, and near the end the first page of the next TPS."""
        if self._asked:
            return
        ahead = [number for number in sorted(view.images) if number > page]
        for number in ahead[:_AHEAD]:
            if photo_key(view, number) not in self._kept:
                self.get(view, number)
                return
        if following is not None and self._context is not None and len(ahead) < _AHEAD:
            workspace, form_id = self._context.workspace, view.form.id
            self._context.query(
                lambda: load_tps_view(workspace, following, form_id),
                done=self._prefetch_first,
                key="periksa.prefetch",
                owner=self,
            )

    def _prefetch_first(self, view: TpsView) -> None:
        pages = sorted(view.images)
        if pages and not self._asked:
            self.get(view, pages[0])

    def _make(self, key: str, view: TpsView, page: int) -> None:
        context = self._context
        if context is None:
            return
        workspace, image, reading = context.workspace, view.images[page], view.readings.get(page)
        self._asked.add(key)
        context.query(
            lambda: load_picture(workspace, view.form, image, reading),
            done=lambda picture: self._made(key, picture),
            failed=lambda error: self._not_made(key, error),
            owner=self,
        )

    def _made(self, key: str, picture: PagePicture) -> None:
        self._asked.discard(key)
        self._kept[key] = picture
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(key, picture)

    def _not_made(self, key: str, error: BaseException) -> None:
        self._asked.discard(key)
        self.failed.emit(key, error)
