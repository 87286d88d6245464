"""Real ink by fold, kecamatan and label: lifted once from the shared crops and kept on disk."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from sirekap_desktop.samples.lifted import PATCH_PX, LiftedInk, lift_ink
from tools.digit_data import decode, fit_box, read_rows

FOLDS = 5
INK_VERSION = "4"
RESERVED_SHARE = 3
"""One crop in so many is drawn in the final run only."""
_LEAST_COVER = 0.008
"""Of a box's area; less was lost in lifting (a digit written on the border), and such crops are not drawn."""
LABELS = (*"0123456789", "X")
_SPOILED = "00783 00970 01053 01055 01350 01377 01651 03539 03954 04007 04029 04601 05123 05211 05254 05678 05701 06178"
SPOILED = frozenset(f"{name}.jpg" for name in _SPOILED.split())
"""Crops that lifting changes: the digit model reads the crop and its lifted ink (laid into a clean box) differently.

The criterion does not ask which of the two is right, so crops that are hard to read stay.
"""


def fold_of(code: str) -> int:
    """Fold of a TPS or kecamatan code: by its kecamatan (six digits)."""
    return int(hashlib.sha256(code[:6].encode()).hexdigest(), 16) % FOLDS


def is_reserved(file: str) -> bool:
    """Whether a crop is kept for the final run."""
    return int(hashlib.sha256(f"final {file}".encode()).hexdigest(), 16) % RESERVED_SHARE == 0


@dataclass(frozen=True, slots=True, eq=False)
class InkBank:
    """All lifted crops of one fold: kecamatan → label → files; ink by file."""

    by_kecamatan: Mapping[str, Mapping[str, tuple[str, ...]]]
    inks: Mapping[str, LiftedInk]

    def writer(self, rng: np.random.Generator, least: int = 2) -> dict[str, tuple[str, ...]]:
        """Crops of as few kecamatan as hold ``least`` of every label (or all there are): what one person writes."""
        pool: dict[str, list[str]] = {label: [] for label in LABELS}
        for code in rng.permutation(sorted(self.by_kecamatan)):
            for label, files in self.by_kecamatan[str(code)].items():
                pool[label] += files
            if all(len(files) >= least for files in pool.values()):
                break
        return {label: tuple(files) for label, files in pool.items()}


def prepare_inks(shared: Path, cache: Path, workers: int) -> Path:
    """Lift every usable crop once; gives the file that :func:`load_bank` reads."""
    target = cache / f"inks-{INK_VERSION}.npz"
    if target.exists():
        return target
    folder = shared / "digits" / "c-hasil-2024"
    rows = [row for row in read_rows(folder) if row["label"] in LABELS and row["tps"]]
    with ProcessPoolExecutor(workers) as pool:
        inks = list(pool.map(_lift, [folder / row["file"] for row in rows], chunksize=64))
    cache.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"draft-{os.getpid()}-{target.name}")
    np.savez_compressed(
        draft,
        files=[row["file"] for row in rows],
        labels=[row["label"] for row in rows],
        kecamatan=[row["tps"][:6] for row in rows],
        covers=np.stack([ink.cover for ink in inks]),
        strengths=[ink.strength for ink in inks],
    )
    draft.replace(target)
    return target


def _lift(path: Path) -> LiftedInk:
    image = decode(path)
    return lift_ink(image, fit_box(image))


def wrong_labels(listed: Path) -> frozenset[str]:
    """Files whose label is surely wrong (first column of the published list); none without a list."""
    if not listed.exists():
        return frozenset()
    return frozenset(line.split(",")[0] for line in listed.read_text(encoding="utf-8").splitlines())


@lru_cache(maxsize=FOLDS)
def load_bank(inks: Path, fold: int, *, reserved: bool) -> InkBank:
    """Crops of one fold; without ``reserved`` only those that are not kept for the final run."""
    with np.load(inks) as data:
        files, labels, codes = data["files"].tolist(), data["labels"].tolist(), data["kecamatan"].tolist()
        covers, strengths = data["covers"], data["strengths"]
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    kept: dict[str, LiftedInk] = {}
    for index, (file, label, code) in enumerate(zip(files, labels, codes, strict=True)):
        enough = covers[index].mean() >= _LEAST_COVER * 255
        if fold_of(code) == fold and enough and file not in SPOILED and (reserved or not is_reserved(file)):
            found[code][label].append(file)
            kept[file] = LiftedInk(covers[index].copy(), float(strengths[index]))
    return InkBank({code: _frozen(by_label) for code, by_label in found.items()}, kept)


def _frozen(by_label: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {label: tuple(files) for label, files in by_label.items()}


__all__ = ["FOLDS", "LABELS", "PATCH_PX", "InkBank", "fold_of", "is_reserved", "load_bank", "prepare_inks"]
