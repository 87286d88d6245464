"""Many threads, one writer, no "database is locked"."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, SAMBABO, TPS_1, add_photo, page_reading


def test_threads_write_and_read_at_once_without_loss(workspace: Workspace) -> None:
    names = [field.name for field in workspace.form(FORM).fields][:8]
    stop = threading.Event()

    def write(number: int) -> None:
        for value in range(10):
            workspace.record(TPS_1, FORM, names[number], value, EntryHow.TYPED)

    def read() -> int:
        looks = 0
        while not stop.is_set():
            snapshot = workspace.recap()
            values = workspace.values(TPS_1, FORM)
            assert all(value is not None for value in values.values())
            assert len(snapshot.desa_tables) == 1
            looks += 1
        return looks

    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        for job in [pool.submit(write, number) for number in range(8)]:
            job.result()
        stop.set()
        assert all(job.result() > 0 for job in readers)
    assert workspace.values(TPS_1, FORM) == dict.fromkeys(names, 9)
    assert workspace.verify().ok


def test_photos_imported_from_threads_each_get_their_own_version(workspace: Workspace) -> None:
    def add(number: int) -> int:
        photo = add_photo(workspace, content=f"foto {number}".encode(), reading=page_reading(2), replace=True)
        return photo.version

    with ThreadPoolExecutor(4) as pool:
        versions = sorted(pool.map(add, range(12)))
    assert versions == list(range(1, 13))
    assert sum(item.version > 0 for item in workspace.images()) == 12
    assert workspace.verify().ok


def test_a_snapshot_sees_one_state_while_others_write(workspace: Workspace) -> None:
    with workspace.snapshot() as session:
        before = session.tuples(_count())
        with ThreadPoolExecutor(1) as pool:
            pool.submit(workspace.record, TPS_1, FORM, "suara_1", 1, EntryHow.TYPED).result()
        assert session.tuples(_count()) == before
    assert workspace.values(TPS_1, FORM) == {"suara_1": 1}


def _count() -> object:
    from peewee import fn

    from sirekap_desktop.models.schema import Entry

    return Entry.select(fn.COUNT(Entry.id))


def test_a_subscriber_may_write_again(workspace: Workspace) -> None:
    def answer(kinds: frozenset[str]) -> None:
        if kinds == {"entries"}:
            workspace.set_setting("last_tps", TPS_1)

    workspace.subscribe(answer)
    workspace.record(TPS_1, FORM, "suara_1", 1, EntryHow.TYPED)
    assert workspace.setting("last_tps") == TPS_1


def test_a_write_inside_a_write_is_a_programming_error(workspace: Workspace) -> None:
    with pytest.raises(RuntimeError, match="inside a write"), workspace.write():
        workspace.set_setting("paper", "A4")
    assert workspace.setting("paper") == "A3"


def test_a_write_inside_a_snapshot_is_a_programming_error(workspace: Workspace) -> None:
    with workspace.snapshot():
        assert workspace.recap() == workspace.recap()
        with pytest.raises(RuntimeError, match="inside a write or snapshot"):
            workspace.set_setting("paper", "A4")


def test_a_closed_workspace_says_so(workspace: Workspace) -> None:
    workspace.close()
    with pytest.raises(RuntimeError, match="closed"):
        workspace.recap_desa(SAMBABO)


def test_closing_waits_for_who_still_reads(workspace: Workspace) -> None:
    reading, may_go_on = threading.Event(), threading.Event()

    def read() -> dict[str, int | None]:
        with workspace.snapshot():
            reading.set()
            assert may_go_on.wait(10)
            return workspace.values(TPS_1, FORM)

    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    with ThreadPoolExecutor(2) as pool:
        reader = pool.submit(read)
        assert reading.wait(10)
        closing = pool.submit(workspace.close)
        with pytest.raises(TimeoutError):
            closing.result(timeout=0.1)
        may_go_on.set()
        assert reader.result(10) == {"suara_1": 66}
        closing.result(10)
