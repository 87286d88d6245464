"""Kirim: write a package, see what is in it, check a package."""

from __future__ import annotations
