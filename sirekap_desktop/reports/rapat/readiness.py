"""The readiness report: what was found on laptop and in workspace before the meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Literal

from sirekap_desktop.models.audit import canonical
from sirekap_desktop.models.pleno.snapshot import PlenoSnapshot
from sirekap_desktop.reports.content import readable_time
from sirekap_desktop.reports.meeting import SignBox
from sirekap_desktop.reports.rapat.flow import Piece, gap, paragraph, table
from sirekap_desktop.reports.rapat.parts import column, number_column
from sirekap_desktop.reports.rapat.sheet import Doc, boxes

Verdict = Literal["ok", "attention", "unknown"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    found: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Readiness:
    """Everything that was looked at, in one moment."""

    at: str
    operator: str
    checks: tuple[Check, ...]

    def canonical(self) -> bytes:
        """What the QR's hash is made of."""
        return canonical(asdict(self)).encode()

    @property
    def ok(self) -> bool:
        return all(one.verdict == "ok" for one in self.checks)


def bare(snapshot: PlenoSnapshot, at: str) -> PlenoSnapshot:
    """Of the meeting only whose it is: the report says nothing of what happened in it."""
    return replace(snapshot, lines=(), corrections=(), locks=(), fields=(), locked=False, taken_at=at)


def kesiapan(doc: Doc, readiness: Readiness) -> Iterator[Piece]:
    """What is ready, and what still needs somebody's attention."""
    place = doc.meeting.snapshot.kecamatan
    text = doc.text(
        "kesiapan_opening", kecamatan=place.name, kabupaten=place.kabupaten, waktu=readable_time(readiness.at)
    )
    yield from paragraph(doc.style, text)
    columns = [number_column(doc), column(doc, "check", 40), column(doc, "found", 84), column(doc, "verdict", 26)]
    rows = [
        (f"{number}.", one.name, one.found, doc.text(f"verdict_{one.verdict}"))
        for number, one in enumerate(readiness.checks, 1)
    ]
    yield from table(doc.style, columns, rows)
    yield gap()
    titles = doc.text("kesiapan_signed"), doc.captions.text("ketua")
    signers = ((SignBox("", readiness.operator),), (SignBox("", doc.meeting.ketua()),))
    yield from boxes(doc, titles, signers)
