"""A form file that is like another one says only what is different: the rest is taken over.

``"like": "c-hasil-ppwp-2024"`` merges as JSON Merge Patch does (RFC 7396): objects key by key, ``null`` takes a key
away, anything else replaces. So geometry is measured and mended in one place.
"""

from __future__ import annotations

from collections.abc import Callable

from sirekap_desktop.forms.strict import Node

_PICKED = {"fields": "row", "rules": "id"}
"""Lists of a part in which a text takes over the entries of that name."""

Read = Callable[[str], Node]
"""Gives the file of a name, without ``.json``."""


def resolved(node: Node, read: Read) -> Node:
    """The file with all that it takes over; keeps its own name for errors."""
    return _resolved(node, read, ())


def _resolved(node: Node, read: Read, seen: tuple[str, ...]) -> Node:
    if not node.has("like"):
        return node
    name = file_name(node.at("like"))
    if name in seen:
        node.at("like").fail("berkas ini menunjuk kembali ke dirinya sendiri")
    base = _resolved(read(name), read, (*seen, name))
    own = {key: _picked(item, key, base) for key, item in node.entries() if key != "like"}
    return Node(_merged(base.value, own), node.file)


def file_name(node: Node) -> str:
    """The name of a file in the folder or in one below it; never a way out of it."""
    name = node.text()
    if not all(piece.replace("-", "").isalnum() for piece in name.split("/")):
        node.fail("seharusnya nama berkas dalam folder ini, tanpa .json")
    return name


def _merged(base: object, own: object) -> object:
    if not isinstance(own, dict):
        return own
    merged = dict(base) if isinstance(base, dict) else {}
    for key, value in own.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _merged(merged.get(key), value)
    return merged


def _picked(node: Node, key: str, base: Node) -> object:
    """``["pemilih_dpt", {…}]``: entries of the other file by name among one's own."""
    if key not in _PICKED or not isinstance(node.value, list):
        return node.value
    return [entry for item in node.items() for entry in _entries(item, _PICKED[key], base.at(key))]


def _entries(item: Node, named: str, base: Node) -> list[object]:
    if not isinstance(item.value, str):
        return [item.value]
    found = [entry.value for entry in base.items() if entry.at(named).value == item.value]
    if not found:
        item.fail(f"{item.value} tidak ada dalam {base.file}")
    return found
