"""Buka berkas panel at Awal: which panel this laptop becomes, for which desa, in which new folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.ui.context import Message
from sirekap_desktop.ui.dates import day_text
from sirekap_desktop.ui.save import documents_folder
from sirekap_desktop.ui.tasks import TaskHandle
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets import Card, Pill, button, field_row, label

if TYPE_CHECKING:
    from sirekap_desktop.exchange.panel_file import PanelFile
    from sirekap_desktop.jobs.panels import OpenedPanel
    from sirekap_desktop.ui.awal.page import AwalPage


class PanelFileCard(Card):
    """``accepted`` carries the file and the new folder."""

    accepted = Signal(object, object)
    turned_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, strong=True)
        self.shown: PanelFile | None = None
        self.heading = label("", "big", wrap=True)
        self.pill = Pill()
        self.facts = label("", wrap=True)
        self.fingerprint = label("", "mono")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fingerprint.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.folder = QLineEdit()
        self.folder.returnPressed.connect(self.accept)
        self.accept_button = button(self.tr("Jadikan laptop ini laptop panel"), self.accept, primary=True)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        compare = self.tr("Sidik jari laptop induk: cocokkan dengan yang tampil di sana")
        for item in (self.facts, label(compare, "strong"), self.fingerprint):
            self.body.addWidget(item)
        self.body.addWidget(field_row(self.tr("Folder baru di laptop ini"), self.folder))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Kembali"), self.turned_back.emit))
        buttons.addWidget(self.accept_button)
        self.body.addLayout(buttons)
        self.body.setSpacing(px(8))
        self.setFocusProxy(self.accept_button)

    def show_file(self, file: PanelFile, folder: Path) -> None:
        """Say what the file is and would do."""
        self.shown = file
        card = file.card
        self.heading.setText(self.tr("Panel {n} · {leader}").format(n=card.number, leader=card.leader))
        self.pill.setVisible(card.simulation)
        self.pill.show_state(self.tr("SIMULASI"), Tone.WARN, Sign.BANG)
        where = self.tr("{name} ({code}), {kabupaten}. Ditulis {date}.")
        desa = self.tr("Desa panel ini: {desa}, {tps} TPS, {photos} foto ikut.")
        rest = self.tr("Hanya desa itu yang dicatat di laptop ini; yang lain dapat dilihat.")
        names = ", ".join(name for _, name in card.desa)
        self.facts.setText(
            "\n".join(
                (
                    where.format(
                        name=card.kecamatan, code=card.code, kabupaten=card.kabupaten, date=day_text(card.made_at)
                    ),
                    desa.format(desa=names, tps=format_count(card.tps), photos=format_count(card.photos)),
                    rest,
                )
            )
        )
        self.fingerprint.setText(file.fingerprint)
        self.folder.setText(str(folder))

    def accept(self) -> None:
        """Use the file."""
        folder = self.folder.text().strip()
        if self.shown is not None and folder:
            self.accepted.emit(self.shown, Path(folder))


class PanelOpening(QObject):
    """From a stick to the open workspace of a panel. The page lends its card, its dialogs and its progress."""

    message = Signal(object)

    def __init__(self, page: AwalPage, card: PanelFileCard) -> None:
        super().__init__(page)
        self._page, self._card = page, card
        card.accepted.connect(self._use)

    def choose(self) -> None:
        """Ask for the stick, and for the panel where it holds several."""
        from sirekap_desktop.jobs.panels import find_panel_files  # noqa: PLC0415 - the window is shown sooner

        if self._page.named() is None:
            return
        place = self._page.dialogs.open_folder(self.tr("Pilih flash disk dari laptop induk"))
        if place is not None:
            caption = self.tr("Berkas panel dicari.")
            self._page.begin(caption, lambda _job: find_panel_files(place), self._found)

    def _found(self, files: tuple[PanelFile, ...]) -> None:
        if not files:
            text = self.tr("Tidak ada berkas panel di sini.")
            hint = self.tr("Di laptop induk: Pleno, Panel, Bagi ke panel.")
            self.message.emit(Message(text, hint, Tone.BAD))
            return
        row: int | None = 0
        if len(files) > 1:
            words = self.tr("Panel {n} · {leader}: {desa}")
            names = [", ".join(name for _, name in file.card.desa) for file in files]
            lines = [
                words.format(n=file.card.number, leader=file.card.leader, desa=name)
                for file, name in zip(files, names, strict=True)
            ]
            row = self._page.dialogs.choose(self.tr("Panel yang mana?"), "", lines)
        if row is not None:
            self.show(files[row])

    def show(self, file: PanelFile) -> None:
        """Show what the file is."""
        from sirekap_desktop.jobs.panels import suggest_folder  # noqa: PLC0415 - the window is shown sooner

        self._card.show_file(file, suggest_folder(file, documents_folder() / "Sirekap"))
        self._page.show_card(self._card)
        self._card.setFocus()

    def _use(self, file: PanelFile, folder: Path) -> None:
        from sirekap_desktop.jobs.panels import open_panel  # noqa: PLC0415 - the window is shown sooner

        operator = self._page.named()
        if operator is None:
            return
        self._page.settings.operator = operator
        caption, stopped = self.tr("Foto disalin dan diperiksa."), self.tr("Berkas panel tidak jadi dibuka.")

        def work(job: TaskHandle) -> OpenedPanel:
            def step(done: int, total: int) -> None:
                if job.is_cancelled():
                    raise UserError(stopped, code="panel.cancelled")
                job.report((caption, done, total))

            return open_panel(file, folder, operator=operator, step=step)

        self._page.begin(
            self.tr("Ruang kerja panel disiapkan di {folder}.").format(folder=folder), work, self._opened, stop=True,
            cancelled=lambda: Message(stopped, self.tr("Tidak ada yang tertinggal.")),
        )  # fmt: skip

    def _opened(self, opened: OpenedPanel) -> None:
        self._page.show_choices()
        self._page.opened.emit(opened.workspace, "pleno", {"part": "panel"})
        text = self.tr("Laptop ini sekarang laptop panel {n}.").format(n=opened.handing.number)
        found = self.tr("Pemeriksaan menemukan {n} hal: lihat Jejak.").format(n=format_count(opened.findings))
        hint = self.tr("Sidik jari laptop ini: {fingerprint}").format(fingerprint=opened.fingerprint)
        self.message.emit(Message(text, found if opened.findings else hint, Tone.OK))
