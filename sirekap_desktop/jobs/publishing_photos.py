"""Photos for the public: made anew from the originals, upright and smaller, without place, time and camera."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import cv2

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.jobs.pictures import locate
from sirekap_desktop.models.records import ImageVersion
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr.imageio import rotated, thumbnail
from sirekap_desktop.reports.site.facts import Photo

MAX_PX = 1600
"""Longer side: every figure of the plano (600 × 900 mm) can be read at 1.8 px per mm."""
_QUALITY = 80


class Photographs:
    """The photos that count in one ballot."""

    def __init__(self, workspace: Workspace, form: FormDefinition, folder: str, *, publish: bool) -> None:
        self.workspace, self.form, self.folder, self.publish = workspace, form, folder, publish

    def collect(
        self, covers: Callable[[str], bool], put: Callable[[str, bytes], object]
    ) -> dict[str, tuple[Photo, ...]]:
        """TPS → its photos by page; ``put`` writes those that are published, one at a time."""
        found: dict[str, list[Photo]] = defaultdict(list)
        for image in self._placed(covers):
            found[str(image.tps)].append(self._photo(image, put))
        return {tps: tuple(photos) for tps, photos in found.items()}

    def _placed(self, covers: Callable[[str], bool]) -> Iterator[ImageVersion]:
        return (image for image in self.workspace.current_images(self.form.id) if image.tps and covers(image.tps))

    def _photo(self, image: ImageVersion, put: Callable[[str, bytes], object]) -> Photo:
        page = image.page or 0
        if not self.publish:
            return Photo(page, image.sha256)
        picture = thumbnail(rotated(locate(self.workspace, image, (self.form,))[0], image.rotation), MAX_PX)
        made, data = cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))
        if not made:
            raise UserError(f"Foto {image.source} tidak dapat disimpan ulang.", code="image.encode")
        file = f"foto/{self.folder}/{image.tps}-hal{page}.jpg"
        put(file, data.tobytes())
        height, width = picture.shape[:2]
        return Photo(page, image.sha256, file, width, height)
