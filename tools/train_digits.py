"""Train the digit model again (needs tools/requirements-train.txt):

    python tools/train_digits.py ../shared/digits --photos ../shared/photos/ppwp-page2-2024

Reads the real crops (dealt to five folds by kecamatan, see digit_data) and the learning half of the real photos, draws
what they lack (digit_synth, digit_scenes), photographs all of it anew (digit_augment, digit_pool), trains a base on
the drawn boxes alone and from it the model of fold 0, calibrates it on a few kecamatan kept for that, and writes
``cells.onnx``, ``cells.json`` (card) and ``cells-golden.npz`` (what the network must answer) into the package.
``--folds all`` trains one model for each fold instead, into ``build/folds``. The kecamatan of a model's fold are only
ever measured. Seeded: the same machine and packages give the same network.
"""

from __future__ import annotations

import argparse
import copy
import csv
import hashlib
import io
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import cv2  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
from digit_augment import augment  # noqa: E402
from digit_data import FOLDS, Cell, cut, load_cells, parts_of  # noqa: E402
from digit_photos import LEARN, photo_cells  # noqa: E402
from digit_pool import Pool, make_pool  # noqa: E402
from digit_synth import InkSource, synthetic_cell  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from torch import Tensor, nn  # noqa: E402

from sirekap_desktop.forms.reading import CELL_CLASSES  # noqa: E402
from sirekap_desktop.ocr.cells import CELL_MARGIN, CELL_PX, CellClassifier, load_card, normalise  # noqa: E402

MODELS = ROOT / "sirekap_desktop" / "resources" / "models"
SUSPECTS = Path(__file__).with_name("digit_suspects.csv")
BATCH = 128
EMA = 0.996
SMOOTHING = 0.02
CALIBRATION_VIEWS = 20


