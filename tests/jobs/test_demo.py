"""The demo: the only path that records without a person, and it records what was drawn."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from kecamatan import FORM, page_photo

from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs import demo
from sirekap_desktop.jobs.demo_workspace import OPERATOR
from sirekap_desktop.models.records import Status
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.demo_elections import demo_elections
from sirekap_desktop.samples.ulumanda import load_ulumanda

ONE_TPS = demo.DemoPlan("ppwp", width_px=1000, keep_open=0, tps_limit=1)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> demo.DemoReport:
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "home"))
        patch.setenv("LOCALAPPDATA", str(folder / "home"))
        return demo.build_demo(
            folder / "baru", demo.DemoPlan("ppwp", width_px=1300, tps_limit=2, keep_open=1), workers=0
        )


def test_the_demo_records_drawn_values_by_simulasi_and_leaves_the_rest_open(built: demo.DemoReport) -> None:
    tps = {item.code: item for item in load_ulumanda().tps[:2]}
    (open_code,) = built.open_tps
    (done_code,) = tps.keys() - {open_code}
    with Workspace.open(built.workspace, read_only=True) as workspace:
        assert workspace.simulation
        assert workspace.values(done_code, FORM) == dict(tps[done_code].values)
        assert {entry.who for entry in workspace.entries(done_code, FORM).values()} == {OPERATOR}
        assert workspace.entries(open_code, FORM) == {}
        assert workspace.status(done_code, FORM) is Status.DIPERIKSA
        assert workspace.verify().ok


def test_the_report_counts_photos_and_fields(built: demo.DemoReport) -> None:
    assert (built.tps, built.photos, built.accepted, built.recorded_tps) == (2, 6, 6, 1)
    assert built.fields_total == 56
    assert built.fields_right >= 54


def test_pdf_xlsx_and_package_are_where_the_report_says(built: demo.DemoReport) -> None:
    assert built.pdf.read_bytes().startswith(b"%PDF")
    assert built.xlsx.stat().st_size > 1000
    report = verify(built.package, built.fingerprint)
    assert report.ok
    assert report.manifest.simulation


def test_a_demo_that_is_there_is_left_alone(built: demo.DemoReport) -> None:
    with pytest.raises(UserError) as caught:
        demo.build_demo(built.workspace.parent, ONE_TPS, workers=0)
    assert caught.value.code == "workspace.exists"


def test_a_demo_that_was_stopped_is_begun_anew(tmp_path: Path, isolated_home: Path) -> None:
    steps: list[demo.DemoProgress] = []

    def stop(progress: demo.DemoProgress) -> None:
        steps.append(progress)
        if progress.step.startswith("Mengimpor"):
            raise UserError("Dibatalkan.", code="demo.cancelled")

    with pytest.raises(UserError, match="Dibatalkan"):
        demo.build_demo(tmp_path, ONE_TPS, workers=0, progress=stop)
    assert not (tmp_path / demo.WORKSPACE_FOLDER).exists()
    report = demo.build_demo(tmp_path, ONE_TPS, workers=0)
    assert sorted(path.name for path in tmp_path.iterdir()) == [demo.PHOTO_FOLDER, demo.WORKSPACE_FOLDER]
    assert report.package.is_file()


def test_photos_that_lie_in_the_folder_are_none_of_the_demo(tmp_path: Path, isolated_home: Path) -> None:
    (tmp_path / demo.PHOTO_FOLDER).mkdir()
    own = tmp_path / demo.PHOTO_FOLDER / "keluarga.jpg"
    own.write_bytes(page_photo(1, 2))
    report = demo.build_demo(tmp_path, ONE_TPS, workers=0)
    assert (report.photos, own.exists()) == (3, True)
    with Workspace.open(report.workspace, read_only=True) as workspace:
        assert "keluarga.jpg" not in {Path(image.source).name for image in workspace.images()}


def test_a_second_demo_in_the_same_folder_leaves_the_first_alone(tmp_path: Path, isolated_home: Path) -> None:
    refused: list[str] = []

    def meanwhile(progress: demo.DemoProgress) -> None:
        if progress.step.startswith("Mengimpor") and not refused:
            with pytest.raises(UserError) as caught:
                demo.build_demo(tmp_path, ONE_TPS, workers=0)
            refused.append(caught.value.code)

    report = demo.build_demo(tmp_path, ONE_TPS, workers=0, progress=meanwhile)
    assert refused == ["demo.running"]
    assert verify(report.package).ok


def test_a_misread_tps_and_one_with_a_broken_sum_are_left_to_the_hand() -> None:
    tps = load_ulumanda().tps
    misread = {item.code: frozenset({"suara_1"}) if item is tps[7] else frozenset() for item in tps}
    chosen = demo.choose_open(tps, misread, 6)
    assert len(chosen) == 6
    assert tps[7].code in chosen
    assert any(item.broken for item in tps if item.code in chosen)
    assert len({code[:10] for code in chosen}) >= 5


def _numbers(pdf: bytes) -> Counter[str]:
    """Every whole number in the text of a PDF, with the thousands point."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return Counter(re.findall(r"(?<![\w.,/-])\d{1,3}(?:\.\d{3})*(?![\w.,/-])", " ".join(texts)))


@pytest.mark.parametrize(("day", "count"), [("pemilu-2024", 5), ("pilkada-2024", 2)])
def test_each_election_ends_in_dhasil_with_the_drawn_numbers(
    tmp_path: Path, isolated_home: Path, monkeypatch: pytest.MonkeyPatch, day: str, count: int
) -> None:
    """Photos of the presidential election only, so that the test is quick: the demo itself draws two TPS of each."""
    monkeypatch.setattr(demo, "PHOTOGRAPHED", 0)
    report = demo.build_demo(tmp_path, demo.DemoPlan(day, width_px=1000, keep_open=0, tps_limit=2), workers=0)
    assert [one.recorded for one in report.elections] == [2] * count
    codes = [item.code for item in load_ulumanda().tps[:2]]
    with Workspace.open(report.workspace, read_only=True) as workspace:
        for election in demo_elections(day):
            papers = [election.papers[code] for code in codes]
            snapshot = workspace.recap(election.form.id)
            totals = {
                row.field: cell.value for row, cell in zip(snapshot.rows, snapshot.kecamatan_table.totals, strict=True)
            }
            assert totals == {name: sum(paper[name] or 0 for paper in papers) for name in totals}
            name = next(one.pdf.name for one in report.elections if one.form == election.form.id)
            printed = _numbers((workspace.documents_folder / name).read_bytes())
            wanted = Counter(format_count(value) for value in totals.values())
            assert wanted <= printed
