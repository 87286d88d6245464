"""Workspaces of drawn kecamatan: lists, and the figures that were drawn, recorded as user SIMULASI."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.exchange import sending
from sirekap_desktop.exchange.scope import Content, PackageScope
from sirekap_desktop.jobs.documents import report_options
from sirekap_desktop.jobs.export import package_name, write_package
from sirekap_desktop.models.records import Desa, EntryHow, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.demo_elections import DemoElection
from sirekap_desktop.samples.ulumanda import DemoKecamatan, DemoTps

OPERATOR = "SIMULASI"


def new_workspace(
    folder: Path,
    demo: DemoKecamatan,
    elections: Sequence[DemoElection],
    tps: Sequence[DemoTps],
    *,
    key_folder: Path | None = None,
) -> Workspace:
    """A workspace that knows the lists of a kecamatan and has no figures yet. Raises what ``Workspace.create`` does."""
    area = Kecamatan(demo.code, demo.name, demo.kabupaten, demo.provinsi)
    workspace = Workspace.create(folder, area, operator=OPERATOR, simulation=True, key_folder=key_folder)
    workspace.set_elections([one.form.id for one in elections])
    codes = [item.code for item in demo.desa]
    workspace.add_lists(
        {one.form.pemilihan: {one.dapil: one.form.contestants} for one in elections},
        {one.form.pemilihan: dict.fromkeys(codes, one.dapil) for one in elections if one.dapil},
        desa=[Desa(item.code, item.name) for item in demo.desa],
        tps=[Tps(item.code, item.desa_code, item.number, item.dpt_l, item.dpt_p) for item in tps],
    )
    return workspace


def record_drawn(workspace: Workspace, election: DemoElection, tps: str) -> None:
    """Enter what was drawn for a TPS, as an operator would who makes no mistakes."""
    form, drawn = election.form, election.papers[tps]
    images = {page.number: workspace.current_image(tps, form.id, page.number) for page in form.pages}
    new = []
    for field in form.fields:
        image = images[field.page]
        new.append(NewEntry(field.name, drawn[field.name], EntryHow.TYPED, image.id if image else None))
    workspace.record_many(tps, form.id, new)


@dataclass(frozen=True, slots=True)
class DrawnPackage:
    """A drawn kecamatan that was recorded whole, locked and packed."""

    demo: DemoKecamatan
    elections: tuple[DemoElection, ...]
    workspace: Path
    package: Path
    public_key: str
    """64 hex digits: what the kabupaten enrols."""
    machine: str


def pack_drawn(
    folder: Path,
    demo: DemoKecamatan,
    elections: Sequence[DemoElection],
    *,
    key_folder: Path | None = None,
    lock: bool = True,
    with_documents: bool = True,
) -> DrawnPackage:
    """A whole kecamatan without photos, from nothing to its signed package; for kabupaten of many kecamatan.

    Args:
        folder: of the new workspace.
        demo: the kecamatan.
        elections: which figures are recorded.
        key_folder: where its key is kept.
        lock: False leaves it a draft.
        with_documents: False packs no printed documents, which take most of the time.

    Raises:
        UserError: ``workspace.exists``, disk errors.
    """
    with new_workspace(folder, demo, elections, demo.tps, key_folder=key_folder) as workspace:
        for one in elections:
            for tps in demo.tps:
                record_drawn(workspace, one, tps.code)
        if lock:
            workspace.lock("Rekapitulasi selesai (SIMULASI)")
        package = workspace.packages_folder / package_name(workspace)
        pack(workspace, package, with_documents=with_documents)
        key = workspace.signing_key()
        return DrawnPackage(demo, tuple(elections), workspace.folder, package, key.public_hex, key.machine_id)


def pack(workspace: Workspace, package: Path, *, with_documents: bool = True) -> Path:
    """The package of a workspace, with or without its documents."""
    if with_documents:
        return write_package(workspace, package).path
    scope = PackageScope(contents=(Content.AUDIT.value, Content.SIGNED.value))
    sending.build(workspace, package, options=report_options(workspace), picking=sending.Picking(scope))
    return package
