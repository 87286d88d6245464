"""From image to readings; no Qt, no database."""

from __future__ import annotations
