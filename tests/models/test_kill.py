"""SIGKILL at random moments: what was acknowledged is there, database, chain and photos verify."""

from __future__ import annotations

import random
from pathlib import Path

from . import kill_child

ROUNDS = 5


def test_every_acknowledged_entry_and_photo_survives_a_kill(tmp_path: Path) -> None:
    dice = random.Random(20240214)
    folder, keys = tmp_path / "ws", tmp_path / "keys"
    kill_child.make(folder, keys)
    acknowledged: list[str] = []
    for _ in range(ROUNDS):
        acknowledged += kill_child.run_and_kill(folder, keys, dice.uniform(0, 0.2))
        lost, report = kill_child.check(folder, keys, acknowledged)
        assert lost == []
        assert report.findings == ()
    assert len(acknowledged) >= ROUNDS
