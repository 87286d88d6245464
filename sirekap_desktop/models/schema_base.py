"""What every table of the schema is, and how its rows are named in the audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peewee import CompositeKey, Model


class Table(Model):
    """Base: unbound; a session executes its queries on its own database."""

    class Meta:  # noqa: D106 - peewee's
        legacy_table_names = False
        strict_tables = True


def table_name(model: type[Table]) -> str:
    """Name of the table in the database."""
    return str(model._meta.table_name)  # noqa: SLF001 - peewee's way to the metadata


def key_columns(model: type[Table]) -> tuple[str, ...]:
    """Names of the primary key's columns."""
    key: Any = model._meta.primary_key  # noqa: SLF001
    return tuple(key.field_names) if isinstance(key, CompositeKey) else (key.name,)


def row_key(model: type[Table], row: Mapping[str, object]) -> str:
    """The primary key as one text, for the audit."""
    return "/".join(str(row[name]) for name in key_columns(model))
