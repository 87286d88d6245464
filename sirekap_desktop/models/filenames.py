"""Names that people gave, made safe for every file system."""

from __future__ import annotations

import re


def file_part(name: str) -> str:
    """``name`` for a file name: ASCII letters, digits and hyphens: ``SIHARE'O III`` → ``SIHAREO-III``."""
    plain = re.sub(r"['\"().,]", "", name)
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "TANPA-NAMA"
