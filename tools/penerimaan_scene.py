"""A kabupaten in the middle of receiving, for the pictures: kecamatan that came, one draft, one revised, a stranger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sirekap_desktop.exchange.transport.delivery import Known, send
from sirekap_desktop.exchange.transport.destination import Destination, Kind
from sirekap_desktop.exchange.transport.folder import FolderStore
from sirekap_desktop.exchange.transport.source import open_source
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.jobs.demo_workspace import DrawnPackage, pack_drawn
from sirekap_desktop.jobs.export import write_package
from sirekap_desktop.jobs.penerimaan import opening
from sirekap_desktop.models.activation import Content
from sirekap_desktop.models.office import EnrolledKey, Office
from sirekap_desktop.models.records import Desa, EntryHow, Kecamatan, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.demo_elections import elections_in
from sirekap_desktop.samples.kecamatan import drawn_kecamatan
from sirekap_desktop.samples.ulumanda import DemoKecamatan

FORM = "c-hasil-ppwp-2024"
_WAITED, _CAME, _DRAFT = 9, 7, 3
Settle = Callable[[], None]


@dataclass(frozen=True)
class Scene:
    """What was made for it."""

    folder: Path
    office: Office
    packages: tuple[DrawnPackage, ...]

    @property
    def shared(self) -> Path:
        """Where the PPK sent to."""
        return self.folder / "kiriman"

    def send(self, package: Path) -> None:
        send(FolderStore(self.shared), open_source(package), Known())


def build(folder: Path, office: Office) -> Scene:
    """Draw, record, pack, enrol and send."""
    made = tuple(_packed(folder, n) for n in range(1, _CAME + 1))
    stranger = _packed(folder, _CAME + 1)
    scene = Scene(folder, office, made)
    scene.shared.mkdir()
    office.enrol(
        EnrolledKey(one.demo.code, one.demo.name, one.public_key, one.machine, f"LAPTOP-{n:02d}", one.demo.code, "", "")
        for n, one in enumerate(made, 1)
    )
    for one in (*made, stranger):
        scene.send(one.package)
    return scene


def play(scene: Scene, page: Any, settle: Settle, like: Content) -> None:  # noqa: ANN401
    """Open a store in the page and receive: everything, then the revision of the first kecamatan."""
    opening.default_folder = lambda: scene.office.folder  # type: ignore[assignment]
    page.start.choice.simulation.setChecked(True)
    page.start.open(str(scene.folder / "penerimaan"))
    settle()
    page.store_card.where.setText("D:\\Sirekap\\penerimaan")
    page.held.places.keep_destination(Destination("awan", "Nextcloud KPU", Kind.FOLDER.value, str(scene.shared)))
    page.places.show_places(page.tools, page.held.places)
    with page.held.lease.use() as store:
        store.expect([_expected(_kecamatan(n), like) for n in range(1, _WAITED + 1)], (load_form(FORM),))
    page.store_card.receipts.setChecked(False)
    page.receive()
    settle()
    scene.send(_corrected(scene.packages[0], scene.folder / "keys"))
    page.receive()
    settle()
    page.store_card.receipts.setChecked(True)
    page.details.show_part("perbedaan")


def _packed(folder: Path, number: int) -> DrawnPackage:
    demo = _kecamatan(number)
    elections = elections_in(demo, "ppwp")
    return pack_drawn(folder / demo.code, demo, elections, key_folder=folder / "keys", lock=number != _DRAFT)


def _kecamatan(number: int) -> DemoKecamatan:
    return drawn_kecamatan(f"7605{number:02d}", desa=2, tps=3)


def _expected(demo: DemoKecamatan, like: Content) -> Content:
    return replace(
        like,
        kecamatan=Kecamatan(demo.code, demo.name, demo.kabupaten, demo.provinsi),
        simulation=True,
        desa=tuple(Desa(one.code, one.name) for one in demo.desa),
        tps=tuple(Tps(one.code, one.desa_code, one.number, one.dpt_l, one.dpt_p) for one in demo.tps),
    )


def _corrected(made: DrawnPackage, keys: Path) -> Path:
    """Reopened, one figure corrected, locked and packed again."""
    tps = made.demo.tps[0].code
    with Workspace.open(made.workspace, operator="SIMULASI", key_folder=keys) as workspace:
        workspace.unlock("Suara pasangan calon 02 salah salin")
        before = workspace.values(tps, FORM)["suara_2"] or 0
        workspace.record(
            tps, FORM, "suara_2", before + 9, EntryHow.CORRECTED, before=before,
            reason="Salah salin, dicocokkan dengan salinan saksi", witness="Saksi 02",
        )  # fmt: skip
        workspace.lock("Rekapitulasi diperbaiki")
        return write_package(workspace, workspace.packages_folder / "revisi.zip").path
