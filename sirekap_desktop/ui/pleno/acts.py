"""What can be done to a TPS in the meeting: key, words, form, and the fact that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.jobs.pleno import PEMBETULAN, Sitting, TpsInMeeting
from sirekap_desktop.jobs.pleno_compare import SIREKAP, knows_sirekap
from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.pleno.facts import Capacity, Delay, Fact
from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.ui.i18n import QT_TRANSLATE_NOOP
from sirekap_desktop.ui.periksa.words import field_name
from sirekap_desktop.ui.pleno.forms import Ask, FormSpec, Kind, Value
from sirekap_desktop.ui.pleno.words import capacity_words, delay_words, figure_words

Values = Mapping[str, Value]
PHOTO = "photo"
"""A photo of the corrected paper, beside the old one."""
AT_ONCE = frozenset({"read_out", PHOTO})
"""Acts that ask nothing in a form."""


@dataclass(frozen=True, slots=True)
class ActSpec:
    """One button: the kind of its fact, its key, and when it has a place on the screen."""

    kind: str
    key: str
    text: str
    stages: frozenset[Stage]
    primary: bool = False

    @property
    def label(self) -> str:
        return QCoreApplication.translate("Pleno", self.text)


_HERE = frozenset({Stage.READ, Stage.RECOUNT})
ACTS: tuple[ActSpec, ...] = (
    ActSpec("read_out", "D", QT_TRANSLATE_NOOP("Pleno", "Sudah dibacakan"), frozenset({Stage.WAITING}), primary=True),
    ActSpec("approved", "S", QT_TRANSLATE_NOOP("Pleno", "Sahkan"), frozenset({Stage.READ}), primary=True),
    ActSpec("recounted", "H", QT_TRANSLATE_NOOP("Pleno", "Catat hasil hitung ulang"), frozenset({Stage.RECOUNT}), True),
    ActSpec("resumed", "L", QT_TRANSLATE_NOOP("Pleno", "Lanjutkan"), frozenset({Stage.POSTPONED}), primary=True),
    ActSpec("compared", "B", QT_TRANSLATE_NOOP("Pleno", "Bandingkan"), _HERE),
    ActSpec(PEMBETULAN, "P", QT_TRANSLATE_NOOP("Pleno", "Pembetulan"), frozenset({Stage.READ})),
    ActSpec(PHOTO, "F", QT_TRANSLATE_NOOP("Pleno", "Foto baru"), frozenset({Stage.READ})),
    ActSpec("objection", "O", QT_TRANSLATE_NOOP("Pleno", "Keberatan"), _HERE),
    ActSpec("answered", "J", QT_TRANSLATE_NOOP("Pleno", "Jawab keberatan"), _HERE),
    ActSpec("incident", "K", QT_TRANSLATE_NOOP("Pleno", "Kejadian khusus"), _HERE | {Stage.WAITING, Stage.POSTPONED}),
    ActSpec("recount", "U", QT_TRANSLATE_NOOP("Pleno", "Hitung ulang"), frozenset({Stage.READ})),
    ActSpec("postponed", "T", QT_TRANSLATE_NOOP("Pleno", "Tunda"), _HERE | {Stage.WAITING}),
    ActSpec("reverted", "R", QT_TRANSLATE_NOOP("Pleno", "Batalkan pengesahan"), frozenset({Stage.APPROVED})),
)


def acts_for(tps: TpsInMeeting) -> tuple[ActSpec, ...]:
    """What has a place on the screen at this stage; an answer only where an objection waits."""
    return tuple(act for act in ACTS if tps.stage in act.stages and (act.kind != "answered" or tps.open_objections))


def form_for(kind: str, sitting: Sitting, tps: TpsInMeeting, step: int) -> FormSpec:
    """The form of an act."""
    return _FORMS[kind](sitting, tps, step)


def fact_of(kind: str, values: Values) -> Fact:
    """The fact that the answers become (of those acts that are one fact)."""
    return _FACTS[kind](values)


# --- forms ----------------------------------------------------------------------------------------------------------


def _place(tps: TpsInMeeting) -> str:
    return f"{tps.view.desa.name} {tps.view.tps.label}"


def _approve(_sitting: Sitting, tps: TpsInMeeting, _step: int) -> FormSpec:
    translate = QCoreApplication.translate
    notes = [] if tps.comparisons else [translate("Pleno", "Belum dibandingkan dengan salinan saksi atau Panwaslu.")]
    if broken := tps.view.unexplained:
        notes.append(translate("Pleno", "{n} hitungan beda tanpa alasan.").format(n=len(broken)))
    title = translate("Pleno", "Sahkan hasil {place}?").format(place=_place(tps))
    return FormSpec("approved", title, translate("Pleno", "Sahkan"), note=" ".join(notes))


def _compare(sitting: Sitting, tps: TpsInMeeting, _step: int) -> FormSpec:
    """Imported data of Sirekap come first: they are compared without typing."""
    translate = QCoreApplication.translate
    holders: list[tuple[str, Value]] = [(capacity_words(Capacity.PANWASLU), "panwaslu")]
    holders += [
        (f"{capacity_words(Capacity.SAKSI)} {words}", f"saksi {n:02d}") for words, n in contestants(sitting.form)
    ]
    sirekap: tuple[str, Value] = (_sirekap_words(tps), SIREKAP)
    holders = [sirekap, *holders] if knows_sirekap(tps.figures) else [*holders, sirekap]
    return FormSpec(
        "compared",
        translate("Pleno", "Bandingkan dengan salinan"),
        translate("Pleno", "Catat perbandingan"),
        (Ask("holder", translate("Pleno", "Pemegang salinan"), Kind.CHOICE, tuple(holders)),),
        translate(
            "Pleno", "Ketik hanya angka yang berbeda pada barisnya: Tab ke tabel, panah, angka. Selesai: Ctrl Enter."
        ),
    )


def _sirekap_words(tps: TpsInMeeting) -> str:
    translate = QCoreApplication.translate
    if not knows_sirekap(tps.figures):
        return translate("Pleno", "Data Sirekap")
    count = sum(one.sirekap_differs for one in tps.figures)
    if not count:
        return translate("Pleno", "Data Sirekap yang diimpor: sama semua")
    return translate("Pleno", "Data Sirekap yang diimpor: {n} angka berbeda").format(n=count)


def _correct(_sitting: Sitting, tps: TpsInMeeting, step: int) -> FormSpec:
    translate = QCoreApplication.translate
    figure = tps.figures[step]
    title = translate("Pleno", "Pembetulan {field}, sekarang {value}")
    return FormSpec(
        PEMBETULAN,
        title.format(field=field_name(figure.field), value=figure_words(figure)),
        translate("Pleno", "Catat pembetulan"),
        (
            Ask("value", translate("Pleno", "Angka yang benar"), Kind.COUNT),
            Ask("reason", translate("Pleno", "Alasan")),
            Ask("witness", translate("Pleno", "Yang memberi paraf")),
        ),
    )


def _recount(_sitting: Sitting, _tps: TpsInMeeting, _step: int) -> FormSpec:
    translate = QCoreApplication.translate
    return FormSpec(
        "recount",
        translate("Pleno", "Hitung suara ulang"),
        translate("Pleno", "Mulai hitung ulang"),
        (
            Ask("reason", translate("Pleno", "Alasan")),
            Ask("witnesses", translate("Pleno", "Disaksikan oleh")),
        ),
    )


def _recounted(_sitting: Sitting, _tps: TpsInMeeting, _step: int) -> FormSpec:
    translate = QCoreApplication.translate
    return FormSpec(
        "recounted",
        translate("Pleno", "Hasil hitung ulang"),
        translate("Pleno", "Catat hasil hitung ulang"),
        (Ask("note", translate("Pleno", "Catatan"), optional=True),),
        translate(
            "Pleno",
            "Ketik angka baru pada barisnya: Tab ke tabel, panah, angka. Baris tanpa ketikan tetap seperti semula. "
            "Selesai: Ctrl Enter.",
        ),
    )


def _incident(_sitting: Sitting, _tps: TpsInMeeting, _step: int) -> FormSpec:
    translate = QCoreApplication.translate
    return FormSpec(
        "incident",
        translate("Pleno", "Kejadian khusus"),
        translate("Pleno", "Catat kejadian"),
        (
            Ask("text", translate("Pleno", "Kejadian")),
            Ask("settled", translate("Pleno", "Penyelesaian"), optional=True),
        ),
    )


def _objection(sitting: Sitting, _tps: TpsInMeeting, _step: int) -> FormSpec:
    translate = QCoreApplication.translate
    return FormSpec(
        "objection",
        translate("Pleno", "Keberatan"),
        translate("Pleno", "Catat keberatan"),
        (
            Ask("who", translate("Pleno", "Dari"), Kind.CHOICE, _objectors(sitting)),
            Ask("name", translate("Pleno", "Nama, bila lain"), optional=True),
            Ask("text", translate("Pleno", "Uraian")),
        ),
    )


def _objectors(sitting: Sitting) -> tuple[tuple[str, Value], ...]:
    """Each contestant's saksi and Panwaslu, with the name of who is in the room; value ``2|BUDI``."""
    present = [one.fact for one in sitting.meeting.seats if one.present]
    saksi = {fact.contestant: fact.name for fact in present if fact.capacity == Capacity.SAKSI}
    panwaslu = next((fact.name for fact in present if fact.capacity == Capacity.PANWASLU), "")
    found: list[tuple[str, Value]] = [
        (_who(f"{capacity_words(Capacity.SAKSI)} {words}", saksi.get(n, "")), f"{n}|{saksi.get(n, '')}")
        for words, n in contestants(sitting.form)
    ]
    return (*found, (_who(capacity_words(Capacity.PANWASLU), panwaslu), f"0|{panwaslu}"))


