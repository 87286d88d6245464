"""D.HASIL as PDF: the certificate of the kecamatan and the sheet of each desa; the certificate of a kabupaten."""

from __future__ import annotations

from collections.abc import Iterator

from sirekap_desktop.models.penerimaan.recap import KabupatenRecap, Recap
from sirekap_desktop.models.recap import RecapTable
from sirekap_desktop.reports import asal
from sirekap_desktop.reports.captions import Captions, captions_of
from sirekap_desktop.reports.compose import compose
from sirekap_desktop.reports.content import Identity, check_sums, identify, printed
from sirekap_desktop.reports.items import Sheet
from sirekap_desktop.reports.measures import PagePlan
from sirekap_desktop.reports.meeting import Meeting
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.reports.painter import Metadata, paint
from sirekap_desktop.reports.plan import plan_pages, plan_sheet


def build(
    snapshot: Recap,
    options: ReportOptions | None = None,
    table: str = "all",
    identity: Identity | None = None,
    meeting: Meeting | None = None,
) -> bytes:
    """The PDF of ``table``: ``"all"``, ``"kecamatan"`` or the code of a desa; of a kabupaten ``"kabupaten"``.

    The same snapshots and options give the same bytes; without ``meeting`` day, place and names stay open.
    ``identity`` saves computing the hash for each of many documents.

    Raises:
        KeyError: the snapshot has no such desa.
        ValueError: totals of the snapshot are not the sums of their parts.
        UserError: captions or logo file cannot be used.
    """
    options = options or ReportOptions()
    if identity is None:
        check_sums(snapshot)
        identity = identify(snapshot)
    pages = plan(snapshot, options, table, identity, meeting)
    return paint(_composed(pages), _metadata(snapshot, identity, table), options.logo)


def plan(
    snapshot: Recap,
    options: ReportOptions,
    table: str = "all",
    identity: Identity | None = None,
    meeting: Meeting | None = None,
) -> tuple[PagePlan, ...]:
    """Every page of the document, measured but not yet drawn: what stands where, and how many there are."""
    captions = captions_of(snapshot)
    identity = identity or identify(snapshot)
    shown = (printed(asal.marked(snapshot, one, captions), snapshot.hints) for one in tables(snapshot, table))
    sheets = (plan_sheet(snapshot, identity, one, options, captions, meeting) for one in shown)
    return tuple(page for sheet in sheets for page in plan_pages(sheet))


def tables(snapshot: Recap, table: str) -> tuple[RecapTable, ...]:
    """The tables that ``table`` asks for; raises KeyError as :func:`build`."""
    if table == snapshot.level:
        return (snapshot.top,)
    if isinstance(snapshot, KabupatenRecap):  # how a kecamatan came to its sums is its own document
        raise KeyError(table)
    if table == "all":
        return (snapshot.top, *snapshot.parts)
    return ({one.code: one for one in snapshot.parts}[table],)


def _composed(pages: tuple[PagePlan, ...]) -> Iterator[Sheet]:
    for number, page in enumerate(pages, 1):
        yield compose(page, number, len(pages))


def _metadata(snapshot: Recap, identity: Identity, table: str) -> Metadata:
    captions = captions_of(snapshot)
    return Metadata(
        title=title(snapshot, captions, table),
        author=captions.text("author", **{snapshot.level: snapshot.top.name}),
        subject=identity.document_id,
        keywords=f"sha256:{identity.sha256}",
        language=captions.language,
    )


def title(snapshot: Recap, captions: Captions, table: str) -> str:
    """What the document of ``table`` (also ``"xlsx"``) is called for people."""
    name = snapshot.top.name
    if snapshot.dapil:
        name = captions.text("name_dapil", nama=name, dapil=snapshot.dapil)
    if table in ("all", snapshot.level, "xlsx"):
        return captions.text(f"document_{table}", nama=name)
    return captions.text("document_desa", nama=name, desa=tables(snapshot, table)[0].name)
