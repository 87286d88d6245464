"""What the part *Panel* of *Pleno* does: sticks are asked for, long work runs in the pool, one piece at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs import panels
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.save import documents_folder
from sirekap_desktop.ui.tasks import TaskHandle
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from sirekap_desktop.jobs.panels import Packed, PanelState, Preview, Shared
    from sirekap_desktop.jobs.second_copy import Step
    from sirekap_desktop.models.panels import Handing
    from sirekap_desktop.ui.pleno.panel import PanelView


class PanelWork(QObject):
    """The view shows and emits; this asks and works."""

    changed = Signal()
    """Something was written: the page reads again."""

    def __init__(self, view: PanelView) -> None:
        super().__init__(view)
        self._view = view
        self._context: Context | None = None
        self._job: TaskHandle | None = None
        view.share.wanted.connect(self.share)
        view.handings.take_back_wanted.connect(self.take_back)
        view.join.look_wanted.connect(self.choose)
        view.join.join_wanted.connect(self.join)
        view.pack.wanted.connect(self.pack)
        view.progress.cancelled.connect(self._cancel)

    @property
    def context(self) -> Context:
        assert self._context is not None
        return self._context

    def attach(self, context: Context) -> None:
        """Work in this workspace."""
        self._context = context

    def detach(self) -> None:
        """Stop what runs."""
        self._cancel()
        self._view.join.show_preview(None)
        self._context = None

    def load(self) -> None:
        """Read who has which desa."""
        workspace, form, context = self.context.workspace, self.context.form_id, self.context
        context.query(lambda: panels.load_state(workspace, form), done=self._show, key="pleno.panel", owner=self)

    def _show(self, state: PanelState) -> None:
        self._view.show_state(state, self.context)

    # -- the main laptop -----------------------------------------------------------------------------------------

    def share(self, number: int, leader: str, desa: list[str]) -> None:
        """*Bagi panel*."""
        if not desa:
            self.context.notify(self.tr("Pilih sedikitnya satu desa."), tone=Tone.BAD)
            return
        if not leader:
            self.context.notify(self.tr("Isi nama pemimpin panel."), tone=Tone.BAD)
            return
        place = self.context.dialogs.open_folder(self.tr("Pilih flash disk untuk panel {n}").format(n=number))
        if place is None:
            return
        workspace = self.context.workspace
        self._run(
            self.tr("Salinan untuk panel {n} ditulis dan diperiksa.").format(n=number),
            lambda step: panels.share(workspace, place, number, leader, desa, step=step),
            self._shared,
        )

    def _shared(self, shared: Shared) -> None:
        text = self.tr("Berkas panel {n} ditulis: {folder}")
        hint = self.tr("Sidik jari laptop ini, untuk dibandingkan di laptop panel: {fingerprint}")
        self.context.notify(
            text.format(n=shared.handing.number, folder=shared.folder),
            hint.format(fingerprint=shared.fingerprint),
            Tone.OK,
        )
        self.changed.emit()

    def take_back(self, handing: Handing) -> None:
        """The ketua has desa recorded here again."""
        text = self.tr(
            "Yang dicatat panel sesudah paket terakhirnya tidak ada di sini, dan paketnya tidak dapat digabung lagi."
        )
        reason = self.context.dialogs.ask_text(
            self.tr("Ambil kembali desa panel {n}?").format(n=handing.number), text, yes=self.tr("Ambil kembali"),
            no=self.tr("Biarkan"), validate=lambda said: "" if said.strip() else self.tr("Tulis alasannya."),
        )  # fmt: skip
        if reason is not None:
            workspace = self.context.workspace
            self.context.tasks.write(
                lambda: workspace.take_back_desa(handing.id, reason), done=lambda _r: self.changed.emit(), owner=self
            )

    def choose(self) -> None:
        """Ask for a package and look into it."""
        path = self.context.dialogs.open_file(self.tr("Pilih paket desa"), self.tr("Paket desa (*.zip)"))
        if path is not None:
            self.look(path)

    def look(self, path: Path) -> None:
        """Show what a package brings."""
        workspace = self.context.workspace
        self._view.join.show_preview(None)
        self._run(
            self.tr("Paket {name} diperiksa.").format(name=path.name),
            lambda _step: panels.look(workspace, path),
            self._view.join.show_preview,
        )

    def join(self, shown: Preview) -> None:
        """*Gabung panel*."""
        workspace, accepted = self.context.workspace, shown.fingerprint
        self._run(
            self.tr("Foto panel {n} disalin, lalu semua catatannya digabung.").format(n=shown.number),
            lambda step: panels.join(workspace, shown.path, accepted=accepted, step=step),
            self._joined,
        )

    def _joined(self, seen: Preview) -> None:
        self._view.join.show_preview(None)
        back = self.tr("Desanya kembali ke laptop ini.")
        stays = self.tr("Panel masih mencatat; desanya tetap di laptop panel.")
        text = self.tr("Panel {n} digabung: {tps} TPS, {approved} disahkan.")
        text = text.format(n=seen.number, tps=seen.tps, approved=seen.approved)
        self.context.notify(text, back if seen.final else stays, Tone.OK)
        self.changed.emit()

    # -- the panel's laptop --------------------------------------------------------------------------------------

    def pack(self, final: bool) -> None:
        """Write the desa package."""
        dialogs, workspace = self.context.dialogs, self.context.workspace
        if final and not dialogs.confirm(
            self.tr("Tulis paket akhir?"),
            self.tr("Sesudah ini tidak ada lagi yang dicatat di laptop ini; perubahan dicatat di laptop induk."),
            yes=self.tr("Tulis paket akhir"),
            no=self.tr("Belum"),
        ):
            return
        suggested = documents_folder() / panels.package_name(workspace, final=final)
        path = dialogs.save_file(self.tr("Tulis paket desa ke flash disk"), suggested, self.tr("Paket desa (*.zip)"))
        if path is not None:
            self._run(
                self.tr("Paket desa ditulis dan dibaca kembali."),
                lambda step: panels.pack(
                    workspace, path, final=final, progress=lambda written: step(written.done, written.total)
                ),
                self._packed,
            )

    def _packed(self, packed: Packed) -> None:
        hint = self.tr("Bawa ke laptop induk. Sidik jari laptop ini: {fingerprint}")
        text = self.tr("Paket desa ditulis: {path}").format(path=packed.path)
        self.context.notify(text, hint.format(fingerprint=packed.fingerprint), Tone.OK)
        self.changed.emit()

    # -- long work -----------------------------------------------------------------------------------------------

    def _run(self, caption: str, work: Callable[[Step], object], done: Callable[[Any], None]) -> None:
        if self._job is not None:
            return
        self._view.progress.start(caption)
        self._view.progress.show()
        self._job = self.context.run(
            lambda job: work(partial(_tell, job)),
            progress=lambda step: self._view.progress.show_progress(*step),
            done=partial(self._ended, done),
            failed=self._failed,
            owner=self,
        )

    def _ended(self, done: Callable[[Any], None], result: object) -> None:
        self._job = None
        self._view.progress.hide()
        done(result)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._view.progress.hide()
        self.context.tasks.on_error(error)
        self.changed.emit()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._view.progress.hide()


def _tell(job: TaskHandle, done: int, total: int) -> None:
    if job.is_cancelled():
        raise UserError(QCoreApplication.translate("Panel", "Dibatalkan."), code="panel.cancelled")
    job.report((done, total, ""))
