"""Figures that come back from a file: what stands where in it, and everything about it that is wrong.

A file is only read here; whether its figures are recorded is decided in :mod:`sirekap_desktop.jobs.figures_import`.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from sirekap_desktop.forms.errors import shown
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.numbers import format_count, parse_count
from sirekap_desktop.models.entries import MAX_VALUE
from sirekap_desktop.reports.ballot_facts import BallotFacts
from sirekap_desktop.reports.fillin import DASHES

_BELUM = "belum"
"""What workbooks of the recap show where nothing is recorded."""
_SHOWN = 40
_TRUE_FALSE = {True: "BENAR", False: "SALAH"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the file that a person must know before its figures are recorded."""

    kind: str
    """``text``, ``fraction``, ``negative``, ``large``, ``formula``, ``heading``, ``workspace`` …"""
    place: str
    """``Lembar SAMBABO, sel E12 (TPS 002, IV.1)``"""
    message: str
    blocks: bool = True
    """Whether nothing of the file can be recorded while it stands."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the file; ``None`` is a field that is empty on the paper."""

    ballot: BallotFacts
    tps: str
    field: str
    value: int | None
    place: str

    @property
    def form(self) -> str:
        """Id of the form."""
        return self.ballot.formulir


@dataclass(frozen=True, slots=True)
class Dpt:
    """What a workbook gives as the DPT of a TPS: it came from the workspace and is only compared with it."""

    tps: str
    part: str
    value: object
    place: str


@dataclass(slots=True)
class Figures:
    """What a file holds."""

    found: list[Figure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ballots: list[BallotFacts] = field(default_factory=list)
    dpt: list[Dpt] = field(default_factory=list)

    def problem(self, kind: str, place: str, message: str, *, blocks: bool = True) -> None:
        self.problems.append(Problem(kind, shown(place), shown(message), blocks))

    @property
    def is_blocked(self) -> bool:
        return any(problem.blocks for problem in self.problems)


Resolve = Callable[[BallotFacts], FormDefinition | None]
"""The form of a ballot; ``None`` (with a problem noted) where the workspace has no such ballot."""


class BadValueError(Exception):
    """A cell that holds no number to record; kind and what it holds."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


NOTHING = object()
"""A cell in which nothing stands: not recorded."""


def cell_value(value: object) -> int | object | None:
    """The figure of a cell of a workbook: a number, ``None`` for a dash, :data:`NOTHING`. Raises BadValueError."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        raise BadValueError("text", f"berisi {_TRUE_FALSE[value]}, bukan angka")
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, str):
        return _text(value, typed=False)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        raise BadValueError("text", "berisi tanggal atau waktu, bukan angka")
    raise BadValueError("formula", "berisi rumus, bukan angka yang diketik")


def text_value(text: str) -> int | object | None:
    """The figure of a cell of a CSV, likewise."""
    return _text(text, typed=True)


def _number(value: float) -> int:
    if not math.isfinite(value):
        raise BadValueError("text", "berisi nilai yang bukan bilangan")
    if value != int(value):
        raise BadValueError("fraction", f"berisi {str(value).replace('.', ',')}, bukan bilangan bulat")
    return in_range(int(value))


def in_range(value: int) -> int:
    """A number that a person could have recorded. Raises BadValueError."""
    if value < 0:
        raise BadValueError("negative", f"berisi {format_count(value)}, kurang dari nol")
    if value > MAX_VALUE:
        raise BadValueError("large", f"berisi {format_count(value)}, lebih dari {format_count(MAX_VALUE)}")
    return value


def _text(text: str, *, typed: bool) -> int | object | None:
    text = text.strip()
    if not text or text == _BELUM:
        return NOTHING
    if text in DASHES:
        return None
    if text.startswith("="):
        raise BadValueError("formula", f"berisi rumus {text[:_SHOWN]}, bukan angka yang diketik")
    if typed and (value := parse_count(text)) is not None:
        return in_range(value)
    if typed and re.fullmatch(r"[-−]\d{1,18}", text):
        return in_range(-int(text[1:]))
    if typed and re.fullmatch(r"-?\d+[.,]\d+", text):
        raise BadValueError("fraction", f"berisi {text[:_SHOWN]}: tulis bilangan bulat tanpa titik dan koma")
    raise BadValueError("text", f"berisi tulisan “{text[:_SHOWN]}”, bukan angka")
