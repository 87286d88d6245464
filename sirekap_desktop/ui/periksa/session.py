"""Where the operator is in one TPS: page, field, what was typed so far. Plain Python, no widgets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sirekap_desktop.jobs.checking import (
    Decision,
    FieldTask,
    Mode,
    Typing,
    advance,
    confirmable,
    from_paper,
    next_blind,
    pages_to_confirm,
)
from sirekap_desktop.jobs.tps_view import RuleLine, TpsView
from sirekap_desktop.models.records import EntryHow


@dataclass(slots=True)
class Session:
    """The state of the screen between two key presses."""

    view: TpsView
    page: int
    focused: str | None
    typing: Typing = field(default_factory=Typing)
    paper: frozenset[int] = frozenset()
    """Pages without a photo that are typed from the paper itself."""

    @classmethod
    def start(cls, view: TpsView, wanted: str | None = None, paper: frozenset[int] = frozenset()) -> Session:
        """Begin where work is: the wanted field, else the first to type, else the first page to confirm."""
        session = cls._start(replace(view, tasks=from_paper(view.tasks, paper)), wanted)
        session.paper = paper
        return session

    @classmethod
    def _start(cls, view: TpsView, wanted: str | None) -> Session:
        if wanted is not None:
            return cls(view, view.task(wanted).field.page, wanted)
        task = next_blind(view.tasks)
        if task is not None:
            return cls(view, task.field.page, task.field.name)
        pages = pages_to_confirm(view.tasks) or tuple(view.images) or (view.form.pages[0].number,)
        return cls(view, pages[0], None)

    @property
    def task(self) -> FieldTask | None:
        """The focused field."""
        return self.view.task(self.focused) if self.focused else None

    @property
    def typing_now(self) -> bool:
        """Whether the entry is open: a blind field, or a recorded one that the operator chose to type again."""
        task = self.task
        return task is not None and not self.view.locked and task.mode in (Mode.BLIND, Mode.DONE)

    @property
    def page_without_photo(self) -> bool:
        """Whether the page shown has no photo, and numbers that could be typed from the paper."""
        on_page = self.view.on_page(self.page)
        return not self.view.locked and any(task.mode is Mode.NO_PHOTO for task in on_page)

    def type_from_paper(self) -> None:
        """Type the page shown without a photo, from its first number that is not recorded."""
        self.paper |= {self.page}
        self.view = replace(self.view, tasks=from_paper(self.view.tasks, self.paper))
        self.show_page(self.page)

    @property
    def on_paper(self) -> bool:
        """Whether the focused number is typed from the paper: its page has no photo."""
        return self.task is not None and self.task.field.page not in self.view.images

    @property
    def confirmable_now(self) -> tuple[FieldTask, ...]:
        return () if self.view.locked else confirmable(self.view.tasks, self.page)

    @property
    def confirmations(self) -> list[tuple[FieldTask, Decision]]:
        """What one key records of the page shown."""
        found = [(task, task.reading.value if task.reading else None) for task in self.confirmable_now]
        return [(task, Decision(value, EntryHow.CONFIRMED)) for task, value in found]

    def submit(self, value: int | None) -> Decision | None:
        """Take a typed value for the focused field; a decision may now be recorded."""
        task = self.task
        if task is None:
            return None
        self.typing, decision = advance(task.reading, self.typing, value)
        return decision

    def focus(self, name: str) -> None:
        """Go to a field; half of a double typing is given up."""
        if name != self.focused:
            self.typing = Typing()
        self.focused = name
        self.page = self.view.task(name).field.page

    def go_on(self) -> None:
        """After recording: to the next field to type, else to the next page to confirm."""
        self.typing = Typing()
        task = next_blind(self.view.tasks, self.focused)
        if task is not None:
            self.focus(task.field.name)
            return
        self.focused = None
        pages = pages_to_confirm(self.view.tasks)
        if pages and self.page not in pages:
            self.page = next((page for page in pages if page > self.page), pages[0])

    def update(self, view: TpsView) -> None:
        """New facts, same place; a field typed once stays so unless something about this very field changed."""
        before = self.task
        self.view = replace(view, tasks=from_paper(view.tasks, self.paper))
        task = self.task
        if task is not None and task.mode is Mode.SHOW:
            self.focused = None
        if task != before:
            self.typing = Typing()

    def show_page(self, page: int) -> None:
        """Turn to a page: to its first field to type, else to the page as a whole."""
        self.page = page
        self.typing = Typing()
        on_page = [task for task in self.view.on_page(page) if task.mode is Mode.BLIND]
        self.focused = on_page[0].field.name if on_page else None

    def turn(self, by: int) -> None:
        """Turn so many pages on, and from the last to the first."""
        numbers = [page.number for page in self.view.form.pages]
        self.show_page(numbers[(numbers.index(self.page) + by) % len(numbers)])

    def step(self, by: int) -> None:
        """The field ``by`` places further in the order of the form."""
        names = [task.field.name for task in self.view.tasks]
        if self.focused is None:
            on_page = [task.field.name for task in self.view.on_page(self.page)]
            self.focus(on_page[0] if by > 0 else on_page[-1])
            return
        self.focus(names[(names.index(self.focused) + by) % len(names)])

    def rule_to_explain(self) -> RuleLine | None:
        """The broken rule that a reason is asked for: one of the focused field, else of this page, else any."""
        lines = self.view.unexplained
        mine = [line for line in lines if self.focused in line.check.fields]
        here = [line for line in lines if self.page in line.pages]
        return next(iter([*mine, *here, *lines]), None)
