"""Kirim: one signed file for the KPU kabupaten/kota, and a look into any package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QListWidget, QScrollArea, QTableView, QVBoxLayout, QWidget

from sirekap_desktop.exchange.keys import fingerprint
from sirekap_desktop.exchange.verify import VerifyReport, verify
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.export import EVERYTHING, package_name, write_package
from sirekap_desktop.jobs.packing import Wish
from sirekap_desktop.ui.actions import bind
from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.kirim.model import HASH, KIND, NAME, SIZE, FilesModel, size_text
from sirekap_desktop.ui.kirim.packing_dialog import PackingDialog
from sirekap_desktop.ui.kirim.publishing import Publishing
from sirekap_desktop.ui.kirim.sending import Sending
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets import Card, JobProgress, Pill, button, label, scroll, setup_table

if TYPE_CHECKING:
    from sirekap_desktop.models.workspace import Workspace
    from sirekap_desktop.ui.context import Context
    from sirekap_desktop.ui.tasks import TaskHandle

_FINDINGS_SHOWN = 500


class KirimPage(Page):
    """Left what to do, right what is on its way and what is in the package at hand."""

    help_anchor = "kirim"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report: VerifyReport | None = None
        self._handle: TaskHandle | None = None
        self.sending = Sending(self)
        self.publishing = Publishing(self, self._run)
        self.model = FilesModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        setup_table(self.table, self.tr("Isi paket"), row_px=28)
        self._size_columns()
        self.findings = QListWidget()
        self.findings.setAccessibleName(self.tr("Temuan pemeriksaan"))
        self.findings.setWordWrap(True)
        self.findings.setMaximumHeight(px(150))
        self.findings.hide()
        self.progress = JobProgress()
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(12), px(16), px(10))
        row.setSpacing(px(12))
        row.addWidget(self._left())
        right = QVBoxLayout()
        right.setSpacing(px(10))
        right.addWidget(self.sending.parcels, 1)
        right.addWidget(self._right(), 1)
        row.addLayout(right, 1)
        self.setFocusProxy(self.write_button)
        bind(self, "kirim.write", self.write_package)
        bind(self, "kirim.choose", self.choose_contents)
        bind(self, "kirim.verify", self.choose_package)
        bind(self, "kirim.send", self._send)
        bind(self, "kirim.publish", self.publishing.ask)
        bind(self, "kirim.add", lambda: self.sending.edit(None))

    def _left(self) -> QScrollArea:
        """With large letters it is higher than a small laptop."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        write = Card(self.tr("Paket kecamatan"))
        words = self.tr("Satu berkas bertanda tangan: isian, rekap, dokumen, foto asli dan jejak audit.")
        self._state = Pill()
        self._state_note = label("", "small", wrap=True)
        self.write_button = button(self.tr("Tulis paket"), self.write_package, primary=True, icon_name="package")
        self.choose_button = button(self.tr("Pilih isi paket…"), self.choose_contents)
        for item in (label(words, wrap=True), self._state, self._state_note):
            write.body.addWidget(item)
        both = QHBoxLayout()
        both.addWidget(self.write_button, 1)
        both.addWidget(self.publishing.button)
        write.body.addLayout(both)
        write.body.addWidget(self.choose_button)
        check = Card(self.tr("Periksa paket"))
        words = self.tr("Lihat isi paket dari mana pun, dan pastikan tidak ada satu bita pun berubah.")
        self.verify_button = button(self.tr("Pilih berkas paket"), self.choose_package, icon_name="shield")
        check.body.addWidget(label(words, wrap=True))
        check.body.addWidget(self.verify_button)
        for card, stretch in ((write, 0), (self.sending.destinations, 1), (check, 0)):
            column.addWidget(card, stretch)
        area = scroll(body)
        area.setFixedWidth(px(330))
        return area

    def _right(self) -> Card:
        card = Card()
        head = QHBoxLayout()
        self._name = label("", "heading")
        self._verdict = Pill()
        head.addWidget(self._name, 1)
        head.addWidget(self._verdict)
        card.body.addLayout(head)
        self._facts = label("", wrap=True)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for item, stretch in ((self._facts, 0), (self.progress, 0), (self.findings, 2), (self.table, 3)):
            card.body.addWidget(item, stretch)
        self._empty = label(self.tr("Belum ada paket yang ditulis atau dibuka di sini."), "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(self._empty, 3)
        self._show_report(None)
        return card

    def _size_columns(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((KIND, 140), (SIZE, 100), (HASH, 170)):
            self.table.setColumnWidth(column, px(width))

    # -- page ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Kirim")

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl S", self.tr("tulis paket")),
            ("Ctrl Shift S", self.tr("pilih isi paket")),
            ("Ctrl Enter", self.tr("kirim ke tujuan terpilih")),
            ("Ctrl N", self.tr("tambah tujuan")),
            ("Ctrl P", self.tr("publikasi")),
            ("Ctrl Shift V", self.tr("periksa paket dari berkas")),
        ]

    def attach(self, context: Context) -> None:
        super().attach(context)
        self.sending.attach(context)
        self.publishing.attach(context)

    def activate(self, **_target: Any) -> None:  # noqa: ANN401
        self.sending.runner.again_all()

    def _send(self) -> None:
        if chosen := self.sending.destinations.chosen_id():
            self.sending.send(chosen)

    def detach(self) -> None:
        self.sending.detach()
        self.publishing.detach()
        super().detach()
        self._show_report(None)

    def refresh(self, kinds: frozenset[str]) -> None:  # noqa: ARG002 - small and cheap
        workspace = self.context.workspace
        self.context.query(lambda: read_state(workspace), done=self._show_state, key="kirim", owner=self)

    def _show_state(self, state: tuple[bool, int, str]) -> None:
        locked, revision, fingerprint = state
        key = self.tr("Sidik jari: {key}").format(key=fingerprint)
        if locked:
            self._state.show_state(self.tr("FINAL"), Tone.OK, Sign.LOCK)
            note = self.tr("Terkunci, revisi {n}.").format(n=format_count(revision))
        else:
            self._state.show_state(self.tr("DRAF"), Tone.WARN, Sign.PENCIL)
            note = self.tr("Kecamatan belum dikunci: paket ditandai sebagai draf.")
        self._state_note.setText(f"{note}\n{key}")

    # -- writing and checking --------------------------------------------------------------------------------------

    def choose_contents(self) -> None:
        """Let a part be picked, then write it."""
        if self._handle is not None:
            return
        dialog = PackingDialog(self.context, self)
        dialog.chosen.connect(self.write_package)
        dialog.open()

    def write_package(self, wish: Wish = EVERYTHING) -> None:
        """Ask where, write, then check what was written."""
        if self._handle is not None:
            return
        workspace = self.context.workspace
        suggested = Path(workspace.packages_folder) / package_name(workspace, wish)
        target = self.context.dialogs.save_file(self.tr("Tulis paket"), suggested, self.tr("Paket Sirekap (*.zip)"))
        if target is None:
            return
        path = target if target.suffix else target.with_suffix(".zip")
        self._run(
            self.tr("Paket sedang ditulis."), lambda job: write_and_verify(workspace, path, job, wish), self._written
        )

    def choose_package(self) -> None:
        """Ask for a package and check it."""
        if self._handle is not None:
            return
        path = self.context.dialogs.open_file(
            self.tr("Pilih paket"), self.tr("Paket Sirekap (*.zip)"), Path(self.context.workspace.packages_folder)
        )
        if path is None:
            return
        self._begin(self.tr("Paket sedang diperiksa."))
        self.progress.cancel_button.hide()
        self._handle = self.context.run(lambda _job: verify(path), done=self._verified, failed=self._failed)

    def _run(self, caption: str, work: Callable[[TaskHandle], Any], done: Callable[[Any], None]) -> None:
        """One long job of this page at a time."""
        if self._handle is not None:
            return
        self._begin(caption)
        self._handle = self.context.run(
            work,
            progress=lambda step: self.progress.show_progress(*step),
            done=lambda made: self._finished(done, made),
            failed=self._failed,
        )

    def _finished(self, done: Callable[[Any], None], made: Any) -> None:  # noqa: ANN401 - whatever the job made
        self._end()
        self._show_report(self.report)
        done(made)

    def _begin(self, caption: str) -> None:
        self.progress.start(caption)
        self.progress.cancel_button.show()
        self.progress.show()
        self._empty.hide()
        self.progress.cancel_button.setFocus()
        for item in (self.write_button, self.choose_button, self.verify_button, self.publishing.button):
            item.setEnabled(False)

    def _end(self) -> None:
        self._handle = None
        self.progress.hide()
        for item in (self.write_button, self.choose_button, self.verify_button, self.publishing.button):
            item.setEnabled(True)
        self.write_button.setFocus()

    def _cancel(self) -> None:
        if self._handle:
            self._handle.cancel()
        self._end()
        self._show_report(self.report)

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._show_report(self.report)
        self.context.tasks.on_error(error)

    def _written(self, report: VerifyReport) -> None:
        self._verified(report)
        if report.ok:
            self.sending.package = report.path
            self.context.notify(self.tr("Paket tertulis dan sudah diperiksa."), str(report.path), Tone.OK)

    def _verified(self, report: VerifyReport) -> None:
        self._end()
        self._show_report(report)

    # -- showing ---------------------------------------------------------------------------------------------------

    def _show_report(self, report: VerifyReport | None) -> None:
        self.report = report
        manifest = report.manifest if report else None
        self._empty.setVisible(report is None)
        self.table.setVisible(manifest is not None)
        self._facts.setVisible(report is not None)
        self._verdict.setVisible(report is not None)
        self._name.setText(report.path.name if report else self.tr("Isi paket"))
        self.model.show_files(manifest.files if manifest else ())
        self._show_findings([item.message for item in (*report.findings, *report.notes)] if report else [])
        if report:
            self._show_verdict(report)
            self._facts.setText(self._describe(report))

    def _show_verdict(self, report: VerifyReport) -> None:
        if report.ok:
            self._verdict.show_state(self.tr("utuh dan tanda tangan sah"), Tone.OK, Sign.CHECK)
            return
        text = self.tr("{n} temuan").format(n=format_count(len(report.findings)))
        self._verdict.show_state(text, Tone.BAD, Sign.BANG)

    def _show_findings(self, messages: list[str]) -> None:
        self.findings.clear()
        self.findings.addItems(messages[:_FINDINGS_SHOWN])
        self.findings.setVisible(bool(messages))

    def _describe(self, report: VerifyReport) -> str:
        lines = []
        if manifest := report.manifest:
            lines.append(self._area(manifest))
            count = self.tr("{n} berkas, {objects} isi berbeda, {size}")
            files, objects = format_count(len(manifest.files)), format_count(report.objects)
            lines.append(count.format(n=files, objects=objects, size=size_text(report.size)))
        signer = report.fingerprint or self.tr("tanda tangan tidak sah")
        lines.append(self.tr("Sidik jari penandatangan: {key}").format(key=signer))
        return "\n".join(lines)

    def _area(self, manifest: Any) -> str:  # noqa: ANN401
        area = manifest.kecamatan
        text = self.tr("Kecamatan {name} ({code}), {kabupaten}, {provinsi}").format(
            name=area.name, code=area.code, kabupaten=area.kabupaten, provinsi=area.provinsi
        )
        return f"{text} · {self.tr('SIMULASI')}" if manifest.simulation else text


def read_state(workspace: Workspace) -> tuple[bool, int, str]:
    """Locked, revision and the fingerprint of the key that signs; runs in the pool."""
    key = workspace.signing_key().private.public_key()
    return workspace.is_locked, workspace.revision, fingerprint(key.public_bytes_raw())


def write_and_verify(workspace: Workspace, path: Path, job: TaskHandle, wish: Wish) -> VerifyReport:
    """Write the package and read it back as a stranger would; runs in the pool."""
    written = write_package(
        workspace,
        path,
        wish=wish,
        progress=lambda step: job.report((step.done, step.total)),
        cancelled=job.is_cancelled,
    )
    return written.report
