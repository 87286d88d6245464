"""Starts the program: error handlers first, then the command line or the window."""

from __future__ import annotations

import faulthandler
import logging
import multiprocessing
import os
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

from sirekap_desktop import cli

_log = logging.getLogger("sirekap_desktop")
_LOG_BYTES = 1_000_000
_LOG_COPIES = 3


def main(arguments: list[str] | None = None) -> int:
    """Run the program; returns the exit status.

    Args:
        arguments: without the program's name; those of the process if not given.
    """
    multiprocessing.freeze_support()
    arguments = sys.argv[1:] if arguments is None else arguments
    _speak_utf8()
    _open_log()
    _catch_uncaught()
    try:
        return _run(arguments)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read along has gone: no second error
        return cli.CANNOT
    except Exception as error:  # noqa: BLE001 - the process's boundary: a sentence for people, the trace in the log
        _log.critical("programming error", exc_info=error)
        kind = type(error).__name__
        cli.complain(f"Ada kesalahan di dalam program ({kind}). Catatannya ada di {log_folder()}.")
        return cli.CANNOT


def _run(arguments: list[str]) -> int:
    if arguments:
        return cli.main(arguments, open_window=_open_window)
    if not cli.has_display():
        cli.complain("Tidak ada layar di sini, jadi jendela tidak dapat dibuka. Lihat sirekap-desktop --help.")
        return cli.CANNOT
    return _open_window(None)


def _open_window(workspace: Path | None) -> int:
    from sirekap_desktop.ui.app import run  # noqa: PLC0415 - the command line starts without Qt

    return run([sys.argv[0]], workspace=workspace)


def log_folder() -> Path:
    """Where the log lies: the user's own folder."""
    return user_log_path("sirekap-desktop", appauthor=False)


def _open_log() -> None:
    """A small rotating file; without one (full disk, read-only home) the program runs all the same."""
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            log_folder() / "sirekap.log", maxBytes=_LOG_BYTES, backupCount=_LOG_COPIES, encoding="utf-8", delay=True
        )
        crash_file = (log_folder() / "crash.log").open("a", encoding="utf-8")
    except OSError:
        faulthandler.enable()
        return
    faulthandler.enable(crash_file)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(threadName)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def _catch_uncaught() -> None:
    """Until the window puts its own dialog in their place, uncaught errors of any thread go to the log."""

    def note(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            _log.critical("uncaught", exc_info=(kind, error or kind(), trace))
        sys.__excepthook__(kind, error or kind(), trace)

    sys.excepthook = note
    threading.excepthook = lambda args: note(args.exc_type, args.exc_value, args.exc_traceback)


def _speak_utf8() -> None:
    """Consoles of Windows still speak their old code pages."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
