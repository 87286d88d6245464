"""Measures the official blank of a form from its vector PDF: lines, boxes, circles and text runs, in mm.

    python tools/measure_form.py C.HASIL-PPWP.pdf [--page 2] [--dots]
    python tools/measure_form.py C.HASIL-SALINAN-PPWP.pdf --picture 210x297

Prints one JSON object per page, origin at the paper's top-left corner. The blank's text is outlines, so a run is
given as the extent of its glyphs (left, baseline, right, height of the tallest glyph); its wording is typed by hand.
With ``--picture`` the page is a scan set into the PDF (the Salinan in the attachment of PKPU 25/2023, which shows the
whole A4 sheet reduced inside a frame): the largest embedded picture is measured as a sheet of the given size.
"""

from __future__ import annotations

import argparse
import ctypes
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72
Point = tuple[float, float]
Span = tuple[float, float, float, float]
"""Start, end, line width, grey."""


@dataclass(frozen=True)
class Shape:
    """One path object of the page: its closed or open subpaths in mm."""

    subpaths: tuple[tuple[Point, ...], ...]
    curved: bool
    filled: bool
    stroked: bool
    width: float
    grey: float


def shapes(page: pypdfium2.PdfPage) -> Iterator[Shape]:
    """Path objects in drawing order."""
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=5):
        yield _shape(item, page.get_height())


