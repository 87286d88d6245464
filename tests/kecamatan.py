"""A kecamatan of two TPS for tests of jobs, exchange and command line: its workspace and its photos."""

from __future__ import annotations

import functools
from pathlib import Path

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.models.records import Desa, EntryHow, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.sheets import header_of, photo_name, sample_photo, tps_seed
from sirekap_desktop.samples.ulumanda import DemoTps, load_ulumanda

FORM = "c-hasil-ppwp-2024"
OPERATOR = "Siti"
TPS: tuple[DemoTps, ...] = (load_ulumanda().tps[0], load_ulumanda().tps[5])
"""One TPS each of two desa."""


def new_workspace(folder: Path, *, simulation: bool = True) -> Workspace:
    """A workspace that knows the two TPS and their desa; nothing is read or recorded yet."""
    demo = load_ulumanda()
    area = Kecamatan(demo.code, demo.name, demo.kabupaten, demo.provinsi)
    workspace = Workspace.create(
        folder, area, operator=OPERATOR, simulation=simulation, key_folder=folder.parent / "keys"
    )
    codes = {tps.desa_code for tps in TPS}
    workspace.add_wilayah(
        [Desa(desa.code, desa.name) for desa in demo.desa if desa.code in codes],
        [Tps(tps.code, tps.desa_code, tps.number, tps.dpt_l, tps.dpt_p) for tps in TPS],
        [Contestant(number, f"PASANGAN CALON {number:02d}") for number in (1, 2, 3)],
    )
    return workspace


@functools.cache
def page_photo(number: int, page: int, width_px: int = 1300) -> bytes:
    """The JPEG of one page of TPS ``number`` (0 or 1), drawn once per test process."""
    demo, tps = load_ulumanda(), TPS[number]
    photo = sample_photo(
        load_form(FORM),
        page,
        tps.values,
        seed=tps_seed(tps.code),
        level="easy",
        width_px=width_px,
        header=header_of(demo, tps),
    )
    return photo.jpeg


def save_photos(folder: Path, number: int = 0, *, pages: tuple[int, ...] = (1, 2, 3)) -> list[Path]:
    """Write photos of a TPS under names that carry its code."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / photo_name(TPS[number].code, page) for page in pages]
    for page, path in zip(pages, paths, strict=True):
        path.write_bytes(page_photo(number, page))
    return paths


def record_all(workspace: Workspace, number: int, **changes: int | None) -> None:
    """Record what was drawn for a TPS, but for ``changes``."""
    values = TPS[number].values | changes
    new = [NewEntry(name, value, EntryHow.TYPED) for name, value in values.items()]
    workspace.record_many(TPS[number].code, FORM, new)
