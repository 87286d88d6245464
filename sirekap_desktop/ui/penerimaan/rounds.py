"""One round of receiving at a time, in the background: what runs, how far it is, how it ended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.penerimaan.records import Result
from sirekap_desktop.ui.context import PageTools
from sirekap_desktop.ui.kirim.model import size_text
from sirekap_desktop.ui.penerimaan.words import result_text, round_text
from sirekap_desktop.ui.penerimaan.work import Ended, Pace
from sirekap_desktop.ui.tasks import TaskHandle
from sirekap_desktop.ui.widgets import Card, JobProgress, button, label, set_role

Round = Callable[[TaskHandle], Ended]


class RoundCard(Card):
    """Progress while a round runs, and how the last one ended."""

    files_wanted = Signal()
    arrived = Signal()
    """Another package was taken or refused: the list stands differently."""
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.tools: PageTools | None = None
        self._handle: TaskHandle | None = None
        self._seen = 0
        self.said = label("", "small", wrap=True)
        self.progress = JobProgress()
        self.progress.cancelled.connect(self.cancel)
        self.progress.hide()
        self.files_button = button(self.tr("Terima dari berkas"), self.files_wanted.emit, icon_name="package")
        for item in (self.files_button, self.progress, self.said):
            self.body.addWidget(item)
        self.said.hide()

    @property
    def is_running(self) -> bool:
        return self._handle is not None

    def words(self) -> str:
        """What a person who goes away should know."""
        return self.tr("Yang sudah diterima tetap ada; sisanya diterima pada kesempatan berikut.")

    def start(self, tools: PageTools, work: Round) -> None:
        """Run ``work``; what it takes stays taken, however it ends."""
        if self._handle is not None:
            return
        self.tools = tools
        self._seen = 0
        self.said.hide()
        self.files_button.setEnabled(False)
        self.progress.start(self.tr("Tempat terima sedang diperiksa."))
        self.progress.show()
        self.progress.cancel_button.setFocus()
        self._handle = tools.run(work, progress=self._moved, done=self._done, failed=self._failed, owner=self)

    def cancel(self) -> None:
        """Stop between two pieces; the package that was on its way is left for the next round."""
        if self._handle is not None:
            self._handle.cancel()
            self._end(self.tr("Dihentikan. Yang sudah diterima tetap ada."))

    def _moved(self, pace: Pace) -> None:
        """Nobody knows how much is still to come, so the bar only runs; words and bytes say that it goes on."""
        self.progress.show_moving(self._pace_text(pace))
        new = pace.received[self._seen :]
        self._seen = len(pace.received)
        if any(one.result is not Result.SUDAH for one in new):
            self.arrived.emit()

    def _pace_text(self, pace: Pace) -> str:
        read = self.tr("{size} dibaca").format(size=size_text(pace.read))
        if not pace.received:
            return read
        last = pace.received[-1]
        text = self.tr("{n} paket: {name} {result}").format(
            n=format_count(len(pace.received)), name=last.name or last.source, result=result_text(last.result)
        )
        return f"{text}, {read}"

    def _end(self, words: str) -> None:
        self._handle = None
        self.progress.hide()
        self.files_button.setEnabled(True)
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.ended.emit()

    def _done(self, ended: Ended) -> None:
        words = round_text(ended.received)
        failures = [f"{place}: {error}" for place, error in ended.failures]
        bad = bool(failures) or any(one.result is Result.DITOLAK for one in ended.received)
        set_role(self.said, "bad" if bad else "small")
        self._end("\n".join((words, *failures)))

    def _failed(self, error: BaseException) -> None:
        self._end("")
        if self.tools is not None:
            self.tools.tasks.on_error(error)
