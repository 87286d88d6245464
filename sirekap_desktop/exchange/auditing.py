"""The audit lines of a package: the chain checked, and what they say of entries, locks and the meeting."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sirekap_desktop.exchange.decode import FormatError, decode, load_json
from sirekap_desktop.exchange.manifest import PackageFile, canonical
from sirekap_desktop.exchange.scope import WHOLE, Content
from sirekap_desktop.exchange.stores import Scan
from sirekap_desktop.models import locks, seals
from sirekap_desktop.models.audit import AuditRow, Finding, verify_rows
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.seals import PrintedHead, Seal

_MAX_JSON = 128 * 2**20
"""Bytes of one JSON file: parsed it takes many times as much memory, and anyone may have written it."""
_MAX_LINE = 4 * 2**20
_MAX_AUDIT = 2 * 2**30
"""Bytes: twice what the largest kecamatan writes in five elections."""
MAX_REPEATS = 20
"""Findings of one kind that are listed; a wrong recap would else name every cell."""
Place = tuple[str, str, str]
"""TPS, form and field."""
_IN_MEETING = (EntryHow.CORRECTED, EntryHow.RECOUNTED)
_NOTED = {"entry", "lock_event", "pleno_event", "chain_seal", "signed_page", "sirekap_record"}


def read_json(scan: Scan, name: str) -> bytes | None:
    """The bytes of a JSON file of the package; None if it is not there or was found changed."""
    file = scan.files.get(name)
    return scan.read(file.sha256, _MAX_JSON) if file else None


class AuditedEntry(NamedTuple):
    """What the chain says of an entry, as far as anything is held against it: a large kecamatan has over a million."""

    place: Place
    value: object
    how: str
    meeting: tuple[object, ...] = ()
    """Reason, witness, time, who and value before of a correction or recount: the minutes tell of those alone."""


class _Looking:
    """Passes rows on and looks for the printed one among them: a package may hold more rows than fit in memory."""

    def __init__(self, rows: Iterable[AuditRow], head: PrintedHead) -> None:
        self._rows, self._head = rows, head
        self._near: list[AuditRow] = []

    def __iter__(self) -> Iterator[AuditRow]:
        for row in self._rows:
            if row.seq == self._head.seq:
                self._near.append(row)
            yield row

    def finding(self) -> Finding | None:
        return seals.check_head(self._near, self._head)


class PackageAudit:
    """The audit lines of the package: the chain checked, the entries kept by id."""

    def __init__(self, scan: Scan, head: PrintedHead | None = None) -> None:
        self.findings: list[Finding] = []
        self.events: dict[str, dict[str, object]] = {}
        """Facts of the meeting by id, as they happened."""
        self.signed: dict[str, dict[str, object]] = {}
        """Signed pages by id."""
        self.sirekap: dict[str, AuditRow] = {}
        """Rows of what Sirekap published, by id."""
        self.lock_rows: dict[str, dict[str, object]] = {}
        self.seals: dict[str, Seal] = {}
        """Signed heads by the lock that they belong to."""
        self._heads: dict[str, tuple[str, int, str]] = {}
        self.entries: dict[str, AuditedEntry] = {}
        self.counting: dict[Place, tuple[str, ...]] = {}
        """Ids of the entries of a TPS, form and field that were not withdrawn; the last one is the value."""
        self.locks: list[tuple[str, str]] = []
        """Scope and action of each lock and reopening, oldest first."""
        self._last = (0, "")
        files = [file for file in scan.files.values() if file.kind == "audit"]
        large = sum(file.size for file in files) > _MAX_AUDIT
        scope = scan.manifest.scope if scan.manifest else WHOLE
        self.is_whole = scope.has(Content.AUDIT) and all(file.sha256 in scan.places for file in files)
        """Whether what it says can be held against the rest: false too for a package that leaves it out."""
        try:
            if large:
                raise FormatError("Jejak audit paket ini terlalu besar untuk sebuah kecamatan; tidak diperiksa.")
            rows = (row for file in files for row in self._rows(scan, file))
            self._check(_Looking(rows, head) if head else rows)
        except FormatError as error:
            self.is_whole = False
            self.findings.append(Finding("audit.format", error.message.partition(" baris ")[0], error.message))

    def _check(self, rows: Iterable[AuditRow]) -> None:
        self.findings += verify_rows(rows)
        if isinstance(rows, _Looking) and (finding := rows.finding()):
            self.findings.append(finding)

    def _rows(self, scan: Scan, file: PackageFile) -> Iterator[AuditRow]:
        for number, line in enumerate(scan.lines(file.sha256, _MAX_LINE), start=1):
            where = f"{file.name} baris {number}"
            parsed = load_json(line, where)
            row = decode(AuditRow, parsed, where)
            if canonical(parsed) != line.removesuffix(b"\n"):
                raise FormatError(f"{where}: ejaannya bukan yang ditetapkan.")
            self._check_order(row, where)
            if row.subject in _NOTED:
                detail = load_json(row.detail.encode(), where)
                self._note(row, detail if isinstance(detail, dict) else {})
            self._heads[row.machine] = (row.machine, row.seq, row.hash)
            yield row

    def _check_order(self, row: AuditRow, where: str) -> None:
        """By ``seq`` over all machines: each chain alone would let the newest entry of another machine become old."""
        place = row.seq, row.machine
        if place <= self._last and len(self.findings) < MAX_REPEATS:
            text = f"{where} tidak menurut urutan nomornya, jadi tidak jelas catatan mana yang terakhir."
            self.findings.append(Finding("audit.order", where, text))
        self._last = place

    def _note(self, row: AuditRow, detail: dict[str, object]) -> None:
        match row.subject:
            case "entry":
                self._keep(row.row_id, detail)
            case "pleno_event":
                self.events[row.row_id] = detail
            case "signed_page":
                self.signed[row.row_id] = detail
            case "sirekap_record":
                self.sirekap[row.row_id] = row
            case "lock_event":
                self.locks.append((str(detail.get("scope")), str(detail.get("action"))))
                self.lock_rows[row.row_id] = detail
            case _:
                self._note_seal(row, detail)

    def _note_seal(self, row: AuditRow, detail: dict[str, object]) -> None:
        """The head that was signed at a lock is that of the row right before the seal."""
        seal = seals.parse(detail)
        before = self._heads.get(row.machine)
        place = f"audit {row.machine} #{row.seq}"
        if seal is None or not seals.is_signed(seal):
            text = "Tanda tangan atas kepala rantai audit tidak benar."
            self.findings.append(Finding("seal.signature", place, text))
        elif before not in seal.heads or seal.machine != row.machine:
            text = "Kepala rantai audit yang ditandatangani bukan baris sebelum penguncian itu dicatat."
            self.findings.append(Finding("seal.head", place, text))
        else:
            self.seals[seal.lock] = seal

    def lock_of(self, kecamatan: str, form: str) -> tuple[bool, int]:
        """Whether the recap of a pemilihan is locked, and which revision it is."""
        locked = {scope for scope, action in dict(self.locks).items() if action == "lock"}
        reopened = sum(action == "unlock" and locks.concerns(scope, form) for scope, action in self.locks)
        return not locked.isdisjoint({kecamatan, locks.scope_of(kecamatan, form)}), 1 + reopened

    def _keep(self, entry: str, detail: dict[str, object]) -> None:
        place = _shared(detail.get("tps")), _shared(detail.get("form")), _shared(detail.get("field"))
        how = _shared(detail.get("how"))
        meeting = tuple(detail.get(key) for key in _TOLD) if how in _IN_MEETING else ()
        self.entries[entry] = AuditedEntry(place, detail.get("value"), how, meeting)
        ids = self.counting.get(place, ())
        if (withdrawn := detail.get("withdraws")) is None:
            self.counting[place] = (*ids, entry)
        elif withdrawn in ids:
            self.counting[place] = tuple(one for one in ids if one != withdrawn)


_TOLD = ("reason", "witness", "at", "who", "before")


def _shared(value: object) -> str:
    """The same few names stand in every row: each is kept once. Empty for what is no text."""
    return sys.intern(value) if isinstance(value, str) else ""
