"""What strangers, liars and broken sticks bring to the kabupaten is refused with a reason; nothing of it is counted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from penerimaan import FORM, OFFICE, Gate, opened

from benchmarks.package_fuzz.cases import FOLDER, PACKAGE, STICK, VOLUMES, Case, make, original
from benchmarks.package_fuzz.judging import is_sentence
from benchmarks.package_fuzz.sources import SENDER, sent, signer
from sirekap_desktop.exchange.transport.folder import FolderStore
from sirekap_desktop.jobs.penerimaan.opening import store_address
from sirekap_desktop.jobs.penerimaan.receiving import Received
from sirekap_desktop.models.office import EnrolledKey
from sirekap_desktop.models.penerimaan.records import Result

CASES = 400
_PLACES = {"zip": PACKAGE, "folder": FOLDER, "volumes": VOLUMES, "source": PACKAGE}


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    """A kabupaten that knows the sender of the vector."""
    with opened(store_address(str(tmp_path / "toko")), (), OFFICE) as store:
        machine = sent().manifest["machine"]
        store.enrol([EnrolledKey("760505", "ULUMANDA", signer(SENDER), machine, "laptop-ppk", "w", "", "")])
        yield Gate(store, tmp_path / "arsip")


def received(gate: Gate, case: Case, folder: Path) -> list[Received]:
    case.put(folder)
    if case.road == "store":
        return gate.place(FolderStore(folder / STICK))
    return gate.files(folder / _PLACES[case.road])


def sums(gate: Gate) -> dict[str, int]:
    recap = gate.store.recap("ppwp")
    return {row.field: cell.value for row, cell in zip(recap.rows, recap.table.totals, strict=True)}


def test_what_these_tests_change_is_taken(gate: Gate, tmp_path: Path) -> None:
    for number, road in enumerate(("zip", "folder", "volumes", "store")):
        (ended,) = received(gate, original(road), tmp_path / str(number))
        assert ended.result is (Result.DITERIMA if number == 0 else Result.SUDAH), ended.reason
    assert sums(gate)["suara_1"] == 121


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are those of POSIX")
def test_changed_packages_are_refused_in_words_and_count_for_nothing(gate: Gate, tmp_path: Path) -> None:
    received(gate, original("zip"), tmp_path / "asli")
    before, there = sums(gate), set(gate.archive.rglob("*/objects/*/*"))
    tried = refused = 0
    for index in range(CASES):
        case = make(99, index)
        if case.road not in {*_PLACES, "store"} or case.signed == "sender":
            continue
        tried += 1
        for ended in received(gate, case, tmp_path / "masuk" / str(index)):
            if ended.result is Result.DITOLAK:
                refused += 1
                assert is_sentence(ended.reason), (index, ended.reason)
            else:
                assert ended.result is Result.SUDAH, (index, case.kind, ended)
    assert refused > tried / 2
    assert sums(gate) == before
    assert set(gate.archive.rglob("*/objects/*/*")) == there
    assert not [path for path in gate.archive.rglob("*") if path.name.startswith(".masuk-")]


def test_lies_of_the_sender_are_refused_or_are_another_package_of_his(gate: Gate, tmp_path: Path) -> None:
    """Whatever he signs: it is found, or taken as what he said, and then its sums are those of its TPS."""
    taken = 0
    for index in range(CASES):
        case = make(98, index)
        if case.road not in {*_PLACES, "store"} or case.signed != "sender":
            continue
        for ended in received(gate, case, tmp_path / str(index)):
            taken += ended.result is Result.DITERIMA
            assert ended.result is not Result.DITOLAK or is_sentence(ended.reason), (index, ended.reason)
    assert taken < CASES / 4
    assert FORM
