"""Whether a page that came back signed is one that the meeting owes: pure, by what its QR says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sirekap_desktop.forms.page_code import PageCode


class SignedOutcome(StrEnum):
    """How every page of an import ends."""

    ATTACHED = "attached"
    DOUBLED = "doubled"
    OUTDATED = "outdated"
    """An earlier revision, or a draft."""
    FOREIGN = "foreign"
    """Another kecamatan, or figures that this workspace never locked."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Printed:
    """One recap as it is printed now."""

    name: str
    """Pemilihan and dapil: ``ppwp``."""
    document: str
    sha256: str
    revision: int
    final: bool
    """Locked: what is printed now may be signed."""
    sheets: Mapping[str, str]
    """Code of each sheet → what it is called for people."""


_MEETING = "-rapat"
"""How the ids of the documents of a meeting end before the revision; their figures change with every fact."""

Verdict = tuple[SignedOutcome, str]
"""The outcome and, unless attached, why."""


def judge(code: PageCode, kecamatan: str, printed: Sequence[Printed]) -> Verdict:
    """Attached or why not; whether the page is there already is asked elsewhere."""
    if code.kecamatan != kecamatan:
        return SignedOutcome.FOREIGN, f"Halaman ini dari kecamatan lain ({code.kecamatan})."
    if code.recap.endswith(_MEETING):
        return (
            SignedOutcome.FOREIGN,
            f"Halaman ini dari dokumen rapat ({code.part}); di sini hanya D.HASIL dilampirkan.",
        )
    recap = next((item for item in printed if item.name == code.recap), None)
    if recap is None:
        return SignedOutcome.FOREIGN, f"Ruang kerja ini tidak punya rekap {code.recap} (dokumen {code.document})."
    return _of_recap(code, recap)


def _of_recap(code: PageCode, recap: Printed) -> Verdict:
    if code.revision < recap.revision:
        reason = (
            f"Halaman ini dari revisi {code.revision}; yang berlaku revisi {recap.revision}. Cetak dan tanda tangani"
        )
        return SignedOutcome.OUTDATED, f"{reason} yang baru."
    if code.draft:
        return SignedOutcome.OUTDATED, "Halaman ini draf: dicetak sebelum rekap dikunci."
    if not recap.final and code.revision == recap.revision:
        return SignedOutcome.OUTDATED, "Rekap ini belum dikunci, jadi belum ada halaman yang berlaku."
    if (code.document, code.sha256) != (recap.document, recap.sha256):
        return SignedOutcome.FOREIGN, f"Angka pada halaman ini bukan angka yang dikunci di sini ({code.document})."
    if code.part not in recap.sheets:
        return SignedOutcome.FOREIGN, f"Rekap ini tidak punya lembar {code.part}."
    return SignedOutcome.ATTACHED, ""


def sheet_title(code: PageCode, printed: Sequence[Printed]) -> str:
    """What the sheet of a page is called, also when the page is not of a recap of today."""
    recap = next((item for item in printed if item.name == code.recap), None)
    known = recap.sheets.get(code.part) if recap else None
    if recap is not None and known and code.document == recap.document:
        return known
    return f"{known or code.part}, {code.document}"
