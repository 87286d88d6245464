"""What the machine proposes for the photos that wait, kept for the assignment; computed in the pool."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sirekap_desktop.jobs.proposing import Offer, Proposals, propose
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.impor import assign_words as words
from sirekap_desktop.ui.impor.matching import TpsChoice
from sirekap_desktop.ui.impor.queue import AssignQueue
from sirekap_desktop.ui.impor.tps_picker import Suggestion, TpsPicker


class OfferDesk:
    """Brings proposals to the queue and, in words, to the picker."""

    def __init__(self, queue: AssignQueue, picker: TpsPicker, ready: Callable[[], None]) -> None:
        self._queue, self._picker, self._ready = queue, picker, ready
        self._knows_dpt = True

    def load(self, context: Context, owner: QWidget) -> None:
        """Compare the photos with the TPS; they are shown and can be placed meanwhile."""
        if any(item.image.outcome is ImportOutcome.UNASSIGNED for item in self._queue.items):
            workspace = context.workspace
            context.query(lambda: propose(workspace), done=self._came, key="impor.proposals", owner=owner)

    def _came(self, proposals: Proposals) -> None:
        self._queue.offers, self._knows_dpt = proposals.offers, proposals.knows_dpt
        item = self._queue.current
        # what the operator may be reading, or has begun to type, does not change under the eyes
        if item is not None and not item.image.version and self._picker.untouched:
            self._ready()

    def suggestions(self) -> list[Suggestion]:
        """For the current photo, the best first."""
        found = ((self._picker.choice_of(item.tps), item) for item in self._queue.proposals())
        return [Suggestion(choice, words.why_text(item), item.is_likely) for choice, item in found if choice]

    @property
    def note(self) -> str:
        """What limits the proposals; empty for nothing."""
        return "" if self._knows_dpt else words.no_dpt_text()

    def taken(self, choice: TpsChoice) -> Offer | None:
        """The proposal that the operator takes with this TPS; what was typed is a choice by hand."""
        if self._picker.edit.text().strip():
            return None
        return next((item.offer for item in self._queue.proposals() if item.tps == choice.code), None)
