"""Whether laptop and workspace are ready for the meeting: what is looked at the day before (PKPU 19/2020 art. 48B)."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

from sirekap_desktop import __version__
from sirekap_desktop.exchange import keys
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs import second_copy
from sirekap_desktop.jobs.second_copy import Copy
from sirekap_desktop.models.clock import Clock, local_now, stamp
from sirekap_desktop.models.roles import Role
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.content import readable_time
from sirekap_desktop.reports.rapat.readiness import Check, Readiness, Verdict

_NEEDED_BYTES = 5 * 10**9
"""Photos of a large kecamatan, and a copy."""
_PARTS = ("PySide6_Essentials", "opencv-python-headless", "onnxruntime", "reportlab", "peewee", "cryptography")
_HOURS = (7, 8, 9)
_NAMED = 6
"""TPS without DPT that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Devices:
    """What only a window can know; None where nobody looked."""

    printers: tuple[str, ...] | None = None
    screens: int | None = None
    backup: Path | None = None
    """Where the second copy is kept, as set on this laptop."""


def check_readiness(
    workspace: Workspace, devices: Devices | None = None, *, backup: Path | None = None, clock: Clock = local_now
) -> Readiness:
    """Look at everything once.

    Args:
        workspace: open for reading at least.
        devices: printers and screens.
        backup: folder of the last cadangan, or the stick of the second copy; by default that of ``devices``.
        clock: of this laptop.
    """
    devices = devices or Devices()
    backup = backup or devices.backup
    looks: Sequence[Callable[[], Check]] = (
        _program,
        _parts,
        lambda: _disk(workspace),
        lambda: _printer(devices),
        lambda: _projector(devices),
        lambda: _clock(workspace, clock()),
        lambda: _backup(workspace, backup),
        lambda: _key(workspace),
        lambda: _people(workspace),
        lambda: _elections(workspace),
        lambda: _wilayah(workspace),
        lambda: _dpt(workspace),
    )
    return Readiness(stamp(clock), workspace.operator or "–", tuple(look() for look in looks))


def _program() -> Check:
    return Check("Program", f"Sirekap Desktop {__version__}, {platform.system()} {platform.release()}", "ok")


def _parts() -> Check:
    return Check("Komponen", ", ".join(_versions()) or "bagian dari program", "ok")


def _versions() -> Iterator[str]:
    """Of the parts that say their version; the built program may not."""
    for name in _PARTS:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            continue


def _disk(workspace: Workspace) -> Check:
    try:
        free = shutil.disk_usage(workspace.folder).free
    except OSError:
        return Check("Ruang disk", "tidak terbaca", "unknown")
    found = f"{free / 10**9:.1f} GB kosong".replace(".", ",")
    return Check("Ruang disk", found, "ok" if free >= _NEEDED_BYTES else "attention")


def _printer(devices: Devices) -> Check:
    if devices.printers is None:
        return Check("Pencetak", "hanya diperiksa dari jendela program", "unknown")
    found = ", ".join(devices.printers) or "tidak ada"
    return Check("Pencetak", found, "ok" if devices.printers else "attention")


def _projector(devices: Devices) -> Check:
    if devices.screens is None:
        return Check("Proyektor", "hanya diperiksa dari jendela program", "unknown")
    enough = devices.screens > 1
    found = f"{devices.screens} layar tersambung" if enough else "hanya layar laptop"
    return Check("Proyektor", found, "ok" if enough else "attention")


def _clock(workspace: Workspace, now: datetime) -> Check:
    """An hour that is no Indonesian one, or a time before what is recorded already, is a clock that is wrong."""
    found = readable_time(now.isoformat())
    offset = now.utcoffset()
    here = offset is not None and offset.total_seconds() / 3600 in _HOURS
    rows = workspace.audit_rows(limit=1)
    if rows and _time(rows[-1].at, now) > now:
        return Check("Jam", f"{found}; lebih awal dari catatan terakhir, {readable_time(rows[-1].at)}", "attention")
    return Check("Jam", found if here else f"{found}; bukan WIB, WITA, atau WIT", "ok" if here else "attention")


def _time(text: str, otherwise: datetime) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return otherwise
    return found if found.tzinfo else otherwise


def _backup(workspace: Workspace, folder: Path | None) -> Check:
    """A second copy, on another disk or stick."""
    if folder is None:
        return Check("Cadangan", "belum ada cadangan yang dikenal", "attention")
    if not folder.is_dir():
        return Check("Cadangan", f"{folder.name or folder}: tidak terpasang", "attention")
    if copy := second_copy.newest(workspace, folder):
        return _second_copy(workspace, folder, copy)
    try:
        at = datetime.fromtimestamp((folder / "sirekap.db").stat().st_mtime).astimezone()
    except OSError:
        return Check("Cadangan", f"{folder.name}: tidak ditemukan", "attention")
    outside = not folder.resolve().is_relative_to(workspace.folder.resolve())
    return Check("Cadangan", f"{folder.name}, {readable_time(at.isoformat())}", "ok" if outside else "attention")


def _second_copy(workspace: Workspace, place: Path, copy: Copy) -> Check:
    """Good when it lies on another disk and holds every *sahkan*."""
    found = f"salinan kedua di {place.name or place}, {readable_time(copy.card.at)}"
    behind = workspace.approvals().noted - copy.card.approvals
    if second_copy.on_same_disk(workspace, place):
        return Check("Cadangan", f"{found}; di disk yang sama dengan ruang kerja", "attention")
    if behind > 0:
        return Check("Cadangan", f"{found}; belum memuat {format_count(behind)} pengesahan terakhir", "attention")
    return Check("Cadangan", f"{found}, {format_count(copy.card.approved)} TPS disahkan", "ok")


def _key(workspace: Workspace) -> Check:
    try:
        public = keys.public_bytes(workspace.signing_key().private)
    except UserError as error:
        return Check("Kunci tanda tangan", error.message, "attention")
    return Check("Kunci tanda tangan", f"sidik jari {keys.fingerprint(public)}", "ok")


def _people(workspace: Workspace) -> Check:
    active = [one for one in workspace.people() if one.active]
    names = ", ".join(one.label for one in active if one.role in {Role.KETUA, Role.ANGGOTA, Role.OPERATOR})
    return Check("PPK dan operator", names or "belum ada yang ber-PIN", "ok" if active else "attention")


def _elections(workspace: Workspace) -> Check:
    forms = workspace.forms()
    found = "; ".join(f"{form.model}, {format_count(len(form.contestants))} peserta" for form in forms)
    return Check("Formulir dan peserta", found, _verdict(all(form.contestants for form in forms)))


def _wilayah(workspace: Workspace) -> Check:
    desa, tps = workspace.desa(), workspace.tps()
    found = f"{format_count(len(desa))} desa/kelurahan, {format_count(len(tps))} TPS"
    return Check("Wilayah", found, _verdict(bool(tps)))


def _dpt(workspace: Workspace) -> Check:
    names = {one.code: one.name for one in workspace.desa()}
    bare = [one for one in workspace.tps() if one.dpt_l is None or one.dpt_p is None]
    if not bare:
        return Check("TPS tanpa DPT", "tidak ada", "ok")
    shown = [f"{names.get(one.desa_code, one.desa_code)} {one.label}" for one in bare[:_NAMED]]
    more = f" dan {format_count(len(bare) - _NAMED)} lagi" if len(bare) > _NAMED else ""
    return Check("TPS tanpa DPT", f"{format_count(len(bare))}: {', '.join(shown)}{more}", "attention")


def _verdict(good: bool) -> Verdict:
    return "ok" if good else "attention"
