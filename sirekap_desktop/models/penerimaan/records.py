"""What goes into the store and what it gives out: frozen dataclasses, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a kecamatan, or one ballot of it, stands."""

    BELUM = "belum"
    """Nothing came."""
    DRAF = "draf"
    """Something came; not all of it is final."""
    FINAL = "final"
    """All that is expected came, and is locked."""
    DITOLAK = "ditolak"
    """Nothing was taken yet, and something was refused."""


class Result(StrEnum):
    """How the receiving of one package ended."""

    DITERIMA = "diterima"
    SUDAH = "sudah diterima"
    DITOLAK = "ditolak"


# --- what a verified package says -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewFigure:
    """One recorded number; None is empty on the paper."""

    field: str
    value: int | None
    how: str
    reason: str


@dataclass(frozen=True, slots=True)
class NewPaper:
    """One TPS in one ballot."""

    tps: str
    place: str
    """``SAMBABO TPS 003``."""
    complete: bool
    figures: tuple[NewFigure, ...]


@dataclass(frozen=True, slots=True)
class NewRecap:
    """One ballot of a package."""

    pemilihan: str
    dapil: str
    form: str
    document_id: str
    snapshot_sha256: str
    revision: int
    locked: bool
    body: str
    """JSON of :class:`BallotBody`: what the rows are."""
    fields: str
    """Hash of the rows without their words: recaps that can be summed have the same."""
    parts: tuple[str, ...]
    """Codes of its sheets: the kecamatan and its desa."""
    papers: tuple[NewPaper, ...]

    @property
    def whole(self) -> int:
        """TPS with a number in every field."""
        return sum(paper.complete for paper in self.papers)


@dataclass(frozen=True, slots=True)
class NewSheet:
    """How many pages of one printed sheet came back signed."""

    document: str
    part: str
    pages: int
    present: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What a signed manifest says before anything else was fetched: enough to refuse most of what must be."""

    sha256: str
    kecamatan: str
    name: str
    kabupaten: str
    provinsi: str
    simulation: bool
    signer: str
    """Public key, 64 hex digits."""
    fingerprint: str
    machine: str
    program: str
    made_at: str
    revision: int
    ballots: tuple[tuple[str, str, str, int, bool], ...]
    """Pemilihan, dapil, form, revision, locked."""
    contents: tuple[tuple[str, int], ...]
    """Kind and number of files."""
    size: int


@dataclass(frozen=True, slots=True)
class NewPackage:
    """A verified package as it is stored."""

    claim: Claim
    recaps: tuple[NewRecap, ...]
    sheets: tuple[NewSheet, ...]
    head_seq: int
    """Of the last audit row, over all machines: the larger, the newer."""
    head_hash: str
    notes: tuple[str, ...] = ()
    """What the checker could not check."""


# --- what the store tells ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OfficeInfo:
    """Whose store it is."""

    code: str
    name: str
    public_key: str
    simulation: bool


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key of a PPK, and whether it still counts."""

    public_key: str
    fingerprint: str
    kecamatan: str
    name: str
    host: str
    enrolled_at: str
    revoked_at: str = ""
    revoked_by: str = ""
    reason: str = ""

    @property
    def revoked(self) -> bool:
        return bool(self.revoked_at)


@dataclass(frozen=True, slots=True)
class ReceivedPackage:
    """A package that was taken."""

    sha256: str
    kecamatan: str
    name: str
    number: int
    """1 for the first of its kecamatan."""
    revision: int
    current: bool
    """Whether any of its ballots still counts."""
    signer: str
    fingerprint: str
    revoked: bool
    """Whether its key was revoked after it came."""
    made_at: str
    received_at: str
    received_by: str
    host: str
    """On which computer its files were kept."""
    source: str
    size: int
    contents: tuple[tuple[str, int], ...]
    receipt: bool
    """Whether a receipt was signed for it."""
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedPackage:
    """A package that was not taken."""

    package: str
    """SHA-256 of its manifest; empty where none could be read."""
    kecamatan: str
    """As it claims; empty where it claims nothing."""
    name: str
    revision: int
    fingerprint: str
    code: str
    reason: str
    source: str
    at: str
    who: str


@dataclass(frozen=True, slots=True)
class BallotState:
    """One ballot of one kecamatan."""

    pemilihan: str
    dapil: str
    title: str
    state: State
    revision: int
    tps_complete: int
    tps_total: int
    signed: int
    """Sheets that came back signed, all pages."""
    sheets: int
    """Sheets that it has."""
    package: str
    changed: int
    """Revisions before this one: there is something to compare when it is not 0."""


@dataclass(frozen=True, slots=True)
class KecamatanState:
    """One kecamatan on the screen."""

    code: str
    name: str
    state: State
    revision: int
    received_at: str
    """Of the newest package; empty before the first."""
    received_by: str
    tps_complete: int
    """TPS complete in every ballot."""
    tps_total: int
    signed: int
    sheets: int
    packages: int
    refusals: int
    """Since the newest package was taken."""
    revoked: bool
    """Whether what counts was signed with a key that was revoked since."""
    ballots: tuple[BallotState, ...]

    @property
    def problem(self) -> bool:
        """Whether somebody should look."""
        return self.state is State.DITOLAK or self.refusals > 0 or self.revoked


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that another revision has otherwise."""

    pemilihan: str
    dapil: str
    tps: str
    place: str
    field: str
    number: str
    label: str
    before: int | None
    after: int | None
    was_there: bool
    """False: the earlier revision had no entry here."""
    is_there: bool
    how: str
    reason: str
    """Of the pembetulan or recount, where the package gives one."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that has not come."""

    kind: str
    """``kecamatan``, ``pemilihan``, ``tps``, ``angka``, ``final`` or ``salinan``."""
    kecamatan: str
    name: str
    what: str
    """One sentence."""


@dataclass(frozen=True, slots=True)
class BallotName:
    """A ballot that the kabupaten combines."""

    pemilihan: str
    dapil: str
    title: str
