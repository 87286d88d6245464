"""Under the table: legend of the marks, CATATAN, closing sentence, boxes to sign in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sirekap_desktop.reports.endmatter import (
    NOTE_GAP,
    NOTE_INDENT,
    closing_lines,
    note_width,
    notes_height,
    sentence_height,
)
from sirekap_desktop.reports.fonts import Face, shortened, text_width, wrap
from sirekap_desktop.reports.grid import Span
from sirekap_desktop.reports.items import Item, Rule, Text
from sirekap_desktop.reports.measures import GAP, PagePlan, SheetPlan, Signing, leading
from sirekap_desktop.reports.meeting import SignBox
from sirekap_desktop.reports.style import PT, Style


def paragraph(part: SheetPlan, lines: Sequence[str], top: float) -> Iterator[Text]:
    """Running text over the whole width."""
    size = part.style.body
    for i, line in enumerate(lines):
        yield Text(part.style.left, top + i * leading(size) + size * PT, line, size)


def legend(part: SheetPlan, top: float) -> Iterator[Text]:
    """What the marks of this table mean."""
    size = part.style.fine
    for i, line in enumerate(part.legend):
        yield Text(part.style.left, top + 1.2 + i * leading(size) + size * PT * 0.9, line, size)


def ending(plan: PagePlan, top: float) -> Iterator[Item]:
    """Notes, closing and signatures that stand on this page."""
    part = plan.part
    yield from _notes(plan, top)
    top += notes_height(part, plan.notes)
    lines = closing_lines(part) if plan.closing else ()
    yield from paragraph(part, lines, top + GAP)
    if plan.signed:
        bottom = part.style.height - part.style.margin - part.footer_height
        end = part.options.signatures == "end"
        after = top + (sentence_height(part) if lines else 0)
        yield from _signatures(part, after if end else bottom - part.signature_height() + GAP)


def _notes(plan: PagePlan, top: float) -> Iterator[Text]:
    if plan.notes is None:
        return
    part, size = plan.part, plan.part.style.small
    title = part.captions.text("notes_continued" if plan.notes.continued else "notes_title")
    top += GAP
    yield Text(part.style.left, top + size * PT, title, size, "bold")
    for note in plan.notes.placed:
        x = part.style.left + note.column * (note_width(part) + NOTE_GAP)
        y = top + (note.line + 1) * leading(size) + size * PT + 0.6
        indent = NOTE_INDENT if part.table.level == "desa" else 0.0
        if note.mark:
            yield Text(x, y, note.mark, size, "bold")
        for i, line in enumerate(note.lines):
            yield Text(x + indent, y + i * leading(size), line, size)


def _signatures(part: SheetPlan, top: float) -> Iterator[Item]:
    yield from signatures(part.signatures, part.style, top)


def signatures(signing: Signing, style: Style, top: float) -> Iterator[Item]:
    """A box for each who signs; all boxes are equally wide."""
    rows, height = signing.rows, signing.box
    gap = GAP if len(rows[0]) > 1 else 0.0
    width = (style.inner - gap) / max(sum(len(boxes) for _, boxes in row) for row in rows)
    for row in rows:
        x = style.left
        head = leading(style.small) + 0.8
        free = 0.0
        for title, boxes in row:
            end = x + len(boxes) * width
            heading = _over(title, Span(x - free, end, top, top), x, style)
            yield heading
            free = max(0.0, end - heading.x - text_width(heading.text, "bold", style.small) / 2 - GAP)
            yield from _boxes(style, boxes, Span(x, end, top + head, top + head + height))
            x = end + gap
        top += height + head + 0.4


def _over(title: str, place: Span, left: float, style: Style) -> Text:
    """A title over its boxes, which begin at ``left``; a long one over few boxes ends with them and begins earlier."""
    text = shortened(title, "bold", style.small, place.right - place.left)
    y, half = place.top + style.small * PT, text_width(text, "bold", style.small) / 2
    return Text(min((left + place.right) / 2, place.right - half), y, text, style.small, "bold", "center")


def _short(name: str, size: float, width: float, most: int = 2, face: Face = "regular") -> tuple[str, ...]:
    """At most so many lines; what does not fit on the last is cut."""
    lines = wrap(name, face, size, width)
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), face, size, width))


def _boxes(style: Style, boxes: Sequence[SignBox], place: Span) -> Iterator[Item]:
    top, bottom = place.top, place.bottom
    width = (place.right - place.left) / len(boxes)
    for y in (top, bottom):
        yield Rule(place.left, y, place.right, y, 0.5)
    for i in range(len(boxes) + 1):
        yield Rule(place.left + i * width, top, place.left + i * width, bottom, 0.5)
    for i, box in enumerate(boxes):
        yield from _box(style, box, Span(place.left + i * width, place.left + (i + 1) * width, top, bottom))


def _box(style: Style, box: SignBox, place: Span) -> Iterator[Item]:
    """Caption, room to sign, name; the reason in that room for who does not sign."""
    size, x, width = style.fine, place.left, place.right - place.left
    signs = not (box.absent or box.refusal)
    below = place.bottom - (2.8 if signs else 1.0)
    others = bool(box.name) + bool(box.refusal)
    room = int((below - place.top - 0.7) / leading(size)) - others
    caption = _short(box.caption, size, width - 2, min(2, max(1, room)))
    for i, line in enumerate(caption):
        yield Text(x + 1, place.top + size * PT + 0.7 + i * leading(size), line, size)
    if signs:
        yield Rule(x + 2.5, place.bottom - 2.2, x + width - 2.5, place.bottom - 2.2, 0.5, 0.35, dotted=True)
    if box.name:
        face: Face = "italic" if box.absent else "bold"
        yield Text(x + 1, below, shortened(box.name, face, size, width - 2), size, face)
    if box.refusal:
        head = place.top + 0.7 + len(caption) * leading(size)
        most = max(int((below - size * PT - head + 0.5) / leading(size)), 1)
        for i, line in enumerate(_short(box.refusal, size, width - 2, most, "italic")):
            yield Text(x + 1, head + size * PT + 0.3 + i * leading(size), line, size, "italic")
