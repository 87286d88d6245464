from __future__ import annotations

import numpy as np
import pytest

from sirekap_desktop.forms.model import Rect
from sirekap_desktop.forms.reading import CELL_CLASSES
from sirekap_desktop.samples.handwriting import make_hand, write_cell, write_text
from sirekap_desktop.samples.marks import tally_bundle
from sirekap_desktop.samples.strokes import Stroke, smooth

BOX = Rect(100, 50, 20, 20)


def _written(seed: int, mark: str, *, guided: bool = True) -> tuple[Stroke, ...]:
    return write_cell(make_hand(seed), mark, BOX, guided=guided, rng=np.random.default_rng(seed))


def _flat(strokes: tuple[Stroke, ...]) -> bytes:
    return b"".join(stroke.points.tobytes() for stroke in strokes)


@pytest.mark.parametrize("mark", CELL_CLASSES)
def test_every_cell_class_can_be_written_and_stays_about_its_box(mark: str) -> None:
    for seed in range(30):
        strokes = _written(seed, mark, guided=seed % 2 == 0)
        assert bool(strokes) == (mark != "")
        for stroke in strokes:
            assert (stroke.points > (BOX.x - 4, BOX.y - 4)).all()
            assert (stroke.points < (BOX.right + 4, BOX.bottom + 4)).all()


def test_the_same_seed_writes_the_same_and_another_writes_otherwise() -> None:
    assert _flat(_written(4, "8")) == _flat(_written(4, "8"))
    assert len({_flat(_written(seed, "8")) for seed in range(40)}) == 40


def test_hands_differ_in_shapes_leading_marks_and_tallies() -> None:
    hands = [make_hand(seed) for seed in range(300)]
    assert {hand.leading for hand in hands} == {"X", "0", "-", "", "/", "."}
    assert {hand.tally for hand in hands} == {"falling", "zigzag", "rising", "level"}
    assert {hand.traces for hand in hands} == {True, False}
    assert len({hand.shapes["7"] for hand in hands}) >= 6


def test_an_unknown_mark_is_refused() -> None:
    with pytest.raises(KeyError):
        _written(1, "?")


def test_long_text_is_squeezed_into_its_line() -> None:
    area = Rect(10, 10, 60, 12)
    strokes = write_text(make_hand(3), "DUA RATUS SEMBILAN PULUH SEMBILAN", area, np.random.default_rng(1))
    points = np.vstack([stroke.points for stroke in strokes])
    assert points[:, 0].min() > area.x - 1
    assert points[:, 0].max() < area.right + 1


@pytest.mark.parametrize("count", range(1, 6))
def test_a_bundle_shows_as_many_uprights_as_votes_and_a_crossing_for_the_fifth(count: int) -> None:
    cell = Rect(0, 0, 19.6, 16)
    for seed in range(20):
        hand = make_hand(seed)
        strokes = tally_bundle(hand, count, cell, np.random.default_rng(seed))
        if hand.tally != "zigzag":
            assert len(strokes) == count
        uprights = strokes[:-1] if count == 5 else strokes
        middle = cell.h / 2
        crossings = sum(int((np.diff(np.sign(s.points[:, 1] - middle)) != 0).sum()) for s in uprights)
        connections = sum(max(0, (len(s.points) - 1) // 3 - 1) // 2 for s in uprights)
        assert crossings - connections >= min(count, 4)


def test_a_smooth_curve_passes_through_its_knots() -> None:
    knots = [(0.0, 0.0), (1.0, 2.0), (3.0, 1.0)]
    curve = smooth(knots)
    for knot in knots:
        assert np.abs(curve - knot).sum(axis=1).min() < 1e-9
