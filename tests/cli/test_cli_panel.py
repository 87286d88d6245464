"""``panel …``: two laptops from the command line alone."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aktivasi import quick_pins
from kecamatan import TPS, record_all

from sirekap_desktop import cli
from sirekap_desktop.models.roles import Role
from sirekap_desktop.models.workspace import Workspace

Run = Callable[..., tuple[int, str, str]]
AWAY = TPS[1].desa_code


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    def do(*arguments: object, typed: tuple[str, ...] = ()) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        status = cli.main([str(argument) for argument in arguments])
        return (status, *capsys.readouterr())

    with quick_pins(monkeypatch):
        yield do


def test_desa_go_out_and_come_back(run: Run, ruang: Path, tmp_path: Path) -> None:
    (stick := tmp_path / "FLASHDISK").mkdir()
    share = ("panel", "share", ruang, "--number", 2, "--leader", "BU DUA", "--desa", AWAY, "--out", stick)
    status, out, err = run(*share, "--operator", "ANI")
    assert (status, err) == (0, "")
    main_key = out.split()[-1]
    (file,) = stick.glob("Sirekap-Panel-2-760505-ULUMANDA-*")
    assert run(*share)[0] == 2
    assert "panel 2" in run("panel", "list", ruang)[1].lower()

    there = tmp_path / "panel"
    wrong = run("panel", "open", file, there, "--operator", "BUDI", "--key", "AAAA-AAAA-AAAA-AAAA-AAAA")
    assert (wrong[0], there.exists()) == (2, False)
    status, out, err = run("panel", "open", file, there, "--operator", "BUDI", "--key", main_key)
    assert (status, err) == (0, "")
    with Workspace.open(there, operator="BUDI") as panel:
        record_all(panel, 1)
    package = stick / "paket.zip"
    assert "milik panel 2" in run("panel", "list", there)[1]
    status, out, _ = run("panel", "pack", there, "--out", package)
    panel_key = out.split()[-1]
    assert (status, panel_key != main_key) == (0, True)
    assert run("export", there, "--out", stick / "kabupaten.zip")[0] == 2

    status, out, _ = run("panel", "look", ruang, package)
    assert status == 0
    assert f"BELUM DIKENAL: {panel_key}" in out
    assert "1 TPS" in out
    assert run("panel", "join", ruang, package)[0] == 2
    status, out, _ = run("panel", "join", ruang, package, "--key", panel_key)
    assert (status, out.splitlines()[-1]) == (0, "Digabung.")
    assert run("panel", "join", ruang, package)[1].splitlines()[-1] == "Tidak ada yang baru."
    assert "sudah digabung" in run("panel", "list", ruang)[1]
    assert run("verify", ruang)[0] == 0


def test_desa_are_taken_back_by_the_ketua_alone(run: Run, ruang: Path, tmp_path: Path) -> None:
    (stick := tmp_path / "FLASHDISK").mkdir()
    with Workspace.open(ruang, operator="IBU") as workspace:
        workspace.add_person("IBU", Role.KETUA, "907351")
        workspace.add_person("PAK", Role.ANGGOTA, "481620")
    share = ("panel", "share", ruang, "--number", 1, "--leader", "A", "--desa", AWAY, "--out", stick)
    assert run(*share)[0] == 2
    assert run(*share, "--person", "pak", typed=("481620",))[0] == 0
    back = ("panel", "take-back", ruang, "--number", 1, "--reason", "laptop rusak")
    assert run(*back, "--person", "pak", typed=("481620",))[0] == 2
    assert run(*back, "--person", "ibu", typed=("907351",))[0] == 0
    assert run(*back, "--person", "ibu", typed=("907351",))[0] == 2
    assert "diambil kembali" in run("panel", "list", ruang)[1]
