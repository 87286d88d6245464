"""Joining desa packages: any partition, any order, the same recap; a package that lies or is cut changes nothing."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import kill_joining
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from panels import DESA, FORM, TPS, Laptops, hold, laptops, main_laptop, photo, record

from sirekap_desktop.exchange import package as writer
from sirekap_desktop.exchange import panel as panel_package
from sirekap_desktop.exchange import stores
from sirekap_desktop.exchange.manifest import PANEL_KIND
from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.jobs import panels
from sirekap_desktop.jobs.export import write_package
from sirekap_desktop.models import panels as belonging
from sirekap_desktop.models import schema
from sirekap_desktop.models.pleno.facts import Attended, Closed, Opened
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.workspace import Workspace

DPD = "c-hasil-dpd-2024"


def told(workspace: Workspace) -> dict[str, object]:
    """All that a document could say, but for who, when and on which laptop."""
    recap = workspace.recap()
    tables = (recap.kecamatan_table, *recap.desa_tables)
    return {
        "recap": [[cell.value for row in table.cells for cell in row] for table in tables],
        "progress": [(row.tps.code, row.status, row.stage, row.pages_present) for row in workspace.progress(FORM)],
        "entries": {
            code: [(one.field, one.value, one.how, one.before, one.reason) for one in workspace.histories(code, FORM)]
            for code in TPS
        },
        "meeting": {code: [event.fact for event in workspace.tps_meeting(FORM, code)] for code in TPS},
        "photos": sorted((one.tps, one.sha256, one.version) for one in workspace.images()),
    }


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The same meeting on one laptop."""
    with main_laptop(tmp_path_factory.mktemp("sendiri")) as workspace:
        for code in TPS:
            hearing(workspace, code)
        return told(workspace)


