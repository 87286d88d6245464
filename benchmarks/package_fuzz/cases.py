"""Case number n of a seed: always the same files, whatever machine and process make them."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.package_fuzz import others, panels
from benchmarks.package_fuzz.bytechange import damaged, headers_changed, repacked
from benchmarks.package_fuzz.jsonchange import ODD, changed, changed_text, misspelled
from benchmarks.package_fuzz.lines import lines_changed
from benchmarks.package_fuzz.sources import (
    SENDER,
    STRANGER,
    Contents,
    Pieces,
    described,
    pieces,
    sent,
    spelled,
    volumes,
    zipped,
)
from sirekap_desktop.exchange.manifest import object_name
from sirekap_desktop.exchange.transport.delivery import RECEIPT_NAME
from sirekap_desktop.exchange.volumes import VOLUME_NAME

Dice = random.Random
PACKAGE = "p.zip"
FOLDER = "p"
STICK = "stik"
VOLUMES = "v"
AREA = "760505-ULUMANDA"


@dataclass(frozen=True, slots=True)
class Case:
    """Files as they come from outside, and the road by which they come."""

    index: int
    kind: str
    road: str
    """``zip``, ``folder``, ``volumes``, ``source``, ``store``, ``receipt``, or one of :mod:`others`."""
    files: Mapping[str, bytes]
    """By name, with ``/``."""
    signed: str = "nobody"
    """Who signed what was changed: nobody, a stranger, or the sender, who may say what he likes."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Links and special files: name → target, or ``fifo``."""

    def put(self, folder: Path) -> None:
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for name, target in self.links.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            os.mkfifo(path) if target == "fifo" else path.symlink_to(target)


def make(seed: int, index: int) -> Case:
    """The files of case ``index``."""
    dice = random.Random(f"{seed} {index}")
    kinds = list(KINDS)
    kind = dice.choices(kinds, [KINDS[name][0] for name in kinds])[0]
    return replace(KINDS[kind][1](dice), index=index, kind=kind)


def original(road: str) -> Case:
    """The package as it was sent, by each road."""
    whole = sent()
    found = pieces(spelled(whole.manifest), whole.contents, SENDER)
    return _by(road, found, whole.zip, "nobody")


def _by(road: str, found: Pieces, whole: bytes | None, signed: str) -> Case:
    """A package by one of its roads."""
    if road in {"zip", "source"}:
        return Case(0, "", road, {PACKAGE: found.zip() if whole is None else whole}, signed)
    if road == "folder":
        return Case(0, "", road, {f"{FOLDER}/{name}": data for name, data in found.members()}, signed)
    if road == "volumes":
        return Case(0, "", road, {f"{VOLUMES}/{name}": data for name, data in volumes(found, 3).items()}, signed)
    return Case(0, "", road, _on_stick(found), signed)


def _on_stick(found: Pieces) -> dict[str, bytes]:
    package = f"{STICK}/{AREA}/r2-{'0' * 16}"
    objects = {f"{STICK}/{AREA}/{object_name(sha256)}": data for sha256, data in found.objects.items()}
    heads = {f"{package}/manifest.json": found.manifest, f"{package}/manifest.sig": found.signature}
    return {**objects, **heads, f"{package}/{RECEIPT_NAME}": sent().receipt}


_ROADS = ("zip", "zip", "folder", "folder", "source", "store", "volumes")


def _bytes(dice: Dice) -> Case:
    return _by(dice.choice(("zip", "zip", "zip", "source")), _pieces(), damaged(dice, sent().zip), "nobody")


def _headers(dice: Dice) -> Case:
    return _by(dice.choice(("zip", "zip", "source")), _pieces(), headers_changed(dice, sent().zip), "nobody")


def _repacked(dice: Dice) -> Case:
    return _by("zip", _pieces(), repacked(dice, _pieces().members()), "nobody")


def _pieces() -> Pieces:
    whole = sent()
    return pieces(spelled(whole.manifest), whole.contents, SENDER)


def _in_folder(dice: Dice) -> Case:
    """One file of a folder or a stick is other, gone, elsewhere, somewhere else's, or no file at all."""
    case = original(dice.choice(("folder", "folder", "store")))
    files, links = dict(case.files), {}
    name = dice.choice(list(files))
    other = dice.choice(list(files))
    way = dice.randrange(9)
    if way == 0:
        files[name] = damaged(dice, files[name])
    elif way == 1:
        del files[name]
    elif way == 2:
        files[name], files[other] = files[other], files[name]
    elif way == 3:
        files[f"{name}{dice.choice(('.part', ' ', 'x', chr(10), '/x'))}"] = files.pop(name)
    elif way == 4:
        files[dice.choice((f"{FOLDER}/objects/zz/lebih", f"{FOLDER}/catatan.txt", f"{FOLDER}/Manifest.json"))] = b"x"
    elif way == 5:
        del files[name]
        links[name] = dice.choice(("fifo", "/etc/passwd", "/dev/zero", "tidak-ada", ".", name.rpartition("/")[2]))
    elif way == 6:
        links[f"{FOLDER}/objects/00"] = dice.choice(("..", "/etc", "/"))
    elif way == 7:
        files = {key if key != name else key.upper(): data for key, data in files.items()}
    else:
        files[f"{name}.0000"] = files.pop(name)
    return replace(case, files=files, links=links)


