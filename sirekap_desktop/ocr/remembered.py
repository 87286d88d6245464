"""Remembers what is computed from a page of a form, by identity: to hash a definition costs more than most of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sirekap_desktop.forms.model import FormDefinition, FormPage

_T = TypeVar("_T")
_MOST = 256
"""Pages of all forms of a voting day: three party forms alone have sixty."""


def per_page(compute: Callable[[FormDefinition, FormPage], _T]) -> Callable[[FormDefinition, FormPage], _T]:
    """Compute once for each page object of each form object; the oldest of many are forgotten."""
    known: dict[tuple[int, int], tuple[FormDefinition, FormPage, _T]] = {}

    @wraps(compute)
    def remembered(form: FormDefinition, page: FormPage) -> _T:
        key = (id(form), id(page))  # both are kept below, so that no other object can take their ids
        found = known.get(key)
        if found is None:
            found = (form, page, compute(form, page))
            while len(known) >= _MOST:
                known.pop(next(iter(known)), None)
            known[key] = found
        return found[2]

    return remembered


def per_form(compute: Callable[[FormDefinition], _T]) -> Callable[[FormDefinition], _T]:
    """The same for each form object."""
    known: dict[int, tuple[FormDefinition, _T]] = {}

    @wraps(compute)
    def remembered(form: FormDefinition) -> _T:
        found = known.get(id(form))
        if found is None:
            found = (form, compute(form))
            while len(known) >= _MOST:
                known.pop(next(iter(known)), None)
            known[id(form)] = found
        return found[1]

    return remembered
