"""The definitions against the official blanks: the geometry file, and the vectors or scan of the PDFs."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormPage, Rect

pytestmark = pytest.mark.shared

PLANO = "c-hasil-ppwp-2024"
SALINAN = "c-hasil-salinan-ppwp-2024"
CLOSE = 0.05 + 1e-9
"""mm, between the definition and the geometry file, whose numbers have one decimal."""
VECTOR_CLOSE = 0.2
"""mm, between a printed line and the official one: half a pixel of a sharp photo."""


@pytest.fixture(scope="module")
def geometry(shared_dir: Path) -> dict[str, Any]:
    return json.loads((shared_dir / "forms" / "ppwp-2024-plano-geometry.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def monkeymodule() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def measure(monkeymodule: pytest.MonkeyPatch) -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "tools" / "measure_form.py"
    spec = importlib.util.spec_from_file_location("measure_form", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeymodule.setitem(sys.modules, "measure_form", module)
    spec.loader.exec_module(module)
    return module


def _numbers(geometry: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    for page, entries in geometry["pages"].items():
        for entry in entries:
            yield int(page), entry


def test_every_box_stands_where_the_geometry_file_says(geometry: dict[str, Any]) -> None:
    form = load_form(PLANO)
    entries = list(_numbers(geometry))
    assert sorted(entry["field"] for _, entry in entries) == sorted(field.name for field in form.fields)
    for page, entry in entries:
        field = form.field(entry["field"])
        assert field.page == page
        assert field.dotted is entry["dots"]
        for box, x in zip(field.boxes, entry["x"], strict=True):
            assert _off(box, Rect(x, entry["y"], entry["size"], entry["size"])) <= CLOSE


def test_every_bubble_stands_where_the_geometry_file_says(geometry: dict[str, Any]) -> None:
    form = load_form(PLANO)
    with_bubbles = [entry for _, entry in _numbers(geometry) if "bubbles" in entry]
    assert len(with_bubbles) == 3
    for entry in with_bubbles:
        bubbles, given = form.field(entry["field"]).bubbles, entry["bubbles"]
        assert bubbles
        assert bubbles.diameter == given["diameter"]
        assert bubbles.pitch == given["pitch"]
        for column, left in enumerate(given["x_left"]):
            x, y = bubbles.center(column, 0)
            assert abs(x - given["diameter"] / 2 - left) <= CLOSE
            assert abs(y - given["diameter"] / 2 - given["y_first_digit0"]) <= CLOSE


def test_tags_and_corner_marks_stand_where_the_geometry_file_says(geometry: dict[str, Any]) -> None:
    form = load_form(PLANO)
    assert list(form.paper) == geometry["page"]
    left, top, right, bottom = geometry["tag"]["rect"]
    squares = geometry["corner_squares"]
    for page, tag_id in zip(form.pages, geometry["tag"]["ids"], strict=True):
        assert page.tag
        assert (page.tag.id, page.tag.rotation_deg) == (tag_id, geometry["tag"]["rotation_deg"])
        assert _off(page.tag.rect, Rect(left, top, right - left, bottom - top)) <= CLOSE
        for marks, corner in zip(page.corner_marks, ("tl", "tr", "br", "bl"), strict=True):
            for mark, (x, y) in zip(marks, squares[corner], strict=True):
                assert _off(mark, Rect(x, y, squares["size"], squares["size"])) <= CLOSE


def _off(one: Rect, other: Rect) -> float:
    return max(abs(one.x - other.x), abs(one.y - other.y), abs(one.w - other.w), abs(one.h - other.h))


def test_every_solid_line_of_the_plano_lies_on_an_official_vector(shared_dir: Path, measure: ModuleType) -> None:
    document = pypdfium2.PdfDocument(shared_dir / "forms" / "C.HASIL-PPWP.pdf")
    for page, blank in zip(load_form(PLANO).pages, document, strict=True):
        official = measure.straight_lines(measure.shapes(blank))["lines"]
        assert _unmatched(page, {way: [line for style in official for line in style[way]] for way in "hv"}) == []
    document.close()


def test_every_solid_line_of_the_salinan_lies_on_the_official_scan(shared_dir: Path, measure: ModuleType) -> None:
    document = pypdfium2.PdfDocument(shared_dir / "forms" / "C.HASIL-SALINAN-PPWP.pdf")
    for page, blank in zip(load_form(SALINAN).pages, document, strict=True):
        grey = measure.picture_of(blank)
        lines = measure.picture_lines(grey, grey.shape[1] / load_form(SALINAN).paper[0])
        assert _unmatched(page, lines) == []
    document.close()


def _unmatched(page: FormPage, official: dict[str, list[list[float]]]) -> list[object]:
    """Long solid lines that no official line covers."""
    missing: list[object] = []
    for line in page.lines:
        way = "h" if line.y1 == line.y2 else "v"
        place, start, end = (line.y1, line.x1, line.x2) if way == "h" else (line.x1, line.y1, line.y2)
        if line.dash or end - start < 7 or line.width > 1.1:
            continue
        pieces = [item for item in official[way] if abs(item[0] - place) <= VECTOR_CLOSE]
        covered = sum(max(0.0, min(end, item[2]) - max(start, item[1])) for item in pieces)
        if covered < 0.9 * (end - start):
            missing.append((page.number, way, place, start, end))
    return missing


def test_digit_boxes_of_the_plano_lie_within_a_third_of_a_millimetre_of_the_vectors(
    shared_dir: Path, measure: ModuleType
) -> None:
    document = pypdfium2.PdfDocument(shared_dir / "forms" / "C.HASIL-PPWP.pdf")
    form = load_form(PLANO)
    for number, blank in enumerate(document, start=1):
        squares = [
            measure.bounds(points) for shape in measure.shapes(blank) for points in shape.subpaths if shape.stroked
        ]
        for field in form.fields_on(number):
            for box in field.boxes:
                assert min(max(abs(box.x - s[0]), abs(box.y - s[1]), abs(box.right - s[2])) for s in squares) < 0.3
    document.close()
