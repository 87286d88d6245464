"""Jejak: the audit chain for people who are not programmers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pypdfium2 as pdfium
import pytest
from outside_audit_check import check
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models import schema
from sirekap_desktop.models.audit import AuditReport, Finding
from sirekap_desktop.models.audit_acts import ActKind, AuditFilter
from sirekap_desktop.models.audit_list import AuditAct
from sirekap_desktop.models.audit_query import AuditIndex
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.records import EntryHow, ImportOutcome, NewEntry
from sirekap_desktop.models.seals import printed
from sirekap_desktop.ui.jejak.model import ACT_ROLE, KEPT, STEP, ActModel
from sirekap_desktop.ui.jejak.page import JejakPage
from tests.ui.conftest import DESA, FORM, TPS, record_tps

DPD = "c-hasil-dpd-2024"


@pytest.fixture
def page(window, workspace, idle) -> JejakPage:
    """The page over a workspace with two TPS recorded, one number corrected by somebody else."""
    record_tps(workspace, TPS[0].code)
    record_tps(workspace, TPS[2].code)
    workspace.set_operator("BUDI")
    new = NewEntry("suara_2", 88, EntryHow.CORRECTED, None, 86, "salah tulis", "saksi 02")
    workspace.record_many(TPS[2].code, FORM, [new])
    window.open_workspace(workspace, "jejak")
    idle()
    return window.page


def sentences(page: JejakPage) -> list[str]:
    return [page.model.index(row, 2).data() for row in range(page.model.rowCount())]


@pytest.fixture
def told(qtbot, window, workspace, idle):
    """Call it to wait until the page has heard of everything that was written."""

    def wait() -> None:
        qtbot.waitUntil(lambda: window.page.model.rowCount() == workspace.audit_count())
        idle()

    return wait


def pick(combo, text: str) -> None:
    """Choose as the operator's hand does."""
    row = combo.findText(text)
    assert row >= 0, [combo.itemText(n) for n in range(combo.count())]
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


# list and details


def test_the_newest_act_stands_first_as_a_sentence(page, workspace):
    assert page.model.rowCount() == workspace.audit_count()
    assert sentences(page)[0] == "BUDI membetulkan IV.2 Paslon 02 dari 86 menjadi 88 di SAMBABO TPS 001 (PPWP)."
    assert page.count.text() == f"{workspace.audit_count()} catatan"


