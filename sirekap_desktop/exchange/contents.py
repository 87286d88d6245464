"""Whether what a package says holds together: recap = sum of the TPS files, CSV = recap, entries = audit, photos there.

Works on the package alone. Objects that were already found changed are passed over, so that nothing is named twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from sirekap_desktop.exchange import csvfile
from sirekap_desktop.exchange.auditing import MAX_REPEATS, AuditedEntry, PackageAudit, read_json
from sirekap_desktop.exchange.comparison import check_comparison
from sirekap_desktop.exchange.completeness import check_scope, photos_missing
from sirekap_desktop.exchange.decode import FormatError, decode, load_json
from sirekap_desktop.exchange.formdata import TpsEntry, TpsFile, data_name
from sirekap_desktop.exchange.manifest import Manifest, PackageRecap, canonical, describe
from sirekap_desktop.exchange.meetings import check_meetings
from sirekap_desktop.exchange.signed import check_signed
from sirekap_desktop.exchange.stores import Scan
from sirekap_desktop.models.audit import Finding
from sirekap_desktop.models.entries import MAX_VALUE
from sirekap_desktop.models.recap import RecapCell, RecapSnapshot, RecapTable
from sirekap_desktop.models.seals import PrintedHead


def check_contents(scan: Scan, head: PrintedHead | None = None) -> Iterator[Finding]:
    """Everything that is wrong between the files of a package whose bytes are as they were signed.

    Args:
        scan: the package.
        head: what a document printed at a lock says of the audit chain.
    """
    manifest = scan.manifest
    if manifest is None:
        return
    audit = PackageAudit(scan, head)
    yield from audit.findings
    desa: set[str] = set()
    for recap in manifest.recaps:
        try:
            yield from _check_recap(scan, manifest, recap, audit, desa)
        except FormatError as error:
            yield Finding("content.format", recap.name, error.message)
    yield from check_meetings(scan, audit)
    yield from check_signed(scan, audit.signed if audit.is_whole else None)
    yield from check_scope(scan, desa, audit)
    if audit.is_whole:
        yield from check_comparison(scan, audit.sirekap)


def snapshots(scan: Scan) -> list[RecapSnapshot]:
    """The recaps of a package in which :func:`check_contents` found nothing wrong."""
    names = [f"rekap/{recap.name}.json" for recap in scan.manifest.recaps] if scan.manifest else []
    found = ((name, data) for name in names if (data := read_json(scan, name)) is not None)
    return [decode(RecapSnapshot, load_json(data, name), name) for name, data in found]


def _check_recap(
    scan: Scan, manifest: Manifest, recap: PackageRecap, audit: PackageAudit, desa: set[str]
) -> Iterator[Finding]:
    """``desa`` takes up the codes of the desa that the recap names."""
    name = f"rekap/{recap.name}.json"
    if name not in scan.files:
        yield Finding("content.missing", name, f"{name} tidak ada dalam paket.")
    data = read_json(scan, name)
    if data is None:
        return
    snapshot = decode(RecapSnapshot, load_json(data, name), name)
    if snapshot.canonical() != data or describe(snapshot) != recap or snapshot.simulation != manifest.simulation:
        yield Finding("recap.manifest", name, f"{name} tidak sama dengan yang disebut manifes.")
    if snapshot.kecamatan.code != manifest.kecamatan.code:
        yield Finding("recap.kecamatan", name, f"{name} berasal dari kecamatan lain.")
    if audit.is_whole and (snapshot.locked, snapshot.revision) != audit.lock_of(snapshot.kecamatan.code, snapshot.form):
        yield Finding("recap.lock", name, f"Kunci atau revisi dalam {name} tidak sama dengan jejak audit.")
    _check_shape(snapshot, name)
    desa.update(table.code for table in snapshot.desa_tables)
    yield from _check_places(snapshot, name)
    yield from _check_csv(scan, snapshot)
    yield from _check_sums(snapshot, name)
    yield from _check_data(scan, manifest, snapshot, audit)


def _check_csv(scan: Scan, snapshot: RecapSnapshot) -> Iterator[Finding]:
    for name, made in csv_files(snapshot):
        if name not in scan.files:
            yield Finding("content.missing", name, f"{name} tidak ada dalam paket.")
        found = read_json(scan, name)
        if found is not None and found != made:
            yield Finding("csv.differs", name, f"{name} tidak sama dengan rekap.")


def csv_files(snapshot: RecapSnapshot) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the CSV files of a snapshot."""
    yield f"csv/{snapshot.name}-tps.csv", csvfile.tps_csv(snapshot)
    yield f"csv/{snapshot.name}-desa.csv", csvfile.desa_csv(snapshot)


