"""Forms of all elections: whoever stands, every row has one place on the paper, and every sum adds up."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms.loader import FormError, default_form_ids, form_ids, load_form
from sirekap_desktop.forms.model import Calon, Contestant, Field, FormDefinition, Rect, Severity
from sirekap_desktop.forms.rules import broken, check_rules, explain
from tests.forms.contestants import DPD, KWK, PARTAI, PASLON, add_up, contestants_of, party

RECONSTRUCTED = [*KWK, *DPD, *PARTAI]
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
    texts += [section.title for section in form.sections]
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
    expected = (SUMS if form_id in PARTAI else SUMS - {"R5"}) | {"R8", "R9", "R11", "R12", "R17"}
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
        assert form.sections[3].title == f"DATA RINCIAN PEROLEHAN SUARA PASANGAN CALON {office} DAN WAKIL {office}"
        assert "GUBERNUR" not in printed
        assert "PRESIDEN" not in printed


@pytest.mark.parametrize(("form_id", "room"), [(DPD[0], 11), (DPD[1], 14)])
@pytest.mark.parametrize("count", [1, 11, 12, 14, 15, 50])
def test_the_list_of_the_dpd_takes_as_many_pages_as_it_needs(form_id: str, room: int, count: int) -> None:
    form = load_form(form_id, [Contestant(n, f"CALON {n}") for n in range(1, count + 1)])
    lists = -(-count // room)
    assert [page.number for page in form.pages] == list(range(1, lists + 3))
    assert [form.field(f"calon_{n}").page for n in range(1, count + 1)] == [2 + n // room for n in range(count)]
    assert form.field("suara_sah").page == form.pages[-1].number == lists + 2
    assert [page.partai for page in form.pages] == [None] * len(form.pages)


@pytest.mark.parametrize("form_id", PARTAI)
def test_every_page_of_a_party_says_whose_it_is(form_id: str) -> None:
    form = load_form(form_id, [party(3, 4), party(24, 10)])
    assert [page.partai for page in form.pages] == [None, 3, 24, None]
    names = [field.name for field in form.fields_on(2)]
    calon = [f"partai_03_calon_0{n}" for n in range(1, 5)]
    assert names == ["partai_03_suara", *calon, "partai_03_jumlah"]
    assert form.field("partai_24_calon_10").page == 3
    assert [field.number for field in form.fields_on(2)][:2] == ["IV.3 A.1", "IV.3 A.2.1"]


@pytest.mark.parametrize("form_id", PARTAI[:3])
def test_a_list_that_does_not_fit_goes_on_on_a_further_page_of_the_party(form_id: str) -> None:
    form = load_form(form_id, [party(1, 12), party(2, 10)])
    assert [page.partai for page in form.pages] == [None, 1, 1, 2, None]
    assert form.field("partai_01_suara").page == form.field("partai_01_calon_10").page == 2
    assert form.field("partai_01_calon_11").page == form.field("partai_01_jumlah").page == 3
    printed = [[label.text for label in page.labels] for page in form.pages]
    assert "( suara calon berikutnya dan jumlah pada halaman berikut )" in printed[1]
    assert "( lanjutan )" in printed[2]
    assert "PARTAI POLITIK 01" in printed[2]
    assert "( lanjutan )" not in printed[3]


@pytest.mark.parametrize("form_id", PARTAI[:3])
def test_the_tag_of_a_party_page_tells_its_kind_and_not_its_party(form_id: str) -> None:
    form = load_form(form_id, [party(1, 12), party(2, 10), party(3, 11)])
    tags = [page.tag.id % 100 for page in form.pages if page.tag]
    assert tags == [1, 2, 3, 2, 2, 3, 7]


def test_the_jumlah_stands_behind_the_last_calon() -> None:
    for count in (0, 1, 10):
        form = load_form("c-hasil-dpr-2024", [party(7, count)])
        assert form.field("partai_07_jumlah").boxes[0].y == 236 + 48 * count


def test_the_sum_of_a_party_counts_its_own_calon_only() -> None:
    form = load_form("c-hasil-dpr-2024", [party(1, 2), party(2, 0)])
    first, second = (rule for rule in form.rules if rule.id == "R5")
    assert first.comparison.fields == (
        "partai_01_jumlah",
        "partai_01_suara",
        "partai_01_calon_01",
        "partai_01_calon_02",
    )
    assert second.comparison.fields == ("partai_02_jumlah", "partai_02_suara")
    total = next(rule for rule in form.rules if rule.id == "R3")
    assert total.comparison.fields == ("suara_sah", "partai_01_jumlah", "partai_02_jumlah")
    assert explain(form, check_rules(form, {})[0]).formula == "I.A: L + P = Jml"


def test_default_contestants_of_a_dapil_are_the_national_parties() -> None:
    form = load_form("c-hasil-dpr-2024")
    assert [one.number for one in form.contestants] == [*range(1, 18), 24]
    assert {len(one.calon) for one in form.contestants} == {10}
    assert form.field("partai_24_calon_10").label == "CALON ANGGOTA DPR 10"
    assert {len(one.calon) for one in load_form("c-hasil-dprd-prov-2024").contestants} == {12}


@pytest.mark.parametrize("form_id", PARTAI)
def test_all_parties_of_aceh_and_twelve_calon_each_have_room(form_id: str) -> None:
    form = load_form(form_id, [party(number, 12) for number in range(1, 25)])
    assert len([field for field in form.fields if field.section == "IV"]) == 24 * 14
    assert {page.partai for page in form.pages} == {None, *range(1, 25)}


@pytest.mark.parametrize("form_id", PARTAI)
def test_party_forms_have_room_for_the_daerah_pemilihan(form_id: str) -> None:
    for page in load_form(form_id, [party(1, 1)]).pages:
        assert "daerah_pemilihan" in dict(page.header_fields)
        assert "Daerah Pemilihan" in [label.text for label in page.labels]


def test_two_calon_of_one_number_are_refused() -> None:
    twice = Contestant(4, "PARTAI", (Calon(1, "A"), Calon(1, "B")))
    with pytest.raises(FormError, match="dua calon peserta nomor 4"):
        load_form("c-hasil-dpr-2024", [twice])


def test_the_pemilu_keeps_its_own_words_and_limits() -> None:
    for form_id in (*DPD, *PARTAI):
        form = load_form(form_id, [party(1, 1)])
        assert form.max_voters == 300
        names = {field.row for field in form.fields}
        assert {"pengguna_dptb", "pengguna_dpk"} <= names
        assert form.field("pengguna_dpk_j").export_as == "pengguna_non_dpt_j"
        printed = " ".join(label.text for page in form.pages for label in page.labels)
        assert "2% dari DPT" in printed
        assert "PRESIDEN" not in printed
