"""What happens in a rapat pleno, as frozen facts: one class per kind, stored as JSON in the order in which it happened.

Order and words follow domain.md §3.4 and §4 (PKPU 19/2020 art. 15A; PKPU 5/2024 is the same in substance).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import ClassVar

from sirekap_desktop.forms.errors import UserError


class Capacity(StrEnum):
    """As what somebody takes part."""

    PPK = "ppk"
    PPS = "pps"
    SEKRETARIAT = "sekretariat"
    SAKSI = "saksi"
    PANWASLU = "panwaslu"
    GUEST = "undangan"


class Delay(StrEnum):
    """Why the result of a TPS waits (domain.md §4)."""

    PSU = "psu"
    """Pemungutan suara ulang."""
    PSL = "psl"
    """Pemungutan suara lanjutan or susulan."""
    BOX = "kotak"
    """The box or the form is missing."""
    OTHER = "lain"


@dataclass(frozen=True, slots=True)
class Fact:
    """Base of all; ``kind`` is its name in the database."""

    kind: ClassVar[str] = ""
    needs: ClassVar[tuple[str, ...]] = ()
    """Texts that must not be empty."""
    of_tps: ClassVar[bool] = True
    """Whether it belongs to a TPS (else to the meeting of the pemilihan)."""


# --- of the meeting -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Planned(Fact):
    """Where the meeting will be held, and about what: the invitation goes out the day before it is opened."""

    kind: ClassVar[str] = "planned"
    needs: ClassVar[tuple[str, ...]] = ("place",)
    of_tps: ClassVar[bool] = False
    place: str = ""
    agenda: str = ""


@dataclass(frozen=True, slots=True)
class Opened(Fact):
    """The meeting of a pemilihan is open."""

    kind: ClassVar[str] = "opened"
    needs: ClassVar[tuple[str, ...]] = ("place",)
    of_tps: ClassVar[bool] = False
    place: str = ""
    agenda: str = ""


@dataclass(frozen=True, slots=True)
class Scheduled(Fact):
    """Which desa are read on which day; replaces what was planned before."""

    kind: ClassVar[str] = "scheduled"
    of_tps: ClassVar[bool] = False
    days: tuple[tuple[str, str], ...] = ()
    """Code of the desa and the day, ISO 8601, in the order of reading."""


@dataclass(frozen=True, slots=True)
class PanelSet(Fact):
    """A panel with its leader and desa; the same number again replaces it, no desa takes it away."""

    kind: ClassVar[str] = "panel"
    needs: ClassVar[tuple[str, ...]] = ("leader",)
    of_tps: ClassVar[bool] = False
    number: int = 1
    leader: str = ""
    desa: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attended(Fact):
    """Somebody takes part, or (answering an earlier one) no longer does."""

    kind: ClassVar[str] = "attended"
    needs: ClassVar[tuple[str, ...]] = ("name",)
    of_tps: ClassVar[bool] = False
    name: str = ""
    capacity: str = Capacity.GUEST
    office: str = ""
    """``Ketua``, ``Anggota``, PPS of which desa, name of the institution."""
    contestant: int = 0
    """Number of the contestant whose saksi it is."""
    mandate: str = ""
    """Number or date of the saksi's letter of mandate."""
    present: bool = True


@dataclass(frozen=True, slots=True)
class Signed(Fact):
    """Who signs D.HASIL, or refuses and why: who refuses need not sign, and the result stays valid."""

    kind: ClassVar[str] = "signed"
    needs: ClassVar[tuple[str, ...]] = ("name",)
    of_tps: ClassVar[bool] = False
    name: str = ""
    capacity: str = Capacity.PPK
    contestant: int = 0
    refuses: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Closed(Fact):
    """The meeting of the pemilihan is over."""

    kind: ClassVar[str] = "closed"
    of_tps: ClassVar[bool] = False
    note: str = ""


# --- of a TPS -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadOut(Fact):
    """C.HASIL of the TPS was read out to the room."""

    kind: ClassVar[str] = "read_out"


