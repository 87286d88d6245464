"""Machine readings as JSON text and back, without loss: floats by their shortest exact form."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from sirekap_desktop.forms.reading import (
    Check,
    Evidence,
    FieldReading,
    FieldStatus,
    Mesh,
    PageReading,
    Quality,
    Registration,
    TpsReading,
)


def encode_page(reading: PageReading) -> str:
    """One page as canonical JSON."""
    return _dump(reading)


def encode_tps(reading: TpsReading) -> str:
    """A fused TPS as canonical JSON."""
    return _dump(reading)


def decode_page(text: str) -> PageReading:
    """The inverse of :func:`encode_page`."""
    data = json.loads(text)
    registration = data["registration"]
    data["registration"] = _registration(registration) if registration else None
    data["quality"] = Quality(data["quality"]["ok"], tuple(data["quality"]["problems"]))
    data["fields"] = tuple(_field(item) for item in data["fields"])
    return PageReading(**data)


def decode_tps(text: str) -> TpsReading:
    """The inverse of :func:`encode_tps`."""
    data = json.loads(text)
    checks = tuple(Check(**{**item, "fields": tuple(item["fields"])}) for item in data["checks"])
    return TpsReading(data["form"], tuple(_field(item) for item in data["fields"]), checks)


def decode_outline(data: dict[str, Any]) -> FieldReading:
    """One field of either, from its parsed JSON, without evidence and probabilities."""
    status, cells = FieldStatus(data["status"]), tuple(data["cells"])
    return FieldReading(data["name"], data["value"], None, data["confidence"], status, cells, Evidence())


def _dump(reading: PageReading | TpsReading) -> str:
    return json.dumps(reading, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_members)


def _members(part: Any) -> dict[str, Any]:  # noqa: ANN401 - a dataclass; asdict would copy each of thousands of numbers
    return {item.name: getattr(part, item.name) for item in fields(part)}


def _registration(data: dict[str, Any]) -> Registration:
    corners = tuple((x, y) for x, y in data["corners"])
    mesh = data.get("mesh")  # readings stored before sheets could bend have none
    return Registration(
        data["method"], data["residual_px"], corners, tuple(data["homography"]), _mesh(mesh) if mesh else None
    )


def _mesh(data: dict[str, Any]) -> Mesh:
    width, height = data["paper"]
    return Mesh((width, height), data["rows"], data["columns"], tuple(data["shifts"]))


def _field(data: dict[str, Any]) -> FieldReading:
    return FieldReading(
        **{
            **data,
            "status": FieldStatus(data["status"]),
            "cells": tuple(data["cells"]),
            "evidence": Evidence(**data["evidence"]),
            "cell_probabilities": tuple(tuple(item) for item in data["cell_probabilities"]),
            "candidates": tuple((value, probability) for value, probability in data["candidates"]),
            "problems": tuple(data["problems"]),
        }
    )
