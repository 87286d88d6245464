"""What is known, kept in SQLite; the only place that knows peewee."""

from __future__ import annotations
