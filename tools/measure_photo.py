"""Measures a form from a photo of a filled sheet, where no official blank is at hand: lines and text runs, in mm.

    python tools/measure_photo.py photo.jpg --frame 266,901,1797,886,1850,3251,243,3250 --size 486.7x732.4

``--frame`` are the four corners (x, y of top-left, top-right, bottom-right, bottom-left; px) of the rectangle that the
outermost printed lines make; ``--size`` is that rectangle in mm. The corners are refined on the lines themselves, the
picture is rectified by them, and what bending is left along the four lines is taken out of the whole rectangle.

Prints one JSON object, origin at the frame's top-left corner. Where rows are known to be evenly spaced, the spacing
printed here tells how far the sheet was bent in between. With the camera's focal length (``--focal``, px) the frame's
ratio of height to width is printed as well.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sirekap_desktop.ocr import imageio
from tools.measure_form import picture_lines, picture_texts

Floats = NDArray[np.float64]
_PX_PER_MM = 3.7
_MARGIN_MM = 90.0
_REACH = 14.0
_DEGREE = 4


def line_offsets(
    grey: NDArray[np.uint8], points: Floats, normals: Floats, reach: float
) -> tuple[Floats, NDArray[np.bool_]]:
    """How far the dark line lies from each point along its normal, px; and where a line is seen at all."""
    steps = np.arange(-reach, reach + 0.01, 0.5)
    at = (points[:, None] + normals[:, None] * steps[None, :, None]).astype(np.float32)
    light = cv2.remap(grey, at[..., 0], at[..., 1], cv2.INTER_LINEAR).astype(np.float64)
    dark = np.maximum(np.percentile(light, 75, axis=1)[:, None] - light - 25, 0)
    weight = dark.sum(axis=1)
    return (dark * steps).sum(axis=1) / np.maximum(weight, 1), weight > 25


def robust_curve(along: Floats, offsets: Floats, seen: NDArray[np.bool_], degree: int) -> Floats:
    """Polynomial through the offsets, signatures and digits that cross the line left out."""
    kept = seen
    for _ in range(8):
        curve = np.polyfit(along[kept], offsets[kept], degree)
        left = np.abs(offsets - np.polyval(curve, along))
        kept = seen & (left < max(0.8, 2.5 * float(np.median(left[kept]))))
    return np.asarray(curve, np.float64)


def refined_corners(grey: NDArray[np.uint8], corners: Floats) -> Floats:
    """Corners where straight lines through the four printed sides meet."""
    lines = [_side(grey, start, end) for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True)]
    met = [np.cross(lines[index - 1], lines[index]) for index in range(4)]
    return np.array([point[:2] / point[2] for point in met])


def _side(grey: NDArray[np.uint8], start: Floats, end: Floats) -> Floats:
    """The printed line near two points, homogeneous."""
    along = np.linspace(0.03, 0.97, 160)
    ends = np.array([start, end])
    for reach in (_REACH, 6.0):
        way = (ends[1] - ends[0]) / np.hypot(*(ends[1] - ends[0]))
        normal = np.array([-way[1], way[0]])
        points = ends[0] + (ends[1] - ends[0]) * along[:, None]
        curve = robust_curve(along, *line_offsets(grey, points, np.tile(normal, (len(points), 1)), reach), 1)
        ends = ends + normal * np.polyval(curve, [[0.0], [1.0]])
    return np.cross([*ends[0], 1.0], [*ends[1], 1.0])


def ratio_of(corners: Floats, size: tuple[int, int], focal: float) -> float:
    """Height over width of the rectangle, from the focal length (px) and square pixels."""
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    plane = cv2.getPerspectiveTransform(unit, corners.astype(np.float32))
    camera = np.array([[focal, 0, size[0] / 2], [0, focal, size[1] / 2], [0, 0, 1.0]])
    axes = np.linalg.inv(camera) @ plane
    return float(np.linalg.norm(axes[:, 1]) / np.linalg.norm(axes[:, 0]))


def flattened(grey: NDArray[np.uint8], corners: Floats, size_mm: tuple[float, float]) -> NDArray[np.uint8]:
    """The sheet seen from above, the frame's four lines straight: ``_PX_PER_MM``, ``_MARGIN_MM`` round the frame."""
    width, height = (length * _PX_PER_MM for length in size_mm)
    margin = _MARGIN_MM * _PX_PER_MM
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]]) + margin
    back = cv2.getPerspectiveTransform(frame.astype(np.float32), corners.astype(np.float32))
    rough = cv2.warpPerspective(
        grey, back, (int(width + 2 * margin), int(height + 2 * margin)), flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    )
    along = np.linspace(0.01, 0.99, 300)
    bends = []
    for across, at in (("x", 0.0), ("x", width), ("y", 0.0), ("y", height)):
        run = along * (height if across == "x" else width)
        points = np.column_stack((np.full(300, at), run) if across == "x" else (run, np.full(300, at))) + margin
        normal = np.tile([1.0, 0.0] if across == "x" else [0.0, 1.0], (300, 1))
        bends.append(robust_curve(along, *line_offsets(rough, points, normal, 16.0), _DEGREE))
    y, x = np.mgrid[0 : rough.shape[0], 0 : rough.shape[1]].astype(np.float64)
    u, v = np.clip((x - margin) / width, 0, 1), np.clip((y - margin) / height, 0, 1)
    x += (1 - u) * np.polyval(bends[0], v) + u * np.polyval(bends[1], v)
    y += (1 - v) * np.polyval(bends[2], u) + v * np.polyval(bends[3], u)
    flat = cv2.remap(rough, x.astype(np.float32), y.astype(np.float32), cv2.INTER_CUBIC)
    return np.asarray(flat, np.uint8)


def main() -> None:
    """Print what is measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photo", type=Path)
    parser.add_argument("--frame", required=True, help="x,y of the four corners in px, comma-separated")
    parser.add_argument("--size", required=True, metavar="WxH", help="mm of the frame")
    parser.add_argument("--focal", type=float, help="focal length in px: prints the frame's ratio of height to width")
    parser.add_argument("--out", type=Path, help="write the flattened picture here")
    arguments = parser.parse_args()
    grey = cv2.cvtColor(imageio.decode(arguments.photo.read_bytes()).page(0), cv2.COLOR_BGR2GRAY)
    corners = refined_corners(grey, np.array(arguments.frame.split(","), np.float64).reshape(4, 2))
    width, height = (float(part) for part in arguments.size.split("x"))
    flat = flattened(grey, corners, (width, height))
    if arguments.out:
        cv2.imwrite(str(arguments.out), flat)
    # Photographed paper is grey and unevenly lit: make it white first, for thresholds meant for scans.
    paper = cv2.medianBlur(cv2.dilate(flat, np.ones((9, 9), np.uint8)), 61)
    scan = np.clip(flat.astype(np.float32) * 250 / np.maximum(paper, 1), 0, 255).astype(np.uint8)
    report: dict[str, object] = {"corners": np.round(corners, 1).tolist()}
    if arguments.focal:
        report["ratio"] = round(ratio_of(corners, (grey.shape[1], grey.shape[0]), arguments.focal), 4)
    lines = {way: [_moved(row) for row in rows] for way, rows in picture_lines(scan, _PX_PER_MM).items()}
    texts = [[round(value - _MARGIN_MM, 1) for value in run] for run in picture_texts(scan, _PX_PER_MM)]
    print(json.dumps(report | lines | {"texts": texts}))


def _moved(row: list[float]) -> list[float]:
    return [round(value - _MARGIN_MM, 2) for value in row[:3]] + row[3:]


if __name__ == "__main__":
    main()
