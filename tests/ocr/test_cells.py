"""The digit model answers what it was trained to answer, and reads boxes it has never seen."""

from __future__ import annotations

import importlib
import json
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import cv2
import numpy as np
import pytest

from sirekap_desktop.forms.reading import CELL_CLASSES
from sirekap_desktop.ocr.cells import (
    CELL_MARGIN,
    CELL_PX,
    CellClassifier,
    ModelError,
    golden,
    load_card,
    normalise,
)

TOOLS = Path(__file__).resolve().parent.parent.parent / "tools"
MODELS = files("sirekap_desktop.resources") / "models"
BLANK = CELL_CLASSES.index("")


@pytest.fixture(scope="module")
def classifier() -> CellClassifier:
    return CellClassifier()


@pytest.fixture(scope="module")
def evaluation() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TOOLS))
        return importlib.import_module("evaluate_digits")


def drawn_box(paper: int = 200, border: int = 40) -> np.ndarray:
    crop = np.full((CELL_PX, CELL_PX), paper, np.uint8)
    near = round(CELL_PX * CELL_MARGIN / (1 + 2 * CELL_MARGIN))
    cv2.rectangle(crop, (near, near), (CELL_PX - 1 - near, CELL_PX - 1 - near), (border,), 2)
    return crop


def noise(count: int) -> np.ndarray:
    return np.random.default_rng(5).integers(0, 256, (count, CELL_PX, CELL_PX), dtype=np.uint8)


def test_the_network_answers_as_it_did_where_it_was_trained(classifier):
    assert classifier.golden_difference() < 1e-4
    classifier.check()


def test_the_golden_boxes_are_read_as_their_class(classifier):
    crops, expected = golden()
    assert expected.shape == (len(CELL_CLASSES), len(CELL_CLASSES))
    read = classifier.classify(crops).argmax(axis=1)
    assert (read == np.arange(len(CELL_CLASSES))).sum() >= len(CELL_CLASSES) - 1


def test_other_numbers_than_the_golden_ones_are_an_error(classifier, monkeypatch):
    crops, expected = golden()
    monkeypatch.setattr("sirekap_desktop.ocr.cells.golden", lambda: (crops, expected + 0.01))
    with pytest.raises(ModelError):
        classifier.check()


@pytest.mark.parametrize("count", [0, 1, 84, 200])
def test_probabilities_are_one_row_per_box_and_sum_to_one(classifier, count):
    probabilities = classifier.classify(noise(count))
    assert probabilities.shape == (count, len(CELL_CLASSES))
    assert probabilities.dtype == np.float32
    assert np.allclose(probabilities.sum(axis=1), 1, atol=1e-5)
    assert (probabilities >= 0).all()


def test_a_box_is_read_alike_alone_and_in_a_batch(classifier):
    crops = noise(130)
    together = classifier.classify(crops)
    alone = np.concatenate([classifier.classify(crops[place : place + 1]) for place in (0, 64, 96, 129)])
    assert np.allclose(together[[0, 64, 96, 129]], alone, atol=1e-5)


def test_crops_of_another_size_are_refused(classifier):
    with pytest.raises(ValueError, match="shape"):
        classifier.classify(np.zeros((2, CELL_PX, CELL_PX + 1), np.uint8))


def test_normalising_forgets_brightness_and_contrast():
    crop = np.stack([drawn_box(200, 40)])
    darker = np.stack([drawn_box(120, 40)])
    assert np.allclose(normalise(crop), normalise(darker), atol=1e-6)


def test_normalising_does_not_turn_paper_grain_into_ink():
    grain = np.random.default_rng(1).normal(180, 2, (1, CELL_PX, CELL_PX)).astype(np.uint8)
    assert np.abs(normalise(grain)).max() < 0.5


def test_an_even_crop_is_no_division_by_zero():
    assert not normalise(np.full((1, CELL_PX, CELL_PX), 7, np.uint8)).any()


@pytest.mark.parametrize(("paper", "border"), [(250, 20), (200, 40), (120, 60), (180, 120)])
def test_a_plain_empty_box_is_empty(classifier, paper, border):
    probabilities = classifier.classify(np.stack([drawn_box(paper, border)]))
    assert probabilities[0].argmax() == BLANK
    assert probabilities[0, BLANK] > 0.9


@pytest.mark.parametrize("shift", [-3, 0, 3])
def test_a_cross_from_corner_to_corner_is_a_cross(classifier, shift):
    crop = drawn_box()
    cv2.line(crop, (6 + shift, 6), (33 + shift, 33), (60,), 2, cv2.LINE_AA)
    cv2.line(crop, (33 + shift, 6), (6 + shift, 33), (60,), 2, cv2.LINE_AA)
    assert CELL_CLASSES[classifier.classify(np.stack([crop]))[0].argmax()] == "X"


def test_a_model_that_its_card_does_not_name_is_refused():
    model = bytearray((MODELS / "cells.onnx").read_bytes())
    model[-1] ^= 1
    with pytest.raises(ModelError):
        CellClassifier(bytes(model))


@pytest.mark.parametrize("key", ["classes", "cell_px", "cell_margin"])
def test_a_card_for_other_crops_or_classes_is_refused(key):
    card = json.loads((MODELS / "cells.json").read_text("utf-8"))
    card[key] = card[key][::-1] if key == "classes" else card[key] + 1
    with pytest.raises(ModelError):
        load_card(json.dumps(card))


def test_the_model_is_small_and_never_saw_the_kecamatan_of_its_fold(classifier):
    assert len((MODELS / "cells.onnx").read_bytes()) < 2_000_000
    assert classifier.card.data["weights"] <= 250_000
    assert classifier.card.data["fold"] == 0
    train, validation, test = (set(classifier.card.data["split"][name]) for name in ("train", "validation", "test"))
    assert not train & test
    assert not train & validation
    assert not validation & test


@pytest.fixture(scope="module")
def unseen(classifier, evaluation, shared_dir):
    """All boxes of fold 0 with what the model says of them; cutting and reading them takes longest here."""
    cells = evaluation.test_cells(classifier, shared_dir)
    assert len(evaluation.parts_of(cells, 0)["test"]) == len(cells)
    return evaluation.measure(classifier, cells)


@pytest.mark.shared
def test_boxes_of_kecamatan_never_seen_are_read_right(unseen):
    assert len(unseen.labels) > 1200
    assert unseen.accuracy >= 0.9965


@pytest.mark.shared
def test_no_cross_of_unseen_kecamatan_is_read_as_a_digit(unseen):
    crosses = unseen.labels == CELL_CLASSES.index("X")
    assert crosses.sum() > 100
    assert unseen.crosses_as_digits() <= 1


@pytest.mark.shared
def test_what_is_surely_read_of_unseen_kecamatan_is_right(unseen):
    share, wrong = unseen.sure()
    assert share > 0.96
    assert wrong == 0
    assert unseen.calibration_error() < 0.004


@pytest.mark.shared
@pytest.mark.parametrize("px_per_mm", [1.0, 1.8, 6.0])
def test_every_box_of_the_official_blank_is_empty(classifier, evaluation, shared_dir, px_per_mm):
    probabilities = classifier.classify(evaluation.blank_crops(shared_dir, px_per_mm))
    assert (probabilities.argmax(axis=1) == BLANK).all()
