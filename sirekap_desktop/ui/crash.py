"""Programming errors: logged, and shown once with a report that can be copied. The program goes on."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from sirekap_desktop import __version__
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets.basics import button, label

_log = logging.getLogger("sirekap_desktop.ui")


def report_text(error: BaseException) -> str:
    """What helps whoever mends it: versions and traceback; no data of the workspace."""
    trace = "".join(traceback.format_exception(error))
    versions = f"Sirekap Desktop {__version__} · Python {platform.python_version()} · Qt {qVersion()}"
    return f"{versions} · {platform.platform()}\n\n{trace}"


class CrashDialog(QDialog):
    """Says calmly that something in the program went wrong, that recorded data are safe, and shows the report."""

    def __init__(self, report: str, log_file: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Kesalahan program"))
        self.resize(px(720), px(440))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(18), px(22), px(16))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("Ada kesalahan di dalam program."), "heading"))
        says = self.tr(
            "Semua isian yang sudah dicatat aman tersimpan. Anda boleh melanjutkan; bila terulang, salin laporan ini "
            "dan kirimkan kepada tim teknis."
        )
        column.addWidget(label(says, wrap=True))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Laporan kesalahan"))
        column.addWidget(self.report, 1)
        if log_file:
            column.addWidget(label(self.tr("Catatan lengkap: {file}").format(file=log_file), "small", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.tr("Salin laporan"), self.copy))
        row.addWidget(button(self.tr("Lanjutkan"), self.accept, primary=True))
        column.addLayout(row)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())


class CrashReporter(QObject):
    """Shows the crash dialog in the GUI thread whatever thread the error came from; one dialog at a time."""

    _arrived = Signal(object)

    def __init__(self, log_file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log_file = log_file
        self.window: QWidget | None = None
        self._open = False
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def report(self, error: BaseException) -> None:
        """Log an error and show it; a :class:`UserError` is not for here but is shown all the same."""
        _log.error("programming error", exc_info=error)
        self._arrived.emit(error)

    @Slot(object)
    def _show(self, error: BaseException) -> None:
        if self._open:
            return
        self._open = True
        dialog = CrashDialog(report_text(error), self.log_file, self.window)
        dialog.exec()
        dialog.deleteLater()
        self._open = False


def install_hooks(reporter: CrashReporter) -> None:
    """Route uncaught errors of any thread, and Qt's own warnings, to log and dialog."""

    def on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        reporter.report(error)

    sys.excepthook = on_error
    threading.excepthook = lambda args: on_error(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
    qInstallMessageHandler(_log_qt)


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    level = logging.ERROR if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg) else logging.WARNING
    if kind is QtMsgType.QtDebugMsg or kind is QtMsgType.QtInfoMsg:
        level = logging.DEBUG
    _log.log(level, "Qt: %s", text)


def is_user_error(error: BaseException) -> bool:
    """Whether the operator can solve it (then it goes to the message bar)."""
    return isinstance(error, UserError)
