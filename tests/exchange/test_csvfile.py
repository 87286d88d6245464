"""The CSV files open in spreadsheets: no name in them may act as a formula, and each can be had back."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from kecamatan import TPS

from sirekap_desktop.exchange import csvfile, sending
from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.models.records import Desa
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.options import ReportOptions


def as_documented(cell: str) -> str:
    """How docs/package-format.md tells readers to have a name back."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell


@given(st.text(st.sampled_from("'=+-@\t\r\na1 ,\"")))
@example("'=1+1")
@example("KABIRAAN")
def test_every_name_survives_and_none_is_a_formula(name: str) -> None:
    line = io.StringIO()
    csv.writer(line).writerow([csvfile.cell(name), "x"])
    ((cell, _),) = csv.reader(io.StringIO(line.getvalue(), newline=""))
    assert not cell.startswith(tuple("=+-@\t\r"))
    assert as_documented(cell) == name


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "+62", "-KABIRAAN", "@desa", "'=1"])
def test_a_desa_with_the_name_of_a_formula_is_text_in_both_files(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    workspace.add_wilayah([Desa(TPS[0].desa_code, name)], [])
    snapshot = workspace.recap()
    for data in (csvfile.tps_csv(snapshot), csvfile.desa_csv(snapshot)):
        found = next(
            row for row in csv.DictReader(io.StringIO(data.decode())) if row["kode"] in {TPS[0].code, TPS[0].desa_code}
        )
        assert found["desa"] == f"'{name}"
    sending.build(workspace, tmp_path / "p.zip", options=ReportOptions(), with_images=False)
    assert verify(tmp_path / "p.zip").findings == ()
