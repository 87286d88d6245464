"""The kabupaten's screen: left its key and what goes into the files, right what was read and whose keys it knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sirekap_desktop import FILE_SUFFIX
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs import kabupaten
from sirekap_desktop.jobs.kabupaten import AnswerRead, WrittenActivation
from sirekap_desktop.models.activation import FormText
from sirekap_desktop.models.kabupaten_table import KabupatenTable
from sirekap_desktop.models.keys import SigningKey
from sirekap_desktop.models.office import EnrolledKey, Office
from sirekap_desktop.models.templates import write_kabupaten_template
from sirekap_desktop.ui.actions import bind
from sirekap_desktop.ui.base import StartPage
from sirekap_desktop.ui.context import Message
from sirekap_desktop.ui.kabupaten.key_card import KeyCard
from sirekap_desktop.ui.kabupaten.keys_card import KeysCard
from sirekap_desktop.ui.kabupaten.table_card import ContentCard, TableCard
from sirekap_desktop.ui.save import documents_folder
from sirekap_desktop.ui.theme import Tone, px
from sirekap_desktop.ui.widgets import button, scroll


class KabupatenPage(StartPage):
    """Makes activation files, enrols answers, lets a ketua choose a new PIN."""

    help_anchor = "kabupaten"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office: Office | None = None
        self.found: KabupatenTable | None = None
        self._own: tuple[FormText, ...] = ()
        self._busy = False
        self.key_card, self.table_card = KeyCard(), TableCard()
        self.content_card, self.keys_card = ContentCard(), KeysCard()
        self.key_card.wanted.connect(self.make_key)
        self.table_card.template_wanted.connect(self.write_template)
        self.table_card.forms_wanted.connect(self.choose_forms)
        self.table_card.table_wanted.connect(self.read_table)
        self.content_card.write_wanted.connect(self.write_files)
        self.keys_card.enrol_wanted.connect(self.enrol)
        self.keys_card.reset_wanted.connect(self.reset_pin)
        self._lay_out()
        QShortcut(QKeySequence("Esc"), self, self._go_back)
        bind(self, "kabupaten.penerimaan", self.open_penerimaan)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(12), px(16), px(10))
        row.setSpacing(px(12))
        body = QWidget()
        left, right = QVBoxLayout(body), QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        for card in (self.key_card, self.table_card):
            left.addWidget(card)
        left.addStretch(1)
        back = QHBoxLayout()
        back.addWidget(button(self.tr("Kembali ke awal"), self._go_back))
        back.addStretch(1)
        self.receive_button = button(self.tr("Penerimaan"), self.open_penerimaan, icon_name="package")
        back.addWidget(self.receive_button)
        left.addLayout(back)
        right.addWidget(self.content_card, 1)
        right.addWidget(self.keys_card, 1)
        area = scroll(body)  # with large letters it is higher than a small laptop
        area.setFixedWidth(px(456))
        row.addWidget(area)
        row.addLayout(right, 1)

    # -- page ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Kabupaten")

    def key_hints(self) -> list[tuple[str, str]]:
        return [("F2", self.tr("penerimaan")), ("Tab", self.tr("pindah")), ("Esc", self.tr("kembali ke awal"))]

    def activate(self, **target: Any) -> None:  # noqa: ANN401, ARG002
        self._run(Office.open, self._show_office)

    def open_penerimaan(self) -> None:
        """Where the packages of the kecamatan come in."""
        self.navigate.emit("penerimaan", {})

    def _go_back(self) -> None:
        self.navigate.emit("awal", {})

    def _show_office(self, office: Office | None) -> None:
        self.office = office
        self.key_card.show_office(office)
        self.table_card.show_office(office)
        for card in (self.content_card, self.keys_card):
            card.setEnabled(office is not None)
        self.keys_card.show_keys(office.enrolled() if office else ())
        (self.table_card.table_button if office else self.key_card.code).setFocus()

    def _run(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """One thing at a time, off the window's thread: hashing a PIN takes a quarter of a second on purpose."""
        if self._busy:
            return
        self._busy = True

        def finish(result: Any) -> None:  # noqa: ANN401
            self._busy = False
            done(result)

        def failed(error: BaseException) -> None:
            self._busy = False
            self.tasks.on_error(error)

        self.tasks.query(work, done=finish, failed=failed, owner=self)

    def _say(self, text: str, hint: str = "", tone: Tone = Tone.OK) -> None:
        self.message.emit(Message(text, hint, tone))

    # -- the key -------------------------------------------------------------------------------------------------

    def make_key(self, code: str, name: str, pin: str) -> None:
        """Make the key of this kabupaten."""
        self._run(lambda: Office.create(code, name, pin), self._made)

    def _made(self, office: Office) -> None:
        self.key_card.forget_pins()
        self._show_office(office)
        self._say(
            self.tr("Kunci kabupaten siap."), self.tr("Simpan salinan folder {folder}.").format(folder=office.folder)
        )

    def _ask_pin(self, title: str) -> str | None:
        words = self.tr("Ketik PIN kunci kabupaten untuk menandatangani.")
        return self.dialogs.ask_text(title, words, yes=self.tr("Tanda tangani"), secret=True)

    # -- files ---------------------------------------------------------------------------------------------------

    def write_template(self) -> None:
        """Ask where and write the empty table."""
        assert self.office is not None
        suggested = documents_folder() / f"templat-kabupaten-{self.office.code}.xlsx"
        target = self.dialogs.save_file(self.tr("Tulis templat"), suggested, self.tr("Buku kerja Excel (*.xlsx)"))
        if target is None:
            return
        path, chosen, own = target.with_suffix(".xlsx"), self._chosen(), self._own
        self._run(
            lambda: write_kabupaten_template(path, kabupaten.forms_of(kabupaten.with_own(chosen, own), own)),
            lambda _none: self._say(self.tr("Tersimpan."), str(path)),
        )

    def _chosen(self) -> tuple[str, ...]:
        """Ids of the forms of the chosen elections."""
        return tuple(self.table_card.elections.currentData())

    def choose_forms(self) -> None:
        """Ask for form files that the designer made."""
        paths = self.dialogs.open_files(self.tr("Formulir sendiri"), self.tr("Formulir dari perancang (*.json)"))
        self._run(lambda: kabupaten.own_forms(paths), self._take_forms)

    def _take_forms(self, own: tuple[FormText, ...]) -> None:
        self._own = own
        self.table_card.show_own_forms(tuple(one.name for one in own))
        self._show_table(None)

    def read_table(self) -> None:
        """Ask for the filled table and show what is in it."""
        path = self.dialogs.open_file(self.tr("Baca tabel"), self.tr("Tabel (*.xlsx)"), documents_folder())
        if path is None:
            return
        chosen, own, simulation = self._chosen(), self._own, self.table_card.simulation.isChecked()

        def work() -> KabupatenTable:
            return kabupaten.read_table(path, kabupaten.with_own(chosen, own), own, simulation=simulation)

        self._run(work, self._show_table)

    def _show_table(self, found: KabupatenTable | None) -> None:
        self.found = found
        self.content_card.show_table(found, self.office)
        if found is not None and found.contents:
            self.content_card.write_button.setFocus()

    def write_files(self) -> None:
        """Ask where and for the PIN, and write one file per kecamatan."""
        if self.office is None or self.found is None:
            return
        title = self.tr("Tulis berkas aktivasi")
        folder = self.dialogs.open_folder(title, documents_folder())
        pin = self._ask_pin(title) if folder is not None else None
        if folder is None or pin is None:
            return
        office, contents = self.office, self.found.contents

        def work() -> tuple[WrittenActivation, ...]:
            return kabupaten.write_activations(office, office.unlock(pin), contents, folder)

        self._run(work, lambda written: self._written(written, folder))

    def _written(self, written: tuple[WrittenActivation, ...], folder: Path) -> None:
        self.content_card.show_table(self.found, self.office)
        text = self.tr("{n} berkas aktivasi ditulis dan diperiksa.").format(n=format_count(len(written)))
        self._say(text, str(folder))

    # -- keys of the PPK -----------------------------------------------------------------------------------------

    def enrol(self) -> None:
        """Ask for answers and read them into the book."""
        if self.office is None:
            return
        pattern = self.tr("Berkas jawaban (*{suffix})").format(suffix=FILE_SUFFIX)
        paths = self.dialogs.open_files(self.tr("Baca berkas jawaban"), pattern, documents_folder())
        office = self.office
        if paths:
            self._run(lambda: kabupaten.enrol(office, paths), self._enrolled)

    def _enrolled(self, found: tuple[AnswerRead, ...]) -> None:
        assert self.office is not None
        self.keys_card.show_keys(self.office.enrolled())
        refused = [one for one in found if one.key is None]
        new = sum(one.is_new for one in found)
        text = self.tr("{n} kunci baru terdaftar dari {k} berkas.").format(
            n=format_count(new), k=format_count(len(found))
        )
        hint = "  ".join(f"{one.path.name}: {one.refusal}" for one in refused[:3])
        self._say(text, hint, Tone.BAD if refused else Tone.OK)

    def reset_pin(self, enrolled: EnrolledKey) -> None:
        """Ask whose PIN, where to, and for the own PIN; write the order."""
        if self.office is None:
            return
        title = self.tr("Reset PIN ketua {name}").format(name=enrolled.name)
        person = self.dialogs.ask_text(title, self.tr("Nama ketua, seperti di daftar orang ruang kerjanya."))
        folder = self.dialogs.open_folder(title, documents_folder()) if person else None
        pin = self._ask_pin(title) if folder is not None else None
        if not person or folder is None or pin is None:
            return
        office = self.office

        def work() -> Path:
            key: SigningKey = office.unlock(pin)
            return kabupaten.write_pin_order(key, enrolled, person, folder)

        self._run(work, lambda path: self._say(self.tr("Perintah ditulis; berlaku satu kali."), str(path)))
