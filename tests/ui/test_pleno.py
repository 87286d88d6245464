"""*Pleno* through real widgets: the meeting, a TPS from reading out to approval, locks, and the room's screen."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.pleno.facts import Capacity
from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.models.pleno.meeting import meeting_of
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.roles import Role
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.pleno.jadwal import day_stored
from sirekap_desktop.ui.pleno.projector import spoken
from sirekap_desktop.ui.pleno.words import gap_words
from tests.ui.conftest import DESA, FORM, RIGHT, TPS, record_tps

FIRST, SECOND = TPS[0].code, TPS[1].code


class Meeting:
    """The page, driven as an operator does: by keys, and by what stands on the screen."""

    def __init__(self, window, workspace, idle, qtbot):
        self.window, self.workspace, self.idle, self.qtbot = window, workspace, idle, qtbot
        window.open_workspace(workspace, "pleno")
        self.settle()
        self.page = window.page

    def settle(self):
        self.idle()
        self.qtbot.waitUntil(lambda: not self.window.context._timer.isActive())
        self.idle()

    @property
    def sidang(self):
        return self.page.sidang

    def stage(self, code=FIRST):
        return self.workspace.tps_state(FORM, code).stage

    def press(self, key):
        QTest.keyClick(self.sidang.table, key)
        self.settle()

    def fill(self, form, **values):
        """Type into the fields of an open form and put Enter to the last."""
        for name, value in values.items():
            control = form.controls[name]
            if isinstance(control, QLineEdit):
                control.setFocus()
                QTest.keyClicks(control, str(value))
            else:
                control.setCurrentIndex(value)
        last = form.controls[list(values)[-1]]
        if isinstance(last, QLineEdit):
            QTest.keyClick(last, Qt.Key.Key_Return)
        else:
            form.yes.click()
        self.settle()

    def read_out(self):
        """Down to the last row by Enter, and once more."""
        for _ in range(len(RIGHT)):
            QTest.keyClick(self.sidang.table, Qt.Key.Key_Return)
        self.settle()


@pytest.fixture
def meeting(window, workspace, idle, qtbot):
    """Two TPS are complete, the meeting is open."""
    record_tps(workspace, FIRST)
    record_tps(workspace, SECOND)
    workspace.note(FORM, facts.Opened(place="Aula"))
    return Meeting(window, workspace, idle, qtbot)


def test_the_meeting_is_opened_with_its_place(window, workspace, idle, qtbot):
    meeting = Meeting(window, workspace, idle, qtbot)
    assert meeting.page.part == "rapat"
    card = meeting.page.rapat.meeting
    card.open_button.click()
    meeting.settle()
    assert "Tempat rapat belum diisi" in window.message_bar.text
    QTest.keyClicks(card.place, "Aula kecamatan")
    QTest.keyClicks(card.agenda, "Presiden")
    QTest.keyClick(card.agenda, Qt.Key.Key_Return)
    meeting.settle()
    now = meeting_of(workspace.meeting(FORM))
    assert (now.open, now.place, now.agenda) == (True, "Aula kecamatan", "Presiden")
    assert card.state.text == "rapat dibuka"
    card.close_button.click()
    meeting.settle()
    assert not meeting_of(workspace.meeting(FORM)).open


def test_a_tps_says_why_nothing_can_be_done_before_the_meeting_is_open(window, workspace, idle, qtbot):
    record_tps(workspace, FIRST)
    meeting = Meeting(window, workspace, idle, qtbot)
    meeting.page.open_tps(FIRST)
    meeting.settle()
    assert "belum dibuka" in meeting.sidang.why.text()
    workspace.note(FORM, facts.Opened(place="Aula"))
    meeting.settle()
    assert meeting.sidang.why.text() == ""


def test_tab_never_ends_in_a_part_that_is_hidden(meeting):
    for part in ("kunci", "panel", "rapat"):
        meeting.page.show_part(part)
        meeting.settle()
        for _ in range(20):
            QTest.keyClick(meeting.window.focusWidget(), Qt.Key.Key_Tab)
            assert meeting.window.focusWidget().isVisible()


def test_schedule_and_panels_are_kept_and_order_the_tps(meeting, workspace):
    card = meeting.page.rapat.schedule
    card.days[DESA[0].code].setText("19-02-2024")
    card.days[DESA[1].code].setText("besok")
    card.save.click()
    assert "SAMBABO" in card.problem.text()
    card.days[DESA[1].code].setText("18/02/2024")
    card.panels[DESA[1].code].setCurrentIndex(2)
    card.save.click()
    assert "Panel 2" in card.problem.text()
    card.leaders[1].setText("ANI")
    card.save.click()
    meeting.settle()
    now = meeting_of(workspace.meeting(FORM))
    assert now.days == ((DESA[1].code, "2024-02-18"), (DESA[0].code, "2024-02-19"))
    assert [(one.number, one.leader, one.desa) for one in now.panels] == [(2, "ANI", (DESA[1].code,))]
    assert meeting.sidang.list.lines[0].desa == DESA[1]
    card.panels[DESA[1].code].setCurrentIndex(0)
    card.save.click()
    meeting.settle()
    assert meeting_of(workspace.meeting(FORM)).panels == ()


def test_the_list_of_a_panel_holds_its_desa_only(meeting, workspace):
    assert not meeting.sidang.panel.isVisible()
    workspace.note(FORM, facts.PanelSet(2, "ANI", (DESA[1].code,)))
    meeting.settle()
    assert meeting.sidang.panel.isVisible()
    meeting.sidang.panel.setCurrentIndex(1)
    meeting.sidang.panel.activated.emit(1)
    assert {line.desa for line in meeting.sidang.list.lines} == {DESA[1]}
    assert meeting.sidang.count.text() == "0 dari 3 TPS disahkan"
    meeting.page.next_tps()
    meeting.settle()
    assert meeting.sidang.tps.code == TPS[2].code


@pytest.mark.parametrize(
    ("typed", "stored"), [("18-02-2024", "2024-02-18"), ("", ""), ("31-02-2024", None), ("2024-02-18", None)]
)
def test_days_are_typed_as_people_write_them(typed, stored):
    assert day_stored(typed) == stored


def test_two_saksi_are_named_and_one_is_in_the_room(meeting, workspace):
    meeting.page.show_part("rapat")
    card = meeting.page.rapat.attendance
    saksi = list(Capacity).index(Capacity.SAKSI)
    for name in ("BUDI", "CICI"):
        card.add.click()
        meeting.fill(card.form, capacity=saksi, contestant=2, name=name, mandate="12/2024")
    seats = meeting_of(workspace.meeting(FORM)).saksi
    assert [(one.fact.name, one.fact.contestant, one.present) for one in seats] == [
        ("BUDI", 2, True),
        ("CICI", 2, False),
    ]
    card.add.click()
    meeting.fill(card.form, capacity=saksi, contestant=2, name="DEDI", mandate="13/2024")
    assert "sudah menunjuk dua saksi" in meeting.window.message_bar.text
    assert card.form.values["name"] == "DEDI"
    card.close_form()
    card.add.click()
    meeting.fill(card.form, capacity=saksi, contestant=1, name="EKO")
    card.form.submit()
    assert card.form.problem.text() == "Saksi perlu surat mandat."
    card.close_form()
    card.list.setCurrentRow(1)
    card.toggle.click()
    meeting.settle()
    assert "sudah ada di ruang rapat: BUDI" in meeting.window.message_bar.text
    card.list.setCurrentRow(0)
    card.toggle.click()
    meeting.settle()
    card.list.setCurrentRow(1)
    card.toggle.click()
    meeting.settle()
    assert [one.present for one in meeting_of(workspace.meeting(FORM)).saksi] == [False, True]


def test_a_tps_is_read_row_by_row_and_approved(meeting):
    assert meeting.page.part == "sidang"
    assert meeting.sidang.tps.code == FIRST
    assert meeting.sidang.current.value.text() == "101"
    QTest.keyClick(meeting.sidang.table, Qt.Key.Key_Down)
    assert meeting.sidang.current.value.text() == "111"
    meeting.read_out()
    assert meeting.stage() is Stage.READ
    meeting.press(Qt.Key.Key_S)
    assert "Belum dibandingkan" in meeting.sidang.form.note.text()
    QTest.keyClick(meeting.sidang.form.yes, Qt.Key.Key_Return)
    meeting.settle()
    assert meeting.stage() is Stage.APPROVED
    assert meeting.sidang.tps.code == SECOND
    assert meeting.sidang.count.text() == "1 dari 5 TPS disahkan"


def test_escape_leaves_a_form_and_nothing_is_written(meeting, workspace):
    meeting.read_out()
    before = len(workspace.tps_meeting(FORM, FIRST))
    meeting.press(Qt.Key.Key_P)
    QTest.keyClick(meeting.sidang.form.controls["value"], Qt.Key.Key_Escape)
    meeting.settle()
    assert not meeting.sidang.asking
    assert len(workspace.tps_meeting(FORM, FIRST)) == before
    assert meeting.sidang.table.hasFocus()


def test_only_what_differs_is_typed_from_a_copy(meeting, workspace):
    meeting.read_out()
    meeting.press(Qt.Key.Key_B)
    table = meeting.sidang.table
    rows = [one.field.name for one in meeting.sidang.tps.figures]
    table.go_to(rows.index("suara_1"))
    QTest.keyClicks(table, "788")
    QTest.keyClick(table, Qt.Key.Key_Backspace)
    table.go_to(rows.index("suara_2"))
    QTest.keyClicks(table, str(RIGHT["suara_2"]))
    QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    meeting.settle()
    [compared] = [event.fact for event in workspace.tps_meeting(FORM, FIRST) if event.fact.kind == "compared"]
    assert compared == facts.Compared("panwaslu", (("suara_1", 78),))
    shown = table.figures.index(rows.index("suara_1"), 2).data()
    assert shown == "Panwaslu Kecamatan: 78"


def test_a_pembetulan_keeps_before_reason_and_paraf(meeting, workspace):
    meeting.read_out()
    rows = [one.field.name for one in meeting.sidang.tps.figures]
    meeting.sidang.table.go_to(rows.index("suara_1"))
    meeting.press(Qt.Key.Key_P)
    assert "79" in meeting.sidang.form.title.text()
    meeting.sidang.table.go_to(0)  # looking at another row changes nothing
    meeting.fill(meeting.sidang.form, value="78", reason="turus 78", witness="KETUA, SAKSI 02")
    entry = workspace.entries(FIRST, FORM)["suara_1"]
    assert (entry.how, entry.before, entry.value) == (EntryHow.CORRECTED, 79, 78)
    assert (entry.reason, entry.witness) == ("turus 78", "KETUA, SAKSI 02")
    assert "semula 79" in meeting.sidang.minutes.text()


def test_a_recount_is_ordered_typed_and_recorded(meeting, workspace):
    meeting.read_out()
    meeting.press(Qt.Key.Key_U)
    meeting.fill(meeting.sidang.form, reason="beda dengan salinan", witnesses="PANWASLU")
    assert meeting.stage() is Stage.RECOUNT
    meeting.press(Qt.Key.Key_H)
    rows = [one.field.name for one in meeting.sidang.tps.figures]
    meeting.sidang.table.go_to(rows.index("suara_3"))
    QTest.keyClicks(meeting.sidang.table, "9")
    QTest.keyClick(meeting.sidang.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    meeting.settle()
    entries = workspace.entries(FIRST, FORM)
    assert meeting.stage() is Stage.READ
    assert (entries["suara_3"].before, entries["suara_3"].value) == (7, 9)
    assert entries["suara_3"].how is EntryHow.RECOUNTED
    assert entries["suara_1"].how is EntryHow.TYPED  # the recount confirmed it: nothing was changed


def test_an_objection_is_answered_before_approval(meeting, workspace):
    meeting.read_out()
    meeting.press(Qt.Key.Key_O)
    meeting.fill(meeting.sidang.form, who=1, name="BUDI", text="turus kurang")
    assert "belum dijawab" in meeting.sidang.minutes.text()
    button = meeting.sidang.buttons["approved"]
    assert not button.isEnabled()
    assert "keberatan" in button.toolTip()
    meeting.press(Qt.Key.Key_S)
    assert "keberatan yang belum dijawab" in meeting.window.message_bar.text
    meeting.press(Qt.Key.Key_J)
    meeting.fill(meeting.sidang.form, accepted=1, text="dibawa ke kabupaten")
    answer = workspace.tps_meeting(FORM, FIRST)[-1]
    assert answer.fact == facts.Answered(accepted=False, text="dibawa ke kabupaten")
    assert meeting.sidang.buttons["approved"].isEnabled()


def test_a_tps_is_postponed_with_its_reason_and_goes_on_later(meeting, workspace):
    meeting.press(Qt.Key.Key_K)
    meeting.fill(meeting.sidang.form, text="listrik padam", settled="genset")
    meeting.press(Qt.Key.Key_T)
    meeting.fill(meeting.sidang.form, delay=0, reason="putusan Bawaslu")
    assert meeting.stage() is Stage.POSTPONED
    assert meeting.sidang.tps.code == SECOND
    meeting.page.open_tps(FIRST)
    meeting.settle()
    meeting.press(Qt.Key.Key_L)
    meeting.sidang.form.yes.click()
    meeting.settle()
    assert meeting.stage() is Stage.WAITING
    assert [event.fact.kind for event in workspace.tps_meeting(FORM, FIRST)] == ["incident", "postponed", "resumed"]


def test_a_tps_with_figures_still_to_be_typed_shows_none_of_them(meeting):
    meeting.workspace.withdraw(SECOND, FORM, "suara_2")
    meeting.page.toggle_projector()
    meeting.page.open_tps(SECOND)
    meeting.settle()
    assert meeting.sidang.table.figures.rowCount() == 0
    assert not meeting.sidang.current.isVisible()
    assert not meeting.sidang.buttons["read_out"].isEnabled()
    assert "belum lengkap" in meeting.sidang.buttons["read_out"].toolTip()
    meeting.press(Qt.Key.Key_D)
    assert meeting.stage(SECOND) is Stage.WAITING
    assert meeting.page.projector.slide.figure is None


def test_the_room_sees_the_step_at_once_and_totals_after_approval(meeting):
    meeting.page.toggle_projector()
    projector = meeting.page.projector
    assert projector.isVisible()
    rows = [one.field.name for one in meeting.sidang.tps.figures]
    meeting.sidang.table.go_to(rows.index("suara_2"))
    assert spoken(projector.slide) == "KABIRAAN · TPS 001, PASANGAN CALON 02: 86"
    assert {value for _, value in projector.slide.totals} == {0}
    meeting.read_out()
    meeting.press(Qt.Key.Key_S)
    meeting.sidang.form.submit()
    meeting.settle()
    totals = dict(projector.slide.totals)
    assert totals["02  PASANGAN CALON 02"] == 86
    assert totals["Suara sah"] == 172
    assert (projector.slide.approved, projector.slide.total) == (1, 5)
    QTest.keyClick(projector, Qt.Key.Key_Escape)
    assert meeting.page.projector is None


def test_the_room_sees_old_and_new_value_of_a_correction(meeting):
    meeting.page.toggle_projector()
    meeting.read_out()
    rows = [one.field.name for one in meeting.sidang.tps.figures]
    meeting.sidang.table.go_to(rows.index("suara_1"))
    meeting.press(Qt.Key.Key_P)
    meeting.fill(meeting.sidang.form, value="78", reason="turus", witness="KETUA")
    slide = meeting.page.projector.slide
    assert (slide.figure.entry.before, slide.figure.value) == (79, 78)
    assert [one.field.name for one in slide.corrections] == ["suara_1"]
    assert not meeting.page.projector.grab().isNull()


def explain_slips(meeting):
    """Give a reason for whatever is found in the two TPS."""
    for line in meeting.window.context.slips.lines():
        meeting.workspace.give_reason(line.tps.code, FORM, line.check, "memang begitu di kertas")
    meeting.settle()


def test_the_checklist_names_gaps_and_locks_and_reopens_a_desa(meeting, workspace):
    meeting.page.show_part("kunci")
    meeting.settle()
    shown = [gap_words(one) for one in meeting.page.kunci.checks[0].findings]
    assert any("mungkin salah salin" in text for text in shown)  # the same figures in both
    explain_slips(meeting)
    for code in (FIRST, SECOND):
        for fact in (facts.ReadOut(), facts.Compared("panwaslu"), facts.Approved()):
            workspace.note(FORM, fact, code)
    meeting.settle()
    view = meeting.page.kunci
    view.desa.setCurrentRow(1)
    assert "3 TPS belum ada isian" in view.findings.item(0).text()
    view.lock_desa.click()
    assert "Perhatian: 1 hal" in view.form.note.text()
    view.close_form()
    view.desa.setCurrentRow(0)
    assert view.state.text == "siap dikunci"
    assert not view.findings.isVisible()
    view.lock_desa.click()
    meeting.fill(view.form, reason="disahkan dalam rapat")
    assert workspace.is_locked_for(FORM, FIRST)
    assert not workspace.is_locked_for(FORM, TPS[2].code)
    assert view.state.text == "terkunci"
    view.lock_desa.click()
    meeting.fill(view.form, reason="keliru salin")
    assert not workspace.is_locked_for(FORM, FIRST)
    assert workspace.revision_of(FORM) == 2
    view.lock_form.click()
    meeting.fill(view.form, reason="rapat selesai")
    assert workspace.is_final(FORM)
    assert not view.lock_desa.isEnabled()
    view.lock_all.click()
    meeting.fill(view.form, reason="semua selesai")
    assert workspace.is_locked


def test_a_finding_opens_its_tps(meeting, monkeypatch):
    gone = []
    meeting.page.navigate.connect(lambda page, target: gone.append((page, target)))
    monkeypatch.setattr(meeting.window, "go", lambda *_a, **_k: None)
    meeting.page.show_part("kunci")
    meeting.settle()
    view = meeting.page.kunci
    view.desa.setCurrentRow(1)
    view.findings.setCurrentRow(0)
    view.findings.itemActivated.emit(view.findings.item(0))
    assert gone == [("periksa", {"tps": TPS[2].code})]
    view.desa.setCurrentRow(0)
    view.findings.setCurrentRow(0)
    view.findings.itemActivated.emit(view.findings.item(0))
    meeting.settle()
    assert meeting.page.part == "sidang"


def test_what_a_role_may_not_do_is_disabled_with_the_reason(meeting, workspace, quick_pins):
    workspace.add_person("ANI", Role.KETUA, "135790")
    budi = workspace.add_person("BUDI", Role.OPERATOR, "246813")
    meeting.read_out()
    workspace.sign_in(budi.id, "246813")
    meeting.window.context.operator_changed.emit()
    meeting.settle()
    approve = meeting.sidang.buttons["approved"]
    assert not approve.isEnabled()
    assert "Operator tidak berhak" in approve.toolTip()
    assert meeting.sidang.buttons["compared"].isEnabled()
    meeting.page.show_part("kunci")
    meeting.settle()
    assert not meeting.page.kunci.lock_form.isEnabled()
    assert "Ketua PPK" in meeting.page.kunci.lock_form.toolTip()
    meeting.page.show_part("sidang")
    meeting.press(Qt.Key.Key_S)
    assert meeting.stage() is Stage.READ


def test_the_ketua_takes_an_approval_back_with_a_reason(meeting):
    meeting.read_out()
    meeting.press(Qt.Key.Key_S)
    meeting.sidang.form.submit()
    meeting.settle()
    meeting.page.open_tps(FIRST)
    meeting.settle()
    meeting.press(Qt.Key.Key_R)
    meeting.sidang.form.submit()
    assert "Alasan belum diisi" in meeting.sidang.form.problem.text()
    meeting.fill(meeting.sidang.form, reason="salah TPS")
    assert meeting.stage() is Stage.WAITING


def test_a_killed_program_resumes_where_the_meeting_stood(meeting, workspace, idle, qtbot, tmp_path):
    meeting.read_out()
    meeting.press(Qt.Key.Key_S)
    meeting.sidang.form.submit()
    meeting.settle()
    meeting.read_out()
    killed = tmp_path / "mati"
    shutil.copytree(workspace.folder, killed, ignore=shutil.ignore_patterns("*.lock"))
    again = Workspace.open(killed, operator="SITI R.", key_folder=workspace.key_folder)
    resumed = Meeting(meeting.window, again, idle, qtbot)
    assert resumed.page.part == "sidang"
    assert resumed.sidang.tps.code == SECOND
    assert resumed.sidang.tps.stage is Stage.READ
    assert resumed.sidang.count.text() == "1 dari 5 TPS disahkan"


def test_keys_of_the_parts_and_of_the_next_tps(meeting):
    for key, part in ((Qt.Key.Key_F2, "rapat"), (Qt.Key.Key_F4, "kunci"), (Qt.Key.Key_F3, "sidang")):
        QTest.keyClick(meeting.page.parts.currentWidget().focusWidget() or meeting.page.parts.currentWidget(), key)
        assert meeting.page.part == part
    QTest.keyClick(meeting.sidang.table, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    meeting.settle()
    assert meeting.sidang.tps.code == SECOND
    QTest.keyClick(meeting.sidang.table, Qt.Key.Key_F11)
    assert meeting.page.projector is not None


def test_the_place_is_kept_for_the_invitation_before_the_meeting_opens(window, workspace, idle, qtbot):
    meeting = Meeting(window, workspace, idle, qtbot)
    card = meeting.page.rapat.meeting
    QTest.keyClicks(card.place, "Aula kecamatan")
    QTest.keyClicks(card.agenda, "Presiden")
    card.plan_button.click()
    meeting.settle()
    now = meeting_of(workspace.meeting(FORM))
    assert (now.open, now.ever_opened, now.place, now.agenda) == (False, False, "Aula kecamatan", "Presiden")
    card.open_button.click()
    meeting.settle()
    assert meeting_of(workspace.meeting(FORM)).open
    assert not card.plan_button.isVisible()


def test_who_refuses_to_sign_says_why_and_may_think_again(meeting, workspace):
    workspace.note(FORM, facts.Attended("BUDI", Capacity.SAKSI, "", 2, "12/2024"))
    workspace.note(FORM, facts.Attended("PUTRI", Capacity.PPS))
    meeting.settle()
    meeting.page.show_part("rapat")
    card = meeting.page.rapat.attendance
    card.list.setCurrentRow(0)
    assert not card.sign.isVisible()  # PPS do not sign D.HASIL
    card.list.setCurrentRow(1)
    card.sign.click()
    meeting.fill(card.form, answer=1, reason="")
    assert card.form.problem.text() == "Alasan menolak belum diisi."
    meeting.fill(card.form, reason="keberatan belum dijawab")
    (said,) = meeting_of(workspace.meeting(FORM)).signed
    assert said == facts.Signed("BUDI", Capacity.SAKSI, 2, refuses=True, reason="keberatan belum dijawab")
    assert card.list.item(1).text().endswith("menolak ttd")
    card.sign.click()
    assert card.form.values == {"answer": "refuses", "reason": "keberatan belum dijawab"}
    meeting.fill(card.form, answer=0)
    (said,) = meeting_of(workspace.meeting(FORM)).signed
    assert (said.refuses, said.reason) == (False, "")
