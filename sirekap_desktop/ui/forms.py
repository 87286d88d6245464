"""Commands about form definitions: the designer, and taking a form file into the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog

from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from sirekap_desktop.forms.model import FormDefinition
    from sirekap_desktop.ui.main_window import MainWindow

_DESIGNER = "designer"


def open_designer(window: MainWindow) -> None:
    """Show the designer, the one that is open already if there is one; it needs no workspace."""
    from sirekap_desktop.ui.perancang.window import DesignerWindow  # noqa: PLC0415 - image reading only when asked for

    designer = _designer(window)
    if designer is None:
        made = DesignerWindow(window.tasks, window.dialogs, window)
        made.setObjectName(_DESIGNER)
        made.help_wanted.connect(lambda: window.open_help("perancang"))
        designer = made
    designer.show()
    designer.raise_()
    designer.activateWindow()


def close_designer(window: MainWindow) -> bool:
    """Close the designer with the window; ``False`` when the operator turns back."""
    designer = _designer(window)
    return designer is None or designer.close()


def _designer(window: MainWindow) -> QDialog | None:
    return next((item for item in window.findChildren(QDialog, _DESIGNER) if item.isVisible()), None)


def import_form(window: MainWindow) -> None:
    """Ask for a form file and take it into the workspace."""
    if window.context is None:
        return
    translate = QCoreApplication.translate
    file = window.dialogs.open_file(
        translate("Forms", "Impor formulir"), translate("Forms", "Formulir dari perancang (*.json)")
    )
    if file is not None:
        _import(window, file)


def _import(window: MainWindow, file: Path) -> None:
    context = window.context
    assert context is not None
    workspace = context.workspace

    def done(form: FormDefinition) -> None:
        text = QCoreApplication.translate("Forms", "Formulir {model} kini dipakai ruang kerja ini.")
        hint = QCoreApplication.translate("Forms", "Foto yang sudah ada dapat dibaca ulang dari Impor.")
        context.notify(text.format(model=form.short_name), hint, Tone.OK)

    context.write(lambda: workspace.import_form(file), done)
