"""A kabupaten of drawn kecamatan for tests and benchmarks: its key, its store, and packages on their way to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sirekap_desktop.exchange.transport.delivery import Known, Place, send
from sirekap_desktop.exchange.transport.source import open_source
from sirekap_desktop.exchange.transport.store import Store
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.jobs.demo_workspace import DrawnPackage, pack_drawn
from sirekap_desktop.jobs.demo_workspace import pack as pack_workspace
from sirekap_desktop.jobs.penerimaan.receiving import Desk, Received, Receiver
from sirekap_desktop.models.activation import BallotList, Content, DapilDesa
from sirekap_desktop.models.keys import SigningKey
from sirekap_desktop.models.office import EnrolledKey
from sirekap_desktop.models.penerimaan.address import StoreAddress
from sirekap_desktop.models.penerimaan.records import OfficeInfo
from sirekap_desktop.models.penerimaan.store import Penerimaan
from sirekap_desktop.models.records import Desa, EntryHow, Kecamatan, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.demo_elections import DemoElection, elections_in
from sirekap_desktop.samples.kecamatan import drawn_kecamatan
from sirekap_desktop.samples.ulumanda import DemoKecamatan

KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34))))
OFFICE = OfficeInfo("7605", "KPU KABUPATEN CONTOH", KEY.public_hex, simulation=True)
FORM = "c-hasil-ppwp-2024"
WHO = "Rina"


@cache
def kecamatan(number: int, desa: int = 1, tps: int = 2) -> DemoKecamatan:
    return drawn_kecamatan(f"{OFFICE.code}{number:02d}", desa=desa, tps=tps)


def papers(demo: DemoKecamatan, day: str = "ppwp") -> tuple[DemoElection, ...]:
    return elections_in(demo, day)


def pack(folder: Path, number: int, *, lock: bool = True, with_documents: bool = True) -> DrawnPackage:
    """A kecamatan of two TPS recorded, locked and packed below ``folder``."""
    demo = kecamatan(number)
    return pack_drawn(
        folder / demo.code, demo, papers(demo), key_folder=folder / "keys", lock=lock, with_documents=with_documents
    )


def next_revision(made: DrawnPackage, field: str, value: int, keys: Path, *, with_documents: bool = True) -> Path:
    """Reopened, one figure of the first TPS corrected with its reason, locked and packed again."""
    with Workspace.open(made.workspace, operator="SIMULASI", key_folder=keys) as workspace:
        if workspace.is_locked:
            workspace.unlock("Salah baca")
        tps = made.demo.tps[0].code
        before = workspace.values(tps, FORM)[field]
        workspace.record(
            tps, FORM, field, value, EntryHow.CORRECTED, before=before, reason="Dibetulkan dalam pleno", witness="Saksi"
        )
        workspace.lock("Rekapitulasi diperbaiki")
        return pack_workspace(workspace, workspace.packages_folder / "revisi.zip", with_documents=with_documents)


def lock_and_pack(made: DrawnPackage, keys: Path) -> Path:
    """A draft made final: the same revision, further on in its chain."""
    with Workspace.open(made.workspace, operator="SIMULASI", key_folder=keys) as workspace:
        workspace.lock("Rekapitulasi selesai")
        return pack_workspace(workspace, workspace.packages_folder / "final.zip")


def enrolled(made: Iterable[DrawnPackage]) -> list[EnrolledKey]:
    return [
        EnrolledKey(one.demo.code, one.demo.name, one.public_key, one.machine, "laptop-ppk", "w", "", "")
        for one in made
    ]


def opened(address: StoreAddress, made: Iterable[DrawnPackage] = (), office: OfficeInfo = OFFICE) -> Penerimaan:
    store = Penerimaan.open(address, who=WHO, office=office)
    store.enrol(enrolled(made))
    return store


@dataclass(frozen=True)
class Gate:
    """A store with an archive, that receives."""

    store: Penerimaan
    archive: Path
    key: SigningKey | None = KEY
    with_documents: bool = False

    @property
    def receiver(self) -> Receiver:
        return Receiver(self.store, Desk(self.archive, self.key, with_documents=self.with_documents))

    def place(self, road: Store) -> list[Received]:
        return list(self.receiver.from_place(road, "USB"))

    def files(self, *paths: Path) -> list[Received]:
        return list(self.receiver.from_files(paths))


def sent(road: Store, package: Path) -> Place:
    return send(road, open_source(package), Known())


def totals(made: Sequence[DrawnPackage], pemilihan: str = "ppwp") -> dict[str, int]:
    """What was drawn for all TPS of these kecamatan, by field."""
    found: dict[str, int] = {}
    for one in made:
        for election in (item for item in one.elections if item.form.pemilihan == pemilihan):
            for tps in one.demo.tps:
                for field, value in election.papers[tps.code].items():
                    found[field] = found.get(field, 0) + (value or 0)
    return found


def content(demo: DemoKecamatan, day: str = "ppwp") -> Content:
    """The lists that the kabupaten would give to a kecamatan."""
    elections = papers(demo, day)
    return Content(
        kecamatan=Kecamatan(demo.code, demo.name, demo.kabupaten, demo.provinsi),
        simulation=True,
        elections=tuple(one.form.id for one in elections),
        desa=tuple(Desa(one.code, one.name) for one in demo.desa),
        tps=tuple(Tps(one.code, one.desa_code, one.number, one.dpt_l, one.dpt_p) for one in demo.tps),
        lists=tuple(BallotList(one.form.pemilihan, one.dapil, one.form.contestants) for one in elections),
        dapil=tuple(
            DapilDesa(one.form.pemilihan, desa.code, one.dapil) for one in elections if one.dapil for desa in demo.desa
        ),
        people=(),
        forms=(),
    )


def with_absent_tps(wanted: Content) -> Content:
    """The same, with one TPS more than the kecamatan knows."""
    last = wanted.tps[-1]
    return replace(wanted, tps=(*wanted.tps, replace(last, code=f"{last.code[:10]}009", number=9)))


FORMS = (load_form(FORM),)
