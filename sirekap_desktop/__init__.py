"""Sirekap Desktop: rekapitulasi C.Hasil di tingkat kecamatan, luring, dapat diperiksa siapa saja."""

from __future__ import annotations

__version__ = "0.1.0"
