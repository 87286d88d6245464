"""Data files of the program."""

from __future__ import annotations
