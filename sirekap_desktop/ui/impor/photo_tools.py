"""What can be done with one photo, from *Impor* and from *Periksa*: turn, corners, replace, move, versions.

Nothing is overwritten: a reading is added, a replaced photo stays as the version before (design.md §4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.jobs import regroup
from sirekap_desktop.jobs.importing import replace_photo, reread
from sirekap_desktop.jobs.judging import known_forms
from sirekap_desktop.models.records import ImageVersion, ImportOutcome
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.impor.corner_dialog import CornerDialog, CornerPhoto, Geometry, corner_photo
from sirekap_desktop.ui.impor.drop_zone import PATTERN
from sirekap_desktop.ui.impor.matching import TpsChoice, choices
from sirekap_desktop.ui.impor.move_dialog import MoveDialog
from sirekap_desktop.ui.impor.pictures import turned
from sirekap_desktop.ui.impor.versions import Version, VersionsDialog, load_versions
from sirekap_desktop.ui.impor.words import place_text
from sirekap_desktop.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Changed:
    """A photo after a change, with what is read on it now."""

    image: ImageVersion
    reading: PageReading | None
    rechecks: int = 0
    """Recorded numbers of its page that are to be checked again."""


class PhotoTools(QObject):
    """Owned by a page (``parent``); one change at a time per photo."""

    changed = Signal(object)
    """:class:`Changed`, after the workspace has it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._parent = context, parent
        self._busy: set[str] = set()
        self.dialog: QDialog | None = None
        """The dialog on show, for tests."""

    def use(self, tool: str, image: ImageVersion) -> None:
        """The tool of a button: ``rotate``, ``corners``, ``replace``, ``move`` or ``versions``."""
        tools = {
            "rotate": self.rotate,
            "corners": self.set_corners,
            "replace": self.replace,
            "move": self.move,
            "versions": self.versions,
        }
        tools[tool](image)

    # turn

    def rotate(self, image: ImageVersion) -> None:
        """A quarter turn clockwise, and read again."""
        self._reread(image, (image.rotation + 90) % 360, None, self.tr("Foto diputar dan dibaca ulang"))

    def _reread(
        self,
        image: ImageVersion,
        rotation: int,
        hand: Geometry | None,
        said: str,
    ) -> None:
        workspace = self._context.workspace

        def work(_job: Any) -> Changed:  # noqa: ANN401
            if hand is None:
                after = reread(workspace, image.id, rotation)
            else:
                after = reread(workspace, image.id, rotation, hand.corners, form_id=hand.form, page=hand.page)
            return _changed(workspace, after)

        self._start(image, work, lambda changed: self._tell_read(changed, said))

    def _tell_read(self, changed: Changed, said: str) -> None:
        image, reading = changed.image, changed.reading
        if reading is None or reading.status != "read":
            why = (reading.reason if reading else "") or self.tr("Halaman belum ditemukan.")
            self._context.notify(
                self.tr("{what}, tetapi halamannya belum terbaca.").format(what=said),
                f"{why} " + self.tr("Putar lagi, atau atur keempat sudutnya."),
                Tone.WARN,
            )
        elif image.outcome is ImportOutcome.ACCEPTED:
            text = self.tr("{what}: halaman {page} terbaca.").format(what=said, page=reading.page)
            self._context.notify(text, "", Tone.OK)
        else:
            text = self.tr("{what}: halaman {page} terbaca, tetapi belum bertempat.").format(
                what=said, page=reading.page
            )
            self._context.notify(text, image.reason, Tone.WARN)

    # corners

    def set_corners(self, image: ImageVersion) -> None:
        """Open the corner dialog; saving reads the photo again with what was set."""
        workspace = self._context.workspace
        self._context.query(
            lambda: _corner_photo(workspace, image), done=self._open_corners, key="impor.open_corners", owner=self
        )

    def _open_corners(self, loaded: tuple[CornerPhoto, tuple[FormDefinition, ...]]) -> None:
        photo, forms = loaded
        dialog = CornerDialog(self._context, photo, forms, self._parent)
        dialog.saved.connect(lambda geometry: self._save_corners(photo.image, geometry))
        self._show(dialog)

    def _save_corners(self, image: ImageVersion, geometry: Geometry) -> None:
        said = self.tr("Sudut disimpan dan foto dibaca ulang")
        self._reread(image, geometry.rotation, geometry, said)

    # replace

    def replace(self, image: ImageVersion) -> None:
        """Choose a better photo for the place of ``image``; the old one is kept."""
        if not (image.version and image.tps and image.form and image.page):
            self._context.notify(
                self.tr("Foto ini belum bertempat, jadi belum ada yang diganti."),
                self.tr("Impor foto yang lebih baik, lalu tempatkan."),
            )
            return
        title = self.tr("Pilih foto pengganti halaman {page}").format(page=image.page)
        path = self._context.dialogs.open_file(title, self.tr("Foto dan PDF ({pattern})").format(pattern=PATTERN))
        if path is None:
            return
        workspace, place = self._context.workspace, (image.tps, image.form, image.page)

        def work(_job: Any) -> Changed:  # noqa: ANN401
            return _changed(workspace, replace_photo(workspace, *place, path))

        self._start(image, work, self._tell_replaced)

    def _tell_replaced(self, changed: Changed) -> None:
        image = changed.image
        if image.outcome is not ImportOutcome.ACCEPTED:
            self._context.notify(
                self.tr("Foto baru belum terbaca, jadi foto lama tetap dipakai."),
                f"{image.reason} " + self.tr("Foto baru disimpan; atur sudutnya di Impor."),
                Tone.WARN,
            )
            return
        text = self.tr("Foto halaman {page} diganti; foto lama tetap disimpan.").format(page=image.page)
        self._context.notify(text, self._recheck_text(changed.rechecks), Tone.OK)

    def _recheck_text(self, count: int) -> str:
        return self.tr("{n} isian yang sudah dicatat ditandai periksa ulang.").format(n=count) if count else ""

    # move

    def move(self, image: ImageVersion) -> None:
        """To another TPS, same form and page."""
        if not (image.version and image.tps):
            self._context.notify(self.tr("Foto ini belum bertempat."), self.tr("Tempatkan dengan mengetik TPS-nya."))
            return
        workspace, form_id = self._context.workspace, self._context.form_id
        self._context.query(
            lambda: choices(workspace.progress(form_id), workspace.desa()),
            done=lambda items: self._open_move(image, items),
            key="impor.open_move",
            owner=self,
        )

    def _open_move(self, image: ImageVersion, items: tuple[TpsChoice, ...]) -> None:
        now = next((item for item in items if item.code == image.tps), None)
        others = [item for item in items if item.code != image.tps]
        place = place_text(now.desa, now.tps.number) if now else image.tps or ""
        dialog = MoveDialog(place, image.page, others, self._parent)
        dialog.chosen.connect(lambda choice, reason: self._move(image, choice, reason))
        self._show(dialog)

    def _move(self, image: ImageVersion, choice: TpsChoice, reason: str) -> None:
        place = place_text(choice.desa, choice.tps.number)
        if image.page in choice.pages_present and not self._context.dialogs.confirm(
            self.tr("Ganti foto {place}").format(place=place),
            self.tr("Halaman {page} di {place} sudah punya foto. Foto itu tetap disimpan sebagai versi lama.").format(
                page=image.page, place=place
            ),
            yes=self.tr("Ganti foto"),
        ):
            return
        workspace = self._context.workspace

        def work(_job: Any) -> Changed:  # noqa: ANN401
            return _changed(workspace, regroup.move(workspace, image.id, choice.code, reason))

        def tell(changed: Changed) -> None:
            text = self.tr("Foto halaman {page} dipindahkan ke {place}.").format(page=image.page, place=place)
            self._context.notify(text, self._recheck_text(changed.rechecks), Tone.OK)

        self._start(image, work, tell)

    # versions

    def versions(self, image: ImageVersion) -> None:
        """Show every photo that stood in the place of ``image``."""
        workspace = self._context.workspace
        self._context.query(
            lambda: (load_versions(workspace, image), _place(workspace, image)),
            done=self._open_versions,
            key="impor.versions",
            owner=self,
        )

    def _open_versions(self, loaded: tuple[tuple[Version, ...], str]) -> None:
        versions, place = loaded
        if not versions:
            self._context.notify(self.tr("Foto ini belum bertempat, jadi belum punya versi."))
            return
        page = versions[0].image.page
        where = self.tr("{place} halaman {page}").format(place=place, page=page)
        self._show(VersionsDialog(where, versions, self._parent))

    # common

    def _start(self, image: ImageVersion, work: Callable[[Any], Changed], tell: Callable[[Changed], None]) -> None:
        """Run a change in the pool; the same photo waits until the change before is done."""
        if image.id in self._busy:
            self._context.notify(self.tr("Foto ini sedang dibaca ulang."))
            return
        self._busy.add(image.id)

        def done(changed: Changed) -> None:
            self._busy.discard(image.id)
            tell(changed)
            self.changed.emit(changed)

        def failed(error: BaseException) -> None:
            self._busy.discard(image.id)
            self._context.tasks.on_error(error)

        self._context.run(work, done=done, failed=failed, owner=self)

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _forget_dialog(self, _result: int) -> None:
        self.dialog = None


def _changed(workspace: Workspace, image: ImageVersion) -> Changed:
    """Read back what stands now; runs in the pool."""
    rechecks = 0
    if image.version and image.tps and image.form and image.page:
        names = {field.name for field in workspace.form(image.form, image.tps).fields_on(image.page)}
        entries = workspace.entries(image.tps, image.form)
        rechecks = sum(entry.recheck for name, entry in entries.items() if name in names)
    return Changed(image, workspace.reading(image.id), rechecks)


def _corner_photo(workspace: Workspace, image: ImageVersion) -> tuple[CornerPhoto, tuple[FormDefinition, ...]]:
    photo = turned(workspace, image)
    reading = workspace.reading(image.id)
    found = reading.registration.corners if reading and reading.registration else None
    own = workspace.form_ids()
    forms = sorted(known_forms(workspace, image.tps), key=lambda form: form.id not in own)
    return corner_photo(image, photo, image.corners or found), tuple(forms)


def _place(workspace: Workspace, image: ImageVersion) -> str:
    tps = workspace.find_tps(image.tps) if image.tps else None
    names = {item.code: item.name for item in workspace.desa()}
    return place_text(names[tps.desa_code], tps.number) if tps else ""
