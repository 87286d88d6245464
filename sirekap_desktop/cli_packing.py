"""The command line's side of choosing what goes into a package: options of ``export``."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count

if TYPE_CHECKING:
    from sirekap_desktop.jobs.export import WrittenPackage
    from sirekap_desktop.jobs.packing import Since, Wish

_LAST = "terakhir"
_CONTENTS = {"audit": "audit", "dokumen": "documents", "salinan": "signed"}
_PHOTOS = {"semua": "all", "baru": "changed", "tanpa": "none"}
_UNITS = {"M": 10**6, "G": 10**9}
_NAMES = ("pemilihan", "desa", "photos", "since", "shrink", "without", "volume")


def add_package_options(group: argparse._ArgumentGroup) -> None:
    """Options of ``export`` that hold for a package only."""
    group.add_argument("--pemilihan", metavar="NAMA,…", help="paket: hanya pemilihan ini (ppwp, pdpd, …)")
    group.add_argument("--desa", metavar="KODE,…", help="paket: isian dan foto TPS hanya dari desa ini (kode 10 angka)")
    group.add_argument("--photos", choices=_PHOTOS, help="paket: foto semua (bawaan), hanya yang baru, atau tanpa foto")
    group.add_argument(
        "--since", metavar="FILE", help=f"foto baru sejak paket ini, atau “{_LAST}”: yang terakhir dikirim"
    )
    group.add_argument("--shrink", metavar="PIKSEL", type=int, help="paket: foto diperkecil sampai sisi panjang sekian")
    group.add_argument("--without", metavar="ISI,…", help="paket: tanpa audit, dokumen, atau salinan (bertanda tangan)")
    group.add_argument("--volume", metavar="UKURAN", help="paket: dibagi menjadi beberapa .zip, misalnya 4G atau 650M")


def export_package(options: argparse.Namespace, show: Callable[[str], None]) -> WrittenPackage:
    """Write what was asked for and verify it; ``show`` is told how far it is."""
    from sirekap_desktop.jobs.export import write_package
    from sirekap_desktop.models.workspace import Workspace

    with Workspace.open(options.workspace, read_only=True) as workspace:
        return write_package(
            workspace,
            options.out,
            wish=wish_of(options),
            progress=lambda p: show(f"Menulis paket: {100 * p.done // max(p.total, 1)} %"),
        )


def wish_of(options: argparse.Namespace) -> Wish:
    """What the options ask for. Raises UserError ``package.options``."""
    from sirekap_desktop.exchange.scope import ALL_CONTENTS, Images
    from sirekap_desktop.jobs.packing import Wish

    left_out = {_content(name) for name in _list(options.without) or ()}
    if options.since and options.photos not in (None, "baru"):
        raise UserError("--since hanya berlaku dengan --photos baru.", code="package.options")
    photos = "baru" if options.since else options.photos or "semua"
    return Wish(
        pemilihan=_list(options.pemilihan),
        desa=_list(options.desa),
        photos=Images(_PHOTOS[photos]),
        since=_since(options.since),
        reduced=options.shrink,
        contents=tuple(name for name in ALL_CONTENTS if name not in left_out),
        volume_size=_size(options.volume) if options.volume else None,
    )


def require_no_choice(options: argparse.Namespace) -> None:
    """Raises UserError ``package.options`` when a choice of a package stands beside another format."""
    if given := [name for name in _NAMES if getattr(options, name) is not None]:
        raise UserError(f"--{given[0]} hanya berlaku untuk paket, bukan untuk --format.", code="package.options")


def tell(package: WrittenPackage) -> None:
    """What was written, and whose key signed it."""
    files = format_count(len(package.manifest.files))
    if len(package.paths) > 1:
        print(f"{len(package.paths)} volume, bawa semuanya:")
    for path in package.paths[1:]:
        print(path)
    print(f"{package.path}: {files} berkas, {format_count(package.report.size)} bita.")
    for note in package.report.notes:
        print(f"CATATAN {note.place}: {note.message}")
    print(f"Sidik jari penanda tangan: {package.report.fingerprint}")


def _list(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(part.strip() for part in text.split(",") if part.strip())


def _content(name: str) -> str:
    if name not in _CONTENTS:
        raise UserError(
            f"--without {name} tidak dikenal.", f"Pilih dari: {', '.join(_CONTENTS)}.", code="package.options"
        )
    return _CONTENTS[name]


def _since(text: str | None) -> Path | Since | None:
    from sirekap_desktop.jobs.packing import Since

    if text is None:
        return None
    return Since.LAST_SENT if text == _LAST else Path(text)


def _size(text: str) -> int:
    found = re.fullmatch(r"([1-9][0-9]{0,5})([MG])", text.upper())
    if not found:
        raise UserError(f"Ukuran volume {text} tidak dikenal.", "Tulis misalnya 4G atau 650M.", code="package.options")
    return int(found[1]) * _UNITS[found[2]]
