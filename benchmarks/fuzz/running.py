"""Sends cases to processes, watches their time, and adds up what became of them."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from multiprocessing.connection import Connection, wait

from benchmarks._table import show
from benchmarks.fuzz.outcome import Outcome, Trade

_HUNG_SECONDS = 30.0
"""On the wall: a process that waits for ever takes no processor time."""
_MAKING_SECONDS = 60.0
FAULTS = ("wrong", "wrote", "speechless", "raised", "slow", "hung", "died")
_CONTEXT = multiprocessing.get_context("spawn")


class _Worker:
    """A process with at most one case in hand."""

    def __init__(self, seed: int, trade: Trade) -> None:
        self._seed, self._trade = seed, trade
        self.index: int | None = None
        self._start()

    def _start(self) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=self._trade.work, args=(theirs, self._seed), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, index: int) -> None:
        self.index = index
        self.pipe.send(index)
        self._until = time.monotonic() + _MAKING_SECONDS

    def taken(self) -> Outcome | None:
        """What came through the pipe; None when the file has only been made."""
        outcome: Outcome | None = self.pipe.recv()
        if outcome is None:
            self._until = time.monotonic() + _HUNG_SECONDS
        elif outcome.cpu_seconds > self._trade.most_seconds:
            return replace(outcome, result="slow")
        return outcome

    @property
    def overdue(self) -> bool:
        return self.index is not None and time.monotonic() > self._until

    def replaced(self, result: str) -> Outcome:
        """Put a fresh process in the place of one that hangs or has died."""
        index = self.index if self.index is not None else -1
        self.end()
        said = f"exit status {self._process.exitcode}"
        self._start()
        return Outcome(index, "?", "?", result, said, _HUNG_SECONDS, 0.0, 0.0)

    def end(self) -> None:
        self.pipe.close()
        self._process.kill()
        self._process.join()


def outcomes(indices: Iterable[int], seed: int, workers: int, trade: Trade) -> Iterator[Outcome]:
    """What became of each case, in the order in which they end."""
    left = iter(indices)
    idle = [_Worker(seed, trade) for _ in range(workers)]
    busy: dict[Connection, _Worker] = {}
    while True:
        while idle and (index := next(left, None)) is not None:
            worker = idle.pop()
            worker.give(index)
            busy[worker.pipe] = worker
        if not busy:
            break
        ready = wait(list(busy), timeout=0.5)
        for pipe, worker in list(busy.items()):
            outcome = _looked_after(worker, pipe in ready)
            if outcome is not None:
                del busy[pipe]
                idle.append(worker)
                yield outcome
    for worker in idle:
        worker.end()


def _looked_after(worker: _Worker, is_ready: bool) -> Outcome | None:
    if is_ready:
        try:
            return worker.taken()
        except EOFError:
            return worker.replaced("died")
    return worker.replaced("hung") if worker.overdue else None


def run_all(indices: Iterable[int], seed: int, workers: int, trade: Trade) -> int:
    """Try all cases and print the table; 1 if anything happened that must not. Ctrl+C ends it with what is done."""
    started = time.monotonic()
    done: list[Outcome] = []
    try:
        for outcome in outcomes(indices, seed, workers, trade):
            done.append(outcome)
            _tell(outcome, trade)
            if len(done) % 2000 == 0:
                print(f"  {len(done)} files, {time.monotonic() - started:.0f} s", flush=True)
    except KeyboardInterrupt:
        last = max((item.index for item in done), default=None)
        print(f"  stopped after {len(done)} files, the last of them case {last}")
    return _report(done, trade)


def _tell(outcome: Outcome, trade: Trade) -> None:
    """Say at once what must not be."""
    if outcome.result in FAULTS or outcome.megabytes > trade.most_mb:
        what = f"{outcome.result}, {outcome.seconds:.1f} s, {outcome.megabytes:.0f} MB: {outcome.said}"
        print(f"case {outcome.index} ({outcome.kind}; {outcome.container}): {what}", flush=True)


def _report(done: list[Outcome], trade: Trade) -> int:
    kinds = sorted({outcome.kind for outcome in done})
    rows = [_row(kind, [outcome for outcome in done if outcome.kind == kind], trade) for kind in kinds]
    head = ("kind", "files", trade.passes, "refused", "faults", "slowest CPU s", "peak MB")
    show(head, [*rows, _row("all", done, trade)])
    heavy = sum(outcome.megabytes > trade.most_mb for outcome in done)
    faults = Counter(outcome.result for outcome in done if outcome.result in FAULTS)
    took, cpu = sum(item.seconds for item in done), sum(item.cpu_seconds for item in done)
    heavily = f"over {trade.most_mb} MB: {heavy}"
    print(f"  faults: {dict(faults) or 'none'}; {heavily}; it took {took:.0f} s, {cpu:.0f} s of CPU")
    said = Counter(outcome.said.split(".")[0] for outcome in done if outcome.result == "refused")
    for sentence, count in said.most_common(30):
        print(f"  {count:6d}  {sentence}")
    return 1 if faults or heavy else 0


def _row(kind: str, group: list[Outcome], trade: Trade) -> tuple[object, ...]:
    count = Counter(outcome.result for outcome in group)
    faults = sum(count[name] for name in FAULTS)
    slowest = max((outcome.cpu_seconds for outcome in group), default=0.0)
    peak = max((outcome.megabytes for outcome in group), default=0.0)
    return kind, len(group), count[trade.passes], count["refused"], faults, f"{slowest:.1f}", f"{peak:.0f}"
