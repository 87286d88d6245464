"""Penerimaan on SQLite and PostgreSQL: what is taken, what is refused and why, and that nothing is counted twice."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import peewee
import pytest
from penerimaan import (
    FORMS,
    KEY,
    OFFICE,
    Gate,
    content,
    enrolled,
    kecamatan,
    lock_and_pack,
    next_revision,
    opened,
    pack,
    papers,
    sent,
    totals,
    with_absent_tps,
)  # fmt: skip

from sirekap_desktop.exchange import keys
from sirekap_desktop.exchange.stores import scan
from sirekap_desktop.exchange.transport.destination import Destination
from sirekap_desktop.exchange.transport.folder import FolderStore
from sirekap_desktop.exchange.transport.receipt import check_receipt
from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.credentials import Credentials
from sirekap_desktop.jobs.demo_workspace import DrawnPackage
from sirekap_desktop.jobs.outbox import Outbox, send_now
from sirekap_desktop.jobs.outbox_file import State as ParcelState
from sirekap_desktop.jobs.penerimaan.opening import expect, find_key
from sirekap_desktop.models.penerimaan.address import StoreAddress
from sirekap_desktop.models.penerimaan.records import Result, State
from sirekap_desktop.models.penerimaan.schema import APPEND_ONLY
from sirekap_desktop.models.penerimaan.store import Penerimaan
from sirekap_desktop.reports.content import check_sums


class Sent:
    """Two kecamatan and what they wrote, made once."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.keys = folder, folder / "keys"
        self.first, self.second = pack(folder, 1), pack(folder, 2)
        self.draft = pack(folder, 3, lock=False)
        other = shutil.copytree(self.draft.workspace, folder / "lain")
        self.other_past = next_revision(
            replace(self.draft, workspace=other), "suara_1", 9, self.keys, with_documents=False
        )
        self.final = lock_and_pack(self.draft, self.keys)
        self.revised = next_revision(self.first, "suara_1", 7, self.keys)

    @property
    def both(self) -> list[DrawnPackage]:
        return [self.first, self.second]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    return Sent(tmp_path_factory.mktemp("ppk"))


@pytest.fixture
def gate(address: StoreAddress, made: Sent, tmp_path: Path) -> Iterator[Gate]:
    with opened(address, made.both) as store:
        yield Gate(store, tmp_path / "arsip")


@pytest.fixture
def road(tmp_path: Path) -> FolderStore:
    (tmp_path / "usb").mkdir()
    return FolderStore(tmp_path / "usb")


# --- what is taken ----------------------------------------------------------------------------------------------------


def test_packages_from_a_destination_are_taken_and_summed(gate: Gate, made: Sent, road: FolderStore) -> None:
    for one in made.both:
        sent(road, one.package)
    assert [one.result for one in gate.place(road)] == [Result.DITERIMA] * 2
    assert [(one.code, one.state) for one in gate.store.kecamatan()] == [("760501", "final"), ("760502", "final")]
    recap = gate.store.recap("ppwp")
    drawn = totals(made.both)
    assert {row.field: cell.value for row, cell in zip(recap.rows, recap.table.totals, strict=True)} == drawn
    for row, cells, total in zip(recap.rows, recap.table.cells, recap.table.totals, strict=True):
        assert sum(cell.value for cell in cells) == total.value, row.field
    assert recap.locked
    assert [column.tps_total for column in recap.table.columns] == [2, 2]
    assert [source.package_sha256 for source in recap.sources] == [one.sha256 for one in gate.store.packages()]


def test_the_desa_of_each_kecamatan_add_up_to_its_column(gate: Gate, made: Sent) -> None:
    lacking = with_absent_tps(content(made.second.demo))
    gate.store.expect([content(made.first.demo), lacking, content(kecamatan(4))], FORMS)
    gate.files(made.first.package, made.second.package)
    recap = gate.store.recap("ppwp")
    check_sums(recap)
    assert [part.code for part in recap.kecamatan_tables] == ["760501", "760502"]  # of 760504 nothing came
    first, second = recap.kecamatan_tables
    assert [(one.code, one.title) for one in first.columns] == [
        (desa.code, desa.name) for desa in made.first.demo.desa
    ]  # fmt: skip
    assert [one.title for one in second.columns] == [made.second.demo.desa[0].name, "TPS LAIN"]
    assert (second.columns[-1].tps_total, second.cells[0][-1].missing) == (1, 1)
    drawn = totals([made.first])
    assert {row.field: cell.value for row, cell in zip(recap.rows, first.totals, strict=True)} == drawn


