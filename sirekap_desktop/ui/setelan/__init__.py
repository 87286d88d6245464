"""Setelan: settings of the workspace and of this seat."""

from __future__ import annotations
