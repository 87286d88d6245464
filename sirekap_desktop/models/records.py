"""What the workspace gives out: frozen dataclasses, never database rows (design.md §2, §4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sirekap_desktop.models.pleno.machine import Stage


class Status(StrEnum):
    """Where one TPS stands in one pemilihan (design.md §4)."""

    BELUM = "belum"
    TERBACA = "terbaca"
    DIPERIKSA = "diperiksa"
    DISAHKAN = "disahkan"
    TERKUNCI = "terkunci"


class EntryHow(StrEnum):
    """How a person's value came to be."""

    CONFIRMED = "confirmed"
    TYPED = "typed"
    RESOLVED = "resolved"
    CORRECTED = "corrected"
    RECOUNTED = "recounted"
    IMPORTED = "imported"
    WITHDRAWN = "withdrawn"


class ImportOutcome(StrEnum):
    """How every imported file (or page of one) ends."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class Kecamatan:
    """Six-digit Kemendagri code and names as printed on documents (capitals)."""

    code: str
    name: str
    kabupaten: str
    provinsi: str


@dataclass(frozen=True, slots=True)
class Desa:
    """Ten-digit code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Tps:
    """A TPS: thirteen-digit code; the DPT is ``None`` while unknown."""

    code: str
    desa_code: str
    number: int
    dpt_l: int | None = None
    dpt_p: int | None = None

    @property
    def label(self) -> str:
        return f"TPS {self.number:03d}"


@dataclass(frozen=True, slots=True)
class ImageVersion:
    """One page picture: page ``index`` of the stored original ``sha256``, in its place (or not yet) at a TPS."""

    id: str
    sha256: str
    index: int
    source: str
    """Path or name that it came from."""
    file_name: str
    """Name inside ``images/``."""
    tps: str | None
    form: str | None
    page: int | None
    version: int
    """1 for the first picture of this TPS, form and page, 2 for its replacement …; 0 while unassigned."""
    rotation: int
    """Degrees clockwise that the operator turned the decoded picture: 0, 90, 180 or 270."""
    corners: tuple[tuple[float, float], ...] | None
    """The paper's corners set by hand, in pixels of the decoded and turned picture."""
    outcome: ImportOutcome
    reason: str
    """Why it is unreadable or unassigned, one sentence; else empty."""
    added_at: str
    added_by: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person recorded for one field. The newest is the value; none means not yet recorded."""

    id: str
    tps: str
    form: str
    field: str
    value: int | None
    """``None`` is an empty field on the paper, which is not zero."""
    how: EntryHow
    who: str
    at: str
    image_id: str | None
    recheck: bool = False
    """*Periksa ulang*: the photo was replaced, or a digit was doubted, after this entry."""
    before: int | None = None
    reason: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class NewDoubt:
    """A digit that looked odd among its like (*verifikasi kelompok*): its number is to be typed again."""

    tps: str
    form: str
    field: str
    image_id: str
    """The photo on which it was seen."""
    cell: int
    """Which box of the field, from 0."""
    digit: int
    """What it was shown as."""


@dataclass(frozen=True, slots=True)
class Doubt(NewDoubt):
    """A doubt as it is kept."""

    id: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A value to record with others in one transaction (``Workspace.record_many``)."""

    field: str
    value: int | None
    how: EntryHow
    image_id: str | None = None
    before: int | None = None
    reason: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class TpsImport:
    """Values of one TPS and form that come from a file."""

    tps: str
    form: str
    new: tuple[NewEntry, ...]
    known: Mapping[str, int | None]
    """What was recorded for these fields when the operator looked; an absent field had no entry."""


@dataclass(frozen=True, slots=True)
class RuleReason:
    """Why a broken rule is kept as the paper says."""

    tps: str
    form: str
    rule: str
    at: str
    left: int
    right: int
    """The values that the reason was given for: it lapses when they change."""
    reason: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class TpsProgress:
    """Everything that Beranda and the queue need to know about one TPS."""

    tps: Tps
    status: Status
    fields_total: int
    fields_recorded: int
    pages_present: tuple[int, ...]
    pages_missing: tuple[int, ...]
    fields_proven: int
    """Fields whose newest reading is proven (recorded or not)."""
    fields_to_type: int
    """Not yet recorded and not proven."""
    rechecks: int
    broken_rules: tuple[str, ...]
    """``rule@at`` of rules broken by recorded entries, without a valid reason."""
    reasoned_rules: tuple[str, ...]
    photo_problems: tuple[str, ...]
    """``"halaman 2 kabur"``."""
    broken_by: tuple[int, ...] = ()
    """How far both sides of each of ``broken_rules`` are apart, in the same order."""
    stage: Stage = Stage.WAITING
    """How far the TPS is in the rapat pleno."""
    elsewhere: bool = False
    """Its desa is recorded on another laptop now (*bagi panel*)."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One bad row of an imported table: ``line`` counts from 1 as the spreadsheet shows it."""

    line: int
    column: str
    message: str
    table: str = ""
    """Which of the template's sheets: ``TPS``, ``Dapil``, ``Peserta``."""


@dataclass(frozen=True, slots=True)
class TableReport:
    """What an imported table changed, or why it changed nothing (``problems`` not empty)."""

    desa: int = 0
    tps: int = 0
    contestants: int = 0
    """Paslon, parties and calon of the DPD."""
    calon: int = 0
    """On the lists of parties."""
    dapil: int = 0
    problems: tuple[RowProblem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class LockEvent:
    """A *kunci* (``locked``) or *buka kunci*."""

    locked: bool
    revision: int
    reason: str
    who: str
    at: str
    scope: str = ""
    """What it holds for (:mod:`models.locks`)."""
