"""Puts all evidence of a number together, weighs it with the form's sums, and says how far it may be trusted.

Raw (what boxes and bubbles say) and fused (after the sums) stay apart. A clearly written number is never replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sirekap_desktop.forms.model import Field, FormDefinition
from sirekap_desktop.forms.reading import (
    CELL_CLASSES,
    UNSURE,
    Evidence,
    FieldReading,
    FieldStatus,
    PageReading,
    TpsReading,
)
from sirekap_desktop.forms.rules import check_rules
from sirekap_desktop.ocr import evidence as parsing
from sirekap_desktop.ocr.bubbles import BubbleColumns
from sirekap_desktop.ocr.calibration import calibration
from sirekap_desktop.ocr.evidence import Beliefs
from sirekap_desktop.ocr.plane import Floats
from sirekap_desktop.ocr.sums import Choices, LinearRule, linear_rules, posterior
from sirekap_desktop.ocr.tally import TallyEvidence

LEFT_ALIGNED = "rata kiri"
ONLY_CROSSES = "hanya silang atau setrip"
DISAGREE = "angka dan bulatan berbeda"
TALLY_DIFFERS = "angka dan turus berbeda"
BUBBLES_ONLY = "kotak kosong, bulatan terisi"
TALLY_ONLY = "kotak kosong, turus terisi"
BROKEN_NUMBER = "kotak tidak terisi berurutan"
UNCERTAIN = "angka tidak jelas"
_BOXES_COUNT = frozenset({DISAGREE, TALLY_DIFFERS})
"""Where the paper disagrees with itself, what the boxes say clearly is the number."""

_SHOWN = 0.6
"""A cell whose likeliest class is less likely than this is shown as unsure."""
_SEEN_DIGITS = 0.5
_CLEAR_TALLY = 0.9
_LEFT = 0.1
"""From this chance of being left-aligned on, a person types a number."""
_CANDIDATES = 8
_OTHER = 1e-4
"""Share that stays with values outside the candidates."""


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """All that was measured on one number; None where the form has no such thing or the picture does not show it."""

    cells: Floats | None
    """(boxes, 15) probabilities of the digit model."""
    bubbles: BubbleColumns | None = None
    tally: TallyEvidence | None = None
    problems: tuple[str, ...] = ()
    """What is wrong with the picture here; any problem makes a person type the number."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What each kind of evidence makes of a number, alone and together."""

    cells: Floats
    digits: Beliefs
    together: Beliefs
    bubbles: int | None
    tally: int | None
    left: float

    @property
    def boxes(self) -> int | None:
        """The number in the boxes by themselves, if it is likelier than not."""
        value, probability = self.digits.best
        return value if probability >= _SEEN_DIGITS else None

    @property
    def clear(self) -> bool:
        return self.digits.best[1] >= calibration().clear


def field_reading(field: Field, found: FieldEvidence) -> FieldReading:
    """What boxes, circles and tally marks say of one number, before any sum."""
    if found.cells is None:
        return unseen(field)
    seen = _seen(found.cells, found.bubbles, found.tally)
    base = FieldReading(
        name=field.name,
        value=None,
        raw=None,
        confidence=0.0,
        status=FieldStatus.TYPE,
        cells=tuple(_shown(row) for row in seen.cells),
        evidence=Evidence(seen.boxes, seen.bubbles, seen.tally),
        cell_probabilities=tuple(tuple(round(float(p), 6) for p in row) for row in found.cells),
        candidates=tuple((item, round(p, 6)) for item, p in _candidates(seen)),
        problems=(*found.problems, *_problems(seen)),
    )
    return _decided(base, seen)


def _seen(cells: Floats, bubbles: BubbleColumns | None, tally: TallyEvidence | None) -> _Seen:
    measured = calibration()
    softened = parsing.soften(cells, measured.cell_floor)
    weighed = softened
    if bubbles is not None:
        weighed = parsing.with_bubbles(softened, bubbles.probabilities, measured.bubbles)
    together = parsing.parse(weighed)
    if tally is not None:
        together = parsing.with_tally(together, tally.likelihood)
    return _Seen(
        cells=softened,
        digits=parsing.parse(softened),
        together=together,
        bubbles=bubbles.value if bubbles is not None else None,
        tally=tally.value if tally is not None and tally.confidence >= _CLEAR_TALLY else None,
        left=max(parsing.left_share(softened), parsing.left_share(weighed)),
    )


def _candidates(seen: _Seen) -> tuple[tuple[int, float], ...]:
    """The likeliest values, best first; what clear boxes say is always among them."""
    found = seen.together.top(_CANDIDATES)
    value = seen.digits.best[0]
    if seen.clear and value not in dict(found):
        found = (*found, (value, float(seen.together.values[value])))
    return found


