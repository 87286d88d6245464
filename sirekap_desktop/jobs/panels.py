"""Bagi panel and gabung panel: desa go to other laptops over a stick, and come back signed; decision 29.

``share`` writes the panel file on the main laptop, ``open_panel`` makes the panel's workspace of it, ``pack`` writes
the desa package there, ``look`` shows on the main laptop what a package brings, and ``join`` takes it over.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.exchange import keys, panel, panel_file
from sirekap_desktop.exchange.archives import PackageProgress
from sirekap_desktop.exchange.panel import ReadPackage
from sirekap_desktop.exchange.panel_file import PanelCard, PanelFile
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs import restoring
from sirekap_desktop.jobs.second_copy import Step, require_place, silent
from sirekap_desktop.jobs.slides import election_name
from sirekap_desktop.models import errors, seating
from sirekap_desktop.models.clock import Clock, local_now, stamp
from sirekap_desktop.models.filenames import file_part
from sirekap_desktop.models.images import file_sha256, sync_folder
from sirekap_desktop.models.joining import Plan
from sirekap_desktop.models.panels import Handing
from sirekap_desktop.models.pleno.facts import Approved, Objection, PanelSet
from sirekap_desktop.models.pleno.meeting import crowded, meeting_of
from sirekap_desktop.models.pleno.store import event_of
from sirekap_desktop.models.roles import Act
from sirekap_desktop.models.workspace import Workspace

_CORRECTED = frozenset({"corrected", "recounted"})


@dataclass(frozen=True, slots=True)
class Shared:
    """Desa that were handed out, and the folder that goes to the panel's laptop."""

    handing: Handing
    folder: Path
    fingerprint: str
    """Of this laptop's key: the panel compares it when it opens the file."""


@dataclass(frozen=True, slots=True)
class OpenedPanel:
    """A panel's workspace that is open, and what its verification found."""

    workspace: Workspace
    handing: Handing
    findings: int
    fingerprint: str
    """Of the panel laptop's key: it is compared when its package is joined."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A desa package that was written and read back."""

    path: Path
    final: bool
    fingerprint: str
    photos: int
    size: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """More saksi of one contestant than may be named, once the attendance of two rooms is one."""

    election: str
    contestant: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a desa package brings, before anything is written."""

    path: Path
    number: int
    leader: str
    desa: tuple[str, ...]
    """Names."""
    host: str
    fingerprint: str
    known: bool
    """Whether this key was accepted before; else a person compares the fingerprint."""
    final: bool
    repeats: bool
    """Nothing of it is new."""
    tps: int
    """TPS of which something new came."""
    entries: int
    corrections: int
    photos: int
    facts: int
    """Lines of the minutes."""
    approved: int
    objections: int
    people: tuple[str, ...]
    """Who acted."""
    crowds: tuple[Crowd, ...] = ()
    """What joining would do to the attendance; it is said, not refused: the people were there."""


@dataclass(frozen=True, slots=True)
class PanelState:
    """Who has which desa, as the window shows it."""

    mine: Handing | None
    """What this laptop answers, where it is the one of a panel."""
    handings: tuple[Handing, ...]
    names: dict[str, str]
    """Name of each desa, by code, in the order of the codes."""
    plan: tuple[PanelSet, ...]
    """The panels of the meeting."""
    fingerprint: str
    """Of this laptop's key."""


def load_state(workspace: Workspace, form_id: str) -> PanelState:
    """Read it; ``form_id`` says whose meeting has planned the panels."""
    with workspace.snapshot():
        return PanelState(
            workspace.panel(), workspace.handings(), {item.code: item.name for item in workspace.desa()},
            meeting_of(workspace.meeting(form_id)).panels, fingerprint(workspace),
        )  # fmt: skip


# --- the main laptop: bagi ------------------------------------------------------------------------------------------


def folder_for(workspace: Workspace, place: Path, handing: Handing) -> Path:
    """Where the file of a panel lies on a stick."""
    where = workspace.kecamatan
    return place / f"Sirekap-Panel-{handing.number}-{where.code}-{file_part(where.name)}-{handing.id[:6]}"


def share(
    workspace: Workspace,
    place: Path,
    number: int,
    leader: str,
    desa: Sequence[str],
    *,
    step: Step = silent,
    clock: Clock = local_now,
) -> Shared:
    """*Bagi panel*: hand desa out and write the panel file below ``place``; all of it or nothing.

    Raises:
        UserError: ``copy.missing``, ``panel.inside``, what :meth:`Workspace.hand_out` and :func:`write_file` raise.
    """
    require_place(place)
    handing = workspace.hand_out(number, leader, desa)
    try:
        return write_file(workspace, place, handing, step=step, clock=clock)
    except BaseException:
        workspace.call_off(handing.id)
        raise


