"""Measured comparisons, each beside a reference run in the same session; ``python -m benchmarks`` runs all."""

from __future__ import annotations
