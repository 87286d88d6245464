"""The sheets of a document of the meeting: frame as D.HASIL's, upright or across, and the flow of its pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sirekap_desktop.forms.page_code import PageCode
from sirekap_desktop.reports import frame
from sirekap_desktop.reports.captions import Captions
from sirekap_desktop.reports.content import Identity, readable_time
from sirekap_desktop.reports.endmatter import sign_rows
from sirekap_desktop.reports.fonts import text_width, wrap
from sirekap_desktop.reports.items import Item, Picture, Qr, Rule, Sheet, Text, Watermark
from sirekap_desktop.reports.measures import GAP, QUIET, Signing, leading
from sirekap_desktop.reports.meeting import Meeting, SignBox, head_line, ppk_boxes, saksi_boxes
from sirekap_desktop.reports.options import Paper, ReportOptions
from sirekap_desktop.reports.rapat.captions import RapatCaptions
from sirekap_desktop.reports.rapat.flow import Piece, moved, paginate, signing_pieces
from sirekap_desktop.reports.style import PT, STYLES, Style

#: Margin, title, body, small, fine, side of the QR: running text is larger than figures in a wide table.
_SIZES: dict[Paper, tuple[float, float, float, float, float, float]] = {
    "A3": (18, 13, 11.5, 10.5, 8, 22),
    "A4": (13, 10.5, 9.2, 8.4, 6.4, 17),
    "F4": (13, 10.5, 9.2, 8.4, 6.4, 17),
}
#: Between the facts of the footer.
_DOT = "  ·  "
#: Widest part of the page that the model's name beside the QR may take.
_MODEL = 0.38
_SIGN_HEIGHT = {"A3": 30.0, "A4": 23.0, "F4": 23.0}


def doc_style(paper: Paper, *, landscape: bool) -> Style:
    """Measures of a document of running text."""
    base = STYLES[paper]
    margin, title, body, small, fine, qr = _SIZES[paper]
    size = (base.width, base.height) if landscape else (base.height, base.width)
    return replace(
        base, width=size[0], height=size[1], margin=margin, title=title, body=body, small=small, fine=fine, qr=qr
    )


@dataclass(frozen=True)
class Doc:
    """One document: whose it is, in which words, on which paper."""

    key: str
    meeting: Meeting
    words: RapatCaptions
    captions: Captions
    style: Style
    options: ReportOptions
    identity: Identity
    sign_scale: float = 1.0
    """Lower boxes to sign in, where that saves a page."""

    def text(self, name: str, **values: object) -> str:
        """A caption of the meeting's documents."""
        return self.words.text(name, **values)

    @property
    def states(self) -> tuple[str, ...]:
        """What keeps the pages from being a result: names of captions."""
        snapshot = self.meeting.snapshot
        draft = ("draft",) if self.key in self.words.draft and not snapshot.locked else ()
        return (*draft, *(("simulation",) if snapshot.simulation else ()))

    @property
    def title(self) -> tuple[str, ...]:
        snapshot, name = self.meeting.snapshot, f"{self.key}_title"
        text = self.text(name, pemilihan=snapshot.pemilihan_title, tahun=snapshot.year)
        return wrap(text, "bold", self.style.title, self.style.inner)

    @property
    def footer(self) -> tuple[str, ...]:
        snapshot, captions = self.meeting.snapshot, self.captions
        parts = (
            captions.text("document", dokumen=self.identity.document_id),
            captions.text("revision", revisi=snapshot.revision),
            captions.text("taken", waktu=readable_time(snapshot.taken_at)),
            *(captions.text(f"{state}_banner") for state in self.states),
        )
        lines = [_DOT.join(parts), captions.text("sha256", sha256=self.identity.sha256)]
        if "draft" not in self.states and self.key in self.words.draft:
            lines.append(head_line(self.meeting, captions))
        return tuple(part for line in lines if line for part in _parted(line, self.style.fine, self._foot_width))

    @property
    def _foot_width(self) -> float:
        """Left of the page's number."""
        page = text_width(self.captions.text("page", halaman=999, jumlah=999), "bold", self.style.fine)
        return self.style.inner - page - GAP


def _parted(line: str, size: float, width: float) -> Iterator[str]:
    """A line of the footer, cut between its facts where it is too long: no number goes on in the next line."""
    shown = ""
    for part in line.split(_DOT):
        longer = f"{shown}{_DOT}{part}" if shown else part
        if shown and text_width(longer, "regular", size) > width:
            yield shown
            longer = part
        shown = longer
    yield shown


