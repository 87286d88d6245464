"""The index of the search: a script file, because a page opened from a folder may not fetch anything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sirekap_desktop.reports.site.facts import Site


def index_script(site: Site, tps: Mapping[str, Iterable[int]]) -> bytes:
    """All desa with the numbers of their TPS, in ranges, and the ballots that they vote with.

    JSON in ASCII: nothing in a name can end the script or mean anything else in it.
    """
    ballots = [[one.folder, one.title] for one in site.ballots]
    desa = [[item.code, item.name, ranges(tps.get(item.code, ())), _ballots_of(site, item.code)] for item in site.desa]
    data = json.dumps({"pemilihan": ballots, "desa": desa}, ensure_ascii=True, separators=(",", ":"))
    return f"window.SIREKAP_INDEKS={data};\n".encode("ascii")


def _ballots_of(site: Site, desa: str) -> list[int]:
    return [at for at, ballot in enumerate(site.ballots) if ballot.covers(desa)]


def ranges(numbers: Iterable[int]) -> str:
    """``1-12,901``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ",".join("-".join(map(str, run)) for run in runs)
