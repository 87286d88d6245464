"""The second reader: which number is shown, which is typed blind, and when what was typed may be recorded.

Pure functions on frozen dataclasses; the window only shows what they say. Two phases per TPS, so that nothing on the
screen betrays what the machine read in a field that is still to be typed (design.md §6): first every blind field is
typed, then the proven ones are shown beside their crops and confirmed page by page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from sirekap_desktop.forms.model import Field, FormDefinition
from sirekap_desktop.forms.reading import FieldReading, FieldStatus
from sirekap_desktop.models.records import Doubt, Entry, EntryHow


class Mode(StrEnum):
    """What the operator does with one field."""

    DONE = "done"
    """Recorded; nothing to do."""
    BLIND = "blind"
    """Type it from the picture; the machine's value stays hidden."""
    SHOW = "show"
    """Proven: look at crop and value, one key confirms the page."""
    NO_PHOTO = "no_photo"
    """Its page has no photo yet."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The workspace's checking policy (design.md §6)."""

    kind: str = "adaptive"
    """``adaptive``, ``type_all`` or ``sample``."""
    sample_percent: int = 0
    """Share of proven fields that are typed blind as well, for ``sample``."""
    seed: str = ""
    """Makes the sample of this workspace unpredictable elsewhere and repeatable here."""

    def samples(self, tps: str, field: str) -> bool:
        """Whether this proven field is drawn into the sample."""
        digest = hashlib.sha256(f"{self.seed}|{tps}|{field}".encode()).digest()
        return int.from_bytes(digest[:4], "big") % 10_000 < self.sample_percent * 100


@dataclass(frozen=True, slots=True)
class FieldTask:
    """One row of *Periksa*."""

    field: Field
    mode: Mode
    reading: FieldReading | None
    entry: Entry | None
    revealed: bool
    """Whether the machine's value may stand on the screen: proven, and no blind field of this TPS is left."""
    doubt: Doubt | None = None
    """Why a proven or recorded number is typed again: a digit of it looked odd among its like."""
    sirekap: int | None = None
    """What Sirekap published; known only once the number is recorded, and never a value."""

    @property
    def recorded(self) -> bool:
        return self.mode is Mode.DONE


def _mode(
    tps: str,
    field: Field,
    reading: FieldReading | None,
    entry: Entry | None,
    *,
    has_photo: bool,
    policy: Policy,
    doubted: bool,
) -> Mode:
    if entry is not None and not entry.recheck:
        return Mode.DONE
    if not has_photo:
        return Mode.NO_PHOTO
    proven = reading is not None and reading.status is FieldStatus.PROVEN
    if not proven or doubted or policy.kind == "type_all":
        return Mode.BLIND
    if policy.kind == "sample" and policy.samples(tps, field.name):
        return Mode.BLIND
    return Mode.SHOW


def plan(
    form: FormDefinition,
    tps: str,
    *,
    readings: Mapping[str, FieldReading],
    entries: Mapping[str, Entry],
    pages_with_photo: Sequence[int],
    policy: Policy,
    doubts: Mapping[str, Doubt] = MappingProxyType({}),
) -> tuple[FieldTask, ...]:
    """What is to be done with each field of one TPS, in the order of the form."""
    modes = {
        field.name: _mode(
            tps,
            field,
            readings.get(field.name),
            entries.get(field.name),
            has_photo=field.page in pages_with_photo,
            policy=policy,
            doubted=field.name in doubts,
        )
        for field in form.fields
    }
    return _with_reveals(
        [
            FieldTask(
                field,
                modes[field.name],
                readings.get(field.name),
                entries.get(field.name),
                revealed=False,
                doubt=doubts.get(field.name),
            )
            for field in form.fields
        ]
    )


def _with_reveals(tasks: Sequence[FieldTask]) -> tuple[FieldTask, ...]:
    """Recorded values stand on the screen; proven ones only when nothing blind is left that they could betray."""
    blind_left = any(task.mode is Mode.BLIND for task in tasks)
    return tuple(
        replace(task, revealed=task.mode is Mode.DONE or (task.mode is Mode.SHOW and not blind_left)) for task in tasks
    )


