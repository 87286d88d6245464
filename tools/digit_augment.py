"""Photographs a box again: how the same box looks in another picture, or to a slightly wrong fit of the page."""

from __future__ import annotations

import cv2
import numpy as np
from digit_data import Corners, Grey, target_corners
from numpy.typing import NDArray

from sirekap_desktop.ocr.cells import CELL_PX

Rng = np.random.Generator
Level = NDArray[np.float32]


def augment(image: Grey, corners: Corners, rng: Rng) -> Grey:
    """Cut a box as the program would from a worse picture and with a worse fit; shape (CELL_PX, CELL_PX)."""
    if rng.random() < 0.25:
        image = _thickness(image, rng)
    cell = _cut_loosely(image, corners, rng).astype(np.float32)
    if rng.random() < 0.5:
        cell = _blur(cell, rng)
    if rng.random() < 0.12:  # phones sharpen what they take
        cell += rng.uniform(0.4, 1.6) * (cell - cv2.GaussianBlur(cell, (0, 0), rng.uniform(0.8, 1.6)))
    cell = _light(cell, rng)
    if rng.random() < 0.15:
        cell = cell + _moire(rng)
    if rng.random() < 0.5:
        cell += rng.normal(0, rng.uniform(0.5, 7), cell.shape).astype(np.float32)
    cell = np.clip(cell, 0, 255)
    if rng.random() < 0.4:
        quality = int(rng.integers(30, 96))
        packed = cv2.imencode(".jpg", cell.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        cell = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
    return np.asarray(cell, np.uint8)


def _cut_loosely(image: Grey, corners: Corners, rng: Rng) -> Grey:
    """Shift by up to 12 %, scale, turn to 6 degrees, pull the corners, and sometimes see it at 18 to 39 px only."""
    size = CELL_PX if rng.random() < 0.6 else int(rng.integers(18, CELL_PX))
    target = target_corners(size)
    side = float(target[1, 0] - target[0, 0])
    middle = target.mean(axis=0)
    angle = np.radians(np.clip(rng.normal(0, 2.5), -6, 6))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    scale = np.clip(rng.normal(1, 0.05, 2), 0.86, 1.14)
    placed = ((target - middle) * scale) @ turn.T + middle
    placed += np.clip(rng.normal(0, 0.045, 2), -0.13, 0.13) * side
    placed += np.clip(rng.normal(0, 0.015, (4, 2)), -0.05, 0.05) * side
    transform = cv2.getPerspectiveTransform(corners, placed.astype(np.float32))
    rim = cv2.BORDER_REPLICATE if rng.random() < 0.7 else cv2.BORDER_REFLECT_101
    shrink = np.linalg.norm(corners[1] - corners[0]) / side
    if shrink > 1.4:
        image = cv2.GaussianBlur(image, (0, 0), 0.45 * shrink)
    cell = cv2.warpPerspective(image, transform, (size, size), flags=cv2.INTER_LINEAR, borderMode=rim)
    if size != CELL_PX:
        way = cv2.INTER_LINEAR if rng.random() < 0.6 else cv2.INTER_CUBIC
        cell = cv2.resize(cell, (CELL_PX, CELL_PX), interpolation=way)
    return np.asarray(cell, np.uint8)


def _thickness(image: Grey, rng: Rng) -> Grey:
    """Thinner or thicker ink (and border), by a share of a pixel or a little more."""
    change = cv2.erode if rng.random() < 0.6 else cv2.dilate
    share = rng.uniform(0.2, 0.8)
    kernel = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    return np.asarray(cv2.addWeighted(image, 1 - share, change(image, kernel), share, 0), np.uint8)


def _blur(cell: Level, rng: Rng) -> Level:
    if rng.random() < 0.7:
        return np.asarray(cv2.GaussianBlur(cell, (0, 0), rng.uniform(0.3, 1.6)), np.float32)
    length = int(rng.integers(3, 6))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    turn = cv2.getRotationMatrix2D((length // 2, length // 2), rng.uniform(0, 180), 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return np.asarray(cv2.filter2D(cell, -1, kernel / max(float(kernel.sum()), 1e-3)), np.float32)


def _moire(rng: Rng) -> Level:
    """The stripes of a picture that was taken from a screen."""
    line = np.arange(CELL_PX, dtype=np.float32)
    angle, period = rng.uniform(0, np.pi), rng.uniform(2.2, 12)
    phase = (line[None, :] * np.cos(angle) + line[:, None] * np.sin(angle)) * (2 * np.pi / period)
    return np.asarray(rng.uniform(1, 9) * np.sin(phase + rng.uniform(0, 6)), np.float32)


def _light(cell: Level, rng: Rng) -> Level:
    """Gamma, contrast, brightness, and a shadow or its edge across the box."""
    level = 255 * np.clip(cell / 255, 0, 1) ** np.exp(rng.normal(0, 0.25))
    level = (level - level.mean()) * rng.uniform(0.45, 1.2) + level.mean() + rng.normal(0, 15)
    if rng.random() < 0.4:
        angle = rng.uniform(0, 2 * np.pi)
        line = np.linspace(-1, 1, CELL_PX)
        slope = line[None, :] * np.cos(angle) + line[:, None] * np.sin(angle)
        sharp = rng.uniform(0.5, 6)
        level = level * (1 - rng.uniform(0, 0.45) / (1 + np.exp(-sharp * (slope - rng.normal(0, 0.5)))))
    return np.asarray(level, np.float32)
