from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from kecamatan import new_workspace

from sirekap_desktop.models.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path / "ruang") as opened:
        yield opened
