"""The keys that work on *Impor*, for the bottom bar."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.ui.impor.assign import AssignView
from sirekap_desktop.ui.impor.results import ResultTable

Hints = list[tuple[str, str]]


def open_verb(outcome: ImportOutcome) -> str:
    """What Enter on a row does."""
    verbs = {
        ImportOutcome.ACCEPTED: QCoreApplication.translate("ImporHints", "periksa TPS ini"),
        ImportOutcome.UNASSIGNED: QCoreApplication.translate("ImporHints", "tempatkan foto ini"),
        ImportOutcome.UNREADABLE: QCoreApplication.translate("ImporHints", "lihat sebab dan perbaiki"),
        ImportOutcome.DUPLICATE: QCoreApplication.translate("ImporHints", "baca keterangan"),
    }
    return verbs[outcome]


def result_hints(table: ResultTable) -> Hints:
    """While the list is on show."""
    row = table.current() if table.hasFocus() else None
    if row is not None and row.image_id is not None:
        hints = [("Enter", open_verb(row.outcome)), *_turn_hints()]
        if row.outcome is ImportOutcome.ACCEPTED:
            hints += [
                ("Ctrl G", QCoreApplication.translate("ImporHints", "ganti")),
                ("Ctrl M", QCoreApplication.translate("ImporHints", "pindahkan")),
                ("Ctrl H", QCoreApplication.translate("ImporHints", "versi")),
            ]
    else:
        hints = [
            ("F3", QCoreApplication.translate("ImporHints", "pilih foto")),
            ("F4", QCoreApplication.translate("ImporHints", "pilih folder")),
            ("F6", QCoreApplication.translate("ImporHints", "pilih buku kerja")),
        ]
    if table.results.counts()[ImportOutcome.UNASSIGNED]:
        hints.append(("F5", QCoreApplication.translate("ImporHints", "tempatkan foto")))
    return hints


def _turn_hints() -> Hints:
    return [
        ("Ctrl R", QCoreApplication.translate("ImporHints", "putar")),
        ("Ctrl U", QCoreApplication.translate("ImporHints", "sudut")),
    ]


def assign_hints(view: AssignView) -> Hints:
    """While a photo gets its place."""
    if view.in_conflict:
        return [
            ("1", QCoreApplication.translate("ImporHints", "ganti foto")),
            ("2", QCoreApplication.translate("ImporHints", "simpan, tidak dipakai")),
            ("3", QCoreApplication.translate("ImporHints", "TPS lain")),
        ]
    hints = _entry_hints(view)
    if len(view.queue.items) > 1:
        hints.append(("F8", QCoreApplication.translate("ImporHints", "nanti")))
    hints += _turn_hints()
    if view.can_undo:
        hints.append(("Ctrl Z", QCoreApplication.translate("ImporHints", "urungkan")))
    return [*hints, ("Esc", QCoreApplication.translate("ImporHints", "kembali ke hasil"))]


def _entry_hints(view: AssignView) -> Hints:
    picker = view.panel.picker
    if view.panel.pages.hasFocus():
        return [("1 2 3", QCoreApplication.translate("ImporHints", "halaman formulir"))]
    if not picker.isVisible():
        return []
    enter = (
        QCoreApplication.translate("ImporHints", "terima usulan")
        if picker.has_proposal
        else QCoreApplication.translate("ImporHints", "tempatkan, lanjut")
    )
    return [("Enter", enter), ("↑ ↓", QCoreApplication.translate("ImporHints", "pilih TPS"))]
