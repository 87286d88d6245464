"""D.HASIL and workbook of all elections: every number, every name, pages that go on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.models.recap import RecapCell
from sirekap_desktop.models.recap_query import rows
from sirekap_desktop.reports import dhasil
from sirekap_desktop.reports.content import Group
from sirekap_desktop.reports.documents import document_set
from sirekap_desktop.reports.measures import SheetPlan
from sirekap_desktop.reports.options import Paper, ReportOptions, Signatures
from sirekap_desktop.reports.plan import split_rows
from tests.forms.contestants import party

from .elections import ELECTIONS, flagged, form_of, recap_of, recaps
from .factories import Recap, adding_cell, parties, snapshot
from .figures import compare
from .pages import Pages
from .workbooks import check

PARTAI = ("DPR", "DPRD-PROV", "DPRD-KABKO")


def _text(data: bytes) -> str:
    with Pages(data) as pages:
        return " ".join(pages.text(i) for i in range(pages.count))


# --- every number, every name ------------------------------------------------------------------------------------


@pytest.mark.parametrize("election", ELECTIONS)
def test_every_number_is_printed_in_its_cell(election: str) -> None:
    recap = snapshot(recap_of(election, (4, 30)))
    for code in ("kecamatan", *(table.code for table in recap.desa_tables)):
        compare(recap, ReportOptions("A4"), code)


@pytest.mark.parametrize("election", ELECTIONS)
def test_every_number_of_the_workbook_follows_from_its_formulas(election: str) -> None:
    check(snapshot(recap_of(election)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(recaps(), st.sampled_from(get_args(Paper)), st.sampled_from(get_args(Signatures)), st.data())
def test_any_recap_of_any_election_is_printed_number_by_number(
    recap: Recap, paper: Paper, signatures: Signatures, data: st.DataObject
) -> None:
    made = snapshot(recap)
    code = data.draw(st.sampled_from(("kecamatan", *(table.code for table in made.desa_tables))))
    compare(made, ReportOptions(paper, signatures), code)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(recaps())
def test_any_recap_of_any_election_adds_up_in_the_workbook(recap: Recap) -> None:
    check(snapshot(replace(recap, tps=recap.tps[:4])))


@pytest.mark.parametrize("election", ELECTIONS)
def test_names_of_the_form_and_its_people_stand_in_pdf_and_workbook(election: str) -> None:
    made = snapshot(recap_of(election))
    form = form_of(recap_of(election))
    names = {f"MODEL D.HASIL KECAMATAN-{election}", *(f"{section.id}. {section.title}" for section in form.sections)}
    names |= {person.name for person in form.contestants} | {calon.name for p in form.contestants for calon in p.calon}
    names |= {field.label for field in form.fields if field.section != "IV"}
    pdf = _text(dhasil.build(made, ReportOptions("A3"), "kecamatan"))
    cells = {str(cell.value) for line in check(made).worksheets[0].iter_rows() for cell in line}
    assert {name for name in names if name not in pdf} == set()
    assert names <= cells
    assert form.pemilihan_title in pdf


@pytest.mark.parametrize("election", ELECTIONS)
def test_same_recap_gives_the_same_bytes(election: str) -> None:
    one, two = (
        [(item.name, item.bytes) for item in document_set(snapshot(recap_of(election, (2,))), ReportOptions("A4"))]
        for _ in range(2)
    )
    assert one == two


# --- parties -----------------------------------------------------------------------------------------------------


def test_rows_say_whose_party_they_are() -> None:
    form = load_form("c-hasil-dprd-kabko-2024", (party(3, 14), party(24, 0)))
    found = {row.field: row.partai for row in rows(form)}
    assert {partai for field, partai in found.items() if field.startswith("partai_03_")} == {3}
    assert {field for field, partai in found.items() if partai == 24} == {"partai_24_suara", "partai_24_jumlah"}
    assert {partai for field, partai in found.items() if not field.startswith("partai_")} == {0}


@pytest.mark.parametrize("election", PARTAI)
def test_a_party_is_headed_once_and_its_lines_are_numbered_inside_it(election: str) -> None:
    made = snapshot(recap_of(election))
    groups = dhasil.plan(made, ReportOptions("A3"), "kecamatan")[0].part.groups
    headings = [(group.number, group.label) for group in groups if group.kind == "partai"]
    assert headings == [(str(number), name) for number, name in made.contestants]
    first = [(group.number, group.label) for group in groups if group.partai == 1]
    assert first[:3] == [("1", "PARTAI KEBANGKITAN BANGSA"), ("A.1", "SUARA PARTAI"), ("A.2.1", first[2][1])]
    assert first[-1] == ("B", "JUMLAH SUARA SAH PARTAI POLITIK DAN CALON (A.1 + A.2)")
    assert [group.label for group in groups if group.partai == 1 and group.is_partai_sum] == [first[-1][1]]


def test_calon_whose_name_ends_with_that_of_the_party_keeps_it() -> None:
    people = (Contestant(1, "HANURA", (replace(party(1, 1).calon[0], name="ANAK HANURA"),)),)
    recap = flagged(Recap(tps=(1,), form=load_form("c-hasil-dpr-2024", people)))
    labels = [group.label for group in dhasil.plan(snapshot(recap), ReportOptions(), "kecamatan")[0].part.groups]
    assert "ANAK HANURA" in labels
    assert "SUARA PARTAI" in labels


@cache
def _measured(calon: int) -> SheetPlan:
    recap = Recap(tps=(2,), form=load_form("c-hasil-dprd-kabko-2024", parties(calon)))
    return dhasil.plan(snapshot(recap), ReportOptions("A4"), "kecamatan")[0].part


def _height(part: SheetPlan, groups: tuple[Group, ...]) -> float:
    return sum(map(part.group_height, groups))


@settings(deadline=None)
@given(st.floats(20, 200), st.floats(20, 200), st.integers(0, 12))
def test_a_party_is_cut_only_where_no_page_holds_it(first: float, following: float, calon: int) -> None:
    part = _measured(calon)
    pieces = split_rows(part, first, following)
    block = _height(part, tuple(group for group in part.groups if group.partai == 2))
    again = _height(part, pieces[1][:2])
    for before, after in pairwise(pieces):
        cut = before[-1].partai
        goes_on = next(group for group in after if group.kind == "rows").partai
        if cut and cut == goes_on:
            assert block + again > following
            assert next(group for group in after if group.kind == "partai").label.endswith("(lanjutan)")
        assert before[-1].kind == "rows"


def test_largest_list_of_the_country_fits_on_every_paper_signed_on_every_page() -> None:
    """24 parties with 12 calon each: Aceh."""
    names = {number: f"PARTAI NOMOR {number}" for number in range(1, 25)}
    recap = flagged(Recap(tps=(3,), form=load_form("c-hasil-dprd-kabko-2024", parties(12, names))))
    for paper in get_args(Paper):
        plans = compare(snapshot(recap), ReportOptions(paper, "every_page"), "kecamatan")
        assert not any(group.label.endswith("NOMOR 7 (lanjutan)") for page in plans for group in page.groups)


def test_sixty_calon_of_the_dpd_leave_room_for_the_table() -> None:
    people = tuple(Contestant(number, f"CALON {number}") for number in range(1, 61))
    recap = flagged(Recap(tps=(3,), form=load_form("c-hasil-dpd-2024", people)))
    for paper in get_args(Paper):
        assert len(compare(snapshot(recap), ReportOptions(paper, "every_page"), "kecamatan")) <= 7


def test_votes_carried_to_the_sum_are_the_sum() -> None:
    form = load_form("c-hasil-dpr-2024", parties(10))
    made = snapshot(Recap(tps=(3, 2), form=form, cell=adding_cell(5, form)))
    last = dhasil.plan(made, ReportOptions("F4"), "kecamatan")[-1]
    carried = next(group for group in last.groups if group.kind == "carried")
    votes = {row.field: total.value for row, total in zip(made.rows, made.kecamatan_table.totals, strict=True)}
    shown = {made.rows[row].field for group in last.groups if group.kind == "rows" for row in group.rows}
    rest = sum(votes[name] for name in shown if name.endswith("_jumlah"))
    assert sum(made.kecamatan_table.totals[row].value for row in carried.rows) + rest == votes["suara_sah"]


# --- kolom kosong ------------------------------------------------------------------------------------------------


def test_kolom_kosong_has_its_line_and_is_carried_with_the_paslon() -> None:
    form = load_form("c-hasil-kwk-bupati-2024", (Contestant(1, "ANDI dan BUDI"),))
    made = snapshot(Recap(tps=(2,), form=form, cell=lambda row, _desa, _tps: RecapCell(row)))
    part = dhasil.plan(made, ReportOptions("A4"), "kecamatan")[0].part
    lines = [(group.number, group.label) for group in part.groups if group.rows and group.contestant]
    assert lines == [("1", "ANDI dan BUDI"), ("2", "KOLOM KOSONG")]
    pieces = split_rows(part, sum(map(part.group_height, part.groups[:-4])), 100)
    carried = next(group for group in pieces[-1] if group.kind == "carried")
    assert carried.label == "JUMLAH PINDAHAN nomor urut 1 s.d. kolom kosong"
    assert [made.rows[row].field for row in carried.rows] == ["suara_1", "kolom_kosong"]
    assert "2. KOLOM KOSONG" not in _text(dhasil.build(made, ReportOptions("A4"), "kecamatan"))


# --- daerah pemilihan --------------------------------------------------------------------------------------------


def test_recaps_of_two_dapil_of_a_kecamatan_differ_in_every_name() -> None:
    made = [snapshot(replace(recap_of("DPRD-KABKO", (2,)), dapil=f"MAJENE {number}")) for number in (1, 2)]
    one, two = ({document.name for document in document_set(each, ReportOptions("A4"))} for each in made)
    assert one - two == {
        "D.HASIL-KECAMATAN-DPRD-KABKO-760505-DAPIL-MAJENE-1.pdf",
        "D.HASIL-KECAMATAN-DPRD-KABKO-760505-DAPIL-MAJENE-1-LENGKAP.pdf",
        "D.HASIL-KECAMATAN-DPRD-KABKO-760505-DAPIL-MAJENE-1.xlsx",
    }
    assert [each.name for each in made] == ["pdprdk-majene-1", "pdprdk-majene-2"]
    assert made[1].document_id.startswith("760505-pdprdk-majene-2-r1-")


def test_daerah_pemilihan_stands_in_the_heading_where_there_is_one() -> None:
    with_dapil = snapshot(recap_of("DPRD-KABKO", (2,)))
    for code in ("kecamatan", with_dapil.desa_tables[0].code):
        assert "Daerah Pemilihan : MAJENE 2" in _text(dhasil.build(with_dapil, ReportOptions("A4"), code))
    assert "Daerah Pemilihan: MAJENE 2" in str(check(with_dapil).worksheets[0]["A3"].value)
    assert "Daerah Pemilihan" not in _text(dhasil.build(snapshot(recap_of("PPWP")), ReportOptions("A4")))
