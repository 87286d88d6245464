from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from sirekap_desktop.forms.model import FormDefinition, Severity
from sirekap_desktop.forms.rules import check_rules
from sirekap_desktop.samples.ulumanda import load_ulumanda


def test_the_kecamatan_has_its_8_desa_and_40_tps_with_28_numbers_each(form: FormDefinition) -> None:
    ulumanda = load_ulumanda()
    assert (ulumanda.code, ulumanda.name, ulumanda.kabupaten) == ("760505", "ULUMANDA", "MAJENE")
    assert len(ulumanda.desa) == 8
    assert len({tps.code for tps in ulumanda.tps}) == 40
    names = {field.name for field in form.fields}
    assert all(set(tps.values) == names for tps in ulumanda.tps)
    assert all(ulumanda.desa_of(tps).code == tps.desa_code for tps in ulumanda.tps)


def test_totals_are_those_of_the_published_and_filled_figures() -> None:
    tps = load_ulumanda().tps
    assert sum(item.dpt_l + item.dpt_p for item in tps) == sum(item.values["pemilih_dpt_j"] or 0 for item in tps)
    published = [item for item in tps if "suara_1" not in item.filled]
    assert len(published) == 20
    assert sum(item.values["suara_1"] or 0 for item in published) == 1327
    assert sum("pemilih_dpt_l" in item.filled for item in tps) == 6


def test_every_number_fits_on_the_form() -> None:
    assert all(value is not None and 0 <= value <= 306 for tps in load_ulumanda().tps for value in tps.values.values())


def test_only_sums_that_were_published_broken_are_broken(form: FormDefinition) -> None:
    sums = {rule.id for rule in form.rules if rule.severity is Severity.SUM}
    broken = {}
    for tps in load_ulumanda().tps:
        checks = check_rules(form, tps.values)
        failed = tuple(f"{c.rule} {c.at}".strip() for c in checks if c.ok is False and c.rule in sums)
        assert failed == tps.broken
        if failed:
            broken[tps.code] = failed
    assert set(broken) == {"7605052003002", "7605052003003"}


@pytest.mark.shared
def test_what_was_published_is_kept_as_published(shared_dir: Path) -> None:
    with gzip.open(shared_dir / "tps" / "ppwp-published-ntb-sulbar.csv.gz", "rt", encoding="utf-8") as stream:
        rows = {row["kode"]: row for row in csv.DictReader(stream) if row["kode"].startswith("760505")}
    columns = {"suara_1": "p1", "suara_2": "p2", "suara_3": "p3", "suara_sah": "sah", "suara_tidak_sah": "tidak_sah"}
    columns["suara_total"] = "total"
    for tps in load_ulumanda().tps:
        row = rows.pop(tps.code)
        for name, value in tps.values.items():
            text = row.get(columns.get(name, name), "")
            assert (name in tps.filled) == (not text)
            assert not text or int(text) == value
    assert not rows
