"""How each page is photographed: drawn at random, but for what stays for the final run."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import FormDefinition, FormPage
from sirekap_desktop.samples.camera import CameraSettings, aimed
from sirekap_desktop.samples.optics import Sheet
from sirekap_desktop.samples.strokes import Points

Rng = np.random.Generator

SHARES: dict[str, float] = {
    "complete": 0.70,
    "upside_down": 0.05,
    "corner_cut": 0.04,
    "two_marks_cut": 0.05,
    "no_tag": 0.05,
    "no_marks": 0.03,
    "vote_table": 0.03,
    "mirrored": 0.02,
    "two_forms": 0.03,
}
"""Share of each scene among the pages; ``vote_table`` falls on page 2 only."""
NEGATIVE_KINDS = ("draft_form", "photo_2019", "swapped_tag", "desk")
WHOLE = frozenset({"complete", "upside_down", "two_forms"})
"""Scenes in which nothing of the page is cut or covered."""

BACKGROUNDS = ("table", "floor", "wall", "mat", "cloth", "room")
FINAL_BACKGROUND = "tarp"
FINAL_MOIRE = "mesh"
FINAL_TILT = (22.0, 26.0)
"""Kept for the final run: a background, a kind of moiré, a band of tilts, one crop in three, and its own seeds."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One photo to be taken."""

    kind: str
    settings: CameraSettings
    width_px: int
    tag: str = "whole"
    """``whole``, ``torn`` or ``covered``."""
    corner: int | None = None
    """Which corner is torn off: 0 top-left, clockwise."""

    @property
    def tilt_deg(self) -> float:
        pitch, yaw = math.radians(self.settings.pitch_deg), math.radians(self.settings.yaw_deg)
        return math.degrees(math.acos(math.cos(pitch) * math.cos(yaw)))

    @property
    def blur_px(self) -> float:
        """Standard deviation of all blur together, in pixels of the photo, where it is worst."""
        scale, s = self.width_px / 2000, self.settings
        motion = s.motion_px * scale if s.motion_px * scale >= 1 else 0.0
        return math.sqrt((s.blur_px * scale) ** 2 + (s.focus_px * scale) ** 2 + motion**2 / 12)


def kind_of_page(page: int, rng: Rng) -> str:
    """Which scene a page is photographed in."""
    shares = dict(SHARES)
    shares["vote_table"] *= 3 if page == 2 else 0
    names = list(shares)
    weights = np.array([shares[name] for name in names])
    return str(rng.choice(names, p=weights / weights.sum()))


def draw_scene(kind: str, form: FormDefinition, page: FormPage, width_px: int, rng: Rng, *, final: bool) -> Scene:
    """A photo of this kind, 1,000 to 4,000 px wide; ``final`` also draws what is reserved."""
    phone = _phone(width_px, rng, final=final)
    tag = str(rng.choice(("torn", "covered"))) if kind in {"no_tag", "no_marks"} else "whole"
    corner = int(rng.integers(4)) if kind == "corner_cut" else None
    if kind in {"two_marks_cut", "no_marks"}:
        return Scene(kind, _without_marks(form, page, phone, width_px, kind == "no_marks", rng), width_px, tag)
    return Scene(kind, _framed(kind, form, page, phone, rng), width_px, tag, corner)


def marks_seen(page: FormPage, sheet: Sheet) -> int:
    """Corner marks that lie in the picture, at least in part."""
    marks = [np.array([at for square in mark for at in square.corners]) for mark in page.corner_marks]
    return sum(bool(inside(sheet, mark).any()) for mark in marks)


def inside(sheet: Sheet, points_mm: Points) -> NDArray[np.bool_]:
    """Which points of the paper lie in the picture."""
    at = sheet.project(points_mm)
    return np.asarray(((at >= 0) & (at <= np.array(sheet.size) - 1)).all(axis=1))


def draw_width(rng: Rng) -> int:
    """Towards small photos, as they are published."""
    low, high = ((1000, 1300), (1300, 2000), (2000, 2800), (2800, 4000))[
        int(rng.choice(4, p=(0.35, 0.54, 0.075, 0.035)))
    ]
    return int(rng.integers(low, high + 1))


def _tilt(rng: Rng, *, final: bool) -> float:
    """Degrees from upright to the camera's axis; up to 35."""
    band = ((0, 10), (10, 20), (20, 35))[int(rng.choice(3, p=(0.55, 0.27, 0.18)))]
    tilt = rng.uniform(*band)
    while not final and FINAL_TILT[0] <= tilt <= FINAL_TILT[1]:
        tilt = rng.uniform(*band)
    return float(tilt)


