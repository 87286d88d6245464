"""Thirty kecamatan come over three roads: what counts is right, what does not is named, on both servers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from penerimaan import KEY, Gate, content, enrolled, next_revision, opened, pack, sent, totals

from sirekap_desktop.exchange import keys
from sirekap_desktop.exchange.transport.destination import Destination, open_store
from sirekap_desktop.exchange.transport.receipt import check_receipt
from sirekap_desktop.exchange.transport.store import Store
from sirekap_desktop.jobs.demo_workspace import DrawnPackage
from sirekap_desktop.jobs.penerimaan.opening import expect, store_address
from sirekap_desktop.jobs.penerimaan.receiving import Received
from sirekap_desktop.models.penerimaan.address import StoreAddress
from sirekap_desktop.models.penerimaan.records import Result, State
from tests import servers

COUNT = 30
REVISED, TAMPERED, STRANGER, REPLAYED = (1, 2), 28, 29, 30
WITH_DOCUMENTS = (1, 15, TAMPERED)
"""The others travel without what is printed: making documents takes most of the time, and is tested elsewhere."""
NEW_VALUE = 5
pytestmark = pytest.mark.timeout(600)


@dataclass
class Roads:
    """Stores by name, and what was put on which."""

    stores: Mapping[str, Store]
    used: dict[int, str] = field(default_factory=dict)

    def send(self, number: int, package: Path) -> None:
        name = self.used.setdefault(number, list(self.stores)[number % len(self.stores)])
        sent(self.stores[name], package)


@dataclass
class Kabupaten:
    made: dict[int, DrawnPackage]
    revised: dict[int, Path]


@pytest.fixture(scope="module")
def kabupaten(tmp_path_factory: pytest.TempPathFactory) -> Kabupaten:
    folder = tmp_path_factory.mktemp("kabupaten")
    made = {number: pack(folder, number, with_documents=number in WITH_DOCUMENTS) for number in range(1, COUNT + 1)}
    revised = {
        number: next_revision(made[number], "suara_2", NEW_VALUE, folder / "keys", with_documents=False)
        for number in (*REVISED, REPLAYED)
    }
    return Kabupaten(made, revised)


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory, kabupaten: Kabupaten) -> Iterator[Roads]:
    """Everything is sent once: folder, Apache, SeaweedFS, each a third."""
    usb = tmp_path_factory.mktemp("usb")
    with ExitStack() as stack:
        try:
            apache, seaweed = stack.enter_context(servers.apache()), stack.enter_context(servers.seaweed())
        except servers.MissingError as missing:
            pytest.skip(str(missing))
        places = (
            Destination("f", "USB", "folder", str(usb)),
            Destination("w", "Awan", "webdav", f"{apache.address}/dav", user=servers.USER),
            Destination("s", "S3", "s3", seaweed.address, user=servers.USER, bucket=servers.BUCKET),
        )
        stores = {place.name: open_store(place, servers.PASSWORD) for place in places}
        found = Roads(stores)
        _send_all(found, kabupaten)
        yield found
        for store in stores.values():
            store.close()


def _send_all(roads: Roads, kabupaten: Kabupaten) -> None:
    for number, one in kabupaten.made.items():
        if number != REPLAYED:
            roads.send(number, one.package)
    for number in REVISED:
        roads.send(number, kabupaten.revised[number])
    _tamper(roads.stores[roads.used[TAMPERED]], kabupaten.made[TAMPERED])


def _tamper(store: Store, made: DrawnPackage) -> None:
    """One object at the destination gets another byte, as a hand on the server would do it."""
    area = next(name for name in store.list("").folders if name.startswith(made.demo.code))
    for folder in sorted(store.list(f"{area}/objects").folders):
        for name, size in store.list(f"{area}/objects/{folder}").files.items():
            path = f"{area}/objects/{folder}/{name}"
            data = b"".join(store.get(path))
            store.put(path, size, [bytes([data[0] ^ 1]) + data[1:]])
            return


def test_thirty_kecamatan_over_three_roads(
    address: StoreAddress, kabupaten: Kabupaten, roads: Roads, tmp_path: Path
) -> None:
    honest = [one for number, one in kabupaten.made.items() if number != STRANGER]
    with opened(address, honest) as store:
        expect(store, [content(one.demo) for one in kabupaten.made.values()], [honest[0].elections[0].form])
        gate = Gate(store, tmp_path / "arsip")
        gate.files(kabupaten.revised[REPLAYED])
        sent(roads.stores["USB"], kabupaten.made[REPLAYED].package)  # the old one, after the new one was taken
        ended = [one for name, road in roads.stores.items() for one in gate.receiver.from_place(road, name)]
        _assert_refusals(gate, ended)
        _assert_states(gate)
        _assert_recap(gate, kabupaten)
        _assert_receipts(roads, ended)
        again = [one for name, road in roads.stores.items() for one in gate.receiver.from_place(road, name)]
        assert Result.DITERIMA not in {one.result for one in again}
        assert len(store.refusals()) == 3


def _assert_refusals(gate: Gate, ended: list[Received]) -> None:
    refused = {int(one.kecamatan[4:]): one.code for one in ended if one.result is Result.DITOLAK}
    assert refused == {TAMPERED: "package.object_changed", STRANGER: "signer.unknown", REPLAYED: "package.old"}
    told = {int(one.kecamatan[4:]): one.reason for one in gate.store.refusals()}
    for number, word in ((TAMPERED, "hash"), (STRANGER, "tidak terdaftar"), (REPLAYED, "lebih lama")):
        assert word in told[number]


def _assert_states(gate: Gate) -> None:
    states = {int(one.code[4:]): one for one in gate.store.kecamatan()}
    assert len(states) == COUNT
    assert {number for number, one in states.items() if one.state is State.DITOLAK} == {TAMPERED, STRANGER}
    assert {number for number, one in states.items() if one.state is State.FINAL} == set(states) - {TAMPERED, STRANGER}
    assert {number for number, one in states.items() if one.revision == 2} == {*REVISED, REPLAYED}
    assert {number for number, one in states.items() if one.problem} == {TAMPERED, STRANGER, REPLAYED}
    for number in REVISED:
        (one,) = gate.store.differences(states[number].code)
        assert (one.field, one.after, one.reason) == ("suara_2", NEW_VALUE, "Dibetulkan dalam pleno")


def _assert_recap(gate: Gate, kabupaten: Kabupaten) -> None:
    """The sum of what was drawn, with the three corrections; the two that were refused are empty and named."""
    counted = [one for number, one in kabupaten.made.items() if number not in (TAMPERED, STRANGER)]
    wanted = totals(counted)
    for number in (*REVISED, REPLAYED):
        wanted["suara_2"] += NEW_VALUE - (kabupaten.made[number].demo.tps[0].values["suara_2"] or 0)
    recap = gate.store.recap("ppwp")
    assert {row.field: cell.value for row, cell in zip(recap.rows, recap.table.totals, strict=True)} == wanted
    for cells, total in zip(recap.table.cells, recap.table.totals, strict=True):
        assert (sum(c.value for c in cells), sum(c.missing for c in cells)) == (total.value, total.missing)
    assert [int(one.code[4:]) for one in recap.missing] == [TAMPERED, STRANGER]
    assert len(recap.table.columns) == COUNT
    assert not recap.locked


def _assert_receipts(roads: Roads, ended: list[Received]) -> None:
    """Each sender finds what became of its package, signed by the kabupaten."""
    known = [keys.fingerprint(bytes.fromhex(KEY.public_hex))]
    for one in ended:
        name, _, folder = one.source.partition("/")
        data = b"".join(roads.stores[name].get(f"{folder}/tanda-terima.json"))
        checked = check_receipt(data, one.package, known)
        assert checked.known
        assert checked.receipt.accepted == (one.result is not Result.DITOLAK)


def test_a_stranger_becomes_known_when_the_answer_is_enrolled(kabupaten: Kabupaten, tmp_path: Path) -> None:
    stranger = kabupaten.made[STRANGER]
    with opened(store_address(str(tmp_path / "toko"))) as store:
        gate = Gate(store, tmp_path / "arsip")
        assert [one.code for one in gate.files(stranger.package)] == ["signer.unknown"]
        store.enrol(enrolled([stranger]))
        assert [one.result for one in gate.files(stranger.package)] == [Result.DITERIMA]
