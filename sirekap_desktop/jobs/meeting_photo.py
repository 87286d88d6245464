"""A TPS with the photos that stood before the meeting's own: what the new photo is held against."""

from __future__ import annotations

from dataclasses import replace

from sirekap_desktop.jobs.pleno import TpsInMeeting
from sirekap_desktop.jobs.tps_view import TpsView
from sirekap_desktop.models.records import ImageVersion
from sirekap_desktop.models.state import IN_MEETING
from sirekap_desktop.models.workspace import Workspace


def with_photos_before(workspace: Workspace, tps: TpsInMeeting) -> TpsInMeeting:
    """The TPS before the meeting, with its older photos beside those that the meeting took."""
    return replace(tps, view=replace(tps.view, before=before_meeting(workspace, tps.view)))


def before_meeting(workspace: Workspace, view: TpsView) -> TpsView | None:
    """The same TPS with the older photo of each page that was photographed again in the meeting; None without one."""
    older = {page: old for page, image in view.images.items() if (old := _older(workspace, image)) is not None}
    if not older:
        return None
    readings = {page: found for page, image in older.items() if (found := workspace.reading(image.id)) is not None}
    return replace(view, images=older, readings=readings)


def _older(workspace: Workspace, image: ImageVersion) -> ImageVersion | None:
    """The newest photo of the same page that is not of the meeting."""
    if image.reason != IN_MEETING or not (image.tps and image.form and image.page):
        return None
    versions = workspace.versions(image.tps, image.form, image.page)
    return next((one for one in reversed(versions) if one.reason != IN_MEETING), None)
