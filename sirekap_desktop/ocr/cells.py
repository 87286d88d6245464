"""Reads single boxes: which of CELL_CLASSES a box of a form holds.

How a crop is cut (the cutter and the training tool keep to it): the square box is measured between the *centre lines*
of its printed border, as the form definitions give it (`Rect` in mm). The crop is the box with ``CELL_MARGIN`` of its
side added all round, warped upright to ``CELL_PX`` × ``CELL_PX`` grey pixels. The border therefore runs about four
pixels inside the crop's edge, and neighbouring boxes stay outside it.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.reading import CELL_CLASSES
from sirekap_desktop.ocr.network import load_network

CELL_PX = 40
"""Side of a crop in pixels."""
CELL_MARGIN = 0.12
"""How much of the box's side the crop shows around the box, on each of its four sides."""

_MODEL = "cells.onnx"
_CARD = "cells.json"
_GOLDEN = "cells-golden.npz"
_GOLDEN_TOLERANCE = 1e-3
_BATCH = 96
_PAPER, _INK = 0.75, 0.03
_LEAST_CONTRAST = 24.0

Crops = NDArray[np.uint8]
Floats = NDArray[np.float32]


class ModelError(RuntimeError):
    """The installed digit model is not the one its card describes: the installation is damaged."""


def normalise(crops: Crops) -> Floats:
    """Bring crops to the network's input: paper at 0, the darkest ink or border near 1.

    Args:
        crops: grey levels, shape (N, CELL_PX, CELL_PX).

    Returns:
        Shape (N, 1, CELL_PX, CELL_PX). The contrast of a crop is never stretched beyond ``255 / _LEAST_CONTRAST``
        times, so that the grain of an empty box does not turn into ink.
    """
    if crops.ndim != 3 or crops.shape[1:] != (CELL_PX, CELL_PX):
        raise ValueError(f"crops must have the shape (N, {CELL_PX}, {CELL_PX}), not {crops.shape}")
    pixels = CELL_PX * CELL_PX
    paper_at, ink_at = int(_PAPER * pixels), int(_INK * pixels)
    ranked = np.partition(crops.reshape(len(crops), pixels), (ink_at, paper_at), axis=1)
    paper = ranked[:, paper_at].astype(np.float32)[:, None, None]
    ink = ranked[:, ink_at].astype(np.float32)[:, None, None]
    scale = np.maximum(paper - ink, np.float32(_LEAST_CONTRAST))
    levels = np.clip((paper - crops.astype(np.float32)) / scale, -1.0, 2.0)
    return cast("Floats", levels[:, None].astype(np.float32))


def golden() -> tuple[Crops, Floats]:
    """One drawn box of each class, shape (15, CELL_PX, CELL_PX), and the logits the trained network gave, (15, 15)."""
    data = (files("sirekap_desktop.resources") / "models" / _GOLDEN).read_bytes()
    with np.load(io.BytesIO(data)) as arrays:
        return arrays["crops"], arrays["logits"]


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What stands beside the model in ``cells.json``: identity, calibration, and how well it was measured to read."""

    version: str
    sha256: str
    classes: tuple[str, ...]
    temperature: float
    data: Mapping[str, Any]
    """The whole card: training data, split, accuracy."""


def load_card(text: str) -> ModelCard:
    """Read a model card; raises ModelError when it describes another kind of model than this code runs."""
    data = json.loads(text)
    card = ModelCard(
        version=str(data["version"]),
        sha256=str(data["sha256"]),
        classes=tuple(data["classes"]),
        temperature=float(data["temperature"]),
        data=data,
    )
    if card.classes != CELL_CLASSES or data["cell_px"] != CELL_PX or data["cell_margin"] != CELL_MARGIN:
        raise ModelError("the digit model was trained for other classes or other crops than this program cuts")
    return card


class CellClassifier:
    """The digit model of the program, ready to run.

    One per thread: the network keeps its buffers between calls, so two threads must never share one. Loading takes
    some ten milliseconds; ``golden_difference`` tells whether this machine computes what was trained.

    Args:
        model: ONNX bytes; by default the model of the program.
        card: its card; by default that of the program.

    Raises:
        ModelError: the bytes are not those that the card was written for.
    """

    def __init__(self, model: bytes | None = None, card: ModelCard | None = None) -> None:
        folder = files("sirekap_desktop.resources") / "models"
        data = (folder / _MODEL).read_bytes() if model is None else model
        self.card = load_card((folder / _CARD).read_text("utf-8")) if card is None else card
        if hashlib.sha256(data).hexdigest() != self.card.sha256:
            raise ModelError("the digit model does not match its card: the installation is damaged")
        self._net = load_network(data)

    @property
    def version(self) -> str:
        return self.card.version

    def logits(self, inputs: Floats) -> Floats:
        """Raw scores of normalised crops, shape (N, 1, CELL_PX, CELL_PX) → (N, 15)."""
        parts = [self._forward(inputs[start : start + _BATCH]) for start in range(0, len(inputs), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, len(CELL_CLASSES)), np.float32)

    def golden_difference(self) -> float:
        """Largest difference of a logit from what the network answered where it was trained; below 1e-4 is usual."""
        crops, expected = golden()
        return float(np.abs(self.logits(normalise(crops)) - expected).max())

    def check(self) -> None:
        """Raise ModelError when this machine's OpenCV computes something else than was trained."""
        if (difference := self.golden_difference()) > _GOLDEN_TOLERANCE:
            raise ModelError(f"the digit model computes other numbers on this machine (difference {difference:.1e})")

    def _forward(self, inputs: Floats) -> Floats:
        self._net.setInput(np.ascontiguousarray(inputs))
        return cast("Floats", self._net.forward().reshape(len(inputs), len(CELL_CLASSES)).copy())

    def classify(self, crops: Crops) -> Floats:
        """Calibrated probabilities of what each box holds.

        Args:
            crops: grey crops cut as this module says, uint8, shape (N, CELL_PX, CELL_PX); N may be 0.

        Returns:
            Shape (N, 15), float32, columns in the order of CELL_CLASSES; each row sums to 1.
        """
        scores = self.logits(normalise(crops)) / np.float32(self.card.temperature)
        scores -= scores.max(axis=1, keepdims=True, initial=-np.inf)
        weights = np.exp(scores)
        return cast("Floats", weights / weights.sum(axis=1, keepdims=True))
