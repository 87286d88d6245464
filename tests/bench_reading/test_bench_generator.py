from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from benchmarks.bench_reading import crops, generate, scenes
from benchmarks.bench_reading.pages import draw_filled, fill_form
from benchmarks.bench_reading.records import draw_record, load_published, sums_hold
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.rules import broken
from sirekap_desktop.ocr import imageio
from sirekap_desktop.samples.drawing import PAPER_WHITE
from sirekap_desktop.samples.lifted import PATCH_PX, LiftedInk

FORM = load_form("c-hasil-ppwp-2024")
VALUES = {field.name: 100 + 7 * index for index, field in enumerate(FORM.fields)}


def _shade(label: str) -> int:
    """Each label's ink covers another share of the box: a reader of shades can tell them apart."""
    return 40 + 17 * crops.LABELS.index(label)


def _bank() -> crops.InkBank:
    """Crops whose ink is a plain square, as dark as its label says."""
    files = {label: tuple(f"{label}-{index}.jpg" for index in range(3)) for label in crops.LABELS}
    square = np.zeros((PATCH_PX, PATCH_PX), np.uint8)
    square[30:-30, 30:-30] = 1
    inks = {file: LiftedInk(square * np.uint8(_shade(label)), 1.0) for label in files for file in files[label]}
    return crops.InkBank({"510101": files}, inks)


def _save_inks(path: Path) -> Path:
    """A file of lifted inks with two kecamatan in every fold."""
    bank, rows = _bank(), []
    codes = [str(number) for number in range(510101, 510160)]
    for fold in range(crops.FOLDS):
        rows += [
            (f"{code}-{file}", file[0], code, ink)
            for code in [code for code in codes if crops.fold_of(code) == fold][:2]
            for file, ink in bank.inks.items()
        ]
    np.savez(
        path,
        files=[row[0] for row in rows],
        labels=[row[1] for row in rows],
        kecamatan=[row[2] for row in rows],
        covers=np.stack([row[3].cover for row in rows]),
        strengths=[1.0 for _ in rows],
    )
    return path


def _job(folder: Path, shared: Path, number: int = 3) -> generate.Job:
    inks = _save_inks(folder / "inks.npz")
    return generate.Job(generate.Settings(), "tps", number, shared, inks, folder / "photos")


