"""Changes of JSON: of a node anywhere in it, or of the text as no library would write it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from benchmarks.package_fuzz.sources import spelled

Dice = random.Random
Node = Any
"""Any part of parsed JSON."""


def _deep(depth: int) -> object:
    value: object = []
    for _ in range(depth):
        value = [value]
    return value


ODD: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 2, 7, 99_999, 100_000, 2**31, 2**53 + 1, 2**63, 2**64, 10**400, -(10**30), 1.5,
    1e308, -0.0, float("inf"), float("nan"), "", " ", "0", "-1", "a\nb", "\x00", "\x1b[2J", "\u202eabc", "e\u0301",
    "\ud800", "../../etc/passwd", "/etc/passwd", "C:\\x", "=1+1", "７６０５０５", "٣", "x" * 3000, "0" * 64, "g" * 64,
    "A" * 64, [], {}, [[]], [None], {"": 0}, {"a": {"b": {}}}, [0] * 300, _deep(60), _deep(700), "{}", "[]", "{",
    "typed", "lock", "unlock", "entry", "lock_event", "760505", "7605052001001", "ppwp", "c-hasil-ppwp-2024",
    "2024-02-17T09:00:01.000+00:00", "2024-02-17", "99999-99-99T99:99:99",
)  # fmt: skip


def changed(dice: Dice, value: Node) -> Node:
    """The value with one node changed; what it was given stays as it is."""
    copy = json.loads(json.dumps(value))
    holder = {"": copy}
    parent, key = dice.choice(_places(holder))
    _CHANGES[dice.randrange(len(_CHANGES))](dice, parent, key, holder)
    return holder[""]


def changed_text(dice: Dice, data: bytes) -> bytes:
    """The same of JSON in bytes; what is no JSON (any more) stays."""
    try:
        return spelled(changed(dice, json.loads(data)))
    except (ValueError, RecursionError):
        return data


def _places(root: Node) -> list[tuple[Node, Node]]:
    """Every container and key that holds a node; large lists give a few of theirs."""
    found, todo = [], [root]
    while todo:
        node = todo.pop()
        items = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
        for key, child in items:
            found.append((node, key))
            if isinstance(child, dict | list):
                todo.append(child)
    return found


Change = Callable[[Dice, Node, Node, Node], None]


def _replace(dice: Dice, parent: Node, key: Node, _root: Node) -> None:
    parent[key] = dice.choice(ODD)


def _nudge(dice: Dice, parent: Node, key: Node, root: Node) -> None:
    """A number a little other; a text with one sign other; of JSON within a text a node of that."""
    value = parent[key]
    if type(value) is int:
        parent[key] = value + dice.choice((-1, 1, 10, 100))
    elif isinstance(value, str) and value[:1] in "{[" and value:
        parent[key] = changed_text(dice, value.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")
    elif isinstance(value, str) and value:
        at = dice.randrange(len(value))
        parent[key] = value[:at] + dice.choice("0123456789abcdefXYZ /.-\u00e9") + value[at + 1 :]
    else:
        _replace(dice, parent, key, root)


def _remove(_dice: Dice, parent: Node, key: Node, root: Node) -> None:
    if parent is not root:
        del parent[key]


def _more(dice: Dice, parent: Node, key: Node, _root: Node) -> None:
    """A key that nobody knows, or an element twice."""
    if isinstance(parent, dict):
        parent[dice.choice(("tambahan", "", "__class__", str(key).upper(), "\u0000"))] = dice.choice(ODD)
    else:
        parent.insert(dice.randrange(len(parent) + 1), parent[key])


def _exchange(dice: Dice, parent: Node, key: Node, root: Node) -> None:
    """Two nodes change places, or the rows of a list their order."""
    if isinstance(parent, list):
        dice.shuffle(parent)
        return
    other, where = dice.choice(_places(root))
    parent[key], other[where] = json.loads(json.dumps([other[where], parent[key]]))


def _rename(dice: Dice, parent: Node, key: Node, root: Node) -> None:
    if isinstance(parent, dict) and parent is not root:
        parent[dice.choice(("nama", key.upper(), key + " ", key[:-1]))] = parent.pop(key)


_CHANGES: tuple[Change, ...] = (_replace, _replace, _nudge, _nudge, _nudge, _remove, _more, _exchange, _rename)


_NUMBERS = (b"-0", b"0.0", b"1e999", b"0e1", b"00", b"-Infinity", b"9" * 5000)
_SCRAPS = (b"\\ud800", b"\\u0041", b"\xff\xfe", b"\x00", b"\xed\xa0\x80", b"/**/", b"'", b" ", b"\r\n")
_WHOLE = (b"null", b"[]", b"{}", b"0", b'""', b"true", b"[" * 100_000, b"9" * 100_000)


def misspelled(dice: Dice, data: bytes) -> bytes:
    """The same JSON, or nearly, in another spelling."""
    at = dice.choice([number for number, sign in enumerate(data) if sign in b'{[:,"}]'] or [0])
    head, tail = data[:at], data[at:]
    ways = (
        lambda: b"\xef\xbb\xbf" + data,
        lambda: data + b"\n",
        lambda: json.dumps(json.loads(data), indent=1).encode(),
        lambda: json.dumps(json.loads(data)).encode(),
        lambda: data.replace(b'":', b'":NaN,"x":', 1),
        lambda: data.replace(b":0", b":" + dice.choice(_NUMBERS), 1),
        lambda: data.replace(b'{"', b'{"kind":1,"', 1),
        lambda: data.replace(b"{", b'{"a":1,"a":1,', 1),
        lambda: head + b"[" * dice.choice((100, 990, 5000, 200_000)) + tail,
        lambda: head + b'{"a":' * dice.choice((100, 990, 100_000)) + tail,
        lambda: head + dice.choice(_SCRAPS) + tail,
        lambda: data.replace(b'"', b'"\\ud800', 2),
        lambda: data.replace(b"a", b"\\u0061", 1),
        lambda: tail + head,
        lambda: b"",
        lambda: dice.choice(_WHOLE),
    )
    try:
        return dice.choice(ways)()
    except (ValueError, RecursionError):  # it was no JSON any more
        return data[1:]
