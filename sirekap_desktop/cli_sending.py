"""The command line's side of sending: ``send``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path


def add_send_options(group: argparse._ArgumentGroup) -> None:
    """Options of ``send``."""
    group.add_argument("--to", metavar="NAMA", required=True, help="nama tujuan")
    group.add_argument("--package", metavar="FILE", type=Path, help="paket lain dari paket revisi sekarang")


def send(options: argparse.Namespace, operator: str, show: Callable[[str], None]) -> str:
    """Write the package unless one is named, and bring it over; returns why it is not there yet, or nothing."""
    from sirekap_desktop.jobs.export import package_name, write_package
    from sirekap_desktop.jobs.outbox import outbox_of, send_now
    from sirekap_desktop.models.workspace import Workspace

    with Workspace.open(options.workspace, operator=operator) as workspace:
        outbox = outbox_of(workspace)
        destination = outbox.named(options.to)
        package = options.package or workspace.packages_folder / package_name(workspace)
        if options.package is None:
            write_package(workspace, package)
        parcel = send_now(
            outbox,
            outbox.add(package, destination.id),
            report=lambda sent: show(f"Mengirim: {100 * sent.there // max(sent.total, 1)} %"),
        )
    if not parcel.message:
        print(f"{package.name} lengkap di {destination.name}: {parcel.place}")
    return parcel.message
