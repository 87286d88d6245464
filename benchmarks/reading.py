"""Reading a page beside decoding the same file: ms, one thread each (median of 9 runs)."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np

from benchmarks._table import median_ms, show
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.ocr import engine
from sirekap_desktop.samples.sheets import sample_photo
from sirekap_desktop.samples.ulumanda import load_ulumanda

REPEATS = 9
WIDTHS = (1000, 2000, 3000, 4000)


def run() -> None:
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        files = [*_drawn(), *_real()]
        show(("file", "MB", "imdecode ms", "read ms", "whole", "ratio"), [_row(name, data) for name, data in files])
    finally:
        cv2.setNumThreads(threads)
    print("  whole = read_file: header checks, decoding and reading; ratio = whole / imdecode")


def _drawn() -> list[tuple[str, bytes]]:
    form, tps = load_form("c-hasil-ppwp-2024"), load_ulumanda().tps[0]
    found = [(f"drawn, page {page}, 2000 px", page, 2000) for page in (1, 3)]
    found += [(f"drawn, page 2, {width} px", 2, width) for width in WIDTHS]
    return [
        (name, sample_photo(form, page, tps.values, seed=7, level="normal", width_px=width).jpeg)
        for name, page, width in found
    ]


def _real() -> list[tuple[str, bytes]]:
    shared = Path(os.environ.get("SIREKAP_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    photos = sorted((shared / "photos").glob("pilpres-2024-*.jpg"))
    if not photos:
        print("  (real photos: the shared data folder is not beside this checkout, so they are left out)")
    return [(path.name, path.read_bytes()) for path in photos]


def _row(name: str, data: bytes) -> tuple[object, ...]:
    raw = np.frombuffer(data, np.uint8)
    image = cv2.imdecode(raw, cv2.IMREAD_COLOR)
    decode = median_ms(lambda: cv2.imdecode(raw, cv2.IMREAD_COLOR), REPEATS)
    read = median_ms(lambda: engine.read_page(image), REPEATS)
    whole = median_ms(lambda: engine.read_file(data, name), REPEATS)
    return name, f"{len(data) / 1e6:.1f}", f"{decode:.1f}", f"{read:.1f}", f"{whole:.1f}", f"{whole / decode:.2f}"