def _truth(job: generate.Job) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((job.target / "truth.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.shared
def test_the_same_settings_give_the_same_photos_and_truth(shared_dir: Path, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        generate.generate(_job(folder, shared_dir))
    one, two = (sorted((folder / "photos").rglob("*.*")) for folder in folders)
    assert len(one) >= 3
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@pytest.mark.shared
def test_the_boxes_of_the_photo_hold_the_ink_that_the_truth_names(shared_dir: Path, tmp_path: Path) -> None:
    job = _job(tmp_path, shared_dir, number=2)
    generate.generate(job)
    truth, compared = _truth(job), 0
    for photo in truth["photos"]:
        image = imageio.decode((job.target / photo["file"]).read_bytes()).page(0)
        for name, corners in photo["boxes"].items():
            if photo["seen"][name] != "full" or truth["fields"][name]["deviation"]:
                continue
            boxes = np.array(corners).reshape(-1, 4, 2)
            said = truth["fields"][name]
            assert "".join(said["cells"]).strip("X-/.").lstrip("0") == str(said["value"]).lstrip("0")
            for box, file in zip(boxes, said["crops"], strict=True):
                compared += _inked(image, box) == bool(file)
    assert compared > 60


def _inked(image: np.ndarray, corners: np.ndarray) -> bool:
    """Whether the middle of a box is darker than its rim."""
    middle = corners.mean(axis=0)
    rim = middle + (corners - middle) * 0.72
    dark = _level(image, middle + (corners - middle) * 0.15)
    return bool(dark < 0.93 * _level(image, rim))


def _level(image: np.ndarray, points: np.ndarray) -> float:
    at = np.rint(points).astype(int)
    return float(image[at[:, 1], at[:, 0]].mean())


def test_every_box_gets_the_ink_of_its_own_label_and_the_truth_says_so() -> None:
    bank = _bank()
    filled = fill_form(FORM, VALUES, {}, bank, seed=5)
    image = draw_filled(FORM, 1, filled, bank, 2.5)
    blank = int(image[2, 2].mean())
    assert blank == PAPER_WHITE
    for field in FORM.fields_on(1):
        said = filled.truths[field.name]
        if not said.deviation:
            assert said.value == VALUES[field.name]
            assert int("".join(said.cells)) == said.value
        for box, cell, crop in zip(field.boxes, said.cells, said.crops, strict=True):
            if crop:
                assert crop.startswith(f"{cell}-")
                level = image[round((box.y + box.h / 2) * 2.5), round((box.x + box.w / 2) * 2.5), 2]
                assert level == pytest.approx(_expected(filled.ink, cell), abs=6)


def _expected(ink: str, label: str) -> float:
    red = {"blue": 38, "black": 38}[ink]
    return PAPER_WHITE * (1 - _shade(label) / 255 * (1 - red / PAPER_WHITE))


def test_a_writer_uses_crops_of_one_kecamatan_while_it_has_enough_of_every_digit() -> None:
    files = {label: tuple(f"{label}-{index}.jpg" for index in range(2)) for label in crops.LABELS}
    others = {label: tuple(f"other {file}" for file in names) for label, names in files.items()}
    bank = crops.InkBank({"510101": files, "510102": others}, {})
    pool = bank.writer(np.random.default_rng(0))
    assert pool in (files, others)


def test_without_the_final_run_no_reserved_crop_is_drawn_and_with_it_all_are(tmp_path: Path) -> None:
    inks = _save_inks(tmp_path / "inks.npz")
    tuning, final = (crops.load_bank(inks, 0, reserved=reserved) for reserved in (False, True))
    assert not any(crops.is_reserved(file) for file in tuning.inks)
    assert any(crops.is_reserved(file) for file in final.inks)
    assert set(tuning.inks) < set(final.inks)


def test_what_is_kept_for_the_final_run_is_never_drawn_while_tuning() -> None:
    page = FORM.page(1)
    drawn = [
        scenes.draw_scene("complete", FORM, page, 1200, np.random.default_rng(seed), final=False) for seed in range(300)
    ]
    low, high = scenes.FINAL_TILT
    assert not any(low <= scene.tilt_deg <= high for scene in drawn)
    assert not any(scene.settings.background == scenes.FINAL_BACKGROUND for scene in drawn)
    assert not any(scene.settings.moire_kind == scenes.FINAL_MOIRE for scene in drawn)
    assert max(scene.tilt_deg for scene in drawn) > 33


@pytest.mark.parametrize(("kind", "most"), [("two_marks_cut", 2), ("no_marks", 0)])
def test_cut_marks_are_out_of_the_picture_and_all_boxes_in_it(kind: str, most: int) -> None:
    page = FORM.page(1)
    areas = np.array([corner for field in FORM.fields_on(1) for corner in field.box_area.corners])
    whole = 0
    for seed in range(12):
        scene = scenes.draw_scene(kind, FORM, page, 1500, np.random.default_rng(seed), final=False)
        sheet = scenes.aimed(scene.settings, 1500, FORM.paper)
        assert scenes.marks_seen(page, sheet) <= most
        whole += bool(scenes.inside(sheet, areas).all())
    assert whole >= 9


def test_normal_quality_is_judged_by_what_was_truly_set() -> None:
    scene = scenes.draw_scene("complete", FORM, FORM.page(1), 1600, np.random.default_rng(1), final=False)
    good = replace(
        scene,
        settings=replace(
            scene.settings, pitch_deg=19, yaw_deg=0, jpeg_quality=60, blur_px=1.2, motion_px=0, focus_px=0
        ),
    )
    assert generate.is_normal(good, 1.8)
    assert not generate.is_normal(good, 1.79)
    assert not generate.is_normal(replace(good, kind="no_tag"), 1.8)
    for worse in ({"pitch_deg": 20.5}, {"jpeg_quality": 59}, {"blur_px": 1.3}, {"focus_px": 1.0}):
        assert not generate.is_normal(replace(good, settings=replace(good.settings, **worse)), 1.8)


@pytest.mark.shared
def test_records_are_published_ones_and_one_in_ten_breaks_a_sum(shared_dir: Path) -> None:
    published = load_published(shared_dir / "tps" / "ppwp-published-ntb-sulbar.csv.gz")
    records = [draw_record(published, random.Random(seed)) for seed in range(400)]
    assert 20 <= sum(not record.consistent for record in records) <= 62
    for record in records[:80]:
        assert set(record.values) == {field.name for field in FORM.fields}
        assert record.consistent == sums_hold(record.values)
        if record.consistent:
            sums = [check.rule for check in broken(FORM, record.values) if check.rule in {"R1", "R2", "R3", "R4", "R6"}]
            assert not sums


def test_a_photo_of_something_else_names_what_may_be_read_on_it(tmp_path: Path) -> None:
    image = generate.negatives._swapped(FORM, 2, 1, np.random.default_rng(0))
    assert image.shape[2] == 3
    family = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10)
    _, ids, _ = cv2.aruco.ArucoDetector(family).detectMarkers(image)
    assert ids.ravel().tolist()[0] in {101, 103}
