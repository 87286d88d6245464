"""Contact sheets of wrong and doubtful numbers, for a person to look at. Tuning photos only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from benchmarks.bench_reading.outcomes import Outcome, Results
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.ocr import imageio

FORM = "c-hasil-ppwp-2024"
_TILE = (300, 150)
_ACROSS, _DOWN = 5, 9


def keep(folder: Path, photos: Path, readings: Path, results: Results) -> None:
    """Write sheets per kind of failure, cut where the numbers truly are, so that bad fits show too."""
    del readings
    folder.mkdir(parents=True, exist_ok=True)
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for item in results.fields:
        for kind in kinds_of(item):
            groups[kind].append(item)
    for kind, items in groups.items():
        for start in range(0, min(len(items), 4 * _ACROSS * _DOWN), _ACROSS * _DOWN):
            sheet = contact_sheet(photos, items[start : start + _ACROSS * _DOWN])
            cv2.imwrite(str(folder / f"{kind}-{start // (_ACROSS * _DOWN):02d}.png"), sheet)
    print(f"contact sheets in {folder}: " + ", ".join(f"{kind} {len(items)}" for kind, items in sorted(groups.items())))


def kinds_of(item: Outcome) -> list[str]:
    """Which sheets a number belongs on."""
    if item.seen != "full" or item.page is None:
        return ["silent-unseen"] if item.silent_error else []
    kinds = [f"silent-{item.status}"] if item.silent_error else []
    if item.value is not None and item.page["digits"] != item.value:
        kinds.append("digits-wrong" if item.page["digits"] is not None else "digits-silent")
    if item.status == "type" and not item.deviation and item.consistent:
        kinds.append("typed-though-sound")
    if not item.deviation and item.bubbles and item.page["bubbles"] != item.value:
        kinds.append("bubbles-wrong")
    if not item.deviation and item.tally is not None and item.page["tally"] not in {item.value, None}:
        kinds.append("tally-wrong")
    return kinds


def contact_sheet(photos: Path, items: Sequence[Outcome]) -> np.ndarray:
    """Tiles with a line of what is true and what was read."""
    tiles = [_tile(photos, item) for item in items]
    blank = np.full((_TILE[1], _TILE[0], 3), 255, np.uint8)
    tiles += [blank] * (-len(tiles) % _ACROSS)
    rows = [np.hstack(tiles[start : start + _ACROSS]) for start in range(0, len(tiles), _ACROSS)]
    return np.vstack(rows)


def _tile(photos: Path, item: Outcome) -> np.ndarray:
    folder = photos / f"tps-{item.tps:05d}"
    image = imageio.decode((folder / item.file).read_bytes(), name=item.file).page(0)
    field = load_form(FORM).field(item.name)
    corners = _box_corners(folder, item)
    area = field.box_area
    mm = np.array([corner for box in field.boxes for corner in box.corners])
    matrix, _ = cv2.findHomography(mm, corners)
    margin, height = area.w * 0.1, _TILE[1] - 34
    scale = min(_TILE[0] / (area.w + 2 * margin), height / (area.h + 2 * margin))
    to_mm = np.array([[1 / scale, 0, area.x - margin], [0, 1 / scale, area.y - margin], [0, 0, 1]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    cut = cv2.warpPerspective(image, matrix @ to_mm, (_TILE[0], height), flags=flags, borderValue=(255, 255, 255))
    tile = np.full((_TILE[1], _TILE[0], 3), 255, np.uint8)
    tile[:height] = cut if cut.ndim == 3 else cv2.cvtColor(cut, cv2.COLOR_GRAY2BGR)
    page = item.page or {}
    seen = " ".join(f"{kind[0]} {page.get(kind)}" for kind in ("digits", "bubbles", "tally"))
    said = f"is {''.join(cell or '_' for cell in item.cells)} {seen}"
    more = (
        f"{item.status} {item.read['value']} {item.read['confidence']:.3f} {item.tps}/{item.name} {item.px_per_mm:.1f}"
    )
    for line, text in enumerate((said, more)):
        at = (3, height + 13 + 15 * line)
        cv2.putText(tile, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.38, (0, 0, 160), 1, cv2.LINE_AA)
    return tile


def _box_corners(folder: Path, item: Outcome) -> np.ndarray:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    photo = next(one for one in truth["photos"] if one["file"] == item.file)
    return np.array(photo["boxes"][item.name]).reshape(-1, 2)
