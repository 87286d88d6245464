"""Gives photos without a TPS code their place: which belong together, and where they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.fusing import fuse_all
from sirekap_desktop.models.records import ImageVersion, ImportOutcome
from sirekap_desktop.models.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Loose:
    """An unassigned image and the page that the machine saw on it."""

    image: ImageVersion
    form: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class PageGroup:
    """Photos that most likely show one TPS, in the order of their files."""

    items: tuple[Loose, ...]

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(item.page for item in self.items if item.page is not None)


def loose_images(workspace: Workspace) -> tuple[Loose, ...]:
    """All unassigned images, in the order of arrival, pages of one file in their order."""
    images = workspace.images(outcome=ImportOutcome.UNASSIGNED)
    order = {sha256: number for number, sha256 in enumerate(dict.fromkeys(image.sha256 for image in images))}
    result = []
    for image in sorted(images, key=lambda item: (order[item.sha256], item.index)):
        known = image.form and image.page  # decoding a reading takes 2 ms, and hundreds of photos may wait
        reading = None if known else workspace.reading(image.id)
        form = image.form or (reading.form if reading else None)
        page = image.page or (reading.page if reading else None)
        result.append(Loose(image, form, page))
    return tuple(result)


def group(items: Sequence[Loose]) -> tuple[PageGroup, ...]:
    """Neighbours of one folder (or file) and form belong together until a page repeats.

    Page 1 also begins a new group: people photograph a TPS from its first page on.
    """
    groups: list[list[Loose]] = []
    for item in items:
        if not groups or not _continues(groups[-1], item):
            groups.append([])
        groups[-1].append(item)
    return tuple(PageGroup(tuple(found)) for found in groups)


def _continues(found: list[Loose], item: Loose) -> bool:
    last = found[-1]
    if item.page is None or last.page is None or item.page == 1:
        return False
    same_place = Path(last.image.source).parent == Path(item.image.source).parent and last.form == item.form
    return same_place and all(item.page != other.page for other in found)


def assign_group(
    workspace: Workspace, items: Sequence[Loose], tps: str, *, replace: bool = False, reason: str = ""
) -> None:
    """Put photos that belong together at one TPS.

    Args:
        replace: whether a photo that is there already may be replaced (it stays as the older version).
        reason: how it came to that, one sentence; kept with the places.

    Raises:
        UserError: ``image.unplaced`` (a photo whose page is not known), ``image.taken`` (a page has a photo and
            ``replace`` is not set), ``tps.unknown``, ``entry.locked``. Nothing was changed then.
    """
    before = [item.image for item in items]
    with workspace.action():
        places = tuple(_place(workspace, item, tps, replace=replace) for item in items)
        for image_id, form, page in places:
            workspace.assign(image_id, tps, form, page, reason)
        fuse_all(workspace, {(tps, form) for _, form, _ in places} | set(_left(before)))


def _place(workspace: Workspace, item: Loose, tps: str, *, replace: bool) -> tuple[str, str, int]:
    if workspace.find_tps(tps) is None:
        raise UserError(f"TPS {tps} tidak ada di ruang kerja ini.", code="tps.unknown")
    if item.form is None or item.page is None:
        raise UserError(
            "Halaman foto ini belum diketahui.", "Atur keempat sudutnya, lalu pilih halamannya.", code="image.unplaced"
        )
    current = workspace.current_image(tps, item.form, item.page)
    if current is not None and current.id != item.image.id and not replace:
        raise UserError(
            f"Halaman {item.page} TPS {tps[-3:]} sudah punya foto.",
            "Ganti fotonya bila yang baru lebih baik; foto lama tetap disimpan.",
            code="image.taken",
        )
    return item.image.id, item.form, item.page


def _left(images: Sequence[ImageVersion]) -> Iterator[tuple[str, str]]:
    """The places that photos were taken from."""
    for image in images:
        if image.version > 0 and image.tps and image.form:
            yield image.tps, image.form


def move(workspace: Workspace, image_id: str, tps: str, reason: str = "") -> ImageVersion:
    """Move a photo to another TPS, same form and page; both TPS are fused anew.

    Raises:
        UserError: ``image.unknown``, ``image.unplaced``, ``tps.unknown``, ``entry.locked``.
    """
    before = workspace.image(image_id)
    if before is None:
        raise UserError("Foto ini tidak ada di ruang kerja.", code="image.unknown")
    with workspace.action():
        after = workspace.move(image_id, tps, reason)
        fuse_all(workspace, set(_left([before, after])))
    return after
