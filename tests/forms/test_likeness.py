"""A form file that is like another one: only the difference is written, and a wrong reference is named."""

from __future__ import annotations

import contextlib
import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms.likeness import resolved
from sirekap_desktop.forms.loader import load_form_file
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.forms.strict import FormError, Node
from tests.forms.contestants import party

Json = dict[str, Any]
Files = dict[str, Json]


def _resolved(files: Files, name: str = "anak") -> Json:
    value = resolved(Node(files[name], f"{name}.json"), lambda other: Node(files[other], f"{other}.json")).value
    assert isinstance(value, dict)
    return value


def test_what_is_not_said_is_taken_over() -> None:
    files: Files = {
        "induk": {"a": 1, "isi": {"x": [1, 2], "y": 2, "z": 3}},
        "anak": {"like": "induk", "b": 2, "isi": {"x": [9], "z": None}},
    }
    assert _resolved(files) == {"a": 1, "b": 2, "isi": {"x": [9], "y": 2}}
    assert files["induk"]["isi"] == {"x": [1, 2], "y": 2, "z": 3}


def test_likeness_goes_on_over_several_files_and_folders() -> None:
    files: Files = {
        "letak/kakek": {"a": 1, "b": 1},
        "induk": {"like": "letak/kakek", "b": 2},
        "anak": {"like": "induk"},
    }
    assert _resolved(files) == {"a": 1, "b": 2}


def test_fields_and_rules_are_taken_over_by_name_among_new_ones() -> None:
    base = {"fields": [{"row": "a"}, {"row": "b"}], "rules": [{"id": "R1", "n": 1}, {"id": "R1", "n": 2}, {"id": "R2"}]}
    own = {"like": "induk", "fields": ["b", {"row": "c"}], "rules": ["R1"]}
    assert _resolved({"induk": base, "anak": own}) == {
        "fields": [{"row": "b"}, {"row": "c"}],
        "rules": [{"id": "R1", "n": 1}, {"id": "R1", "n": 2}],
    }


@pytest.mark.parametrize(
    ("own", "path", "said"),
    [
        ({"like": "anak"}, "like", "dirinya sendiri"),
        ({"like": "induk", "rules": ["R9"]}, "rules[0]", "R9 tidak ada dalam induk.json"),
        ({"like": "../induk"}, "like", "nama berkas"),
        ({"like": "/induk"}, "like", "nama berkas"),
        ({"like": 3}, "like", "teks"),
    ],
)
def test_wrong_reference_is_refused_with_the_key_named(own: Json, path: str, said: str) -> None:
    with pytest.raises(FormError, match=said) as caught:
        _resolved({"induk": {"rules": [{"id": "R1"}]}, "anak": own})
    assert (caught.value.file, caught.value.path) == ("anak.json", path)


SHIPPED = Path(__file__).parents[2] / "sirekap_desktop" / "resources" / "forms"


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[str, str, Json], Path]:
    """All shipped files in a folder of its own, one of them with a change."""

    def made(name: str, form_id: str, change: Json) -> Path:
        for path in SHIPPED.rglob("*.json"):
            (tmp_path / path.relative_to(SHIPPED)).parent.mkdir(exist_ok=True)
            (tmp_path / path.relative_to(SHIPPED)).write_bytes(path.read_bytes())
        wrong = tmp_path / f"{name}.json"
        wrong.rename(wrong.with_name("asli.json"))
        wrong.write_text(json.dumps({"like": "asli", **change}), encoding="utf-8")
        return tmp_path / f"{form_id}.json"

    return made


KWK, PART = "c-hasil-kwk-gubernur-2024", "parts/kwk-gubernur-2024"
_PAGE = {"number": 1, "prints": ["bingkai", "judul"]}


