"""The jejak audit as PDF: a plain list in the look of D.HASIL, with the chain's head in every page's QR."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.reports.audit_listing import AuditListing, Head, ListedAct, refuse_too_many, short_time
from sirekap_desktop.reports.content import readable_time
from sirekap_desktop.reports.fonts import shortened, text_width, wrap
from sirekap_desktop.reports.items import Fill, Item, Qr, Rule, Sheet, Text, Watermark
from sirekap_desktop.reports.measures import leading
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.reports.painter import Metadata, paint
from sirekap_desktop.reports.style import PT, STYLES, Style

TITLE = "JEJAK AUDIT"
_SUBTITLE = "Perbuatan yang tercatat oleh program, yang terbaru lebih dahulu"
_HEADS = ("No.", "Waktu", "Jenis", "Perbuatan", "Sidik")
_HASH_DIGITS = 12
_PAD = 0.8
"""Air in mm beside and between texts."""
_HEADS_TITLE = "KEPALA RANTAI"
_HEADS_WORDS = (
    "Tiap catatan memuat sidik catatan sebelumnya, jadi sidik kepala menentukan seluruh jejak. Cocokkan sidik ini "
    "dengan baris terakhir komputer itu dalam berkas CSV atau paket: bila sama dan rantainya utuh, tidak ada catatan "
    "yang diubah atau hilang."
)


@dataclass(frozen=True, slots=True)
class _Row:
    """An act broken into lines."""

    act: ListedAct
    lines: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where everything stands on this paper."""

    listing: AuditListing
    style: Style
    edges: tuple[float, ...]
    """x of the columns, and the right end."""

    @property
    def body_top(self) -> float:
        return self.style.margin + self.style.qr + 4

    @property
    def bottom(self) -> float:
        return self.style.height - self.style.margin - 2 * leading(self.style.fine) - 1.5

    def height(self, row: _Row) -> float:
        lines = len(row.lines) * leading(self.style.body) + len(row.notes) * leading(self.style.small)
        return lines + 2 * _PAD


def build(listing: AuditListing, options: ReportOptions | None = None) -> bytes:
    """The PDF; the same listing and paper give the same bytes.

    Raises:
        UserError: ``audit.too_long``.
    """
    refuse_too_many(len(listing.acts))
    layout = _layout(listing, STYLES[(options or ReportOptions()).paper])
    pages = _pages(layout)
    sheets = (_sheet(layout, rows, number, len(pages)) for number, rows in enumerate(pages, 1))
    return paint(sheets, _metadata(listing))


def _metadata(listing: AuditListing) -> Metadata:
    return Metadata(
        title=f"Jejak audit Kecamatan {listing.kecamatan.name}",
        author=f"PPK {listing.kecamatan.name}",
        subject=listing.document_id,
        keywords=f"sha256:{listing.chain_sha256}",
        language="id",
    )


def _layout(listing: AuditListing, style: Style) -> _Layout:
    """Narrow columns as wide as their longest text, the rest for the sentence."""
    gap = 2 * _PAD + 1
    numbers = [_number(listing, act) for act in listing.acts]
    times = [short_time(act.at) for act in listing.acts]
    kinds = [act.kind for act in listing.acts]
    number, time, kind = (
        max(text_width(text, "bold", style.body) for text in (caption, *set(texts))) + gap
        for caption, texts in zip(_HEADS, (numbers, times, kinds), strict=False)
    )
    hashes = text_width("0" * _HASH_DIGITS, "regular", style.body) + gap
    left, right = style.left, style.right
    return _Layout(
        listing, style, (left, left + number, left + number + time, left + number + time + kind, right - hashes, right)
    )


def _number(listing: AuditListing, act: ListedAct) -> str:
    """The number in the chain; with the start of the machine's id where several machines wrote."""
    several = len(listing.heads) > 1
    return f"{act.machine[:4]} {format_count(act.number)}" if several else format_count(act.number)


