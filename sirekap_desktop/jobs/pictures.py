"""The decoded picture behind an image row."""

from __future__ import annotations

from collections.abc import Sequence

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models.records import ImageVersion
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr import engine, imageio
from sirekap_desktop.ocr.imageio import DecodedFile, Picture


def load_picture(workspace: Workspace, image: ImageVersion) -> Picture:
    """The page of the stored original in which an image was found: upright by its file, not turned by the operator.

    Raises:
        UserError: the original is missing or can no longer be decoded.
    """
    return locate(workspace, image, ())[0]


def locate(workspace: Workspace, image: ImageVersion, forms: Sequence[FormDefinition]) -> tuple[Picture, int]:
    """The picture of an image, and which of the forms in it the image is, counted from 0.

    ``image.index`` counts pages of a file and forms in one picture; mostly one of the two is 1. Only a document of
    several pages with several forms on one of them must be looked through again.
    """
    data = workspace.original_path(image.sha256).read_bytes()
    decoded = imageio.decode(data, name=image.source)
    if decoded.page_count == 1:
        return decoded.page(0), image.index
    if decoded.page_count == len(workspace.known(image.sha256)):
        return decoded.page(image.index), 0
    return _search(decoded, image.index, forms)


def _search(decoded: DecodedFile, index: int, forms: Sequence[FormDefinition]) -> tuple[Picture, int]:
    picture, first = decoded.page(0), 0
    for picture in decoded.pages():
        count = len(engine.read_page(picture, forms=forms or None))
        if index < first + count:
            break
        first += count
    return picture, index - first
