"""``publish`` and ``verify`` of a site keep the contract of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from kecamatan import new_workspace, record_all

from sirekap_desktop import cli


@pytest.fixture
def ruang(tmp_path: Path, isolated_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "ruang"
    with new_workspace(folder) as workspace:
        record_all(workspace, 0)
        monkeypatch.setattr("sirekap_desktop.models.keys.default_key_folder", lambda: workspace.key_folder)
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_site_is_published_and_verified(capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path) -> None:
    status, out, err = run(capsys, "publish", ruang, "--out", tmp_path / "situs")
    assert (status, err) == (0, "")
    assert f"{tmp_path / 'situs' / 'index.html'}: " in out
    assert "DRAF, belum dikunci: Presiden dan Wakil Presiden." in out
    assert "Foto" not in out
    key = out.splitlines()[-1].removeprefix("Sidik jari penanda tangan: ")
    status, out, _ = run(capsys, "verify", tmp_path / "situs", "--key", key)
    assert (status, out.splitlines()[0]) == (0, f"Situs ditandatangani {key}.")
    assert "Situs utuh: 21 berkas." in out


def test_a_changed_site_is_a_finding(capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path) -> None:
    run(capsys, "publish", ruang, "--out", tmp_path / "situs")
    page = tmp_path / "situs" / "ppwp" / "index.html"
    page.write_text(page.read_text("utf-8").replace("DRAF", "FINAL"), "utf-8")
    status, out, _ = run(capsys, "verify", tmp_path / "situs")
    assert status == 1
    assert "TEMUAN ppwp/index.html: Isi ppwp/index.html berubah setelah ditandatangani." in out


def test_photos_are_named_when_they_are_published(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path
) -> None:
    _, out, _ = run(capsys, "publish", ruang, "--out", tmp_path / "situs", "--photos")
    assert "Foto diterbitkan: padanya dapat tampak wajah, nama dan tanda tangan." in out


def test_a_foreign_folder_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path
) -> None:
    (tmp_path / "surat.txt").write_text("x")
    status, out, err = run(capsys, "publish", ruang, "--out", tmp_path)
    assert (status, out) == (2, "")
    assert "berisi hal lain" in err
