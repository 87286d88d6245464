"""The designer without its window, on the official blank and on the drafts of C.Digital."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sirekap_desktop.forms.designed import Designed
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import load_form, load_form_bytes
from sirekap_desktop.forms.model import Calon, Contestant, FormDefinition, Rect
from sirekap_desktop.forms.reading import FieldStatus, PageReading
from sirekap_desktop.forms.slots import Row, Slot
from sirekap_desktop.jobs import designing
from sirekap_desktop.jobs.designing import Blank, Draft
from sirekap_desktop.ocr import engine
from sirekap_desktop.ocr.blank.grouping import split_area
from sirekap_desktop.samples import camera, draw

PLANO = "c-hasil-ppwp-2024"
CLOSE = 0.5
"""mm"""

ROWS_OF_DATA = (
    "pemilih_dpt", "pemilih_dpph", "pemilih_dptb_ktp", "pemilih_total",
    "pengguna_dpt", "pengguna_dptb", "pengguna_dpk", "pengguna_total",
    "ss_digunakan", "ss_dikembalikan", "ss_tidak_digunakan", "ss_diterima", "disabilitas_terdaftar", "disabilitas",
)  # fmt: skip
"""Rows of the draft's first page, from top to bottom."""
OWN_ROWS = (
    ("pemilih_dpph", "I.A.2", "I"), ("pemilih_dptb_ktp", "I.A.3", "I"), ("pemilih_total", "I.A.4", "I"),
    ("disabilitas_terdaftar", "III.1", "III"),
)  # fmt: skip
PWP_NAMES = {
    "p1J": "suara_1", "p2J": "suara_2", "p3J": "suara_3",
    "sahJ": "suara_sah", "tidakJ": "suara_tidak_sah", "totalJ": "suara_total",
}  # fmt: skip


@pytest.fixture(scope="module")
def blanks(shared_dir: Path) -> tuple[Blank, ...]:
    file = shared_dir / "forms" / "C.HASIL-PPWP.pdf"
    return designing.open_blank([(file.name, file.read_bytes())])


@pytest.fixture
def draft(blanks: tuple[Blank, ...]) -> Draft:
    return titled(designing.begin(blanks, "ppwp-2024"))


@pytest.fixture(scope="module")
def plano(blanks: tuple[Blank, ...]) -> Designed:
    begun = titled(designing.begin(blanks, "ppwp-2024"))
    return begun.run(begun.keys[0], begun.slots[0]).finish()


def titled(draft: Draft) -> Draft:
    return replace(draft, id=PLANO, title="C.Hasil PPWP dari perancang", model="MODEL C.HASIL-PPWP")


def distance(first: Rect, second: Rect) -> float:
    sides = zip(first.corners, second.corners, strict=True)
    return max(abs(a - b) for one, other in sides for a, b in zip(one, other, strict=True))


# -- the official blank ----------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_one_run_over_the_official_blank_gives_the_shipped_form_again(plano: Designed) -> None:
    shipped = load_form(PLANO)
    assert [field.name for field in plano.form.fields] == [field.name for field in shipped.fields]
    assert [(rule.id, rule.at) for rule in plano.form.rules] == [(rule.id, rule.at) for rule in shipped.rules]
    assert plano.dropped == ()
    for ours, theirs in zip(plano.form.fields, shipped.fields, strict=True):
        assert ours.page == theirs.page
        boxes = zip(ours.boxes, theirs.boxes, strict=True)
        assert max(distance(a, b) for a, b in boxes) < CLOSE, ours.name
        assert (ours.dotted, bool(ours.tally)) == (theirs.dotted, bool(theirs.tally))


