"""The chain: any single change made outside the program is found."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.forms.page_code import PageCode
from sirekap_desktop.forms.reading import TpsReading
from sirekap_desktop.forms.rules import check_rules
from sirekap_desktop.models import schema, sqlite_sql
from sirekap_desktop.models.activation import Origin, PpkName
from sirekap_desktop.models.audit import GENESIS, AuditRow, Finding, sealed, verify_rows
from sirekap_desktop.models.pleno.facts import Opened, Postponed
from sirekap_desktop.models.records import EntryHow, NewDoubt
from sirekap_desktop.models.roles import Role
from sirekap_desktop.models.signed import NewSignedPage
from sirekap_desktop.models.sirekap import NewSirekap
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.models.workspace_activation import PinOrder

from .factories import FORM, SAMBABO, TPS_1, add_photo, field_reading, make_workspace, page_reading, record_all

_DERIVED = (schema.ChainHead, schema.ImageState, schema.EntryState, schema.TpsState)
_TABLES = (*schema.AUDITED, schema.Audit, *_DERIVED)
_COLUMNS = [(model, name) for model in _TABLES for name in model._meta.columns]


@pytest.fixture(scope="module")
def full_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with at least one row in every table, closed."""
    with make_workspace(tmp_path_factory.mktemp("utuh")) as workspace:
        workspace.add_wilayah([], [], [Contestant(n, f"PASANGAN CALON 0{n}") for n in (1, 2, 3)])
        lists = {"DAPIL 1": [Contestant(1, "PARTAI", (Calon(1, "CALON"),))]}
        workspace.add_lists({"pdpr": lists}, {"pdpr": {SAMBABO: "DAPIL 1"}})
        named = replace(workspace.content(), people=(PpkName("IBU KETUA", "ketua"),))
        workspace.activate(named, Origin(1, "ab" * 32, "cd" * 32))
        with workspace.write() as tx:
            tx.put(schema.FormFile, id="c-hasil-baru", file_name="baru.json", body="{}")
        photo = add_photo(workspace, reading=page_reading(2, field_reading("suara_1", 66)))
        add_photo(workspace, content=b"kedua", replace=True)
        workspace.set_geometry(photo.id, 90, ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)))
        workspace.save_fusion(TPS_1, FORM, TpsReading(FORM, (field_reading("suara_1", 66),), ()))
        record_all(workspace, TPS_1, {"suara_tidak_sah": 6})
        workspace.record(TPS_1, FORM, "suara_1", 61, EntryHow.CORRECTED, before=60, reason="turus", image_id=photo.id)
        workspace.record(TPS_1, FORM, "suara_2", 7, EntryHow.TYPED)
        workspace.withdraw(TPS_1, FORM, "suara_2")
        check = next(c for c in check_rules(workspace.form(FORM), workspace.values(TPS_1, FORM)) if c.ok is False)
        kept, *_ = workspace.doubt([NewDoubt(TPS_1, FORM, "suara_1", photo.id, 1, 6)] * 2)
        workspace.withdraw_doubts([kept.id])
        workspace.give_reason(TPS_1, FORM, check, "begitu di kertas")
        workspace.set_setting("paper", "A4")
        workspace.note(FORM, Opened(place="Aula"))
        workspace.note(FORM, Postponed(reason="kotak belum datang"), TPS_1)
        workspace.add_person("IBU KETUA", Role.KETUA, "907351")
        order = PinOrder("1", workspace.workspace_id, "IBU KETUA", "cd" * 32)
        workspace.reset_ketua_pin(order, "481620")
        workspace.take_back_desa(workspace.hand_out(1, "BUDI", [SAMBABO]).id, "laptopnya rusak")
        workspace.lock("selesai")
        code = PageCode("760505-ppwp-r1-3f9a2c1b", SAMBABO, 1, 2, "3f9a2c1b" * 8)
        workspace.attach_signed([NewSignedPage(code, photo.sha256, 0, 90, "pindaian.pdf")])
        workspace.add_sirekap([NewSirekap(TPS_1, FORM, "2024-02-16 14:00:34", {"suara_1": 8}, "a.json", "e" * 64)])
        assert workspace.verify().ok
    return workspace.folder


