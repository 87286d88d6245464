from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QThread

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.ui.tasks import Tasks


def test_results_come_back_in_the_gui_thread(tasks, idle):
    seen = []
    gui = QThread.currentThread()
    tasks.run(
        lambda _job: threading.current_thread().name,
        done=lambda name: seen.append((name, QThread.currentThread() is gui)),
    )
    idle()
    assert seen[0][0].startswith("sirekap-kerja")
    assert seen[0][1]


def test_writes_run_one_after_the_other_in_their_order(tasks, idle):
    order, names = [], set()

    def work(number: int) -> None:
        names.add(threading.current_thread().name)
        order.append(number)

    for number in range(30):
        tasks.write(lambda number=number: work(number))
    idle()
    assert order == list(range(30))
    assert len(names) == 1


def test_a_user_error_goes_to_the_given_handler_else_to_the_window(tasks, idle):
    given, window = [], []
    tasks.on_error = window.append

    def fail() -> None:
        raise UserError("Cakram penuh.", code="disk.full")

    tasks.write(fail, failed=given.append)
    tasks.write(fail)
    idle()
    assert [error.code for error in given] == ["disk.full"]
    assert [error.code for error in window] == ["disk.full"]


def test_an_error_in_a_callback_is_a_crash_and_does_not_stop_the_next_task(tasks, idle):
    crashes, seen = [], []
    tasks.on_crash = crashes.append
    tasks.query(lambda: 1, done=lambda _value: 1 / 0)
    tasks.query(lambda: 2, done=seen.append)
    idle()
    assert isinstance(crashes[0], ZeroDivisionError)
    assert seen == [2]


def test_a_newer_task_with_the_same_key_drops_the_older_result(tasks, idle):
    gate, seen = threading.Event(), []
    tasks.query(lambda: gate.wait(5) and "old", done=seen.append, key="rekap")
    tasks.query(lambda: "new", done=seen.append, key="rekap")
    gate.set()
    idle()
    assert seen == ["new"]


def test_nothing_is_delivered_to_a_destroyed_owner(tasks, idle):
    import shiboken6

    gate, seen, owner = threading.Event(), [], QObject()
    tasks.query(lambda: gate.wait(5), done=seen.append, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    idle()
    assert seen == []


def test_progress_reaches_the_window_newest_first_and_stops_after_cancel(tasks, idle):
    seen, results = [], []

    def work(job):
        for step in range(1000):
            job.report(step)
        return job.is_cancelled()

    tasks.run(work, progress=seen.append, done=results.append)
    idle()
    assert seen[-1] == 999
    assert seen == sorted(seen)
    assert results == [False]
    handle = tasks.run(work, progress=seen.append, done=results.append)
    handle.cancel()
    count = len(seen)
    idle()
    assert len(seen) == count
    assert results == [False]


def test_closing_finishes_every_write_and_delivers_nothing_afterwards(qapp):
    tasks, written, delivered = Tasks(workers=1), [], []
    for number in range(20):
        tasks.write(lambda number=number: written.append(number), done=delivered.append)
    tasks.close()
    qapp.processEvents()
    assert written == list(range(20))
    assert delivered == []
    assert tasks.is_idle()


def test_tasks_start_only_in_the_gui_thread(tasks):
    caught = []

    def elsewhere() -> None:
        try:
            tasks.query(lambda: 1, done=lambda _value: None)
        except AssertionError as error:
            caught.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert caught
