"""Whether the printed words of a page stand where a fit puts them: lines alone can be those of any table.

Handwriting does not matter here: only places of printed text are looked at, and the blank strips above and below them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sirekap_desktop.forms.model import FormDefinition, FormPage, Rect
from sirekap_desktop.ocr.plane import Floats
from sirekap_desktop.ocr.remembered import per_page
from sirekap_desktop.ocr.view import View

_LEAST_WIDTH = 12.0
"""Units: shorter words are too few pixels to tell."""
_DARKER = 0.02
"""Share of the paper's light by which text is darker than the strips beside it."""
_ALONG, _ACROSS = 48, 3
_ENOUGH = 4
"""Fewer words than these say nothing: a picture may show the table alone."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was seen of the printed words."""

    looked_at: int
    """Words whose place lies within the picture."""
    seen: int
    """How many of them are darker than the paper above and below."""
    lift: float
    """By how much on average, as a share of the paper's light."""

    @property
    def deny(self) -> bool:
        """Whether the words are plainly not there: right pages showed two thirds of them and more, a grid a tenth."""
        return self.looked_at >= _ENOUGH and (self.seen < 0.5 * self.looked_at or self.lift < 0.03)


def words_seen(view: View, form: FormDefinition, page: FormPage) -> Words:
    """Look at every printed word of a page."""
    places = _places(form, page)
    inside = np.array([view.sees(Rect(x, y, w, h)) for x, y, w, h in places[:, 0]], bool)
    if not inside.any():
        return Words(0, 0, 0.0)
    rects = places[inside]
    share_x = (np.arange(_ALONG) + 0.5) / _ALONG
    share_y = (np.arange(_ACROSS) + 0.5) / _ACROSS
    x = rects[..., 0, None] + rects[..., 2, None] * share_x
    y = rects[..., 1, None] + rects[..., 3, None] * share_y
    grid = np.stack(np.broadcast_arrays(x[:, :, None, :], y[:, :, :, None]), axis=-1)
    near = Rect(*(float(value) for value in rects[len(rects) // 2, 0]))
    unit = max(form.paper) / 900.0
    light = view.light(grid, 1.2 / unit, near).astype(np.float64).mean(axis=-1)
    text = light[:, 0].mean(axis=-1)
    beside = np.median(light[:, 1:].reshape(len(rects), -1), axis=-1)
    darker = (beside - text) / np.maximum(beside, 20.0)
    return Words(len(rects), int((darker > _DARKER).sum()), float(darker.mean()))


@per_page
def _places(form: FormDefinition, page: FormPage) -> Floats:
    """(N, 3, 4) mm: the word's rectangle, and blank strips of its width above and below; left, top, width, height."""
    unit = max(form.paper) / 900.0
    rows = []
    for label in page.labels:
        if label.width >= _LEAST_WIDTH * unit and label.rotation_deg == 0 and label.grey < 0.5:
            x = label.x - label.width * {"left": 0.0, "center": 0.5, "right": 1.0}[label.align]
            height = 0.72 * label.size
            word = (x, label.y - height, label.width, height)
            rows.append((word, _strip(word, -1), _strip(word, 1)))
    return np.array(rows, np.float64).reshape(-1, 3, 4)


def _strip(word: tuple[float, float, float, float], way: int) -> tuple[float, float, float, float]:
    x, y, w, h = word
    return (x, y - 0.55 * h, w, 0.3 * h) if way < 0 else (x, y + 1.35 * h, w, 0.25 * h)
