"""The outbox brings packages over, whatever the line, the server and the program do."""

from __future__ import annotations

import base64
import json
import logging
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from kecamatan import new_workspace

from sirekap_desktop.exchange import keys
from sirekap_desktop.exchange.stores import scan
from sirekap_desktop.exchange.transport import problems
from sirekap_desktop.exchange.transport.delivery import Place
from sirekap_desktop.exchange.transport.destination import Destination, open_store
from sirekap_desktop.exchange.transport.fetching import fetch
from sirekap_desktop.exchange.transport.receipt import sign_receipt
from sirekap_desktop.exchange.transport.store import Store
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.credentials import SERVICE, Credentials
from sirekap_desktop.jobs.export import package_name, write_package
from sirekap_desktop.jobs.outbox import PAUSES_SECONDS, RECEIPT_SECONDS, Outbox, outbox_of, send_now
from sirekap_desktop.jobs.outbox_file import FILE_NAME, State
from tests import servers
from tests.keyrings import MemoryKeyring, none_at_all, used
from tests.parcels import KABUPATEN, parcel

SECRET = servers.PASSWORD


class Time:
    """A clock that stands still until told."""

    def __init__(self) -> None:
        self.now = datetime(2024, 2, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, pause: timedelta | None) -> None:
        assert pause is not None
        self.now += pause


class Line:
    """Opens stores, unless there is no signal."""

    def __init__(self) -> None:
        self.problem: problems.TransportError | None = None
        self.opened = 0

    def __call__(self, destination: Destination, secret: str) -> Store:
        self.opened += 1
        if self.problem:
            raise self.problem
        return open_store(destination, secret)


@pytest.fixture(autouse=True)
def keyring_in_memory() -> Iterator[MemoryKeyring]:
    with used(MemoryKeyring()) as backend:
        yield backend


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "ruang"
    (place / "packages").mkdir(parents=True)
    (tmp_path / "usb").mkdir()
    return place


@pytest.fixture
def outbox(folder: Path, time: Time, line: Line, tmp_path: Path) -> Outbox:
    made = open_outbox(folder, time, line)
    made.keep_destination(Destination("usb", "USB", "folder", str(tmp_path / "usb")))
    return made


def open_outbox(folder: Path, time: Time, line: Line) -> Outbox:
    return Outbox(folder, Credentials("w1"), clock=time, open_store=line)


@pytest.fixture
def package(folder: Path) -> Path:
    path = folder / "packages" / "760505-ULUMANDA-r1.zip"
    parcel(path, [1000, 20_000, 300_000])
    return path


def put_receipt(root: Path, place: str, package: str, **about: object) -> None:
    made = {"kecamatan": "760505", "receiver": "KPU Majene", "received_at": "2024-02-20T17:00:00+08:00"}
    data = sign_receipt(KABUPATEN, package=package, **{"accepted": True, **made, **about})
    (root / place / "tanda-terima.json").write_bytes(data)


def test_a_package_is_sent_and_its_receipt_found(outbox, package, tmp_path, time):
    added = outbox.add(package, "usb")
    assert outbox.due() == added
    sent = outbox.attempt(added.id)
    assert (sent.state, sent.there, sent.message) == (State.SENT, sent.size, "")
    assert outbox.due() is None
    outbox.enroll(keys.public_bytes(KABUPATEN).hex())
    put_receipt(tmp_path / "usb", sent.place, sent.sha256, note="Diterima utuh.")
    time.pass_by(outbox.pause())
    received = outbox.attempt(outbox.due().id)
    assert received.state == State.RECEIVED
    assert (received.receipt.receiver, received.receipt.note, received.receipt.known) == (
        "KPU Majene", "Diterima utuh.", True,
    )  # fmt: skip
    assert outbox.receipt_path(received).is_file()
    assert outbox.pause() is None


def test_a_receipt_of_an_unknown_key_says_so_until_the_key_is_enrolled(outbox, package, tmp_path):
    sent = outbox.attempt(outbox.add(package, "usb").id)
    put_receipt(tmp_path / "usb", sent.place, sent.sha256)
    outbox.again(sent.id)
    seen = outbox.attempt(sent.id)
    assert (seen.state, seen.receipt.known) == (State.RECEIVED, False)
    outbox.enroll(seen.receipt.fingerprint)
    assert outbox.parcel(sent.id).receipt.known


