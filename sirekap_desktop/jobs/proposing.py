"""Proposes TPS for the photos of a workspace that wait for a place, and places those that leave no question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path, PurePath

from PIL import Image, UnidentifiedImageError

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition, Part
from sirekap_desktop.jobs.fusing import fuse_all
from sirekap_desktop.jobs.judging import known_forms
from sirekap_desktop.jobs.matching import Knowledge, Match, Sheet, certain, match
from sirekap_desktop.jobs.regroup import Loose, group, loose_images
from sirekap_desktop.models.records import ImageVersion, ImportOutcome
from sirekap_desktop.models.workspace import Workspace

PAUSE = 600.0
"""Seconds between two photos after which the next one is no longer taken for a page of the same TPS."""

_PARTS = {Part.L: "L", Part.P: "P", Part.J: "Jml"}
_CODE = re.compile(r"[0-9]{13}")
_EXIF_PART, _TAKEN_AT = 0x8769, 0x9003


@dataclass(frozen=True, slots=True)
class Offer:
    """A TPS proposed for a photo, with what can be told about why."""

    tps: str
    probability: float
    equal: tuple[str, ...]
    """Which figures of the DPT are the same: ``("L", "P", "Jml")``."""
    different: tuple[str, ...]
    mate: str
    """The file of a photo of the same TPS; empty for none."""
    summed: bool
    """Whether a sum across both photos holds."""
    twins: int
    """How many other TPS have the same DPT figures."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """The offers for all photos that wait, by image id, the likeliest first."""

    offers: Mapping[str, tuple[Offer, ...]]
    knows_dpt: bool
    """Whether the workspace knows any DPT to compare with."""


def propose(workspace: Workspace) -> Proposals:
    """Compare all photos that wait for a place with the TPS of the workspace, and with each other."""
    offers: dict[str, tuple[Offer, ...]] = {}
    benches = tuple(_benches(workspace))
    for bench in benches:
        found = match(bench.knowledge, bench.sheets)
        offers |= {name: tuple(_offer(bench, item) for item in matches) for name, matches in found.items()}
    tps = workspace.tps()
    return Proposals(offers, any(item.dpt_l is not None and item.dpt_p is not None for item in tps))


def place_certain(workspace: Workspace, fresh: Collection[str]) -> dict[str, ImageVersion]:
    """Place the photos whose match is unique and exact, with nothing against it; the photos of a TPS are one action.

    Args:
        fresh: ids of the images that have just come in. Others wait for a person, who may have taken them out.

    Returns:
        The placed images by id.
    """
    if not fresh or workspace.is_locked:
        return {}
    own = {form.id for form in workspace.forms()}
    placed: dict[str, ImageVersion] = {}
    for bench in _benches(workspace):
        if bench.form.id in own:
            placed |= _place(workspace, bench, fresh)
    return placed


def _place(workspace: Workspace, bench: _Bench, fresh: Collection[str]) -> dict[str, ImageVersion]:
    def may(sheet: Sheet) -> bool:
        image = bench.images[sheet.id]
        return image.id in fresh and image.tps is None and not _CODE.search(image.source)

    pages = frozenset(page.number for page in bench.form.pages)
    sure = certain(bench.knowledge, bench.sheets, match(bench.knowledge, bench.sheets), pages, may)
    by_tps: dict[str, list[str]] = defaultdict(list)
    for name, found in sure.items():
        by_tps[found.tps].append(name)
    page_of = {sheet.id: sheet.page for sheet in bench.sheets}
    placed = {}
    for tps, names in sorted(by_tps.items()):
        with workspace.action():
            for name in sorted(names, key=page_of.__getitem__):
                reason = placed_by_match(_offer(bench, sure[name]))
                placed[name] = workspace.assign(name, tps, bench.form.id, page_of[name], reason)
            fuse_all(workspace, {(tps, bench.form.id)})
    return placed


def placed_by_match(offer: Offer) -> str:
    """Why a photo was placed without asking; stored with its place."""
    if offer.equal:
        why = f"DPT {', '.join(offer.equal)} di foto hanya sama dengan TPS ini"
    else:
        why = f"urutan dan jumlah suaranya cocok dengan {offer.mate}"
    return f"Ditempatkan otomatis (cocok {percent(offer.probability)}): {why}."


def accepted_offer(offer: Offer) -> str:
    """How a photo came to its place when the operator took a proposal; stored with it."""
    return f"Usulan diterima operator (cocok {percent(offer.probability)})."


def percent(probability: float) -> str:
    """``97 %``; never a hundred, for nothing is certain before a person has looked."""
    return f"{min(int(100 * probability), 99)} %"


# --- what is compared -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bench:
    """The sheets of one form with what they are compared with."""

    form: FormDefinition
    knowledge: Knowledge
    sheets: tuple[Sheet, ...]
    images: Mapping[str, ImageVersion]


def _benches(workspace: Workspace) -> Iterator[_Bench]:
    waiting = {item.image.id: item for item in loose_images(workspace)}
    if not waiting:
        return
    arrivals = _arrivals(workspace, waiting)
    numbers = _group_numbers(workspace, arrivals)
    near = {numbers[item.image.id] for item in arrivals if item.image.id in waiting}
    tps = workspace.tps()
    for form in known_forms(workspace):
        here = [item for item in arrivals if item.form == form.id and item.page is not None]
        taken: dict[str, frozenset[int]] = defaultdict(frozenset)
        for item in here:
            if item.image.tps and item.image.version:
                taken[item.image.tps] |= {item.page or 0}
        unfinished = {code for code, pages in taken.items() if len(pages) < len(form.pages)}
        wanted = [
            item
            for item in here
            if item.image.id in waiting or numbers[item.image.id] in near or item.image.tps in unfinished
        ]
        if any(item.image.id in waiting for item in wanted):
            knowledge = Knowledge.of(form, tps, taken)
            names = {item.field for item in knowledge.figures} | {n for b in knowledge.bridges for n in b.fields}
            sheets = (_sheet(workspace, item, numbers[item.image.id], names) for item in wanted)
            images = {item.image.id: item.image for item in wanted}
            yield _Bench(form, knowledge, tuple(sheet for sheet in sheets if sheet), images)


def _arrivals(workspace: Workspace, waiting: Mapping[str, Loose]) -> tuple[Loose, ...]:
    """The photos that wait and those that count in their places, in the order in which they came."""
    current: dict[tuple[str | None, str | None, int | None], ImageVersion] = {}
    for image in workspace.images(outcome=ImportOutcome.ACCEPTED):
        place = (image.tps, image.form, image.page)
        if place not in current or current[place].version < image.version:
            current[place] = image
    standing = {image.id for image in current.values()}
    images = [image for image in workspace.images() if image.id in waiting or image.id in standing]
    order = {sha256: number for number, sha256 in enumerate(dict.fromkeys(image.sha256 for image in images))}
    images.sort(key=lambda image: (order[image.sha256], image.index))
    return tuple(waiting.get(image.id) or Loose(image, image.form, image.page) for image in images)


def _group_numbers(workspace: Workspace, arrivals: Sequence[Loose]) -> dict[str, int]:
    """Per image id the number of its group: neighbours without a long pause between them."""
    numbers: dict[str, int] = {}
    number = 0
    for found in group(arrivals):
        number += 1
        numbers[found.items[0].image.id] = number
        open_ones = any(not item.image.version for item in found.items)
        for before, item in pairwise(found.items):
            number += open_ones and _paused(workspace, before.image, item.image)
            numbers[item.image.id] = number
    return numbers


def _paused(workspace: Workspace, before: ImageVersion, after: ImageVersion) -> bool:
    times = [_taken_at(workspace, image) for image in (before, after)]
    return None not in times and abs((times[1] or 0.0) - (times[0] or 0.0)) > PAUSE


def _taken_at(workspace: Workspace, image: ImageVersion) -> float | None:
    try:
        return taken_at(workspace.original_path(image.sha256))
    except UserError:
        return None


@lru_cache(maxsize=8192)
def taken_at(path: Path) -> float | None:
    """When the camera took a photo, in seconds of its own clock; None if the file does not say."""
    try:
        with Image.open(path) as picture:
            text = str(picture.getexif().get_ifd(_EXIF_PART).get(_TAKEN_AT, ""))
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    found = re.fullmatch(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d).*", text.strip("\0 "))
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups())
    return ((((year * 12 + month) * 31 + day) * 24 + hour) * 60 + minute) * 60.0 + second


def _sheet(workspace: Workspace, item: Loose, number: int, names: Collection[str]) -> Sheet | None:
    """What a photo says about its place; only the numbers that are compared are kept."""
    reading = workspace.reading(item.image.id)
    if reading is None or reading.status != "read" or item.form is None or item.page is None:
        return None
    fields = {field.name: replace(field, cell_probabilities=()) for field in reading.fields if field.name in names}
    tps = item.image.tps if item.image.version else None
    return Sheet(item.image.id, item.form, item.page, number, fields, tps)


def _offer(bench: _Bench, found: Match) -> Offer:
    mate = next((PurePath(bench.images[name].source).name for name in found.mates), "")
    equal, different = (_parts(bench.form, names) for names in (found.equal, found.different))
    return Offer(found.tps, found.probability, equal, different, mate, found.summed, found.twins)


def _parts(form: FormDefinition, names: Iterable[str]) -> tuple[str, ...]:
    fields = (form.field(name) for name in names)
    return tuple(_PARTS.get(field.part, field.number) for field in fields)