def from_paper(tasks: Sequence[FieldTask], pages: Collection[int]) -> tuple[FieldTask, ...]:
    """The same tasks with pages that have no photo typed from the paper itself: blind, and each number twice."""
    opened = [
        replace(task, mode=Mode.BLIND) if task.mode is Mode.NO_PHOTO and task.field.page in pages else task
        for task in tasks
    ]
    return _with_reveals(opened)


def with_sirekap(tasks: Sequence[FieldTask], figures: Mapping[str, int]) -> tuple[FieldTask, ...]:
    """The same tasks with Sirekap's figures beside recorded numbers; what is still to be typed stays blind."""
    return tuple(replace(task, sirekap=figures.get(task.field.name)) if task.recorded else task for task in tasks)


def recorded_values(tasks: Sequence[FieldTask]) -> dict[str, int | None]:
    """The values that rules and totals may use: recorded, and not waiting to be typed again."""
    return {task.field.name: task.entry.value for task in tasks if task.recorded and task.entry is not None}


def next_blind(tasks: Sequence[FieldTask], after: str | None = None) -> FieldTask | None:
    """The next field to type, in form order and round again; ``None`` when nothing is left to type."""
    names = [task.field.name for task in tasks]
    start = names.index(after) + 1 if after in names else 0
    turned = [*tasks[start:], *tasks[:start]]
    return next((task for task in turned if task.mode is Mode.BLIND), None)


def pages_to_confirm(tasks: Sequence[FieldTask]) -> tuple[int, ...]:
    """Pages with proven fields that one key would record now, in order."""
    return tuple(dict.fromkeys(task.field.page for task in tasks if task.mode is Mode.SHOW and task.revealed))


def confirmable(tasks: Sequence[FieldTask], page: int) -> tuple[FieldTask, ...]:
    """The fields of a page that one key records."""
    return tuple(t for t in tasks if t.field.page == page and t.mode is Mode.SHOW and t.revealed)


class Stage(StrEnum):
    """Where the typing of one field stands."""

    FIRST = "first"
    AGAIN = "again"
    """The machine has no value to compare with: the person types twice."""
    RESOLVE = "resolve"
    """Both values are shown beside the large crop; what is typed now decides."""


@dataclass(frozen=True, slots=True)
class Typing:
    """The typing of one field so far."""

    stage: Stage = Stage.FIRST
    typed: tuple[int | None, ...] = ()
    """What was typed and not yet recorded, oldest first; ``None`` is an empty field."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A value that may now be recorded."""

    value: int | None
    how: EntryHow


def machine_value(reading: FieldReading | None) -> tuple[bool, int | None]:
    """Whether the machine offers a value to compare with, and which: an empty field is a value too."""
    if reading is None or reading.status is FieldStatus.UNSEEN:
        return False, None
    if reading.status is FieldStatus.EMPTY:
        return True, None
    return reading.value is not None, reading.value


def advance(reading: FieldReading | None, typing: Typing, typed: int | None) -> tuple[Typing, Decision | None]:
    """Take one typed value; the decision is ``None`` while the person must look again.

    Agreement of two independent readers records: person and machine, or, where the machine saw nothing, the person
    twice. On disagreement the person decides with both values in view; a third value must be typed twice.
    """
    known, machine = machine_value(reading)
    if typing.stage is Stage.FIRST:
        if known and typed == machine:
            return Typing(), Decision(typed, EntryHow.TYPED)
        return replace(typing, stage=Stage.RESOLVE if known else Stage.AGAIN, typed=(typed,)), None
    if typing.stage is Stage.AGAIN:
        if typed == typing.typed[-1]:
            return Typing(), Decision(typed, EntryHow.TYPED)
        return Typing(Stage.RESOLVE, (*typing.typed, typed)), None
    if typed in typing.typed or (known and typed == machine):
        return Typing(), Decision(typed, EntryHow.RESOLVED)
    return replace(typing, typed=(*typing.typed, typed)), None