def test_a_refusal_by_the_kabupaten_is_shown_with_its_reason(outbox, package, tmp_path):
    sent = outbox.attempt(outbox.add(package, "usb").id)
    put_receipt(tmp_path / "usb", sent.place, sent.sha256, accepted=False, note="Revisi lama.")
    outbox.again(sent.id)
    refused = outbox.attempt(sent.id)
    assert (refused.state, refused.receipt.note) == (State.REFUSED, "Revisi lama.")


def test_a_receipt_of_the_kabupaten_that_activated_the_workspace_counts_at_once(folder, time, line, package, tmp_path):
    key = KABUPATEN.public_key().public_bytes_raw()
    outbox = Outbox(folder, Credentials("w1"), clock=time, open_store=line, activated_by=key)
    outbox.keep_destination(Destination("usb", "USB", "folder", str(tmp_path / "usb")))
    sent = outbox.attempt(outbox.add(package, "usb").id)
    put_receipt(tmp_path / "usb", sent.place, sent.sha256)
    assert outbox.attempt(sent.id).receipt.known


def test_a_receipt_for_another_package_is_none(outbox, package, tmp_path):
    sent = outbox.attempt(outbox.add(package, "usb").id)
    put_receipt(tmp_path / "usb", sent.place, "ab" * 32)
    outbox.again(sent.id)
    after = outbox.attempt(sent.id)
    assert (after.state, after.code, after.receipt) == (State.SENT, "receipt.other_package", None)


def test_the_look_for_a_receipt_gets_rarer(outbox, package, time):
    sent = outbox.attempt(outbox.add(package, "usb").id)
    pauses = []
    for _ in range(6):
        pauses.append(outbox.pause().total_seconds())
        time.pass_by(outbox.pause())
        sent = outbox.attempt(sent.id)
    assert pauses == [60, *RECEIPT_SECONDS, RECEIPT_SECONDS[-1]]
    assert sent.state == State.SENT


def test_without_signal_the_pauses_grow_and_it_goes_on_by_itself(outbox, package, line, time):
    line.problem = problems.no_route("awan")
    added = outbox.add(package, "usb")
    pauses = []
    for _ in range(len(PAUSES_SECONDS) + 2):
        waiting = outbox.attempt(added.id)
        assert (waiting.state, waiting.code) == (State.WAITING, "send.no_route")
        assert outbox.due() is None
        pauses.append(outbox.pause().total_seconds())
        time.pass_by(outbox.pause())
        assert outbox.due().id == added.id
    assert pauses == [*PAUSES_SECONDS, PAUSES_SECONDS[-1], PAUSES_SECONDS[-1]]
    line.problem = None
    assert outbox.attempt(added.id).state == State.SENT


@pytest.mark.parametrize(
    "problem", [problems.password("a"), problems.full("a"), problems.clock("a"), problems.certificate_changed("a")]
)
def test_what_needs_a_person_is_not_tried_until_told(outbox, package, line, problem):
    line.problem = problem
    stopped = outbox.attempt(outbox.add(package, "usb").id)
    assert (stopped.state, stopped.message) == (State.STOPPED, str(problem))
    assert (outbox.due(), outbox.pause()) == (None, None)
    line.problem = None
    assert outbox.due() is None
    outbox.again(stopped.id)
    assert outbox.attempt(outbox.due().id).state == State.SENT


def test_a_restart_of_the_program_goes_on_where_it_was(outbox, package, folder, line, time, tmp_path):
    added = outbox.add(package, "usb")
    first = []
    cut = outbox.attempt(added.id, report=first.append, cancelled=lambda: bool(first))
    assert cut.state == State.WAITING
    there = {path for path in (tmp_path / "usb").rglob("objects/*/*") if path.is_file()}
    assert there
    again = open_outbox(folder, time, line)
    assert again.due().id == added.id
    said = []
    assert again.attempt(added.id, report=said.append).state == State.SENT
    assert said[-1].carried < said[-1].total - min(path.stat().st_size for path in there)


def test_what_a_person_holds_stays_where_it_is(outbox, package):
    added = outbox.add(package, "usb")

    def hold_it() -> bool:
        outbox.hold(added.id)
        return True

    held = outbox.attempt(added.id, cancelled=hold_it)
    assert held.state == State.HELD
    assert outbox.due() is None
    outbox.again(added.id)
    assert outbox.attempt(added.id).state == State.SENT


