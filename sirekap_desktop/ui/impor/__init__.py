"""*Impor*: photos and scans come in, each ends named, and those without a TPS get their place with few keys."""

from __future__ import annotations