def _who(words: str, name: str) -> str:
    return f"{words} · {name}" if name else words


def _answer(_sitting: Sitting, tps: TpsInMeeting, _step: int) -> FormSpec:
    translate = QCoreApplication.translate
    waiting = tuple((f"{one.fact.name}: {one.fact.text}", one.id) for one in tps.open_objections)
    verdicts = (
        (translate("Pleno", "Diterima dan diselesaikan"), 1),
        (translate("Pleno", "Dibawa ke tingkat berikut"), 0),
    )
    return FormSpec(
        "answered",
        translate("Pleno", "Jawaban atas keberatan"),
        translate("Pleno", "Catat jawaban"),
        (
            Ask("ref", translate("Pleno", "Keberatan"), Kind.CHOICE, waiting),
            Ask("accepted", translate("Pleno", "Putusan"), Kind.CHOICE, verdicts),
            Ask("text", translate("Pleno", "Penjelasan")),
        ),
    )


def _postpone(_sitting: Sitting, tps: TpsInMeeting, _step: int) -> FormSpec:
    translate = QCoreApplication.translate
    delays = tuple((delay_words(one), str(one)) for one in Delay)
    return FormSpec(
        "postponed",
        translate("Pleno", "Tunda {place}").format(place=_place(tps)),
        translate("Pleno", "Tunda"),
        (Ask("delay", translate("Pleno", "Sebab"), Kind.CHOICE, delays), Ask("reason", translate("Pleno", "Alasan"))),
    )


