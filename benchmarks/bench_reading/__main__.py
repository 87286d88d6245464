"""``python -m benchmarks.bench_reading``: draw, photograph, read, compare.

    python -m benchmarks.bench_reading                      # the daily size: 60 TPS
    python -m benchmarks.bench_reading --tps 150 --keep FOLDER
    python -m benchmarks.bench_reading --full               # 3,000 TPS, 9,000 photos and more, tuning seeds
    python -m benchmarks.bench_reading --final              # the same size, settings kept for the final run
    python -m benchmarks.bench_reading --final --stage photos   # only draw and photograph; read later

Photos and readings stay in ``build/bench-reading``; both stages go on where they were stopped. Readings are made anew
when engine, forms or models have changed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.bench_reading import crops, generate, keeping, measure, plots, tables
from benchmarks.bench_reading.outcomes import Results, load_results
from benchmarks.bench_reading.run import on_all_cores

ROOT = Path(__file__).resolve().parents[2]


def _main_checkout() -> Path:
    """The checkout whose build folder is used: that of the main worktree."""
    pointer = ROOT / ".git"
    if not pointer.is_file():
        return ROOT
    return Path(pointer.read_text(encoding="utf-8").partition(":")[2].strip()).parents[2]


DAILY, FULL = 60, 3000
NEGATIVES_PER_TPS = 0.2
DOCS = ROOT / "docs" / "reading.md"
HOME = _main_checkout()
"""Of several worktrees: what is built is shared."""
BEGIN, END = "<!-- bench-reading -->", "<!-- /bench-reading -->"
_WRONG_LABELS = ROOT / "tools" / "digit_suspects.csv"
"""Crops whose label is surely wrong: numbers written with them are left out of the tables."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything of this run lies."""

    settings: generate.Settings
    tps: int
    negatives: int
    shared: Path
    cache: Path
    folds: Path
    workers: int
    engine: str
    """What reads: ``measure.engine_key`` at the start of the run."""

    @property
    def photos(self) -> Path:
        return self.cache / self.settings.key

    @property
    def readings(self) -> Path:
        return self.photos / "readings" / self.engine

    def pairs(self) -> list[tuple[str, int]]:
        tps = [("tps", number) for number in range(self.tps)]
        return tps + [("negative", number) for number in range(self.negatives)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the stages that are asked for; 0, or 2 without the shared data."""
    options = _options(arguments)
    # The processes are the parallelism: a library that starts threads of its own would only slow them down.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    plan = _plan(options)
    if not (plan.shared / "digits" / "c-hasil-2024").is_dir():
        print("bench-reading needs the shared data folder beside the checkout (real digit crops, published figures)")
        return 2
    if options.stage in {"all", "photos"}:
        draw(plan)
    if options.stage in {"all", "read"}:
        read(plan)
    if options.stage != "photos":
        report(plan, options)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tps", type=int, help=f"how many TPS ({DAILY})")
    parser.add_argument("--full", action="store_true", help=f"{FULL} TPS")
    parser.add_argument("--final", action="store_true", help="settings and seeds kept for the final run")
    parser.add_argument("--stage", choices=("all", "photos", "read", "report"), default="all")
    parser.add_argument("--seed", type=int, help="other photos than usual")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--cache", type=Path, default=HOME / "build" / "bench-reading")
    parser.add_argument("--folds", type=Path, default=HOME / "build" / "folds", help="a digit model per fold")
    parser.add_argument("--keep", type=Path, help="contact sheets of wrong and doubtful numbers; never with --final")
    parser.add_argument("--write-docs", action="store_true", help="put tables and plots into docs/reading.md")
    options = parser.parse_args(arguments)
    if options.final and options.keep:
        parser.error("--keep is for tuning: nobody looks at failures of the final run")
    return options


def _plan(options: argparse.Namespace) -> Plan:
    draw_name = "final" if options.final else "tuning"
    tps = options.tps or (FULL if options.full or options.final else DAILY)
    return Plan(
        settings=generate.Settings(draw_name, options.seed or generate.SEEDS[draw_name]),
        tps=tps,
        negatives=round(tps * NEGATIVES_PER_TPS),
        shared=Path(os.environ.get("SIREKAP_SHARED", ROOT.parent / "shared")),
        cache=options.cache,
        folds=options.folds,
        workers=options.workers,
        engine=measure.engine_key(options.folds),
    )


def draw(plan: Plan) -> None:
    """First stage."""
    inks = crops.prepare_inks(plan.shared, plan.cache, plan.workers)
    todo = [generate.Job(plan.settings, kind, number, plan.shared, inks, plan.photos) for kind, number in plan.pairs()]
    on_all_cores("photos", generate.generate, [job for job in todo if not job.done], plan.workers)


def read(plan: Plan) -> None:
    """Second stage."""
    readings = plan.readings
    jobs = [
        measure.Job(plan.photos / f"{kind}-{number:05d}", readings / f"{kind}-{number:05d}.json", plan.folds)
        for kind, number in plan.pairs()
    ]
    todo = [job for job in jobs if (job.source / "truth.json").exists() and not job.target.exists()]
    on_all_cores("read", measure.measure, todo, plan.workers)


def report(plan: Plan, options: argparse.Namespace) -> None:
    """Tables on the screen, results as JSON, and what else is asked for."""
    results = load_results(plan.photos, plan.readings, plan.tps, plan.negatives, crops.wrong_labels(_WRONG_LABELS))
    if not results.fields:
        print("nothing has been read yet")
        return
    found = tables.all_tables(results)
    text = "\n".join(table.markdown() for table in found)
    print(text)
    _save(plan, results, found)
    if options.keep:
        keeping.keep(options.keep, plan.photos, plan.readings, results)
    if options.write_docs:
        # Before the plots are written: they make the checkout differ from its revision.
        command = _command(options, plan)
        drawn = plots.write(results, DOCS.parent / "reading")
        pictures = "\n".join(f"![{path.stem}](reading/{path.name})" for path in drawn)
        write_docs(DOCS, f"{command}\n\n{text}\n{pictures}")


def _command(options: argparse.Namespace, plan: Plan) -> str:
    size = "--final" if options.final else "--full" if options.full else f"--tps {plan.tps}"
    day = time.strftime("%Y-%m-%d", time.gmtime())
    return (
        f"`python -m benchmarks.bench_reading {size}`, {day}, photos `{plan.settings.key}`, revision `{_revision()}`."
    )


def _revision() -> str:
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()


def _save(plan: Plan, results: Results, found: Sequence[tables.Table]) -> None:
    silent = [
        {
            "tps": item.tps,
            "file": item.file,
            "field": item.name,
            "truth": item.value,
            "crops": item.crops,
            **item.read,
            "slip": item.deviation,
        }
        for item in results.fields
        if item.silent_error
    ]
    wrong = [{"tps": item.tps, "file": item.file, "as": item.wrong} for item in results.photos if item.wrong]
    data = {
        "photos": plan.settings.key,
        "engine": plan.engine,
        "revision": _revision(),
        "tps": plan.tps,
        "tables": [asdict(table) for table in found],
        "silent_errors": silent,
        "wrong_accepted": wrong,
    }
    target = plan.readings / f"results-{plan.tps}.json"
    target.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"results: {target}")


def write_docs(page: Path, text: str) -> None:
    """Put the text between the markers of a page.

    Raises:
        ValueError: the page has no markers.
    """
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page.name} has no markers {BEGIN} … {END}")
    page.write_text(f"{before}{BEGIN}\n\n{text.strip()}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
