"""Pulihkan dari cadangan: a workspace made from a second copy, in a new folder on another laptop."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.second_copy import Copy, Step, on_same_disk, silent
from sirekap_desktop.models import backup
from sirekap_desktop.models.errors import disk_full, from_os_error, is_full
from sirekap_desktop.models.filenames import file_part
from sirekap_desktop.models.images import file_sha256
from sirekap_desktop.models.workspace import Workspace


class Whole(Protocol):
    """A copy of a workspace with what must be true of it: a second copy, or the file of a panel."""

    @property
    def folder(self) -> Path: ...

    @property
    def database(self) -> Path: ...

    @property
    def images(self) -> Path: ...

    @property
    def card(self) -> Measured: ...


class Measured(Protocol):
    """The card of a copy, as far as it measures the database."""

    @property
    def sha256(self) -> str: ...

    @property
    def size(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace that is open, and what its verification found."""

    workspace: Workspace
    copy: Copy
    findings: int
    new_machine: bool
    """Whether this laptop signs with another key than the one that made the copy."""
    apart: bool
    """Whether the copy lies on another disk."""


def suggest_folder(copy: Copy, base: Path) -> Path:
    """A folder below ``base`` that does not exist yet."""
    stem = f"{copy.card.code}-{file_part(copy.card.kecamatan)}-pulih"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    return next((base / name for name in names if not (base / name).exists()), base / stem)


def restore(copy: Whole, folder: Path, *, step: Step = silent) -> Path:
    """Check the copy and bring it into ``folder``, which must be new or empty; every photo is compared by its hash.

    Raises:
        UserError: ``workspace.exists``, ``copy.damaged``, ``disk.full``, or what ``step`` raised. Nothing is left.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"Folder {folder} tidak kosong.", "Pilih folder yang baru.", code="workspace.exists")
    try:
        _require_whole(copy)
        _require_room(copy, folder)
        backup.take_back(copy.database, copy.images, folder, step)
    except (UserError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise _sentence(error, copy, folder) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def open_restored(copy: Copy, folder: Path, *, operator: str, key_folder: Path | None = None) -> Restored:
    """Open what was restored, as this laptop, and verify all of it."""
    workspace = Workspace.open(folder, operator=operator, key_folder=key_folder)
    try:
        findings = len(workspace.verify().findings)
        apart = not (copy.folder.is_dir() and on_same_disk(workspace, copy.folder))
    except BaseException:
        workspace.close()
        raise
    return Restored(workspace, copy, findings, workspace.machine_id != copy.card.machine, apart)


def discard(found: Restored) -> None:
    """Somebody thought better of it: close, and remove what was made. The copy stays."""
    found.workspace.close()
    shutil.rmtree(found.workspace.folder, ignore_errors=True)


def _require_whole(copy: Whole) -> None:
    if file_sha256(copy.database) != copy.card.sha256:
        raise UserError("Basis data salinan tidak sama dengan catatannya.", code="backup.damaged")


def _require_room(copy: Whole, folder: Path) -> None:
    needed = copy.card.size + sum(item.stat().st_size for item in copy.images.iterdir())
    place = next(path for path in (folder, *folder.parents) if path.exists())
    if shutil.disk_usage(place).free < needed * 1.05:
        raise disk_full(folder)


def _sentence(error: UserError | OSError, copy: Whole, folder: Path) -> UserError:
    """Which of the two disks it was, and what to try next."""
    other = "Pilih salinan lain dalam daftar, atau flash disk lain."
    code = error.code if isinstance(error, UserError) else ""
    if code in {"backup.damaged", "image.missing", "workspace.damaged"}:
        reason = error.message if isinstance(error, UserError) else ""
        return UserError(f"Salinan ini rusak, jadi tidak dipakai. {reason}", other, code="copy.damaged")
    if isinstance(error, UserError):
        return error
    if is_full(error):
        return disk_full(folder)
    if not copy.database.is_file():
        return UserError(f"Flash disk dengan salinan itu tercabut: {copy.folder}.", other, code="copy.missing")
    return from_os_error(error, folder) or UserError(
        f"Salinan tidak dapat dibaca: {copy.folder} ({error.strerror or error}).", other, code="copy.disk"
    )
