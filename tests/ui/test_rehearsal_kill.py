"""SIGKILL within steps of the rehearsed meeting: a short drill; all steps in turn are ``make rapat RAPAT=--drill``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.rapat import drill, story
from tools.rapat.steps import all_steps

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="Windows has no process groups to kill")

KILLED = ("PPK membuka berkas aktivasi", f"{story.KETUA.name} mendapat PIN", "Jadwal dan panel", "Rapat dibuka")


def test_a_meeting_that_is_killed_loses_nothing_and_goes_on_where_it_stood(tmp_path: Path) -> None:
    steps = all_steps()
    wanted = sorted(next(n for n, step in enumerate(steps) if step.name == name) for name in KILLED)
    outcome = drill.drill(tmp_path, steps, wanted, 5, lambda _text: None)
    assert (outcome.lost, outcome.findings, outcome.stuck) == ([], [], [])
    assert outcome.kills == len(wanted)
    assert outcome.acknowledged >= len(wanted)
