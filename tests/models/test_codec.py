"""Readings survive the database to the last bit."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.reading import (
    CELL_CLASSES,
    UNSURE,
    Check,
    Evidence,
    FieldReading,
    FieldStatus,
    Mesh,
    PageReading,
    Quality,
    Registration,
    TpsReading,
)
from sirekap_desktop.models import reading_codec

_number = st.floats(allow_nan=False, allow_infinity=False)
_count = st.one_of(st.none(), st.integers(0, 999))
_words = st.lists(st.text(max_size=8), max_size=3).map(tuple)
_field = st.builds(
    FieldReading,
    name=st.text(max_size=8),
    value=_count,
    raw=_count,
    confidence=_number,
    status=st.sampled_from(FieldStatus),
    cells=st.lists(st.sampled_from((*CELL_CLASSES, UNSURE)), max_size=3).map(tuple),
    evidence=st.builds(Evidence, digits=_count, bubbles=_count, tally=_count),
    cell_probabilities=st.lists(st.lists(_number, max_size=15).map(tuple), max_size=3).map(tuple),
    candidates=st.lists(st.tuples(st.integers(0, 999), _number), max_size=3).map(tuple),
    problems=_words,
)
_fields = st.lists(_field, max_size=3).map(tuple)
_registration = st.builds(
    Registration,
    method=st.sampled_from(["tag", "manual"]),
    residual_px=_number,
    corners=st.lists(st.tuples(_number, _number), max_size=4).map(tuple),
    homography=st.lists(_number, min_size=9, max_size=9).map(tuple),
    mesh=st.one_of(
        st.none(),
        st.builds(
            Mesh,
            paper=st.tuples(_number, _number),
            rows=st.just(2),
            columns=st.just(2),
            shifts=st.lists(_number, min_size=8, max_size=8).map(tuple),
        ),
    ),
)
_page = st.builds(
    PageReading,
    index=st.integers(0, 9),
    status=st.sampled_from(["read", "unreadable"]),
    reason=st.one_of(st.none(), st.text(max_size=8)),
    form=st.one_of(st.none(), st.text(max_size=8)),
    page=st.one_of(st.none(), st.integers(1, 9)),
    partai=st.one_of(st.none(), st.integers(1, 24)),
    registration=st.one_of(st.none(), _registration),
    quality=st.builds(Quality, ok=st.booleans(), problems=_words),
    fields=_fields,
    ms=st.integers(0, 9999),
    engine=st.text(max_size=8),
)
_check = st.builds(
    Check,
    rule=st.text(max_size=4),
    at=st.text(max_size=4),
    fields=_words,
    ok=st.one_of(st.none(), st.booleans()),
    left=_count,
    right=_count,
)


@given(_page)
def test_a_page_reading_comes_back_as_it_was(reading: PageReading) -> None:
    assert reading_codec.decode_page(reading_codec.encode_page(reading)) == reading


@given(st.builds(TpsReading, form=st.text(max_size=8), fields=_fields, checks=st.lists(_check, max_size=3).map(tuple)))
def test_a_fused_reading_comes_back_as_it_was(reading: TpsReading) -> None:
    assert reading_codec.decode_tps(reading_codec.encode_tps(reading)) == reading


@given(_page)
def test_a_reading_stored_before_sheets_could_bend_is_read_as_flat(reading: PageReading) -> None:
    stored = json.loads(reading_codec.encode_page(reading))
    if reading.registration is None:
        return
    del stored["registration"]["mesh"]
    found = reading_codec.decode_page(json.dumps(stored)).registration
    assert found == replace(reading.registration, mesh=None)
