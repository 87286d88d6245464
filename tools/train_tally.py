"""Train the tally model again: ``python tools/train_tally.py ../shared`` (needs tools/requirements-train.txt).

Labels are free: a photo's number says what each of its tally cells holds. Photos 1–175 are learnt from: five networks,
each without a fifth of them, tell which numbers disagree with their tally (left out of the last training) and how well
unseen photos are read; their answers go to ``--answers`` for tools/calibrate_tally.py. The last network learns from
all five fifths and goes into the package: ``tally.onnx``, ``tally.json`` (card), ``tally-golden.npz``.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import pickle
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
from digit_data import Cell, decode, load_cells, read_rows  # noqa: E402
from table_photos import FORM, LEARN, find_table, read_truth  # noqa: E402
from tally_data import Block, TallyCell, augment, block_of, drawn_block, inner, lifted_digit  # noqa: E402
from torch import Tensor, nn  # noqa: E402

from sirekap_desktop.ocr.plane import Pyramid  # noqa: E402
from sirekap_desktop.ocr.tally_grid import CROP, EDGE  # noqa: E402
from sirekap_desktop.ocr.tally_net import OUTPUTS, STROKES, TallyReader, load_card, normalise  # noqa: E402

MODELS = ROOT / "sirekap_desktop" / "resources" / "models"
FOLDS = 5
BATCH = 128
REAL = {0: 1500, 1: 350, 2: 350, 3: 350, 4: 400, 5: 1300}
"""Real tally cells per epoch, by strokes; each kind drawn with replacement."""
REAL_DIGIT, REAL_FILLER = 130, 800
"""Real row-sum boxes per epoch: of each digit, and of those without one."""
DRAWN_BLOCKS, LIFTED = 40, 700
"""Drawn grids, and digits lifted from real boxes, per epoch."""
EMA = 0.995
MOST_WRONG = 5
"""Cells of a number that may be read otherwise than it says; with more, its labels are not trusted."""
HELD_OUT_FOLD = 0
"""Digit boxes of these kecamatan are never used: other measurements draw with them."""


def network() -> nn.Sequential:
    """About 30,000 weights; input (N, 1, height, width) of a crop, output (N, OUTPUTS): two heads side by side."""

    def block(inside: int, outside: int, *, kernel: int = 3) -> list[nn.Module]:
        return [
            nn.Conv2d(inside, outside, kernel, 2, kernel // 2, bias=False),
            nn.BatchNorm2d(outside),
            nn.ReLU(inplace=True),
        ]

    return nn.Sequential(
        *block(1, 12, kernel=5),
        *block(12, 28),
        *block(28, 48),
        nn.Flatten(),
        nn.Dropout(0.15),
        nn.Linear(48 * -(-CROP[0] // 8) * -(-CROP[1] // 8), OUTPUTS),
    )


def read_blocks(folder: Path, numbers: Sequence[int]) -> list[Block]:
    """The tally cells of all photos whose table is found, with numbers that two transcriptions agree on."""
    truth = read_truth(folder)
    blocks = []
    for number in numbers:
        name = f"TPS_{number:03d}.jpg"
        pyramid = Pyramid(decode(folder / name))
        fit = find_table(pyramid)
        if fit is None:
            continue
        view = fit.view(pyramid)
        for item, (value, _) in sorted(truth[name].items()):
            grid = FORM.field(item).tally
            if grid is not None and value.isdigit() and view.sees(grid.area):
                blocks.append(block_of(view, grid, number, item, int(value)))
    return blocks


def fold_of(photo: int) -> int:
    """Neighbouring photos are of one village, often of one hand: whole runs of them are held out."""
    return (photo - 1) // 7 % FOLDS


@dataclass(frozen=True, slots=True)
class Pools:
    """Cells to draw from, by the kind of answer."""

    tally: dict[int, list[TallyCell]]
    digits: dict[int, list[TallyCell]]
    filler: list[TallyCell]
    boxes: list[Cell]
    """Real digit boxes to lift ink from."""


def pools_of(blocks: Sequence[Block], boxes: list[Cell]) -> Pools:
    """Sort the cells of numbers by what they hold."""
    cells = [cell for block in blocks for cell in block.cells]
    sure = [cell for cell in cells if cell.allowed.sum() == 1]
    return Pools(
        {k: [cell for cell in sure if cell.allowed[k]] for k in range(STROKES)},
        {d: [cell for cell in sure if cell.allowed[STROKES + d]] for d in range(10)},
        [cell for cell in cells if cell.allowed[-1]],
        boxes,
    )


def epoch_cells(pools: Pools, rng: np.random.Generator) -> list[TallyCell]:
    """The real, lifted and drawn cells of one epoch, in random order."""
    chosen: list[TallyCell] = []
    plan = [(pools.tally[k], REAL[k]) for k in range(STROKES)]
    plan += [(pools.digits[d], REAL_DIGIT) for d in range(10)] + [(pools.filler, REAL_FILLER)]
    for pool, count in plan:
        if pool:
            chosen += [pool[int(place)] for place in rng.integers(0, len(pool), count)]
    for place in rng.integers(0, max(len(pools.boxes), 1), LIFTED if pools.boxes else 0):
        box = pools.boxes[int(place)]
        chosen.append(lifted_digit(box, box.label, rng))
    for _ in range(DRAWN_BLOCKS):
        chosen += drawn_block(rng)
    return [chosen[place] for place in rng.permutation(len(chosen))]


def batches(cells: list[TallyCell], rng: np.random.Generator) -> Iterator[tuple[Tensor, Tensor]]:
    """The cells, augmented: inputs and the answers that are right."""
    for start in range(0, len(cells) - BATCH + 1, BATCH):
        part = cells[start : start + BATCH]
        crops = np.stack([augment(cell.image, rng) for cell in part])
        yield torch.from_numpy(normalise(crops)), torch.from_numpy(np.stack([cell.allowed for cell in part]))


def log_shares(cells: list[TallyCell]) -> Tensor:
    """Logarithm of how often each answer is the right one, by head: (OUTPUTS,).

    Added to the logits in training only: without it they are those of a network that saw all classes equally often.
    """
    last = [OUTPUTS - 1 - int(cell.allowed[::-1].argmax()) for cell in cells]
    counts = torch.bincount(torch.tensor(last), minlength=OUTPUTS).float() + 1
    return torch.cat([(part / part.sum()).log() for part in (counts[:STROKES], counts[STROKES:])])


def loss_of(logits: Tensor, allowed: Tensor, smoothing: float = 0.02) -> Tensor:
    """How unlikely the right answers are, each crop by the head that its answers belong to."""
    tally = allowed[:, :STROKES].any(dim=1)
    parts = []
    for rows, outputs in ((tally, slice(0, STROKES)), (~tally, slice(STROKES, OUTPUTS))):
        logs = logits[rows, outputs].log_softmax(1)
        right = torch.where(allowed[rows, outputs], logs, torch.full_like(logs, -1e9)).logsumexp(1)
        parts.append(-(1 - smoothing) * right - smoothing * logs.mean(1))
    return torch.cat(parts).mean()


def train(pools: Pools, epochs: int, seed: int, label: str) -> nn.Sequential:
    """Train and return the average of the weights over the last steps, ready to run."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    net = network()
    mean = torch.optim.swa_utils.AveragedModel(net, avg_fn=_average, use_buffers=True)
    optimiser = torch.optim.AdamW(net.parameters(), lr=4e-3, weight_decay=0.02)
    steps = epochs * (len(epoch_cells(pools, rng)) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps + epochs, pct_start=0.2)
    began = time.process_time()
    for epoch in range(1, epochs + 1):
        net.train()
        cells = epoch_cells(pools, rng)
        often, losses = log_shares(cells), []
        for inputs, allowed in batches(cells, rng):
            optimiser.zero_grad(set_to_none=True)
            loss = loss_of(net(inputs) + often, allowed)
            loss.backward()
            optimiser.step()
            if schedule.last_epoch < steps:
                schedule.step()
            mean.update_parameters(net)
            losses.append(float(loss.detach()))
        if epoch in {1, epochs}:
            seconds = time.process_time() - began
            print(f"{label} epoch {epoch:2d}: loss {np.mean(losses):.4f}, {seconds:.0f} s", flush=True)
    return mean.module.eval()


