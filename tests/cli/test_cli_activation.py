"""``kabupaten`` and ``activate``: from a filled table to a PPK that is ready, and back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aktivasi import KETUA, PIN, PPWP, SHEETS, quick_pins, write_table

from sirekap_desktop import __main__ as program
from sirekap_desktop import cli
from sirekap_desktop.models.office import Office
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.roles import Role
from sirekap_desktop.models.workspace import Workspace

Run = Callable[..., tuple[int, str, str]]
ELECTIONS = "c-hasil-ppwp-2024,c-hasil-dprd-kabko-2024"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with quick_pins(monkeypatch):
        yield


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def do(*arguments: object, typed: tuple[str, ...] = ()) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        status = cli.main([str(argument) for argument in arguments])
        return (status, *capsys.readouterr())

    return do


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Path:
    """The activation file of Ulumanda, from the command line alone."""
    assert run("kabupaten", "init", "--code", "7605", "--name", "KPU MAJENE", typed=(PIN, PIN))[0] == 0
    table = write_table(tmp_path / "k.xlsx")
    status, out, _ = run("kabupaten", "make", table, "--elections", ELECTIONS, "--out", tmp_path / "usb", typed=(PIN,))
    assert (status, len(out.splitlines())) == (0, 2)
    return tmp_path / "usb" / "aktivasi-760505-ULUMANDA-v1.sirekap"


def test_a_kecamatan_is_activated_and_its_key_enrolled(run: Run, made: Path, tmp_path: Path) -> None:
    status, out, err = run("activate", made, tmp_path / "ruang", "--operator", "ANI")
    assert (status, err) == (0, "")
    assert "kecamatan ULUMANDA (760505)" in out
    (answer,) = made.parent.glob("jawaban-760505-ULUMANDA-*.sirekap")
    assert str(answer) in out
    status, out, _ = run("kabupaten", "enrol", answer)
    assert (status, out.startswith("terdaftar: ULUMANDA (760505)")) == (0, True)
    _, listed, _ = run("kabupaten", "keys")
    assert "1 kunci." in listed
    fingerprint = out.split()[3]
    assert fingerprint in listed
    status, out, _ = run("export", tmp_path / "ruang", "--out", tmp_path / "paket.zip")
    assert (status, fingerprint in out) == (0, True)


def test_the_expected_fingerprint_is_checked(run: Run, made: Path, tmp_path: Path) -> None:
    _, out, _ = run("kabupaten", "key")
    right = next(line for line in out.splitlines() if line.startswith("Sidik jari")).split()[-1]
    status, _, err = run("activate", made, tmp_path / "a", "--key", "0000-0000-0000-0000-0000", "--operator", "ANI")
    assert (status, "bukan 0000" in err) == (2, True)
    assert run("activate", made, tmp_path / "a", "--key", right, "--operator", "ANI")[0] == 0


def test_a_damaged_file_is_one_sentence(run: Run, made: Path, tmp_path: Path) -> None:
    made.write_bytes(made.read_bytes()[:-1])
    status, out, err = run("activate", made, tmp_path / "ruang", "--operator", "ANI")
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert not (tmp_path / "ruang").exists()


def test_bad_lines_are_named_and_nothing_is_written(run: Run, made: Path, tmp_path: Path) -> None:
    table = write_table(tmp_path / "b.xlsx", TPS=[*SHEETS["TPS"], ("7605052001", "KABIRAAN", "x", 1, 1)])
    status, out, _ = run("kabupaten", "make", table, "--elections", ELECTIONS, "--out", tmp_path / "usb2")
    assert (status, "TPS baris 7, nomor_tps" in out) == (1, True)
    assert not (tmp_path / "usb2").exists()


def test_a_wrong_pin_signs_nothing(run: Run, made: Path, tmp_path: Path) -> None:
    table = tmp_path / "k.xlsx"
    status, _, err = run(
        "kabupaten", "make", table, "--elections", ELECTIONS, "--out", tmp_path / "usb2", typed=("481620",)
    )
    assert (status, "PIN" in err) == (2, True)
    assert not (tmp_path / "usb2").exists()


def test_the_template_of_the_kabupaten_is_written_and_read_again(run: Run, made: Path, tmp_path: Path) -> None:
    assert run("kabupaten", "template", tmp_path / "t.xlsx", "--elections", "pemilu-2024")[0] == 0
    status, out, err = run("kabupaten", "make", tmp_path / "t.xlsx", "--out", tmp_path / "usb2", typed=(PIN,))
    assert (status, err) == (0, ""), out
    assert "kecamatan ULUMANDA versi 2" in out


def test_without_a_key_the_kabupaten_is_told_how_to_make_one(run: Run, tmp_path: Path) -> None:
    status, _, err = run("kabupaten", "keys")
    assert (status, "kabupaten init" in err) == (2, True)


def test_pins_are_asked_for_a_newer_file_and_for_the_ketuas_reset(run: Run, made: Path, tmp_path: Path) -> None:
    ruang = tmp_path / "ruang"
    run("activate", made, ruang, "--operator", "ANI")
    run("kabupaten", "enrol", *made.parent.glob("jawaban-*.sirekap"))
    with Workspace.open(ruang, operator="ANI") as workspace:
        ketua = workspace.add_person(KETUA, Role.KETUA, "481620")
        workspace.record("7605052001001", PPWP, "suara_1", 61, EntryHow.TYPED)
    table = write_table(tmp_path / "k.xlsx", PPK=SHEETS["PPK"][:2] + SHEETS["PPK"][3:])
    run("kabupaten", "make", table, "--elections", ELECTIONS, "--out", tmp_path / "usb", typed=(PIN,))
    newer = tmp_path / "usb" / "aktivasi-760505-ULUMANDA-v2.sirekap"
    status, _, err = run("activate", newer, ruang)
    assert (status, KETUA in err) == (2, True)
    status, out, _ = run("activate", newer, ruang, "--person", KETUA, typed=("481620",))
    assert (status, "PPK hilang: PAK OPERATOR (Operator)." in out) == (0, True)
    options = ("--kecamatan", "760505", "--person", KETUA, "--out", tmp_path / "usb")
    status, out, _ = run("kabupaten", "reset-pin", *options, typed=(PIN,))
    assert status == 0
    status, out, err = run("activate", out.strip(), ruang, typed=(PIN, PIN))
    assert (status, err) == (0, "")
    with Workspace.open(ruang) as workspace:
        assert workspace.sign_in(ketua.id, PIN) == ketua
        assert workspace.values("7605052001001", PPWP) == {"suara_1": 61}


def test_the_key_of_the_kabupaten_is_shown_as_a_file_for_others(run: Run, made: Path) -> None:
    _, out, _ = run("kabupaten", "key")
    assert "-----BEGIN PUBLIC KEY-----" in out
    office = Office.open()
    assert office is not None
    assert office.name in out


def test_a_double_click_on_a_file_opens_the_window_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shown: list[object] = []
    monkeypatch.setattr(program, "_open_window", lambda workspace, file=None: shown.append((workspace, file)) or 0)
    monkeypatch.setattr(cli, "has_display", lambda: True)
    path = tmp_path / "AKTIVASI.SIREKAP"
    assert program.main([str(path)]) == 0
    assert shown == [(None, path)]
