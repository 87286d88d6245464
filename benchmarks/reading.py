"""Reading a page beside decoding the same file to grey: CPU time, one thread, and the memory of a fresh process."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from benchmarks._table import show
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.jobs.reading import forms_to_read
from sirekap_desktop.ocr import engine, imageio
from sirekap_desktop.samples.camera import random_settings
from sirekap_desktop.samples.sheets import sample_photo
from sirekap_desktop.samples.ulumanda import load_ulumanda

ROUNDS = 15
PLANO = "c-hasil-ppwp-2024"
CAMERA_PX = 3000
"""Width of an upright 12-megapixel photo."""
SEEDS = (7, 8, 9)
_ROOT = Path(__file__).resolve().parents[1]


def run() -> None:
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        camera = _camera_files()
        head = ("file", "MB", "grey ms", "colour ms", "decode ms", "find ms", "whole ms", "whole / grey")
        rows = [_row(name, data) for name, data in (*camera, *_smaller(), *_real())]
        show(head, [[*row[:-1], f"{row[-1]:.2f}"] for row in rows])
    finally:
        cv2.setNumThreads(threads)
    for page in (1, 2, 3):
        ratios = [row[-1] for row in rows[: len(camera)] if f"page {page}" in str(row[0])]
        print(f"  12 megapixels, page {page}: whole / grey {statistics.median(ratios):.2f}")
    print(f"  12 megapixels, median over pages 1 to 3: {statistics.median(row[-1] for row in rows[: len(camera)]):.2f}")
    print(f"  peak memory of a fresh process that reads all of these: {_peak_mb(camera):.0f} MB")
    print("  grey, colour = cv2.imdecode; decode = as the engine asks for it; whole = read_file; median CPU times and")
    print(f"  median ratio of {ROUNDS} rounds, each round one after the other")


def _camera_files() -> list[tuple[str, bytes]]:
    """Three TPS as a phone stores them: the grain of a small sensor and quality 95 make 3 to 5 MB."""
    form, tps = load_form(PLANO), load_ulumanda().tps
    files = []
    for seed in SEEDS:
        for page in (1, 2, 3):
            settings = random_settings(np.random.default_rng((seed, page)), "normal")
            settings = replace(settings, noise=5.0, jpeg_quality=95)
            values = tps[seed].values
            photo = sample_photo(form, page, values, seed=seed, width_px=CAMERA_PX, settings=settings)
            files.append((f"12 megapixels, page {page}, TPS {seed}", photo.jpeg))
    return files


def _smaller() -> list[tuple[str, bytes]]:
    form, tps = load_form(PLANO), load_ulumanda().tps[0]
    return [
        (f"drawn, page 2, {width} px", sample_photo(form, 2, tps.values, seed=7, width_px=width).jpeg)
        for width in (1000, 2000)
    ]


def _real() -> list[tuple[str, bytes]]:
    shared = Path(os.environ.get("SIREKAP_SHARED", _ROOT.parent / "shared"))
    photos = sorted((shared / "photos").glob("pilpres-2024-*.jpg"))
    if not photos:
        print("  (real photos: the shared data folder is not beside this checkout, so they are left out)")
    return [(path.name, path.read_bytes()) for path in photos]


def _row(name: str, data: bytes) -> tuple[str, str, str, str, str, str, str, float]:
    raw = np.frombuffer(data, np.uint8)
    forms = forms_to_read(None)
    steps: dict[str, Callable[[], object]] = {
        "grey": lambda: cv2.imdecode(raw, cv2.IMREAD_GRAYSCALE),
        "colour": lambda: cv2.imdecode(raw, cv2.IMREAD_COLOR),
        "decode": lambda: imageio.decode(data).grey(0, engine.ENOUGH_PX),
        "find": lambda: engine.find(imageio.decode(data), 0, forms),
        "whole": lambda: engine.read_file(data, name, forms=forms),
    }
    taken: dict[str, list[float]] = {step: [] for step in steps}
    for number in range(ROUNDS + 1):
        for step, action in steps.items():
            started = time.process_time()
            action()
            if number:
                taken[step].append((time.process_time() - started) * 1000)
    medians = [f"{statistics.median(values):.0f}" for values in taken.values()]
    ratio = statistics.median(a / b for a, b in zip(taken["whole"], taken["grey"], strict=True))
    grey, colour, decode, find, whole = medians
    return name, f"{len(data) / 1e6:.1f}", grey, colour, decode, find, whole, ratio


def _peak_mb(files: list[tuple[str, bytes]]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{index}.jpg" for index in range(len(files))]
        for path, (_, data) in zip(paths, files, strict=True):
            path.write_bytes(data)
        command = [sys.executable, "-m", "benchmarks._peak", *map(str, paths)]
        return float(subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True).stdout)
