"""The pages of the rail, each imported when it is first shown, so that the window starts fast."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.i18n import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page: its id is also the name of its icon and of its folder under ``ui/``."""

    id: str
    text: str
    class_name: str
    bottom: bool = False
    """Stands at the foot of the rail."""
    under: str = ""
    """The page of the rail that this one belongs to; it has no place of its own there."""

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
    PageSpec("beranda", QT_TRANSLATE_NOOP("Pages", "Beranda"), "BerandaPage"),
    PageSpec("impor", QT_TRANSLATE_NOOP("Pages", "Impor"), "ImporPage"),
    PageSpec("periksa", QT_TRANSLATE_NOOP("Pages", "Periksa"), "PeriksaPage"),
    PageSpec("rekap", QT_TRANSLATE_NOOP("Pages", "Rekap"), "RekapPage"),
    PageSpec("pleno", QT_TRANSLATE_NOOP("Pages", "Pleno"), "PlenoPage"),
    PageSpec("dokumen", QT_TRANSLATE_NOOP("Pages", "Dokumen"), "DokumenPage"),
    PageSpec("kirim", QT_TRANSLATE_NOOP("Pages", "Kirim"), "KirimPage"),
    PageSpec("jejak", QT_TRANSLATE_NOOP("Pages", "Jejak"), "JejakPage", bottom=True),
    PageSpec("setelan", QT_TRANSLATE_NOOP("Pages", "Setelan"), "SetelanPage", bottom=True),
)

SUBPAGES: tuple[PageSpec, ...] = (
    PageSpec("salah", QT_TRANSLATE_NOOP("Pages", "Kemungkinan salah salin"), "SalahPage", under="beranda"),
    PageSpec("sirekap", QT_TRANSLATE_NOOP("Pages", "Perbandingan Sirekap"), "SirekapPage", under="rekap"),
    PageSpec("kelompok", QT_TRANSLATE_NOOP("Pages", "Verifikasi kelompok"), "KelompokPage", under="periksa"),
)
"""Reached by key, palette and from the page that they belong to."""

AWAL = PageSpec("awal", QT_TRANSLATE_NOOP("Pages", "Awal"), "AwalPage")
"""First start: no rail, no workspace."""

KABUPATEN = PageSpec("kabupaten", QT_TRANSLATE_NOOP("Pages", "Kabupaten"), "KabupatenPage")
"""What a kabupaten does; no workspace either."""
PENERIMAAN = PageSpec("penerimaan", QT_TRANSLATE_NOOP("Pages", "Penerimaan"), "PenerimaanPage")
"""Where the kabupaten receives what its kecamatan send."""
STARTS = (AWAL, KABUPATEN, PENERIMAAN)


def page_spec(page_id: str) -> PageSpec:
    """Raises KeyError for an unknown id."""
    for item in (*PAGES, *SUBPAGES, *STARTS):
        if item.id == page_id:
            return item
    raise KeyError(page_id)
