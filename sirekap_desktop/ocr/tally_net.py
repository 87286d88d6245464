"""The network that counts strokes in a tally cell and reads the digits of the row sums (crops of ocr.tally_grid)."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.ocr.cells import ModelError
from sirekap_desktop.ocr.network import load_network
from sirekap_desktop.ocr.plane import Floats
from sirekap_desktop.ocr.tally_grid import CROP, EDGE, Crops

STROKES = 6
"""Outputs 0–5 of the network: so many strokes stand in a tally cell."""
SUM_CLASSES = 11
"""The outputs behind them: digits 0–9 of a row sum, and anything that is no digit (nothing, cross, dash, line)."""
FILLER = 10
OUTPUTS = STROKES + SUM_CLASSES

_MODEL, _CARD, _GOLDEN = "tally.onnx", "tally.json", "tally-golden.npz"
_GOLDEN_TOLERANCE = 1e-3
_BATCH = 60
_PAPER, _INK = 0.7, 0.04
_LEAST_CONTRAST = 0.16

Inputs = NDArray[np.float32]


def normalise(crops: Crops) -> Inputs:
    """Bring crops to the network's input: paper at 0, the darkest ink or line near 1.

    Args:
        crops: grey levels, (N, height, width) as :mod:`ocr.tally_grid` cuts them.

    Returns:
        (N, 1, height, width). Contrast below ``_LEAST_CONTRAST`` of the paper's light is not stretched to 1, so that
        neither grain nor the grid's faint lines turn into ink.
    """
    if crops.ndim != 3 or crops.shape[1:] != CROP[::-1]:
        raise ValueError(f"crops must have the shape (N, {CROP[1]}, {CROP[0]}), not {crops.shape}")
    inner = crops[:, EDGE:-EDGE, EDGE:-EDGE].reshape(len(crops), (CROP[0] - 2 * EDGE) * (CROP[1] - 2 * EDGE))
    places = int(_INK * inner.shape[1]), int(_PAPER * inner.shape[1])
    ranked = np.partition(inner, places, axis=1)
    ink, paper = (ranked[:, at].astype(np.float32)[:, None, None] for at in places)
    scale = np.maximum(paper - ink, _LEAST_CONTRAST * np.maximum(paper, 20))
    levels = np.clip((paper - crops.astype(np.float32)) / scale, -0.5, 1.5)
    return np.asarray(levels[:, None], np.float32)


@dataclass(frozen=True, slots=True)
class TallyCard:
    """What stands beside the model in ``tally.json``: identity, calibration, and how well it was measured to count."""

    version: str
    sha256: str
    temperature: float
    data: Mapping[str, Any]
    """The whole card: training data, split, accuracy."""


def load_card(text: str) -> TallyCard:
    """Read a model card; raises ModelError when it describes another kind of model than this code runs."""
    data = json.loads(text)
    if data["outputs"] != OUTPUTS or tuple(data["crop_px"]) != CROP or data["crop_edge_px"] != EDGE:
        raise ModelError("the tally model was trained for other classes or other crops than this program cuts")
    return TallyCard(str(data["version"]), str(data["sha256"]), float(data["temperature"]), data)


def golden() -> tuple[Crops, Inputs]:
    """Drawn cells, (N, height, width), and the logits that the trained network gave, (N, OUTPUTS)."""
    data = (files("sirekap_desktop.resources") / "models" / _GOLDEN).read_bytes()
    with np.load(io.BytesIO(data)) as arrays:
        return arrays["crops"], arrays["logits"]


class TallyReader:
    """The tally model of the program, ready to run: one per thread, as with :class:`ocr.cells.CellClassifier`.

    Args:
        model: ONNX bytes; by default the model of the program.
        card: its card; by default that of the program.

    Raises:
        ModelError: the bytes are not those that the card was written for.
    """

    def __init__(self, model: bytes | None = None, card: TallyCard | None = None) -> None:
        folder = files("sirekap_desktop.resources") / "models"
        data = (folder / _MODEL).read_bytes() if model is None else model
        self.card = load_card((folder / _CARD).read_text("utf-8")) if card is None else card
        if hashlib.sha256(data).hexdigest() != self.card.sha256:
            raise ModelError("the tally model does not match its card: the installation is damaged")
        self._net = load_network(data)

    @property
    def version(self) -> str:
        return self.card.version

    def logits(self, inputs: Inputs) -> Inputs:
        """Raw scores of normalised crops: (N, 1, height, width) → (N, OUTPUTS)."""
        parts = [self._forward(inputs[start : start + _BATCH]) for start in range(0, len(inputs), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, OUTPUTS), np.float32)

    def _forward(self, inputs: Inputs) -> Inputs:
        self._net.setInput(np.ascontiguousarray(inputs))
        return np.asarray(self._net.forward().reshape(len(inputs), OUTPUTS), np.float32).copy()

    def golden_difference(self) -> float:
        """Largest difference of a logit from what the network answered where it was trained; below 1e-4 is usual."""
        crops, expected = golden()
        return float(np.abs(self.logits(normalise(crops)) - expected).max())

    def check(self) -> None:
        """Raise ModelError when this machine's OpenCV computes something else than was trained."""
        if (difference := self.golden_difference()) > _GOLDEN_TOLERANCE:
            raise ModelError(f"the tally model computes other numbers on this machine (difference {difference:.1e})")

    def read(self, crops: Crops) -> tuple[Floats, Floats]:
        """What each crop would be as a tally cell, (N, 6), and as a box of a row sum, (N, 11).

        The network was trained on as many cells of each class: rows are proportional to P(crop | class), and add up
        to 1.
        """
        return shares(self.logits(normalise(crops)), self.card.temperature)


def shares(logits: Inputs, temperature: float) -> tuple[Floats, Floats]:
    """Both heads' logits as probabilities: (N, 6) and (N, 11)."""
    scaled = logits.astype(np.float64) / temperature
    return _softmax(scaled[:, :STROKES]), _softmax(scaled[:, STROKES:])


def _softmax(scores: Floats) -> Floats:
    weights = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))
