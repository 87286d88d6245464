"""Destinations and the outbox in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.exchange.transport import destination as roads
from sirekap_desktop.exchange.transport import problems
from sirekap_desktop.exchange.transport.delivery import Sent
from sirekap_desktop.exchange.transport.destination import Destination
from sirekap_desktop.exchange.transport.receipt import sign_receipt
from sirekap_desktop.jobs.export import package_name, write_package
from sirekap_desktop.jobs.outbox import outbox_of
from sirekap_desktop.jobs.outbox_file import State
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.kirim.parcels import NOTE, STATE
from sirekap_desktop.ui.kirim.runner import Pace
from tests import servers
from tests.keyrings import MemoryKeyring, used
from tests.parcels import KABUPATEN


@pytest.fixture(autouse=True)
def keyring_in_memory() -> Iterator[MemoryKeyring]:
    with used(MemoryKeyring()) as backend:
        yield backend


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


@pytest.fixture
def written(workspace: Workspace) -> Path:
    """The package of the present revision."""
    path = workspace.packages_folder / package_name(workspace)
    write_package(workspace, path)
    return path


@pytest.fixture
def page(window, workspace, idle):
    window.open_workspace(workspace, "kirim")
    idle()
    return window.page


def add_usb(page, idle, usb: Path) -> None:
    page.sending.edit(None)
    dialog = page.sending.dialog
    dialog.name.setText("Flash disk KPU")
    dialog.address.setText(str(usb))
    dialog.save()
    idle()


def shown(page) -> list[tuple[str, str]]:
    model = page.sending.parcels.model
    return [(model.index(row, STATE).data(), model.index(row, NOTE).data()) for row in range(model.rowCount())]


def receipt(usb: Path, parcel, **about: object) -> None:
    made = {"kecamatan": "760505", "receiver": "KPU Majene", "received_at": "2024-02-20T17:00:00+08:00"}
    data = sign_receipt(KABUPATEN, package=parcel.sha256, **{"accepted": True, **made, **about})
    (usb / parcel.place / "tanda-terima.json").write_bytes(data)


def test_without_a_destination_nothing_can_be_sent(page):
    card = page.sending.destinations
    assert not card.send_button.isEnabled()
    assert not card.empty.isHidden()
    page._send()
    assert page.sending.outbox.parcels == ()


def test_a_destination_is_added_and_a_package_sent_to_it_by_keys(page, idle, usb, written, window, qtbot):
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.sending.dialog is not None
    page.sending.dialog.reject()
    add_usb(page, idle, usb)
    assert page.sending.dialog is None
    assert page.sending.destinations.list.item(0).text() == "Flash disk KPU\nFolder atau flash disk"
    window.activateWindow()  # the screen of tests forgets it when a dialog closes
    qtbot.waitUntil(page.sending.destinations.list.hasFocus)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert shown(page)[0][0] == "terkirim"
    assert len(list(usb.glob("*/*/manifest.sig"))) == 1
    assert "lengkap di Flash disk KPU" in window.message_bar.text


def test_without_a_written_package_the_next_step_is_said(page, idle, usb, window):
    add_usb(page, idle, usb)
    page._send()
    idle()
    assert "Paket 760505-ULUMANDA-r1.zip tidak ada. Tulis paketnya" in window.message_bar.text
    assert page.sending.outbox.parcels == ()


def test_a_receipt_of_an_unknown_key_is_shown_and_the_key_enrolled(page, idle, usb, written, dialogs):
    add_usb(page, idle, usb)
    page._send()
    idle()
    receipt(usb, page.sending.outbox.parcels[0], note="Diterima utuh.")
    page.sending.parcels.again_button.click()
    idle()
    assert shown(page)[0][0] == "kunci tak dikenal"
    assert "Diterima utuh. Tanda terima dari kunci tak dikenal." in shown(page)[0][1]
    dialogs.answers.append(True)
    page.sending.parcels.receipt_button.click()
    idle()
    assert shown(page)[0][0] == "diterima"
    page.sending.parcels.receipt_button.click()
    assert dialogs.asked[-1] == ("show_info", "Tanda terima")


def test_no_signal_is_shown_with_the_time_of_the_next_try_and_goes_on_when_told(
    page, idle, usb, written, window, monkeypatch
):
    add_usb(page, idle, usb)
    down = {"now": True}

    def open_store(destination, secret):
        if down["now"]:
            raise problems.no_route("awan")
        return roads.open_store(destination, secret)

    page.sending.outbox._open_store = open_store
    page._send()
    idle()
    state, note = shown(page)[0]
    assert state == "menunggu sinyal"
    assert "Tidak ada jaringan ke awan." in note
    assert "Dicoba lagi pukul" in note
    assert page.sending.runner._timer.isActive()
    down["now"] = False
    window.go("rekap")
    window.go("kirim")
    idle()
    assert shown(page)[0][0] == "terkirim"


def test_what_needs_a_person_is_said_everywhere(page, idle, usb, written, window):
    add_usb(page, idle, usb)

    def full(destination, secret):
        raise problems.full("awan")

    page.sending.outbox._open_store = full
    page._send()
    idle()
    assert shown(page)[0] == ("berhenti", str(problems.full("awan")))
    assert "Kiriman ke Flash disk KPU berhenti" in window.message_bar.text
    assert not page.sending.runner._timer.isActive()


def test_what_was_on_its_way_goes_on_when_the_program_starts_again(window, workspace, idle, usb, written):
    outbox = outbox_of(workspace)
    outbox.keep_destination(Destination("usb", "USB", "folder", str(usb)))
    outbox.add(written, "usb")
    window.open_workspace(workspace, "beranda")
    idle()
    assert window.page.page_id == "beranda"
    assert outbox_of(workspace).parcels[0].state == State.SENT


def test_progress_says_how_much_is_there_and_how_long_the_rest_takes(page, idle, usb, written):
    add_usb(page, idle, usb)
    page._send()
    idle()
    runner, card = page.sending.runner, page.sending.parcels
    runner.running = page.sending.outbox.parcels[0].id
    runner.moved.emit(Pace(runner.running, Sent(212_000_000, 500_000_000, 100_000_000), 190.0))
    assert not card.moving.isHidden()
    assert "212,0 MB dari 500,0 MB sudah di tujuan" in card.pace.text()
    assert card.left.text() == "sekitar 3 menit lagi"
    runner.running = ""
    runner.changed.emit()
    assert card.moving.isHidden()


def test_a_held_parcel_waits_and_a_removed_one_is_gone(page, idle, usb, written):
    add_usb(page, idle, usb)
    usb.rename(usb.with_name("dicabut"))
    page._send()
    idle()
    card = page.sending.parcels
    card.hold_button.click()
    idle()
    assert shown(page)[0][0] == "ditahan"
    card.remove_button.click()
    idle()
    assert shown(page) == []


def test_a_destination_is_removed_only_after_a_question(page, idle, usb, dialogs):
    add_usb(page, idle, usb)
    dialogs.answers.append(False)
    page.sending.destinations.remove_button.click()
    idle()
    assert len(page.sending.outbox.destinations) == 1
    dialogs.answers.append(True)
    page.sending.destinations.remove_button.click()
    idle()
    assert page.sending.outbox.destinations == ()


# --- the dialog -----------------------------------------------------------------------------------------------------


@pytest.fixture
def dialog(page):
    page.sending.edit(None)
    made = page.sending.dialog
    yield made
    if page.sending.dialog is made:
        made.reject()


def choose(dialog, kind: str) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))


def test_only_what_the_kind_needs_is_asked(dialog):
    assert (dialog._rows["user"].isHidden(), dialog._rows["bucket"].isHidden()) == (True, True)
    choose(dialog, "webdav")
    assert (dialog._rows["user"].isHidden(), dialog._rows["bucket"].isHidden()) == (False, True)
    choose(dialog, "s3")
    assert (dialog._rows["user"].isHidden(), dialog._rows["bucket"].isHidden()) == (False, False)


def test_what_is_wrong_is_said_in_the_dialog_and_nothing_is_kept(page, dialog):
    choose(dialog, "webdav")
    dialog.name.setText("Awan")
    dialog.address.setText("https://siti:rahasia@awan.id")
    dialog.save()
    assert "Jangan tulis nama pengguna atau kata sandi dalam alamat" in dialog.said.text()
    assert page.sending.outbox.destinations == ()


def test_an_open_line_is_warned_of(dialog):
    choose(dialog, "webdav")
    QTest.keyClicks(dialog.address, "http://awan.id/dav")
    assert not dialog.plain.isHidden()


def test_a_self_signed_certificate_is_shown_accepted_and_kept(page, dialog, idle, tmp_path, keyring_in_memory, qtbot):
    certificate = servers.make_certificate(tmp_path, "awan.majene.go.id")
    try:
        with servers.apache(certificate=certificate) as server:
            choose(dialog, "webdav")
            dialog.name.setText("Awan")
            dialog.address.setText(f"https://127.0.0.1:{server.port}/dav")
            dialog.user.setText(servers.USER)
            dialog.secret.setText(servers.PASSWORD)
            dialog.check()
            idle()
            assert "tidak dapat dipercaya" in dialog.said.text()
            assert "CN=awan.majene.go.id" in dialog.certificate_words.text()
            dialog.accept_button.click()
            idle()
            assert dialog.said.text() == "Tujuan ini dapat dipakai."
            dialog.save()
            idle()
    except servers.MissingError as missing:
        pytest.skip(str(missing))
    kept = page.sending.outbox.destinations[0]
    assert len(kept.fingerprint) == 64
    assert list(keyring_in_memory.kept.values()) == [servers.PASSWORD]


def test_a_changed_address_forgets_the_accepted_certificate(page, idle, usb):
    page.sending.outbox.keep_destination(
        Destination("d", "Awan", "webdav", "https://awan.id/dav", user="siti", fingerprint="ab" * 32), "x"
    )
    page.sending._show()
    page.sending.destinations.edit_button.click()
    dialog = page.sending.dialog
    assert dialog.wanted().fingerprint == "ab" * 32
    assert dialog.secret.text() == ""
    dialog.address.setText("https://lain.id/dav")
    assert dialog.wanted().fingerprint == ""
    dialog.reject()
