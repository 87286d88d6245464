"""The kabupaten's store: packages that came, what they say, what was refused and why (docs/decisions/0032)."""

from __future__ import annotations
