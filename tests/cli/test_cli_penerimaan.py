"""``kabupaten expect|place|receive|status|diff|recap|revoke`` from the command line alone."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aktivasi import PIN, quick_pins
from penerimaan import enrolled, next_revision, pack, sent

from sirekap_desktop import cli
from sirekap_desktop.exchange import keys
from sirekap_desktop.exchange.transport.folder import FolderStore
from sirekap_desktop.jobs.demo_workspace import DrawnPackage
from sirekap_desktop.models.office import Office

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with quick_pins(monkeypatch):
        yield


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def do(*arguments: object, typed: tuple[str, ...] = ()) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        status = cli.main([str(argument) for argument in ("kabupaten", *arguments)])
        return (status, *capsys.readouterr())

    return do


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[DrawnPackage, Path]:
    folder = tmp_path_factory.mktemp("ppk")
    first = pack(folder, 1)
    return first, next_revision(first, "suara_1", 7, folder / "keys")


@pytest.fixture
def office(made: tuple[DrawnPackage, Path]) -> Office:
    found = Office.create("7605", "KPU KABUPATEN CONTOH", PIN)
    found.enrol(enrolled([made[0]]))
    return found


def test_packages_are_received_compared_and_the_key_revoked(
    run: Run, office: Office, made: tuple[DrawnPackage, Path], tmp_path: Path
) -> None:
    first, revised = made
    store, usb = tmp_path / "toko", tmp_path / "usb"
    usb.mkdir()
    sent(FolderStore(usb), first.package)
    status, out, err = run("receive", store, usb, "--simulation", "--operator", "Rina", typed=(PIN,))
    assert (status, err) == (0, "")
    assert f"DITERIMA {first.demo.name} (760501) revisi 1" in out
    assert list(usb.rglob("tanda-terima.json"))
    assert run("receive", store, revised, "--no-receipts")[0] == 0
    status, out, _ = run("status", store, "--missing")
    assert f"760501 {first.demo.name}: final, revisi 2, 2 dari 2 TPS" in out
    assert "SIMULASI" in out
    status, out, _ = run("diff", store, "760501")
    assert (status, "→ 7 (Dibetulkan dalam pleno)" in out, "1 angka berbeda." in out) == (1, True, True)
    fingerprint = keys.fingerprint(bytes.fromhex(first.public_key))
    status, out, _ = run("revoke", store, fingerprint, "--reason", "Laptop hilang", typed=(PIN,))
    assert (status, fingerprint in out) == (0, True)
    assert "kuncinya dicabut setelah diterima" in run("status", store)[1]


def test_a_refusal_is_told_with_its_reason(run: Run, made: tuple[DrawnPackage, Path], tmp_path: Path) -> None:
    Office.create("7605", "KPU KABUPATEN CONTOH", PIN)
    status, out, _ = run("receive", tmp_path / "toko", made[1], "--simulation", "--no-receipts")
    assert (status, "tidak terdaftar" in out, "[signer.unknown]" in out) == (1, True, True)
    status, out, _ = run("status", tmp_path / "toko")
    assert (status, "tidak terdaftar" in out) == (0, True)


def test_the_recap_is_written_in_the_formats_that_are_asked_for(
    run: Run, office: Office, made: tuple[DrawnPackage, Path], tmp_path: Path
) -> None:
    run("receive", tmp_path / "toko", made[1], "--simulation", "--no-receipts")
    status, out, _ = run("recap", tmp_path / "toko", "--out", tmp_path / "semua")
    assert (status, len(out.splitlines())) == (0, 4)
    assert {path.suffix for path in (tmp_path / "semua").iterdir()} == {".pdf", ".xlsx", ".csv"}
    run("recap", tmp_path / "toko", "--out", tmp_path / "satu", "--pemilihan", "ppwp", "--format", "xlsx")
    assert [path.name for path in (tmp_path / "satu").iterdir()] == ["D.HASIL-KABKO-PPWP-7605.xlsx"]
    status, _, err = run("recap", tmp_path / "toko", "--out", tmp_path / "tidak", "--pemilihan", "pdpr")
    assert (status, "Belum ada paket" in err, (tmp_path / "tidak").exists()) == (2, True, False)


def test_the_key_is_not_revoked_without_its_pin(
    run: Run, office: Office, made: tuple[DrawnPackage, Path], tmp_path: Path
) -> None:
    run("receive", tmp_path / "toko", made[1], "--simulation", "--no-receipts")
    status, _, err = run("revoke", tmp_path / "toko", "760501", "--reason", "x", typed=("000000",))
    assert (status, "PIN" in err) == (2, True)
    assert run("receive", tmp_path / "toko", made[1], "--simulation", "--no-receipts")[0] == 0


def test_a_place_is_kept_and_received_from_by_its_name(
    run: Run, office: Office, made: tuple[DrawnPackage, Path], tmp_path: Path
) -> None:
    (tmp_path / "usb").mkdir()
    sent(FolderStore(tmp_path / "usb"), made[1])
    assert run("place", "Server KPU", "--folder", tmp_path / "usb")[0] == 0
    status, out, _ = run("receive", tmp_path / "toko", "server kpu", "--simulation", "--no-receipts")
    assert (status, out.startswith("DITERIMA")) == (0, True)


def test_a_source_that_is_nowhere_is_one_sentence(run: Run, office: Office, tmp_path: Path) -> None:
    status, out, err = run("receive", tmp_path / "toko", "tiada.zip", "--no-receipts")
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert "tempat bernama tiada.zip" in err


def test_without_a_store_there_is_one_sentence(run: Run, tmp_path: Path) -> None:
    status, out, err = run("status", tmp_path / "tiada")
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert not (tmp_path / "tiada").exists()
