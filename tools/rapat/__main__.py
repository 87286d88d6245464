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

from tools.rapat import told
from tools.rapat.rehearsal import Rehearsal, run
from tools.rapat.steps import all_steps


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    started = time.monotonic()
    rehearsal = Rehearsal(folder)
    run(rehearsal, all_steps(), lambda text: print(f"{time.monotonic() - started:6.1f} s {text}", flush=True))
    rehearsal.leave()
    missing = told.missing(rehearsal)
    for one in missing:
        print(f"not found: {one}")
    print(f"{len(told.ALL) - len(missing)} of {len(told.ALL)} facts found in the documents in {rehearsal.documents}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
