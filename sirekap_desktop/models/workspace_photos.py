"""The part of the workspace that keeps photos and what the machine read on them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sirekap_desktop.forms.reading import FieldReading, PageReading, TpsReading
from sirekap_desktop.models import placements, readings, state
from sirekap_desktop.models.placements import Corners, Place
from sirekap_desktop.models.records import ImageVersion, ImportOutcome
from sirekap_desktop.models.roles import Act
from sirekap_desktop.models.schema import Image, ImageState
from sirekap_desktop.models.workspace_region import RegionPart


class PhotoPart(RegionPart):
    """Photos and readings."""

    def store_original(self, data: bytes, suffix: str) -> tuple[str, bool]:
        """Keep the original bytes under their SHA-256; on disk for good on return.

        Returns:
            The hash, and whether the bytes had to be written. Those of a photo that the workspace knows were lost or
            damaged then; the audit says that they were given back (``image.restored``).
        """
        self._store.refuse_reader()
        sha256, written = self._images.store(data, suffix)
        if written and self.known(sha256):
            with self.write() as tx:
                tx.event("image.restored", sha256=sha256)
        return sha256, written

    def original_path(self, sha256: str) -> Path:
        return self._images.path(sha256)

    def known(self, sha256: str) -> tuple[ImageVersion, ...]:
        """Pictures already made from this content."""
        with self.read() as session:
            return placements.find(session, Image.sha256 == sha256)

    def add_image(
        self,
        *,
        sha256: str,
        index: int = 0,
        source: str,
        outcome: ImportOutcome,
        reason: str = "",
        tps: str | None = None,
        form: str | None = None,
        page: int | None = None,
        reading: PageReading | None = None,
        rotation: int = 0,
        corners: Corners = None,
        replace: bool = False,
    ) -> ImageVersion:
        """A picture with its place and reading, in one transaction.

        An accepted picture for a page that has a photo already comes back ``unassigned`` with the reason (TPS, form and
        page kept as a suggestion, version 0), unless ``replace``: then it is the next version, and entries made on the
        photo before are to be rechecked. A TPS that the workspace does not know makes it ``unassigned`` too.
        """
        file_name = self.original_path(sha256).name
        with self.write() as tx:
            image_id = placements.add(
                tx, self.form, sha256=sha256, index=index, source=source, file_name=file_name,
                outcome=ImportOutcome(outcome), reason=reason, tps=tps, form=form, page=page, rotation=rotation,
                corners=corners, replace=replace,
            )  # fmt: skip
            if reading is not None:
                readings.add(tx, self.form, image_id, reading)
            return placements.find(tx, ImageState.image == image_id)[0]

    def add_meeting_photo(
        self, *, sha256: str, index: int, source: str, place: Place, reading: PageReading
    ) -> ImageVersion:
        """A photo of the paper as the meeting corrected it, the next version of its page beside the one before.

        What was recorded from the photo before holds: the room has heard it, and a pembetulan has its own entry.

        Raises:
            UserError: ``pleno.unread``, ``pleno.approved``, ``entry.locked``, ``right.missing``.
        """
        file_name = self.original_path(sha256).name
        with self.write(Act.MEETING) as tx:
            placements.require_read_out(tx, place)
            image_id = placements.add(
                tx, self.form, sha256=sha256, index=index, source=source, file_name=file_name,
                outcome=ImportOutcome.ACCEPTED, reason=state.IN_MEETING, tps=place.tps, form=place.form,
                page=place.page, rotation=0, corners=None, replace=True,
            )  # fmt: skip
            readings.add(tx, self.form, image_id, reading)
            return placements.find(tx, ImageState.image == image_id)[0]

    def assign(self, image_id: str, tps: str, form: str, page: int, reason: str = "") -> ImageVersion:
        """Put a picture in a place as its newest version."""
        with self.write() as tx:
            placements.assign(tx, self.form, image_id, Place(tps, form, page), reason)
            return placements.find(tx, ImageState.image == image_id)[0]

    def move(self, image_id: str, tps: str, reason: str = "") -> ImageVersion:
        """To another TPS, same form and page; where it was, the version before counts again."""
        with self.write() as tx:
            placements.move(tx, self.form, image_id, tps, reason)
            return placements.find(tx, ImageState.image == image_id)[0]

    def set_aside(self, image_id: str, outcome: ImportOutcome, reason: str) -> ImageVersion:
        """Take a picture out of its place."""
        with self.write() as tx:
            placements.set_aside(tx, self.form, image_id, ImportOutcome(outcome), reason)
            return placements.find(tx, ImageState.image == image_id)[0]

    def set_geometry(
        self, image_id: str, rotation: int, corners: Corners, reading: PageReading | None = None
    ) -> ImageVersion:
        """Rotation (degrees clockwise) and corners given by hand, with the reading made with them."""
        with self.write() as tx:
            placements.set_geometry(tx, self.form, image_id, rotation, corners)
            if reading is not None:
                readings.add(tx, self.form, image_id, reading)
            return placements.find(tx, ImageState.image == image_id)[0]

    def image(self, image_id: str) -> ImageVersion | None:
        with self.read() as session:
            return next(iter(placements.find(session, ImageState.image == image_id)), None)

    def images(self, tps: str | None = None, outcome: ImportOutcome | None = None) -> tuple[ImageVersion, ...]:
        """Pictures in order of arrival: those in place at ``tps``, those with ``outcome``, or all."""
        conditions = []
        if tps is not None:
            conditions += [ImageState.tps == tps, ImageState.version > 0]
        if outcome is not None:
            conditions.append(ImageState.outcome == str(outcome))
        with self.read() as session:
            return placements.find(session, *conditions)

    def current_image(self, tps: str, form: str, page: int) -> ImageVersion | None:
        """The photo that counts for a page."""
        here = (ImageState.tps == tps, ImageState.form == form, ImageState.page == page, ImageState.current == 1)
        with self.read() as session:
            return next(iter(placements.find(session, *here)), None)

    def current_images(self, form: str) -> tuple[ImageVersion, ...]:
        """The photos that count, of all TPS in one pemilihan, by TPS and page."""
        with self.read() as session:
            found = placements.find(session, ImageState.form == form, ImageState.current == 1)
        return tuple(sorted(found, key=lambda item: (item.tps or "", item.page or 0)))

    def versions(self, tps: str, form: str, page: int) -> tuple[ImageVersion, ...]:
        """All photos in a place, the first version first."""
        here = (ImageState.tps == tps, ImageState.form == form, ImageState.page == page, ImageState.version > 0)
        with self.read() as session:
            return tuple(sorted(placements.find(session, *here), key=lambda item: item.version))

    # readings

    def reading(self, image_id: str) -> PageReading | None:
        """The newest."""
        with self.read() as session:
            return readings.newest(session, image_id)

    def save_fusion(self, tps: str, form: str, reading: TpsReading) -> None:
        with self.write() as tx:
            readings.save_fusion(tx, self.form(form, tps), tps, reading)

    def read_places(self) -> tuple[tuple[str, str], ...]:
        """(TPS, form) of which a photo was read and counts, by TPS."""
        with self.read() as session:
            return readings.places(session)

    def seen(self, tps: str, form: str) -> readings.Seen:
        """As :meth:`tps_reading` with value, status and cells only, and the photos: fast enough for a hundred TPS."""
        with self.snapshot() as session:
            return readings.seen(session, form, tps)

    def tps_reading(self, tps: str, form: str) -> Mapping[str, FieldReading]:
        """Per field what the machine saw on the photos that count now, fused if a fusion of just these is stored."""
        with self.snapshot() as session:
            return readings.of_tps(session, form, tps)