@pytest.mark.shared
def test_bubbles_tally_grids_and_marks_of_the_blank_stand_where_the_shipped_form_has_them(plano: Designed) -> None:
    shipped = load_form(PLANO)
    for name in ("suara_1", "suara_2", "suara_3"):
        ours, theirs = plano.form.field(name), shipped.field(name)
        assert ours.bubbles
        assert theirs.bubbles
        assert distance(ours.bubbles.area, theirs.bubbles.area) < CLOSE
        assert ours.tally
        assert theirs.tally
        assert ours.tally.columns == pytest.approx(theirs.tally.columns, abs=CLOSE)
        assert ours.tally.rows == pytest.approx(theirs.tally.rows, abs=CLOSE)
        assert ours.tally.row_sum_columns == pytest.approx(theirs.tally.row_sum_columns, abs=CLOSE)
    for ours_page, theirs_page in zip(plano.form.pages, shipped.pages, strict=True):
        assert ours_page.tag
        assert theirs_page.tag
        assert (ours_page.tag.id, ours_page.tag.rotation_deg) == (theirs_page.tag.id, theirs_page.tag.rotation_deg)
        assert distance(ours_page.tag.rect, theirs_page.tag.rect) < CLOSE
        marks = zip(ours_page.corner_marks, theirs_page.corner_marks, strict=True)
        assert max(distance(a, b) for ours, theirs in marks for a, b in zip(ours, theirs, strict=True)) < CLOSE
    assert [len(boxes) for _, boxes in plano.form.page(3).date_boxes] == [2, 2, 4]


def said(readings: tuple[PageReading, ...]) -> list[object]:
    return [(item.status, item.page, sorted((field.name, field.value) for field in item.fields)) for item in readings]


@pytest.mark.shared
def test_real_photos_read_the_same_with_the_designed_form(shared_dir: Path, plano: Designed) -> None:
    shipped = load_form(PLANO)
    photos = sorted((shared_dir / "photos" / "ppwp-page2-2024").glob("*.jpg"))[:8]
    photos += sorted((shared_dir / "photos").glob("pilpres-2024-hal*.jpg"))
    read = 0
    for photo in photos:
        data = photo.read_bytes()
        expected = engine.read_file(data, photo.name, forms=[shipped])
        assert said(engine.read_file(data, photo.name, forms=[plano.form])) == said(expected), photo.name
        read += expected[0].status == "read"
    assert read >= 9


@pytest.mark.shared
@pytest.mark.parametrize("page", [1, 2, 3])
def test_a_drawn_page_reads_the_same_with_the_designed_form(page: int, plano: Designed) -> None:
    shipped = load_form(PLANO)
    values = {field.name: 20 + index for index, field in enumerate(shipped.fields)}
    drawn = draw.render_page(shipped, page, values, seed=3, px_per_mm=4.0)
    settings = camera.random_settings(np.random.default_rng(3), "normal")
    photo = camera.photograph(drawn, seed=3, width_px=2000, settings=settings, paper=shipped.paper).jpeg
    expected = engine.read_file(photo, "hal.jpg", forms=[shipped])
    assert expected[0].status == "read"
    assert said(engine.read_file(photo, "hal.jpg", forms=[plano.form])) == said(expected)


@pytest.mark.shared
def test_the_scanned_salinan_becomes_a_form_that_reads_without_marks(shared_dir: Path) -> None:
    """Its boxes touch, it has neither tag nor marks, and the PDF shows the sheet reduced inside a frame."""
    file = shared_dir / "forms" / "C.HASIL-SALINAN-PPWP.pdf"
    draft = designing.begin(designing.open_blank([(file.name, file.read_bytes())]), "ppwp-2024")
    form = replace(draft.run(draft.keys[0], draft.slots[0]), id="salinan").finish().form
    shipped = load_form("c-hasil-salinan-ppwp-2024")
    assert {field.name for field in form.fields} == {field.name for field in shipped.fields}
    values = {field.name: 20 + index for index, field in enumerate(shipped.fields)}
    drawn = draw.render_page(shipped, 2, values, seed=3, px_per_mm=12.0)
    settings = camera.random_settings(np.random.default_rng(3), "normal")
    photo = camera.photograph(drawn, seed=3, width_px=1800, settings=settings, paper=shipped.paper).jpeg
    (reading,) = engine.read_file(photo, "salinan.jpg", forms=[form])
    check(reading, {field.name: values[field.name] for field in shipped.fields_on(2)})


