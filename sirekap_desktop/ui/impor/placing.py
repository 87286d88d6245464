"""What the assignment reads and writes; every function runs in a worker and touches no widget."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from PySide6.QtGui import QImage

from sirekap_desktop.jobs.fusing import fuse_all
from sirekap_desktop.jobs.proposing import Offer, accepted_offer
from sirekap_desktop.jobs.regroup import Loose, assign_group, loose_images
from sirekap_desktop.models.records import ImageVersion, ImportOutcome
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.impor.matching import TpsChoice, choices
from sirekap_desktop.ui.impor.pictures import WHOLE_PX, load_thumb


@dataclass(frozen=True, slots=True)
class Bench:
    """The photos to go through, and the TPS that they may belong to."""

    items: tuple[Loose, ...]
    choices: tuple[TpsChoice, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A photo that has just got its place; kept for undo."""

    image_id: str
    file: str
    choice: TpsChoice
    form: str
    page: int


@dataclass(frozen=True, slots=True)
class Rivals:
    """The photo that stands in a place, beside the one that wants it."""

    old: ImageVersion
    old_image: QImage
    new_image: QImage
    recorded: int
    """Numbers recorded on that page so far."""


def load_bench(workspace: Workspace, form_id: str, outcome: ImportOutcome, only: str | None) -> Bench:
    """All unassigned (or unreadable) photos; of a photo in its place just that one."""
    listed = choices(workspace.progress(form_id), workspace.desa())
    image = workspace.image(only) if only else None
    if image is not None and image.outcome is not outcome:
        outcome = image.outcome
    if outcome is ImportOutcome.UNASSIGNED:
        return Bench(loose_images(workspace), listed)
    if outcome is ImportOutcome.UNREADABLE:
        return Bench(tuple(_loose(item) for item in workspace.images(outcome=outcome)), listed)
    return Bench((_loose(image),) if image else (), listed)


def _loose(image: ImageVersion) -> Loose:
    return Loose(image, image.form, image.page)


def place(workspace: Workspace, item: Loose, choice: TpsChoice, *, replace: bool, offer: Offer | None = None) -> Placed:
    """Put a photo in its place. Raises UserError ``image.taken`` when another stands there and not ``replace``.

    Args:
        offer: the proposal that the operator took; it is recorded with the place.
    """
    reason = accepted_offer(offer) if offer else ""
    assign_group(workspace, [item], choice.code, replace=replace, reason=reason)
    name = PurePath(item.image.source).name
    return Placed(item.image.id, name, choice, item.form or "", item.page or 0)


def take_back(workspace: Workspace, placed: Placed, reason: str) -> None:
    """Undo: the photo waits for a place again, and the version before counts."""
    workspace.set_aside(placed.image_id, ImportOutcome.UNASSIGNED, reason)
    fuse_all(workspace, [(placed.choice.code, placed.form)])


def load_rivals(workspace: Workspace, item: Loose, tps: str) -> Rivals | None:
    """Both photos that claim a page; ``None`` when the place is free after all."""
    if item.form is None or item.page is None:
        return None
    old = workspace.current_image(tps, item.form, item.page)
    if old is None:
        return None
    names = {field.name for field in workspace.form(item.form, tps).fields_on(item.page)}
    recorded = len(names & set(workspace.values(tps, item.form)))
    size = WHOLE_PX // 2
    return Rivals(old, load_thumb(workspace, old, size), load_thumb(workspace, item.image, size), recorded)
