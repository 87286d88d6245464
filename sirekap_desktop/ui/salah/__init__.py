"""Kemungkinan salah salin: figures that look like slips of the pen."""

from __future__ import annotations