@pytest.mark.shared
def test_contestants_are_given_when_the_file_is_loaded(plano: Designed) -> None:
    two = (Contestant(1, "MELATI"), Contestant(3, "KENANGA"))
    form = load_form_bytes("plano", plano.data, two)
    votes = [field for field in form.fields if field.section == "IV"]
    assert [(field.name, field.label) for field in votes] == [("suara_1", "MELATI"), ("suara_3", "KENANGA")]
    with pytest.raises(UserError, match="hanya memuat 3 peserta"):
        load_form_bytes("plano", plano.data, [Contestant(n, f"PASLON {n}") for n in range(1, 5)])


# -- naming ----------------------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_names_stand_on_one_group_only_and_can_be_taken_away(draft: Draft) -> None:
    first, second = draft.keys[:2]
    slot = draft.slots[0]
    moved = draft.named(first, slot).named(second, slot)
    assert moved.names == {second: slot}
    assert moved.unnamed([second]).names == {}
    assert draft.names == {}


@pytest.mark.shared
def test_a_run_passes_over_what_has_a_name(draft: Draft) -> None:
    total = Slot("suara_total")
    last = draft.keys[-1]
    named = draft.named(last, total).run(draft.keys[0], draft.slots[0])
    assert named.key_of(total) == last
    assert len(named.names) == len(named.keys) == len(named.slots)
    assert named.next_slot() is None