def _decided(base: FieldReading, seen: _Seen) -> FieldReading:
    """Empty, without a number, or the number with its first status."""
    together = seen.together
    value = seen.digits.best[0] if seen.clear else together.best[0]
    probability = float(together.values[value])
    if together.empty > max(probability, together.crossed, together.malformed):
        if seen.bubbles is None and not seen.tally:
            certain = together.empty >= calibration().confirm and not base.problems
            status = FieldStatus.EMPTY if certain else FieldStatus.TYPE
            return replace(base, confidence=round(together.empty, 6), status=status, candidates=())
        return replace(base, confidence=round(probability, 6))
    if not seen.clear and probability < max(together.crossed, together.malformed):
        return replace(base, confidence=round(probability, 6))
    return _with_status(replace(base, raw=value), value, probability, supported=False)


def _problems(seen: _Seen) -> tuple[str, ...]:
    if seen.left > _LEFT:
        return (LEFT_ALIGNED,)
    return _paper_differs(seen) if seen.clear else _no_number(seen)


def _paper_differs(seen: _Seen) -> tuple[str, ...]:
    """What contradicts a number that stands clearly in its boxes."""
    value = seen.digits.best[0]
    kinds = ((DISAGREE, seen.bubbles), (TALLY_DIFFERS, seen.tally))
    others = [(problem, shown) for problem, shown in kinds if shown is not None and shown != value]
    if any(shown and shown in (value // 10, value // 100) for _, shown in others):
        return (LEFT_ALIGNED,)  # 74 counted, and 748 seen: the last box is no digit
    return tuple(problem for problem, _ in others)


def _no_number(seen: _Seen) -> tuple[str, ...]:
    """Why boxes that are not clear hold no number, if anything else is likelier."""
    digits, together = seen.digits, seen.together
    likeliest = max(digits.best[1], digits.empty, digits.crossed, digits.malformed)
    if likeliest == digits.empty:
        return (BUBBLES_ONLY,) if seen.bubbles is not None else (TALLY_ONLY,) if seen.tally else ()
    if likeliest == digits.crossed and together.best[1] < together.crossed:
        return (ONLY_CROSSES,)
    if likeliest == digits.malformed and together.best[1] < together.malformed:
        return (BROKEN_NUMBER,) if digits.malformed > calibration().clear else (UNCERTAIN,)
    return ()


def _shown(row: Floats) -> str:
    index = int(row.argmax())
    return CELL_CLASSES[index] if row[index] >= _SHOWN else UNSURE


def unseen(field: Field) -> FieldReading:
    """A number that is not in the picture."""
    return FieldReading(field.name, None, None, 0.0, FieldStatus.UNSEEN, tuple(UNSURE for _ in field.boxes), Evidence())


def _with_status(reading: FieldReading, value: int, probability: float, *, supported: bool) -> FieldReading:
    """Status of a number that could be read as ``value``.

    A number that is not what its boxes look like is typed by a person, whatever speaks for it.
    """
    measured, seen = calibration(), reading.evidence
    likely = _marked(reading, value) or dict(reading.candidates).get(value, 0.0) >= measured.weak_support
    boxes_say = seen.digits == value or (seen.digits is None and likely)
    agreed = seen.digits == value and _marked(reading, value)
    summed = supported and value in (seen.digits, seen.bubbles)
    certain = probability >= measured.proven and value == reading.raw and not reading.problems
    if _doubted(reading, value) or probability < measured.confirm or not boxes_say:
        status = FieldStatus.TYPE
    else:
        status = FieldStatus.PROVEN if certain and (agreed or summed) else FieldStatus.CONFIRM
    return replace(reading, value=value, confidence=round(min(probability, 1.0), 6), status=status)


def _marked(reading: FieldReading, value: int) -> bool:
    """Whether circles or tally marks show the number."""
    return value in (reading.evidence.bubbles, reading.evidence.tally)


def _doubted(reading: FieldReading, value: int) -> bool:
    """Whether a person must type it; one kind of marks may be outvoted by the boxes and the other."""
    outvoted = reading.evidence.digits == value and _marked(reading, value)
    return bool(set(reading.problems) - _BOXES_COUNT) or (bool(reading.problems) and not outvoted)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """All fields of one or more pages with what the sums make of them."""

    readings: Mapping[str, FieldReading]
    choices: Mapping[str, Choices]
    after: Mapping[str, Floats]


def weigh(form: FormDefinition, readings: Sequence[FieldReading]) -> tuple[FieldReading, ...]:
    """Weigh numbers with the sums between them; depends only on what boxes and bubbles said, so it may be repeated.

    Args:
        form: the form they stand on.
        readings: of one page or of several.

    Returns:
        The same fields in the same order, with value, confidence and status after the sums; ``raw`` is untouched.
    """
    rules = linear_rules(form)
    choices = {item.name: _choices(item) for item in readings if item.status is not FieldStatus.UNSEEN}
    rows = {field.name: field.row for field in form.fields}
    after = posterior(rules, choices, calibration().rule_weights, rows)
    weighed = _Weighed({item.name: item for item in readings}, choices, after)
    supported = _supported(rules, weighed)
    return tuple(_reweighed(item, weighed, item.name in supported) for item in readings)


def _choices(reading: FieldReading) -> Choices:
    values = [float(value) for value, _ in reading.candidates]
    shares = [share for _, share in reading.candidates]
    blank = None
    left = max(0.0, 1.0 - sum(shares))
    if reading.status is FieldStatus.EMPTY or ONLY_CROSSES in reading.problems:
        blank, share = len(values), left * (1 - _OTHER)
        values, shares = [*values, 0.0], [*shares, share]
    other = max(_OTHER, 1.0 - sum(shares))
    probability = np.array([*shares, other])
    return Choices(np.array(values), probability / probability.sum(), blank)


def _reweighed(reading: FieldReading, weighed: _Weighed, supported: bool) -> FieldReading:
    if reading.raw is None:
        return reading
    choices, after = weighed.choices[reading.name], weighed.after[reading.name]
    place = _chosen(reading, choices, after)
    return _with_status(reading, int(choices.values[place]), float(after[place]), supported=supported)


def _supported(rules: Iterable[LinearRule], weighed: _Weighed) -> frozenset[str]:
    """Fields that a printed sum proves: it holds, and all numbers in it but one at most are certain.

    Certain is what is read with confidence by itself, or what another sum has proven. The one may be unclear as long
    as what completes the sum is among its likely readings: a misreading of another number that completes the sum with
    just those is rarer still. A crossed or empty box counts as 0, but at least two numbers must be written.
    """
    values = {name: _value_for_sums(weighed, name) for name in weighed.choices}
    holding = [rule for rule in rules if _holds(rule, values)]
    found: set[str] = set()
    before = -1
    while len(found) > before:
        before = len(found)
        for rule in holding:
            weak = [name for name in rule.fields if name not in found and not _certain(weighed, name)]
            written = [name for name in rule.fields if weighed.readings[name].raw is not None]
            if len(weak) <= 1 and len(written) >= 2:
                found.update(written)
    return frozenset(found)


def _holds(rule: LinearRule, values: Mapping[str, int | None]) -> bool:
    total = rule.constant
    for coefficient, name in zip(rule.coefficients, rule.fields, strict=True):
        value = values.get(name)
        if value is None:
            return False
        total += coefficient * value
    return total == 0


def _place(weighed: _Weighed, name: str) -> int | None:
    """Which of its choices a number is taken for; None for a form's field that may be anything."""
    reading, choices = weighed.readings[name], weighed.choices[name]
    return choices.blank if reading.raw is None else _chosen(reading, choices, weighed.after[name])


def _chosen(reading: FieldReading, choices: Choices, after: Floats) -> int:
    """What the boxes look like stays; only between readings of boxes that look like nothing may sums choose."""
    place = int(choices.values.tolist().index(float(reading.raw or 0)))
    if reading.evidence.digits != reading.raw and _BOXES_COUNT.isdisjoint(reading.problems):
        place = int(after[: len(reading.candidates)].argmax())
    return place


def _certain(weighed: _Weighed, name: str) -> bool:
    """Whether boxes and circles alone leave little doubt."""
    place = _place(weighed, name)
    return place is not None and float(weighed.choices[name].probability[place]) >= calibration().sum_support


def _value_for_sums(weighed: _Weighed, name: str) -> int | None:
    """The value with which a number may take part in a proof; 0 for certainly nothing."""
    place, reading, choices = _place(weighed, name), weighed.readings[name], weighed.choices[name]
    if place is None or (reading.raw is not None and _doubted(reading, int(choices.values[place]))):
        return None
    least = calibration().sum_support if reading.raw is None else calibration().weak_support
    return int(choices.values[place]) if choices.probability[place] >= least else None


def fuse(form: FormDefinition, pages: Sequence[PageReading]) -> TpsReading:
    """One reading of a TPS from all its pages, with the form's rules applied to it.

    Where a number is seen on several pictures, the clearer one counts. Pages of other forms are left out.
    """
    best: dict[str, FieldReading] = {}
    for page in pages:
        if page.form == form.id and page.status == "read":
            for item in page.fields:
                if item.name not in best or _clearness(item) > _clearness(best[item.name]):
                    best[item.name] = item
    fields = weigh(form, tuple(best.get(field.name) or unseen(field) for field in form.fields))
    return TpsReading(form.id, fields, check_rules(form, {item.name: item.value for item in fields}))


def _clearness(reading: FieldReading) -> float:
    if reading.status is FieldStatus.UNSEEN:
        return -1.0
    base = max((share for _, share in reading.candidates), default=0.0)
    return base - (0.5 if reading.problems else 0.0) + (0.6 if reading.status is FieldStatus.EMPTY else 0.0)
