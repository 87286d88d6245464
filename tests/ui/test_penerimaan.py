"""The kabupaten receives: real packages, a real store, through the widgets of the page."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from sirekap_desktop.exchange.transport.delivery import RECEIPT_NAME
from sirekap_desktop.exchange.transport.destination import Destination, Kind
from sirekap_desktop.exchange.transport.folder import FolderStore
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.demo_workspace import DrawnPackage
from sirekap_desktop.jobs.kabupaten_recap import RecapFile
from sirekap_desktop.models.office import Office
from sirekap_desktop.models.penerimaan.records import State
from sirekap_desktop.ui.penerimaan import work
from sirekap_desktop.ui.penerimaan.detail_card import CHANGES, KEYS, MISSING, PACKAGES
from sirekap_desktop.ui.penerimaan.model import NAME, NOTE, RECEIVED, REVISION, STATE, STRAYS, TPS
from sirekap_desktop.ui.penerimaan.work import Ended
from tests import penerimaan as drawn
from tests import servers
from tests.aktivasi import PIN, make_office, quick_pins, write_table
from tests.keyrings import MemoryKeyring, used

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Sent:
    """Packages of three kecamatan, made once."""

    first: DrawnPackage
    draft: DrawnPackage
    revised: Path
    stranger: DrawnPackage
    """Says that it is the second kecamatan, with a key that nobody enrolled."""


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    folder = tmp_path_factory.mktemp("ppk")
    first, draft = drawn.pack(folder, 1), drawn.pack(folder, 3, lock=False)
    revised = drawn.next_revision(first, "suara_1", 7, folder / "keys")
    return Sent(first, draft, revised, drawn.pack(folder / "asing", 2))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashing PINs, and making the documents of every package again, is tested where it is done."""
    monkeypatch.setattr(work, "Desk", functools.partial(work.Desk, with_documents=False))
    with quick_pins(monkeypatch):
        yield


@pytest.fixture(autouse=True)
def keyring() -> Iterator[MemoryKeyring]:
    with used(MemoryKeyring()) as kept:
        yield kept


@pytest.fixture
def office(sent: Sent) -> Office:
    made, _ = make_office()
    made.enrol(drawn.enrolled([sent.first, sent.draft]))
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "flashdisk"
    folder.mkdir()
    return folder


