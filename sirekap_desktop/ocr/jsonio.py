"""Readings as the JSON of the command line (design.md §9), schema 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sirekap_desktop.forms.reading import Check, FieldReading, PageReading, Registration, TpsReading

SCHEMA = 1

Json = dict[str, Any]


def page_to_json(page: PageReading, file: str, sha256: str | None, tps: str | None) -> Json:
    """One page as an object, ready for ``json.dumps``.

    Args:
        page: the reading.
        file: path as the user gave it.
        sha256: of the file's bytes; None when it could not be read at all.
        tps: 13-digit code from the name, or None.
    """
    return {
        "kind": "page",
        "schema": SCHEMA,
        "file": file,
        "sha256": sha256,
        "index": page.index,
        "form": page.form,
        "page": page.page,
        "partai": page.partai,
        "tps": tps,
        "status": page.status,
        "reason": page.reason,
        "ms": page.ms,
        "registration": _registration(page.registration),
        "quality": {"ok": page.quality.ok, "problems": list(page.quality.problems)},
        "fields": {item.name: _field(item) for item in page.fields},
    }


def tps_to_json(reading: TpsReading, tps: str | None, files: Sequence[str]) -> Json:
    """One TPS, fused over its pages, as an object."""
    return {
        "kind": "tps",
        "schema": SCHEMA,
        "tps": tps,
        "files": list(files),
        "form": reading.form,
        "fields": {item.name: _field(item) for item in reading.fields},
        "checks": [_check(item) for item in reading.checks],
    }


def _registration(found: Registration | None) -> Json | None:
    if found is None:
        return None
    return {
        "method": found.method,
        "residual_px": found.residual_px,
        "corners": [[x, y] for x, y in found.corners],
    }


def _field(item: FieldReading) -> Json:
    return {
        "value": item.value,
        "raw": item.raw,
        "confidence": round(item.confidence, 4),
        "status": item.status.value,
        "cells": list(item.cells),
        "evidence": {
            "digits": item.evidence.digits,
            "bubbles": item.evidence.bubbles,
            "tally": item.evidence.tally,
        },
    }


def _check(item: Check) -> Json:
    return {
        "rule": item.rule,
        "at": item.at,
        "fields": list(item.fields),
        "ok": item.ok,
        "left": item.left,
        "right": item.right,
    }
