"""The command line keeps its contract (design.md §9): what it prints, and exit status 0, 1 or 2."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import pypdfium2
import pytest
import signed_copies
from kecamatan import FORM, TPS, page_photo, save_photos

from sirekap_desktop import __main__ as program
from sirekap_desktop import cli
from sirekap_desktop.exchange import package
from sirekap_desktop.exchange.transport.destination import Destination
from sirekap_desktop.jobs.outbox import outbox_of
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.rapat.captions import KEYS

CODE = TPS[0].code


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def objects(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


# --- read -----------------------------------------------------------------------------------------------------------


def test_read_json_prints_one_object_per_page(capsys: pytest.CaptureFixture[str], photos: Path) -> None:
    status, out, err = run(capsys, "read", "--json", photos)
    pages = objects(out)
    assert (status, err) == (0, "")
    assert [(p["kind"], p["schema"], p["form"], p["page"], p["tps"]) for p in pages] == [
        ("page", 1, FORM, number, CODE) for number in (1, 2, 3)
    ]
    assert set(pages[1]) == {
        "kind", "schema", "file", "sha256", "index", "form", "page", "partai", "tps", "status", "reason", "ms",
        "registration", "quality", "fields",
    }  # fmt: skip
    assert pages[1]["fields"]["suara_1"]["value"] == TPS[0].values["suara_1"]


def test_group_adds_one_object_per_tps_with_its_checks(capsys: pytest.CaptureFixture[str], photos: Path) -> None:
    _, out, _ = run(capsys, "read", "--json", "--group", photos)
    (group,) = [item for item in objects(out) if item["kind"] == "tps"]
    assert (group["tps"], group["form"], len(group["files"]), len(group["fields"])) == (CODE, FORM, 3, 28)
    assert {check["rule"] for check in group["checks"]} >= {"R1", "R2", "R3", "R4"}
    assert set(group["checks"][0]) == {"rule", "at", "fields", "ok", "left", "right"}


def test_pages_without_a_code_group_by_folder_until_a_page_repeats(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name, page in (("a1", 2), ("a2", 3), ("a3", 2)):
        (tmp_path / f"{name}.jpg").write_bytes(page_photo(0, page))
    _, out, _ = run(capsys, "read", "--json", "--group", tmp_path)
    groups = [item for item in objects(out) if item["kind"] == "tps"]
    assert [(item["tps"], [Path(f).stem for f in item["files"]]) for item in groups] == [
        (None, ["a1", "a2"]),
        (None, ["a3"]),
    ]


def test_read_speaks_to_people_without_json(capsys: pytest.CaptureFixture[str], photos: Path) -> None:
    status, out, _ = run(capsys, "read", "--group", photos / f"{CODE}-hal2.jpg")
    assert status == 0
    assert "MODEL C.HASIL-PPWP, halaman 2" in out
    assert str(TPS[0].values["suara_2"]) in out
    assert f"TPS {CODE}" in out


def test_an_unreadable_file_is_a_finding_with_its_reason(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "catatan.jpg").write_text("ini catatan")
    status, out, _ = run(capsys, "read", "--json", tmp_path)
    (page,) = objects(out)
    assert (status, page["status"], page["fields"]) == (1, "unreadable", {})
    assert page["reason"].startswith("Isi berkas ini bukan gambar")


def test_read_finds_nothing_but_the_named_form(capsys: pytest.CaptureFixture[str], photos: Path) -> None:
    assert run(capsys, "read", "--json", "--form", FORM, photos / f"{CODE}-hal2.jpg")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read", "tidak-ada.jpg"], "tidak ada"),
        (["read", "--form", "c-hasil-xyz", "a.jpg"], "Formulir c-hasil-xyz tidak dikenal"),
        (["verify", "tidak-ada.zip"], "tidak ada"),
        (["report", "tidak-ada", "--out", "x"], "Tidak ada ruang kerja"),
        (["import", "tidak-ada", "x.jpg"], "Tidak ada ruang kerja"),
        (["read"], "Belum diberikan: PATH"),
        (["report", "x"], "Belum diberikan: --out"),
        (["frobnicate"], "Perintah 'frobnicate' tidak ada"),
        (["read", "--jason", "x"], "Tidak dikenal: --jason"),
        (["verify", "x", "--key"], "--key memerlukan nilai"),
    ],
)
def test_what_cannot_run_says_so_in_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert says in err
    assert len(err.splitlines()) == 1


def test_help_is_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "read", "--help")
    assert status == 0
    assert out.startswith("Pemakaian: ")
    assert "usage" not in out
    assert "options" not in out


@pytest.mark.shared
def test_the_photos_of_a_real_screen_give_their_truth_and_r3_as_broken(
    capsys: pytest.CaptureFixture[str], shared_dir: Path
) -> None:
    photos = sorted((shared_dir / "photos").glob("pilpres-2024-*.jpg"))
    _, out, _ = run(capsys, "read", "--json", "--group", *photos)
    pages = {item["page"]: item["fields"] for item in objects(out) if item["kind"] == "page"}
    (group,) = [item for item in objects(out) if item["kind"] == "tps"]
    assert {field["value"] for field in pages[1].values()} == {None}
    assert [pages[2][f"suara_{number}"]["value"] for number in (1, 2, 3)] == [123, 274, 32]
    (r3,) = [check for check in group["checks"] if check["rule"] == "R3"]
    assert (r3["ok"], r3["left"], r3["right"]) == (False, 427, 429)


@pytest.mark.shared
def test_the_official_blank_reads_as_empty(
    capsys: pytest.CaptureFixture[str], shared_dir: Path, tmp_path: Path
) -> None:
    document = pypdfium2.PdfDocument(shared_dir / "forms" / "C.HASIL-PPWP.pdf")
    for number in range(3):
        picture = document[number].render(scale=2000 / document[number].get_size()[0]).to_numpy()
        cv2.imwrite(str(tmp_path / f"hal{number + 1}.png"), picture)
    document.close()
    status, out, _ = run(capsys, "read", "--json", tmp_path)
    fields = [field for page in objects(out) for field in page["fields"].values()]
    assert status == 0
    assert len(fields) == 28
    assert {field["status"] for field in fields} == {"empty"}


# --- send -----------------------------------------------------------------------------------------------------------


def test_send_writes_the_package_and_brings_it_to_the_named_destination(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path
) -> None:
    (tmp_path / "usb").mkdir()
    with Workspace.open(ruang, operator="Siti") as workspace:
        outbox_of(workspace).keep_destination(Destination("d", "USB", "folder", str(tmp_path / "usb")))
    status, out, err = run(capsys, "send", ruang, "--to", "usb")
    assert (status, err) == (0, "")
    assert "lengkap di USB: 760505-ULUMANDA/r1-" in out
    assert len(list((tmp_path / "usb").glob("*/*/manifest.sig"))) == 1
    (tmp_path / "usb").rename(tmp_path / "dicabut")
    status, _, err = run(capsys, "send", ruang, "--to", "USB", "--package", next((ruang / "packages").glob("*.zip")))
    assert (status, err) == (0, ""), "it is there already: only its receipt is waited for"
    with Workspace.open(ruang, operator="Siti") as workspace:
        outbox_of(workspace).keep_destination(Destination("e", "Lain", "folder", str(tmp_path / "lain")))
    status, _, err = run(capsys, "send", ruang, "--to", "Lain")
    assert status == 2
    assert f"Folder {tmp_path / 'lain'} tidak ada." in err


def test_send_to_an_unknown_name_lists_the_known_ones(capsys: pytest.CaptureFixture[str], ruang: Path) -> None:
    status, _, err = run(capsys, "send", ruang, "--to", "awan")
    assert (status, err) == (2, "sirekap-desktop: Tujuan awan tidak ada. Yang ada: belum ada.\n")


# --- import, report, export, verify ---------------------------------------------------------------------------------


def test_import_says_how_every_file_ended(capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path) -> None:
    save_photos(tmp_path / "foto", 1, pages=(1, 2))
    (tmp_path / "foto" / "rusak.jpg").write_bytes(b"x")
    status, out, err = run(capsys, "import", ruang, tmp_path / "foto", "--operator", "Budi")
    assert (status, err) == (1, "")
    assert "3 berkas: 2 diterima, 0 rangkap, 1 tidak terbaca, 0 belum ditempatkan." in out
    assert "rusak.jpg" in out
    with Workspace.open(ruang, read_only=True) as workspace:
        assert {image.added_by for image in workspace.images()} == {"Budi"}


def test_import_again_is_harmless(capsys: pytest.CaptureFixture[str], ruang: Path, photos: Path) -> None:
    assert run(capsys, "import", ruang, photos)[0] == 0
    status, out, _ = run(capsys, "import", ruang, photos)
    assert status == 0
    assert "3 rangkap" in out


def test_signed_pages_come_in_by_the_command_line_and_what_is_missing_is_said(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path
) -> None:
    with Workspace.open(ruang, operator="Siti") as workspace:
        workspace.lock("disahkan dalam rapat pleno")
        paths = signed_copies.photos(signed_copies.printed(workspace), tmp_path / "foto")
    (tmp_path / "rusak.jpg").write_bytes(b"x")
    status, out, err = run(capsys, "import", ruang, *paths[1:], paths[1], tmp_path / "rusak.jpg", "--signed")
    assert (status, err) == (1, "")
    assert "tidak terbaca: " in out
    assert "kurang: PPWP: berita acara kecamatan: belum ada halaman" in out
    assert "3 berkas: 2 dilampirkan, 0 ganda, 0 kedaluwarsa, 0 asing, 1 tidak terbaca." in out
    status, out, _ = run(capsys, "import", ruang, tmp_path / "foto", "--signed")
    assert status == 0
    assert "3 berkas: 1 dilampirkan, 2 ganda" in out
    status, out, _ = run(capsys, "import", ruang, *paths, "--replace")
    assert status == cli.CANNOT


@pytest.mark.parametrize("error", [KeyError("uid"), OSError("no name"), ImportError("pwd")])
def test_an_account_without_a_name_must_say_who_imports(
    capsys: pytest.CaptureFixture[str], ruang: Path, photos: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def nameless() -> str:
        raise error

    monkeypatch.setattr("getpass.getuser", nameless)
    status, _, err = run(capsys, "import", ruang, photos)
    assert status == cli.CANNOT
    assert "--operator NAMA" in err
    with Workspace.open(ruang, read_only=True) as workspace:
        assert workspace.images() == ()


def test_a_lock_is_taken_by_an_account_without_a_name(ruang: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "")
    with Workspace.open(ruang):
        assert "tidak dikenal" in (ruang / "sirekap.owner.json").read_text()


def test_what_could_not_be_checked_is_noted_without_being_a_finding(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sirekap_desktop.exchange.sending.PROGRAM", "sirekap-desktop 0.0.1")
    run(capsys, "export", ruang, "--out", tmp_path / "p.zip")
    status, out, _ = run(capsys, "verify", tmp_path / "p.zip")
    assert status == cli.OK
    assert "CATATAN dokumen/" in out
    assert "Paket utuh" in out


def test_report_writes_all_documents(capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path) -> None:
    status, out, _ = run(capsys, "report", ruang, "--out", tmp_path / "dokumen")
    written = [Path(line) for line in out.splitlines()]
    assert status == 0
    # two desa; certificate, all in one, workbook; those of the meeting; readiness
    assert len(written) == len(set(written)) == 2 + 3 + len(KEYS) + 1
    assert all(path.stat().st_size > 1000 for path in written)


def test_export_then_verify_then_a_changed_byte(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path
) -> None:
    target = tmp_path / "paket.zip"
    status, out, _ = run(capsys, "export", ruang, "--out", target)
    assert status == 0
    fingerprint = out.strip().rsplit(" ", 1)[1]
    assert run(capsys, "verify", target, "--key", fingerprint)[0] == 0
    assert run(capsys, "verify", target, "--key", "0000-0000-0000-0000-0000")[0] == 1
    data = bytearray(target.read_bytes())
    data[data.index(b"%PDF") + 600] ^= 1
    target.write_bytes(data)
    status, out, _ = run(capsys, "verify", target)
    assert status == 1
    assert "TEMUAN dokumen/" in out


def test_verify_a_workspace_finds_a_changed_figure(capsys: pytest.CaptureFixture[str], ruang: Path) -> None:
    assert run(capsys, "verify", ruang)[0] == 0
    database = sqlite3.connect(ruang / "sirekap.db")
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f'DROP TRIGGER "{name}"')
    database.execute("UPDATE entry SET value = value + 1 WHERE field = 'suara_1'")
    database.commit()
    database.close()
    status, out, _ = run(capsys, "verify", ruang)
    assert status == 1
    assert "TEMUAN" in out


def test_verify_holds_a_printed_head_against_workspace_and_package(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path
) -> None:
    with Workspace.open(ruang, operator="Siti") as workspace:
        workspace.lock("selesai")
        _, seq, digest = workspace.pleno_snapshot(workspace.form_ids()[0]).locks[0].heads[0]
    run(capsys, "export", ruang, "--out", tmp_path / "p.zip")
    for path in (ruang, tmp_path / "p.zip"):
        assert run(capsys, "verify", path, "--head", f"{seq}: {digest[:8]} {digest[8:16]}")[0] == cli.OK
        status, out, _ = run(capsys, "verify", path, "--head", f"{seq + 500}:{digest}")
        assert (status, "tercetak tidak ada" in out) == (cli.FINDINGS, True)
    status, _, err = run(capsys, "verify", ruang, "--head", "entah")
    assert status == cli.CANNOT
    assert "bukan kepala rantai audit" in err


def test_a_damaged_database_is_a_finding_of_verify(capsys: pytest.CaptureFixture[str], ruang: Path) -> None:
    (ruang / "sirekap.db").write_bytes(b"this is no database at all" * 300)
    status, out, err = run(capsys, "verify", ruang)
    assert (status, err) == (1, "")
    assert "rusak" in out


def test_a_damaged_database_stops_other_commands(capsys: pytest.CaptureFixture[str], ruang: Path, photos: Path) -> None:
    (ruang / "sirekap.db").write_bytes(b"this is no database at all" * 300)
    status, _, err = run(capsys, "import", ruang, photos)
    assert status == 2
    assert "rusak" in err


def test_a_workspace_open_elsewhere_is_named(capsys: pytest.CaptureFixture[str], ruang: Path, photos: Path) -> None:
    with Workspace.open(ruang, operator="Siti"):
        status, _, err = run(capsys, "import", ruang, photos)
        assert run(capsys, "verify", ruang)[0] == 0  # looking needs no lock
    assert status == 2
    assert "Siti" in err


def test_a_workspace_of_a_newer_program_is_left_alone(capsys: pytest.CaptureFixture[str], ruang: Path) -> None:
    database = sqlite3.connect(ruang / "sirekap.db")
    database.execute("PRAGMA user_version = 9999")
    database.close()
    status, _, err = run(capsys, "report", ruang, "--out", ruang.parent / "x")
    assert status == 2
    assert "baru" in err


def test_a_read_only_target_is_refused(
    capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(**_options: object) -> str:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(package.tempfile, "mkdtemp", read_only)
    status, _, err = run(capsys, "export", ruang, "--out", tmp_path / "p.zip")
    assert status == 2
    assert "tidak boleh ditulis" in err


def test_a_target_that_is_no_folder_is_refused(capsys: pytest.CaptureFixture[str], ruang: Path, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    status, _, err = run(capsys, "report", ruang, "--out", tmp_path / "berkas" / "dokumen")
    assert status == 2
    assert len(err.splitlines()) == 1


def test_a_key_for_a_workspace_makes_no_sense(capsys: pytest.CaptureFixture[str], ruang: Path) -> None:
    assert run(capsys, "verify", ruang, "--key", "ab" * 32)[0] == 2


# --- the program itself ---------------------------------------------------------------------------------------------


def test_the_program_starts_its_command_line_without_qt_database_or_images(tmp_path: Path) -> None:
    code = (
        "import sys; from sirekap_desktop.__main__ import main; main(['--version']);"
        "print([name for name in ('PySide6', 'peewee', 'cv2', 'reportlab') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == ["Sirekap Desktop 0.1.0", "[]"]


def test_a_programming_error_ends_in_a_sentence_and_a_trace_in_the_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    code = (
        "import sys; from sirekap_desktop import __main__ as program, cli\n"
        "def broken(*arguments, **more): raise RuntimeError('ups')\n"
        "cli.main = broken\n"
        "sys.exit(program.main(['verify', 'x']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.returncode == 2
    assert "Ada kesalahan di dalam program" in done.stderr
    assert "ups" in next(tmp_path.rglob("sirekap.log")).read_text()


def test_a_path_that_the_system_refuses_is_no_fault_of_the_program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "open_log", lambda: None)
    monkeypatch.setattr(program, "_catch_uncaught", lambda: None)
    assert program.main(["verify", "x" * 5000]) == 2
    assert "tidak dapat dibuka" in capsys.readouterr().err


def test_without_a_display_the_window_is_refused_with_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "has_display", lambda: False)
    monkeypatch.setattr(program, "open_log", lambda: None)
    monkeypatch.setattr(program, "_catch_uncaught", lambda: None)
    assert program.main([]) == 2
    assert "Tidak ada layar" in capsys.readouterr().err


def test_demo_headless_prints_where_everything_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from sirekap_desktop.jobs import demo

    real = demo.build_demo
    monkeypatch.setattr(
        demo,
        "build_demo",
        lambda folder, plan, **more: real(
            folder, replace(plan, day="ppwp", tps_limit=1, width_px=1300, keep_open=0), workers=0
        ),
    )
    status, out, _ = run(capsys, "demo", tmp_path / "demo", "--headless")
    assert status == 0
    for name in ("PDF", "XLSX", "Paket"):
        path = next(line.split(maxsplit=1)[1] for line in out.splitlines() if line.strip().startswith(name))
        assert Path(path).is_file()
    assert "dari 28 isian dibaca sama" in out
