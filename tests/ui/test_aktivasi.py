"""From the kabupaten's table to a PPK that works, through the widgets of both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from sirekap_desktop.jobs import activation, kabupaten
from sirekap_desktop.models.office import Office
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.roles import Role
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.dialogs import TextAsk
from sirekap_desktop.ui.setelan.orang import PeopleCard
from tests.aktivasi import CONTENT, KETUA, PIN, PPWP, SHEETS, issue, make_office, quick_pins, signed_by, write_table

TPS_1 = CONTENT.tps[0].code


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with quick_pins(monkeypatch):
        yield


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "flashdisk"
    folder.mkdir()
    return folder


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def awal(window, qtbot, monkeypatch, tmp_path):
    """Awal in a window that gets the keys."""
    monkeypatch.setattr("sirekap_desktop.ui.awal.opening.documents_folder", lambda: tmp_path / "dokumen")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("awal")
    return window.page


def _press(widget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def _leave(window, idle) -> None:
    """Back to Awal, the workspace closed."""
    window.close_workspace()
    idle()


# --- the PPK --------------------------------------------------------------------------------------------------------


def test_three_steps_make_a_ppk_ready(window, awal, idle, dialogs, office, stick, tmp_path):
    """Quick to activate: the name, the file, Enter."""
    path = issue(*office, stick)
    steps = []
    awal.operator.clear()
    QTest.keyClicks(awal.operator, "SITI R.")
    steps.append("name")
    dialogs.answers.append(path)
    _press(awal, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    steps.append("file")
    idle()
    card = awal.activation
    assert card.isVisible()
    assert card.heading.text() == "ULUMANDA (760505), MAJENE, SULAWESI BARAT"
    assert card.fingerprint.text() == activation.read_activation(path).fingerprint
    assert "4 TPS" in card.facts.text()
    assert KETUA in card.facts.text()
    assert window.focusWidget() is card.accept_button
    _press(card.accept_button, Qt.Key.Key_Return)
    steps.append("enter")
    idle()
    assert len(steps) == 3
    assert window.page.page_id == "beranda"
    workspace = window.context.workspace
    assert workspace.folder == tmp_path / "dokumen" / "Sirekap" / "760505-ULUMANDA"
    assert (workspace.content(), workspace.operator) == (CONTENT, "SITI R.")
    (answer,) = stick.glob("jawaban-*.sirekap")
    assert str(answer) in window.message_bar.text
    (read,) = kabupaten.enrol(office[0], [answer])
    assert read.is_new


def test_a_file_can_be_dragged_onto_awal(window, awal, idle, office, stick):
    path = issue(*office, stick)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, buttons, none)
    awal.dragEnterEvent(enter)
    assert enter.isAccepted()
    awal.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, none))
    idle()
    assert awal.activation.isVisible()


def test_a_double_click_shows_the_file_at_once(window, idle, office, stick):
    window.go("awal", file=str(issue(*office, stick)))
    idle()
    assert window.page.activation.isVisible()


@pytest.mark.parametrize("what", ["torn", "photo"])
def test_a_file_that_cannot_be_used_is_said_and_the_choices_stay(window, awal, idle, office, stick, what):
    path = issue(*office, stick)
    path.write_bytes(path.read_bytes()[:-9] if what == "torn" else b"\xff\xd8\xff")
    awal.opening.open(path)
    idle()
    assert path.name in window.message_bar.text
    assert awal._choices.isVisible()
    assert awal._choices.isEnabled()
    assert not awal.activation.isVisible()


def test_a_newer_file_shows_what_changes_and_keeps_what_was_recorded(window, awal, idle, office, stick):
    awal.opening.open(issue(*office, stick))
    idle()
    awal.activation.accept()
    idle()
    folder = window.context.workspace.folder
    window.context.workspace.record(TPS_1, PPWP, "suara_1", 61, EntryHow.TYPED)
    _leave(window, idle)
    page = window.page
    page.opening.open(issue(*office, stick, people=CONTENT.people[:1]))
    idle()
    card = page.activation
    assert card.folder.text() == str(folder)
    assert [card.changes.item(row).text() for row in range(card.changes.count())] == [
        "PPK hilang: PAK OPERATOR (Operator)."
    ]
    assert card.accept_button.text() == "Perbarui ruang kerja"
    card.accept()
    idle()
    workspace = window.context.workspace
    assert workspace.values(TPS_1, PPWP) == {"suara_1": 61}
    assert [one.name for one in workspace.ppk_names()] == [KETUA]


def test_where_people_have_pins_the_card_asks_for_one(window, awal, idle, office, stick, tmp_path):
    with activation.activate(issue(*office, stick), tmp_path / "ruang", operator="ANI").workspace as workspace:
        workspace.add_person(KETUA, Role.KETUA, PIN)
    awal.opening.open(issue(*office, stick, people=()), tmp_path / "ruang")
    idle()
    card = awal.activation
    assert window.focusWidget() is card.pin
    assert card.pin.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(card.pin, "111222")
    _press(card.pin, Qt.Key.Key_Return)
    idle()
    assert "PIN salah" in window.message_bar.text
    assert card.isEnabled()
    QTest.keyClicks(card.pin, PIN)
    _press(card.pin, Qt.Key.Key_Return)
    idle()
    assert window.context.workspace.person.name == KETUA
    assert window.context.workspace.ppk_names() == ()


def test_turning_back_makes_nothing(window, awal, idle, office, stick, tmp_path):
    awal.opening.open(issue(*office, stick))
    idle()
    _press(awal.activation, Qt.Key.Key_Escape)
    assert awal._choices.isVisible()
    assert not (tmp_path / "dokumen").exists()


def test_another_folder_shows_the_same_file_again(window, awal, idle, dialogs, office, stick, tmp_path):
    awal.opening.open(issue(*office, stick))
    idle()
    dialogs.answers.append(tmp_path / "lain")
    awal.activation._choose_folder()
    idle()
    assert awal.activation.folder.text() == str(tmp_path / "lain")


def test_the_ketua_chooses_a_new_pin_by_order_of_the_kabupaten(window, awal, idle, dialogs, office, stick, tmp_path):
    with activation.activate(issue(*office, stick), tmp_path / "ruang", operator="ANI").workspace as workspace:
        ketua = workspace.add_person(KETUA, Role.KETUA, "481620")
        kabupaten.enrol(office[0], activation.write_answer(workspace))
    order = kabupaten.write_pin_order(office[1], office[0].enrolled()[0], KETUA, stick)
    dialogs.answers += [tmp_path / "ruang", PIN, PIN]
    awal.opening.open(order)
    idle()
    assert dialogs.asked == [
        ("open_folder", "Pilih folder ruang kerja"),
        ("ask_text", f"PIN baru untuk {KETUA}"),
        ("ask_text", f"PIN baru untuk {KETUA}"),
    ]
    assert f"PIN {KETUA} sudah diganti" in window.message_bar.text
    with Workspace.open(tmp_path / "ruang") as workspace:
        assert workspace.sign_in(ketua.id, PIN) == ketua


def test_a_secret_is_not_shown_while_it_is_typed(qtbot):
    dialog = TextAsk(None, "PIN", "", text="", yes="Ya", no="Tidak", multiline=False, validate=None, secret=True)
    qtbot.addWidget(dialog)
    assert dialog.edit.echoMode() is QLineEdit.EchoMode.Password


# --- the kabupaten ----------------------------------------------------------------------------------------------------


@pytest.fixture
def page(window, awal, idle):
    """Reached from Awal by its key."""
    _press(awal, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    idle()
    assert window.page.page_id == "kabupaten"
    return window.page


def _make_key(page, idle) -> None:
    for edit, text in (
        (page.key_card.code, "7605"),
        (page.key_card.name, "KPU KABUPATEN MAJENE"),
        (page.key_card.pin, PIN),
        (page.key_card.again, PIN),
    ):
        QTest.keyClicks(edit, text)
    _press(page.key_card.again, Qt.Key.Key_Return)
    idle()


def _choose(page, words: str) -> None:
    page.table_card.elections.setCurrentIndex(page.table_card.elections.findText(words, Qt.MatchFlag.MatchContains))


def test_a_kabupaten_works_from_its_key_to_the_enrolled_ppk(window, page, idle, dialogs, stick, tmp_path):
    assert not page.table_card.isEnabled()
    _make_key(page, idle)
    assert (page.key_card.pin.text(), page.key_card.again.text()) == ("", "")
    assert Office.open().name in page.key_card.office.text()
    _choose(page, "Pemilu")
    dialogs.answers.append(write_table(tmp_path / "k.xlsx"))
    page.table_card.table_button.click()
    idle()
    assert page.content_card.heading.text() == "2 kecamatan, 5 TPS: siap ditulis."
    assert page.content_card.model.rows.lines[0] == ("760505 ULUMANDA", 2, 4, 5, 2, 1)
    assert window.focusWidget() is page.content_card.write_button
    dialogs.answers += [stick, PIN]
    _press(page.content_card.write_button, Qt.Key.Key_Return)
    idle()
    assert "2 berkas aktivasi ditulis" in window.message_bar.text
    assert page.content_card.model.rows.lines[0][-1] == 2
    file = stick / "aktivasi-760505-ULUMANDA-v1.sirekap"
    opened = activation.activate(file, tmp_path / "ruang", operator="ANI")
    opened.workspace.close()
    dialogs.answers.append(list(opened.answers[:1]))
    page.keys_card.enrol_button.click()
    idle()
    assert [one.kecamatan for one in page.keys_card.keys] == ["760505"]
    dialogs.answers += [KETUA, stick, PIN]
    page.keys_card.reset_button.click()
    idle()
    (order,) = stick.glob("reset-pin-760505-*.sirekap")
    assert activation.read_pin_order(order).body.person == KETUA


def test_bad_lines_are_listed_and_nothing_can_be_written(window, page, idle, dialogs, tmp_path):
    _make_key(page, idle)
    dialogs.answers.append(write_table(tmp_path / "k.xlsx", TPS=[*SHEETS["TPS"], ("7605092001", "JAUH", 1, 1, 1)]))
    page.table_card.table_button.click()
    idle()
    assert page.content_card.problems.isVisible()
    assert page.content_card.heading.text() == "1 baris perlu diperbaiki dahulu; tidak ada yang ditulis."
    assert not page.content_card.write_button.isEnabled()


def test_two_different_pins_make_no_key(window, page, idle):
    page.key_card.pin.setText(PIN)
    page.key_card.again.setText("481620")
    page.key_card.submit()
    idle()
    assert page.key_card.says.text() == "Kedua PIN tidak sama."
    assert Office.open() is None


def test_a_wrong_pin_is_said_and_writes_nothing(window, page, idle, dialogs, stick, tmp_path):
    _make_key(page, idle)
    dialogs.answers.append(write_table(tmp_path / "k.xlsx"))
    page.read_table()
    idle()
    dialogs.answers += [stick, "481620"]
    page.write_files()
    idle()
    assert "salah" in window.message_bar.text
    assert list(stick.iterdir()) == []


def test_an_answer_to_another_kabupaten_is_named(window, page, idle, dialogs, stick, tmp_path):
    _make_key(page, idle)
    _, stranger = make_office(tmp_path / "lain")
    opened = activation.activate(signed_by(stranger, stick), tmp_path / "ruang", operator="ANI")
    opened.workspace.close()
    dialogs.answers.append([opened.answers[0]])
    page.enrol()
    idle()
    assert page.keys_card.keys == ()
    assert "0 kunci baru" in window.message_bar.text


def test_the_template_is_written_for_the_chosen_elections(window, page, idle, dialogs, tmp_path):
    _make_key(page, idle)
    dialogs.answers.append(tmp_path / "t")
    page.write_template()
    idle()
    assert (tmp_path / "t.xlsx").is_file()


def test_escape_leads_back_to_awal(window, page, idle):
    _press(page, Qt.Key.Key_Escape)
    idle()
    assert window.page.page_id == "awal"


def test_the_kabupatens_names_stand_ready_where_people_are_added(window, awal, qtbot, idle, office, stick):
    awal.opening.open(issue(*office, stick))
    idle()
    awal.activation.accept()
    idle()
    window.go("setelan")
    idle()
    card = window.page.findChild(PeopleCard)
    for count, (name, role) in enumerate(((KETUA, "Ketua PPK"), ("PAK OPERATOR", "Operator")), start=1):
        card.add.click()
        assert (card.form.name.text(), card.form.role.currentText()) == (name, role)
        card.form.pin.setText(PIN)
        card.form.again.setText(PIN)
        card.form.accept()
        qtbot.waitUntil(lambda count=count: len(card.people) == count)
        idle()
    assert [one.name for one in window.context.workspace.people()] == [KETUA, "PAK OPERATOR"]
    card.add.click()
    assert card.form.name.text() == ""
    card.form.reject()
    idle()
