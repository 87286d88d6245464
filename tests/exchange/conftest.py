from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from kecamatan import FORM, TPS, new_workspace, record_all, save_photos

from sirekap_desktop.exchange import sending
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.options import ReportOptions


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with history (photo, undo, correction, empty and missing fields) and its package ``p.zip``."""
    folder = tmp_path_factory.mktemp("sent")
    with new_workspace(folder / "ruang") as workspace:
        import_paths(workspace, save_photos(folder / "foto", pages=(2,)))
        record_all(workspace, 0, disabilitas_l=None)
        code = TPS[0].code
        workspace.record(code, FORM, "suara_1", 999, EntryHow.TYPED)
        workspace.withdraw(code, FORM, "suara_1")
        workspace.record(
            code,
            FORM,
            "suara_2",
            7,
            EntryHow.CORRECTED,
            before=6,
            reason="Angka diperbaiki di pleno",
            witness="Saksi 01",
        )
        workspace.record(TPS[1].code, FORM, "suara_1", 0, EntryHow.TYPED)
        sending.build(workspace, folder / "p.zip", options=ReportOptions())
    return folder


@pytest.fixture
def package(built: Path, tmp_path: Path) -> Path:
    """A copy to tamper with."""
    return Path(shutil.copy(built / "p.zip", tmp_path / "p.zip"))


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(built / "ruang", tmp_path / "ruang")
    with Workspace.open(tmp_path / "ruang", operator="Siti", key_folder=built / "keys") as opened:
        yield opened
