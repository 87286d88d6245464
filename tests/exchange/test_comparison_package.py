"""Sirekap's figures travel in the package, and verify holds them against the audit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from forging import edit, forged
from kecamatan import FORM, TPS, new_workspace, record_all

from sirekap_desktop.exchange import sending
from sirekap_desktop.exchange.comparison import NAME
from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.models.sirekap import NewSirekap
from sirekap_desktop.reports.options import ReportOptions

A, B = TPS[0].code, TPS[1].code


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pembanding")
    with new_workspace(folder / "ruang") as workspace:
        record_all(workspace, 0)
        workspace.add_sirekap([NewSirekap(A, FORM, "", {"suara_1": 876, "suara_2": 5}, "a.zip/a.json", "e" * 64)])
        workspace.add_sirekap([NewSirekap(A, FORM, "", {"suara_1": 76}, "b.json", "f" * 64)])
        workspace.add_sirekap([NewSirekap(B, FORM, "", {}, "b.json", "f" * 64)])
        sending.build(workspace, folder / "p.zip", options=ReportOptions("A4"))
    return folder / "p.zip"


def test_every_record_travels_and_verifies(sent: Path) -> None:
    report = verify(sent)
    assert report.findings == ()
    assert report.manifest.file(NAME).kind == "comparison"


def test_a_package_without_any_has_no_such_file(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "ruang") as workspace:
        sending.build(workspace, tmp_path / "p.zip", options=ReportOptions("A4"))
    report = verify(tmp_path / "p.zip")
    assert report.findings == ()
    assert not report.manifest.file(NAME)


def _first(change: Callable[[dict], object]) -> Callable[[dict[str, bytes]], None]:
    return edit(NAME, lambda data: change(data["records"][0]))


LIES = {
    "another figure": _first(lambda one: one["figures"][0].update(value=77)),
    "a figure less": _first(lambda one: one["figures"].pop()),
    "a figure more": _first(lambda one: one["figures"].append({"field": "suara_3", "value": 1})),
    "another TPS": _first(lambda one: one.update(tps=B)),
    "another file": _first(lambda one: one.update(sha256="a" * 64)),
    "another time": _first(lambda one: one.update(at="2024-01-01T00:00:00+00:00")),
    "a record less": edit(NAME, lambda data: data["records"].pop()),
    "a record twice": edit(NAME, lambda data: data["records"].append(data["records"][0])),
    "text for a number": _first(lambda one: one["figures"][0].update(value="876")),
    "the file left out": lambda contents: contents.pop(NAME),
}


@pytest.mark.parametrize("lie", LIES, ids=lambda name: name)
def test_a_changed_record_is_found(sent: Path, tmp_path: Path, lie: str) -> None:
    report = verify(forged(sent, tmp_path / "p.zip", LIES[lie]))
    assert {finding.place for finding in report.findings} & {NAME}
