"""The window decides when unreachable cycles are looked for."""

from __future__ import annotations

import gc
import weakref

import pytest

from sirekap_desktop.ui.collecting import LOADED, Collector


class _Ring:
    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collector(qapp):
    result = Collector()
    result.start()
    yield result
    result.stop()
    result.deleteLater()


def test_python_collects_nothing_by_itself_while_the_window_is_open(collector):
    ring = weakref.ref(_Ring())
    for _ in range(50):  # far over the threshold of the youngest generation
        _kept = [_Ring() for _ in range(gc.get_threshold()[0])]
    assert ring() is not None
    gc.collect()


def test_a_cycle_is_gone_after_a_look(collector):
    gc.collect()
    ring = weakref.ref(_Ring())
    collector.look()
    assert ring() is None


def test_what_a_recap_loads_is_set_aside_and_still_freed_with_its_last_reference(collector):
    gc.collect()
    loaded = [[number] for number in range(LOADED + 1)]
    collector.look()
    assert gc.get_freeze_count() > LOADED
    assert not any(one is loaded[0] for one in gc.get_objects())
    before = gc.get_freeze_count()
    loaded.clear()
    assert before - gc.get_freeze_count() > LOADED


def test_python_takes_over_again_when_the_window_closes(qapp):
    collector = Collector()
    collector.start()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    collector.deleteLater()