@pytest.mark.parametrize(
    ("file", "change", "path"),
    [
        (KWK, {"like": "c-hasil-lain"}, ""),
        (KWK, {"texts": {"judul": ""}}, "texts.judul"),
        (KWK, {"tag_series": "6"}, "tag_series"),
        (KWK, {"ends": {"paslon": [[0, 0]]}}, "ends.paslon"),
        (KWK, {"places": {"suara_sah": {"when": "kadang"}}}, "places.suara_sah.when"),
        (KWK, {"places": {"suara_sah": {"after": "paslon"}}}, "places.suara_sah.after"),
        (KWK, {"places": {"suara_sah": {"page": 9}}}, "places.suara_sah.page"),
        (KWK, {"prints": {"lanjutan": {"when": "kadang"}}}, "prints.lanjutan.when"),
        (KWK, {"prints": {"kop": {"labels": [{"size": 1, "wrap": [3], "texts": []}]}}}, "prints.kop.labels[0].wrap"),
        (KWK, {"pages": [{**_PAGE, "holds": "calon"}]}, "pages[0].holds"),
        (KWK, {"pages": [{**_PAGE, "each": "paslon"}]}, "pages[0].each"),
        (KWK, {"pages": [{**_PAGE, "each": "partai"}]}, "places.pemilih_dpt.page"),
        (PART, {"kolom_kosong": 1}, "kolom_kosong"),
        (PART, {"contestant_numbers": [1, "2"]}, "contestant_numbers[1]"),
        (PART, {"calon_count": "2"}, "calon_count"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_key_of_a_growing_form_is_named(
    file: str, change: Json, path: str, copied: Callable[[str, str, Json], Path]
) -> None:
    with pytest.raises(FormError) as caught:
        load_form_file(copied(file, KWK, change))
    assert caught.value.path == path


DPR = "c-hasil-dpr-2024"
TWO = [party(1, 2), party(2, 11)]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"places": {"partai_{pp}_jumlah": {"after": "saksi"}}}, "places.partai_{pp}_jumlah.after"),
        ({"places": {"partai_{pp}_jumlah": {"page": 1}}}, "places.partai_{pp}_jumlah.page"),
        ({"places": {"suara_sah": {"page": 2}}}, "places.suara_sah.page"),
        ({"prints": {"kpps": {"after": "calon"}}}, "prints.kpps.after"),
        ({"ends": {"calon": [[0, 0]]}}, "ends.calon"),
        ({"ends": {"lain": [[0, 0], [0, 9]]}}, "ends.lain"),
        ({"blocks": {"saksi": [[0, 0]]}}, "blocks"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_key_of_a_party_form_is_named(change: Json, path: str, copied: Callable[[str, str, Json], Path]) -> None:
    with pytest.raises(FormError) as caught:
        load_form_file(copied(DPR, DPR, change), TWO)
    assert caught.value.path == path


def test_a_list_on_a_page_that_does_not_hold_it_is_refused(copied: Callable[[str, str, Json], Path]) -> None:
    five = [Contestant(n, f"PASANGAN CALON {n:02d}") for n in range(1, 6)]
    with pytest.raises(FormError, match="memerlukan holds") as caught:
        load_form_file(copied(KWK, KWK, {"prints": {"saksi": {"repeat": "paslon"}}}), five)
    assert caught.value.path == "prints.saksi.repeat"


def _ways(value: object, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [way] if way else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += _ways(inner, (*way, key))
    return found


_OWN: Json = json.loads((SHIPPED / f"{DPR}.json").read_text(encoding="utf-8"))
_ODD = st.sampled_from([None, True, -1, 0, 3, 1e300, "", "calon", "{pp}", [], [1], {}, {"calon": [[0, 0]]}])


@settings(max_examples=80, deadline=None)
@given(way=st.sampled_from(_ways(_OWN)), odd=_ODD)
def test_any_single_damage_of_a_party_form_is_refused_cleanly_or_harmless(
    way: tuple[str | int, ...], odd: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    damaged = copy.deepcopy(_OWN)
    target: Any = damaged
    for key in way[:-1]:
        target = target[key]
    target[way[-1]] = odd
    folder = tmp_path_factory.mktemp("rusak")
    for name in (f"{DPR}.json", "c-hasil-ppwp-2024.json", "layouts/plano-2024.json", "layouts/plano-daftar-2024.json"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes((SHIPPED / name).read_bytes())
    shutil.copytree(SHIPPED / "parts", folder / "parts")
    (folder / f"{DPR}.json").write_text(json.dumps(damaged), encoding="utf-8")
    with contextlib.suppress(FormError):
        load_form_file(folder / f"{DPR}.json", TWO)
