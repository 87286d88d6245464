"""What the window says of signed copies: how far a sheet is, and how an import ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.signed import SignedSheet, SignedSummary
from sirekap_desktop.jobs.signed_judging import SignedOutcome
from sirekap_desktop.ui.theme import Sign, Tone


def sheet_state(sheet: SignedSheet) -> tuple[str, Tone, Sign]:
    """One line about a sheet."""
    translate = QCoreApplication.translate
    if sheet.state == "draft":
        return translate("Signed", "belum dikunci"), Tone.NEUTRAL, Sign.EMPTY
    if sheet.state == "old":
        text = translate("Signed", "revisi lama, {n} halaman disimpan")
        return text.format(n=format_count(len(sheet.present))), Tone.NEUTRAL, Sign.CLOCK
    if not sheet.pages:
        return translate("Signed", "belum ada yang kembali"), Tone.WARN, Sign.EMPTY
    if sheet.missing:
        text = translate("Signed", "kurang halaman {pages} dari {n}")
        return text.format(pages=listed(sheet.missing), n=format_count(sheet.pages)), Tone.WARN, Sign.BANG
    text = translate("Signed", "lengkap, {n} halaman")
    return text.format(n=format_count(sheet.pages)), Tone.OK, Sign.CHECK


def listed(numbers: Sequence[int]) -> str:
    """``2``, ``2 dan 5``, ``2, 5, dan 7``."""
    words = [format_count(number) for number in numbers]
    last = QCoreApplication.translate("Signed", "dan {last}").format(last=words[-1])
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])}{',' if len(words) > 2 else ''} {last}"


def sets_state(sheets: Sequence[SignedSheet]) -> tuple[str, Tone, Sign]:
    """All sheets of today together."""
    translate = QCoreApplication.translate
    owed = [sheet for sheet in sheets if sheet.state == "current"]
    if not owed:
        return translate("Signed", "belum ada yang dikunci"), Tone.NEUTRAL, Sign.EMPTY
    complete = sum(sheet.complete for sheet in owed)
    text = translate("Signed", "{n} dari {total} lembar lengkap")
    tone, sign = (Tone.OK, Sign.CHECK) if complete == len(owed) else (Tone.WARN, Sign.CLOCK)
    return text.format(n=format_count(complete), total=format_count(len(owed))), tone, sign


def outcome_text(outcome: SignedOutcome) -> str:
    """How a page ended, in a word or two."""
    translate = QCoreApplication.translate
    return {
        SignedOutcome.ATTACHED: translate("Signed", "dilampirkan"),
        SignedOutcome.DOUBLED: translate("Signed", "ganda"),
        SignedOutcome.OUTDATED: translate("Signed", "kedaluwarsa"),
        SignedOutcome.FOREIGN: translate("Signed", "asing"),
        SignedOutcome.UNREADABLE: translate("Signed", "tidak terbaca"),
    }[outcome]


def summary_text(summary: SignedSummary) -> str:
    """How an import ended."""
    counts = [(outcome, summary.count(outcome)) for outcome in SignedOutcome]
    return ", ".join(f"{format_count(count)} {outcome_text(outcome)}" for outcome, count in counts if count)
