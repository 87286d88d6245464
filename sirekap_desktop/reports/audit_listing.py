"""What the printed jejak audit says, before any place on paper."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.audit import canonical
from sirekap_desktop.models.records import Kecamatan

MAX_ACTS = 20_000
"""Longer lists are for a spreadsheet: this is already some 500 pages."""

Head = tuple[str, int, str]
"""Machine, last number and hash of its chain."""


@dataclass(frozen=True, slots=True)
class ListedAct:
    """One line of the list."""

    number: int
    machine: str
    at: str
    """ISO 8601 as recorded."""
    kind: str
    sentence: str
    note: str
    """Value before, reason, witness; empty for none."""
    hash: str


@dataclass(frozen=True, slots=True)
class AuditListing:
    """Acts of one filter, newest first, and what the chain was when they were read."""

    kecamatan: Kecamatan
    simulation: bool
    locked: bool
    revision: int
    asked: tuple[tuple[str, str], ...]
    """Caption and value of each part of the filter; empty: the whole chain."""
    acts: tuple[ListedAct, ...]
    heads: tuple[Head, ...]
    rows: int
    """Rows in all chains."""
    taken_at: str
    """When the newest act of the workspace was done."""

    @property
    def chain_sha256(self) -> str:
        """What the QR carries: see :func:`heads_sha256`."""
        return heads_sha256(self.heads)

    @property
    def document_id(self) -> str:
        """``760505-jejak-r1-3f9a2c1b``: the same chain and the same filter have the same."""
        facts = {
            "asked": self.asked,
            "heads": self.heads,
            "locked": self.locked,
            "revision": self.revision,
            "simulation": self.simulation,
        }
        digest = hashlib.sha256(canonical(facts).encode()).hexdigest()
        return f"{self.kecamatan.code}-jejak-r{self.revision}-{digest[:8]}"

    @property
    def filter_text(self) -> str:
        """One sentence that says what was asked and how much was found."""
        if not self.asked:
            return f"Seluruh jejak audit: {format_count(self.rows)} catatan."
        parts = "; ".join(f"{caption} {value}" for caption, value in self.asked)
        return f"Saringan: {parts}. {format_count(len(self.acts))} dari {format_count(self.rows)} catatan."


def heads_sha256(heads: Sequence[Head]) -> str:
    """The hash of the chain's head; of several chains the SHA-256 over their heads (``docs/audit-export.md``)."""
    if len(heads) == 1:
        return heads[0][2]
    lines = "".join(f"{machine} {number} {value}\n" for machine, number, value in sorted(heads))
    return hashlib.sha256(lines.encode()).hexdigest()


def refuse_too_many(count: int) -> None:
    """Raises UserError ``audit.too_long``."""
    if count > MAX_ACTS:
        raise UserError(
            f"Saringan ini menemukan {format_count(count)} catatan; PDF memuat paling banyak {format_count(MAX_ACTS)}.",
            "Persempit saringan, misalnya ke satu desa atau hari, atau simpan CSV.",
            code="audit.too_long",
        )


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def short_time(stamp: str) -> str:
    """ISO 8601 → ``17 Feb 2024 09.15.02``; the text itself if it is no time."""
    try:
        time = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{time.day} {_MONTHS[time.month - 1]} {time.year} {time:%H.%M.%S}"