def _check_places(snapshot: RecapSnapshot, name: str) -> Iterator[Finding]:
    """Each TPS counts once, in its own desa and kecamatan; the kecamatan's sheet counts the TPS of each desa."""
    seen: set[str] = set()
    for table in snapshot.desa_tables:
        if not table.code.startswith(snapshot.kecamatan.code):
            yield Finding("recap.columns", name, f"Desa {table.name} ({table.code}) bukan di kecamatan ini.")
        for column in table.columns:
            if column.code in seen or not column.code.startswith(table.code):
                yield Finding("recap.columns", name, f"TPS {column.code} ganda atau salah tempat di {table.name}.")
            seen.add(column.code)
    counts = {
        table.code: (len(table.columns), sum(c.tps_complete for c in table.columns)) for table in snapshot.desa_tables
    }
    for column in snapshot.kecamatan_table.columns:
        if counts.get(column.code) != (column.tps_total, column.tps_complete):
            yield Finding("recap.columns", name, f"Banyaknya TPS {column.title} bukan yang ada di lembar desanya.")


def _check_sums(snapshot: RecapSnapshot, name: str) -> Iterator[Finding]:
    """Totals of every sheet, and the kecamatan's columns against the sheets of its desa (R16)."""
    for table in (*snapshot.desa_tables, snapshot.kecamatan_table):
        for row, cells, total in zip(snapshot.rows, table.cells, table.totals, strict=True):
            if _added(cells) != _counts(total):
                yield Finding("recap.sum", name, f"Jumlah {row.label} di {table.name} bukan jumlah kolomnya.")
    for number, table in enumerate(snapshot.desa_tables):
        column = [row[number] for row in snapshot.kecamatan_table.cells]
        if [_counts(cell) for cell in column] != [_counts(cell) for cell in table.totals]:
            yield Finding("recap.sum", name, f"Kolom {table.name} pada rekap kecamatan bukan jumlah lembar desanya.")


def _check_shape(snapshot: RecapSnapshot, name: str) -> None:
    """Every table has all its cells: what follows may count on it."""
    for table in (*snapshot.desa_tables, snapshot.kecamatan_table):
        if not _fits(table, len(snapshot.rows)):
            raise FormatError(f"{name}: tabel {table.name} tidak lengkap.")
    desa_codes = tuple(column.code for column in snapshot.kecamatan_table.columns)
    if desa_codes != tuple(table.code for table in snapshot.desa_tables):
        raise FormatError(f"{name}: desa pada rekap kecamatan berbeda dari lembar desanya.")


def _fits(table: RecapTable, rows: int) -> bool:
    columns = len(table.columns)
    return len(table.cells) == len(table.totals) == rows and all(len(row) == columns for row in table.cells)


@dataclass(frozen=True, slots=True)
class _Counts:
    value: int
    missing: int
    empty: int


def _counts(cell: RecapCell) -> _Counts:
    return _Counts(cell.value, cell.missing, cell.empty)


def _added(cells: tuple[RecapCell, ...]) -> _Counts:
    return _Counts(sum(c.value for c in cells), sum(c.missing for c in cells), sum(c.empty for c in cells))


def _check_data(scan: Scan, manifest: Manifest, snapshot: RecapSnapshot, audit: PackageAudit) -> Iterator[Finding]:
    """The file of every TPS of the part against its column, its history and the audit; and no file of any other."""
    expected = set()
    wrong = 0
    for table in filter(lambda item: manifest.scope.takes_place(item.code), snapshot.desa_tables):
        for number, column in enumerate(table.columns):
            name = data_name(snapshot.name, column.code)
            expected.add(name)
            cells = {row.field: cells[number] for row, cells in zip(snapshot.rows, table.cells, strict=True)}
            for finding in _check_tps(scan, manifest, snapshot, name, cells, audit):
                wrong += 1
                if wrong <= MAX_REPEATS:
                    yield finding
    for file in scan.files.values():
        if file.name.startswith(f"data/{snapshot.name}/") and file.name not in expected:
            yield Finding("data.extra", file.name, f"{file.name} bukan TPS dari rekap ini.")


