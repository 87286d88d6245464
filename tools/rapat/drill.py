"""Power cut: the rehearsal is killed (SIGKILL) within each step in turn, and goes on where it stood.

After each kill every workspace must verify and still hold the newest head of its chain that was acknowledged before:
so no row that the program had said was written is lost. Then the step is done again from a fresh start of the program,
which only succeeds if the meeting resumes where it stood; the next kill falls into the step after it.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sirekap_desktop.models.seals import parse_head
from sirekap_desktop.models.workspace import Workspace
from tools.rapat.rehearsal import FIRST, SECOND, Rehearsal, Step

ROOT = Path(__file__).resolve().parents[2]
_BEGIN, _END, _HEAD = "begin", "end", "head"
_LONGEST = 4.0
"""Seconds within which the kill falls; a longer step is killed within these."""


@dataclass(slots=True)
class Outcome:
    """What the drill counted."""

    kills: int = 0
    late: int = 0
    """Kills that came when the step was done: between two steps."""
    acknowledged: int = 0
    """Heads that the program had said were written."""
    lost: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    """Steps that did not go on."""

    @property
    def failed(self) -> bool:
        return bool(self.lost or self.findings or self.stuck)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills ({self.late} after the end of their step), {self.acknowledged} heads acknowledged, "
            f"{len(self.lost)} lost, {len(self.findings)} findings, {len(self.stuck)} steps that did not go on"
        )


# --- the child -------------------------------------------------------------------------------------------------------


class Teller:
    """Says each new head of a chain once it is written, and where the rehearsal is."""

    def __init__(self) -> None:
        self._said = ""

    def head(self, workspace: Workspace) -> None:
        """The newest row of this laptop's chain."""
        own = [one for one in workspace.audit_heads() if one[0] == workspace.machine_id]
        line = f"{_HEAD} {workspace.folder.parent.name} {own[0][1]}:{own[0][2]}" if own else ""
        if line and line != self._said:
            self._said = line
            say(line)


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def work(folder: Path, steps: Sequence[Step], first: int, until: int) -> None:
    """Steps from a number on, each announced when its seat is taken."""
    rehearsal = Rehearsal(folder, Teller().head)
    for number, step in enumerate(steps[first:until], first):
        rehearsal.at(step.seat, step.person)
        say(f"{_BEGIN} {number}")
        step.run(rehearsal)
        say(f"{_END} {number}")
    rehearsal.leave()


# --- the parent ------------------------------------------------------------------------------------------------------


def drill(
    folder: Path, steps: Sequence[Step], wanted: Sequence[int], seed: int, tell: Callable[[str], None]
) -> Outcome:
    """Kill within each wanted step (ascending); steps between them are done undisturbed, and the last one after all."""
    dice, outcome, heads = random.Random(seed), Outcome(), {}
    first, until = 0, wanted[-1] + 1
    for number in wanted:
        lines = _run_and_kill(_command(folder, first, until), number, dice.uniform(0, _LONGEST) ** 2 / _LONGEST)
        heads |= {line.split()[1]: line.split()[2] for line in lines if line.startswith(_HEAD)}
        outcome.acknowledged += sum(line.startswith(_HEAD) for line in lines)
        if f"{_BEGIN} {number}" not in lines:
            outcome.stuck.append(f"{steps[number].name}: {lines[-3:]}")
            tell(f"STUCK at {number}: {lines[-3:]}")
            return outcome
        outcome.kills += 1
        late = f"{_END} {number}" in lines
        outcome.late += late
        for seat in (FIRST, SECOND):
            _check(Rehearsal(folder).workspace_of(seat), heads.get(seat, ""), steps[number].name, outcome)
        first = number
        tell(f"{number + 1:>3}/{len(steps)}  {'after ' if late else 'within'} {steps[number].name}: {outcome}")
    _finish(_command(folder, first, until), outcome)
    return outcome


def _check(folder: Path, head: str, name: str, outcome: Outcome) -> None:
    """What verification says, the acknowledged head included."""
    if not (folder / "sirekap.db").is_file():
        if head:
            outcome.lost.append(f"{name}: {folder} is gone")
        return
    with Workspace.open(folder, operator="DRILL", read_only=True) as workspace:
        found = workspace.verify(parse_head(head) if head else None).findings
    outcome.lost += [f"{name}: {one}" for one in found if one.code.startswith("head.")]
    outcome.findings += [f"{name}: {one}" for one in found if not one.code.startswith("head.")]


def _command(folder: Path, first: int, until: int) -> list[str]:
    return [sys.executable, "-m", "tools.rapat", str(folder), "--child", str(first), str(until)]


def _run_and_kill(command: list[str], number: int, seconds: float) -> list[str]:
    """So long after step ``number`` begins, kill the program and all its processes."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "cwd": ROOT}
    said: list[str] = []
    with subprocess.Popen(command, start_new_session=True, **options) as child:  # type: ignore[call-overload]
        for line in child.stdout:
            said.append(line.rstrip("\n"))
            if said[-1] == f"{_BEGIN} {number}":
                time.sleep(seconds)
                break
        os.killpg(child.pid, signal.SIGKILL)
        said += [line.rstrip("\n") for line in child.stdout.readlines() if line.endswith("\n")]
    return [line for line in said if "plugin does not support" not in line]


def _finish(command: list[str], outcome: Outcome) -> None:
    """Undisturbed to the end."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        outcome.stuck.append(done.stderr[-500:])
