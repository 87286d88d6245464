"""Gives photos without a TPS code their place: which belong together, and where they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_item
from pathlib import Path

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.jobs.fusing import fuse_all
from sirekap_desktop.jobs.rereading import read_for
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
            ``replace`` is not set), ``image.dapil`` (it shows a page of another dapil), ``tps.unknown``,
            ``entry.locked``. Nothing was changed then.
    """
    before = [item.image for item in items]
    fitting = [_of_dapil(workspace, item, tps) for item in items]
    with workspace.action():
        for item, reading in fitting:
            if reading is not None:
                workspace.set_geometry(item.image.id, item.image.rotation, item.image.corners, reading)
        items = [item for item, _ in fitting]
        places = tuple(_place(workspace, item, tps, replace=replace) for item in items)
        for image_id, form, page in places:
            workspace.assign(image_id, tps, form, page, reason)
        fuse_all(workspace, {(tps, form) for _, form, _ in places} | set(_left(before)))


def _of_dapil(workspace: Workspace, item: Loose, tps: str) -> tuple[Loose, PageReading | None]:
    """A photo that was read with the list of another dapil, read again with that of its TPS; else as it is."""
    reading = workspace.reading(item.image.id)
    if reading is None or reading.status != "read" or reading.form is None or reading.page is None:
        return item, None
    form = workspace.form(reading.form, tps)
    if {field.name for field in reading.fields} == {field.name for field in form.fields_on(reading.page)}:
        return item, None
    again = read_for(workspace, item.image, tps)
    if again.status != "read" or again.form != reading.form:
        raise UserError(
            f"Foto ini bukan halaman {form.short_name} dari dapil TPS {tps[-3:]}: {again.reason or 'susunannya lain.'}",
            "Pilih TPS dari dapil yang tercetak pada formulirnya.",
            code="image.dapil",
        )
    return replace_item(item, form=again.form, page=again.page), again


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
