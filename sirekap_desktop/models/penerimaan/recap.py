"""The recap of a kabupaten for one ballot, frozen: kecamatan as columns, rows as D.HASIL.

Computed by SQL in :mod:`sirekap_desktop.models.penerimaan.recap_query`; the table is the one of a kecamatan's recap,
with kecamatan where that has desa.
"""

from __future__ import annotations

from dataclasses import dataclass

from sirekap_desktop.models.recap import RecapFacts, RecapNote, RecapSnapshot, RecapTable

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


@dataclass(frozen=True, slots=True, kw_only=True)
class KabupatenRecap(RecapFacts):
    """The recap of one ballot in one kabupaten, or in the part of it that is one dapil.

    ``locked``: every kecamatan is there and final. ``revision``: how many packages with this ballot were received; it
    grows with every change. ``taken_at``: when the newest package in it was received; empty before the first.
    """

    kabupaten: Kabupaten
    table: RecapTable
    """Level ``kabupaten``; a column per kecamatan that votes with this ballot, also for those that sent nothing yet:
    their cells are 0 and missing."""
    sources: tuple[RecapSource, ...]
    """One per column, in the same order."""
    kecamatan_tables: tuple[RecapTable, ...] = ()
    """How the kecamatan that sent something came to their sums: desa as columns. May be left out."""

    @property
    def top(self) -> RecapTable:
        return self.table

    @property
    def parts(self) -> tuple[RecapTable, ...]:
        return self.kecamatan_tables

    @property
    def notes(self) -> tuple[RecapNote, ...]:
        """Broken sums and corrections are explained in the documents of the kecamatan."""
        return ()

    @property
    def missing(self) -> tuple[RecapSource, ...]:
        """Kecamatan of which nothing came."""
        return tuple(one for one in self.sources if one.state == "belum")


Recap = RecapSnapshot | KabupatenRecap


def sources_of(recap: Recap) -> tuple[RecapSource, ...]:
    """Where the columns come from; none for a kecamatan, whose figures were recorded in its own workspace."""
    return recap.sources if isinstance(recap, KabupatenRecap) else ()
