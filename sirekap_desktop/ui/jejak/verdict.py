"""The strip above the list: whether the chain was checked, what was found, and the ways to take it along."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.audit import AuditReport
from sirekap_desktop.models.seals import PrintedHead
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets import Card, JobProgress, Pill, button, label

_SHOWN_MAX = 500
"""Findings listed; a chain that was rebuilt has one per row."""
_ROWS_MAX = 4
"""Findings seen at once: the list of acts must stay in sight."""


class VerdictStrip(Card):
    """Shows the newest :class:`AuditReport` until another one comes or the workspace closes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.report: AuditReport | None = None
        self.state = Pill()
        self.words = label("", wrap=True)
        self.verify_button = button(self.tr("Periksa jejak audit"), primary=True, icon_name="shield")
        self.pdf_button = button(self.tr("Simpan PDF"), icon_name="save")
        self.csv_button = button(self.tr("Simpan CSV"), icon_name="rekap")
        self.csv_button.setToolTip(self.tr("Seluruh jejak dengan sidiknya, juga yang tidak tersaring"))
        self.head = QLineEdit()
        self.head.setPlaceholderText(self.tr("Kepala rantai tercetak"))
        self.head.setAccessibleName(self.tr("Kepala rantai tercetak"))
        self.head.setToolTip(self.tr("Nomor:hash yang tercetak saat dikunci, boleh kosong"))
        self.head.setFixedWidth(px(190))
        self.findings = QListWidget()
        self.findings.setAccessibleName(self.tr("Temuan pemeriksaan"))
        self.findings.setWordWrap(True)
        self.progress = JobProgress()
        self.body.setContentsMargins(px(16), px(10), px(16), px(10))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        for item in (self.pdf_button, self.csv_button, self.head, self.verify_button):
            row.addWidget(item)
        self.body.addLayout(row)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.findings)
        self.progress.hide()
        self.forget()

    def forget(self) -> None:
        """Nothing was checked since the workspace is open."""
        self.report = None
        self.state.show_state(self.tr("belum diperiksa"), Tone.NEUTRAL, Sign.EMPTY)
        self.words.setText(self.tr("Pemeriksaan mencocokkan setiap catatan, angka dan foto dengan sidiknya."))
        self._show_findings(())
        self.verify_button.setEnabled(True)

    def begin(self) -> None:
        """The check runs."""
        self.state.show_state(self.tr("sedang diperiksa"), Tone.WARN, Sign.CLOCK)
        self.words.setText(self.tr("Jejak audit, foto dan basis data sedang diperiksa."))
        self._show_findings(())
        self.verify_button.setEnabled(False)

    def show_report(self, report: AuditReport, at: datetime, head: PrintedHead | None = None) -> None:
        """What it found, each finding a sentence; ``head`` was looked for in the chain."""
        self.report = report
        self.verify_button.setEnabled(True)
        checked = self.tr("{rows} catatan dan {images} foto diperiksa pukul {time}.").format(
            rows=format_count(report.audit_rows), images=format_count(report.images), time=f"{at:%H.%M}"
        )
        if report.ok:
            self.state.show_state(self.tr("semua cocok"), Tone.OK, Sign.CHECK)
            self.words.setText(f"{checked} {self._kept(head)}" if head else checked)
            return
        found = self.tr("{n} temuan").format(n=format_count(len(report.findings)))
        self.state.show_state(found, Tone.BAD, Sign.BANG)
        self.words.setText(checked)
        self._show_findings(tuple(item.message for item in report.findings))

    def _kept(self, head: PrintedHead) -> str:
        text = self.tr("Kepala rantai yang tercetak ada dalam jejak ini: baris nomor {n}.")
        return text.format(n=format_count(head.seq))

    def _show_findings(self, messages: tuple[str, ...]) -> None:
        self.findings.clear()
        self.findings.addItems(messages[:_SHOWN_MAX])
        if len(messages) > _SHOWN_MAX:
            more = self.tr("… dan {n} temuan lagi.").format(n=format_count(len(messages) - _SHOWN_MAX))
            self.findings.addItem(more)
        self.findings.setVisible(bool(messages))
        self.findings.setFixedHeight(px(8) + px(34) * min(self.findings.count(), _ROWS_MAX))

    def start_job(self, caption: str) -> None:
        """A file is being written."""
        self.progress.start(caption)
        self.progress.show()
        for item in (self.pdf_button, self.csv_button):
            item.setEnabled(False)

    def end_job(self) -> None:
        """It is written, or not."""
        self.progress.hide()
        for item in (self.pdf_button, self.csv_button):
            item.setEnabled(True)
