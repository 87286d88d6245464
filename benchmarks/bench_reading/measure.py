"""Second stage: read the photos as the program does and keep what was read beside what is true; resumable too."""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

import sirekap_desktop
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.reading import CELL_CLASSES, FieldReading, PageReading, Registration
from sirekap_desktop.ocr import engine, fusion
from sirekap_desktop.ocr.cells import CellClassifier, load_card
from sirekap_desktop.ocr.gathering import readers
from sirekap_desktop.ocr.view import placed

FORM = "c-hasil-ppwp-2024"


@dataclass(frozen=True, slots=True)
class Job:
    """One folder of the first stage."""

    source: Path
    target: Path
    """The JSON to write."""
    folds: Path
    """Folder with a digit model per fold: ``fold3/cells.onnx`` and ``cells.json``."""


def engine_key(folds: Path) -> str:
    """Changes with every change of the engine's code, the forms or the models: readings are never stale."""
    package = Path(sirekap_desktop.__file__).parent
    files = [*(package / "ocr").rglob("*.py"), *(package / "forms").rglob("*.py")]
    files += [p for name in ("models", "forms") for p in (package / "resources" / name).rglob("*") if p.is_file()]
    files += [*folds.rglob("cells.onnx"), Path(__file__)]
    known = hashlib.sha256()
    for path in sorted(files):
        known.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return known.hexdigest()[:10]


@lru_cache(maxsize=6)
def classifier_of(folds: Path, fold: int) -> tuple[CellClassifier, str]:
    """The model that never saw this fold's kecamatan, else the program's; and of which fold it is (``fold3``)."""
    folder = folds / f"fold{fold}"
    if (folder / "cells.onnx").exists() and (folder / "cells.json").exists():
        card = load_card((folder / "cells.json").read_text("utf-8"))
        return CellClassifier((folder / "cells.onnx").read_bytes(), card), f"fold{card.data.get('fold', fold)}"
    shipped = CellClassifier()
    return shipped, f"fold{shipped.card.data.get('fold')}"


def measure(job: Job) -> None:
    """Read one folder; writes its JSON unless it is there."""
    if job.target.exists():
        return
    cv2.setNumThreads(1)
    truth = json.loads((job.source / "truth.json").read_text(encoding="utf-8"))
    done = _tps(job, truth) if "photos" in truth else _negative(job, truth)
    job.target.parent.mkdir(parents=True, exist_ok=True)
    draft = job.target.with_suffix(f".draft{os.getpid()}")
    draft.write_text(json.dumps(done), encoding="utf-8")
    draft.replace(job.target)


def _tps(job: Job, truth: dict[str, Any]) -> dict[str, Any]:
    classifier, model = classifier_of(job.folds, truth["fold"])
    photos: list[dict[str, Any]] = []
    pages: list[PageReading] = []
    for photo in truth["photos"]:
        readings, times = _read(job.source / photo["file"], classifier)
        pages += [item for item in readings if item.status == "read"]
        photos.append({**times, "readings": [_page(item, photo) for item in readings]})
    fused = fusion.fuse(load_form(FORM), pages)
    return {"model": model, "photos": photos, "fields": {item.name: _field(item) for item in fused.fields}}


def _negative(job: Job, truth: dict[str, Any]) -> dict[str, Any]:
    classifier, model = classifier_of(job.folds, 0)
    readings, times = _read(job.source / truth["file"], classifier)
    return {"model": model, **times, "readings": [_page(item, None) for item in readings]}


def _read(path: Path, classifier: CellClassifier) -> tuple[tuple[PageReading, ...], dict[str, Any]]:
    """Read a picture as the program does: all forms that it looks for unasked."""
    readers().cells = classifier
    data = path.read_bytes()
    started = time.process_time()
    cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    decoded = time.process_time()
    readings = engine.read_file(data, path.name)
    ended = time.process_time()
    return readings, {"imdecode_ms": 1e3 * (decoded - started), "read_ms": 1e3 * (ended - decoded)}


def _page(reading: PageReading, photo: dict[str, Any] | None) -> dict[str, Any]:
    found = reading.registration
    page: dict[str, Any] = {
        "status": reading.status,
        "reason": reading.reason,
        "form": reading.form,
        "page": reading.page,
        "method": found.method if found else None,
        "registration": {"homography": found.homography} if found else None,
    }
    if photo is not None and found is not None and reading.form == FORM and reading.page in photo["pages"]:
        page["errors_mm"] = position_errors(reading.page, found, photo)
        page["fields"] = {item.name: _field(item) for item in reading.fields}
    return page


def position_errors(page: int, found: Registration, photo: dict[str, Any]) -> list[float]:
    """How far each visible box's middle lies from where it truly is, in mm of the paper."""
    errors: list[float] = []
    for field in load_form(FORM).fields_on(page):
        if photo["seen"].get(field.name) != "full":
            continue
        middles = np.array([(box.x + box.w / 2, box.y + box.h / 2) for box in field.boxes])
        true = np.array(photo["boxes"][field.name]).reshape(-1, 4, 2)
        sides = np.linalg.norm(true - np.roll(true, 1, axis=1), axis=2).mean(axis=1)
        away = np.linalg.norm(placed(found, middles) - true.mean(axis=1), axis=1)
        errors += [round(float(v), 4) for v in away / sides * field.boxes[0].w]
    return errors


def _field(item: FieldReading) -> dict[str, Any]:
    likeliest = [CELL_CLASSES[int(np.argmax(row))] for row in item.cell_probabilities]
    return {
        "value": item.value,
        "raw": item.raw,
        "confidence": item.confidence,
        "status": item.status.value,
        "cells": likeliest,
        "digits": item.evidence.digits,
        "bubbles": item.evidence.bubbles,
        "tally": item.evidence.tally,
        "problems": list(item.problems),
    }
