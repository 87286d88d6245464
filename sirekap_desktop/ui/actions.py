"""The one table of actions: id, text, shortcut, help, and where it works. Shortcut list, palette and test read it.

A scope is ``global`` (whole window) or a page id. An action without a shortcut is reached through the palette and a
button. Keys that a page handles itself (digits in *Periksa*) stand here with ``keys_only`` so that the list is
complete and the clash test sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

_N = QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the operator can do."""

    id: str
    scope: str
    text: str
    """Source text (Indonesian); shown through :attr:`label`."""
    shortcut: str = ""
    """Portable key sequence; several joined by ``|``."""
    help: str = ""
    keys_only: bool = False
    """Handled in the page's own key handler: listed, but no QAction is made."""

    @property
    def label(self) -> str:
        """The text in the language of the window."""
        return QCoreApplication.translate("Actions", self.text)

    @property
    def help_text(self) -> str:
        return QCoreApplication.translate("Actions", self.help) if self.help else ""

    @property
    def sequences(self) -> tuple[str, ...]:
        return tuple(part for part in self.shortcut.split("|") if part)


GLOBAL = "global"

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("page.beranda", GLOBAL, _N("Actions", "Buka Beranda"), "Ctrl+1"),
    ActionSpec("page.impor", GLOBAL, _N("Actions", "Buka Impor"), "Ctrl+2"),
    ActionSpec("page.periksa", GLOBAL, _N("Actions", "Buka Periksa"), "Ctrl+3"),
    ActionSpec("page.rekap", GLOBAL, _N("Actions", "Buka Rekap"), "Ctrl+4"),
    ActionSpec("page.dokumen", GLOBAL, _N("Actions", "Buka Dokumen"), "Ctrl+5"),
    ActionSpec("page.kirim", GLOBAL, _N("Actions", "Buka Kirim"), "Ctrl+6"),
    ActionSpec("page.setelan", GLOBAL, _N("Actions", "Buka Setelan"), "Ctrl+7"),
    ActionSpec("palette", GLOBAL, _N("Actions", "Cari desa, TPS, perintah"), "Ctrl+K"),
    ActionSpec("import", GLOBAL, _N("Actions", "Impor foto"), "Ctrl+I"),
    ActionSpec("help", GLOBAL, _N("Actions", "Bantuan tentang halaman ini"), "F1"),
    ActionSpec("shortcuts", GLOBAL, _N("Actions", "Daftar pintasan"), "Ctrl+F1"),
    ActionSpec("close_message", GLOBAL, _N("Actions", "Tutup pesan"), "Ctrl+Backspace"),
    ActionSpec("workspace", GLOBAL, _N("Actions", "Buka ruang kerja lain"), "Ctrl+O"),
    ActionSpec("operator", GLOBAL, _N("Actions", "Ganti operator"), "Ctrl+Shift+O"),
    ActionSpec("backup", GLOBAL, _N("Actions", "Buat cadangan sekarang"), "Ctrl+Shift+B"),
    ActionSpec("verify", GLOBAL, _N("Actions", "Periksa jejak audit sekarang")),
    ActionSpec("lock", GLOBAL, _N("Actions", "Kunci kecamatan")),
    ActionSpec("unlock", GLOBAL, _N("Actions", "Buka kunci kecamatan")),
    ActionSpec("quit", GLOBAL, _N("Actions", "Tutup program"), "Ctrl+Q"),
    ActionSpec("beranda.next", "beranda", _N("Actions", "Lanjutkan pekerjaan berikutnya"), "Enter", keys_only=True),
    ActionSpec("beranda.expand", "beranda", _N("Actions", "Tampilkan TPS desa ini"), "Right", keys_only=True),
    ActionSpec("beranda.collapse", "beranda", _N("Actions", "Sembunyikan TPS desa ini"), "Left", keys_only=True),
    ActionSpec("periksa.record", "periksa", _N("Actions", "Catat angka yang diketik, lanjut"), "Enter", keys_only=True),
    ActionSpec("periksa.empty", "periksa", _N("Actions", "Kotak kosong"), "-", keys_only=True),
    ActionSpec("periksa.skip", "periksa", _N("Actions", "Lewati isian ini"), "Tab", keys_only=True),
    ActionSpec(
        "periksa.confirm",
        "periksa",
        _N("Actions", "Catat semua yang terbukti di halaman ini"),
        "Space|+",
        keys_only=True,
    ),
    ActionSpec("periksa.step", "periksa", _N("Actions", "Isian berikut atau sebelum"), "Down|Up", keys_only=True),
    ActionSpec("periksa.reason", "periksa", _N("Actions", "Beri alasan untuk hitungan beda"), "F4"),
    ActionSpec("periksa.undo", "periksa", _N("Actions", "Urungkan isian terakhir"), "Ctrl+Z"),
    ActionSpec("periksa.next_page", "periksa", _N("Actions", "Halaman formulir berikut"), "PgDown"),
    ActionSpec("periksa.previous_page", "periksa", _N("Actions", "Halaman formulir sebelum"), "PgUp"),
    ActionSpec("periksa.next_tps", "periksa", _N("Actions", "TPS berikut"), "Ctrl+PgDown"),
    ActionSpec("periksa.previous_tps", "periksa", _N("Actions", "TPS sebelum"), "Ctrl+PgUp"),
    ActionSpec("periksa.postpone", "periksa", _N("Actions", "Tunda TPS ini"), "F8"),
    ActionSpec("periksa.zoom_in", "periksa", _N("Actions", "Perbesar foto"), "Ctrl++|Ctrl+="),
    ActionSpec("periksa.zoom_out", "periksa", _N("Actions", "Perkecil foto"), "Ctrl+-"),
    ActionSpec("periksa.fit_width", "periksa", _N("Actions", "Foto pas lebar"), "Ctrl+0"),
    ActionSpec("periksa.fit_page", "periksa", _N("Actions", "Foto pas halaman"), "Ctrl+9"),
    ActionSpec("periksa.pan_up", "periksa", _N("Actions", "Geser foto ke atas"), "Ctrl+Up"),
    ActionSpec("periksa.pan_down", "periksa", _N("Actions", "Geser foto ke bawah"), "Ctrl+Down"),
    ActionSpec("periksa.pan_left", "periksa", _N("Actions", "Geser foto ke kiri"), "Ctrl+Left"),
    ActionSpec("periksa.pan_right", "periksa", _N("Actions", "Geser foto ke kanan"), "Ctrl+Right"),
    ActionSpec("periksa.original", "periksa", _N("Actions", "Tampilkan foto asli"), "F6"),
    ActionSpec("rekap.next", "rekap", _N("Actions", "Desa berikut"), "Ctrl+Right"),
    ActionSpec("rekap.previous", "rekap", _N("Actions", "Desa sebelum"), "Ctrl+Left"),
    ActionSpec("rekap.kecamatan", "rekap", _N("Actions", "Rekap kecamatan"), "Ctrl+Home"),
    ActionSpec("rekap.open", "rekap", _N("Actions", "Buka isian di Periksa"), "Enter", keys_only=True),
    ActionSpec("rekap.pdf", "rekap", _N("Actions", "Buka D.HASIL"), "Ctrl+D"),
    ActionSpec("rekap.xlsx", "rekap", _N("Actions", "Simpan rekap sebagai XLSX"), "Ctrl+E"),
    ActionSpec("dokumen.next", "dokumen", _N("Actions", "Halaman berikut"), "PgDown"),
    ActionSpec("dokumen.previous", "dokumen", _N("Actions", "Halaman sebelum"), "PgUp"),
    ActionSpec("dokumen.zoom_in", "dokumen", _N("Actions", "Perbesar"), "Ctrl++|Ctrl+="),
    ActionSpec("dokumen.zoom_out", "dokumen", _N("Actions", "Perkecil"), "Ctrl+-"),
    ActionSpec("dokumen.fit", "dokumen", _N("Actions", "Pas halaman"), "Ctrl+0"),
    ActionSpec("dokumen.save", "dokumen", _N("Actions", "Simpan dokumen ini"), "Ctrl+S"),
    ActionSpec("dokumen.save_all", "dokumen", _N("Actions", "Simpan semua dokumen"), "Ctrl+Shift+S"),
    ActionSpec("dokumen.print", "dokumen", _N("Actions", "Cetak dokumen ini"), "Ctrl+P"),
    ActionSpec("kirim.write", "kirim", _N("Actions", "Tulis paket"), "Ctrl+S"),
    ActionSpec("kirim.verify", "kirim", _N("Actions", "Periksa paket dari berkas"), "Ctrl+Shift+V"),
)


