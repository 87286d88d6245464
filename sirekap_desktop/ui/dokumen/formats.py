"""*Format lain*: figures for other programs, and workbooks to be filled by hand when the laptop may die."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.figures_export import Format, write_figures
from sirekap_desktop.ui.save import documents_folder
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context
    from sirekap_desktop.ui.tasks import TaskHandle

Begin = Callable[[str, Callable[["TaskHandle"], Any], Callable[[Any], None]], None]
"""Runs a long job under the page's progress bar: caption, work, what to do with the result."""


def write_other_format(context: Context, begin: Begin, done: Callable[[], None]) -> None:
    """Ask which format and where, and write every pemilihan of the workspace."""
    chosen = _choose(context)
    if chosen is None:
        return
    kind, blank = chosen
    translate = QCoreApplication.translate
    folder = context.dialogs.open_folder(translate("Formats", "Pilih folder untuk berkasnya"), documents_folder())
    if folder is None:
        return
    workspace = context.workspace
    out = folder / _archive_name(context) if kind is Format.JSON else folder

    def work(job: TaskHandle) -> list[Path]:
        return write_figures(workspace, kind, out, blank=blank, cancelled=job.is_cancelled)

    def tell(written: list[Path]) -> None:
        done()
        text = translate("Formats", "{n} berkas tersimpan.").format(n=format_count(len(written)))
        context.notify(text, str(folder), Tone.OK)

    begin(translate("Formats", "Berkas sedang ditulis."), work, tell)


def _choose(context: Context) -> tuple[Format, bool] | None:
    translate = QCoreApplication.translate
    text = translate(
        "Formats",
        "Buku kerja isian: satu berkas XLSX per desa dan pemilihan dengan rumus dan sel terkunci, untuk diisi dengan "
        "program lembar kerja apa pun bila program ini tidak dapat dipakai. Isinya diimpor kembali di Impor. "
        "CSV dan JSON memuat angka tiap TPS untuk program lain.",
    )
    options = [
        (translate("Formats", "Buku kerja isian, dengan yang sudah dicatat"), Format.FILL_IN, False),
        (translate("Formats", "Buku kerja isian, kosong"), Format.FILL_IN, True),
        (translate("Formats", "CSV dengan kamus data"), Format.CSV, False),
        (translate("Formats", "JSON bentuk Sirekap"), Format.JSON, False),
    ]
    picked = context.dialogs.choose(translate("Formats", "Format lain"), text, [name for name, _, _ in options])
    return None if picked is None else options[picked][1:]


def _archive_name(context: Context) -> str:
    area = context.workspace.kecamatan
    return f"sirekap-{area.code}.zip"
