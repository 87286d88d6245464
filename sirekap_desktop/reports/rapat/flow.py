"""Running text, tables and boxes that flow over pages: pieces of known height, cut into pages. Pure; lengths in mm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sirekap_desktop.reports.ending import signatures
from sirekap_desktop.reports.fonts import Face, text_width, wrap
from sirekap_desktop.reports.items import Align, Fill, Item, Picture, Qr, Rule, Text
from sirekap_desktop.reports.measures import GAP, Signing, leading
from sirekap_desktop.reports.style import PT, Style

_PAD = 1.1
#: White where a long row may be cut.
_CUT = 0.35
#: Lines of one table row that stay together; a longer one may go on on the next page.
_TOGETHER = 6
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is not cut: its height and what stands in it, from its own top."""

    height: float
    items: tuple[Item, ...] = ()
    head: Piece | None = None
    """Repeated on every page on which such pieces go on: the head of a table."""
    glued: bool = False
    """Stays with the piece after it: a heading."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``share`` of the width that is left after ``width`` (mm) of the others."""

    title: str
    share: float = 0.0
    width: float = 0.0
    align: Align = "left"
    face: Face = "regular"


def moved(items: Iterable[Item], down: float) -> Iterator[Item]:
    """The same things, lower on the sheet."""
    for item in items:
        match item:
            case Rule():
                yield replace(item, y1=item.y1 + down, y2=item.y2 + down)
            case Text() | Fill() | Qr() | Picture():
                yield replace(item, y=item.y + down)
            case _:
                yield item


def gap(height: float = 2 * GAP) -> Piece:
    """White between blocks."""
    return Piece(height)


def paragraph(
    style: Style, text: str, face: Face = "regular", size: float = 0.0, *, glued: bool = False
) -> tuple[Piece, ...]:
    """Running text over the whole width; may be cut between lines, unless it is ``glued`` to what follows."""
    size = size or style.body
    lines = wrap(text, face, size, style.inner)
    pieces = [Piece(leading(size), (Text(style.left, size * PT, line, size, face),), glued=glued) for line in lines]
    return (*pieces, Piece(GAP, glued=glued))


