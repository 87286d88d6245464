"""Recalculates workbooks in LibreOffice, headless; tests that ask for it are skipped where it is not installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

_NAMES = ("soffice", "libreoffice", "localc")
#: Recalculate every formula while a workbook is opened, whatever the file says that they give.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def office() -> str:
    """The program's path; skips the test, saying so, when LibreOffice is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("LibreOffice is not installed (apt-get install libreoffice-calc-nogui)")
    return found


def recalculated(books: Sequence[bytes], folder: Path) -> list[Workbook]:
    """The same workbooks, each value computed anew by LibreOffice and read back from what it saved."""
    return [openpyxl.load_workbook(io.BytesIO(data), data_only=True) for data in resaved(books, folder)]


def resaved(books: Sequence[bytes], folder: Path) -> list[bytes]:
    """The workbooks as LibreOffice saves them after recalculating; one start for all."""
    program = office()
    profile, given, taken = folder / "profile", folder / "in", folder / "out"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    for path in (given, taken):
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
    names = [f"{number:03d}.xlsx" for number in range(len(books))]
    for name, data in zip(names, books, strict=True):
        (given / name).write_bytes(data)
    subprocess.run(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(taken), *(str(given / name) for name in names)],
        check=True, capture_output=True, timeout=240, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    return [(taken / name).read_bytes() for name in names]
