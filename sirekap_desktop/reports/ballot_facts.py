"""Which ballot the figures of a file belong to: what workbooks, CSV and JSON carry so that they can be taken back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import recap_query
from sirekap_desktop.models.recap import RecapRow, RecapSnapshot


@dataclass(frozen=True, slots=True)
class BallotFacts:
    """Place, form and origin. The names are those of the columns and keys in the files."""

    kecamatan: str
    """Six-digit code."""
    pemilihan: str
    dapil: str
    formulir: str
    """Id of the form."""
    sidik: str
    """Digest of form and contestants: figures fit only rows of the same meaning."""
    ruang_kerja: str
    """Id of the workspace that the file was written from."""


def facts_of(snapshot: RecapSnapshot, workspace_id: str) -> BallotFacts:
    """Of the ballot of a recap."""
    sidik = _digest(snapshot.form, snapshot.form_version, snapshot.contestants, snapshot.rows)
    place = snapshot.kecamatan.code
    return BallotFacts(place, snapshot.pemilihan, snapshot.dapil, snapshot.form, sidik, workspace_id)


def form_digest(form: FormDefinition) -> str:
    """``BallotFacts.sidik`` of a form with its contestants."""
    people = ((item.number, item.name) for item in form.contestants)
    return _digest(form.id, form.version, people, recap_query.rows(form))


def _digest(form: str, version: str, people: Iterable[tuple[int, str]], rows: Iterable[RecapRow]) -> str:
    """SHA-256 over all that says what a number means: form, contestants, and the wording of every row."""
    parts = [form, version, [list(one) for one in people], [[row.field, row.number, row.label] for row in rows]]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
