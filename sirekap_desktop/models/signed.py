"""Pages of printed documents that came back signed: attached as they came, the newest of each page counts.

Append-only: a page that is photographed again is its next version, and the one before stays.
"""

from __future__ import annotations

from dataclasses import dataclass

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.page_code import PageCode
from sirekap_desktop.models import panels, schema
from sirekap_desktop.models.database import Condition, Row, Session, Transaction

_TABLE = schema.SignedPage


@dataclass(frozen=True, slots=True)
class NewSignedPage:
    """A page to attach: what its QR says, and in which stored original it is seen."""

    code: PageCode
    sha256: str
    """Of the original in ``images/``."""
    index: int
    """Which page of it, from 0."""
    rotation: int
    """Degrees clockwise that bring the page upright."""
    source: str
    """Path or name that it came from."""


@dataclass(frozen=True, slots=True)
class SignedPage(NewSignedPage):
    """An attached page."""

    id: str
    file_name: str
    """Name inside ``images/``."""
    version: int
    """1 for the first picture of this page, 2 for its replacement …"""
    at: str
    who: str


def add(tx: Transaction, new: NewSignedPage, file_name: str, *, replace: bool) -> SignedPage:
    """Attach a page; with ``replace`` over one that is there.

    Raises:
        UserError: ``signed.present``, ``signed.draft``, ``panel.main_only``.
    """
    panels.refuse_on_panel(tx)
    code = new.code
    if code.draft:
        raise UserError("Halaman draf tidak dilampirkan sebagai salinan bertanda tangan.", code="signed.draft")
    before = _find(tx, *_place(code))
    if before and not replace:
        text = f"Halaman {code.page} dari {code.pages} dokumen ini sudah dilampirkan."
        raise UserError(text, "Pakai Ganti halaman bila yang baru lebih baik.", code="signed.present")
    row = tx.insert(
        _TABLE, sha256=new.sha256, file_index=new.index, rotation=new.rotation, source=new.source,
        file_name=file_name, document=code.document, part=code.part, page=code.page, pages=code.pages,
        snapshot_sha256=code.sha256, version=len(before) + 1,
    )  # fmt: skip
    tx.changed.add("signed")
    return _page(row)


def all_pages(session: Session) -> tuple[SignedPage, ...]:
    """Every attached page, replaced ones too, oldest first."""
    return _find(session)


def current(pages: tuple[SignedPage, ...]) -> dict[tuple[str, str, int, int], SignedPage]:
    """The newest version of each page, by :func:`key`."""
    return {key(page.code): page for page in pages}


def key(code: PageCode) -> tuple[str, str, int, int]:
    """What makes two pictures the same page: the same sheet on another paper has other pages."""
    return code.document, code.part, code.pages, code.page


def _place(code: PageCode) -> tuple[Condition, ...]:
    return (
        _TABLE.document == code.document,
        _TABLE.part == code.part,
        _TABLE.page == code.page,
        _TABLE.pages == code.pages,
    )


def _find(session: Session, *conditions: Condition) -> tuple[SignedPage, ...]:
    query = _TABLE.select().order_by(_TABLE.seq, _TABLE.machine)
    rows = session.rows(query.where(*conditions) if conditions else query)
    return tuple(_page(row) for row in rows)


def _page(row: Row) -> SignedPage:
    code = PageCode(row["document"], row["part"], row["page"], row["pages"], row["snapshot_sha256"])
    return SignedPage(
        code=code,
        sha256=row["sha256"],
        index=row["file_index"],
        rotation=row["rotation"],
        source=row["source"],
        id=row["id"],
        file_name=row["file_name"],
        version=row["version"],
        at=row["at"],
        who=row["who"],
    )
