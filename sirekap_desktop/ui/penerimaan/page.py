"""Penerimaan: left where packages come from, right all kecamatan and, below, the one that is looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from sirekap_desktop.jobs.kabupaten_recap import RecapFile
from sirekap_desktop.models.keys import SigningKey
from sirekap_desktop.models.penerimaan.records import KnownKey, ReceivedPackage
from sirekap_desktop.ui.actions import bind
from sirekap_desktop.ui.base import StartPage
from sirekap_desktop.ui.commands import needs_text
from sirekap_desktop.ui.context import PageTools
from sirekap_desktop.ui.penerimaan import work
from sirekap_desktop.ui.penerimaan.detail_card import DetailCard
from sirekap_desktop.ui.penerimaan.list_card import KecamatanCard
from sirekap_desktop.ui.penerimaan.model import STRAYS
from sirekap_desktop.ui.penerimaan.places import Places
from sirekap_desktop.ui.penerimaan.rounds import Round, RoundCard
from sirekap_desktop.ui.penerimaan.start import Start
from sirekap_desktop.ui.penerimaan.store_card import StoreCard
from sirekap_desktop.ui.penerimaan.work import Detail, Opened, Seen
from sirekap_desktop.ui.save import documents_folder, write_file
from sirekap_desktop.ui.tasks import TaskHandle
from sirekap_desktop.ui.theme import Tone, px
from sirekap_desktop.ui.widgets import button

_LEFT = 300


class PenerimaanPage(StartPage):
    """Receives, shows, prints; everything slow runs in tasks."""

    help_anchor = "penerimaan"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.held: Opened | None = None
        self.seen = Seen((), (), ())
        self._key: SigningKey | None = None
        self._asked: dict[str, TaskHandle] = {}
        self.tools: PageTools | None = None
        self.start = Start(self)
        self.store_card, self.rounds = StoreCard(), RoundCard()
        self.places = Places(self)
        self.list, self.details = KecamatanCard(), DetailCard()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._work = QWidget()
        row = QHBoxLayout(self._work)
        row.setContentsMargins(px(16), px(12), px(16), px(10))
        row.setSpacing(px(12))
        left = QVBoxLayout()
        left.setSpacing(px(10))
        for card, stretch in ((self.places.card, 1), (self.rounds, 0), (self.store_card, 0)):
            card.setFixedWidth(px(_LEFT))
            left.addWidget(card, stretch)
        left.addWidget(button(self.tr("Kembali ke Kabupaten"), self.go_back))
        row.addLayout(left)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(px(6))
        split.addWidget(self.list)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        row.addWidget(split, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.start.choice)
        self._stack.addWidget(self._work)

    def _connect(self) -> None:
        self.start.opened.connect(self._show_opened)
        self.start.choice.key_wanted.connect(self.go_back)
        self.places.card.send_wanted.connect(lambda _place: self.receive())
        self.rounds.files_wanted.connect(self.receive_files)
        self.rounds.arrived.connect(self.look)
        self.rounds.ended.connect(self._round_ended)
        self.store_card.change_wanted.connect(self.change_store)
        self.store_card.list_wanted.connect(self.start.read_list)
        self.start.expected.connect(self.look)
        self.list.chosen.connect(self._look_at)
        self.list.recap_wanted.connect(self.save_recap)
        self.details.receipt_wanted.connect(self.save_receipt)
        self.details.revoke_wanted.connect(self.revoke)
        QShortcut(QKeySequence("Esc"), self, self.go_back)
        for name, slot in (
            ("receive", self.receive), ("files", self.receive_files), ("add", lambda: self.places.edit(None)),
            ("problems", self.list.toggle_problems), ("detail", self.details.next_part),
            ("save", lambda: self.save_recap(RecapFile.PDF)),
        ):  # fmt: skip
            bind(self, f"penerimaan.{name}", slot)

    # -- page ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Penerimaan")

    def context_text(self) -> str:
        return self.held.whose.name.replace("<", "&lt;") if self.held else ""

    def key_hints(self) -> list[tuple[str, str]]:
        if self.held is None:
            return [("Tab", self.tr("pindah")), ("Esc", self.tr("kembali"))]
        return [
            ("Ctrl Enter", self.tr("terima sekarang")), ("F3", self.tr("dari berkas")),
            ("F4", self.tr("yang bermasalah")), ("F6", self.tr("rincian berikut")), ("Ctrl S", self.tr("rekap PDF")),
            ("Esc", self.tr("kembali")),
        ]  # fmt: skip

    def activate(self, **target: Any) -> None:  # noqa: ANN401, ARG002
        self.tools = PageTools(self.tasks, self.dialogs, self)
        self.tools.message.connect(self.message)
        self.start.begin(self.tools, self.settings)

    def leave(self) -> bool:
        if self.rounds.is_running:
            title = self.tr("Hentikan penerimaan?")
            if not self.dialogs.confirm(title, self.rounds.words(), yes=self.tr("Hentikan penerimaan")):
                return False
            self.rounds.cancel()
        self._close()
        return True

    def go_back(self) -> None:
        self.navigate.emit("kabupaten", {})

    def change_store(self) -> None:
        """Close this one and ask for another."""
        if not self.rounds.is_running:
            self._close()
            self.start.ask()

    def _close(self) -> None:
        self.places.close()
        self._key = None
        opened, self.held = self.held, None
        if opened is not None:
            self._forget_questions()
            self.tasks.write(opened.lease.give_back)
        self._stack.setCurrentWidget(self.start.choice)

    def _forget_questions(self) -> None:
        for handle in self._asked.values():
            handle.cancel()
        self._asked.clear()

    def _ask(self, key: str, question: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Read the store; an older question of the same kind is forgotten."""
        self._asked[key] = self.tasks.query(question, done=done, key=f"penerimaan.{key}", owner=self)

    # -- showing -------------------------------------------------------------------------------------------------

    def _show_opened(self, opened: Opened) -> None:
        assert self.tools is not None
        self.held = opened
        self.store_card.show_opened(opened)
        self.places.show_places(self.tools, opened.places)
        self.details.show_detail(Detail(""), "")
        self._stack.setCurrentWidget(self._work)
        self.hints_changed.emit()
        self.look()
        (self.places.card.send_button if opened.places.destinations else self.places.card.add_button).setFocus()

    def look(self) -> None:
        """Read the list anew."""
        if self.held is not None:
            lease = self.held.lease
            self._ask("list", lambda: work.see(lease), self._show_seen)

    def _show_seen(self, seen: Seen) -> None:
        self.seen = seen
        self.list.show_seen(seen)

    def _look_at(self, code: str) -> None:
        if self.held is None or not code:
            self.details.show_detail(Detail(""), "")
            return
        if code == STRAYS:
            self._show_detail(Detail(STRAYS, refusals=self.seen.strays))
            return
        lease = self.held.lease
        self._ask("detail", lambda: work.look_at(lease, code), self._show_detail)

    def _show_detail(self, detail: Detail) -> None:
        names = {one.code: f"{one.code} {one.name}" for one in self.seen.states}
        self.details.show_detail(detail, names.get(detail.code, self.tr("Asal tidak dikenal")))

    # -- receiving -----------------------------------------------------------------------------------------------

    def receive(self) -> None:
        """Everything that lies at the places."""
        opened = self.held
        if opened is None or self.rounds.is_running:
            return
        if not (places := opened.places.destinations):
            self.places.edit(None)
            return
        self._with_key(lambda key: self._start(lambda job: work.receive_places(opened, places, key, job)))

    def receive_files(self) -> None:
        """Packages that somebody brought as files."""
        opened = self.held
        if opened is None or self.rounds.is_running:
            return
        pattern = self.tr("Paket Sirekap (*.zip)")
        paths = self.dialogs.open_files(self.tr("Terima dari berkas"), pattern, documents_folder())
        if paths:
            self._with_key(lambda key: self._start(lambda job: work.receive_files(opened, paths, key, job)))

    def _with_key(self, then: Callable[[SigningKey | None], None]) -> None:
        """Unlock the key that signs receipts, once while the page is open."""
        office = self.held.office if self.held else None
        if office is None or not self.store_card.receipts.isChecked() or self._key is not None:
            then(self._key if self.store_card.receipts.isChecked() else None)
            return
        words = self.tr("Ketik PIN kunci kabupaten untuk menandatangani tanda terima.")
        pin = self.dialogs.ask_text(self.tr("Terima paket"), words, yes=self.tr("Terima"), secret=True)
        if pin is None:
            return

        def unlocked(key: SigningKey) -> None:
            self._key = key
            then(key)

        self._ask("key", lambda: office.unlock(pin), unlocked)

    def _start(self, work_of: Round) -> None:
        if self.held is not None and self.tools is not None:
            self.places.card.setEnabled(False)
            self.rounds.start(self.tools, work_of)

    def _round_ended(self) -> None:
        self.places.card.setEnabled(True)
        self.look()
        if self.isVisible():
            self.list.table.setFocus()

    # -- documents and keys --------------------------------------------------------------------------------------

    def save_recap(self, kind: RecapFile) -> None:
        """Ask for a folder and write the chosen recaps into it."""
        ballots = self.list.chosen_ballots()
        if self.held is None or self.tools is None or not ballots:
            return
        title = self.tr("Simpan rekap sebagai {kind}").format(kind=kind.upper())
        folder = self.dialogs.open_folder(title, documents_folder())
        if folder is None:
            return
        lease, tools = self.held.lease, self.tools
        tools.run(
            lambda job: work.write_recaps(lease, ballots, kind, folder, job),
            done=lambda written: self._saved(written, folder),
            owner=self,
        )

    def _saved(self, written: list[Path], folder: Path) -> None:
        assert self.tools is not None
        names = ", ".join(path.name for path in written[:3])
        if not written:
            self.tools.notify(self.tr("Belum ada paket dengan pemilihan itu."), "", Tone.BAD)
            return
        self.tools.notify(self.tr("Rekap tersimpan di {folder}.").format(folder=folder), names, Tone.OK)

    def save_receipt(self, package: ReceivedPackage) -> None:
        """For a package that came as a file: its receipt goes back the same way."""
        if self.held is None or self.tools is None:
            return
        lease, tools = self.held.lease, self.tools
        suggested = documents_folder() / f"tanda-terima-{package.kecamatan}-{package.sha256[:8]}.json"
        target = self.dialogs.save_file(self.tr("Simpan tanda terima"), suggested, self.tr("Tanda terima (*.json)"))
        if target is None:
            return

        tools.run(
            lambda _job: write_file(target, work.receipt_of(lease, package.sha256)),
            done=lambda path: tools.notify(self.tr("Tersimpan."), str(path), Tone.OK),
        )

    def revoke(self, key: KnownKey) -> None:
        """A lost laptop: ask for the reason and the PIN, and take nothing more that its key signs."""
        if self.held is None or self.tools is None:
            return
        lease, office, tools = self.held.lease, self.held.office, self.tools
        if office is None:
            tools.notify(self.tr("Kunci hanya dicabut di komputer yang menyimpan kunci kabupaten."), tone=Tone.BAD)
            return
        title = self.tr("Cabut kunci {key}?").format(key=key.fingerprint)
        words = self.tr(
            "Laptop {host} di {name}. Paket yang ditandatanganinya sesudah ini ditolak, yang sudah diterima ditandai. "
            "Tidak dapat dibatalkan. Mengapa dicabut?"
        ).format(host=key.host or "–", name=key.name)
        reason = self.dialogs.ask_text(title, words, yes=self.tr("Cabut kunci"), multiline=True, validate=needs_text)
        words = self.tr("Ketik PIN kunci kabupaten.")
        pin = self.dialogs.ask_text(title, words, yes=self.tr("Cabut kunci"), secret=True) if reason else None
        if not reason or pin is None:
            return

        def revoked(_none: None) -> None:
            tools.notify(self.tr("Kunci dicabut."), self.tr("PPK itu perlu mendaftarkan kunci laptop yang baru."))
            self.look()

        tools.write(lambda: work.revoke(lease, office, pin, (key.public_key, reason)), done=revoked)
