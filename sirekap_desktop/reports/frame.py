"""The frame of a page: names of the region, title, model box, QR, state banners, footer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sirekap_desktop.forms.page_code import PageCode
from sirekap_desktop.reports.fonts import shortened, text_width
from sirekap_desktop.reports.items import Fill, Item, Picture, Qr, Rule, Text, Watermark
from sirekap_desktop.reports.measures import (
    QUIET,
    PagePlan,
    SheetPlan,
    leading,
    model_left,
    model_lines,
    region,
    states,
)
from sirekap_desktop.reports.style import PT, Style


def bookmark(part: SheetPlan) -> str:
    """Outline entry of the sheet."""
    return f"{part.captions.text(part.table.level)} {part.table.name}"


def payload(plan: PagePlan) -> str:
    """What the QR says (:mod:`forms.page_code`)."""
    part, identity = plan.part, plan.part.identity
    draft = not part.snapshot.locked
    code = PageCode(identity.document_id, part.table.code, plan.number, plan.count, identity.sha256, draft=draft)
    return code.text


def header(plan: PagePlan) -> Iterator[Item]:
    """Top of every page."""
    part = plan.part
    yield Watermark(states(part.snapshot, part.captions, "draft", "simulation"))
    yield from _region(part)
    yield from _title(plan)
    style = part.style
    yield Qr(style.right - style.qr, style.margin, style.qr, payload(plan))
    yield from _model(part)


def _region(part: SheetPlan) -> Iterator[Item]:
    """Logo, then the names that the certificate is about, a colon column between."""
    style, left = part.style, part.style.left
    if part.options.logo is not None:
        yield Picture(left, style.margin, style.qr)
        left += style.qr + 2
    names = [(part.captions.text(name), value) for name, value in region(part.snapshot, part.table)]
    yield from names_items(style, names, left, style.left + style.side)


def names_items(style: Style, names: Sequence[tuple[str, str]], left: float, end: float) -> Iterator[Text]:
    """Captions and names below each other at the top of a page, a colon column between."""
    colon = left + max(text_width(caption, "regular", style.body) for caption, _ in names) + 1.5
    for i, (caption, value) in enumerate(names):
        y = style.margin + style.body * PT + i * leading(style.body) * 1.12
        yield Text(left, y, caption, style.body)
        yield Text(colon, y, ":", style.body)
        yield Text(colon + 2, y, shortened(value, "bold", style.body, end - colon - 2), style.body, "bold")


def _title(plan: PagePlan) -> Iterator[Text]:
    part = plan.part
    size, middle = part.style.title, part.style.width / 2
    for i, line in enumerate(part.title):
        y = part.style.margin + size * PT + i * leading(size)
        yield Text(middle, y, line, size, "bold", "center")
    if not plan.opening:
        y = part.style.margin + part.style.small * PT + len(part.title) * leading(size)
        yield Text(middle, y, part.captions.text("continued"), part.style.small, "italic", "center")


def _model(part: SheetPlan) -> Iterator[Item]:
    """The framed model name, and below it in solid bars what keeps this page from being a result."""
    name, *bars = model_lines(part.snapshot, part.captions)
    yield from model_items(part.style, model_left(part.snapshot, part.captions, part.style), (name,), bars)


def model_items(style: Style, left: float, name: Sequence[str], bars: Sequence[str]) -> Iterator[Item]:
    """The model's name in a frame beside the QR, and solid bars below it."""
    top, width = style.margin, style.right - style.qr * (1 + 2 * QUIET) - left
    height = style.body * PT + 2.6
    whole = height + (len(name) - 1) * leading(style.body)
    yield from _frame(left, top, width, whole)
    for i, line in enumerate(name):
        y = top + height / 2 + 0.357 * style.body * PT + i * leading(style.body)
        yield Text(left + width / 2, y, line, style.body, "bold", "center")
    top += whole - height
    for bar in bars:
        top += height + 0.9
        yield Fill(left, top, width, height - 0.8, 0.12)
        y = top + (height - 0.8) / 2 + 0.357 * style.body * PT
        yield Text(left + width / 2, y, bar, style.body, "bold", "center", 1.0)


def _frame(left: float, top: float, width: float, height: float) -> Iterator[Rule]:
    right, bottom = left + width, top + height
    yield Rule(left, top, right, top, 0.9)
    yield Rule(left, bottom, right, bottom, 0.9)
    yield Rule(left, top, left, bottom, 0.9)
    yield Rule(right, top, right, bottom, 0.9)


def footer(part: SheetPlan, page: int, pages: int) -> Iterator[Item]:
    """Bottom of every page: which document, which state of it, which page."""
    yield from footer_items(part.style, part.footer, part.captions.text("page", halaman=page, jumlah=pages))


def footer_items(style: Style, lines: Sequence[str], page: str) -> Iterator[Item]:
    """Lines at the bottom, and the page's number at their right."""
    top = style.height - style.margin - len(lines) * leading(style.fine)
    yield Rule(style.left, top - 0.6, style.right, top - 0.6, 0.4, 0.5)
    for i, line in enumerate(lines):
        yield Text(style.left, top + i * leading(style.fine) + style.fine * PT, line, style.fine)
    y = top + style.fine * PT
    yield Text(style.right, y, page, style.fine, "bold", "right")