def _check_tps(
    scan: Scan,
    manifest: Manifest,
    snapshot: RecapSnapshot,
    name: str,
    cells: dict[str, RecapCell],
    audit: PackageAudit,
) -> Iterator[Finding]:
    if name not in scan.files:
        yield Finding("content.missing", name, f"{name} tidak ada dalam paket.")
        return
    data = read_json(scan, name)
    if data is None:
        return
    parsed = load_json(data, name)
    tps = decode(TpsFile, parsed, name)
    if canonical(parsed) != data:
        raise FormatError(f"{name}: ejaannya bukan yang ditetapkan.")
    if data_name(snapshot.name, tps.tps) != name or (tps.pemilihan, tps.form) != (snapshot.pemilihan, snapshot.form):
        yield Finding("data.place", name, f"{name} berisi TPS atau formulir lain.")
    if not _is_plain(tps, cells.keys()):
        yield Finding("data.value", name, f"{name} memuat isian ganda, tidak dikenal, atau di luar 0 sampai 99.999.")
    values = {value.field: value.value for value in tps.values}
    for field, cell in cells.items():
        if _counts(cell) != _expected(field, values):
            yield Finding("recap.differs", name, f"Rekap dan {name} berbeda pada {field}.")
    yield from _check_history(tps, name)
    if audit.is_whole:
        yield from _check_against_audit(tps, name, audit)
    yield from _check_images(scan, manifest, tps, name)


def _is_plain(tps: TpsFile, fields: Set[str]) -> bool:
    """Each field of the form at most once, with a number that a person could have recorded."""
    names = [value.field for value in tps.values]
    numbers = [value.value for value in tps.values if value.value is not None]
    return fields >= set(names) and len(set(names)) == len(names) and all(0 <= n <= MAX_VALUE for n in numbers)


def _expected(field: str, values: dict[str, int | None]) -> _Counts:
    value = values.get(field)
    return _Counts(value or 0, int(field not in values), int(field in values and value is None))


def _check_history(tps: TpsFile, name: str) -> Iterator[Finding]:
    entries = {entry.id: entry for entry in tps.entries}
    for value in tps.values:
        entry = entries.get(value.entry)
        if entry is None or (entry.field, entry.value) != (value.field, value.value):
            yield Finding("data.history", name, f"Nilai {value.field} dalam {name} tidak ada dalam riwayatnya.")


def _check_against_audit(tps: TpsFile, name: str, audit: PackageAudit) -> Iterator[Finding]:
    for entry in tps.entries:
        if not _is_audited(entry, tps, audit.entries.get(entry.id)):
            yield Finding("data.audit", name, f"Catatan {entry.field} dalam {name} tidak ada dalam jejak audit.")
    if _counting(tps, audit) != {value.field: value.entry for value in tps.values}:
        yield Finding("data.audit", name, f"Nilai yang berlaku dalam {name} bukan yang terakhir dicatat menurut audit.")


def _counting(tps: TpsFile, audit: PackageAudit) -> dict[str, str]:
    """The entry per field that counts by the audit alone."""
    places = {field: audit.counting.get((tps.tps, tps.form, field)) for field in {e.field for e in tps.entries}}
    return {field: ids[-1] for field, ids in places.items() if ids}


def _is_audited(entry: TpsEntry, tps: TpsFile, row: AuditedEntry | None) -> bool:
    told = (tps.tps, tps.form, entry.field), entry.value, entry.how
    return row is not None and (row.place, row.value, row.how) == told


def _check_images(scan: Scan, manifest: Manifest, tps: TpsFile, name: str) -> Iterator[Finding]:
    for image in tps.images:
        file = scan.files.get(image.file) if image.file else None
        if image.file and (file is None or not file.shows(image.sha256)):
            yield Finding("data.image", name, f"Foto halaman {image.page} dari {name} tidak ada dalam paket.")
    for page in photos_missing(manifest, tps):
        text = f"Foto halaman {page} dari {name} tidak disertakan, padahal paket menyatakan memuat semua foto."
        yield Finding("scope.image", name, text)
