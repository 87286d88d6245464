"""What a package says, as the kabupaten stores it: the claim of its manifest, and its figures once it was verified."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator

from sirekap_desktop.exchange import keys, signed
from sirekap_desktop.exchange.auditing import read_json
from sirekap_desktop.exchange.contents import snapshots
from sirekap_desktop.exchange.decode import decode, load_json
from sirekap_desktop.exchange.formdata import TpsFile, data_name
from sirekap_desktop.exchange.manifest import Manifest
from sirekap_desktop.exchange.stores import Scan
from sirekap_desktop.models.audit import AuditRow
from sirekap_desktop.models.penerimaan.ballots import body_of
from sirekap_desktop.models.penerimaan.records import Claim, NewFigure, NewPackage, NewPaper, NewRecap, NewSheet
from sirekap_desktop.models.recap import RecapSnapshot, RecapTable

_MAX_LINE = 4 * 2**20


def claim_of(manifest: Manifest, sha256: str) -> Claim:
    """What a manifest whose signature holds says; ``sha256`` is that of its bytes."""
    area = manifest.kecamatan
    kinds = Counter(file.kind for file in manifest.files)
    return Claim(
        sha256=sha256,
        kecamatan=area.code,
        name=area.name,
        kabupaten=area.kabupaten,
        provinsi=area.provinsi,
        simulation=manifest.simulation,
        signer=manifest.signer,
        fingerprint=keys.fingerprint(bytes.fromhex(manifest.signer)),
        machine=manifest.machine,
        program=manifest.program,
        made_at=manifest.made_at,
        revision=max((recap.revision for recap in manifest.recaps), default=0),
        ballots=tuple((one.pemilihan, one.dapil, one.form, one.revision, one.locked) for one in manifest.recaps),
        contents=tuple(sorted(kinds.items())),
        size=sum(size for _, size in manifest.objects),
    )


def package_of(scan: Scan, notes: tuple[str, ...] = ()) -> NewPackage:
    """The contents of a package in which nothing was found wrong."""
    if scan.manifest is None:
        msg = "a package without a manifest was found right"
        raise ValueError(msg)
    sha256 = hashlib.sha256(scan.manifest_bytes).hexdigest()
    seq, digest = head_of(scan)
    return NewPackage(
        claim=claim_of(scan.manifest, sha256),
        recaps=tuple(_recap(scan, snapshot) for snapshot in snapshots(scan)),
        sheets=tuple(_sheets(scan)),
        head_seq=seq,
        head_hash=digest,
        notes=notes,
    )


def head_of(scan: Scan) -> tuple[int, str]:
    """Place and hash of the last audit row: the lines stand in order."""
    last = b""
    for file in scan.files.values():
        if file.kind == "audit":
            for line in scan.lines(file.sha256, _MAX_LINE):
                last = line
    if not last:
        return 0, ""
    row = decode(AuditRow, load_json(last, "audit"), "audit")
    return row.seq, row.hash


def _recap(scan: Scan, snapshot: RecapSnapshot) -> NewRecap:
    body = body_of(snapshot)
    sha256 = snapshot.sha256
    return NewRecap(
        pemilihan=snapshot.pemilihan,
        dapil=snapshot.dapil,
        form=snapshot.form,
        document_id=snapshot.document_id_with(sha256),
        snapshot_sha256=sha256,
        revision=snapshot.revision,
        locked=snapshot.locked,
        body=body.text(),
        fields=body.fields,
        parts=(snapshot.kecamatan_table.code, *(table.code for table in snapshot.desa_tables)),
        papers=tuple(paper for table in snapshot.desa_tables for paper in _papers(scan, snapshot, table)),
    )


def _papers(scan: Scan, snapshot: RecapSnapshot, table: RecapTable) -> Iterator[NewPaper]:
    for column in table.columns:
        name = data_name(snapshot.name, column.code)
        file = decode(TpsFile, load_json(read_json(scan, name) or b"", name), name)
        place = f"{table.name} {column.title}"
        yield NewPaper(column.code, place, bool(column.tps_complete), tuple(_figures(file)))


def _figures(file: TpsFile) -> Iterator[NewFigure]:
    entries = {entry.id: entry for entry in file.entries}
    for value in file.values:
        entry = entries[value.entry]
        yield NewFigure(value.field, value.value, entry.how, entry.reason)


def _sheets(scan: Scan) -> Iterator[NewSheet]:
    """Of each sheet how many pages came back signed, by the list in the package."""
    pages: dict[tuple[str, str, int], set[int]] = defaultdict(set)
    for page in signed.pages_of(scan):
        pages[page.document, page.part, page.pages].add(page.page)
    for (document, part, count), present in sorted(pages.items()):
        yield NewSheet(document, part, count, len(present))
