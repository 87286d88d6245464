"""Strict reading of form files: each wrong, unknown or missing key is refused with file name and key path."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NoReturn

from sirekap_desktop.forms.errors import UserError, shown
from sirekap_desktop.forms.model import Rect

_LARGEST = 1_000_000
"""No length or count of a form comes near; keeps infinities (1e999 is valid JSON) out of the geometry."""


class FormError(UserError):
    """A form file that cannot be used.

    Args:
        file: name of the file.
        path: key path inside it, ``pages[1].tag.id``; empty for the file as a whole.
        problem: what is wrong there, an Indonesian clause.
    """

    def __init__(self, file: str, path: str, problem: str) -> None:
        where = f" pada {path}" if path else ""
        super().__init__(
            shown(f"Definisi formulir {file} salah{where}: {problem}."),
            "Pasang kembali berkas definisi yang asli, atau perbaiki bagian itu.",
            code="form.wrong",
        )
        self.file = file
        self.path = path
        self.problem = problem


class Node:
    """A value of the file that knows where it stands."""

    def __init__(self, value: object, file: str, path: str = "") -> None:
        self.value = value
        self.file = file
        self.path = path

    def fail(self, problem: str) -> NoReturn:
        raise FormError(self.file, self.path, problem)

    def only(self, required: str, optional: str = "") -> Node:
        """This object, refused unless it has all ``required`` keys and no others but the ``optional`` ones."""
        keys = self._object()
        for key in required.split():
            if key not in keys:
                self.at(key).fail("kunci ini tidak ada")
        known = {*required.split(), *optional.split()}
        for key in keys:
            if key not in known:
                self.at(key).fail("kunci ini tidak dikenal")
        return self

    def at(self, key: str) -> Node:
        """The value under ``key`` (``None`` inside if absent)."""
        path = f"{self.path}.{key}" if self.path else key
        return Node(self._object().get(key), self.file, path)

    def has(self, key: str) -> bool:
        return key in self._object()

    def entries(self) -> Iterator[tuple[str, Node]]:
        for key in self._object():
            yield key, self.at(key)

    def items(self) -> list[Node]:
        if not isinstance(self.value, list):
            self.fail("seharusnya daftar [ … ]")
        return [Node(item, self.file, f"{self.path}[{i}]") for i, item in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            self.fail("seharusnya teks yang tidak kosong")
        return self.value

    def choice(self, *allowed: str) -> str:
        if self.value not in allowed:
            self.fail(f"seharusnya salah satu dari: {', '.join(allowed)}")
        return str(self.value)

    def number(self) -> float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.fail("seharusnya bilangan")
        if not -_LARGEST <= self.value <= _LARGEST:
            self.fail("bilangan terlalu besar")
        return float(self.value)

    def positive(self) -> float:
        value = self.number()
        if value <= 0:
            self.fail("seharusnya bilangan di atas nol")
        return value

    def share(self) -> float:
        """A grey: 0 black … below 1, white."""
        value = self.number()
        if not 0 <= value < 1:
            self.fail("seharusnya dari 0 (hitam) sampai kurang dari 1 (putih)")
        return value

    def integer(self) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            self.fail("seharusnya bilangan bulat")
        if not -_LARGEST <= self.value <= _LARGEST:
            self.fail("bilangan terlalu besar")
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.fail("seharusnya true atau false")
        return self.value

    def numbers(self, count: int | None = None) -> tuple[float, ...]:
        values = tuple(item.number() for item in self.items())
        if count is not None and len(values) != count:
            self.fail(f"seharusnya {count} bilangan")
        return values

    def rising(self) -> tuple[float, ...]:
        """At least two numbers, each larger than the one before."""
        values = self.numbers()
        if len(values) < 2 or any(b <= a for a, b in pairwise(values)):
            self.fail("seharusnya paling sedikit dua bilangan yang makin besar")
        return values

    def rect(self) -> Rect:
        """``[x, y, width, height]`` in mm."""
        x, y, w, h = self.numbers(4)
        if w <= 0 or h <= 0:
            self.fail("lebar dan tinggi seharusnya di atas nol")
        return Rect(x, y, w, h)

    def _object(self) -> Mapping[str, Any]:
        if not isinstance(self.value, dict):
            self.fail("seharusnya objek { … }")
        return self.value


def parse_json(text: str, file: str) -> Node:
    """The root of a form file; JSON errors, repeated keys and NaN are refused."""

    def refuse_constant(name: str) -> NoReturn:
        raise FormError(file, "", f"{name} bukan bilangan")

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise FormError(file, key, "kunci ini tertulis dua kali")
            found[key] = value
        return found

    try:
        return Node(json.loads(text, object_pairs_hook=unique, parse_constant=refuse_constant), file)
    except json.JSONDecodeError as error:
        raise FormError(file, f"baris {error.lineno}", "bukan JSON yang utuh") from error
    except (RecursionError, ValueError) as error:
        raise FormError(file, "", "terlalu bersarang, atau memuat bilangan yang terlalu panjang") from error
