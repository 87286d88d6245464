"""Tally marks: strokes are counted cell by cell, row sums speak for themselves, what is unseen may be anything."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.ocr import engine, tally_net
from sirekap_desktop.ocr.cells import ModelError
from sirekap_desktop.ocr.plane import Pyramid
from sirekap_desktop.ocr.tally import TallyReader, TallyState, read_tallies, weigh
from sirekap_desktop.ocr.tally_count import Marks
from sirekap_desktop.ocr.tally_grid import CROP
from sirekap_desktop.ocr.tally_net import FILLER, STROKES, SUM_CLASSES
from sirekap_desktop.ocr.view import View
from sirekap_desktop.samples.draw import render_page
from sirekap_desktop.samples.plan import Deviation

FORM = load_form("c-hasil-ppwp-2024")
PX_PER_MM = 3.0


@pytest.fixture(scope="module")
def reader() -> TallyReader:
    return TallyReader()


def view_of(page: int, values: dict[str, int], *, seed: int = 5, **deviations: Deviation) -> View:
    """A page drawn flat, so that only the reading of tallies is tested."""
    image = render_page(
        FORM, page, values, seed=seed, px_per_mm=PX_PER_MM, ink="blue", header={}, deviations=deviations
    )
    scale = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    scale[:2, 2] = PX_PER_MM / 2 - 0.5
    return View(Pyramid(np.asarray(cv2.GaussianBlur(engine.grey(image), (0, 0), 0.8), np.uint8)), scale)


def cut_left(view: View, mm: float) -> View:
    """The same picture without its left part."""
    shift = np.eye(3)
    shift[0, 2] = -round(mm * PX_PER_MM)
    grey = np.ascontiguousarray(view.pyramid.finest[:, round(mm * PX_PER_MM) :])
    return View(Pyramid(grey), shift @ view.homography)


def marks(count: int, certainty: float = 0.97, sums: dict[int, int] | None = None) -> Marks:
    """What the network says of a clearly drawn tally; ``sums`` are written beside rows instead of the right ones."""
    cells = np.full((5, 12, STROKES), (1 - certainty) / (STROKES - 1))
    boxes = np.full((5, 2, SUM_CLASSES), (1 - certainty) / (SUM_CLASSES - 1))
    for place in range(60):
        cells[place // 12, place % 12, min(max(count - 5 * place, 0), 5)] = certainty
    for row in range(5):
        written = (sums or {}).get(row, min(max(count - 60 * row, 0), 60))
        tens, ones = divmod(written, 10)
        boxes[row, 0, tens or FILLER] = certainty
        boxes[row, 1, ones if written else FILLER] = certainty
    return Marks(cells, boxes)


@pytest.mark.parametrize("seed", [3, 5, 8])
def test_the_strokes_of_a_drawn_page_are_counted(reader: TallyReader, seed: int) -> None:
    values = {"suara_1": 66, "suara_2": 143, "suara_3": 12}
    found = read_tallies(view_of(2, values, seed=seed), FORM.fields_on(2), reader)
    assert {name: item.value for name, item in found.items()} == values
    assert all(item.state is TallyState.CLEAR for item in found.values())


def test_lower_rows_of_the_invalid_votes_are_read_alike(reader: TallyReader) -> None:
    found = read_tallies(view_of(3, {"suara_tidak_sah": 23}), FORM.fields_on(3), reader)
    assert {name: item.value for name, item in found.items()} == {"suara_tidak_sah": 23}


def test_a_grid_without_a_mark_shows_no_number(reader: TallyReader) -> None:
    found = read_tallies(view_of(2, {}), FORM.fields_on(2), reader)
    assert {item.state for item in found.values()} <= {TallyState.NONE, TallyState.UNCLEAR}
    assert {item.value for item in found.values()} == {None}


def test_cells_outside_the_picture_may_hold_anything(reader: TallyReader) -> None:
    whole = view_of(2, {"suara_1": 43, "suara_2": 143, "suara_3": 12}, suara_1=Deviation(row_sums=(None,) * 5))
    found = read_tallies(cut_left(whole, 225), FORM.fields_on(2), reader)["suara_1"]
    assert found.state is TallyState.PARTIAL
    assert found.unseen == tuple(12 * row + column for row in range(5) for column in range(3))
    complete = read_tallies(whole, FORM.fields_on(2), reader)["suara_1"]
    assert complete.value == 43
    assert found.value in {43, None}
    assert found.confidence < complete.confidence


def test_a_grid_that_is_mostly_outside_is_left_out(reader: TallyReader) -> None:
    whole = view_of(2, {"suara_1": 43})
    assert read_tallies(cut_left(whole, 330), FORM.fields_on(2), reader) == {}


@pytest.mark.parametrize("count", [3, 59, 60, 127, 299, 300])
def test_a_clear_tally_shows_its_number_and_no_number_is_impossible(count: int) -> None:
    found = weigh(marks(count), 1000)
    assert found.value == count
    assert found.confidence > 0.9
    assert found.likelihood.shape == (1000,)
    assert found.likelihood.min() > 0


def test_what_is_next_to_the_count_stays_likelier_than_what_is_far() -> None:
    likelihood = weigh(marks(127), 1000).likelihood
    assert likelihood[127] > 10 * likelihood[128] > 10 * likelihood[200]


def test_a_row_sum_that_disagrees_lowers_confidence() -> None:
    agreeing, unsure = weigh(marks(127), 1000), weigh(marks(127, sums={2: 8}), 1000)
    assert agreeing.value == 127
    assert unsure.confidence < agreeing.confidence
    assert unsure.likelihood[128] / unsure.likelihood[127] > agreeing.likelihood[128] / agreeing.likelihood[127]


def test_row_sums_settle_an_unclear_cell() -> None:
    found = marks(127)
    found.cells[2, 1] = 1 / STROKES
    assert weigh(found, 1000).value == 127
    silent = Marks(found.cells, np.full((5, 2, SUM_CLASSES), 1 / SUM_CLASSES))
    assert weigh(silent, 1000).confidence < weigh(found, 1000).confidence


def test_a_gap_between_bundles_counts_all_strokes_but_less_surely() -> None:
    gap = marks(40, 0.9999)
    gap.cells[0, 3] = gap.cells[0, 11]
    gap.cells[0, 8] = gap.cells[0, 0]
    found = weigh(Marks(gap.cells, np.zeros((5, 0, SUM_CLASSES))), 1000)
    assert found.likelihood[40] > 3 * found.likelihood[[39, 41]].max()
    assert found.confidence < weigh(marks(40), 1000).confidence


def test_the_network_answers_on_this_machine_as_where_it_was_trained(reader: TallyReader) -> None:
    reader.check()
    assert reader.golden_difference() < 1e-3
    crops, logits = tally_net.golden()
    assert len(crops) > 15
    assert logits.shape == (len(crops), STROKES + SUM_CLASSES)


def test_a_damaged_model_is_refused(reader: TallyReader) -> None:
    with pytest.raises(ModelError):
        TallyReader(b"something else", reader.card)


def test_the_card_describes_the_network_that_is_shipped(reader: TallyReader) -> None:
    assert reader.card.data["weights"] <= 60_000
    assert max(reader.card.data["training"]["photos"]) <= 175
    assert not reader.read(np.zeros((0, *CROP[::-1]), np.uint8))[0].size
