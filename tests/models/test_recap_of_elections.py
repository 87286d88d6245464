"""Recap = sum of its parts, for any wilayah, contestants, dapil and figures, in every election."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.models.records import Desa, EntryHow, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace

from .factories import ULUMANDA, TickingClock

FORMS = (
    "c-hasil-ppwp-2024",
    "c-hasil-dpr-2024",
    "c-hasil-dpd-2024",
    "c-hasil-dprd-prov-2024",
    "c-hasil-dprd-kabko-2024",
    "c-hasil-kwk-gubernur-2024",
    "c-hasil-kwk-bupati-2024",
    "c-hasil-kwk-walikota-2024",
)
Values = Mapping[str, Mapping[str, int | None]]
"""TPS → field → value; a field that is not there is not recorded."""


@dataclass(frozen=True)
class Case:
    """A random kecamatan in one election."""

    form_id: str
    tps: tuple[str, ...]
    lists: dict[str, tuple[Contestant, ...]]
    dapil: dict[str, str]


@st.composite
def _cases(draw: st.DrawFn, form_id: str) -> Case:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    desa = [f"{ULUMANDA.code}{2001 + n}" for n in range(len(sizes))]
    tps = tuple(f"{code}{number:03d}" for code, size in zip(desa, sizes, strict=True) for number in range(1, size + 1))
    form = load_form(form_id)
    if not form.by_partai:
        count = draw(st.integers(1, 14 if form.pemilihan == "pdpd" else 3))
        return Case(form_id, tps, {"": tuple(Contestant(n, f"PESERTA {n}") for n in range(1, count + 1))}, {})
    numbers = draw(st.lists(st.sampled_from([1, 2, 5, 17, 24]), min_size=1, max_size=3, unique=True))
    names = draw(st.sampled_from([("",), ("MAJENE 1",), ("MAJENE 1", "MAJENE 2")]))
    lists = {name: tuple(_partai(draw, number) for number in sorted(numbers)) for name in names}
    dapil = {code: draw(st.sampled_from(names)) for code in desa} if names != ("",) else {}
    return Case(form_id, tps, lists, dapil)


def _partai(draw: st.DrawFn, number: int) -> Contestant:
    count = draw(st.integers(0, 12))
    return Contestant(number, f"PARTAI {number}", tuple(Calon(n, f"CALON {n}") for n in range(1, count + 1)))


def _build(folder: Path, case: Case) -> Workspace:
    workspace = Workspace.create(
        folder / "ws", ULUMANDA, operator="ANI", key_folder=folder / "keys", clock=TickingClock()
    )
    form = load_form(case.form_id)
    workspace.set_elections([case.form_id])
    codes = sorted({code[:10] for code in case.tps})
    workspace.add_lists(
        {form.pemilihan: case.lists},
        {form.pemilihan: case.dapil} if case.dapil else {},
        desa=[Desa(code, f"DESA {code[-2:]}") for code in codes],
        tps=[Tps(code, code[:10], int(code[10:])) for code in case.tps],
    )
    return workspace


def _figures(data: st.DataObject, workspace: Workspace, case: Case) -> Values:
    """Some TPS whole, some in part, some not at all; now and then an empty field."""
    count = len(case.tps)
    seed = data.draw(st.integers(0, 2**32 - 1))
    kept = data.draw(st.lists(st.sampled_from(["all", "half", "none"]), min_size=count, max_size=count))
    found: dict[str, dict[str, int | None]] = {}
    for number, (code, how) in enumerate(zip(case.tps, kept, strict=True)):
        names = [field.name for field in workspace.form(case.form_id, code).fields]
        chosen = {"all": names, "half": names[::2], "none": []}[how]
        found[code] = {
            name: None if (seed + 7 * n + number) % 23 == 0 else (seed + 31 * n + 17 * number) % 400
            for n, name in enumerate(chosen)
        }
    return found


def _check(snapshot: RecapSnapshot, figures: Values) -> set[str]:
    """Every cell and total against plain addition; returns the TPS that it counts."""
    rows = [row.field for row in snapshot.rows]
    of_desa: dict[str, list[str]] = defaultdict(list)
    for table in snapshot.desa_tables:
        for number, column in enumerate(table.columns):
            of_desa[table.code].append(column.code)
            for row, cells in zip(rows, table.cells, strict=True):
                assert cells[number].value == (figures[column.code].get(row) or 0)
                assert cells[number].known == (row in figures[column.code])
        for row, total in zip(rows, table.totals, strict=True):
            assert total.value == sum(figures[code].get(row) or 0 for code in of_desa[table.code])
    everywhere = [code for codes in of_desa.values() for code in codes]
    whole = snapshot.kecamatan_table
    for row, cells, total in zip(rows, whole.cells, whole.totals, strict=True):
        assert [cell.value for cell in cells] == [
            sum(figures[code].get(row) or 0 for code in of_desa[column.code]) for column in whole.columns
        ]
        assert total.value == sum(figures[code].get(row) or 0 for code in everywhere)
        assert total.missing == sum(row not in figures[code] for code in everywhere)
    return set(everywhere)


@pytest.mark.parametrize("form_id", FORMS)
@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_recap_is_the_sum_of_its_parts(form_id: str, data: st.DataObject) -> None:
    case = data.draw(_cases(form_id))
    with tempfile.TemporaryDirectory() as folder, _build(Path(folder), case) as workspace:
        figures = _figures(data, workspace, case)
        for code, values in figures.items():
            workspace.record_many(
                code, form_id, [NewEntry(name, value, EntryHow.TYPED) for name, value in values.items()]
            )
        counted = [_check(snapshot, figures) for snapshot in workspace.recaps()]
    assert set().union(*counted) == set(case.tps)
    assert sum(map(len, counted)) == len(case.tps)
