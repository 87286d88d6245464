"""The one kind of error that a person is shown: something outside the program that the person can act on.

Everything else is a programming error and goes to the crash dialog and the log.
"""

from __future__ import annotations


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
