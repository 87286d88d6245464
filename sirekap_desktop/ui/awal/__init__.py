"""Awal: open the demo, create a workspace, or open one."""

from __future__ import annotations
