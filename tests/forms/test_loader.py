"""Form files: what ships is right, and a wrong file is refused with file name and key path."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import FormError, default_form_ids, form_ids, load_form, load_form_file
from sirekap_desktop.forms.model import Contestant, Part, Severity
from sirekap_desktop.forms.rules import check_rules

PLANO = "c-hasil-ppwp-2024"
SALINAN = "c-hasil-salinan-ppwp-2024"
PARTY_2019 = "c1-plano-dpr-2019"
Json = dict[str, Any]
FOLDER = files("sirekap_desktop.resources") / "forms"
FORM: Json = json.loads((FOLDER / f"{PLANO}.json").read_text(encoding="utf-8"))
PARTS: Json = json.loads((FOLDER / "parts" / "ppwp-2024.json").read_text(encoding="utf-8"))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Json, Json], Path]:
    """Writes a form file and its part, and gives the path of the form file."""

    def written(form: Json, parts: Json) -> Path:
        (tmp_path / "parts").mkdir(exist_ok=True)
        (tmp_path / "parts" / "ppwp-2024.json").write_text(json.dumps(parts), encoding="utf-8")
        path = tmp_path / "formulir.json"
        path.write_text(json.dumps(form), encoding="utf-8")
        return path

    return written


def test_the_form_of_another_year_ships_but_is_looked_for_only_by_name() -> None:
    assert {PLANO, SALINAN, PARTY_2019} <= set(form_ids())
    assert default_form_ids() == (PLANO, SALINAN)


def test_party_page_of_2019_has_the_numbers_of_the_paper() -> None:
    form = load_form(PARTY_2019)
    assert [field.name for field in form.fields] == ["suara_partai", *(f"calon_{n}" for n in range(1, 11)), "jumlah"]
    assert {(field.page, len(field.boxes)) for field in form.fields} == {(3, 3)}
    assert [field.number for field in form.fields][:2] == ["A.1", "A.2.1"]
    assert all(field.tally and field.tally.capacity == 300 for field in form.fields[:-1])
    assert all(field.words for field in form.fields)
    assert form.page(3).tag is None
    assert form.page(3).corner_marks == ()
    assert len(form.page(3).signatures) == 7 + 16


def test_party_and_its_calon_add_up_on_the_page_of_2019() -> None:
    form = load_form(PARTY_2019)
    votes = [68, 11, 71, 171, 94, 25, 27, 86, 38, 62, 88]
    values = dict(zip([field.name for field in form.fields], [*votes, 741], strict=True))
    (check,) = check_rules(form, values)
    assert (check.rule, check.ok, check.left, check.right) == ("R5", True, 741, 741)
    assert check_rules(form, values | {"jumlah": 740})[0].ok is False
    assert form.rules[0].severity is Severity.SUM


def test_calon_of_the_party_are_called_so_until_their_names_are_known() -> None:
    assert load_form(PARTY_2019).field("calon_10").label == "CALON ANGGOTA DPR 10"
    named = load_form(PARTY_2019, [Contestant(1, "MELATI"), Contestant(2, "KENANGA")])
    assert named.field("calon_2").label == "KENANGA"
    assert named.rules[0].comparison.fields == ("jumlah", "suara_partai", "calon_1", "calon_2")


@pytest.mark.parametrize("form_id", [PLANO, SALINAN])
def test_form_has_the_28_numbers_in_the_order_of_the_paper(form_id: str) -> None:
    form = load_form(form_id)
    names = [field.name for field in form.fields]
    assert len(names) == 28
    assert names[:3] == ["pemilih_dpt_l", "pemilih_dpt_p", "pemilih_dpt_j"]
    assert names[-6:] == ["suara_1", "suara_2", "suara_3", "suara_sah", "suara_tidak_sah", "suara_total"]
    assert all(len(field.boxes) == 3 for field in form.fields)
    assert form.field("pengguna_dpk_l").export_as == "pengguna_non_dpt_l"
    assert form.field("pengguna_total_j").part is Part.J
    assert [field.number for field in form.fields_on(form.field("suara_2").page)][1:2] == ["IV.2"]


def test_both_forms_hold_the_same_fields_and_rules() -> None:
    plano, salinan = load_form(PLANO), load_form(SALINAN)
    assert [(f.name, f.number, f.label, f.export_as) for f in plano.fields] == [
        (f.name, f.number, f.label, f.export_as) for f in salinan.fields
    ]
    assert plano.rules == salinan.rules


def test_plano_carries_the_evidence_that_the_paper_has() -> None:
    form = load_form(PLANO)
    assert [page.tag.id for page in form.pages if page.tag] == [101, 102, 103]
    for name in ("suara_1", "suara_2", "suara_3"):
        field = form.field(name)
        assert field.dotted
        assert field.bubbles
        assert field.tally
        assert field.tally.capacity == 300
        assert field.words
    spoilt = form.field("suara_tidak_sah")
    assert spoilt.tally
    assert spoilt.tally.capacity == 300
    assert spoilt.bubbles is None
    assert [name for name, _ in form.page(3).date_boxes] == ["tanggal", "bulan", "tahun"]
    assert len(form.page(2).signatures) == 7 + 3


def test_salinan_has_neither_marks_nor_bubbles() -> None:
    form = load_form(SALINAN)
    assert all(page.tag is None and not page.corner_marks for page in form.pages)
    assert all(field.bubbles is None and field.tally is None and not field.dotted for field in form.fields)
    assert form.paper == (210, 297)
    assert all(form.field(name).words for name in ("suara_1", "suara_2", "suara_3", "suara_sah", "suara_total"))


@pytest.mark.parametrize("form_id", [PLANO, SALINAN, PARTY_2019])
def test_boxes_bubbles_tally_and_words_of_a_field_do_not_overlap(form_id: str) -> None:
    form = load_form(form_id)
    for page in form.pages:
        areas = [area for field in form.fields_on(page.number) for area in _areas(field)]
        for index, one in enumerate(areas):
            for other in areas[index + 1 :]:
                apart = one.right <= other.x + 0.05 or other.right <= one.x + 0.05
                apart = apart or one.bottom <= other.y + 0.05 or other.bottom <= one.y + 0.05
                assert apart, (one, other)


def _areas(field: Any) -> list[Any]:
    areas = [*field.boxes]
    areas += [field.bubbles.area] if field.bubbles else []
    areas += [field.tally.area] if field.tally else []
    return areas + ([field.words] if field.words else [])


def test_contestants_name_their_rows() -> None:
    form = load_form(PLANO, (Contestant(1, "MELATI"), Contestant(3, "KENANGA")))
    assert [field.name for field in form.fields if field.section == "IV"] == ["suara_1", "suara_3"]
    assert form.field("suara_3").label == "KENANGA"
    assert form.field("suara_3").short_label == "Paslon 03"
    assert form.field("suara_3").number == "IV.3"
    assert form.field("suara_3").boxes == load_form(PLANO).field("suara_2").boxes
    rule = next(rule for rule in form.rules if rule.id == "R3")
    assert rule.comparison.fields == ("suara_sah", "suara_1", "suara_3")
    assert "3" in [label.text for label in form.page(2).labels]


def test_default_contestants_are_as_many_as_the_paper_prints() -> None:
    names = [one.name for one in load_form(PLANO).contestants]
    assert names == ["PASANGAN CALON 01", "PASANGAN CALON 02", "PASANGAN CALON 03"]


def test_more_contestants_than_the_paper_prints_are_refused() -> None:
    four = [Contestant(n, f"PASANGAN {n}") for n in range(1, 5)]
    with pytest.raises(FormError, match="hanya memuat 3 peserta, padahal ada 4") as caught:
        load_form(PLANO, four)
    assert caught.value.path == "blocks"


def test_two_contestants_of_one_number_are_refused() -> None:
    with pytest.raises(FormError, match="nomor urut yang sama"):
        load_form(PLANO, [Contestant(1, "A"), Contestant(1, "B")])


def test_loading_twice_gives_the_same_object() -> None:
    assert load_form(PLANO) is load_form(PLANO)


def test_unknown_form_says_which_there_are() -> None:
    with pytest.raises(UserError, match=PLANO) as caught:
        load_form("c-hasil-lain")
    assert caught.value.code == "form.unknown"


def test_shipped_file_loads_from_any_folder(write: Callable[[Json, Json], Path]) -> None:
    assert load_form_file(write(FORM, PARTS)) == load_form(PLANO)


def _set(path: str, value: object) -> Callable[[Json], None]:
    """Changes one value; the path is written as in the error message."""

    def change(document: Json) -> None:
        *way, last = [int(key) if key.isdigit() else key for key in path.replace("[", ".").replace("]", "").split(".")]
        target: Any = document
        for key in way:
            target = target[key]
        if value is _GONE:
            del target[last]
        else:
            target[last] = value

    return change


_GONE = object()

FORM_MISTAKES = [
    ("paper", _GONE, "paper"),
    ("paper", [600], "paper"),
    ("paper", [600, "900"], "paper[1]"),
    ("paper", [0, 900], "paper"),
    ("schema", 2, "schema"),
    ("include", "../ppwp-2024", "include"),
    ("warna", "merah", "warna"),
    ("id", "", "id"),
    ("provenance", "guessed", "provenance"),
    ("on_request", "ya", "on_request"),
    ("sections[0]", {"id": "I"}, "sections[0].title"),
    ("sections[4]", {"id": "VI", "title": "X"}, "fields.suara_sah.section"),
    ("blocks.paslon[1]", [0], "blocks.paslon[1]"),
    ("box_sets.lpj.size", [18, -1], "box_sets.lpj.size"),
    ("box_sets.lpj.p", [382.4, 405.4, 405.4], "box_sets.lpj.p"),
    ("box_sets.lpj.p", _GONE, "places.pemilih_dpt.boxes"),
    ("box_sets.suara.one", [454.9, 460, 501.9], "places.suara_1.boxes"),
    ("box_sets.suara.one", [454.9, 478.4], "places.suara_1.bubbles.column_x"),
    ("places.pemilih_dpt", _GONE, "places.pemilih_dpt"),
    ("places.pemilih", {"page": 1, "boxes": "lpj", "y": 1}, "places.pemilih"),
    ("places.pemilih_dpt.y", 890, "places.pemilih_dpt.boxes"),
    ("places.pemilih_dpt.y", "386", "places.pemilih_dpt.y"),
    ("places.pemilih_dpt.y", True, "places.pemilih_dpt.y"),
    ("places.pemilih_dpt.page", 4, "places.pemilih_dpt.page"),
    ("places.pemilih_dpt.boxes", "lain", "places.pemilih_dpt.boxes"),
    ("places.suara_{n}.dotted", 1, "places.suara_{n}.dotted"),
    ("places.suara_{n}.repeat", "calon", "places.suara_{n}.repeat"),
    ("places.suara_{n}.repeat", _GONE, "places.suara_{n}"),
    ("places.suara_{n}.bubbles.pitch", 0, "places.suara_{n}.bubbles.pitch"),
    ("places.suara_{n}.bubbles.warna", 1, "places.suara_{n}.bubbles.warna"),
    ("places.suara_{n}.tally.rows", [258, 178], "places.suara_{n}.tally.rows"),
    ("places.suara_{n}.tally.strokes_per_cell", 0, "places.suara_{n}.tally.strokes_per_cell"),
    ("places.suara_sah.words", [182, 159, 0, 34], "places.suara_sah.words"),
    ("places.suara_sah.words", [582, 159, 60, 34], "places.suara_sah.words"),
    ("corner_marks", [[], []], "corner_marks"),
    ("pages[1].number", 3, "pages"),
    ("pages[0].number", 0, "pages"),
    ("pages[1].tag.rotation_deg", 45, "pages[1].tag.rotation_deg"),
    ("pages[1].tag.id", 101, "pages"),
    ("pages[1].tag.rect", [580, 107, 32, 32], "pages[1].tag.rect"),
    ("pages[1].prints[0]", "lain", "pages[1].prints[0]"),
    ("pages[1].prints", ["bingkai"], "pages[1].prints"),
    ("prints.kop.header.area", [1, 2, 3], "prints.kop.header.area"),
    ("prints.kop.warna", [], "prints.kop.warna"),
    ("prints.kop.fills", [{"areas": [[1, 2, 3]]}], "prints.kop.fills[0].areas[0]"),
    ("prints.kop.fills", [{"areas": [[590, 2, 30, 4]]}], "pages[1].prints"),
    ("prints.bagian_1.lines[0].h[0]", [343.9, 527, 73], "prints.bagian_1.lines[0].h[0]"),
    ("prints.bagian_1.lines[0].width", 0, "prints.bagian_1.lines[0].width"),
    ("prints.bagian_1.lines[0].grey", 1, "prints.bagian_1.lines[0].grey"),
    ("prints.bagian_1.lines[0].h[0]", [943.9, 73, 527], "pages[0].prints"),
    ("prints.bagian_1.labels[0].style", "tebal", "prints.bagian_1.labels[0].style"),
    ("prints.bagian_1.labels[0].texts[0]", [1, 2], "prints.bagian_1.labels[0].texts[0]"),
]

PART_MISTAKES = [
    ("fields", {}, "fields"),
    ("fields[3].short_label", _GONE, "fields[3].short_label"),
    ("fields[3].kotak", 3, "fields[3].kotak"),
    ("fields[3].parts", "lp", "fields[3].parts"),
    ("fields[3].row", "pengguna_dpt", "places.pengguna_dpk"),
    ("fields[3].export_as", "pengguna_dpt", "fields"),
    ("fields[10].group", _GONE, "places.suara_{n}"),
    ("max_voters", 0, "max_voters"),
    ("contestant_title", "", "contestant_title"),
    ("max_voters", 300.5, "max_voters"),
    ("rules[0].check", "{it}_l + {it}_p == {it}_j", "rules[0].check"),
    ("rules[2].check", "suara_sah = sum(partai)", "rules[2].check"),
    ("rules[3].check", "suara_total = suara_sa", "rules.R4.check"),
    ("rules[3].severity", "fatal", "rules[3].severity"),
    ("rules[3].at", "suara", "rules.R4.at"),
    ("rules[3].id", "R3", "rules.R3.id"),
    ("rules[3].wording", " ", "rules[3].wording"),
    ("externals.dpt_l", 1, "externals.dpt_l"),
]


@pytest.mark.parametrize(("path", "value", "named"), FORM_MISTAKES, ids=[f"{m[0]}-{m[2]}" for m in FORM_MISTAKES])
def test_wrong_form_file_is_refused_with_the_key_named(
    path: str, value: object, named: str, write: Callable[[Json, Json], Path]
) -> None:
    form = copy.deepcopy(FORM)
    _set(path, value)(form)
    with pytest.raises(FormError) as caught:
        load_form_file(write(form, PARTS))
    assert caught.value.path == named
    assert f"{caught.value.file} salah pada {named}:" in caught.value.message


@pytest.mark.parametrize(("path", "value", "named"), PART_MISTAKES, ids=[f"{m[0]}-{m[2]}" for m in PART_MISTAKES])
def test_wrong_field_or_rule_is_refused_with_the_key_named(
    path: str, value: object, named: str, write: Callable[[Json, Json], Path]
) -> None:
    parts = copy.deepcopy(PARTS)
    _set(path, value)(parts)
    with pytest.raises(FormError) as caught:
        load_form_file(write(FORM, parts))
    assert caught.value.path == named


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "bukan JSON"),
        ('{"id": "a", "id": "b"}', "tertulis dua kali"),
        ('{"paper": [NaN, 1]}', "bukan bilangan"),
        ("[" * 5000, "bersarang"),
        ("[]", "objek"),
        ('{"id": 1' + "0" * 5000 + "}", "terlalu panjang"),
    ],
    ids=["empty", "repeated-key", "nan", "deep", "list", "huge-number"],
)
def test_file_that_is_no_proper_json_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "rusak.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormError, match=said) as caught:
        load_form_file(path)
    assert caught.value.file == "rusak.json"


def test_infinite_length_is_refused(write: Callable[[Json, Json], Path]) -> None:
    path = write(FORM, PARTS)
    path.write_text(path.read_text(encoding="utf-8").replace('"paper": [600, 900]', '"paper": [600, 1e999]'))
    with pytest.raises(FormError, match="terlalu besar"):
        load_form_file(path)


def test_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="tidak dapat dibaca"):
        load_form_file(tmp_path / "tidak-ada.json")


def _places(value: object, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [way] if way else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += _places(inner, (*way, key))
    return found


_odd = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.just(1e300), st.text(max_size=4), st.just([]), st.just({}),
    st.lists(st.integers(-9, 9), max_size=4),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(way=st.sampled_from(_places(FORM) + 4 * _places(PARTS)), data=st.data())
def test_any_single_damage_is_refused_cleanly_or_harmless(
    way: tuple[str | int, ...], data: st.DataObject, write: Callable[[Json, Json], Path]
) -> None:
    form, parts = copy.deepcopy(FORM), copy.deepcopy(PARTS)
    target: Any = form if _reaches(form, way) else parts
    for key in way[:-1]:
        target = target[key]
    target[way[-1]] = data.draw(_odd)
    with contextlib.suppress(FormError):
        load_form_file(write(form, parts))


def _reaches(document: Any, way: tuple[str | int, ...]) -> bool:
    for key in way:
        try:
            document = document[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True
