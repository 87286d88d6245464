"""What the ketua sees before *kunci*: everything that a lock would freeze unfinished, per desa."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sirekap_desktop.jobs.pleno import Sitting, TpsLine
from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.models.records import Desa


class Gap(StrEnum):
    """One kind of what is unfinished, in the order in which it is put right."""

    MISSING = "missing"
    """Nothing recorded and no page read."""
    UNRECORDED = "unrecorded"
    RECHECK = "recheck"
    BROKEN = "broken"
    """A rule broken without a reason."""
    SLIP = "slip"
    """A likely slip that nobody has looked at."""
    UNREAD = "unread"
    NOT_COMPARED = "not_compared"
    RECOUNT = "recount"
    OBJECTION = "objection"
    POSTPONED = "postponed"
    NOT_APPROVED = "not_approved"


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of gap in one desa, with the TPS that have it."""

    gap: Gap
    tps: tuple[TpsLine, ...]


@dataclass(frozen=True, slots=True)
class DesaCheck:
    """One desa in the checklist."""

    desa: Desa
    tps: int
    approved: int
    locked: bool
    findings: tuple[Finding, ...]

    @property
    def matters(self) -> int:
        """How many TPS have how many gaps."""
        return sum(len(one.tps) for one in self.findings)


def _unrecorded(line: TpsLine) -> bool:
    touched = bool(line.progress.pages_present) or line.progress.fields_recorded > 0
    return touched and line.progress.fields_recorded < line.progress.fields_total


_TESTS: Mapping[Gap, Callable[[TpsLine], bool]] = {
    Gap.MISSING: lambda line: not line.progress.pages_present and not line.progress.fields_recorded,
    Gap.UNRECORDED: _unrecorded,
    Gap.RECHECK: lambda line: line.progress.rechecks > 0,
    Gap.BROKEN: lambda line: bool(line.progress.broken_rules),
    Gap.UNREAD: lambda line: line.complete and line.stage is Stage.WAITING,
    Gap.NOT_COMPARED: lambda line: line.state.was_read and not line.state.compared,
    Gap.RECOUNT: lambda line: line.stage is Stage.RECOUNT,
    Gap.OBJECTION: lambda line: bool(line.state.open_objections),
    Gap.POSTPONED: lambda line: line.stage is Stage.POSTPONED,
    Gap.NOT_APPROVED: lambda line: line.stage is Stage.READ,
}


def checklist(sitting: Sitting, slips: Iterable[str] = ()) -> tuple[DesaCheck, ...]:
    """Per desa in the order of reading; ``slips`` are codes of TPS with a likely slip that is still open."""
    odd = frozenset(slips)
    tests = {**_TESTS, Gap.SLIP: lambda line: line.code in odd}
    return tuple(_of_desa(sitting, desa, tests) for desa in sitting.desa)


def _of_desa(sitting: Sitting, desa: Desa, tests: Mapping[Gap, Callable[[TpsLine], bool]]) -> DesaCheck:
    lines = [line for line in sitting.lines if line.desa == desa]
    found = [(gap, tuple(line for line in lines if tests[gap](line))) for gap in Gap]
    return DesaCheck(
        desa,
        len(lines),
        sum(line.stage is Stage.APPROVED for line in lines),
        desa.code in sitting.locked,
        tuple(Finding(gap, tps) for gap, tps in found if tps),
    )
