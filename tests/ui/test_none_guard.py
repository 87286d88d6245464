from __future__ import annotations

from PySide6.QtWidgets import QWidget

import sirekap_desktop.ui  # noqa: F401 - importing it is what protects


def test_a_hundred_thousand_calls_that_return_nothing_do_not_end_the_interpreter(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    for _ in range(100_000):
        widget.setFocusProxy(None)
