"""What the rows of a ballot are: kept once for all kecamatan that vote with it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from sirekap_desktop.models.audit import canonical
from sirekap_desktop.models.database import Session
from sirekap_desktop.models.penerimaan import schema
from sirekap_desktop.models.recap import RecapRow, RecapSnapshot, canonical_json


@dataclass(frozen=True, slots=True)
class BallotBody:
    """The part of a recap that is the same in every kecamatan."""

    pemilihan: str
    pemilihan_title: str
    form: str
    form_version: str
    year: int
    contestants: tuple[tuple[int, str], ...]
    sections: tuple[tuple[str, str], ...]
    rows: tuple[RecapRow, ...]
    dapil: str
    hints: tuple[str, ...]

    @property
    def fields(self) -> str:
        """Hash of the rows without their words: names are spelled as people spell them, numbers must be the same."""
        rows = [[row.field, row.row, row.part, row.section, row.export_as, row.partai] for row in self.rows]
        return hashlib.sha256(canonical({"form": self.form, "rows": rows}).encode()).hexdigest()

    def text(self) -> str:
        """As it is stored."""
        return canonical_json(self).decode()


def body_of(snapshot: RecapSnapshot) -> BallotBody:
    """The ballot of a recap."""
    return BallotBody(**{name: getattr(snapshot, name) for name in BallotBody.__slots__})


def read_body(text: str) -> BallotBody:
    """As it was stored."""
    value = json.loads(text)
    rows = tuple(RecapRow(**row) for row in value.pop("rows"))
    pairs = {name: tuple((first, second) for first, second in value.pop(name)) for name in ("contestants", "sections")}
    return BallotBody(**{**value, **pairs, "rows": rows, "hints": tuple(value["hints"])})


def body(session: Session, sha256: str) -> BallotBody:
    """The ballot with this hash; it is there, for a recap names it."""
    row = session.get(schema.Ballot, sha256=sha256)
    if row is None:
        msg = f"no ballot {sha256}"
        raise LookupError(msg)
    return read_body(row["body"])
