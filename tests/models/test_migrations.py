"""Workspaces of older versions open with everything in them; a migration that fails changes nothing."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import migration, schema, sqlite_sql
from sirekap_desktop.models.database import connect
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, TPS_1, add_photo, consistent_values, record_all

GOLDEN = Path(__file__).with_name("golden")

_ADD_COLUMN = """
from peewee import IntegerField

def up(migrator, db):
    migrator.migrate(migrator.add_column("tps", "dpt_total", IntegerField(null=True)))
    db.execute_sql("UPDATE tps SET dpt_total = dpt_l + dpt_p")
    db.execute_sql("UPDATE entry SET reason = 'diperbarui' WHERE reason = ''")
"""
_REBUILD = """
def up(migrator, db):
    migrator.migrate(migrator.add_not_null("tps", "dpt_l"))
"""
_ORPHAN = """
def up(migrator, db):
    db.execute_sql("DELETE FROM tps")
"""
_WRONG = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE tidak_ada ADD COLUMN x TEXT")
"""


@pytest.fixture
def old(workspace: Workspace) -> Workspace:
    """A workspace of this version with entries, closed."""
    add_photo(workspace)
    record_all(workspace, TPS_1)
    workspace.close()
    return workspace


def _scripts(folder: Path, text: str) -> Path:
    """The program's own scripts and one more."""
    target = shutil.copytree(migration.SCRIPTS, folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (target / f"{migration.newest_version() + 1:04d}_next.py").write_text(text)
    return target


def _query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(sql).fetchall()


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("v*.db")))
def test_a_workspace_of_every_released_schema_opens_whole(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "ulumanda"
    (folder / "images").mkdir(parents=True)
    shutil.copy(GOLDEN / name, folder / "sirekap.db")
    shutil.copytree(GOLDEN / "images", folder / "images", dirs_exist_ok=True)
    with Workspace.open(folder, operator="BUDI", key_folder=tmp_path / "keys") as workspace:
        assert workspace.verify().findings == ()
        form = workspace.form(FORM)
        assert workspace.values(TPS_1, FORM) == {**consistent_values(form), "suara_1": 61}
        assert [item.version for item in workspace.versions(TPS_1, FORM, 2)] == [1, 2]
        assert workspace.reading(workspace.versions(TPS_1, FORM, 2)[0].id) is not None
        assert workspace.recap().kecamatan_table.totals[0].value == 100
        assert workspace.is_locked


def test_the_newest_golden_workspace_is_of_this_schema() -> None:
    assert max(GOLDEN.glob("v*.db")).name == f"v{migration.newest_version():04d}.db"


def test_models_and_scripts_describe_the_same_columns(workspace: Workspace) -> None:
    path = workspace.folder / "sirekap.db"
    for model in (
        *schema.AUDITED,
        schema.Audit,
        schema.ChainHead,
        schema.Derivation,
        schema.ImageState,
        schema.EntryState,
        schema.TpsState,
    ):
        columns = {(row[1], bool(row[3])) for row in _query(path, f"PRAGMA table_info({schema.table_name(model)})")}
        fields = {(field.column_name, not field.null) for field in model._meta.sorted_fields}
        assert columns == fields


def test_pending_scripts_run_with_a_copy_made_before(old: Workspace, tmp_path: Path) -> None:
    path = old.folder / "sirekap.db"
    entries = _query(path, "SELECT count(*) FROM entry")
    copy = migration.upgrade(path, old.backups_folder, scripts=_scripts(tmp_path, _ADD_COLUMN))
    assert copy is not None
    assert copy.parent == old.backups_folder
    assert _query(path, "SELECT dpt_total FROM tps WHERE code = '7605052001001'") == [(201,)]
    assert _query(path, "SELECT count(*) FROM entry") == entries
    assert _query(path, "SELECT DISTINCT reason FROM entry") == [("diperbarui",)]
    assert _query(path, "PRAGMA user_version") == [(migration.newest_version() + 1,)]
    assert _query(copy, "PRAGMA user_version") == [(migration.newest_version(),)]
    assert _query(copy, "SELECT count(*) FROM entry") == entries
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        _query(path, "DELETE FROM entry")


def test_nothing_pending_makes_no_copy(old: Workspace) -> None:
    assert migration.upgrade(old.folder / "sirekap.db", old.backups_folder) is None
    assert list(old.backups_folder.iterdir()) == []


@pytest.mark.parametrize(
    ("script", "words"),
    [(_REBUILD, "tabel tidak STRICT: tps"), (_ORPHAN, "baris tanpa induk"), (_WRONG, "tidak_ada")],
    ids=["rebuild drops STRICT", "rows without parent", "statement fails"],
)
def test_a_migration_that_breaks_something_is_not_used(old: Workspace, tmp_path: Path, script: str, words: str) -> None:
    path = old.folder / "sirekap.db"
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        migration.upgrade(path, old.backups_folder, scripts=_scripts(tmp_path, script))
    assert caught.value.code == "workspace.migration"
    assert words in caught.value.message
    assert path.read_bytes() == before
    assert {item.name for item in old.folder.glob("*migrating*")} == set()
    with Workspace.open(old.folder, operator="ANI", key_folder=old.key_folder) as again:
        assert again.verify().ok


def test_state_derived_with_other_rules_is_derived_again_on_opening(old: Workspace) -> None:
    with closing(sqlite3.connect(old.folder / "sirekap.db")) as raw, raw:
        raw.execute("UPDATE derivation SET digest = 'aturan lama'")
        raw.execute('UPDATE tps_state SET checks = \'[["R0", "", 1, 2, "sum", [], false]]\'')
    with Workspace.open(old.folder, operator="ANI", key_folder=old.key_folder) as again:
        assert again.tps_progress(TPS_1, FORM).broken_rules == ()
        assert again.verify().ok


def test_a_program_without_its_scripts_says_so(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="built without"):
        migration.newest_version(tmp_path)


def test_the_check_tells_a_strict_table_from_a_plain_one(old: Workspace) -> None:
    database = connect(old.folder / "sirekap.db")
    try:
        assert migration.problems(database) == ()
        database.execute_sql("CREATE TABLE longgar (x TEXT)")
        assert migration.problems(database) == ("tabel tidak STRICT: longgar",)
    finally:
        database.close_all()


def test_a_migration_killed_before_it_is_whole_changes_nothing(
    old: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    path, scripts = old.folder / "sirekap.db", _scripts(tmp_path, _ADD_COLUMN)
    before = path.read_bytes()
    monkeypatch.setattr(migration.os, "replace", die)
    with pytest.raises(Killed):
        migration.upgrade(path, old.backups_folder, scripts=scripts)
    monkeypatch.undo()
    assert path.read_bytes() == before
    path.with_name("sirekap.db.migrating").write_bytes(b"sisa proses yang mati")
    assert migration.upgrade(path, old.backups_folder, scripts=scripts) is not None
    assert _query(path, "SELECT count(dpt_total) FROM tps") == [(3,)]


def test_a_migration_waits_for_who_still_reads_the_database(
    old: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages that a reader keeps in the WAL would be played back over the migrated file."""
    monkeypatch.setattr(sqlite_sql, "PRAGMAS", (("busy_timeout", 0), *sqlite_sql.PRAGMAS[1:]))
    path = old.folder / "sirekap.db"
    scripts = _scripts(tmp_path, _ADD_COLUMN)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.executescript("BEGIN; SELECT * FROM tps")
        reader.execute("SELECT * FROM tps").fetchone()
        with closing(sqlite3.connect(path, isolation_level=None)) as writer:
            writer.execute("UPDATE setting SET value = value")
            writer.execute("INSERT INTO setting VALUES ('uji', '1')")
        with pytest.raises(UserError) as caught:
            migration.upgrade(path, old.backups_folder, scripts=scripts)
        reader.execute("ROLLBACK")
    assert caught.value.code == "workspace.busy"
    assert migration.upgrade(path, old.backups_folder, scripts=scripts) is not None
    assert _query(path, "SELECT value FROM setting WHERE name = 'uji'") == [("1",)]
    assert _query(path, "PRAGMA integrity_check") == [("ok",)]
