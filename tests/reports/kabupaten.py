"""Recaps of a kabupaten put together from drawn recaps of its kecamatan, as the store gives them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models.penerimaan.recap import SCHEMA, Kabupaten, KabupatenRecap, RecapSource
from sirekap_desktop.models.recap import RecapCell, RecapColumn, RecapSnapshot, RecapTable
from sirekap_desktop.models.records import Kecamatan
from sirekap_desktop.reports.content import total

from .factories import Recap, adding_cell, flagged_cell, rows, snapshot

NAMES = (
    "BANGGAE", "BANGGAE TIMUR", "PAMBOANG", "SENDANA", "TAMMERODO SENDANA", "TUBO SENDANA", "MALUNDA", "ULUMANDA",
)  # fmt: skip


@dataclass(frozen=True)
class Kab:
    """What to draw: desa and TPS of each kecamatan, which sent nothing and which only a draft."""

    kecamatan: Sequence[Sequence[int]] = ((3, 2), (4,), (2, 2, 1), (5,))
    missing: Collection[int] = ()
    draft: Collection[int] = ()
    revoked: Collection[int] = ()
    simulation: bool = False
    parts: bool = True
    dapil: str = ""
    names: Sequence[str] = NAMES
    form: FormDefinition | None = field(default=None, repr=False)
    flagged: bool = False
    """Some TPS missing, some fields empty or corrected."""
    most: int = 290
    seed: int = 7


def kecamatan_recaps(kab: Kab) -> tuple[RecapSnapshot, ...]:
    return tuple(_kecamatan(kab, i) for i in range(len(kab.kecamatan)))


def _kecamatan(kab: Kab, i: int) -> RecapSnapshot:
    name = kab.names[i] if i < len(kab.names) else f"KECAMATAN {i + 1}"
    place = Kecamatan(f"7605{i + 1:02d}", name, "MAJENE", "SULAWESI BARAT")
    flagged = flagged_cell(kab.seed + i, rows(), kab.most) if kab.flagged else None
    cell = adding_cell(kab.seed + i, kab.form) if kab.form else flagged
    drawn = Recap(
        tps=kab.kecamatan[i], kecamatan=place, seed=kab.seed + i, form=kab.form, cell=cell,
        locked=i not in kab.draft, dapil=kab.dapil, revision=1 + i % 2,
    )  # fmt: skip
    return snapshot(drawn)


def kabupaten(kab: Kab | None = None) -> KabupatenRecap:
    """A recap whose table adds up."""
    kab = kab or Kab()
    recaps = kecamatan_recaps(kab)
    like = recaps[0]
    columns = tuple(_column(kab, i, recap) for i, recap in enumerate(recaps))
    sums = [_sums(kab, i, recap) for i, recap in enumerate(recaps)]
    cells = tuple(zip(*sums, strict=True))
    there = [recap for i, recap in enumerate(recaps) if i not in kab.missing]
    return KabupatenRecap(
        schema=SCHEMA,
        kabupaten=Kabupaten("7605", "MAJENE", "SULAWESI BARAT"),
        pemilihan=like.pemilihan,
        pemilihan_title=like.pemilihan_title,
        form=like.form,
        form_version=like.form_version,
        year=like.year,
        contestants=like.contestants,
        sections=like.sections,
        rows=like.rows,
        table=RecapTable("kabupaten", "7605", "MAJENE", columns, cells, tuple(total(row) for row in cells)),
        sources=tuple(_source(kab, i, recap) for i, recap in enumerate(recaps)),
        locked=not kab.missing and not kab.draft,
        revision=len(there),
        simulation=kab.simulation,
        taken_at="2024-02-28T14:12:00+08:00",
        dapil=kab.dapil,
        kecamatan_tables=tuple(recap.kecamatan_table for recap in there) if kab.parts else (),
    )


def _column(kab: Kab, i: int, recap: RecapSnapshot) -> RecapColumn:
    tps = sum(kab.kecamatan[i])
    complete = sum(column.tps_complete for column in recap.kecamatan_table.columns)
    return RecapColumn(recap.kecamatan.code, recap.kecamatan.name, tps, 0 if i in kab.missing else complete)


def _sums(kab: Kab, i: int, recap: RecapSnapshot) -> tuple[RecapCell, ...]:
    if i in kab.missing:
        return (RecapCell(0, missing=sum(kab.kecamatan[i])),) * len(recap.rows)
    return recap.kecamatan_table.totals


def _source(kab: Kab, i: int, recap: RecapSnapshot) -> RecapSource:
    place = recap.kecamatan
    if i in kab.missing:
        return RecapSource(place.code, place.name, "belum")
    digest = hashlib.sha256(place.code.encode()).hexdigest()
    return RecapSource(
        place.code, place.name, "draf" if i in kab.draft else "final", recap.revision, recap.document_id, recap.sha256,
        digest, "-".join(digest[at : at + 4].upper() for at in range(0, 20, 4)), i in kab.revoked,
        "2024-02-28T14:11:00+08:00",
    )  # fmt: skip
