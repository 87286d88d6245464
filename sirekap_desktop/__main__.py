"""Starts the program: error handlers first, then the command line or the window."""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import threading
from pathlib import Path
from types import TracebackType

from sirekap_desktop import FILE_SUFFIX, cli
from sirekap_desktop.jobs.logfile import log_folder, open_log

_log = logging.getLogger("sirekap_desktop")
_DEMO_OPERATOR = "OPERATOR DEMO"
"""Only the demo opens a workspace from the command line: its window shows Beranda without asking anything."""


def main(arguments: list[str] | None = None) -> int:
    """Run the program; returns the exit status.

    Args:
        arguments: without the program's name; those of the process if not given.
    """
    multiprocessing.freeze_support()
    arguments = sys.argv[1:] if arguments is None else arguments
    _speak_utf8()
    open_log()
    _catch_uncaught()
    try:
        return _run(arguments)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read along has gone: no second error
        return cli.CANNOT
    except OSError as error:  # a disk or a path that no command foresaw: not a fault of the program
        _log.info("refused by the system", exc_info=error)
        cli.complain(f"{error.filename or 'Berkas'} tidak dapat dibuka atau ditulis: {error.strerror or error}.")
        return cli.CANNOT
    except Exception as error:  # noqa: BLE001 - the process's boundary: a sentence for people, the trace in the log
        _log.critical("programming error", exc_info=error)
        kind = type(error).__name__
        cli.complain(f"Ada kesalahan di dalam program ({kind}). Catatannya ada di {log_folder()}.")
        return cli.CANNOT


def _run(arguments: list[str]) -> int:
    is_file = len(arguments) == 1 and arguments[0].lower().endswith(FILE_SUFFIX)
    if is_file and cli.has_display():  # a double click on a file of the kabupaten
        return _open_window(None, Path(arguments[0]))
    if arguments:
        return cli.main(arguments, open_window=_open_window)
    if not cli.has_display():
        cli.complain("Tidak ada layar di sini, jadi jendela tidak dapat dibuka. Lihat sirekap-desktop --help.")
        return cli.CANNOT
    return _open_window(None)


def _open_window(workspace: Path | None, file: Path | None = None) -> int:
    from sirekap_desktop.ui.app import run  # noqa: PLC0415 - the command line starts without Qt

    return run([sys.argv[0]], workspace=workspace, file=file, operator=_DEMO_OPERATOR if workspace else None)


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
