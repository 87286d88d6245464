"""JSON that Sirekap published, and JSON that somebody says it did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sirekap_records import ADMINISTRASI, CHART, file_name, record, write_folder, write_zip

from sirekap_desktop.exchange.sirekap_published import Published, is_published, read_published
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.models.sirekap import MAX_FIGURE

PPWP = load_form("c-hasil-ppwp-2024")
DPD = load_form("c-hasil-dpd-2024", [Contestant(1, "SATU"), Contestant(2, "DUA")])
CODE, OTHER = "7605052001001", "5201011001001"
VALUES = {"suara_1": 61, "suara_2": 70, "suara_3": 30, "suara_sah": 161, "pengguna_dpk_l": 2, "pemilih_dpt_j": 201}


def read(path: Path, *forms) -> Published:
    return read_published(path, "760505", lambda _tps: forms or (PPWP,))


def one(tmp_path: Path, content: object, *forms) -> Published:
    path = tmp_path / f"{CODE}.json"
    path.write_text(json.dumps(content), "utf-8")
    return read(path, *forms)


def test_a_file_gives_figures_by_field_its_time_and_its_hash(tmp_path: Path):
    (found,) = one(tmp_path, record(VALUES)).records
    assert found.figures == VALUES
    assert (found.tps, found.form, found.published) == (CODE, PPWP.id, "2024-02-16 14:00:34")
    assert len(found.sha256) == 64


def test_a_folder_and_a_zip_of_it_say_the_same_and_pass_over_other_kecamatan(tmp_path: Path):
    records = {CODE: record(VALUES), "7605052001002": record({"suara_1": 5}), OTHER: record(VALUES)}
    folder = write_folder(tmp_path / "unduhan", records)
    files = {file_name(code): json.dumps(content).encode() for code, content in records.items()}
    archive = write_zip(tmp_path / "unduhan.zip", files)
    from_folder, from_zip = read(folder), read(archive)
    assert [r.figures for r in from_folder.records] == [r.figures for r in from_zip.records] == [VALUES, {"suara_1": 5}]
    assert from_folder.elsewhere == from_zip.elsewhere == 1
    assert len({r.sha256 for r in from_zip.records}) == 1
    assert from_folder.problems == from_zip.problems == []


def test_the_folder_says_which_election_it_is(tmp_path: Path):
    dpd = {"chart": {"1": 4, "2": 5}, "administrasi": None}
    folder = write_folder(tmp_path / "u", {CODE: dpd}, "pdpd")
    write_folder(folder, {CODE: record(VALUES)}, "ppwp")
    write_folder(folder, {CODE: dpd}, "pdpr")
    found = read(folder, PPWP, DPD)
    assert {r.form: r.figures for r in found.records} == {DPD.id: {"calon_1": 4, "calon_2": 5}, PPWP.id: VALUES}
    assert dict(found.other_elections) == {"pdpr": 1}


def test_without_a_folder_the_contestants_say_it(tmp_path: Path):
    assert one(tmp_path, record(VALUES), PPWP, DPD).records[0].form == PPWP.id
    assert one(tmp_path, {"chart": {"1": 4}}, PPWP, DPD).records[0].form == DPD.id
    found = one(tmp_path, {"chart": {"999": 4}}, PPWP, DPD)
    assert found.records == []
    assert "Tidak jelas ini pemilihan apa" in found.problems[0].message


def test_a_pilkada_keeps_its_figures_in_an_object_of_their_own(tmp_path: Path):
    form = load_form("c-hasil-kwk-gubernur-2024", [Contestant(1, "SATU"), Contestant(2, "DUA")])
    found = one(tmp_path, {"tungsura": {"chart": {"1": 4, "2": 5}, "administrasi": {"suara_sah": 9}}}, form)
    assert found.records[0].figures == {"suara_1": 4, "suara_2": 5, "suara_sah": 9}


def test_what_this_program_wrote_is_not_taken_for_sirekap(tmp_path: Path):
    found = one(tmp_path, {**record(VALUES), "sirekap_desktop": {}})
    assert found.records == []
    assert "ditulis program ini" in found.problems[0].message
    assert not is_published(tmp_path / f"{CODE}.json")


@pytest.mark.parametrize("value", ["61", 61.0, True, [], {}, -1, MAX_FIGURE + 1, 10**400])
def test_a_figure_that_is_no_number_is_named_and_the_others_are_taken(tmp_path: Path, value: object):
    found = one(tmp_path, record({**VALUES, "suara_1": value}))
    assert found.records[0].figures == {name: number for name, number in VALUES.items() if name != "suara_1"}
    (problem,) = found.problems
    assert problem.place.endswith("chart.100025")
    assert problem.message.endswith("tidak dibandingkan.")


def test_null_and_missing_are_not_published_and_no_problem(tmp_path: Path):
    found = one(tmp_path, {"chart": {"100025": None, "null": 7}, "administrasi": None, "ts": 5})
    assert found.records[0].figures == {}
    assert (found.records[0].published, found.problems) == ("", [])


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[1]", b'"x"', b"[" * 100_000, b'{"a":1,"a":2}'])
def test_what_is_no_record_is_named_and_does_not_keep_others_out(tmp_path: Path, data: bytes):
    folder = write_folder(tmp_path / "u", {"7605052001002": record(VALUES)})
    (folder / f"{CODE}.json").write_bytes(data)
    found = read(folder)
    assert [r.tps for r in found.records] == ["7605052001002"]
    assert len(found.problems) == 1
    assert found.problems[0].message.endswith(".")


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path):
    (tmp_path / "rahasia.json").write_text(json.dumps(record(VALUES)))
    folder = write_folder(tmp_path / "u", {OTHER: record(VALUES)})
    (folder / f"{CODE}.json").symlink_to(tmp_path / "rahasia.json")
    found = read(folder)
    assert found.records == []
    assert "tautan" in found.problems[0].message


def test_a_tps_twice_is_taken_once_and_said(tmp_path: Path):
    folder = write_folder(tmp_path / "u", {CODE: record(VALUES)})
    (folder / "z").mkdir()
    (folder / "z" / f"{CODE}.json").write_text(json.dumps(record({"suara_1": 1})))
    found = read(folder)
    assert [r.figures for r in found.records] == [VALUES]
    assert "sudah ada" in found.problems[0].message


@pytest.mark.parametrize("name", ["kosong.zip", "catatan.txt", "map"])
def test_what_holds_no_file_of_a_tps_is_refused_as_a_whole(tmp_path: Path, name: str):
    path = tmp_path / name
    if name == "map":
        path.mkdir()
    elif name.endswith(".zip"):
        write_zip(path, {"foto.jpg": b"x"})
    else:
        path.write_text("x")
    with pytest.raises(UserError) as refused:
        read(path)
    assert refused.value.code == "sirekap.none"


_keys = st.sampled_from([*CHART.values(), *ADMINISTRASI.values(), "null", "entah"])
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys | st.text(max_size=5), inner, max_size=6),
    max_leaves=20,
)
_object = st.fixed_dictionaries({}, optional={"chart": _json, "administrasi": _json, "ts": _json, "tungsura": _json})


@given(_object | _json)
@settings(deadline=None)
def test_any_json_gives_numbers_in_range_or_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / f"{CODE}.json"
    path.write_text(json.dumps(content), "utf-8")
    found = read(path)
    for item in found.records:
        assert all(type(value) is int and 0 <= value <= MAX_FIGURE for value in item.figures.values())
    assert all(problem.message.endswith(".") and not problem.blocks for problem in found.problems)
