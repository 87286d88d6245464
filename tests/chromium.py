"""A real Chromium for tests that open pages; they are skipped, saying so, where none is installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
"""Without these it calls home, and does not start as root."""


def installed() -> str:
    """The program's path; skips the test, saying so, when there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("Chromium is not installed (sh tools/chromium.sh)")
    return found


@contextmanager
def running(home: Path) -> Iterator[object]:
    """A browser with a home of its own."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (requirements-dev.txt)")
    program = installed()
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(_QUIET), env={"HOME": str(home)})
        yield browser
        browser.close()
