"""Sirekap beside the recorded figures: in *Periksa* only once a number is recorded, in *Pleno* beside all of them."""

from __future__ import annotations

import json

import cv2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from sirekap_records import file_name, record, write_folder, write_zip

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.reading import FieldStatus
from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.sirekap import NewSirekap
from sirekap_desktop.samples.draw import render_page
from sirekap_desktop.ui.pleno.figures import SIREKAP
from sirekap_desktop.ui.sirekap import model as m
from tests.ui.conftest import FORM, RIGHT, TPS, record_tps
from tests.ui.test_periksa import add_photos, operator, seen_as
from tests.ui.test_pleno import Meeting

__all__ = ["operator"]

CODE, OTHER = TPS[0].code, TPS[1].code
WRONG = 8_765_432


def sirekap(workspace, code=CODE, **figures):
    workspace.add_sirekap([NewSirekap(code, FORM, "2024-02-16 14:00:34", figures, f"{code}.json", "e" * 64)])


def shown(widget: QWidget) -> str:
    """Every text that stands in a widget, tooltips and names for screen readers among them."""
    parts = []
    for one in [widget, *widget.findChildren(QWidget)]:
        parts += [one.toolTip(), one.accessibleName(), one.accessibleDescription(), getattr(one, "_sirekap", "")]
        parts.append(one.text() if isinstance(one, QLabel) else "")
    return "\n".join(str(part) for part in parts)


# Periksa


def test_what_sirekap_says_of_a_number_is_not_on_the_screen_until_it_is_recorded(operator, workspace, qtbot):
    add_photos(workspace, CODE, seen_as("suara_2", 86, FieldStatus.CONFIRM))
    sirekap(workspace, suara_2=WRONG, suara_1=RIGHT["suara_1"])
    operator.opens(CODE)
    assert operator.page.session.focused == "suara_2"
    for text in (shown(operator.window), operator.says()):
        assert "Sirekap 8" not in text
        assert "8.765.432" not in text
        assert "≠" not in text
    operator.types(RIGHT["suara_2"])
    cells = operator.page.panel.rows.cells
    qtbot.waitUntil(lambda: cells["suara_2"]._sirekap == "≠ Sirekap 8.765.432")
    assert "Sirekap 8.765.432" in cells["suara_2"].accessibleName()
    assert "Sirekap" not in cells["suara_1"].toolTip()  # still to be confirmed
    operator.presses(Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Space)
    operator.opens(CODE, field="suara_1")
    same = operator.page.panel.rows.cells["suara_1"]
    assert same._sirekap == ""
    assert f"Sirekap {RIGHT['suara_1']}" in same.toolTip()


def test_a_number_that_is_to_be_checked_again_is_blind_again(window, workspace, idle):
    add_photos(workspace, CODE, seen_as("suara_2", None, FieldStatus.TYPE))
    image = workspace.current_image(CODE, FORM, 2)
    workspace.record(CODE, FORM, "suara_2", RIGHT["suara_2"], EntryHow.TYPED, image_id=image.id)
    sirekap(workspace, suara_2=WRONG)
    sha, _ = workspace.store_original(b"lebih baik", ".jpg")
    workspace.add_image(sha256=sha, source="b.jpg", outcome="accepted", tps=CODE, form=FORM, page=2, replace=True)
    window.open_workspace(workspace, "periksa")
    idle()
    assert "8.765.432" not in shown(window)


# Pleno


@pytest.fixture
def meeting(window, workspace, idle, qtbot):
    record_tps(workspace, CODE)
    sirekap(workspace, suara_1=WRONG, suara_2=RIGHT["suara_2"])
    workspace.note(FORM, facts.Opened(place="Aula"))
    return Meeting(window, workspace, idle, qtbot)


def column(table) -> dict[str, str]:
    model = table.figures
    return {model.figures[row].field.name: model.index(row, SIREKAP).data() for row in range(model.rowCount())}


def test_pleno_shows_sirekap_beside_the_recorded_figures(meeting):
    table = meeting.sidang.table
    assert not table.isColumnHidden(SIREKAP)
    found = column(table)
    assert found["suara_1"] == "≠ 8.765.432"
    assert found["suara_2"] == str(RIGHT["suara_2"])
    assert found["ss_diterima"] == ""


