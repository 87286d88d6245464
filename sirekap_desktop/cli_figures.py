"""The command line's side of figures in other formats: ``export --format`` and ``import --figures``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sirekap_desktop.forms.numbers import format_count

if TYPE_CHECKING:
    from sirekap_desktop.jobs.figures_import import Look
    from sirekap_desktop.models.workspace import Workspace

PACKAGE = "paket"
_FORMATS = (PACKAGE, "xlsx", "csv", "json", "isian")
_SHOWN = 200


def add_format_options(group: argparse._ArgumentGroup) -> None:
    """Options of ``export``."""
    group.add_argument(
        "--format",
        choices=_FORMATS,
        default=PACKAGE,
        help="paket (bawaan), rekap XLSX, CSV dengan kamus data, JSON bentuk Sirekap, atau isian: buku kerja per desa "
        "untuk diisi dengan tangan; selain paket, --out adalah folder (JSON boleh .zip)",
    )
    group.add_argument("--blank", action="store_true", help="isian: tanpa angka yang sudah dicatat")


def add_figures_options(group: argparse._ArgumentGroup) -> None:
    """Options of ``import``."""
    group.add_argument(
        "--figures", action="store_true", help="PATH adalah angka (XLSX, CSV, JSON dari program ini), bukan foto"
    )
    group.add_argument("--accept", action="store_true", help="catat walau ada yang perlu diperhatikan")
    group.add_argument(
        "--differing", choices=("keep", "replace"), help="isian yang sudah dicatat dan berbeda: biarkan, atau ganti"
    )


def export_figures(workspace: Workspace, options: argparse.Namespace) -> None:
    """Write the format that was asked for and say which files there are."""
    from sirekap_desktop.jobs.figures_export import Format, write_figures  # noqa: PLC0415 - export of a package

    written = write_figures(workspace, Format(options.format), options.out, blank=options.blank)
    for path in written[:_SHOWN]:
        print(path)
    if len(written) > _SHOWN:
        print(f"… {format_count(len(written))} berkas.")


def import_figures(workspace: Workspace, options: argparse.Namespace) -> bool:
    """Look at each file and record it when nothing is left to decide; returns whether there were findings."""
    findings = [_import_one(workspace, path, options) for path in options.paths]
    return any(findings)


def _import_one(workspace: Workspace, path: Path, options: argparse.Namespace) -> bool:
    from sirekap_desktop.jobs import figures_import  # noqa: PLC0415 - import of photos

    found = figures_import.look(workspace, path)
    _tell(found)
    if found.is_blocked:
        print(f"{path.name}: tidak ada yang dicatat; perbaiki dahulu yang disebut di atas.")
        return True
    if found.problems and not options.accept:
        print(f"{path.name}: tidak ada yang dicatat; bila memang benar, ulangi dengan --accept.")
        return True
    if found.differing and not options.differing:
        print(f"{path.name}: tidak ada yang dicatat; ulangi dengan --differing keep atau --differing replace.")
        return True
    replaced = {one.key for one in found.differing} if options.differing == "replace" else set()
    broken = found.broken(replaced)
    for one in broken[:_SHOWN]:
        print(f"HITUNGAN {one.place}: {one.text.formula}: {one.text.numbers}.")
    count = figures_import.take(workspace, found, replaced)
    print(f"{path.name}: {format_count(count)} isian dicatat, {format_count(found.same)} sudah sama.")
    return bool(broken)


def _tell(found: Look) -> None:
    for problem in found.problems[:_SHOWN]:
        word = "TEMUAN" if problem.blocks else "PERHATIAN"
        print(f"{word} {problem.place}: {problem.message}")
    for one in found.differing[:_SHOWN]:
        print(f"BERBEDA {one.place}: tercatat {_shown(one.recorded)}, di berkas {_shown(one.figure.value)}.")


def _shown(value: int | None) -> str:
    return "kosong" if value is None else format_count(value)
