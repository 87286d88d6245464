"""Which photos an earlier package brought, so that the next one need not bring them again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sirekap_desktop.exchange.decode import FormatError, load_json
from sirekap_desktop.exchange.scope import Held, Images
from sirekap_desktop.exchange.signed import INDEX
from sirekap_desktop.exchange.transport.source import Source, open_source
from sirekap_desktop.forms.errors import UserError

_KINDS = {"image", "signed"}


def held_by(path: Path, kecamatan: str) -> Held:
    """Look into an earlier package of this kecamatan: a zip, a folder, or its volumes.

    Raises:
        UserError: ``package.since_foreign``, ``package.source_changed``, and what ``open_source`` raises.
    """
    source = open_source(path)
    area = source.manifest.kecamatan
    if area.code != kecamatan:
        raise UserError(
            f"Paket {path.name} berasal dari kecamatan lain ({area.name}).",
            "Pilih paket lama dari kecamatan ini.",
            code="package.since_foreign",
        )
    files = [file for file in source.manifest.files if file.kind in _KINDS]
    originals = {file.sha256 for file in files if file.reduced_from is None}
    reduced = {file.reduced_from for file in files if file.reduced_from is not None}
    size = source.manifest.scope.reduced
    if source.manifest.scope.images == Images.CHANGED:
        before = set(_brought_before(source))
        if size is None:
            originals |= before
        else:
            reduced |= before
    return Held(source.sha256, frozenset(originals), dict.fromkeys(reduced, size or 0))


def _brought_before(source: Source) -> Iterator[str]:
    """Hashes of the pictures that it left out because a package before it had them."""
    for file in source.manifest.files:
        if file.kind == "data" or file.name == INDEX:
            source.require(file.sha256)
            yield from _left_out(b"".join(source.objects[file.sha256].chunks()), file.name)


def _left_out(data: bytes, name: str) -> Iterator[str]:
    value = load_json(data, name)
    rows = value.get("pages" if name == INDEX else "images") if isinstance(value, dict) else None
    if not isinstance(rows, list):
        raise FormatError(f"{name} tidak dapat dibaca.")
    for row in rows:
        if isinstance(row, dict) and row.get("file") is None:
            yield str(row.get("sha256"))
