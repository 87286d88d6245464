"""Where the figures of a kabupaten's recap come from: marked columns, CATATAN, and the table behind the signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.penerimaan.recap import Recap, RecapSource, sources_of
from sirekap_desktop.models.recap import RecapColumn, RecapTable
from sirekap_desktop.reports.captions import Captions
from sirekap_desktop.reports.content import Note, readable_time
from sirekap_desktop.reports.measures import SheetPlan
from sirekap_desktop.reports.rapat.flow import Column, Piece, gap, heading, paginate, paragraph, table

#: Captions of the table's columns, and their share of the width; NO. and the figures have a width of their own.
_COLUMNS = (
    ("asal_kecamatan", 29), ("asal_keadaan", 17), ("asal_revisi", 10), ("asal_tps", 17), ("asal_dokumen", 39),
    ("asal_diterima", 27), ("asal_paket", 66), ("asal_kunci", 30),
)  # fmt: skip


def heads(captions: Captions) -> tuple[str, ...]:
    """Titles of the columns, the number's first."""
    return (captions.text("no"), *(captions.text(name) for name, _ in _COLUMNS))


def rows(recap: Recap, captions: Captions) -> Iterator[tuple[str, ...]]:
    """A line per kecamatan: what is there of it, and which package says so, signed by whom."""
    for number, (source, column) in enumerate(zip(sources_of(recap), recap.top.columns, strict=True), 1):
        yield (f"{number}.", f"{source.code} {source.name}", captions.text(f"state_{source.state}"),
               *_received(source, column, captions))  # fmt: skip


def _received(source: RecapSource, column: RecapColumn, captions: Captions) -> tuple[str, ...]:
    counts = {"lengkap": format_count(column.tps_complete), "jumlah": format_count(column.tps_total)}
    tps = captions.text("tps_of", **counts)
    if source.state == "belum":
        return ("–", tps, "–", "–", "–", "–")
    signer = captions.text("asal_dicabut", kunci=source.signer) if source.revoked else source.signer
    received = readable_time(source.received_at)
    return (str(source.revision), tps, source.document_id, received, source.package_sha256, signer)


def marked(recap: Recap, shown: RecapTable, captions: Captions) -> RecapTable:
    """The kabupaten's table with *(draf)* or *(belum)* in the heads of columns that are not final."""
    if not sources_of(recap) or shown is not recap.top:
        return shown
    titles = (_title(*pair, captions) for pair in zip(sources_of(recap), shown.columns, strict=True))
    columns = tuple(replace(column, title=title) for column, title in zip(shown.columns, titles, strict=True))
    return replace(shown, columns=columns)


def _title(source: RecapSource, column: RecapColumn, captions: Captions) -> str:
    if source.state == "final":
        return column.title
    return captions.text(f"column_{source.state}", nama=column.title)


def notes(recap: Recap, captions: Captions) -> tuple[Note, ...]:
    """Which kecamatan are missing, and which may still change."""
    texts = (_note(sources_of(recap), state, captions) for state in ("belum", "draf"))
    return tuple(Note("", text) for text in texts if text)


def _note(sources: Sequence[RecapSource], state: str, captions: Captions) -> str:
    names = [source.name for source in sources if source.state == state]
    if not names:
        return ""
    return captions.text(f"note_{state}", jumlah=format_count(len(names)), kecamatan=", ".join(names))


def pages(part: SheetPlan) -> tuple[tuple[Piece, ...], ...]:
    """The table of :func:`rows` on pages of its own; none for a recap whose figures were recorded in its workspace."""
    if not sources_of(part.snapshot):
        return ()
    style, captions = part.style, part.captions
    columns = [Column(captions.text(name), share=share) for name, share in _COLUMNS]
    number = Column(captions.text("no"), width=style.no_width, align="center")
    pieces = (
        heading(style, captions.text("asal_title")),
        *paragraph(style, captions.text("asal_words"), size=style.small),
        gap(1),
        *table(style, [number, *columns], list(rows(part.snapshot, captions))),
    )
    room = style.height - 2 * style.margin - part.header_height - part.footer_height
    return paginate(pieces, room, room)
