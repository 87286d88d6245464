"""The measured constants of the fusion, in one place: ``resources/models/fusion.json``, fitted by a tool."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class BubbleCalibration:
    """How dark a circle must be to count, and how reliably people fill it."""

    threshold: float
    """Fill at which a circle is as likely filled as not."""
    width: float
    """How quickly that changes, in fill."""
    floor: float
    """No single circle is ever more certain than this."""
    match: float
    """Share of written digits whose circle is the filled one."""
    missing: float
    """Share of written digits without a filled circle."""
    cross_zero: float
    """Share of crossed leading boxes whose circle 0 is filled."""
    cross_none: float
    """Share of crossed leading boxes without a filled circle."""


@dataclass(frozen=True, slots=True)
class TallyCalibration:
    """How reliably strokes and row sums are drawn and read."""

    cell_floor: float
    """Share of tally cells and row-sum boxes on which the network is wrong whatever it says."""
    irregular: float
    """How much rarer than the regular filling each step away from it is: a bundle of four in a row, a gap."""
    sum_missing: float
    """Share of used rows without a sum beside them."""
    sum_wrong: float
    """Share of row sums that are not those of the strokes."""
    miscounted: float
    """Share of tallies that do not show the number that was meant."""
    undrawn: float
    """Share of tallies that are left empty whatever the number."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """All constants, with the version that tells readings apart."""

    version: str
    cell_floor: float
    """Share of boxes on which the digit model is wrong whatever it says; spread over all classes."""
    bubbles: BubbleCalibration
    tally: TallyCalibration
    rule_weights: Mapping[str, float]
    """Per rule how much likelier numbers are that satisfy it than numbers that miss it by one certain amount."""
    clear: float
    """From this probability by its boxes alone on, a number counts as clearly written: nothing replaces it."""
    proven: float
    confirm: float
    sum_support: float
    """Confidence that the numbers of a sum must have by themselves before the sum counts as proof."""
    weak_support: float
    """Confidence that is enough for one of them, if it is likeliest with the sums."""


def load(text: str) -> Calibration:
    """Read the constants from JSON; KeyError names one that is missing."""
    data = json.loads(text)
    bubbles = BubbleCalibration(**{name: float(value) for name, value in data["bubbles"].items()})
    tally = TallyCalibration(**{name: float(value) for name, value in data["tally"].items()})
    numbers = {name: float(value) for name, value in data["fusion"].items()}
    weights = {name: float(rule["weight"]) for name, rule in data["rules"].items()}
    return Calibration(version=str(data["version"]), bubbles=bubbles, tally=tally, rule_weights=weights, **numbers)


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """The constants that this program is shipped with."""
    return load((files("sirekap_desktop.resources") / "models" / "fusion.json").read_text("utf-8"))
