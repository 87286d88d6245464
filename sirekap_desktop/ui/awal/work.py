"""What Awal starts in the pool: open, create, demo. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.records import Kecamatan
from sirekap_desktop.ui.tasks import TaskHandle

if TYPE_CHECKING:
    from sirekap_desktop.jobs.demo import DemoProgress
    from sirekap_desktop.jobs.restoring import Restored
    from sirekap_desktop.jobs.second_copy import Copy
    from sirekap_desktop.models.workspace import Workspace

_CODE_LENGTH = 6
WORKSPACE_IN_DEMO = "ulumanda"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A copy, and the new folder that it goes to."""

    copy: Copy
    folder: Path


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """What the form asks for."""

    folder: str
    code: str
    name: str
    kabupaten: str
    provinsi: str
    elections: str = "ppwp"
    """Id of an :class:`~sirekap_desktop.jobs.voting.ElectionSet`."""

    @property
    def kecamatan(self) -> Kecamatan:
        names = (part.strip().upper() for part in (self.name, self.kabupaten, self.provinsi))
        return Kecamatan(self.code.strip(), *names)


def problems(form: NewWorkspace) -> dict[str, str]:
    """What is wrong with the form, by field name, each a sentence; empty when it can be used."""
    translate = QCoreApplication.translate
    found = {}
    code = form.code.strip()
    if len(code) != _CODE_LENGTH or not (code.isascii() and code.isdigit()):
        found["code"] = translate("Awal", "Kode kecamatan terdiri dari enam angka, misalnya 760505.")
    for name in ("name", "kabupaten", "provinsi"):
        if not str(getattr(form, name)).strip():
            found[name] = translate("Awal", "Isi nama seperti tercetak pada formulir.")
    if not form.folder.strip():
        found["folder"] = translate("Awal", "Pilih folder baru atau kosong.")
    return found


def create(form: NewWorkspace, operator: str) -> Workspace:
    """Make and open the workspace."""
    from sirekap_desktop.jobs.voting import election_sets  # noqa: PLC0415
    from sirekap_desktop.models.workspace import Workspace  # noqa: PLC0415 - the window is shown sooner

    workspace = Workspace.create(Path(form.folder.strip()), form.kecamatan, operator=operator)
    chosen = next((item.forms for item in election_sets(form.kecamatan.code) if item.id == form.elections), ())
    if chosen and chosen != workspace.form_ids():
        workspace.set_elections(chosen)
    return workspace


def open_folder(folder: Path, operator: str) -> Workspace:
    """Open a workspace; the demo's outer folder is understood too."""
    from sirekap_desktop.models.workspace import Workspace  # noqa: PLC0415 - the window is shown sooner

    inner = folder / WORKSPACE_IN_DEMO
    is_outer = not (folder / "sirekap.db").is_file() and (inner / "sirekap.db").is_file()
    return Workspace.open(inner if is_outer else folder, operator=operator)


def restore(wanted: Wanted, operator: str, job: TaskHandle) -> Restored:
    """Bring a copy into a new folder, and open and verify it there; cancelled, it leaves nothing."""
    from sirekap_desktop.jobs import restoring  # noqa: PLC0415 - the window is shown sooner

    stopped = UserError(QCoreApplication.translate("Awal", "Pemulihan dibatalkan."), code="copy.cancelled")

    def tell(done: int, total: int) -> None:
        if job.is_cancelled():
            raise stopped
        job.report((QCoreApplication.translate("Awal", "Foto disalin dan diperiksa."), done, total))

    folder = restoring.restore(wanted.copy, wanted.folder, step=tell)
    job.report((QCoreApplication.translate("Awal", "Seluruh jejak audit diperiksa."), 1, 1))
    found = restoring.open_restored(wanted.copy, folder, operator=operator)
    if job.is_cancelled():
        restoring.discard(found)
        raise stopped
    return found


def build_demo(folder: Path, progress: Callable[[DemoProgress], None]) -> None:
    """The demo's own code (drawing, reading, documents) is loaded only when a demo is wanted."""
    from sirekap_desktop.jobs import demo  # noqa: PLC0415 - the window is shown sooner

    demo.build_demo(folder, progress=progress)


def open_demo(folder: Path, operator: str, job: TaskHandle) -> Workspace:
    """Build the demo unless it stands there already, and open it."""
    if not (folder / WORKSPACE_IN_DEMO / "sirekap.db").is_file():

        def tell(step: DemoProgress) -> None:
            if job.is_cancelled():
                raise UserError(QCoreApplication.translate("Awal", "Pembuatan demo dibatalkan."), code="demo.cancelled")
            job.report((step.step, step.done, step.total))

        build_demo(folder, progress=tell)
    return open_folder(folder, operator)
