"""What the pages are made of: frozen snapshots and what else was recorded in the open; no reading of the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.models.pleno.snapshot import Correction, LockLine
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.models.records import Desa, Kecamatan
from sirekap_desktop.reports.content import Identity


@dataclass(frozen=True, slots=True)
class BallotName:
    """What every page knows of a ballot before its recap is made."""

    folder: str
    """Name of the recap: ``ppwp``, ``pdprdk-majene-2``."""
    title: str
    """``Presiden dan Wakil Presiden``; with the dapil where there are several."""
    form: str
    desa: frozenset[str] | None = None
    """Codes of those that vote with it; ``None``: all."""

    def covers(self, desa: str) -> bool:
        return self.desa is None or desa in self.desa


@dataclass(frozen=True, slots=True)
class Site:
    """What is the same on every page."""

    kecamatan: Kecamatan
    desa: tuple[Desa, ...]
    ballots: tuple[BallotName, ...]
    simulation: bool
    with_photos: bool
    fingerprint: str
    """Of the key that signs the list of hashes."""
    program: str


@dataclass(frozen=True, slots=True)
class Photo:
    """The photo of a page that counts; without ``file`` it is not published, its hash is."""

    page: int
    original: str
    """SHA-256 of the stored original, as in package and audit."""
    file: str = ""
    """From the root of the site."""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside the pages."""

    file: str
    """From the root of the site; after ``unduh/`` the name that it has in the package."""
    title: str
    size: int
    sha256: str
    desa: str = ""
    """Code of the desa whose sheet it is."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One recap with what its pages say besides."""

    name: BallotName
    snapshot: RecapSnapshot
    identity: Identity
    stages: Mapping[str, Stage] = field(default_factory=dict)
    """TPS → how far it is in the meeting."""
    corrections: tuple[Correction, ...] = ()
    reopenings: tuple[LockLine, ...] = ()
    head: str = ""
    """The signed head of the audit chain as documents print it."""
    photos: Mapping[str, tuple[Photo, ...]] = field(default_factory=dict)
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """What the front page says of a ballot, kept while the others are written."""

    name: BallotName
    final: bool
    revision: int
    document_id: str
    sha256: str
    taken_at: str
    desa: Mapping[str, tuple[int, int]]
    """Desa → (TPS recorded completely, all TPS)."""
    downloads: tuple[Download, ...]

    @property
    def complete(self) -> int:
        return sum(complete for complete, _ in self.desa.values())

    @property
    def total(self) -> int:
        return sum(total for _, total in self.desa.values())


def progress_of(ballot: Ballot) -> Progress:
    """The little that is kept of a ballot."""
    made = ballot.snapshot
    columns = made.kecamatan_table.columns
    return Progress(
        name=ballot.name,
        final=made.locked,
        revision=made.revision,
        document_id=ballot.identity.document_id,
        sha256=ballot.identity.sha256,
        taken_at=made.taken_at,
        desa={column.code: (column.tps_complete, column.tps_total) for column in columns},
        downloads=ballot.downloads,
    )