def _pages(layout: _Layout) -> list[list[_Row]]:
    """Rows by page; the heads of the chains follow on the last one, for which a page is added if need be."""
    head = _table_head_height(layout)
    pages: list[list[_Row]] = [[]]
    top = layout.body_top + _filter_height(layout) + head
    y = top
    for act in layout.listing.acts:
        row = _broken(layout, act)
        if y + layout.height(row) > layout.bottom and pages[-1]:
            pages.append([])
            y = layout.body_top + _filter_height(layout) + head
        pages[-1].append(row)
        y += layout.height(row)
    if y + _heads_height(layout) > layout.bottom and pages[-1]:
        pages.append([])
    return pages


def _broken(layout: _Layout, act: ListedAct) -> _Row:
    width = layout.edges[4] - layout.edges[3] - 2 * _PAD
    notes = wrap(act.note, "italic", layout.style.small, width) if act.note else ()
    return _Row(act, wrap(act.sentence, "regular", layout.style.body, width), notes)


def _table_head_height(layout: _Layout) -> float:
    return leading(layout.style.body) + 2 * _PAD


def _filter_lines(layout: _Layout) -> tuple[str, ...]:
    return wrap(layout.listing.filter_text, "bold", layout.style.body, layout.style.inner)


def _filter_height(layout: _Layout) -> float:
    return len(_filter_lines(layout)) * leading(layout.style.body) + 1.5


def _heads_lines(layout: _Layout) -> tuple[str, ...]:
    return wrap(_HEADS_WORDS, "regular", layout.style.small, layout.style.inner)


def _heads_height(layout: _Layout) -> float:
    rows = len(layout.listing.heads)
    words = len(_heads_lines(layout)) * leading(layout.style.small)
    return 4 + (rows + 1) * leading(layout.style.body) * 1.1 + words


def _sheet(layout: _Layout, rows: list[_Row], page: int, pages: int) -> Sheet:
    items = (
        *_header(layout, page, pages),
        *_table(layout, rows, last=page == pages),
        *_footer(layout, page, pages),
    )
    return Sheet(layout.style.width, layout.style.height, TITLE.capitalize() if page == 1 else "", items)


# frame


def _states(listing: AuditListing) -> tuple[str, ...]:
    shown = (("DRAF", not listing.locked), ("SIMULASI", listing.simulation))
    return tuple(word for word, is_so in shown if is_so)


def _header(layout: _Layout, page: int, pages: int) -> Iterator[Item]:
    listing, style = layout.listing, layout.style
    yield Watermark(_states(listing))
    yield from _region(layout)
    middle = style.width / 2
    yield Text(middle, style.margin + style.title * PT, TITLE, style.title, "bold", "center")
    y = style.margin + style.title * PT + leading(style.title)
    yield Text(middle, y, _SUBTITLE, style.body, "regular", "center")
    taken = f"Keadaan per {readable_time(listing.taken_at)}"
    yield Text(middle, y + leading(style.body), taken, style.small, "italic", "center")
    payload = f"{listing.document_id} jejak {page}/{pages} sha256:{listing.chain_sha256}"
    yield Qr(style.right - style.qr, style.margin, style.qr, payload)
    yield from _bars(layout)


def _region(layout: _Layout) -> Iterator[Text]:
    style, place = layout.style, layout.listing.kecamatan
    names = (("PROVINSI", place.provinsi), ("KABUPATEN/KOTA", place.kabupaten), ("KECAMATAN", place.name))
    colon = style.left + max(text_width(caption, "regular", style.body) for caption, _ in names) + 1.5
    for i, (caption, value) in enumerate(names):
        y = style.margin + style.body * PT + i * leading(style.body) * 1.12
        yield Text(style.left, y, caption, style.body)
        yield Text(colon, y, ":", style.body)
        room = style.left + style.side - colon - 2
        yield Text(colon + 2, y, shortened(value, "bold", style.body, room), style.body, "bold")


