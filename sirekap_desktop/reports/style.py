"""Sizes of everything printed, per paper: lengths in mm, type in points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """One paper's measures; ``width`` × ``height`` is the landscape sheet."""

    width: float
    height: float
    margin: float
    title: float
    body: float
    small: float
    fine: float
    """Smallest type on the sheet."""
    row_min: float
    row_max: float
    no_width: float
    uraian_width: float
    uraian_max: float
    part_width: float
    sum_width: float
    tps_min: float
    tps_max: float
    desa_min: float
    desa_max: float
    qr: float
    """Side of the QR without its quiet zone."""
    sign_end: float
    """Height of one row of signature boxes at the end."""
    sign_page: float
    """The same where every page is signed."""
    slot_min: float
    """Narrowest signature box."""

    @property
    def left(self) -> float:
        return self.margin

    @property
    def right(self) -> float:
        return self.width - self.margin

    @property
    def inner(self) -> float:
        """Printable width."""
        return self.width - 2 * self.margin

    @property
    def side(self) -> float:
        """Width of the header's left field (names of the region) and of its right one (model box, QR)."""
        return self.inner * 0.235


#: 1 pt in mm.
PT = 25.4 / 72
#: Distance of baselines as a multiple of the type size.
LEADING = 1.22

_A3 = Style(
    width=420, height=297, margin=12, title=10.5, body=8, small=7.2, fine=6.6, row_min=4.2, row_max=6.2,
    no_width=10, uraian_width=84, uraian_max=150, part_width=10, sum_width=19.5,
    tps_min=11, tps_max=22, desa_min=18, desa_max=34, qr=18, sign_end=27, sign_page=20, slot_min=36,
)  # fmt: skip
_F4 = Style(
    width=330, height=215, margin=9, title=8.2, body=6.9, small=6.4, fine=6.1, row_min=3.15, row_max=4.8,
    no_width=8.8, uraian_width=66, uraian_max=112, part_width=8.5, sum_width=17,
    tps_min=9.6, tps_max=18, desa_min=15.5, desa_max=28, qr=16, sign_end=21, sign_page=15.5, slot_min=29,
)  # fmt: skip
_A4 = Style(
    width=297, height=210, margin=8, title=7.6, body=6.7, small=6.3, fine=6, row_min=3.08, row_max=4.6,
    no_width=8.6, uraian_width=60, uraian_max=100, part_width=8, sum_width=16.5,
    tps_min=9.3, tps_max=17, desa_min=15, desa_max=27, qr=16, sign_end=20, sign_page=15, slot_min=27,
)  # fmt: skip

STYLES = {"A3": _A3, "F4": _F4, "A4": _A4}
