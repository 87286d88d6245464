"""Pictures on which nothing may be read: other forms, another year's page, a false tag, papers on a desk."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from benchmarks.bench_reading import scenes
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition, Label, Line, Rect
from sirekap_desktop.ocr import imageio
from sirekap_desktop.samples.camera import photograph
from sirekap_desktop.samples.draw import render_page
from sirekap_desktop.samples.drawing import INKS, Drawing, Patch, Printed, outline
from sirekap_desktop.samples.raster import Image, render

Rng = np.random.Generator

_FORM = "c-hasil-ppwp-2024"
_WORDS = (
    *("berita", "acara", "rapat", "daftar", "hadir", "surat", "tugas", "nomor", "lampiran", "tanggal"),
    *("desa", "kecamatan", "panitia", "saksi", "jumlah"),
)


def make(shared: Path, folder: Path, seed: int, final: bool) -> dict[str, Any]:
    """Write one such picture; gives its truth: kind, and the pages that may be read nevertheless."""
    rng = np.random.default_rng((seed, 9))
    kind = str(rng.choice(scenes.NEGATIVE_KINDS, p=(0.35, 0.1, 0.25, 0.3)))
    width = scenes.draw_width(rng)
    allowed: list[tuple[str, int]] = []
    if kind == "photo_2019":
        jpeg = _photo_2019(shared / "photos" / "c1-dpr-2019.jpg", width, rng)
    else:
        paper = (600.0, 900.0)
        form = load_form(_FORM)
        if kind == "swapped_tag":
            page = int(rng.integers(1, 4))
            image = _swapped(form, page, seed, rng)
            allowed = [(_FORM, page)]
        elif kind == "draft_form":
            image = _draft(shared, rng)
            paper = (600.0, 600.0 * image.shape[0] / image.shape[1])
        else:
            image = _document(rng)
        scene = scenes.draw_scene("complete", form, form.page(1), width, rng, final=final)
        settings = scene.settings
        if kind == "desk" and rng.random() < 0.4:
            settings = replace(settings, cover=float(rng.uniform(1.0, 1.6)))
        jpeg = photograph(image, seed=(seed, 4), width_px=width, settings=settings, paper=paper).jpeg
    (folder / "foto.jpg").write_bytes(jpeg)
    return {"kind": kind, "file": "foto.jpg", "allowed": allowed}


@lru_cache(maxsize=8)
def _picture(path: Path) -> Image:
    return np.asarray(imageio.decode(path.read_bytes(), name=path.name).page(0), np.uint8)


def _draft(shared: Path, rng: Rng) -> Image:
    paths = sorted((shared / "forms" / "c-digital").glob("*.png"))
    image = _picture(paths[int(rng.integers(len(paths)))])
    return image if image.ndim == 3 else np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), np.uint8)


def _photo_2019(path: Path, width: int, rng: Rng) -> bytes:
    image = _picture(path)
    height = round(width * image.shape[0] / image.shape[1])
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    moved = (rng.uniform(-0.04, 0.04, (4, 2)) * (width, height)).astype(np.float32)
    ends = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    bent = cv2.warpPerspective(small, cv2.getPerspectiveTransform(ends, ends + moved), (width, height))
    turned = np.ascontiguousarray(np.rot90(bent, int(rng.integers(4))))
    _, data = cv2.imencode(".jpg", turned, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 95))])
    return data.tobytes()


def _swapped(form: FormDefinition, page: int, seed: int, rng: Rng) -> Image:
    """A page that carries the tag of another page: lines and tag contradict each other."""
    other = int(rng.choice([sheet.number for sheet in form.pages if sheet.number != page]))
    pages = tuple(replace(sheet, tag=form.page(other).tag) if sheet.number == page else sheet for sheet in form.pages)
    values = {field.name: int(rng.integers(0, 300)) for field in form.fields_on(page)}
    return render_page(replace(form, pages=pages), page, values, seed=seed, px_per_mm=2.5)


def _document(rng: Rng) -> Image:
    """Any official paper: lines of text, a table, boxes, dark squares."""
    paper = (600.0, 900.0)
    marks: list[Printed] = []
    for y in np.arange(50, 850, rng.uniform(16, 40)):
        if rng.random() < 0.6:
            text = " ".join(rng.choice(_WORDS, int(rng.integers(3, 9))))
            marks.append(Label(float(rng.uniform(40, 90)), float(y), text, float(rng.uniform(6, 16))))
    for _ in range(int(rng.integers(1, 4))):
        marks += _table(rng)
    for x, y in rng.uniform((30, 30), (560, 860), (int(rng.integers(0, 7)), 2)):
        marks.append(Patch(Rect(float(x), float(y), 7.2, 7.2)))
    return render(Drawing(paper, tuple(marks), (), INKS["blue"]), 2.5)


def _table(rng: Rng) -> list[Printed]:
    left, top = rng.uniform(40, 150), rng.uniform(60, 500)
    columns = left + np.concatenate([[0], np.cumsum(rng.uniform(18, 120, int(rng.integers(2, 7))))])
    rows = top + np.concatenate([[0], np.cumsum(rng.uniform(14, 30, int(rng.integers(3, 14))))])
    columns, rows = columns[columns < 570], rows[rows < 880]
    lines: list[Printed] = [Line(float(x), float(rows[0]), float(x), float(rows[-1]), 0.6) for x in columns]
    lines += [Line(float(columns[0]), float(y), float(columns[-1]), float(y), 0.6) for y in rows]
    for y in rows[:-1]:
        if rng.random() < 0.5:
            x = float(columns[-1]) - 60
            lines += [side for i in range(3) for side in outline(Rect(x + 20 * i, float(y) + 1, 12, 12), 0.6)]
    return lines