def test_without_sirekap_there_is_no_column(window, workspace, idle, qtbot):
    record_tps(workspace, CODE)
    workspace.note(FORM, facts.Opened(place="Aula"))
    assert Meeting(window, workspace, idle, qtbot).sidang.table.isColumnHidden(SIREKAP)


def test_comparing_with_imported_data_needs_no_typing(meeting, workspace):
    meeting.read_out()
    meeting.press(Qt.Key.Key_B)
    holder = meeting.sidang.form.controls["holder"]
    assert holder.currentText() == "Data Sirekap yang diimpor: 1 angka berbeda"
    meeting.sidang.form.yes.click()
    meeting.settle()
    (fact,) = [event.fact for event in workspace.tps_meeting(FORM, CODE) if event.fact.kind == "compared"]
    assert fact == facts.Compared("sirekap", (("suara_1", WRONG),))


def test_a_salinan_is_still_typed_where_it_differs(meeting, workspace):
    meeting.read_out()
    meeting.press(Qt.Key.Key_B)
    holder = meeting.sidang.form.controls["holder"]
    holder.setCurrentIndex(holder.findData("panwaslu"))
    table = meeting.sidang.table
    table.go_to(next(n for n, one in enumerate(table.figures.figures) if one.field.name == "suara_2"))
    QTest.keyClicks(table, "7")
    meeting.sidang.form.yes.click()
    meeting.settle()
    (fact,) = [event.fact for event in workspace.tps_meeting(FORM, CODE) if event.fact.kind == "compared"]
    assert fact == facts.Compared("panwaslu", (("suara_2", 7),))


def test_a_tps_that_is_not_complete_tells_nothing_of_sirekap(window, workspace, idle, qtbot):
    workspace.record(CODE, FORM, "suara_2", 5, EntryHow.TYPED)
    sirekap(workspace, suara_1=WRONG, suara_2=WRONG)
    workspace.note(FORM, facts.Opened(place="Aula"))
    meeting = Meeting(window, workspace, idle, qtbot)
    meeting.page.open_tps(CODE)
    meeting.settle()
    assert meeting.sidang.table.figures.rowCount() == 0
    assert "8.765.432" not in shown(window)


# the list


@pytest.fixture
def page(window, workspace, idle):
    record_tps(workspace, CODE)
    window.open_workspace(workspace, "sirekap")
    idle()
    return window.page


def texts(page) -> list[tuple[str, ...]]:
    return [line.texts for line in page.model.lines]


def trigger(page, name: str) -> None:
    page.findChild(QAction, name).trigger()


def test_an_archive_is_imported_and_the_list_names_what_differs(page, dialogs, idle, tmp_path, window, qtbot):
    assert "Belum ada data Sirekap" in page.nothing.text()
    files = {file_name(CODE): json.dumps(record({**RIGHT, "suara_1": 999})).encode()}
    dialogs.answers.append(write_zip(tmp_path / "sirekap.zip", files))
    trigger(page, "sirekap.import")
    idle()
    assert "Data Sirekap 1 TPS disimpan" in window.message_bar.text
    qtbot.waitUntil(lambda: bool(page.model.lines))
    first = texts(page)[0]
    assert first[0].endswith("TPS 001")
    assert first[2:] == (str(RIGHT["suara_1"]), "999", f"+{999 - RIGHT['suara_1']}")
    assert any("Sirekap belum punya angka" in line[1] for line in texts(page))


def test_enter_opens_the_number_in_periksa(page, workspace, window, idle):
    sirekap(workspace, suara_1=999)
    idle()
    window.context._timer.isActive()
    page._reload()
    idle()
    page.table.setCurrentIndex(page.model.index(0, 0))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    idle()
    assert window.page.page_id == "periksa"
    assert window.page.session.focused == "suara_1"


def test_a_tps_that_only_sirekap_has_opens_nothing(page, workspace, idle):
    sirekap(workspace, f"{CODE[:10]}099", suara_1=1)
    page._reload()
    idle()
    row = next(n for n, line in enumerate(page.model.lines) if not line.known)
    page.table.setCurrentIndex(page.model.index(row, m.PLACE))
    assert not page.open.isEnabled()


