"""Starts the window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from sirekap_desktop import __version__
from sirekap_desktop.jobs.logfile import log_file
from sirekap_desktop.ui import commands
from sirekap_desktop.ui.app_settings import AppSettings
from sirekap_desktop.ui.collecting import Collector
from sirekap_desktop.ui.crash import CrashReporter, install_hooks
from sirekap_desktop.ui.dialogs import Dialogs
from sirekap_desktop.ui.i18n import install_language
from sirekap_desktop.ui.icons import program_icon
from sirekap_desktop.ui.main_window import MainWindow
from sirekap_desktop.ui.tasks import Tasks
from sirekap_desktop.ui.theme import apply_theme


class Application:
    """Holds what outlives one window: settings, tasks, crash reporter. The window is built anew for a new language."""

    def __init__(self, app: QApplication, settings: AppSettings, dialogs: Dialogs, crash: CrashReporter) -> None:
        self.app, self.settings, self.dialogs, self.crash = app, settings, dialogs, crash
        self.tasks = Tasks()
        self.window: MainWindow | None = None

    def build_window(self) -> MainWindow:
        """Make the window in the chosen language and font size."""
        install_language(self.app, self.settings.language)
        apply_theme(self.app, self.settings.font_scale / 100)
        self.window = MainWindow(self.settings, self.tasks, self.dialogs, self.crash)
        self.window.rebuild_wanted.connect(lambda: QTimer.singleShot(0, self.app, self.rebuild))
        return self.window

    def rebuild(self) -> None:
        """Language or font size changed: a new window with the same workspace and page."""
        old = self.window
        if old is None:
            return
        page = old.page.page_id if old.page else "beranda"
        focused = old.focusWidget()
        place = {"focus": focused.objectName()} if focused and focused.objectName() else {}
        workspace = old.release_workspace()
        geometry = old.saveGeometry()
        window = self.build_window()
        window.restoreGeometry(geometry)
        window.show()
        if workspace is not None:
            window.open_workspace(workspace, page, **place)
        else:
            window.go("awal")
        old.close()
        old.deleteLater()

    def open(self, folder: Path, start_page: str, operator: str | None = None) -> None:
        """Open the workspace named on the command line, after asking who works unless that is known."""
        from sirekap_desktop.models.workspace import Workspace  # noqa: PLC0415 - opens the window sooner

        window = self.window
        assert window is not None
        if operator is None:
            operator = commands.ask_operator(window)
            if operator is None:
                window.go("awal")
                return
            self.settings.operator = operator

        def failed(error: BaseException) -> None:
            window.go("awal")
            window.show_error(error)

        self.tasks.write(
            lambda: Workspace.open(folder, operator=operator),
            done=lambda workspace: window.open_workspace(workspace, start_page),
            failed=failed,
        )

    def close(self) -> None:
        """End the threads."""
        self.tasks.close()


def make_app(argv: list[str]) -> QApplication:
    """The QApplication with the program's name; an existing one is used again (tests)."""
    QCoreApplication.setApplicationName("Sirekap Desktop")
    QCoreApplication.setOrganizationName("SirekapDesktop")
    QCoreApplication.setApplicationVersion(__version__)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(argv)
    app.setWindowIcon(program_icon())
    return app


def run(
    argv: list[str] | None = None,
    *,
    workspace: Path | None = None,
    start_page: str = "beranda",
    operator: str | None = None,
    file: Path | None = None,
) -> int:
    """Open the window and return its exit status.

    Args:
        argv: arguments for Qt (``sys.argv`` if not given).
        workspace: folder of the workspace to open; without it *Awal* is shown.
        start_page: page id to show first.
        operator: who works, where nobody need be asked (the demo); the operator is asked otherwise.
        file: a file of the kabupaten to show at *Awal*.
    """
    app = make_app(argv if argv is not None else sys.argv)
    crash = CrashReporter(log_file())
    install_hooks(crash)
    program = Application(app, AppSettings(), Dialogs(), crash)
    window = program.build_window()
    window.restore_place()
    window.show()
    if workspace is None:
        window.go("awal", **({"file": str(file)} if file else {}))
    else:
        QTimer.singleShot(0, window, lambda: program.open(workspace, start_page, operator))
    collector = Collector()
    collector.start()
    try:
        return app.exec()
    finally:
        collector.stop()
        program.close()
