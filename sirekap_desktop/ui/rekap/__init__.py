"""Rekap: the sheet as D.HASIL will print it."""

from __future__ import annotations
