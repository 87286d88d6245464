"""Packages to and from the kabupaten: build, sign, verify."""

from __future__ import annotations
