from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from kecamatan import new_workspace, record_all, save_photos

from sirekap_desktop.models import keys


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("foto")
    save_photos(folder)
    return folder


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asal")
    with new_workspace(folder / "ruang") as workspace:
        record_all(workspace, 0)
    return folder


@pytest.fixture
def ruang(recorded: Path, tmp_path: Path, isolated_home: Path) -> Path:
    """A workspace with one TPS recorded, closed, its key where the program looks for it."""
    shutil.copytree(recorded / "keys", keys.default_key_folder())
    return Path(shutil.copytree(recorded / "ruang", tmp_path / "ruang"))
