"""The window: everything that knows Qt."""

from __future__ import annotations