def test_an_act_shows_before_and_after_reason_and_witness(page, idle):
    QTest.keyClick(page.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    idle()
    shown = page.detail.changes.text()
    assert "86 → <b>88</b>" in shown
    assert "salah tulis" in shown
    assert "saksi 02" in shown
    assert not page.detail.hidden_note.isVisible()


def test_names_from_files_are_no_markup(page, workspace, idle, told):
    new = NewEntry("suara_2", 89, EntryHow.CORRECTED, None, 88, "<b>tebal</b>", "saksi & 02")
    workspace.record_many(TPS[2].code, FORM, [new])
    told()
    page._set_current(0)
    idle()
    assert "&lt;b&gt;tebal&lt;/b&gt;" in page.detail.changes.text()


def test_enter_opens_the_field_in_periksa(page, window, idle):
    page._set_current(0)
    idle()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    idle()
    assert window.page.page_id == "periksa"
    assert window.page.session.focused == "suara_2"
    assert window.page.session.view.tps.code == TPS[2].code


def test_an_act_of_another_pemilihan_opens_in_that(window, workspace, idle):
    workspace.set_elections([FORM, DPD])
    workspace.record(TPS[0].code, DPD, "calon_1", 5, EntryHow.TYPED)
    window.open_workspace(workspace, "jejak")
    idle()
    window.page._set_current(0)
    idle()
    window.page.detail.open_button.click()
    idle()
    assert window.page.page_id == "periksa"
    assert window.context.form_id == DPD
    assert window.page.session.focused == "calon_1"


def test_an_act_that_belongs_to_no_field_opens_nothing(page, workspace, window, idle, told):
    workspace.set_setting("paper", "A4")
    told()
    page._set_current(0)
    idle()
    assert not page.detail.open_button.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert window.page is page


def test_new_acts_appear_and_what_is_looked_at_stays(page, workspace, idle, told):
    page._set_current(3)
    idle()
    looked_at = page.current_act()
    workspace.set_setting("paper", "A4")
    workspace.set_setting("paper", "F4")
    told()
    assert page.table.currentIndex().row() == 5
    assert page.current_act() == looked_at
    assert "mengatur kertas: F4" in sentences(page)[0]


# blind


def test_a_replaced_photo_hides_the_figures_that_must_be_typed_again(window, workspace, idle, told):
    def photo(content: bytes, *, replace: bool = False) -> str:
        sha256, _ = workspace.store_original(content, ".jpg")
        made = workspace.add_image(
            sha256=sha256, source="a.jpg", outcome=ImportOutcome.ACCEPTED, tps=TPS[0].code, form=FORM, page=2,
            replace=replace,
        )  # fmt: skip
        return made.id

    workspace.record(TPS[0].code, FORM, "suara_2", 4321, EntryHow.TYPED, image_id=photo(b"lama"))
    window.open_workspace(workspace, "jejak")
    idle()
    page = window.page
    page._set_current(0)
    idle()
    assert "4.321" in page.detail.changes.text()
    photo(b"baru", replace=True)
    told()
    assert page.detail.hidden_note.isVisible()
    everything = " ".join([*sentences(page), page.detail.changes.text(), page.detail.sentence.text()])
    tips = [page.model.index(row, 2).data(Qt.ItemDataRole.ToolTipRole) for row in range(page.model.rowCount())]
    assert "4.321" not in everything + " ".join(tips)
    assert "= ···" in everything


# filter


def test_a_tps_is_found_by_typing_and_enter(page, idle):
    QTest.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filters.place.hasFocus()
    QTest.keyClicks(page.filters.place, "samb 1")
    QTest.keyClick(page.filters.place, Qt.Key.Key_Return)
    idle()
    assert page.filters.wanted == AuditFilter(tps=TPS[2].code)
    assert page.filters.place.text() == "SAMBABO TPS 001"
    assert page.model.rowCount() == 30
    assert all("SAMBABO TPS 001" in text for text in sentences(page))


def test_a_desa_is_found_by_its_name_and_an_empty_entry_asks_for_all(page, workspace, idle):
    QTest.keyClicks(page.filters.place, "kabir")
    QTest.keyClick(page.filters.place, Qt.Key.Key_Return)
    idle()
    assert page.filters.wanted == AuditFilter(desa=DESA[0].code)
    assert page.model.rowCount() == 28 + 3
    page.filters.place.selectAll()
    QTest.keyClick(page.filters.place, Qt.Key.Key_Delete)
    idle()
    assert page.model.rowCount() == workspace.audit_count()


def test_what_was_typed_and_not_taken_does_not_stay(page, idle):
    page.filters.place.setFocus()
    QTest.keyClicks(page.filters.place, "samb")
    page.filters.place.completer().popup().hide()
    page.table.setFocus()
    idle()
    assert page.filters.place.text() == ""
    assert page.filters.wanted.everything


def test_person_kind_and_day_narrow_the_list_and_one_key_widens_it_again(page, workspace, idle):
    pick(page.filters.people, "BUDI")
    idle()
    assert len(sentences(page)) == 2
    pick(page.filters.kinds, "Pembetulan")
    idle()
    assert sentences(page) == ["BUDI membetulkan IV.2 Paslon 02 dari 86 menjadi 88 di SAMBABO TPS 001 (PPWP)."]
    pick(page.filters.days, page.filters.days.itemText(1))
    idle()
    assert page.model.rowCount() == 1
    assert page.filters.asked() == {
        "orang": "BUDI", "jenis": "Pembetulan", "hari": page.filters.days.itemText(1)
    }  # fmt: skip
    QTest.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    idle()
    assert page.model.rowCount() == workspace.audit_count()
    assert page.filters.people.currentText() == "Semua orang"


def test_pemilihan_are_offered_where_there_are_several(window, workspace, idle):
    workspace.set_elections([FORM, DPD])
    workspace.record(TPS[0].code, DPD, "calon_1", 5, EntryHow.TYPED)
    record_tps(workspace, TPS[0].code)
    window.open_workspace(workspace, "jejak")
    idle()
    pick(window.page.filters.elections, "DPD")
    idle()
    assert len(sentences(window.page)) == 1
    assert window.page.filters.asked() == {"pemilihan": "DPD"}


def test_one_pemilihan_needs_no_choice(page):
    assert not page.filters.elections.isVisible()


def test_another_page_can_ask_for_a_tps(page, window, idle):
    window.go("jejak", tps=TPS[0].code)
    idle()
    assert page.filters.place.text() == "KABIRAAN TPS 001"
    assert page.model.rowCount() == 29


# verification


def test_one_click_verifies_and_the_result_stands_there(page, workspace, idle):
    assert page.verdict.state.text == "belum diperiksa"
    page.verdict.verify_button.click()
    idle()
    assert page.verdict.state.text == "semua cocok"
    assert page.verdict.words.text().startswith(f"{workspace.audit_count()} catatan dan 0 foto diperiksa pukul ")
    assert not page.verdict.findings.isVisible()


def test_setelan_leads_to_the_check(window, workspace, idle):
    window.open_workspace(workspace, "setelan")
    idle()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_J, modifiers)
    idle()
    assert window.page.page_id == "jejak"
    assert window.page.verdict.state.text == "semua cocok"


