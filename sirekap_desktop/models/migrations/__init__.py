"""Numbered scripts, run in order by ``playhouse.migrations``; each holds its own frozen copy of what it makes."""

from __future__ import annotations
