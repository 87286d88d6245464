"""``export`` of a part: the options, what is said of it, and options that make no sense."""

from __future__ import annotations

from pathlib import Path

import pytest
from kecamatan import TPS

from sirekap_desktop import cli
from sirekap_desktop.cli_packing import _since
from sirekap_desktop.exchange.stores import scan
from sirekap_desktop.jobs.packing import Since


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    status = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out + err


def test_a_part_is_written_and_said(capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path) -> None:
    desa = TPS[0].desa_code
    wanted = ["--pemilihan", "ppwp", "--desa", desa, "--photos", "tanpa", "--without", "dokumen,salinan"]
    status, out = run(capsys, "export", ruang, "--out", tmp_path / "p.zip", *wanted)
    assert status == 0
    assert f"isian TPS dari 1 desa ({desa})" in out
    scope = scan(tmp_path / "p.zip", int).manifest.scope
    assert (scope.pemilihan, scope.desa, scope.images, scope.contents) == (("ppwp",), (desa,), "none", ("audit",))
    status, out = run(capsys, "verify", tmp_path / "p.zip")
    assert status == 0
    assert "CATATAN cakupan: Tanpa dokumen." in out


def test_everything_is_written_by_default_without_a_note(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path
) -> None:
    status, out = run(capsys, "export", ruang, "--out", tmp_path / "p.zip")
    assert (status, "CATATAN" in out) == (0, False)
    assert scan(tmp_path / "p.zip", int).manifest.scope.is_whole


def test_photos_since_a_package(capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path) -> None:
    run(capsys, "export", ruang, "--out", tmp_path / "a.zip", "--without", "dokumen")
    again = ["--since", tmp_path / "a.zip", "--without", "dokumen"]
    assert run(capsys, "export", ruang, "--out", tmp_path / "b.zip", *again)[0] == 0
    assert scan(tmp_path / "b.zip", int).manifest.scope.images == "changed"


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (["--pemilihan", "pilgub"], "Pemilihan pilgub tidak ada di ruang kerja ini."),
        (["--desa", "7605059999"], "Desa 7605059999 tidak ada di kecamatan ini."),
        (["--photos", "baru"], "Paket pembandingnya belum disebut."),
        (["--photos", "tanpa", "--since", "x.zip"], "--since hanya berlaku dengan --photos baru."),
        (["--since", "terakhir"], "Belum ada paket yang terkirim"),
        (["--since", "tidak-ada.zip"], "Paket tidak-ada.zip tidak ada."),
        (["--without", "rekap"], "--without rekap tidak dikenal."),
        (["--volume", "besar"], "Ukuran volume besar tidak dikenal."),
        (["--shrink", "0"], "ukuran foto yang diperkecil salah"),
        (["--pemilihan", ","], "daftar pemilihannya kosong"),
        (["--format", "csv", "--desa", "7605052001"], "--desa hanya berlaku untuk paket"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path, wanted: list[str], sentence: str
) -> None:
    status, said = run(capsys, "export", ruang, "--out", tmp_path / "p.zip", *wanted)
    assert (status, sentence in said) == (2, True), said
    assert list(tmp_path.glob("*.zip")) == []


def test_the_last_sent_package_has_a_word() -> None:
    assert _since("terakhir") is Since.LAST_SENT
    assert _since("p.zip") == Path("p.zip")
