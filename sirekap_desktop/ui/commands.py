"""Commands of the whole window that need a few questions: operator, backup, audit, kunci and buka kunci."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.ui.app_settings import Backup
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from sirekap_desktop.models.records import TpsProgress
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
    translate = QCoreApplication.translate
    return window.dialogs.ask_text(
        translate("Commands", "Siapa yang bekerja sekarang?"),
        translate("Commands", "Nama ini tercatat pada setiap isian dan keputusan."),
        text=window.settings.operator,
        yes=translate("Commands", "Mulai bekerja"),
        validate=needs_name,
    )


def change_operator(window: MainWindow) -> None:
    """Another person takes the seat: by name and PIN where people have one."""
    if window.context is None:
        return
    if window.context.workspace.has_people:
        if window.page is None or window.page.leave():  # what one person half typed is not the next one's
            window.seat.ask()
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


def backup(window: MainWindow, *, elsewhere: bool = False) -> None:
    """Copy the whole workspace to where it was copied last; asks for a place the first time, or ``elsewhere``."""
    if window.context is None:
        return
    context = window.context
    workspace = context.workspace
    last = window.settings.last_backup(workspace.workspace_id)
    target = last.place if last and last.place.is_dir() and not elsewhere else _ask_backup_place(window)
    if target is None:
        return
    context.notify(QCoreApplication.translate("Commands", "Cadangan sedang dibuat."), str(target))

    def done(place: Path) -> None:
        window.settings.remember_backup(workspace.workspace_id, Backup(place, datetime.now().astimezone()))
        said = QCoreApplication.translate("Commands", "Cadangan selesai dibuat dan diperiksa.")
        context.notify(said, str(place), Tone.OK)
        if window.page:
            window.page.refresh(frozenset({"backup"}))

    context.run(lambda _job: workspace.backup(target), done=done)


def _ask_backup_place(window: MainWindow) -> Path | None:
    """A folder for the cadangan below the one that the operator picks."""
    assert window.context is not None
    where = window.context.workspace.kecamatan
    title = QCoreApplication.translate("Commands", "Pilih tempat cadangan, misalnya flash disk")
    folder = window.dialogs.open_folder(title)
    return folder / f"cadangan-{where.code}-{'-'.join(where.name.split())}" if folder else None


def verify(window: MainWindow) -> None:
    """Check audit chain, images and database of the open workspace, on the page where the result stands."""
    if window.context is not None:
        window.go("jejak", verify=True)


def lock(window: MainWindow) -> None:
    """Kunci kecamatan: documents lose their DRAF, entries are refused until it is unlocked; says what is unfinished."""
    if window.context is None:
        return
    context = window.context
    workspace = context.workspace
    names = {ballot.form: ballot.name for ballot in context.ballots}

    def read() -> tuple[dict[str, Sequence[TpsProgress]], int]:
        return {name: workspace.progress(form) for form, name in names.items()}, context.slips.count_open()

    context.query(read, done=lambda found: _ask_lock(window, *found), key="lock", owner=window)


def _ask_lock(window: MainWindow, progress: Mapping[str, Sequence[TpsProgress]], slips: int) -> None:
    translate = QCoreApplication.translate
    text = translate(
        "Commands",
        "Setelah dikunci, isian tidak dapat diubah dan dokumen tidak lagi bertanda DRAF. "
        "Tulis alasan, misalnya: disahkan dalam rapat pleno.",
    )
    matters = {name: matter for name, items in progress.items() if (matter := _unfinished(items))}
    several = len(progress) > 1
    found = [f"{name}: {matter}" if several else matter for name, matter in matters.items()]
    if slips:
        left = translate("Commands", "{n} kemungkinan salah salin belum ditinjau")
        found.append(left.format(n=format_count(slips)))
    if found:
        text = translate("Commands", "Perhatian: {matters}.").format(matters="; ".join(found)) + f"\n\n{text}"
    title, yes = translate("Commands", "Kunci kecamatan ini?"), translate("Commands", "Kunci kecamatan")
    reason = _ask_reason(window, title, text, yes)
    if reason and window.context:
        context = window.context
        said = translate("Commands", "Kecamatan terkunci. Dokumen sekarang final.")
        context.write(lambda: context.workspace.lock(reason), lambda _r: context.notify(said, tone=Tone.OK))


def _unfinished(progress: Sequence[TpsProgress]) -> str:
    """What a lock would freeze unfinished of one pemilihan; empty when everything is checked."""
    translate = QCoreApplication.translate
    waiting = sum(item.fields_recorded < item.fields_total for item in progress)
    broken = sum(bool(item.broken_rules) for item in progress)
    pairs = (
        (waiting, translate("Commands", "{n} TPS belum selesai diperiksa")),
        (broken, translate("Commands", "{n} TPS hitungannya beda tanpa alasan")),
    )
    return ", ".join(text.format(n=format_count(count)) for count, text in pairs if count)


def unlock(window: MainWindow) -> None:
    """Buka kunci kecamatan, with a reason."""
    translate = QCoreApplication.translate
    reason = _ask_reason(
        window,
        translate("Commands", "Buka kunci kecamatan ini?"),
        translate(
            "Commands",
            "Isian dapat diubah lagi dan dokumen berikutnya menjadi revisi baru bertanda DRAF. Tulis alasan.",
        ),
        translate("Commands", "Buka kunci"),
    )
    if reason and window.context:
        context = window.context
        said = translate("Commands", "Kunci dibuka. Dokumen kembali bertanda DRAF.")
        context.write(lambda: context.workspace.unlock(reason), lambda _r: context.notify(said, tone=Tone.WARN))


def _ask_reason(window: MainWindow, title: str, text: str, yes: str) -> str | None:
    if window.context is None:
        return None
    return window.dialogs.ask_text(title, text, yes=yes, multiline=True, validate=needs_text)
