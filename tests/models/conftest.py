"""A workspace on a real SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sirekap_desktop.models.workspace import Workspace

from .factories import TickingClock, make_workspace


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def workspace(tmp_path: Path, clock: TickingClock) -> Iterator[Workspace]:
    with make_workspace(tmp_path, clock=clock) as opened:
        yield opened
