"""The page *Verifikasi kelompok*."""

from __future__ import annotations