def test_the_same_snapshot_whichever_server_made_it(gate: Gate, made: Sent) -> None:
    gate.files(made.first.package)
    first, second = gate.store.recap("ppwp"), gate.store.recap("ppwp")
    assert first == second
    assert first.document_id == second.document_id
    assert json.loads(first.canonical())["table"]["level"] == "kabupaten"


def test_a_receipt_lies_beside_the_package_and_is_the_kabupatens(gate: Gate, made: Sent, road: FolderStore) -> None:
    place = sent(road, made.first.package)
    (ended,) = gate.place(road)
    data = b"".join(road.get(place.receipt))
    checked = check_receipt(data, ended.package, [keys.fingerprint(bytes.fromhex(KEY.public_hex))])
    assert ended.receipt
    assert checked.known
    assert checked.receipt.accepted
    assert checked.receipt.kecamatan == "760501"
    assert "Rina" in checked.receipt.receiver


def test_the_same_package_twice_is_harmless(gate: Gate, made: Sent, road: FolderStore) -> None:
    place = sent(road, made.first.package)
    gate.place(road)
    receipt = b"".join(road.get(place.receipt))
    before = gate.store.recap("ppwp")
    assert [one.result for one in gate.place(road)] == [Result.SUDAH]
    assert [one.result for one in gate.files(made.first.package)] == [Result.SUDAH]
    assert gate.store.recap("ppwp") == before
    assert len(gate.store.packages()) == 1
    assert b"".join(road.get(place.receipt)) == receipt


def test_without_the_key_nothing_is_signed_and_the_next_one_signs(gate: Gate, made: Sent, road: FolderStore) -> None:
    sent(road, made.first.package)
    (ended,) = replace(gate, key=None).place(road)
    assert ended.result is Result.DITERIMA
    assert not ended.receipt
    assert not gate.store.packages()[0].receipt
    (ended,) = gate.place(road)
    assert ended.result is Result.SUDAH
    assert ended.receipt
    assert gate.store.packages()[0].receipt


def test_the_package_itself_is_kept_as_it_came(gate: Gate, made: Sent) -> None:
    gate.files(made.first.package)
    (kept,) = gate.archive.rglob("manifest.json")
    assert scan(kept.parent, int).manifest_bytes == scan(made.first.package, int).manifest_bytes
    assert verify(kept.parent).ok


def test_documents_are_made_again_unless_told_otherwise(gate: Gate, made: Sent) -> None:
    assert [one.result for one in replace(gate, with_documents=True).files(made.first.package)] == [Result.DITERIMA]


# --- revisions --------------------------------------------------------------------------------------------------------


def test_a_newer_revision_counts_and_the_older_is_kept(gate: Gate, made: Sent) -> None:
    gate.files(made.first.package, made.second.package, made.revised)
    state = gate.store.kecamatan()[0]
    assert (state.state, state.revision, state.packages) == (State.FINAL, 2, 2)
    assert [(one.number, one.revision, one.current) for one in gate.store.packages("760501")] == [
        (2, 2, True),
        (1, 1, False),
    ]
    drawn = totals(made.both)
    recap = gate.store.recap("ppwp")
    old = made.first.demo.tps[0].values["suara_1"] or 0
    number = [row.field for row in recap.rows].index("suara_1")
    assert recap.table.totals[number].value == drawn["suara_1"] - old + 7
    assert recap.table.cells[number][0].corrected == 1


def test_differences_are_told_figure_by_figure(gate: Gate, made: Sent) -> None:
    gate.files(made.first.package, made.revised)
    (one,) = gate.store.differences("760501")
    tps = made.first.demo.tps[0]
    assert (one.tps, one.field, one.before, one.after) == (tps.code, "suara_1", tps.values["suara_1"], 7)
    assert one.reason == "Dibetulkan dalam pleno"
    assert one.place.endswith("TPS 001")


def test_one_package_has_nothing_to_be_compared_with(gate: Gate, made: Sent) -> None:
    gate.files(made.first.package)
    with pytest.raises(UserError) as refused:
        gate.store.differences("760501")
    assert refused.value.code == "diff.none"