def _volumes(dice: Dice) -> Case:
    """Volumes cut, doubled, missing, under each other's names, of another split, or of another package."""
    case = original("volumes")
    files = dict(case.files)
    one, two = dice.sample(sorted(files), 2)
    way = dice.randrange(9)
    if way == 0:
        files[one] = damaged(dice, files[one])
    elif way == 1:
        files[one] = headers_changed(dice, files[one])
    elif way == 2:
        del files[one]
    elif way == 3:
        files[one], files[two] = files[two], files[one]
    elif way == 4:
        files[f"{VOLUMES}/lagi.zip"] = files[one]
    elif way == 5:
        files[one] = volumes(_foreign(dice), 3)[one.rpartition("/")[2]]
    elif way == 6:
        files[one] = next(iter(volumes(_pieces(), dice.choice((2, 4))).values()))
    elif way == 7:
        files[one] = _said_otherwise(dice, files[one])
    else:
        files[one] = dice.choice((sent().zip, repacked(dice, _pieces().members()), b"", b"PK"))
    return replace(case, files=files)


def _said_otherwise(dice: Dice, data: bytes) -> bytes:
    """``volume.json``, which nobody signs, says something else; the zip is laid out anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    change = dice.choice((changed_text, misspelled))
    return zipped([(name, change(dice, text) if name == VOLUME_NAME else text) for name, text in members])


def _foreign(dice: Dice) -> Pieces:
    whole = sent()
    contents = {**whole.contents, "foto/x.jpg": b"x"}
    private = dice.choice((SENDER, STRANGER))
    return pieces(spelled(described(whole.manifest, contents, private)), contents, private)


def _swapped(dice: Dice) -> Case:
    """Contents that the manifest does not name, or names otherwise; nobody signed that."""
    whole, objects = _pieces(), dict(_pieces().objects)
    one, two = dice.sample(list(objects), 2)
    way = dice.randrange(6)
    manifest, signature = whole.manifest, whole.signature
    if way == 0:
        objects[one], objects[two] = objects[two], objects[one]
    elif way == 1:
        del objects[one]
    elif way == 2:
        objects["ab" * 32] = objects[one]
    elif way == 3:
        objects[one] = damaged(dice, objects[one])
    elif way == 4:
        signature = pieces(whole.manifest, {}, STRANGER).signature
    else:
        manifest = spelled(changed(dice, json.loads(whole.manifest)))
    return _by(dice.choice(_ROADS), Pieces(manifest, signature, objects), None, "nobody")


def _lie(dice: Dice) -> Case:
    """Contents changed and signed anew, by the sender or by somebody else."""
    contents = dict(sent().contents)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        _change_content(dice, contents)
    return _signed(dice, sent().manifest, contents)


def _signed(dice: Dice, manifest: dict[str, Any], contents: Contents) -> Case:
    who, private = dice.choice((("sender", SENDER), ("sender", SENDER), ("stranger", STRANGER)))
    text = spelled(described(_following(dice, manifest, contents), contents, private))
    return _by(dice.choice(_ROADS), pieces(text, contents, private), None, who)


def _change_content(dice: Dice, contents: Contents) -> None:
    if not contents:
        return
    name = dice.choice(list(contents))
    data = contents[name]
    way = dice.randrange(10)
    if name.endswith(".jsonl"):
        contents[name] = lines_changed(dice, data)
    elif name.endswith(".json") and way < 6:
        contents[name] = changed_text(dice, data)
    elif name.endswith(".json") and way < 8:
        contents[name] = misspelled(dice, data)
    elif way == 8:
        contents[dice.choice(_OTHER_NAMES)] = contents.pop(name)
    elif way == 9:
        del contents[name]
    else:
        contents[name] = damaged(dice, data)


_OTHER_NAMES = (
    "data/ppwp/7605052001003.json", "data/pdpr/7605052001001.json", "rapat/pdpr.json", "rekap/pdpr.json", "csv/x.csv",
    "audit/lagi.jsonl", "tandatangan/halaman.json", "tandatangan/x/y.jpg", "dokumen/x.pdf", "foto/x.jpg",
)  # fmt: skip


def _following(dice: Dice, manifest: dict[str, Any], contents: Contents) -> dict[str, Any]:
    """A careful liar's manifest says of the recap what the recap now says."""
    data = contents.get("rekap/ppwp.json")
    if data is None or dice.random() < 0.4:
        return manifest
    return {**manifest, "recaps": [others.said_of(recap, data) for recap in manifest["recaps"]]}


def _manifest(dice: Dice) -> Case:
    """The manifest says anything, and is signed."""
    whole = sent()
    who, private = dice.choice((("sender", SENDER), ("stranger", STRANGER)))
    found = {**whole.manifest, "signer": described(whole.manifest, {}, private)["signer"]}
    if dice.random() < 0.7:
        text = spelled(changed(dice, found))
    elif dice.random() < 0.5:
        text = misspelled(dice, spelled(found))
    else:
        text = spelled({**found, dice.choice(list(found)): dice.choice(ODD)})
    return _by(dice.choice(_ROADS), pieces(text, whole.contents, private), None, who)


def _receipt(dice: Dice) -> Case:
    return Case(0, "", "receipt", {RECEIPT_NAME: others.receipt(dice)}, "sender")


def _panel(dice: Dice) -> Case:
    data, signed = panels.changed_package(dice)
    return Case(0, "", "panel", {panels.PACKAGE: data}, signed)


def _other(dice: Dice) -> Case:
    road = dice.choice(list(others.ROADS))
    name, data = others.ROADS[road](dice)
    return Case(0, "", road, {name: data}, "sender")


KINDS: Mapping[str, tuple[int, Callable[[Dice], Case]]] = {
    "bytes of the zip": (14, _bytes),
    "headers of the zip": (8, _headers),
    "packed anew": (10, _repacked),
    "files of the folder": (12, _in_folder),
    "objects and signatures": (14, _swapped),
    "volumes": (8, _volumes),
    "contents, signed": (22, _lie),
    "manifest, signed": (12, _manifest),
    "receipt": (4, _receipt),
    "desa package": (4, _panel),
    "other files": (6, _other),
}
