"""The second copy: on a stick or another disk, brought up to date at every *sahkan*; see docs/decisions/0027.

One folder per workspace: ``images`` with the photos by their content, ``salinan-0007.db`` with the database, and
``salinan-0007.json``, its card. The card is written last, over what was read back and compared; without a whole card
there is no copy. The copy before stays until the next one has its card, so a stick may be pulled at any moment.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.clock import Clock, local_now, stamp
from sirekap_desktop.models.errors import is_full
from sirekap_desktop.models.filenames import file_part
from sirekap_desktop.models.images import file_sha256, sync_folder
from sirekap_desktop.models.whole_files import appearing
from sirekap_desktop.models.workspace import Workspace

FORMAT = 1
IMAGES = "images"
_CARDS = "salinan-*.json"
Step = Callable[[int, int], None]
_one_at_a_time = threading.Lock()
"""A copy that was told to stop may still be ending when the next one begins."""


def silent(_done: int, _total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a copy says of itself."""

    format: int
    workspace_id: str
    code: str
    kecamatan: str
    kabupaten: str
    simulation: bool
    machine: str
    at: str
    """Nothing that was recorded after this is in the copy."""
    approvals: int
    """How often *sahkan* had been said."""
    approved: int
    of: int
    photos: int
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A whole copy in a folder."""

    folder: Path
    number: int
    card: Card

    @property
    def database(self) -> Path:
        return self.folder / f"{_name(self.number)}.db"

    @property
    def images(self) -> Path:
        return self.folder / IMAGES

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.card.at)


def folder_for(workspace: Workspace, place: Path) -> Path:
    """Where the copies of this workspace lie on a stick; two workspaces of one kecamatan, or its panels, never mix."""
    where, seat = workspace.kecamatan, workspace.panel_seat()
    panel = f"-panel-{seat.key[:6]}" if seat else ""
    return place / f"Sirekap-Salinan-{where.code}-{file_part(where.name)}-{workspace.workspace_id[:6]}{panel}"


def newest(workspace: Workspace, place: Path) -> Copy | None:
    """The newest whole copy of this workspace there."""
    copies = [item for item in _copies(folder_for(workspace, place)) if _is_of(item, workspace)]
    return copies[-1] if copies else None


def on_same_disk(workspace: Workspace, place: Path) -> bool:
    """Whether the disk that fails with the laptop is the one that the copy lies on."""
    return place.stat().st_dev == workspace.folder.stat().st_dev


def keep_up(workspace: Workspace, place: Path, *, step: Step = silent, clock: Clock = local_now) -> Copy:
    """Make a copy if *sahkan* was said since the newest one; returns the newest.

    Raises:
        UserError: as :func:`make`.
    """
    require_place(place)
    last = newest(workspace, place)
    if last and last.card.approvals == workspace.approvals().noted:
        return last
    return make(workspace, place, step=step, clock=clock)


def make(
    workspace: Workspace, place: Path, *, thorough: bool = False, step: Step = silent, clock: Clock = local_now
) -> Copy:
    """Copy the workspace as it is now to ``place``; only photos that are not there yet travel.

    ``thorough`` reads every photo that lies there and brings again what the stick no longer holds as it was.

    Raises:
        UserError: ``copy.missing`` (the stick is not there, or was taken away meanwhile), ``copy.full``,
            ``copy.inside``, ``backup.damaged``, ``disk.io``. The copy before is whole in every case.
    """
    require_place(place)
    if place.resolve().is_relative_to(workspace.folder.resolve()):
        raise UserError("Salinan kedua harus di luar folder ruang kerja.", "Pilih flash disk.", code="copy.inside")
    try:
        folder = folder_for(workspace, place)
        with _one_at_a_time:
            if thorough:
                _weed(folder / IMAGES)
            return _make(workspace, folder, step, clock)
    except (UserError, OSError) as error:
        raise _sentence(error, place) or error from error


def require_place(place: Path) -> None:
    """Raises UserError ``copy.missing``; nothing is ever made where a stick should be and is not."""
    if not place.is_dir():
        raise missing(place)


def require_apart(workspace: Workspace, place: Path) -> None:
    """Where a stick was, its folder may stay behind empty, on the laptop's own disk: that is a missing stick too.

    Raises:
        UserError: ``copy.missing``.
    """
    require_place(place)
    if on_same_disk(workspace, place):
        raise missing(place)


def missing(place: Path) -> UserError:
    """The stick is not there."""
    return UserError(
        f"Tempat salinan kedua tidak terpasang: {place}.",
        "Pekerjaan berjalan terus. Pasang kembali flash disk itu; salinan disusulkan sendiri.",
        code="copy.missing",
    )


def _sentence(error: UserError | OSError, place: Path) -> UserError | None:
    """What a person can do about it; taking the stick away looks like many different errors."""
    if not place.is_dir():
        return missing(place)
    full = is_full(error) if isinstance(error, OSError) else error.code == "disk.full"
    if full:
        return UserError(
            f"Tempat salinan kedua penuh: {place}.",
            "Pekerjaan berjalan terus, salinan sebelumnya tetap utuh. Kosongkan sebagian isinya atau pakai yang lain.",
            code="copy.full",
        )
    if isinstance(error, UserError) and error.code not in {"workspace.read_only", "disk.io"}:
        return None
    return UserError(
        f"Tempat salinan kedua tidak dapat dibaca atau ditulisi: {place}.",
        "Pekerjaan berjalan terus. Cabut dan pasang kembali flash disk itu, atau pakai yang lain.",
        code="copy.disk",
    )


def _make(workspace: Workspace, folder: Path, step: Step, clock: Clock) -> Copy:
    for part in (folder, folder / IMAGES):
        part.mkdir(exist_ok=True)
    number = _make_room(folder)
    partial = folder / f".{_name(number)}.db.partial"
    at, approvals = stamp(clock), workspace.approvals()  # before the copy: it holds at least this much
    workspace.copy_beside(partial, folder / IMAGES, step)
    where = workspace.kecamatan
    card = Card(
        FORMAT, workspace.workspace_id, where.code, where.name, where.kabupaten, workspace.simulation,
        workspace.machine_id, at, approvals.noted, approvals.tps, approvals.of,
        sum(1 for item in (folder / IMAGES).iterdir() if not item.name.startswith(".")),
        file_sha256(partial), partial.stat().st_size,
    )  # fmt: skip
    made = Copy(folder, number, card)
    os.replace(partial, made.database)
    sync_folder(folder)
    _write_card(made)
    return made


def _weed(images: Path) -> None:
    """Remove photos that are not what their name says; the copy that follows brings them again."""
    for path in images.glob("[0-9a-f]*"):
        if file_sha256(path) != path.name[:64]:
            path.unlink()


def _make_room(folder: Path) -> int:
    """Leave the newest whole copy and nothing half; returns the number of the next one."""
    copies = _copies(folder)
    kept = copies[-1].number if copies else 0
    for path in (*folder.glob("salinan-*"), *folder.glob(".salinan-*"), *(folder / IMAGES).glob(".*.partial")):
        if path.stem != _name(kept):
            path.unlink()
    return kept + 1


def _write_card(made: Copy) -> None:
    with appearing(_card_path(made.folder, made.number)) as stream:
        stream.write(json.dumps(asdict(made.card), ensure_ascii=False, indent=1).encode())
    sync_folder(made.folder)


def find_copies(place: Path) -> tuple[Copy, ...]:
    """All whole copies on a stick, or in a folder on it, newest first.

    Raises:
        UserError: ``copy.missing``.
    """
    require_place(place)
    try:
        folders = [place, *(item for item in place.iterdir() if item.is_dir())]
    except OSError as error:
        raise _sentence(error, place) or error from error
    found = [item for folder in folders for item in _copies(folder)]
    return tuple(sorted(found, key=lambda item: item.at, reverse=True))


def _copies(folder: Path) -> list[Copy]:
    """Oldest first."""
    try:
        read = [_read(path) for path in folder.glob(_CARDS)]
    except OSError:
        return []  # a folder of others, or the stick is gone
    return sorted((item for item in read if item), key=lambda item: item.number)


def _read(path: Path) -> Copy | None:
    """``None``: half written, of another version, or without its database."""
    try:
        card = Card(**json.loads(path.read_text("utf-8")))
        copy = Copy(path.parent, int(path.stem.rpartition("-")[2]), card)
        whole = _is_card(card) and copy.at.tzinfo and copy.database.stat().st_size == card.size
    except (OSError, ValueError, TypeError):
        return None
    return copy if whole else None


def _is_card(card: Card) -> bool:
    """Whether what stands in the file has the right kinds: anybody can write to a stick."""
    return card.format == FORMAT and all(type(getattr(card, item.name)).__name__ == item.type for item in fields(Card))


def _is_of(copy: Copy, workspace: Workspace) -> bool:
    return copy.card.workspace_id == workspace.workspace_id


def _card_path(folder: Path, number: int) -> Path:
    return folder / f"{_name(number)}.json"


def _name(number: int) -> str:
    return f"salinan-{number:04d}"
