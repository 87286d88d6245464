"""Holds the whole meeting in the real window, from the kabupaten's key to signed pages, and leaves every document.

    python -m tools.rapat FOLDER            a new folder, or one whose rehearsal goes on
    python -m tools.rapat FOLDER --drill    the same, killed (SIGKILL) at each step in turn

Every fact that was entered is then looked for in the documents, by its text. Runs without a screen.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tools.rapat import drill, told
from tools.rapat.rehearsal import Rehearsal, run
from tools.rapat.steps import all_steps


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--drill", action="store_true", help="kill the program within each step in turn")
    parser.add_argument("--seed", type=int, default=1, help="of the moments at which the drill kills")
    parser.add_argument("--child", type=int, nargs=2, metavar=("FIRST", "UNTIL"), help="used by the drill")
    options = parser.parse_args()
    folder, steps = options.folder.resolve(), all_steps()
    if options.child is not None:
        drill.work(folder, steps, *options.child)
        return 0
    return _drill(folder, options.seed) if options.drill else _hold(folder)


def _hold(folder: Path) -> int:
    started = time.monotonic()
    rehearsal = Rehearsal(folder)
    run(rehearsal, all_steps(), lambda text: print(f"{time.monotonic() - started:6.1f} s {text}", flush=True))
    rehearsal.leave()
    return _look(rehearsal)


def _look(rehearsal: Rehearsal) -> int:
    missing = told.missing(rehearsal)
    for one in missing:
        print(f"not found: {one}")
    print(f"{len(told.ALL)} facts, {len(missing)} of them not where they must be; documents in {rehearsal.documents}")
    return 1 if missing else 0


def _drill(folder: Path, seed: int) -> int:
    steps = all_steps()
    outcome = drill.drill(folder, steps, range(len(steps)), seed, lambda text: print(text, flush=True))
    for one in (*outcome.lost, *outcome.findings, *outcome.stuck):
        print(one)
    print(outcome)
    return 1 if outcome.failed else _look(Rehearsal(folder))


if __name__ == "__main__":
    sys.exit(main())
