"""A package of several elections, one of them in two daerah pemilihan: found whole, and every change found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from forging import edit, forged
from kecamatan import TPS, new_workspace

from sirekap_desktop.exchange import sending
from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.models.records import EntryHow, NewEntry
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.options import ReportOptions

FORM, KABKO, DPD = "c-hasil-ppwp-2024", "c-hasil-dprd-kabko-2024", "c-hasil-dpd-2024"
DESA = [tps.desa_code for tps in TPS]


def _partai(number: int, calon: int) -> Contestant:
    return Contestant(number, f"PARTAI {number}", tuple(Calon(n, f"CALON {number}.{n}") for n in range(1, calon + 1)))


def _record(workspace: Workspace) -> None:
    for start, tps in enumerate(TPS, 3):
        for form_id in workspace.form_ids():
            fields = workspace.form(form_id, tps.code).fields
            new = [NewEntry(field.name, start + n, EntryHow.TYPED) for n, field in enumerate(fields)]
            workspace.record_many(tps.code, form_id, new)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """PPWP, DPD, and DPRD kab/kota with other calon in each of the two desa."""
    folder = tmp_path_factory.mktemp("pemilu")
    with new_workspace(folder / "ruang") as workspace:
        workspace.set_elections([FORM, DPD, KABKO])
        lists = {"MAJENE 1": [_partai(1, 3), _partai(2, 2)], "MAJENE 2": [_partai(1, 12), _partai(2, 0)]}
        workspace.add_lists({"pdprdk": lists}, {"pdprdk": dict(zip(DESA, lists, strict=True))})
        _record(workspace)
        sending.build(workspace, folder / "p.zip", options=ReportOptions("F4", "every_page"))
    return folder / "p.zip"


def test_a_package_of_several_elections_is_whole_and_its_documents_are_those_of_its_recaps(package: Path) -> None:
    report = verify(package)
    assert report.findings == ()
    assert report.notes == ()
    assert report.manifest is not None
    assert [recap.name for recap in report.manifest.recaps] == ["ppwp", "pdpd", "pdprdk-majene-1", "pdprdk-majene-2"]
    names = {file.name for file in report.manifest.files}
    for dapil, desa in zip((1, 2), DESA, strict=True):
        assert f"dokumen/D.HASIL-KECAMATAN-DPRD-KABKO-760505-DAPIL-MAJENE-{dapil}.pdf" in names
        assert [name for name in names if name.startswith(f"dokumen/D.HASIL-KECAMATAN-DPRD-KABKO-{desa}-")]


def _swap_certificates(contents: dict[str, bytes]) -> None:
    one, two = (f"dokumen/D.HASIL-KECAMATAN-DPRD-KABKO-760505-DAPIL-MAJENE-{dapil}.pdf" for dapil in (1, 2))
    contents[one], contents[two] = contents[two], contents[one]


def _raise(data: dict) -> None:
    value = next(value for value in data["values"] if value["field"] == "partai_01_calon_12")
    value["value"] += 1


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_swap_certificates, {"document.differs"}),
        (edit(f"data/pdprdk-majene-2/{TPS[1].code}.json", _raise), {"recap.differs", "data.history"}),
        (lambda contents: contents.pop("rekap/pdprdk-majene-1.json"), {"content.missing"}),
        (lambda contents: contents.pop("csv/pdprdk-majene-2-tps.csv"), {"content.missing"}),
    ],
)
def test_a_change_in_one_dapil_is_found(
    package: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], object], found: set[str]
) -> None:
    report = verify(forged(package, tmp_path / "q.zip", change))
    assert {finding.code for finding in report.findings} == found


def test_a_row_that_changes_its_party_is_no_longer_the_recap_of_the_manifest(package: Path, tmp_path: Path) -> None:
    def move(contents: dict[str, bytes]) -> None:
        name = "rekap/pdprdk-majene-1.json"
        data = json.loads(contents[name])
        next(row for row in data["rows"] if row["partai"] == 2)["partai"] = 1
        contents[name] = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    report = verify(forged(package, tmp_path / "q.zip", move))
    assert "recap.manifest" in {finding.code for finding in report.findings}
