"""A filled, photographed form in one call, as demo, tests and benchmarks want it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import numpy as np

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.terbilang import terbilang
from sirekap_desktop.samples.camera import CameraSettings, Photo, photograph, random_settings
from sirekap_desktop.samples.draw import Deviation, render_page
from sirekap_desktop.samples.ulumanda import DemoKecamatan, DemoTps

_EMPTY: Mapping[str, str] = {}
_REGULAR: Mapping[str, Deviation] = {}


def sample_photo(
    form: FormDefinition,
    page: int,
    values: Mapping[str, int | None],
    *,
    seed: int,
    level: str = "normal",
    width_px: int = 2000,
    header: Mapping[str, str] = _EMPTY,
    ink: str | None = None,
    deviations: Mapping[str, Deviation] = _REGULAR,
    settings: CameraSettings | None = None,
) -> Photo:
    """Fill a page, lay it somewhere and photograph it; the same arguments give the same bytes.

    Args:
        seed: the person who writes and photographs; keep it for all pages of one TPS.
        level: ``easy``, ``normal`` or ``hard``; unused with ``settings``.
        width_px: width of the upright photo.
        ink: ``blue`` or ``black``; by default what this person has, mostly blue.
        settings: how the photo is taken; by default random for this seed and level.
    """
    rng = np.random.default_rng((seed, page))
    pen = ink or ("blue" if np.random.default_rng((seed, 0)).random() < 0.8 else "black")
    settings = settings or random_settings(rng, level)
    image = render_page(
        form, page, values, seed=seed, px_per_mm=_scale(form, width_px), ink=pen, header=header, deviations=deviations
    )
    return photograph(image, seed=(seed, page), width_px=width_px, settings=settings, paper=form.paper)


def _scale(form: FormDefinition, width_px: int) -> float:
    """Pixels per mm to draw with: about a quarter more than the photo keeps, in steps, so that blanks are reused."""
    return round(1.25 * min(width_px / form.paper[0], 4 / 3 * width_px / form.paper[1]), 1)


def photo_name(tps: str, page: int, election: str = "") -> str:
    """File name that carries the TPS code: ``"7605052001004-hal2.jpg"``, ``"7605052001004-pdpr-hal12.jpg"``."""
    return f"{tps}{election}-hal{page}.jpg"


def header_of(kecamatan: DemoKecamatan, tps: DemoTps, dapil: str = "") -> dict[str, str]:
    """What is written in the header fields of a TPS's form."""
    return {
        "provinsi": kecamatan.provinsi,
        "kabupaten": kecamatan.kabupaten,
        "kecamatan": kecamatan.name,
        "desa": kecamatan.desa_of(tps).name,
        "nomor_tps": f"{tps.number:03d}",
        "nomor_tps_huruf": terbilang(tps.number),
        "daerah_pemilihan": dapil,
    }


def tps_seed(code: str) -> int:
    """A seed of its own for every TPS: another hand, another phone."""
    return zlib.crc32(code.encode())
