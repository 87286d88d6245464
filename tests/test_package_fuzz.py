"""The fuzz of packages: its cases are the same in every run, its judge knows a fault, and a few hundred find none."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.fuzz.outcome import Outcome
from benchmarks.fuzz.running import FAULTS, outcomes
from benchmarks.package_fuzz import judging, worker
from benchmarks.package_fuzz.cases import KINDS, PACKAGE, Case, make, original
from benchmarks.package_fuzz.worker import PACKAGES
from sirekap_desktop.forms.errors import UserError

CASE = Case(0, "kind", "zip", {PACKAGE: b"PK"}, "nobody")


def says(*sentences: str) -> object:
    return lambda _case, _folder: list(sentences)


def fails(_case: Case, _folder: Path) -> list[str]:
    raise UserError("Paket ini rusak.", code="x")


@pytest.mark.parametrize(
    ("case", "road", "result"),
    [
        (CASE, says(), "wrong"),
        (original("zip"), says(), "accepted"),
        (replace(CASE, signed="sender", road="receipt"), says(), "accepted"),
        (CASE, says("Isi foto/1.jpg berubah."), "refused"),
        (CASE, fails, "refused"),
        (CASE, says("isi\nberubah setelah ditandatangani."), "speechless"),
        (CASE, says("ValueError: Error di dalam."), "speechless"),
        (CASE, says("x" * 900 + "."), "speechless"),
    ],
)
def test_the_judge_tells_faults_from_acceptable_ends(
    case: Case, road: object, result: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(judging, "_ROADS", {"zip": road, "receipt": road})
    assert judging.tried(case, tmp_path)[0] == result


def test_a_package_of_a_stranger_that_passes_is_a_fault(tmp_path: Path) -> None:
    case = replace(original("zip"), signed="stranger")
    case.put(tmp_path)
    with pytest.raises(AssertionError, match="stranger"):
        judging.tried(case, tmp_path)


@pytest.mark.parametrize(("flags", "result"), [(os.O_WRONLY | os.O_CREAT, "wrote"), (os.O_RDONLY, "refused")])
def test_a_write_elsewhere_is_a_fault(flags: int, result: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hooks: list = []
    monkeypatch.setattr(sys, "addaudithook", hooks.append)  # a true one could never be taken away again
    watch = worker.Watch()

    def open_elsewhere(_case: Case, _folder: Path) -> tuple[str, str]:
        hooks[0]("open", (str(tmp_path / "luar"), None, flags))
        return "refused", "Paket ini rusak."

    monkeypatch.setattr(worker, "tried", open_elsewhere)
    assert worker.outcome(CASE, tmp_path, watch).result == result


def test_every_case_is_the_same_in_every_run() -> None:
    kinds = set()
    for index in range(60):
        case = make(5, index)
        assert case == make(5, index)
        kinds.add(case.kind)
    assert len(kinds) > len(KINDS) // 2


def test_hundreds_of_changed_packages_are_refused_in_words_or_changed_nothing() -> None:
    found = list(outcomes(range(300), 20_240_217, 1, PACKAGES))
    assert len(found) == 300
    assert [one for one in found if one.result in FAULTS or one.megabytes > PACKAGES.most_mb] == []
    assert _count(found, "refused") > 200
    assert _count(found, "accepted") > 10


def _count(found: list[Outcome], result: str) -> int:
    return sum(one.result == result for one in found)
