"""Settings of a workspace: name, kind, default and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sirekap_desktop.forms.errors import UserError

SettingValue = str | int | bool

_CHOICES: Mapping[str, tuple[SettingValue, ...]] = {
    "policy": ("adaptive", "type_all", "sample"),
    "paper": ("A3", "A4", "F4"),
    "signatures": ("every_page", "end"),
    "language": ("id", "en"),
}
_RANGES: Mapping[str, tuple[int, int]] = {
    "sample_percent": (1, 100),
    "font_scale": (75, 200),
    "lock_minutes": (1, 120),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults; only those that differ are stored."""

    policy: str = "adaptive"
    """How much is typed (design.md §6): ``adaptive``, ``type_all`` or ``sample``."""
    sample_percent: int = 5
    """With policy ``sample``: how many of 100 proven fields are typed as well."""
    paper: str = "A3"
    """Paper of D.HASIL, landscape: ``A3``, ``A4`` or ``F4``."""
    signatures: str = "end"
    """Signature blocks on ``every_page`` or at the ``end``."""
    watch_folder: str = ""
    """Folder that a scanner scans to; empty: none is watched."""
    font_scale: int = 100
    """Size of the interface's type in percent."""
    language: str = "id"
    elections: str = "c-hasil-ppwp-2024"
    """Ids of the forms of this workspace's elections, in the order of the ballots, with spaces between."""
    lock_minutes: int = 10
    """Minutes without a key or a move of the mouse after which the screen is locked, where people have PINs."""
    last_tps: str = ""
    """Where checking stopped, written when the workspace is closed."""


def decode(rows: Mapping[str, str]) -> Settings:
    """From stored JSON values.

    Names that this version does not know are passed over, and so is what no version wrote: verification names it.
    """
    kinds = {item.name: type(item.default) for item in fields(Settings)}
    stored = {name: _parsed(text) for name, text in rows.items() if name in kinds}
    usable: dict[str, Any] = {name: value for name, value in stored.items() if type(value) is kinds[name]}
    return Settings(**usable)


def _parsed(text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(text)
    except ValueError:
        return None


def encode(name: str, value: SettingValue) -> str:
    """JSON of a checked value. Raises UserError ``setting.unknown`` or ``setting.value``."""
    defaults = {item.name: item.default for item in fields(Settings)}
    if name not in defaults:
        raise UserError(f"Pengaturan {name} tidak dikenal.", code="setting.unknown")
    low, high = _RANGES.get(name, (0, 0))
    allowed = value in _CHOICES[name] if name in _CHOICES else True
    if name in _RANGES:
        allowed = isinstance(value, int) and low <= value <= high
    if type(value) is not type(defaults[name]) or not allowed:
        raise UserError(f"Nilai {value!r} tidak dapat dipakai untuk pengaturan {name}.", code="setting.value")
    return json.dumps(value, ensure_ascii=False)
