"""How far a command is, on one line of a terminal."""

from __future__ import annotations

import sys


class Line:
    """One line on a terminal that is written over; silent when standard error is a file."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._width = 0

    def show(self, text: str) -> None:
        if self._shown:
            print(f"\r{text.ljust(self._width)}", end="", file=sys.stderr, flush=True)
            self._width = len(text)

    def end(self) -> None:
        if self._shown and self._width:
            print(file=sys.stderr)