def test_a_past_that_was_exchanged_is_refused(gate: Gate, made: Sent) -> None:
    """The same key and a later state, but not the one that goes on from what was sent before."""
    gate.store.enrol(enrolled([made.draft]))
    gate.files(made.final)
    (ended,) = gate.files(made.other_past)
    assert ended.code == "package.forked"
    assert gate.store.kecamatan()[-1].revision == 1


# --- what is refused --------------------------------------------------------------------------------------------------


def reasons(gate: Gate) -> list[tuple[str, str]]:
    return [(one.kecamatan, one.code) for one in gate.store.refusals()]


def test_a_replayed_old_revision_is_refused(gate: Gate, made: Sent) -> None:
    gate.files(made.revised)
    (ended,) = gate.files(made.first.package)
    assert (ended.result, ended.code) == (Result.DITOLAK, "package.old")
    assert "revisi 1" in ended.reason
    assert "revisi 2" in ended.reason
    assert gate.store.kecamatan()[0].revision == 2
    assert reasons(gate) == [("760501", "package.old")]


def test_a_final_package_follows_its_draft(gate: Gate, made: Sent) -> None:
    gate.store.enrol(enrolled([made.draft]))
    gate.files(made.draft.package, made.final)
    assert [one.result for one in gate.files(made.draft.package)] == [Result.SUDAH]
    assert gate.store.kecamatan()[-1].state is State.FINAL


def test_a_draft_after_its_final_is_refused(gate: Gate, made: Sent) -> None:
    gate.store.enrol(enrolled([made.draft]))
    gate.files(made.final)
    assert [one.code for one in gate.files(made.draft.package)] == ["package.old"]
    assert gate.store.kecamatan()[-1].state is State.FINAL


def test_a_stranger_is_refused_until_the_key_is_enrolled(address: StoreAddress, made: Sent, tmp_path: Path) -> None:
    with opened(address, [made.first]) as store:
        gate = Gate(store, tmp_path / "arsip")
        (ended,) = gate.files(made.second.package)
        assert ended.code == "signer.unknown"
        assert keys.fingerprint(bytes.fromhex(made.second.public_key)) in ended.reason
        gate.files(made.second.package)
        assert reasons(gate) == [("760502", "signer.unknown")]  # noted once
        store.enrol(enrolled([made.second]))
        assert [one.result for one in gate.files(made.second.package)] == [Result.DITERIMA]


def test_a_key_of_another_kecamatan_is_refused(address: StoreAddress, made: Sent, tmp_path: Path) -> None:
    with opened(address) as store:
        store.enrol([replace(enrolled([made.first])[0], kecamatan="760502")])
        (ended,) = Gate(store, tmp_path / "arsip").files(made.first.package)
    assert ended.code == "signer.other_kecamatan"


def test_another_kabupaten_is_refused(address: StoreAddress, made: Sent, tmp_path: Path) -> None:
    with opened(address, made.both, replace(OFFICE, code="7601")) as store:
        (ended,) = Gate(store, tmp_path / "arsip").files(made.first.package)
    assert ended.code == "package.other_kabupaten"


def test_practice_and_truth_are_never_mixed(address: StoreAddress, made: Sent, tmp_path: Path) -> None:
    with opened(address, made.both, replace(OFFICE, simulation=False)) as store:
        (ended,) = Gate(store, tmp_path / "arsip").files(made.first.package)
    assert ended.code == "package.simulation"


def test_an_election_that_is_not_held_is_refused(gate: Gate, made: Sent) -> None:
    forms = [one.form for one in papers(made.first.demo, "pilkada-2024")]
    expect(gate.store, [content(made.first.demo, "pilkada-2024")], forms)
    assert [one.code for one in gate.files(made.first.package)] == ["package.election"]


def test_a_tampered_object_at_the_destination_is_refused(
    gate: Gate, made: Sent, road: FolderStore, tmp_path: Path
) -> None:
    sent(road, made.first.package)
    victim = max((tmp_path / "usb").rglob("objects/*/*"), key=lambda path: path.stat().st_size)
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(data)
    (ended,) = gate.place(road)
    assert (ended.kecamatan, ended.code) == ("760501", "package.object_changed")
    assert gate.store.packages() == ()
    assert gate.store.kecamatan()[0].state is State.DITOLAK


