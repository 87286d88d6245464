"""The recap of a kabupaten for one ballot, frozen: kecamatan as columns, rows as D.HASIL.

Computed by SQL in :mod:`sirekap_desktop.models.penerimaan.recap_query`; the table is the one of a kecamatan's recap, with
kecamatan where that has desa.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sirekap_desktop.models.recap import RecapRow, RecapTable, canonical_json, recap_name

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Kabupaten:
    """Four-digit code and names as printed on documents (capitals)."""

    code: str
    name: str
    provinsi: str


@dataclass(frozen=True, slots=True)
class RecapSource:
    """Where one column comes from: the package that counts for its kecamatan."""

    code: str
    name: str
    state: str
    """``belum`` (nothing came: the column is empty), ``draf`` or ``final``."""
    revision: int = 0
    document_id: str = ""
    snapshot_sha256: str = ""
    """Of the kecamatan's own recap: stands in the QR of its D.HASIL."""
    package_sha256: str = ""
    """Of the manifest of the package."""
    signer: str = ""
    """Fingerprint of the key that signed the package."""
    revoked: bool = False
    """Whether that key was revoked after the package came."""
    received_at: str = ""


@dataclass(frozen=True, slots=True)
class KabupatenRecap:
    """The recap of one ballot in one kabupaten, or in the part of it that is one dapil."""

    schema: int
    kabupaten: Kabupaten
    pemilihan: str
    pemilihan_title: str
    form: str
    form_version: str
    year: int
    contestants: tuple[tuple[int, str], ...]
    sections: tuple[tuple[str, str], ...]
    rows: tuple[RecapRow, ...]
    table: RecapTable
    """Level ``kabupaten``; a column per kecamatan that votes with this ballot, also for those that sent nothing yet:
    their cells are 0 and missing."""
    sources: tuple[RecapSource, ...]
    """One per column, in the same order."""
    locked: bool
    """Every kecamatan is there and final."""
    revision: int
    """How many packages with this ballot were received: grows with every change."""
    simulation: bool
    taken_at: str
    """ISO 8601 with offset: when the newest package in it was received; empty before the first."""
    dapil: str = ""
    hints: tuple[str, ...] = ()

    def canonical(self) -> bytes:
        """Sorted compact JSON, UTF-8: what is hashed."""
        return canonical_json(self)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.canonical()).hexdigest()

    @property
    def name(self) -> str:
        """For names of files: ``ppwp``, ``pdprdk-majene-2``."""
        return recap_name(self.pemilihan, self.dapil)

    @property
    def document_id(self) -> str:
        """``7605-ppwp-r31-3f9a2c1b``."""
        return f"{self.kabupaten.code}-{self.name}-r{self.revision}-{self.sha256[:8]}"

    @property
    def missing(self) -> tuple[RecapSource, ...]:
        """Kecamatan of which nothing came."""
        return tuple(one for one in self.sources if one.state == "belum")
