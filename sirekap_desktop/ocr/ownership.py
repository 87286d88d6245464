"""From a fitted page of some party to the page of the party whose it is, or the sentence that says why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sirekap_desktop.forms.model import FormDefinition, FormPage
from sirekap_desktop.ocr.lines_search import mirrored, turned_over
from sirekap_desktop.ocr.list_rows import rows_agree
from sirekap_desktop.ocr.partai import witnesses
from sirekap_desktop.ocr.plane import Pyramid
from sirekap_desktop.ocr.refine import Fit, Shape, refined, scene_of
from sirekap_desktop.ocr.refusals import WHICH_PARTAI, Refusal, other_rows, unlisted
from sirekap_desktop.ocr.sheets_alike import kin, same_print
from sirekap_desktop.ocr.view import View

_REACHES = (7.0, 2.4, 1.8)


def owned(pyramid: Pyramid, fit: Fit) -> Fit | Refusal:
    """The fit on the page of its own party; as it is where the page is no party's."""
    if fit.page.partai is None:
        return fit
    pages = kin(fit.form, fit.page)
    partai = witnesses(fit.view(pyramid), fit.form, pages).partai
    if partai is None:
        return WHICH_PARTAI
    own = [page for page in pages if page.partai == partai]
    if not own:
        return unlisted(partai)
    found = _best(pyramid, fit, own)
    return found if found is not None else other_rows(partai)


def seeming(view: View, form: FormDefinition, page: FormPage) -> FormPage | None:
    """The page that a rough fit of one of its kin seems to show; only a start for a better fit."""
    pages = kin(form, page)
    partai = witnesses(view, form, pages).partai
    return next((other for other in pages if other.partai == partai), None)


def _best(pyramid: Pyramid, fit: Fit, own: Sequence[FormPage]) -> Fit | None:
    """Of the sheets of one party the one that is seen, with all its rows and no more."""
    fits = [_on(pyramid, fit, page) for page in own]
    whole = [item for item in fits if item.accepted and rows_agree(pyramid, item)]
    return max(whole, key=lambda item: min(item.score, item.box_score), default=None)


def _on(pyramid: Pyramid, fit: Fit, page: FormPage) -> Fit:
    """The same place as another page of the form."""
    if same_print(fit.form, fit.page, page):
        return replace(fit, page=page)
    if fit.mirrored:
        width = pyramid.shape[1]
        return turned_over(_on(mirrored(pyramid), turned_over(fit, width), page), width)
    scene = scene_of(pyramid, fit.form, page)
    return refined(scene, Shape(fit.homography, fit.bend), fit.method, reaches=_REACHES)
