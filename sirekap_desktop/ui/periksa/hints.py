"""The keys that work on *Periksa*, for the bottom bar."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.ui.periksa.page_chips import MOST_CHIPS
from sirekap_desktop.ui.periksa.session import Session

Hints = list[tuple[str, str]]


def key_hints(session: Session | None, *, can_undo: bool) -> Hints:
    """The keys that work now, most useful first; without a TPS those that lead to one."""
    if session is None:
        return [
            ("Ctrl 7", QCoreApplication.translate("PeriksaHints", "Setelan")),
            ("Ctrl 2", QCoreApplication.translate("PeriksaHints", "Impor")),
        ]
    hints = _first(session)
    if session.page_without_photo:
        hints.append(("F7", QCoreApplication.translate("PeriksaHints", "ketik dari kertas")))
    if session.view.unexplained:
        hints.append(("F4", QCoreApplication.translate("PeriksaHints", "alasan")))
    if len(session.view.form.pages) > MOST_CHIPS:
        hints.append(("/", QCoreApplication.translate("PeriksaHints", "nomor partai")))
    if can_undo:
        hints.append(("Ctrl Z", QCoreApplication.translate("PeriksaHints", "urungkan")))
    return [
        *hints,
        ("PgDn", QCoreApplication.translate("PeriksaHints", "halaman")),
        ("Ctrl PgDn", QCoreApplication.translate("PeriksaHints", "TPS berikut")),
    ]


def _first(session: Session) -> Hints:
    """What the keys of the common path do."""
    if session.typing_now:
        return [
            ("Enter", QCoreApplication.translate("PeriksaHints", "catat, lanjut")),
            ("−", QCoreApplication.translate("PeriksaHints", "kosong")),
            ("Tab", QCoreApplication.translate("PeriksaHints", "lewati")),
        ]
    if session.confirmable_now:
        return [
            (
                QCoreApplication.translate("Actions", "Spasi"),
                QCoreApplication.translate("PeriksaHints", "catat semua yang terbukti di halaman ini"),
            ),
            ("↑ ↓", QCoreApplication.translate("PeriksaHints", "pilih isian")),
        ]
    return [("Enter", QCoreApplication.translate("PeriksaHints", "lanjut"))]
