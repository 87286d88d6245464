"""What documents say of the meeting: who came, who signs and who refuses, why it was reopened, the signed head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sirekap_desktop.forms.terbilang import terbilang
from sirekap_desktop.models import seals
from sirekap_desktop.models.pleno.facts import Attended, Capacity, Closed, Event, Opened, Planned, Postponed, Signed
from sirekap_desktop.models.pleno.machine import Stage, state_of
from sirekap_desktop.models.pleno.snapshot import LockLine, PlenoSnapshot
from sirekap_desktop.models.pleno.store import by_tps
from sirekap_desktop.models.roles import Role
from sirekap_desktop.models.seals import Seal
from sirekap_desktop.reports.captions import Captions
from sirekap_desktop.reports.content import MONTHS, readable_time

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_DESA_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody of the attendance."""

    fact: Attended
    since: str
    left: str = ""
    """When they no longer took part; empty if they stayed."""


@dataclass(frozen=True, slots=True)
class SignBox:
    """Where somebody signs: what stands over the place, and below it who it is or why they do not."""

    caption: str
    name: str = ""
    refusal: str = ""
    """The sentence with the reason; empty for who signs."""
    absent: bool = False
    """``name`` says that nobody came."""


@dataclass(frozen=True)
class Meeting:
    """A snapshot with what follows from its facts."""

    snapshot: PlenoSnapshot

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return self.snapshot.events()

    @cached_property
    def opened(self) -> Event | None:
        """The first opening: its day and place stand in the berita acara, put right as long as it lasted."""
        first: Event | None = None
        for event in self.events:
            if isinstance(event.fact, Opened):
                first = replace(first or event, fact=event.fact)
            elif isinstance(event.fact, Closed) and first is not None:
                break
        return first

    @cached_property
    def planned(self) -> Planned | Opened | None:
        """Where the invitation calls people to: what was planned, else where the meeting was opened."""
        plans = [event.fact for event in self.events if isinstance(event.fact, Planned)]
        opened = self.opened.fact if self.opened else None
        return plans[-1] if plans else opened if isinstance(opened, Opened) else None

    @cached_property
    def presences(self) -> tuple[Presence, ...]:
        """In the order in which they came; who left is still named, who came back stands there again."""
        found: dict[str, Presence] = {}
        newest: dict[str, str] = {}  # who was named, by that event: their last presence
        for event in self.events:
            fact = event.fact
            if not isinstance(fact, Attended):
                continue
            earlier = newest.get(event.ref or "") or (None if fact.present else _same(found, fact))
            if fact.present and earlier is not None and not found[earlier].left:
                found[earlier] = replace(found[earlier], fact=fact)  # a name or a mandate put right
            elif fact.present:
                found[event.id] = Presence(fact, event.at)
                newest[event.ref or event.id] = event.id
            elif earlier is not None:
                found[earlier] = replace(found[earlier], left=event.at)
        return tuple(found.values())

    @cached_property
    def signed(self) -> tuple[Signed, ...]:
        """The newest word of each who signs or refuses."""
        found: dict[tuple[str, int, str], Signed] = {}
        for event in self.events:
            if isinstance(event.fact, Signed):
                found[event.fact.capacity, event.fact.contestant, _key(event.fact.name)] = event.fact
        return tuple(found.values())

    @property
    def refusals(self) -> tuple[Signed, ...]:
        return tuple(one for one in self.signed if one.refuses)

    @property
    def knows_people(self) -> bool:
        return bool(self.presences or self.signed)

    def of(self, capacity: Capacity, contestant: int = 0) -> tuple[Presence, ...]:
        """Who takes part as what."""
        return tuple(
            one for one in self.presences
            if one.fact.capacity == capacity and (not contestant or one.fact.contestant == contestant)
        )  # fmt: skip

    def ketua(self) -> str:
        """Name of the ketua, where anybody said it."""
        names = [one.fact.name for one in self.of(Capacity.PPK) if _leads(one.fact.office)]
        names += [name for role, name in self.snapshot.ppk if role == Role.KETUA]
        return names[0] if names else ""

    def members(self) -> tuple[str, ...]:
        """Names of the anggota: who came or signed, else who may sign in as one."""
        ketua = _key(self.ketua())
        names = [one.fact.name for one in self.of(Capacity.PPK)]
        names += [one.name for one in self.signed if one.capacity == Capacity.PPK]
        names = names if [one for one in names if _key(one) != ketua] else []
        names = names or [name for role, name in self.snapshot.ppk if role == Role.ANGGOTA]
        return tuple({_key(name): name for name in names if _key(name) != ketua}.values())

    def saksi(self, contestant: int) -> str:
        """Names of a contestant's saksi: who signs or refuses, else who came."""
        names = [one.name for one in self.signed if (one.capacity, one.contestant) == (Capacity.SAKSI, contestant)]
        names = names or [one.fact.name for one in self.of(Capacity.SAKSI, contestant)]
        return " / ".join(dict.fromkeys(names))

    def refusal(self, capacity: Capacity, contestant: int, names: str) -> str:
        """The reason of whoever of them refuses; empty when none does."""
        wanted = {_key(name) for name in names.split(" / ")}
        reasons = [
            one.reason for one in self.refusals
            if (one.capacity, one.contestant) == (capacity, contestant) and _key(one.name) in wanted
        ]  # fmt: skip
        return "; ".join(dict.fromkeys(reasons))

    @property
    def reopenings(self) -> tuple[LockLine, ...]:
        return tuple(one for one in self.snapshot.locks if not one.locked)

    def seal(self) -> Seal | None:
        """The signed head of the newest lock, while the pemilihan is final."""
        found = [one for one in self.snapshot.locks if one.locked and one.heads]
        return seal_of(found[-1]) if found and self.snapshot.locked else None

    def desa_name(self, code: str) -> str:
        return dict(self.snapshot.desa).get(code[:_DESA_DIGITS], code[:_DESA_DIGITS])

    def place(self, tps: str | None) -> str:
        """``SAMBABO, TPS 003``."""
        return f"{self.desa_name(tps)}, TPS {tps[_DESA_DIGITS:]}" if tps else "–"


