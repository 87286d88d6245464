"""What is printed on each page: tag, corner marks, header, lines, labels, put together from named prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from sirekap_desktop.forms.expansion import Expansion
from sirekap_desktop.forms.model import Circle, Fill, FormPage, Label, Line, Rect, Tag
from sirekap_desktop.forms.moving import move_circle, move_fill, move_label, move_line, move_rect
from sirekap_desktop.forms.sheets import Sheet
from sirekap_desktop.forms.strict import Node
from sirekap_desktop.forms.templates import Words, fill, row_words
from sirekap_desktop.forms.wrapping import wrapped

_T = TypeVar("_T")
_NAMING = {"{p}": "p", "{partai}": "partai", "{name}": "name"}
"""Texts that are nothing but the number or the name of somebody: by them a page tells whose it is."""
_PRINT_KEYS = "repeat after when fills lines labels circles signatures header logo date_boxes"


@dataclass(slots=True)
class _Print:
    """What has been gathered for one sheet."""

    header: Rect | None = None
    header_fields: tuple[tuple[str, Rect], ...] = ()
    date_boxes: tuple[tuple[str, tuple[Rect, ...]], ...] = ()
    logo: Rect | None = None
    signatures: list[Rect] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    circles: list[Circle] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)


def read_pages(root: Node, expansion: Expansion) -> tuple[FormPage, ...]:
    """All sheets in order; each page names the prints it is made of, so that what pages share is written once."""
    marks = _corner_marks(root.at("corner_marks")) if root.has("corner_marks") else ()
    pages = {item.at("number").integer(): item for item in root.at("pages").items()}
    prints = root.at("prints")
    series = root.at("tag_series").integer() if root.has("tag_series") else 0
    return tuple(_page(pages[sheet.page], sheet, prints, marks, series, expansion) for sheet in expansion.sheets)


def _page(
    node: Node, sheet: Sheet, prints: Node, marks: tuple[tuple[Rect, ...], ...], series: int, expansion: Expansion
) -> FormPage:
    tag = _tag(node.at("tag"), sheet, series) if node.has("tag") else None
    words = {**expansion.words(sheet), **({"tag": str(tag.id)} if tag else {})}
    gathered = _Print()
    for name in node.at("prints").items():
        _add(gathered, prints.at(name.choice(*(key for key, _ in prints.entries()))), sheet, expansion, words)
    if gathered.header is None:
        node.at("prints").fail("tidak ada yang memuat header")
    return FormPage(
        number=sheet.number,
        tag=tag,
        corner_marks=marks,
        header=gathered.header,
        header_fields=gathered.header_fields,
        date_boxes=gathered.date_boxes,
        signatures=tuple(gathered.signatures),
        lines=tuple(gathered.lines),
        labels=tuple(gathered.labels),
        circles=tuple(gathered.circles),
        fills=tuple(gathered.fills),
        logo=gathered.logo,
        partai=sheet.partai.number if sheet.partai else None,
    )


def _add(to: _Print, node: Node, sheet: Sheet, expansion: Expansion, words: Words) -> None:
    node.only("", _PRINT_KEYS)
    copies = list(expansion.copies(node, sheet))
    if not copies:
        return
    fills, lines = list(_each(node, "fills", _fills)), list(_each(node, "lines", _lines))
    circles, signatures = list(_each(node, "circles", _circles)), list(_each(node, "signatures", _rect))
    for offset, who in copies:
        named = {**words, **row_words(who)} if who else words
        to.fills += [move_fill(item, offset) for item in fills]
        to.lines += [move_line(line, offset) for line in lines]
        to.labels += [move_label(label, offset) for item in _items(node, "labels") for label in _labels(item, named)]
        to.circles += [move_circle(circle, offset) for circle in circles]
        to.signatures += [move_rect(rect, offset) for rect in signatures]
    _add_single(to, node)


def _add_single(to: _Print, node: Node) -> None:
    """What a sheet has once at most."""
    if node.has("header"):
        _add_header(to, node.at("header").only("area fields"))
    if node.has("date_boxes"):
        to.date_boxes = tuple((name, _rects(item)) for name, item in node.at("date_boxes").entries())
    if node.has("logo"):
        to.logo = node.at("logo").rect()


def _add_header(to: _Print, node: Node) -> None:
    if to.header is not None:
        node.fail("halaman ini sudah memuat header lain")
    to.header = node.at("area").rect()
    to.header_fields = tuple((name, item.rect()) for name, item in node.at("fields").entries())


def _each(node: Node, key: str, read: Callable[[Node], Iterator[_T]]) -> Iterator[_T]:
    for item in _items(node, key):
        yield from read(item)


def _items(node: Node, key: str) -> list[Node]:
    return node.at(key).items() if node.has(key) else []


def _lines(node: Node) -> Iterator[Line]:
    """``{"width": 0.7, "grey": 0, "h": [[y, x1, x2], …], "v": [[x, y1, y2], …]}``; ``dash`` for dotted ones."""
    node.only("width", "grey dash h v")
    width = node.at("width").positive()
    grey = _grey(node)
    dash = node.at("dash").positive() if node.has("dash") else 0.0
    for y, x1, x2 in _triples(node, "h"):
        yield Line(x1, y, x2, y, width, grey, dash)
    for x, y1, y2 in _triples(node, "v"):
        yield Line(x, y1, x, y2, width, grey, dash)


def _triples(node: Node, key: str) -> Iterator[tuple[float, float, float]]:
    if node.has(key):
        for item in node.at(key).items():
            across, start, end = item.numbers(3)
            if end <= start:
                item.fail("akhir garis seharusnya sesudah awalnya")
            yield across, start, end


def _labels(node: Node, words: Words) -> Iterator[Label]:
    """``{"size": 4.8, "style": "bold", "align": "center", "texts": [[x, baseline y, "text", width], …]}``.

    With ``wrap`` (width, height) a long text, such as a name, is broken and made smaller to fit.
    """
    node.only("size texts", "style align grey rotation_deg wrap")
    style = node.at("style").choice("bold", "italic", "bold italic") if node.has("style") else ""
    align = node.at("align").choice("left", "center", "right") if node.has("align") else "left"
    size, grey = node.at("size").positive(), _grey(node)
    rotation = _quarter_turns(node.at("rotation_deg")) if node.has("rotation_deg") else 0
    room = node.at("wrap").numbers(2) if node.has("wrap") else None
    for item in node.at("texts").items():
        x, y, template, width = _text(item)
        text, names = fill(template, words), _NAMING.get(template, "")
        if text.strip():
            label = Label(x, y, text, size, "bold" in style, "italic" in style, align, grey, width, rotation, names)
            yield from wrapped(label, *room) if room else (label,)


def _text(item: Node) -> tuple[float, float, str, float]:
    parts = item.items()
    if len(parts) not in {3, 4}:
        item.fail("seharusnya [x, y, teks] atau [x, y, teks, lebar]")
    return parts[0].number(), parts[1].number(), parts[2].text(), parts[3].positive() if len(parts) == 4 else 0.0


def _quarter_turns(node: Node) -> int:
    turn = node.integer()
    if turn not in {0, 90, 180, 270}:
        node.fail("seharusnya 0, 90, 180 atau 270")
    return turn


def _circles(node: Node) -> Iterator[Circle]:
    """``{"diameter": 8, "width": 0.5, "filled": false, "centers": [[x, y], …]}``."""
    node.only("diameter centers", "width filled")
    diameter = node.at("diameter").positive()
    width = node.at("width").positive() if node.has("width") else 0.5
    filled = node.has("filled") and node.at("filled").flag()
    for item in node.at("centers").items():
        x, y = item.numbers(2)
        yield Circle(x, y, diameter, width, filled)


def _fills(node: Node) -> Iterator[Fill]:
    """``{"grey": 0.4, "areas": [[x, y, width, height], …]}``."""
    node.only("areas", "grey")
    for item in node.at("areas").items():
        yield Fill(item.rect(), _grey(node))


def _grey(node: Node) -> float:
    return node.at("grey").share() if node.has("grey") else 0.0


def _rect(node: Node) -> Iterator[Rect]:
    yield node.rect()


def _rects(node: Node) -> tuple[Rect, ...]:
    return tuple(item.rect() for item in node.items())


def _corner_marks(node: Node) -> tuple[tuple[Rect, ...], ...]:
    corners = tuple(_rects(item) for item in node.items())
    if len(corners) != 4:
        node.fail("seharusnya empat sudut: kiri atas, kanan atas, kanan bawah, kiri bawah")
    return corners


def _tag(node: Node, sheet: Sheet, series: int) -> Tag:
    """The printed id counts on with the pages; on the pages of a party it does not tell which party it is.

    ``series`` is added: forms of one pattern differ in it.
    """
    node.only("family id rect rotation_deg")
    rotation = _quarter_turns(node.at("rotation_deg"))
    further = sheet.copy if sheet.partai else sheet.number - sheet.page
    tag_id = series + node.at("id").integer() + further
    return Tag(node.at("family").text(), tag_id, node.at("rect").rect(), rotation)
