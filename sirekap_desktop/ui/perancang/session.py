"""What is chosen and what can be taken back while a form is designed; knows no widget."""

from __future__ import annotations

from dataclasses import replace

from sirekap_desktop.forms.designed import OwnRule
from sirekap_desktop.forms.model import Rect
from sirekap_desktop.forms.slots import Row, Slot
from sirekap_desktop.jobs.designing import Draft, Key
from sirekap_desktop.ocr.blank.grouping import split_area


class Session:
    """A draft with a chosen group, a chosen number, and the steps before."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.saved: Draft | None = None
        self.page = 0
        self.key: Key | None = draft.keys[0] if draft.keys else None
        self.slot: Slot | None = draft.next_slot()
        self._before: list[tuple[Draft, Key | None, Slot | None]] = []

    @property
    def is_saved(self) -> bool:
        """Whether nothing would be lost."""
        return self.saved is self.draft or not self.draft.names

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    def undo(self) -> None:
        """Take the last step back."""
        if self._before:
            self.draft, self.key, self.slot = self._before.pop()
            self._follow()

    def _change(self, draft: Draft) -> None:
        if draft != self.draft:
            self._before.append((self.draft, self.key, self.slot))
            self.draft = draft

    # choosing

    def choose_group(self, key: Key | None) -> None:
        """A group; one that has a name chooses its number too, so that both are seen together."""
        self.key = key
        if key is not None and key in self.draft.names:
            self.slot = self.draft.names[key]
        elif self.slot in self.draft.names.values():
            self.slot = self.draft.next_slot() or self.slot
        self._follow()

    def choose_slot(self, slot: Slot) -> None:
        """A number; one that has a group shows it."""
        self.slot = slot
        if (key := self.draft.key_of(slot)) is not None:
            self.key = key
            self._follow()

    def step(self, by: int) -> None:
        """To the next or previous group, over the end of a page to the next one."""
        keys = self.draft.keys
        if keys:
            at = keys.index(self.key) + by if self.key in keys else 0
            self.choose_group(keys[min(max(at, 0), len(keys) - 1)])

    def show_page(self, page: int) -> None:
        """A page with its first group that has no name."""
        self.page = min(max(page, 0), len(self.draft.blanks) - 1)
        here = [key for key in self.draft.keys if key[0] == self.page]
        self.choose_group(next((key for key in here if key not in self.draft.names), here[0] if here else None))

    def _follow(self) -> None:
        if self.key is not None:
            self.page = self.key[0]

    # naming

    def name(self, slot: Slot | None = None) -> None:
        """The chosen group gets the chosen number; then the next group and the next number are chosen."""
        slot = slot or self.slot
        if self.key is None or slot is None:
            return
        self._change(self.draft.named(self.key, slot))
        keys = self.draft.keys
        free = [key for key in keys[keys.index(self.key) + 1 :] if key not in self.draft.names]
        self.slot = slot
        if free:
            self.key, self.slot = free[0], self.draft.next_slot(slot) or slot
            self._follow()

    def run(self) -> int:
        """Name the groups from the chosen one on in the order of the form; how many got a name."""
        if self.key is None or self.slot is None:
            return 0
        before = len(self.draft.names)
        self._change(self.draft.run(self.key, self.slot))
        self._go_on()
        return len(self.draft.names) - before

    def _go_on(self) -> None:
        """To the first group without a name; where there is none, the chosen group shows its own number."""
        free = next((key for key in self.draft.keys if key not in self.draft.names), None)
        if free is not None:
            self.key, self.slot = free, self.draft.next_slot() or self.slot
            self._follow()
        elif self.key is not None:
            self.slot = self.draft.names[self.key]

    def remove(self) -> None:
        """The name of the chosen group; of one without a name the proposal itself."""
        if self.key is None:
            return
        if self.key in self.draft.names:
            self.slot = self.draft.names[self.key]
            self._change(self.draft.unnamed([self.key]))
            return
        self._change(self.draft.without_group(self.key))
        self.show_page(self.page)

    # correcting

    def draw(self, area: Rect, boxes: int) -> None:
        """A group of ``boxes`` boxes on the page that is shown."""
        group = split_area(area, boxes)
        self._change(self.draft.with_group(self.page, group))
        self.key = self.page, self.draft.blanks[self.page].page.groups.index(group)

    def draw_header(self, area: Rect) -> None:
        """The strip that shows which TPS the page is of."""
        self._change(self.draft.with_header(self.page, area))

    def draw_partai_number(self, area: Rect) -> None:
        """Where the page prints the number of its party."""
        self._change(self.draft.with_partai_number(self.page, area))

    def set_copies(self, count: int) -> None:
        """How many contestants the paper has room for."""
        self._change(self.draft.with_copies(count))
        if self.slot not in self.draft.slots:
            self.slot = self.draft.next_slot()

    def add_row(self, row: Row) -> None:
        """A row that only this paper has; it is named next."""
        self._change(self.draft.with_row(row))
        self.slot = next(slot for slot in self.draft.slots if slot.row == row.row)

    def add_rule(self, rule: OwnRule) -> None:
        """A sum that only this paper prints."""
        self._change(replace(self.draft, rules=(*self.draft.rules, rule)))

    def set_titles(self, form_id: str, title: str, model: str) -> None:
        """How the form is called; typing is no step of its own."""
        self.draft = replace(self.draft, id=form_id, title=title, model=model)
