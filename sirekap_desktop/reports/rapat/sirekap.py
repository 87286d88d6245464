"""The report of where Sirekap differs: recorded figures beside published ones, for meeting and kabupaten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.audit import canonical
from sirekap_desktop.reports.content import readable_time
from sirekap_desktop.reports.rapat.flow import Column, Piece, gap, heading, paragraph, table
from sirekap_desktop.reports.rapat.parts import column, number_column
from sirekap_desktop.reports.rapat.sheet import Doc

_SHOWN_TPS = 400
"""TPS that are named in a list; of more only the count is printed (the workbook names all)."""

_SHOWN_FILES = 40


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A recorded figure for which Sirekap has another."""

    tps: str
    place: str
    """``SAMBABO TPS 002``"""
    field: str
    number: str
    """``IV.2``, ``I.B.1 L``"""
    label: str
    recorded: int | None
    """``None``: empty on the paper."""
    sirekap: int

    @property
    def difference(self) -> int:
        """Sirekap minus recorded; what is empty on the paper counts as 0."""
        return self.sirekap - (self.recorded or 0)


@dataclass(frozen=True, slots=True)
class SumLine:
    """A sum that does not hold among Sirekap's own figures."""

    tps: str
    place: str
    field: str
    formula: str
    """``V.C = V.A + V.B``"""
    numbers: str
    """``165 ≠ 160 + 8``"""
    difference: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file that Sirekap's figures came from."""

    name: str
    sha256: str
    at: str
    who: str
    records: int
    """Newest records of TPS that come from it."""


@dataclass(frozen=True, slots=True)
class SirekapReport:
    """One ballot beside Sirekap, at one moment."""

    dapil: str
    at: str
    """When the newest figures of Sirekap came."""
    tps: int
    fields: int
    """Figures that could be compared."""
    lines: tuple[DifferenceLine, ...]
    sums: tuple[SumLine, ...]
    absent: tuple[tuple[str, str], ...]
    """Code and name of TPS that Sirekap has no figure of."""
    foreign: tuple[str, ...]
    """Codes of TPS that only Sirekap has."""
    waiting: int
    """TPS whose own figures are not all recorded: what Sirekap says of those fields is not told yet."""
    sources: tuple[Source, ...]

    def canonical(self) -> bytes:
        """What the QR's hash is made of."""
        return canonical(asdict(self)).encode()

    @property
    def differing_tps(self) -> int:
        return len({line.tps for line in self.lines})


def perbandingan(doc: Doc, report: SirekapReport) -> Iterator[Piece]:
    """Differences first, then Sirekap's own broken sums, TPS on one side only, and the files it all came from."""
    yield from paragraph(doc.style, _opening(doc, report))
    if report.waiting:
        yield from paragraph(doc.style, doc.text("sirekap_waiting", tps=format_count(report.waiting)))
    yield from _differences(doc, report)
    yield from _sums(doc, report)
    yield from _one_sided(doc, report)
    yield from _sources(doc, report)


def _opening(doc: Doc, report: SirekapReport) -> str:
    return doc.text(
        "sirekap_opening",
        kecamatan=doc.meeting.snapshot.kecamatan.name,
        isian=format_count(report.fields),
        tps=format_count(report.tps),
        beda=format_count(len(report.lines)),
        tps_beda=format_count(report.differing_tps),
    )


def _differences(doc: Doc, report: SirekapReport) -> Iterator[Piece]:
    yield heading(doc.style, doc.text("sirekap_a"))
    columns = (
        number_column(doc), column(doc, "place", 40), column(doc, "field", 70),
        _right(doc, "recorded"), _right(doc, "sirekap"), _right(doc, "difference"),
    )  # fmt: skip
    rows = [
        (line.place, f"{line.number} {line.label}", _figure(doc, line.recorded), format_count(line.sirekap),
         signed(line.difference))
        for line in report.lines
    ]  # fmt: skip
    yield from _numbered(doc, columns, rows)


def _sums(doc: Doc, report: SirekapReport) -> Iterator[Piece]:
    yield heading(doc.style, doc.text("sirekap_b"))
    columns = (number_column(doc), column(doc, "place", 40), column(doc, "sum", 60), column(doc, "figures", 60))
    rows = [(line.place, line.formula, line.numbers) for line in report.sums]
    yield from _numbered(doc, columns, rows)


def _one_sided(doc: Doc, report: SirekapReport) -> Iterator[Piece]:
    """The TPS by name, running on: one line each would fill pages."""
    for name, found in (("sirekap_c", [place for _, place in report.absent]), ("sirekap_d", list(report.foreign))):
        yield heading(doc.style, doc.text(name))
        more = len(found) - _SHOWN_TPS
        said = ", ".join(found[:_SHOWN_TPS]) or doc.text("nil")
        yield from paragraph(doc.style, f"{said} …(+{format_count(more)})" if more > 0 else said)


def _sources(doc: Doc, report: SirekapReport) -> Iterator[Piece]:
    yield heading(doc.style, doc.text("sirekap_e"))
    columns = (
        number_column(doc), column(doc, "source", 50), column(doc, "imported", 34), column(doc, "by", 26),
        column(doc, "sha256", 74),
    )  # fmt: skip
    rows = [(one.name, readable_time(one.at), one.who, one.sha256) for one in report.sources[:_SHOWN_FILES]]
    yield from _numbered(doc, columns, rows)
    if (more := len(report.sources) - _SHOWN_FILES) > 0:
        yield from paragraph(doc.style, doc.text("sirekap_more", berkas=format_count(more)))
    yield gap()


def _numbered(doc: Doc, columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> tuple[Piece, ...]:
    numbered = [(f"{number}.", *row) for number, row in enumerate(rows, 1)]
    return table(doc.style, columns, numbered or [("", doc.text("nil"), *[""] * (len(columns) - 2))])


def _right(doc: Doc, name: str) -> Column:
    return Column(doc.text(f"col_{name}"), 20, align="right")


def _figure(doc: Doc, value: int | None) -> str:
    return doc.text("empty") if value is None else format_count(value)


def signed(difference: int) -> str:
    """``+100``, ``−3``."""
    return f"{'+' if difference > 0 else '−' if difference < 0 else ''}{format_count(abs(difference))}"
