"""The command line's side of *Publikasi*: ``publish``, and ``verify`` of a published site."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sirekap_desktop.cli_line import Line
from sirekap_desktop.forms.numbers import format_count

if TYPE_CHECKING:
    from sirekap_desktop.models.audit import Finding


def add_publish(add: Callable[..., Any]) -> None:
    """The command ``publish``."""
    parser = add("publish", help="tulis rekap sebagai situs dalam folder, untuk dibaca siapa saja")
    parser.add_argument_group("Argumen").add_argument("workspace", metavar="WORKSPACE", type=Path, help="ruang kerja")
    group = parser.options
    group.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder situs: baru, atau situs lama")
    group.add_argument(
        "--photos", action="store_true", help="terbitkan foto juga: padanya dapat tampak wajah, nama dan tanda tangan"
    )
    group.add_argument("--form", metavar="ID", action="append", default=[], help="hanya pemilihan ini; boleh berulang")
    group.add_argument("--package", metavar="FILE", type=Path, help="paket yang manifesnya disertakan")
    parser.set_defaults(command=_publish)


def _publish(options: argparse.Namespace) -> int:
    """Write the site and say what stands where."""
    from sirekap_desktop.jobs.publishing import Choice, publish
    from sirekap_desktop.models.workspace import Workspace

    choice, line = Choice(tuple(options.form), options.photos, options.package), Line()
    with Workspace.open(options.workspace, read_only=True) as workspace:
        made = publish(
            workspace,
            options.out,
            choice,
            progress=lambda p: line.show(f"Menerbitkan: {100 * p.done // p.total} %, {p.step}"),
        )
    line.end()
    print(f"{made.start}: {format_count(made.files)} berkas, {format_count(made.size)} bita.")
    if choice.photos:
        print("Foto diterbitkan: padanya dapat tampak wajah, nama dan tanda tangan.")
    if made.drafts:
        print(f"DRAF, belum dikunci: {'; '.join(made.drafts)}.")
    if made.package is None:
        print("Tanpa manifes paket: paket dari angka ini belum ditulis.")
    print(f"Sidik jari penanda tangan: {made.fingerprint}")
    return 0


def site_at(path: Path) -> bool:
    """Whether a folder is a published site."""
    from sirekap_desktop.exchange.site import is_site

    return is_site(path)


def verify_site(path: Path, key: str | None) -> tuple[Sequence[Finding], str]:
    """What is wrong with a site, and what to say when nothing is."""
    from sirekap_desktop.exchange.site import check_site

    report = check_site(path, key)
    if report.fingerprint is not None:
        print(f"Situs ditandatangani {report.fingerprint}.")
    return report.findings, f"Situs utuh: {format_count(report.files)} berkas."
