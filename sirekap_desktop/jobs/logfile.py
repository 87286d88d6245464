"""The program's log: one small rotating file in the user's own folder, for the window and the command line alike."""

from __future__ import annotations

import faulthandler
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

_BYTES = 1_000_000
_COPIES = 3
_TALKATIVE = ("httpx", "httpcore", "botocore", "urllib3")
"""Libraries that would log every request of a sending."""


def log_folder() -> Path:
    """Where the log lies."""
    return user_log_path("sirekap-desktop", appauthor=False)


def log_file() -> Path:
    """The file that is written now."""
    return log_folder() / "sirekap.log"


def open_log() -> None:
    """Log there, crashes of the interpreter beside it; on a full disk or read-only home the program runs without."""
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_file(), maxBytes=_BYTES, backupCount=_COPIES, encoding="utf-8", delay=True)
        crash_file = (log_folder() / "crash.log").open("a", encoding="utf-8")
    except OSError:
        if sys.stderr is not None:  # None in a windowed program
            faulthandler.enable()
        return
    faulthandler.enable(crash_file)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(threadName)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
