"""Bagi and gabung panel through real widgets: out on a stick, opened at Awal, packed, looked at, joined."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.exchange.archives import PackageProgress
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.panels import Crowd, Preview
from sirekap_desktop.models.panels import HandingState
from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.records import Status
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.awal import panel as awal_panel
from sirekap_desktop.ui.pleno import panel_work
from sirekap_desktop.ui.pleno.panel import JoinCard
from tests.ui.conftest import DESA, FORM, TPS, record_tps

MINE, OTHER = TPS[0].code, TPS[2].code


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """A stick, and documents of this laptop."""
    place = tmp_path / "FLASHDISK"
    place.mkdir()
    for module in (awal_panel, panel_work):
        monkeypatch.setattr(module, "documents_folder", lambda: tmp_path / "dokumen")
    return place


@pytest.fixture
def settle(idle, qtbot, window):
    def wait():
        idle()
        if window.context is not None:
            qtbot.waitUntil(lambda: not window.context._timer.isActive())
        idle()

    return wait


@pytest.fixture
def view(window, workspace, settle):
    """The part *Panel* of the main laptop; the meeting has planned panel 2 with the first desa."""
    workspace.note(FORM, facts.Opened(place="Aula"))
    workspace.note(FORM, facts.PanelSet(2, "IBU DUA", (DESA[0].code,)))
    window.open_workspace(workspace, "pleno")
    settle()
    window.trigger("pleno.panel")
    settle()
    return window.page.panel


def open_at_awal(window, dialogs, settle, stick):
    """What the operator of the panel does on the other laptop; returns the part *Panel* there."""
    window.close_workspace()
    settle()
    window.go("awal")
    page = window.page
    page.operator.setText("OPERATOR PANEL")
    dialogs.answers.append(stick)
    QTest.keyClick(page, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    settle()
    assert "IBU DUA" in page.panel_card.heading.text()
    assert DESA[0].name in page.panel_card.facts.text()
    page.panel_card.accept_button.click()
    settle()
    return window.page.panel


def test_desa_go_out_are_worked_on_and_come_back(window, workspace, view, dialogs, settle, stick, tmp_path):
    folder, key_folder = workspace.folder, workspace.key_folder
    assert (view.share.number.currentData(), view.share.leader.text()) == (2, "IBU DUA")
    assert [code for code, box in view.share.desa.items() if box.isChecked()] == [DESA[0].code]
    dialogs.answers.append(stick)
    view.share.share.click()
    settle()
    fingerprint = window.message_bar.text
    assert "Berkas panel 2 ditulis" in fingerprint
    assert view.handings.list.item(0).text().startswith("Panel 2 · IBU DUA · di laptop panel")
    assert not view.share.desa[DESA[0].code].isEnabled()

    there = open_at_awal(window, dialogs, settle, stick)
    assert window.page.part == "panel"
    panel = window.context.workspace
    assert panel.operator == "OPERATOR PANEL"
    assert not there.handings.isVisible()
    assert there.pack.heading.text() == "Laptop panel 2 · IBU DUA"
    shown = there.pack.fingerprint.text()
    record_tps(panel, MINE)
    panel.note(FORM, facts.ReadOut(), MINE)
    panel.note(FORM, facts.Approved(), MINE)
    package = stick / "paket.zip"
    dialogs.answers += [True, package]
    there.pack.final.click()
    settle()
    assert "Paket desa ditulis" in window.message_bar.text
    assert there.pack.state.text == "paket akhir sudah dibuat"

    window.close_workspace()
    settle()
    with Workspace.open(folder, operator="SITI R.", key_folder=key_folder) as main:
        window.open_workspace(main, "pleno")
        settle()
        window.page.show_part("panel")
        settle()
        here = window.page.panel
        dialogs.answers.append(package)
        here.join.look.click()
        settle()
        assert "1 TPS, 1 disahkan, 28 isian" in here.join.facts.text()
        assert here.join.fingerprint.text() == shown
        assert main.values(MINE, FORM) == {}
        assert not here.join.join.isEnabled()
        here.join.same.setChecked(True)
        here.join.join.click()
        settle()
        assert "Panel 2 digabung: 1 TPS, 1 disahkan." in window.message_bar.text
        assert main.status(MINE, FORM) is Status.DISAHKAN
        assert main.handings()[0].state is HandingState.JOINED
        assert here.share.desa[DESA[0].code].isEnabled()
        assert main.verify().ok
        window.close_workspace()
        settle()


def test_a_package_that_is_none_is_refused_with_the_reason(window, view, dialogs, settle, stick):
    (stick / "x.zip").write_bytes(b"bukan paket" * 30)
    dialogs.answers.append(stick / "x.zip")
    view.join.look.click()
    settle()
    assert "bukan paket Sirekap Desktop" in window.message_bar.text
    assert view.join.join.isHidden()


def test_a_package_that_is_stopped_is_written_no_further(view, dialogs, settle, stick, monkeypatch, qtbot):
    began, stopped, too_late = threading.Event(), threading.Event(), threading.Event()

    def pack(_workspace, _path, *, final, progress):
        assert not final
        began.set()
        try:
            while not too_late.wait(0.01):
                progress(PackageProgress(1, 2))
        except UserError:
            stopped.set()
            raise

    monkeypatch.setattr(panel_work.panels, "pack", pack)
    dialogs.answers.append(stick / "sementara.zip")
    view.pack.wanted.emit(False)
    try:
        qtbot.waitUntil(began.is_set)
        view.progress.cancelled.emit()
        qtbot.waitUntil(stopped.is_set)
    finally:
        too_late.set()
    settle()


def test_the_ketua_takes_desa_back_with_a_reason(window, workspace, view, dialogs, settle, stick):
    dialogs.answers.append(stick)
    view.share.share.click()
    settle()
    record_tps(workspace, OTHER)
    assert workspace.why_elsewhere(MINE)
    dialogs.answers.append("laptop panel rusak")
    view.handings.take_back.click()
    settle()
    assert "laptop panel rusak" in view.handings.list.item(0).text()
    assert not workspace.why_elsewhere(MINE)
    assert view.handings.take_back.isHidden()


def test_nothing_is_handed_out_without_desa_leader_or_stick(window, workspace, view, dialogs, settle, stick):
    view.share.leader.clear()
    view.share.share.click()
    assert "pemimpin panel" in window.message_bar.text
    view.share.leader.setText("BUDI")
    view.share.desa[DESA[0].code].setChecked(False)
    view.share.share.click()
    assert "sedikitnya satu desa" in window.message_bar.text
    view.share.desa[DESA[0].code].setChecked(True)
    dialogs.answers.append(None)
    view.share.share.click()
    settle()
    assert workspace.handings() == ()
    dialogs.answers.append(stick / "tidak ada")
    view.share.share.click()
    settle()
    assert "tidak terpasang" in window.message_bar.text
    assert workspace.handings() == ()


def test_a_stick_without_a_panel_file_says_so_at_awal(window, dialogs, settle, stick):
    window.go("awal")
    dialogs.answers.append(stick)
    window.page.panel_button.click()
    settle()
    assert "Tidak ada berkas panel di sini." in window.message_bar.text


def test_the_card_of_a_panel_file_opens_like_a_file_of_the_kabupaten(window, workspace, view, dialogs, settle, stick):
    dialogs.answers.append(stick)
    view.share.share.click()
    settle()
    window.close_workspace()
    settle()
    window.go("awal", file=str(next(stick.glob("*/panel.sirekap"))))
    settle()
    assert not window.page.panel_card.isHidden()
    assert window.page.panel_card.folder.text().endswith("760505-ULUMANDA-panel-2")


def test_saksi_who_are_too_many_once_joined_are_named_with_what_to_do(qtbot, tmp_path):
    card = JoinCard()
    qtbot.addWidget(card)
    seen = Preview(
        path=tmp_path, number=1, leader="A", desa=("KABIRAAN",), host="vm", fingerprint="AA", known=True, final=True,
        repeats=False, tps=1, entries=28, corrections=0, photos=0, facts=1, approved=1, objections=0, people=("A",),
    )  # fmt: skip
    card.show_preview(seen)
    assert card.crowds.isHidden()
    crowd = Crowd("Presiden dan Wakil Presiden", 2, ("BUDI", "ANDI", "ROSDIANA"))
    card.show_preview(replace(seen, crowds=(crowd,)))
    assert not card.crowds.isHidden()
    for words in ("! ", "peserta nomor 2", "BUDI, ANDI, ROSDIANA", "Daftar hadir"):
        assert words in card.crowds.text()
    assert card.join.isEnabled()