def _bars(layout: _Layout) -> Iterator[Item]:
    """What keeps this from being a final document, in solid bars beside the QR."""
    style = layout.style
    height = style.body * PT + 2.6
    words = _states(layout.listing)
    if not words:
        return
    width = max(text_width(word, "bold", style.body) for word in words) + 4
    left, top = style.right - style.qr - 2 * (style.qr * 4 / 45) - width, style.margin
    for word in words:
        yield Fill(left, top, width, height - 0.8, 0.12)
        y = top + (height - 0.8) / 2 + 0.357 * style.body * PT
        yield Text(left + width / 2, y, word, style.body, "bold", "center", 1.0)
        top += height + 0.1


def _footer(layout: _Layout, page: int, pages: int) -> Iterator[Item]:
    listing, style = layout.listing, layout.style
    top = style.height - style.margin - 2 * leading(style.fine)
    y = top + style.fine * PT
    facts = (f"Dokumen {listing.document_id}", f"Revisi {listing.revision}", *_states(listing))
    yield Rule(style.left, top - 0.6, style.right, top - 0.6, 0.4, 0.5)
    yield Text(style.left, y, "  ·  ".join(facts), style.fine)
    yield Text(style.right, y, f"Halaman {page} dari {pages}", style.fine, "bold", "right")
    y += leading(style.fine)
    yield Text(style.left, y, f"Sidik kepala rantai (SHA-256): {listing.chain_sha256}", style.fine)


# list


def _table(layout: _Layout, rows: list[_Row], *, last: bool) -> Iterator[Item]:
    style, edges = layout.style, layout.edges
    y = layout.body_top
    for line in _filter_lines(layout):
        yield Text(style.left, y + style.body * PT, line, style.body, "bold")
        y += leading(style.body)
    y += 1.5
    if rows:
        yield from _table_head(layout, y)
        y += _table_head_height(layout)
    for row in rows:
        yield from _row(layout, row, y)
        y += layout.height(row)
        yield Rule(edges[0], y, edges[-1], y, 0.25, 0.6)
    if not layout.listing.acts:
        yield Text(style.left, y + style.body * PT, "Tidak ada catatan yang cocok.", style.body, "italic")
        y += leading(style.body)
    if last:
        yield from _heads(layout, y + 2)


def _table_head(layout: _Layout, top: float) -> Iterator[Item]:
    style, edges = layout.style, layout.edges
    height = _table_head_height(layout)
    yield Fill(edges[0], top, edges[-1] - edges[0], height, 0.92)
    y = top + _PAD + style.body * PT
    yield Text(edges[1] - _PAD, y, _HEADS[0], style.body, "bold", "right")
    for x, caption in zip(edges[1:-1], _HEADS[1:], strict=True):
        yield Text(x + _PAD, y, caption, style.body, "bold")
    yield Rule(edges[0], top, edges[-1], top, 0.6)
    yield Rule(edges[0], top + height, edges[-1], top + height, 0.6)


def _row(layout: _Layout, row: _Row, top: float) -> Iterator[Text]:
    style, edges, act = layout.style, layout.edges, row.act
    y = top + _PAD + style.body * PT
    yield Text(edges[1] - _PAD, y, _number(layout.listing, act), style.body, "regular", "right")
    yield Text(edges[1] + _PAD, y, short_time(act.at), style.body)
    yield Text(edges[2] + _PAD, y, act.kind, style.body)
    yield Text(edges[4] + _PAD, y, act.hash[:_HASH_DIGITS], style.body)
    for line in row.lines:
        yield Text(edges[3] + _PAD, y, line, style.body)
        y += leading(style.body)
    for line in row.notes:
        yield Text(edges[3] + _PAD, y, line, style.small, "italic", grey=0.25)
        y += leading(style.small)


def _heads(layout: _Layout, top: float) -> Iterator[Item]:
    style = layout.style
    y = top + style.body * PT
    yield Text(style.left, y, _HEADS_TITLE, style.body, "bold")
    for head in layout.listing.heads:
        y += leading(style.body) * 1.1
        yield Text(style.left, y, _head_text(head), style.body)
    y += leading(style.small) * 1.2
    for line in _heads_lines(layout):
        yield Text(style.left, y, line, style.small)
        y += leading(style.small)


def _head_text(head: Head) -> str:
    machine, number, value = head
    return f"Komputer {machine}, catatan terakhir nomor {format_count(number)}: {value}"
