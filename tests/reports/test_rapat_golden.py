"""Drawn documents of the meeting against kept ones, as D.HASIL's (``test_golden.py`` says how to renew them)."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image

from sirekap_desktop.models.pleno.snapshot import PlenoSnapshot
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.reports import dhasil
from sirekap_desktop.reports.meeting import Meeting
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.reports.rapat.captions import KEYS, READINESS
from sirekap_desktop.reports.rapat.documents import build, readiness_document
from tests.models.factories import FORM, make_workspace

from .meetings import crowded, full_meeting, still
from .pages import Pages
from .test_golden import DPI, GOLDEN, UPDATE, _soft
from .test_rapat import READY

#: Name: paper, document (or D.HASIL of the kecamatan), state of the meeting, page from 0.
PAGES: dict[str, tuple[str, str, str, int]] = {
    **{f"rapat-a4-{key}": ("A4", key, "held", 0) for key in (*KEYS, READINESS)},
    "rapat-a4-kejadian-crowded": ("A4", "kejadian", "crowded", 2),
    "rapat-f4-hadir-empty": ("F4", "hadir", "empty", 0),
    "rapat-a3-kejadian-empty": ("A3", "kejadian", "empty", 0),
    "rapat-f4-pembetulan-crowded": ("F4", "pembetulan", "crowded", 1),
    "rapat-a3-kunci": ("A3", "kunci", "held", 0),
    "rapat-a4-dhasil": ("A4", "dhasil", "held", -1),
}


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[PlenoSnapshot, RecapSnapshot]]:
    with full_meeting(tmp_path_factory.mktemp("rapat")) as workspace:
        held = still(workspace.pleno_snapshot(FORM)), workspace.recap()
    with make_workspace(tmp_path_factory.mktemp("kosong")) as workspace:
        empty = workspace.pleno_snapshot(FORM), workspace.recap()
    return {"held": held, "empty": empty, "crowded": (crowded(held[0]), held[1])}


def _draw(states: dict[str, tuple[PlenoSnapshot, RecapSnapshot]], name: str) -> tuple[np.ndarray, str]:
    paper, key, state, page = PAGES[name]
    snapshot, recap = states[state]
    options = ReportOptions(paper)
    if key == "dhasil":
        data = dhasil.build(recap, options, "kecamatan", meeting=Meeting(snapshot))
    elif key == READINESS:
        data = readiness_document(snapshot, READY, options).bytes
    else:
        data = build(snapshot, [recap], key, options).bytes
    with Pages(data) as pages:
        at = page % pages.count
        return cv2.cvtColor(pages.picture(at, DPI), cv2.COLOR_RGB2GRAY), pages.text(at)


@pytest.mark.parametrize("name", PAGES)
def test_page_looks_and_reads_as_kept(states, name: str) -> None:
    picture, text = _draw(states, name)
    image, words = GOLDEN / f"{name}.png", GOLDEN / f"{name}.txt"
    if UPDATE:
        Image.fromarray((np.round(picture / 5) * 5).astype(np.uint8)).save(image, optimize=True)
        words.write_text(text + "\n", "utf-8")
    kept = np.asarray(Image.open(image).convert("L"))
    assert image.stat().st_size <= 150_000
    assert picture.shape == kept.shape
    difference = np.abs(_soft(picture) - _soft(kept))
    assert difference.mean() < 1.5
    assert (difference > 40).mean() < 0.001
    assert text == words.read_text("utf-8").rstrip("\n")
