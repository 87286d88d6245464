"""The sentences of *Kemungkinan salah salin*: why a figure looks wrong, and what to look at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.slips import SlipKind
from sirekap_desktop.jobs.slips import SlipLine
from sirekap_desktop.models.records import Desa, Tps
from sirekap_desktop.ui.theme import Sign, Tone

_HIGH, _MIDDLE = 0.9, 0.6


def place_text(desa: Desa, tps: Tps) -> str:
    """``SAMBABO TPS 003``"""
    return f"{desa.name} {tps.label}"


def why(line: SlipLine) -> str:
    """One sentence: what in the recorded figures looks like a slip."""
    return _WHY[line.slip.kind](line)


def look_at(line: SlipLine) -> str:
    """Whose paper to look at, in a few words."""
    translate = QCoreApplication.translate
    if line.slip.kind is SlipKind.SAME:
        return translate("Salah", "Bandingkan foto kedua TPS: mungkin satu foto salah tempat.")
    if line.slip.kind is SlipKind.DPT:
        return translate("Salah", "Lihat kepala halaman 1: mungkin kertas atau foto TPS lain.")
    if line.slip.kind is SlipKind.SHIFTED:
        return translate("Salah", "Lihat nama peserta di atas kotak kedua isian itu.")
    return translate("Salah", "Lihat isian itu di foto atau kertasnya.")


def likelihood_pill(line: SlipLine) -> tuple[str, Tone, Sign]:
    """How likely, in a word; a slip with a reason says that."""
    translate = QCoreApplication.translate
    if not line.open:
        return translate("Salah", "bukan salah"), Tone.OK, Sign.CHECK
    if line.slip.likelihood >= _HIGH:
        return translate("Salah", "sangat mungkin"), Tone.BAD, Sign.BANG
    if line.slip.likelihood >= _MIDDLE:
        return translate("Salah", "mungkin"), Tone.WARN, Sign.BANG
    return translate("Salah", "bisa kebetulan"), Tone.NEUTRAL, Sign.BANG


def reason_text(line: SlipLine) -> str:
    """What was said of it, and by whom; empty while it is open."""
    if line.reason is None:
        return ""
    return QCoreApplication.translate("Salah", "Alasan: {0} ({1})").format(line.reason.reason, line.reason.who)


def count_text(count: int) -> str:
    """``3 kemungkinan salah salin``"""
    return QCoreApplication.translate("Salah", "{n} kemungkinan salah salin").format(n=format_count(count))


def _same(line: SlipLine) -> str:
    translate, what = QCoreApplication.translate, line.slip.detail[0]
    other = _partner(line)
    if what == "suara":
        text = translate("Salah", "Suara setiap peserta dan suara tidak sah sama persis dengan {other}.")
        return text.format(other=other)
    if what == "pemilih":
        text = translate("Salah", "Pemilih DPT dan pengguna DPT, L dan P, sama persis dengan {other}.")
        return text.format(other=other)
    text = translate("Salah", "Semua suara {partai} sama persis dengan {other}.")
    return text.format(partai=_contestant(line, line.slip.fields[0]), other=other)


def _shifted(line: SlipLine) -> str:
    translate = QCoreApplication.translate
    first, second = line.slip.detail
    names = [_contestant(line, name) for name in (first, second)]
    votes = [line.values.get(name) or 0 for name in (first, second)]
    empty = next((n for n in (0, 1) if votes[n] == 0), None)
    if empty is None:
        text = translate("Salah", "Suara {one} dan {two} mungkin tertukar: lebih cocok dengan TPS lain bila ditukar.")
        return text.format(one=names[0], two=names[1])
    text = translate("Salah", "{one} tanpa suara, sedangkan {n} suara {two} mirip suara {one} di TPS lain.")
    return text.format(one=names[empty], two=names[1 - empty], n=format_count(votes[1 - empty]))


def _swapped(line: SlipLine) -> str:
    left, right = (format_count(line.values.get(name) or 0) for name in line.slip.fields)
    row = line.form.field(line.slip.fields[0])
    text = QCoreApplication.translate(
        "Salah", "{row}: L {left} dan P {right} mungkin tertukar; bila ditukar, hitungan yang beda menjadi cocok."
    )
    return text.format(row=f"{row.number} {row.short_label}", left=left, right=right)


def _dpt(line: SlipLine) -> str:
    left, right = (format_count(line.values.get(name) or 0) for name in line.slip.fields)
    text = QCoreApplication.translate(
        "Salah", "DPT di kertas, L {left} dan P {right}, adalah DPT {other}, bukan DPT TPS ini."
    )
    return text.format(left=left, right=right, other=_partner(line))


def _zero(line: SlipLine) -> str:
    translate = QCoreApplication.translate
    if line.slip.detail[0] == "semua":
        return translate("Salah", "Semua isian formulir ini nol atau kosong.")
    voters = max(line.values.get(name) or 0 for name in ("pengguna_total_j", "ss_digunakan", "suara_total"))
    text = translate("Salah", "Semua suara peserta nol, padahal tercatat {n} pengguna atau surat suara.")
    return text.format(n=format_count(voters))


_WHY: dict[SlipKind, Callable[[SlipLine], str]] = {
    SlipKind.SAME: _same,
    SlipKind.SHIFTED: _shifted,
    SlipKind.SWAPPED: _swapped,
    SlipKind.DPT: _dpt,
    SlipKind.ZERO: _zero,
}


def _partner(line: SlipLine) -> str:
    assert line.partner is not None
    assert line.partner_desa is not None
    return place_text(line.partner_desa, line.partner)


def _contestant(line: SlipLine, name: str) -> str:
    """``Partai 05``, ``Paslon 02``: the short label up to its colon."""
    return line.form.field(name).short_label.partition(":")[0]
