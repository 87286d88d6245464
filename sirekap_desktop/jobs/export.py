"""Writes the signed package of a workspace and looks it over before anyone carries it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.exchange import sending
from sirekap_desktop.exchange.archives import PackageProgress
from sirekap_desktop.exchange.manifest import Manifest
from sirekap_desktop.exchange.package import targets
from sirekap_desktop.exchange.scope import Images
from sirekap_desktop.exchange.verify import VerifyReport, verify
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.documents import report_options
from sirekap_desktop.jobs.packing import Wish, picking_of
from sirekap_desktop.models.workspace import Workspace

EVERYTHING = Wish()


@dataclass(frozen=True, slots=True)
class WrittenPackage:
    """A package that was written and then verified from the disk."""

    path: Path
    """The package, or its first volume."""
    paths: tuple[Path, ...]
    """All volumes."""
    manifest: Manifest
    report: VerifyReport

    def count(self, kind: str) -> int:
        """Files of a kind: ``data``, ``image``, ``document`` …"""
        return sum(file.kind == kind for file in self.manifest.files)


def package_name(workspace: Workspace, wish: Wish = EVERYTHING) -> str:
    """``760505-ULUMANDA-r1.zip``: kecamatan and revision; a part goes by another name than the whole."""
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in workspace.kecamatan.name)
    part = "" if wish.is_whole else "-perubahan" if wish.photos == Images.CHANGED else "-sebagian"
    return f"{workspace.kecamatan.code}-{name}-r{workspace.revision}{part}.zip"


def write_package(
    workspace: Workspace,
    path: Path,
    *,
    wish: Wish = EVERYTHING,
    progress: Callable[[PackageProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenPackage:
    """Write the package (a zip when ``path`` ends in ``.zip``, else a folder) and verify what was written.

    Args:
        wish: what goes in, and whether it is split into volumes.
        progress: bytes written, then bytes verified, out of twice the package.
        cancelled: asked between pieces of the writing.

    Raises:
        UserError: disk and key errors, ``package.cancelled``, what :func:`packing.picking_of` raises;
            ``package.not_written_well`` when the disk does not give back what was written.
    """
    meter = _Twice(progress)
    manifest = sending.build(
        workspace,
        path,
        options=report_options(workspace),
        picking=picking_of(workspace, wish),
        volume_size=wish.volume_size,
        progress=meter.written,
        cancelled=cancelled,
    )
    paths = targets(path, manifest, wish.volume_size)
    report = verify(paths[0], advance=meter.verified, with_documents=False)
    if not report.ok:
        raise UserError(
            f"Paket {path.name} tidak terbaca kembali seperti ditulis: {report.findings[0].message}",
            "Periksa disknya, lalu tulis paket di tempat lain.",
            code="package.not_written_well",
        )
    return WrittenPackage(paths[0], paths, manifest, report)


class _Twice:
    """Joins the progress of writing and of verifying into one."""

    def __init__(self, progress: Callable[[PackageProgress], None] | None) -> None:
        self._progress = progress
        self._total = self._verified = 0

    def written(self, progress: PackageProgress) -> None:
        self._total = progress.total
        self._tell(progress.done)

    def verified(self, count: int) -> None:
        self._verified = min(self._verified + count, self._total)
        self._tell(self._total + self._verified)

    def _tell(self, done: int) -> None:
        if self._progress:
            self._progress(PackageProgress(done, 2 * self._total))
