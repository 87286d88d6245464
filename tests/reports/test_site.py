"""The pages of a published site: every number is that of the recap, everything is escaped, drafts say so."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.models.pleno.snapshot import Correction, LockLine
from sirekap_desktop.models.recap import RecapCell, RecapSnapshot
from sirekap_desktop.models.records import Desa, Kecamatan
from sirekap_desktop.reports import content
from sirekap_desktop.reports.site.facts import Ballot, BallotName, Photo, Site, progress_of
from sirekap_desktop.reports.site.lines import COLUMNS
from sirekap_desktop.reports.site.pages import ballot_pages, front_pages, tps_numbers
from sirekap_desktop.reports.site.search import ranges
from tests.site_pages import Page

from .elections import ELECTIONS, recap_of, recaps
from .factories import Recap, snapshot

NASTY = """<script>alert("x")</script> & 'kutip' \u2028"""


def site_of(made: RecapSnapshot, **changes: object) -> Site:
    name = BallotName("ppwp", "Presiden dan Wakil Presiden", made.form)
    desa = tuple(Desa(table.code, table.name) for table in made.desa_tables)
    site = Site(made.kecamatan, desa, (name,), made.simulation, False, "AAAA-BBBB", "Sirekap Desktop")
    return replace(site, **changes)


def ballot_of(made: RecapSnapshot, **changes: object) -> Ballot:
    name = BallotName("ppwp", "Presiden dan Wakil Presiden", made.form)
    return replace(Ballot(name, made, content.identify(made)), **changes)


def pages_of(made: RecapSnapshot, site: Site | None = None, **changes: object) -> dict[str, bytes]:
    """All pages by name."""
    ballot, site = ballot_of(made, **changes), site or site_of(made)
    front = front_pages(site, [progress_of(ballot)], tps_numbers(made.desa_tables))
    return dict(ballot_pages(site, ballot)) | dict(front)


def html(pages: dict[str, bytes]) -> dict[str, Page]:
    return {name: Page(data) for name, data in pages.items() if name.endswith(".html")}


def single(cell: RecapCell, hints: tuple[str, ...]) -> str:
    """What must stand for a TPS, written anew from the words of the legend."""
    if cell.missing:
        return "belum"
    marks = ("!" if set(cell.broken) - set(hints) else "") + ("#" if cell.corrected else "")
    return marks + ("–" if cell.empty else format_count(cell.value))


def summed(cell: RecapCell, tps: int) -> str:
    if cell.missing == tps and tps:
        return "belum"
    return format_count(cell.value) + ("*" if cell.missing else "") + ("°" if cell.empty else "")


def check_every_number(made: RecapSnapshot) -> None:
    pages = html(pages_of(made))
    fields = [row.field for row in made.rows]
    for table in (made.kecamatan_table, *made.desa_tables):
        page = pages[f"ppwp/{'index' if table.level == 'kecamatan' else table.code}.html"]
        count = sum(column.tps_total for column in table.columns)
        assert page.figures == {field: summed(cell, count) for field, cell in zip(fields, table.totals, strict=True)}
        _check_places(page, table, made, count)
    for table in made.desa_tables:
        for at, column in enumerate(table.columns):
            expected = {f: single(row[at], made.hints) for f, row in zip(fields, table.cells, strict=True)}
            page = pages[f"ppwp/{column.code}.html"]
            assert page.figures == expected
            assert {field: {text} for field, text in expected.items() if (column.code, field) in page.placed} == {
                field: texts for (_, field), texts in page.placed.items()
            }


def _check_places(page: Page, table, made: RecapSnapshot, count: int) -> None:
    rows = {row.field: at for at, row in enumerate(made.rows)}
    places = {column.code: at for at, column in enumerate(table.columns)}
    assert {place for place, _ in page.placed} == {*places, "jumlah"}
    for (place, field), texts in page.placed.items():
        cells = table.cells[rows[field]]
        if place == "jumlah":
            shown = summed(table.totals[rows[field]], count)
        elif table.level == "desa":
            shown = single(cells[places[place]], made.hints)
        else:
            shown = summed(cells[places[place]], table.columns[places[place]].tps_total)
        assert texts == {shown}, (place, field)


@pytest.mark.parametrize("election", ELECTIONS)
def test_every_number_of_every_election_stands_on_its_page(election: str) -> None:
    made = snapshot(recap_of(election))
    check_every_number(made)
    front = html(pages_of(made))["ppwp/index.html"]
    assert {field for _, field in front.placed} >= {name for name in COLUMNS if name in {r.field for r in made.rows}}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(recaps())
def test_any_recap_of_any_election_is_published_number_by_number(recap: Recap) -> None:
    check_every_number(snapshot(replace(recap, tps=recap.tps[:3])))


def test_each_contestant_is_named_with_all_its_votes() -> None:
    made = snapshot(recap_of("DPR"))
    page = html(pages_of(made))["ppwp/index.html"]
    for number, name in made.contestants:
        assert f"{number}. {name}" in page.text
        assert ("jumlah", f"partai_{number:02d}_jumlah") in page.placed


def test_progress_says_how_many_tps_are_complete() -> None:
    made = snapshot(recap_of("PPWP", (5, 9, 4)))
    front = html(pages_of(made))["index.html"]
    columns = made.kecamatan_table.columns
    complete, total = sum(c.tps_complete for c in columns), sum(c.tps_total for c in columns)
    assert 0 < complete < total
    assert f"{complete} dari {total} TPS dicatat lengkap" in front.text
    for column in columns:
        assert f"{column.title} {column.tps_complete} dari {column.tps_total}" in front.text


@pytest.mark.parametrize("locked", [True, False])
@pytest.mark.parametrize("simulation", [True, False])
def test_every_page_says_draft_and_simulation_or_does_not(locked: bool, simulation: bool) -> None:
    made = snapshot(replace(recap_of("PPWP", (2, 3)), locked=locked, simulation=simulation))
    pages = pages_of(made)
    assert len(html(pages)) == 3 + 5 + 2
    for name, page in html(pages).items():
        title = pages[name].decode().split("<title>")[1].split("</title>")[0]
        assert ("DRAF: BELUM DIKUNCI" in page.text) is (not locked), name
        assert ("SIMULASI: BUKAN HASIL RESMI" in page.text) is simulation, name
        assert ("DRAF" in title, "SIMULASI" in title) == (not locked, simulation), name


def test_the_front_page_is_a_draft_while_one_pemilihan_is() -> None:
    final, draft = (ballot_of(snapshot(replace(recap_of("PPWP"), locked=locked))) for locked in (True, False))
    other = replace(draft, name=BallotName("pdpd", "DPD", "x"))
    site = site_of(final.snapshot)
    front = Page(dict(front_pages(site, [progress_of(final), progress_of(other)], {}))["index.html"])
    assert "DRAF: BELUM DIKUNCI. DPD: angka masih dapat berubah" in front.text


def test_broken_sums_stand_with_their_reason_and_corrections_with_before_and_after() -> None:
    made = snapshot(recap_of("PPWP", (6, 8)))
    note = next(one for one in made.notes if one.kind == "rule")
    change = Correction(
        "e", note.tps, "suara_2", "IV.2", "Suara sah", 66, 55, "corrected", "Salah salin", "BUDI SAKSI", "2024", "SITI"
    )
    page = html(pages_of(made, corrections=(change,)))[f"ppwp/{note.tps}.html"]
    assert f"{note.text}. Alasan: {note.reason}" in page.text
    assert "66 55 pembetulan Salah salin" in page.text
    assert "#suara_2" in page.links


def test_a_broken_sum_without_a_reason_says_so() -> None:
    made = snapshot(recap_of("PPWP", (6, 8)))
    made = replace(made, notes=tuple(replace(note, reason="") for note in made.notes))
    note = next(one for one in made.notes if one.kind == "rule")
    assert f"{note.text}. Alasan belum dicatat." in html(pages_of(made))[f"ppwp/{note.tps}.html"].text


def test_who_recorded_witnessed_or_reopened_is_not_named() -> None:
    made = snapshot(recap_of("PPWP", (6, 8)))
    made = replace(
        made, notes=tuple(replace(n, reason="(disaksikan BUDI SAKSI)") for n in made.notes if n.kind != "rule")
    )
    tps = made.desa_tables[0].columns[0].code
    change = Correction("e", tps, "suara_2", "IV.2", "x", 1, 2, "corrected", "y", "BUDI SAKSI", "2024", "SITI OPERATOR")
    reopened = LockLine("l", False, made.kecamatan.code, 2, "Salah baca", "2024-02-17T09:00:00+08:00", "KETUA HASAN")
    pages = pages_of(made, corrections=(change,), reopenings=(reopened,))
    everything = b"".join(pages.values()).decode()
    assert "Revisi 2: kecamatan dibuka kembali 17 Februari 2024 09.00 WITA. Alasan: Salah baca" in everything
    for name in ("BUDI SAKSI", "SITI OPERATOR", "KETUA HASAN"):
        assert name not in everything


@pytest.mark.parametrize(
    ("stage", "words"),
    [(Stage.POSTPONED, "ditunda"), (Stage.RECOUNT, "dihitung ulang"), (Stage.APPROVED, "disahkan"),
     (Stage.WAITING, "dicatat lengkap, belum disahkan")],
)  # fmt: skip
def test_a_tps_says_how_far_it_is(stage: Stage, words: str) -> None:
    made = snapshot(Recap(tps=(2,), locked=False))
    tps = made.desa_tables[0].columns[0].code
    pages = html(pages_of(made, stages={tps: stage}))
    assert f"{words} Kode TPS {tps}" in pages[f"ppwp/{tps}.html"].text
    assert f"TPS 001 {words}" in pages[f"ppwp/{tps[:10]}.html"].text


def test_a_tps_that_is_partly_recorded_says_how_much() -> None:
    def cell(row: int, _desa: int, _tps: int) -> RecapCell:
        return RecapCell(0, missing=1) if row >= 5 else RecapCell(7)

    made = snapshot(Recap(tps=(1,), cell=cell, locked=False))
    page = html(pages_of(made))[f"ppwp/{made.desa_tables[0].columns[0].code}.html"]
    assert f"5 dari {len(made.rows)} isian dicatat" in page.text
    assert list(page.figures.values()).count("belum") == len(made.rows) - 5


def test_nothing_that_people_wrote_is_taken_for_html() -> None:
    place = Kecamatan("760505", NASTY, NASTY, NASTY)
    made = snapshot(replace(recap_of("PPWP", (6, 8)), kecamatan=place, names=(NASTY, NASTY)))
    made = replace(
        made,
        contestants=tuple((number, NASTY) for number, _ in made.contestants),
        notes=tuple(replace(note, text=NASTY, reason=NASTY, place=NASTY) for note in made.notes),
    )
    tps = made.desa_tables[0].columns[0].code
    change = Correction("e", tps, "suara_1", NASTY, NASTY, 1, 2, NASTY, NASTY, NASTY, NASTY, NASTY)
    pages = pages_of(made, corrections=(change,), head=NASTY, photos={tps: (Photo(1, NASTY),)})
    for name, page in html(pages).items():
        assert b"alert(" not in pages[name].replace(b"&lt;script&gt;alert(", b""), name
        assert ("script" in page.tags) is (name == "index.html"), name
    index = pages["aset/indeks.js"]
    assert index.isascii()
    assert json.loads(index.decode().removeprefix("window.SIREKAP_INDEKS=").removesuffix(";\n"))["desa"][0][1] == NASTY


def test_links_lead_to_pages_and_nothing_comes_from_outside() -> None:
    made = snapshot(recap_of("PPWP", (3, 2)))
    pages = pages_of(made)
    beside = {"SHA256SUMS", "SHA256SUMS.sig", "kunci-publik.pem"}
    for name, page in html(pages).items():
        for link in (*page.links, *page.sources):
            target, _, place = link.partition("#")
            if link.startswith("data:,"):
                continue
            assert not re.match(r"[a-z]+:|//", link), link
            where = _resolved(name, target) if target else name
            assert where in pages or where in beside, (name, link)
            if place and where.endswith(".html"):
                assert place in html({where: pages[where]})[where].ids, (name, link)
    style = pages["aset/gaya.css"].decode()
    assert "url(" not in style
    assert "@import" not in style


def _resolved(page: str, target: str) -> str:
    parts = page.split("/")[:-1]
    for step in target.split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return "/".join(parts)


def test_pages_can_be_heard_and_walked_by_heading() -> None:
    for name, page in html(pages_of(snapshot(recap_of("DPR", (2, 2))))).items():
        assert page.lang == "id", name
        assert [level for level, _ in page.headings].count(1) == 1, name
        levels = [level for level, _ in page.headings]
        assert all(after <= before + 1 for before, after in pairwise(levels)), name
        assert all(head.get("scope") in {"row", "col"} for head in page.heads), name
        assert len(set(page.ids)) == len(page.ids), name


def test_the_same_recap_gives_the_same_bytes() -> None:
    assert pages_of(snapshot(recap_of("DPD"))) == pages_of(snapshot(recap_of("DPD")))


def test_photos_are_named_by_their_hash_and_shown_only_when_published() -> None:
    made = snapshot(recap_of("PPWP", (2,)))
    tps, sha = made.desa_tables[0].columns[0].code, "ab" * 32
    hidden = html(pages_of(made, photos={tps: (Photo(2, sha),)}))[f"ppwp/{tps}.html"]
    assert sha in hidden.text
    assert hidden.sources == []
    photo = Photo(2, sha, "foto/ppwp/x-hal2.jpg", 900, 1350)
    shown = html(pages_of(made, site_of(made, with_photos=True), photos={tps: (photo,)}))[f"ppwp/{tps}.html"]
    assert shown.sources == ["../foto/ppwp/x-hal2.jpg"]
    assert sha in shown.text


@given(st.sets(st.integers(1, 999), max_size=60))
@example({1, 2, 3, 901})
def test_ranges_say_just_these_numbers(numbers: set[int]) -> None:
    said: set[int] = set()
    for part in filter(None, ranges(numbers).split(",")):
        first, _, last = part.partition("-")
        said |= set(range(int(first), int(last or first) + 1))
    assert said == numbers