def _same(found: dict[str, Presence], fact: Attended) -> str | None:
    """The presence that somebody who leaves had, where the event does not name it."""
    wanted = (_key(fact.name), fact.capacity)
    return next((key for key, one in found.items() if (_key(one.fact.name), one.fact.capacity) == wanted), None)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _leads(office: str) -> bool:
    return office.casefold().startswith("ketua")


def seal_of(line: LockLine) -> Seal:
    """The seal that a lock carries."""
    return Seal(line.id, line.machine, line.heads, line.public_key, line.signature)


def head_line(meeting: Meeting | None, captions: Captions) -> str:
    """The signed head as it stands at the foot of locked documents; empty when there is none."""
    seal = meeting.seal() if meeting else None
    return captions.text("head", kepala=seals.printed(seal.head), sidik=seal.fingerprint) if seal else ""


def when(meeting: Meeting | None, captions: Captions) -> str:
    """``Pada hari ini Sabtu tanggal Tujuh Belas bulan Februari …``; dots to fill in while no meeting was opened."""
    day = _time(meeting.opened.at) if meeting and meeting.opened else None
    if day is None:
        return captions.text("when_blank")
    return captions.text(
        "when", hari=DAYS[day.weekday()], tanggal=terbilang(day.day).title(), bulan=MONTHS[day.month - 1],
        tahun=terbilang(day.year).title(),
    )  # fmt: skip


def where(meeting: Meeting | None, captions: Captions) -> str:
    """The place of the meeting, or dots."""
    fact = meeting.opened.fact if meeting and meeting.opened else None
    return fact.place if isinstance(fact, Opened) else captions.text("where_blank")


