"""Every fact that was entered in the rehearsed meeting, and the documents in which its text must stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.pleno.facts import Capacity
from tools.rapat import story
from tools.rapat.rehearsal import Rehearsal

HASIL, DESA, ALL_SHEETS = "D.HASIL-KECAMATAN-PPWP-980102.pdf", "D.HASIL-KECAMATAN-PPWP-{desa}-*.pdf", "*LENGKAP*.pdf"
UNDANGAN, HADIR, KEJADIAN = "D.UNDANGAN-*.pdf", "D.DAFTAR-HADIR-*.pdf", "D.KEJADIAN-KHUSUS-*.pdf"
PEMBETULAN, RISALAH, KUNCI = "D.PEMBETULAN-*.pdf", "D.RISALAH-*.pdf", "D.KUNCI-*.pdf"
TERIMA, PENYAMPAIAN, KESIAPAN = "D.TANDA-TERIMA-*.pdf", "D.PENYAMPAIAN-*.pdf", "LAPORAN-KESIAPAN-*.pdf"
BOTH, LATER = (1, 2), (2,)


@dataclass(frozen=True, slots=True)
class Told:
    """A text, and where it stands."""

    text: str
    documents: tuple[str, ...]
    revisions: tuple[int, ...] = BOTH
    absent: bool = False
    """It must not stand there."""


def _all() -> Iterator[Told]:
    yield from _meeting()
    yield from _people()
    yield from _schedule()
    yield from _changes()
    yield from _minutes()
    yield from _ends()
    yield from _figures()


def _meeting() -> Iterator[Told]:
    yield Told(story.PLACE, (UNDANGAN, HADIR, KEJADIAN, RISALAH, HASIL))
    yield Told(story.AGENDA, (UNDANGAN, RISALAH))
    yield Told(story.KECAMATAN[1], (UNDANGAN, HADIR, KEJADIAN, PEMBETULAN, RISALAH, KUNCI, TERIMA, PENYAMPAIAN, HASIL))
    yield Told(
        "SIMULASI", (UNDANGAN, HADIR, KEJADIAN, PEMBETULAN, RISALAH, KUNCI, TERIMA, PENYAMPAIAN, HASIL, KESIAPAN)
    )
    yield Told("DRAF", (HASIL, KUNCI, KEJADIAN, ALL_SHEETS), absent=True)


def _people() -> Iterator[Told]:
    for guest in story.GUESTS:
        yield Told(guest.name, (HADIR,)) if not guest.outside else Told(guest.name, (HADIR,), absent=True)
        yield from (Told(text, (HADIR,)) for text in (guest.office, guest.mandate) if text and not guest.outside)
        if guest.capacity == Capacity.PPK:
            yield Told(guest.name, (HASIL, KEJADIAN, PEMBETULAN, KUNCI))
        if guest.contestant and not guest.outside:
            yield Told(guest.name, (HASIL, KEJADIAN))
    yield Told(f"Tidak menandatangani: {story.REFUSAL}", (HASIL,))
    yield Told(story.REFUSAL, (KEJADIAN,))


def _schedule() -> Iterator[Told]:
    for day in ("Sabtu, 17 Februari 2024", "Minggu, 18 Februari 2024"):
        yield Told(day, (UNDANGAN,))
    for desa in story.DESA:
        yield Told(desa.name, (UNDANGAN, HASIL))
    for number, leader in story.LEADERS.items():
        names = ", ".join(desa.name for desa in story.DESA if desa.panel == number)
        yield Told(f"{leader} {names}", (UNDANGAN,))


def _changes() -> Iterator[Told]:
    """Pembetulan and recount: place, before and after, why, paraf."""
    for code, fields, (reason, witness) in (
        (story.MISWRITTEN, ("suara_2",), story.PEMBETULAN),
        (story.MISCOUNTED, ("suara_tidak_sah",), story.PEMBETULAN_2),
        (story.RECOUNTED, ("suara_1", "suara_3"), story.RECOUNT),
    ):
        yield Told(_place(code), (PEMBETULAN,))
        yield Told(reason, (PEMBETULAN,))
        yield Told(witness, (PEMBETULAN,))
        for field in fields:
            yield Told(format_count(story.paper(code)[field]), (PEMBETULAN,))
            yield Told(format_count(story.right(code)[field]), (PEMBETULAN,))
    yield Told(f"Hitung suara ulang: {story.RECOUNT[0]} (disaksikan {story.RECOUNT[1]})", (KEJADIAN,))
    yield Told(story.RECOUNT_NOTE, (KEJADIAN,))


def _minutes() -> Iterator[Told]:
    for text, answer in (story.OBJECTION_SETTLED, story.OBJECTION_CARRIED, story.KEJADIAN, story.KEJADIAN_2):
        yield Told(text, (KEJADIAN,))
        yield Told(answer, (KEJADIAN,))
    yield Told(f"Diterima: {story.OBJECTION_SETTLED[1]}", (KEJADIAN,))
    yield Told(f"Keberatan {story.SAKSI.name} (Saksi 02 {story.CONTESTANTS[1][1]})", (KEJADIAN,))
    for code in (story.SETTLED, story.CARRIED, story.POSTPONED, story.INCIDENT):
        yield Told(_place(code), (KEJADIAN,))
    yield Told(story.DELAY, (KEJADIAN,))
    yield Told(f"ditunda .*: {story.DELAY}", (RISALAH,), (1,))
    waiting = f"{_place(story.POSTPONED)} ditunda, belum disahkan. Alasan: {story.DELAY}"
    yield Told(waiting, (HASIL, DESA.format(desa=story.POSTPONED[:10]), ALL_SHEETS), (1,))
    yield Told("ditunda, belum disahkan", (HASIL, ALL_SHEETS), LATER, absent=True)
    yield Told("RINCIAN PEROLEHAN SUARA DI TPS", tuple(DESA.format(desa=desa.code) for desa in story.DESA))
    yield Told(story.DELAY_NOTE, (KEJADIAN,), LATER)
    yield Told(f"IV.2 tertulis {format_count(story.right(story.MISWRITTEN)['suara_2'])}", (KEJADIAN, RISALAH))
    for code in story.CODES:
        yield Told(_place(code), (RISALAH,))


def _ends() -> Iterator[Told]:
    yield Told(story.LOCK_1, (KUNCI,))
    yield Told(story.REOPEN, (KUNCI, HASIL), LATER)
    yield Told(story.LOCK_2, (KUNCI,), LATER)
    yield Told("Ditutup.", (RISALAH,), LATER)
    yield Told("revisi 1", (KUNCI,), (1,))
    yield Told("revisi 2", (KUNCI,), LATER)
    for text in ("Panwaslu Kecamatan", *(name for _, name in story.CONTESTANTS)):
        yield Told(text, (TERIMA, PENYAMPAIAN))


def _figures() -> Iterator[Told]:
    """Every number of every TPS on the sheet of its desa, in a row; every sum on that of the kecamatan."""
    for desa in story.DESA:
        codes = [code for one, code in story.TPS if one is desa]
        sheet = (DESA.format(desa=desa.code), ALL_SHEETS)
        for name in story.right(codes[0]):
            values = [_final(code)[name] for code in codes]
            row = " ".join(map(format_count, (*values, sum(values))))
            yield Told(row, sheet, LATER if story.POSTPONED in codes else BOTH)
    for name in story.right(story.CODES[0]):
        sums = [sum(_final(code)[name] for one, code in story.TPS if one is desa) for desa in story.DESA]
        yield Told(" ".join(map(format_count, (*sums, sum(sums)))), (HASIL, ALL_SHEETS), LATER)


def _final(code: str) -> story.Paper:
    """What the room agreed on; a wrong sum that nobody put right stays as it is on the paper."""
    return {**story.paper(code), **story.put_right(code)}


def _place(code: str) -> str:
    desa = next(one for one in story.DESA if one.code == code[:10])
    return f"{desa.name}, TPS {code[-3:]}"


ALL: tuple[Told, ...] = tuple(_all())


def missing(rehearsal: Rehearsal) -> list[str]:
    """What is not where it must be, as sentences."""
    return [
        f"{folder.name}, {name}: {'unwanted ' if one.absent else ''}{one.text!r}"
        for one in ALL
        for revision in one.revisions
        for folder in sorted(rehearsal.documents.glob(f"revisi-{revision}-*"))
        for name in one.documents
        if _stands(one.text, folder, name) is one.absent
    ]


def _stands(text: str, folder: Path, name: str) -> bool:
    found = sorted(folder.glob(name))
    if not found:
        raise FileNotFoundError(f"{folder} has no {name}")
    pattern = re.compile(_GAP.join(part if ".*" in part else _broken(part) for part in text.split()))
    return any(pattern.search(text_of(path)) for path in found)


_GAP = r"\s+(?:#\s)?"
"""White between words; a figure that the meeting put right has its mark before it."""


def _broken(word: str) -> str:
    """A word; a long number may go on on the next line after a stroke."""
    return r"/\s*".join(map(re.escape, word.split("/")))


@cache
def text_of(path: Path) -> str:
    """All text of a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
