"""What a paper has and the field list of its election has not: a further row, a further sum."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from sirekap_desktop.forms.designed import OwnRule
from sirekap_desktop.forms.expression import ExpressionError, parse
from sirekap_desktop.forms.slots import Row
from sirekap_desktop.ui.dialogs import Ask
from sirekap_desktop.ui.widgets import field_row, label

_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


class _Form(Ask):
    """A small form that says what is wrong and stays open."""

    def __init__(self, parent: QWidget | None, title: str, text: str, *, yes: str, no: str) -> None:
        super().__init__(parent, title, text, yes=yes, no=no)
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()

    def _line(self, caption: str, note: str = "") -> QLineEdit:
        edit = QLineEdit()
        self.body.addWidget(field_row(caption, edit, note))
        return edit

    def _close_body(self) -> None:
        self.body.addWidget(self.problem)
        self.finish()

    def wrong(self) -> str:
        """What is wrong; empty when the form can be taken."""
        raise NotImplementedError

    def accept(self) -> None:
        if text := self.wrong():
            self.problem.setText(text)
            self.problem.show()
            return
        super().accept()


class RowForm(_Form):
    """A row that the shared part does not know."""

    def __init__(self, parent: QWidget | None, rows: Sequence[Row]) -> None:
        super().__init__(
            parent,
            self.tr("Tambah isian"),
            self.tr("Untuk angka yang tercetak di kertas ini, tetapi tidak ada dalam daftar isian pemilihannya."),
            yes=self.tr("Tambah isian"),
            no=self.tr("Batal"),
        )
        self._known = {row.row for row in rows}
        self.number = self._line(self.tr("Nomor pada formulir"), self.tr("Misalnya I.A.2"))
        self.label = self._line(self.tr("Bunyi pada formulir"))
        self.name = self._line(self.tr("Nama isian"), self.tr("Huruf kecil, misalnya pemilih_dpph"))
        self.parts = QComboBox()
        self.parts.addItem(self.tr("Laki-laki, perempuan, jumlah"), "lpj")
        self.parts.addItem(self.tr("Satu angka"), "one")
        self.section = QComboBox()
        self.section.addItems(list(dict.fromkeys(row.section for row in rows)))
        self.body.addWidget(field_row(self.tr("Bagian-bagiannya"), self.parts))
        self.body.addWidget(field_row(self.tr("Bab"), self.section))
        self._close_body()

    def wrong(self) -> str:
        name = self.name.text().strip()
        if not (self.number.text().strip() and self.label.text().strip()):
            return self.tr("Isi nomor dan bunyinya.")
        if not _NAME.fullmatch(name):
            return self.tr("Nama isian hanya boleh memuat huruf kecil, angka, dan garis bawah.")
        return self.tr("Nama isian ini sudah ada.") if name in self._known else ""

    def row(self) -> Row:
        """What was typed."""
        name, words = self.name.text().strip(), self.label.text().strip()
        return Row(
            row=name,
            parts=str(self.parts.currentData()),
            number=self.number.text().strip(),
            section=self.section.currentText(),
            label=words,
            short_label=words,
            export_as=name,
        )


class RuleForm(_Form):
    """A sum that only this paper prints."""

    def __init__(self, parent: QWidget | None, names: Sequence[str]) -> None:
        super().__init__(
            parent,
            self.tr("Tambah hitungan"),
            self.tr("Memberi peringatan bila tidak cocok; tidak pernah menghalangi penyimpanan."),
            yes=self.tr("Tambah hitungan"),
            no=self.tr("Batal"),
        )
        self._names = frozenset(names)
        self.check = self._line(
            self.tr("Hitungan"),
            self.tr("Nama isian dengan = dan +, misalnya pemilih_total_l = pemilih_dpt_l + pemilih_dpph_l"),
        )
        self.wording = self._line(self.tr("Bunyi pada formulir"))
        self._close_body()

    def wrong(self) -> str:
        try:
            comparison = parse(self.check.text())
        except ExpressionError as error:
            return self.tr("Hitungan belum benar: {problem}.").format(problem=str(error))
        unknown = [name for name in comparison.fields if name not in self._names]
        if unknown:
            return self.tr("Isian {name} tidak ada di kertas ini.").format(name=unknown[0])
        return "" if self.wording.text().strip() else self.tr("Isi bunyinya.")

    def rule(self) -> OwnRule:
        """What was typed."""
        return OwnRule(self.check.text().strip(), self.wording.text().strip())