def test_each_finding_is_a_sentence_in_place(page, workspace, idle):
    with workspace.write() as tx:
        tx.run(schema.Setting.insert(name="paper", value='"A4"'))
        tx.run(schema.Tps.update(dpt_l=99).where(schema.Tps.code == TPS[0].code))
    page.verify()
    idle()
    assert page.verdict.state.text == f"{len(page.verdict.report.findings)} temuan"
    said = [page.verdict.findings.item(n).text() for n in range(page.verdict.findings.count())]
    assert any("dpt_l tercatat 101, sekarang 99" in text for text in said)
    assert "Ada baris pengaturan yang tidak dicatat program ini: paper." in said


def test_a_chain_that_was_rebuilt_does_not_flood_the_page(page):
    findings = tuple(Finding("chain.broken", f"{n}", f"Temuan {n}.") for n in range(2000))
    page.verdict.show_report(AuditReport(findings, 3000, 0, ()), datetime.now(UTC))
    assert page.verdict.findings.count() == 501
    assert page.verdict.findings.item(500).text() == "… dan 1.500 temuan lagi."


def test_a_check_from_before_does_not_speak_for_the_next_workspace(page, window, empty_workspace, idle):
    page.verify()
    idle()
    window.open_workspace(empty_workspace, "jejak")
    idle()
    assert window.page.verdict.state.text == "belum diperiksa"


# files


