"""The recap as a value: what the screen shows, what D.HASIL prints, what the package carries.

Computed by SQL from recorded entries in :mod:`sirekap_desktop.models.recap_query`; the tables here only hold it.
Same snapshot, same document (design.md §7).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from sirekap_desktop.models.filenames import file_part
from sirekap_desktop.models.records import Kecamatan

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def _members(value: DataclassInstance) -> dict[str, object]:
    """A dataclass for JSON; ``dataclasses.asdict`` would copy every number of 1,600 TPS first."""
    return {name: getattr(value, name) for name in _names(type(value))}


@cache
def _names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def canonical_json(value: DataclassInstance) -> bytes:
    """Sorted compact JSON of a snapshot, UTF-8."""
    return json.dumps(value, default=_members, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def recap_name(pemilihan: str, dapil: str) -> str:
    """Which recap of its place it is, for names of files: ``ppwp``, ``pdprdk-majene-2``."""
    return f"{pemilihan}-{file_part(dapil).lower()}" if dapil else pemilihan


@dataclass(frozen=True, slots=True)
class RecapCell:
    """One figure. A sum over several TPS counts empty and missing ones as 0 and says how many there are."""

    value: int
    missing: int = 0
    """TPS without a recorded entry in this cell (or below it)."""
    empty: int = 0
    """TPS where the paper's field is empty."""
    corrected: int = 0
    """TPS whose value was corrected or recounted in the meeting."""
    broken: tuple[str, ...] = ()
    """Ids of rules broken by this figure (desa sheet only)."""

    @property
    def known(self) -> bool:
        """Whether anything was recorded here: a single cell without an entry shows *belum*."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class RecapRow:
    """One row of D.HASIL: a field of the form."""

    field: str
    row: str
    part: str
    """``l``, ``p``, ``j`` or empty."""
    section: str
    number: str
    label: str
    export_as: str
    partai: int = 0
    """Number of the party whose row it is; 0 if it is no party's."""


@dataclass(frozen=True, slots=True)
class RecapColumn:
    """A TPS (desa sheet), a desa (kecamatan sheet) or a kecamatan (kabupaten sheet)."""

    code: str
    title: str
    tps_total: int
    tps_complete: int


@dataclass(frozen=True, slots=True)
class RecapTable:
    """``cells[row][column]`` and the total of each row."""

    level: str
    """``desa``, ``kecamatan`` or ``kabupaten``."""
    code: str
    name: str
    columns: tuple[RecapColumn, ...]
    cells: tuple[tuple[RecapCell, ...], ...]
    totals: tuple[RecapCell, ...]


@dataclass(frozen=True, slots=True)
class RecapNote:
    """What the footer explains: a broken sum with its reason, or a corrected value."""

    kind: str
    """``rule`` or ``correction``."""
    tps: str
    place: str
    """``SAMBABO TPS 003``"""
    text: str
    """``II.1 = II.2 + II.3 + II.4: 127 ≠ 126, selisih 1``"""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapFacts:
    """What the recap of a kecamatan and that of a kabupaten have in common."""

    schema: int
    pemilihan: str
    pemilihan_title: str
    form: str
    form_version: str
    year: int
    contestants: tuple[tuple[int, str], ...]
    """Number and name: paslon, parties, or calon of the DPD. The calon of a party are rows."""
    sections: tuple[tuple[str, str], ...]
    rows: tuple[RecapRow, ...]
    locked: bool
    revision: int
    simulation: bool
    taken_at: str
    """ISO 8601 with offset; the time of the newest entry or lock, so that the same data give the same bytes."""
    dapil: str = ""
    """Name of the daerah pemilihan, as people write it; empty if the election has none."""
    hints: tuple[str, ...] = ()
    """Ids of rules that only hint: paper does not mark what they find. Kept here, so that the documents follow from
    the snapshot alone, also where its form is not known."""

    @property
    def top(self) -> RecapTable:
        """The table of the whole place."""
        raise NotImplementedError

    @property
    def parts(self) -> tuple[RecapTable, ...]:
        """The tables below it, in the order of its columns; where there are none its columns stand for themselves."""
        raise NotImplementedError

    @property
    def level(self) -> str:
        """``kecamatan`` or ``kabupaten``."""
        return self.top.level

    def canonical(self) -> bytes:
        """The bytes whose SHA-256 stands in the QR of every page: sorted compact JSON, UTF-8."""
        return canonical_json(self)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.canonical()).hexdigest()

    @property
    def name(self) -> str:
        """Which recap of its place this is, for names of files: ``ppwp``, ``pdprdk-majene-2``."""
        return recap_name(self.pemilihan, self.dapil)

    @property
    def document_id(self) -> str:
        """Short readable id: ``760505-ppwp-r1-3f9a2c1b``, ``760505-pdprdk-majene-2-r1-5d0c77e2``."""
        return self.document_id_with(self.sha256)

    def document_id_with(self, sha256: str) -> str:
        """The same for a hash that is at hand: computing it takes seconds for a large kecamatan."""
        return f"{self.top.code}-{self.name}-r{self.revision}-{sha256[:8]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapSnapshot(RecapFacts):
    """The recap of one kecamatan and pemilihan, frozen."""

    kecamatan: Kecamatan
    kecamatan_table: RecapTable
    desa_tables: tuple[RecapTable, ...]
    notes: tuple[RecapNote, ...]

    @property
    def top(self) -> RecapTable:
        return self.kecamatan_table

    @property
    def parts(self) -> tuple[RecapTable, ...]:
        return self.desa_tables
