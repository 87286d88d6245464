"""Kirim: write a package, send it, see what is in it, check a package."""

from __future__ import annotations
