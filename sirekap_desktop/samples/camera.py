"""Photographs a drawn page as a phone in a polling station does, repeatably."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from sirekap_desktop.samples.effects import add_hands, add_moire, defocus_side
from sirekap_desktop.samples.optics import Crease, Matrix, Sheet, aim_camera, mirrored, quarter_turned, shifted
from sirekap_desktop.samples.scenery import BACKGROUNDS, Field, Image, background, light
from sirekap_desktop.samples.strokes import Points

Rng = np.random.Generator

LEVELS = ("easy", "normal", "hard")


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """How the photo is taken. Sizes in pixels are meant for a photo 2,000 px wide and grow with it."""

    pitch_deg: float = 0.0
    yaw_deg: float = 0.0
    """Tilt of the paper against the camera, up to 35°."""
    rotation_deg: float = 0.0
    """Turn of the paper in the picture, clockwise."""
    quarter_turns: int = 0
    """The phone stored the picture lying down: clockwise quarter turns."""
    cover: float = 0.94
    """How much of the picture's width or height the paper spans; over 1 the picture shows only the middle of it."""
    shift: tuple[float, float] = (0.0, 0.0)
    """How far the paper is off the middle, as parts of the picture's width and height."""
    background: str = "table"
    exposure: float = 1.0
    gradient: float = 0.0
    vignette: float = 0.0
    shadow: float = 0.0
    glare: float = 0.0
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)
    """Gain of blue, green and red."""
    creases: int = 0
    crease_mm: float = 0.0
    """Height of a fold, as on a sheet 600 mm wide; smaller sheets have smaller folds."""
    curl_mm: float = 0.0
    blur_px: float = 0.0
    motion_px: float = 0.0
    motion_deg: float = 0.0
    noise: float = 0.0
    """Standard deviation in grey levels."""
    jpeg_quality: int = 92
    frame: tuple[float, float, float, float] | None = None
    """The part of the paper that the picture is aimed at (left, top, width and height in mm); all of it by default."""
    focus_px: float = 0.0
    """Out of focus towards one side: the blur at that edge."""
    moire: float = 0.0
    """The photo of a screen: the share of brightness that the pattern moves."""
    moire_kind: str = "fringes"
    hands: int = 0
    """How many thumbs hold the sheet by its edges."""
    mirrored: bool = False
    """Left and right exchanged, as front cameras store pictures."""


