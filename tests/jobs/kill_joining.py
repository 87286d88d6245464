"""A child that joins a desa package and kills itself at a point of it (see ``test_joining``)."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from sirekap_desktop.jobs import panels
from sirekap_desktop.models import joining
from sirekap_desktop.models import panels as belonging
from sirekap_desktop.models.database import Transaction
from sirekap_desktop.models.workspace import Workspace

POINTS = ("photo 0", "photo 2", "adopted", "rows", "derived", "flushed")


def _die(*_args: object, **_more: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: Path, keys: Path, package: Path, fingerprint: str, point: str) -> None:
    """Join, and die at the point."""
    if point == "adopted":
        Transaction.adopt_rows = _die  # type: ignore[method-assign]
    elif point == "rows":
        joining._keep_local = _die  # type: ignore[assignment]
    elif point == "derived":
        belonging.note = _die  # type: ignore[assignment]
    elif point == "flushed":
        flush = Transaction.flush
        Transaction.flush = lambda tx: (flush(tx), _die())  # type: ignore[assignment, method-assign, misc]

    def step(done: int, _total: int) -> None:
        if point == f"photo {done}":
            _die()

    with Workspace.open(folder, operator="KETUA", key_folder=keys) as workspace:
        panels.join(workspace, package, accepted=fingerprint, step=step)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], sys.argv[5])