def _resume(_sitting: Sitting, tps: TpsInMeeting, _step: int) -> FormSpec:
    translate = QCoreApplication.translate
    title = translate("Pleno", "Lanjutkan {place}").format(place=_place(tps))
    note = Ask("note", translate("Pleno", "Catatan"), optional=True)
    return FormSpec("resumed", title, translate("Pleno", "Lanjutkan"), (note,))


def _revert(_sitting: Sitting, tps: TpsInMeeting, _step: int) -> FormSpec:
    translate = QCoreApplication.translate
    title = translate("Pleno", "Batalkan pengesahan {place}?").format(place=_place(tps))
    note = translate("Pleno", "TPS ini lalu dibacakan lagi dari awal.")
    reason = Ask("reason", translate("Pleno", "Alasan"))
    return FormSpec("reverted", title, translate("Pleno", "Batalkan pengesahan"), (reason,), note)


_FORMS: Mapping[str, Callable[[Sitting, TpsInMeeting, int], FormSpec]] = {
    "approved": _approve,
    "compared": _compare,
    PEMBETULAN: _correct,
    "recount": _recount,
    "recounted": _recounted,
    "incident": _incident,
    "objection": _objection,
    "answered": _answer,
    "postponed": _postpone,
    "resumed": _resume,
    "reverted": _revert,
}


def contestants(form: FormDefinition) -> tuple[tuple[str, int], ...]:
    """Words and number of each contestant."""
    return tuple((f"{one.number:02d} {one.name}", one.number) for one in form.contestants)


# --- facts ----------------------------------------------------------------------------------------------------------


def _objected(values: Values) -> Fact:
    number, _, present = str(values["who"]).partition("|")
    capacity = Capacity.SAKSI if int(number) else Capacity.PANWASLU
    return facts.Objection(str(values["name"]) or present, capacity, int(number), str(values["text"]))


_FACTS: Mapping[str, Callable[[Values], Fact]] = {
    "read_out": lambda _: facts.ReadOut(),
    "approved": lambda _: facts.Approved(),
    "recount": lambda given: facts.RecountOrdered(str(given["reason"]), str(given["witnesses"])),
    "incident": lambda given: facts.Incident(str(given["text"]), str(given["settled"])),
    "objection": _objected,
    "answered": lambda given: facts.Answered(accepted=bool(int(given["accepted"])), text=str(given["text"])),
    "postponed": lambda given: facts.Postponed(str(given["delay"]), str(given["reason"])),
    "resumed": lambda given: facts.Resumed(str(given["note"])),
    "reverted": lambda given: facts.Reverted(str(given["reason"])),
}
