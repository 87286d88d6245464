"""Readings, pictures and figures for the tests of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import (
    CELL_CLASSES,
    Evidence,
    FieldReading,
    FieldStatus,
    PageReading,
    Quality,
    Registration,
)
from sirekap_desktop.models.records import Desa, EntryHow, ImageVersion, ImportOutcome, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace

ULUMANDA = Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
FORM = "c-hasil-ppwp-2024"
SAMBABO = "7605052001"
TPS_1 = "7605052001001"
TPS_2 = "7605052001002"


@dataclass
class TickingClock:
    """Each look is a second later; may be set back, as clocks of laptops are."""

    now: datetime = field(default_factory=lambda: datetime(2024, 2, 17, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def desa(number: int = 1, name: str = "SAMBABO") -> Desa:
    return Desa(f"{ULUMANDA.code}{2000 + number}", name)


def tps(code: str, dpt: tuple[int, int] | None = (100, 101)) -> Tps:
    return Tps(code, code[:10], int(code[10:]), *(dpt or (None, None)))


def make_workspace(folder: Path, *, tps_count: int = 3, clock: TickingClock | None = None) -> Workspace:
    """Kecamatan Ulumanda with one desa."""
    workspace = Workspace.create(
        folder / "ulumanda",
        ULUMANDA,
        operator="ANI",
        simulation=True,
        key_folder=folder / "keys",
        clock=clock or TickingClock(),
    )
    workspace.add_wilayah([desa()], [tps(f"{SAMBABO}{number:03d}") for number in range(1, tps_count + 1)])
    return workspace


def reopen(workspace: Workspace, **options: object) -> Workspace:
    """Close and open again, as the same operator unless told otherwise."""
    workspace.close()
    given = {"operator": "ANI", "key_folder": workspace.key_folder, "clock": TickingClock(), **options}
    return Workspace.open(workspace.folder, **given)  # type: ignore[arg-type]


def consistent_values(form: FormDefinition) -> dict[str, int]:
    """A TPS in which every rule of the form holds, DPT 100 + 101."""
    lpj = {
        "pemilih_dpt": (100, 101),
        "pengguna_dpt": (80, 79),
        "pengguna_dptb": (1, 0),
        "pengguna_dpk": (2, 3),
        "pengguna_total": (83, 82),
        "disabilitas": (1, 1),
    }
    values = {f"{row}_l": left for row, (left, _) in lpj.items()}
    values |= {f"{row}_p": right for row, (_, right) in lpj.items()}
    values |= {f"{row}_j": left + right for row, (left, right) in lpj.items()}
    values |= {"ss_diterima": 206, "ss_digunakan": 165, "ss_dikembalikan": 1, "ss_tidak_digunakan": 40}
    values |= {"suara_1": 60, "suara_2": 70, "suara_3": 30, "suara_sah": 160, "suara_tidak_sah": 5, "suara_total": 165}
    assert set(values) == {item.name for item in form.fields}
    return values


def record_all(workspace: Workspace, code: str, values: Mapping[str, int | None] | None = None) -> None:
    """Record every field of a TPS as one confirmed page."""
    form = workspace.form(FORM)
    figures = {**consistent_values(form), **(values or {})}
    workspace.record_many(code, FORM, [NewEntry(name, value, EntryHow.TYPED) for name, value in figures.items()])


def field_reading(name: str, value: int | None, status: FieldStatus = FieldStatus.PROVEN) -> FieldReading:
    thirds = tuple(1 / 3 for _ in CELL_CLASSES)
    return FieldReading(
        name=name,
        value=value,
        raw=value,
        confidence=0.1 + 0.2,
        status=status,
        cells=("X", "6", "?"),
        evidence=Evidence(digits=value, bubbles=value, tally=None),
        cell_probabilities=(thirds, thirds, thirds),
        candidates=((value or 0, 0.7), (8, 1e-17)),
        problems=("rata kiri",) if status is FieldStatus.TYPE else (),
    )


def page_reading(page: int, *fields: FieldReading, problems: tuple[str, ...] = ()) -> PageReading:
    return PageReading(
        index=0,
        status="read",
        reason=None,
        form=FORM,
        page=page,
        partai=None,
        registration=Registration("tag+corners", 0.4, ((0.5, 1.5), (9.0, 1.0), (9.1, 8.0), (0.1, 8.2)), (0.1,) * 9),
        quality=Quality(not problems, problems),
        fields=fields,
        ms=182,
        engine="uji 1",
    )


def add_photo(
    workspace: Workspace,
    code: str | None = TPS_1,
    page: int | None = 2,
    *,
    content: bytes = b"foto",
    reading: PageReading | None = None,
    replace: bool = False,
    outcome: ImportOutcome = ImportOutcome.ACCEPTED,
) -> ImageVersion:
    sha256, _ = workspace.store_original(content, ".jpg")
    return workspace.add_image(
        sha256=sha256,
        source="kamera/IMG_1.jpg",
        outcome=outcome,
        tps=code,
        form=FORM,
        page=page,
        reading=reading,
        replace=replace,
    )
