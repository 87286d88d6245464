"""From the progress of every TPS to what Beranda shows. Pure: no Qt, no words of the interface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby

from sirekap_desktop.models.records import Desa, Status, TpsProgress

DONE = (Status.DIPERIKSA, Status.DISAHKAN, Status.TERKUNCI)


class Need(StrEnum):
    """Why a TPS needs a person, the most urgent first."""

    BROKEN = "broken"
    RECHECK = "recheck"
    PHOTO = "photo"
    MISSING = "missing"
    CHECK = "check"


_URGENCY = list(Need)


@dataclass(frozen=True, slots=True)
class Attention:
    """One matter of one TPS. ``detail`` is the rule ids, the photo's problem or the missing pages; ``count`` isian.

    ``differences`` says how far each rule of ``detail`` is off.
    """

    need: Need
    progress: TpsProgress
    detail: tuple[str, ...] = ()
    count: int = 0
    differences: tuple[int, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it belongs to *perlu perhatian*: ordinary checking is work, not a matter."""
        return self.need is not Need.CHECK


@dataclass(frozen=True, slots=True)
class DesaLine:
    """One desa of the table."""

    desa: Desa
    tps: tuple[TpsProgress, ...]
    statuses: dict[Status, int]
    attention: tuple[Attention, ...]

    def count(self, status: Status) -> int:
        return self.statuses.get(status, 0)


class Step(StrEnum):
    """What comes next."""

    WILAYAH = "wilayah"
    IMPORT = "import"
    ASSIGN = "assign"
    CHECK = "check"
    RESOLVE = "resolve"
    MISSING = "missing"
    ELECTION = "election"
    """This election is done, another one is not."""
    SLIPS = "slips"
    LOCK = "lock"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing to do next; ``progress`` when it is about one TPS."""

    step: Step
    progress: TpsProgress | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything Beranda shows."""

    lines: tuple[DesaLine, ...] = ()
    next: Next = Next(Step.WILAYAH)
    tps_total: int = 0
    tps_done: int = 0
    fields_read: int = 0
    fields_proven: int = 0
    fields_to_type: int = 0
    unassigned: int = 0
    unreadable: int = 0
    slips: int = 0
    """Likely slips that nobody has looked at."""
    matters: Counter[Need] = field(default_factory=Counter)

    @property
    def matters_total(self) -> int:
        return sum(self.matters.values()) + self.unassigned + self.unreadable + self.slips

    def desa_of(self, progress: TpsProgress) -> Desa:
        """The desa of a TPS; raises StopIteration if it is not in the table."""
        return next(line.desa for line in self.lines if line.desa.code == progress.tps.desa_code)


def attention(progress: TpsProgress) -> tuple[Attention, ...]:
    """What one TPS needs here, the most urgent first."""
    if progress.elsewhere:
        return ()
    found = []
    if progress.broken_rules:
        worst = worst_of(progress)
        count, apart = len(progress.broken_rules), tuple(worst.values())
        found.append(Attention(Need.BROKEN, progress, tuple(worst), count, apart))
    if progress.rechecks:
        found.append(Attention(Need.RECHECK, progress, count=progress.rechecks))
    found += [Attention(Need.PHOTO, progress, (problem,)) for problem in progress.photo_problems]
    if progress.pages_present and progress.pages_missing:
        found.append(Attention(Need.MISSING, progress, tuple(str(page) for page in progress.pages_missing)))
    if progress.status is Status.TERBACA:
        found.append(Attention(Need.CHECK, progress, count=progress.fields_total - progress.fields_recorded))
    return tuple(found)


def rules_of(progress: TpsProgress) -> tuple[str, ...]:
    """Rule ids without their place, each once, in order: ``("R6", "R7a")``."""
    return tuple(dict.fromkeys(rule.partition("@")[0] for rule in progress.broken_rules))


def worst_of(progress: TpsProgress) -> dict[str, int]:
    """Each broken rule once, in order, with its largest difference."""
    worst: dict[str, int] = {}
    for name, difference in zip(progress.broken_rules, progress.broken_by, strict=True):
        rule = name.partition("@")[0]
        worst[rule] = max(difference, worst.get(rule, 0))
    return worst


def summarize(
    progress: Sequence[TpsProgress],
    desa: Sequence[Desa],
    *,
    unassigned: int = 0,
    unreadable: int = 0,
    locked: bool = False,
) -> Overview:
    """``progress`` in the order of TPS codes, as the workspace gives it."""
    by_desa = {code: tuple(items) for code, items in groupby(progress, key=lambda item: item.tps.desa_code)}
    lines = tuple(_line(item, by_desa.get(item.code, ())) for item in desa)
    read = [item for item in progress if item.pages_present]
    matters = Counter(item.need for line in lines for item in line.attention)
    return Overview(
        lines=lines,
        next=_next(progress, unassigned=unassigned, locked=locked),
        tps_total=len(progress),
        tps_done=sum(item.status in DONE for item in progress),
        fields_read=sum(item.fields_total for item in read),
        fields_proven=sum(item.fields_proven for item in read),
        fields_to_type=sum(item.fields_to_type for item in read),
        unassigned=unassigned,
        unreadable=unreadable,
        matters=matters,
    )


def with_slips(overview: Overview, count: int) -> Overview:
    """The same with the likely slips, which are looked through before anything is locked."""
    following = Next(Step.SLIPS, count=count) if count and overview.next.step is Step.LOCK else overview.next
    return replace(overview, slips=count, next=following)


def _line(desa: Desa, tps: tuple[TpsProgress, ...]) -> DesaLine:
    matters = [matter for item in tps for matter in attention(item) if matter.counts]
    matters.sort(key=lambda matter: _URGENCY.index(matter.need))
    return DesaLine(desa, tps, dict(Counter(item.status for item in tps)), tuple(matters))


def _next(progress: Sequence[TpsProgress], *, unassigned: int, locked: bool) -> Next:
    here = [item for item in progress if not item.elsewhere]
    to_check = _first(item for item in here if item.status is Status.TERBACA or item.rechecks)
    broken = _first(item for item in here if item.broken_rules)
    waiting = [item for item in here if item.status is Status.BELUM]
    if locked:
        result = Next(Step.SEND)
    elif not progress:
        result = Next(Step.WILAYAH)
    elif unassigned:
        result = Next(Step.ASSIGN, count=unassigned)
    elif to_check:
        result = Next(Step.CHECK, to_check)
    elif broken:
        result = Next(Step.RESOLVE, broken)
    elif waiting:
        step = Step.MISSING if len(waiting) < len(progress) else Step.IMPORT
        result = Next(step, waiting[0], len(waiting))
    else:
        result = Next(Step.LOCK)
    return result


def _first(items: Iterable[TpsProgress]) -> TpsProgress | None:
    return next(iter(items), None)
