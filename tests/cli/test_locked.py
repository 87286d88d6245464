"""A locked figure cannot change by the command line, nor by a second process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from kecamatan import FORM, OPERATOR, TPS, save_photos
from test_figures_options import _table

from sirekap_desktop.models.workspace import Workspace

CODE = TPS[0].code
_RECORD = """
import sys
from pathlib import Path
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.workspace import Workspace
try:
    with Workspace.open(Path(sys.argv[1]), operator="ORANG LAIN") as workspace:
        workspace.record(sys.argv[2], sys.argv[3], "suara_1", 1, EntryHow.TYPED)
except UserError as error:
    sys.exit(error.code)
"""


def _second_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *map(str, arguments)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=environment)


def _program(*arguments: object) -> subprocess.CompletedProcess[str]:
    return _second_process("-m", "sirekap_desktop", *arguments)


@pytest.fixture
def book(ruang: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Figures of the workspace with one of them changed."""
    return _table(capsys, ruang, tmp_path / "csv", suara_1="1")


@pytest.fixture
def locked(ruang: Path, book: Path) -> Path:
    """Locked in all elections, and closed."""
    with Workspace.open(ruang, operator=OPERATOR) as workspace:
        workspace.lock("disahkan dalam rapat pleno")
    return ruang


def _state(folder: Path) -> tuple[object, ...]:
    with Workspace.open(folder, read_only=True) as workspace:
        assert workspace.verify().ok
        return (
            workspace.values(CODE, FORM),
            workspace.recap(FORM).sha256,
            len(workspace.images()),
            workspace.lock_events(),
        )


def test_the_command_line_changes_no_locked_figure(locked: Path, book: Path, tmp_path: Path) -> None:
    before = _state(locked)
    photos = save_photos(tmp_path / "foto")
    for arguments in (
        ("import", locked, "--figures", book),
        ("import", locked, *photos),
        ("import", locked, "--signed", *photos),
        ("export", locked, "--out", tmp_path / "paket.zip"),
        ("report", locked, "--out", tmp_path / "cetak"),
    ):
        done = _program(*arguments)
        assert "Traceback" not in done.stderr
        refused = arguments[0] == "import"
        assert (done.returncode != 0) is refused, (arguments[:3], done.stdout, done.stderr)
        assert _state(locked) == before, arguments[:3]


def test_a_second_process_changes_no_locked_figure_whoever_has_the_workspace_open(locked: Path) -> None:
    before = _state(locked)
    assert _second_process("-c", _RECORD, locked, CODE, FORM).stderr.strip() == "entry.locked"
    with Workspace.open(locked, operator=OPERATOR):
        assert _second_process("-c", _RECORD, locked, CODE, FORM).stderr.strip() == "workspace.locked"
    assert _state(locked) == before


def test_the_same_second_process_records_while_nothing_is_locked(ruang: Path) -> None:
    assert _second_process("-c", _RECORD, ruang, CODE, FORM).stderr == ""
    with Workspace.open(ruang, read_only=True) as workspace:
        assert workspace.values(CODE, FORM)["suara_1"] == 1
