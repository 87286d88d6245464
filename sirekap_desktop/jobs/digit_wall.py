"""*Verifikasi kelompok*: all boxes that hold the same digit, over many TPS and elections: the odd one stands out.

A wall of sevens says of every box on it what was read there. So it may show only what *Periksa* shows as well
(:attr:`FieldTask.revealed`): recorded numbers, and proven ones of a TPS in which nothing is left to be typed blind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Field, FormDefinition
from sirekap_desktop.jobs.checking import FieldTask, Policy, plan
from sirekap_desktop.jobs.crop_strips import Cells, CropStrips, place_in_strip
from sirekap_desktop.jobs.tps_view import workspace_policy
from sirekap_desktop.models.readings import Seen
from sirekap_desktop.models.records import Entry, ImageVersion, NewDoubt
from sirekap_desktop.models.workspace import Workspace

WALL = 500
"""Boxes on one wall: what an eye goes over in a minute."""


@dataclass(frozen=True, slots=True)
class WallCell:
    """One box on the wall."""

    tps: str
    form: FormDefinition
    field: Field
    value: int
    """The number that it belongs to, as it counts or would be confirmed."""
    entry: Entry | None
    """Its entry; ``None``: proven, not yet recorded."""
    cell: int
    digit: int
    image: ImageVersion
    reading_id: str

    @property
    def doubt(self) -> NewDoubt:
        """The doubt that a mark on this box means."""
        return NewDoubt(self.tps, self.form.id, self.field.name, self.image.id, self.cell, self.digit)


@dataclass(frozen=True, slots=True)
class WallPage:
    """One wall full of boxes."""

    cells: tuple[WallCell, ...]
    following: int | None
    """Where the next wall begins; ``None``: this is the last."""


def digit_places(value: int, cells: Sequence[str], boxes: int) -> dict[int, int]:
    """Which box holds which digit of a number: as the machine saw it where that spells the value, else flush right."""
    seen = [place for place, cell in enumerate(cells) if len(cell) == 1 and cell in "0123456789"]
    if seen and int("".join(cells[place] for place in seen)) == value:
        return {place: int(cells[place]) for place in seen}
    text = str(value)
    if len(seen) != len(text):
        seen = list(range(boxes - len(text), boxes))
    return {place: int(digit) for place, digit in zip(seen, text, strict=True) if place >= 0}


def shown_value(task: FieldTask) -> int | None:
    """The number that may stand on the wall; ``None`` for one that may not, or that is empty."""
    if not task.revealed:
        return None
    if task.recorded:
        return task.entry.value if task.entry else None
    return task.reading.value if task.reading else None


class DigitWall:
    """Walls of one digit in the order of the recap; reads only as much as a wall needs. Not for the GUI thread."""

    def __init__(self, workspace: Workspace, digit: int) -> None:
        self._workspace = workspace
        self._digit = digit
        self._places = _in_order(workspace)
        self._policy = workspace_policy(workspace)

    def page(self, start: int = 0, *, size: int = WALL, cancelled: Callable[[], bool] = lambda: False) -> WallPage:
        """The wall that begins at place ``start``; it ends with a whole form, so it may be a few longer."""
        cells: list[WallCell] = []
        for place in range(start, len(self._places)):
            if len(cells) >= size or cancelled():
                return WallPage(tuple(cells), place)
            cells += self._cells(*self._places[place])
        return WallPage(tuple(cells), None)

    def _cells(self, tps: str, form_id: str) -> Iterator[WallCell]:
        form = self._workspace.form(form_id, tps)
        seen = self._workspace.seen(tps, form_id)
        for task in planned(self._workspace, form, tps, seen, self._policy):
            value, place = shown_value(task), seen.photos.get(task.field.page)
            if value is None or place is None:
                continue
            spelled = task.reading.cells if task.reading else ()
            for cell, digit in digit_places(value, spelled, len(task.field.boxes)).items():
                if digit == self._digit:
                    entry = task.entry if task.recorded else None
                    yield WallCell(tps, form, task.field, value, entry, cell, digit, *place)


def planned(workspace: Workspace, form: FormDefinition, tps: str, seen: Seen, policy: Policy) -> tuple[FieldTask, ...]:
    """What *Periksa* would do with each field: the same judge of what may be seen."""
    return plan(
        form,
        tps,
        readings=seen.fields,
        entries=workspace.entries(tps, form.id),
        pages_with_photo=tuple(seen.photos),
        policy=policy,
        doubts=workspace.doubts(tps, form.id),
    )


def _in_order(workspace: Workspace) -> list[tuple[str, str]]:
    """(TPS, form) with photos, TPS by TPS: the numbers of one hand stand together."""
    forms = {form_id: place for place, form_id in enumerate(workspace.form_ids())}
    known = [(tps, form) for tps, form in workspace.read_places() if form in forms]
    return sorted(known, key=lambda place: (place[0], forms[place[1]]))


@dataclass(frozen=True, slots=True)
class Crop:
    """The picture of one box, and of the whole number that it belongs to."""

    place: int
    """Which cell of the wall."""
    box: Cells
    number: Cells


def crops(
    workspace: Workspace, cells: Sequence[WallCell], *, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[Crop]:
    """The pictures of a wall: first all that are kept on the disk, then those that must be cut from their photos.

    A photo that is missing or damaged gives none; the place on the wall stays empty.
    """
    strips = CropStrips(workspace)
    missing: dict[str, list[int]] = {}
    for reading_id, places in _by_photo(cells).items():
        first = cells[places[0]]
        if (strip := strips.kept(reading_id, first.form, first.field.page)) is None:
            missing[reading_id] = places
        else:
            yield from _pick(cells, places, strip)
        if cancelled():
            return
    for reading_id, places in missing.items():
        strip = _made(strips, reading_id, cells[places[0]])
        if strip is not None:
            yield from _pick(cells, places, strip)
        if cancelled():
            return
    if missing:
        strips.prune()


def _by_photo(cells: Sequence[WallCell]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        found.setdefault(cell.reading_id, []).append(place)
    return found


def _made(strips: CropStrips, reading_id: str, cell: WallCell) -> Cells | None:
    try:
        return strips.make(reading_id, cell.form, cell.image)
    except UserError:
        return None


def _pick(cells: Sequence[WallCell], places: Sequence[int], strip: Cells) -> Iterator[Crop]:
    for place in places:
        cell = cells[place]
        start = place_in_strip(cell.form, cell.field)
        yield Crop(place, strip[start + cell.cell], strip[start : start + len(cell.field.boxes)])
