"""Sirekap Desktop: rekapitulasi C.Hasil di tingkat kecamatan, luring, dapat diperiksa siapa saja."""

from __future__ import annotations

__version__ = "0.1.0"
FILE_SUFFIX = ".sirekap"
"""Of the small signed files between kabupaten and PPK (docs/activation-format.md)."""
