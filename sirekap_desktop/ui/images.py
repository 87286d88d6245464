"""numpy → QImage, the only place (examples.md §5.2: strides given, buffer copied)."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage, QPixmap


def to_qimage(array: np.ndarray) -> QImage:
    """Turn a picture into a QImage that owns its pixels.

    Args:
        array: uint8, ``(H, W)`` grey, ``(H, W, 3)`` BGR or ``(H, W, 4)`` BGRA, as ``ocr.imageio`` gives it.

    Raises:
        ValueError: for any other shape or type.
    """
    if array.dtype != np.uint8 or array.ndim not in (2, 3):
        raise ValueError(f"not a picture: {array.dtype} {array.shape}")
    formats = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_BGR888, 4: QImage.Format.Format_ARGB32}
    channels = 1 if array.ndim == 2 else array.shape[2]
    if channels not in formats:
        raise ValueError(f"not a picture: {array.shape}")
    data = np.ascontiguousarray(array)
    height, width = data.shape[:2]
    return QImage(data.data, width, height, width * channels, formats[channels]).copy()


def to_pixmap(array: np.ndarray, ratio: float = 1.0) -> QPixmap:
    """The same as a pixmap whose device pixel ratio is ``ratio``."""
    pixmap = QPixmap.fromImage(to_qimage(array))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
