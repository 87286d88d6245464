"""Gabung panel: a desa package compared with this workspace, and taken over in one transaction; decision 29.

The package brings the panel's chain as it is, with every row that the chain speaks of. All of it is judged before
anything is written: lineage, key, chain, rows, places. What the panel keeps for itself (settings, PINs) is not taken
over; the own chain says after each join that those rows stay as they are here, so that verification holds over all
chains.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import peewee

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import panels, placements, schema, state
from sirekap_desktop.models.audit import GENESIS, REMOVED, AuditRow, canonical, row_digest, verify_rows
from sirekap_desktop.models.beside import counting
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.database import Row, Session, Transaction
from sirekap_desktop.models.joining_content import OF_TPS, Fields, check_content, check_entries, damaged
from sirekap_desktop.models.panels import Handing, HandingState
from sirekap_desktop.models.seals import Head

CARRIED: tuple[type[schema.Table], ...] = (
    schema.Machine, schema.Image, schema.Placement, schema.Reading, schema.Fusion, schema.Entry, schema.Doubt,
    schema.RuleReason, schema.PlenoEvent, schema.PanelEvent,
)  # fmt: skip
"""Tables whose rows travel, in the order in which they may be inserted."""
LOCAL: tuple[type[schema.Table], ...] = (schema.Setting, schema.Person, schema.Pin)
"""Tables that each laptop keeps as they are there."""
_SHARED: tuple[type[schema.Table], ...] = (
    schema.Desa, schema.Tps, schema.Contestant, schema.Dapil, schema.Calon, schema.FormFile,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DesaPackage:
    """What a desa package holds. That it is whole and signed was checked before (:mod:`exchange.panel`)."""

    workspace_id: str
    handing: str
    number: int
    leader: str
    desa: tuple[str, ...]
    final: bool
    """The panel records nothing more: the desa come back."""
    lists: str
    """:func:`lists_digest` at the panel."""
    base: tuple[Head, ...]
    """Heads of the chains that the main laptop had when it handed the desa out."""
    host: str
    public_key: str
    """Who signed, 64 hex digits."""
    sha256: str
    """Of the signed manifest: which package it is."""
    audit: tuple[AuditRow, ...]
    """What the panel's chains hold beyond ``base``, by ``seq``."""
    rows: Mapping[str, tuple[Row, ...]]
    """The rows that these speak of, by table."""
    originals: frozenset[str]
    """SHA-256 of the photos in it."""

    @property
    def machine(self) -> str:
        return machine_of(self.public_key)


@dataclass(frozen=True, slots=True)
class Plan:
    """What joining a package would do: nothing of it is refused."""

    package: DesaPackage
    handing: Handing
    audit: tuple[AuditRow, ...]
    """Rows of the chains that are new here."""
    rows: Mapping[str, tuple[Row, ...]]
    known: bool
    """Whether the key that signed was accepted for this meeting before."""

    @property
    def repeats(self) -> bool:
        """Whether all of it is here already."""
        return not self.audit

    def count(self, table: str) -> int:
        return len(self.rows.get(table, ()))


def machine_of(public_key: str) -> str:
    """The id of the machine that signs with a key, 64 hex digits."""
    return hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:16]


def lists_digest(session: Session, elections: Iterable[Sequence[Contest]]) -> str:
    """SHA-256 over what figures hang on: wilayah, contestants, dapil, and the fields and rules of each form."""
    rows = {
        schema.table_name(model): sorted(canonical(row) for row in session.rows(model.select())) for model in _SHARED
    }
    forms = {contests[0].form.id: state.digest(contests) for contests in elections}
    return hashlib.sha256(canonical({"rows": rows, "forms": forms}).encode()).hexdigest()


# --- judging --------------------------------------------------------------------------------------------------------


def judge(
    session: Session, package: DesaPackage, *, workspace_id: str, lists: str, originals: Collection[str], fields: Fields
) -> Plan:
    """Compare a package with the workspace.

    Args:
        session: of the main laptop.
        package: whole and signed.
        workspace_id: of this workspace.
        lists: :func:`lists_digest` here.
        originals: SHA-256 of photos that lie here.
        fields: what can be recorded on a form at a TPS.

    Raises:
        UserError: ``panel.main_only``, ``panel.foreign``, ``panel.unknown``, ``panel.taken_back``, ``panel.lists``,
            ``panel.fork``, ``panel.other_laptop``, ``panel.closed``, ``panel.damaged``.
    """
    panels.refuse_on_panel(session)
    if package.workspace_id != workspace_id:
        raise UserError(
            "Paket ini dari ruang kerja lain.", "Pilih paket desa dari panel rapat ini.", code="panel.foreign"
        )
    handing = _handing(session, package)
    if package.lists != lists:
        raise UserError(
            "Daftar TPS, peserta, atau formulir di laptop panel berbeda dengan yang di sini.",
            "Pakai versi Sirekap Desktop yang sama di kedua laptop, lalu buat paketnya lagi.",
            code="panel.lists",
        )
    new = _new_rows(session, package)
    _check_machines(session, package, handing)
    if handing.state is HandingState.JOINED and any(row.subject in _names(CARRIED) for row in new):
        raise UserError(
            f"Paket akhir panel {handing.number} sudah digabung; paket ini berisi catatan sesudahnya.",
            "Catat perubahan itu di laptop ini.",
            code="panel.closed",
        )
    rows = _matched(package)
    check_content(package, handing, rows, originals)
    check_entries(rows, fields)
    fresh = {(row.subject, row.row_id) for row in new}
    kept = {name: tuple(row for row in found if (name, row["id"]) in fresh) for name, found in rows.items()}
    return Plan(package, handing, new, kept, package.public_key in handing.keys)