def test_a_tampered_manifest_is_refused(gate: Gate, made: Sent, road: FolderStore, tmp_path: Path) -> None:
    place = sent(road, made.first.package)
    manifest = tmp_path / "usb" / place.manifest
    manifest.write_bytes(manifest.read_bytes().replace(b'"locked":true', b'"locked":null'))
    (ended,) = gate.place(road)
    assert ended.code == "package.not_signed"
    assert ended.source.endswith(place.folder)


@pytest.mark.parametrize("part", [0.2, 0.9])
def test_a_cut_or_changed_file_is_refused(gate: Gate, made: Sent, tmp_path: Path, part: float) -> None:
    data = made.first.package.read_bytes()
    cut, changed = tmp_path / "potong.zip", tmp_path / "ubah.zip"
    cut.write_bytes(data[: int(len(data) * part)])
    where = int(len(data) * part)
    changed.write_bytes(data[:where] + bytes([data[where] ^ 1]) + data[where + 1 :])
    assert [one.result for one in gate.files(cut, changed)] == [Result.DITOLAK] * 2
    assert gate.store.packages() == ()


def test_a_folder_package_with_an_object_gone_is_refused(gate: Gate, made: Sent, tmp_path: Path) -> None:
    with made.first.package.open("rb") as stream:
        zipfile.ZipFile(stream).extractall(tmp_path / "disalin")
    max((tmp_path / "disalin").rglob("objects/*/*"), key=lambda path: path.stat().st_size).unlink()
    (ended,) = gate.files(tmp_path / "disalin")
    assert (ended.kecamatan, ended.code) == ("760501", "object.missing")


def test_the_sender_of_a_refused_package_gets_the_reason(gate: Gate, made: Sent, road: FolderStore) -> None:
    gate.files(made.revised)
    place = sent(road, made.first.package)
    (ended,) = gate.place(road)
    receipt = check_receipt(b"".join(road.get(place.receipt)), ended.package, []).receipt
    assert not receipt.accepted
    assert receipt.note == ended.reason


# --- keys -------------------------------------------------------------------------------------------------------------


def test_a_revoked_key_is_refused_and_what_it_sent_before_is_marked(gate: Gate, made: Sent) -> None:
    gate.files(made.first.package)
    gate.store.revoke(made.first.public_key, "Laptop hilang di jalan")
    (ended,) = gate.files(made.revised)
    assert ended.code == "signer.revoked"
    assert "Laptop hilang di jalan" in ended.reason
    state = gate.store.kecamatan()[0]
    assert state.revoked
    assert state.problem
    assert state.packages == 1
    assert gate.store.recap("ppwp").sources[0].revoked
    (key,) = [one for one in gate.store.known_keys() if one.revoked]
    assert (key.kecamatan, key.reason, key.revoked_by) == ("760501", "Laptop hilang di jalan", "Rina")


def test_a_key_is_revoked_once_and_with_a_reason(gate: Gate, made: Sent) -> None:
    for reason, code in (("  ", "revoke.reason"), ("hilang", ""), ("hilang", "revoke.done")):
        if not code:
            gate.store.revoke(made.first.public_key, reason)
            continue
        with pytest.raises(UserError) as refused:
            gate.store.revoke(made.first.public_key, reason)
        assert refused.value.code == code


def test_a_key_is_found_by_fingerprint_or_kecamatan(gate: Gate, made: Sent) -> None:
    known = gate.store.known_keys()
    assert find_key(known, "760502").public_key == made.second.public_key
    assert find_key(known, known[0].fingerprint.lower()) == known[0]
    with pytest.raises(UserError, match="Tidak ada kunci"):
        find_key(known, "760599")


# --- what is missing --------------------------------------------------------------------------------------------------


def test_what_has_not_come_is_named(gate: Gate, made: Sent) -> None:
    demos = [kecamatan(number) for number in (1, 2, 3)]
    expect(gate.store, [with_absent_tps(content(demos[0])), *map(content, demos[1:])], FORMS)
    gate.files(made.first.package)
    assert [(one.kecamatan, one.kind) for one in gate.store.missing()] == [
        ("760501", "tps"), ("760501", "angka"), ("760501", "salinan"), ("760502", "kecamatan"), ("760503", "kecamatan"),
    ]  # fmt: skip
    recap = gate.store.recap("ppwp")
    assert [one.code for one in recap.missing] == ["760502", "760503"]
    assert not recap.locked
    assert [cell.missing for cell in recap.table.cells[0]] == [1, 2, 2]
    assert recap.table.totals[0].missing == 5


