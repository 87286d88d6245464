"""What was true, joined with what was read."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sirekap_desktop.forms.loader import load_form

FORM = "c-hasil-ppwp-2024"
SILENT = frozenset({"proven", "confirm", "empty"})
"""Statuses with which a number is not typed by a person (or called empty)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One number: what stands on the paper, how it was photographed, what the machine made of it."""

    tps: int
    fold: int
    held_out: bool
    """Read by a digit model that never saw a crop of its kecamatan."""
    consistent: bool
    name: str
    value: int | None
    cells: tuple[str, ...]
    crops: tuple[str, ...]
    deviation: str
    bubbles: tuple[tuple[int, ...], ...]
    tally: int | None
    seen: str
    """``full``, ``part`` or ``none`` of its boxes in the picture."""
    scene: str
    normal: bool
    px_per_mm: float
    tilt: float
    jpeg: int
    blur: float
    file: str
    page: dict[str, Any] | None
    """The number as its page alone says it; ``None`` when the page was not found."""
    read: dict[str, Any]
    """The number after all pages were put together."""

    @property
    def status(self) -> str:
        return str(self.read["status"])

    @property
    def right(self) -> bool:
        return bool(self.read["value"] == self.value)

    @property
    def silent_error(self) -> bool:
        """Wrong, and nobody is told to type it. Nothing is read rightly of boxes that are outside the picture."""
        if self.status not in SILENT:
            return False
        if self.status == "empty":
            return any(self.cells) or self.seen == "none"
        return not self.right or self.seen == "none"


@dataclass(frozen=True, slots=True)
class PhotoOutcome:
    """One page of the form in a photo."""

    tps: int
    page: int
    scene: str
    screen: bool
    hands: bool
    normal: bool
    px_per_mm: float
    tilt: float
    file: str
    found: bool
    method: str
    errors_mm: tuple[float, ...]
    wrong: tuple[str, ...]
    """What this photo was also taken for, wrongly (once per photo)."""
    reason: str
    read_ms: float
    imdecode_ms: float


@dataclass(frozen=True, slots=True)
class NegativeOutcome:
    """A picture without a page of the form."""

    number: int
    kind: str
    wrong: tuple[str, ...]
    read_ms: float
    imdecode_ms: float


@dataclass(frozen=True, slots=True)
class Results:
    """One run."""

    fields: tuple[Outcome, ...]
    photos: tuple[PhotoOutcome, ...]
    negatives: tuple[NegativeOutcome, ...]


def load_results(
    photos: Path, readings: Path, tps: int, negatives: int, wrong_labels: frozenset[str] = frozenset()
) -> Results:
    """Join truths and readings of the first so many TPS and negatives; those not read yet are left out.

    Numbers written with a crop of ``wrong_labels`` are left out too: what stands on their paper is not known.
    """
    fields: list[Outcome] = []
    pages: list[PhotoOutcome] = []
    others: list[NegativeOutcome] = []
    for truth, read in _pairs(photos, readings, "tps", tps):
        fields += [item for item in _fields(truth, read) if wrong_labels.isdisjoint(item.crops)]
        pages += _pages(truth, read)
    for number, (truth, read) in enumerate(_pairs(photos, readings, "negative", negatives)):
        wrong = tuple(
            f"{item['form']} hal {item['page']}"
            for item in read["readings"]
            if item["status"] == "read" and [item["form"], item["page"]] not in truth["allowed"]
        )
        others.append(NegativeOutcome(number, truth["kind"], wrong, read["read_ms"], read["imdecode_ms"]))
    return Results(tuple(fields), tuple(pages), tuple(others))


def _pairs(photos: Path, readings: Path, kind: str, count: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for number in range(count):
        truth, read = photos / f"{kind}-{number:05d}" / "truth.json", readings / f"{kind}-{number:05d}.json"
        if truth.exists() and read.exists():
            yield json.loads(truth.read_text(encoding="utf-8")), json.loads(read.read_text(encoding="utf-8"))


def _fields(truth: dict[str, Any], read: dict[str, Any]) -> Iterator[Outcome]:
    where = {page: index for index, photo in enumerate(truth["photos"]) for page in photo["pages"]}
    held_out = read["model"] == f"fold{truth['fold']}"
    for field in load_form(FORM).fields:
        index, said = where[field.page], truth["fields"][field.name]
        photo, name = truth["photos"][index], field.name
        own = [
            item["fields"][name]
            for item in read["photos"][index]["readings"]
            if item["page"] == field.page and name in item.get("fields", {})
        ]
        yield Outcome(
            tps=truth["number"],
            fold=truth["fold"],
            held_out=held_out,
            consistent=truth["consistent"],
            name=name,
            value=said["value"],
            cells=tuple(said["cells"]),
            crops=tuple(said["crops"]),
            deviation=said["deviation"],
            bubbles=tuple(tuple(column) for column in said["bubbles"]),
            tally=said["tally"],
            seen=photo["seen"][name],
            scene=photo["scene"],
            normal=photo["normal"],
            px_per_mm=_density(photo["boxes"][name], field.boxes[0].w),
            tilt=photo["tilt"],
            jpeg=photo["jpeg"],
            blur=photo["blur"],
            file=photo["file"],
            page=own[0] if own else None,
            read=read["fields"][name],
        )


def _density(corners: list[float], side_mm: float) -> float:
    """Pixels per mm at the first box of a number."""
    (x0, y0, x1, y1) = corners[:4]
    return math.hypot(x1 - x0, y1 - y0) / side_mm


def _pages(truth: dict[str, Any], read: dict[str, Any]) -> Iterator[PhotoOutcome]:
    for photo, done in zip(truth["photos"], read["photos"], strict=True):
        wrong = tuple(
            f"{item['form']} hal {item['page']}"
            for item in done["readings"]
            if item["status"] == "read" and (item["form"] != FORM or item["page"] not in photo["pages"])
        )
        for place, page in enumerate(photo["pages"]):
            own = [item for item in done["readings"] if item["status"] == "read" and item["page"] == page]
            own = [item for item in own if item["form"] == FORM]
            yield PhotoOutcome(
                tps=truth["number"],
                page=page,
                scene=photo["scene"],
                screen=photo["settings"]["moire"] > 0,
                hands=photo["settings"]["hands"] > 0,
                normal=photo["normal"],
                px_per_mm=photo["px_per_mm"],
                tilt=photo["tilt"],
                file=photo["file"],
                found=bool(own),
                method=own[0]["method"] if own else "",
                errors_mm=tuple(own[0]["errors_mm"]) if own else (),
                wrong=wrong if place == 0 else (),
                reason=next((item["reason"] or "" for item in done["readings"]), ""),
                read_ms=done["read_ms"] / len(photo["pages"]),
                imdecode_ms=done["imdecode_ms"] / len(photo["pages"]),
            )
