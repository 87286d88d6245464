"""Runs every benchmark of this folder, or those named: ``python -m benchmarks reading startup``.

A benchmark is a module with ``run()`` or ``main()`` that prints a table, or a sentence that says why it has nothing to
measure here. The kill drill is one too, but takes minutes and only runs when it is named.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import platform
import sys

import benchmarks

USUAL = ("reading", "importing", "documents", "growth", "recap", "startup")


def _is_small(item: pkgutil.ModuleInfo) -> bool:
    """Packages (bench_reading) have a command of their own."""
    return not item.name.startswith("_") and not item.ispkg


def main(names: list[str]) -> int:
    known = sorted(item.name for item in pkgutil.iter_modules(benchmarks.__path__) if _is_small(item))
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}")
    for name in names or USUAL:
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
        sys.argv = [name]  # a module's own arguments are for when it is run alone
        (getattr(module, "run", None) or module.main)()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