@pytest.mark.parametrize(("name", "starts"), [("l.pdf", b"%PDF"), ("l.xlsx", b"PK"), ("l.csv", b"kode,")])
def test_the_report_is_saved_in_the_form_that_its_name_says(page, workspace, dialogs, idle, tmp_path, name, starts):
    sirekap(workspace, suara_1=999)
    page._reload()
    idle()
    dialogs.answers.append(tmp_path / name)
    trigger(page, "sirekap.save")
    idle()
    assert (tmp_path / name).read_bytes().startswith(starts)


def test_a_file_without_data_is_refused_with_a_sentence(page, dialogs, idle, tmp_path, window):
    (tmp_path / "kosong.json").write_text("{}")
    dialogs.answers.append(tmp_path / "kosong.json")
    trigger(page, "sirekap.import")
    idle()
    assert "tidak ada data Sirekap" in window.message_bar.text


def test_a_folder_is_imported_too(page, dialogs, idle, tmp_path, workspace):
    dialogs.answers.append(write_folder(tmp_path / "u", {OTHER: record(RIGHT)}))
    trigger(page, "sirekap.folder")
    idle()
    assert [one.tps for one in workspace.sirekap_records()] == [OTHER]


# a photo of the corrected paper


def test_a_new_photo_stands_beside_the_old_one_in_pleno(window, workspace, idle, qtbot, dialogs, tmp_path):
    add_photos(workspace, CODE, pages=(2,))
    record_tps(workspace, CODE)
    workspace.note(FORM, facts.Opened(place="Aula"))
    meeting = Meeting(window, workspace, idle, qtbot)
    meeting.read_out()
    table = meeting.sidang.table
    table.go_to(next(n for n, one in enumerate(table.figures.figures) if one.field.name == "suara_2"))
    path = tmp_path / "kamera.png"
    image = render_page(load_form(FORM), 2, {**RIGHT, "suara_2": 87}, seed=8, px_per_mm=2.0)
    path.write_bytes(cv2.imencode(".png", image)[1].tobytes())
    dialogs.answers.append(path)
    meeting.press(Qt.Key.Key_F)
    assert "Foto baru halaman 2 disimpan" in window.message_bar.text
    assert [one.version for one in workspace.versions(CODE, FORM, 2)] == [1, 2]
    current = meeting.sidang.current
    qtbot.waitUntil(lambda: current.older.isVisible() and current.picture.isVisible())
    assert (current.older.toolTip(), current.picture.toolTip()) == ("foto lama", "foto baru")
    assert meeting.sidang.tps.refusals["approved"] == ""


# elsewhere in the window


def test_dropped_json_of_sirekap_is_kept_to_compare_with_and_recorded_nowhere(window, workspace, idle, qtbot, tmp_path):
    (tmp_path / f"{CODE}.json").write_text(json.dumps(record(RIGHT)))
    window.open_workspace(workspace, "impor")
    idle()
    window.page.start([tmp_path / f"{CODE}.json"])
    qtbot.waitUntil(lambda: "Data Sirekap 1 TPS disimpan" in window.message_bar.text)
    assert workspace.entries(CODE, FORM) == {}
    assert [one.tps for one in workspace.sirekap_records()] == [CODE]


def test_the_report_stands_among_the_documents_once_there_is_data(window, workspace, idle):
    record_tps(workspace, CODE)
    window.open_workspace(workspace, "dokumen")
    idle()
    assert "sirekap" not in [item.table for item in window.page.items]
    sirekap(workspace, suara_1=999)
    window.page.refresh(frozenset({"sirekap"}))
    idle()
    window.page.activate(table="sirekap")
    idle()
    assert window.page.chosen().title == "PERBANDINGAN SIREKAP-PPWP"
    assert window.page.data.startswith(b"%PDF")


def test_the_cursor_begins_where_data_come_from_and_goes_to_the_list_once_there_is_one(window, workspace, idle, qtbot):
    record_tps(workspace, CODE)
    window.open_workspace(workspace, "sirekap")
    idle()
    page = window.page
    assert window.focusWidget() is page.file_button
    sirekap(workspace, suara_1=WRONG)
    qtbot.waitUntil(lambda: bool(page.model.lines))
    assert window.focusWidget() is page.table