def network() -> nn.Sequential:
    """About 200,000 weights; input (N, 1, CELL_PX, CELL_PX), output (N, 15) logits."""

    def block(inside: int, outside: int, *, stride: int = 1, kernel: int = 3) -> list[nn.Module]:
        return [
            nn.Conv2d(inside, outside, kernel, stride, kernel // 2, bias=False),
            nn.BatchNorm2d(outside),
            nn.ReLU(inplace=True),
        ]

    return nn.Sequential(
        *block(1, 24, stride=2, kernel=5),
        *block(24, 32),
        *block(32, 64, stride=2),
        *block(64, 64),
        *block(64, 88, stride=2),
        nn.Dropout2d(0.05),
        *block(88, 88),
        nn.Flatten(),
        nn.Dropout(0.2),
        nn.Linear(88 * 25, len(CELL_CLASSES)),
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """How much one training run does; ``python tools/train_digits.py`` repeats the shipped one."""

    data: Path
    seed: int
    views: int = 10
    """How often each real crop is photographed anew."""
    drawn: int = 56_000
    """Boxes drawn."""
    base_steps: int = 800
    """Steps on drawn boxes alone, done once for all folds: no real crop, so nothing leaks."""
    steps: int = 1500
    base_rate: float = 2.5e-3
    rate: float = 2e-3


def suspects() -> frozenset[str]:
    """Crops whose label was found wrong by cross-validation and by eye: not trained on."""
    if not SUSPECTS.exists():
        return frozenset()
    with SUSPECTS.open(encoding="utf-8", newline="") as file:
        return frozenset(row["file"] for row in csv.DictReader(file))


def inputs_of(cells: list[Cell]) -> tuple[Tensor, Tensor]:
    """Crops as the program cuts them, without augmentation."""
    crops = np.stack([cut(cell.image, cell.corners) for cell in cells])
    return torch.from_numpy(normalise(crops)), torch.tensor([cell.label for cell in cells])


def photographed(cells: list[Cell], times: int, seed: int) -> tuple[Tensor, Tensor]:
    """Crops photographed anew so many times each: a few hundred boxes as cut show too few errors to calibrate on."""
    rng = np.random.default_rng(seed)
    crops = [augment(cell.image, cell.corners, rng) for cell in cells for _ in range(times)]
    labels = [cell.label for cell in cells for _ in range(times)]
    return torch.from_numpy(normalise(np.stack(crops))), torch.tensor(labels)


def batches(
    pool: Pool, places: NDArray[np.intp], steps: int, rng: np.random.Generator
) -> Iterator[tuple[Tensor, Tensor]]:
    """So many batches of the boxes at these places: each once, in random order, before any comes again."""
    order = rng.permutation(places)
    for _ in range(steps):
        if len(order) < BATCH:
            order = np.concatenate([order, rng.permutation(places)])
        take, order = order[:BATCH], order[BATCH:]
        yield torch.from_numpy(normalise(pool.crops[take])), torch.from_numpy(pool.targets[take])


def learn(
    net: nn.Sequential, data: Iterator[tuple[Tensor, Tensor]], steps: int, rate: float, name: str
) -> nn.Sequential:
    """Train on the batches; return the average of the weights over the last steps (EMA), ready to run."""
    net = net.to(memory_format=torch.channels_last).train()
    mean = torch.optim.swa_utils.AveragedModel(net, avg_fn=_average, use_buffers=True)
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    loss_of = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    total, began = 0.0, time.process_time()
    for step, (inputs, targets) in enumerate(data, start=1):
        optimiser.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = net(inputs.contiguous(memory_format=torch.channels_last))
        loss = loss_of(logits.float(), targets)
        loss.backward()
        optimiser.step()
        schedule.step()
        mean.update_parameters(net)
        total += float(loss.detach())
        if step % 200 == 0:
            print(
                f"{name}  step {step:5d}  loss {total / 200:.4f}  {time.process_time() - began:5.0f} s CPU", flush=True
            )
            total = 0.0
    return mean.module.eval()


def _average(old: Tensor, new: Tensor, steps: int | Tensor) -> Tensor:
    """Moving average that forgets the untrained beginning quickly."""
    keep = min(EMA, (1 + float(steps)) / (10 + float(steps)))
    return old * keep + new * (1 - keep) if old.is_floating_point() else new


def logits_of(net: nn.Module, inputs: Tensor) -> Tensor:
    """Forward pass without gradients."""
    net.eval()
    with torch.no_grad():
        return torch.cat([net(part) for part in inputs.split(256)])


def best_temperature(logits: Tensor, labels: Tensor) -> float:
    """The divisor of the logits under which the right classes are likeliest."""
    grid = np.arange(0.3, 3.0, 0.01)
    losses = [float(nn.functional.cross_entropy(logits / t, labels)) for t in grid]
    return round(float(grid[int(np.argmin(losses))]), 2)


def to_onnx(net: nn.Module) -> bytes:
    """The network as ONNX that cv2.dnn reads: opset 13, batch of any size, batch norms folded by the exporter."""
    buffer = io.BytesIO()
    torch.onnx.export(
        net.to(memory_format=torch.contiguous_format),
        (torch.zeros(1, 1, CELL_PX, CELL_PX),),
        buffer,
        dynamo=False,
        opset_version=13,
        input_names=["cells"],
        output_names=["logits"],
        dynamic_axes={"cells": {0: "n"}, "logits": {0: "n"}},
    )
    return buffer.getvalue()


def golden(net: nn.Module, source: InkSource) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """A clearly drawn box of each class and what the network in torch answers to it."""
    rng = np.random.default_rng(7)
    chosen = []
    for index in range(len(CELL_CLASSES)):
        drawn = np.stack([cut(*synthetic_cell(index, source, rng)) for _ in range(12)])
        chosen.append(drawn[int(logits_of(net, torch.from_numpy(normalise(drawn))).softmax(1)[:, index].argmax())])
    crops = np.stack(chosen)
    return crops, logits_of(net, torch.from_numpy(normalise(crops))).numpy()


def measure(net: nn.Module, cells: list[Cell]) -> dict[str, Any]:
    """Share of cells read right, as the card keeps it."""
    inputs, labels = inputs_of(cells)
    right = int((logits_of(net, inputs).argmax(1) == labels).sum())
    return {"cells": len(cells), "right": right, "accuracy": round(right / len(cells), 5)}


def write_model(net: nn.Module, parts: dict[str, list[Cell]], fold: int, plan: Plan, out: Path) -> None:
    """Write model, golden answers and card, and check that cv2.dnn answers as torch does."""
    model = to_onnx(net)
    inputs, labels = photographed(parts["validation"], CALIBRATION_VIEWS, plan.seed)
    crops, answers = golden(net, InkSource(plan.data))
    digest = hashlib.sha256(model).hexdigest()
    card = {
        "version": f"cells-{digest[:8]}",
        "sha256": digest,
        "classes": list(CELL_CLASSES),
        "cell_px": CELL_PX,
        "cell_margin": CELL_MARGIN,
        "input": f"(N, 1, {CELL_PX}, {CELL_PX}) float32 from sirekap_desktop.ocr.cells.normalise",
        "temperature": best_temperature(logits_of(net, inputs), labels),
        "weights": sum(weights.numel() for weights in net.parameters()),
        "fold": fold,
        "training": {
            "seed": plan.seed, "views": plan.views, "drawn": plan.drawn, "base_steps": plan.base_steps,
            "steps": plan.steps, "batch": BATCH, "real": len(parts["train"]),
            "left_out_as_mislabelled": len(suspects()), "torch": torch.__version__,
        },
        "split": {name: sorted({cell.code for cell in part if cell.code}) for name, part in parts.items()},
        "measured": {name: measure(net, parts[name]) for name in ("validation", "test")},
    }  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    (out / "cells.onnx").write_bytes(model)
    np.savez_compressed(out / "cells-golden.npz", crops=crops, logits=answers.astype(np.float32))
    (out / "cells.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")
    _compare(model, card, net, parts["test"])
    print(json.dumps({key: card[key] for key in ("fold", "version", "temperature", "measured")}), flush=True)


def _compare(model: bytes, card: dict[str, Any], net: nn.Module, cells: list[Cell]) -> None:
    classifier = CellClassifier(model, load_card(json.dumps(card)))
    inputs, _ = inputs_of(cells)
    difference = float(np.abs(classifier.logits(inputs.numpy()) - logits_of(net, inputs).numpy()).max())
    print(f"cv2.dnn against torch on {len(cells)} cells: largest difference of a logit {difference:.2e}")
    if difference > 1e-3:
        raise SystemExit("cv2.dnn does not compute what torch computes")


def real_cells(data: Path, photos: Path | None) -> list[Cell]:
    """Every real cell that some model may learn from or be measured on."""
    cells = load_cells(data / "c-hasil-2024")
    return cells if photos is None else cells + photo_cells(photos, LEARN)[0]


def train_folds(cells: list[Cell], folds: Sequence[int], plan: Plan, out: Path, *, into_folders: bool) -> None:
    """Make the boxes, train the base on those without real ink, then one model for each fold."""
    torch.manual_seed(plan.seed)
    rng = np.random.default_rng(plan.seed)
    skipped = suspects()
    pool = make_pool(cells, plan.data, plan.views, plan.drawn, plan.seed)
    print(f"{len(pool.crops)} boxes, {len(pool.drawn())} of them drawn, {time.process_time():.0f} s CPU", flush=True)
    base = learn(network(), batches(pool, pool.drawn(), plan.base_steps, rng), plan.base_steps, plan.base_rate, "base")
    place_of = {cell.file: place for place, cell in enumerate(cells)}
    for fold in folds:
        parts = parts_of(cells, fold)
        parts["train"] = [cell for cell in parts["train"] if cell.file not in skipped]
        places = np.concatenate([pool.drawn(), pool.of([place_of[cell.file] for cell in parts["train"]])])
        data = batches(pool, places, plan.steps, rng)
        net = learn(copy.deepcopy(base), data, plan.steps, plan.rate, f"fold {fold}")
        write_model(net, parts, fold, plan, out / f"fold{fold}" if into_folders else out)


def main() -> None:
    """Parse the command line, train, write."""
    usual = Plan(Path(), seed=1)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with c-hasil-2024/, mnist.npz and bhmsds.npz")
    parser.add_argument("--photos", type=Path, help="folder ppwp-page2-2024: the learning half of its photos is added")
    parser.add_argument("--fold", type=int, default=0, choices=range(FOLDS), help="whose kecamatan are left out")
    parser.add_argument("--folds", choices=["all"], help="all five, each into its own folder below --out")
    parser.add_argument("--views", type=int, default=usual.views)
    parser.add_argument("--drawn", type=int, default=usual.drawn)
    parser.add_argument("--base-steps", type=int, default=usual.base_steps)
    parser.add_argument("--steps", type=int, default=usual.steps)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, help="default: the package's models; build/folds with --folds all")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    plan = Plan(options.data, options.seed, options.views, options.drawn, options.base_steps, options.steps)
    every = options.folds == "all"
    out = options.out or (ROOT / "build" / "folds" if every else MODELS)
    cells = real_cells(options.data, options.photos)
    train_folds(cells, range(FOLDS) if every else [options.fold], plan, out, into_folders=every)


if __name__ == "__main__":
    main()
