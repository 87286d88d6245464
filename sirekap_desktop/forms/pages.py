"""What is printed on each page: tag, corner marks, header, lines, labels, put together from named prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from sirekap_desktop.forms.expansion import Expansion, move_circle, move_fill, move_label, move_line, move_rect
from sirekap_desktop.forms.model import Circle, Fill, FormPage, Label, Line, Rect, Tag
from sirekap_desktop.forms.strict import Node

_T = TypeVar("_T")
_PRINT_KEYS = "repeat fills lines labels circles signatures header logo date_boxes"


@dataclass(slots=True)
class _Sheet:
    """What has been gathered for one page."""

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
    """All pages in order; each names the prints it is made of, so that what pages share is written once."""
    marks = _corner_marks(root.at("corner_marks")) if root.has("corner_marks") else ()
    prints = root.at("prints")
    pages = tuple(_page(node, prints, marks, expansion) for node in root.at("pages").items())
    numbers = [page.number for page in pages]
    if not numbers or numbers[0] < 1 or any(b <= a for a, b in pairwise(numbers)):
        root.at("pages").fail("halaman seharusnya bernomor 1, 2, 3 … berurutan; yang tidak diketahui boleh dilompati")
    return pages


def _page(node: Node, prints: Node, marks: tuple[tuple[Rect, ...], ...], expansion: Expansion) -> FormPage:
    node.only("number prints", "tag")
    sheet = _Sheet()
    for name in node.at("prints").items():
        _add(sheet, prints.at(name.choice(*(key for key, _ in prints.entries()))), expansion)
    if sheet.header is None:
        node.at("prints").fail("tidak ada yang memuat header")
    return FormPage(
        number=node.at("number").integer(),
        tag=_tag(node.at("tag")) if node.has("tag") else None,
        corner_marks=marks,
        header=sheet.header,
        header_fields=sheet.header_fields,
        date_boxes=sheet.date_boxes,
        signatures=tuple(sheet.signatures),
        lines=tuple(sheet.lines),
        labels=tuple(sheet.labels),
        circles=tuple(sheet.circles),
        fills=tuple(sheet.fills),
        logo=sheet.logo,
    )


def _add(sheet: _Sheet, node: Node, expansion: Expansion) -> None:
    node.only("", _PRINT_KEYS)
    for offset, contestant in expansion.copies(node.at("repeat") if node.has("repeat") else None):
        sheet.fills += [move_fill(fill, offset) for fill in _each(node, "fills", _fills)]
        sheet.lines += [move_line(line, offset) for line in _each(node, "lines", _lines)]
        sheet.labels += [move_label(label, offset, contestant) for label in _each(node, "labels", _labels)]
        sheet.circles += [move_circle(circle, offset) for circle in _each(node, "circles", _circles)]
        sheet.signatures += [move_rect(rect, offset) for rect in _each(node, "signatures", _rect)]
    if node.has("header"):
        _add_header(sheet, node.at("header").only("area fields"))
    if node.has("date_boxes"):
        sheet.date_boxes = tuple((name, _rects(item)) for name, item in node.at("date_boxes").entries())
    if node.has("logo"):
        sheet.logo = node.at("logo").rect()


def _add_header(sheet: _Sheet, node: Node) -> None:
    if sheet.header is not None:
        node.fail("halaman ini sudah memuat header lain")
    sheet.header = node.at("area").rect()
    sheet.header_fields = tuple((name, item.rect()) for name, item in node.at("fields").entries())


def _each(node: Node, key: str, read: Callable[[Node], Iterator[_T]]) -> Iterator[_T]:
    if node.has(key):
        for item in node.at(key).items():
            yield from read(item)


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


def _labels(node: Node) -> Iterator[Label]:
    """``{"size": 4, "style": "bold", "align": "center", "texts": [[x, baseline y, "text", width], …]}``."""
    node.only("size texts", "style align grey rotation_deg")
    style = node.at("style").choice("bold", "italic", "bold italic") if node.has("style") else ""
    align = node.at("align").choice("left", "center", "right") if node.has("align") else "left"
    size, grey = node.at("size").positive(), _grey(node)
    rotation = _quarter_turns(node.at("rotation_deg")) if node.has("rotation_deg") else 0
    for item in node.at("texts").items():
        parts = item.items()
        if len(parts) not in {3, 4}:
            item.fail("seharusnya [x, y, teks] atau [x, y, teks, lebar]")
        x, y, text = parts[0].number(), parts[1].number(), parts[2].text()
        width = parts[3].positive() if len(parts) == 4 else 0.0
        yield Label(x, y, text, size, "bold" in style, "italic" in style, align, grey, width, rotation)


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
    grey = node.at("grey").number() if node.has("grey") else 0.0
    if not 0 <= grey < 1:
        node.at("grey").fail("seharusnya dari 0 (hitam) sampai kurang dari 1 (putih)")
    return grey


def _rect(node: Node) -> Iterator[Rect]:
    yield node.rect()


def _rects(node: Node) -> tuple[Rect, ...]:
    return tuple(item.rect() for item in node.items())


def _corner_marks(node: Node) -> tuple[tuple[Rect, ...], ...]:
    corners = tuple(_rects(item) for item in node.items())
    if len(corners) != 4:
        node.fail("seharusnya empat sudut: kiri atas, kanan atas, kanan bawah, kiri bawah")
    return corners


def _tag(node: Node) -> Tag:
    node.only("family id rect rotation_deg")
    rotation = _quarter_turns(node.at("rotation_deg"))
    return Tag(node.at("family").text(), node.at("id").integer(), node.at("rect").rect(), rotation)