@dataclass
class Tampering:
    """A copy of the workspace, its database opened by someone else's tool, with guards and references off."""

    folder: Path
    raw: sqlite3.Connection

    def find(self) -> list[Finding]:
        """Put the guards back, so that they are not what is found, and verify."""
        for sql in sqlite_sql.guards().values():
            self.raw.execute(sql)
        self.raw.close()
        try:
            with Workspace.open(self.folder, read_only=True) as reader:
                return list(reader.verify().findings)
        except UserError as error:
            return [Finding(error.code, "sirekap.db", error.message)]


@pytest.fixture
def tampering(full_workspace: Path, tmp_path: Path) -> Iterator[Tampering]:
    folder = shutil.copytree(full_workspace, tmp_path / "salinan")
    raw = sqlite3.connect(folder / "sirekap.db", isolation_level=None)
    raw.executescript("PRAGMA ignore_check_constraints = 1; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF")
    for name in sqlite_sql.guards():
        raw.execute(f"DROP TRIGGER {name}")
    yield Tampering(folder, raw)
    raw.close()


def _first(raw: sqlite3.Connection, model: type[schema.Table]) -> tuple[str, tuple[object, ...]]:
    """A condition that names the first row of a table, and its parameters."""
    key = schema.key_columns(model)
    row = raw.execute(f"SELECT {', '.join(key)} FROM {schema.table_name(model)} ORDER BY {', '.join(key)}").fetchone()
    return " AND ".join(f"{name} = ?" for name in key), row


@pytest.mark.parametrize(("model", "column"), _COLUMNS, ids=[f"{schema.table_name(m)}.{c}" for m, c in _COLUMNS])
def test_a_change_of_any_column_is_found(tampering: Tampering, model: type[schema.Table], column: str) -> None:
    raw, table = tampering.raw, schema.table_name(model)
    kinds = {row[1]: row[2] for row in raw.execute(f"PRAGMA table_info({table})")}
    change = f"coalesce({column}, 0) + 500" if kinds[column] == "INTEGER" else f"coalesce({column}, '') || 'x'"
    where, key = _first(raw, model)
    assert raw.execute(f"UPDATE {table} SET {column} = {change} WHERE {where}", key).rowcount == 1
    assert tampering.find()


@pytest.mark.parametrize("model", _TABLES, ids=schema.table_name)
def test_a_removed_row_is_found(tampering: Tampering, model: type[schema.Table]) -> None:
    where, key = _first(tampering.raw, model)
    assert tampering.raw.execute(f"DELETE FROM {schema.table_name(model)} WHERE {where}", key).rowcount == 1
    assert tampering.find()


def test_an_added_entry_is_found(tampering: Tampering) -> None:
    tampering.raw.execute("CREATE TEMP TABLE one AS SELECT * FROM entry LIMIT 1")
    tampering.raw.execute("UPDATE one SET id = 'baru', seq = 9999, value = 300")
    tampering.raw.execute("INSERT INTO entry SELECT * FROM one")
    assert "row.unknown" in {finding.code for finding in tampering.find()}


def test_the_finding_says_what_the_figure_was(tampering: Tampering) -> None:
    tampering.raw.execute("UPDATE entry SET value = 166 WHERE field = 'suara_3'")
    messages = [finding.message for finding in tampering.find() if finding.code == "row.changed"]
    assert len(messages) == 1
    assert "value tercatat 30, sekarang 166" in messages[0]


def test_a_removed_guard_is_found(tampering: Tampering) -> None:
    tampering.raw.close()
    with Workspace.open(tampering.folder, read_only=True) as reader:
        assert {finding.code for finding in reader.verify().findings} == {"database"}


def test_the_end_of_the_chain_cut_off_is_found(tampering: Tampering) -> None:
    tampering.raw.execute("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")
    tampering.raw.execute("DELETE FROM lock_event")
    assert "chain.cut" in {finding.code for finding in tampering.find()}


