"""The one table of actions: id, text, shortcut, help, and where it works. Shortcut list, palette and test read it.

A scope is ``global`` (whole window) or a page id. An action without a shortcut is reached through the palette and a
button. Keys that a page handles itself (digits in *Periksa*) stand here with ``keys_only`` so that the list is
complete and the clash test sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from sirekap_desktop.ui.i18n import QT_TRANSLATE_NOOP


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
    ActionSpec("page.beranda", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buka Beranda"), "Ctrl+1"),
    ActionSpec("page.impor", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buka Impor"), "Ctrl+2"),
    ActionSpec("page.periksa", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buka Periksa"), "Ctrl+3"),
    ActionSpec("page.rekap", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buka Rekap"), "Ctrl+4"),
    ActionSpec("page.dokumen", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buka Dokumen"), "Ctrl+5"),
    ActionSpec("page.kirim", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buka Kirim"), "Ctrl+6"),
    ActionSpec("page.setelan", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buka Setelan"), "Ctrl+7"),
    ActionSpec("page.salah", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Lihat kemungkinan salah salin"), "Ctrl+8"),
    ActionSpec("page.sirekap", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Bandingkan dengan Sirekap"), "Ctrl+9"),
    ActionSpec("page.jejak", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buka Jejak audit"), "Ctrl+J"),
    ActionSpec("page.pleno", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buka Pleno"), "F10"),
    ActionSpec("ballot.next", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Pemilihan berikut"), "Ctrl+Tab"),
    ActionSpec("ballot.previous", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Pemilihan sebelum"), "Ctrl+Shift+Tab"),
    ActionSpec(
        "page.kelompok",
        GLOBAL,
        QT_TRANSLATE_NOOP("Actions", "Buka verifikasi kelompok: angka sejenis berdampingan"),
        "F9",
    ),
    ActionSpec("palette", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Cari desa, TPS, perintah"), "Ctrl+K"),
    ActionSpec("import", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Impor foto"), "Ctrl+I"),
    ActionSpec("help", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Bantuan tentang halaman ini"), "F1"),
    ActionSpec("shortcuts", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Daftar pintasan"), "Ctrl+F1"),
    ActionSpec("close_message", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Tutup pesan"), "Ctrl+Backspace"),
    ActionSpec("workspace", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buka ruang kerja lain"), "Ctrl+O"),
    ActionSpec("operator", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Masuk atau ganti orang"), "Ctrl+Shift+O"),
    ActionSpec("lock_screen", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Kunci layar"), "Ctrl+Shift+L"),
    ActionSpec("backup", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buat cadangan sekarang"), "Ctrl+Shift+B"),
    ActionSpec("backup.elsewhere", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buat cadangan di tempat lain")),
    ActionSpec("verify", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Periksa jejak audit sekarang"), "Ctrl+Shift+J"),
    ActionSpec("lock", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Kunci kecamatan")),
    ActionSpec("unlock", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Buka kunci kecamatan")),
    ActionSpec("designer", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Rancang formulir dari blanko")),
    ActionSpec("form.import", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Impor formulir")),
    ActionSpec("quit", GLOBAL, QT_TRANSLATE_NOOP("Actions", "Tutup program"), "Ctrl+Q"),
    ActionSpec(
        "beranda.next",
        "beranda",
        QT_TRANSLATE_NOOP("Actions", "Lanjutkan pekerjaan berikutnya"),
        "Enter",
        keys_only=True,
    ),
    ActionSpec(
        "beranda.expand", "beranda", QT_TRANSLATE_NOOP("Actions", "Tampilkan TPS desa ini"), "Right", keys_only=True
    ),
    ActionSpec(
        "beranda.collapse", "beranda", QT_TRANSLATE_NOOP("Actions", "Sembunyikan TPS desa ini"), "Left", keys_only=True
    ),
    ActionSpec("salah.open", "salah", QT_TRANSLATE_NOOP("Actions", "Buka di Periksa"), "Enter", keys_only=True),
    ActionSpec("salah.reason", "salah", QT_TRANSLATE_NOOP("Actions", "Bukan salah: beri alasan"), "F4"),
    ActionSpec("salah.partner", "salah", QT_TRANSLATE_NOOP("Actions", "Buka TPS yang sama angkanya"), "F6"),
    ActionSpec("sirekap.open", "sirekap", QT_TRANSLATE_NOOP("Actions", "Buka di Periksa"), "Enter", keys_only=True),
    ActionSpec("sirekap.import", "sirekap", QT_TRANSLATE_NOOP("Actions", "Impor data Sirekap"), "F3"),
    ActionSpec("sirekap.folder", "sirekap", QT_TRANSLATE_NOOP("Actions", "Impor folder data Sirekap"), "F4"),
    ActionSpec("sirekap.save", "sirekap", QT_TRANSLATE_NOOP("Actions", "Simpan laporan perbandingan"), "Ctrl+S"),
    ActionSpec("impor.files", "impor", QT_TRANSLATE_NOOP("Actions", "Pilih foto untuk diimpor"), "F3"),
    ActionSpec("impor.folder", "impor", QT_TRANSLATE_NOOP("Actions", "Pilih folder untuk diimpor"), "F4"),
    ActionSpec("impor.figures", "impor", QT_TRANSLATE_NOOP("Actions", "Impor angka dari buku kerja"), "F6"),
    ActionSpec("impor.assign", "impor", QT_TRANSLATE_NOOP("Actions", "Tempatkan foto yang belum bertempat"), "F5"),
    ActionSpec("impor.open", "impor", QT_TRANSLATE_NOOP("Actions", "Buka foto dalam daftar"), "Enter", keys_only=True),
    ActionSpec("impor.results", "impor", QT_TRANSLATE_NOOP("Actions", "Kembali ke hasil impor"), "Esc", keys_only=True),
    ActionSpec("impor.later", "impor", QT_TRANSLATE_NOOP("Actions", "Tempatkan foto ini nanti"), "F8"),
    ActionSpec("impor.earlier", "impor", QT_TRANSLATE_NOOP("Actions", "Foto sebelumnya"), "Shift+F8"),
    ActionSpec("impor.undo", "impor", QT_TRANSLATE_NOOP("Actions", "Urungkan penempatan terakhir"), "Ctrl+Z"),
    ActionSpec("impor.rotate", "impor", QT_TRANSLATE_NOOP("Actions", "Putar foto 90°"), "Ctrl+R"),
    ActionSpec("impor.corners", "impor", QT_TRANSLATE_NOOP("Actions", "Atur sudut foto"), "Ctrl+U"),
    ActionSpec("impor.replace", "impor", QT_TRANSLATE_NOOP("Actions", "Ganti foto"), "Ctrl+G"),
    ActionSpec("impor.move", "impor", QT_TRANSLATE_NOOP("Actions", "Pindahkan foto ke TPS lain"), "Ctrl+M"),
    ActionSpec("impor.versions", "impor", QT_TRANSLATE_NOOP("Actions", "Lihat versi foto"), "Ctrl+H"),
    ActionSpec(
        "periksa.record",
        "periksa",
        QT_TRANSLATE_NOOP("Actions", "Catat angka yang diketik, lanjut"),
        "Enter",
        keys_only=True,
    ),
    ActionSpec("periksa.empty", "periksa", QT_TRANSLATE_NOOP("Actions", "Kotak kosong"), "-", keys_only=True),
    ActionSpec("periksa.skip", "periksa", QT_TRANSLATE_NOOP("Actions", "Lewati isian ini"), "Tab", keys_only=True),
    ActionSpec(
        "periksa.confirm",
        "periksa",
        QT_TRANSLATE_NOOP("Actions", "Catat semua yang terbukti di halaman ini"),
        "Space|+",
        keys_only=True,
    ),
    ActionSpec(
        "periksa.step", "periksa", QT_TRANSLATE_NOOP("Actions", "Isian berikut atau sebelum"), "Down|Up", keys_only=True
    ),
    ActionSpec("periksa.reason", "periksa", QT_TRANSLATE_NOOP("Actions", "Beri alasan untuk hitungan beda"), "F4"),
    ActionSpec("periksa.undo", "periksa", QT_TRANSLATE_NOOP("Actions", "Urungkan isian terakhir"), "Ctrl+Z"),
    ActionSpec("periksa.next_page", "periksa", QT_TRANSLATE_NOOP("Actions", "Halaman formulir berikut"), "PgDown"),
    ActionSpec("periksa.previous_page", "periksa", QT_TRANSLATE_NOOP("Actions", "Halaman formulir sebelum"), "PgUp"),
    ActionSpec(
        "periksa.jump",
        "periksa",
        QT_TRANSLATE_NOOP("Actions", "Lompat ke partai: ketik nomornya"),
        "/",
        help=QT_TRANSLATE_NOOP("Actions", "Formulir tanpa partai: nomor halaman."),
        keys_only=True,
    ),
    ActionSpec("periksa.first_page", "periksa", QT_TRANSLATE_NOOP("Actions", "Halaman formulir pertama"), "Home"),
    ActionSpec("periksa.last_page", "periksa", QT_TRANSLATE_NOOP("Actions", "Halaman formulir terakhir"), "End"),
    ActionSpec("periksa.next_tps", "periksa", QT_TRANSLATE_NOOP("Actions", "TPS berikut"), "Ctrl+PgDown"),
    ActionSpec("periksa.previous_tps", "periksa", QT_TRANSLATE_NOOP("Actions", "TPS sebelum"), "Ctrl+PgUp"),
    ActionSpec("periksa.postpone", "periksa", QT_TRANSLATE_NOOP("Actions", "Tunda TPS ini"), "F8"),
    ActionSpec("periksa.zoom_in", "periksa", QT_TRANSLATE_NOOP("Actions", "Perbesar foto"), "Ctrl++|Ctrl+="),
    ActionSpec("periksa.zoom_out", "periksa", QT_TRANSLATE_NOOP("Actions", "Perkecil foto"), "Ctrl+-"),
    ActionSpec("periksa.fit_width", "periksa", QT_TRANSLATE_NOOP("Actions", "Foto pas lebar"), "Ctrl+0"),
    ActionSpec("periksa.fit_page", "periksa", QT_TRANSLATE_NOOP("Actions", "Foto pas halaman"), "Ctrl+Shift+0"),
    ActionSpec("periksa.pan_up", "periksa", QT_TRANSLATE_NOOP("Actions", "Geser foto ke atas"), "Ctrl+Up"),
    ActionSpec("periksa.pan_down", "periksa", QT_TRANSLATE_NOOP("Actions", "Geser foto ke bawah"), "Ctrl+Down"),
    ActionSpec("periksa.pan_left", "periksa", QT_TRANSLATE_NOOP("Actions", "Geser foto ke kiri"), "Ctrl+Left"),
    ActionSpec("periksa.pan_right", "periksa", QT_TRANSLATE_NOOP("Actions", "Geser foto ke kanan"), "Ctrl+Right"),
    ActionSpec(
        "periksa.from_paper", "periksa", QT_TRANSLATE_NOOP("Actions", "Ketik halaman tanpa foto dari kertasnya"), "F7"
    ),
    ActionSpec("periksa.original", "periksa", QT_TRANSLATE_NOOP("Actions", "Tampilkan foto asli"), "F6"),
    ActionSpec(
        "kelompok.mark",
        "kelompok",
        QT_TRANSLATE_NOOP("Actions", "Tandai kotak ini ragu, atau tarik tandanya"),
        "Space",
        help=QT_TRANSLATE_NOOP("Actions", "Klik pada kotak berbuat sama."),
        keys_only=True,
    ),
    ActionSpec(
        "kelompok.move",
        "kelompok",
        QT_TRANSLATE_NOOP("Actions", "Pilih kotak"),
        "Left|Down|Up|Right|H|J|K|L|Home|End|PgDown|PgUp",
        keys_only=True,
    ),
    ActionSpec(
        "kelompok.digit",
        "kelompok",
        QT_TRANSLATE_NOOP("Actions", "Angka lain"),
        "0|1|2|3|4|5|6|7|8|9",
        keys_only=True,
    ),
    ActionSpec("kelompok.next", "kelompok", QT_TRANSLATE_NOOP("Actions", "Dinding berikut"), "+", keys_only=True),
    ActionSpec("kelompok.previous", "kelompok", QT_TRANSLATE_NOOP("Actions", "Dinding sebelum"), "-", keys_only=True),
    ActionSpec(
        "kelompok.open", "kelompok", QT_TRANSLATE_NOOP("Actions", "Buka isian ini di Periksa"), "Enter", keys_only=True
    ),
    ActionSpec("kelompok.undo", "kelompok", QT_TRANSLATE_NOOP("Actions", "Urungkan tanda terakhir"), "Ctrl+Z"),
    ActionSpec("rekap.next", "rekap", QT_TRANSLATE_NOOP("Actions", "Desa berikut"), "Ctrl+Right"),
    ActionSpec("rekap.previous", "rekap", QT_TRANSLATE_NOOP("Actions", "Desa sebelum"), "Ctrl+Left"),
    ActionSpec("rekap.kecamatan", "rekap", QT_TRANSLATE_NOOP("Actions", "Rekap kecamatan"), "Ctrl+Home"),
    ActionSpec("rekap.open", "rekap", QT_TRANSLATE_NOOP("Actions", "Buka isian di Periksa"), "Enter", keys_only=True),
    ActionSpec("rekap.pdf", "rekap", QT_TRANSLATE_NOOP("Actions", "Buka D.HASIL"), "Ctrl+D"),
    ActionSpec("rekap.xlsx", "rekap", QT_TRANSLATE_NOOP("Actions", "Simpan rekap sebagai XLSX"), "Ctrl+E"),
    ActionSpec("pleno.rapat", "pleno", QT_TRANSLATE_NOOP("Actions", "Rapat: tempat, jadwal, daftar hadir"), "F2"),
    ActionSpec("pleno.sidang", "pleno", QT_TRANSLATE_NOOP("Actions", "TPS menurut urutan rapat"), "F3"),
    ActionSpec("pleno.kunci", "pleno", QT_TRANSLATE_NOOP("Actions", "Periksa akhir dan kunci"), "F4"),
    ActionSpec("pleno.panel", "pleno", QT_TRANSLATE_NOOP("Actions", "Bagi ke laptop panel, gabung panel"), "F5"),
    ActionSpec("pleno.projector", "pleno", QT_TRANSLATE_NOOP("Actions", "Buka atau tutup layar proyektor"), "F11"),
    ActionSpec("pleno.next", "pleno", QT_TRANSLATE_NOOP("Actions", "TPS berikut yang belum disahkan"), "Ctrl+PgDown"),
    ActionSpec(
        "pleno.step",
        "pleno",
        QT_TRANSLATE_NOOP("Actions", "Baris berikut atau sebelum"),
        "Enter|Down|Up",
        keys_only=True,
    ),
    ActionSpec(
        "pleno.acts",
        "pleno",
        QT_TRANSLATE_NOOP(
            "Actions", "Dibacakan, sahkan, bandingkan, pembetulan, keberatan, jawab, kejadian, hitung ulang, tunda"
        ),
        "D|S|B|P|O|J|K|U|T",
        help=QT_TRANSLATE_NOOP("Actions", "H: catat hasil hitung ulang. L: lanjutkan. R: batalkan pengesahan."),
        keys_only=True,
    ),
    ActionSpec(
        "pleno.submit",
        "pleno",
        QT_TRANSLATE_NOOP("Actions", "Catat yang diketik di tabel"),
        "Ctrl+Enter",
        keys_only=True,
    ),
    ActionSpec("dokumen.next", "dokumen", QT_TRANSLATE_NOOP("Actions", "Halaman berikut"), "PgDown"),
    ActionSpec("dokumen.previous", "dokumen", QT_TRANSLATE_NOOP("Actions", "Halaman sebelum"), "PgUp"),
    ActionSpec("dokumen.zoom_in", "dokumen", QT_TRANSLATE_NOOP("Actions", "Perbesar"), "Ctrl++|Ctrl+="),
    ActionSpec("dokumen.zoom_out", "dokumen", QT_TRANSLATE_NOOP("Actions", "Perkecil"), "Ctrl+-"),
    ActionSpec("dokumen.fit", "dokumen", QT_TRANSLATE_NOOP("Actions", "Pas halaman"), "Ctrl+0"),
    ActionSpec("dokumen.save", "dokumen", QT_TRANSLATE_NOOP("Actions", "Simpan dokumen ini"), "Ctrl+S"),
    ActionSpec("dokumen.save_all", "dokumen", QT_TRANSLATE_NOOP("Actions", "Simpan semua dokumen"), "Ctrl+Shift+S"),
    ActionSpec("dokumen.signed", "dokumen", QT_TRANSLATE_NOOP("Actions", "Salinan bertanda tangan"), "F7"),
    ActionSpec("dokumen.print", "dokumen", QT_TRANSLATE_NOOP("Actions", "Cetak dokumen ini"), "Ctrl+P"),
    ActionSpec("dokumen.formats", "dokumen", QT_TRANSLATE_NOOP("Actions", "Tulis dalam format lain"), "Ctrl+E"),
    ActionSpec("kirim.write", "kirim", QT_TRANSLATE_NOOP("Actions", "Tulis paket"), "Ctrl+S"),
    ActionSpec("kirim.choose", "kirim", QT_TRANSLATE_NOOP("Actions", "Pilih isi paket"), "Ctrl+Shift+S"),
    ActionSpec("kirim.verify", "kirim", QT_TRANSLATE_NOOP("Actions", "Periksa paket dari berkas"), "Ctrl+Shift+V"),
    ActionSpec(
        "kirim.send", "kirim", QT_TRANSLATE_NOOP("Actions", "Kirim ke tujuan terpilih"), "Ctrl+Return|Ctrl+Enter"
    ),
    ActionSpec("kirim.publish", "kirim", QT_TRANSLATE_NOOP("Actions", "Terbitkan situs"), "Ctrl+P"),
    ActionSpec("kirim.add", "kirim", QT_TRANSLATE_NOOP("Actions", "Tambah tujuan"), "Ctrl+N"),
    ActionSpec("kabupaten.penerimaan", "kabupaten", QT_TRANSLATE_NOOP("Actions", "Buka Penerimaan"), "F2"),
    ActionSpec(
        "penerimaan.receive",
        "penerimaan",
        QT_TRANSLATE_NOOP("Actions", "Terima sekarang dari semua tempat terima"),
        "Ctrl+Return|Ctrl+Enter",
    ),
    ActionSpec("penerimaan.files", "penerimaan", QT_TRANSLATE_NOOP("Actions", "Terima paket dari berkas"), "F3"),
    ActionSpec("penerimaan.add", "penerimaan", QT_TRANSLATE_NOOP("Actions", "Tambah tempat terima"), "Ctrl+N"),
    ActionSpec(
        "penerimaan.problems", "penerimaan", QT_TRANSLATE_NOOP("Actions", "Hanya kecamatan yang bermasalah"), "F4"
    ),
    ActionSpec(
        "penerimaan.detail",
        "penerimaan",
        QT_TRANSLATE_NOOP("Actions", "Rincian berikut: paket, perbedaan, yang kurang, kunci"),
        "F6",
    ),
    ActionSpec("penerimaan.save", "penerimaan", QT_TRANSLATE_NOOP("Actions", "Simpan rekap sebagai PDF"), "Ctrl+S"),
    ActionSpec("jejak.find", "jejak", QT_TRANSLATE_NOOP("Actions", "Saring menurut desa atau TPS"), "Ctrl+F"),
    ActionSpec("jejak.clear", "jejak", QT_TRANSLATE_NOOP("Actions", "Hapus saringan"), "Ctrl+Shift+F"),
    ActionSpec("jejak.open", "jejak", QT_TRANSLATE_NOOP("Actions", "Buka isian di Periksa"), "Enter", keys_only=True),
    ActionSpec("jejak.pdf", "jejak", QT_TRANSLATE_NOOP("Actions", "Simpan jejak audit sebagai PDF"), "Ctrl+S"),
    ActionSpec("jejak.csv", "jejak", QT_TRANSLATE_NOOP("Actions", "Simpan jejak audit sebagai CSV"), "Ctrl+E"),
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
    if shortcut == "+":
        return shortcut
    names = {"Right": "→", "Left": "←", "Up": "↑", "Down": "↓", "PgDown": "PgDn", "Space": _space(), "Return": "Enter"}
    return " ".join(names.get(part, part) for part in shortcut.replace("++", "+plus").split("+")).replace("plus", "+")


def _space() -> str:
    return QCoreApplication.translate("Actions", "Spasi")
