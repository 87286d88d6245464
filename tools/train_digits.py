"""Train the digit model again: ``python tools/train_digits.py ../shared/digits`` (needs tools/requirements-train.txt).

Reads the real crops (split by kecamatan, see digit_data), synthesises what they lack (digit_synth), trains a small
convolutional network on both under strong augmentation (digit_augment), calibrates it on the validation kecamatan and
writes ``cells.onnx``, ``cells.json`` (card) and ``cells-golden.npz`` (what the network must answer) into the package.
The test kecamatan are only ever measured. Seeded: the same machine and packages give the same network.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import cv2  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
from digit_augment import augment  # noqa: E402
from digit_data import Cell, cut, load_cells, read_rows, split_kecamatan  # noqa: E402
from digit_photos import LEARN, photo_cells  # noqa: E402
from digit_synth import InkSource, synthetic_cell  # noqa: E402
from torch import Tensor, nn  # noqa: E402

from sirekap_desktop.forms.reading import CELL_CLASSES  # noqa: E402
from sirekap_desktop.ocr.cells import CELL_MARGIN, CELL_PX, CellClassifier, load_card, normalise  # noqa: E402

MODELS = ROOT / "sirekap_desktop" / "resources" / "models"
SUSPECTS = Path(__file__).with_name("digit_suspects.csv")
BATCH = 128
SYNTHETIC = {"0": 450, "X": 320, "-": 420, "/": 380, ".": 380, "": 900}
"""Boxes drawn afresh for each epoch, by class."""
OTHERS = 170
"""The same for each other class."""
REAL_REPEATS = {"0": 4}
"""How often a real crop comes in an epoch where not once."""
EMA = 0.998


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
    """What one training run does."""

    data: Path
    epochs: int
    seed: int
    rate: float = 2.5e-3


def suspects() -> frozenset[str]:
    """Crops whose label was found wrong by cross-validation and by eye: not trained on."""
    if not SUSPECTS.exists():
        return frozenset()
    with SUSPECTS.open(encoding="utf-8", newline="") as file:
        return frozenset(row["file"] for row in csv.DictReader(file))


def epoch_batches(cells: list[Cell], source: InkSource, rng: np.random.Generator) -> Iterator[tuple[Tensor, Tensor]]:
    """All real crops and freshly drawn boxes, augmented, in random order."""
    items: list[Cell | int] = [cell for cell in cells for _ in range(REAL_REPEATS.get(CELL_CLASSES[cell.label], 1))]
    for index, name in enumerate(CELL_CLASSES):
        items += [index] * SYNTHETIC.get(name, OTHERS)
    order = rng.permutation(len(items))
    for start in range(0, len(order) - BATCH + 1, BATCH):
        crops, labels = [], []
        for place in order[start : start + BATCH]:
            item = items[place]
            image, corners = synthetic_cell(item, source, rng) if isinstance(item, int) else (item.image, item.corners)
            crops.append(augment(image, corners, rng))
            labels.append(item if isinstance(item, int) else item.label)
        yield torch.from_numpy(normalise(np.stack(crops))), torch.tensor(labels)


def inputs_of(cells: list[Cell]) -> tuple[Tensor, Tensor]:
    """Crops as the program cuts them, without augmentation."""
    crops = np.stack([cut(cell.image, cell.corners) for cell in cells])
    return torch.from_numpy(normalise(crops)), torch.tensor([cell.label for cell in cells])


def train(cells: list[Cell], validation: list[Cell], plan: Plan) -> nn.Sequential:
    """Train and return the average of the weights over the last steps (EMA), ready to run."""
    torch.manual_seed(plan.seed)
    rng = np.random.default_rng(plan.seed)
    source = InkSource(plan.data)
    net = network().to(memory_format=torch.channels_last)
    mean = torch.optim.swa_utils.AveragedModel(net, avg_fn=_average, use_buffers=True)
    steps = plan.epochs * (_epoch_size(cells) // BATCH)
    optimiser = torch.optim.AdamW(net.parameters(), lr=plan.rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.rate, total_steps=steps, pct_start=0.2)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.03)
    held_inputs, held_labels = inputs_of(validation)
    began = time.monotonic()
    for epoch in range(1, plan.epochs + 1):
        net.train()
        total = 0.0
        for inputs, labels in epoch_batches(cells, source, rng):
            optimiser.zero_grad(set_to_none=True)
            loss = loss_of(net(inputs.contiguous(memory_format=torch.channels_last)), labels)
            loss.backward()
            optimiser.step()
            schedule.step()
            mean.update_parameters(net)
            total += float(loss)
        right = float((logits_of(mean.module, held_inputs).argmax(1) == held_labels).float().mean())
        size = steps / plan.epochs
        print(
            f"epoch {epoch:3d}  loss {total / size:.4f}  validation {right:.4%}  {time.monotonic() - began:5.0f} s",
            flush=True,
        )
    return mean.module.eval()


def _average(old: Tensor, new: Tensor, steps: int | Tensor) -> Tensor:
    """Moving average that forgets the untrained beginning quickly."""
    keep = min(EMA, (1 + float(steps)) / (10 + float(steps)))
    return old * keep + new * (1 - keep) if old.is_floating_point() else new


def _epoch_size(cells: list[Cell]) -> int:
    real = sum(REAL_REPEATS.get(CELL_CLASSES[cell.label], 1) for cell in cells)
    return real + sum(SYNTHETIC.get(name, OTHERS) for name in CELL_CLASSES)


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


def write_model(
    net: nn.Module, parts: dict[str, list[Cell]], split: dict[str, tuple[str, ...]], plan: Plan, out: Path
) -> None:
    """Write model, golden answers and card, and check that cv2.dnn answers as torch does."""
    model = to_onnx(net)
    validation_inputs, validation_labels = inputs_of(parts["validation"])
    crops, answers = golden(net, InkSource(plan.data))
    digest = hashlib.sha256(model).hexdigest()
    card = {
        "version": f"cells-{digest[:8]}",
        "sha256": digest,
        "classes": list(CELL_CLASSES),
        "cell_px": CELL_PX,
        "cell_margin": CELL_MARGIN,
        "input": f"(N, 1, {CELL_PX}, {CELL_PX}) float32 from sirekap_desktop.ocr.cells.normalise",
        "temperature": best_temperature(logits_of(net, validation_inputs), validation_labels),
        "weights": sum(weights.numel() for weights in net.parameters()),
        "training": {
            "epochs": plan.epochs, "seed": plan.seed, "synthetic_per_epoch": _epoch_size([]),
            "real": len(parts["train"]), "left_out_as_mislabelled": len(suspects()), "torch": torch.__version__,
        },
        "split": {name: list(codes) for name, codes in split.items()},
        "measured": {name: measure(net, parts[name]) for name in ("validation", "test")},
    }  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    (out / "cells.onnx").write_bytes(model)
    np.savez_compressed(out / "cells-golden.npz", crops=crops, logits=answers.astype(np.float32))
    (out / "cells.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")
    _compare(model, card, net, parts["test"])
    print(json.dumps({key: card[key] for key in ("version", "temperature", "weights", "measured")}, indent=1))


def _compare(model: bytes, card: dict[str, Any], net: nn.Module, cells: list[Cell]) -> None:
    classifier = CellClassifier(model, load_card(json.dumps(card)))
    inputs, _ = inputs_of(cells)
    difference = float(np.abs(classifier.logits(inputs.numpy()) - logits_of(net, inputs).numpy()).max())
    print(f"cv2.dnn against torch on {len(cells)} cells: largest difference of a logit {difference:.2e}")
    if difference > 1e-3:
        raise SystemExit("cv2.dnn does not compute what torch computes")


def main() -> None:
    """Parse the command line, train, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with c-hasil-2024/, mnist.npz and bhmsds.npz")
    parser.add_argument("--photos", type=Path, help="folder ppwp-page2-2024: the learning half of its photos is added")
    parser.add_argument("--epochs", type=int, default=36)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=MODELS)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    plan = Plan(options.data, options.epochs, options.seed)
    folder = options.data / "c-hasil-2024"
    split = split_kecamatan(row["tps"][:6] for row in read_rows(folder))
    parts = {name: load_cells(folder, codes) for name, codes in split.items()}
    if options.photos is not None:
        parts["train"] += photo_cells(options.photos, LEARN)[0]
    skipped = suspects()
    parts["train"] = [cell for cell in parts["train"] if cell.file not in skipped]
    net = train(parts["train"], parts["validation"], plan)
    write_model(net, parts, split, plan, options.out)


if __name__ == "__main__":
    main()
