"""From a recap snapshot to documents: PDF and XLSX."""

from __future__ import annotations
