"""Sentences of the outbox: what a parcel does, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.exchange.transport.delivery import Sent
from sirekap_desktop.exchange.transport.destination import Destination, Kind
from sirekap_desktop.jobs.outbox_file import Parcel, State
from sirekap_desktop.ui.kirim.model import size_text
from sirekap_desktop.ui.theme import Sign, Tone
from sirekap_desktop.ui.widgets import time_left

_OFFLINE = {"send.no_route", "send.dns", "send.refused", "send.timeout", "send.cut"}


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """How the places are called: where packages go, or where they come from."""

    heading: str
    none: str
    act: str
    icon: str
    add: str
    change: str
    remove: str
    name: str
    sample: str
    pick: str
    usable: str


def destination_words() -> PlaceWords:
    """Of the places that a PPK sends to."""
    translate = QCoreApplication.translate
    return PlaceWords(
        heading=translate("Kirim", "Tujuan"),
        none=translate("Kirim", "Belum ada tujuan: flash disk, folder bersama, Nextcloud, atau penyimpanan S3."),
        act=translate("Kirim", "Kirim"),
        icon="kirim",
        add=translate("Kirim", "Tambah tujuan"),
        change=translate("Kirim", "Ubah tujuan"),
        remove=translate("Kirim", "Hapus tujuan"),
        name=translate("Kirim", "Nama tujuan"),
        sample=translate("Kirim", "misalnya: Nextcloud KPU Majene"),
        pick=translate("Kirim", "Pilih folder tujuan"),
        usable=translate("Kirim", "Tujuan ini dapat dipakai."),
    )


def source_words() -> PlaceWords:
    """Of the places that a kabupaten receives from."""
    translate = QCoreApplication.translate
    return PlaceWords(
        heading=translate("Kirim", "Tempat terima"),
        none=translate(
            "Kirim", "Belum ada tempat. Tambah folder, WebDAV atau S3 yang dipakai PPK sebagai tujuan kiriman."
        ),
        act=translate("Kirim", "Terima sekarang"),
        icon="impor",
        add=translate("Kirim", "Tambah tempat terima"),
        change=translate("Kirim", "Ubah tempat terima"),
        remove=translate("Kirim", "Hapus tempat terima"),
        name=translate("Kirim", "Nama tempat"),
        sample=translate("Kirim", "misalnya: Nextcloud KPU, flash disk Malunda"),
        pick=translate("Kirim", "Pilih folder yang berisi kiriman"),
        usable=translate("Kirim", "Tempat ini dapat dipakai."),
    )


def kind_words(kind: str) -> str:
    """What a destination is."""
    translate = QCoreApplication.translate
    words = {
        Kind.FOLDER.value: translate("Kirim", "Folder atau flash disk"),
        Kind.WEBDAV.value: translate("Kirim", "WebDAV (Nextcloud, server web)"),
        Kind.S3.value: translate("Kirim", "Penyimpanan S3"),
    }
    return words[kind]


def state_pill(parcel: Parcel, *, running: bool) -> tuple[str, Tone, Sign]:
    """One word of state with colour and sign."""
    translate = QCoreApplication.translate
    if running and parcel.state == State.WAITING:
        return translate("Kirim", "dikirim"), Tone.NEUTRAL, Sign.AGAIN
    if parcel.state == State.WAITING:
        text = translate("Kirim", "menunggu sinyal") if parcel.code in _OFFLINE else translate("Kirim", "menunggu")
        return text, Tone.WARN if parcel.code else Tone.NEUTRAL, Sign.CLOCK
    return {
        State.HELD.value: (translate("Kirim", "ditahan"), Tone.NEUTRAL, Sign.LOCK),
        State.STOPPED.value: (translate("Kirim", "berhenti"), Tone.BAD, Sign.BANG),
        State.SENT.value: (translate("Kirim", "terkirim"), Tone.OK, Sign.CHECK),
        State.RECEIVED.value: _received_pill(parcel),
        State.REFUSED.value: (translate("Kirim", "ditolak"), Tone.BAD, Sign.BANG),
    }[parcel.state]


def _received_pill(parcel: Parcel) -> tuple[str, Tone, Sign]:
    if parcel.receipt is not None and not parcel.receipt.known:
        return QCoreApplication.translate("Kirim", "kunci tak dikenal"), Tone.WARN, Sign.BANG
    return QCoreApplication.translate("Kirim", "diterima"), Tone.OK, Sign.CHECK


def note_text(parcel: Parcel, *, running: bool) -> str:
    """Beside the state: why it does not go on, when it will, or what the kabupaten said."""
    translate = QCoreApplication.translate
    if receipt := parcel.receipt:
        words = f"{receipt.receiver}, {_moment(receipt.received_at)}."
        known = "" if receipt.known else translate("Kirim", "Tanda terima dari kunci tak dikenal.")
        return " ".join(part for part in (words, receipt.note, known) if part)
    if running:
        return translate("Kirim", "Sedang tersambung.")
    parts = [parcel.message] if parcel.message else []
    if parcel.state == State.SENT and not parcel.message:
        parts.append(translate("Kirim", "Lengkap di tujuan; tanda terima kabupaten belum ada."))
    if parcel.next_at and parcel.state in {State.WAITING, State.SENT}:
        parts.append(translate("Kirim", "Dicoba lagi pukul {time}.").format(time=_clock(parcel.next_at)))
    return " ".join(parts)


def _clock(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().strftime("%H.%M.%S")


def _moment(at: str) -> str:
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%d-%m-%Y %H.%M")
    except ValueError:
        return at  # a receipt may say what it likes


def progress_words(parcel: Parcel, destination: Destination, sent: Sent, seconds: float | None) -> tuple[str, str]:
    """The line under the bar: how much is there, and how long the rest takes."""
    text = QCoreApplication.translate("Kirim", "{name} ke {place}: {there} dari {total} sudah di tujuan")
    said = text.format(
        name=parcel.name, place=destination.name, there=size_text(sent.there), total=size_text(sent.total)
    )
    return said, time_left(seconds) if seconds is not None else ""


def receipt_words(parcel: Parcel, place: str) -> str:
    """All that a receipt says."""
    translate = QCoreApplication.translate
    receipt = parcel.receipt
    if receipt is None:
        return translate("Kirim", "Tanda terima kabupaten belum ada di tujuan {place}.").format(place=place)
    lines = [
        translate("Kirim", "Diterima oleh {who} pada {when}.").format(
            who=receipt.receiver, when=_moment(receipt.received_at)
        )
        if parcel.state == State.RECEIVED
        else translate("Kirim", "Ditolak oleh {who} pada {when}.").format(
            who=receipt.receiver, when=_moment(receipt.received_at)
        ),
        receipt.note,
        translate("Kirim", "Sidik kunci: {key}").format(key=receipt.fingerprint),
        translate("Kirim", "Kunci ini terdaftar sebagai kunci kabupaten.")
        if receipt.known
        else translate("Kirim", "Tanda terima dari kunci tak dikenal: bandingkan sidiknya dengan kabupaten."),
    ]
    return "\n".join(line for line in lines if line)
