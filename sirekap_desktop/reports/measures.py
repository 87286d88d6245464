"""The values of a plan: what a sheet measures, what each of its pages holds. Lengths in mm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sirekap_desktop.models.penerimaan.recap import KabupatenRecap, Recap
from sirekap_desktop.models.recap import RecapCell, RecapTable
from sirekap_desktop.reports.captions import Captions
from sirekap_desktop.reports.content import Group, Identity, Note, readable_time
from sirekap_desktop.reports.fonts import Face, text_width, wrap
from sirekap_desktop.reports.meeting import Meeting, SignBox, head_line
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.reports.style import LEADING, PT, Style

if TYPE_CHECKING:
    from sirekap_desktop.reports.rapat.flow import Piece

#: White between a figure and the rule right of it.
PAD = 0.7
#: White around a QR as a part of its side: 4 of about 45 modules.
QUIET = 4 / 45
#: Between the blocks of a page.
GAP = 1.6


@dataclass(frozen=True, slots=True)
class Block:
    """A run of columns on one page: from ``first`` to before ``end``."""

    first: int
    end: int
    count: int
    """Columns of the whole table."""

    @property
    def carry_in(self) -> bool:
        return self.first > 0

    @property
    def last(self) -> bool:
        return self.end == self.count

    @property
    def sums(self) -> int:
        """Sum columns on the page: carried in, and carried on or JUMLAH AKHIR."""
        return 1 + self.carry_in


@dataclass(frozen=True, slots=True)
class Widths:
    """Column widths of one page's table."""

    no: float
    uraian: float
    part: float
    column: float
    sum: float

    def edges(self, block: Block) -> tuple[float, ...]:
        """Widths from left to right: NO, URAIAN, LK/PR/JML, carried in, columns, sum."""
        columns = (self.column,) * (block.end - block.first)
        carry = (self.sum,) if block.carry_in else ()
        return (self.no, self.uraian, self.part, *carry, *columns, self.sum)


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A piece of CATATAN: column from the left, line from the top."""

    column: int
    line: int
    mark: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotePage:
    """What of CATATAN stands on one page."""

    placed: tuple[PlacedNote, ...]
    lines: int
    """Lines of the longest column."""
    continued: bool = False


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: a piece of the table (or none), and what follows it."""

    part: SheetPlan
    number: int
    """Within the sheet, from 1."""
    count: int
    """Pages of the sheet."""
    block: Block | None
    groups: tuple[Group, ...]
    notes: NotePage | None
    closing: bool
    signed: bool
    appendix: tuple[Piece, ...] = ()
    """What a page behind the signatures holds instead."""

    @property
    def opening(self) -> bool:
        return self.number == 1


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs: rows of (title, boxes), and how high a box is."""

    rows: tuple[tuple[tuple[str, tuple[SignBox, ...]], ...], ...]
    box: float

    def height(self, style: Style) -> float:
        return len(self.rows) * (self.box + leading(style.small) + 1.2)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """The sheet of one table, measured."""

    snapshot: Recap
    identity: Identity
    table: RecapTable
    captions: Captions
    style: Style
    options: ReportOptions
    title: tuple[str, ...]
    opening: tuple[str, ...]
    legend: tuple[str, ...]
    notes: tuple[Note, ...]
    signatures: Signing
    groups: tuple[Group, ...]
    blocks: tuple[Block, ...]
    carried: Mapping[int, tuple[RecapCell, ...]]
    """By the column that a page begins or ends at: the sum of each row over the columns before it."""
    column_min: float
    """Narrowest width of a TPS, desa or kecamatan column."""
    sum_width: float
    titles: int
    """Lines of the highest column title."""
    uraian: float
    row: float = 0.0
    """Height of a row of figures."""
    meeting: Meeting | None = None
    """Who was there, where it is known."""

    @property
    def footer(self) -> tuple[str, ...]:
        """Which document and which state of it; the hash on a line of its own if it is too long for one.

        On locked sheets the signed head of the audit chain follows.
        """
        captions, snapshot = self.captions, self.snapshot
        facts = (
            captions.text("document", dokumen=self.identity.document_id),
            captions.text("revision", revisi=snapshot.revision),
            captions.text("taken", waktu=readable_time(snapshot.taken_at)),
            *states(snapshot, captions, "draft_banner", "simulation_banner"),
        )
        line, sha256 = "  ·  ".join(facts), captions.text("sha256", sha256=self.identity.sha256)
        page = text_width(captions.text("page", halaman=9999, jumlah=9999), "bold", self.style.fine)
        whole = f"{line}  ·  {sha256}"
        fits = text_width(whole, "regular", self.style.fine) + page + GAP <= self.style.inner
        head = head_line(self.meeting, captions)
        return (*((whole,) if fits else (line, sha256)), *((head,) if head else ()))

    @property
    def header_height(self) -> float:
        style = self.style
        names = len(region(self.snapshot, self.table)) * leading(style.body) * 1.12
        title = len(self.title) * leading(style.title) + leading(style.small)
        return max(style.qr + 1.5, title, names) + GAP

    @property
    def opening_height(self) -> float:
        return len(self.opening) * leading(self.style.body) + GAP

    @property
    def legend_height(self) -> float:
        return len(self.legend) * leading(self.style.fine) + (1.2 if self.legend else 0)

    @property
    def footer_height(self) -> float:
        return len(self.footer) * leading(self.style.fine) + 1.4

    @property
    def head_height(self) -> float:
        """Column heads: RINCIAN, the titles, the numbering row."""
        small, fine = leading(self.style.small), leading(self.style.fine)
        return small + 1.1 + self.titles * small + 1.1 + fine + 0.5

    def signature_height(self) -> float:
        return self.signatures.height(self.style) + 1.6 * GAP

    def room(self, *, opening: bool) -> float:
        """Height for the rows of figures on one page, below the column heads."""
        style = self.style
        used = self.header_height + self.head_height + self.legend_height + self.footer_height
        used += self.opening_height if opening else 0
        used += self.signature_height() if self.options.signatures == "every_page" else 0
        return style.height - 2 * style.margin - used

    def group_height(self, group: Group) -> float:
        if group.is_heading:
            return self.row
        lines, rows = len(label_lines(self, group)), group.lines
        wrapped = lines * leading(self.style.body) * 0.95 + 0.5 if lines > rows else 0.0
        return max(rows * self.row, wrapped)


def leading(size: float) -> float:
    """Distance of baselines in mm for ``size`` points."""
    return size * PT * LEADING


def label_lines(part: SheetPlan, group: Group) -> tuple[str, ...]:
    """URAIAN of ``group``, wrapped; without LK, PR and JML it takes their place too."""
    parted = bool(part.snapshot.rows[group.rows[0]].part)
    width = part.uraian + (0 if parted else part.style.part_width)
    label = group.label.replace(" + ", "\u00a0+\u00a0")  # a formula stays on one line
    return wrap(label, *label_type(part.style, group), width - 2.4)


def label_type(style: Style, group: Group) -> tuple[Face, float]:
    """Face and size of URAIAN: sums of a party stand out, a little smaller, so that their long wording fits."""
    return ("bold", style.small) if group.is_partai_sum or group.kind == "carried" else ("regular", style.body)


def states(snapshot: Recap, captions: Captions, draft: str, simulation: str) -> tuple[str, ...]:
    """The captions ``draft`` and ``simulation``, each while it holds."""
    names = ((draft, not snapshot.locked), (simulation, snapshot.simulation))
    return tuple(captions.text(name) for name, shown in names if shown)


def model_lines(snapshot: Recap, captions: Captions) -> tuple[str, ...]:
    """What stands beside the QR: the model, and what keeps this page from being a result."""
    return (captions.text("model"), *states(snapshot, captions, "draft_banner", "simulation_banner"))


def model_left(snapshot: Recap, captions: Captions, style: Style) -> float:
    """x where the model box begins."""
    width = max(text_width(text, "bold", style.body) for text in model_lines(snapshot, captions)) + 4
    return style.right - style.qr * (1 + 2 * QUIET) - width


def region(snapshot: Recap, table: RecapTable) -> tuple[tuple[str, str], ...]:
    """What the sheet is about: caption and name, from the largest to the smallest."""
    if isinstance(snapshot, KabupatenRecap):
        above = [("provinsi", snapshot.kabupaten.provinsi), ("kabupaten", snapshot.kabupaten.name)]
        below = []
    else:
        place = snapshot.kecamatan
        above = [("provinsi", place.provinsi), ("kabupaten", place.kabupaten)]
        below = [("kecamatan", place.name)]
    dapil = [("dapil", snapshot.dapil)] if snapshot.dapil else []
    own = [(table.level, table.name)] if table.level != snapshot.level else []
    return (*above, *dapil, *below, *own)