def _handing(session: Session, package: DesaPackage) -> Handing:
    one = panels.find(session, package.handing)
    if one is None or (one.number, one.desa) != (package.number, package.desa):
        raise UserError(
            "Pembagian panel yang dijawab paket ini tidak dikenal ruang kerja ini.",
            "Mungkin ruang kerja ini dipulihkan dari salinan sebelum panel dibagi; pakai salinan yang lebih baru.",
            code="panel.unknown",
        )
    if one.state is HandingState.TAKEN_BACK:
        raise UserError(
            f"Desa panel {one.number} sudah diambil kembali: “{one.reason}”. Paketnya tidak dapat digabung.",
            "Catat desa itu di laptop ini, atau bagikan lagi.",
            code="panel.taken_back",
        )
    return one


def _new_rows(session: Session, package: DesaPackage) -> tuple[AuditRow, ...]:
    """The rows of the panel's chains that are not here yet; what is here must be the same."""
    _check_base(session, package)
    if verify_rows(package.audit):
        raise damaged("rantai auditnya terputus")
    first = max(seq for _, seq, _ in package.base)
    chains = _chains(package.audit)
    machines = {machine for machine, _, _ in package.base}
    for machine, rows in chains.items():
        if machine in machines or rows[0].prev_hash != GENESIS or rows[0].seq <= first:
            raise _fork()
    known = {machine: _known_until(session, machine, rows) for machine, rows in chains.items()}
    return tuple(row for row in package.audit if row.seq > known[row.machine])


def _check_base(session: Session, package: DesaPackage) -> None:
    table = schema.Audit
    for machine, seq, digest in package.base:
        row = session.one(table.select(table.hash).where(table.machine == machine, table.seq == seq))
        if row is None or row["hash"] != digest:
            raise UserError(
                "Jejak audit yang dibawa panel tidak ada di ruang kerja ini: asal salinannya lain.",
                "Mungkin ruang kerja ini dipulihkan dari salinan sebelum panel dibagi; pakai salinan yang lebih baru.",
                code="panel.unknown",
            )


def _chains(rows: Iterable[AuditRow]) -> dict[str, list[AuditRow]]:
    found: dict[str, list[AuditRow]] = {}
    for row in rows:
        found.setdefault(row.machine, []).append(row)
    return found


def _known_until(session: Session, machine: str, rows: Sequence[AuditRow]) -> int:
    """Position of the last row of a chain that both have. Raises UserError ``panel.fork``."""
    table = schema.Audit
    here = session.tuples(table.select(table.seq, table.hash).where(table.machine == machine).order_by(table.seq))
    there = [(row.seq, row.hash) for row in rows]
    shared = min(len(here), len(there))
    if [tuple(row) for row in here[:shared]] != there[:shared]:
        raise _fork()
    return there[shared - 1][0] if shared else 0


def _check_machines(session: Session, package: DesaPackage, handing: Handing) -> None:
    """The signer is one of the machines that wrote, and the laptop that was joined before is still among them."""
    chains = _chains(package.audit)
    if package.machine not in chains:
        raise damaged("yang menandatangani bukan laptop yang mencatat")
    missing = [key for key in handing.keys if machine_of(key) not in chains]
    if missing:
        raise UserError(
            f"Panel {handing.number} sudah digabung dari laptop lain; paket ini tidak memuat catatan laptop itu.",
            "Satu berkas panel dipakai di satu laptop. Pakai paket dari laptop yang pertama.",
            code="panel.other_laptop",
        )
    for machine in chains:
        others = [one for one in panels.handings(session) if one.id != handing.id]
        if any(machine == machine_of(key) for one in others for key in one.keys):
            raise _fork()


def _names(models: Iterable[type[schema.Table]]) -> frozenset[str]:
    return frozenset(schema.table_name(model) for model in models)


