"""Signing in: the dialog with names and PIN, the lock after idle minutes, and who may press what."""

from __future__ import annotations
