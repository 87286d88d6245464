"""Proves the frozen program: it runs the demo on an empty home; prints its size and start time.

Usage: ``python tools/prove_dist.py dist/sirekap-desktop``. Exit status 0 only if the demo ran and its package verifies.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def _environment(home: Path) -> dict[str, str]:
    """A user who never ran the program, and no Python of the build's environment."""
    keep = {"PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "COMSPEC", "NUMBER_OF_PROCESSORS"}
    names = {"HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"}
    kept = {name: value for name, value in os.environ.items() if name.upper() in keep}
    return kept | dict.fromkeys(names, str(home)) | {"QT_QPA_PLATFORM": "offscreen"}


def _megabytes(folder: Path) -> float:
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file() and not f.is_symlink()) / 1e6


def _run(program: Path, arguments: list[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run([str(program), *arguments], env=environment, check=True, timeout=1800)
    return time.perf_counter() - started


def main() -> int:
    """Run the proof on the folder named on the command line."""
    folder = Path(sys.argv[1]).resolve()
    program = folder / ("sirekap-desktop.exe" if os.name == "nt" else "sirekap-desktop")
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary) / "home"
        home.mkdir()
        environment = _environment(home)
        cold = _run(program, ["--version"], environment)
        warm = min(_run(program, ["--version"], environment) for _ in range(3))
        demo = Path(temporary) / "demo"
        seconds = _run(program, ["demo", str(demo), "--headless"], environment)
        packages = sorted(demo.rglob("packages/*.zip"))
        if not packages:
            print("prove_dist: the demo left no package", file=sys.stderr)
            return 1
        _run(program, ["verify", str(packages[0])], environment)
    print(
        f"size {_megabytes(folder):.0f} MB · start {cold:.2f} s first, {warm:.2f} s warm · demo {seconds:.0f} s · verified"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
