"""Which picture stands for which page of which TPS, in versions; a replaced photo stays (design.md §4).

A picture is *in place* when its newest placement is accepted and has TPS, form and page; it then has a version number,
and the highest version at a place is the photo that counts (``current``). Version numbers are never used twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from peewee import fn

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import locks, panels, state
from sirekap_desktop.models.database import Condition, Row, Session, Transaction
from sirekap_desktop.models.pleno import machine, store
from sirekap_desktop.models.records import ImageVersion, ImportOutcome
from sirekap_desktop.models.schema import Image, ImageState, Placement, Reading, Tps

Corners = Sequence[tuple[float, float]] | None
Forms = Callable[[str, str], FormDefinition]
"""The definition of a form (id) at a TPS (code)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a form of a TPS."""

    tps: str
    form: str
    page: int


def add(
    tx: Transaction,
    forms: Forms,
    *,
    sha256: str,
    index: int,
    source: str,
    file_name: str,
    outcome: ImportOutcome,
    reason: str,
    tps: str | None,
    form: str | None,
    page: int | None,
    rotation: int,
    corners: Corners,
    replace: bool,
) -> str:
    """Insert a picture and its first placement; returns its id.

    An accepted picture whose place already has a photo takes that place only with ``replace``; otherwise it becomes
    ``unassigned`` with the reason, keeping TPS, form and page as a suggestion (version 0).
    """
    row = tx.insert(Image, sha256=sha256, file_index=index, source=source, file_name=file_name)
    if tps and tx.get(Tps, code=tps) is None:
        outcome, reason, tps = ImportOutcome.UNASSIGNED, f"Kode TPS {tps} tidak ada di kecamatan ini.", None
    place = Place(tps, form, page) if tps and form and page else None
    if outcome is ImportOutcome.ACCEPTED and place is None:
        outcome, reason = ImportOutcome.UNASSIGNED, reason or "Belum diketahui TPS atau halamannya."
    if outcome is ImportOutcome.ACCEPTED and place and (away := panels.why_elsewhere(tx, place.tps)):
        outcome, reason = ImportOutcome.UNASSIGNED, away
    if outcome is ImportOutcome.ACCEPTED and place:
        _refuse_change(tx, place)
        if not replace and _current_id(tx, place):
            outcome, reason = ImportOutcome.UNASSIGNED, _taken(tx, place)
    _place(
        tx, forms, row["id"], tps=tps, form=form, page=page, rotation=rotation, corners=corners, outcome=outcome,
        reason=reason,
    )  # fmt: skip
    return str(row["id"])


def assign(tx: Transaction, forms: Forms, image_id: str, place: Place, reason: str = "") -> None:
    """Put a picture in a place as its newest version, where from ever it comes."""
    _refuse_change(tx, place)
    if tx.get(Tps, code=place.tps) is None:
        raise UserError(f"TPS {place.tps} tidak ada di ruang kerja ini.", code="tps.unknown")
    if all(page.number != place.page for page in forms(place.form, place.tps).pages):
        raise UserError(f"Formulir ini tidak punya halaman {place.page}.", code="image.page")
    old = _require(tx, image_id)
    if (before := _place_of(old)) == place:
        return
    panels.refuse_photo(tx, old)
    _refuse_change(tx, before)
    _place(
        tx, forms, image_id, tps=place.tps, form=place.form, page=place.page, rotation=old["rotation"],
        corners=_corners(old), outcome=ImportOutcome.ACCEPTED, reason=reason,
    )  # fmt: skip


def require_read_out(session: Session, place: Place) -> None:
    """Only what the room has heard may stay while its photo changes. Raises UserError ``pleno.unread``."""
    if store.stored_stage(session, place.form, place.tps) != machine.Stage.READ:
        text = "Foto kertas yang dibetulkan dicatat setelah TPS dibacakan dan sebelum disahkan."
        raise UserError(text, "Sebelum itu, ganti fotonya di Periksa.", code="pleno.unread")


def move(tx: Transaction, forms: Forms, image_id: str, tps: str, reason: str) -> None:
    """Same form and page, other TPS. Raises UserError ``image.unplaced`` if form or page is not known."""
    old = _require(tx, image_id)
    if not old["form"] or not old["page"]:
        raise UserError("Foto ini belum punya formulir dan halaman.", "Tentukan halamannya.", code="image.unplaced")
    assign(tx, forms, image_id, Place(tps, old["form"], old["page"]), reason)


def set_aside(tx: Transaction, forms: Forms, image_id: str, outcome: ImportOutcome, reason: str) -> None:
    """Take a picture out of its place (*belum ditempatkan* or *tidak terbaca*); the version before counts again."""
    if outcome is ImportOutcome.ACCEPTED:
        msg = "use assign() to put a picture in a place"
        raise ValueError(msg)
    old = _require(tx, image_id)
    panels.refuse_photo(tx, old)
    _refuse_change(tx, _place_of(old))
    _place(
        tx, forms, image_id, tps=None, form=old["form"], page=old["page"], rotation=old["rotation"],
        corners=_corners(old), outcome=outcome, reason=reason,
    )  # fmt: skip


def set_geometry(tx: Transaction, forms: Forms, image_id: str, rotation: int, corners: Corners) -> None:
    """How the operator turned the picture and where its corners are; its place and version stay.

    Raises UserError ``entry.locked`` for a photo in its place.
    """
    old = _require(tx, image_id)
    panels.refuse_photo(tx, old)
    _refuse_change(tx, _place_of(old))
    _place(
        tx, forms, image_id, tps=old["tps"], form=old["form"], page=old["page"], rotation=rotation, corners=corners,
        outcome=ImportOutcome(old["outcome"]), reason=old["reason"], version=old["version"],
    )  # fmt: skip


def _refuse_change(session: Session, place: Place | None) -> None:
    """The photos of a TPS stay once it is locked or approved; before that a photo of the corrected paper may come."""
    if place is not None:
        locks.refuse_if_locked(session, place.form, place.tps)
        machine.refuse_entry(store.stored_stage(session, place.form, place.tps), corrects=True)


def find(session: Session, *conditions: Condition) -> tuple[ImageVersion, ...]:
    """Pictures that fulfil conditions on :class:`ImageState` (or ``Image``), in order of arrival."""
    query = (
        ImageState.select(
            Placement.tps, Placement.form, Placement.page, Placement.version, Placement.rotation, Placement.corners,
            Placement.outcome, Placement.reason, Image.id, Image.sha256, Image.file_index, Image.source,
            Image.file_name, Image.at, Image.who,
        )
        .join(Placement, on=(Placement.id == ImageState.placement))
        .join(Image, on=(Image.id == ImageState.image))
        .where(*(conditions or (ImageState.version >= 0,)))
        .order_by(Image.seq, Image.machine)
    )  # fmt: skip
    return tuple(_version(row) for row in session.rows(query))


def derive_states(session: Session) -> dict[str, Row]:
    """What ``image_state`` must hold, from the history of placements and readings."""
    readings = dict(session.tuples(Reading.select(Reading.image, Reading.id).order_by(Reading.seq, Reading.machine)))
    rows = {row["image"]: row for row in session.rows(Placement.select().order_by(Placement.seq, Placement.machine))}
    best: dict[Place, Row] = {}
    for row in rows.values():
        place = _place_of(row)
        if place and (place not in best or best[place]["version"] < row["version"]):
            best[place] = row
    current = {row["image"] for row in best.values()}
    columns = ("tps", "form", "page", "version", "outcome")
    return {
        image: {
            "image": image,
            "placement": row["id"],
            "reading": readings.get(image),
            "current": int(image in current),
        }
        | {name: row[name] for name in columns}
        for image, row in rows.items()
    }


def take_states(tx: Transaction) -> set[tuple[str, str]]:
    """Bring ``image_state`` up to a history that came from elsewhere; returns (form, TPS) where photos changed."""
    stored = {row["image"]: row for row in tx.rows(ImageState.select())}
    touched: set[tuple[str, str]] = set()
    for image, row in derive_states(tx).items():
        if (before := stored.get(image)) == row:
            continue
        if before is None:
            tx.run(ImageState.insert(**row))
        else:
            tx.run(ImageState.update(**row).where(ImageState.image == image))
        touched |= {(place.form, place.tps) for place in map(_place_of, (before, row)) if place}
    return touched


def _place(
    tx: Transaction,
    forms: Forms,
    image_id: str,
    *,
    tps: str | None,
    form: str | None,
    page: int | None,
    rotation: int,
    corners: Corners,
    outcome: ImportOutcome,
    reason: str,
    version: int | None = None,
) -> None:
    before = tx.get(ImageState, image=image_id)
    if version is None:
        version = _next_version(tx, tps, form, page) if outcome is ImportOutcome.ACCEPTED else 0
    row = tx.insert(
        Placement, image=image_id, tps=tps, form=form, page=page, version=version, rotation=rotation % 360,
        corners=json.dumps([list(point) for point in corners]) if corners else None, outcome=str(outcome),
        reason=reason,
    )  # fmt: skip
    columns = {"placement": row["id"], "tps": tps, "form": form, "page": page, "version": version}
    columns |= {"outcome": str(outcome), "current": 0}
    if before is None:
        tx.run(ImageState.insert(image=image_id, reading=None, **columns))
    else:
        tx.run(ImageState.update(**columns).where(ImageState.image == image_id))
    places = {place for place in (_place_of(before), _place_of(columns)) if place}
    for place in places:
        _mark_current(tx, place)
    refresh_places(tx, forms, places)
    tx.changed.add("images")


def refresh_places(tx: Transaction, forms: Forms, places: Iterable[Place | None]) -> None:
    """Derive the state of each TPS and form that these places belong to."""
    for tps, form in sorted({(place.tps, place.form) for place in places if place}):
        state.refresh(tx, forms(form, tps), tps)


def place_of(session: Session, image_id: str) -> Place | None:
    """Where a picture stands now, ``None`` if nowhere."""
    return _place_of(session.get(ImageState, image=image_id))


def _place_of(row: Row | None) -> Place | None:
    return Place(row["tps"], row["form"], row["page"]) if row and row["version"] else None


def _mark_current(tx: Transaction, place: Place) -> None:
    """Exactly the highest version in a place counts."""
    here = _here(ImageState, place)
    newest = tx.one(ImageState.select(ImageState.image).where(*here).order_by(ImageState.version.desc()))
    tx.run(ImageState.update(current=0).where(*here))
    if newest:
        tx.run(ImageState.update(current=1).where(ImageState.image == newest["image"]))


def _here(table: type[ImageState | Placement], place: Place) -> tuple[Condition, ...]:
    return (table.tps == place.tps, table.form == place.form, table.page == place.page, table.version > 0)


def _current_id(session: Session, place: Place) -> str | None:
    row = session.one(ImageState.select(ImageState.image).where(*_here(ImageState, place), ImageState.current == 1))
    return row["image"] if row else None


def _next_version(session: Session, tps: str | None, form: str | None, page: int | None) -> int:
    place = Place(tps or "", form or "", page or 0)
    row = session.tuples(Placement.select(fn.MAX(Placement.version)).where(*_here(Placement, place)))
    return int(row[0][0] or 0) + 1


def _taken(session: Session, place: Place) -> str:
    tps = session.get(Tps, code=place.tps)
    number = f"{tps['number']:03d}" if tps else place.tps
    return f"TPS {number} halaman {place.page} sudah punya foto. Pilih apakah foto ini menggantikannya."


def _require(session: Session, image_id: str) -> Row:
    query = Placement.select(Placement).join(ImageState, on=(ImageState.placement == Placement.id))
    row = session.one(query.where(ImageState.image == image_id))
    if row is None:
        raise KeyError(image_id)
    return row


def _corners(row: Row) -> tuple[tuple[float, float], ...] | None:
    return tuple((x, y) for x, y in json.loads(row["corners"])) if row["corners"] else None


def _version(row: Row) -> ImageVersion:
    return ImageVersion(
        id=row["id"], sha256=row["sha256"], index=row["file_index"], source=row["source"],
        file_name=row["file_name"], tps=row["tps"], form=row["form"], page=row["page"], version=row["version"],
        rotation=row["rotation"], corners=_corners(row), outcome=ImportOutcome(row["outcome"]), reason=row["reason"],
        added_at=row["at"], added_by=row["who"],
    )  # fmt: skip
