"""500 MB to real servers over a line that is cut at 20 random points: complete, equal, and how much was sent in all.

Minutes: run it by name, ``python -m benchmarks sending``. Photos of 0.2 to 4 MB, and one object of 60 MB.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import _table
from sirekap_desktop.exchange.stores import scan
from sirekap_desktop.exchange.transport.delivery import Place
from sirekap_desktop.exchange.transport.destination import Destination, open_store
from sirekap_desktop.exchange.transport.fetching import fetch
from sirekap_desktop.jobs.credentials import Credentials
from sirekap_desktop.jobs.outbox import Outbox
from sirekap_desktop.jobs.outbox_file import State
from tests import servers
from tests.parcels import parcel

SIZE = 500_000_000
CUTS = 20
LARGE = 60_000_000


class _Secret(Credentials):
    def get(self, destination: str) -> str | None:  # noqa: ARG002
        return servers.PASSWORD


@dataclass(frozen=True)
class Sending:
    road: str
    package: int
    sent: int
    cuts: int
    attempts: int
    seconds: float
    equal: bool


def _sizes(dice: random.Random) -> list[int]:
    sizes = [LARGE]
    while sum(sizes) < SIZE:
        sizes.append(min(dice.randrange(200_000, 4_000_000), SIZE - sum(sizes)))
    return sizes


def _destination(road: str, port: int, prefix: str) -> Destination:
    address = f"http://127.0.0.1:{port}"
    if road == "WebDAV":
        return Destination(prefix, prefix, "webdav", f"{address}/dav", user=servers.USER)
    return Destination(prefix, prefix, "s3", address, user=servers.USER, bucket=servers.BUCKET, prefix=prefix)


def _send(folder: Path, package: Path, destination: Destination) -> tuple[Outbox, int, float]:
    """Until it is there; the clock jumps over the pauses."""
    now = [datetime(2024, 2, 20, tzinfo=UTC)]
    folder.mkdir(exist_ok=True)
    outbox = Outbox(folder, _Secret("bench"), clock=lambda: now[0])
    outbox.keep_destination(destination)
    added = outbox.add(package, destination.id)
    attempts, started = 0, time.perf_counter()
    while outbox.parcels[0].state == State.WAITING:
        outbox.attempt(added.id)
        attempts += 1
        now[0] += outbox.pause() or timedelta(0)
    return outbox, attempts, time.perf_counter() - started


def _measure(road: str, server: servers.Server, package: Path, folder: Path, dice: random.Random) -> Sending:
    cuts = [dice.randrange(SIZE) for _ in range(CUTS)]
    with servers.CuttingLine(server.port, cuts) as line:
        outbox, attempts, seconds = _send(folder / f"{road}-cut", package, _destination(road, line.port, "cut"))
        store = open_store(outbox.destinations[0], servers.PASSWORD)
        fetch(store, Place(*outbox.parcels[0].place.split("/")), folder / f"{road}-got")
        store.close()
        sent, done = line.sent_up, line.cuts_done
    is_equal = _equal(folder / f"{road}-got", package)
    return Sending(road, package.stat().st_size, sent, done, attempts, seconds, is_equal)


def _equal(got: Path, package: Path) -> bool:
    left, right = (scan(path, int) for path in (got, package))
    return (
        not left.findings and left.manifest_bytes == right.manifest_bytes and left.places.keys() == right.places.keys()
    )


def _servers() -> list[tuple[str, AbstractContextManager[servers.Server]]]:
    return [("WebDAV", servers.apache()), ("S3", servers.seaweed())]


def run() -> None:
    """Print a line per road."""
    rows = []
    with tempfile.TemporaryDirectory() as temporary:
        folder, dice = Path(temporary), random.Random(20240214)
        package = folder / "p.zip"
        parcel(package, _sizes(dice), seed=9)
        for road, making in _servers():
            try:
                with making as server:
                    made = _measure(road, server, package, folder, dice)
            except servers.MissingError as missing:
                print(f"  {road}: {missing}")
                continue
            rows.append(
                (
                    made.road, f"{made.package / 1e6:.1f}", made.cuts, made.attempts, f"{made.sent / 1e6:.1f}",
                    f"{made.sent / made.package:.3f}", f"{made.seconds:.0f}", "yes" if made.equal else "NO",
                )
            )  # fmt: skip
    _table.show(("road", "package MB", "cuts", "tries", "sent MB", "sent/package", "seconds", "equal"), rows)


if __name__ == "__main__":
    run()
    sys.exit(0)
