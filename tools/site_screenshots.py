"""Takes the pictures of a published site in a real Chromium, with the demo's data.

    python tools/site_screenshots.py DEMO_FOLDER

``DEMO_FOLDER`` is where ``sirekap-desktop demo DEMO_FOLDER`` built the demo. The pictures go to ``docs/screenshots``.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from sirekap_desktop.jobs.publishing import publish
from sirekap_desktop.models.workspace import Workspace

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """A picture: which page, how wide, and what is typed into the search."""

    name: str
    page: str
    size: tuple[int, int]
    scheme: str = "light"
    typed: str = ""


def shots(tps: str) -> tuple[Shot, ...]:
    """All pictures, of this TPS and its desa."""
    laptop, phone = (1366, 768), (360, 740)
    return (
        Shot("site-depan", "index.html", laptop, typed="sambabo 3"),
        Shot("site-kecamatan", "ppwp/index.html", laptop),
        Shot("site-desa-gelap", f"ppwp/{tps[:10]}.html", laptop, "dark"),
        Shot("site-tps-ponsel", f"ppwp/{tps}.html", phone),
        Shot("site-desa-ponsel", f"ppwp/{tps[:10]}.html#tempat", phone, "dark"),
    )


def take(browser: Browser, root: str, shot: Shot) -> None:
    """Open, type, and keep what stands in the window."""
    width, height = shot.size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=shot.scheme)  # type: ignore[arg-type]
    page.goto(root + shot.page)
    if shot.typed:
        page.fill("#cari", shot.typed)
    page.screenshot(path=PICTURES / f"{shot.name}.png")
    page.close()
    print(shot.name)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Take the pictures of a published site.")
    parser.add_argument("demo", type=Path, help="folder of the demo")
    program = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
    if program is None:
        print("Chromium is not installed (sh tools/chromium.sh).", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as place:
        with Workspace.open(parser.parse_args().demo / "ulumanda", read_only=True) as workspace:
            made = publish(workspace, Path(place) / "situs")
            tps = workspace.tps()[7].code
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=program, args=list(ARGUMENTS))
            for shot in shots(tps):
                take(browser, made.folder.as_uri() + "/", shot)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