def test_a_recap_of_what_nobody_sent_says_so(gate: Gate) -> None:
    with pytest.raises(UserError) as refused:
        gate.store.recap("ppwp")
    assert refused.value.code == "recap.none"


# --- the store --------------------------------------------------------------------------------------------------------


def test_history_cannot_be_changed(gate: Gate, made: Sent) -> None:
    gate.files(made.first.package)
    gate.store.revoke(made.second.public_key, "hilang")
    database = gate.store._database.database
    for table in APPEND_ONLY:
        with database.connection_context():
            (row,) = database.execute_sql(f"SELECT * FROM {table} LIMIT 1").description[:1]
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET {row[0]} = {row[0]}"):
            if table in _EMPTY and gate.store._database.address.path:
                continue  # triggers of SQLite fire for each row
            with pytest.raises(peewee.DatabaseError, match="append-only"), database.connection_context():
                database.execute_sql(sql)


_EMPTY = ("signed_sheet", "refusal")
"""Tables that hold nothing in that test."""


def test_another_kabupaten_cannot_open_the_store(gate: Gate, address: StoreAddress) -> None:
    other = replace(OFFICE, public_key="ab" * 32)
    with pytest.raises(UserError) as refused:
        Penerimaan.open(address, who="X", office=other)
    assert refused.value.code == "store.other_office"


def test_a_store_knows_by_itself_whether_it_is_for_practice(gate: Gate, address: StoreAddress, made: Sent) -> None:
    with opened(address, made.both, replace(OFFICE, simulation=False)) as store:
        assert store.office.simulation
        with pytest.raises(UserError) as refused:
            expect(store, [replace(content(made.first.demo), simulation=False)], FORMS)
        assert refused.value.code == "store.simulation"


def test_a_computer_without_the_key_works_on_the_store_that_is_there(gate: Gate, address: StoreAddress) -> None:
    with Penerimaan.open(address, who="Budi") as store:
        assert store.office == OFFICE


def test_a_store_that_was_never_begun_is_not_made_by_looking(address: StoreAddress) -> None:
    with pytest.raises(UserError) as refused:
        Penerimaan.open(address, who="Budi")
    assert refused.value.code == "store.none"


def _receive(address: StoreAddress, packages: list[Path], archive: Path, start: object, out: object) -> None:
    start.wait()  # type: ignore[attr-defined]
    with Penerimaan.open(address, who=archive.name) as store:
        out.put([one.result.value for one in Gate(store, archive, None).files(*packages)])  # type: ignore[attr-defined]


def test_two_receivers_at_once_take_each_package_once(
    gate: Gate, address: StoreAddress, made: Sent, tmp_path: Path
) -> None:
    context = multiprocessing.get_context("spawn")
    start, out = context.Barrier(2), context.Queue()
    packages = [made.first.package, made.second.package, made.revised]
    jobs = [
        context.Process(target=_receive, args=(address, packages, tmp_path / f"arsip{n}", start, out)) for n in (1, 2)
    ]
    for job in jobs:
        job.start()
    results = [out.get(timeout=120) for _ in jobs]
    for job in jobs:
        job.join(timeout=30)
        assert job.exitcode == 0
    assert sorted(one for pair in results for one in pair if one == "diterima") == ["diterima"] * 3
    assert all(sorted(pair) == ["diterima", "sudah diterima"] for pair in zip(*results, strict=True))
    assert [(one.kecamatan, one.number) for one in gate.store.packages()] == [
        ("760501", 2),
        ("760501", 1),
        ("760502", 1),
    ]
    assert gate.store.refusals() == ()


# --- the sender -------------------------------------------------------------------------------------------------------


def test_the_outbox_of_the_ppk_ends_with_the_receipt(gate: Gate, made: Sent, road: FolderStore, tmp_path: Path) -> None:
    outbox = Outbox(made.first.workspace, Credentials("uji"), activated_by=bytes.fromhex(KEY.public_hex))
    outbox.keep_destination(Destination("d", "USB", "folder", str(tmp_path / "usb")))
    parcel = send_now(outbox, outbox.add(made.first.package, "d"))
    assert parcel.state == ParcelState.SENT
    gate.place(road)
    ended = outbox.attempt(outbox.again(parcel.id).id)
    assert ended is not None
    assert ended.state == ParcelState.RECEIVED
    assert ended.receipt is not None
    assert ended.receipt.known
    outbox.remove_destination("d")