def sign(doc: Doc, *, saksi: bool = True) -> tuple[Piece, ...]:
    """Boxes of all PPK members, and of the saksi: who refuses with the reason."""
    meeting, captions = doc.meeting, doc.captions
    people = saksi_boxes(meeting, captions, meeting.snapshot.contestants) if saksi else ()
    titles = (
        captions.text("signatures_ppk", kecamatan=meeting.snapshot.kecamatan.name),
        captions.text("signatures_saksi"),
    )
    return boxes(doc, titles, (ppk_boxes(meeting, captions), people))


def boxes(
    doc: Doc, titles: tuple[str, str], people: tuple[tuple[SignBox, ...], tuple[SignBox, ...]]
) -> tuple[Piece, ...]:
    """Rows of boxes below each other."""
    rows = sign_rows(titles, people, doc.style, doc.style.slot_min)
    return signing_pieces(doc.style, Signing(rows, _SIGN_HEIGHT[doc.options.paper] * doc.sign_scale))


def sheets(doc: Doc, pieces: Sequence[Piece], bookmark: str = "") -> tuple[Sheet, ...]:
    """The pieces on as many pages as they need."""
    room = doc.style.height - 2 * doc.style.margin - _footer_height(doc)
    pages = paginate(pieces, room - _header_height(doc, opening=True), room - _header_height(doc, opening=False))
    return tuple(_sheet(doc, page, number, len(pages), bookmark) for number, page in enumerate(pages, 1))


def _sheet(doc: Doc, page: Sequence[Piece], number: int, count: int, bookmark: str) -> Sheet:
    items: list[Item] = list(_header(doc, number, count))
    y = doc.style.margin + _header_height(doc, opening=number == 1)
    for piece in page:
        items.extend(moved(piece.items, y))
        y += piece.height
    if page and page[-1].head is not None:  # a row that goes on overleaf: the table is closed all the same
        items.append(Rule(doc.style.left, y, doc.style.right, y, 0.4))
    words = doc.captions.text("page", halaman=number, jumlah=count)
    items.extend(frame.footer_items(doc.style, doc.footer, words))
    return Sheet(doc.style.width, doc.style.height, bookmark if number == 1 else "", tuple(items))


def _footer_height(doc: Doc) -> float:
    return len(doc.footer) * leading(doc.style.fine) + 2.4


def _names(doc: Doc) -> list[tuple[str, str]]:
    place, captions = doc.meeting.snapshot.kecamatan, doc.captions
    names = (("provinsi", place.provinsi), ("kabupaten", place.kabupaten), ("kecamatan", place.name))
    return [(captions.text(name), value) for name, value in names]


def _model(doc: Doc) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """Left edge of the model box, its lines, and the bars below it."""
    style = doc.style
    bars = tuple(doc.captions.text(f"{state}_banner") for state in doc.states)
    lines = wrap(doc.text(f"{doc.key}_model"), "bold", style.body, style.inner * _MODEL - 4)
    width = max(text_width(text, "bold", style.body) for text in (*lines, *bars)) + 4
    return style.right - style.qr * (1 + 2 * QUIET) - width, lines, bars


def _top_height(doc: Doc) -> float:
    style = doc.style
    _, lines, bars = _model(doc)
    box = style.body * PT + 2.6
    model = box + (len(lines) - 1) * leading(style.body) + len(bars) * (box + 0.9)
    names = len(_names(doc)) * leading(style.body) * 1.12
    return max(style.qr + 1.5, model, names) + GAP


def _header_height(doc: Doc, *, opening: bool) -> float:
    style = doc.style
    title = len(doc.title) * leading(style.title) + 2 * GAP if opening else leading(style.small) + GAP
    return _top_height(doc) + title


def _header(doc: Doc, number: int, count: int) -> Iterator[Item]:
    style, captions = doc.style, doc.captions
    yield Watermark(tuple(captions.text(state) for state in doc.states))
    left, lines, bars = _model(doc)
    start = style.left
    if doc.options.logo is not None:
        yield Picture(start, style.margin, style.qr)
        start += style.qr + 2
    yield from frame.names_items(style, _names(doc), start, left - 2)
    draft = "draft" in doc.states
    code = PageCode(doc.identity.document_id, doc.key, number, count, doc.identity.sha256, draft=draft)
    yield Qr(style.right - style.qr, style.margin, style.qr, code.text)
    yield from frame.model_items(style, left, lines, bars)
    yield from _title(doc, opening=number == 1)


def _title(doc: Doc, *, opening: bool) -> Iterator[Text]:
    style, middle = doc.style, doc.style.width / 2
    top = style.margin + _top_height(doc)
    if not opening:
        text = f"{doc.title[0]} {doc.text('continued')}"
        yield Text(middle, top + style.small * PT, text, style.small, "italic", "center")
        return
    for i, line in enumerate(doc.title):
        yield Text(middle, top + style.title * PT + i * leading(style.title), line, style.title, "bold", "center")
