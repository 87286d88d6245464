"""The store of a kabupaten of 30 kecamatan with 30 TPS each, two elections, two revisions: on SQLite and PostgreSQL.

Minutes: run it by name, ``python -m benchmarks kabupaten``. Figures only; receiving files is measured by the tests of
thirty kecamatan. Beside each server: a bare insert of the same figures into one table of SQLite.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from benchmarks import _table
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.jobs.penerimaan.opening import store_address
from sirekap_desktop.models.office import EnrolledKey
from sirekap_desktop.models.penerimaan.address import StoreAddress
from sirekap_desktop.models.penerimaan.ballots import BallotBody
from sirekap_desktop.models.penerimaan.records import Claim, NewFigure, NewPackage, NewPaper, NewRecap
from sirekap_desktop.models.penerimaan.store import Penerimaan
from sirekap_desktop.models.recap_query import rows
from sirekap_desktop.samples.demo_elections import DemoElection, demo_elections
from sirekap_desktop.samples.kecamatan import drawn_kecamatan
from sirekap_desktop.samples.ulumanda import DemoKecamatan
from sirekap_desktop.samples.votes import invented_values
from tests import servers
from tests.penerimaan import OFFICE

KECAMATAN, DESA, TPS = 30, 3, 10
CHANGED = 5
"""TPS of each kecamatan that the second revision changes."""
ELECTIONS = ("ppwp", "pdprdk")


def main() -> int:
    elections = [one for one in demo_elections("pemilu-2024") if one.form.pemilihan in ELECTIONS]
    demos = [drawn_kecamatan(f"7605{number:02d}", desa=DESA, tps=TPS) for number in range(1, KECAMATAN + 1)]
    started = time.perf_counter()
    packages = [_package(demo, elections) for demo in demos]
    figures = sum(len(paper.figures) for one in packages for recap in one.recaps for paper in recap.papers)
    print(f"  {KECAMATAN} kecamatan, {KECAMATAN * DESA * TPS} TPS, {figures} figures, invented in {_since(started)}")
    with ExitStack() as stack:
        found = [(name, *_measure(address, packages)) for name, address in _addresses(stack)]
    found.append(("bare insert", _timed(lambda: _bare(packages)), *[""] * 4))
    _table.show(("store", "take 30", "second revision", "status", "recap DPRD", "differences"), found)
    return 0


def _addresses(stack: ExitStack) -> Iterator[tuple[str, StoreAddress]]:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    yield "SQLite", store_address(str(Path(folder, "toko")))
    try:
        server = stack.enter_context(servers.postgres())
    except servers.MissingError as missing:
        print(f"  {missing}")
        return
    url = stack.enter_context(servers.own_schema(server, "ukur"))
    yield "PostgreSQL", store_address(url, servers.PASSWORD)


def _measure(address: StoreAddress, packages: list[NewPackage]) -> Iterator[str]:
    with Penerimaan.open(address, who="ukur", office=OFFICE) as store:
        store.enrol([_key(one) for one in packages])
        yield _timed(lambda: [store.take(one, "ukur") for one in packages])
        second = [_second(one) for one in packages]
        yield _timed(lambda: [store.take(one, "ukur") for one in second])
        yield _timed(store.kecamatan)
        yield _timed(lambda: store.recap("pdprdk", second[0].recaps[-1].dapil))
        yield _timed(lambda: store.differences(second[0].claim.kecamatan))


def _since(started: float) -> str:
    return f"{time.perf_counter() - started:.2f} s"


def _timed(work: Callable[[], object]) -> str:
    started = time.perf_counter()
    work()
    return _since(started)


def _bare(packages: list[NewPackage]) -> None:
    """What writing the figures costs at the least."""
    with tempfile.TemporaryDirectory() as folder, sqlite3.connect(Path(folder, "a.db")) as line:
        line.execute("CREATE TABLE figure (paper TEXT, field TEXT, value INTEGER, PRIMARY KEY (paper, field))")
        for one in packages:
            with line:
                line.executemany("INSERT INTO figure VALUES (?, ?, ?)", _plain(one))
    line.close()


def _plain(package: NewPackage) -> Iterator[tuple[str, str, int | None]]:
    for recap in package.recaps:
        for paper in recap.papers:
            mark = hashlib.sha256(f"{recap.pemilihan}{paper.tps}".encode()).hexdigest()
            yield from ((mark, figure.field, figure.value) for figure in paper.figures)


# --- invented packages ------------------------------------------------------------------------------------------------


def _key(package: NewPackage) -> EnrolledKey:
    claim = package.claim
    return EnrolledKey(claim.kecamatan, claim.name, claim.signer, claim.machine, "laptop", "w", "", "")


def _package(demo: DemoKecamatan, elections: list[DemoElection]) -> NewPackage:
    recaps = tuple(_recap(demo, one) for one in elections)
    claim = Claim(
        sha256=_hash(f"{demo.code} 1"), kecamatan=demo.code, name=demo.name, kabupaten=demo.kabupaten,
        provinsi=demo.provinsi, simulation=True, signer=_hash(demo.code), fingerprint="", machine=demo.code,
        program="ukur", made_at="2024-02-20T10:00:00+08:00", revision=1,
        ballots=tuple((one.pemilihan, one.dapil, one.form, 1, True) for one in recaps), contents=(("data", 1),), size=1,
    )  # fmt: skip
    return NewPackage(claim, recaps, (), head_seq=1000, head_hash=_hash(demo.code))


def _recap(demo: DemoKecamatan, election: DemoElection) -> NewRecap:
    form = election.form
    body = BallotBody(
        form.pemilihan, form.pemilihan_title, form.id, form.version, form.year, (), (), rows(form), election.dapil, ()
    )
    papers = tuple(_paper(form, tps.code, number) for number, tps in enumerate(demo.tps))
    return NewRecap(
        form.pemilihan, election.dapil, form.id, f"{demo.code}-{form.pemilihan}", _hash(form.id + demo.code), 1,
        locked=True, body=body.text(), fields=body.fields, parts=(demo.code,), papers=papers,
    )  # fmt: skip


def _paper(form: FormDefinition, tps: str, seed: int) -> NewPaper:
    values = invented_values(form, seed=seed, taste=int(tps[:6]))
    figures = tuple(NewFigure(field.name, values[field.name], "typed", "") for field in form.fields)
    return NewPaper(tps, f"DESA TPS {tps[-3:]}", complete=True, figures=figures)


def _second(package: NewPackage) -> NewPackage:
    """The next revision: a few TPS corrected."""
    claim = package.claim
    recaps = tuple(replace(one, revision=2, papers=_corrected(one.papers)) for one in package.recaps)
    ballots = tuple((*one[:3], 2, True) for one in claim.ballots)
    newer = replace(claim, sha256=_hash(f"{claim.kecamatan} 2"), revision=2, ballots=ballots)
    return replace(package, claim=newer, recaps=recaps, head_seq=2000)


def _corrected(papers: tuple[NewPaper, ...]) -> tuple[NewPaper, ...]:
    return tuple(replace(one, figures=_changed(one.figures)) for one in papers[:CHANGED]) + papers[CHANGED:]


def _changed(figures: tuple[NewFigure, ...]) -> tuple[NewFigure, ...]:
    return (replace(figures[0], value=(figures[0].value or 0) + 1, how="corrected", reason="dibetulkan"), *figures[1:])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