def _time(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        return None


def scope_words(scope: str, meeting: Meeting, captions: Captions) -> str:
    """What a lock holds for."""
    place, _, form = scope.partition("/")
    if len(place) == _DESA_DIGITS:
        return captions.text("scope_desa", desa=meeting.desa_name(place))
    return captions.text("scope_kecamatan" if form else "scope_all")


def revision_notes(meeting: Meeting, captions: Captions, desa: str = "") -> Iterator[str]:
    """Why each revision was begun; of a desa's sheet those that concern it."""
    for one in meeting.reopenings:
        place = one.scope.partition("/")[0]
        if not desa or len(place) < _DESA_DIGITS or place == desa:
            yield captions.text(
                "note_revision", revisi=one.revision, tingkat=scope_words(one.scope, meeting, captions),
                waktu=readable_time(one.at), nama=one.who, alasan=one.reason,
            )  # fmt: skip


def postponed_notes(meeting: Meeting, captions: Captions, desa: str = "") -> Iterator[str]:
    """Which TPS wait, and why: nothing of them is final."""
    for tps, events in sorted(by_tps(meeting.events).items()):
        if tps.startswith(desa) and state_of(events).stage is Stage.POSTPONED:
            reason = [event.fact.reason for event in events if isinstance(event.fact, Postponed)][-1]
            yield captions.text("note_postponed", tempat=meeting.place(tps), alasan=reason)


def refusal_notes(meeting: Meeting, captions: Captions) -> Iterator[str]:
    """Who does not sign, with the whole reason: the box may have no room for it."""
    for one in meeting.refusals:
        yield captions.text("note_refusal", nama=who(one, meeting), alasan=one.reason)


_AS = {
    Capacity.PPK: "PPK", Capacity.PPS: "PPS", Capacity.SEKRETARIAT: "Sekretariat", Capacity.SAKSI: "Saksi",
    Capacity.PANWASLU: "Panwaslu Kecamatan", Capacity.GUEST: "Undangan",
}  # fmt: skip


def capacity_words(capacity: str, contestant: int, meeting: Meeting) -> str:
    """``Saksi 02 PASANGAN CALON DUA``, ``Panwaslu Kecamatan``."""
    word = _AS.get(Capacity(capacity), capacity) if capacity in set(Capacity) else capacity
    name = dict(meeting.snapshot.contestants).get(contestant, "")
    return f"{word} {contestant:02d} {name}".rstrip() if contestant else word


def who(fact: Signed, meeting: Meeting) -> str:
    """``BUDI (Saksi 02 PASANGAN CALON DUA)``."""
    return f"{fact.name} ({capacity_words(fact.capacity, fact.contestant, meeting)})"


def ppk_boxes(meeting: Meeting | None, captions: Captions) -> tuple[SignBox, ...]:
    """Ketua and anggota: as many as the law says, or as there are."""
    members = meeting.members() if meeting else ()
    names = (meeting.ketua() if meeting else "", *members)
    count = max(captions.ppk_members, len(names))
    padded = (*names, *("",) * (count - len(names)))
    return tuple(
        SignBox(f"{i}. {captions.text('anggota' if i > 1 else 'ketua')}", name, _refuses(meeting, captions, name))
        for i, name in enumerate(padded, 1)
    )


def saksi_boxes(
    meeting: Meeting | None, captions: Captions, contestants: Sequence[tuple[int, str]]
) -> tuple[SignBox, ...]:
    """The saksi of each contestant; after the end of the meeting it is said where nobody came."""
    return tuple(_saksi_box(meeting, captions, number, name) for number, name in contestants)


def _saksi_box(meeting: Meeting | None, captions: Captions, number: int, name: str) -> SignBox:
    caption = captions.text("saksi", nomor=number, nama=name)
    names = meeting.saksi(number) if meeting else ""
    if meeting and not names and meeting.snapshot.locked and meeting.knows_people:
        return SignBox(caption, captions.text("absent"), absent=True)
    return SignBox(caption, names, _refuses(meeting, captions, names, Capacity.SAKSI, number))


def _refuses(
    meeting: Meeting | None, captions: Captions, names: str, capacity: Capacity = Capacity.PPK, contestant: int = 0
) -> str:
    reason = meeting.refusal(capacity, contestant, names) if meeting and names else ""
    return captions.text("refuses", alasan=reason) if reason else ""
