"""Run the fuzz: ``python -m benchmarks.fuzz --count 20000``; case 17 again: ``--only 17 --write bad.jpg``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.fuzz.cases import make
from benchmarks.fuzz.running import run_all
from benchmarks.fuzz.worker import READING, judged
from sirekap_desktop.ocr import engine


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many files")
    parser.add_argument("--first", type=int, default=0, help="number of the first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--only", type=int, help="this case alone, in this process")
    parser.add_argument("--write", type=Path, help="with --only: keep the file")
    arguments = parser.parse_args()
    if arguments.only is not None:
        case = make(arguments.seed, arguments.only)
        if arguments.write:
            arguments.write.write_bytes(case.data)
        print(
            case.kind, case.container, len(case.data), *judged(case, engine.read_file(case.data, "berkas")), sep=" | "
        )
        return 0
    print(f"seed {arguments.seed}; at most {READING.most_seconds:.0f} s of CPU and {READING.most_mb} MB for each file")
    indices = range(arguments.first, arguments.first + arguments.count)
    return run_all(indices, arguments.seed, arguments.workers, READING)


if __name__ == "__main__":
    sys.exit(main())