@pytest.mark.shared
def test_rules_without_their_numbers_are_left_out_and_named(draft: Draft) -> None:
    votes = Slot("suara_{n}")
    on_page_two = next(key for key in draft.keys if key[0] == 1)
    only_votes = draft.run(on_page_two, votes, count=3).finish()
    assert {rule.id for rule in only_votes.form.rules} == {"R12"}
    assert "JUMLAH (L+P)" in only_votes.dropped
    assert [page.number for page in only_votes.form.pages] == [2]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda draft: draft, "Belum ada kotak yang dinamai"),
        (lambda draft: draft.run(draft.keys[0], draft.slots[0], count=2), "kotak untuk bagian Jml belum dinamai"),
        (lambda draft: replace(draft, id="C Hasil"), "Kode formulir"),
        (lambda draft: replace(draft, title=" "), "Judul dan model"),
        (lambda draft: draft.named(draft.keys[-1], Slot("suara_{n}", copy=1)), "blok nomor 1 belum dinamai"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(draft: Draft, change: object, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        change(draft).finish()  # type: ignore[operator]


@pytest.mark.shared
def test_a_proposal_can_be_taken_out_and_drawn_again_without_losing_names(draft: Draft) -> None:
    named = draft.run(draft.keys[0], draft.slots[0])
    third = named.keys[2]
    area, slot = named.group(third).area, named.names[third]
    without = named.without_group(third)
    assert len(without.keys) == len(named.keys) - 1
    assert without.key_of(slot) is None
    kept = {item: without.group(key).area for key, item in without.names.items()}
    assert all(named.group(named.key_of(item)).area == place for item, place in kept.items() if named.key_of(item))
    again = without.with_group(0, split_area(area, 3))
    assert again.keys == named.keys
    assert len(again.named(third, slot).names) == len(named.names)


@pytest.mark.shared
def test_more_room_than_the_paper_has_is_taken_back_with_its_names(draft: Draft) -> None:
    named = draft.run(draft.keys[0], draft.slots[0])
    two = named.with_copies(2)
    assert len(two.names) == len(named.names) - 1
    assert two.key_of(Slot("suara_{n}", copy=2)) is None
    assert len(two.with_copies(3).slots) == len(named.slots)


# -- drafts of C.Digital: other marks, QR instead of a tag -----------------------------------------------------------


def truth(shared_dir: Path) -> dict[str, dict[str, int]]:
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    path = shared_dir / "forms" / "c-digital" / "photos" / "truth.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["file"]][row["field"]] = int(row["cells"].translate(str.maketrans("", "", "XB")))
    return rows


def draft_blanks(shared_dir: Path, *names: str) -> tuple[Blank, ...]:
    folder = shared_dir / "forms" / "c-digital"
    return designing.open_blank([(name, (folder / name).read_bytes()) for name in names])


@pytest.fixture(scope="module")
def pwp(shared_dir: Path) -> FormDefinition:
    """Page 1 has rows that the field list of PPWP does not know: they are added by hand."""
    draft = designing.begin(draft_blanks(shared_dir, "c.hasil_data.png", "c.hasil_pwp_3.png"), "ppwp-2024")
    for name, number, section in OWN_ROWS:
        draft = draft.with_row(Row(name, "lpj", number, section, name, name, name))
    page_one = iter(draft.keys)
    for name in ROWS_OF_DATA:
        for slot in (item for item in draft.slots if item.row == name):
            draft = draft.named(next(page_one), slot)
    draft = draft.run(next(page_one), Slot("suara_{n}"))
    draft = replace(draft, id="c-digital-ppwp", title="Rancangan PPWP", model="MODEL C.HASIL-PPWP")
    return draft.finish().form


@pytest.fixture(scope="module")
def dpr(shared_dir: Path) -> Designed:
    draft = designing.begin(draft_blanks(shared_dir, "c.hasil_dpr_s10_v2.png", "c.hasil_dpr_j_v2.png"), "pdpr-2024")
    draft = draft.run(draft.keys[0], Slot("partai_{pp}_suara"))
    draft = draft.with_partai_number(0, Rect(100, 141, 24, 16))
    return replace(draft, id="c-digital-dpr", title="Rancangan DPR", model="MODEL C.HASIL-DPR").finish()


def read_photo(shared_dir: Path, name: str, form: FormDefinition) -> PageReading:
    data = (shared_dir / "forms" / "c-digital" / "photos" / name).read_bytes()
    (reading,) = engine.read_file(data, name, forms=[form])
    return reading


def check(reading: PageReading, values: dict[str, int]) -> None:
    assert reading.status == "read", reading.reason
    assert {field.name: field.value for field in reading.fields} == values


@pytest.mark.shared
def test_the_filled_first_page_of_the_draft_is_read(shared_dir: Path, pwp: FormDefinition) -> None:
    heads = [f"{part}{row}" for part, rows in (("A", 4), ("B", 4), ("II", 4), ("III", 2)) for row in range(1, rows + 1)]
    row_of = dict(zip(heads, ROWS_OF_DATA, strict=True))
    values = {}
    for name, value in truth(shared_dir)["data_sample_01.jpg"].items():
        row, part = row_of[name[:-1]], name[-1].lower()
        values[row if row.startswith("ss_") else f"{row}_{part}"] = value
    check(read_photo(shared_dir, "data_sample_01.jpg", pwp), values)


@pytest.mark.shared
def test_the_filled_vote_page_of_the_draft_is_read(shared_dir: Path, pwp: FormDefinition) -> None:
    values = {PWP_NAMES[name]: value for name, value in truth(shared_dir)["pwp_sample_01.jpg"].items()}
    reading = read_photo(shared_dir, "pwp_sample_01.jpg", pwp)
    check(reading, values)
    assert reading.page == 2
    assert {field.status for field in reading.fields} == {FieldStatus.PROVEN}


@pytest.mark.shared
def test_the_filled_party_page_of_the_draft_is_read(shared_dir: Path, dpr: Designed) -> None:
    calon = tuple(Calon(n, f"CALON {n:02d}") for n in range(1, 11))
    form = load_form_bytes("c-digital-dpr", dpr.data, [Contestant(n, f"PARTAI {n:02d}", calon) for n in range(1, 19)])
    seen = truth(shared_dir)["dpr10_sample_01.jpeg"]
    values = {"partai_01_suara": seen["party"], "partai_01_jumlah": seen["total"]}
    values |= {f"partai_01_calon_{n:02d}": seen[f"c{n}"] for n in range(1, 11)}
    reading = read_photo(shared_dir, "dpr10_sample_01.jpeg", form)
    check(reading, values)
    assert (reading.page, reading.partai) == (1, 1)


@pytest.mark.shared
def test_a_page_of_a_party_says_where_its_number_stands(shared_dir: Path) -> None:
    draft = designing.begin(draft_blanks(shared_dir, "c.hasil_dpr_s10_v2.png"), "pdpr-2024")
    with pytest.raises(UserError, match="letak nomor partainya belum ditunjukkan"):
        draft.run(draft.keys[0], Slot("partai_{pp}_suara")).finish()


@pytest.mark.shared
def test_a_longer_list_of_calon_goes_on_on_a_further_sheet_of_the_drawn_page(dpr: Designed) -> None:
    calon = tuple(Calon(n, f"CALON {n:02d}") for n in range(1, 13))
    form = load_form_bytes("c-digital-dpr", dpr.data, [Contestant(5, "PARTAI 05", calon)])
    pages = {field.name: field.page for field in form.fields}
    assert (pages["partai_05_suara"], pages["partai_05_calon_10"], pages["partai_05_calon_11"]) == (1, 1, 2)
    assert pages["partai_05_jumlah"] == 2
    assert any(rule.id == "R5" for rule in form.rules)


@pytest.mark.shared
def test_pages_of_other_forms_are_refused_by_designed_ones(
    shared_dir: Path, pwp: FormDefinition, dpr: Designed, plano: Designed
) -> None:
    assert read_photo(shared_dir, "dpr10_sample_01.jpeg", pwp).status == "unreadable"
    assert read_photo(shared_dir, "pwp_sample_01.jpg", dpr.form).status == "unreadable"
    assert read_photo(shared_dir, "pwp_sample_01.jpg", plano.form).status == "unreadable"
    for name in ("pilpres-2024-hal2.jpg", "c1-dpr-2019.jpg"):
        data = (shared_dir / "photos" / name).read_bytes()
        for form in (pwp, dpr.form):
            assert {item.status for item in engine.read_file(data, name, forms=[form])} == {"unreadable"}


@pytest.mark.shared
def test_marks_of_the_draft_are_found(shared_dir: Path) -> None:
    (page,) = draft_blanks(shared_dir, "c.hasil_dpr_s08_v2.png")
    marks = page.page.marks
    assert marks.tag is None
    assert marks.qr
    assert len(marks.corner_marks) == 4
    assert len(marks.others) >= 10
    assert [len(group.boxes) for group in page.page.groups] == [3] * 10


# -- saving and trying -----------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_a_saved_file_is_the_form_and_nothing_else_is_left_beside_it(plano: Designed, tmp_path: Path) -> None:
    target = designing.save(plano, tmp_path / "plano")
    assert target.name == "plano.sirekap-form.json"
    assert list(tmp_path.iterdir()) == [target]
    assert load_form_bytes(target.name, target.read_bytes()) == plano.form
    with pytest.raises(UserError, match="tidak dapat ditulis"):
        designing.save(plano, tmp_path / "tidak ada" / "plano.json")


@pytest.mark.shared
def test_a_filled_sample_is_read_while_the_form_is_being_made(shared_dir: Path, plano: Designed) -> None:
    photo = shared_dir / "photos" / "pilpres-2024-hal2.jpg"
    (reading,) = designing.try_reading(plano, photo.name, photo.read_bytes())
    assert [reading.field(name).value for name in ("suara_1", "suara_2", "suara_3")] == [123, 274, 32]  # type: ignore[union-attr]


@pytest.mark.shared
def test_pages_of_different_paper_are_no_form(shared_dir: Path) -> None:
    folder = shared_dir / "forms"
    files = [folder / "C.HASIL-SALINAN-PPWP.pdf", folder / "c-digital" / "c.hasil_data.png"]
    with pytest.raises(UserError, match="berbeda ukuran"):
        designing.begin(designing.open_blank([(file.name, file.read_bytes()) for file in files]), "ppwp-2024")
