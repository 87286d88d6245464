"""Printed sheets of a small locked workspace, and photos of them, for the tests of signed copies."""

from __future__ import annotations

import functools
from pathlib import Path

from kecamatan import FORM, TPS, new_workspace, record_all

from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports import dhasil
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.samples.paper import page_count, photograph_page

A4 = ReportOptions("A4")


def locked_workspace(folder: Path) -> Workspace:
    """Two TPS recorded, recap locked: revision 1 may be signed."""
    workspace = new_workspace(folder)
    for number in range(len(TPS)):
        record_all(workspace, number)
    workspace.lock("disahkan dalam rapat pleno")
    return workspace


def printed(workspace: Workspace, table: str = "all") -> bytes:
    """The PDF of a sheet as it is now."""
    return dhasil.build(workspace.recap(FORM), A4, table)


@functools.cache
def photo(pdf: bytes, index: int, seed: int = 1) -> bytes:
    """A photo of one of its pages, taken once per test process."""
    return photograph_page(pdf, index, seed=seed)


def photos(pdf: bytes, folder: Path, *, without: tuple[int, ...] = (), name: str = "foto") -> list[Path]:
    """Photos of all pages (from 0) but some, each in its file."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for index in range(page_count(pdf)):
        if index not in without:
            paths.append(folder / f"{name}-{index + 1}.jpg")
            paths[-1].write_bytes(photo(pdf, index))
    return paths
