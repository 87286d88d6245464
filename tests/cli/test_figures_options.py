"""``export --format`` and ``import --figures``: what is printed, what is recorded, and the exit status."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from kecamatan import FORM, TPS

from sirekap_desktop import cli
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.workspace import Workspace

CODE = TPS[0].code


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    status = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert err == "" or status == 2
    return status, out or err


def _table(capsys: pytest.CaptureFixture[str], ruang: Path, folder: Path, **changes: str) -> Path:
    """The CSV of the workspace's figures, with some cells of its first TPS replaced."""
    status, out = run(capsys, "export", ruang, "--format", "csv", "--out", folder)
    assert status == 0
    path = next(Path(line) for line in out.splitlines() if line.endswith("-tps.csv"))
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    line = next(row for row in rows if row[0] == CODE)
    for name, value in changes.items():
        line[rows[0].index(name)] = value
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), "utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "ending"), [("xlsx", "ppwp.xlsx"), ("csv", "kamus.csv"), ("json", f"{CODE}.json"), ("isian", "ppwp.xlsx")]
)
def test_each_format_is_written_and_named(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path, kind: str, ending: str
) -> None:
    status, out = run(capsys, "export", ruang, "--format", kind, "--out", tmp_path / "k")
    assert status == 0
    assert any(line.endswith(ending) for line in out.splitlines())
    assert all(Path(line).is_file() for line in out.splitlines())


def test_figures_that_are_recorded_already_add_nothing(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path
) -> None:
    status, out = run(capsys, "import", ruang, "--figures", _table(capsys, ruang, tmp_path / "k"), "--operator", "A")
    assert (status, "0 isian dicatat, 28 sudah sama" in out) == (0, True)


def test_a_difference_is_recorded_only_when_told(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path
) -> None:
    path = _table(capsys, ruang, tmp_path / "k", suara_1="299")
    command = ("import", ruang, "--figures", path, "--operator", "A")
    status, out = run(capsys, *command)
    assert status == 1
    assert f"BERBEDA PPWP · {_desa(ruang)} TPS {CODE[-3:]} · IV.1: tercatat {TPS[0].values['suara_1']}" in out
    assert run(capsys, *command, "--differing", "keep")[0] == 0
    assert _value(ruang) == TPS[0].values["suara_1"]
    status, out = run(capsys, *command, "--differing", "replace")
    assert (status, "HITUNGAN" in out, "1 isian dicatat" in out) == (1, True, True)
    assert _value(ruang) == 299


def _desa(ruang: Path) -> str:
    with Workspace.open(ruang, read_only=True) as workspace:
        return next(one.name for one in workspace.desa() if CODE.startswith(one.code))


def _value(ruang: Path) -> int | None:
    with Workspace.open(ruang, read_only=True) as workspace:
        entry = workspace.entries(CODE, FORM)["suara_1"]
        assert entry.how in {EntryHow.TYPED, EntryHow.IMPORTED}
        return entry.value


def test_what_must_be_mended_is_a_finding_and_what_needs_care_waits_for_accept(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path
) -> None:
    bad = _table(capsys, ruang, tmp_path / "a", suara_1="dua")
    status, out = run(capsys, "import", ruang, "--figures", bad, "--operator", "A", "--accept")
    assert (status, "TEMUAN Baris 2, kolom suara_1" in out, "tidak ada yang dicatat" in out) == (1, True, True)
    other = _table(capsys, ruang, tmp_path / "b")
    with Workspace.open(ruang, read_only=True) as workspace:
        other.write_text(other.read_text().replace(workspace.workspace_id, "0" * 32))
    status, out = run(capsys, "import", ruang, "--figures", other, "--operator", "A")
    assert (status, "PERHATIAN Identitas" in out, "--accept" in out) == (1, True, True)
    assert run(capsys, "import", ruang, "--figures", other, "--operator", "A", "--accept")[0] == 0


def test_a_file_of_another_kind_cannot_be_imported(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(b"PK")
    status, out = run(capsys, "import", ruang, "--figures", path, "--operator", "A")
    assert (status, "bukan buku kerja XLSX" in out) == (2, True)
