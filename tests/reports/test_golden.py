"""Drawn pages against kept ones: pictures for the look (with tolerance), text for the words and figures (exact).

After a wanted change: ``SIREKAP_UPDATE_GOLDEN=1 pytest -n 0 tests/reports/test_golden.py``, then look at the pictures.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.reports import dhasil
from sirekap_desktop.reports.options import ReportOptions

from .elections import recap_of
from .factories import Recap, adding_cell, flagged_cell, notes, parties, rows, snapshot
from .kabupaten import Kab, kabupaten
from .pages import Pages

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("SIREKAP_UPDATE_GOLDEN"))
DPI = 64


def _flagged(recap: Recap) -> Recap:
    return replace(recap, cell=flagged_cell(recap.seed, rows()), notes=notes(recap))


def _dpr() -> Recap:
    form = load_form("c-hasil-dpr-2024", parties(4))
    return Recap(tps=(7, 5, 4, 8, 5, 4, 5, 4), form=form, dapil="SULAWESI BARAT", cell=adding_cell(3, form))


def _dpr_kabupaten() -> Kab:
    form = load_form("c-hasil-dpr-2024", parties(4))
    return Kab([(2, 1)] * 30, missing={7}, form=form, dapil="SULAWESI BARAT")


_KABUPATEN = ((4, 6), (3,), (5, 5), (2,), (4, 4), (1, 2), (3, 3), (8,))

# Name: recap, options, table ("kecamatan" or index of a desa), page from 0.
PAGES: dict[str, tuple[Recap | Kab, ReportOptions, str | int, int]] = {
    "a3-kecamatan-locked": (Recap(tps=(4, 6, 3, 5, 5)), ReportOptions("A3"), "kecamatan", 0),
    "a3-desa-draft-simulation": (
        _flagged(Recap(tps=(10,), locked=False, simulation=True)),
        ReportOptions("A3"),
        0,
        0,
    ),
    "a4-desa-carried": (_flagged(Recap(tps=(70,), locked=False)), ReportOptions("A4"), 0, 1),
    "f4-kecamatan-every-page": (Recap(tps=(2,) * 40), ReportOptions("F4", "every_page"), "kecamatan", 1),
    "f4-dpr-kecamatan-goes-on": (_dpr(), ReportOptions("F4"), "kecamatan", 1),
    "a4-dprd-kabko-desa-every-page": (recap_of("DPRD-KABKO", (14,)), ReportOptions("A4", "every_page"), 0, 2),
    "a4-kwk-bupati-kolom-kosong": (recap_of("KWK-BUPATI", (9,)), ReportOptions("A4"), 0, 1),
    "a4-kabupaten-draft": (Kab(_KABUPATEN, missing={4}, draft={1}, flagged=True), ReportOptions("A4"), "kabupaten", 0),
    "f4-kabupaten-dpr-goes-on": (_dpr_kabupaten(), ReportOptions("F4"), "kabupaten", 4),
    "a4-kabupaten-asal": (Kab(_KABUPATEN, missing={4}, draft={1}, revoked={2}), ReportOptions("A4"), "kabupaten", -1),
    "a4-desa-end": (_flagged(Recap(tps=(70,))), ReportOptions("A4"), 0, -1),
}


def _draw(name: str) -> tuple[np.ndarray, str]:
    recap, options, table, page = PAGES[name]
    made = kabupaten(recap) if isinstance(recap, Kab) else snapshot(recap)
    code = table if isinstance(table, str) else made.parts[table].code
    with Pages(dhasil.build(made, options, code)) as pages:
        at = page % pages.count
        return cv2.cvtColor(pages.picture(at, DPI), cv2.COLOR_RGB2GRAY), pages.text(at)


def _soft(picture: np.ndarray) -> np.ndarray:
    """Letters as their renderer's version smooths them do not matter; where there is ink does."""
    return cv2.GaussianBlur(picture.astype(np.float32), (0, 0), 1.5)


@pytest.mark.parametrize("name", PAGES)
def test_page_looks_as_kept(name: str) -> None:
    picture, _ = _draw(name)
    path = GOLDEN / f"{name}.png"
    if UPDATE:
        Image.fromarray((np.round(picture / 5) * 5).astype(np.uint8)).save(path, optimize=True)
    kept = np.asarray(Image.open(path).convert("L"))
    assert path.stat().st_size <= 150_000
    assert picture.shape == kept.shape
    difference = np.abs(_soft(picture) - _soft(kept))
    assert difference.mean() < 1.5
    assert (difference > 40).mean() < 0.001


@pytest.mark.parametrize("name", PAGES)
def test_page_reads_as_kept(name: str) -> None:
    _, text = _draw(name)
    path = GOLDEN / f"{name}.txt"
    if UPDATE:
        path.write_text(text + "\n", "utf-8")
    assert text == path.read_text("utf-8").rstrip("\n")


def test_a_moved_line_is_seen() -> None:
    picture, _ = _draw("a4-desa-carried")
    moved = np.roll(picture, 3, axis=0)
    assert (np.abs(_soft(picture) - _soft(moved)) > 40).mean() > 0.001
