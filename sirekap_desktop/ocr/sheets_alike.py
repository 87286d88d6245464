"""Sheets of a form that are printed alike: a form of forty pages has only a handful of sheets to look for.

The pages of all parties carry the same tag and, where their lists are equally long, the same lines and boxes. The
finder looks for one sheet of each kind; :mod:`ocr.partai` then tells whose page it is.
"""

from __future__ import annotations

from collections import Counter

from sirekap_desktop.forms.model import FormDefinition, FormPage
from sirekap_desktop.ocr.remembered import per_form

_Layouts = tuple[dict[int, int], tuple[FormPage, ...]]


@per_form
def _layouts(form: FormDefinition) -> _Layouts:
    """Number of the layout of each page, and the first page of each layout, the commonest layouts first."""
    numbers: dict[object, int] = {}
    firsts: list[FormPage] = []
    of_page: dict[int, int] = {}
    for page in form.pages:
        key = _print(form, page)
        if key not in numbers:
            numbers[key] = len(firsts)
            firsts.append(page)
        of_page[page.number] = numbers[key]
    counts = Counter(of_page.values())
    return of_page, tuple(sorted(firsts, key=lambda page: -counts[of_page[page.number]]))


def _print(form: FormDefinition, page: FormPage) -> object:
    """What the finder sees of a page: all but its words."""
    boxes = tuple(box for field in form.fields_on(page.number) for box in field.boxes)
    alike = page.number if page.partai is None else 0
    return alike, page.tag, page.corner_marks, page.lines, page.date_boxes, boxes


def kinds_of_sheet(form: FormDefinition) -> tuple[FormPage, ...]:
    """One page of each kind, those that stand for most pages first."""
    return _layouts(form)[1]


def same_print(form: FormDefinition, first: FormPage, second: FormPage) -> bool:
    """Whether two pages differ in nothing but their words."""
    of_page = _layouts(form)[0]
    return of_page[first.number] == of_page[second.number]


def kin(form: FormDefinition, page: FormPage) -> tuple[FormPage, ...]:
    """The pages of all parties among which the tag of a page (or, without tags, anything but words) does not tell."""
    if page.partai is None:
        return (page,)
    return tuple(other for other in form.pages if other.partai is not None and other.tag == page.tag)