def whole(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same pieces, together on one page."""
    return (*(replace(piece, glued=True) for piece in pieces[:-1]), *pieces[-1:])


def heading(style: Style, text: str) -> Piece:
    """Over a table, and never without its first row."""
    size = style.body
    return Piece(leading(size) + GAP, (Text(style.left, size * PT + 0.5, text, size, "bold"),), glued=True)


def facts(style: Style, text: str, indent: float = 0.0) -> tuple[Piece, ...]:
    """Lines of ``caption<tab>fact``, a colon column between; a long fact goes on below itself."""
    size, left = style.body, style.left + indent
    pairs = [line.partition("\t")[::2] for line in text.split("\n")]
    colon = left + max(text_width(caption, "regular", size) for caption, _ in pairs) + 2
    pieces: list[Piece] = []
    for caption, value in pairs:
        lines = wrap(value, "regular", size, style.right - colon - 2.5)
        items: list[Item] = [Text(left, size * PT, caption, size), Text(colon, size * PT, ":", size)]
        items += [Text(colon + 2.5, size * PT + i * leading(size), line, size) for i, line in enumerate(lines)]
        pieces.append(Piece(len(lines) * leading(size) + 0.4, tuple(items)))
    return (*pieces, gap(GAP))


def table(
    style: Style, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, low: float = 0.0, bold_last: bool = False
) -> tuple[Piece, ...]:
    """A ruled table whose head is repeated on each page; ``low`` is the least height of a row."""
    edges = _edges(style, columns)
    head = _head(style, columns, edges)
    pieces: list[Piece] = []
    for at, row in enumerate(rows):
        pieces += _row(style, columns, edges, row, head, low=low, bold=bold_last and at == len(rows) - 1)
    return (*pieces, gap())


def _edges(style: Style, columns: Sequence[Column]) -> tuple[float, ...]:
    free = style.inner - sum(column.width for column in columns)
    shares = sum(column.share for column in columns) or 1.0
    edges = [style.left]
    for column in columns:
        edges.append(edges[-1] + (column.width or free * column.share / shares))
    return tuple(edges)


def _head(style: Style, columns: Sequence[Column], edges: Sequence[float]) -> Piece:
    """Titles, and below them the numbers of the columns as the forms have them."""
    size, fine = style.small, style.fine
    wrapped = [
        wrap(column.title, "bold", size, right - left - 1.6)
        for column, left, right in zip(columns, edges[:-1], edges[1:], strict=True)
    ]
    lines = max(len(one) for one in wrapped)
    titles = lines * leading(size) + 2 * _PAD
    height = titles + leading(fine) + 0.8
    items: list[Item] = [Fill(edges[0], 0, edges[-1] - edges[0], titles, 0.93)]
    for number, (one, left, right) in enumerate(zip(wrapped, edges[:-1], edges[1:], strict=True), 1):
        middle = (left + right) / 2
        top = (titles - len(one) * leading(size)) / 2
        for i, line in enumerate(one):
            items.append(Text(middle, top + i * leading(size) + size * PT, line, size, "bold", "center"))
        items.append(Text(middle, titles + fine * PT + 0.5, str(number), fine, "regular", "center"))
    items += [Rule(edges[0], y, edges[-1], y, 0.6) for y in (0.0, titles, height)]
    items += [Rule(x, 0, x, height, 0.5) for x in edges]
    return Piece(height, tuple(items))


def _row(
    style: Style, columns: Sequence[Column], edges: Sequence[float], row: Sequence[str], head: Piece, *,
    low: float, bold: bool,
) -> Iterator[Piece]:  # fmt: skip
    size, step = style.small, leading(style.small)
    cells = [
        wrap(text, "bold" if bold else column.face, size, right - left - 2 * _PAD)
        for text, column, left, right in zip(row, columns, edges[:-1], edges[1:], strict=True)
    ]
    count = max(len(cell) for cell in cells)
    for start in range(0, count, _TOGETHER):
        last = start + _TOGETHER >= count
        lines = min(count - start, _TOGETHER)
        above = _PAD if not start else _CUT
        height = max(above + lines * step + (_PAD if last else _CUT), low if last and not start else 0.0)
        items: list[Item] = [Rule(x, 0, x, height, 0.4) for x in edges]
        items += [Rule(edges[0], height, edges[-1], height, 0.4)] if last else []
        for column, cell, left, right in zip(columns, cells, edges[:-1], edges[1:], strict=True):
            face: Face = "bold" if bold else column.face
            for i, line in enumerate(cell[start : start + _TOGETHER]):
                y = above + i * step + size * PT
                items.append(Text(_x(column.align, left, right), y, line, size, face, column.align))
        yield Piece(height, tuple(items), head)


def _x(align: Align, left: float, right: float) -> float:
    return {"left": left + _PAD, "right": right - _PAD, "center": (left + right) / 2}[align]


def signing_pieces(style: Style, signing: Signing) -> tuple[Piece, ...]:
    """Boxes to sign in: each row stays whole, and all of them together where one page holds them."""
    pieces = []
    for number, row in enumerate(signing.rows, 1):
        one = Signing((row,), signing.box)
        items = tuple(signatures(one, style, 0.0))
        pieces.append(Piece(one.height(style) + 0.6, items, glued=number < len(signing.rows)))
    return tuple(pieces)


def paginate(pieces: Sequence[Piece], first: float, further: float) -> tuple[tuple[Piece, ...], ...]:
    """Pages of pieces, heads of tables put in where a table begins and where it goes on."""
    pages: list[list[Piece]] = [[]]
    room = first
    head: Piece | None = None
    for group in _groups(pieces, further):
        laid = _with_heads(group, head)
        need = sum(piece.height for piece in laid)
        if pages[-1] and need > room + _TINY:
            pages.append([])
            room, head = further, None
            laid = _with_heads(group, None)
            if not laid[0].items and len(laid) == 1:
                continue  # white at the end of a page is none at the top of the next
            need = sum(piece.height for piece in laid)
        pages[-1] += laid
        room -= need
        head = group[-1].head
    return tuple(tuple(page) for page in pages if page) or ((),)


def _groups(pieces: Sequence[Piece], most: float) -> Iterator[tuple[Piece, ...]]:
    """What stays together; more than a page holds cannot."""
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.glued:
            whole = sum(one.height for one in group) <= most
            yield from (tuple(group),) if whole else ((one,) for one in group)
            group = []
    if group:
        yield tuple(group)


def _with_heads(group: Sequence[Piece], head: Piece | None) -> tuple[Piece, ...]:
    laid: list[Piece] = []
    for piece in group:
        if piece.head is not None and piece.head is not head:
            laid.append(piece.head)
        laid.append(piece)
        head = piece.head
    return tuple(laid)
