"""The sentences of Beranda."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.ui.beranda.overview import Attention, Need, Overview, Step, rules_of
from sirekap_desktop.ui.theme import Sign, Tone


def percent(part: int, whole: int) -> str:
    """``57,5 %``; a dash while there is nothing to count."""
    if not whole:
        return "–"
    tenths = part * 1000 // whole
    return f"{tenths // 10},{tenths % 10} %"


def attention_pill(item: Attention, *, with_tps: bool = True) -> tuple[str, Tone, Sign]:
    """Words, tone and sign of one matter."""
    words, tone, sign = _attention_words(item)
    return (f"{item.progress.tps.label} {words}" if with_tps else words), tone, sign


def _attention_words(item: Attention) -> tuple[str, Tone, Sign]:
    translate = QCoreApplication.translate
    if item.need is Need.BROKEN:
        return _broken_words(item), Tone.BAD, Sign.BANG
    if item.need is Need.RECHECK:
        text = translate("Beranda", "{n} isian periksa ulang").format(n=format_count(item.count))
        return text, Tone.WARN, Sign.AGAIN
    if item.need is Need.PHOTO:
        return translate("Beranda", "foto {problem}").format(problem=item.detail[0]), Tone.WARN, Sign.PHOTO
    if item.need is Need.MISSING:
        text = translate("Beranda", "halaman {pages} belum ada").format(pages=", ".join(item.detail))
        return text, Tone.WARN, Sign.PHOTO
    text = translate("Beranda", "{n} isian belum diperiksa").format(n=format_count(item.count))
    return text, Tone.NEUTRAL, Sign.PENCIL


def _broken_words(item: Attention) -> str:
    """``R6 beda 1, R7a beda 3``; what is more than two is counted."""
    translate = QCoreApplication.translate
    pairs = list(zip(item.detail, item.differences, strict=True))
    parts = [
        translate("Beranda", "{rule} beda {n}").format(rule=rule, n=format_count(difference))
        for rule, difference in pairs[:2]
    ]
    if len(pairs) > 2:
        parts.append(f"+{len(pairs) - 2}")
    return ", ".join(parts)


def next_words(overview: Overview, election: str = "") -> tuple[str, str, str]:
    """Heading, detail and the verb on the button of the *Berikutnya* card.

    ``election`` is the name of another election that is not finished.
    """
    step, progress = overview.next.step, overview.next.progress
    place = f"{overview.desa_of(progress).name} {progress.tps.label}" if progress else ""
    if step in (Step.CHECK, Step.RESOLVE):
        return _check_words(overview, place)
    count = format_count(overview.next.count)
    translate = QCoreApplication.translate
    words = {
        Step.WILAYAH: (
            translate("Beranda", "Isi daftar desa, TPS dan DPT"),
            translate("Beranda", "Tulis templat, isi, lalu impor di Setelan."),
            translate("Beranda", "Buka Setelan"),
        ),
        Step.IMPORT: (
            translate("Beranda", "Impor foto C.HASIL"),
            translate("Beranda", "Belum ada foto yang diimpor."),
            translate("Beranda", "Impor"),
        ),
        Step.ASSIGN: (
            translate("Beranda", "Tempatkan {n} foto").format(n=count),
            translate("Beranda", "TPS-nya belum diketahui, atau halamannya sudah punya foto."),
            translate("Beranda", "Tempatkan"),
        ),
        Step.MISSING: (
            translate("Beranda", "Impor foto {place}").format(place=place),
            translate("Beranda", "{n} TPS belum berfoto.").format(n=count),
            translate("Beranda", "Impor"),
        ),
        Step.ELECTION: (
            translate("Beranda", "Lanjut ke {name}").format(name=election),
            translate("Beranda", "Pemilihan ini selesai; di sana {n} TPS belum diperiksa.").format(n=count),
            translate("Beranda", "Lanjut"),
        ),
        Step.SLIPS: (
            translate("Beranda", "Tinjau {n} kemungkinan salah salin").format(n=count),
            translate("Beranda", "Semua TPS sudah diperiksa. Lihat dulu angka yang tampak salah salin."),
            translate("Beranda", "Tinjau"),
        ),
        Step.LOCK: (
            translate("Beranda", "Semua TPS sudah diperiksa"),
            translate("Beranda", "Cetak D.HASIL untuk pencermatan, lalu kunci kecamatan."),
            translate("Beranda", "Buka Dokumen"),
        ),
        Step.SEND: (
            translate("Beranda", "Kecamatan terkunci"),
            translate("Beranda", "Tulis paket untuk KPU kabupaten/kota."),
            translate("Beranda", "Buka Kirim"),
        ),
    }
    return words[step]


def _check_words(overview: Overview, place: str) -> tuple[str, str, str]:
    translate = QCoreApplication.translate
    progress = overview.next.progress
    assert progress is not None
    parts = []
    left = progress.fields_total - progress.fields_recorded
    if left:
        parts.append(translate("Beranda", "{n} isian belum diperiksa").format(n=format_count(left)))
    if progress.fields_to_type:
        text = translate("Beranda", "{n} diketik").format(n=format_count(progress.fields_to_type))
        parts.append(text)
    if progress.rechecks:
        text = translate("Beranda", "{n} isian periksa ulang").format(n=format_count(progress.rechecks))
        parts.append(text)
    if rules := rules_of(progress):
        parts.append(translate("Beranda", "{n} hitungan beda").format(n=format_count(len(rules))))
    heading = translate("Beranda", "Periksa {place}").format(place=place)
    return heading, ", ".join(parts), translate("Beranda", "Mulai")


def matters_words(overview: Overview) -> str:
    """``2 hitungan beda · 1 foto bermasalah · 1 foto belum bertempat``."""
    translate = QCoreApplication.translate
    pairs = (
        (overview.matters[Need.BROKEN], translate("Beranda", "{n} TPS hitungannya beda")),
        (overview.matters[Need.RECHECK], translate("Beranda", "{n} TPS periksa ulang")),
        (overview.matters[Need.PHOTO], translate("Beranda", "{n} foto bermasalah")),
        (overview.matters[Need.MISSING], translate("Beranda", "{n} TPS kurang halaman")),
        (overview.unassigned, translate("Beranda", "{n} foto belum bertempat")),
        (overview.unreadable, translate("Beranda", "{n} foto tidak terbaca")),
        (overview.slips, translate("Beranda", "{n} kemungkinan salah salin")),
    )
    parts = [text.format(n=format_count(count)) for count, text in pairs if count]
    return " · ".join(parts) or translate("Beranda", "Tidak ada.")
