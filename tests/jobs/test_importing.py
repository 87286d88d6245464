"""Every file ends named; nothing is lost when an import is stopped."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import struct
import subprocess
import sys
import zlib
from concurrent.futures import Future
from pathlib import Path

import cv2
import numpy as np
import pytest
from kecamatan import FORM, TPS, page_photo, save_photos

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.jobs import importing
from sirekap_desktop.jobs.importing import ImportProgress, import_paths
from sirekap_desktop.jobs.reading_pool import ReadingFile, ReadingPool, ReadingTicket, read_stored
from sirekap_desktop.models import images
from sirekap_desktop.models.records import ImportOutcome, Status
from sirekap_desktop.models.workspace import Workspace

CODE = TPS[0].code


def outcomes(summary: importing.ImportSummary) -> list[ImportOutcome]:
    return [item.outcome for item in summary.items]


def test_photos_with_a_code_in_their_name_find_their_tps_and_are_fused(workspace: Workspace, tmp_path: Path) -> None:
    told: list[ImportProgress] = []
    summary = import_paths(workspace, [*save_photos(tmp_path / "foto")], progress=told.append)
    assert outcomes(summary) == [ImportOutcome.ACCEPTED] * 3
    assert [(item.tps, item.page) for item in summary.items] == [(CODE, 1), (CODE, 2), (CODE, 3)]
    assert [p.done for p in told] == [1, 2, 3]
    assert told[-1].seconds_left == 0
    assert workspace.status(CODE, FORM) is Status.TERBACA
    readings = workspace.tps_reading(CODE, FORM)
    wrong = [name for name, item in readings.items() if item.value not in {None, TPS[0].values[name]}]
    assert len(readings) == 28
    assert len(wrong) <= 1


def test_what_is_read_is_never_recorded(workspace: Workspace, tmp_path: Path) -> None:
    import_paths(workspace, save_photos(tmp_path / "foto"))
    assert workspace.entries(CODE, FORM) == {}


def test_the_code_may_stand_in_the_folder_name(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / CODE / "pindai"
    folder.mkdir(parents=True)
    (folder / "IMG_1.jpg").write_bytes(page_photo(0, 2))
    summary = import_paths(workspace, [tmp_path / CODE])
    assert (summary.items[0].outcome, summary.items[0].tps) == (ImportOutcome.ACCEPTED, CODE)


def test_the_same_content_is_a_duplicate_whatever_its_name(workspace: Workspace, tmp_path: Path) -> None:
    first, *_ = save_photos(tmp_path / "foto", pages=(2,))
    copy = tmp_path / "salinan.jpg"
    copy.write_bytes(first.read_bytes())
    summary = import_paths(workspace, [first, copy])
    assert outcomes(summary) == [ImportOutcome.ACCEPTED, ImportOutcome.DUPLICATE]
    assert first.name in summary.items[1].reason
    assert len(workspace.images()) == 1


def test_importing_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    paths = save_photos(tmp_path / "foto")
    import_paths(workspace, paths)
    rows = workspace.audit_rows()
    summary = import_paths(workspace, paths)
    assert set(outcomes(summary)) == {ImportOutcome.DUPLICATE}
    assert workspace.audit_rows() == rows


def bomb() -> bytes:
    """A PNG of a few hundred bytes that promises 300 megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 20_000, 15_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def one_pixel() -> bytes:
    return cv2.imencode(".png", np.zeros((1, 1, 3), np.uint8))[1].tobytes()


def landscape() -> bytes:
    noise = np.random.default_rng(1).integers(0, 255, (600, 800, 3), np.uint8)
    return cv2.imencode(".jpg", cv2.GaussianBlur(noise, (0, 0), 3))[1].tobytes()


BAD = {
    "terpotong.jpg": lambda: page_photo(0, 1)[:20_000],
    "catatan.jpg": lambda: b"ini bukan foto melainkan catatan\n" * 20,
    "titik.png": one_pixel,
    "bom.png": bomb,
    "pemandangan.jpg": landscape,
    "kosong.jpg": lambda: b"",
}


def test_each_kind_of_bad_file_has_its_own_sentence(workspace: Workspace, tmp_path: Path) -> None:
    for name, make in BAD.items():
        (tmp_path / name).write_bytes(make())
    summary = import_paths(workspace, [tmp_path / name for name in BAD], workers=0)
    assert outcomes(summary) == [ImportOutcome.UNREADABLE] * len(BAD)
    sentences = [item.reason for item in summary.items]
    assert all(sentence.rstrip().endswith(".") for sentence in sentences)
    assert len(set(sentences)) == len(BAD)
    kept = {image.sha256 for image in workspace.images(outcome=ImportOutcome.UNREADABLE)}
    assert len(kept) == len(BAD)  # nothing is thrown away
    assert workspace.verify().ok


