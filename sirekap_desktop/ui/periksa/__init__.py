"""*Periksa*: the photo beside its numbers, where a person is the second reader."""

from __future__ import annotations
