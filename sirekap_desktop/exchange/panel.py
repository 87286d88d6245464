"""The desa package: what a panel recorded, signed with its laptop's key; ``docs/panel-format.md``.

Objects and signed manifest as in every package; inside stand the card of the package, the panel's part of the audit,
the rows that it speaks of, and the originals of the photos.
"""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any, cast

from sirekap_desktop.exchange import keys
from sirekap_desktop.exchange.archives import Report
from sirekap_desktop.exchange.decode import FormatError, decode, load_json
from sirekap_desktop.exchange.manifest import PANEL_KIND, PROGRAM, SCHEMA, Manifest, PackageArea, PackageFile, canonical
from sirekap_desktop.exchange.package import Staging, staging, write_package
from sirekap_desktop.exchange.stores import Scan, scan
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.audit import AuditRow
from sirekap_desktop.models.database import Row
from sirekap_desktop.models.joining import CARRIED, DesaPackage
from sirekap_desktop.models.panels import HandingState
from sirekap_desktop.models.schema import Image, Table, table_name
from sirekap_desktop.models.seals import Head
from sirekap_desktop.models.workspace import Workspace

CARD = "panel.json"
AUDIT = "audit/audit.jsonl"
_MAX_CARD = 4 * 2**20
_MAX_LINE = 16 * 2**20
"""Bytes of one row; the reading of a page with many fields is the longest."""
_MAX_LINES = 2 * 2**30
"""Bytes of audit and rows together, which are judged in memory: twice what a panel of the largest kecamatan writes."""
_LINES = "application/jsonl"


@dataclass(frozen=True, slots=True)
class Card:
    """``panel.json``."""

    workspace_id: str
    handing: str
    number: int
    leader: str
    desa: tuple[str, ...]
    final: bool
    lists: str
    base: tuple[Head, ...]
    host: str


