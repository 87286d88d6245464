"""Opening a file of the kabupaten at a PPK: a new workspace, a newer list in an old one, or the ketua's new PIN."""

from __future__ import annotations

import os
import shutil
import socket
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop import FILE_SUFFIX, __version__
from sirekap_desktop.exchange import activation as files
from sirekap_desktop.exchange import envelope
from sirekap_desktop.exchange.activation import Activation, Answer, PinOrderBody, Signed
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import keys
from sirekap_desktop.models.activation import Change, Content, changes
from sirekap_desktop.models.clock import Clock, local_now, stamp
from sirekap_desktop.models.database import DATABASE_NAME
from sirekap_desktop.models.people import Person
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.models.workspace_activation import PinOrder

PROGRAM = f"Sirekap Desktop {__version__}"


@dataclass(frozen=True, slots=True)
class Preview:
    """What an activation file holds and what it would do: shown before anything is done."""

    path: Path
    signed: Signed[Activation]
    folder: Path
    exists: bool
    """A workspace stands there already: it is brought up to date."""
    changes: tuple[Change, ...] = ()
    """What is different from the workspace that stands there."""
    people: tuple[Person, ...] = ()
    """Who may sign in there; none: nobody need to."""
    is_used: bool = False
    """This very file is in use there already: nothing would change."""

    @property
    def content(self) -> Content:
        return self.signed.body.content

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How much of each thing there is, as far as there is any."""
        found = self.content
        numbers = {(one.pemilihan, item.number) for one in found.lists for item in one.contestants}
        calon = sum(len(item.calon) for one in found.lists for item in one.contestants)
        counts = (
            ("pemilihan", len(found.elections)), ("desa", len(found.desa)), ("TPS", len(found.tps)),
            ("peserta", len(numbers)), ("calon", calon), ("nama PPK", len(found.people)),
        )  # fmt: skip
        return tuple(one for one in counts if one[1])


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who applies a newer file, where people have PINs."""

    person_id: str
    pin: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace that is ready."""

    workspace: Workspace
    created: bool
    changes: tuple[Change, ...]
    answers: tuple[Path, ...]
    """Where the answer file was written: beside the activation file if that can be, and in the workspace."""


def is_pin_order(path: Path) -> bool:
    """Whether a file is an order for the ketua's PIN. UserError when the file is not sound."""
    return kind_of(path) == envelope.PIN_ORDER


def likely_folder(signed: Signed[Activation], recent: tuple[Path, ...], base: Path) -> Path:
    """Where the workspace of a file is among those opened here before, or would be made below ``base``."""
    content = signed.body.content
    for folder in recent:
        with suppress(UserError), Workspace.open(folder, read_only=True) as workspace:
            if (workspace.kecamatan.code, workspace.simulation) == (content.kecamatan.code, content.simulation):
                return folder
    return base / folder_name(content)


def is_panel_file(path: Path) -> bool:
    """Whether it is the card of a panel file. UserError when the file is not sound."""
    return kind_of(path) == envelope.PANEL


def kind_of(path: Path) -> str:
    """``ACTIVATION`` or another kind of :mod:`exchange.envelope`. UserError when the file is not sound."""
    return envelope.read(path).kind


def read_activation(path: Path) -> Signed[Activation]:
    """Raises UserError ``activation.…`` with the reason."""
    return files.activation_of(envelope.read(path), path.name)


def folder_name(content: Content) -> str:
    """``760505-ULUMANDA``; of a simulation ``760505-ULUMANDA-SIMULASI``."""
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in content.kecamatan.name)
    return f"{content.kecamatan.code}-{name}{'-SIMULASI' if content.simulation else ''}"


def preview(path: Path, folder: Path, *, key_folder: Path | None = None) -> Preview:
    """What opening the file would do to the workspace in ``folder``, or to make one there.

    Raises:
        UserError: ``activation.…``; what :meth:`Workspace.refuse_activation` raises; ``workspace.exists`` when the
            folder holds something else.
    """
    signed = read_activation(path)
    if not (folder / DATABASE_NAME).is_file():
        _require_empty(folder)
        return Preview(path, signed, folder, exists=False)
    with Workspace.open(folder, read_only=True, key_folder=key_folder) as workspace:
        workspace.refuse_activation(signed.body.content, signed.origin)
        is_used = workspace.activation() == signed.origin
        found = () if is_used else changes(workspace.content(), signed.body.content)
        people = tuple(one for one in workspace.people() if one.active)
    return Preview(path, signed, folder, exists=True, changes=found, people=people, is_used=is_used)


def _require_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise UserError(
            f"Folder {folder} berisi sesuatu yang bukan ruang kerja.", "Pilih folder lain.", code="workspace.exists"
        )


def activate(
    path: Path,
    folder: Path,
    *,
    operator: str,
    sign_in: SignIn | None = None,
    expected: str = "",
    key_folder: Path | None = None,
    clock: Clock = local_now,
) -> Opened:
    """Open an activation file: make the workspace or bring the one in ``folder`` up to date; write the answer.

    Args:
        expected: fingerprint that the kabupaten's key must have; empty: whoever signed is taken at their word, for a
            new workspace, and must be the same as before for an old one.

    Raises:
        UserError: as :func:`preview` and :meth:`Workspace.activate`; ``activation.fingerprint``. Nothing is half done.
    """
    signed = read_activation(path)
    if expected and signed.fingerprint != expected:
        raise UserError(
            f"Berkas ditandatangani kunci {signed.fingerprint}, bukan {expected}.",
            "Jangan dipakai. Cocokkan sidik jari dengan KPU kabupaten/kota.",
            code="activation.fingerprint",
        )
    exists = (folder / DATABASE_NAME).is_file()
    make = _update if exists else _create
    workspace, found = make(signed, folder, operator, sign_in, key_folder, clock)
    try:
        answers = write_answer(workspace, path.parent, signed.body.content, clock)
    except BaseException:
        workspace.close()
        raise
    return Opened(workspace, not exists, found, answers)