@dataclass(frozen=True, slots=True)
class Compared(Fact):
    """The figures were compared with Sirekap's or with the salinan that somebody holds; only differences are noted."""

    kind: ClassVar[str] = "compared"
    needs: ClassVar[tuple[str, ...]] = ("holder",)
    holder: str = ""
    """``sirekap``, ``panwaslu``, or ``saksi 02``."""
    differences: tuple[tuple[str, int], ...] = ()
    """Field and the figure that stands there."""


@dataclass(frozen=True, slots=True)
class RecountOrdered(Fact):
    """Hitung suara ulang begins."""

    kind: ClassVar[str] = "recount"
    needs: ClassVar[tuple[str, ...]] = ("reason",)
    reason: str = ""
    witnesses: str = ""


@dataclass(frozen=True, slots=True)
class Recounted(Fact):
    """Its figures are entered."""

    kind: ClassVar[str] = "recounted"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Incident(Fact):
    """Kejadian khusus, with what was done about it."""

    kind: ClassVar[str] = "incident"
    needs: ClassVar[tuple[str, ...]] = ("text",)
    text: str = ""
    settled: str = ""


@dataclass(frozen=True, slots=True)
class Objection(Fact):
    """Keberatan of a saksi or of Panwaslu."""

    kind: ClassVar[str] = "objection"
    needs: ClassVar[tuple[str, ...]] = ("name", "text")
    name: str = ""
    capacity: str = Capacity.SAKSI
    contestant: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answered(Fact):
    """The PPK's answer to an objection: accepted and settled, or carried to the next level."""

    kind: ClassVar[str] = "answered"
    needs: ClassVar[tuple[str, ...]] = ("text",)
    accepted: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Approved(Fact):
    """Sahkan: the room accepts the result of the TPS."""

    kind: ClassVar[str] = "approved"


@dataclass(frozen=True, slots=True)
class Postponed(Fact):
    """Ditunda, with the reason."""

    kind: ClassVar[str] = "postponed"
    needs: ClassVar[tuple[str, ...]] = ("reason",)
    delay: str = Delay.OTHER
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Resumed(Fact):
    """What was postponed goes on."""

    kind: ClassVar[str] = "resumed"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reverted(Fact):
    """The ketua takes an approval back, with the reason."""

    kind: ClassVar[str] = "reverted"
    needs: ClassVar[tuple[str, ...]] = ("reason",)
    reason: str = ""


KINDS: Mapping[str, type[Fact]] = {
    cls.kind: cls
    for cls in (
        Planned, Opened, Scheduled, PanelSet, Attended, Signed, Closed,
        ReadOut, Compared, RecountOrdered, Recounted, Incident, Objection, Answered, Approved, Postponed, Resumed,
        Reverted,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """A fact with where it stands in the history."""

    id: str
    form: str
    tps: str | None
    fact: Fact
    ref: str | None
    """The event that it answers."""
    at: str
    who: str


def check(fact: Fact) -> None:
    """Raises UserError ``pleno.text`` when something that must be said is not."""
    for name in fact.needs:
        if not str(getattr(fact, name)).strip():
            raise UserError(f"{_MISSING.get(name, 'Isian')} belum diisi.", code="pleno.text")
    if isinstance(fact, Signed) and fact.refuses and not fact.reason.strip():
        raise UserError("Alasan tidak menandatangani belum diisi.", code="pleno.text")


_MISSING = {
    "place": "Tempat rapat",
    "leader": "Nama pemimpin panel",
    "name": "Nama",
    "holder": "Pemegang salinan",
    "reason": "Alasan",
    "text": "Uraian",
}


def encode(fact: Fact) -> str:
    """Sorted compact JSON."""
    return json.dumps(asdict(fact), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(kind: str, body: str) -> Fact:
    """The fact that was stored. Raises KeyError for an unknown kind, ValueError or TypeError for a damaged body."""
    cls = KINDS[kind]
    values = json.loads(body)
    return cls(**{item.name: _frozen(values[item.name]) for item in fields(cls)})


def _frozen(value: object) -> object:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
