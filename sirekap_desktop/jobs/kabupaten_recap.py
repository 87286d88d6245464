"""Writes the recap of a kabupaten into a folder: D.HASIL as PDF, the workbook, CSV with its dictionary."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from sirekap_desktop.exchange import kabupaten_csv
from sirekap_desktop.exchange.package import save, writing
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.penerimaan.recap import KabupatenRecap
from sirekap_desktop.reports.captions import captions_of
from sirekap_desktop.reports.documents import kabupaten_certificate, kabupaten_workbook
from sirekap_desktop.reports.options import ReportOptions


class RecapFile(StrEnum):
    """What can be written."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


def recap_files(
    recap: KabupatenRecap, kinds: Collection[RecapFile] = tuple(RecapFile), options: ReportOptions | None = None
) -> Iterator[tuple[str, bytes]]:
    """Names and contents, each made when it is asked for; same recap, same bytes.

    Raises:
        ValueError: totals of the recap are not the sums of their parts.
        UserError: captions or logo file cannot be used.
    """
    if RecapFile.PDF in kinds:
        document = kabupaten_certificate(recap, options)
        yield document.name, document.bytes
    if RecapFile.XLSX in kinds:
        document = kabupaten_workbook(recap)
        yield document.name, document.bytes
    if RecapFile.CSV in kinds:
        base = f"rekap-{recap.kabupaten.code}-{recap.name}"
        yield f"{base}-kecamatan.csv", kabupaten_csv.kecamatan_csv(recap)
        yield (
            f"{base}-kamus.csv",
            kabupaten_csv.dictionary(recap, captions_of(recap).text("model").removeprefix("MODEL ")),
        )


def write_recap(
    recaps: Iterable[KabupatenRecap],
    out: Path,
    kinds: Collection[RecapFile] = tuple(RecapFile),
    options: ReportOptions | None = None,
    *,
    progress: Callable[[Path], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Path]:
    """Write the files of each recap into ``out``; a file of the same name is replaced as a whole.

    Raises:
        UserError: ``disk.full``, ``disk.read_only``, ``documents.cancelled``; files written before stay.
    """
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for recap in recaps:
        for name, data in recap_files(recap, kinds, options):
            if cancelled and cancelled():
                raise UserError("Penulisan dokumen dibatalkan.", code="documents.cancelled")
            written.append(save(out / name, data))
            if progress:
                progress(written[-1])
    return written