def _shape(item: pypdfium2.PdfObject, page_height: float) -> Shape:
    matrix = item.get_matrix()
    subpaths: list[list[Point]] = []
    curved = False
    for index in range(pdfium.FPDFPath_CountSegments(item.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(item.raw, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not subpaths:
            subpaths.append([])
        px, py = matrix.on_point(x.value, y.value)
        subpaths[-1].append((px * MM, (page_height - py) * MM))
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    pdfium.FPDFPageObj_GetStrokeWidth(item.raw, width)
    color = pdfium.FPDFPageObj_GetStrokeColor if stroke.value else pdfium.FPDFPageObj_GetFillColor
    scale = abs(matrix.a or matrix.b) * MM
    return Shape(
        tuple(tuple(points) for points in subpaths),
        curved,
        bool(fill.value),
        bool(stroke.value),
        width.value * scale,
        _grey(item, color),
    )


def _grey(item: pypdfium2.PdfObject, read: object) -> float:
    rgba = [ctypes.c_uint() for _ in range(4)]
    read(item.raw, *rgba)  # type: ignore[operator]
    mean = sum(part.value for part in rgba[:3]) / 3 / 255
    return round(mean, 2) if mean > 0.2 else 0.0


def bounds(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def straight_lines(found: Iterable[Shape]) -> dict[str, list[dict[str, object]]]:
    """Horizontal and vertical strokes; where several lie on each other the widest and darkest counts."""
    across: dict[tuple[str, float], list[Span]] = defaultdict(list)
    for shape in found:
        if not shape.stroked or shape.curved or shape.width < 0.1:
            continue
        for points in shape.subpaths:
            for (x1, y1), (x2, y2) in pairwise(points):
                if abs(y1 - y2) < 0.02 and abs(x1 - x2) > 1:
                    across["h", round(y1, 1)].append((min(x1, x2), max(x1, x2), shape.width, shape.grey))
                elif abs(x1 - x2) < 0.02 and abs(y1 - y2) > 1:
                    across["v", round(x1, 1)].append((min(y1, y2), max(y1, y2), shape.width, shape.grey))
    styled: dict[tuple[float, float], dict[str, object]] = {}
    for (way, place), spans in sorted(across.items()):
        for start, end, width, grey in merged(spans):
            style = styled.setdefault((width, grey), {"width": width, "grey": grey, "h": [], "v": []})
            style[way].append([place, start, end])  # type: ignore[attr-defined]
    return {"lines": list(styled.values())}


def merged(spans: list[Span]) -> list[Span]:
    """Overlapping spans cut into pieces of one look each."""
    cuts = sorted({round(cut, 1) for span in spans for cut in span[:2]})
    pieces: list[Span] = []
    for start, end in pairwise(cuts):
        over = [span for span in spans if span[0] <= start + 0.06 and span[1] >= end - 0.06]
        if not over or end - start < 0.15:
            continue
        width, grey = round(max(span[2] for span in over), 2), min(span[3] for span in over)
        if pieces and pieces[-1][1] >= start - 0.15 and pieces[-1][2:] == (width, grey):
            pieces[-1] = (pieces[-1][0], end, width, grey)
        else:
            pieces.append((start, end, width, grey))
    return pieces


def squares_and_circles(found: Iterable[Shape]) -> dict[str, list[list[float]]]:
    """Stroked circles and filled rectangles: ``[left, top, width, height]``."""
    circles, blocks = [], []
    for shape in found:
        for points in shape.subpaths:
            left, top, right, bottom = bounds(points)
            size = [round(value, 2) for value in (left, top, right - left, bottom - top)]
            if shape.curved and shape.stroked and len(points) == 13:
                circles.append(size)
            elif shape.filled and not shape.curved and len(points) in {5, 6} and min(size[2:]) > 3:
                blocks.append(size)
    return {"circles": circles, "blocks": blocks}


def text_runs(found: Iterable[Shape]) -> dict[str, list[list[float]]]:
    """Lines of glyphs: ``[left, baseline, right, height, grey]``; gaps over 12 mm divide runs."""
    glyphs = [
        (*bounds(points), shape.grey)
        for shape in found
        if shape.filled and not shape.stroked and len(shape.subpaths) > 1
        for points in shape.subpaths
    ]
    glyphs += [
        (*bounds(shape.subpaths[0]), shape.grey)
        for shape in found
        if shape.filled and not shape.stroked and len(shape.subpaths) == 1
    ]
    rows: dict[int, list[tuple[float, float, float, float, float]]] = defaultdict(list)
    for glyph in glyphs:
        if glyph[3] - glyph[1] < 12 and glyph[2] - glyph[0] < 12 and glyph[4] < 0.9:
            rows[round(glyph[3] / 0.6)].append(glyph)
    return {"texts": [run for key in sorted(rows) for run in _runs(sorted(rows[key]))]}


def _runs(row: list[tuple[float, float, float, float, float]]) -> Iterator[list[float]]:
    start = 0
    for index in range(1, len(row) + 1):
        if index == len(row) or row[index][0] - row[index - 1][2] > 12:
            part = row[start:index]
            values = (
                min(g[0] for g in part),
                sorted(g[3] for g in part)[len(part) // 2],
                max(g[2] for g in part),
                max(g[3] - g[1] for g in part),
                part[0][4],
            )
            yield [round(value, 2) for value in values]
            start = index


def guide_dots(found: Iterable[Shape]) -> dict[str, object]:
    """Extents of the grey dots in dotted digit boxes, one group per box."""
    dotted = [
        shape
        for shape in found
        if shape.filled
        and not shape.stroked
        and 0.7 < shape.grey < 0.9
        and not shape.curved
        and len(shape.subpaths) > 8
    ]
    return {"dots": [[[round(v, 2) for v in bounds(points)] for points in shape.subpaths] for shape in dotted]}


def picture_of(page: pypdfium2.PdfPage) -> np.ndarray:
    """The largest embedded picture in its own pixels, grey."""
    pictures = [item.get_bitmap().to_numpy() for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]
    largest = max(pictures, key=lambda pixels: pixels.size)
    return largest if largest.ndim == 2 else cv2.cvtColor(np.ascontiguousarray(largest[..., :3]), cv2.COLOR_BGR2GRAY)


def picture_lines(grey: np.ndarray, px_per_mm: float) -> dict[str, list[list[float]]]:
    """Ruled lines of a scan: ``h`` [y, left, right, width] and ``v`` [x, top, bottom, width]."""
    dark = (grey < 140).astype(np.uint8)
    found: dict[str, list[list[float]]] = {}
    for way, kernel in (
        ("h", np.ones((1, int(8 * px_per_mm)), np.uint8)),
        ("v", np.ones((int(5.5 * px_per_mm), 1), np.uint8)),
    ):
        count, _, stats, centers = cv2.connectedComponentsWithStats(_ruled(dark, way, kernel))
        rows = []
        for index in range(1, count):
            left, top, width, height, area = (int(value) for value in stats[index])
            length, across = (width, top) if way == "h" else (height, left)
            start = left if way == "h" else top
            center = centers[index][1 if way == "h" else 0] + 0.5
            if area / length < 8:
                rows.append([center, start, start + length, area / length])
            else:
                rows.append([float(across), start, start + length, area / length])
        found[way] = [[round(value / px_per_mm, 2) for value in row] for row in sorted(rows)]
    return found


def _ruled(dark: np.ndarray, way: str, kernel: np.ndarray) -> np.ndarray:
    """Only strokes as long as the kernel, gaps of a pixel closed."""
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, 3) if way == "h" else (3, 1), np.uint8))
    return cv2.morphologyEx(joined, cv2.MORPH_OPEN, kernel)


def picture_texts(grey: np.ndarray, px_per_mm: float) -> list[list[float]]:
    """Runs of print that are no ruled line: ``[left, top, right, bottom]``."""
    dark = (grey < 150).astype(np.uint8)
    for way, kernel in (
        ("h", np.ones((1, int(8 * px_per_mm)), np.uint8)),
        ("v", np.ones((int(5.5 * px_per_mm), 1), np.uint8)),
    ):
        dark[cv2.dilate(_ruled(dark, way, kernel), np.ones((5, 5), np.uint8)) > 0] = 0
    joined = cv2.dilate(dark, np.ones((1, int(2.2 * px_per_mm)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    pad = 1.1
    runs = [
        [left / px_per_mm + pad, top / px_per_mm, (left + width) / px_per_mm - pad, (top + height) / px_per_mm]
        for left, top, width, height, area in (tuple(int(v) for v in row) for row in stats[1:])
        if height > 0.8 * px_per_mm and area > 20
    ]
    return [[round(value, 1) for value in run] for run in sorted(runs, key=lambda run: (round(run[3]), run[0]))]


def main() -> None:
    """Print what is measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("--page", type=int, help="only this page, counted from 1")
    parser.add_argument("--dots", action="store_true", help="list the guide dots as well")
    parser.add_argument("--picture", metavar="WxH", help="measure the embedded scan of a sheet of W×H mm")
    arguments = parser.parse_args()
    document = pypdfium2.PdfDocument(arguments.pdf)
    for number, page in enumerate(document, start=1):
        if arguments.page in {None, number}:
            report = _from_picture(page, arguments.picture) if arguments.picture else _from_vectors(page)
            if arguments.dots:
                report |= guide_dots(shapes(page))
            print(json.dumps({"page": number} | report))


def _from_vectors(page: pypdfium2.PdfPage) -> dict[str, object]:
    found = list(shapes(page))
    report: dict[str, object] = {"paper": [round(length * MM, 2) for length in page.get_size()]}
    return report | straight_lines(found) | squares_and_circles(found) | text_runs(found)


def _from_picture(page: pypdfium2.PdfPage, sheet: str) -> dict[str, object]:
    width, height = (float(part) for part in sheet.split("x"))
    grey = picture_of(page)
    px_per_mm = grey.shape[1] / width
    # The scan's pixels are square on the sheet, whatever the PDF makes of them: checked, not assumed.
    if abs(grey.shape[0] / height - px_per_mm) > 0.01 * px_per_mm:
        raise SystemExit(f"The picture of {grey.shape[1]}×{grey.shape[0]} px is not a sheet of {sheet} mm.")
    report: dict[str, object] = {"paper": [width, height], "px_per_mm": round(px_per_mm, 3)}
    return report | picture_lines(grey, px_per_mm) | {"texts": picture_texts(grey, px_per_mm)}


if __name__ == "__main__":
    main()
