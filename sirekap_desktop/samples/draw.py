"""A filled form from its definition and values: as vectors, as pixels, and as a list of what was written."""

from __future__ import annotations

from collections.abc import Mapping

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.samples.drawing import INKS, Drawing
from sirekap_desktop.samples.filling import date_strokes, field_strokes, header_strokes, signature_strokes
from sirekap_desktop.samples.handwriting import Hand, make_hand, on_paper
from sirekap_desktop.samples.pdf import to_pdf
from sirekap_desktop.samples.plan import Deviation, Written, left_aligned, plan_page
from sirekap_desktop.samples.printed import printed_page
from sirekap_desktop.samples.raster import Image, render

__all__ = [
    "Deviation",
    "Written",
    "blank_page",
    "draw_page",
    "filled_page",
    "left_aligned",
    "render_page",
    "written_page",
]

ELECTION_DAY: Mapping[str, str] = {"tanggal": "14", "bulan": "02", "tahun": "2024"}
"""Voting day of the Pemilu of 2024."""

_NONE: Mapping[str, Deviation] = {}
_NO_HEADER: Mapping[str, str] = {}


def written_page(
    form: FormDefinition,
    page: int,
    values: Mapping[str, int | None],
    *,
    seed: int,
    hand: Hand | None = None,
    deviations: Mapping[str, Deviation] = _NONE,
) -> tuple[Written, ...]:
    """What stands on the page, field by field: the truth for tests and benchmarks.

    Args:
        values: per field; a missing field or ``None`` stays empty.
        seed: the person who writes; the same for all pages of a TPS.
        deviations: where the paper departs from the values.
    """
    return plan_page(form.fields_on(page), values, hand or make_hand(seed), deviations)


def blank_page(form: FormDefinition, page: int) -> Drawing:
    """The form as it comes from the printer's, without the mark SIMULASI."""
    return Drawing(form.paper, printed_page(form, page, simulation=False), (), INKS["blue"])


def filled_page(
    form: FormDefinition,
    page: int,
    values: Mapping[str, int | None],
    *,
    seed: int,
    ink: str = "blue",
    header: Mapping[str, str] = _NO_HEADER,
    date: Mapping[str, str] = ELECTION_DAY,
    hand: Hand | None = None,
    deviations: Mapping[str, Deviation] = _NONE,
    simulation: bool = True,
) -> Drawing:
    """The filled page as marks in mm.

    Args:
        ink: ``blue``, ``black`` or ``red``.
        header: what is written in the header fields, by their names in the definition.
        date: digits for ``tanggal``, ``bulan`` and ``tahun``.
        hand: who writes; by default the person of ``seed``.
    Raises:
        KeyError: no such page or ink.
        ValueError: a value does not fit into its boxes.
    """
    hand = on_paper(hand or make_hand(seed), form.paper[0])
    plans = {item.field: item for item in written_page(form, page, values, seed=seed, hand=hand, deviations=deviations)}
    sheet = form.page(page)
    strokes = [s for field in form.fields_on(page) for s in field_strokes(field, plans[field.name], hand, seed)]
    strokes += header_strokes(sheet, header, hand, seed + page)
    if any(plan.value is not None for plan in plans.values()):
        strokes += date_strokes(sheet, date, hand, seed)
        strokes += signature_strokes(sheet, hand, seed)
    return Drawing(form.paper, printed_page(form, page, simulation=simulation), tuple(strokes), INKS[ink])


def draw_page(
    form: FormDefinition,
    page: int,
    values: Mapping[str, int | None],
    *,
    seed: int,
    ink: str = "blue",
    header: Mapping[str, str] = _NO_HEADER,
    deviations: Mapping[str, Deviation] = _NONE,
) -> bytes:
    """The filled page as a PDF of vectors; arguments as in :func:`filled_page`."""
    return to_pdf(filled_page(form, page, values, seed=seed, ink=ink, header=header, deviations=deviations))


def render_page(
    form: FormDefinition,
    page: int,
    values: Mapping[str, int | None],
    *,
    seed: int,
    px_per_mm: float = 4.0,
    ink: str = "blue",
    header: Mapping[str, str] = _NO_HEADER,
    deviations: Mapping[str, Deviation] = _NONE,
) -> Image:
    """The filled page in BGR, ``(height, width, 3)``; arguments as in :func:`filled_page`."""
    drawing = filled_page(form, page, values, seed=seed, ink=ink, header=header, deviations=deviations)
    return render(drawing, px_per_mm)
