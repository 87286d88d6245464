"""Writing a finished document where the operator says: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSaveFile, QStandardPaths

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context


def write_file(target: Path, data: bytes) -> Path:
    """Write through a temporary file. Raises UserError (``file.write``) when the place can not be written."""
    file = QSaveFile(str(target))
    opened = file.open(QSaveFile.OpenModeFlag.WriteOnly)
    if not opened or file.write(data) != len(data) or not file.commit():
        translate = QCoreApplication.translate
        raise UserError(
            translate("Save", "Berkas {file} tidak dapat ditulis.").format(file=target),
            translate("Save", "Periksa apakah cakram penuh, terkunci, atau sudah dilepas, lalu simpan lagi."),
            code="file.write",
        )
    return target


def documents_folder() -> Path:
    """Where people expect saved documents."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place or os.path.expanduser("~"))


def tell_saved(context: Context, target: Path) -> None:
    """Say where it is."""
    context.notify(QCoreApplication.translate("Save", "Tersimpan."), str(target), Tone.OK)


def save_xlsx(context: Context) -> None:
    """The recap as XLSX with live formulas."""
    from sirekap_desktop.reports import xlsx  # noqa: PLC0415 - only when asked for

    translate = QCoreApplication.translate
    workspace, ballot = context.workspace, context.ballot
    suggested = documents_folder() / f"rekap-{workspace.kecamatan.code}.xlsx"
    target = context.dialogs.save_file(
        translate("Save", "Simpan rekap sebagai XLSX"), suggested, translate("Save", "Buku kerja Excel (*.xlsx)")
    )
    if target is None:
        return
    path = target if target.suffix else target.with_suffix(".xlsx")
    context.run(
        lambda _job: write_file(
            path, xlsx.build(workspace.recap(ballot.form, ballot.dapil), None, workspace.workspace_id)
        ),
        done=lambda done: tell_saved(context, done),
    )