def test_the_same_package_is_not_queued_twice(outbox, package):
    first = outbox.add(package, "usb")
    assert outbox.add(package, "usb").id == first.id
    assert len(outbox.parcels) == 1


def test_a_package_written_anew_takes_the_place_of_the_unsent_one(outbox, package, line):
    line.problem = problems.no_route("awan")
    old = outbox.attempt(outbox.add(package, "usb").id)
    parcel(package, [1000, 99])
    line.problem = None
    rewritten = outbox.attempt(old.id)
    assert (rewritten.state, rewritten.code) == (State.STOPPED, "package.rewritten")
    new = outbox.add(package, "usb")
    assert [item.id for item in outbox.parcels] == [new.id]
    assert outbox.attempt(new.id).state == State.SENT


def test_the_command_line_does_not_wait(outbox, package, line):
    line.problem = problems.no_route("awan")
    after = send_now(outbox, outbox.add(package, "usb"))
    assert (after.state, after.code, line.opened) == (State.WAITING, "send.no_route", 1)
    line.problem = None
    assert send_now(outbox, after).state == State.SENT


def test_a_package_that_is_gone_stops_with_a_sentence(outbox, package):
    added = outbox.add(package, "usb")
    package.unlink()
    stopped = outbox.attempt(added.id)
    assert (stopped.state, stopped.code) == (State.STOPPED, "package.not_found")


def test_a_moved_workspace_still_finds_its_packages(outbox, package, folder, line, time, tmp_path):
    added = outbox.add(package, "usb")
    folder.rename(tmp_path / "pindah")
    moved = open_outbox(tmp_path / "pindah", time, line)
    assert moved.attempt(added.id).state == State.SENT


def test_what_vanished_at_the_destination_is_sent_again(outbox, package, tmp_path, line, time):
    """The manifest is only put when a fresh look finds everything there."""
    calls = []

    class Forgetful:
        def __init__(self, store: Store) -> None:
            self._store = store
            self.part_size = store.part_size

        def __getattr__(self, name: str) -> object:
            return getattr(self._store, name)

        def put(self, name: str, size: int, chunks: Iterator[bytes]) -> None:
            calls.append(name)
            if len(calls) > 1:
                self._store.put(name, size, chunks)

    outbox._open_store = lambda destination, secret: Forgetful(open_store(destination, secret))
    lost = outbox.attempt(outbox.add(package, "usb").id)
    assert (lost.state, lost.code, lost.place) == (State.WAITING, "send.lost", "")
    assert not list((tmp_path / "usb").rglob("manifest.*"))
    time.pass_by(outbox.pause())
    assert outbox.attempt(lost.id).state == State.SENT
    assert calls.count(calls[0]) == 2


def test_a_damaged_file_is_said_and_nothing_is_overwritten(folder, time, line):
    (folder / FILE_NAME).write_text("{", "utf-8")
    with pytest.raises(UserError) as refused:
        open_outbox(folder, time, line)
    assert refused.value.code == "outbox.damaged"
    assert (folder / FILE_NAME).read_text("utf-8") == "{"


# --- destinations and secrets ---------------------------------------------------------------------------------------


def test_destinations_are_changed_and_removed_with_their_secret(outbox, keyring_in_memory, package):
    made = Destination("d", "Awan", "webdav", "https://awan.majene.go.id/dav", user="siti")
    assert outbox.keep_destination(made, "satu") is None
    assert outbox.credentials.get("d") == "satu"
    changed = Destination("d", "Awan KPU", "webdav", "https://awan.majene.go.id/dav", user="siti")
    outbox.keep_destination(changed)
    assert outbox.named("awan kpu") == changed
    assert outbox.credentials.get("d") == "satu"
    outbox.add(package, "d")
    outbox.remove_destination("d")
    assert (outbox.parcels, outbox.credentials.get("d"), keyring_in_memory.kept) == ((), None, {})


def test_two_destinations_of_one_name_are_refused(outbox):
    with pytest.raises(UserError) as refused:
        outbox.keep_destination(Destination("x", "usb", "folder", "/elsewhere"))
    assert refused.value.code == "destination.name"


def test_an_unknown_name_lists_the_known_ones(outbox):
    with pytest.raises(UserError, match="Yang ada: USB"):
        outbox.named("Awan")


