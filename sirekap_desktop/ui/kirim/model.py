"""The files of a package as a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from sirekap_desktop.exchange.manifest import PackageFile
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.ui.theme import current_scale, font

Index = QModelIndex | QPersistentModelIndex

NAME, KIND, SIZE, HASH = range(4)
_HASH_SHOWN = 16


def kind_text(kind: str) -> str:
    """The kind of a file in words; an unknown kind stands as it is."""
    translate = QCoreApplication.translate
    words = {
        "data": translate("Kirim", "isian TPS"),
        "recap": translate("Kirim", "rekap"),
        "csv": translate("Kirim", "tabel CSV"),
        "xlsx": translate("Kirim", "buku kerja XLSX"),
        "document": translate("Kirim", "dokumen PDF"),
        "image": translate("Kirim", "foto asli"),
        "signed": translate("Kirim", "salinan bertanda tangan"),
        "signed_index": translate("Kirim", "daftar salinan bertanda tangan"),
        "audit": translate("Kirim", "jejak audit"),
    }
    return words.get(kind, kind)


def size_text(size: int) -> str:
    """``812 B``, ``48 KB``, ``1,4 MB``, ``20,1 GB``: powers of 1,000, rounded up so that nothing shows as 0."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{format_count(-(-size // 1000))} KB"
    unit, name = (1_000_000, "MB") if size < 1_000_000_000 else (1_000_000_000, "GB")
    tenths = -(-size * 10 // unit)
    return f"{format_count(tenths // 10)},{tenths % 10} {name}"


class FilesModel(QAbstractTableModel):
    """Name, kind, size and the beginning of the hash (all of it in the tooltip)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: tuple[PackageFile, ...] = ()

    def show_files(self, files: tuple[PackageFile, ...]) -> None:
        self.beginResetModel()
        self.files = files
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.files)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else HASH + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        file, column = self.files[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (file.name, kind_text(file.kind), size_text(file.size), file.sha256[:_HASH_SHOWN])[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return file.sha256 if column == HASH else file.name
        if role == Qt.ItemDataRole.FontRole and column == HASH:
            return font(12, mono=True, scale=current_scale())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        translate = QCoreApplication.translate
        heads = (translate("Kirim", "Berkas"), translate("Kirim", "Jenis"), translate("Kirim", "Ukuran"), "SHA-256")
        return heads[section]


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == SIZE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
