"""The signed head of the audit chain: a chain cut short that agrees with itself is found by the printed one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import schema, seals, sqlite_sql
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, SAMBABO, TPS_1, make_workspace, record_all, reopen


def _locked(folder: Path) -> Workspace:
    workspace = make_workspace(folder)
    record_all(workspace, TPS_1)
    workspace.lock("selesai")
    return workspace


def _seals(workspace: Workspace) -> list[seals.Seal]:
    with workspace.read() as session:
        return list(seals.read(session).values())


@pytest.mark.parametrize("scope", [{}, {"form_id": FORM}, {"form_id": FORM, "desa": SAMBABO}])
def test_each_lock_signs_the_head_of_the_chain(workspace: Workspace, scope: dict[str, str]) -> None:
    workspace.lock("selesai", **scope)
    (seal,) = _seals(workspace)
    machine, seq, digest = seal.head
    row = next(row for row in workspace.audit_rows() if row.seq == seq)
    assert (row.subject, row.machine, row.hash) == ("lock_event", machine, digest)
    assert seals.is_signed(seal)
    assert workspace.verify().ok
    assert workspace.pleno_snapshot(FORM).locks[0].heads == seal.heads


def test_reopening_signs_nothing_and_the_next_lock_signs_anew(workspace: Workspace) -> None:
    workspace.lock("selesai")
    workspace.unlock("ada yang salah")
    workspace.lock("selesai lagi")
    first, second = _seals(workspace)
    assert first.head != second.head
    assert workspace.verify(seals.parse_head(seals.printed(first.head))).ok


def _cut(folder: Path, seq: int) -> None:
    """What a thief of the laptop can do: take the end away everywhere, and let all that is left agree."""
    with closing(sqlite3.connect(folder / "sirekap.db", isolation_level=None)) as raw:
        for name in sqlite_sql.guards():
            raw.execute(f"DROP TRIGGER {name}")
        for table in ("chain_seal", "lock_event"):
            raw.execute(f"DELETE FROM {table} WHERE seq > ?", (seq,))
        raw.execute("DELETE FROM audit WHERE seq > ?", (seq,))
        raw.execute("UPDATE chain_head SET seq = ?, hash = (SELECT hash FROM audit WHERE seq = ?)", (seq, seq))
        for sql in sqlite_sql.guards().values():
            raw.execute(sql)


def test_a_chain_cut_short_agrees_with_itself_and_not_with_the_printed_head(tmp_path: Path) -> None:
    workspace = _locked(tmp_path)
    (seal,) = _seals(workspace)
    head = seals.parse_head(seals.printed(seal.head))
    workspace.close()
    copy = shutil.copytree(workspace.folder, tmp_path / "dipotong")
    _cut(copy, seal.head[1] - 1)
    with Workspace.open(copy, read_only=True) as cut:
        assert cut.verify().ok
        assert [finding.code for finding in cut.verify(head).findings] == ["head.missing"]


def test_a_chain_that_went_another_way_is_told_from_a_short_one(tmp_path: Path) -> None:
    with _locked(tmp_path) as workspace:
        machine, seq, digest = _seals(workspace)[0].head
        other = seals.parse_head(f"{seq}:{'0' * 16}")
        assert [finding.code for finding in workspace.verify(other).findings] == ["head.differs"]
        assert workspace.verify(seals.parse_head(f"{seq}:{digest}")).ok
        assert machine == workspace.machine_id


def test_a_signed_head_that_the_chain_does_not_hold_is_found(tmp_path: Path) -> None:
    with _locked(tmp_path) as workspace:
        (seal,) = _seals(workspace)
        rows = workspace.audit_rows()
    assert not list(seals.findings([seal], rows))
    before = [row for row in rows if row.seq != seal.head[1]]
    assert [finding.code for finding in seals.findings([seal], before)] == ["seal.head"]


@pytest.mark.parametrize("name", ["lock", "machine", "public_key", "signature"])
def test_a_changed_seal_is_no_signature(tmp_path: Path, name: str) -> None:
    with _locked(tmp_path) as workspace:
        (seal,) = _seals(workspace)
    values = {key: getattr(seal, key) for key in seals.Seal.__slots__}
    old = values[name]
    values[name] = ("0" if old[0] != "0" else "1") + old[1:]
    assert not seals.is_signed(seals.Seal(**values))


def test_a_head_read_from_paper_may_be_typed_as_people_type(tmp_path: Path) -> None:
    head = ("m", 1234, "ab12cd34" * 8)
    for text in (
        seals.printed(head),
        "1.234: AB12CD34 ab12cd34",
        "1234:ab12-cd34-ab12-cd34",
        f"1234 : {'ab12cd34' * 8}",
    ):
        claim = seals.parse_head(text)
        assert (claim.seq, claim.digits[:16]) == (1234, "ab12cd34ab12cd34")


@pytest.mark.parametrize(
    "text", ["", "1234", "1234:", "1234:ab12", ":ab12cd34ab12cd34", "12x:ab12cd34ab12cd34", "1:" + "z" * 16]
)
def test_what_is_no_head_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(UserError, match="kepala rantai audit") as caught:
        seals.parse_head(text)
    assert caught.value.code == "head.unknown"


def test_a_lock_without_its_key_changes_nothing(workspace: Workspace) -> None:
    for path in workspace.key_folder.iterdir():
        path.rename(path.with_suffix(".away"))
    with pytest.raises(UserError) as caught:
        workspace.lock("selesai")
    assert caught.value.code == "key.missing"
    assert not workspace.is_locked
    for path in workspace.key_folder.iterdir():
        path.rename(path.with_suffix(".pem"))


def test_locks_of_an_older_program_have_no_seal_and_verify(workspace: Workspace) -> None:
    with workspace.write() as tx:
        tx.insert(schema.LockEvent, scope=workspace.kecamatan.code, action="lock", revision=1, reason="lama")
    with reopen(workspace) as again:
        assert again.verify().ok
        assert again.pleno_snapshot(FORM).locks[0].heads == ()
