"""The file of one TPS in a package: values, every entry ever made, reasons, photos, and what the machine read.

``TpsFile`` is the format: ``data/<pemilihan>/<code>.json`` is its canonical JSON. Names of values are those of the
published Sirekap data (``name``), extended for what Sirekap does not publish; ``field`` is the program's own name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.models.records import Entry, ImageVersion, RuleReason, Tps

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class TpsValue:
    """One recorded number: ``value`` is null for a field that is empty on the paper."""

    name: str
    field: str
    value: int | None
    entry: str
    """Id of the entry that counts."""


@dataclass(frozen=True, slots=True)
class TpsEntry:
    """One act of recording, in the order of the audit chain."""

    id: str
    field: str
    value: int | None
    how: str
    who: str
    at: str
    image: str | None
    before: int | None
    reason: str
    witness: str


@dataclass(frozen=True, slots=True)
class TpsReason:
    """Why a broken rule was kept as the paper says."""

    rule: str
    at: str
    left: int
    right: int
    reason: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class TpsImage:
    """A photo version; ``file`` is its name in the package, null when photos were left out."""

    id: str
    sha256: str
    index: int
    file: str | None
    page: int
    version: int
    rotation: int
    added_at: str
    added_by: str


@dataclass(frozen=True, slots=True)
class TpsSeen:
    """What the machine saw of one field."""

    field: str
    value: int | None
    raw: int | None
    confidence: float
    status: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TpsPage:
    """The newest reading of one photo, in short."""

    image: str
    engine: str
    method: str | None
    problems: tuple[str, ...]
    fields: tuple[TpsSeen, ...]


@dataclass(frozen=True, slots=True)
class TpsFile:
    """Everything about one TPS in one pemilihan."""

    schema: int
    tps: str
    number: int
    dpt_l: int | None
    dpt_p: int | None
    pemilihan: str
    form: str
    form_version: str
    status: str
    values: tuple[TpsValue, ...]
    entries: tuple[TpsEntry, ...]
    reasons: tuple[TpsReason, ...]
    images: tuple[TpsImage, ...]
    readings: tuple[TpsPage, ...]


def data_name(recap: str, tps: str) -> str:
    """Name of the file of one TPS in the package; ``recap`` is the name of the recap that counts it."""
    return f"data/{recap}/{tps}.json"


def values_of(form: FormDefinition, entries: Mapping[str, Entry]) -> tuple[TpsValue, ...]:
    """The values that count, in the order of the form."""
    return tuple(
        TpsValue(item.export_as or item.name, item.name, entry.value, entry.id)
        for item in form.fields
        if (entry := entries.get(item.name)) is not None
    )


def entry_of(entry: Entry) -> TpsEntry:
    """An entry as the package keeps it."""
    return TpsEntry(
        id=entry.id,
        field=entry.field,
        value=entry.value,
        how=entry.how.value,
        who=entry.who,
        at=entry.at,
        image=entry.image_id,
        before=entry.before,
        reason=entry.reason,
        witness=entry.witness,
    )


def reason_of(reason: RuleReason) -> TpsReason:
    """A reason as the package keeps it."""
    return TpsReason(reason.rule, reason.at, reason.left, reason.right, reason.reason, reason.who, reason.when)


def image_of(image: ImageVersion, file: str | None) -> TpsImage:
    """A placed photo as the package keeps it."""
    return TpsImage(
        id=image.id,
        sha256=image.sha256,
        index=image.index,
        file=file,
        page=image.page or 0,
        version=image.version,
        rotation=image.rotation,
        added_at=image.added_at,
        added_by=image.added_by,
    )


def page_of(image_id: str, reading: PageReading) -> TpsPage:
    """The summary of a reading: values, confidence and cells, without the probabilities of each cell."""
    seen = tuple(
        TpsSeen(item.name, item.value, item.raw, round(item.confidence, 6), item.status.value, item.cells)
        for item in reading.fields
    )
    method = reading.registration.method if reading.registration else None
    return TpsPage(image_id, reading.engine, method, reading.quality.problems, seen)


def tps_file(form: FormDefinition, tps: Tps, status: str, **parts: tuple[object, ...]) -> TpsFile:
    """The file of one TPS; ``parts`` are values, entries, reasons, images and readings."""
    return TpsFile(
        schema=SCHEMA,
        tps=tps.code,
        number=tps.number,
        dpt_l=tps.dpt_l,
        dpt_p=tps.dpt_p,
        pemilihan=form.pemilihan,
        form=form.id,
        form_version=form.version,
        status=status,
        **parts,  # type: ignore[arg-type]
    )
