"""Beranda: progress per desa and TPS, and what needs attention next."""

from __future__ import annotations
