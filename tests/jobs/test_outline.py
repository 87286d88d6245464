"""The row of pages and the running sum of a party, also where its list goes on on a further sheet."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.forms.reading import Evidence, FieldReading, FieldStatus
from sirekap_desktop.jobs.checking import FieldTask, Policy, plan
from sirekap_desktop.jobs.outline import Outline, PageState, outline, party_sum
from sirekap_desktop.models.records import Entry, EntryHow

TPS = "7605052002003"
FORM = load_form(
    "c-hasil-dpr-2024",
    [
        Contestant(4, "PARTAI EMPAT", tuple(Calon(n, f"CALON {n}") for n in range(1, 16))),
        Contestant(12, "PARTAI DUA BELAS", (Calon(1, "CALON"),)),
    ],
)
SHEETS = [page.number for page in FORM.pages if page.partai == 4]
PARTS = [f.name for f in FORM.fields if f.name.startswith("partai_04_") and f.name != "partai_04_jumlah"]


def tasks(values: Mapping[str, int | None], *, proven: bool = False) -> tuple[FieldTask, ...]:
    """These are recorded; everything else is to be typed, or proven."""
    status = FieldStatus.PROVEN if proven else FieldStatus.TYPE
    readings = {f.name: FieldReading(f.name, 5, 5, 0.9, status, (), Evidence()) for f in FORM.fields}
    entries = {
        name: Entry("e", TPS, FORM.id, name, value, EntryHow.TYPED, "SITI", "2024", None)
        for name, value in values.items()
    }
    pages = [page.number for page in FORM.pages]
    return plan(FORM, TPS, readings=readings, entries=entries, pages_with_photo=pages, policy=Policy())


def outlined(values: Mapping[str, int | None]) -> Outline:
    return outline(FORM, tasks(values))


def test_a_party_whose_list_goes_on_has_two_sheets_under_one_number():
    assert len(SHEETS) == 2
    marks = [mark for mark in outlined({}).pages if mark.partai == 4]
    assert [(mark.number, mark.sheet, mark.name) for mark in marks] == [
        (SHEETS[0], 1, "PARTAI EMPAT"),
        (SHEETS[1], 2, "PARTAI EMPAT"),
    ]
    assert outlined({}).parties == (4, 12)


def test_a_jump_leads_to_the_sheet_of_the_party_that_needs_work():
    first = {field.name: 0 for field in FORM.fields_on(SHEETS[0])}
    assert outlined({}).page_of(4) == SHEETS[0]
    assert outlined(first).page_of(4) == SHEETS[1]
    assert outlined(dict.fromkeys((f.name for f in FORM.fields), 0)).page_of(4) == SHEETS[0]
    assert outlined({}).page_of(5) is None


def test_a_party_is_done_when_all_its_sheets_are():
    first = {field.name: 0 for field in FORM.fields_on(SHEETS[0])}
    second = {field.name: 0 for field in FORM.fields_on(SHEETS[1])}
    assert (outlined(first).pages_done, outlined(first).parties_done) == (1, 0)
    assert outlined(first | second).parties_done == 1
    assert {mark.state for mark in outlined(first | second).pages if mark.partai == 4} == {PageState.DONE}


def test_a_form_without_parties_is_jumped_in_by_page():
    form = load_form("c-hasil-ppwp-2024")
    found = outline(form, ())
    assert (found.parties, found.page_of(3), found.page_of(9)) == ((), 3, None)
    assert party_sum(form, (), None) is None


@given(st.lists(st.integers(0, 300), min_size=len(PARTS), max_size=len(PARTS)), st.integers(0, len(PARTS)))
def test_the_running_sum_is_that_of_what_is_recorded_on_all_sheets(values: list[int], count: int):
    recorded = dict(zip(PARTS[:count], values[:count], strict=True))
    found = party_sum(FORM, tasks(recorded), 4)
    assert (found.recorded, found.of, found.complete) == (count, len(PARTS), False)
    assert found.added == (sum(values[:count]) if count < len(PARTS) else None)  # only the jumlah is left: hidden


@given(st.lists(st.integers(0, 300), min_size=len(PARTS), max_size=len(PARTS)), st.integers(0, 6000))
def test_a_whole_party_says_by_how_much_its_paper_is_wrong(values: list[int], written: int):
    recorded = dict(zip(PARTS, values, strict=True)) | {"partai_04_jumlah": written}
    found = party_sum(FORM, tasks(recorded), 4)
    assert (found.complete, found.difference) == (True, sum(values) - written)


def test_one_calon_left_to_type_hides_the_sum_but_one_that_is_proven_does_not():
    recorded = dict.fromkeys(PARTS[1:], 2) | {"partai_04_jumlah": 40}
    assert party_sum(FORM, tasks(recorded), 4).added is None
    others = {f.name: 0 for f in FORM.fields if f.name not in PARTS and f.name != "partai_04_jumlah"}
    assert party_sum(FORM, tasks(recorded | others, proven=True), 4).added == 2 * len(PARTS[1:])


def test_an_empty_jumlah_is_no_difference():
    found = party_sum(FORM, tasks(dict.fromkeys(PARTS, 1) | {"partai_04_jumlah": None}), 4)
    assert (found.complete, found.written, found.difference) == (True, None, None)
