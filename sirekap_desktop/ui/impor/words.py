"""What *Impor* says about files and pages, in the language of the window."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.ui.theme import Sign, Tone

OUTCOMES = (
    ImportOutcome.ACCEPTED,
    ImportOutcome.DUPLICATE,
    ImportOutcome.UNREADABLE,
    ImportOutcome.UNASSIGNED,
)
"""In the order of the filter chips."""

_STATE = {
    ImportOutcome.ACCEPTED: (Tone.OK, Sign.CHECK),
    ImportOutcome.DUPLICATE: (Tone.NEUTRAL, Sign.AGAIN),
    ImportOutcome.UNREADABLE: (Tone.BAD, Sign.BANG),
    ImportOutcome.UNASSIGNED: (Tone.WARN, Sign.PENCIL),
}


def outcome_text(outcome: ImportOutcome) -> str:
    """The word of an outcome."""
    words = {
        ImportOutcome.ACCEPTED: QCoreApplication.translate("Impor", "diterima"),
        ImportOutcome.DUPLICATE: QCoreApplication.translate("Impor", "ganda"),
        ImportOutcome.UNREADABLE: QCoreApplication.translate("Impor", "tidak terbaca"),
        ImportOutcome.UNASSIGNED: QCoreApplication.translate("Impor", "belum bertempat"),
    }
    return words[outcome]


def outcome_pill(outcome: ImportOutcome) -> tuple[str, Tone, Sign]:
    """Text, tone and sign, for ``paint_pill``."""
    return outcome_text(outcome), *_STATE[outcome]


def chip_text(outcome: ImportOutcome | None, count: int) -> str:
    """The words of a filter chip: ``Diterima 118``."""
    word = outcome_text(outcome).capitalize() if outcome else QCoreApplication.translate("Impor", "Semua")
    return f"{word} {format_count(count)}"


def page_text(page: int | None, *, other_form: bool) -> str:
    """The number of the page; marked when it is of a form that this workspace does not count from."""
    if page is None:
        return "–"
    return QCoreApplication.translate("Impor", "{page} · lain").format(page=page) if other_form else str(page)


def file_text(source: str, index: int) -> str:
    """File name; which page of it, from the second one on."""
    name = PurePath(source).name
    if index == 0:
        return name
    return QCoreApplication.translate("Impor", "{file} (gambar ke-{n})").format(file=name, n=index + 1)


def version_note(version: int, newest: int) -> str:
    """Why there are several photos at one place; empty for the only one."""
    if version < newest:
        text = QCoreApplication.translate("Impor", "Versi {version}, sudah diganti versi {newest}; tetap disimpan.")
        return text.format(version=version, newest=newest)
    if version > 1:
        return QCoreApplication.translate("Impor", "Versi {version}; foto lama tetap disimpan.").format(version=version)
    return ""


def progress_text(done: int, total: int, file: str, per_minute: float | None) -> str:
    """``12 dari 120 · IMG_0012.jpg · 48 halaman per menit``."""
    count = QCoreApplication.translate("Impor", "{done} dari {total} berkas")
    parts = [count.format(done=format_count(done), total=format_count(total)), file]
    if per_minute is not None:
        rate = QCoreApplication.translate("Impor", "{n} halaman per menit")
        parts.append(rate.format(n=format_count(round(per_minute))))
    return " · ".join(part for part in parts if part)


def counts_text(counts: dict[ImportOutcome, int]) -> str:
    """``118 diterima, 1 ganda, 2 tidak terbaca``; outcomes that did not happen are left out."""
    return ", ".join(f"{format_count(counts[item])} {outcome_text(item)}" for item in OUTCOMES if counts.get(item))


def summary_text(counts: dict[ImportOutcome, int], *, cancelled: bool) -> tuple[str, str]:
    """The sentence at the end of an import, and what to do next."""
    told = counts_text(counts)
    if not told:
        told = QCoreApplication.translate("Impor", "tidak ada foto atau PDF yang ditemukan")
    done = (
        QCoreApplication.translate("Impor", "Impor dibatalkan: {counts}.")
        if cancelled
        else QCoreApplication.translate("Impor", "Impor selesai: {counts}.")
    )
    return done.format(counts=told), next_step(counts, cancelled=cancelled)


def next_step(counts: dict[ImportOutcome, int], *, cancelled: bool) -> str:
    """What the operator should do after an import."""
    if cancelled:
        return QCoreApplication.translate(
            "Impor", "Yang sudah selesai tetap tersimpan; impor lagi untuk melanjutkan sisanya."
        )
    if counts.get(ImportOutcome.UNASSIGNED):
        return QCoreApplication.translate("Impor", "Tekan F5 untuk menempatkan foto yang belum bertempat.")
    if counts.get(ImportOutcome.UNREADABLE):
        return QCoreApplication.translate("Impor", "Pilih foto yang tidak terbaca, lalu Enter, untuk melihat sebabnya.")
    return ""


def place_text(desa: str, number: int) -> str:
    """``SAMBABO · TPS 003``."""
    return f"{desa} · TPS {number:03d}"
