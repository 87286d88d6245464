"""Opening a store: the one used last, a folder, or a PostgreSQL server with its password; and whom it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.penerimaan import opening
from sirekap_desktop.jobs.voting import election_sets
from sirekap_desktop.models.account import account_name
from sirekap_desktop.models.kabupaten_table import KabupatenTable
from sirekap_desktop.models.office import Office, default_folder
from sirekap_desktop.ui.context import PageTools
from sirekap_desktop.ui.election_words import set_name
from sirekap_desktop.ui.penerimaan import work
from sirekap_desktop.ui.penerimaan.store_card import ChooseStore
from sirekap_desktop.ui.penerimaan.work import Opened
from sirekap_desktop.ui.save import documents_folder
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from sirekap_desktop.ui.app_settings import AppSettings

_WRONG_SECRET = "store.password"  # noqa: S105 - the code of an error
FOLDER = "penerimaan"


class Start(QObject):
    """Owns the panel that asks; ``opened`` carries an :class:`Opened`."""

    opened = Signal(object)
    expected = Signal()
    """The store knows other kecamatan now."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.choice = ChooseStore()
        self.tools: PageTools | None = None
        self.settings: AppSettings | None = None
        self._opened: Opened | None = None
        self.choice.folder_wanted.connect(self.choose_folder)
        self.choice.server_wanted.connect(self.ask_server)

    def begin(self, tools: PageTools, settings: AppSettings) -> None:
        """Open the store that was used last; without one the panel asks."""
        self.tools, self.settings = tools, settings
        if settings.penerimaan:
            self.open(settings.penerimaan)
        else:
            self.ask()

    def ask(self) -> None:
        """Show the two kinds, and whether something new can be begun here."""
        self._opened = None
        self.choice.folder_button.setFocus()
        if self.tools is not None:
            self.tools.query(
                Office.open, done=lambda office: self.choice.show_key(has_key=office is not None), owner=self
            )

    def choose_folder(self) -> None:
        """Any folder; the one that is offered lies in this user's own place."""
        if self.tools is None:
            return
        offered = default_folder() / FOLDER
        folder = self.tools.dialogs.open_folder(self.tr("Pilih folder penerimaan"), offered.parent)
        if folder is not None:
            self.open(str(folder))

    def ask_server(self) -> None:
        """Address without, then the password by itself: that one goes into the keyring."""
        if self.tools is None:
            return
        title = self.tr("Sambungkan PostgreSQL")
        words = self.tr("Alamatnya, tanpa kata sandi: postgresql://pengguna@server/nama-basis-data")
        text = self.tools.dialogs.ask_text(title, words, text="postgresql://", yes=self.tr("Lanjut"))
        if text:
            self.ask_secret(text)

    def ask_secret(self, text: str) -> None:
        """The password of a server."""
        if self.tools is None:
            return
        words = self.tr("Disimpan di penyimpan kata sandi komputer ini, tidak di dalam berkas mana pun.")
        secret = self.tools.dialogs.ask_text(
            self.tr("Kata sandi basis data"), words, yes=self.tr("Sambungkan"), secret=True
        )
        if secret is not None:
            self.open(text, secret)

    def open(self, text: str, secret: str | None = None) -> None:
        """In the pool: a server may be far away."""
        if self.tools is None or self.settings is None:
            return
        who = self.settings.operator or account_name() or "–"
        simulation = self.choice.simulation.isChecked()
        self.choice.setEnabled(False)
        self.tools.run(
            lambda _job: work.open_store(text, secret, who, simulation=simulation),
            done=lambda opened: self._show(opened, text, secret),
            failed=lambda error: self._failed(error, text),
            owner=self,
        )

    def _show(self, opened: Opened, text: str, secret: str | None) -> None:
        assert self.tools is not None
        assert self.settings is not None
        self.choice.setEnabled(True)
        self._opened = opened
        self.settings.penerimaan = opened.address.shown
        if secret:
            self.tools.run(lambda _job: opening.remember_secret(text, secret), done=self._tell_secret, owner=self)
        self.opened.emit(opened)

    def _tell_secret(self, told: UserError | None) -> None:
        if told is not None and self.tools is not None:
            self.tools.notify(told.message, told.hint)

    def _failed(self, error: BaseException, text: str) -> None:
        assert self.tools is not None
        self.choice.setEnabled(True)
        self.tools.tasks.on_error(error)
        self.ask()
        if isinstance(error, UserError) and error.code == _WRONG_SECRET:
            self.ask_secret(text)

    # -- whom it waits for ---------------------------------------------------------------------------------------

    def read_list(self) -> None:
        """The kabupaten's filled table says which kecamatan, TPS and ballots are to come."""
        tools, opened = self.tools, self._opened
        if tools is None or opened is None:
            return
        title = self.tr("Baca daftar kecamatan")
        sets = election_sets(opened.whose.code)
        words = self.tr("Pemilihan mana yang direkap? Lalu pilih tabel kabupaten yang sudah diisi.")
        chosen = tools.dialogs.choose(title, words, [set_name(one) for one in sets])
        path = None
        if chosen is not None:
            path = tools.dialogs.open_file(title, self.tr("Tabel (*.xlsx)"), documents_folder())
        if chosen is None or path is None:
            return
        forms = sets[chosen].forms
        tools.run(lambda _job: work.expect(opened, path, forms), done=self._read, owner=self)

    def _read(self, found: KabupatenTable) -> None:
        assert self.tools is not None
        if found.problems:
            first = found.problems[0]
            text = self.tr("Tabel itu punya {n} baris yang perlu diperbaiki; tidak ada yang dicatat.")
            self.tools.notify(
                text.format(n=format_count(len(found.problems))), f"{first.line}: {first.message}", Tone.BAD
            )
            return
        tps = sum(len(one.tps) for one in found.contents)
        text = self.tr("{k} kecamatan dengan {tps} TPS ditunggu.")
        self.tools.notify(text.format(k=format_count(len(found.contents)), tps=format_count(tps)), tone=Tone.OK)
        self.expected.emit()
