"""Draws filled forms and photographs them, for the demo, tests and benchmarks."""

from __future__ import annotations
