"""From the filled table to activation files: choose elections, template, table, and what is in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QHeaderView, QTableView, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.voting import election_sets
from sirekap_desktop.models.kabupaten_table import KabupatenTable
from sirekap_desktop.models.office import Office
from sirekap_desktop.ui.election_words import set_name
from sirekap_desktop.ui.kabupaten.model import RowsModel
from sirekap_desktop.ui.setelan.wilayah import ProblemsModel
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, button, field_row, label, setup_table


class TableCard(Card):
    """What goes into the files; the page does what its buttons ask."""

    template_wanted = Signal()
    forms_wanted = Signal()
    table_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("2 Berkas aktivasi"), parent)
        self.elections = QComboBox()
        self.simulation = QCheckBox(self.tr("Untuk latihan: bertanda SIMULASI"))
        self.own = label("", "small", wrap=True)
        self.template_button = button(self.tr("Tulis templat"), self.template_wanted.emit, icon_name="template")
        self.forms_button = button(self.tr("Formulir sendiri"), self.forms_wanted.emit)
        self.table_button = button(self.tr("Baca tabel"), self.table_wanted.emit, primary=True, icon_name="impor")
        words = self.tr(
            "Isi templat untuk semua kecamatan: kecamatan, PPK, TPS dengan DPT, dapil, peserta. Lalu baca tabelnya."
        )
        self.body.addWidget(label(words, wrap=True))
        self.body.addWidget(field_row(self.tr("Pemilihan yang direkap"), self.elections))
        self.body.addWidget(self.simulation)
        row = QHBoxLayout()
        row.addWidget(self.template_button)
        row.addWidget(self.forms_button)
        row.addStretch(1)
        row.addWidget(self.table_button)
        self.body.addLayout(row)
        self.body.addWidget(self.own)
        self.own.hide()

    def show_office(self, office: Office | None) -> None:
        """Offer the elections of its region."""
        self.setEnabled(office is not None)
        if office is not None and not self.elections.count():
            for item in election_sets(office.code):
                self.elections.addItem(set_name(item), item.forms)

    def show_own_forms(self, names: tuple[str, ...]) -> None:
        """Which form files go along."""
        self.own.setVisible(bool(names))
        self.own.setText(self.tr("Formulir sendiri: {names}").format(names=", ".join(names)))


class ContentCard(Card):
    """What was read: a line per kecamatan, or every line that must be put right."""

    write_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.heading = label("", "heading", wrap=True)
        heads = (
            self.tr("Kecamatan"), self.tr("Desa"), self.tr("TPS"), self.tr("Peserta"), self.tr("PPK"),
            self.tr("Versi berikut"),
        )  # fmt: skip
        self.model, self.problem_model = RowsModel(heads, self, words=1), ProblemsModel(self)
        self.table, self.problems = QTableView(), QTableView()
        for view, model, name, wide in (
            (self.table, self.model, self.tr("Isi tabel"), 0),
            (self.problems, self.problem_model, self.tr("Baris yang perlu diperbaiki"), 2),
        ):
            view.setModel(model)
            setup_table(view, name, row_px=28)
            view.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.write_button = button(
            self.tr("Tulis berkas aktivasi"), self.write_wanted.emit, primary=True, icon_name="package"
        )
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.write_button)
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.problems, 1)
        self.show_table(None, None)

    def show_table(self, found: KabupatenTable | None, office: Office | None) -> None:
        """Say what was read."""
        problems = found.problems if found else ()
        contents = found.contents if found else ()
        self.problem_model.show_problems(problems)
        self.problems.setVisible(bool(problems))
        self.table.setVisible(not problems)
        self.write_button.setEnabled(bool(contents))
        self.model.show_lines(
            [
                (
                    f"{one.kecamatan.code} {one.kecamatan.name}",
                    len(one.desa),
                    len(one.tps),
                    len({(item.pemilihan, who.number) for item in one.lists for who in item.contestants}),
                    len(one.people),
                    office.next_version(one.kecamatan.code) if office else 1,
                )
                for one in contents
            ]
        )
        self.heading.setText(self._heading(found))
        for column in range(1, 6):
            self.table.setColumnWidth(column, px(82 if column < 5 else 110))
        self.problems.setColumnWidth(0, px(110))

    def _heading(self, found: KabupatenTable | None) -> str:
        if found is None:
            return self.tr("Belum ada tabel yang dibaca.")
        if found.problems:
            text = self.tr("{n} baris perlu diperbaiki dahulu; tidak ada yang ditulis.")
            return text.format(n=format_count(len(found.problems)))
        tps = sum(len(one.tps) for one in found.contents)
        text = self.tr("{k} kecamatan, {tps} TPS: siap ditulis.")
        return text.format(k=format_count(len(found.contents)), tps=format_count(tps))
