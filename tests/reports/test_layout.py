from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sirekap_desktop.reports import dhasil
from sirekap_desktop.reports.columns import split_columns
from sirekap_desktop.reports.compose import compose
from sirekap_desktop.reports.fonts import text_width, wrap
from sirekap_desktop.reports.items import Sheet, Text
from sirekap_desktop.reports.measures import SheetPlan
from sirekap_desktop.reports.options import Paper, ReportOptions, Signatures
from sirekap_desktop.reports.plan import split_rows
from sirekap_desktop.reports.style import PT

from . import elections
from .factories import Recap, flagged_cell, notes, rows, snapshot

LONG_NAMES = (
    "KAMPUANG TANJUANG KOTO MAMBANG SUNGAI DURIAN",
    "PADANG KANDANG PULAU AIR PADANG BINTUNGAN",
    "SIHARE'O III BAWOSALO'O BERUA",
    "LAMPEUNEURUT UJONG BLANG",
    "MATANG GLUMPANG DUA MNS. TIMU (X)",
)


# --- columns and rows --------------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine three numbers take their time
@given(st.integers(0, 500), st.integers(1, 40), st.integers(0, 3))
def test_column_blocks_hold_every_column_once_and_evenly(count: int, capacity: int, more: int) -> None:
    blocks = split_columns(count, capacity, capacity + more)
    assert [i for block in blocks for i in range(block.first, block.end)] == list(range(count))
    sizes = [block.end - block.first for block in blocks]
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= (capacity if len(blocks) > 1 else capacity + more)
    assert [block.carry_in for block in blocks] == [False] + [True] * (len(blocks) - 1)
    assert [block.last for block in blocks] == [False] * (len(blocks) - 1) + [True]


def _measured(contestants: int = 3) -> SheetPlan:
    recap = snapshot(Recap(tps=(2,), contestants=contestants))
    return dhasil.plan(recap, ReportOptions("A4"), "kecamatan")[0].part


@given(st.floats(20, 200), st.floats(20, 200))
def test_row_pieces_hold_every_row_once_and_never_end_with_a_heading(first: float, following: float) -> None:
    part = _measured(contestants=12)
    pieces = split_rows(part, first, following)
    printed = [line for piece in pieces for group in piece if group.kind == "rows" for line in group.rows]
    assert printed == list(range(len(part.snapshot.rows)))
    assert all(piece[-1].kind == "rows" for piece in pieces)
    assert all(piece[0].kind == "section" for piece in pieces)
    for i, piece in enumerate(pieces):
        units = sum(group.kind == "rows" for group in piece)
        assert units == 1 or sum(map(part.group_height, piece)) <= (following if i else first) + 1e-6


# --- nothing overlaps, nothing is cut ----------------------------------------------------------------------------


def _boxes(sheet: Sheet) -> list[tuple[float, float, float, float, str]]:
    """Left, top, right, bottom and text of every text, from figure height to baseline."""
    boxes = []
    for item in sheet.items:
        if isinstance(item, Text) and item.text:
            width = text_width(item.text, item.face, item.size)
            left = item.x - {"left": 0.0, "center": width / 2, "right": width}[item.align]
            boxes.append((left, item.y - 0.714 * item.size * PT, left + width, item.y, item.text))
    return boxes


def _assert_clean(sheet: Sheet, margin: float) -> None:
    boxes = sorted(_boxes(sheet), key=lambda box: box[1])
    for i, (left, top, right, bottom, text) in enumerate(boxes):
        assert left >= margin - 0.01, text
        assert right <= sheet.width - margin + 0.01, text
        assert top >= margin - 0.01, text
        assert bottom <= sheet.height - margin + 0.01, text
        for other in boxes[i + 1 :]:
            if other[1] >= bottom:
                break
            apart = other[0] >= right - 0.01 or other[2] <= left + 0.01 or other[3] <= top
            assert apart, (text, other[4])


def _check(recap: Recap, options: ReportOptions) -> None:
    plans = dhasil.plan(snapshot(recap), options)
    for i, page in enumerate(plans, 1):
        _assert_clean(compose(page, i, len(plans)), page.part.style.margin)


@pytest.mark.parametrize("paper", get_args(Paper))
@pytest.mark.parametrize("signatures", get_args(Signatures))
def test_long_names_and_full_columns_do_not_touch(paper: Paper, signatures: Signatures) -> None:
    recap = Recap(tps=(60, 7, 1, 2, 30), names=LONG_NAMES, locked=False, simulation=True)
    recap = replace(recap, cell=flagged_cell(5, rows(), 1999), notes=notes(recap))
    _check(recap, ReportOptions(paper, signatures))


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=30),
    st.integers(1, 20),
    st.sampled_from(get_args(Paper)),
    st.sampled_from(get_args(Signatures)),
    st.sampled_from([9, 300, 99_999]),
)
def test_nothing_overlaps_or_leaves_the_margins(
    sizes: list[int], contestants: int, paper: Paper, signatures: Signatures, top: int
) -> None:
    recap = Recap(tps=sizes, contestants=contestants, locked=False, simulation=True)
    recap = replace(recap, cell=flagged_cell(5, rows(), top), notes=notes(recap))
    _check(recap, ReportOptions(paper, signatures))


@settings(max_examples=8, deadline=None)
@given(elections.recaps(), st.sampled_from(get_args(Paper)), st.sampled_from(get_args(Signatures)))
def test_nothing_overlaps_in_any_election(recap: Recap, paper: Paper, signatures: Signatures) -> None:
    _check(replace(recap, tps=recap.tps[:3], locked=False, simulation=True), ReportOptions(paper, signatures))


@pytest.mark.parametrize("election", elections.ELECTIONS)
@pytest.mark.parametrize("paper", get_args(Paper))
def test_title_and_long_name_of_the_model_do_not_touch(election: str, paper: Paper) -> None:
    _check(replace(elections.recap_of(election, (2,)), simulation=True), ReportOptions(paper))


@pytest.mark.parametrize("signatures", get_args(Signatures))
def test_pages_of_notes_are_as_clean_as_tables(signatures: Signatures) -> None:
    recap = Recap(tps=(420,), locked=False)
    recap = replace(recap, cell=flagged_cell(4, rows()), notes=notes(recap))
    _check(recap, ReportOptions("A4", signatures))


def test_kecamatan_without_tps_is_printed_empty() -> None:
    _check(Recap(tps=(0, 0)), ReportOptions())


# --- text --------------------------------------------------------------------------------------------------------


def test_figures_are_tabular_in_every_face() -> None:
    for face in ("regular", "bold", "italic"):
        assert len({text_width(digit, face, 8) for digit in "0123456789"}) == 1


@given(st.text(alphabet="ABC abc-/é≠", max_size=80), st.floats(8, 60))
def test_wrapping_loses_no_letter_and_keeps_the_width(text: str, width: float) -> None:
    lines = wrap(text, "regular", 8, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, "regular", 8) <= width + 1e-6 for line in lines)


def test_words_stay_whole_where_they_fit() -> None:
    assert wrap("PANITIA PEMILIHAN KECAMATAN", "bold", 8, 25) == ("PANITIA", "PEMILIHAN", "KECAMATAN")