def build(
    workspace: Workspace,
    target: Path,
    *,
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Manifest:
    """Write the desa package of a panel's workspace; all of it shows one moment.

    Raises:
        UserError: ``panel.none``, ``key.missing``, ``image.missing``, and what :func:`write_package` raises.
    """
    key = workspace.signing_key()
    with staging(target) as files:
        with workspace.snapshot():
            card, area = _card(workspace), workspace.kecamatan
            files.add_bytes(CARD, "panel", "application/json", canonical(asdict(card)))
            _stage_lines(files, AUDIT, "audit", map(asdict, workspace.panel_chain()))
            for model in CARRIED:
                _stage_lines(files, _rows_name(table_name(model)), "rows", workspace.panel_rows(model))
            _stage_photos(workspace, files)
            made_at = max(row.at for row in workspace.panel_chain())
        manifest = Manifest(
            schema=SCHEMA, kind=PANEL_KIND, program=PROGRAM,
            kecamatan=PackageArea(area.code, area.name, area.kabupaten, area.provinsi),
            simulation=workspace.simulation, machine=key.machine_id, made_at=made_at,
            signer=keys.public_bytes(key.private).hex(), recaps=(), files=(),
        )  # fmt: skip
        return write_package(target, manifest, files, key.private, progress=progress, cancelled=cancelled)


def _card(workspace: Workspace) -> Card:
    seat, handing = workspace.panel_seat(), workspace.panel()
    if seat is None or handing is None:
        raise UserError("Ruang kerja ini bukan milik panel.", "Paket desa dibuat di laptop panel.", code="panel.none")
    return Card(
        workspace.workspace_id, handing.id, handing.number, handing.leader, handing.desa,
        handing.state is HandingState.RETURNED, workspace.lists_digest(), seat.base, socket.gethostname(),
    )  # fmt: skip


def _stage_lines(files: Staging, name: str, kind: str, values: Iterator[dict[str, Any]]) -> None:
    """One JSON object a line, as they come: a large panel has millions. Nothing where there is none."""
    first = next(values, None)
    if first is None:
        return

    def fill(write: Callable[[bytes], object]) -> None:
        for value in chain((first,), values):
            write(canonical(value) + b"\n")

    files.add_written(name, kind, _LINES, fill)


def _rows_name(table: str) -> str:
    return f"baris/{table}.jsonl"


def _stage_photos(workspace: Workspace, files: Staging) -> None:
    for sha256 in sorted({str(row["sha256"]) for row in workspace.panel_rows(Image)}):
        path = workspace.original_path(sha256)
        files.add_file(f"foto/{sha256}{path.suffix}", "image", "application/octet-stream", path, sha256=sha256)


# --- reading --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadPackage:
    """A desa package that is whole and signed."""

    package: DesaPackage
    fingerprint: str
    """Of the key that signed: it stands on the screen of the panel's laptop."""
    photos: tuple[PackageFile, ...]
    scan: Scan
    kecamatan: str

    def photo(self, file: PackageFile) -> bytes:
        """The bytes of a photo. Raises UserError ``package.io`` when the stick is gone meanwhile."""
        try:
            data = self.scan.read(file.sha256, file.size)
        except OSError as error:
            raise _gone(file.name) from error
        if data is None or hashlib.sha256(data).hexdigest() != file.sha256:
            raise _gone(file.name)
        return data


def _gone(name: str) -> UserError:
    return UserError(
        f"{name} tidak dapat dibaca lagi dari paket.", "Pasang kembali flash disk-nya, lalu ulangi.", code="package.io"
    )


def read(path: Path, advance: Callable[[int], None] = lambda _count: None) -> ReadPackage:
    """Check every byte and the signature of a desa package.

    Raises:
        UserError: ``package.not_found``, ``package.not_a_package``, ``package.io``; ``panel.package`` when it was
            changed, names the first finding.
    """
    found = scan(path, advance, PANEL_KIND)
    if found.manifest is None and scan(path, advance).manifest is not None:
        raise UserError(
            f"{path.name} adalah paket untuk kabupaten, bukan paket desa.",
            "Pilih paket yang ditulis laptop panel.",
            code="panel.package",
        )
    if found.findings or not found.is_signed or found.manifest is None:
        reason = found.findings[0].message if found.findings else "Tanda tangannya tidak cocok."
        raise UserError(
            f"{path.name} bukan paket desa yang utuh: {reason}",
            "Salin lagi dari laptop panel, atau buat lagi paketnya.",
            code="panel.package",
        )
    try:
        return _read(found, found.manifest)
    except FormatError as error:
        raise UserError(f"{path.name} tidak dapat dibaca: {error.message}", code="panel.package") from error


def _read(found: Scan, manifest: Manifest) -> ReadPackage:
    card = _read_card(found)
    names = (AUDIT, *(_rows_name(table_name(model)) for model in CARRIED))
    if sum(found.files[name].size for name in names if name in found.files) > _MAX_LINES:
        raise FormatError("catatannya terlalu besar untuk sebuah panel.")
    photos = tuple(file for file in manifest.files if file.kind == "image")
    package = DesaPackage(
        **{name: getattr(card, name) for name in Card.__slots__},
        public_key=manifest.signer,
        sha256=hashlib.sha256(found.manifest_bytes).hexdigest(),
        audit=tuple(decode(AuditRow, value, AUDIT) for value in _values(found, AUDIT)),
        rows={table_name(model): tuple(_rows(found, model)) for model in CARRIED},
        originals=frozenset(file.sha256 for file in photos),
    )
    fingerprint = keys.fingerprint(bytes.fromhex(manifest.signer))
    return ReadPackage(package, fingerprint, photos, found, manifest.kecamatan.name)


def _read_card(found: Scan) -> Card:
    file = found.files.get(CARD)
    data = found.read(file.sha256, _MAX_CARD) if file else None
    if data is None:
        raise FormatError(f"{CARD} tidak ada.")
    card = decode(Card, load_json(data, CARD), CARD)
    if not card.base or not card.desa:
        raise FormatError(f"{CARD} tidak lengkap.")
    return card


def _values(found: Scan, name: str) -> Iterator[object]:
    if (file := found.files.get(name)) is not None:
        for number, line in enumerate(found.lines(file.sha256, _MAX_LINE), start=1):
            yield load_json(line, f"{name} baris {number}")


def _rows(found: Scan, model: type[Table]) -> Iterator[Row]:
    """Rows with exactly the columns of the table, of text and whole numbers."""
    name = _rows_name(table_name(model))
    columns = set(model._meta.sorted_field_names)  # noqa: SLF001 - peewee's way to the metadata
    for value in _values(found, name):
        plain = isinstance(value, dict) and all(item is None or type(item) in {str, int} for item in value.values())
        if not plain or cast("Row", value).keys() != columns:
            raise FormatError(f"{name}: kolomnya bukan yang ditetapkan.")
        yield cast("Row", value)
