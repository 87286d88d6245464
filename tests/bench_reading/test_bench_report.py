from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.bench_reading import plots, tables
from benchmarks.bench_reading.__main__ import BEGIN, END, write_docs
from benchmarks.bench_reading.outcomes import NegativeOutcome, Outcome, PhotoOutcome, Results
from sirekap_desktop.forms.loader import load_form

FORM = load_form("c-hasil-ppwp-2024")


def _outcome(number: int, **changes: Any) -> Outcome:
    read = {"value": 74, "raw": 74, "confidence": 0.9999, "status": "proven", "cells": ["X", "7", "4"], "problems": []}
    read |= {"digits": 74, "bubbles": 74, "tally": None} | changes.pop("read", {})
    known: dict[str, Any] = {
        "tps": number,
        "fold": number % 5,
        "held_out": True,
        "consistent": True,
        "name": "suara_1",
        "value": 74,
        "cells": ("X", "7", "4"),
        "crops": (f"x{number}.jpg", "7.jpg", "4.jpg"),
        "deviation": "",
        "bubbles": ((), (7,), (4,)),
        "tally": 74,
        "seen": "full",
        "scene": "complete",
        "normal": True,
        "px_per_mm": 2.0,
        "tilt": 5.0,
        "jpeg": 80,
        "blur": 0.5,
        "file": "hal2.jpg",
    }
    return Outcome(**(known | changes), page=read, read=read)


def _results(fields: list[Outcome]) -> Results:
    photo = PhotoOutcome(
        tps=1,
        page=2,
        scene="complete",
        screen=False,
        hands=False,
        normal=True,
        px_per_mm=2.0,
        tilt=5.0,
        file="hal2.jpg",
        found=True,
        method="tag+corners",
        errors_mm=(0.1, 0.2),
        wrong=(),
        reason="",
        read_ms=80.0,
        imdecode_ms=8.0,
    )
    return Results(tuple(fields), (photo,), (NegativeOutcome(0, "desk", (), 30.0, 5.0),))


def test_a_wrong_number_is_silent_only_when_nobody_is_told_to_type_it() -> None:
    for status, silent in (("proven", True), ("confirm", True), ("type", False)):
        assert _outcome(1, read={"status": status, "value": 14}).silent_error == silent
    assert not _outcome(1).silent_error


def test_empty_is_silent_where_something_is_written_even_only_crosses() -> None:
    empty = {"status": "empty", "value": None}
    assert _outcome(1, read=empty).silent_error
    assert _outcome(1, read=empty, value=None, cells=("X", "X", "X")).silent_error
    assert not _outcome(1, read=empty, value=None, cells=("", "", "")).silent_error


def test_a_number_read_where_its_boxes_are_out_of_the_picture_is_wrong_whatever_it_says() -> None:
    assert _outcome(1, seen="none").silent_error


def test_every_table_can_be_shown_and_the_counts_are_those_of_the_run() -> None:
    wrong = _outcome(3, read={"value": 14})
    fields = [*(_outcome(number) for number in range(40)), wrong]
    shown = {table.title: table for table in tables.all_tables(_results(fields))}
    proven = shown["Statuses, all numbers"].rows[0]
    assert proven[:4] == ("`proven`", 41, "100.00 %", 1)
    by_crop = shown["`proven` by distinct crop, five folds by kecamatan"].rows
    assert by_crop[-1][3] == "3 of 42"
    for table in shown.values():
        widths = {line.count("|") for line in table.markdown().splitlines() if line.startswith("|")}
        assert widths == {len(table.head) + 1}


def test_plots_are_drawn_for_what_has_enough_numbers(tmp_path: Path) -> None:
    written = plots.write(_results([_outcome(number) for number in range(40)]), tmp_path)
    names = {path.stem for path in written}
    assert {"reliability", "statuses-px", "digits-px", "statuses-jpeg"} <= names
    assert all(path.read_text(encoding="utf-8").lstrip().startswith("<?xml") for path in written)


def test_the_page_is_rewritten_between_its_markers_only(tmp_path: Path) -> None:
    page = tmp_path / "reading.md"
    page.write_text(f"# before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write_docs(page, "new")
    write_docs(page, "newer")
    assert page.read_text(encoding="utf-8") == f"# before\n{BEGIN}\n\nnewer\n\n{END}\nafter\n"
    page.write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match="no markers"):
        write_docs(page, "new")
