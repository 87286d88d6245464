"""Setelan. Controls are filled under signals that only the operator's hand emits, so that filling never writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from sirekap_desktop.models.people import Person
from sirekap_desktop.models.roles import Act
from sirekap_desktop.models.settings import Settings
from sirekap_desktop.ui import app_settings
from sirekap_desktop.ui.actions import spec
from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.dokumen.choices import paper_combo, signature_combo
from sirekap_desktop.ui.setelan.orang import PeopleCard
from sirekap_desktop.ui.setelan.pemilihan import ElectionsCard, Known, read_elections
from sirekap_desktop.ui.setelan.salinan import SecondCopyBox
from sirekap_desktop.ui.setelan.wilayah import Counts, WilayahCard, read_counts
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, button, field_row, label, scroll

if TYPE_CHECKING:
    from sirekap_desktop.models.workspace import Workspace
    from sirekap_desktop.ui.context import Context

Loaded = tuple[Settings, Counts, Known, tuple[Person, ...]]
_POLICIES = ("adaptive", "type_all", "sample")


class SetelanPage(Page):
    """Two columns of cards."""

    help_anchor = "setelan"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.elections = ElectionsCard()
        self.wilayah = WilayahCard()
        self.people = PeopleCard()
        self._shown = Settings()
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(px(16), px(12), px(16), px(10))
        grid.setSpacing(px(12))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(px(12))
        for card in (self._policy_card(), self.elections, self._forms_card(), self.wilayah, self.people):
            left.addWidget(card)
        for card in (
            self._print_card(),
            self._seat_card(),
            self._operator_card(),
            self._safety_card(),
            self._scanner_card(),
        ):
            right.addWidget(card)
        left.addStretch(1)
        right.addStretch(1)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self._scroll: QScrollArea = scroll(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self.setFocusProxy(self.policies[0])

    # -- cards ---------------------------------------------------------------------------------------------------

    def _forms_card(self) -> Card:
        card = Card(self.tr("Formulir"))
        words = self.tr("Blanko yang berubah: buat definisinya di perancang, atau impor berkas dari KPU.")
        self.import_form_button = button(self.tr("Impor formulir"), lambda: self._command("form.import"))
        row = QHBoxLayout()
        row.addWidget(self.import_form_button)
        row.addWidget(button(self.tr("Rancang dari blanko"), lambda: self._command("designer"), icon_name="template"))
        row.addStretch(1)
        card.body.addWidget(label(words, wrap=True))
        card.body.addLayout(row)
        return card

    def _policy_card(self) -> Card:
        card = Card(self.tr("Cara memeriksa"))
        words = (
            self.tr("Menyesuaikan bukti: isian terbukti dikonfirmasi sehalaman, lainnya diketik"),
            self.tr("Ketik semua isian"),
            self.tr("Menyesuaikan bukti, dan ketik juga sebagian isian terbukti"),
        )
        self._policy_group = QButtonGroup(self)
        self.policies: list[QRadioButton] = []
        for number, text in enumerate(words):
            choice = QRadioButton(text)
            choice.setAccessibleName(text)
            self._policy_group.addButton(choice, number)
            self.policies.append(choice)
            card.body.addWidget(choice)
        self._policy_group.idClicked.connect(lambda number: self._set("policy", _POLICIES[number]))
        self.percent = QSpinBox()
        self.percent.setRange(1, 100)
        self.percent.setSuffix(" %")
        self.percent.setFixedWidth(px(110))
        self.percent.lineEdit().setTextMargins(px(7), 0, 0, 0)  # the style sheet does not reach it
        self.percent.setAccessibleName(self.tr("Bagian isian terbukti yang ikut diketik"))
        self.percent.editingFinished.connect(self._percent_edited)
        row = QHBoxLayout()
        row.addSpacing(px(26))
        row.addWidget(self.percent)
        row.addWidget(label(self.tr("dari isian terbukti ikut diketik"), "muted"))
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _scanner_card(self) -> Card:
        card = Card(self.tr("Folder pemindai"))
        words = self.tr("Berkas baru di folder ini diimpor sendiri setelah selesai ditulis oleh pemindai.")
        self.folder = QLineEdit()
        self.folder.setReadOnly(True)
        self.folder.setPlaceholderText(self.tr("Tidak ada folder yang dipantau"))
        self.folder.setAccessibleName(self.tr("Folder yang dipantau"))
        self.stop_watching = button(self.tr("Berhenti memantau"), lambda: self._set("watch_folder", ""))
        row = QHBoxLayout()
        self._choose = button(self.tr("Pilih folder"), self._choose_folder, icon_name="folder")
        row.addWidget(self._choose)
        row.addWidget(self.stop_watching)
        row.addStretch(1)
        card.body.addWidget(label(words, wrap=True))
        card.body.addWidget(self.folder)
        card.body.addLayout(row)
        return card

    def _print_card(self) -> Card:
        card = Card(self.tr("Dokumen"))
        self.paper = paper_combo(lambda value: self._set("paper", value))
        self.signatures = signature_combo(lambda value: self._set("signatures", value))
        card.body.addWidget(field_row(self.tr("Kertas"), self.paper))
        card.body.addWidget(field_row(self.tr("Tanda tangan"), self.signatures))
        return card

    def _seat_card(self) -> Card:
        card = Card(self.tr("Tampilan di laptop ini"))
        self.scale = QComboBox()
        self.scale.setObjectName("fontScale")
        for value in app_settings.FONT_SCALES:
            self.scale.addItem(f"{value} %", value)
        self.scale.activated.connect(lambda _index: self._set_scale(int(self.scale.currentData())))
        self.language = QComboBox()
        self.language.setObjectName("language")
        for code, name in (("id", "Bahasa Indonesia"), ("en", "English")):
            self.language.addItem(name, code)
        self.language.activated.connect(lambda _index: self._set_language(str(self.language.currentData())))
        card.body.addWidget(field_row(self.tr("Ukuran huruf"), self.scale))
        card.body.addWidget(field_row(self.tr("Bahasa"), self.language))
        return card

    def _operator_card(self) -> Card:
        card = Card(self.tr("Operator"))
        self.operator = label("", "strong")
        row = QHBoxLayout()
        row.addWidget(self.operator, 1)
        row.addWidget(button(self.tr("Masuk atau ganti orang"), lambda: self._command("operator"), icon_name="user"))
        card.body.addLayout(row)
        self.minutes = QSpinBox()
        self.minutes.setRange(1, 120)
        self.minutes.setSuffix(self.tr(" menit"))
        self.minutes.setFixedWidth(px(120))
        self.minutes.lineEdit().setTextMargins(px(7), 0, 0, 0)  # the style sheet does not reach it
        self.minutes.setAccessibleName(self.tr("Layar terkunci setelah tidak dipakai"))
        self.minutes.editingFinished.connect(self._minutes_edited)
        self._minutes_row = field_row(self.tr("Layar terkunci setelah tidak dipakai"), self.minutes)
        card.body.addWidget(self._minutes_row)
        return card

    def _safety_card(self) -> Card:
        card = Card(self.tr("Keamanan data"))
        self.place = label("", "small", wrap=True)
        row = QHBoxLayout()
        row.addWidget(button(self.tr("Buat cadangan"), lambda: self._command("backup"), icon_name="save"))
        elsewhere = button(self.tr("Di tempat lain"), lambda: self._command("backup.elsewhere"), icon_name="folder")
        row.addWidget(elsewhere)
        row.addStretch(1)
        card.body.addWidget(self.place)
        card.body.addLayout(row)
        self.second = SecondCopyBox()
        card.body.addWidget(self.second)
        row = QHBoxLayout()
        row.addWidget(button(self.tr("Periksa jejak audit"), lambda: self._command("verify"), icon_name="shield"))
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    # -- page ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Setelan")

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("Tab", self.tr("pindah")),
            ("↑ ↓", self.tr("pilih")),
            ("Ctrl Shift B", self.tr("buat cadangan")),
            ("Ctrl K", self.tr("cari perintah")),
        ]

    def attach(self, context: Context) -> None:
        super().attach(context)
        self.elections.attach(context)
        self.wilayah.attach(context)
        self.people.attach(context)
        self.second.attach(context)
        context.operator_changed.connect(self._show_seat)
        self._show_seat()

    def activate(self, **target: Any) -> None:  # noqa: ANN401
        if target.get("section") == "wilayah":
            self._scroll.ensureWidgetVisible(self.wilayah)
            self.wilayah.template_button.setFocus()
        elif (name := target.get("focus")) and (control := self.findChild(QComboBox, name)):
            control.setFocus()
        else:
            self.setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:  # noqa: ARG002 - small and cheap
        workspace = self.context.workspace
        self.context.query(lambda: read(workspace), done=self._show, key="setelan", owner=self)

    # -- showing and writing -------------------------------------------------------------------------------------

    def _show(self, loaded: Loaded) -> None:
        settings, counts, elections, people = loaded
        self._shown = settings
        self.people.show_people(people)
        self._minutes_row.setVisible(bool(people))
        if not self.minutes.hasFocus():
            with QSignalBlocker(self.minutes):
                self.minutes.setValue(settings.lock_minutes)
        self.elections.show_elections(elections)
        self.wilayah.show_counts(counts)
        self.policies[_POLICIES.index(settings.policy)].setChecked(True)
        self._show_seat()
        may_set = not self.context.refusal(Act.SETTINGS)
        self.percent.setEnabled(settings.policy == "sample" and may_set)
        if not self.percent.hasFocus():
            with QSignalBlocker(self.percent):
                self.percent.setValue(settings.sample_percent)
        self.paper.setCurrentIndex(self.paper.findData(settings.paper))
        self.signatures.setCurrentIndex(self.signatures.findData(settings.signatures))
        self.folder.setText(settings.watch_folder)
        self.stop_watching.setEnabled(bool(settings.watch_folder) and may_set)

    def _show_seat(self) -> None:
        context = self.context
        workspace = context.workspace
        nobody = workspace.has_people and workspace.person is None
        seated = workspace.person.label if workspace.person else workspace.operator
        self.operator.setText(self.tr("Belum ada yang masuk") if nobody else seated)
        context.guard(Act.SETTINGS, *self.policies, self.paper, self.signatures, self.minutes, self._choose)
        context.guard(Act.WILAYAH, self.elections, self.wilayah)
        self.place.setText(self.tr("Ruang kerja: {folder}").format(folder=context.workspace.folder))
        self.scale.setCurrentIndex(self.scale.findData(context.settings.font_scale))
        self.language.setCurrentIndex(self.language.findData(context.settings.language))

    def _set(self, name: str, value: str | int) -> None:
        workspace = self.context.workspace
        self.context.write(lambda: workspace.set_setting(name, value))

    def _percent_edited(self) -> None:
        if self.attached and self.percent.value() != self._shown.sample_percent:
            self._set("sample_percent", self.percent.value())

    def _minutes_edited(self) -> None:
        if self.attached and self.minutes.value() != self._shown.lock_minutes:
            self._set("lock_minutes", self.minutes.value())

    def _choose_folder(self) -> None:
        folder = self.context.dialogs.open_folder(self.tr("Pilih folder yang dipantau"))
        if folder is not None:
            self._set("watch_folder", str(folder))

    def _set_scale(self, value: int) -> None:
        if value != self.context.settings.font_scale:
            self.context.settings.font_scale = value
            self._rebuild()

    def _set_language(self, value: str) -> None:
        if value != self.context.settings.language:
            self.context.settings.language = value
            self._rebuild()

    def _rebuild(self) -> None:
        window: Any = self.window()
        window.rebuild_wanted.emit()

    def _command(self, action_id: str) -> None:
        """The same action as the key and the palette."""
        assert spec(action_id)
        window: Any = self.window()
        window.trigger(action_id)


def read(workspace: Workspace) -> Loaded:
    """Read settings, counts, elections and people; runs in the pool."""
    return workspace.settings(), read_counts(workspace), read_elections(workspace), workspace.people()
