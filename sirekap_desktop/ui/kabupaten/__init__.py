"""Kabupaten: activation files from its tables, keys of the PPK from their answers, the ketua's PIN."""

from __future__ import annotations
