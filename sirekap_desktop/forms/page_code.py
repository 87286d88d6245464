"""What the QR of a printed page says: which page of which document it is, and of which state of the figures.

In capitals, all of it from the small alphabet that a QR packs tightest: fewer, larger squares, which a photo of a whole
A3 sheet still resolves. Pages are counted within their sheet, so that one page is the same page whether its sheet was
printed alone or with all others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TEXT = re.compile(
    r"(?P<document>[0-9]{4}(?:[0-9]{2})?-[a-z0-9-]+-r[1-9][0-9]{0,3}-[0-9a-f]{8}) "
    r"(?P<part>[a-z0-9._-]+) (?P<page>[1-9][0-9]{0,4})/(?P<pages>[1-9][0-9]{0,4})(?P<draft> draf)? "
    r"sha256:(?P<sha256>[0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True)
class PageCode:
    """One page of one printed document."""

    document: str
    """Document id: ``760505-pdprdk-majene-2-r1-5d0c77e2``."""
    part: str
    """The sheet: code of the kabupaten, of the kecamatan or of a desa; of other documents their name."""
    page: int
    """From 1, of the sheet's ``pages``."""
    pages: int
    sha256: str
    """Of the canonical snapshot that was printed."""
    draft: bool = False
    """Printed before the lock."""

    @property
    def text(self) -> str:
        """What the QR holds."""
        draft = " DRAF" if self.draft else ""
        return f"{self.document} {self.part} {self.page}/{self.pages}{draft} SHA256:{self.sha256}".upper()

    @property
    def kecamatan(self) -> str:
        """Its six digits; the four of a kabupaten on the pages of its own recap."""
        return self.document.partition("-")[0]

    @property
    def recap(self) -> str:
        """Pemilihan and dapil: ``ppwp``, ``pdprdk-majene-2``."""
        return self.document.partition("-")[2].rsplit("-", 2)[0]

    @property
    def revision(self) -> int:
        """Which revision of the recap it shows."""
        return int(self.document.rsplit("-", 2)[1].removeprefix("r"))


def parse(text: str) -> PageCode | None:
    """The page that a QR names; ``None`` for any other QR. Small letters are those of earlier versions."""
    found = _TEXT.fullmatch(text.strip().lower())
    if found is None or int(found["page"]) > int(found["pages"]):
        return None
    return PageCode(
        found["document"],
        found["part"],
        int(found["page"]),
        int(found["pages"]),
        found["sha256"],
        draft=found["draft"] is not None,
    )
