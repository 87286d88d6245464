"""The pages of the rail, each imported when it is first shown, so that the window starts fast."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from sirekap_desktop.ui.base import Page

_N = QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page: its id is also the name of its icon and of its folder under ``ui/``."""

    id: str
    text: str
    class_name: str
    bottom: bool = False
    """Stands at the foot of the rail."""

    @property
    def label(self) -> str:
        return QCoreApplication.translate("Pages", self.text)

    def create(self) -> Page:
        """Import the module and make the page."""
        module = import_module(f"sirekap_desktop.ui.{self.id}.page")
        page: Page = getattr(module, self.class_name)()
        page.page_id = self.id
        return page


PAGES: tuple[PageSpec, ...] = (
    PageSpec("beranda", _N("Pages", "Beranda"), "BerandaPage"),
    PageSpec("impor", _N("Pages", "Impor"), "ImporPage"),
    PageSpec("periksa", _N("Pages", "Periksa"), "PeriksaPage"),
    PageSpec("rekap", _N("Pages", "Rekap"), "RekapPage"),
    PageSpec("dokumen", _N("Pages", "Dokumen"), "DokumenPage"),
    PageSpec("kirim", _N("Pages", "Kirim"), "KirimPage"),
    PageSpec("setelan", _N("Pages", "Setelan"), "SetelanPage", bottom=True),
)

AWAL = PageSpec("awal", _N("Pages", "Awal"), "AwalPage")
"""First start: no rail, no workspace."""


def page_spec(page_id: str) -> PageSpec:
    """Raises KeyError for an unknown id."""
    for item in (*PAGES, AWAL):
        if item.id == page_id:
            return item
    raise KeyError(page_id)
