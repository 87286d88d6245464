"""Awal: who works, and where. A file of the kabupaten, four other ways in, recent workspaces one key away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from sirekap_desktop.ui.awal.activation import ActivationCard
from sirekap_desktop.ui.awal.choices import activation_choice, choice
from sirekap_desktop.ui.awal.form import NewWorkspaceForm
from sirekap_desktop.ui.awal.opening import Opening, file_of
from sirekap_desktop.ui.awal.panel import PanelFileCard, PanelOpening
from sirekap_desktop.ui.awal.restore import RestoreForm
from sirekap_desktop.ui.awal.restoring import Restoring
from sirekap_desktop.ui.awal.work import NewWorkspace, create, open_demo, open_folder
from sirekap_desktop.ui.base import StartPage
from sirekap_desktop.ui.context import Message
from sirekap_desktop.ui.save import documents_folder
from sirekap_desktop.ui.tasks import TaskHandle
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, JobProgress, button, field_row, label, scroll

DEMO_FOLDER = "Sirekap-Demo"


class AwalPage(StartPage):
    """First start."""

    help_anchor = "awal"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle: TaskHandle | None = None
        self._recent: list[Path] = []
        self._operator_problem = label("", "bad")
        self.operator = QLineEdit()
        self.operator.setPlaceholderText(self.tr("Nama lengkap"))
        self.operator.setMaximumWidth(px(360))
        self.operator.textEdited.connect(lambda _text: self._operator_problem.setText(""))
        self.operator.returnPressed.connect(self._go_on)
        self.progress = JobProgress()
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        self.form = NewWorkspaceForm()
        self.form.submitted.connect(self.create_workspace)
        self.form.turned_back.connect(self.show_choices)
        self.form.hide()
        self.activation = ActivationCard()
        self.activation.turned_back.connect(self.show_choices)
        self.activation.hide()
        self.opening = Opening(self, self.activation)
        self.opening.message.connect(self.message)
        self.restore_form = RestoreForm()
        self.restore_form.turned_back.connect(self.show_choices)
        self.restore_form.hide()
        self.restoring = Restoring(self, self.restore_form)
        self.restoring.message.connect(self.message)
        self.panel_card = PanelFileCard()
        self.panel_card.turned_back.connect(self.show_choices)
        self.panel_card.hide()
        self.panels = PanelOpening(self, self.panel_card)
        self.panels.message.connect(self.message)
        self.opening.panel_found.connect(self.panels.show)
        self._cancelled = self._demo_cancelled
        self.setAcceptDrops(True)
        self._lay_out()
        self.setFocusProxy(self.operator)
        for key, slot in (
            ("Alt+1", self.open_demo),
            ("Alt+2", self.show_form),
            ("Alt+3", self.choose_folder),
            ("Alt+4", self.opening.choose),
            ("Alt+5", self._open_kabupaten),
            ("Alt+6", self.restoring.show),
            ("Alt+7", self.panels.choose),
            ("Esc", self._turn_back),
        ):
            QShortcut(QKeySequence(key), self, slot)

    # -- building ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(px(980))
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(20), px(34), px(20), px(16))
        column.setSpacing(px(14))
        says = self.tr("Dari foto C.HASIL sampai D.HASIL kecamatan di satu laptop, tanpa jaringan.")
        self._welcome = (label(self.tr("Selamat bekerja"), "huge"), label(says, "muted", wrap=True))
        for line in self._welcome:
            column.addWidget(line)
        note = self.tr("Tercatat pada setiap isian dan keputusan.")
        column.addWidget(field_row(self.tr("Nama operator"), self.operator, note))
        column.addWidget(self._operator_problem)
        self._choices = self._make_choices()
        for item in (self._choices, *self._cards(), self.progress):
            column.addWidget(item)
        column.addStretch(1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 8)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll(body))

    def _make_choices(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        self.activation_button = button(
            self.tr("Buka berkas aktivasi"), self.opening.choose, primary=True, icon_name="key"
        )
        column.addWidget(activation_choice(self.activation_button))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        self.demo_button = button(self.tr("Buka demo"), self.open_demo, icon_name="demo")
        self.create_button = button(self.tr("Buat ruang kerja"), self.show_form, icon_name="plus")
        self.open_button = button(self.tr("Buka ruang kerja"), self.choose_folder, icon_name="folder")
        demo = self.tr(
            "Kecamatan contoh dengan 40 TPS, lima pemilihan dan foto buatan. Untuk belajar; semua bertanda SIMULASI."
        )
        new = self.tr("Satu folder untuk satu kecamatan: basis data, foto asli, dokumen, paket, cadangan.")
        old = self.tr("Lanjutkan kecamatan yang sudah ada di laptop ini atau di flash disk.")
        self.restore_button = button(self.tr("Pulihkan dari cadangan"), self.restoring.show, icon_name="shield")
        lost = self.tr("Laptop rapat rusak atau hilang: lanjutkan di sini dari salinan di flash disk.")
        for words, item, key in (
            (demo, self.demo_button, "Alt 1"),
            (new, self.create_button, "Alt 2"),
            (old, self.open_button, "Alt 3"),
            (lost, self.restore_button, "Alt 6"),
        ):
            row.addWidget(choice(words, item, key), 1)
        column.addLayout(row)
        column.addWidget(self._recent_card())
        self.designer_button = button(self.tr("Rancang formulir dari blanko"), self._open_designer)
        self.kabupaten_button = button(self.tr("Pekerjaan kabupaten"), self._open_kabupaten)
        others = QHBoxLayout()
        self.panel_button = button(self.tr("Buka berkas panel"), self.panels.choose, icon_name="folder")
        others.addWidget(self.panel_button)
        others.addWidget(label("Alt 7", "small"))
        others.addWidget(self.designer_button)
        others.addWidget(self.kabupaten_button)
        others.addWidget(label("Alt 5", "small"))
        others.addStretch(1)
        column.addLayout(others)
        return holder

    def _recent_card(self) -> Card:
        self.recent_card = Card(self.tr("Terakhir dibuka"))
        self._names = QStringListModel(self)
        self.recent = QListView()
        self.recent.setModel(self._names)
        self.recent.setAccessibleName(self.tr("Ruang kerja yang terakhir dibuka"))
        self.recent.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.recent.activated.connect(lambda index: self.open_workspace(self._recent[index.row()]))
        self.recent.clicked.connect(lambda index: self.open_workspace(self._recent[index.row()]))
        self.recent_card.body.addWidget(self.recent)
        return self.recent_card

    # -- page ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Sirekap Desktop")

    def key_hints(self) -> list[tuple[str, str]]:
        if not (self.activation.isHidden() and self.panel_card.isHidden()):
            return [("Enter", self.tr("pakai berkas ini")), ("Tab", self.tr("pindah")), ("Esc", self.tr("kembali"))]
        if not self.restore_form.isHidden():
            return [("Enter", self.tr("lanjut")), ("↑ ↓", self.tr("pilih salinan")), ("Esc", self.tr("kembali"))]
        if not self.form.isHidden():
            return [("Enter", self.tr("buat ruang kerja")), ("Tab", self.tr("pindah")), ("Esc", self.tr("kembali"))]
        enter = self.tr("buka yang terakhir") if self._recent else self.tr("buat ruang kerja")
        return [
            ("Enter", enter),
            ("Tab", self.tr("pindah")),
            ("Alt 1", self.tr("demo")),
            ("Alt 2", self.tr("buat ruang kerja")),
            ("Alt 3", self.tr("buka ruang kerja")),
            ("Alt 4", self.tr("berkas aktivasi")),
            ("Alt 5", self.tr("kabupaten")),
            ("Alt 6", self.tr("pulihkan")),
            ("Alt 7", self.tr("panel")),
        ]

    def activate(self, **target: Any) -> None:  # noqa: ANN401
        if not self.operator.text():
            self.operator.setText(self.settings.operator)
        self._recent = self.settings.recent()
        self._names.setStringList([f"{folder.name}    {folder}" for folder in self._recent])
        self.recent_card.setVisible(bool(self._recent))
        rows = self.recent.sizeHintForRow(0) * len(self._recent)
        self.recent.setFixedHeight(min(rows + 2 * self.recent.frameWidth() + 2, px(190)))
        self.operator.setFocus()
        self.operator.selectAll()
        if file := target.get("file"):
            self.opening.open(Path(file))

    def leave(self) -> bool:
        if self._handle is not None:
            self._handle.cancel()
        return True

    def _go_on(self) -> None:
        """Enter after the name: the workspace of yesterday, or the first one."""
        if not self.activation.isHidden():
            self.activation.accept()
        elif not self.restore_form.isHidden():
            self.restore_form.setFocus()
        elif not self.panel_card.isHidden():
            self.panel_card.accept()
        elif self._recent and self.form.isHidden():
            self.open_workspace(self._recent[0])
        else:
            self.show_form()

    # -- the three ways ------------------------------------------------------------------------------------------

    def open_demo(self) -> None:
        """Build the demo in the documents folder (or open the one that is there)."""
        folder = documents_folder() / DEMO_FOLDER
        self._begin(
            self.tr("Demo sedang disiapkan di {folder}.").format(folder=folder),
            lambda operator, job: open_demo(folder, operator, job),
        )

    def _open_designer(self) -> None:
        """The same action as in the palette; it needs neither operator nor workspace."""
        window: Any = self.window()
        window.trigger("designer")

    def choose_folder(self) -> None:
        """Ask for the folder of a workspace and open it."""
        if self.named() is None:
            return
        folder = self.dialogs.open_folder(self.tr("Pilih folder ruang kerja"), documents_folder())
        if folder is not None:
            self.open_workspace(folder)

    def open_workspace(self, folder: Path) -> None:
        """Open the workspace in ``folder``."""
        self._begin(
            self.tr("Ruang kerja sedang dibuka."), lambda operator, _job: open_folder(folder, operator), stop=False
        )

    def show_form(self) -> None:
        """Show the form for a new workspace."""
        if self.named() is None:
            return
        self.form.begin(self.dialogs, documents_folder())
        self.show_card(self.form)
        self.form.setFocus()

    def create_workspace(self, form: NewWorkspace) -> None:
        """Create the workspace that the form describes."""
        self._begin(
            self.tr("Ruang kerja sedang dibuat."),
            lambda operator, _job: create(form, operator),
            stop=False,
            target={"section": "wilayah"},
        )

    def show_card(self, card: Card) -> None:
        """One of the cards in place of the choices."""
        for other in (self._choices, *self._cards()):
            other.setVisible(other is card)
        for item in self._welcome:
            item.setVisible(card is not self.activation)  # the list of changes needs the room
        self.hints_changed.emit()

    def _cards(self) -> tuple[Card, ...]:
        """What may stand in place of the choices; the form first."""
        return self.form, self.activation, self.restore_form, self.panel_card

    def show_choices(self) -> None:
        """The ways in."""
        for card in self._cards():
            card.hide()
        for item in (self._choices, *self._welcome):
            item.show()
        self.activation_button.setFocus()
        self.hints_changed.emit()

    def _turn_back(self) -> None:
        if self._handle is None and not all(card.isHidden() for card in self._cards()):
            self.show_choices()

    def _open_kabupaten(self) -> None:
        self.navigate.emit("kabupaten", {})

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_of(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (path := file_of(event)) is not None:
            event.acceptProposedAction()
            self.opening.open(path)

    def named(self) -> str | None:
        name = self.operator.text().strip()
        if not name:
            self._operator_problem.setText(self.tr("Isi nama operator dahulu."))
            self.operator.setFocus()
            return None
        return name

    def _begin(
        self,
        caption: str,
        work: Callable[[str, TaskHandle], Any],
        *,
        stop: bool = True,
        target: dict[str, Any] | None = None,
    ) -> None:
        operator = self.named()
        if operator is None:
            return
        self.settings.operator = operator
        self.begin(
            caption, lambda job: work(operator, job), lambda workspace: self._opened(workspace, target), stop=stop
        )

    def begin(
        self,
        caption: str,
        work: Callable[[TaskHandle], Any],
        done: Callable[[Any], None],
        *,
        stop: bool = False,
        cancelled: Callable[[], Message] | None = None,
    ) -> None:
        """Do something in the pool, one thing at a time; ``stop`` lets the operator end it."""
        if self._handle is not None:
            return
        self._cancelled = cancelled or self._demo_cancelled
        self.progress.start(caption)
        self.progress.cancel_button.setVisible(stop)
        self.progress.show()
        self._set_enabled(enabled=False)

        def finish(result: Any) -> None:  # noqa: ANN401
            self._end()
            done(result)

        self._handle = self.tasks.run(
            work,
            progress=lambda step: self.progress.show_progress(step[1], step[2], step[0]),
            done=finish,
            failed=self._failed,
        )

    def _set_enabled(self, *, enabled: bool) -> None:
        for item in (self._choices, self.activation, self.restore_form, self.panel_card):
            item.setEnabled(enabled)

    def _opened(self, workspace: Any, target: dict[str, Any] | None) -> None:  # noqa: ANN401
        self.opened.emit(workspace, "setelan" if target else "beranda", target or {})

    def _failed(self, error: BaseException) -> None:
        self._end()
        self.tasks.on_error(error)

    def _cancel(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._end()
        self.message.emit(self._cancelled())

    def _demo_cancelled(self) -> Message:
        hint = self.tr("Hapus folder {folder} sebelum membuat demo lagi.").format(
            folder=documents_folder() / DEMO_FOLDER
        )
        return Message(self.tr("Pembuatan demo dibatalkan."), hint)

    def _end(self) -> None:
        self._handle = None
        self.progress.hide()
        self._set_enabled(enabled=True)
