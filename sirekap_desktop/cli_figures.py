"""The command line's side of figures: ``export --format``, ``import --figures`` and ``import --sirekap``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sirekap_desktop.forms.numbers import format_count

if TYPE_CHECKING:
    from sirekap_desktop.jobs.figures_import import Look
    from sirekap_desktop.jobs.sirekap_import import SirekapTaken
    from sirekap_desktop.models.workspace import Workspace
    from sirekap_desktop.reports.rapat.sirekap import SirekapReport

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
    group.add_argument(
        "--sirekap",
        action="store_true",
        help="PATH adalah JSON per TPS terbitan Sirekap (berkas, folder, zip): pembanding, tidak pernah menjadi isian",
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
    """Look at each file and record it when nothing is left to decide; returns whether there were findings.

    With ``--sirekap`` nothing is recorded: what Sirekap published is kept to compare with.
    """
    if options.sirekap:
        return _import_sirekap(workspace, options)
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


# --- what Sirekap published ----------------------------------------------------------------------------------------


def _import_sirekap(workspace: Workspace, options: argparse.Namespace) -> bool:
    """Keep what each path says and print where it differs; returns whether there were findings."""
    from sirekap_desktop.jobs.sirekap_import import take_sirekap  # noqa: PLC0415 - import of photos
    from sirekap_desktop.jobs.sirekap_report import sirekap_report  # noqa: PLC0415 - likewise

    findings = [_tell_taken(path, take_sirekap(workspace, path)) for path in options.paths]
    for contest in workspace.contests():
        report = sirekap_report(workspace, contest.form.id, contest.dapil)
        if report is not None:
            findings.append(_tell_report(contest.form.short_name, report))
    return any(findings)


def _tell_taken(path: Path, taken: SirekapTaken) -> bool:
    for problem in taken.problems[:_SHOWN]:
        print(f"PERHATIAN {problem.place}: {problem.message}")
    if (more := len(taken.problems) - _SHOWN) > 0:
        print(f"PERHATIAN … dan {format_count(more)} lagi.")
    for name, files in taken.other_elections:
        print(f"{path.name}: {format_count(files)} berkas {name} dilewati: bukan pemilihan di ruang kerja ini.")
    if taken.elsewhere:
        print(f"{path.name}: {format_count(taken.elsewhere)} berkas TPS kecamatan lain dilewati.")
    counts = f"{format_count(taken.kept)} data baru, {format_count(taken.same)} sudah sama"
    print(f"{path.name}: {format_count(len(taken.tps))} TPS; {counts}.")
    return bool(taken.problems)


def _tell_report(election: str, report: SirekapReport) -> bool:
    for line in report.lines[:_SHOWN]:
        recorded = "kosong" if line.recorded is None else format_count(line.recorded)
        figures = f"tercatat {recorded}, Sirekap {format_count(line.sirekap)}"
        print(f"BERBEDA {election} · {line.place} · {line.number}: {figures}.")
    for one in report.sums[:_SHOWN]:
        print(f"HITUNGAN SIREKAP {election} · {one.place}: {one.formula}: {one.numbers}.")
    counts = f"{format_count(len(report.lines))} dari {format_count(report.fields)} isian berbeda"
    absent, foreign = format_count(len(report.absent)), format_count(len(report.foreign))
    sides = f"{absent} TPS tanpa data Sirekap, {foreign} hanya di Sirekap"
    print(f"{election}: {counts} di {format_count(report.differing_tps)} TPS; {sides}.")
    return bool(report.lines or report.sums or report.foreign)