def _average(old: Tensor, new: Tensor, steps: int | Tensor) -> Tensor:
    keep = min(EMA, (1 + float(steps)) / (10 + float(steps)))
    return old * keep + new * (1 - keep) if old.is_floating_point() else new


def answers_of(net: nn.Module, blocks: Sequence[Block]) -> list[np.ndarray[Any, Any]]:
    """Logits of the cells of each number as the program cuts them: (cells, OUTPUTS) each."""
    found = []
    with torch.no_grad():
        for block in blocks:
            crops = np.stack([inner(cell.image) for cell in block.cells])
            found.append(net(torch.from_numpy(normalise(crops))).numpy())
    return found


def agrees(block: Block, logits: np.ndarray[Any, Any]) -> bool:
    """Whether a network that never saw the photo counts about what the number says."""
    cells = [place for place, cell in enumerate(block.cells) if cell.allowed[:STROKES].any()]
    shown = logits[cells, :STROKES].argmax(1)
    right = np.array([block.cells[place].allowed[:STROKES] for place in cells])
    return int((~right[np.arange(len(cells)), shown]).sum()) <= MOST_WRONG


def accuracy(blocks: Sequence[Block], found: Sequence[np.ndarray[Any, Any]]) -> dict[str, Any]:
    """Cells read right: all, those with one to four strokes, row-sum boxes with a digit, and those without."""
    counts: dict[str, list[int]] = {}
    for block, logits in zip(blocks, found, strict=True):
        for cell, row in zip(block.cells, logits, strict=True):
            tally = bool(cell.allowed[:STROKES].any())
            place = int(row[:STROKES].argmax()) if tally else STROKES + int(row[STROKES:].argmax())
            kind = (
                ("cells_1_to_4" if cell.allowed[1:5].any() else "cells_0_or_5")
                if tally
                else ("sum_fillers" if cell.allowed[-1] else "sum_digits")
            )
            counts.setdefault(kind, []).append(bool(cell.allowed[place]))
    return {
        kind: {"count": len(hits), "right": sum(hits), "accuracy": round(sum(hits) / len(hits), 5)}
        for kind, hits in sorted(counts.items())
    }