def write_file(
    workspace: Workspace, place: Path, handing: Handing, *, step: Step = silent, clock: Clock = local_now
) -> Shared:
    """Write the file of a panel (again): the copy first, its signed card last.

    Raises:
        UserError: ``copy.missing``, ``panel.inside``, ``disk.full``, ``workspace.read_only``, ``backup.damaged``.
    """
    require_place(place)
    folder = folder_for(workspace, place, handing)
    if folder.resolve().is_relative_to(workspace.folder.resolve()):
        raise UserError("Berkas panel harus di luar ruang kerja.", "Pilih flash disk.", code="panel.inside")
    key = workspace.signing_key()
    try:
        (folder / panel_file.IMAGES).mkdir(parents=True, exist_ok=True)
        (folder / panel_file.NAME).unlink(missing_ok=True)
        workspace.copy_beside(folder / panel_file.DATABASE, folder / panel_file.IMAGES, step)
        panel_file.write(folder, _card(workspace, handing, folder, stamp(clock)), key.private)
        sync_folder(folder)
    except OSError as error:
        raise errors.from_os_error(error, place) or errors.unreadable_disk(place) from error
    return Shared(handing, folder, keys.fingerprint(bytes.fromhex(key.public_hex)))


def _card(workspace: Workspace, handing: Handing, folder: Path, at: str) -> PanelCard:
    where, database = workspace.kecamatan, folder / panel_file.DATABASE
    names = {item.code: item.name for item in workspace.desa()}
    tps = sum(item.desa_code in handing.desa for item in workspace.tps())
    photos = sum(1 for item in (folder / panel_file.IMAGES).iterdir() if not item.name.startswith("."))
    return PanelCard(
        workspace.workspace_id, where.code, where.name, where.kabupaten, workspace.simulation, handing.id,
        handing.number, handing.leader, tuple((code, names[code]) for code in handing.desa), tps, photos,
        file_sha256(database), database.stat().st_size, at,
    )  # fmt: skip


# --- the panel's laptop ---------------------------------------------------------------------------------------------


def find_panel_files(place: Path) -> tuple[PanelFile, ...]:
    """Whole panel files on a stick, or in a folder on it, newest first: a damaged one keeps no other out.

    Raises:
        UserError: ``copy.missing``; what is wrong with the first one where none is whole.
    """
    require_place(place)
    try:
        folders = [place, *sorted(item for item in place.iterdir() if item.is_dir())]
        cards = [folder for folder in folders if (folder / panel_file.NAME).is_file()]
    except OSError as error:
        raise errors.unreadable_disk(place) from error
    found, refused = [], []
    for folder in cards:
        try:
            found.append(panel_file.read(folder))
        except UserError as refusal:
            refused.append(refusal)
    if refused and not found:
        raise refused[0]
    return tuple(sorted(found, key=lambda item: item.card.made_at, reverse=True))


def panel_file_at(path: Path) -> PanelFile:
    """The panel file in a folder, or by its card. Raises UserError as :func:`exchange.panel_file.read`."""
    return panel_file.read(path)


def suggest_folder(file: PanelFile, base: Path) -> Path:
    """A folder below ``base`` that does not exist yet."""
    stem = f"{file.card.code}-{file_part(file.card.kecamatan)}-panel-{file.card.number}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    return next((base / name for name in names if not (base / name).exists()), base / stem)


def open_panel(
    file: PanelFile, folder: Path, *, operator: str, key_folder: Path | None = None, step: Step = silent
) -> OpenedPanel:
    """Make the panel's workspace in ``folder`` (new or empty), verify it, and open it. A cut leaves no workspace.

    Raises:
        UserError: ``operator.missing``, ``workspace.exists``, ``copy.damaged``, ``panel.file``, ``disk.full``.
    """
    if not operator.strip():
        raise UserError("Nama operator belum diisi.", "Isi nama Anda.", code="operator.missing")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"Folder {folder} tidak kosong.", "Pilih folder yang baru.", code="workspace.exists")
    unfinished = folder.with_name(f".{folder.name}.panel")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        restoring.restore(file, unfinished, step=step)
        seating.take_seat(
            unfinished, file.card.handing, file.public_key, operator=operator.strip(), key_folder=key_folder
        )
        folder.rmdir() if folder.exists() else folder.parent.mkdir(parents=True, exist_ok=True)
        os.replace(unfinished, folder)
        sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return _opened(folder, operator, key_folder)


def _opened(folder: Path, operator: str, key_folder: Path | None) -> OpenedPanel:
    workspace = Workspace.open(folder, operator=operator, key_folder=key_folder)
    try:
        handing = workspace.panel()
        assert handing is not None
        return OpenedPanel(workspace, handing, len(workspace.verify().findings), fingerprint(workspace))
    except BaseException:
        workspace.close()
        raise


def fingerprint(workspace: Workspace) -> str:
    """Of this laptop's key, as it is compared by eye. Raises UserError ``key.missing``."""
    return keys.fingerprint(bytes.fromhex(workspace.signing_key().public_hex))


