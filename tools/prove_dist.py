"""Proves the frozen program: it runs the demo on an empty home and opens its window; prints its size and start time.

Usage: ``python tools/prove_dist.py dist/sirekap-desktop``. Exit status 0 only if the demo ran to its end, its package
and the site published from it verify, PostgreSQL's client is there, and the window stayed open and silent.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WINDOW_SECONDS = 15
_EXPECTED = ("does not support propagateSizeHints",)
"""What Qt's offscreen screen says of every window with a least size."""


def main() -> int:
    """Run the proof on the folder named on the command line."""
    folder = Path(sys.argv[1]).resolve()
    program = folder / ("sirekap-desktop.exe" if os.name == "nt" else "sirekap-desktop")
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary, "home")
        home.mkdir()
        environment = _environment(home)
        cold = _seconds(program, ["--version"], environment)
        warm = min(_seconds(program, ["--version"], environment) for _ in range(3))
        said = _window(program, environment)
        if said is not None:
            print(f"prove_dist: the window did not stay open and silent:\n{said}", file=sys.stderr)
            return 1
        demo = Path(temporary, "demo")
        seconds = _seconds(program, ["demo", str(demo), "--headless"], environment, quiet=False)
        packages = sorted(demo.rglob("packages/*.zip"))
        if not packages:
            print("prove_dist: the demo left no package", file=sys.stderr)
            return 1
        _seconds(program, ["verify", str(packages[0])], environment, quiet=False)
        site = Path(temporary, "situs")
        chosen = ["publish", str(packages[0].parent.parent), "--out", str(site), "--form", "c-hasil-ppwp-2024"]
        _seconds(program, chosen, environment)
        _seconds(program, ["verify", str(site)], environment, quiet=False)
        if (said := _no_server(program, environment)) is not None:
            print(f"prove_dist: PostgreSQL's client does not work:\n{said}", file=sys.stderr)
            return 1
    print(
        f"size {_megabytes(folder):.0f} MB · start {cold:.2f} s first, {warm:.2f} s again · window open and silent · "
        f"demo {seconds:.0f} s · package and published site verified · PostgreSQL's client answers"
    )
    return 0


def _environment(home: Path) -> dict[str, str]:
    """A user who never ran the program, and no Python of the build's environment."""
    keep = {"PATH", "SYSTEMROOT", "TEMP", "TMP", "COMSPEC", "NUMBER_OF_PROCESSORS"}
    names = {"HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"}
    kept = {name: value for name, value in os.environ.items() if name.upper() in keep}
    return kept | dict.fromkeys(names, str(home)) | {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}


def _seconds(program: Path, arguments: list[str], environment: dict[str, str], *, quiet: bool = True) -> float:
    """Run to the end; raises if it fails."""
    started = time.perf_counter()
    output = subprocess.DEVNULL if quiet else None
    subprocess.run([str(program), *arguments], env=environment, check=True, timeout=1800, stdout=output)
    return time.perf_counter() - started


def _no_server(program: Path, environment: dict[str, str]) -> str | None:
    """Ask for a database server where none is; None when the program says so in words, else what it said."""
    address = "postgresql://siapa@127.0.0.1:1/tidak-ada"
    found = subprocess.run(
        [str(program), "kabupaten", "status", address], env=environment, capture_output=True, timeout=120, check=False
    )
    said = found.stderr.decode(errors="replace")
    return None if found.returncode == 2 and "tidak dapat dihubungi" in said else f"{found.returncode}: {said}"


def _window(program: Path, environment: dict[str, str]) -> str | None:
    """Open the window for a while; None when all is well, else what went wrong."""
    with subprocess.Popen([str(program)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as child:
        try:
            said, _ = child.communicate(timeout=WINDOW_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            said, _ = child.communicate()
            lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
            unexpected = [line for line in lines if not any(known in line for known in _EXPECTED)]
            return "\n".join(unexpected) or None
        return f"it ended by itself with status {child.returncode}: {said.decode(errors='replace')}"


def _megabytes(folder: Path) -> float:
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file() and not f.is_symlink()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