def test_a_computer_that_does_not_know_the_password_says_so(outbox, package):
    outbox.keep_destination(Destination("d", "Awan", "webdav", "https://awan.majene.go.id/dav", user="siti"))
    stopped = outbox.attempt(outbox.add(package, "d").id)
    assert (stopped.state, stopped.code) == (State.STOPPED, "send.no_secret")


def test_without_a_keyring_the_password_lasts_until_the_end(folder):
    with used(none_at_all()):
        credentials = Credentials("w1")
        told = credentials.keep("d", "satu")
        assert told.code == "keyring.none"
        assert credentials.get("d") == "satu"
        assert Credentials("w1").get("d") is None
        credentials.forget("d")
        assert credentials.get("d") is None


def test_two_workspaces_share_no_secret(keyring_in_memory):
    Credentials("w1").keep("d", "satu")
    assert Credentials("w2").get("d") is None
    assert keyring_in_memory.kept == {(SERVICE, "w1/d"): "satu"}


# --- with a real server ---------------------------------------------------------------------------------------------


@contextmanager
def apache() -> Iterator[servers.Server]:
    try:
        with servers.apache() as server:
            yield server
    except servers.MissingError as missing:
        pytest.skip(str(missing))


@pytest.mark.logs_warnings
def test_no_secret_reaches_the_workspace_or_the_log(tmp_path, caplog):
    """Everything that is logged, down to the last detail, and every byte of every file of the workspace."""
    caplog.set_level(logging.DEBUG)
    with apache() as server, new_workspace(tmp_path / "ruang") as workspace:
        write_package(workspace, workspace.packages_folder / package_name(workspace))
        outbox = outbox_of(workspace)
        address = f"{server.address}/dav"
        outbox.keep_destination(Destination("d", "Awan", "webdav", address, user=servers.USER), SECRET)
        added = outbox.add(workspace.packages_folder / package_name(workspace), "d")
        with pytest.raises(UserError):
            outbox.check(outbox.destination("d"), f"{SECRET}-salah")
        assert outbox.attempt(added.id).state == State.SENT
    names = [path for path in (tmp_path / "ruang").rglob("*") if path.is_file()]
    assert {FILE_NAME, "sirekap.db"} <= {path.name for path in names}
    for wanted in (SECRET.encode(), base64.b64encode(f"{servers.USER}:{SECRET}".encode())):
        assert [path.name for path in names if wanted in path.read_bytes()] == []
        assert wanted.decode() not in caplog.text
    assert caplog.text


def test_a_line_that_keeps_breaking_ends_complete(tmp_path, folder, time, line):
    package = folder / "packages" / "p.zip"
    parcel(package, [30_000] * 20 + [500_000] * 6, seed=3)
    dice = random.Random(5)
    cuts = [dice.randrange(package.stat().st_size) for _ in range(6)]
    with apache() as server, servers.CuttingLine(server.port, cuts) as broken:
        outbox = open_outbox(folder, time, line)
        address = f"http://127.0.0.1:{broken.port}/dav"
        outbox.keep_destination(Destination("d", "Awan", "webdav", address, user=servers.USER), SECRET)
        outbox.add(package, "d")
        pauses = []
        while (due := outbox.due()) is not None:
            outbox.attempt(due.id)
            pauses.append(outbox.pause())
            if outbox.parcels[0].state == State.WAITING:
                time.pass_by(outbox.pause())
        sent = outbox.parcels[0]
        assert (sent.state, broken.cuts_done) == (State.SENT, len(cuts))
        assert pauses.count(timedelta(seconds=PAUSES_SECONDS[0])) > 1, "what moves is tried again soon"
        store = open_store(outbox.destination("d"), SECRET)
        fetch(store, Place(*sent.place.split("/")), tmp_path / "terima")
        store.close()
    left, right = scan(tmp_path / "terima", lambda count: None), scan(package, lambda count: None)
    assert (left.findings, left.manifest_bytes) == ([], right.manifest_bytes)


def test_the_file_holds_what_a_person_may_read(outbox, package, folder):
    outbox.add(package, "usb")
    data = json.loads((folder / FILE_NAME).read_text("utf-8"))
    assert data["parcels"][0]["package"] == "packages/760505-ULUMANDA-r1.zip"
