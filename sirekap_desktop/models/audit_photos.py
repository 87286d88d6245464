"""Where the photos stood that acts speak of, at the time of the act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PureWindowsPath

from sirekap_desktop.models import schema
from sirekap_desktop.models.audit import AuditRow
from sirekap_desktop.models.audit_acts import detail_of
from sirekap_desktop.models.database import Row, Session

_WITH_IMAGE = frozenset({"entry", "placement", "reading"})


@dataclass(frozen=True, slots=True)
class PhotoTrail:
    """A photo by the name that it came under, and its places, oldest first."""

    name: str
    places: tuple[Row, ...]

    def at(self, row: AuditRow) -> Row | None:
        """Its place when the act was done."""
        return self._last((row.seq, row.machine))

    def before(self, row: AuditRow) -> Row | None:
        """Its place before a placement."""
        return self._last((row.seq - 1, "~"))

    def _last(self, mark: tuple[int, str]) -> Row | None:
        known = [place for place in self.places if (place["seq"], place["machine"]) <= mark]
        return known[-1] if known else None


def photo_trails(session: Session, rows: Sequence[AuditRow]) -> Mapping[str, PhotoTrail]:
    """By id, every photo that one of the acts names."""
    ids = sorted(_ids(rows))
    if not ids:
        return {}
    image, placement = schema.Image, schema.Placement
    sources = dict(session.tuples(image.select(image.id, image.source).where(image.id.in_(ids))))
    places: dict[str, list[Row]] = {}
    query = placement.select().where(placement.image.in_(ids)).order_by(placement.seq, placement.machine)
    for row in session.rows(query):
        places.setdefault(row["image"], []).append(row)
    return {name: PhotoTrail(file_name(source), tuple(places.get(name, ()))) for name, source in sources.items()}


def file_name(source: str) -> str:
    """The last part of a path of any system."""
    return PureWindowsPath(source).name or source


def _ids(rows: Iterable[AuditRow]) -> set[str]:
    found = {detail_of(row).get("image") for row in rows if row.subject in _WITH_IMAGE}
    return {name for name in found if isinstance(name, str)}
