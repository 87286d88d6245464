"""All pages of a site, one after the other: memory holds one recap and one page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sirekap_desktop.forms.elections import kabko_of
from sirekap_desktop.models.recap import RecapTable
from sirekap_desktop.reports.captions import captions_of
from sirekap_desktop.reports.site.ballot_pages import BallotPages
from sirekap_desktop.reports.site.facts import Ballot, Download, Progress, Site
from sirekap_desktop.reports.site.render import ASSETS, asset, render
from sirekap_desktop.reports.site.search import index_script

INDEX_SCRIPT = "aset/indeks.js"
Page = tuple[str, bytes]
"""Name from the root of the site, and content."""


def ballot_pages(site: Site, ballot: Ballot) -> Iterator[Page]:
    """The pages of one ballot: kecamatan, each desa, each TPS."""
    yield from BallotPages(site, ballot, captions_of(ballot.snapshot)).pages()


def front_pages(
    site: Site,
    ballots: Sequence[Progress],
    tps: Mapping[str, Iterable[int]],
    package: tuple[Download, Download] | None = None,
) -> Iterator[Page]:
    """What stands in the root, and what the pages need.

    Args:
        site: what all pages say.
        ballots: of each ballot what was kept when its pages were made.
        tps: numbers of the TPS of each desa.
        package: manifest and signature of the package for the kabupaten, if there is one of this revision.
    """
    yield "index.html", render("depan.html", _common(site, ballots) | _front(site, ballots, tps))
    files = {"package": package[0] if package else None, "package_signature": package[1] if package else None}
    trail = (("Depan", "index.html"), ("Cara memeriksa", ""))
    yield (
        "verifikasi.html",
        render("verifikasi.html", _common(site, ballots) | files | {"title": "Cara memeriksa", "trail": trail}),
    )
    yield INDEX_SCRIPT, index_script(site, tps)
    for name in ASSETS:
        yield f"aset/{name}", asset(name)


def _common(site: Site, ballots: Sequence[Progress]) -> dict[str, object]:
    return {"site": site, "ballots": ballots, "root": "", "draft": _draft_words(ballots)}


def _draft_words(ballots: Sequence[Progress]) -> str:
    """Empty when every ballot is final."""
    open_ones = [one.name.title for one in ballots if not one.final]
    if not open_ones:
        return ""
    which = "Semua pemilihan" if len(open_ones) == len(ballots) else ", ".join(open_ones)
    return f"{which}: angka masih dapat berubah sampai kecamatan dikunci."


def _front(site: Site, ballots: Sequence[Progress], tps: Mapping[str, Iterable[int]]) -> dict[str, object]:
    numbers = {desa.code: sorted(tps.get(desa.code, ())) for desa in site.desa}
    named = next((desa for desa in site.desa if numbers[desa.code]), None)
    name = f"Kecamatan {site.kecamatan.name}"
    return {
        "title": f"Rekapitulasi {name}",
        "trail": ((name, ""),),
        "kabko": "Kota" if kabko_of(site.kecamatan.code) == "kota" else "Kabupaten",
        "example": f"{named.name.lower()} {numbers[named.code][0]}" if named else "",
        "ballots": ballots,
    }


def tps_numbers(tables: Iterable[RecapTable]) -> dict[str, tuple[int, ...]]:
    """Desa → numbers of its TPS, from the sheets of a recap."""
    return {table.code: tuple(int(column.code[-3:]) for column in table.columns) for table in tables}
