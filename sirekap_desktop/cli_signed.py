"""The command line's side of signed copies, ``import --signed``: what came back, what was refused, what is missing."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count

if TYPE_CHECKING:
    from sirekap_desktop.jobs.signed import SignedItem, SignedSheet
    from sirekap_desktop.models.workspace import Workspace

_WORDS = {
    "attached": "dilampirkan",
    "doubled": "ganda",
    "outdated": "kedaluwarsa",
    "foreign": "asing",
    "unreadable": "tidak terbaca",
}


def add_signed_options(group: argparse._ArgumentGroup) -> None:
    """Options of ``import``."""
    group.add_argument(
        "--signed", action="store_true", help="PATH adalah halaman dokumen bertanda tangan, dikenali dari kode QR-nya"
    )
    group.add_argument(
        "--replace", action="store_true", help="dengan --signed: ganti halaman yang sudah ada; yang lama disimpan"
    )


def refuse_without_signed(options: argparse.Namespace) -> None:
    """Raises UserError ``import.replace`` for ``--replace`` alone."""
    if options.replace and not options.signed:
        raise UserError("--replace hanya berlaku dengan --signed.", code="import.replace")


def take_in(
    workspace: Workspace, options: argparse.Namespace, show: Callable[[str], None], end: Callable[[], None]
) -> bool:
    """Attach and print how it went; says whether something is wrong or missing."""
    from sirekap_desktop.jobs.signed import import_signed, signed_sheets

    summary = import_signed(
        workspace,
        options.paths,
        replace=options.replace,
        progress=lambda done, total: show(f"Mengenali: {done} dari {total} berkas"),
    )
    end()
    refused = [item for item in summary.items if item.outcome != "attached"]
    for item in refused:
        print(f"{_WORDS[item.outcome]}: {_place(item)}: {item.reason}")
    lacking = [sheet for sheet in signed_sheets(workspace) if sheet.state == "current" and not sheet.complete]
    for sheet in lacking:
        print(f"kurang: {sheet.title}: {_missing(sheet)}")
    counts = ", ".join(
        f"{format_count(sum(item.outcome == outcome for item in summary.items))} {word}"
        for outcome, word in _WORDS.items()
    )
    print(f"{format_count(summary.files)} berkas: {counts}.")
    return bool(lacking) or any(item.outcome != "doubled" for item in refused)


def _place(item: SignedItem) -> str:
    page = f" halaman {item.index + 1}" if item.index else ""
    return f"{item.source}{page} ({item.title})" if item.title else f"{item.source}{page}"


def _missing(sheet: SignedSheet) -> str:
    if not sheet.pages:
        return "belum ada halaman"
    return f"halaman {', '.join(map(str, sheet.missing))} dari {sheet.pages}"
