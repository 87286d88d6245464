"""Which elections a region holds: five in a Pemilu, fewer in Jakarta and overseas, two in a Pilkada."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.elections import elections_of, read_elections, voting_days
from sirekap_desktop.forms.loader import form_ids, load_form
from sirekap_desktop.forms.strict import FormError, parse_json


def _codes(day: str, region: str) -> list[str]:
    return [one.code for one in elections_of(day, region)]


@pytest.mark.parametrize(
    ("region", "codes"),
    [
        ("7605052001", ["ppwp", "pdpr", "pdpd", "pdprdp", "pdprdk"]),
        ("76.05.05.2001", ["ppwp", "pdpr", "pdpd", "pdprdp", "pdprdk"]),
        ("3174010001", ["ppwp", "pdpr", "pdpd", "pdprdp"]),
        ("99AA010001", ["ppwp", "pdpr"]),
        ("99.AA.01.0001", ["ppwp", "pdpr"]),
    ],
)
def test_a_pemilu_has_five_elections_but_not_everywhere(region: str, codes: list[str]) -> None:
    assert _codes("pemilu-2024", region) == codes


@pytest.mark.parametrize(
    ("region", "forms"),
    [
        ("760505", ["c-hasil-kwk-gubernur-2024", "c-hasil-kwk-bupati-2024"]),
        ("7371", ["c-hasil-kwk-gubernur-2024", "c-hasil-kwk-walikota-2024"]),
        ("317401", ["c-hasil-kwk-gubernur-2024"]),
        ("340401", ["c-hasil-kwk-bupati-2024"]),
        ("3471", ["c-hasil-kwk-walikota-2024"]),
        ("76", ["c-hasil-kwk-gubernur-2024"]),
        ("99AA010001", []),
    ],
)
def test_a_pilkada_chooses_gubernur_and_bupati_or_wali_kota(region: str, forms: list[str]) -> None:
    assert [one.plano for one in elections_of("pilkada-2024", region)] == forms


def test_local_parties_stand_in_aceh_and_only_for_the_dprd() -> None:
    aceh = {one.code: one.partai_in("1101012001") for one in elections_of("pemilu-2024", "1101012001")}
    assert aceh["pdpr"] == (*range(1, 18), 24)
    assert aceh["pdprdp"] == aceh["pdprdk"] == tuple(range(1, 25))
    assert aceh["ppwp"] == aceh["pdpd"] == ()
    elsewhere = elections_of("pemilu-2024", "7605052001")
    assert {one.partai_in("7605052001") for one in elsewhere if one.partai} == {(*range(1, 18), 24)}


def test_every_form_that_is_named_ships_and_belongs_to_its_election() -> None:
    assert voting_days() == ("pemilu-2024", "pilkada-2024")
    known = {
        one for day in voting_days() for region in ("7605", "7371") for one in map(_key, elections_of(day, region))
    }
    for code, plano, salinan in known:
        assert {plano, salinan} <= set(form_ids())
        for form_id in (plano, salinan):
            assert load_form(form_id).pemilihan == code


def _key(one: Any) -> tuple[str, str, str]:
    return one.code, one.plano, one.salinan


@given(day=st.sampled_from(["pemilu-2024", "pilkada-2024"]), region=st.from_regex(r"[1-9][0-9]{3,12}", fullmatch=True))
def test_no_region_holds_an_election_twice(day: str, region: str) -> None:
    codes = _codes(day, region)
    assert len(set(codes)) == len(codes)
    smaller = _codes(day, region[:4])
    assert codes == smaller


ENTRY = {"pemilihan": "x", "plano": "a", "salinan": "b"}


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"schema": 2}, "schema"),
        ({"schema": 1, "hari": [{"plano": "a", "salinan": "b"}]}, "hari[0].pemilihan"),
        ({"schema": 1, "hari": [{**ENTRY, "kabko": "c"}]}, "hari[0].kabko"),
        ({"schema": 1, "hari": [{**ENTRY, "warna": 1}]}, "hari[0].warna"),
        ({"schema": 1, "hari": [{**ENTRY, "partai": {"11": ["1"]}}]}, "hari[0].partai.11[0]"),
    ],
)
def test_wrong_file_is_refused_with_the_key_named(data: dict[str, Any], path: str) -> None:
    with pytest.raises(FormError) as caught:
        read_elections(parse_json(json.dumps(data), "pemilihan.json"))
    assert caught.value.path == path


def test_unknown_voting_day_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        elections_of("pemilu-1955", "7605")
