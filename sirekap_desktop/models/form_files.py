"""Form definitions that came into this workspace as files: they stand for the program's own of the same id."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import load_form, load_form_bytes
from sirekap_desktop.forms.model import Contestant, FormDefinition
from sirekap_desktop.models import schema
from sirekap_desktop.models.database import Session, Transaction


def load(session: Session, form_id: str, contestants: Sequence[Contestant] | None) -> FormDefinition:
    """The form of an id, imported or the program's own.

    Raises:
        UserError: ``form.unknown``; ``form.wrong`` where the paper has no room for so many contestants.
    """
    table = schema.FormFile
    row = session.one(table.select(table.file_name, table.body).where(table.id == form_id))
    if row is None:
        return load_form(form_id, contestants)
    return _loaded(row["file_name"], row["body"], None if contestants is None else tuple(contestants))


@lru_cache(maxsize=64)
def _loaded(name: str, body: str, contestants: tuple[Contestant, ...] | None) -> FormDefinition:
    return load_form_bytes(name, body.encode(), contestants)


def read(path: Path) -> tuple[FormDefinition, str]:
    """A form file and its text.

    Raises:
        UserError: ``file.read``, and what :func:`load_form_bytes` raises.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"Berkas {path.name} tidak dapat dibaca.", "Periksa berkasnya, lalu pilih lagi.", code="file.read"
        ) from error
    return load_form_bytes(path.name, data), data.decode()


def store(tx: Transaction, form: FormDefinition, name: str, body: str) -> bool:
    """Keep a form file; whether it is another one than before."""
    return tx.put(schema.FormFile, id=form.id, file_name=name, body=body)


def texts(session: Session) -> tuple[tuple[str, str, str], ...]:
    """Id, file name and text of all of them, by id."""
    rows = session.rows(schema.FormFile.select().order_by(schema.FormFile.id))
    return tuple((row["id"], row["file_name"], row["body"]) for row in rows)


def keep_only(tx: Transaction, ids: Collection[str]) -> None:
    """Forget those with another id; the program's own count again."""
    for form_id, _, _ in texts(tx):
        if form_id not in ids:
            tx.remove(schema.FormFile, id=form_id)
