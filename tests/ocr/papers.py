"""What the digit model and the circles say of given papers."""

from __future__ import annotations

import numpy as np

from sirekap_desktop.forms.reading import CELL_CLASSES
from sirekap_desktop.ocr.bubbles import NONE

VALUES: dict[str, int] = {
    "pemilih_dpt_l": 127, "pemilih_dpt_p": 134, "pemilih_dpt_j": 261,
    "pengguna_dpt_l": 102, "pengguna_dpt_p": 115, "pengguna_dpt_j": 217,
    "pengguna_dptb_l": 3, "pengguna_dptb_p": 2, "pengguna_dptb_j": 5,
    "pengguna_dpk_l": 1, "pengguna_dpk_p": 4, "pengguna_dpk_j": 5,
    "pengguna_total_l": 106, "pengguna_total_p": 121, "pengguna_total_j": 227,
    "ss_diterima": 268, "ss_digunakan": 227, "ss_dikembalikan": 2, "ss_tidak_digunakan": 39,
    "disabilitas_l": 1, "disabilitas_p": 2, "disabilitas_j": 3,
    "suara_1": 66, "suara_2": 140, "suara_3": 12,
    "suara_sah": 218, "suara_tidak_sah": 9, "suara_total": 227,
}  # fmt: skip
"""A TPS whose sums all hold."""


def written(cells: tuple[str, ...], certainty: float = 0.98) -> np.ndarray:
    """What the digit model says of clearly written boxes."""
    rest = (1 - certainty) / (len(CELL_CLASSES) - 1)
    table = np.full((len(cells), len(CELL_CLASSES)), rest)
    for row, cell in enumerate(cells):
        table[row, CELL_CLASSES.index(cell)] = certainty
    return table


def shown(*digits: int | None) -> np.ndarray:
    """Bubble columns with one clear circle each, or none."""
    table = np.full((len(digits), 12), 0.001)
    for row, digit in enumerate(digits):
        table[row, NONE if digit is None else digit] = 0.989
    return table
