"""What the kabupaten does with packages that come: opening its store, receiving, receipts."""

from __future__ import annotations