def best_temperature(blocks: Sequence[Block], found: Sequence[np.ndarray[Any, Any]]) -> float:
    """The divisor of the logits under which the right answers of unseen photos are likeliest."""
    logits = torch.from_numpy(np.concatenate(found))
    cells = [cell for block in blocks for cell in block.cells]
    allowed, often = torch.from_numpy(np.stack([cell.allowed for cell in cells])), log_shares(cells)
    grid = np.arange(0.4, 3.0, 0.02)
    losses = [float(loss_of(logits / float(t) + often, allowed, smoothing=0.0)) for t in grid]
    return round(float(grid[int(np.argmin(losses))]), 2)


def to_onnx(net: nn.Module) -> bytes:
    """The network as ONNX that cv2.dnn reads."""
    buffer = io.BytesIO()
    torch.onnx.export(
        net,
        (torch.zeros(1, 1, CROP[1], CROP[0]),),
        buffer,
        dynamo=False,
        opset_version=13,
        input_names=["cells"],
        output_names=["logits"],
        dynamic_axes={"cells": {0: "n"}, "logits": {0: "n"}},
    )
    return buffer.getvalue()


def write_model(net: nn.Module, facts: dict[str, Any], out: Path) -> None:
    """Write model, golden answers and card, and check that cv2.dnn answers as torch does."""
    model = to_onnx(net)
    rng = np.random.default_rng(7)
    crops = np.stack([inner(cell.image) for cell in drawn_block(rng) + drawn_block(rng)][::5])
    with torch.no_grad():
        logits = net(torch.from_numpy(normalise(crops))).numpy()
    digest = hashlib.sha256(model).hexdigest()
    card = {
        "version": f"tally-{digest[:8]}", "sha256": digest, "outputs": OUTPUTS,
        "crop_px": list(CROP), "crop_edge_px": EDGE,
        "input": f"(N, 1, {CROP[1]}, {CROP[0]}) float32 from sirekap_desktop.ocr.tally_net.normalise",
        "weights": sum(weights.numel() for weights in net.parameters()), **facts,
    }  # fmt: skip
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    difference = float(np.abs(TallyReader(model, load_card(text)).logits(normalise(crops)) - logits).max())
    print(f"cv2.dnn against torch on {len(crops)} cells: largest difference of a logit {difference:.2e}")
    if difference > 1e-3:
        raise SystemExit("cv2.dnn does not compute what torch computes")
    out.mkdir(parents=True, exist_ok=True)
    (out / "tally.onnx").write_bytes(model)
    np.savez_compressed(out / "tally-golden.npz", crops=crops, logits=logits.astype(np.float32))
    (out / "tally.json").write_text(text, "utf-8")


