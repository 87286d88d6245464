"""Puts the pages of a TPS together after photos came, moved or were read anew."""

from __future__ import annotations

from collections.abc import Iterable

from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr.fusion import fuse


def fuse_tps(workspace: Workspace, tps: str, form_id: str) -> bool:
    """Fuse the newest readings of the photos that count now and store it; False when there is none."""
    form = workspace.form(form_id, tps)
    images = [workspace.current_image(tps, form_id, page.number) for page in form.pages]
    readings = [workspace.reading(image.id) for image in images if image is not None]
    pages = [reading for reading in readings if reading is not None and reading.status == "read"]
    if not pages:
        return False
    workspace.save_fusion(tps, form_id, fuse(form, pages))
    return True


def fuse_all(workspace: Workspace, places: Iterable[tuple[str, str]]) -> None:
    """Fuse each (TPS, form) once, in order."""
    for tps, form_id in sorted(set(places)):
        fuse_tps(workspace, tps, form_id)
