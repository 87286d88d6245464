"""What a person picks for a package, made into what the package says of itself, and how large it will be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import cv2

from sirekap_desktop.exchange.earlier import held_by
from sirekap_desktop.exchange.scope import ALL_CONTENTS, Content, Held, Images, PackageScope
from sirekap_desktop.exchange.sending import Picking
from sirekap_desktop.exchange.transport.source import open_source
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.outbox_file import read_state
from sirekap_desktop.models.database import DATABASE_NAME
from sirekap_desktop.models.records import ImageVersion
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr import imageio

GB = 10**9
FAT32 = 4 * GB
"""Bytes that fit into one file of a stick as it is sold, with room to spare."""
_JPEG_QUALITY = 80
_PLAIN_KINDS = {"jpeg", "png", "webp", "heic"}
_BYTES_PER_PIXEL = 0.2
"""Of a photographed form as JPEG of that quality."""
_DATA_BYTES, _SHEET_BYTES = 9_000, 30_000
"""Of one TPS in one pemilihan (form data, readings, its lines in CSV and recap), and of one desa's documents."""


class Since(Enum):
    """An earlier package that has no path yet."""

    LAST_SENT = "last"


@dataclass(frozen=True, slots=True)
class Wish:
    """The choices of a person; by default everything in one file."""

    pemilihan: tuple[str, ...] | None = None
    desa: tuple[str, ...] | None = None
    photos: Images = Images.ALL
    since: Path | Since | None = None
    """The package to compare with, for what changed."""
    reduced: int | None = None
    contents: tuple[str, ...] = ALL_CONTENTS
    volume_size: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the package holds everything, in one file or several."""
        return self == Wish(volume_size=self.volume_size)


def picking_of(workspace: Workspace, wish: Wish) -> Picking:
    """Look at the earlier package, if there is one, and say what the new one holds.

    Raises:
        UserError: ``package.since_missing``, ``package.since_gone``, ``package.since_foreign``, ``package.…``.
    """
    held = _held(workspace, wish) if wish.photos == Images.CHANGED else None
    scope = PackageScope(
        pemilihan=_sorted(wish.pemilihan),
        desa=_sorted(wish.desa),
        images=wish.photos.value,
        since=held.manifest if held else None,
        reduced=wish.reduced,
        contents=tuple(sorted(wish.contents)),
    )
    return Picking(scope, held, shrink if wish.reduced is not None else None)


def _sorted(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(sorted(set(names)))


def _held(workspace: Workspace, wish: Wish) -> Held:
    if wish.since is None:
        raise UserError(
            "Paket pembandingnya belum disebut.",
            "Pilih paket lama, atau yang terakhir dikirim.",
            code="package.since_missing",
        )
    path = last_sent(Path(workspace.folder)) if isinstance(wish.since, Since) else wish.since
    return held_by(path, workspace.kecamatan.code)


def last_sent(folder: Path) -> Path:
    """The package of a workspace that reached a destination last.

    Raises:
        UserError: ``package.since_missing``: none did; ``package.since_gone``: it is no longer on this computer.
    """
    sent = [parcel for parcel in read_state(folder).parcels if parcel.sent_at]
    if not sent:
        raise UserError(
            "Belum ada paket yang terkirim dari ruang kerja ini.",
            "Kirim dulu paket dengan semua foto.",
            code="package.since_missing",
        )
    newest = max(sent, key=lambda parcel: parcel.sent_at)
    path = folder / newest.package
    if not path.exists() or open_source(path).sha256 != newest.sha256:
        raise UserError(
            f"Paket yang terakhir dikirim ({newest.name}) tidak ada lagi di komputer ini.",
            "Pilih paket lama yang masih ada, atau sertakan semua foto.",
            code="package.since_gone",
        )
    return path


def shrink(path: Path, longest: int) -> bytes | None:
    """A photo as JPEG with its longer side at most ``longest`` pixels; None if it should go as it is."""
    data = path.read_bytes()
    try:
        decoded = imageio.decode(data, name=path.name)
        picture = decoded.page(0) if decoded.kind in _PLAIN_KINDS else None
    except UserError:
        return None
    if picture is None or max(picture.shape[:2]) <= longest:
        return None
    scale = longest / max(picture.shape[:2])
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    made, jpeg = cv2.imencode(".jpg", small, (cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY))
    return jpeg.tobytes() if made and len(jpeg) < len(data) else None


@dataclass(frozen=True, slots=True)
class Estimate:
    """About how large a package will be, in bytes; photos that are not made smaller are exact."""

    photos: int
    photo_bytes: int
    signed_bytes: int
    rest_bytes: int

    @property
    def total(self) -> int:
        return self.photo_bytes + self.signed_bytes + self.rest_bytes


def estimate(workspace: Workspace, wish: Wish) -> Estimate:
    """Before anything is written. Raises UserError as :func:`picking_of` does."""
    picked = picking_of(workspace, wish)
    with workspace.snapshot():
        photos = dict(_photos(workspace, picked))
        pages = workspace.signed_pages() if picked.scope.has(Content.SIGNED) else ()
        signed = {page.sha256 for page in pages if not (picked.held and picked.held.has(page.sha256, None))}
        signed_bytes = sum(workspace.original_path(sha256).stat().st_size for sha256 in signed)
        return Estimate(len(photos), sum(photos.values()), signed_bytes, _rest(workspace, picked.scope))


def _photos(workspace: Workspace, picked: Picking) -> Iterator[tuple[str, int]]:
    """Hash and bytes of each photo that will go along."""
    scope, held = picked.scope, picked.held
    if scope.images == Images.NONE:
        return
    forms = {contest.form.id for contest in workspace.contests() if scope.takes_pemilihan(contest.form.pemilihan)}
    for image in workspace.images():
        if _is_in(image, scope, forms) and not (held and held.has(image.sha256, scope.reduced)):
            size = workspace.original_path(image.sha256).stat().st_size
            yield image.sha256, min(size, _reduced_bytes(scope.reduced)) if scope.reduced else size


def _is_in(image: ImageVersion, scope: PackageScope, forms: set[str]) -> bool:
    return bool(image.tps) and image.version > 0 and image.form in forms and scope.takes_place(image.tps or "")


def _reduced_bytes(longest: int) -> int:
    return round(longest * longest * 0.75 * _BYTES_PER_PIXEL)


def _rest(workspace: Workspace, scope: PackageScope) -> int:
    """Form data, recap, CSV, documents and audit: guessed from what kecamatan of the demo take."""
    contests = [item for item in workspace.contests() if scope.takes_pemilihan(item.form.pemilihan)]
    tps = [item.code for item in workspace.tps() if scope.takes_place(item.code)]
    data = _DATA_BYTES * sum(contest.covers(code) for contest in contests for code in tps)
    desa = len(workspace.desa()) * len(contests)
    documents = _SHEET_BYTES * desa if scope.has(Content.DOCUMENTS) else 0
    audit = (Path(workspace.folder) / DATABASE_NAME).stat().st_size // 2 if scope.has(Content.AUDIT) else 0
    return data + documents + audit
