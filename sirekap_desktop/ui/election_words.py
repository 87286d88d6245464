"""What elections and their forms are called in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.voting import ElectionSet


def set_name(item: ElectionSet) -> str:
    """What people call a set of elections."""
    translate = QCoreApplication.translate
    if item.id == "ppwp":
        return translate("Pemilihan", "Hanya Presiden dan Wakil Presiden 2024")
    day = item.id.replace("-", " ").capitalize()
    return translate("Pemilihan", "{day}, {n} pemilihan").format(day=day, n=format_count(len(item.forms)))


def reconstructed_note() -> str:
    """What it means that a form is reconstructed."""
    return QCoreApplication.translate(
        "Pemilihan",
        "Tata letak formulir ini disusun ulang tanpa blangko resmi. Periksa hasil bacaan fotonya lebih teliti, "
        "dan ganti definisinya begitu blangko resmi tersedia.",
    )