def actions_for(scope: str) -> Iterator[ActionSpec]:
    """The actions of one scope, in the order of the table."""
    return (spec for spec in ACTIONS if spec.scope == scope)


def spec(action_id: str) -> ActionSpec:
    """Raises KeyError for an id that is not in the table."""
    for item in ACTIONS:
        if item.id == action_id:
            return item
    raise KeyError(action_id)


def clashes(actions: tuple[ActionSpec, ...] = ACTIONS) -> list[tuple[str, str, str]]:
    """Pairs of actions that want the same key at the same place: ``(id, id, key)``."""
    found = []
    for index, first in enumerate(actions):
        for second in actions[index + 1 :]:
            if first.scope != second.scope and GLOBAL not in (first.scope, second.scope):
                continue
            shared = {_norm(key) for key in first.sequences} & {_norm(key) for key in second.sequences}
            found += [(first.id, second.id, key) for key in sorted(shared)]
    return found


def _norm(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def bind(owner: QWidget, action_id: str, slot: Callable[[], None]) -> QAction:
    """Make the QAction of a spec on ``owner``: global ones work in the whole window, others while the page has focus.

    The QAction belongs to ``owner``; call again to get a second action for another widget.
    """
    item = spec(action_id)
    action = QAction(item.label, owner)
    action.setObjectName(action_id)
    action.setShortcuts([QKeySequence(key) for key in item.sequences])
    whole = item.scope == GLOBAL
    action.setShortcutContext(
        Qt.ShortcutContext.WindowShortcut if whole else Qt.ShortcutContext.WidgetWithChildrenShortcut
    )
    action.triggered.connect(lambda _checked=False: slot())
    owner.addAction(action)
    return action


def key_text(shortcut: str) -> str:
    """A key as people write it here: ``Ctrl+Right`` → ``Ctrl →``."""
    names = {"Right": "→", "Left": "←", "Up": "↑", "Down": "↓", "PgDown": "PgDn", "Space": _space(), "Return": "Enter"}
    return " ".join(names.get(part, part) for part in shortcut.replace("++", "+plus").split("+")).replace("plus", "+")


def _space() -> str:
    return QCoreApplication.translate("Actions", "Spasi")
