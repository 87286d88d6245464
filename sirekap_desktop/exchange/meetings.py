"""Whether the meetings of a package are those of its audit: every fact, correction, lock and signed head."""

from __future__ import annotations

from collections.abc import Iterator

from sirekap_desktop.exchange.auditing import PackageAudit, read_json
from sirekap_desktop.exchange.decode import FormatError, decode, load_json
from sirekap_desktop.exchange.manifest import PROGRAM
from sirekap_desktop.exchange.stores import Scan
from sirekap_desktop.models import locks
from sirekap_desktop.models.audit import Finding
from sirekap_desktop.models.pleno.snapshot import Correction, LockLine, PlenoSnapshot

FOLDER = "rapat/"
_LINE = ("id", "tps", "kind", "body", "ref", "at", "who")


def meeting_name(pemilihan: str) -> str:
    """Where the meeting of a pemilihan stands in a package."""
    return f"{FOLDER}{pemilihan}.json"


def check_meetings(scan: Scan, audit: PackageAudit) -> Iterator[Finding]:
    """One meeting for each pemilihan of the package; packages of older versions had none."""
    manifest = scan.manifest
    if manifest is None:
        return
    forms = {recap.pemilihan: recap.form for recap in manifest.recaps}
    names = {meeting_name(pemilihan): form for pemilihan, form in forms.items()}
    for name, form in names.items():
        if name in scan.files:
            try:
                yield from _check(scan, name, form, audit)
            except FormatError as error:
                yield Finding("meeting.format", name, error.message)
        elif manifest.program == PROGRAM:
            yield Finding("content.missing", name, f"{name} tidak ada dalam paket.")
    for name in sorted(name for name in scan.files if name.startswith(FOLDER) and name not in names):
        yield Finding("meeting.extra", name, f"{name} bukan rapat dari pemilihan dalam paket ini.")


def meetings(scan: Scan) -> dict[str, PlenoSnapshot]:
    """Form → meeting, of a package in which :func:`check_meetings` found nothing wrong."""
    names = sorted({meeting_name(recap.pemilihan) for recap in scan.manifest.recaps}) if scan.manifest else ()
    found = ((name, data) for name in names if (data := read_json(scan, name)) is not None)
    snapshots = (decode(PlenoSnapshot, load_json(data, name), name) for name, data in found)
    return {snapshot.form: snapshot for snapshot in snapshots}


def _check(scan: Scan, name: str, form: str, audit: PackageAudit) -> Iterator[Finding]:
    data, manifest = read_json(scan, name), scan.manifest
    if data is None or manifest is None:
        return
    snapshot = decode(PlenoSnapshot, load_json(data, name), name)
    place, area = snapshot.kecamatan, manifest.kecamatan
    here = (area.code, area.name, area.kabupaten, area.provinsi)
    told = (snapshot.canonical(), snapshot.form, meeting_name(snapshot.pemilihan), snapshot.simulation)
    if (
        told != (data, form, name, manifest.simulation)
        or (place.code, place.name, place.kabupaten, place.provinsi) != here
    ):
        yield Finding("meeting.manifest", name, f"{name} tidak sama dengan yang disebut manifes.")
    if not _readable(snapshot):
        yield Finding("meeting.facts", name, f"{name} memuat catatan rapat yang tidak dapat dibaca.")
    if audit.is_whole:
        yield from _against_audit(snapshot, name, audit)


def _readable(snapshot: PlenoSnapshot) -> bool:
    try:
        snapshot.events()
    except (KeyError, ValueError, TypeError, RecursionError):  # a body is JSON in JSON, of any depth
        return False
    return True


def _against_audit(snapshot: PlenoSnapshot, name: str, audit: PackageAudit) -> Iterator[Finding]:
    if (snapshot.locked, snapshot.revision) != audit.lock_of(snapshot.kecamatan.code, snapshot.form):
        yield Finding("meeting.lock", name, f"Kunci atau revisi dalam {name} tidak sama dengan jejak audit.")
    lines = [tuple(getattr(line, key) for key in _LINE) for line in snapshot.lines]
    events = [event for event in audit.events.values() if event.get("form") == snapshot.form]
    if lines != [tuple(event.get(key) for key in _LINE) for event in events]:
        yield Finding("meeting.audit", name, f"Catatan rapat dalam {name} bukan yang ada dalam jejak audit.")
    if [_told(line) for line in snapshot.locks] != _locks(snapshot.form, audit):
        yield Finding("meeting.locks", name, f"Penguncian dalam {name} bukan yang ada dalam jejak audit.")
    for change in snapshot.corrections:
        if not _is_entry(change, snapshot.form, audit):
            text = f"Pembetulan {change.number} TPS {change.tps} dalam {name} tidak ada dalam jejak audit."
            yield Finding("meeting.correction", name, text)
    if missing := _uncorrected(snapshot, audit):
        text = f"{missing} pembetulan menurut jejak audit tidak disebut dalam {name}."
        yield Finding("meeting.correction", name, text)


_Lock = tuple[object, ...]


def _told(line: LockLine) -> _Lock:
    seal = (line.heads, line.machine, line.public_key, line.signature)
    return ("lock" if line.locked else "unlock", line.scope, line.revision, line.reason, line.at, line.who, *seal)


def _locks(form: str, audit: PackageAudit) -> list[_Lock]:
    keys = ("action", "scope", "revision", "reason", "at", "who")
    found = []
    for name, row in audit.lock_rows.items():
        if locks.concerns(str(row.get("scope")), form):
            seal = audit.seals.get(name)
            signed = (seal.heads, seal.machine, seal.public_key, seal.signature) if seal else ((), "", "", "")
            found.append((*(row.get(key) for key in keys), *signed))
    return found


def _is_entry(change: Correction, form: str, audit: PackageAudit) -> bool:
    """Whether the audit holds this change, not withdrawn."""
    place = (change.tps, form, change.field)
    row = audit.entries.get(change.entry)
    if row is None or not row.meeting or change.entry not in audit.counting.get(place, ()):
        return False
    *told, before = row.meeting
    same = (row.place, row.value, row.how) == (place, change.value, change.how)
    named = told == [change.reason, change.witness, change.at, change.who]
    return same and named and before in (None, change.before)


def _uncorrected(snapshot: PlenoSnapshot, audit: PackageAudit) -> int:
    """Corrections of the audit that the meeting does not name."""
    named = {change.entry for change in snapshot.corrections}
    ids = (ids for (_, form, _), ids in audit.counting.items() if form == snapshot.form)
    return sum(audit.entries[one].how == "corrected" and one not in named for some in ids for one in some)
