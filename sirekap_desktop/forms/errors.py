"""The one kind of error that a person is shown: something outside the program that the person can act on.

Everything else is a programming error and goes to the crash dialog and the log.
"""

from __future__ import annotations

_LONGEST = 400


def shown(text: str, longest: int = _LONGEST) -> str:
    """Text that somebody else wrote, fit to stand in a sentence: one line, of bearable length, and nothing in it that a
    terminal or a log would obey."""
    plain = text if text.isprintable() else "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)
    return plain if len(plain) <= longest else f"{plain[: longest - 1].rstrip()}…"


class UserError(Exception):
    """A problem that the operator can solve.

    Args:
        message: one clear sentence in Indonesian that says what is wrong.
        hint: what to do next, as a sentence in Indonesian; may be empty when ``message`` already says it.
        code: a stable machine-readable name (``"image.truncated"``), for logs, tests and scripts.
    """

    def __init__(self, message: str, hint: str = "", *, code: str = "user") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
