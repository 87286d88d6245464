"""What the assignment says, in the language of the window."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.jobs.proposing import Offer, percent
from sirekap_desktop.models.records import ImageVersion, ImportOutcome
from sirekap_desktop.ui.impor.matching import TpsChoice
from sirekap_desktop.ui.impor.placing import Placed
from sirekap_desktop.ui.impor.queue import Proposal
from sirekap_desktop.ui.impor.words import place_text


def choice_text(choice: TpsChoice) -> str:
    """``SAMBABO · TPS 003``."""
    return place_text(choice.desa, choice.tps.number)


def why_text(proposal: Proposal) -> str:
    """Why a TPS is proposed, and how sure that is."""
    if proposal.offer is not None:
        return offer_text(proposal.offer)
    if not proposal.file:
        return QCoreApplication.translate("Assign", "menurut kode pada nama berkas")
    return QCoreApplication.translate("Assign", "sekelompok dengan {file}").format(file=proposal.file)


def offer_text(offer: Offer) -> str:
    """``cocok 97 % · DPT L, P, Jml sama``."""
    sure = QCoreApplication.translate("Assign", "cocok {percent}").format(percent=percent(offer.probability))
    return " · ".join([sure, *_figures(offer), *_mate(offer)])


def _figures(offer: Offer) -> list[str]:
    if not offer.equal:
        return []
    said = QCoreApplication.translate("Assign", "DPT {parts} sama").format(parts=", ".join(offer.equal))
    if offer.different:
        other = QCoreApplication.translate("Assign", "{parts} beda").format(parts=", ".join(offer.different))
        said = f"{said}, {other}"
    if offer.twins:
        twin = QCoreApplication.translate("Assign", "juga pada {n} TPS lain").format(n=offer.twins)
        said = f"{said}, {twin}"
    return [said]


def _mate(offer: Offer) -> list[str]:
    if not offer.mate:
        return []
    text = QCoreApplication.translate("Assign", "sekelompok dengan {file}").format(file=offer.mate)
    if not offer.summed:
        return [text]
    return [QCoreApplication.translate("Assign", "jumlah suara cocok"), text]


def no_dpt_text() -> str:
    """Why photos are not compared with the voters' list."""
    return QCoreApplication.translate(
        "Assign", "DPT belum ada di daftar TPS, jadi usulan hanya menurut urutan foto dan jumlah suara."
    )


def where_text(image: ImageVersion, choice: TpsChoice) -> str:
    """Where a photo stands."""
    text = QCoreApplication.translate("Assign", "Diterima di {place}, halaman {page}, versi {version}.")
    return text.format(place=choice_text(choice), page=image.page, version=image.version)


def placed_text(placed: Placed) -> str:
    """What was done last."""
    text = QCoreApplication.translate("Assign", "{file} → {place} halaman {page}. Ctrl Z mengurungkan.")
    return text.format(file=placed.file, place=choice_text(placed.choice), page=placed.page)


def old_text(image: ImageVersion) -> str:
    """The photo that counts now: version, when and who."""
    when = datetime.fromisoformat(image.added_at).astimezone()
    text = QCoreApplication.translate("Assign", "Dipakai sekarang: versi {n} · {when} · {who}")
    return text.format(n=image.version, when=f"{when:%d-%m-%Y %H.%M}", who=image.added_by)


def nothing_left_text(outcome: ImportOutcome) -> str:
    """The queue is empty."""
    if outcome is ImportOutcome.UNREADABLE:
        return QCoreApplication.translate("Assign", "Tidak ada lagi foto yang tidak terbaca.")
    return QCoreApplication.translate("Assign", "Semua foto sudah bertempat.")


def unused_text(choice: TpsChoice, page: int | None) -> str:
    """Why a photo is kept without being used; stored with it."""
    text = QCoreApplication.translate("Assign", "Tidak dipakai: {place} halaman {page} sudah punya foto.")
    return text.format(place=choice_text(choice), page=page)
