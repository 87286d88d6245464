"""*Perancang formulir*: the blank at the left, the field list at the right, one self-contained file as the result."""

from __future__ import annotations
