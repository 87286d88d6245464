"""The words of *Periksa*: states, evidence and values, each said in one place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.model import Contestant, Field, FormDefinition, Part
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.reading import FieldReading, FieldStatus
from sirekap_desktop.jobs.checking import FieldTask, Mode
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.sirekap_compare import differs
from sirekap_desktop.ui.theme import Sign, Tone

HIDDEN = "···"
"""Stands where a value may not be seen yet."""


def value_text(value: int | None) -> str:
    """A recorded or shown value; an empty field is a word, never a blank that looks like zero."""
    return QCoreApplication.translate("Periksa", "kosong") if value is None else format_count(value)


def part_text(part: Part) -> str:
    """``L``, ``P`` or ``Jml``; empty for a row with one number."""
    return {Part.L: "L", Part.P: "P", Part.J: QCoreApplication.translate("Periksa", "Jml"), Part.ONLY: ""}[part]


def field_name(field: Field) -> str:
    """``I.B.1 Pengguna DPT · L``: how a field is called in sentences and by screen readers."""
    if field.part is Part.ONLY:
        return f"{field.number} {field.label if field.section == 'IV' else field.short_label}"
    return f"{field.number} {field.short_label} · {part_text(field.part)}"


def _party_of(form: FormDefinition, field: Field) -> Contestant | None:
    """The party whose page a field stands on."""
    partai = form.page(field.page).partai
    return next((one for one in form.contestants if one.number == partai), None)


def party_heading(form: FormDefinition, field: Field) -> str:
    """``IV. Partai 05 · NAMA`` where a page belongs to a party; else empty."""
    party = _party_of(form, field)
    words = QCoreApplication.translate("Periksa", "{0}. Partai {1} · {2}")
    return words.format(field.section, f"{party.number:02d}", party.name) if party else ""


def row_caption(form: FormDefinition, field: Field) -> str:
    """On a party's page, which is named above: ``A.2.3  NAMA CALON``, as the paper has it; else empty."""
    party = _party_of(form, field)
    if party is None:
        return ""
    number = field.number.removeprefix(field.section + ".").removeprefix(f"{party.number} ")
    name = field.label if field.label in {calon.name for calon in party.calon} else field.short_label
    return f"{number}  {name.rpartition(': ')[2]}"


def shown_value(task: FieldTask) -> str:
    """What stands in the value column: recorded, shown beside its crop, or hidden."""
    if task.mode is Mode.DONE and task.entry is not None:
        return value_text(task.entry.value)
    if task.mode is Mode.SHOW and task.revealed and task.reading is not None:
        return value_text(task.reading.value)
    return HIDDEN


def state(task: FieldTask) -> tuple[str, Tone, Sign]:
    """One word of state with its tone and sign."""
    translate = QCoreApplication.translate
    if task.mode is Mode.NO_PHOTO:
        return translate("Periksa", "belum ada foto"), Tone.NEUTRAL, Sign.PHOTO
    if task.mode is Mode.SHOW:
        return translate("Periksa", "terbukti"), Tone.OK, Sign.EYE
    if task.mode is Mode.BLIND:
        if task.doubt is not None or (task.entry is not None and task.entry.recheck):
            return translate("Periksa", "periksa ulang"), Tone.WARN, Sign.AGAIN
        return translate("Periksa", "ketik"), Tone.WARN, Sign.PENCIL
    return _recorded_state(task)


def _recorded_state(task: FieldTask) -> tuple[str, Tone, Sign]:
    translate = QCoreApplication.translate
    how = task.entry.how if task.entry else EntryHow.TYPED
    words = {
        EntryHow.CONFIRMED: translate("Periksa", "terbukti, dicatat"),
        EntryHow.RESOLVED: translate("Periksa", "diputuskan"),
        EntryHow.CORRECTED: translate("Periksa", "dibetulkan"),
        EntryHow.RECOUNTED: translate("Periksa", "hitung ulang"),
        EntryHow.IMPORTED: translate("Periksa", "diimpor"),
    }
    return words.get(how, translate("Periksa", "dicatat")), Tone.OK, Sign.CHECK


def evidence_text(reading: FieldReading | None) -> str:
    """Which kinds of evidence the paper gave: ``kotak 41 · bulatan 41``. Only for recorded or shown values."""
    if reading is None or reading.status is FieldStatus.UNSEEN:
        return ""
    translate = QCoreApplication.translate
    kinds = (
        (translate("Periksa", "kotak"), reading.evidence.digits),
        (translate("Periksa", "bulatan"), reading.evidence.bubbles),
        (translate("Periksa", "turus"), reading.evidence.tally),
    )
    return " · ".join(f"{kind} {format_count(value)}" for kind, value in kinds if value is not None)


def confidence_text(reading: FieldReading | None) -> str:
    """How sure the machine is of its value: ``yakin 99,9 %``. Only for recorded or shown values."""
    if reading is None or reading.value is None:
        return ""
    percent = f"{min(reading.confidence, 0.999) * 100:.1f}".replace(".", ",")
    return QCoreApplication.translate("Periksa", "yakin {0} %").format(percent)


def sirekap_text(task: FieldTask) -> str:
    """``Sirekap 876``; empty where nothing of Sirekap may be said or is known."""
    if task.sirekap is None:
        return ""
    return QCoreApplication.translate("Periksa", "Sirekap {0}").format(format_count(task.sirekap))


def sirekap_differs(task: FieldTask) -> bool:
    """Whether Sirekap has another figure than the recorded one."""
    return task.sirekap is not None and task.entry is not None and differs(task.entry.value, task.sirekap)


def undone_text(fields: Sequence[Field]) -> str:
    """``Diurungkan: IV.1 …, IV.2 … dan 3 lagi.``"""
    names = ", ".join(field_name(field) for field in fields[:2])
    more = QCoreApplication.translate("Periksa", " dan {0} lagi").format(len(fields) - 2) if len(fields) > 2 else ""
    return QCoreApplication.translate("Periksa", "Diurungkan: {0}{1}.").format(names, more)
