"""Reads a stored photo again, turned or with corners set by hand, and puts a better photo in the place of another."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.jobs.fusing import fuse_all
from sirekap_desktop.jobs.judging import judge, known_forms, taken
from sirekap_desktop.jobs.pictures import locate
from sirekap_desktop.models.placements import Place
from sirekap_desktop.models.records import ImageVersion, ImportOutcome
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr import engine
from sirekap_desktop.ocr.naming import tps_code

Corners = Sequence[tuple[float, float]] | None


def reread(
    workspace: Workspace,
    image_id: str,
    rotation: int = 0,
    corners: Corners = None,
    *,
    form_id: str | None = None,
    page: int | None = None,
) -> ImageVersion:
    """Read an image again and keep how it was turned; a page that is found now goes where its name says.

    Args:
        rotation: degrees clockwise, 0, 90, 180 or 270, of the decoded picture.
        corners: the paper's corners in the turned picture, top-left first, clockwise; None: find the page.
        form_id: with corners: which form it is, if the operator said so.
        page: with corners: which page it is, if the operator said so.

    Raises:
        UserError: ``image.unknown``; the original is missing; the kecamatan is locked. Nothing was changed then.
    """
    image = workspace.image(image_id)
    if image is None:
        raise UserError("Foto ini tidak ada di ruang kerja.", code="image.unknown")
    place = image.tps if image.version else tps_code(image.source) or image.tps
    reading = _read(workspace, image, place, rotation, corners, form_id, page)
    with workspace.action():
        changed = workspace.set_geometry(image_id, rotation, corners, reading)
        placed = _placed_anew(workspace, changed, reading)
        fuse_all(workspace, _places(image, placed))
    return placed


def read_for(workspace: Workspace, image: ImageVersion, tps: str) -> PageReading:
    """Read an image as one of this TPS, with the contestants of its dapil; nothing is stored."""
    return _read(workspace, image, tps, image.rotation, image.corners, None, None)


def _read(
    workspace: Workspace,
    image: ImageVersion,
    tps: str | None,
    rotation: int,
    corners: Corners,
    form_id: str | None,
    page: int | None,
) -> PageReading:
    forms = known_forms(workspace, tps)
    picture, number = locate(workspace, image, forms)
    found = engine.read_page(
        picture, forms=forms, rotation=rotation, corners=corners, form_id=form_id, page=page, index=image.index
    )
    return found[min(number, len(found) - 1)]


def _places(*images: ImageVersion) -> set[tuple[str, str]]:
    return {(image.tps, image.form) for image in images if image.version > 0 and image.tps and image.form}


def _placed_anew(workspace: Workspace, image: ImageVersion, reading: PageReading) -> ImageVersion:
    """A photo in its place stays there unless it turns out to be another page; others go where they belong."""
    if image.version > 0:
        if reading.status != "read" or (reading.form, reading.page) == (image.form, image.page):
            return image
        reason = f"Setelah dibaca ulang, foto ini ternyata halaman {reading.page}, bukan halaman {image.page}."
        return workspace.set_aside(image.id, ImportOutcome.UNASSIGNED, reason)
    code = tps_code(image.source) or image.tps
    outcome, reason = judge(workspace, code, reading)
    if outcome is ImportOutcome.ACCEPTED and code and reading.form and reading.page:
        if workspace.current_image(code, reading.form, reading.page) is None:
            return workspace.assign(image.id, code, reading.form, reading.page)
        outcome, reason = ImportOutcome.UNASSIGNED, taken(code, reading.page)
    return workspace.set_aside(image.id, outcome, reason)


def replace_photo(workspace: Workspace, tps: str, form_id: str, page: int, path: Path) -> ImageVersion:
    """Put the photo in ``path`` in the place of the one that stands for a page; the old version is kept.

    Returns:
        The new version; or an image with outcome ``unreadable``, kept so that its corners can be set by hand.

    Raises:
        UserError: ``image.other_page`` (it shows another page), ``image.same`` (it is the photo that is there),
            ``image.file`` (the file cannot be opened), disk and lock errors.
    """
    data, reading = _seen(workspace, (tps, form_id, page), path)
    sha256, _ = workspace.store_original(data, path.suffix)
    with workspace.action():
        image = _replaced(workspace, (tps, form_id, page), sha256, path, reading)
        fuse_all(workspace, _places(image))
    return image


def add_meeting_photo(workspace: Workspace, tps: str, form_id: str, page: int, path: Path) -> ImageVersion:
    """Keep a photo of the paper as the meeting corrected it, beside the one that was read out; that one is kept.

    Raises:
        UserError: those of :func:`replace_photo`; ``image.unread`` (the page is not found in it: nothing is kept),
            ``image.same`` (the workspace has this photo already), ``pleno.unread``, ``pleno.approved``.
    """
    data, reading = _seen(workspace, (tps, form_id, page), path)
    if reading.status != "read":
        why = reading.reason or "Halaman formulir tidak ditemukan dalam foto ini."
        raise UserError(why, f"Foto ulang halaman {page}, seluruh kertasnya terlihat.", code="image.unread")
    sha256 = hashlib.sha256(data).hexdigest()
    if any(image.index == reading.index for image in workspace.known(sha256)):
        raise UserError("Foto ini sudah ada di ruang kerja.", code="image.same")
    workspace.store_original(data, path.suffix)
    with workspace.action():
        image = workspace.add_meeting_photo(
            sha256=sha256, index=reading.index, source=str(path), place=Place(tps, form_id, page), reading=reading
        )
        fuse_all(workspace, _places(image))
    return image


def _seen(workspace: Workspace, place: tuple[str, str, int], path: Path) -> tuple[bytes, PageReading]:
    """The file and what is read in it of that place; refuses the photo that is there and one of another page."""
    tps, form_id, page = place
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"Berkas {path.name} tidak dapat dibuka.", code="image.file") from error
    current = workspace.current_image(tps, form_id, page)
    if current and current.sha256 == hashlib.sha256(data).hexdigest():
        raise UserError("Berkas ini sama dengan foto yang sudah ada di tempat itu.", code="image.same")
    readings = engine.read_file(data, path.name, forms=known_forms(workspace, tps))
    reading = next((item for item in readings if (item.form, item.page) == (form_id, page)), readings[0])
    _refuse_other_page(reading, form_id, page)
    return data, reading


def _refuse_other_page(reading: PageReading, form_id: str, page: int) -> None:
    if reading.status == "read" and (reading.form, reading.page) != (form_id, page):
        raise UserError(
            f"Foto ini menunjukkan halaman {reading.page}, bukan halaman {page}.",
            f"Pilih foto halaman {page}.",
            code="image.other_page",
        )


def _replaced(
    workspace: Workspace, place: tuple[str, str, int], sha256: str, path: Path, reading: PageReading
) -> ImageVersion:
    known = next((image for image in workspace.known(sha256) if image.index == reading.index), None)
    is_read = reading.status == "read"
    if known is not None:
        return workspace.assign(known.id, *place) if is_read else known
    return workspace.add_image(
        sha256=sha256,
        index=reading.index,
        source=str(path),
        outcome=ImportOutcome.ACCEPTED if is_read else ImportOutcome.UNREADABLE,
        reason=reading.reason or "",
        tps=place[0],
        form=place[1],
        page=place[2],
        reading=reading,
        replace=True,
    )