def _phone(width_px: int, rng: Rng, *, final: bool) -> CameraSettings:
    """Camera, light and paper, whatever is photographed."""
    tilt, toward = math.radians(_tilt(rng, final=final)), rng.uniform(0, 2 * np.pi)
    pitch = math.asin(math.sin(tilt) * math.sin(toward))
    yaw = math.acos(min(1.0, math.cos(tilt) / math.cos(pitch))) * (1 if math.cos(toward) > 0 else -1)
    warmth, scale = rng.normal(0, 0.06), width_px / 2000
    screen = rng.random() < 0.05
    places = (*BACKGROUNDS, FINAL_BACKGROUND) if final else BACKGROUNDS
    folded = rng.random() < 0.6 and not screen
    return CameraSettings(
        pitch_deg=math.degrees(pitch),
        yaw_deg=math.degrees(yaw),
        rotation_deg=_roll(rng),
        quarter_turns=int(rng.choice((0, 1, 3), p=(0.8, 0.1, 0.1))),
        cover=float(rng.uniform(0.86, 0.985)),
        background=str(rng.choice(places)),
        exposure=float(rng.uniform(0.62, 1.05)),
        gradient=float(rng.uniform(0, 0.5)),
        vignette=float(rng.uniform(0, 0.3)),
        shadow=float(rng.uniform(0.1, 0.5)) if rng.random() < 0.4 else 0.0,
        glare=float(rng.uniform(0.05, 0.4)) if rng.random() < 0.25 else 0.0,
        cast=(1 - warmth, 1.0, 1 + 0.6 * warmth),
        creases=int(rng.integers(1, 7)) if folded else 0,
        crease_mm=float(rng.uniform(0.5, 5)) if folded else 0.0,
        curl_mm=float(rng.uniform(0, 5)) if folded else 0.0,
        blur_px=_blur(rng) / scale,
        motion_px=float(rng.uniform(1, 5)) / scale if rng.random() < 0.15 else 0.0,
        motion_deg=float(rng.uniform(0, 180)),
        noise=float(rng.uniform(0.5, 8)),
        jpeg_quality=int(rng.integers(60, 96) if rng.random() < 0.75 else rng.integers(30, 60)),
        focus_px=float(rng.uniform(0.8, 2.5)) / scale if rng.random() < 0.1 else 0.0,
        moire=float(rng.uniform(0.03, 0.14)) if screen else 0.0,
        moire_kind=FINAL_MOIRE if final and rng.random() < 0.5 else "fringes",
        hands=int(rng.integers(1, 3)) if rng.random() < 0.08 and not screen else 0,
    )


def _roll(rng: Rng) -> float:
    return float((rng.normal(0, 3), rng.normal(0, 12), rng.uniform(-45, 45))[int(rng.choice(3, p=(0.8, 0.14, 0.06)))])


def _blur(rng: Rng) -> float:
    """Standard deviation in pixels of the photo."""
    low, high = ((0.2, 0.9), (0.9, 1.6), (1.6, 2.2))[int(rng.choice(3, p=(0.72, 0.23, 0.05)))]
    return float(rng.uniform(low, high))


def _framed(kind: str, form: FormDefinition, page: FormPage, phone: CameraSettings, rng: Rng) -> CameraSettings:
    width, height = form.paper
    if kind == "upside_down":
        return replace(phone, quarter_turns=2)
    if kind == "mirrored":
        return replace(phone, mirrored=True)
    if kind == "vote_table":
        areas = [field.evidence_area for field in form.fields_on(page.number)]
        top, bottom = min(area.y for area in areas), max(area.bottom for area in areas)
        left, right = min(area.x for area in areas), max(area.right for area in areas)
        edge = rng.uniform(2, 30, 4)
        frame = (
            float(max(left - edge[0], 0)),
            float(max(top - edge[1], 0)),
            float(min(right + edge[2], width) - max(left - edge[0], 0)),
            float(min(bottom + edge[3], height) - max(top - edge[1], 0)),
        )
        return replace(phone, frame=frame, cover=1.0, rotation_deg=phone.rotation_deg / 4)
    return phone


def _without_marks(
    form: FormDefinition, page: FormPage, phone: CameraSettings, width_px: int, both: bool, rng: Rng
) -> CameraSettings:
    """Aimed so that the marks of one side, or of top and bottom, are cut off; nearer and straighter until they are."""
    side, reach = int(rng.integers(4)), rng.uniform(2, 8)
    for step in range(16):
        less = 0.85**step
        settings = replace(
            phone,
            frame=_part(form.paper, page, side, reach + 3 * step, both),
            cover=1.0,
            rotation_deg=phone.rotation_deg / 6 * less,
            pitch_deg=phone.pitch_deg * less,
            yaw_deg=phone.yaw_deg * less,
            curl_mm=min(phone.curl_mm, 2.0),
        )
        if marks_seen(page, aimed(settings, width_px, form.paper)) <= (0 if both else 2):
            break
    return settings


def _part(
    paper: tuple[float, float], page: FormPage, side: int, reach: float, both: bool
) -> tuple[float, float, float, float]:
    """A frame of 3:4 beyond the marks of both top and bottom, or of one side (0 left, clockwise), by ``reach`` mm."""
    width, height = paper
    squares = [square for mark in page.corner_marks for square in mark]
    inner = (
        max(s.right for s in squares if s.x < width / 2) + reach,
        max(s.bottom for s in squares if s.y < height / 2) + reach,
        min(s.x for s in squares if s.x > width / 2) - reach,
        min(s.y for s in squares if s.y > height / 2) - reach,
    )
    top, bottom = (inner[1] if both or side == 1 else -6.0), (inner[3] if both or side == 3 else height + 6.0)
    wide = (bottom - top) * 3 / 4
    left = (width - wide) / 2
    if not both and side in {0, 2}:
        left = inner[0] if side == 0 else inner[2] - wide
    return left, top, wide, bottom - top