def package_name(workspace: Workspace, *, final: bool = True) -> str:
    """``760505-ULUMANDA-panel-2-akhir.zip``."""
    handing, where = workspace.panel(), workspace.kecamatan
    number = handing.number if handing else 0
    return f"{where.code}-{file_part(where.name)}-panel-{number}-{'akhir' if final else 'sementara'}.zip"


def pack(
    workspace: Workspace,
    path: Path,
    *,
    final: bool = True,
    progress: Callable[[PackageProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Packed:
    """Write the desa package (a zip when ``path`` ends in ``.zip``, else a folder) and read it back.

    Args:
        final: the panel is done: nothing more is recorded on its laptop, and joining gives the desa back. Without it
            the main laptop sees how far the panel is, and goes on refusing to record in its desa.
        progress: told while it is written.
        cancelled: asked between pieces; a final package that was stopped can be written again.

    Raises:
        UserError: ``panel.none``, ``key.missing``, ``image.missing``, disk errors, ``package.cancelled``,
            ``panel.package`` when the disk does not give back what was written.
    """
    if path.resolve().is_relative_to(workspace.folder.resolve()) and path.parent != workspace.packages_folder:
        raise UserError("Paket ditulis di luar ruang kerja.", "Pilih flash disk.", code="panel.inside")
    if final:
        workspace.give_back_desa()
    manifest = panel.build(workspace, path, progress=progress, cancelled=cancelled)
    read = panel.read(path)
    size = sum(size for _, size in manifest.objects)
    return Packed(path, read.package.final, read.fingerprint, len(read.photos), size)


# --- the main laptop: gabung ----------------------------------------------------------------------------------------


def look(workspace: Workspace, path: Path) -> Preview:
    """Check a desa package and say what it brings; nothing is written.

    Raises:
        UserError: what :func:`exchange.panel.read` and :func:`models.joining.judge` raise.
    """
    read = panel.read(path)
    return _preview(workspace, path, read, workspace.plan_joining(read.package))


def join(workspace: Workspace, path: Path, *, accepted: str = "", step: Step = silent) -> Preview:
    """*Gabung panel*: photos first, whole; then all rows in one transaction. A cut leaves the workspace as it was.

    Args:
        accepted: fingerprint of the panel laptop's key that a person compared; needed while it is not known here.
        step: told of photos done and of all; what it raises stops the joining.

    Raises:
        UserError: what :func:`look` raises; ``panel.key``, ``right.missing``, ``disk.full``.
    """
    workspace.require(Act.APPROVE)
    read = panel.read(path)
    plan = workspace.plan_joining(read.package)
    public_key = read.package.public_key if accepted == read.fingerprint else ""
    if not plan.known and not public_key:
        raise UserError(
            f"Kunci laptop panel {plan.handing.number} belum dikenal rapat ini: {read.fingerprint}.",
            "Bandingkan sidik jari itu dengan yang tampil di laptop panel, lalu setujui.",
            code="panel.key",
        )
    new = {row["sha256"] for row in plan.rows["image"]}
    photos = [file for file in read.photos if file.sha256 in new]
    for number, file in enumerate(photos):
        step(number, len(photos))
        workspace.store_original(read.photo(file), Path(file.name).suffix)
    preview = _preview(workspace, path, read, plan)
    workspace.join(read.package, public_key=public_key)
    return preview


def _preview(workspace: Workspace, path: Path, read: ReadPackage, plan: Plan) -> Preview:
    names = {item.code: item.name for item in workspace.desa()}
    kinds = Counter(row["kind"] for row in plan.rows["pleno_event"])
    corrections = sum(row["how"] in _CORRECTED for row in plan.rows["entry"])
    tps = {row["tps"] for table in ("entry", "pleno_event", "placement") for row in plan.rows[table] if row["tps"]}
    return Preview(
        path=path, number=plan.handing.number, leader=plan.handing.leader,
        desa=tuple(names.get(code, code) for code in plan.handing.desa), host=plan.package.host,
        fingerprint=read.fingerprint, known=plan.known, final=plan.package.final, repeats=plan.repeats, tps=len(tps),
        entries=plan.count("entry"), corrections=corrections, photos=plan.count("image"),
        facts=plan.count("pleno_event"), approved=kinds[Approved.kind], objections=kinds[Objection.kind],
        people=tuple(sorted({row.who for row in plan.audit})), crowds=tuple(_crowds(workspace, plan)),
    )  # fmt: skip


def _crowds(workspace: Workspace, plan: Plan) -> Iterator[Crowd]:
    """Contestants who have too many saksi only with those whom the panel names."""
    came = [event_of(row) for row in plan.rows["pleno_event"] if row["tps"] is None]
    for form in dict.fromkeys(event.form for event in came):
        here = workspace.meeting(form)
        before = crowded(meeting_of(here))
        after = crowded(meeting_of([*here, *(event for event in came if event.form == form)]))
        name = election_name(workspace.form(form))
        yield from (Crowd(name, number, names) for number, names in after.items() if names != before.get(number))
