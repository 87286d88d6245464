"""Which of two forms it is that are laid out alike: the salinan of DPR and of DPRD differ in their words alone."""

from __future__ import annotations

from collections.abc import Iterator

from sirekap_desktop.forms.model import FormDefinition, FormPage, Label
from sirekap_desktop.ocr.printed_names import Name, name_likeness
from sirekap_desktop.ocr.remembered import per_page
from sirekap_desktop.ocr.view import View

_LIKE = 0.5
"""Words that are less like either text say nothing."""
_CLEAR = 0.12
"""By how much all words together must speak for one form: for the wrong one they did by 0.02 at most."""
_GAP = 1.6
"""Lines of one text are apart by at most so many sizes of its type."""

_Page = tuple[FormDefinition, FormPage]


def speaks_against(view: View, mine: _Page, other: _Page) -> bool:
    """Whether the words of a picture plainly say that it is not the other page, laid in the same place, but mine."""
    return lead(view, mine, other) >= _CLEAR


def lead(view: View, mine: _Page, other: _Page) -> float:
    """By how much the words that differ are more like those of the first page, added up."""
    unit = max(mine[0].paper) / 900.0
    total = 0.0
    for texts in _differing(_standing(*mine), _standing(*other)):
        like = name_likeness(view, texts, unit)
        if like is not None and like.max() >= _LIKE:
            total += float(like[0] - like[1])
    return total


@per_page
def _standing(_form: FormDefinition, page: FormPage) -> frozenset[Label]:
    """Texts that belong to the form, not to who stands or to the number of the page."""
    return frozenset(
        label
        for label in page.labels
        if not label.names and not label.rotation_deg and not any(letter.isdigit() for letter in label.text)
    )


def _differing(first: frozenset[Label], second: frozenset[Label]) -> Iterator[tuple[Name, Name]]:
    """Texts that stand in one place and say different things, line by line: names of any length are broken anew."""
    labels = sorted(first ^ second, key=lambda label: (label.x, label.align, label.y))
    texts: list[list[Label]] = []
    for label in labels:
        above = texts[-1][-1] if texts else None
        beside = above is not None and (above.x, above.align) == (label.x, label.align)
        if above is None or not beside or label.y - above.y > _GAP * label.size:
            texts.append([])
        texts[-1].append(label)
    for text in texts:
        own, others = (tuple(label for label in text if label in page) for page in (first, second))
        if own and others:
            yield own, others
