"""SIGKILL while photos are imported and while a TPS is checked: a short drill, the long one is a benchmark."""

from __future__ import annotations

import os

import pytest

from benchmarks import kill_drill

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="Windows has no process groups to kill")

ROUNDS = 3


def test_photos_acknowledged_survive_a_kill_and_the_same_import_completes() -> None:
    outcome = kill_drill.drill_import(ROUNDS, seed=20240214)
    assert (outcome.kills, outcome.lost, outcome.findings, outcome.incomplete) == (ROUNDS, 0, 0, 0)


def test_entries_acknowledged_while_checking_survive_a_kill() -> None:
    outcome = kill_drill.drill_checking(ROUNDS, seed=20240214)
    assert (outcome.kills, outcome.lost, outcome.findings) == (ROUNDS, 0, 0)
    assert outcome.acknowledged >= ROUNDS
