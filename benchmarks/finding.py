"""Looks for the page in real photos that show neither tag nor corner marks, and says what was found and what it cost.

    python -m benchmarks.finding ../shared/photos/ppwp-page2-2024 --from 1 --to 175
    python -m benchmarks.finding ../shared/photos/ppwp-page2-2024 --from 1 --to 175 --other

Photos 1–175 are there to learn from, 176–350 only to measure on. Every form that ``read`` looks for by default is a
candidate. With ``--other`` the form that the photos show is left out, so that everything found is wrong. Times are the
process's own, beside those of ``cv2.imdecode`` of the same file to grey.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from sirekap_desktop.forms.loader import default_form_ids, load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.ocr import engine, imageio, registration
from sirekap_desktop.ocr.plane import Pyramid
from sirekap_desktop.ocr.registration import Refusal

SHOWN = ("c-hasil-ppwp-2024", 2)


@dataclass(frozen=True, slots=True)
class Search:
    """What the finder made of one photo."""

    file: str
    found: tuple[str, int] | None
    """Form and page."""
    detail: str
    turn_deg: int
    """How the page stands in the photo, clockwise; 0 when it was not found."""
    residual_px: float
    finding_s: float
    decoding_s: float


def search(path: Path, forms: Sequence[FormDefinition]) -> Search:
    """Look for a page in one photo."""
    data = path.read_bytes()
    started = time.process_time()
    cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    decoding = time.process_time() - started
    pyramid = Pyramid(engine.grey(imageio.decode(data, name=path.name).page(0)))
    started = time.process_time()
    found = registration.find_pages(pyramid, forms)
    finding = time.process_time() - started
    if isinstance(found, Refusal):
        return Search(path.name, None, found.reason, 0, 0.0, finding, decoding)
    fit, seen = found[0], found[0].registration()
    left, right = np.array(seen.corners[0]), np.array(seen.corners[1])
    turn = round(float(np.degrees(np.arctan2(*(right - left)[::-1]))) / 90) * 90 % 360
    detail = f"{seen.method}{' mirrored' if fit.mirrored else ''}, edges {fit.score:.2f}, boxes {fit.box_score:.2f}"
    detail += f", {len(found)} pages" if len(found) > 1 else ""
    return Search(path.name, (fit.form.id, fit.page.number), detail, turn, seen.residual_px, finding, decoding)


def tell(searches: Sequence[Search]) -> None:
    """Sums over all photos."""
    right = [item for item in searches if item.found == SHOWN]
    refused = [item for item in searches if item.found is None]
    print(f"\nfound {len(right)} of {len(searches)}, wrong {len(searches) - len(right) - len(refused)}")
    print(f"turned: {dict(Counter(item.turn_deg for item in right))}")
    for reason, count in Counter(item.detail for item in refused).most_common():
        print(f"refused {count}: {reason}")
    if right:
        print(f"residual px: median {np.median([item.residual_px for item in right]):.2f}")
    seconds = np.array([item.finding_s for item in searches])
    ratio = seconds / np.array([max(item.decoding_s, 1e-4) for item in searches])
    print(f"finding: median {np.median(seconds):.3f} s = {np.median(ratio):.0f} × imdecode; most {seconds.max():.2f} s")


def main(arguments: Sequence[str] | None = None) -> None:
    """Search a folder of photos and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--to", dest="last", type=int, default=175)
    parser.add_argument("--other", action="store_true", help="leave out the form that the photos show")
    options = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    forms = [load_form(item) for item in default_form_ids() if not (options.other and item == SHOWN[0])]
    numbers = range(options.first, options.last + 1)
    searches = []
    for path in sorted(options.folder.glob("*.jpg")):
        if int(path.stem[-3:]) in numbers:
            searches.append(item := search(path, forms))
            found = f"{item.found[0]} page {item.found[1]}" if item.found else "refused"
            cost = f"{item.finding_s:.2f} s = {item.finding_s / max(item.decoding_s, 1e-4):.0f} × imdecode"
            print(f"{item.file}: {found}, {item.turn_deg}°, {item.residual_px:.2f} px, {cost}: {item.detail}")
    tell(searches)


if __name__ == "__main__":
    main()