EASY = CameraSettings(
    pitch_deg=4, yaw_deg=-3, rotation_deg=1.5, background="wall", gradient=0.08, vignette=0.06, blur_px=0.4, noise=1.5
)
NORMAL = CameraSettings(
    pitch_deg=12,
    yaw_deg=7,
    rotation_deg=-4,
    background="floor",
    exposure=0.92,
    gradient=0.25,
    vignette=0.15,
    shadow=0.15,
    cast=(0.93, 1.0, 1.03),
    creases=3,
    crease_mm=2.0,
    curl_mm=1.0,
    blur_px=0.7,
    noise=3.0,
    jpeg_quality=85,
)
HARD = CameraSettings(
    pitch_deg=27,
    yaw_deg=-16,
    rotation_deg=14,
    cover=0.97,
    background="mat",
    exposure=0.7,
    gradient=0.5,
    vignette=0.3,
    shadow=0.4,
    glare=0.2,
    cast=(0.8, 0.97, 1.08),
    creases=5,
    crease_mm=4.0,
    curl_mm=3.0,
    blur_px=1.2,
    motion_px=3.0,
    motion_deg=30.0,
    noise=7.0,
    jpeg_quality=65,
)
PRESETS: dict[str, CameraSettings] = {"easy": EASY, "normal": NORMAL, "hard": HARD}


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo and where the paper is in it."""

    jpeg: bytes
    homography: tuple[float, ...]
    """Row-major 3×3, from paper mm to pixels, for the sheet as if it lay flat."""
    sheet: Sheet
    """The sheet with its folds: ``sheet.project`` gives exact positions."""
    settings: CameraSettings


def random_settings(rng: Rng, level: str = "normal") -> CameraSettings:
    """Settings of a random photo of this level (``easy``, ``normal`` or ``hard``).

    Raises:
        KeyError: for an unknown level.
    """
    most = PRESETS[level]
    tilt = {"easy": 5.0, "normal": 16.0, "hard": 33.0}[level]
    lean, toward = tilt * np.sqrt(rng.uniform(0.02, 1.0)), rng.uniform(0, 2 * np.pi)
    warmth = rng.normal(0, 1) * {"easy": 0.015, "normal": 0.04, "hard": 0.1}[level]
    return replace(
        most,
        pitch_deg=float(lean * np.sin(toward)),
        yaw_deg=float(lean * np.cos(toward)),
        rotation_deg=float(rng.normal(0, {"easy": 1.5, "normal": 4.0, "hard": 12.0}[level])),
        quarter_turns=int(rng.choice(4, p=(0.7, 0.13, 0.04, 0.13))) if level == "hard" else 0,
        cover=float(rng.uniform(0.88, 0.975)),
        background=str(rng.choice(sorted(BACKGROUNDS))),
        exposure=float(most.exposure * rng.uniform(0.85, 1.1)),
        gradient=float(most.gradient * rng.uniform(0.2, 1.3)),
        vignette=float(most.vignette * rng.uniform(0.3, 1.2)),
        shadow=float(most.shadow * rng.uniform(0.0, 1.5)) if rng.random() < 0.6 else 0.0,
        glare=float(most.glare * rng.uniform(0.0, 1.5)) if rng.random() < 0.4 else 0.0,
        cast=(float(1 - warmth), 1.0, float(1 + 0.6 * warmth)),
        creases=int(rng.integers(0, most.creases + 1)),
        crease_mm=float(most.crease_mm * rng.uniform(0.3, 1.2)),
        curl_mm=float(most.curl_mm * rng.uniform(0.0, 1.3)),
        blur_px=float(most.blur_px * rng.uniform(0.5, 1.4)),
        motion_px=float(most.motion_px * rng.uniform(0.0, 1.5)),
        motion_deg=float(rng.uniform(0, 180)),
        noise=float(most.noise * rng.uniform(0.5, 1.4)),
        jpeg_quality=int(np.clip(most.jpeg_quality + rng.integers(-10, 7), 40, 97)),
    )


def photograph(
    page_bgr: Image,
    *,
    seed: int | tuple[int, ...],
    width_px: int = 2000,
    settings: CameraSettings = NORMAL,
    paper: tuple[float, float] = (600.0, 900.0),
) -> Photo:
    """Take a photo, 3:4 upright (before quarter turns), of a page of ``paper`` mm.

    The same arguments give the same bytes. Takes about 0.3 s at 2,000 px on one core.
    """
    sheets, data = _taken((page_bgr,), seed, width_px, settings, paper, 0.0)
    return _photo(data, sheets[0], settings)


def photograph_together(
    pages_bgr: Sequence[Image],
    *,
    seed: int | tuple[int, ...],
    width_px: int = 2000,
    settings: CameraSettings = NORMAL,
    paper: tuple[float, float] = (600.0, 900.0),
    gap_mm: float = 30.0,
) -> tuple[Photo, ...]:
    """Take one photo of several sheets side by side, each with ``gap_mm`` of table between it and the next.

    Returns:
        One photo per sheet, all with the same picture, 4:3 lying down; ``width_px`` is its height.
    """
    sheets, data = _taken(pages_bgr, seed, width_px, settings, paper, gap_mm)
    return tuple(_photo(data, sheet, settings) for sheet in sheets)


def aimed(settings: CameraSettings, width_px: int, paper: tuple[float, float] = (600.0, 900.0)) -> Sheet:
    """Where a flat sheet would lie in the photo, without taking it."""
    flat = replace(settings, creases=0, curl_mm=0.0)
    return _sheets(1, paper, 0.0, width_px, flat, np.random.default_rng(0))[0]


def _photo(data: bytes, sheet: Sheet, settings: CameraSettings) -> Photo:
    return Photo(data, tuple(float(v) for v in sheet.homography.ravel()), sheet, settings)


def _taken(
    pages: Sequence[Image],
    seed: int | tuple[int, ...],
    width_px: int,
    settings: CameraSettings,
    paper: tuple[float, float],
    gap_mm: float,
) -> tuple[list[Sheet], bytes]:
    """Where the sheets lie, and the JPEG."""
    rng = np.random.default_rng(seed)
    sheets = _sheets(len(pages), paper, gap_mm, width_px, settings, rng)
    image = _exposed(pages, sheets, settings, rng)
    scale = width_px / 2000
    image = _blurred(image, settings, scale)
    if settings.focus_px * scale > 0.15:
        image = defocus_side(image, settings.focus_px * scale, rng)
    if settings.moire > 0:
        image = add_moire(image, settings.moire_kind, settings.moire, rng)
    _add_noise(image, settings.noise, rng)
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, settings.jpeg_quality])
    if not done:
        raise ValueError("cv2 could not encode the photo")
    return sheets, data.tobytes()


def _sheets(
    count: int, paper: tuple[float, float], gap_mm: float, width_px: int, settings: CameraSettings, rng: Rng
) -> list[Sheet]:
    """Every sheet before the one camera."""
    size = (width_px, round(width_px * 4 / 3))
    size = size if count == 1 else size[::-1]
    left, top, wide, high = settings.frame or (0.0, 0.0, count * paper[0] + (count - 1) * gap_mm, paper[1])
    camera = aim_camera(
        (wide, high),
        size,
        pitch=settings.pitch_deg,
        yaw=settings.yaw_deg,
        roll=settings.rotation_deg,
        cover=settings.cover,
    )
    camera = shifted(camera, settings.shift[0] * size[0], settings.shift[1] * size[1])
    if settings.mirrored:
        camera = mirrored(camera, size)
    camera, size = quarter_turned(camera, size, settings.quarter_turns)
    places = [index * (paper[0] + gap_mm) - left for index in range(count)]
    return [_sheet(paper, _moved(camera, x, -top), size, settings, rng) for x in places]


def _moved(camera: Matrix, x: float, y: float) -> Matrix:
    """The camera of a sheet that lies ``x``, ``y`` mm further on the table."""
    if x == 0 and y == 0:
        return camera
    step = np.eye(4)
    step[:2, 3] = x, y
    return np.asarray(camera @ step)


def _sheet(
    paper: tuple[float, float], camera: Matrix, size: tuple[int, int], settings: CameraSettings, rng: Rng
) -> Sheet:
    creases = tuple(_crease(i, paper, settings.crease_mm, rng) for i in range(settings.creases))
    return Sheet(paper, camera, size, creases, settings.curl_mm * paper[0] / 600)


def _crease(index: int, paper: tuple[float, float], height: float, rng: Rng) -> Crease:
    """Forms are carried folded: creases run along the halves and quarters of the sheet."""
    across, scale = index % 2 == 0, paper[0] / 600
    part = (0.0, 0.0, -0.25, 0.25, 0.25, -0.25)[index % 6]
    return Crease(
        angle_deg=(90.0 if across else 0.0) + rng.normal(0, 0.8),
        offset_mm=paper[1 if across else 0] * part + rng.normal(0, 4) * scale,
        height_mm=float(rng.choice((-1, 1)) * height * scale * rng.uniform(0.5, 1.1)),
        reach_mm=float(rng.uniform(25, 70)) * scale,
    )


def _exposed(pages: Sequence[Image], sheets: Sequence[Sheet], settings: CameraSettings, rng: Rng) -> Image:
    """Pages and background in one picture, under uneven light."""
    first, shades = sheets[0], []
    corners = np.array([(0.0, 0.0), (first.paper[0], 0.0), first.paper, (0.0, first.paper[1])])
    image = background(settings.background, first.homography, first.size, first.project(corners), rng)
    for page, sheet in zip(pages, sheets, strict=True):
        image, shade = _pictured(page, image, sheet, page.shape[1] / sheet.paper[0])
        shades += [] if shade is None else [shade]
    if settings.hands:
        add_hands(image, first, settings.hands, rng)
    size = (-(-first.size[0] // 8), -(-first.size[1] // 8))
    field = light(
        size,
        rng,
        gradient=settings.gradient,
        vignette=settings.vignette,
        shadow=settings.shadow,
        glare=settings.glare,
    )
    for shade in shades:
        field *= shade
    gains = np.asarray(settings.cast, np.float32) * np.float32(settings.exposure * 128)
    coarse = np.clip(field[..., None] * gains, 0, 255).astype(np.uint8)
    full = cv2.resize(coarse, (size[0] * 8, size[1] * 8), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(image, full[: first.size[1], : first.size[0]], scale=1 / 128), np.uint8)


def _pictured(page: Image, behind: Image, sheet: Sheet, scale: float) -> tuple[Image, Field | None]:
    """The page over the background; with the shading of its folds, if it has any."""
    if sheet.flat:
        to_mm = np.array([[1 / scale, 0, 0.5 / scale], [0, 1 / scale, 0.5 / scale], [0, 0, 1]])
        matrix = sheet.homography @ to_mm
        image = cv2.warpPerspective(
            page, matrix, sheet.size, behind, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT
        )
        return np.asarray(image, np.uint8), None
    x, y, shade = sheet.inverse_map()
    inside = _inside(x, y, sheet.paper)
    shade = np.where(inside, shade, np.float32(1.0))
    x = x * np.float32(scale) - np.float32(0.5)
    y = y * np.float32(scale) - np.float32(0.5)
    image = cv2.remap(page, x, y, cv2.INTER_LINEAR, behind, cv2.BORDER_TRANSPARENT)
    return np.asarray(image, np.uint8), shade.astype(np.float32)


def _inside(x: Field, y: Field, paper: tuple[float, float]) -> Points:
    """Which points of the coarse grid lie on the paper."""
    coarse_x, coarse_y = x[4::8, 4::8], y[4::8, 4::8]
    rows, columns = -(-x.shape[0] // 8), -(-x.shape[1] // 8)
    on = (coarse_x >= 0) & (coarse_x <= paper[0]) & (coarse_y >= 0) & (coarse_y <= paper[1])
    return np.pad(on, ((0, rows - on.shape[0]), (0, columns - on.shape[1])), mode="edge")


def _blurred(image: Image, settings: CameraSettings, scale: float) -> Image:
    if settings.blur_px * scale > 0.15:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), settings.blur_px * scale), np.uint8)
    length = settings.motion_px * scale
    if length < 1:
        return image
    side = 2 * int(np.ceil(length / 2)) + 1
    kernel = np.zeros((side, side), np.float32)
    middle, angle = side // 2, np.deg2rad(settings.motion_deg)
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    ends = np.round((middle + np.array([-reach, reach])) * 16).astype(int)
    cv2.line(kernel, ends[0].tolist(), ends[1].tolist(), 1.0, 1, cv2.LINE_AA, 4)
    return np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum()), np.uint8)


def _add_noise(image: Image, size: float, rng: Rng) -> None:
    """Grain of a small sensor, in place: mostly brightness, some colour."""
    if size <= 0:
        return
    side = 512
    grain = rng.normal(0, size * 0.85, (side, side, 1)) + rng.normal(0, size * 0.5, (side, side, 3))
    soft = np.asarray(cv2.GaussianBlur(grain, (0, 0), 0.6), np.float64) * 1.7
    more, less = np.clip(soft, 0, 255).astype(np.uint8), np.clip(-soft, 0, 255).astype(np.uint8)
    for row in range(0, image.shape[0], side):
        for column in range(0, image.shape[1], side):
            part = image[row : row + side, column : column + side]
            shape = part.shape
            cv2.add(part, more[: shape[0], : shape[1]], part)
            cv2.subtract(part, less[: shape[0], : shape[1]], part)
