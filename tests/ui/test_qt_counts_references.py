"""PySide6 6.12.0 on Python 3.11 gives back None and False without owning them and ends the interpreter after
thousands of calls; 6.11.3 does not. Whoever raises the pin sees it here first (docs/decisions/0005)."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QWidget


def test_calls_that_return_nothing_or_a_truth_value_do_not_use_up_their_references(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _ in range(1_000):
        widget.setFocusProxy(None)
        widget.setProperty("chip", True)
        widget.setProperty("chip", False)
    lost = [start - sys.getrefcount(value) for start, value in zip(before, (None, True, False), strict=True)]
    assert max(lost) < 500