def test_a_changed_or_missing_photo_is_found(tampering: Tampering) -> None:
    photo = next((tampering.folder / "images").iterdir())
    data = photo.read_bytes()
    photo.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    assert [finding.code for finding in tampering.find()] == ["image.changed"]
    photo.unlink()
    with Workspace.open(tampering.folder, read_only=True) as reader:
        assert [finding.code for finding in reader.verify().findings] == ["image.missing"]


@pytest.mark.parametrize("table", sqlite_sql.APPEND_ONLY)
def test_the_database_itself_refuses_to_change_history(full_workspace: Path, table: str) -> None:
    with closing(sqlite3.connect(full_workspace / "sirekap.db")) as raw:
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET machine = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                raw.execute(statement)


def test_the_exported_chain_verifies_without_the_workspace(full_workspace: Path) -> None:
    with Workspace.open(full_workspace, read_only=True) as reader:
        data, rows = reader.audit_export(), reader.audit_rows()
    exported = tuple(AuditRow(**json.loads(line)) for line in data.decode().splitlines())
    assert exported == rows
    assert verify_rows(exported) == ()


def test_rows_of_one_tps_and_the_last_ones_can_be_asked_for(workspace: Workspace) -> None:
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    rows = workspace.audit_rows()
    assert workspace.audit_rows(limit=2) == rows[-2:]
    assert [row.subject for row in workspace.audit_rows(tps=TPS_1)] == ["tps", "entry"]


_text = st.text(max_size=8)
_row = st.builds(
    AuditRow,
    machine=st.sampled_from(["a", "b"]),
    seq=st.just(0),
    at=_text,
    who=_text,
    kind=_text,
    subject=_text,
    row_id=_text,
    tps=_text,
    detail=_text,
    row_sha256=_text,
    prev_hash=st.just(""),
    hash=st.just(""),
)


def _chain(rows: list[AuditRow]) -> list[AuditRow]:
    heads: dict[str, str] = {}
    chained = []
    for seq, row in enumerate(rows, start=1):
        chained.append(sealed(replace(row, seq=seq, prev_hash=heads.get(row.machine, GENESIS))))
        heads[row.machine] = chained[-1].hash
    return chained


@given(st.lists(_row, max_size=12))
def test_an_untouched_chain_verifies(rows: list[AuditRow]) -> None:
    assert verify_rows(_chain(rows)) == ()


@given(st.lists(_row, min_size=1, max_size=8), st.data())
def test_any_changed_field_of_any_row_is_found(rows: list[AuditRow], data: st.DataObject) -> None:
    chain = _chain(rows)
    index = data.draw(st.integers(0, len(chain) - 1))
    name = data.draw(st.sampled_from(AuditRow.__slots__))
    old = getattr(chain[index], name)
    chain[index] = replace(chain[index], **{name: old + 1 if isinstance(old, int) else f"{old}x"})
    assert verify_rows(chain)


@given(st.lists(_row, min_size=2, max_size=8), st.data())
def test_a_row_taken_out_of_the_middle_is_found(rows: list[AuditRow], data: st.DataObject) -> None:
    chain = _chain([replace(row, machine="a") for row in rows])
    del chain[data.draw(st.integers(0, len(chain) - 2))]
    assert verify_rows(chain)


def test_a_mark_moved_from_one_field_to_another_is_found(tampering: Tampering) -> None:
    marked = tampering.raw.execute("SELECT field FROM entry_state WHERE recheck = 1").fetchall()
    assert marked == [("suara_1",)]
    tampering.raw.execute("UPDATE entry_state SET recheck = (field = 'suara_3')")
    assert "derived.changed" in {finding.code for finding in tampering.find()}


def test_a_lost_summary_of_a_tps_that_only_has_photos_is_found(tmp_path: Path) -> None:
    with make_workspace(tmp_path) as workspace:
        add_photo(workspace, reading=page_reading(2, field_reading("suara_1", 66)))
        assert workspace.verify().ok
    with closing(sqlite3.connect(workspace.folder / "sirekap.db", isolation_level=None)) as raw:
        raw.execute("DELETE FROM tps_state")
    with Workspace.open(workspace.folder, read_only=True) as reader:
        assert [finding.code for finding in reader.verify().findings] == ["derived.changed"]
