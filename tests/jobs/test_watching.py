"""A watched folder: half-written files wait."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sirekap_desktop.jobs.watching import FolderWatch


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(tmp_path: Path, clock: Clock) -> FolderWatch:
    return FolderWatch(tmp_path, settle_seconds=2, clock=clock)


def write(path: Path, data: bytes, moment: int) -> None:
    path.write_bytes(data)
    os.utime(path, ns=(moment, moment))


def test_a_file_is_ready_when_two_looks_find_it_the_same(tmp_path: Path, watch: FolderWatch, clock: Clock) -> None:
    write(tmp_path / "a.jpg", b"x", 1)
    assert watch.look().waiting == (tmp_path / "a.jpg",)
    clock.now = 2
    assert watch.look().ready == (tmp_path / "a.jpg",)


def test_a_second_look_at_once_does_not_count(tmp_path: Path, watch: FolderWatch, clock: Clock) -> None:
    write(tmp_path / "a.jpg", b"x", 1)
    watch.look()
    clock.now = 0.5
    assert watch.look().ready == ()


def test_a_growing_file_waits_until_it_rests(tmp_path: Path, watch: FolderWatch, clock: Clock) -> None:
    for second in range(1, 6):
        write(tmp_path / "a.pdf", b"x" * second, second)
        clock.now = 3.0 * second
        assert watch.look().ready == ()
    clock.now += 3
    assert watch.look().ready == (tmp_path / "a.pdf",)


def test_a_touched_file_of_the_same_size_waits(tmp_path: Path, watch: FolderWatch, clock: Clock) -> None:
    write(tmp_path / "a.jpg", b"x", 1)
    watch.look()
    write(tmp_path / "a.jpg", b"y", 2)
    clock.now = 3
    assert watch.look().ready == ()


def test_an_empty_file_is_never_ready(tmp_path: Path, watch: FolderWatch, clock: Clock) -> None:
    write(tmp_path / "a.jpg", b"", 1)
    for clock.now in (0, 5, 10):
        assert watch.look().ready == ()


def test_a_file_is_reported_once_and_again_when_it_changes(tmp_path: Path, watch: FolderWatch, clock: Clock) -> None:
    write(tmp_path / "a.jpg", b"x", 1)
    found = []
    for clock.now in (0, 3, 6, 9):
        found.append(watch.look().ready)
    write(tmp_path / "a.jpg", b"xy", 2)
    for clock.now in (12, 15):
        found.append(watch.look().ready)
    assert [len(ready) for ready in found] == [0, 1, 0, 0, 0, 1]


def test_other_files_are_passed_over(tmp_path: Path, watch: FolderWatch, clock: Clock) -> None:
    write(tmp_path / ".a.jpg.part", b"x", 1)
    write(tmp_path / "a.docx", b"x", 1)
    assert watch.look().waiting == ()


def test_a_folder_that_is_gone_is_told_and_comes_back(tmp_path: Path, clock: Clock) -> None:
    watch = FolderWatch(tmp_path / "usb", settle_seconds=2, clock=clock)
    assert "tidak dapat dibuka" in watch.look().problem
    (tmp_path / "usb").mkdir()
    write(tmp_path / "usb" / "a.jpg", b"x", 1)
    assert watch.look().problem == ""
    clock.now = 3
    assert len(watch.look().ready) == 1
