"""The recap: every total is the sum of its parts, whatever was recorded, withdrawn or left out."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.rules import check_rules
from sirekap_desktop.models.recap import RecapCell, RecapTable
from sirekap_desktop.models.records import EntryHow, NewEntry
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, SAMBABO, TPS_1, TPS_2, TickingClock, add_photo, desa, make_workspace, record_all, tps


def _added(cells: tuple[RecapCell, ...]) -> tuple[int, int, int, int]:
    return (
        sum(cell.value for cell in cells),
        sum(cell.missing for cell in cells),
        sum(cell.empty for cell in cells),
        sum(cell.corrected for cell in cells),
    )


def _parts_add_up(table: RecapTable) -> bool:
    return all(_added(row) == _added((total,)) for row, total in zip(table.cells, table.totals, strict=True))


_value = st.one_of(st.none(), st.integers(0, 99_999))
_act = st.tuples(
    st.integers(0, 7), st.integers(0, 27), _value, st.sampled_from([EntryHow.TYPED, EntryHow.CORRECTED, "withdraw"])
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(1, 4), min_size=1, max_size=3), st.lists(_act, max_size=40))
def test_every_total_is_the_sum_of_its_parts(sizes: list[int], acts: list[tuple[int, int, int | None, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, make_workspace(Path(folder), tps_count=0) as workspace:
        places = [desa(number, f"DESA {number}") for number in range(1, len(sizes) + 1)]
        codes = [f"{place.code}{n:03d}" for place, size in zip(places, sizes, strict=True) for n in range(1, size + 1)]
        workspace.add_wilayah(places, [tps(code) for code in codes])
        names = [field.name for field in workspace.form(FORM).fields]
        expected: dict[tuple[str, str], list[int | None]] = {}
        for at, field, value, how in acts:
            code, name = codes[at % len(codes)], names[field]
            values = expected.setdefault((code, name), [])
            if how != "withdraw":
                workspace.record_many(code, FORM, [NewEntry(name, value, EntryHow(how), reason="uji")])
                values.append(value)
            elif values:
                workspace.withdraw(code, FORM, name)
                values.pop()
        snapshot = workspace.recap(FORM)
        report = workspace.verify()
    assert report.ok
    assert all(_parts_add_up(table) for table in (snapshot.kecamatan_table, *snapshot.desa_tables))
    for index, table in enumerate(snapshot.desa_tables):
        column = tuple(row[index] for row in snapshot.kecamatan_table.cells)
        assert [_added((cell,)) for cell in column] == [_added((total,)) for total in table.totals]
    current = [values[-1] for values in expected.values() if values]
    totals = snapshot.kecamatan_table.totals
    assert sum(cell.value for cell in totals) == sum(value or 0 for value in current)
    assert sum(cell.missing for cell in totals) == 28 * len(codes) - len(current)
    assert sum(cell.empty for cell in totals) == current.count(None)


def test_cells_show_missing_empty_corrected_and_broken(workspace: Workspace) -> None:
    record_all(workspace, TPS_1, {"disabilitas_l": None})
    workspace.record(TPS_1, FORM, "suara_1", 61, EntryHow.CORRECTED, before=60, reason="turus", witness="saksi 02")
    table = workspace.recap_desa(SAMBABO)
    rows = {field.name: row for field, row in zip(workspace.form(FORM).fields, table.cells, strict=True)}
    assert rows["disabilitas_l"][0] == RecapCell(0, empty=1)
    assert rows["suara_1"][0] == RecapCell(61, corrected=1, broken=("R3",))
    assert rows["suara_1"][1] == RecapCell(0, missing=1)
    assert rows["suara_2"][0].broken == ("R3",)
    assert [column.tps_complete for column in table.columns] == [1, 0, 0]
    assert workspace.recap_kecamatan().columns[0].tps_complete == 1


def test_recap_of_one_desa_is_the_one_in_the_snapshot(workspace: Workspace) -> None:
    record_all(workspace, TPS_1)
    workspace.add_wilayah([desa(2, "KABIRAAN")], [tps("7605052002001")])
    record_all(workspace, "7605052002001", {"suara_1": 9})
    snapshot = workspace.recap()
    assert snapshot.desa_tables == tuple(workspace.recap_desa(item.code) for item in workspace.desa())
    assert snapshot.kecamatan_table == workspace.recap_kecamatan()
    with pytest.raises(UserError) as caught:
        workspace.recap_desa("7605059999")
    assert caught.value.code == "desa.unknown"


def test_same_data_give_the_same_snapshot_byte_for_byte(workspace: Workspace) -> None:
    record_all(workspace, TPS_1)
    first = workspace.recap()
    workspace.set_setting("paper", "A4")
    add_photo(workspace)
    workspace.set_operator("BUDI")
    assert workspace.recap().canonical() == first.canonical()
    workspace.record(TPS_2, FORM, "suara_1", 1, EntryHow.TYPED)
    later = workspace.recap()
    assert later.sha256 != first.sha256
    assert later.taken_at > first.taken_at


def test_lock_and_revision_are_in_the_snapshot(workspace: Workspace) -> None:
    assert (workspace.recap().locked, workspace.recap().revision) == (False, 1)
    workspace.lock("selesai")
    assert workspace.recap().locked
    workspace.unlock("salah baca")
    workspace.lock("selesai lagi")
    snapshot = workspace.recap()
    assert (snapshot.locked, snapshot.revision) == (True, 2)
    assert "-r2-" in snapshot.document_id


def test_notes_explain_broken_sums_with_reason_and_corrections(workspace: Workspace) -> None:
    record_all(workspace, TPS_1, {"suara_tidak_sah": 6})
    check = next(c for c in check_rules(workspace.form(FORM), workspace.values(TPS_1, FORM)) if c.rule == "R4")
    workspace.give_reason(TPS_1, FORM, check, "begitu di kertas")
    workspace.record(
        TPS_1, FORM, "disabilitas_j", None, EntryHow.CORRECTED, before=2, reason="kosong di plano", witness="saksi 02"
    )
    notes = {note.kind: note for note in workspace.recap().notes}
    assert notes["rule"].place == "SAMBABO TPS 001"
    assert "165 ≠ 166, selisih 1" in notes["rule"].text
    assert notes["rule"].reason == "begitu di kertas"
    assert notes["correction"].text == "III Jml: 2 → kosong"
    assert notes["correction"].reason == "kosong di plano (disaksikan saksi 02)"


def test_a_hint_marks_its_cell_but_asks_for_no_note(tmp_path: Path) -> None:
    with make_workspace(tmp_path, tps_count=1, clock=TickingClock()) as workspace:
        record_all(workspace, TPS_1)
        workspace.add_wilayah([], [tps(TPS_1, (1, 1))])
        snapshot = workspace.recap()
    assert snapshot.notes == ()
    assert {"R17"} == {rule for row in snapshot.desa_tables[0].cells for rule in row[0].broken}
