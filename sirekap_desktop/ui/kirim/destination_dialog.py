"""*Tujuan*: where packages go, tried before it is kept; a self-signed certificate is accepted by its fingerprint."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sirekap_desktop.exchange.transport import trust
from sirekap_desktop.exchange.transport.destination import DEFAULT_REGION, Destination, Kind, check_destination
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.outbox import Outbox
from sirekap_desktop.ui.context import PageTools
from sirekap_desktop.ui.kirim.model import size_text
from sirekap_desktop.ui.kirim.words import PlaceWords, destination_words, kind_words
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, button, field_row, label, set_role

_CERTIFICATE = {"send.certificate", "send.certificate_changed"}


class DestinationDialog(QDialog):
    """``saved`` carries the destination once it is kept."""

    saved = Signal(object)

    def __init__(
        self,
        context: PageTools,
        outbox: Outbox,
        shown: Destination | None,
        parent: QWidget | None,
        words: PlaceWords | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words or destination_words()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._outbox = context, outbox
        self._shown = shown or Destination(secrets.token_hex(8), "", Kind.FOLDER.value, "")
        self._fingerprint = self._shown.fingerprint
        title = self._words.change if shown else self._words.add
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(px(560))
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(18), px(22), px(16))
        column.setSpacing(px(10))
        column.addWidget(label(title, "heading"))
        self._add_fields(column)
        self._add_certificate(column)
        self.said = label("", wrap=True)
        self.said.setMinimumHeight(px(40))
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.said)
        column.addStretch(1)
        column.addLayout(self._buttons())
        self._fill()
        self.kind.currentIndexChanged.connect(lambda _index: self._show_kind())
        self.address.textEdited.connect(lambda _text: self._show_kind())
        self._show_kind()
        self.name.setFocus()

    # -- building --------------------------------------------------------------------------------------------------

    def _add_fields(self, column: QVBoxLayout) -> None:
        self.kind = QComboBox()
        for kind in Kind:
            self.kind.addItem(kind_words(kind.value), kind.value)
        self.name, self.address, self.user, self.secret = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.bucket, self.prefix, self.region = QLineEdit(), QLineEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.name.setPlaceholderText(self._words.sample)
        self.region.setPlaceholderText(DEFAULT_REGION)
        self.pick = button(self.tr("Pilih folder"), self._pick_folder, icon_name="folder")
        place = QHBoxLayout()
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.address, 1)
        place.addWidget(self.pick)
        holder = QWidget()
        holder.setLayout(place)
        self.address.setAccessibleName(self.tr("Alamat"))
        self.plain = label(self.tr("Tanpa https, kata sandi dan isi paket dapat dibaca orang lain di jaringan."), "bad")
        self.plain.setWordWrap(True)
        self._rows = {
            "name": self._pair(field_row(self._words.name, self.name), field_row(self.tr("Jenis"), self.kind)),
            "address": field_row(self.tr("Alamat"), holder),
            "bucket": self._pair(
                field_row(self.tr("Wadah (bucket)"), self.bucket),
                field_row(self.tr("Folder dalam wadah"), self.prefix),
                field_row(self.tr("Wilayah"), self.region),
            ),
            "user": self._pair(
                field_row(self.tr("Nama pengguna atau kunci akses"), self.user),
                field_row(self.tr("Kata sandi atau kunci rahasia"), self.secret),
            ),
        }
        for row in self._rows.values():
            column.addWidget(row)
        column.addWidget(self.plain)

    @staticmethod
    def _pair(*rows: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        for item in rows:
            row.addWidget(item, 1)
        return holder

    def _add_certificate(self, column: QVBoxLayout) -> None:
        self.certificate = Card(self.tr("Sertifikat server"))
        self.certificate_words = label("", wrap=True)
        self.certificate_print = label("", "mono", wrap=True)
        self.certificate_print.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.certificate_print.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.accept_button = button(self.tr("Sidik jarinya sama: terima sertifikat ini"), self._accept_certificate)
        for item in (self.certificate_words, self.certificate_print, self.accept_button):
            self.certificate.body.addWidget(item)
        self._found: trust.Certificate | None = None
        self.certificate.hide()
        column.addWidget(self.certificate)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.check_button = button(self.tr("Periksa sambungan"), self.check, icon_name="shield")
        self.save_button = button(self.tr("Simpan"), self.save, primary=True)
        self.save_button.setDefault(True)
        row.addWidget(self.check_button)
        row.addStretch(1)
        row.addWidget(button(self.tr("Batal"), self.reject))
        row.addWidget(self.save_button)
        return row

    def _fill(self) -> None:
        shown = self._shown
        self.kind.setCurrentIndex(self.kind.findData(shown.kind))
        for edit, text in (
            (self.name, shown.name), (self.address, shown.address), (self.user, shown.user),
            (self.bucket, shown.bucket), (self.prefix, shown.prefix), (self.region, shown.region),
        ):  # fmt: skip
            edit.setText(text)
        if shown.needs_secret:
            self.secret.setPlaceholderText(self.tr("tersimpan; kosongkan bila tidak berubah"))

    def _show_kind(self) -> None:
        self.said.setText("")  # was said of other words
        kind = self.kind.currentData()
        self._rows["bucket"].setVisible(kind == Kind.S3)
        self._rows["user"].setVisible(kind != Kind.FOLDER)
        self.pick.setVisible(kind == Kind.FOLDER)
        is_plain = self.address.text().strip().lower().startswith("http:")
        self.plain.setVisible(kind == Kind.WEBDAV and is_plain)
        samples = {
            Kind.FOLDER: "",
            Kind.WEBDAV: "https://awan.contoh.go.id/remote.php/dav/files/ppk/rekap",
            Kind.S3: "https://s3.contoh.go.id",
        }
        self.address.setPlaceholderText(samples[Kind(kind)])

    def _pick_folder(self) -> None:
        folder = self._context.dialogs.open_folder(self._words.pick, Path(self.address.text() or "."))
        if folder is not None:
            self.address.setText(str(folder))
            if not self.name.text().strip():
                self.name.setText(folder.name)

    # -- doing -----------------------------------------------------------------------------------------------------

    def wanted(self) -> Destination:
        """What the fields say now."""
        kind = self.kind.currentData()
        texts = {"name": self.name, "address": self.address}
        if kind != Kind.FOLDER:
            texts["user"] = self.user
        if kind == Kind.S3:
            texts |= {"bucket": self.bucket, "prefix": self.prefix, "region": self.region}
        made = Destination(self._shown.id, "", kind, "")
        made = replace(made, **{name: edit.text().strip() for name, edit in texts.items()})
        same_server = made.host == self._shown.host or self._found is not None
        return replace(made, fingerprint=self._fingerprint if same_server and kind != Kind.FOLDER else "")

    def _fit(self) -> None:
        """Grow to what the sentences need at this width; never shrink under the operator's hands."""
        self._column.activate()
        self.resize(self.width(), max(self.height(), self._column.totalHeightForWidth(self.width())))

    def check(self) -> None:
        """Try the destination as it is typed."""
        wanted, secret, outbox = self.wanted(), self.secret.text() or None, self._outbox
        self._busy(self.tr("Sambungan sedang diperiksa."))
        self._context.run(
            lambda _job: outbox.check(wanted, secret),
            done=self._checked,
            failed=lambda error: self._refused(error, wanted),
            owner=self,
        )

    def _busy(self, words: str) -> None:
        self._say(words)
        self.certificate.hide()
        for item in (self.check_button, self.save_button):
            item.setEnabled(False)

    def _free(self) -> None:
        for item in (self.check_button, self.save_button):
            item.setEnabled(True)

    def _say(self, words: str, *, bad: bool = False) -> None:
        set_role(self.said, "bad" if bad else "")
        self.said.setText(words)
        self._fit()

    def _checked(self, free: int | None) -> None:
        self._free()
        self.save_button.setFocus()
        said = [self._words.usable]
        if free is not None:
            said.append(self.tr("Tersisa {size}.").format(size=size_text(free)))
        self._say(" ".join(said))

    def _refused(self, error: BaseException, wanted: Destination) -> None:
        self._free()
        self.check_button.setFocus()
        if not isinstance(error, UserError):
            self._context.tasks.on_error(error)
            return
        self._say(str(error), bad=True)
        if error.code in _CERTIFICATE:
            self._context.query(
                lambda: trust.shown_by(*wanted.host),
                done=self._show_certificate,
                failed=self._no_certificate,
                owner=self,
            )

    def _no_certificate(self, error: BaseException) -> None:
        self._say(str(error), bad=True)

    def _show_certificate(self, found: trust.Certificate) -> None:
        self._found = found
        words = self.tr("Atas nama: {subject}\nDikeluarkan: {issuer}\nBerlaku sampai: {until}\nSidik jari SHA-256:")
        self.certificate_words.setText(
            words.format(subject=found.subject, issuer=found.issuer, until=found.valid_until)
        )
        self.certificate_print.setText(found.shown)
        self.certificate.show()
        self._fit()
        self.accept_button.setFocus()

    def _accept_certificate(self) -> None:
        if self._found is not None:
            self._fingerprint = self._found.fingerprint
            self.check()

    def save(self) -> None:
        """Keep it; what is wrong is said here and the dialog stays."""
        wanted, secret, outbox = self.wanted(), self.secret.text() or None, self._outbox
        try:
            check_destination(wanted)
        except UserError as error:
            self._say(str(error), bad=True)
            return
        self._busy("")
        self._context.run(
            lambda _job: outbox.keep_destination(wanted, secret),
            done=lambda told: self._kept(wanted, told),
            failed=lambda error: self._refused(error, wanted),
            owner=self,
        )

    def _kept(self, wanted: Destination, told: UserError | None) -> None:
        if told is not None:
            self._context.notify(told.message, told.hint)
        self.saved.emit(wanted)
        self.accept()
