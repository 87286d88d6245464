"""Brings in Sirekap's data from any page and says how it ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.sirekap_import import SirekapTaken, take_sirekap
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context

_NAMED = 2
"""Problems that are said; the others are counted."""


def take(context: Context, path: Path, owner: QObject) -> None:
    """Read a file, archive or folder in the background and keep it for comparison."""
    workspace = context.workspace
    context.run(
        lambda _job: take_sirekap(workspace, path),
        done=lambda taken: context.notify(said(taken), hint(taken), Tone.WARN if taken.problems else Tone.OK),
        failed=context.tasks.on_error,
        key="sirekap.take",
        owner=owner,
    )


def said(taken: SirekapTaken) -> str:
    """One sentence: how much came."""
    translate = QCoreApplication.translate
    if not taken.tps:
        return translate("Sirekap", "Di {file} tidak ada data Sirekap untuk TPS kecamatan ini.").format(
            file=taken.path.name
        )
    text = translate("Sirekap", "Data Sirekap {n} TPS disimpan sebagai pembanding; {same} sudah sama.")
    return text.format(n=format_count(len(taken.tps)), same=format_count(taken.same))


def hint(taken: SirekapTaken) -> str:
    """What was passed over or wrong."""
    translate = QCoreApplication.translate
    parts = []
    if taken.elsewhere:
        text = translate("Sirekap", "{n} berkas TPS kecamatan lain dilewati.")
        parts.append(text.format(n=format_count(taken.elsewhere)))
    for name, files in taken.other_elections:
        text = translate("Sirekap", "{n} berkas {name} dilewati: bukan pemilihan di ruang kerja ini.")
        parts.append(text.format(n=format_count(files), name=name))
    parts += [f"{Path(one.place).name}: {one.message}" for one in taken.problems[:_NAMED]]
    if (more := len(taken.problems) - _NAMED) > 0:
        parts.append(translate("Sirekap", "Dan {n} hal lain.").format(n=format_count(more)))
    return " ".join(parts)
