"""A wall of 500 boxes of one digit: kept on the disk, and cut anew, beside decoding its photos; and one key in Periksa.

The photos are drawn, 1,800 px on their longer side; eight fillings of each form, each stored for many TPS.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
from PySide6.QtWidgets import QApplication

from benchmarks._table import show
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Field, FormDefinition
from sirekap_desktop.forms.reading import (
    CELL_CLASSES,
    Evidence,
    FieldReading,
    FieldStatus,
    PageReading,
    Quality,
    Registration,
)
from sirekap_desktop.jobs.crop_strips import FOLDER
from sirekap_desktop.jobs.digit_wall import WALL, DigitWall, crops
from sirekap_desktop.models.records import Desa, ImportOutcome, Kecamatan, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr import engine, imageio
from sirekap_desktop.samples.draw import render_page
from sirekap_desktop.ui.images import to_qimage
from sirekap_desktop.ui.kelompok.wall import WallView

PPWP, DPR = "c-hasil-ppwp-2024", "c-hasil-dpr-2024"
FILLINGS = 8
COUNTS = {PPWP: 110, DPR: 6}
"""TPS with photos of each form."""
DIGIT = 7
_PX_PER_MM = 2.0


def run() -> None:
    app = QApplication.instance() or QApplication([])
    with _workspace() as workspace:
        for name, digit in (("seven", DIGIT), ("nought", 0)):
            print(f"  the wall of digit {name}:")
            _measure(workspace, digit)
    del app


def _measure(workspace: Workspace, digit: int) -> None:
    shutil.rmtree(workspace.folder / FOLDER, ignore_errors=True)
    photos = {cell.image.sha256 for cell in DigitWall(workspace, digit).page().cells}
    decode = _taken(lambda: [_decode(workspace, sha) for sha in photos])
    cold, warm = _show(workspace, digit), min((_show(workspace, digit) for _ in range(3)), key=lambda item: item["all"])
    rows = [
        (f"decoding its {len(photos)} photos to grey", "", "", f"{decode:.2f}", "1.00"),
        *(
            (f"{name}: {times['count']:.0f} boxes", *(f"{times[key]:.2f}" for key in ("known", "first", "all")),
             f"{times['all'] / decode:.2f}")
            for name, times in (("nothing kept", cold), ("kept on the disk", warm))
        ),
    ]  # fmt: skip
    show(("what", "list s", "first 100 s", "all on screen s", "ratio"), rows)


def _show(workspace: Workspace, digit: int) -> Mapping[str, float]:
    """From the key to the last picture painted."""
    view = WallView()
    view.resize(1000, 640)
    times: dict[str, float] = {}
    started = time.perf_counter()
    wall = DigitWall(workspace, digit).page(size=WALL)
    times["known"] = time.perf_counter() - started
    view.show_places(len(wall.cells))
    for count, crop in enumerate(crops(workspace, wall.cells), start=1):
        view.show_picture(crop.place, to_qimage(crop.box))
        if count == 100:
            times["first"] = time.perf_counter() - started
    view.grab()
    times |= {"all": time.perf_counter() - started, "count": len(wall.cells)}
    return times


def _taken(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _decode(workspace: Workspace, sha256: str) -> None:
    imageio.decode(workspace.original_path(sha256).read_bytes()).grey(0, engine.ENOUGH_PX)


@contextmanager
def _workspace() -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory() as folder:
        area = Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
        made = Workspace.create(Path(folder) / "w", area, operator="UJI", key_folder=Path(folder) / "k")
        with made as workspace:
            workspace.set_elections([PPWP, DPR])
            codes = [f"7605052001{number:03d}" for number in range(1, max(COUNTS.values()) + 1)]
            workspace.add_wilayah(
                [Desa("7605052001", "KABIRAAN")], [Tps(code, code[:10], int(code[10:]), 150, 150) for code in codes]
            )
            for form_id, count in COUNTS.items():
                for number, code in enumerate(codes[:count]):
                    add_tps(workspace, load_form(form_id), code, number % FILLINGS)
            yield workspace


def add_tps(workspace: Workspace, form: FormDefinition, code: str, filling: int) -> None:
    """Photo and reading of every page, everything proven."""
    with workspace.action():
        for page in form.pages:
            sha, _ = workspace.store_original(_photo(form.id, page.number, filling) + code.encode(), ".jpg")
            workspace.add_image(
                sha256=sha, source="foto.jpg", outcome=ImportOutcome.ACCEPTED, tps=code, form=form.id,
                page=page.number, reading=_reading(form, page.number, filling),
            )  # fmt: skip


@cache
def _values(form_id: str, filling: int) -> Mapping[str, int]:
    chance = random.Random(filling)
    most = 300 if form_id == PPWP else 30
    return {field.name: chance.randrange(most) for field in load_form(form_id).fields}


@cache
def _photo(form_id: str, page: int, filling: int) -> bytes:
    form = load_form(form_id)
    picture = render_page(form, page, dict(_values(form_id, filling)), seed=filling, px_per_mm=_PX_PER_MM)
    return cv2.imencode(".jpg", picture)[1].tobytes()


def _reading(form: FormDefinition, page: int, filling: int) -> PageReading:
    """As large as the engine's own: a probability per class and box."""
    s, (w, h) = _PX_PER_MM, (side * _PX_PER_MM for side in form.paper)
    flat = Registration("corners", 0.1, ((0, 0), (w, 0), (w, h), (0, h)), (s, 0, 0, 0, s, 0, 0, 0, 1))
    fields = tuple(_field(field, _values(form.id, filling)[field.name]) for field in form.fields_on(page))
    party = form.page(page).partai
    return PageReading(0, "read", None, form.id, page, party, flat, Quality(ok=True), fields, 1, "bench")


def _field(field: Field, value: int) -> FieldReading:
    cells = tuple(str(value).rjust(len(field.boxes), "X"))
    spread = tuple(1 / (3 + number) for number in range(len(CELL_CLASSES)))
    return FieldReading(
        field.name, value, value, 0.9991234, FieldStatus.PROVEN, cells, Evidence(value, value),
        tuple(spread for _ in cells), ((value, 0.999123), (value + 1, 0.000123)),
    )  # fmt: skip


if __name__ == "__main__":
    run()
