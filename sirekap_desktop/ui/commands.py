"""Commands of the whole window that need a few questions: operator, backup, audit, kunci and buka kunci."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from sirekap_desktop.models.audit import AuditReport
    from sirekap_desktop.ui.main_window import MainWindow

_REASON_MIN = 5


def needs_text(text: str) -> str:
    """A name or reason of at least a few letters."""
    if len(text.strip()) >= _REASON_MIN:
        return ""
    return QCoreApplication.translate("Commands", "Tulis alasan dengan sedikitnya lima huruf.")


def needs_name(text: str) -> str:
    """An operator's name."""
    if text.strip():
        return ""
    return QCoreApplication.translate("Commands", "Nama operator perlu diisi.")


def ask_operator(window: MainWindow) -> str | None:
    """Ask who works; the last name stands there already."""
    tr = QCoreApplication.translate
    return window.dialogs.ask_text(
        tr("Commands", "Siapa yang bekerja sekarang?"),
        tr("Commands", "Nama ini tercatat pada setiap isian dan keputusan."),
        text=window.settings.operator,
        yes=tr("Commands", "Mulai bekerja"),
        validate=needs_name,
    )


def change_operator(window: MainWindow) -> None:
    """Another person takes the seat."""
    if window.context is None:
        return
    name = ask_operator(window)
    if name is None:
        return
    context = window.context
    window.settings.operator = name

    def done(_result: object) -> None:
        context.operator_changed.emit()
        text = QCoreApplication.translate("Commands", "Operator sekarang: {name}.").format(name=name)
        context.notify(text, tone=Tone.OK)

    context.write(lambda: context.workspace.set_operator(name), done)


def backup(window: MainWindow) -> None:
    """Copy the database into ``backups/`` of the workspace, now."""
    if window.context is None:
        return
    context = window.context
    tr = QCoreApplication.translate
    name = f"cadangan-{datetime.now().astimezone():%Y%m%d-%H%M%S}.db"
    target = Path(context.workspace.backups_folder) / name

    def done(_result: object) -> None:
        context.notify(tr("Commands", "Cadangan selesai dibuat dan diperiksa."), str(target), Tone.OK)
        if window.page:
            window.page.refresh(frozenset({"backup"}))

    context.run(lambda _job: context.workspace.backup(target), done=done)


def verify(window: MainWindow) -> None:
    """Check audit chain, images and database of the open workspace."""
    if window.context is None:
        return
    context = window.context
    tr = QCoreApplication.translate
    context.notify(tr("Commands", "Jejak audit, foto dan basis data sedang diperiksa."))
    context.run(lambda _job: context.workspace.verify(), done=lambda report: _tell_verified(window, report))


def _tell_verified(window: MainWindow, report: AuditReport) -> None:
    tr = QCoreApplication.translate
    if report.ok:
        text = tr("Commands", "Semua cocok: {rows} baris jejak audit dan {images} foto diperiksa.")
        said = text.format(rows=format_count(report.audit_rows), images=format_count(report.images))
        window.notify(said, tone=Tone.OK)
        return
    text = tr("Commands", "Pemeriksaan menemukan {n} masalah.").format(n=format_count(len(report.findings)))
    window.notify(text, "\n".join(item.message for item in report.findings[:6]), Tone.BAD)


def lock(window: MainWindow) -> None:
    """Kunci kecamatan: documents lose their DRAF, entries are refused until it is unlocked."""
    tr = QCoreApplication.translate
    reason = _ask_reason(
        window,
        tr("Commands", "Kunci kecamatan ini?"),
        tr(
            "Commands",
            "Setelah dikunci, isian tidak dapat diubah dan dokumen tidak lagi bertanda DRAF. "
            "Tulis alasan, misalnya: disahkan dalam rapat pleno.",
        ),
        tr("Commands", "Kunci kecamatan"),
    )
    if reason and window.context:
        context = window.context
        said = tr("Commands", "Kecamatan terkunci. Dokumen sekarang final.")
        context.write(lambda: context.workspace.lock(reason), lambda _r: context.notify(said, tone=Tone.OK))


def unlock(window: MainWindow) -> None:
    """Buka kunci kecamatan, with a reason."""
    tr = QCoreApplication.translate
    reason = _ask_reason(
        window,
        tr("Commands", "Buka kunci kecamatan ini?"),
        tr(
            "Commands",
            "Isian dapat diubah lagi dan dokumen berikutnya menjadi revisi baru bertanda DRAF. Tulis alasan.",
        ),
        tr("Commands", "Buka kunci"),
    )
    if reason and window.context:
        context = window.context
        said = tr("Commands", "Kunci dibuka. Dokumen kembali bertanda DRAF.")
        context.write(lambda: context.workspace.unlock(reason), lambda _r: context.notify(said, tone=Tone.WARN))


def _ask_reason(window: MainWindow, title: str, text: str, yes: str) -> str | None:
    if window.context is None:
        return None
    return window.dialogs.ask_text(title, text, yes=yes, multiline=True, validate=needs_text)
