"""The checklist before the lock, per desa, and the locks themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSizePolicy, QStackedWidget, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.pleno import Sitting
from sirekap_desktop.jobs.pleno_checklist import DesaCheck, Finding
from sirekap_desktop.models.roles import Act
from sirekap_desktop.ui.icons import icon
from sirekap_desktop.ui.pleno.forms import ActionForm, Ask, FormSpec
from sirekap_desktop.ui.pleno.words import gap_words
from sirekap_desktop.ui.theme import Sign, Tone, px, tone_colors
from sirekap_desktop.ui.widgets import Card, Pill, button, label

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context

DESA, PEMILIHAN, KECAMATAN = "desa", "pemilihan", "kecamatan"


class KunciView(QWidget):
    """Desa at the left, what is unfinished in the chosen one at the right, the locks below."""

    lock_wanted = Signal(str, str, str, bool)
    """Desa (or empty), scope, reason, and whether to lock or to open again."""

    opened = Signal(str)
    """The first TPS of a finding."""

    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.checks: tuple[DesaCheck, ...] = ()
        self._sitting: Sitting | None = None
        self._reasons = {True: "", False: ""}
        self.desa = QListWidget()
        self.desa.setAccessibleName(self.tr("Desa"))
        self.desa.setIconSize(QSize(px(14), px(14)))
        self.desa.currentRowChanged.connect(lambda _row: self._show_desa())
        self.findings = QListWidget()
        self.findings.setAccessibleName(self.tr("Yang belum selesai"))
        self.findings.setWordWrap(True)
        self.findings.itemActivated.connect(lambda _item: self._open_finding())
        self.form = ActionForm()
        self.form.submitted.connect(self._submitted)
        self.form.left.connect(self.close_form)
        self._lay_out()
        self.setFocusProxy(self.desa)

    def _lay_out(self) -> None:
        side = Card(self.tr("Desa"))
        side.setFixedWidth(px(372))
        side.body.addWidget(self.desa, 1)
        self.heading = label("", "heading")
        self.state = Pill()
        self.says = label("", "muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addWidget(self.state)
        head.addStretch(1)
        self.lock_desa = button("", lambda: self._ask(DESA), icon_name="lock")
        self.lock_form = button("", lambda: self._ask(PEMILIHAN), primary=True, icon_name="lock")
        self.lock_all = button("", lambda: self._ask(KECAMATAN), icon_name="lock")
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for control in (self.lock_desa, self.lock_form, self.lock_all):
            row.addWidget(control)
        row.addStretch(1)
        self._below = QStackedWidget()
        self._below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._below.addWidget(buttons)
        self._below.addWidget(self.form)
        main = Card()
        main.body.addLayout(head)
        main.body.addWidget(self.says)
        main.body.addWidget(self.findings, 1)
        main.body.addWidget(self._below)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(px(12))
        across.addWidget(side)
        across.addWidget(main, 1)

    # -- showing -------------------------------------------------------------------------------------------------

    def show_checks(self, sitting: Sitting, checks: Sequence[DesaCheck], context: Context) -> None:
        """Replace all; the chosen desa stays chosen."""
        here = max(0, self.desa.currentRow())
        self._sitting, self.checks = sitting, tuple(checks)
        self._reasons = {True: context.refusal(Act.LOCK), False: context.refusal(Act.REOPEN)}
        self._all_locked = context.workspace.is_locked
        self.desa.clear()
        for check in self.checks:
            self.desa.addItem(QListWidgetItem(_desa_icon(check), _desa_words(check)))
        self.desa.setCurrentRow(min(here, len(self.checks) - 1))
        self._show_desa()

    @property
    def chosen(self) -> DesaCheck | None:
        row = self.desa.currentRow()
        return self.checks[row] if 0 <= row < len(self.checks) else None

    def _show_desa(self) -> None:
        check, sitting = self.chosen, self._sitting
        self.findings.clear()
        if check is None or sitting is None:
            return
        self.heading.setText(check.desa.name)
        locked = (self.tr("terkunci"), Tone.NEUTRAL, Sign.LOCK)
        ready = (self.tr("siap dikunci"), Tone.OK, Sign.CHECK)
        waiting = (self.tr("belum selesai"), Tone.WARN, Sign.BANG)
        self.state.show_state(*(locked if check.locked else waiting if check.findings else ready))
        words = self.tr("{n} dari {total} TPS disahkan. Revisi {revision}.")
        self.says.setText(
            words.format(
                n=format_count(check.approved), total=format_count(check.tps), revision=format_count(sitting.revision)
            )
        )
        for finding in check.findings:
            self.findings.addItem(QListWidgetItem(gap_words(finding)))
        self.findings.setVisible(bool(check.findings))
        self._show_buttons(check, sitting)

    def _show_buttons(self, check: DesaCheck, sitting: Sitting) -> None:
        of_desa = check.locked and not sitting.final
        texts = (
            (self.lock_desa, of_desa, self.tr("Kunci desa ini"), self.tr("Buka kunci desa ini")),
            (self.lock_form, sitting.final, self.tr("Kunci pemilihan ini"), self.tr("Buka kunci pemilihan ini")),
            (self.lock_all, self._all_locked, self.tr("Kunci kecamatan"), self.tr("Buka kunci kecamatan")),
        )
        for control, is_locked, lock, unlock in texts:
            words = unlock if is_locked else lock
            control.setText(f" {words}")
            control.setAccessibleName(words)
            reason = self._reasons[not is_locked]
            control.setEnabled(not reason)
            control.setToolTip(reason)
        if sitting.final:
            self.lock_desa.setEnabled(False)
            self.lock_desa.setToolTip(self.tr("Pemilihan ini sudah dikunci seluruhnya."))
        if self._all_locked:
            self.lock_form.setEnabled(False)
            self.lock_form.setToolTip(self.tr("Kecamatan sudah dikunci untuk semua pemilihan."))

    # -- acting --------------------------------------------------------------------------------------------------

    def _open_finding(self) -> None:
        check = self.chosen
        if check is not None and 0 <= self.findings.currentRow() < len(check.findings):
            self.opened.emit(check.findings[self.findings.currentRow()].tps[0].code)

    def _is_locked(self, scope: str) -> bool:
        check, sitting = self.chosen, self._sitting
        assert check is not None
        assert sitting is not None
        return {DESA: check.locked, PEMILIHAN: sitting.final, KECAMATAN: self._all_locked}[scope]

    def _ask(self, scope: str) -> None:
        check = self.chosen
        if check is None:
            return
        lock = not self._is_locked(scope)
        place = {DESA: check.desa.name, PEMILIHAN: self.tr("pemilihan ini"), KECAMATAN: self.tr("kecamatan")}[scope]
        title = self.tr("Kunci {place}?") if lock else self.tr("Buka kunci {place}?")
        verb = self.tr("Kunci") if lock else self.tr("Buka kunci")
        reason = Ask("reason", self.tr("Alasan"))
        note = self._lock_note(scope) if lock else self.tr("Angka dapat diubah lagi, dan revisi berikut dimulai.")
        self.form.ask(
            FormSpec(f"{'lock' if lock else 'unlock'}.{scope}", title.format(place=place), verb, (reason,), note)
        )
        self._below.setCurrentWidget(self.form)
        self.form.focus_first()

    def _lock_note(self, scope: str) -> str:
        """What a lock would freeze unfinished."""
        concerned = [check for check in self.checks if scope != DESA or check is self.chosen]
        findings: list[Finding] = [one for check in concerned for one in check.findings]
        if not findings:
            return self.tr("Semua sudah selesai. Setelah dikunci tidak ada angka yang berubah.")
        words = self.tr(
            "Perhatian: {n} hal belum selesai di {desa} desa. Setelah dikunci tidak ada angka yang berubah."
        )
        unfinished = sum(bool(check.findings) for check in concerned)
        return words.format(n=format_count(len(findings)), desa=format_count(unfinished))

    def _submitted(self, act: str, values: dict[str, str]) -> None:
        verb, scope = act.split(".")
        desa = self.chosen.desa.code if scope == DESA and self.chosen else ""
        self.lock_wanted.emit(desa, scope, str(values["reason"]), verb == "lock")

    def close_form(self) -> None:
        """Back to the buttons."""
        self._below.setCurrentIndex(0)
        self.desa.setFocus()


def _desa_icon(check: DesaCheck) -> QIcon:
    sign, tone = (Sign.CHECK, Tone.OK) if not check.findings else (Sign.BANG, Tone.WARN)
    sign, tone = (Sign.LOCK, Tone.NEUTRAL) if check.locked else (sign, tone)
    return icon(sign.value, tone_colors(tone).text)


def _desa_words(check: DesaCheck) -> str:
    """``KABIRAAN · 12/12 · siap dikunci``."""
    count = f"{format_count(check.approved)}/{format_count(check.tps)}"
    translate = QCoreApplication.translate
    matters = translate("Pleno", "{n} hal").format(n=len(check.findings))
    open_ = matters if check.findings else translate("Pleno", "siap dikunci")
    tail = translate("Pleno", "terkunci") if check.locked else open_
    return f"{check.desa.name} · {count} · {tail}"