def test_the_pdf_holds_what_is_filtered(page, dialogs, tmp_path, idle):
    pick(page.filters.kinds, "Pembetulan")
    idle()
    dialogs.answers.append(tmp_path / "jejak")
    QTest.keyClick(page.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    idle()
    pdf = pdfium.PdfDocument(tmp_path / "jejak.pdf")
    text = " ".join(pdf[0].get_textpage().get_text_range().split())
    pdf.close()
    assert "Saringan: jenis Pembetulan. 1 dari" in text
    assert "dari 86 menjadi 88" in text
    assert not page.verdict.progress.isVisible()


def test_the_csv_holds_the_whole_chain_and_can_be_verified_by_others(page, dialogs, workspace, tmp_path, idle):
    pick(page.filters.kinds, "Pembetulan")
    idle()
    dialogs.answers.append(tmp_path / "jejak.csv")
    page.verdict.csv_button.click()
    idle()
    problems, heads, closed = check(tmp_path / "jejak.csv")
    assert (problems, closed) == ([], 0)
    assert [(machine, *head) for machine, head in heads.items()] == list(workspace.audit_heads())
    assert "Tersimpan" in page.window().message_bar.text


def test_a_place_that_can_not_be_written_is_said_and_the_page_goes_on(page, dialogs, tmp_path, idle):
    dialogs.answers.append(tmp_path / "tidak" / "ada.csv")
    page.save_csv()
    idle()
    assert "tidak dapat ditulis" in page.window().message_bar.text
    assert page.verdict.csv_button.isEnabled()


def test_turning_back_writes_nothing(page, dialogs, tmp_path):
    dialogs.answers += [None, None]
    page.save_pdf()
    page.save_csv()
    assert list(tmp_path.glob("*.pdf")) + list(tmp_path.glob("*.csv")) == []


# a long list


def _acts(workspace, count: int) -> tuple[AuditAct, ...]:
    one = workspace.audit_acts(AuditFilter(), 1)[0]
    return (one,) * count


def test_the_model_is_a_sound_table(workspace, qtmodeltester):
    model = ActModel()
    model.show_index(AuditIndex(3, ((3, "m"),), STEP), _acts(workspace, 3))
    qtmodeltester.check(model, force_py=True)


def test_a_long_list_keeps_few_pieces_in_memory(workspace):
    model = ActModel()
    marks = tuple((n, "m") for n in range(1000))
    wanted: list[int] = []
    model.piece_wanted.connect(wanted.append)
    model.show_index(AuditIndex(1000 * STEP, marks, STEP), _acts(workspace, STEP))
    piece = _acts(workspace, STEP)
    for number in range(0, 1000, 10):
        assert model.index(number * STEP, 0).data() == "…" or number == 0
        model.index(number * STEP + 1, 0).data()
        model.show_piece(number, piece)
        assert model.index(number * STEP, 0).data(ACT_ROLE) == piece[0]
    assert wanted == list(range(10, 1000, 10)), "each piece is asked for once"
    assert model.pieces <= KEPT
    assert model.rowCount() == 1000 * STEP


def test_a_list_of_several_pieces_is_read_while_it_is_scrolled(window, workspace, idle):
    for tps in TPS:
        record_tps(workspace, tps.code)
        record_tps(workspace, tps.code)
    window.open_workspace(workspace, "jejak")
    idle()
    page = window.page
    total = workspace.audit_count()
    assert total > STEP
    assert page.model.rowCount() == total
    page.table.scrollToBottom()
    idle()
    page._set_current(total - 1)
    idle()
    assert page.current_act().row == workspace.audit_rows()[0]
    expected = [row.seq for row in reversed(workspace.audit_rows())]
    found = []
    for row in range(total):
        page.model.act(row)
        if row % STEP == 0:
            idle()
        found.append(page.model.act(row).row.seq)
    assert found == expected


def test_the_way_to_a_ballot_of_one_of_several_dapil(page, workspace, monkeypatch):
    form = workspace.form(FORM)
    split = (Contest(form, "DAPIL 1", frozenset({DESA[0].code})), Contest(form, "DAPIL 2", frozenset({DESA[1].code})))
    monkeypatch.setattr(type(workspace), "contests", lambda _self, _form=None: split)
    acts = workspace.audit_acts(AuditFilter(kind=ActKind.ISIAN), 60)
    assert {act.row.tps: page._dapil(act) for act in acts} == {TPS[0].code: "DAPIL 1", TPS[2].code: "DAPIL 2"}


def test_times_of_the_list_stand_without_the_year(page):
    today = datetime.now().astimezone()
    shown = page.model.index(0, 0).data()
    assert shown.startswith((f"{today.day} ", f"{(today - timedelta(days=1)).day} "))
    assert str(today.year) not in shown


# the head that was printed at a lock


def test_a_printed_head_is_typed_and_found_in_the_chain(page, workspace, idle):
    workspace.lock("selesai")
    seal = workspace.pleno_snapshot(FORM).locks[-1]
    page.verdict.head.setText(printed(seal.heads[0]))
    QTest.keyClick(page.verdict.head, Qt.Key.Key_Return)
    idle()
    assert page.verdict.state.text == "semua cocok"
    number = format_count(seal.heads[0][1])
    assert f"Kepala rantai yang tercetak ada dalam jejak ini: baris nomor {number}." in page.verdict.words.text()


def test_a_printed_head_that_the_chain_does_not_hold_is_a_finding(page, idle):
    page.verdict.head.setText(f"2: {'ab' * 32}")
    page.verify()
    idle()
    assert page.verdict.state.text == "1 temuan"
    assert "berbeda dari yang tercetak" in page.verdict.findings.item(0).text()


def test_what_is_no_head_is_refused_before_anything_is_checked(page, window, idle):
    page.verdict.head.setText("seribu")
    page.verify()
    idle()
    assert page.verdict.state.text == "belum diperiksa"
    assert "bukan kepala rantai audit" in window.message_bar.text


def test_the_cursor_begins_in_the_list(window, page, idle):
    window.go("beranda")
    window.go("jejak")
    idle()
    assert window.focusWidget() is page.table


def test_tab_reaches_filters_and_buttons_from_the_list(window, page):
    window.go("jejak")
    seen = set()
    for _ in range(24):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.add(window.focusWidget())
    assert {page.verdict.pdf_button, page.verdict.verify_button, page.filters.place, page.table} <= seen
