"""Several elections in the window: which is worked on stands at the top, and every page follows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.forms.rules import check_rules
from sirekap_desktop.models.records import EntryHow, NewEntry
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.awal.work import NewWorkspace, create
from sirekap_desktop.ui.beranda.overview import Step
from sirekap_desktop.ui.beranda.page import BerandaPage
from sirekap_desktop.ui.dokumen.page import DokumenPage
from sirekap_desktop.ui.main_window import MainWindow
from sirekap_desktop.ui.periksa.page import PeriksaPage
from sirekap_desktop.ui.rekap.page import RekapPage
from sirekap_desktop.ui.setelan.page import SetelanPage

from .conftest import DESA, FORM, TPS

DPD, KABKO = "c-hasil-dpd-2024", "c-hasil-dprd-kabko-2024"


def _partai(calon: int) -> Contestant:
    return Contestant(1, "PARTAI SATU", tuple(Calon(n, f"CALON {n}") for n in range(1, calon + 1)))


@pytest.fixture
def elections(workspace: Workspace) -> Workspace:
    """The presidential one, DPD, and DPRD kab/kota in two dapil."""
    workspace.set_elections((FORM, DPD, KABKO))
    names = [desa.code for desa in DESA]
    workspace.add_lists(
        {"pdpd": {"": [Contestant(21, "CALON DPD")]}, "pdprdk": {"MAJENE 1": [_partai(3)], "MAJENE 2": [_partai(4)]}},
        {"pdprdk": dict(zip(names, ("MAJENE 1", "MAJENE 2"), strict=True))},
    )
    return workspace


@pytest.fixture
def opened(window: MainWindow, elections: Workspace, qtbot: QtBot) -> MainWindow:
    window.open_workspace(elections)
    page = window.page
    assert isinstance(page, BerandaPage)
    qtbot.waitUntil(lambda: page.overview.tps_total == len(TPS))
    return window


def test_one_election_offers_no_choice(window: MainWindow, workspace: Workspace) -> None:
    window.open_workspace(workspace)
    assert window.top_bar.ballots.isHidden()


def test_the_ballots_stand_at_the_top_with_their_dapil(opened: MainWindow) -> None:
    combo = opened.top_bar.ballots
    names = [combo.itemText(n) for n in range(combo.count())]
    assert names == ["PPWP", "DPD", "DPRD-KAB/KOTA · MAJENE 1", "DPRD-KAB/KOTA · MAJENE 2"]
    assert not combo.isHidden()


def test_choosing_a_dapil_leaves_the_tps_of_its_desa_on_beranda(opened: MainWindow, qtbot: QtBot) -> None:
    page = opened.page
    assert isinstance(page, BerandaPage)
    opened.top_bar.ballot_chosen.emit(3)
    qtbot.waitUntil(lambda: page.overview.tps_total == 3)
    assert opened.context is not None
    assert (opened.context.form_id, opened.context.dapil) == (KABKO, "MAJENE 2")
    assert opened.top_bar.ballots.currentIndex() == 3


def test_ctrl_tab_goes_round_the_elections(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.context is not None
    seen = []
    for _ in range(4):
        opened.trigger("ballot.next")
        seen.append(opened.context.ballot.label)
    assert seen[-1] == "PPWP"
    assert len(set(seen)) == 4
    opened.trigger("ballot.previous")
    assert opened.context.dapil == "MAJENE 2"
    qtbot.waitUntil(opened.tasks.is_idle)


def test_a_form_that_nobody_has_measured_says_so(opened: MainWindow, qtbot: QtBot) -> None:
    pill = opened.top_bar.reconstructed
    opened.go("periksa")
    assert pill.isHidden()
    opened.trigger("ballot.next")
    assert not pill.isHidden()
    opened.go("rekap")
    assert pill.isHidden()
    qtbot.waitUntil(opened.tasks.is_idle)


def test_periksa_opens_the_same_tps_in_the_other_election(opened: MainWindow, qtbot: QtBot) -> None:
    opened.go("periksa", tps=TPS[3].code)
    page = opened.page
    assert isinstance(page, PeriksaPage)
    qtbot.waitUntil(lambda: page.session is not None)
    opened.trigger("ballot.next")
    qtbot.waitUntil(lambda: page.session is not None and page.session.view.form.id == DPD)
    assert page.session is not None
    assert page.session.view.tps == TPS[3]


def test_rekap_and_documents_are_those_of_the_ballot(opened: MainWindow, elections: Workspace, qtbot: QtBot) -> None:
    elections.record(TPS[3].code, KABKO, "partai_01_calon_04", 7, EntryHow.TYPED)
    opened.go("rekap", form=KABKO, dapil="MAJENE 2")
    rekap = opened.page
    assert isinstance(rekap, RekapPage)
    qtbot.waitUntil(lambda: rekap.snapshot is not None and rekap.snapshot.dapil == "MAJENE 2")
    assert rekap.snapshot is not None
    assert [table.name for table in rekap.snapshot.desa_tables] == [DESA[1].name]
    totals = {row.field: cell.value for row, cell in
              zip(rekap.snapshot.rows, rekap.snapshot.kecamatan_table.totals, strict=True)}  # fmt: skip
    assert totals["partai_01_calon_04"] == 7
    opened.go("dokumen")
    dokumen = opened.page
    assert isinstance(dokumen, DokumenPage)
    qtbot.waitUntil(lambda: {"kecamatan", DESA[1].code, "all"} <= {item.table for item in dokumen.items})
    assert DESA[0].code not in {item.table for item in dokumen.items}


def test_setelan_changes_the_elections_and_the_window_follows(opened: MainWindow, qtbot: QtBot) -> None:
    opened.go("setelan")
    page = opened.page
    assert isinstance(page, SetelanPage)
    qtbot.waitUntil(lambda: page.elections.sets.count() > 0)
    combo = page.elections.sets
    combo.activated.emit(combo.findText("Pemilu 2024, 5 pemilihan"))
    assert opened.context is not None
    qtbot.waitUntil(lambda: opened.context is not None and len(opened.context.ballots) == 6)
    assert opened.top_bar.ballots.count() == 6


def test_a_refused_change_of_elections_is_said_and_shown_as_it_was(
    opened: MainWindow, elections: Workspace, qtbot: QtBot
) -> None:
    elections.record(TPS[0].code, DPD, "pemilih_dpt_l", 1, EntryHow.TYPED)
    opened.go("setelan")
    page = opened.page
    assert isinstance(page, SetelanPage)
    qtbot.waitUntil(lambda: page.elections.sets.count() > 0)
    combo = page.elections.sets
    before = combo.currentText()
    combo.activated.emit(combo.findText("Hanya Presiden dan Wakil Presiden 2024"))
    qtbot.waitUntil(lambda: "DPD tidak dapat dilepas" in opened.message_bar.text)
    qtbot.waitUntil(lambda: combo.currentText() == before)
    assert elections.form_ids() == (FORM, DPD, KABKO)


def test_a_new_workspace_has_the_elections_that_were_chosen(tmp_path: Path) -> None:
    form = NewWorkspace(str(tmp_path / "baru"), "760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT", "pemilu-2024")
    with create(form, "ANI") as made:
        assert [item.short_name for item in made.forms()] == ["PPWP", "DPR", "DPD", "DPRD-PROV", "DPRD-KAB/KOTA"]


def test_beranda_shows_all_elections_and_a_click_works_on_one(opened: MainWindow, qtbot: QtBot) -> None:
    page = opened.page
    assert isinstance(page, BerandaPage)
    tiles = page.elections.tiles
    assert [tile.text() for tile in tiles] == [item.label for item in opened.context.ballots]  # type: ignore[union-attr]
    assert tiles[0].isChecked()
    tiles[1].click()
    assert opened.context is not None
    assert opened.context.form_id == DPD
    qtbot.waitUntil(lambda: tiles[1].isChecked() and not tiles[0].isChecked() and opened.tasks.is_idle())


def test_when_one_election_is_done_the_next_step_is_another_one(
    opened: MainWindow, elections: Workspace, qtbot: QtBot
) -> None:
    for tps in TPS:
        new = [NewEntry(field.name, 0, EntryHow.TYPED) for field in elections.form(FORM).fields]
        elections.record_many(tps.code, FORM, new)
        for check in check_rules(elections.form(FORM), elections.values(tps.code, FORM)):
            if check.ok is False:
                elections.give_reason(tps.code, FORM, check, "begitu di kertas")
    page = opened.page
    assert isinstance(page, BerandaPage)
    qtbot.waitUntil(lambda: page.overview.next.step is Step.ELECTION)
    assert page.overview.next.count == len(TPS)
    page.start_next()
    assert opened.context is not None
    assert opened.context.form_id == DPD
    qtbot.waitUntil(opened.tasks.is_idle)
