"""Forms of all elections: whoever stands, every row has one place on the paper, and every sum adds up."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms.loader import FormError, default_form_ids, form_ids, load_form
from sirekap_desktop.forms.model import Contestant, Field, FormDefinition, Rect, Severity
from sirekap_desktop.forms.rules import broken, check_rules, explain
from tests.forms.contestants import KWK, PASLON, add_up, contestants_of

RECONSTRUCTED = KWK
SUMS = {"R1", "R2", "R3", "R4", "R5", "R6", "R7a", "R7b"}


@st.composite
def expanded(draw: st.DrawFn) -> FormDefinition:
    form_id = draw(st.sampled_from(RECONSTRUCTED))
    return load_form(form_id, draw(contestants_of(form_id)))


def _areas(field: Field) -> list[Rect]:
    found = [*field.boxes]
    found += [field.bubbles.area] if field.bubbles else []
    found += [field.tally.area] if field.tally else []
    return found + ([field.words] if field.words else [])


def _apart(one: Rect, other: Rect) -> bool:
    beside = one.right <= other.x + 0.05 or other.right <= one.x + 0.05
    return beside or one.bottom <= other.y + 0.05 or other.bottom <= one.y + 0.05


def test_every_form_that_is_not_official_says_so_and_waits_to_be_named() -> None:
    assert set(RECONSTRUCTED) <= set(form_ids())
    for form_id in RECONSTRUCTED:
        form = load_form(form_id)
        assert form.provenance == "reconstructed"
        assert form.on_request
    assert default_form_ids() == ("c-hasil-ppwp-2024", "c-hasil-salinan-ppwp-2024")


@settings(max_examples=60, deadline=None)
@given(form=expanded())
def test_every_field_has_one_name_and_stands_on_one_page(form: FormDefinition) -> None:
    names = [field.name for field in form.fields]
    assert len(set(names)) == len(names)
    assert len({field.export_as for field in form.fields}) == len(names)
    on_pages = [field.name for page in form.pages for field in form.fields_on(page.number)]
    assert sorted(on_pages) == sorted(names)
    assert [page.number for page in form.pages] == list(range(1, len(form.pages) + 1))


@settings(max_examples=40, deadline=None)
@given(form=expanded())
def test_nothing_that_is_read_overlaps(form: FormDefinition) -> None:
    width, height = form.paper
    for page in form.pages:
        areas = [area for field in form.fields_on(page.number) for area in _areas(field)]
        areas += page.signatures
        for one, other in combinations(areas, 2):
            assert _apart(one, other), (page.number, one, other)
        for area in [*areas, *(rect for _, rect in page.header_fields)]:
            assert area.x >= 0
            assert area.y >= 0
            assert area.right <= width
            assert area.bottom <= height


@settings(max_examples=40, deadline=None)
@given(form=expanded())
def test_no_word_in_braces_is_left_in_print(form: FormDefinition) -> None:
    texts = [label.text for page in form.pages for label in page.labels]
    texts += [text for field in form.fields for text in (field.name, field.label, field.short_label, field.number)]
    assert [text for text in texts if "{" in text or "}" in text] == []


@settings(max_examples=60, deadline=None)
@given(form=expanded(), data=st.data())
def test_sums_hold_from_the_bottom_up_and_break_with_any_one_value(form: FormDefinition, data: st.DataObject) -> None:
    votes = [field.name for field in form.fields if field.section == "IV"]
    numbers = {name: data.draw(st.integers(0, 60), label=name) for name in votes[:8]}
    values = add_up(form, {**dict.fromkeys(votes, 1), **numbers, "suara_tidak_sah": 3})
    checks = [check for check in check_rules(form, values) if check.rule in SUMS]
    assert all(check.ok for check in checks)
    changed = data.draw(st.sampled_from([*votes, "suara_sah"]))
    after = broken(form, values | {changed: values[changed] + 1})
    assert {check.rule for check in after} & {"R3", "R5"}


@pytest.mark.parametrize("form_id", RECONSTRUCTED)
def test_every_election_has_the_rules_of_its_paper(form_id: str) -> None:
    form = load_form(form_id)
    expected = SUMS - {"R5"} | {"R8", "R9", "R11", "R12", "R17"}
    assert {rule.id for rule in form.rules} == expected
    assert {rule.severity for rule in form.rules if rule.id in SUMS} == {Severity.SUM}


@pytest.mark.parametrize("form_id", KWK)
@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_a_list_of_paslon_goes_on_on_a_further_page(form_id: str, count: int) -> None:
    form = load_form(form_id, PASLON[:count])
    salinan = "salinan" in form_id
    further = 1 if count > 3 else 0
    assert len(form.pages) == (2 if salinan else 3) + further
    assert [form.field(f"suara_{n}").page for n in range(1, count + 1)] == [2, 2, 2, 3, 3][:count]
    assert form.field("suara_sah").page == form.pages[-1].number
    if not salinan:
        assert [page.tag.id % 100 for page in form.pages if page.tag] == [page.number for page in form.pages]


@pytest.mark.parametrize("form_id", KWK)
def test_six_paslon_are_more_than_the_paper_has_room_for(form_id: str) -> None:
    six = [Contestant(n, f"PASLON {n}") for n in range(1, 7)]
    with pytest.raises(FormError, match="hanya memuat 5 peserta, padahal ada 6"):
        load_form(form_id, six)


@pytest.mark.parametrize("form_id", KWK)
def test_a_single_paslon_stands_against_the_kolom_kosong(form_id: str) -> None:
    form = load_form(form_id, PASLON[:1])
    assert [field.name for field in form.fields if field.section == "IV"] == ["suara_1", "kolom_kosong"]
    assert form.contestants == (PASLON[0],)
    empty = form.field("kolom_kosong")
    assert (empty.number, empty.label, empty.short_label) == ("IV.2", "KOLOM KOSONG", "Kolom kosong")
    assert empty.boxes == load_form(form_id, PASLON[:2]).field("suara_2").boxes
    rule = next(rule for rule in form.rules if rule.id == "R3")
    assert rule.comparison.fields == ("suara_sah", "suara_1", "kolom_kosong")
    printed = [label.text for label in form.page(2).labels]
    assert "KOLOM KOSONG" in printed
    assert "0" not in [text.strip(".") for text in printed if text.endswith(".")]


@pytest.mark.parametrize("form_id", KWK)
def test_pilkada_calls_moved_voters_dpph_and_those_with_ktp_dptb(form_id: str) -> None:
    form = load_form(form_id)
    rows = list(dict.fromkeys(field.row for field in form.fields if field.section == "I"))
    assert rows == ["pemilih_dpt", "pengguna_dpt", "pengguna_dpph", "pengguna_dptb_ktp", "pengguna_total"]
    assert "Pindahan (DPPh)" in form.field("pengguna_dpph_l").label
    assert "Tambahan (DPTb)" in form.field("pengguna_dptb_ktp_l").label
    printed = " ".join(label.text for label in form.page(1).labels)
    assert "DPPh" in printed
    assert "DPK" not in printed
    assert "2,5%" in printed


@pytest.mark.parametrize("form_id", KWK)
def test_a_tps_of_a_pilkada_serves_600_voters_with_spare_ballots_of_two_and_a_half_percent(form_id: str) -> None:
    form = load_form(form_id)
    assert form.max_voters == 600
    values = {"ss_diterima": 513, "pemilih_dpt_j": 500, "suara_1": 615}
    checks = {(check.rule, check.at): check for check in check_rules(form, values)}
    assert checks["R8", ""].ok
    assert checks["R12", "suara_1"].ok
    over = {(check.rule, check.at): check for check in check_rules(form, {"suara_1": 616})}
    assert over["R12", "suara_1"].ok is False
    assert explain(form, checks["R8", ""]).formula == "II.1 = I.A Jml + 2,5% × I.A Jml"


def test_the_tally_of_a_pilkada_holds_all_voters() -> None:
    tally = load_form("c-hasil-kwk-bupati-2024").field("suara_1").tally
    assert tally
    assert tally.capacity == 600


def test_bupati_and_walikota_share_an_election_and_differ_in_name() -> None:
    bupati, walikota = load_form("c-hasil-kwk-bupati-2024"), load_form("c-hasil-kwk-walikota-2024")
    assert bupati.pemilihan == walikota.pemilihan == "pkwkk"
    assert load_form("c-hasil-kwk-gubernur-2024").pemilihan == "pkwkp"
    for form, office in ((bupati, "BUPATI"), (walikota, "WALI KOTA")):
        printed = " ".join(label.text for page in form.pages for label in page.labels)
        assert f"{office} DAN WAKIL {office}" in printed
        assert "GUBERNUR" not in printed
        assert "PRESIDEN" not in printed
