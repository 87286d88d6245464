"""What the room sees on the projector: one number of one TPS, the running totals, the progress."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.jobs.pleno import Figure, Sitting, TpsInMeeting


@dataclass(frozen=True, slots=True)
class Slide:
    """What the projector shows: one number of one TPS, the running totals, the progress. Built at each step."""

    election: str
    approved: int
    total: int
    totals: tuple[tuple[str, int], ...]
    place: str = ""
    figure: Figure | None = None
    corrections: tuple[Figure, ...] = ()
    """What the meeting changed in this TPS."""
    simulation: bool = False
    """Whether nothing of it is real: the room must see that, as every document says it."""


def slide_of(sitting: Sitting, tps: TpsInMeeting | None, step: int) -> Slide:
    """The slide of the operator's step; of a TPS that is not complete only its name."""
    slide = Slide(
        election_name(sitting.form), sitting.approved, len(sitting.lines), sitting.totals, simulation=sitting.simulation
    )
    if tps is None:
        return slide
    place = f"{tps.view.desa.name} · {tps.view.tps.label}"
    figure = tps.figures[step] if 0 <= step < len(tps.figures) else None
    corrections = tuple(one for one in tps.figures if one.corrected and one.entry.before != one.value)
    return replace(slide, place=place, figure=figure, corrections=corrections)


def election_name(form: FormDefinition) -> str:
    """What the room calls the election: ``Presiden dan Wakil Presiden``."""
    words = form.pemilihan_title.removeprefix("PEMILIHAN UMUM ").removeprefix("PEMILIHAN ").title()
    return words.replace(" Dan ", " dan ")