def hearing(workspace: Workspace, code: str) -> None:
    photo(workspace, code)
    hold(workspace, code)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    holders=st.lists(st.integers(0, 3), min_size=4, max_size=4),
    order=st.permutations([1, 2, 3]),
    interim=st.sets(st.integers(1, 3)),
)
def test_desa_over_any_panels_joined_in_any_order_make_the_recap_of_one_laptop(
    alone: dict[str, object], holders: list[int], order: list[int], interim: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        meeting = laptops(Path(folder))
        stack.enter_context(meeting.main)
        desa = {number: [code for code, at in zip(DESA, holders, strict=True) if at == number] for number in range(4)}
        at = {0: meeting.main}
        at |= {number: stack.enter_context(meeting.panel(number, desa[number])) for number in order if desa[number]}
        for half in (0, 1):
            for number, workspace in at.items():
                for code in desa[number]:
                    hearing(workspace, f"{code}{half + 1:03d}")
                if number in interim and half == 0:
                    meeting.join(meeting.pack(workspace, final=False))
        for number in order:
            if number in at:
                meeting.join(meeting.pack(at[number]))
        assert told(meeting.main) == alone
        report = meeting.main.verify()
        assert report.findings == ()
        assert len(report.heads) == len(at)


def test_the_package_of_a_joined_kecamatan_is_whole(tmp_path: Path) -> None:
    meeting = laptops(tmp_path)
    with meeting.main, meeting.panel(1, DESA[:2]) as one, meeting.panel(2, DESA[2:]) as two:
        for workspace, codes in ((one, TPS[:4]), (two, TPS[4:])):
            for code in codes:
                hearing(workspace, code)
            workspace.note(FORM, Attended(name=f"SAKSI {workspace.operator}", capacity="saksi", contestant=1))
            meeting.join(meeting.pack(workspace))
        meeting.main.note(FORM, Closed())
        meeting.main.lock("selesai", FORM)
        write_package(meeting.main, meeting.stick / "kabupaten.zip")
        assert verify(meeting.stick / "kabupaten.zip").findings == ()
        assert meeting.main.verify().findings == ()
        seats = [event.fact for event in meeting.main.meeting(FORM) if isinstance(event.fact, Attended)]
        assert len(seats) == 2


def test_rules_across_the_elections_of_a_tps_look_at_what_came(tmp_path: Path) -> None:
    meeting = laptops(tmp_path)
    with meeting.main:
        meeting.main.set_elections((FORM, DPD))
        meeting.main.add_lists({"dpd": {"": [Contestant(1, "CALON A"), Contestant(2, "CALON B")]}}, {})
        with meeting.panel(1, DESA[:1]) as one:
            record(one, TPS[0])
            meeting.join(meeting.pack(one, final=False))
            for field in one.form(DPD).fields:
                if field.name.startswith(("pemilih", "pengguna")):
                    one.record(TPS[0], DPD, field.name, 7, EntryHow.TYPED)
            meeting.join(meeting.pack(one))
            for form in (FORM, DPD):
                there = one.tps_progress(TPS[0], form).broken_rules
                assert meeting.main.tps_progress(TPS[0], form).broken_rules == there
        assert "R14@pemilih_dpt_j" in meeting.main.tps_progress(TPS[0], DPD).broken_rules
        assert meeting.main.verify().findings == ()


def test_a_package_of_the_other_kind_is_called_by_its_name(tmp_path: Path) -> None:
    meeting = laptops(tmp_path)
    with meeting.main, meeting.panel(1, DESA[:1]) as one:
        hearing(one, TPS[0])
        package = meeting.pack(one, final=False)
        with pytest.raises(UserError, match="paket desa dari laptop panel") as caught:
            verify(package)
        assert caught.value.code == "package.panel"
        write_package(meeting.main, meeting.stick / "kabupaten.zip")
        with pytest.raises(UserError, match="paket untuk kabupaten, bukan paket desa"):
            panels.look(meeting.main, meeting.stick / "kabupaten.zip")


# --- packages that are not what a panel writes ----------------------------------------------------------------------


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[Laptops]:
    made = laptops(tmp_path)
    with made.main:
        yield made


@pytest.fixture
def panel(meeting: Laptops) -> Iterator[Workspace]:
    with meeting.panel(1, DESA[:2]) as opened:
        hearing(opened, TPS[0])
        yield opened


def refused(meeting: Laptops, package: Path) -> str:
    """The code of the refusal; nothing may have changed."""
    before = meeting.main.audit_rows()
    with pytest.raises(UserError) as caught:
        meeting.join(package)
    assert meeting.main.audit_rows() == before
    assert meeting.main.verify().ok
    return caught.value.code


def test_a_byte_changed_anywhere_in_a_package_is_found(meeting: Laptops, panel: Workspace) -> None:
    package = meeting.pack(panel)
    whole = package.read_bytes()
    dice = random.Random(29)
    for place in (0, 40, 2000, len(whole) - 30, *(dice.randrange(len(whole)) for _ in range(30))):
        package.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(UserError) as caught:
            panel_package.read(package)
        assert caught.value.code in {"panel.package", "package.not_a_package"}
    for size in (0, 500, len(whole) // 2, len(whole) - 1):
        package.write_bytes(whole[:size])
        assert refused(meeting, package) in {"panel.package", "package.not_a_package"}
    package.write_bytes(whole)
    meeting.join(package)


def test_more_than_a_panel_writes_is_not_read(
    meeting: Laptops, panel: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = meeting.pack(panel)
    monkeypatch.setattr(panel_package, "_MAX_LINES", 5_000)
    assert refused(meeting, package) == "panel.package"


def lied(package: Path, panel: Workspace, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The package after the panel itself changed it and signed it again."""
    found = stores.scan(package, lambda count: None, PANEL_KIND)
    assert found.manifest
    contents = {name: found.read(file.sha256, 10**9) or b"" for name, file in found.files.items()}
    kinds = {name: file.kind for name, file in found.files.items()}
    change(contents)
    target = package.with_name(f"bohong-{package.name}")
    with writer.staging(target) as files:
        for name, data in contents.items():
            files.add_bytes(name, kinds.get(name, "rows"), "application/jsonl", data)
        writer.write_package(target, found.manifest, files, panel.signing_key().private)
    return target


def lines(name: str, change: Callable[[list[dict]], object]) -> Callable[[dict[str, bytes]], object]:
    def apply(contents: dict[str, bytes]) -> None:
        rows = [json.loads(line) for line in contents[name].splitlines()]
        change(rows)
        contents[name] = b"".join(
            json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n" for row in rows
        )

    return apply


def card(**values: object) -> Callable[[dict[str, bytes]], object]:
    return lines("panel.json", lambda rows: rows[0].update(values))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lines("baris/entry.jsonl", lambda rows: rows[0].update(value=7)), "panel.damaged"),
        (lines("baris/entry.jsonl", lambda rows: rows[0].update(value="7")), "panel.damaged"),
        (lines("baris/entry.jsonl", lambda rows: rows[0].update(value=[7])), "panel.package"),
        (lines("baris/entry.jsonl", lambda rows: rows[0].pop("reason")), "panel.package"),
        (lines("baris/entry.jsonl", lambda rows: rows.pop()), "panel.damaged"),
        (lines("baris/entry.jsonl", lambda rows: rows.append(rows[0])), "panel.damaged"),
        (lines("baris/entry.jsonl", lambda rows: rows.append({**rows[0], "id": "0" * 32})), "panel.damaged"),
        (lines("baris/pleno_event.jsonl", lambda rows: rows[1].update(body="{}")), "panel.damaged"),
        (lambda contents: contents.pop("baris/placement.jsonl"), "panel.damaged"),
        (lambda contents: contents.pop("baris/machine.jsonl"), "panel.damaged"),
        (lambda contents: contents.pop(next(name for name in contents if name.startswith("foto/"))), "panel.damaged"),
        (lambda contents: contents.pop("panel.json"), "panel.package"),
        (lines("audit/audit.jsonl", lambda rows: rows.pop()), "panel.damaged"),
        (lines("audit/audit.jsonl", lambda rows: rows.pop(0)), "panel.damaged"),
        (lines("audit/audit.jsonl", lambda rows: rows.pop(9)), "panel.damaged"),
        (lines("audit/audit.jsonl", lambda rows: rows[9].update(who="LAIN")), "panel.damaged"),
        (lines("audit/audit.jsonl", lambda rows: rows.__setitem__(slice(3, 5), rows[4:2:-1])), "panel.damaged"),
        (lines("audit/audit.jsonl", lambda rows: rows.clear()), "panel.damaged"),
        (card(desa=[DESA[0]]), "panel.unknown"),
        (card(number=2), "panel.unknown"),
        (card(handing="0" * 32), "panel.unknown"),
        (card(base=[["0" * 16, 3, "0" * 64]]), "panel.unknown"),
        (card(workspace_id="0" * 32), "panel.foreign"),
        (card(lists="0" * 64), "panel.lists"),
        (card(final=False), "panel.damaged"),
    ],
)
def test_a_panel_that_changes_its_package_and_signs_it_is_found(
    meeting: Laptops, panel: Workspace, change: Callable[[dict[str, bytes]], object], code: str
) -> None:
    assert refused(meeting, lied(meeting.pack(panel), panel, change)) == code


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda panel: record(panel, TPS[4]), "panel.place"),
        (lambda panel: photo(panel, TPS[4]), "panel.place"),
        (lambda panel: panel.lock("x"), "panel.damaged"),
        (lambda panel: panel.lock("x", FORM, DESA[0]), "panel.damaged"),
        (lambda panel: panel.note(FORM, Closed()), "panel.damaged"),
        (lambda panel: panel.hand_out(2, "B", DESA[2:3]), "panel.damaged"),
        (lambda panel: panel.add_wilayah([], [replace(panel.tps()[0], dpt_l=1)]), "panel.lists"),
    ],
)
def test_a_panel_whose_program_lets_it_do_more_is_found(
    meeting: Laptops, panel: Workspace, monkeypatch: pytest.MonkeyPatch, act: Callable[[Workspace], object], code: str
) -> None:
    for name in ("refuse_elsewhere", "refuse_shared", "refuse_lock", "refuse_on_panel"):
        monkeypatch.setattr(belonging, name, lambda *_args, **_more: None)
    monkeypatch.setattr(belonging, "refuse_fact", lambda *_args, **_more: None)
    monkeypatch.setattr(belonging, "why_elsewhere", lambda *_args: "")
    act(panel)
    package = meeting.pack(panel)
    monkeypatch.undo()
    assert refused(meeting, package) == code


def written(**values: object) -> Callable[[Workspace], object]:
    """An entry that the panel's program writes without asking what an entry may be."""
    row = {"tps": TPS[0], "form": FORM, "field": "suara_1", "value": 5, "how": "typed", "image": None, "before": None,
           "reason": "", "witness": "", "withdraws": None}  # fmt: skip

    def act(panel: Workspace) -> None:
        with panel.write() as tx:
            tx.insert(schema.Entry, **row | values)

    return act


@pytest.mark.parametrize(
    "values",
    [{"field": "suara_99"}, {"how": "corrected"}, {"form": DPD}],
)
def test_figures_that_nobody_can_record_do_not_come_in_with_a_panel(
    meeting: Laptops, panel: Workspace, values: dict[str, object]
) -> None:
    written(**values)(panel)
    assert refused(meeting, meeting.pack(panel)) == "panel.damaged"


def test_the_same_entry_as_it_may_be_comes_in(meeting: Laptops, panel: Workspace) -> None:
    written()(panel)
    meeting.join(meeting.pack(panel))
    assert meeting.main.values(TPS[0], FORM)["suara_1"] == 5


def test_a_panel_that_opened_the_meeting_itself_brings_its_opening(tmp_path: Path) -> None:
    meeting = laptops(tmp_path)
    with meeting.main:
        meeting.main.note(FORM, Closed())
        with meeting.panel(1, DESA[:1]) as panel:
            panel.note(FORM, Opened(place="Balai desa"))
            hearing(panel, TPS[0])
            meeting.join(meeting.pack(panel))
        assert meeting.main.verify().ok
        hearing(meeting.main, TPS[1])


# --- a cut ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("point", kill_joining.POINTS)
def test_a_kill_in_the_middle_leaves_the_workspace_as_it_was_and_a_repeat_joins_it(tmp_path: Path, point: str) -> None:
    meeting = laptops(tmp_path)
    with meeting.panel(1, DESA[:2]) as panel:
        for code in TPS[:3]:
            hearing(panel, code)
        package = meeting.pack(panel)
        expected = told(panel)
        fingerprint = panels.fingerprint(panel)
    before, main = meeting.main.audit_rows(), meeting.main
    main.close()
    command = [sys.executable, kill_joining.__file__, str(main.folder), str(main.key_folder), str(package), fingerprint]
    assert subprocess.run([*command, point], check=False).returncode == -9
    with Workspace.open(main.folder, operator="KETUA", key_folder=main.key_folder) as again:
        assert again.audit_rows() == before
        assert again.verify().findings == ()
        panels.join(again, package, accepted=fingerprint)
        assert told(again) == expected
        assert again.verify().findings == ()
