"""The material of the digit model: folds without leaks, boxes that say what they hold."""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from sirekap_desktop.forms.reading import CELL_CLASSES

TOOLS = Path(__file__).resolve().parent.parent.parent / "tools"
BLANK, CROSS = CELL_CLASSES.index(""), CELL_CLASSES.index("X")


def tool(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TOOLS))
        return importlib.import_module(name)


@pytest.fixture(scope="module")
def data() -> ModuleType:
    return tool("digit_data")


@pytest.fixture(scope="module")
def scenes() -> ModuleType:
    return tool("digit_scenes")


def cell(data, code, label=1):
    return data.Cell("a", code, label, np.zeros((40, 40), np.uint8), data.usual_box(40, 40))


def test_the_fold_of_a_kecamatan_is_that_of_its_hash(data):
    assert data.fold_of("760505") == int(hashlib.sha256(b"760505").hexdigest(), 16) % 5
    assert data.fold_of("") is None


@pytest.mark.parametrize("fold", range(5))
def test_each_kecamatan_is_in_one_part_and_tested_once(data, fold):
    cells = [cell(data, f"{number:06d}") for number in range(510_000, 510_200)]
    parts = {name: {item.code for item in part} for name, part in data.parts_of(cells, fold).items()}
    assert sum(map(len, parts.values())) == len(cells)
    assert set.union(*parts.values()) == {item.code for item in cells}
    assert all(data.fold_of(code) == fold for code in parts["test"])
    assert parts["validation"]


def test_a_crop_without_code_is_used_nowhere_and_a_photo_only_to_learn_from(data):
    parts = data.parts_of([cell(data, ""), cell(data, None)], 0)
    assert [item.code for item in parts["train"]] == [None]
    assert not parts["test"]
    assert not parts["validation"]


@pytest.mark.shared
def test_no_picture_is_in_two_kecamatan(data, shared_dir):
    folder = shared_dir / "digits" / "c-hasil-2024"
    kecamatan: dict[str, set[str]] = {}
    for row in data.read_rows(folder):
        if row["tps"]:
            digest = hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest()
            kecamatan.setdefault(digest, set()).add(row["tps"][:6])
    assert len(kecamatan) > 6000
    assert all(len(codes) == 1 for codes in kecamatan.values())


class NoInk:
    """A source without foreign marks: everything is drawn."""

    def take(self, _index, _rng):
        return None


@pytest.mark.parametrize("label", range(len(CELL_CLASSES)))
def test_a_scene_says_what_it_holds(scenes, label):
    rng = np.random.default_rng(label)
    made = [scenes.scene(label, NoInk(), rng) for _ in range(25)]
    targets = np.stack([item.target for item in made])
    assert np.allclose(targets.sum(axis=1), 1)
    assert (targets.argmax(axis=1) == label).sum() >= 20
    assert all(item.image.shape == (scenes.CANVAS, scenes.CANVAS) for item in made)
    if label >= CROSS:
        assert (targets[:, label] == 1).all()


def test_what_is_struck_out_is_taught_as_no_digit_for_sure(scenes):
    rng = np.random.default_rng(3)
    for _ in range(40):
        _, target = scenes.corrected(scenes.mark(5, NoInk(), rng), 5, NoInk(), rng)
        assert target.sum() == pytest.approx(1)
        assert target[5] == 1 or target.max() < 0.8


def test_lifted_ink_leaves_border_and_guide_behind(data, scenes):
    rng = np.random.default_rng(8)
    synth = tool("digit_synth")
    for _ in range(10):
        canvas = np.full((synth.CANVAS, synth.CANVAS), 220, np.float32)
        synth.print_box(canvas, rng, dotted=1.0)
        scenes.write(canvas, scenes.mark(8, NoInk(), rng), np.random.default_rng(1))
        box = data.Cell("a", None, 8, canvas.astype(np.uint8), scenes.CORNERS)
        ink = scenes.lift(box)
        assert ink is not None
        assert ink.max() > 0.7
        rim = ink.copy()
        rim[synth.EDGE + 5 : -synth.EDGE - 5, synth.EDGE + 5 : -synth.EDGE - 5] = 0
        assert not rim.any()


def test_nothing_is_lifted_from_an_empty_box(data, scenes):
    synth = tool("digit_synth")
    canvas = np.full((synth.CANVAS, synth.CANVAS), 220, np.float32)
    synth.print_box(canvas, np.random.default_rng(2), dotted=0.0)
    assert scenes.lift(data.Cell("a", None, BLANK, canvas.astype(np.uint8), scenes.CORNERS)) is None


@pytest.mark.parametrize("place", range(3))
def test_photographing_a_box_again_gives_clean_grey_levels(data, place, recwarn):
    augment = tool("digit_augment").augment
    rng = np.random.default_rng(place)
    dark = np.full((60, 60), (0, 128, 255)[place], np.uint8)
    dark[20:40, 20:40] = 0
    for _ in range(60):
        assert augment(dark, data.usual_box(60, 60), rng).shape == (40, 40)
    assert not [item for item in recwarn if issubclass(item.category, RuntimeWarning)]