@pytest.fixture
def page(window, idle, office, qtbot, tmp_path):
    """An empty store for practice, open."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("penerimaan")
    idle()
    window.page.start.choice.simulation.setChecked(True)
    window.page.start.open(str(tmp_path / "toko"))
    idle()
    yield window.page
    idle()
    window.go("awal")
    idle()


def _place(page, folder: Path, name: str = "Flash disk KPU") -> None:
    page.held.places.keep_destination(Destination(name, name, Kind.FOLDER.value, str(folder)))
    page.places.show_places(page.tools, page.held.places)


def _send(stick: Path, *packages: Path) -> None:
    for package in packages:
        drawn.sent(FolderStore(stick), package)


def _receive(page, dialogs, idle) -> None:
    dialogs.answers.append(PIN)
    page.receive()
    idle()


def _row(page, code: str) -> list[str]:
    row = page.list.model.row_of(code)
    assert row is not None, code
    return [page.list.model.index(row, column).data() for column in range(page.list.model.columnCount())]


def _choose(page, code: str, idle) -> None:
    page.list.table.setCurrentIndex(page.list.model.index(page.list.model.row_of(code), 0))
    idle()


def _lines(page, part: str) -> list[tuple[str, ...]]:
    return [line.texts for line in page.details.lines(part)]


# --- opening ----------------------------------------------------------------------------------------------------------


def test_the_first_start_asks_where_and_says_what_it_is_for(window, idle, dialogs, office, tmp_path):
    window.go("kabupaten")
    idle()
    window.page.receive_button.click()
    idle()
    page = window.page
    assert page.page_id == "penerimaan"
    assert page.start.choice.isVisible()
    assert window.focusWidget() is page.start.choice.folder_button
    assert not page.start.choice.key_button.isVisible()
    dialogs.answers.append(tmp_path / "toko")
    QTest.keyClick(page.start.choice.folder_button, Qt.Key.Key_Return)
    idle()
    assert page.list.isVisible()
    assert page.store_card.where.text() == str(tmp_path / "toko")
    assert "Baca daftar kecamatan" in page.list.nothing.text()
    assert "Belum ada tempat" in page.places.card.empty.text()
    assert window.focusWidget() is page.places.card.add_button
    window.go("awal")
    idle()
    window.go("penerimaan")
    idle()
    assert page.list.isVisible()  # where it was the last time
    window.go("awal")
    idle()


def test_without_the_kabupatens_key_nothing_new_is_begun(window, idle, tmp_path):
    window.go("penerimaan")
    idle()
    page = window.page
    assert page.start.choice.key_button.isVisible()
    page.start.open(str(tmp_path / "toko"))
    idle()
    assert page.held is None
    assert "Tidak ada basis data Penerimaan" in window.message_bar.text
    assert not (tmp_path / "toko").exists()
    page.start.choice.key_button.click()
    idle()
    assert window.page.page_id == "kabupaten"


def test_a_store_that_was_begun_elsewhere_receives_without_receipts(window, page, idle, office, sent, stick, tmp_path):
    window.go("awal")
    idle()
    for file in office.folder.iterdir():
        file.unlink()
    window.go("penerimaan")
    idle()
    assert page.store_card.no_key.isVisible()
    _send(stick, sent.first.package)
    _place(page, stick)
    page.receive()  # no PIN is asked
    idle()
    assert _row(page, "760501")[STATE] == "final"
    assert not list(stick.rglob(RECEIPT_NAME))


def test_a_server_is_asked_for_with_the_password_by_itself(window, idle, dialogs, office, monkeypatch, tmp_path):
    asked = []

    def refuse(text, secret, who, *, simulation):
        asked.append((text, secret))
        raise UserError("Basis data menolak kata sandi.", code="store.password")

    monkeypatch.setattr(work, "open_store", refuse)
    window.go("penerimaan")
    idle()
    dialogs.answers += ["postgresql://rina@server/rekap", "salah", None]
    window.page.start.choice.server_button.click()
    idle()
    assert asked == [("postgresql://rina@server/rekap", "salah")]
    assert [title for _, title in dialogs.asked] == [
        "Sambungkan PostgreSQL", "Kata sandi basis data", "Kata sandi basis data",
    ]  # fmt: skip
    assert "menolak kata sandi" in window.message_bar.text
    assert window.settings.penerimaan == ""


def test_a_store_on_postgresql_keeps_its_password_in_the_keyring(window, idle, dialogs, office, sent, keyring):
    try:
        with servers.postgres() as server, servers.own_schema(server, "rekap") as url:
            window.go("penerimaan")
            idle()
            page = window.page
            page.start.choice.simulation.setChecked(True)
            dialogs.answers += [url, "keliru", servers.PASSWORD]
            page.start.choice.server_button.click()
            idle()  # the wrong one is refused, and asked for again
            assert page.held is not None
            assert page.store_card.where.text() == url
            assert list(keyring.kept.values()) == [servers.PASSWORD]
            assert servers.PASSWORD not in window.settings.path.read_text("utf-8")
            dialogs.answers += [[sent.first.package], PIN]
            page.receive_files()
            idle()
            assert _row(page, "760501")[STATE] == "final"
            window.go("awal")
            idle()
            window.go("penerimaan")
            idle()
            assert _row(page, "760501")[STATE] == "final"
            window.go("awal")
            idle()
    except servers.MissingError as missing:
        pytest.skip(str(missing))


def test_the_table_of_the_kabupaten_says_who_is_to_send(window, page, idle, dialogs, tmp_path):
    dialogs.answers += [0, write_table(tmp_path / "tabel.xlsx")]
    page.store_card.list_button.click()
    idle()
    assert "2 kecamatan" in window.message_bar.text
    assert [line.key for line in page.list.model.lines] == ["760501", "760503", "760505", "760506"]
    assert _row(page, "760505")[STATE:] == ["belum", "–", "–", "0 dari 4", "–", ""]
    assert page.list.summary.text() == "0 dari 4 kecamatan final, 4 belum"


def test_a_table_with_bad_lines_changes_nothing(window, page, idle, dialogs, tmp_path):
    bad = write_table(tmp_path / "tabel.xlsx", TPS=[("kode_desa", "nama_desa", "nomor_tps"), ("7605", "X", "satu")])
    dialogs.answers += [0, bad]
    page.start.read_list()
    idle()
    assert "perlu diperbaiki" in window.message_bar.text
    assert [line.key for line in page.list.model.lines] == ["760501", "760503"]  # whose keys are known


# --- receiving --------------------------------------------------------------------------------------------------------


def test_one_key_receives_all_and_signs_receipts(window, page, idle, dialogs, sent, stick):
    _send(stick, sent.first.package, sent.draft.package)
    _place(page, stick)
    dialogs.answers.append(PIN)
    QTest.keyClick(page.list.table, Qt.Key.Key_Return, CTRL)
    idle()
    assert page.rounds.said.text() == "2 paket diterima, 0 sudah ada, 0 ditolak."
    assert _row(page, "760501")[STATE] == "final"
    assert _row(page, "760501")[REVISION] == "1"
    assert _row(page, "760501")[TPS] == "2 dari 2"
    assert _row(page, "760501")[RECEIVED] != "–"
    assert _row(page, "760503")[STATE] == "draf"
    assert page.list.summary.text() == "1 dari 2 kecamatan final, 1 draf"
    assert len(list(stick.rglob(RECEIPT_NAME))) == 2
    page.receive()  # the PIN is not asked again while the page is open
    idle()
    assert page.rounds.said.text() == "0 paket diterima, 2 sudah ada, 0 ditolak."
    assert window.focusWidget() is page.list.table


def test_a_wrong_pin_receives_nothing(window, page, idle, dialogs, sent, stick):
    _send(stick, sent.first.package)
    _place(page, stick)
    dialogs.answers.append("111222")
    page.receive()
    idle()
    assert "PIN kunci kabupaten salah" in window.message_bar.text
    assert _row(page, "760501")[STATE] == "belum"


def test_a_refusal_stands_with_its_reason_and_the_filter_finds_it(window, page, idle, dialogs, sent, stick):
    _send(stick, sent.first.package, sent.stranger.package)
    _place(page, stick)
    _receive(page, dialogs, idle)
    assert "1 ditolak" in page.rounds.said.text()
    QTest.keyClick(page.list.table, Qt.Key.Key_F4)
    idle()
    (line,) = page.list.model.lines
    code = line.key
    assert code in {"760502", STRAYS}
    _choose(page, code, idle)
    (shown,) = _lines(page, PACKAGES)
    assert shown[1] == "ditolak"
    assert "kunci" in shown[-1].lower()
    assert "Flash disk KPU" in shown[-1]
    QTest.keyClick(page.list.table, Qt.Key.Key_F4)
    idle()
    assert len(page.list.model.lines) == 3


def test_revisions_are_compared_figure_by_figure(window, page, idle, dialogs, sent, stick):
    _send(stick, sent.first.package)
    _place(page, stick)
    _receive(page, dialogs, idle)
    _send(stick, sent.revised)
    page.receive()
    idle()
    _choose(page, "760501", idle)
    assert _row(page, "760501")[REVISION] == "2"
    assert "revisi sebelumnya" in _row(page, "760501")[NOTE]
    assert [texts[1] for texts in _lines(page, PACKAGES)] == ["berlaku", "digantikan"]
    before = next(iter(sent.first.elections)).papers[sent.first.demo.tps[0].code]["suara_1"]
    (change,) = _lines(page, CHANGES)
    assert change[2:] == (str(before), "7", "Dibetulkan dalam pleno")
    assert "TPS 001" in change[0]
    assert change[1].startswith("IV.1")
    for part in (CHANGES, MISSING, KEYS, PACKAGES):
        QTest.keyClick(page.details, Qt.Key.Key_F6)
        assert page.details.chips.current == part
    assert any("salinan" in texts[1] for texts in _lines(page, MISSING))


def test_a_place_that_does_not_answer_leaves_the_others(window, page, idle, dialogs, sent, stick, tmp_path):
    _place(page, tmp_path / "dicabut", "A dicabut")
    _send(stick, sent.first.package)
    _place(page, stick)
    _receive(page, dialogs, idle)
    first, *others = page.rounds.said.text().split("\n")
    assert first == "1 paket diterima, 0 sudah ada, 0 ditolak."
    assert others[0].startswith("A dicabut: ")
    assert _row(page, "760501")[STATE] == "final"


def test_files_are_received_and_their_receipt_is_saved(window, page, idle, dialogs, sent, tmp_path):
    dialogs.answers += [[sent.first.package], PIN]
    QTest.keyClick(page.list.table, Qt.Key.Key_F3)
    idle()
    _choose(page, "760501", idle)
    assert page.details.receipt_button.isEnabled()
    dialogs.answers.append(tmp_path / "tanda.json")
    page.details.receipt_button.click()
    idle()
    assert '"accepted":true' in (tmp_path / "tanda.json").read_text("utf-8").replace(" ", "")


def test_without_a_place_terima_sekarang_asks_for_one(page, idle):
    page.receive()
    assert page.places.dialog is not None
    assert page.places.dialog.windowTitle() == "Tambah tempat terima"
    page.places.dialog.reject()


def test_a_place_is_added_tried_and_removed(page, idle, dialogs, stick, qtbot):
    page.places.card.add_button.click()
    dialog = page.places.dialog
    dialog.name.setText("Flash disk Malunda")
    dialog.address.setText(str(stick))
    dialog.save()
    idle()
    assert [one.name for one in page.places.card.destinations] == ["Flash disk Malunda"]
    dialogs.answers.append(True)
    page.places.card.remove_button.click()
    idle()
    assert page.places.card.destinations == ()


# --- a round that takes its time --------------------------------------------------------------------------------------


@pytest.fixture
def slow(page, qtbot):
    """A round that runs until the test lets it go on."""
    go_on = threading.Event()

    def wait(job):
        go_on.wait(20)
        return Ended(())

    page._start(wait)
    yield page
    go_on.set()


def test_a_running_round_can_be_stopped_and_blocks_no_reading(slow, idle):
    assert slow.rounds.progress.isVisible()
    assert not slow.places.card.isEnabled()
    slow.receive()  # one at a time
    slow.rounds.progress.cancel_button.click()
    assert not slow.rounds.is_running
    assert slow.rounds.said.text() == "Dihentikan. Yang sudah diterima tetap ada."
    assert slow.places.card.isEnabled()


class _Told:
    """The handle of a round; keeps what it is told."""

    def __init__(self) -> None:
        self.paces = []

    def is_cancelled(self) -> bool:
        return False

    def report(self, pace: work.Pace) -> None:
        self.paces.append(pace)


def test_a_round_tells_how_far_it_is(page, sent, stick, monkeypatch):
    monkeypatch.setattr(work, "_TELL_BYTES", 1000)
    _send(stick, sent.first.package)
    _place(page, stick)
    told = _Told()
    ended = work.receive_places(page.held, page.held.places.destinations, None, told)
    assert len(told.paces) > 2
    assert [pace.read for pace in told.paces] == sorted(pace.read for pace in told.paces)
    assert told.paces[-1].received == ended.received
    assert told.paces[0].received == ()
    page.rounds.progress.show()
    page.rounds._moved(told.paces[0])
    assert page.rounds.progress._caption.text().endswith("dibaca")
    page.rounds._moved(told.paces[-1])
    assert page.rounds.progress._caption.text().startswith(f"1 paket: {sent.first.demo.name} diterima, ")


class _Stopped:
    """The handle of a round that somebody stopped as it began."""

    def is_cancelled(self) -> bool:
        return True

    def report(self, value: object) -> None:
        raise AssertionError(value)


def test_what_was_stopped_is_not_refused(page, sent, stick):
    _send(stick, sent.first.package)
    _place(page, stick)
    for round_ in (
        lambda: work.receive_files(page.held, [sent.first.package], None, _Stopped()),
        lambda: work.receive_places(page.held, page.held.places.destinations, None, _Stopped()),
    ):
        with pytest.raises(UserError, match="dihentikan"):
            round_()
    with page.held.lease.use() as store:
        assert store.refusals() == ()
        assert store.packages() == ()


def test_leaving_asks_while_a_round_runs(slow, window, idle, dialogs):
    dialogs.answers.append(False)
    slow.go_back()
    assert window.page is slow
    assert slow.rounds.is_running
    dialogs.answers.append(True)
    slow.go_back()
    assert window.page.page_id == "kabupaten"
    assert slow.held is None


# --- documents and keys -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", RecapFile)
def test_the_recap_is_saved_in_every_format(window, page, idle, dialogs, sent, tmp_path, kind):
    assert not page.list.recap_buttons[kind].isEnabled()
    dialogs.answers += [[sent.first.package], PIN]
    page.receive_files()
    idle()
    dialogs.answers.append(tmp_path / "rekap")
    page.list.recap_buttons[kind].click()
    idle()
    written = sorted(path.suffix for path in (tmp_path / "rekap").iterdir())
    assert written == ([".csv", ".csv"] if kind is RecapFile.CSV else [f".{kind}"])
    assert str(tmp_path / "rekap") in window.message_bar.text


def test_a_lost_laptops_key_is_revoked_with_a_reason(window, page, idle, dialogs, sent, stick):
    dialogs.answers += [[sent.first.package], PIN]
    page.receive_files()
    idle()
    _choose(page, "760501", idle)
    page.details.show_part(KEYS)
    dialogs.answers += ["Laptop dicuri di jalan", "111222"]
    page.details.revoke_button.click()
    idle()
    assert "PIN kunci kabupaten salah" in window.message_bar.text
    assert page.details.revoke_button.isEnabled()
    dialogs.answers += ["Laptop dicuri di jalan", PIN]
    page.details.revoke_button.click()
    idle()
    assert "Tidak dapat dibatalkan" in dialogs.said[-2]
    ((_, state, _, text),) = _lines(page, KEYS)
    assert state == "dicabut"
    assert "Laptop dicuri di jalan" in text
    assert not page.details.revoke_button.isEnabled()
    assert _lines(page, PACKAGES)[0][1] == "kunci dicabut"
    assert "kunci penanda tangan dicabut" in _row(page, "760501")[NOTE]
    _send(stick, sent.revised)
    _place(page, stick)
    page.receive()
    idle()
    _choose(page, "760501", idle)
    assert any(texts[1] == "ditolak" and "dicabut" in texts[-1] for texts in _lines(page, PACKAGES))
    assert next(one for one in page.seen.states if one.code == "760501").state is State.FINAL


# --- the page as a whole ----------------------------------------------------------------------------------------------


def test_the_page_fits_a_small_laptop_and_every_control_has_a_name(window, page, idle, dialogs, sent):
    dialogs.answers += [[sent.first.package], PIN]
    page.receive_files()
    idle()
    assert page.minimumSizeHint().width() <= 1366
    assert page.minimumSizeHint().height() <= 660
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for control in page.findChildren(kind):
            if control.objectName() == "qt_tableview_cornerbutton":
                continue
            assert control.accessibleName() or getattr(control, "text", str)(), control


def test_escape_goes_back_and_forgets_the_key(window, page, idle, dialogs, sent):
    dialogs.answers += [[sent.first.package], PIN]
    page.receive_files()
    idle()
    assert page._key is not None
    QTest.keyClick(page.list.table, Qt.Key.Key_Escape)
    idle()
    assert window.page.page_id == "kabupaten"
    assert page._key is None
    assert NAME == 0
