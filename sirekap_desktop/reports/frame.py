"""The frame of a page: names of the region, title, model box, QR, state banners, footer."""

from __future__ import annotations

from collections.abc import Iterator

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
from sirekap_desktop.reports.style import PT


def bookmark(part: SheetPlan) -> str:
    """Outline entry of the sheet."""
    name = part.table.name
    return f"{part.captions.text('desa' if part.table.level == 'desa' else 'kecamatan')} {name}"


def payload(part: SheetPlan, page: int, pages: int) -> str:
    """What the QR says: document id, sheet, page/pages and the SHA-256 of the canonical snapshot."""
    identity = part.identity
    return f"{identity.document_id} {part.table.code} {page}/{pages} sha256:{identity.sha256}"


def header(plan: PagePlan, page: int, pages: int) -> Iterator[Item]:
    """Top of every page."""
    part = plan.part
    yield Watermark(states(part.snapshot, part.captions, "draft", "simulation"))
    yield from _region(part)
    yield from _title(plan)
    style = part.style
    yield Qr(style.right - style.qr, style.margin, style.qr, payload(part, page, pages))
    yield from _model(part)


def _region(part: SheetPlan) -> Iterator[Item]:
    """Logo, then the names that the certificate is about, a colon column between."""
    style, left = part.style, part.style.left
    if part.options.logo is not None:
        yield Picture(left, style.margin, style.qr)
        left += style.qr + 2
    names = region(part.snapshot, part.table)
    captions = [part.captions.text(name) for name, _ in names]
    colon = left + max(text_width(caption, "regular", style.body) for caption in captions) + 1.5
    end = style.left + style.side
    for i, (caption, (_, value)) in enumerate(zip(captions, names, strict=True)):
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
    style = part.style
    name, *bars = model_lines(part.snapshot, part.captions)
    left, top = model_left(part.snapshot, part.captions, style), style.margin
    width = style.right - style.qr * (1 + 2 * QUIET) - left
    height = style.body * PT + 2.6
    yield from _frame(left, top, width, height)
    yield Text(left + width / 2, top + height / 2 + 0.357 * style.body * PT, name, style.body, "bold", "center")
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
    style, captions, lines = part.style, part.captions, part.footer
    top = style.height - style.margin - len(lines) * leading(style.fine)
    yield Rule(style.left, top - 0.6, style.right, top - 0.6, 0.4, 0.5)
    for i, line in enumerate(lines):
        yield Text(style.left, top + i * leading(style.fine) + style.fine * PT, line, style.fine)
    y = top + style.fine * PT
    yield Text(style.right, y, captions.text("page", halaman=page, jumlah=pages), style.fine, "bold", "right")
