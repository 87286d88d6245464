"""Receiving what is not one ballot in one zip: five elections with their dapil, volumes, parts of a kecamatan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from penerimaan import Gate, content, kecamatan, opened, papers, totals

from sirekap_desktop.exchange import sending
from sirekap_desktop.exchange.scope import Content, PackageScope
from sirekap_desktop.exchange.transport.source import open_source
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.demo_workspace import DrawnPackage, pack_drawn
from sirekap_desktop.jobs.penerimaan.opening import expect, store_address
from sirekap_desktop.jobs.penerimaan.receiving import loose_packages
from sirekap_desktop.models.penerimaan.records import Result, State
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.options import ReportOptions

DAY = "pemilu-2024"


class Sent:
    def __init__(self, folder: Path) -> None:
        self.keys = folder / "keys"
        self.made = [self._pack(folder, number) for number in (1, 2)]
        largest = max(size for _, size in open_source(self.made[0].package).manifest.objects)
        plain = PackageScope(contents=(Content.AUDIT.value, Content.SIGNED.value))
        self.volumes = self._write(folder / "usb" / "paket.zip", plain, volume_size=largest + 100_000)
        self.one_ballot = self._write(folder / "ppwp.zip", replace(plain, pemilihan=("ppwp",)))
        self.one_desa = self._write(folder / "desa.zip", replace(plain, desa=(self.made[0].demo.desa[0].code,)))
        self.no_audit = self._write(folder / "polos.zip", replace(plain, contents=(Content.SIGNED.value,)))

    def _pack(self, folder: Path, number: int) -> DrawnPackage:
        demo = kecamatan(number)
        elections = papers(demo, DAY)
        return pack_drawn(folder / demo.code, demo, elections, key_folder=self.keys, with_documents=False)

    def _write(self, path: Path, scope: PackageScope, volume_size: int | None = None) -> Path:
        path.parent.mkdir(exist_ok=True)
        with Workspace.open(self.made[0].workspace, operator="SIMULASI", key_folder=self.keys) as workspace:
            picking = sending.Picking(scope)
            sending.build(workspace, path, options=ReportOptions(), picking=picking, volume_size=volume_size)
        return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    return Sent(tmp_path_factory.mktemp("ppk"))


@pytest.fixture
def gate(made: Sent, tmp_path: Path) -> Iterator[Gate]:
    with opened(store_address(str(tmp_path / "toko")), made.made) as store:
        yield Gate(store, tmp_path / "arsip")


def test_every_ballot_is_summed_for_its_dapil(gate: Gate, made: Sent) -> None:
    assert [one.result for one in gate.files(*(one.package for one in made.made))] == [Result.DITERIMA] * 2
    elections = {one.form.pemilihan: one for one in made.made[0].elections}
    assert {(one.pemilihan, one.dapil) for one in gate.store.ballots()} == {
        (one.form.pemilihan, one.dapil) for one in elections.values()
    }
    for pemilihan, election in elections.items():
        recap = gate.store.recap(pemilihan, election.dapil)
        wanted = totals(made.made, pemilihan)
        assert {row.field: cell.value for row, cell in zip(recap.rows, recap.table.totals, strict=True)} == wanted
        assert [source.state for source in recap.sources] == ["final", "final"]


def test_another_dapil_of_the_same_election_has_no_recap(gate: Gate, made: Sent) -> None:
    gate.files(made.made[0].package)
    with pytest.raises(UserError) as refused:
        gate.store.recap("pdprdk", "DAPIL LAIN")
    assert refused.value.code == "recap.none"


def test_volumes_are_one_package(gate: Gate, made: Sent) -> None:
    found = loose_packages(made.volumes.parent)
    assert len(list(made.volumes.parent.glob("*.zip"))) > 1
    assert len(found) == 1
    assert [one.result for one in gate.files(*found)] == [Result.DITERIMA]
    assert gate.store.kecamatan()[0].tps_complete == 2


def test_a_volume_that_is_missing_is_named(gate: Gate, made: Sent, tmp_path: Path) -> None:
    first, *_ = sorted(made.volumes.parent.glob("*.zip"))
    (tmp_path / first.name).write_bytes(first.read_bytes())
    (ended,) = gate.files(tmp_path / first.name)
    assert (ended.result, ended.code) == (Result.DITOLAK, "volume.missing")


def test_one_ballot_leaves_the_others_waiting(gate: Gate, made: Sent) -> None:
    expect(gate.store, [content(made.made[0].demo, DAY)], [one.form for one in made.made[0].elections])
    assert [one.code for one in gate.files(made.one_ballot)] == [""]
    state = gate.store.kecamatan()[0]
    assert state.state is State.DRAF
    assert {one.pemilihan: one.state for one in state.ballots}["ppwp"] is State.FINAL
    assert {one.kind for one in gate.store.missing()} >= {"pemilihan"}


@pytest.mark.parametrize("name", ["one_desa", "no_audit"])
def test_a_part_of_the_figures_is_not_taken(gate: Gate, made: Sent, name: str) -> None:
    (ended,) = gate.files(getattr(made, name))
    assert (ended.result, ended.code, ended.kecamatan) == (Result.DITOLAK, "package.part", "760501")
