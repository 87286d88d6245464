"""What the engine saw: each run adds a reading, none is ever edited; the newest of an image counts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import FieldReading, PageReading, TpsReading
from sirekap_desktop.models import entries, panels, placements, reading_codec, state
from sirekap_desktop.models.database import Row, Session, Transaction
from sirekap_desktop.models.records import ImageVersion
from sirekap_desktop.models.schema import Fusion, ImageState, Reading


@dataclass(frozen=True, slots=True)
class Seen:
    """What the machine saw at a TPS, in outline."""

    fields: Mapping[str, FieldReading]
    """Value, status and cells only."""
    photos: Mapping[int, tuple[ImageVersion, str]]
    """Per page the photo that counts and the id of its newest reading."""


def add(tx: Transaction, forms: placements.Forms, image_id: str, reading: PageReading) -> None:
    """Store a reading of an image and derive its TPS's state again."""
    row = tx.insert(Reading, image=image_id, engine=reading.engine, body=reading_codec.encode_page(reading))
    tx.run(ImageState.update(reading=row["id"]).where(ImageState.image == image_id))
    placements.refresh_places(tx, forms, (placements.place_of(tx, image_id),))
    tx.changed.add("readings")


def newest(session: Session, image_id: str) -> PageReading | None:
    """The reading of an image that counts."""
    query = Reading.select(Reading.body).join(ImageState, on=(ImageState.reading == Reading.id))
    row = session.one(query.where(ImageState.image == image_id))
    return reading_codec.decode_page(row["body"]) if row else None


def save_fusion(tx: Transaction, form: FormDefinition, tps: str, reading: TpsReading) -> None:
    """Store the fused reading of the photos that count now; it lapses when one of them or its reading changes."""
    entries.require_tps(tx, tps)
    panels.refuse_elsewhere(tx, tps)
    ids = state.reading_ids(state.current_images(tx, form.id, tps))
    tx.insert(Fusion, tps=tps, form=form.id, readings=json.dumps(ids), body=reading_codec.encode_tps(reading))
    state.refresh(tx, form, tps)
    tx.changed.add("readings")


def places(session: Session) -> tuple[tuple[str, str], ...]:
    """(TPS, form) of which a photo counts, by TPS."""
    table = ImageState
    query = table.select(table.tps, table.form).where(table.current == 1, ~table.reading.is_null()).distinct()
    return tuple((tps, form) for tps, form in session.tuples(query.order_by(table.tps, table.form)))


def seen(session: Session, form: str, tps: str) -> Seen:
    """As :func:`of_tps`, but only value, status and cells: of a hundred TPS, decoding the rest would be most of it."""
    images = state.current_images(session, form, tps)
    ids = {row["image"]: row["reading"] for row in images if row["reading"]}
    here = (ImageState.tps == tps, ImageState.form == form, ImageState.current == 1)
    photos = {
        image.page: (image, ids[image.id])
        for image in placements.find(session, *here)
        if image.id in ids and image.page is not None
    }
    return Seen({item.name: item for item in _outlines(session, form, tps, images)}, photos)


def _outlines(session: Session, form: str, tps: str, images: list[Row]) -> Iterator[FieldReading]:
    """Of the fusion, or where there is none of the readings that it would be made of."""
    bodies: list[str] = []
    if row := state.newest_fusion(session, form, tps, images):
        bodies.append(row["body"])
    elif ids := state.reading_ids(images):
        bodies += [body for (body,) in session.tuples(Reading.select(Reading.body).where(Reading.id.in_(ids)))]
    return (reading_codec.decode_outline(item) for body in bodies for item in json.loads(body)["fields"])


def of_tps(session: Session, form: str, tps: str) -> dict[str, FieldReading]:
    """Per field the newest reading of the photos that count, fused where a fusion of just these exists."""
    images = state.current_images(session, form, tps)
    found: dict[str, FieldReading] = {}
    for image in images:
        if image["reading"] and (page := newest(session, image["image"])):
            found |= {field.name: field for field in page.fields}
    if row := state.newest_fusion(session, form, tps, images):
        found |= {field.name: field for field in reading_codec.decode_tps(row["body"]).fields}
    return found