def test_a_file_that_is_not_there_is_said_to_be_missing(workspace: Workspace, tmp_path: Path) -> None:
    summary = import_paths(workspace, [tmp_path / "tidak-ada.jpg"])
    assert summary.items[0].reason == "Berkas ini tidak ada."


@pytest.mark.parametrize(
    ("name", "says"),
    [("IMG_20240214.jpg", "tidak memuat kode TPS"), ("9999999999999-hal2.jpg", "tidak ada di kecamatan ini")],
)
def test_a_photo_without_a_known_tps_is_unassigned_and_says_why(
    workspace: Workspace, tmp_path: Path, name: str, says: str
) -> None:
    (tmp_path / name).write_bytes(page_photo(0, 2))
    (item,) = import_paths(workspace, [tmp_path / name]).items
    assert item.outcome is ImportOutcome.UNASSIGNED
    assert says in item.reason
    assert (item.form, item.page) == (FORM, 2)


def test_a_page_photographed_twice_waits_for_a_decision(workspace: Workspace, tmp_path: Path) -> None:
    save_photos(tmp_path, pages=(2,))
    (tmp_path / f"{CODE}-lagi.jpg").write_bytes(page_photo(0, 2, 1200))
    summary = import_paths(workspace, [tmp_path])
    assert sorted(outcomes(summary)) == [ImportOutcome.ACCEPTED, ImportOutcome.UNASSIGNED]
    told = next(item for item in summary.items if item.outcome is ImportOutcome.UNASSIGNED)
    assert "sudah" in told.reason
    assert len(workspace.versions(CODE, FORM, 2)) == 1


