"""The meeting of a pemilihan as a value: what its documents print and its package carries.

Computed from the database in :mod:`sirekap_desktop.models.pleno.query`. Same snapshot, same documents (design.md §7).
The figures of the recap have a snapshot of their own, whose hash does not hang on who was in the room.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from sirekap_desktop.models.pleno.facts import Event, decode
from sirekap_desktop.models.records import Kecamatan
from sirekap_desktop.models.seals import Head


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One fact with who wrote it down: a row of the history, ``body`` as stored."""

    id: str
    tps: str | None
    kind: str
    body: str
    ref: str | None
    at: str
    who: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that was changed in the meeting: on the paper (*pembetulan*), or counted again."""

    entry: str
    tps: str
    field: str
    number: str
    """``IV.2``, ``I.B.1 L``."""
    label: str
    before: int | None
    value: int | None
    how: str
    """``corrected`` or ``recounted``."""
    reason: str
    witness: str
    """Who gave paraf."""
    at: str
    who: str


@dataclass(frozen=True, slots=True)
class LockLine:
    """A *kunci* or *buka kunci* that concerns the pemilihan, with the signed head of the audit chain."""

    id: str
    locked: bool
    scope: str
    revision: int
    reason: str
    at: str
    who: str
    heads: tuple[Head, ...] = ()
    """Empty for a reopening, and for locks of an older program."""
    machine: str = ""
    public_key: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class PlenoSnapshot:
    """The rapat pleno of one kecamatan and pemilihan, frozen."""

    schema: int
    kecamatan: Kecamatan
    pemilihan: str
    pemilihan_title: str
    form: str
    year: int
    contestants: tuple[tuple[int, str], ...]
    desa: tuple[tuple[str, str], ...]
    """Code and name of each, as D.HASIL orders them."""
    ppk: tuple[tuple[str, str], ...]
    """Role and name of ketua and anggota who may sign in here: who signs where the attendance does not say."""
    fields: tuple[tuple[str, str], ...]
    """Name and official number (``IV.2``) of each field that a fact names."""
    lines: tuple[MeetingLine, ...]
    """Oldest first."""
    corrections: tuple[Correction, ...]
    locks: tuple[LockLine, ...]
    locked: bool
    """Whether the recap of the pemilihan is final."""
    revision: int
    simulation: bool
    taken_at: str
    """ISO 8601: the time of the newest thing said here, so that the same data give the same bytes."""

    def canonical(self) -> bytes:
        """The bytes whose SHA-256 stands in the QR of every page: sorted compact JSON, UTF-8."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.canonical()).hexdigest()

    @property
    def document_id(self) -> str:
        """``760505-ppwp-rapat-r1-3f9a2c1b``."""
        return f"{self.kecamatan.code}-{self.pemilihan}-rapat-r{self.revision}-{self.sha256[:8]}"

    def events(self) -> tuple[Event, ...]:
        """The history as facts. Raises KeyError, ValueError or TypeError when a body is damaged."""
        return tuple(
            Event(one.id, self.form, one.tps, decode(one.kind, one.body), one.ref, one.at, one.who)
            for one in self.lines
        )
