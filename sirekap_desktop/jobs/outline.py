"""The pages of one TPS as an operator finds the way in them: which is done, which party stands where, what is summed.

A party form has twenty pages and more than two hundred numbers; pure functions on what :mod:`jobs.checking` planned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sirekap_desktop.forms.model import FormDefinition, FormPage, Rule, Severity
from sirekap_desktop.jobs.checking import FieldTask, Mode


class PageState(StrEnum):
    """What a page still needs, the first that applies."""

    TYPE = "type"
    """A number on it is to be typed blind."""
    NO_PHOTO = "no_photo"
    CONFIRM = "confirm"
    """What is left on it is proven and waits for one key."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PageMark:
    """One page in the row of pages."""

    number: int
    partai: int | None
    """Number of the party whose page it is."""
    name: str
    """How the party is called; empty on pages that belong to none."""
    sheet: int
    """1 for the first page of its party, 2 for the one that goes on with its list."""
    section: str
    """Section of its first number: ``I``, ``V``."""
    state: PageState


@dataclass(frozen=True, slots=True)
class Outline:
    """All pages of a form at one TPS."""

    pages: tuple[PageMark, ...]

    @property
    def parties(self) -> tuple[int, ...]:
        """Numbers of the parties, in the order of the form; empty for a form without."""
        return tuple(dict.fromkeys(page.partai for page in self.pages if page.partai is not None))

    @property
    def pages_done(self) -> int:
        return sum(page.state is PageState.DONE for page in self.pages)

    @property
    def parties_done(self) -> int:
        open_parties = {page.partai for page in self.pages if page.state is not PageState.DONE}
        return sum(party not in open_parties for party in self.parties)

    @property
    def places(self) -> tuple[int, ...]:
        """What can be jumped to by its number: the parties, or the pages of a form without."""
        return self.parties or tuple(page.number for page in self.pages)

    def page_of(self, place: int) -> int | None:
        """The page of a party (its first that is not done) or, without parties, the page of that number."""
        if not self.parties:
            return place if place in self.places else None
        sheets = [page for page in self.pages if page.partai == place]
        unfinished = [page for page in sheets if page.state is not PageState.DONE]
        return next((page.number for page in (*unfinished, *sheets)), None)


def outline(form: FormDefinition, tasks: Sequence[FieldTask]) -> Outline:
    """Which page is in which state."""
    modes: dict[int, set[Mode]] = {page.number: set() for page in form.pages}
    sections: dict[int, str] = {}
    for task in tasks:
        modes[task.field.page].add(task.mode)
        sections.setdefault(task.field.page, task.field.section)
    names = {one.number: one.name for one in form.contestants}
    sheets = _sheet_numbers(form.pages)
    return Outline(
        tuple(
            PageMark(
                page.number,
                page.partai,
                names.get(page.partai, "") if page.partai is not None else "",
                sheets[page.number],
                sections.get(page.number, ""),
                _state(modes[page.number]),
            )
            for page in form.pages
        )
    )


def _sheet_numbers(pages: Sequence[FormPage]) -> Mapping[int, int]:
    numbers: dict[int, int] = {}
    seen: dict[int | None, int] = {}
    for page in pages:
        seen[page.partai] = seen.get(page.partai, 0) + 1 if page.partai is not None else 1
        numbers[page.number] = seen[page.partai]
    return numbers


def _state(modes: set[Mode]) -> PageState:
    for mode, state in (
        (Mode.BLIND, PageState.TYPE),
        (Mode.NO_PHOTO, PageState.NO_PHOTO),
        (Mode.SHOW, PageState.CONFIRM),
    ):
        if mode in modes:
            return state
    return PageState.DONE


@dataclass(frozen=True, slots=True)
class PartySum:
    """The sum that a party's page prints, as far as its numbers are recorded."""

    partai: int
    jumlah: str
    """Name of the field that the paper gives the sum in."""
    recorded: int
    """How many of the numbers that are added are recorded."""
    of: int
    added: int | None
    """What they add up to; ``None`` while that would give away the one number that is still to be typed blind."""
    written: int | None
    """The sum as recorded from the paper; ``None`` as long as it is not, or where the paper leaves it empty."""
    complete: bool
    """Whether the sum and all that it adds are recorded."""

    @property
    def difference(self) -> int | None:
        """Added minus written, once everything is recorded; ``None`` too where the paper leaves the sum empty."""
        if not self.complete or self.added is None or self.written is None:
            return None
        return self.added - self.written


def party_sum(form: FormDefinition, tasks: Sequence[FieldTask], partai: int | None) -> PartySum | None:
    """The running sum of a party from recorded entries only; ``None`` where the form prints none.

    Blind means blind (design.md §6): with a single number left to type, sum and written total together would tell it.
    """
    rule = _sum_rule(form, partai) if partai is not None else None
    if rule is None or partai is None:
        return None
    known = {task.field.name: task for task in tasks}
    jumlah, parts = known[rule.at], [known[name] for name in rule.comparison.fields if name != rule.at]
    recorded = [task for task in parts if task.recorded]
    left = [task for task in (jumlah, *parts) if not task.recorded]
    betrays = len(left) == 1 and left[0].mode is Mode.BLIND
    return PartySum(
        partai,
        rule.at,
        len(recorded),
        len(parts),
        None if betrays else sum(_value(task) for task in recorded),
        jumlah.entry.value if jumlah.recorded and jumlah.entry else None,
        complete=not left,
    )


def _value(task: FieldTask) -> int:
    return (task.entry.value if task.entry else None) or 0


def _sum_rule(form: FormDefinition, partai: int) -> Rule | None:
    """The printed sum whose numbers all stand on pages of this party."""
    pages = {page.number for page in form.pages if page.partai == partai}
    names = {field.name for field in form.fields if field.page in pages}
    sums = (rule for rule in form.rules if rule.severity is Severity.SUM and rule.at in names)
    return next((rule for rule in sums if names.issuperset(rule.comparison.fields)), None)
