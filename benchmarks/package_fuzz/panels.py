"""Desa packages of a panel, changed: the main laptop looks at them, and nothing that nobody signed may pass."""

from __future__ import annotations

import atexit
import json
import random
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.package_fuzz.bytechange import damaged, headers_changed, repacked
from benchmarks.package_fuzz.jsonchange import changed, changed_text, misspelled
from benchmarks.package_fuzz.lines import lines_changed
from benchmarks.package_fuzz.sources import STRANGER, Contents, described, pieces, spelled
from sirekap_desktop.exchange import stores
from sirekap_desktop.exchange.manifest import PANEL_KIND
from sirekap_desktop.jobs import panels
from tests.panels import DESA, TPS, Laptops, hold, laptops, photo

Dice = random.Random
PACKAGE = "desa.zip"


@dataclass(frozen=True)
class Carried:
    """The package of a panel, and the laptop that it is carried to."""

    meeting: Laptops
    private: Ed25519PrivateKey
    zip: bytes
    manifest: dict[str, Any]
    contents: Contents


@cache
def carried() -> Carried:
    """One desa with two TPS; made once in every process, because its ids are drawn."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    meeting = laptops(folder)
    atexit.register(meeting.main.close)
    with meeting.panel(1, DESA[:1]) as opened:
        photo(opened, TPS[0])
        hold(opened, TPS[0])
        path, private = meeting.pack(opened), opened.signing_key().private
    found = stores.scan(path, lambda _count: None, PANEL_KIND)
    contents = {name: found.read(file.sha256, 10**9) or b"" for name, file in found.files.items()}
    return Carried(meeting, private, path.read_bytes(), json.loads(found.manifest_bytes), contents)


def changed_package(dice: Dice) -> tuple[bytes, str]:
    """A desa package as it should not be, and who signed the change."""
    whole = carried()
    members = pieces(spelled(whole.manifest), whole.contents, whole.private).members()
    way = dice.randrange(10)
    if way == 0:
        return damaged(dice, whole.zip), "nobody"
    if way == 1:
        return headers_changed(dice, whole.zip), "nobody"
    if way == 2:
        return repacked(dice, members), "nobody"
    private = dice.choice((whole.private, STRANGER))
    if way == 3:
        text = spelled(changed(dice, described(whole.manifest, whole.contents, private)))
        return pieces(text, whole.contents, private).zip(), "sender"
    contents = dict(whole.contents)
    for _ in range(dice.choice((1, 1, 2))):
        name = dice.choice(list(contents))
        contents[name] = _changed(dice, name, contents[name])
    return pieces(spelled(described(whole.manifest, contents, private)), contents, private).zip(), "sender"


def _changed(dice: Dice, name: str, data: bytes) -> bytes:
    if name.endswith(".jsonl"):
        return lines_changed(dice, data) if data else b"{}\n"
    return dice.choice((changed_text, misspelled, damaged))(dice, data) if data else b"x"


def look(path: Path) -> list[str]:
    """What the main laptop says of it; nothing when it may be joined."""
    panels.look(carried().meeting.main, path)
    return []


def is_same(data: bytes) -> bool:
    return data == carried().zip
