"""``import --sirekap`` and what ``report`` writes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from kecamatan import FORM, TPS
from sirekap_records import record, write_folder

from sirekap_desktop import cli
from sirekap_desktop.models.workspace import Workspace

CODE = TPS[0].code


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    status = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out or err


def test_what_differs_is_printed_and_is_a_finding(capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path):
    wrong = record({**TPS[0].values, "suara_2": 999, "suara_sah": "231"})
    status, out = run(capsys, "import", ruang, write_folder(tmp_path / "u", {CODE: wrong}), "--sirekap")
    assert status == 1
    assert f"BERBEDA PPWP · KABIRAAN TPS 001 · IV.2: tercatat {TPS[0].values['suara_2']}, Sirekap 999." in out
    assert "PERHATIAN" in out
    assert "bukan bilangan bulat" in out
    with Workspace.open(ruang, read_only=True) as workspace:
        assert workspace.values(CODE, FORM)["suara_2"] == TPS[0].values["suara_2"]
    status, out = run(capsys, "report", ruang, "--out", tmp_path / "dokumen")
    assert status == 0
    assert sum("PERBANDINGAN-SIREKAP-PPWP" in line for line in out.splitlines()) == 3


def test_figures_that_agree_are_no_finding(capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path):
    same = record(TPS[0].values)
    status, out = run(capsys, "import", ruang, write_folder(tmp_path / "u", {CODE: same}), "--sirekap")
    assert "PPWP: 0 dari" in out
    assert status == (1 if "HITUNGAN SIREKAP" in out else 0)


def test_a_path_without_any_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path):
    status, out = run(capsys, "import", ruang, tmp_path / "tidak-ada", "--sirekap")
    assert (status, out.strip().endswith(".")) == (2, True)
    assert "tidak ada" in out
