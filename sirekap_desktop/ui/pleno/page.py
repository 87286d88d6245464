"""*Pleno*: the meeting of the pemilihan that is worked on, from its opening to the lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sirekap_desktop.jobs.meeting_photo import with_photos_before
from sirekap_desktop.jobs.pleno import (
    PEMBETULAN,
    Sitting,
    TpsInMeeting,
    correct,
    load_sitting,
    load_tps,
    next_line,
    record_recount,
    with_entries,
)
from sirekap_desktop.jobs.pleno_checklist import checklist
from sirekap_desktop.jobs.rereading import add_meeting_photo
from sirekap_desktop.jobs.slides import slide_of
from sirekap_desktop.models.roles import Act
from sirekap_desktop.ui.actions import bind
from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.impor.drop_zone import PATTERN
from sirekap_desktop.ui.periksa.picture_cache import PictureCache
from sirekap_desktop.ui.periksa.pictures import FieldCrops
from sirekap_desktop.ui.pleno.acts import PHOTO, fact_of
from sirekap_desktop.ui.pleno.kunci import KunciView
from sirekap_desktop.ui.pleno.panel import PanelView
from sirekap_desktop.ui.pleno.panel_work import PanelWork
from sirekap_desktop.ui.pleno.projector import Projector
from sirekap_desktop.ui.pleno.rapat import RapatView
from sirekap_desktop.ui.pleno.sidang import SidangView
from sirekap_desktop.ui.theme import Tone, px
from sirekap_desktop.ui.widgets import button
from sirekap_desktop.ui.widgets.chips import ChipRow

if TYPE_CHECKING:
    from sirekap_desktop.jobs.slips import SlipLine
    from sirekap_desktop.jobs.tps_view import TpsView
    from sirekap_desktop.models.pleno.facts import Fact
    from sirekap_desktop.models.records import Entry
    from sirekap_desktop.models.workspace import Workspace
    from sirekap_desktop.ui.context import Context

RAPAT, SIDANG, KUNCI, PANEL = "rapat", "sidang", "kunci", "panel"
_RELEVANT = frozenset({"entries", "images", "readings", "wilayah", "lock", "pleno", "people", "panels"})
Loaded = tuple[Sitting, TpsInMeeting | None]


class PlenoPage(Page):
    """The meeting itself, the TPS in order, the checklist with the locks, the laptops of panels. And the projector."""

    help_anchor = "pleno"
    messages_right = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sitting: Sitting | None = None
        self.tps: TpsInMeeting | None = None
        self.projector: Projector | None = None
        self._code = ""
        self._busy = False
        self._pictures = PictureCache(self)
        self._pictures.ready.connect(lambda _key, _picture: self._show_step())
        self._pictures.failed.connect(lambda _key, error: self.context.tasks.on_error(error))
        self.rapat, self.sidang, self.kunci, self.panel = RapatView(), SidangView(), KunciView(), PanelView()
        self.panel_work = PanelWork(self.panel)
        self.parts = QStackedWidget()
        for part in (self.rapat, self.sidang, self.kunci, self.panel):
            self.parts.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(10))
        column.addWidget(self.parts)
        self._top = self._make_top()
        self.setFocusProxy(self.sidang)
        self._connect()

    def _make_top(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self.chips = ChipRow(self.tr("Bagian rapat"))
        self.chips.show_items(
            [
                (RAPAT, self.tr("Rapat")),
                (SIDANG, self.tr("TPS")),
                (KUNCI, self.tr("Periksa akhir dan kunci")),
                (PANEL, self.tr("Panel")),
            ]
        )
        self.chips.chosen.connect(self.show_part)
        row.addWidget(self.chips, 1)
        row.addWidget(button(self.tr("Proyektor"), self.toggle_projector, icon_name="eye"))
        return holder

    def _connect(self) -> None:
        self.sidang.opened.connect(self.open_tps)
        self.sidang.acted.connect(self._act)
        self.sidang.stepped.connect(self._show_step)
        self.sidang.hints_changed.connect(self.hints_changed)
        self.rapat.noted.connect(self._note_meeting)
        self.panel_work.changed.connect(self._reload)
        self.kunci.lock_wanted.connect(self._lock)
        self.kunci.opened.connect(self._open_from_checklist)
        self.kunci.refused.connect(lambda reason: self.context.notify(reason, tone=Tone.BAD))
        bind(self, "pleno.rapat", lambda: self.show_part(RAPAT))
        bind(self, "pleno.sidang", lambda: self.show_part(SIDANG))
        bind(self, "pleno.kunci", lambda: self.show_part(KUNCI))
        bind(self, "pleno.panel", lambda: self.show_part(PANEL))
        bind(self, "pleno.projector", self.toggle_projector)
        bind(self, "pleno.next", self.next_tps)

    # -- page ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Pleno")

    def top_widget(self) -> QWidget:
        return self._top

    def key_hints(self) -> list[tuple[str, str]]:
        parts = [("F2", self.tr("rapat")), ("F3", self.tr("TPS")), ("F4", self.tr("kunci")), ("F5", self.tr("panel"))]
        tail = [*parts, ("F11", self.tr("proyektor"))]
        return [*self.sidang.key_hints(), *tail] if self.part == SIDANG else tail

    @property
    def part(self) -> str:
        """Which part is on show."""
        return (RAPAT, SIDANG, KUNCI, PANEL)[self.parts.currentIndex()]

    def attach(self, context: Context) -> None:
        super().attach(context)
        self._pictures.attach(context)
        self.panel_work.attach(context)
        context.operator_changed.connect(self._reload)
        context.ballot_changed.connect(self._forget_tps)

    def detach(self) -> None:
        if self.projector is not None:
            self.projector.close()
        self._pictures.detach()
        self.panel_work.detach()
        self.sitting = self.tps = None
        super().detach()

    def activate(self, **target: Any) -> None:  # noqa: ANN401
        if code := target.get("tps"):
            self.open_tps(str(code))
        elif part := target.get("part"):
            self.show_part(str(part))
        elif self.part == SIDANG:
            self.sidang.setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        if kinds & (_RELEVANT | {"sirekap"}) or self.sitting is None:
            self._reload()

    def _forget_tps(self) -> None:
        """Another pemilihan: its meeting stands elsewhere."""
        self.sitting, self.tps, self._code = None, None, ""
        self.rapat.forget()
        if self.attached:
            self._reload()

    def _reload(self) -> None:
        if not self.attached:
            return
        context = self.context
        workspace, form, dapil, code = context.workspace, context.form_id, context.dapil, self._code
        context.query(lambda: load(workspace, form, dapil, code), done=self._show, key="pleno", owner=self)

    def _check(self) -> None:
        """The checklist; looking for likely slips takes its time, so only where it is on show. So the panels."""
        if self.attached and self.part == PANEL:
            self.panel_work.load()
        if self.sitting is None or self.part != KUNCI:
            return
        context, sitting = self.context, self.sitting
        context.query(
            lambda: checklist(sitting, open_slips(context.slips.lines(), sitting)),
            done=lambda checks: self.kunci.show_checks(sitting, checks, context),
            key="pleno.checks",
            owner=self,
        )

    def _show(self, loaded: Loaded) -> None:
        first = self.sitting is None
        self.sitting, tps = loaded
        self.rapat.show_meeting(self.sitting, self.context)
        self.sidang.show_sitting(self.sitting)
        if first and self.part != PANEL:
            self.show_part(SIDANG if self.sitting.meeting.open else RAPAT)
        self._show_tps(tps)
        self._check()

    def _show_tps(self, tps: TpsInMeeting | None) -> None:
        self.tps = tps
        self._code = tps.code if tps else ""
        if tps is not None:
            self.sidang.show_tps(tps)
        self._show_step()
        self.hints_changed.emit()

    def show_part(self, part: str) -> None:
        """One of the three parts, with the cursor in it."""
        shown = {RAPAT: self.rapat, SIDANG: self.sidang, KUNCI: self.kunci, PANEL: self.panel}[part]
        self.parts.setCurrentWidget(shown)
        self.setFocusProxy(shown)  # Tab never ends in a part that is hidden
        self.chips.choose(part)
        shown.setFocus()
        self._check()
        self.hints_changed.emit()

    # -- one TPS -------------------------------------------------------------------------------------------------

    def open_tps(self, code: str) -> None:
        """Put a TPS before the meeting."""
        self._code = code
        self.show_part(SIDANG)
        self._reload()

    def next_tps(self) -> None:
        """The next one that is neither approved nor postponed."""
        line = next_line(self.sidang.lines, self._code)
        if line is None:
            self.context.notify(self.tr("Semua TPS sudah disahkan atau ditunda."), tone=Tone.OK)
        else:
            self.open_tps(line.code)

    def _open_from_checklist(self, code: str) -> None:
        line = self.sitting.line(code) if self.sitting else None
        if line is not None and not line.complete:
            self.navigate.emit("periksa", {"tps": code})
        else:
            self.open_tps(code)

    def _act(self, kind: str, values: dict[str, Any]) -> None:
        """Write what the room decided; refused, it stays in the form with the reason in the message bar."""
        tps = self.tps
        if not kind:
            self.context.notify(str(values["reason"]), tone=Tone.BAD)
            return
        if tps is None or self._busy:
            return
        if kind == PHOTO:
            self._add_photo(tps)
            return
        self._busy = True
        work = self._work(kind, values, tps)
        self.context.tasks.write(
            work, done=lambda written: self._acted(kind, written), failed=self._refused, owner=self
        )

    def _work(self, kind: str, values: dict[str, Any], tps: TpsInMeeting) -> Callable[[], object]:
        workspace, form = self.context.workspace, tps.view.form.id
        if kind == PEMBETULAN:
            return lambda: correct(
                workspace,
                tps,
                values["field"],
                int(values["value"]),
                reason=values["reason"],
                witness=values["witness"],
            )
        if kind == "recounted":
            return lambda: record_recount(workspace, tps, values["counted"], note=values["note"])
        fact: Fact = values["fact"] if "fact" in values else fact_of(kind, values)
        return lambda: workspace.note(form, fact, tps.code, ref=values.get("ref"))

    def _add_photo(self, tps: TpsInMeeting) -> None:
        """A photo of the corrected paper, of the page of the current row."""
        step = max(0, self.sidang.table.step)
        page, form = tps.figures[step].field.page, tps.view.form.id
        title, pattern = self.tr("Pilih foto baru halaman {page}"), self.tr("Foto dan PDF ({pattern})")
        path = self.context.dialogs.open_file(title.format(page=page), pattern.format(pattern=PATTERN))
        if path is None:
            return
        workspace = self.context.workspace
        said = self.tr("Foto baru halaman {page} disimpan di samping yang lama.").format(page=page)
        self.context.run(
            lambda _job: add_meeting_photo(workspace, tps.code, form, page, path),
            done=lambda _image: self._photo_added(said),
            failed=self._refused,
            owner=self,
        )

    def _photo_added(self, said: str) -> None:
        self.context.notify(said, tone=Tone.OK)
        self._reload()

    def _acted(self, kind: str, written: object) -> None:
        """The room sees a new figure at once; the rest is read again."""
        self._busy = False
        self.sidang.close_form()
        if kind in (PEMBETULAN, "recounted") and self.tps is not None:
            self._show_tps(with_entries(self.tps, cast("tuple[Entry, ...]", written)))
        following = next_line(self.sidang.lines, self._code)
        if kind in ("approved", "postponed") and following is not None and following.code != self._code:
            self._code = following.code
        self._reload()

    def _refused(self, error: BaseException) -> None:
        self._busy = False
        self.context.tasks.on_error(error)

    # -- meeting and locks ---------------------------------------------------------------------------------------

    def _note_meeting(self, noted: list[tuple[Fact, str | None]], said: str) -> None:
        """Facts of the meeting, all or none."""
        workspace, form = self.context.workspace, self.context.form_id

        def work() -> None:
            with workspace.action(Act.MEETING):
                for fact, ref in noted:
                    workspace.note(form, fact, ref=ref)

        self.context.tasks.write(work, done=lambda _r: self._noted(said), failed=self._refused, owner=self)

    def _noted(self, said: str) -> None:
        self.rapat.done()
        if said:
            self.context.notify(said, tone=Tone.OK)
        self._reload()

    def _lock(self, desa: str, scope: str, reason: str, lock: bool) -> None:
        workspace = self.context.workspace
        form = "" if scope == "kecamatan" else self.context.form_id
        act = workspace.lock if lock else workspace.unlock
        said = self.tr("Terkunci.") if lock else self.tr("Kunci dibuka: revisi berikut dimulai.")

        def done(_result: object) -> None:
            self.kunci.close_form()
            self.context.notify(said, tone=Tone.OK if lock else Tone.WARN)
            self._reload()

        self.context.tasks.write(lambda: act(reason, form, desa), done=done, failed=self._refused, owner=self)

    # -- the room ------------------------------------------------------------------------------------------------

    def toggle_projector(self) -> None:
        """Open the second window, or close it."""
        if self.projector is not None:
            self.projector.close()
            return
        self.projector = Projector(self.window())
        self.projector.closed.connect(self._projector_closed)
        self.projector.open()
        self._show_step()

    def _projector_closed(self) -> None:
        if self.projector is not None:
            self.projector.deleteLater()
        self.projector = None

    def _show_step(self) -> None:
        """The current row, to the operator and to the room: the number at once, its picture when it is there."""
        if self.sitting is None or not self.attached:
            return
        step = self.sidang.table.step
        crops = self._crops(step, self.tps.view if self.tps else None)
        self.sidang.show_crops(crops, self._crops(step, self.tps.view.before if self.tps else None))
        if self.projector is not None:
            self.projector.show_slide(slide_of(self.sitting, self.tps, step), crops)

    def _crops(self, step: int, view: TpsView | None) -> FieldCrops | None:
        tps = self.tps
        if tps is None or view is None or view.tps != tps.view.tps or not 0 <= step < len(tps.figures):
            return None
        field = tps.figures[step].field
        if field.page not in view.images:
            return None
        picture = self._pictures.get(view, field.page)
        if picture is not None and view is tps.view:
            self._pictures.prefetch(view, field.page, None)
        return picture.crops.get(field.name) if picture else None


def load(workspace: Workspace, form: str, dapil: str, code: str) -> Loaded:
    """Read where the meeting stands and the TPS before it; runs in the pool."""
    sitting = load_sitting(workspace, form, dapil)
    line = sitting.line(code) or next_line(sitting.lines) or next(iter(sitting.lines), None)
    return sitting, with_photos_before(workspace, load_tps(workspace, form, line.code)) if line else None


def open_slips(lines: Iterable[SlipLine], sitting: Sitting) -> set[str]:
    """TPS of this pemilihan with a likely slip that nobody has given a reason for."""
    return {line.tps.code for line in lines if line.open and line.form.id == sitting.form.id}
