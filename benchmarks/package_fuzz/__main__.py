"""Run the fuzz: ``python -m benchmarks.package_fuzz --count 50000``; case 17 again: ``--only 17 --write FOLDER``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.fuzz.running import run_all
from benchmarks.package_fuzz.cases import make
from benchmarks.package_fuzz.worker import PACKAGES, Watch, outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many packages")
    parser.add_argument("--first", type=int, default=0, help="number of the first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--only", type=int, help="this case alone, in this process")
    parser.add_argument("--write", type=Path, help="with --only: keep its files in this folder")
    arguments = parser.parse_args()
    if arguments.only is not None:
        return _one(make(arguments.seed, arguments.only), arguments.write)
    print(
        f"seed {arguments.seed}; at most {PACKAGES.most_seconds:.0f} s of CPU and {PACKAGES.most_mb} MB for each case"
    )
    indices = range(arguments.first, arguments.first + arguments.count)
    return run_all(indices, arguments.seed, arguments.workers, PACKAGES)


def _one(case, keep: Path | None) -> int:  # noqa: ANN001
    if keep:
        case.put(keep)
    with tempfile.TemporaryDirectory() as folder:
        print(outcome(case, Path(folder), Watch()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
