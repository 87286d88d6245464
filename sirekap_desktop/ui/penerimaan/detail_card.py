"""One kecamatan: its packages and refusals, what changed between revisions, what is missing, and its keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QTableView, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.penerimaan.records import Difference, KnownKey, Missing, ReceivedPackage, RefusedPackage
from sirekap_desktop.ui.kirim.model import size_text
from sirekap_desktop.ui.penerimaan.model import Line, LinesModel
from sirekap_desktop.ui.penerimaan.words import change_text, key_pill, moment, package_pill, refused_pill
from sirekap_desktop.ui.penerimaan.work import Detail
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, PillDelegate, button, label, setup_table
from sirekap_desktop.ui.widgets.chips import ChipRow

PACKAGES, CHANGES, MISSING, KEYS = "paket", "perbedaan", "kurang", "kunci"
_MOST = 1000
"""Lines on the screen: more than a person reads, few enough to be there at once."""
_ORDER = (PACKAGES, CHANGES, MISSING, KEYS)


class DetailCard(Card):
    """Only shows and emits."""

    receipt_wanted = Signal(object)
    """The :class:`ReceivedPackage` whose receipt shall be saved."""
    revoke_wanted = Signal(object)
    """The :class:`KnownKey`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.detail = Detail("")
        self._unfilled: set[str] = set()
        self.name = label("", "heading")
        self.chips = ChipRow(self.tr("Rincian"))
        self.chips.chosen.connect(self.show_part)
        head = QHBoxLayout()
        head.setSpacing(px(14))
        head.addWidget(self.name)
        head.addWidget(self.chips, 1)
        self.body.addLayout(head)
        self._stack = QStackedWidget()
        self.models: dict[str, LinesModel] = {}
        self.tables: dict[str, QTableView] = {}
        self._add_tables()
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self.nothing)
        self.body.addWidget(self._stack, 1)
        self.receipt_button = button(self.tr("Simpan tanda terima"), self._ask_receipt, icon_name="save")
        self.revoke_button = button(self.tr("Cabut kunci"), self._ask_revoke, icon_name="key")
        self.foot = label("", "small", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.foot, 1)
        row.addWidget(self.receipt_button)
        row.addWidget(self.revoke_button)
        self.body.addLayout(row)
        self._part = PACKAGES
        self.show_detail(self.detail, "")

    def _add_tables(self) -> None:
        self._add(
            PACKAGES,
            (self.tr("Paket"), self.tr("Keadaan"), self.tr("Waktu"), self.tr("Tanda terima"), self.tr("Keterangan")),
            {0: 150, 1: 150, 2: 130, 3: 110}, wide=4, pill=1,
        )  # fmt: skip
        self._add(
            CHANGES,
            (self.tr("TPS"), self.tr("Isian"), self.tr("Sebelum"), self.tr("Sesudah"), self.tr("Alasan")),
            {0: 190, 1: 300, 2: 80, 3: 80}, wide=4, right=(2, 3),
        )  # fmt: skip
        self._add(MISSING, (self.tr("Apa"), self.tr("Yang kurang")), {0: 110}, wide=1)
        self._add(
            KEYS, (self.tr("Sidik jari"), self.tr("Keadaan"), self.tr("Laptop"), self.tr("Keterangan")),
            {0: 230, 1: 120, 2: 160}, wide=3, pill=1,
        )  # fmt: skip

    def _add(
        self, part: str, heads: Sequence[str], widths: dict[int, int], *, wide: int, pill: int = -1,
        right: Sequence[int] = (),
    ) -> None:  # fmt: skip
        model, view = LinesModel(heads, self, pill=pill, right=right), QTableView()
        view.setModel(model)
        setup_table(view, heads[0], row_px=30)
        view.setWordWrap(True)
        view.setItemDelegate(PillDelegate(view))
        for column, width in widths.items():
            view.setColumnWidth(column, px(width))
        view.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        view.selectionModel().currentRowChanged.connect(lambda *_: self._show_buttons())
        self.models[part], self.tables[part] = model, view
        self._stack.addWidget(view)

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_detail(self, detail: Detail, name: str) -> None:
        """Everything about one kecamatan; the part that is looked at stays, the others are filled when they are."""
        self.detail = detail
        self.name.setText(name)
        self._unfilled = set(_ORDER)
        self._show_chips()
        self.show_part(self._part)

    def _show_chips(self) -> None:
        detail = self.detail
        parts = (
            (PACKAGES, self.tr("Paket dan penolakan"), len(detail.packages) + len(detail.refusals)),
            (CHANGES, self.tr("Perbedaan antarrevisi"), len(detail.differences)),
            (MISSING, self.tr("Yang kurang"), len(detail.missing)),
            (KEYS, self.tr("Kunci"), len(detail.keys)),
        )
        self.chips.show_items([(part, f"{text} ({format_count(count)})") for part, text, count in parts])
        self.chips.setVisible(bool(detail.code))

    def lines(self, part: str) -> list[Line]:
        """What a part says, at most so much of it as a person reads."""
        detail = self.detail
        if part == PACKAGES:
            return [*map(self._package_line, detail.packages), *map(self._refused_line, detail.refusals)]
        if part == CHANGES:
            return [_change_line(one) for one in detail.differences[:_MOST]]
        if part == MISSING:
            return [self._missing_line(one) for one in detail.missing[:_MOST]]
        return [self._key_line(one) for one in detail.keys]

    def show_part(self, part: str) -> None:
        """One of the four."""
        self._part = part
        self.chips.choose(part)
        if part in self._unfilled:
            self._unfilled.discard(part)
            self.models[part].show_lines(self.lines(part))
        has_lines = bool(self.models[part].lines)
        self._stack.setCurrentWidget(self.tables[part] if has_lines else self.nothing)
        self.nothing.setText(self._why_nothing(part))
        self._fit_rows()
        if has_lines and not self.tables[part].currentIndex().isValid():
            self.tables[part].setCurrentIndex(self.models[part].index(0, 0))
        self._show_buttons()

    def _fit_rows(self) -> None:
        """Reasons of refusals may need several lines; how many is known once the table has its width."""
        if self._part == PACKAGES and self.isVisible():
            self.tables[PACKAGES].resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def next_part(self) -> None:
        """Round and round, the keyboard in the table."""
        self.show_part(_ORDER[(_ORDER.index(self._part) + 1) % len(_ORDER)])
        self.tables[self._part].setFocus()

    def _why_nothing(self, part: str) -> str:
        if not self.detail.code:
            return self.tr("Pilih kecamatan di atas untuk melihat paketnya.")
        return {
            PACKAGES: self.tr("Belum ada paket dari kecamatan ini. Tekan Terima sekarang, atau terima dari berkas."),
            CHANGES: self.tr("Tidak ada angka yang berbeda, atau belum ada dua revisi untuk dibandingkan."),
            MISSING: self.tr("Tidak ada yang kurang."),
            KEYS: self.tr("Belum ada kunci laptop PPK yang terdaftar: baca berkas jawabannya di halaman Kabupaten."),
        }[part]

    def _show_buttons(self) -> None:
        package, key = self._current_package(), self._current_key()
        self.receipt_button.setVisible(self._part == PACKAGES)
        self.receipt_button.setEnabled(package is not None and package.receipt)
        self.revoke_button.setVisible(self._part == KEYS)
        self.revoke_button.setEnabled(key is not None and not key.revoked)
        self.foot.setText(self._foot(package))

    def _foot(self, package: ReceivedPackage | None) -> str:
        cut = {CHANGES: self.detail.differences, MISSING: self.detail.missing}.get(self._part, ())
        if len(cut) > _MOST:
            return self.tr("Tampil {n} yang pertama.").format(n=format_count(_MOST))
        if self._part != PACKAGES or package is None:
            return ""
        text = self.tr("Ditandatangani {key} · {size} · {sha}")
        return text.format(key=package.fingerprint, size=size_text(package.size), sha=package.sha256)

    # -- lines -----------------------------------------------------------------------------------------------------

    def _package_line(self, one: ReceivedPackage) -> Line:
        title = self.tr("Paket {n}, revisi {r}").format(n=format_count(one.number), r=format_count(one.revision))
        receipt = self.tr("sudah") if one.receipt else self.tr("belum")
        said = self.tr("Dari {source}, oleh {who}.").format(source=one.source, who=one.received_by)
        texts = (title, package_pill(one)[0], moment(one.received_at), receipt, " ".join((said, *one.notes)))
        return Line(one.sha256, texts, package_pill(one))

    def _refused_line(self, one: RefusedPackage) -> Line:
        title = self.tr("Revisi {r}").format(r=format_count(one.revision)) if one.revision else self.tr("Paket")
        whose = f"{one.name}: " if one.name and one.kecamatan != self.detail.code else ""
        said = f"{whose}{one.reason} ({one.source})"
        return Line(
            f"tolak/{one.at}/{one.source}", (title, refused_pill()[0], moment(one.at), "–", said), refused_pill()
        )

    def _missing_line(self, one: Missing) -> Line:
        words = {
            "kecamatan": self.tr("paket"), "pemilihan": self.tr("pemilihan"), "tps": self.tr("TPS"),
            "angka": self.tr("angka"), "final": self.tr("kunci"), "salinan": self.tr("salinan"),
        }  # fmt: skip
        return Line(f"{one.kind}/{one.what}", (words.get(one.kind, one.kind), one.what))

    def _key_line(self, one: KnownKey) -> Line:
        text = self.tr("Terdaftar {when}.").format(when=moment(one.enrolled_at))
        if one.revoked:
            said = self.tr("Dicabut {when} oleh {who}: {reason}")
            text = said.format(when=moment(one.revoked_at), who=one.revoked_by, reason=one.reason)
        return Line(one.public_key, (one.fingerprint, key_pill(one)[0], one.host, text), key_pill(one))

    # -- doing -----------------------------------------------------------------------------------------------------

    def _row(self, part: str) -> int:
        return self.tables[part].currentIndex().row()

    def _current_package(self) -> ReceivedPackage | None:
        row = self._row(PACKAGES)
        return self.detail.packages[row] if 0 <= row < len(self.detail.packages) else None

    def _current_key(self) -> KnownKey | None:
        row = self._row(KEYS)
        return self.detail.keys[row] if 0 <= row < len(self.detail.keys) else None

    def _ask_receipt(self) -> None:
        if (package := self._current_package()) is not None:
            self.receipt_wanted.emit(package)

    def _ask_revoke(self) -> None:
        if (key := self._current_key()) is not None:
            self.revoke_wanted.emit(key)


def _change_line(one: Difference) -> Line:
    before, after = change_text(one)
    field = f"{one.number} {one.label}".strip()
    return Line(f"{one.pemilihan}/{one.dapil}/{one.tps}/{one.field}", (one.place, field, before, after, one.reason))