def _create(
    signed: Signed[Activation], folder: Path, operator: str, _sign_in: SignIn | None, keys_in: Path | None, clock: Clock
) -> tuple[Workspace, tuple[Change, ...]]:
    _require_empty(folder)
    content, was_there = signed.body.content, folder.exists()
    workspace = Workspace.create(
        folder, content.kecamatan, operator=operator, simulation=content.simulation, key_folder=keys_in, clock=clock
    )
    try:
        workspace.activate(content, signed.origin)
    except BaseException:
        workspace.close()
        _remove(workspace, keep_folder=was_there)
        raise
    return workspace, ()


def _remove(workspace: Workspace, *, keep_folder: bool) -> None:
    """A workspace that never came to be; the folder is as it was."""
    keys.forget_key(workspace.key_folder, workspace.workspace_id)
    shutil.rmtree(workspace.folder, ignore_errors=True)
    if keep_folder:
        with suppress(OSError):
            workspace.folder.mkdir()


def _update(
    signed: Signed[Activation], folder: Path, operator: str, sign_in: SignIn | None, keys_in: Path | None, clock: Clock
) -> tuple[Workspace, tuple[Change, ...]]:
    workspace = Workspace.open(folder, operator=operator, key_folder=keys_in, clock=clock)
    try:
        if sign_in is not None:
            workspace.sign_in(sign_in.person_id, sign_in.pin)
        return workspace, apply(workspace, signed)
    except BaseException:
        workspace.close()
        raise


def apply(workspace: Workspace, signed: Signed[Activation]) -> tuple[Change, ...]:
    """Bring an open workspace up to date; gives back what became different. UserError as :meth:`Workspace.activate`."""
    before = workspace.content()
    workspace.activate(signed.body.content, signed.origin)
    return changes(before, workspace.content())


def summary(found: tuple[Change, ...]) -> str:
    """How many changes of which kind, in one line."""
    words = {
        "kecamatan": "nama", "elections": "pemilihan", "forms": "formulir", "desa": "desa", "tps": "TPS", "dpt": "DPT",
        "peserta": "peserta", "dapil": "dapil", "ppk": "nama PPK",
    }  # fmt: skip
    counts = Counter(words[one.kind] for one in found)
    return ", ".join(f"{count} {word}" for word, count in counts.items()) or "tidak ada yang berubah"


# --- the answer -----------------------------------------------------------------------------------------------------


def answer_name(workspace: Workspace) -> str:
    """``jawaban-760505-ULUMANDA-1a2b3c4d.sirekap``: one per laptop."""
    return f"jawaban-{folder_name(workspace.content())}-{workspace.machine_id[:8]}{FILE_SUFFIX}"


def write_answer(
    workspace: Workspace, beside: Path | None = None, content: Content | None = None, clock: Clock = local_now
) -> tuple[Path, ...]:
    """The file with which the kabupaten enrols this laptop's key; in the workspace, and in ``beside`` if that can be.

    Raises:
        UserError: ``activation.none`` (no activation file was used here), ``key.missing``, ``disk.full``.
    """
    data = _answer(workspace, content or workspace.content(), clock)
    name = answer_name(workspace)
    paths = [workspace.packages_folder / name]
    envelope.write(paths[0], data)
    if beside is not None and os.access(beside, os.W_OK):
        with suppress(UserError):  # a full or read-only stick: the answer is in the workspace all the same
            envelope.write(beside / name, data)
            paths.insert(0, beside / name)
    return tuple(paths)


def _answer(workspace: Workspace, content: Content, clock: Clock) -> bytes:
    origin, key = workspace.activation(), workspace.signing_key()
    if origin is None:
        raise UserError("Ruang kerja ini tidak dibuat dari berkas aktivasi.", code="activation.none")
    body = Answer(
        kecamatan=content.kecamatan,
        version=origin.version,
        activation=origin.sha256,
        office_key=origin.public_key,
        workspace_id=workspace.workspace_id,
        machine=workspace.machine_id,
        host=socket.gethostname(),
        made_at=stamp(clock),
        simulation=workspace.simulation,
    )
    return files.answer_file(body, key.private)


# --- the ketua's PIN ------------------------------------------------------------------------------------------------


def read_pin_order(path: Path) -> Signed[PinOrderBody]:
    """Raises UserError ``activation.…`` with the reason."""
    return files.pin_order_of(envelope.read(path), path.name)


def order_of(signed: Signed[PinOrderBody]) -> PinOrder:
    """What the workspace is asked to carry out."""
    body = signed.body
    return PinOrder(body.number, body.workspace_id, body.person, signed.public_key.hex())


def carry_out_pin_order(
    path: Path, folder: Path, pin: str, *, key_folder: Path | None = None, clock: Clock = local_now
) -> Person:
    """The ketua's new PIN. UserError ``order.…``, ``pin.weak``, and what opening the workspace raises."""
    order = order_of(read_pin_order(path))
    with Workspace.open(folder, operator=order.person, key_folder=key_folder, clock=clock) as workspace:
        return workspace.reset_ketua_pin(order, pin)


def workspace_of(signed: Signed[PinOrderBody], folders: tuple[Path, ...]) -> Path | None:
    """The one of these folders that an order is for."""
    for folder in folders:
        with suppress(UserError), Workspace.open(folder, read_only=True) as workspace:
            if workspace.workspace_id == signed.body.workspace_id:
                return folder
    return None