def _matched(package: DesaPackage) -> dict[str, tuple[Row, ...]]:
    """The rows by table, each exactly what one act of the chain wrote; no act without its row."""
    acts: dict[tuple[str, str], AuditRow] = {}
    for act in package.audit:
        if act.subject in _names(CARRIED):
            if act.kind != "insert" or (act.subject, act.row_id) in acts:
                raise damaged("catatannya diubah sesudah dibuat")
            acts[act.subject, act.row_id] = act
        elif act.subject and act.subject not in _names(LOCAL):
            raise damaged("ada perubahan yang hanya boleh dibuat di laptop induk")
    found: dict[str, tuple[Row, ...]] = {}
    for model in CARRIED:
        name = schema.table_name(model)
        found[name] = tuple(package.rows.get(name, ()))
        for row in found[name]:
            _check_row(name, row, acts.pop((name, str(row.get("id"))), None))
    if acts:
        raise damaged("ada baris yang hilang")
    return found


def _check_row(name: str, row: Row, act: AuditRow | None) -> None:
    if act is None or act.row_sha256 == REMOVED or row_digest(name, row) != act.row_sha256:
        raise damaged("ada baris yang tidak cocok dengan jejak auditnya")
    if name != "machine" and (row["machine"], row["seq"]) != (act.machine, act.seq):
        raise damaged("ada baris yang tidak cocok dengan jejak auditnya")


def _fork() -> UserError:
    return UserError(
        "Jejak audit laptop panel ini bercabang: berkas panelnya dipakai di dua tempat.",
        "Pakai paket dari laptop yang sudah digabung; catatan yang lain ditulis lagi di laptop induk.",
        code="panel.fork",
    )


# --- joining --------------------------------------------------------------------------------------------------------


def join(tx: Transaction, plan: Plan, elections: Mapping[str, Sequence[Contest]], forms: placements.Forms) -> None:
    """Write what a package brings; ``elections`` by form.

    Raises:
        UserError: ``panel.damaged``, ``panel.key`` when the database itself refuses a row.
    """
    if plan.repeats:
        return
    tx.adopt(plan.audit)
    try:
        for model in CARRIED:
            tx.adopt_rows(model, plan.rows.get(schema.table_name(model), ()))
    except peewee.IntegrityError as error:
        raise damaged("ada baris yang tidak boleh ada di ruang kerja ini") from error
    _keep_local(tx, plan.audit)
    _derive(tx, plan.rows, elections, forms)
    package, head = plan.package, plan.package.audit[-1]
    body = {
        "final": package.final, "key": package.public_key, "host": package.host, "package": package.sha256,
        "machine": head.machine, "seq": head.seq, "hash": head.hash,
    }  # fmt: skip
    panels.note(tx, "joined", plan.handing.id, body)
    tx.changed.update({"entries", "images", "readings", "pleno"})


def _keep_local(tx: Transaction, acts: Iterable[AuditRow]) -> None:
    newest = {(act.subject, act.row_id): act for act in acts}
    models = {schema.table_name(model): model for model in LOCAL}
    for (subject, _), act in sorted(newest.items()):
        if subject in models:
            tx.keep(models[subject], act)


def _derive(
    tx: Transaction,
    rows: Mapping[str, tuple[Row, ...]],
    elections: Mapping[str, Sequence[Contest]],
    forms: placements.Forms,
) -> None:
    """Bring the derived tables up to the history that came."""
    touched = {(row["form"], row["tps"]) for name in OF_TPS for row in rows.get(name, ()) if row["tps"]}
    touched |= placements.take_states(tx)
    for form_id, tps in sorted(touched):
        _count_entries(tx, form_id, tps)
        state.refresh(tx, forms(form_id, tps), tps)
    for form_id in elections:
        beside = {other for _, other in forms(form_id, "").beside}
        for tps in sorted({tps for other, tps in touched if other in beside}):
            state.refresh_across(tx, forms(form_id, tps), tps)


def _count_entries(tx: Transaction, form_id: str, tps: str) -> None:
    """Derive which entry of each field of a TPS counts."""
    entry, table = schema.Entry, schema.EntryState
    histories: dict[str, list[Row]] = {}
    query = entry.select().where(entry.form == form_id, entry.tps == tps).order_by(entry.seq, entry.machine)
    for row in tx.rows(query):
        histories.setdefault(row["field"], []).append(row)
    tx.run(table.delete().where(table.form == form_id, table.tps == tps))
    for field, history in histories.items():
        if left := counting(history):
            last = left[-1]
            tx.run(
                table.insert(
                    form=form_id, field=field, tps=tps, entry=last["id"], value=last["value"], how=last["how"],
                    recheck=0,
                )
            )  # fmt: skip
