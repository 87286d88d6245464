"""Dokumen: preview, save and print what ``reports`` makes."""

from __future__ import annotations
