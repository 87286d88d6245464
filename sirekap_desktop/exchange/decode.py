"""From JSON of unknown origin to frozen dataclasses: strict about keys and types."""

from __future__ import annotations

import functools
import json
import math
import re
import types
from dataclasses import fields, is_dataclass
from typing import TypeVar, cast, get_args, get_origin, get_type_hints

from sirekap_desktop.forms.errors import UserError, shown

T = TypeVar("T")
_HALF = re.compile(rb"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")
"""Half a character, escaped: JSON may hold it, UTF-8 may not. Never in our spelling, which escapes no letters."""
_LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON understands alike, and every database keeps."""
_MOST_VALUES, _MOST_HOLDERS = 10_000_000, 2_500_000
"""Of one JSON text: four times what the largest kecamatan needs. A text of empty lists would else take twenty times its
own size in memory."""


class FormatError(UserError):
    """A JSON file of a package is not what the format says; the message names file and key."""

    def __init__(self, message: str) -> None:
        super().__init__(shown(message), code="package.format")


def load_json(data: bytes, what: str) -> object:
    """Parse JSON.

    Raises:
        FormatError: not JSON, not UTF-8, half a character, too deep, a number that JSON has not, or a key twice; or
            more values than any file of ours has.
    """
    if data.count(b",") > _MOST_VALUES or data.count(b"[") + data.count(b"{") > _MOST_HOLDERS:
        raise FormatError(f"{what} memuat terlalu banyak isi.")
    if b"\\u" in data and _HALF.search(data):
        raise FormatError(f"{what} memuat tanda yang bukan tulisan.")
    try:
        parsed: object = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{what} bukan JSON yang benar.") from error
    return parsed


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key twice")
    return result


def _refuse(name: str) -> object:
    raise ValueError(name)


def decode(kind: type[T], value: object, what: str) -> T:
    """Build a dataclass from parsed JSON: lists become tuples, every key must be there and no other.

    Raises:
        FormatError: names ``what`` and the key.
    """
    return cast("T", _decode(kind, value, what))


@functools.cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)


def _decode(kind: object, value: object, where: str) -> object:
    if is_dataclass(kind) and isinstance(kind, type):
        return _decode_record(kind, value, where)
    origin = get_origin(kind)
    if origin is tuple:
        return _decode_tuple(get_args(kind), value, where)
    if origin is types.UnionType:
        return None if value is None else _decode(get_args(kind)[0], value, where)
    if type(value) is not kind:
        raise FormatError(f"{where}: jenis isinya salah.")
    if type(value) is int and not -_LARGEST <= value <= _LARGEST:
        raise FormatError(f"{where}: bilangannya terlalu besar.")
    if type(value) is float and not math.isfinite(value):
        raise FormatError(f"{where}: bukan bilangan.")
    return value


def _decode_record(kind: type, value: object, where: str) -> object:
    names = [field.name for field in fields(kind)]
    if not isinstance(value, dict) or value.keys() != set(names):
        raise FormatError(f"{where}: kuncinya kurang atau lebih.")
    hints = _hints(kind)
    return kind(**{name: _decode(hints[name], value[name], f"{where}.{name}") for name in names})


def _decode_tuple(args: tuple[object, ...], value: object, where: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise FormatError(f"{where}: bukan daftar.")
    if args[-1] is Ellipsis:
        return tuple(_decode(args[0], item, where) for item in value)
    if len(args) != len(value):
        raise FormatError(f"{where}: panjang daftarnya salah.")
    return tuple(_decode(kind, item, where) for kind, item in zip(args, value, strict=True))
