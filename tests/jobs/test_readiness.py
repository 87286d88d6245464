"""Readiness: what is wrong is said, what nobody looked at is not called good."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from kecamatan import FORM, TPS, record_all

from sirekap_desktop.jobs import readiness, second_copy
from sirekap_desktop.jobs.documents import documents, write_documents
from sirekap_desktop.jobs.readiness import Devices, check_readiness
from sirekap_desktop.models.pleno.facts import Approved, Opened, ReadOut
from sirekap_desktop.models.records import Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.rapat.captions import KEYS

WITA = timezone(timedelta(hours=8))


def _found(workspace: Workspace, name: str, **options: object) -> tuple[str, str]:
    made = check_readiness(workspace, **options)  # type: ignore[arg-type]
    (check,) = [one for one in made.checks if one.name == name]
    return check.verdict, check.found


def test_what_only_the_window_sees_is_unknown_without_one(workspace: Workspace) -> None:
    assert _found(workspace, "Pencetak")[0] == "unknown"
    assert _found(workspace, "Proyektor")[0] == "unknown"
    assert not check_readiness(workspace).ok


@pytest.mark.parametrize(
    ("devices", "verdicts"),
    [(Devices((), 1), ("attention", "attention")), (Devices(("Epson L3210",), 2), ("ok", "ok"))],
)
def test_printer_and_projector(workspace: Workspace, devices: Devices, verdicts: tuple[str, str]) -> None:
    printer = _found(workspace, "Pencetak", devices=devices)
    assert (printer[0], _found(workspace, "Proyektor", devices=devices)[0]) == verdicts
    assert "Epson L3210" in printer[1] or devices.printers == ()


def test_tps_without_dpt_are_named(workspace: Workspace) -> None:
    assert _found(workspace, "TPS tanpa DPT") == ("ok", "tidak ada")
    code = TPS[0].code
    workspace.add_wilayah([], [Tps(code, code[:10], int(code[10:]))])
    verdict, found = _found(workspace, "TPS tanpa DPT")
    assert verdict == "attention"
    assert f"TPS {code[10:]}" in found


def test_many_tps_without_dpt_are_counted(workspace: Workspace) -> None:
    desa = TPS[0].code[:10]
    workspace.add_wilayah([], [Tps(f"{desa}{number:03d}", desa, number) for number in range(100, 110)])
    assert _found(workspace, "TPS tanpa DPT")[1].endswith("dan 4 lagi")


@pytest.mark.parametrize(
    ("now", "verdict", "said"),
    [
        (datetime(2099, 2, 17, 9, 0, tzinfo=WITA), "ok", "17 Februari 2099 09.00 WITA"),
        (datetime(2099, 2, 17, 9, 0, tzinfo=timezone(timedelta(hours=1))), "attention", "bukan WIB"),
        (datetime(2001, 1, 1, 9, 0, tzinfo=WITA), "attention", "lebih awal dari catatan terakhir"),
    ],
)
def test_a_clock_that_cannot_be_right_is_said(workspace: Workspace, now: datetime, verdict: str, said: str) -> None:
    found = _found(workspace, "Jam", clock=lambda: now)
    assert found[0] == verdict
    assert said in found[1]


def test_a_full_disk_is_said(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "GB kosong" in _found(workspace, "Ruang disk")[1]
    monkeypatch.setattr(readiness, "_NEEDED_BYTES", 10**18)
    assert _found(workspace, "Ruang disk")[0] == "attention"


def test_the_second_copy_on_another_disk_is_the_backup(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "FLASHDISK"
    stick.mkdir()
    assert _found(workspace, "Cadangan", backup=stick)[0] == "attention"
    second_copy.make(workspace, stick)
    verdict, said = _found(workspace, "Cadangan", backup=stick)
    assert (verdict, "disk yang sama" in said) == ("attention", True)
    monkeypatch.setattr(second_copy, "on_same_disk", lambda *_: False)
    verdict, said = _found(workspace, "Cadangan", backup=stick)
    assert verdict == "ok"
    assert said.startswith("salinan kedua di FLASHDISK, ")
    found = check_readiness(workspace, Devices(backup=stick)).checks
    assert next(one.verdict for one in found if one.name == "Cadangan") == "ok"


def test_a_second_copy_that_lacks_the_newest_approval_says_so(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "FLASHDISK"
    stick.mkdir()
    second_copy.make(workspace, stick)
    monkeypatch.setattr(second_copy, "on_same_disk", lambda *_: False)
    record_all(workspace, 0)
    for fact, tps in ((Opened(place="Aula"), None), (ReadOut(), TPS[0].code), (Approved(), TPS[0].code)):
        workspace.note(FORM, fact, tps)
    verdict, said = _found(workspace, "Cadangan", backup=stick)
    assert (verdict, said.endswith("belum memuat 1 pengesahan terakhir")) == ("attention", True)


def test_a_backup_counts_where_it_is_another_place(workspace: Workspace, tmp_path: Path) -> None:
    assert _found(workspace, "Cadangan") == ("attention", "belum ada cadangan yang dikenal")
    copy = workspace.backup(tmp_path / "usb")
    assert _found(workspace, "Cadangan", backup=copy)[0] == "ok"
    assert _found(workspace, "Cadangan", backup=tmp_path / "hilang")[0] == "attention"
    assert _found(workspace, "Cadangan", backup=workspace.folder)[0] == "attention"


def test_the_key_is_named_by_its_fingerprint_or_missed(workspace: Workspace) -> None:
    assert _found(workspace, "Kunci tanda tangan")[1].startswith("sidik jari ")
    for path in workspace.key_folder.iterdir():
        path.unlink()
    assert _found(workspace, "Kunci tanda tangan")[0] == "attention"


def test_all_documents_are_written_and_counted(workspace: Workspace, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    written = write_documents(workspace, tmp_path / "dok", lambda step: steps.append((step.done, step.total)))
    assert steps == [(number, len(written)) for number in range(1, len(written) + 1)]
    assert [path.name for path in written if path.name.startswith("LAPORAN-KESIAPAN")]
    titles = [document.title for document in documents(workspace) if document.kind == "meeting"]
    assert len(titles) == len(KEYS) + 1
