"""The real photos and the official blank: every value of their truth."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import FieldStatus, PageReading
from sirekap_desktop.ocr import engine, fusion

pytestmark = pytest.mark.shared
FORM = "c-hasil-ppwp-2024"


@pytest.fixture(scope="module")
def readings(shared_dir: Path) -> dict[str, PageReading]:
    files = sorted((shared_dir / "photos").glob("pilpres-2024-hal*.jpg"))
    return {file.name: engine.read_file(file.read_bytes(), file.name)[0] for file in files}


def truth(shared_dir: Path) -> dict[str, dict[str, int | None]]:
    rows: dict[str, dict[str, int | None]] = defaultdict(dict)
    with (shared_dir / "photos" / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["form"] == FORM:
                rows[row["file"]][row["field"]] = int(row["value"]) if row["value"] else None
    return rows


def test_every_value_of_the_real_photos_is_read(shared_dir: Path, readings: dict[str, PageReading]) -> None:
    for file, fields in truth(shared_dir).items():
        for name, value in fields.items():
            for item in readings[file].fields if name == "*" else (readings[file].field(name),):
                assert item is not None
                assert item.value == value, (file, item)


def test_the_broken_sum_of_the_real_photos_is_reported(readings: dict[str, PageReading], plano: FormDefinition) -> None:
    fused = fusion.fuse(plano, list(readings.values()))
    check = next(item for item in fused.checks if item.rule == "R3")
    assert (check.ok, check.left, check.right) == (False, 427, 429)


def test_the_official_blank_is_empty_in_every_field(shared_dir: Path) -> None:
    readings = engine.read_file((shared_dir / "forms" / "C.HASIL-PPWP.pdf").read_bytes(), "C.HASIL-PPWP.pdf")
    assert [item.page for item in readings] == [1, 2, 3]
    fields = [item for reading in readings for item in reading.fields]
    assert len(fields) == 28
    assert {item.status for item in fields} == {FieldStatus.EMPTY}
    assert all(reading.registration and reading.registration.residual_px < 1 for reading in readings)


@pytest.mark.parametrize("name", ["c1-dpr-2019.jpg"])
def test_a_form_that_is_not_known_is_refused(shared_dir: Path, name: str) -> None:
    (reading,) = engine.read_file((shared_dir / "photos" / name).read_bytes(), name)
    assert (reading.status, reading.fields) == ("unreadable", ())


def test_no_draft_form_of_another_project_passes_for_ours(shared_dir: Path) -> None:
    for file in sorted((shared_dir / "forms" / "c-digital").rglob("*.jpg")):
        assert {item.status for item in engine.read_file(file.read_bytes(), file.name)} == {"unreadable"}
