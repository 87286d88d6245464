"""Keeps the interpreter alive with PySide6 6.12.0 on Python 3.11.

Every Qt call that returns nothing there gives back ``None`` without owning it: after some 5,700 calls its reference
count reaches zero and Python ends with "none_dealloc: deallocating None". From Python 3.12 on ``None`` can not die
(PEP 683), and PySide6 6.11.3 does not have the fault; a test repeats the calls. Holding many references to ``None``
is what Python 3.12 does for everyone.
"""

from __future__ import annotations

import ctypes
import sys

_MANY = 1 << 40


def keep_none() -> None:
    """Make ``None`` immortal on interpreters where it is not. Harmless to call again."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython" and sys.getrefcount(None) < _MANY:
        ctypes.c_ssize_t.from_address(id(None)).value += _MANY * 2
