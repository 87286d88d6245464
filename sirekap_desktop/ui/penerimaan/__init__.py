"""Penerimaan: what the kecamatan sent, what is missing, and the recap of the kabupaten."""

from __future__ import annotations