def digit_boxes(folder: Path) -> list[Cell]:
    """Real digit boxes to lift ink from, without those that other measurements draw with."""
    codes = {row["tps"][:6] for row in read_rows(folder)}
    kept = [code for code in codes if code and int(hashlib.sha256(code.encode()).hexdigest(), 16) % 5 != HELD_OUT_FOLD]
    return [cell for cell in load_cells(folder, sorted(kept)) if cell.label < 10]


def main() -> None:
    """Parse the command line, train five networks to judge and one to keep."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="folder with photos/ppwp-page2-2024 and digits/c-hasil-2024")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--fold-epochs", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=MODELS)
    parser.add_argument("--answers", type=Path, default=ROOT / "build" / "tally-answers.pkl")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    blocks = read_blocks(options.shared / "photos" / "ppwp-page2-2024", LEARN)
    boxes = digit_boxes(options.shared / "digits" / "c-hasil-2024")
    print(f"{len(blocks)} numbers of {len({block.photo for block in blocks})} photos, {len(boxes)} digit boxes")
    found: list[np.ndarray[Any, Any]] = [np.zeros(0)] * len(blocks)
    for fold in range(FOLDS):
        pools = pools_of([block for block in blocks if fold_of(block.photo) != fold], boxes)
        net = train(pools, options.fold_epochs, options.seed + fold, f"fold {fold}")
        held = [place for place, block in enumerate(blocks) if fold_of(block.photo) == fold]
        for place, logits in zip(held, answers_of(net, [blocks[place] for place in held]), strict=True):
            found[place] = logits
    kept = [place for place, block in enumerate(blocks) if agrees(block, found[place])]
    odd = [(block.photo, block.name) for place, block in enumerate(blocks) if place not in set(kept)]
    print(f"{len(odd)} numbers whose tally says otherwise:", odd)
    options.answers.parent.mkdir(parents=True, exist_ok=True)
    answers = [(b.photo, b.name, b.value, logits) for b, logits in zip(blocks, found, strict=True)]
    options.answers.write_bytes(pickle.dumps(answers))
    clean, unseen = [blocks[place] for place in kept], [found[place] for place in kept]
    net = train(pools_of(clean, boxes), options.epochs, options.seed, "all")
    facts = {
        "temperature": best_temperature(clean, unseen),
        "training": {
            "photos": sorted({block.photo for block in clean}), "numbers": len(clean),
            "left_out_as_contradicting": [f"{photo}:{name}" for photo, name in odd],
            "epochs": options.epochs, "seed": options.seed, "torch": torch.__version__,
        },
        "measured": {
            "how": f"networks of {FOLDS} folds of photos 1-175, {options.fold_epochs} epochs, on their unseen fold",
            "all": accuracy(blocks, found), "without_contradicting": accuracy(clean, unseen),
        },
    }  # fmt: skip
    write_model(net, facts, options.out)
    print(json.dumps(facts["measured"], indent=1))


if __name__ == "__main__":
    main()
