"""The words of *Pleno*, each said in one place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.model import Field, Part
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.pleno import Figure, TpsInMeeting, TpsLine
from sirekap_desktop.jobs.pleno_checklist import Finding, Gap
from sirekap_desktop.models.pleno.facts import Answered, Capacity, Delay
from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.ui.periksa.words import field_name, value_text
from sirekap_desktop.ui.theme import Sign, Tone

State = tuple[str, Tone, Sign]


def stage_state(stage: Stage, *, complete: bool) -> State:
    """Word, tone and sign of how far a TPS is."""
    translate = QCoreApplication.translate
    states = {
        Stage.WAITING: (translate("Pleno", "belum dibacakan"), Tone.NEUTRAL, Sign.EMPTY),
        Stage.READ: (translate("Pleno", "dibacakan"), Tone.WARN, Sign.EYE),
        Stage.RECOUNT: (translate("Pleno", "hitung ulang"), Tone.WARN, Sign.AGAIN),
        Stage.POSTPONED: (translate("Pleno", "ditunda"), Tone.BAD, Sign.CLOCK),
        Stage.APPROVED: (translate("Pleno", "disahkan"), Tone.OK, Sign.CHECK),
    }
    if stage is Stage.WAITING and not complete:
        return translate("Pleno", "belum lengkap"), Tone.NEUTRAL, Sign.PENCIL
    return states[stage]


def line_state(line: TpsLine) -> State:
    """The same of a TPS in the list."""
    if line.elsewhere and line.stage is not Stage.APPROVED:
        return QCoreApplication.translate("Pleno", "di laptop lain"), Tone.NEUTRAL, Sign.NONE
    return stage_state(line.stage, complete=line.complete)


def place_words(line: TpsLine) -> str:
    """``KABIRAAN · TPS 001``."""
    return f"{line.desa.name} · {line.progress.tps.label}"


def caption(field: Field) -> str:
    """How a row is read out; L and P said as words for the room."""
    translate = QCoreApplication.translate
    if field.part is Part.ONLY:
        return field.label if field.section == "IV" else field.short_label
    parts = {
        Part.L: translate("Pleno", "laki-laki"),
        Part.P: translate("Pleno", "perempuan"),
        Part.J: translate("Pleno", "jumlah"),
    }
    return f"{field.short_label}, {parts[field.part]}"


def change_words(figure: Figure) -> str:
    """``semula 24``; empty where nothing was changed."""
    if not figure.corrected or figure.entry.before == figure.value:
        return ""
    return QCoreApplication.translate("Pleno", "semula {0}").format(value_text(figure.entry.before))


def capacity_words(capacity: str) -> str:
    """As what somebody takes part."""
    translate = QCoreApplication.translate
    return {
        Capacity.PPK: "PPK",
        Capacity.PPS: "PPS",
        Capacity.SEKRETARIAT: translate("Pleno", "Sekretariat"),
        Capacity.SAKSI: translate("Pleno", "Saksi"),
        Capacity.PANWASLU: translate("Pleno", "Panwaslu Kecamatan"),
        Capacity.GUEST: translate("Pleno", "Undangan"),
    }[Capacity(capacity)]


def delay_words(delay: str) -> str:
    """Why a result waits."""
    translate = QCoreApplication.translate
    return {
        Delay.PSU: translate("Pleno", "Pemungutan suara ulang (PSU)"),
        Delay.PSL: translate("Pleno", "Pemungutan suara lanjutan atau susulan (PSL)"),
        Delay.BOX: translate("Pleno", "Kotak suara atau formulir belum ada"),
        Delay.OTHER: translate("Pleno", "Sebab lain"),
    }[Delay(delay)]


def holder_words(holder: str) -> str:
    """Who holds a copy: ``Panwaslu Kecamatan``, ``Saksi 02``."""
    if holder == "panwaslu":
        return capacity_words(Capacity.PANWASLU)
    return holder.capitalize()


def gap_words(finding: Finding) -> str:
    """``2 TPS belum dibacakan: TPS 001, TPS 004``."""
    translate = QCoreApplication.translate
    words = {
        Gap.MISSING: translate("Pleno", "{n} TPS belum ada isian dan fotonya"),
        Gap.UNRECORDED: translate("Pleno", "{n} TPS isiannya belum lengkap"),
        Gap.RECHECK: translate("Pleno", "{n} TPS punya isian yang harus diperiksa ulang"),
        Gap.BROKEN: translate("Pleno", "{n} TPS hitungannya beda tanpa alasan"),
        Gap.SLIP: translate("Pleno", "{n} TPS mungkin salah salin"),
        Gap.UNREAD: translate("Pleno", "{n} TPS belum dibacakan"),
        Gap.NOT_COMPARED: translate("Pleno", "{n} TPS tidak dibandingkan dengan salinan"),
        Gap.RECOUNT: translate("Pleno", "{n} TPS hitung ulangnya belum selesai"),
        Gap.OBJECTION: translate("Pleno", "{n} TPS punya keberatan yang belum dijawab"),
        Gap.POSTPONED: translate("Pleno", "{n} TPS ditunda"),
        Gap.NOT_APPROVED: translate("Pleno", "{n} TPS sudah dibacakan, belum disahkan"),
    }
    names = ", ".join(line.progress.tps.label.removeprefix("TPS ") for line in finding.tps[:6])
    more = " …" if len(finding.tps) > 6 else ""
    return f"{words[finding.gap].format(n=format_count(len(finding.tps)))}: {names}{more}"


def minutes(tps: TpsInMeeting) -> list[str]:
    """What happened to a TPS beside its figures, one line each: copies, kejadian khusus, keberatan, pembetulan."""
    translate = QCoreApplication.translate
    lines = []
    for compared in tps.comparisons:
        count = len(compared.differences)
        text = (
            translate("Pleno", "{who}: {n} angka berbeda") if count else translate("Pleno", "{who}: sama semua")
        ).format(who=holder_words(compared.holder), n=format_count(count))
        lines.append(text)
    for figure in tps.figures:
        if words := change_words(figure):
            name = field_name(figure.field)
            text = translate("Pleno", "{field}: {change}, alasan: {reason}")
            lines.append(text.format(field=name, change=words, reason=figure.entry.reason))
    lines += [translate("Pleno", "Kejadian khusus: {0}").format(incident.text) for incident in tps.incidents]
    lines += [_objection_words(one.fact.name, one.fact.text, one.answer) for one in tps.objections]
    return lines


def _objection_words(name: str, text: str, answer: Answered | None) -> str:
    translate = QCoreApplication.translate
    said = translate("Pleno", "Keberatan {who}: {text}").format(who=name, text=text)
    if answer is None:
        waiting = translate("Pleno", "belum dijawab")
        return f"{said} · {waiting}"
    verdict = translate("Pleno", "diterima") if answer.accepted else translate("Pleno", "dibawa ke tingkat berikut")
    return f"{said} · {verdict}"


def sirekap_words(figure: Figure) -> str:
    """What Sirekap published; a difference by sign, not by colour alone."""
    if figure.sirekap is None:
        return ""
    return f"≠ {format_count(figure.sirekap)}" if figure.sirekap_differs else format_count(figure.sirekap)


def figure_words(figure: Figure) -> str:
    """The value as it is read out."""
    return value_text(figure.value)