def test_a_form_of_another_election_is_unassigned(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from sirekap_desktop.jobs.judging import judge

    monkeypatch.setattr(type(workspace), "forms", lambda self: ())
    reading = PageReading(0, "read", None, "c-hasil-dpr-2024", 1, None, None, None, (), 0, "x")
    assert judge(workspace, CODE, reading)[0] is ImportOutcome.UNASSIGNED


def test_cancelling_keeps_what_is_done_and_the_next_import_does_the_rest(workspace: Workspace, tmp_path: Path) -> None:
    paths = save_photos(tmp_path / "foto")
    done: list[ImportProgress] = []
    summary = import_paths(workspace, paths, progress=done.append, cancelled=lambda: len(done) == 1, workers=0)
    assert summary.cancelled
    assert len(workspace.images()) == 1
    again = import_paths(workspace, paths, workers=0)
    assert outcomes(again) == [ImportOutcome.DUPLICATE, ImportOutcome.ACCEPTED, ImportOutcome.ACCEPTED]
    assert workspace.verify().ok


def test_a_file_whose_rows_were_cut_off_by_a_kill_is_completed(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three pages in one TIFF; the program dies after two rows; nothing of the file counts as a duplicate then."""
    path = tmp_path / f"{CODE}.tif"
    pages = [cv2.imdecode(np.frombuffer(page_photo(0, page), np.uint8), cv2.IMREAD_COLOR) for page in (1, 2, 3)]
    path.write_bytes(cv2.imencodemulti(".tif", pages)[1].tobytes())
    real, calls = Workspace.add_image, []

    def dying(self: Workspace, **row: object) -> object:
        calls.append(row)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(self, **row)

    monkeypatch.setattr(Workspace, "add_image", dying)
    with pytest.raises(KeyboardInterrupt):
        import_paths(workspace, [path])
    monkeypatch.setattr(Workspace, "add_image", real)
    summary = import_paths(workspace, [path])
    assert [(item.outcome, item.page) for item in summary.items] == [(ImportOutcome.ACCEPTED, 1)]
    assert sorted(image.page for image in workspace.images(CODE)) == [1, 2, 3]


def test_a_full_disk_stops_the_import_with_a_sentence_and_loses_nothing(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = save_photos(tmp_path / "foto")
    import_paths(workspace, paths[:1])

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(images, "_write_synced", full)
    with pytest.raises(UserError) as caught:
        import_paths(workspace, paths)
    assert caught.value.code == "disk.full"
    monkeypatch.undo()
    assert outcomes(import_paths(workspace, paths))[1:] == [ImportOutcome.ACCEPTED] * 2


def test_processes_read_what_the_calling_thread_reads(workspace: Workspace, tmp_path: Path) -> None:
    paths = save_photos(tmp_path / "foto")
    summary = import_paths(workspace, paths, workers=1)
    assert outcomes(summary) == [ImportOutcome.ACCEPTED] * 3
    image = workspace.current_image(CODE, FORM, 2)
    here = read_stored(str(paths[1]), paths[1].name, workspace.forms())[0]
    stored = workspace.reading(image.id)
    assert {f.name: f.value for f in stored.fields} == {f.name: f.value for f in here.fields}


def die_on_bad_files(path: str, name: str, forms: object) -> tuple[PageReading, ...]:
    if name == "bad":
        os._exit(3)
    return (PageReading(0, "unreadable", name, None, None, None, None, None, (), 0, "x"),)


def test_a_process_that_dies_costs_only_the_file_it_read(tmp_path: Path) -> None:
    with ReadingPool((), 1, read=die_on_bad_files) as pool:
        tickets = [pool.submit(tmp_path / name, name) for name in ("a", "bad", "b")]
        reasons = [ticket.result()[0].reason for ticket in tickets]
    assert reasons[0] == "a"
    assert "berhenti tiba-tiba" in reasons[1]
    assert reasons[2] == "b"


def test_a_file_dropped_with_a_broken_pool_is_read_all_the_same(tmp_path: Path) -> None:
    dropped: Future[tuple[PageReading, ...]] = Future()
    dropped.cancel()
    with ReadingPool((), 1, read=die_on_bad_files) as pool:
        ticket = ReadingTicket(pool, ReadingFile(tmp_path / "a", "a", ()), dropped)
        assert ticket.is_ready(0)
        assert not ticket.is_done
        assert ticket.result()[0].reason == "a"


_STARTS_A_READER = """
import sys
from pathlib import Path
from sirekap_desktop.jobs.reading_pool import ReadingPool
pool = ReadingPool((), 1)
pool.submit(Path("tidak-ada"), "x").is_ready(60)
print(*pool._executor._processes, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(os.name == "nt", reason="there, processes do not share the pipe that this listens to")
def test_no_reader_outlives_a_killed_program() -> None:
    """The reader shares the program's output: the pipe ends when both are gone."""
    command = [sys.executable, "-c", _STARTS_A_READER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as program:
        reader = int(program.stdout.readline())
        program.kill()
        try:
            program.communicate(timeout=30)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(reader, signal.SIGKILL)


def test_an_import_into_a_locked_kecamatan_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    workspace.lock("Pleno selesai dan ditandatangani.")
    with pytest.raises(UserError) as caught:
        import_paths(workspace, save_photos(tmp_path / "foto", pages=(2,)))
    assert caught.value.code == "entry.locked"


def test_folders_are_searched_in_natural_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    from sirekap_desktop.jobs.files import collect

    for name in ("hal10.jpg", "hal2.JPG", ".hal3.jpg", "~hal4.jpg", "baca.txt", "b/hal1.pdf", "a/hal1.heic"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = [path.relative_to(tmp_path).as_posix() for path in collect([tmp_path, tmp_path / "hal2.JPG"])]
    assert found == ["hal2.JPG", "hal10.jpg", "a/hal1.heic", "b/hal1.pdf"]


def test_a_ring_of_links_does_not_hold_the_import(tmp_path: Path) -> None:
    from sirekap_desktop.jobs.files import collect

    (tmp_path / "ring").symlink_to(tmp_path, target_is_directory=True)
    assert collect([tmp_path]) == ()


def test_importing_a_photo_again_mends_its_damaged_original(workspace: Workspace, tmp_path: Path) -> None:
    (path,) = save_photos(tmp_path / "foto", pages=(2,))
    import_paths(workspace, [path])
    (image,) = workspace.images()
    stored = workspace.original_path(image.sha256)
    stored.write_bytes(path.read_bytes()[:1000])
    (again,) = import_paths(workspace, [path]).items
    assert again.outcome is ImportOutcome.DUPLICATE
    assert "dipulihkan" in again.reason
    assert stored.read_bytes() == path.read_bytes()
    assert workspace.verify().ok
    (whole,) = import_paths(workspace, [path]).items
    assert "dipulihkan" not in whole.reason
