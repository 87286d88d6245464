"""A party form of 20 pages: its numbers, drawn photos, and readings made up so that each case is certain."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import cv2

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import Evidence, FieldReading, FieldStatus, PageReading, Quality, Registration
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.draw import render_page

DPR = "c-hasil-dpr-2024"
PX_PER_MM = 1.0
VOTES = {"suara": 3, "calon_01": 37, "calon_04": 4}
"""What every party got; all other calon 0."""
OF_A_PARTY = sum(VOTES.values())


@cache
def form() -> FormDefinition:
    return load_form(DPR)


@cache
def right() -> Mapping[str, int]:
    """All numbers of a TPS whose paper adds up."""
    parties = len(form().contestants)
    values = {field.name: 0 for field in form().fields}
    for party in form().contestants:
        start = f"partai_{party.number:02d}"
        values |= {f"{start}_{name}": votes for name, votes in VOTES.items()}
        values[f"{start}_jumlah"] = OF_A_PARTY
    valid = parties * OF_A_PARTY
    values |= dict.fromkeys(("suara_sah", "suara_total", "ss_digunakan", "pengguna_total_j", "pengguna_dpt_j"), valid)
    values |= {"pengguna_total_l": valid, "pengguna_dpt_l": valid}
    return values | {"pemilih_dpt_l": valid, "pemilih_dpt_j": valid, "ss_diterima": valid}


@cache
def photo(page: int) -> bytes:
    """A drawn page laid flat: where everything lies is known."""
    image = render_page(form(), page, dict(right()), seed=7, px_per_mm=PX_PER_MM)
    return cv2.imencode(".jpg", image)[1].tobytes()


def cells(value: int | None, boxes: int) -> tuple[str, ...]:
    """``("X", "4", "1")``: how a number is written in its boxes."""
    return tuple("" if value is None else str(value).rjust(boxes, "X"))


def seen_as(name: str, value: int | None, status: FieldStatus) -> dict[str, FieldReading]:
    """What the machine saw of one field."""
    boxes = len(form().field(name).boxes)
    return {name: FieldReading(name, value, value, 0.9, status, cells(value, boxes), Evidence(digits=value))}


def flat(definition: FormDefinition, px_per_mm: float = PX_PER_MM) -> Registration:
    """The page fills the picture."""
    (w, h), s = definition.paper, px_per_mm
    corners = ((0.0, 0.0), (w * s, 0.0), (w * s, h * s), (0.0, h * s))
    return Registration("tag+corners", 0.1, corners, (s, 0, 0, 0, s, 0, 0, 0, 1))


def reading(page: int, changes: Mapping[str, FieldReading] = {}) -> PageReading:
    """Every number of a page proven, but for ``changes``."""
    fields = [
        changes.get(field.name) or seen_as(field.name, right()[field.name], FieldStatus.PROVEN)[field.name]
        for field in form().fields_on(page)
    ]
    party = form().page(page).partai
    return PageReading(
        0, "read", None, DPR, page, party, flat(form()), Quality(ok=True), tuple(fields), 1, "test"
    )  # fmt: skip


def add_photos(
    workspace: Workspace, code: str, changes: Mapping[str, FieldReading] = {}, *, without: tuple[int, ...] = ()
) -> None:
    """Photo and reading of every page of a TPS."""
    for page in (item.number for item in form().pages if item.number not in without):
        sha, _ = workspace.store_original(photo(page) + code.encode(), ".jpg")
        workspace.add_image(
            sha256=sha, source=f"{code}-hal{page}.jpg", outcome=ImportOutcome.ACCEPTED, tps=code, form=DPR, page=page,
            reading=reading(page, changes),
        )  # fmt: skip
