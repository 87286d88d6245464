"""What a TPS's three pages say, and the pages drawn with it: real ink in the boxes, all else by a drawn hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from benchmarks.bench_reading.crops import InkBank
from sirekap_desktop.forms.model import Bubbles, Field, FormDefinition, FormPage, Rect
from sirekap_desktop.samples.draw import ELECTION_DAY
from sirekap_desktop.samples.drawing import INKS, Drawing
from sirekap_desktop.samples.filling import date_strokes, field_strokes, header_strokes, mark_rng, signature_strokes
from sirekap_desktop.samples.handwriting import Hand, make_hand, on_paper
from sirekap_desktop.samples.lifted import lay_ink
from sirekap_desktop.samples.marks import fill_bubble
from sirekap_desktop.samples.plan import Deviation, Written, left_aligned, plan_field
from sirekap_desktop.samples.printed import printed_page
from sirekap_desktop.samples.raster import Image, render
from sirekap_desktop.samples.strokes import Stroke

Rng = np.random.Generator

_DEVIATIONS: dict[str, float] = {
    "bubble forgotten": 0.012,
    "bubbles forgotten": 0.01,
    "bubble double": 0.007,
    "bubble wrong": 0.006,
    "bubbles faint": 0.015,
    "tally miscounted": 0.02,
    "tally missing": 0.01,
    "row sum wrong": 0.01,
    "left-aligned": 0.002,
    "digit struck out": 0.004,
}
"""How often a vote field departs from what a careful KPPS writes."""
_BLANK_ROWS = 0.03
"""How often section III is left empty."""
_CROSSED_ZERO = 0.02
"""How often a zero is only crosses or dashes, which is not a number."""


@dataclass(frozen=True, slots=True)
class FieldTruth:
    """What stands on the paper for one number."""

    value: int | None
    """What the boxes say; ``None`` when they are empty or hold only crosses or dashes."""
    cells: tuple[str, ...]
    crops: tuple[str, ...]
    """The crop whose ink lies in each box; ``""`` for drawn signs and empty boxes."""
    deviation: str
    """``""`` where a careful KPPS wrote, else which slip (``_DEVIATIONS``), ``blank`` or ``crossed``."""
    bubbles: tuple[tuple[int, ...], ...]
    """Filled bubbles per column; empty where the form has none."""
    tally: int | None
    """Strokes drawn; ``None`` where the form has no tally or none was made."""


@dataclass(frozen=True, slots=True)
class _Filled:
    truth: FieldTruth
    written: Written
    more_bubbles: tuple[tuple[int, int], ...] = ()
    """Further filled bubbles: column and digit."""


@dataclass(frozen=True, slots=True, eq=False)
class FilledForm:
    """Everything written on the pages of one TPS."""

    seed: int
    hand: Hand
    ink: str
    header: Mapping[str, str]
    fields: Mapping[str, _Filled]

    @property
    def truths(self) -> dict[str, FieldTruth]:
        return {name: item.truth for name, item in self.fields.items()}


def fill_form(
    form: FormDefinition, values: Mapping[str, int], header: Mapping[str, str], bank: InkBank, seed: int
) -> FilledForm:
    """Decide what stands in every box and beside it, and whose ink it is."""
    rng = np.random.default_rng((seed, 1))
    hand = on_paper(make_hand(seed), form.paper[0])
    pool = bank.writer(rng)
    blank = rng.random() < _BLANK_ROWS
    fields = {}
    for field in form.fields:
        value = None if blank and field.row == "disabilitas" else values[field.name]
        fields[field.name] = _fill(field, value, hand, pool, mark_rng(seed, f"fill {field.name}"))
    return FilledForm(seed, hand, "blue" if rng.random() < 0.75 else "black", header, fields)


def _fill(field: Field, value: int | None, hand: Hand, pool: Mapping[str, Sequence[str]], rng: Rng) -> _Filled:
    if value is None:
        return _chosen(plan_field(field, None, hand), "blank", None, pool, rng)
    if value == 0 and rng.random() < _CROSSED_ZERO:
        cells = (str(rng.choice(("X", "-"))),) * len(field.boxes)
        return _chosen(plan_field(field, 0, hand, Deviation(cells=cells)), "crossed", None, pool, rng)
    slip = _slip(field, value, rng)
    written = plan_field(field, value, hand, _deviation(slip, field, value, hand, rng))
    return _chosen(written, slip, value, pool, rng)


def _slip(field: Field, value: int, rng: Rng) -> str:
    drawn, passed = rng.random(), 0.0
    for name, share in _DEVIATIONS.items():
        passed += share
        if drawn < passed:
            fits = (not name.startswith("bubble") or field.bubbles) and (
                not name.startswith(("tally", "row")) or (field.tally and value)
            )
            enough = 10 <= value <= 99 if name == "left-aligned" else value > 0
            return name if fits and enough else ""
    return ""


def _deviation(slip: str, field: Field, value: int, hand: Hand, rng: Rng) -> Deviation | None:
    """What a slip makes of the paper; ``None`` where it changes nothing here."""
    plan = plan_field(field, value, hand)
    last, other = plan.cells[-1], int(rng.integers(1, 10))
    wrong = (int(last) + other) % 10
    miscount = int(rng.choice((-10, -5, -2, -1, 1, 2, 5)))
    made: dict[str, Deviation] = {
        "bubble forgotten": Deviation(bubbles=(*plan.bubbles[:-1], None)),
        "bubbles forgotten": Deviation(bubbles=(None,) * len(plan.bubbles)),
        "bubble wrong": Deviation(bubbles=(*plan.bubbles[:-1], wrong)),
        "bubbles faint": Deviation(bubble_fill="faint"),
        "tally miscounted": Deviation(tally=max(0, value + miscount)),
        "tally missing": Deviation(tally=0, row_sums=()),
        "row sum wrong": Deviation(row_sums=tuple(abs(row - 1) if row else row for row in plan.row_sums)),
        "digit struck out": Deviation(struck=((len(plan.cells) - 1, str(wrong)),)),
    }
    return left_aligned(value, len(field.boxes)) if slip == "left-aligned" else made.get(slip)


def _chosen(written: Written, slip: str, value: int | None, pool: Mapping[str, Sequence[str]], rng: Rng) -> _Filled:
    crops = tuple(str(rng.choice(pool[cell])) if pool.get(cell) else "" for cell in written.cells)
    more: tuple[tuple[int, int], ...] = ()
    bubbles = tuple(() if digit is None else (digit,) for digit in written.bubbles)
    if slip == "bubble double" and bubbles and bubbles[-1]:
        extra = (bubbles[-1][0] + int(rng.integers(1, 10))) % 10
        more = ((len(bubbles) - 1, extra),)
        bubbles = (*bubbles[:-1], tuple(sorted((*bubbles[-1], extra))))
    tally = None if slip == "tally missing" else written.tally
    return _Filled(FieldTruth(value, written.cells, crops, slip, bubbles, tally), written, more)


def draw_filled(form: FormDefinition, page: int, filled: FilledForm, bank: InkBank, px_per_mm: float) -> Image:
    """One page in BGR: printed, written by the drawn hand, and the real ink laid into its boxes."""
    sheet, hand, seed = form.page(page), filled.hand, filled.seed
    strokes: list[Stroke] = []
    for field in form.fields_on(page):
        item = filled.fields[field.name]
        # Boxes that get real ink stay empty here.
        cells = tuple("" if crop else cell for cell, crop in zip(item.truth.cells, item.truth.crops, strict=True))
        strokes += field_strokes(field, replace(item.written, cells=cells), hand, seed)
        strokes += _more(field.bubbles, item.more_bubbles, hand, mark_rng(seed, f"more {field.name}"))
    strokes += header_strokes(sheet, filled.header, hand, seed + page)
    strokes += date_strokes(sheet, ELECTION_DAY, hand, seed)
    strokes += signature_strokes(sheet, hand, seed)
    drawing = Drawing(form.paper, printed_page(form, page, simulation=True), tuple(strokes), INKS[filled.ink])
    image = render(drawing, px_per_mm)
    for field in form.fields_on(page):
        _lay(image, field, filled, bank, px_per_mm)
    return image


def _more(bubbles: Bubbles | None, more: Sequence[tuple[int, int]], hand: Hand, rng: Rng) -> list[Stroke]:
    if bubbles is None:
        return []
    return [s for at in more for s in fill_bubble(hand, bubbles.center(*at), bubbles.diameter, rng)]


def _lay(image: Image, field: Field, filled: FilledForm, bank: InkBank, px_per_mm: float) -> None:
    rng = mark_rng(filled.seed, f"ink {field.name}")
    for box, crop in zip(field.boxes, filled.fields[field.name].truth.crops, strict=True):
        turn, shift, size = rng.normal(0, 2.0), rng.normal(0, 0.03, 2), rng.normal(1.0, 0.04)
        if not crop:
            continue
        ink = bank.inks[crop]
        lay_ink(
            image,
            ink,
            box,
            px_per_mm,
            colour=INKS[filled.ink],
            turn_deg=float(turn),
            shift=(float(np.clip(shift[0], -0.1, 0.1)), float(np.clip(shift[1], -0.1, 0.1))),
            size=float(np.clip(size, 0.9, 1.1)),
            strength=float(np.clip(0.5 + 0.8 * ink.strength, 0.6, 1.0)),
        )


def spoil_tag(image: Image, page: FormPage, how: str, px_per_mm: float, rng: Rng) -> None:
    """Tear the page tag off or cover it, in place."""
    if page.tag is None or how == "whole":
        return
    rect = page.tag.rect.grown(float(rng.uniform(1, 5)))
    outline = _ragged(rect, rng) if how == "torn" else np.array(rect.corners) + rng.normal(0, 2, (4, 2))
    shades = (60, 110, 160) if how == "torn" else (235, 200, 90)
    colour = [float(v) for v in int(rng.choice(shades)) + rng.normal(0, 12, 3)]
    cv2.fillPoly(image, [np.rint(outline * px_per_mm).astype(np.int32)], np.clip(colour, 0, 255).tolist(), cv2.LINE_AA)


def _ragged(rect: Rect, rng: Rng) -> np.ndarray:
    """A hole with an uneven edge."""
    turns = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    middle = np.array([rect.x + rect.w / 2, rect.y + rect.h / 2])
    reach = 0.72 * np.array([rect.w, rect.h])
    circle = np.column_stack([np.cos(turns), np.sin(turns)])
    return np.asarray(middle + circle * reach * rng.uniform(0.9, 1.15, (28, 1)))


def tear_corner(image: Image, corner: int | None, px_per_mm: float, rng: Rng) -> None:
    """Tear one corner off with its mark, in place: what lies under it shows."""
    if corner is None:
        return
    height, width = image.shape[:2]
    across, down = rng.uniform(118, 140, 2) * px_per_mm
    x, y = (0 if corner in {0, 3} else width), (0 if corner in {0, 1} else height)
    ends = np.array([(x, y), (x + (across if x == 0 else -across), y), (x, y + (down if y == 0 else -down))])
    colour = rng.uniform(60, 190) + rng.normal(0, 12, 3)
    cv2.fillPoly(image, [np.rint(ends).astype(np.int32)], np.clip(colour, 0, 255).tolist(), cv2.LINE_AA)
