"""What each act says, as one plain Indonesian sentence: the only place with these words.

Window, PDF and CSV say the same. They are Indonesian whatever the language of the window: they are part of the record
that saksi and Panwaslu take away (decision 21).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sirekap_desktop.forms.model import Field, FormDefinition, Part
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.reading import Check
from sirekap_desktop.forms.rules import explain
from sirekap_desktop.forms.slips import SlipKind
from sirekap_desktop.models import panels
from sirekap_desktop.models.audit import AuditRow
from sirekap_desktop.models.audit_acts import ActKind, detail_of
from sirekap_desktop.models.audit_meeting import meeting_text
from sirekap_desktop.models.audit_photos import PhotoTrail, file_name
from sirekap_desktop.models.audit_veil import Forms, form_of
from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.roles import Role, role_words

HIDDEN = "···"
"""Stands where a value must not be seen yet, as in *Periksa*."""

KIND_NAMES: Mapping[ActKind, str] = {
    ActKind.ISIAN: "Isian dicatat",
    ActKind.PEMBETULAN: "Pembetulan",
    ActKind.URUNG: "Isian diurungkan",
    ActKind.ALASAN: "Alasan hitungan",
    ActKind.RAGU: "Angka diragukan",
    ActKind.FOTO: "Foto",
    ActKind.BACAAN: "Bacaan mesin",
    ActKind.RAPAT: "Rapat pleno",
    ActKind.SIREKAP: "Data Sirekap",
    ActKind.KUNCI: "Kunci",
    ActKind.WILAYAH: "Wilayah dan peserta",
    ActKind.SETELAN: "Setelan",
    ActKind.ORANG: "Orang, komputer",
    ActKind.LAIN: "Lain-lain",
}

SETTING_NAMES: Mapping[str, str] = {
    "policy": "cara memeriksa",
    "sample_percent": "bagian isian terbukti yang ikut diketik",
    "paper": "kertas",
    "signatures": "tempat tanda tangan",
    "watch_folder": "folder pemindai",
    "font_scale": "ukuran huruf",
    "language": "bahasa",
    "elections": "pemilihan",
    "last_tps": "TPS terakhir",
}

_SLIPS: Mapping[SlipKind, str] = {
    SlipKind.SAME: "sama dengan TPS lain",
    SlipKind.SHIFTED: "bergeser sebaris",
    SlipKind.SWAPPED: "L dan P tertukar",
    SlipKind.DPT: "DPT TPS lain",
    SlipKind.ZERO: "nol semua",
}
_KECAMATAN_DIGITS = 6
_PARTS = {Part.L: " laki-laki", Part.P: " perempuan", Part.J: " jumlah", Part.ONLY: ""}
_CHANGED = {"insert": "menambahkan", "update": "mengubah", "remove": "menghapus"}


@dataclass(frozen=True, slots=True)
class ActNames:
    """What codes and ids are called: of the places, the elections, and the photos that acts name."""

    desa: Mapping[str, str]
    tps: Mapping[str, str]
    """Code → ``SAMBABO TPS 003``."""
    elections: Mapping[str, str]
    """Pemilihan → ``PPWP``."""
    forms: Forms
    people: Mapping[str, str] = field(default_factory=dict)
    """Id → name."""
    photos: Mapping[str, PhotoTrail] = field(default_factory=dict)

    def place(self, code: object) -> str:
        return self.tps.get(str(code), f"TPS {code}")


def value_text(value: object) -> str:
    """A recorded value; an empty field is a word, never a blank that looks like zero."""
    return "kosong" if value is None else format_count(value) if isinstance(value, int) else str(value)


def field_text(form: FormDefinition | None, name: object) -> str:
    """``IV.2 Paslon 02``, ``I.B.1 Pengguna DPT laki-laki``; the bare name when this version has no such field."""
    known = {item.name: item for item in form.fields} if form else {}
    found: Field | None = known.get(str(name))
    return f"{found.number} {found.short_label}{_PARTS[found.part]}" if found else str(name)


def rule_text(form: FormDefinition | None, detail: Mapping[str, Any], *, numbers: bool) -> str:
    """``II.1 = II.2 + II.3 + II.4``, with ``(217 ≠ 216)`` when its numbers may be shown; a likely slip by its name."""
    if is_slip(detail):
        return f"yang mungkin salah salin ({_SLIPS[SlipKind(detail['rule'])]})"
    check = Check(str(detail.get("rule")), str(detail.get("at_row")), (), ok=False, left=None, right=None)
    try:
        formula = explain(form, check).formula if form else check.rule
    except KeyError:  # a rule of another version of the form
        formula = check.rule
    return (
        f"{formula} ({value_text(detail['left_value'])} ≠ {value_text(detail['right_value'])})" if numbers else formula
    )


def is_slip(detail: Mapping[str, Any]) -> bool:
    """Whether a reason keeps what looked like a slip of copying, not a broken rule."""
    return detail.get("rule") in tuple(SlipKind)


def sentence(row: AuditRow, names: ActNames, *, hidden: bool = False) -> str:
    """One sentence with who did what to what; a row that was spoilt outside the program says so."""
    detail = detail_of(row)
    try:
        told = _Teller(row, detail, names, hidden=hidden).tell()
    except (KeyError, TypeError, ValueError, AttributeError):  # not what this program writes
        return f"Baris ini tidak dapat dibaca; mungkin diubah di luar program ({row.subject or row.kind})."
    return told[:-1] if told.endswith("..") else told  # a name that ends in a point: SITI R.


class _Teller:
    """Tells one act."""

    def __init__(self, row: AuditRow, detail: dict[str, Any], names: ActNames, *, hidden: bool) -> None:
        self.row, self.detail, self.names, self.hidden = row, detail, names, hidden
        self.form = form_of(names.forms, detail) if detail.get("form") else None

    def tell(self) -> str:
        tellers: Mapping[str, Callable[[], str]] = {
            "entry": self._entry,
            "rule_reason": self._reason,
            "image": self._image,
            "placement": self._placement,
            "reading": self._reading,
            "fusion": self._fusion,
            "lock_event": self._lock,
            "chain_seal": self._seal,
            "region": self._region,
            "desa": lambda: self._put(f"desa {self.detail['name']}"),
            "tps": self._tps,
            "contestant": self._contestant,
            "calon": self._calon,
            "dapil": self._dapil,
            "form_file": lambda: self._put(f"definisi formulir {self.detail['file_name']}"),
            "setting": self._setting,
            "machine": lambda: f"Komputer {self.detail['host']} mulai menulis di ruang kerja ini.",
            "doubt": self._doubt,
            "person": self._person,
            "pin": self._pin,
            "pleno_event": self._meeting,
            "activation": self._activation,
            "ppk_name": lambda: self._put(f"nama PPK {self.detail['name']} ({role_words(Role(self.detail['role']))})"),
            "pin_order": lambda: f"PIN {self._named(self.detail['person'])} diganti atas perintah kabupaten.",
            "signed_page": self._signed,
            "panel_event": self._panel,
            "sirekap_record": self._sirekap,
        }
        events: Mapping[str, Callable[[], str]] = {
            "operator": self._operator,
            "image.restored": self._restored,
            "sign_in": lambda: f"{self.row.who} masuk sebagai {role_words(Role(self.detail['role']))}.",
            "pin.reset": lambda: f"{self.row.who} mengganti PIN {self._named(self.detail['person'])}.",
        }
        teller = tellers.get(self.row.subject) if self.row.subject else events.get(self.row.kind)
        return teller() if teller else self._put(self.row.subject or self.row.kind)

    # entries

    def _entry(self) -> str:
        return _ENTRIES[self.detail["how"]](self)

    def _recorded(self, verb: str) -> str:
        return f"{self.row.who} {verb} {self._field()} = {self._value()} di {self._where()}{self._source()}."

    def _corrected(self, verb: str) -> str:
        before = HIDDEN if self.hidden else value_text(self.detail["before"])
        return f"{self.row.who} {verb} {self._field()} dari {before} menjadi {self._value()} di {self._where()}."

    def _withdrawn(self) -> str:
        before = HIDDEN if self.hidden else value_text(self.detail["before"])
        return f"{self.row.who} mengurungkan {self._field()} = {before} di {self._where()}."

    def _field(self) -> str:
        return field_text(self.form, self.detail["field"])

    def _value(self) -> str:
        return HIDDEN if self.hidden else value_text(self.detail["value"])

    def _where(self) -> str:
        election = self.form.short_name if self.form else self.detail["form"]
        return f"{self.names.place(self.detail['tps'])} ({election})"

    def _source(self) -> str:
        """From which photo a person took the number."""
        image = self.detail["image"]
        if self.detail["how"] == "imported":
            return ""
        if image is None:
            return " dari kertas, tanpa foto"
        trail = self.names.photos.get(image)
        place = trail.at(self.row) if trail else None
        return f" dari foto halaman {place['page']}" if place and place["page"] else " dari foto"

    def _reason(self) -> str:
        what = rule_text(self.form, self.detail, numbers=not self.hidden)
        said = HIDDEN if self.hidden else f"“{self.detail['reason']}”"
        return f"{self.row.who} memberi alasan untuk hitungan {what} di {self._where()}: {said}."

    # photos and what the machine read: that it read, never what

    def _photo(self) -> str:
        trail = self.names.photos.get(str(self.detail["image"]))
        return f"foto {trail.name}" if trail else "foto"

    def _image(self) -> str:
        page = int(self.detail["file_index"])
        part = f" bagian {page + 1}" if page else ""
        return f"{self.row.who} mengimpor foto {file_name(self.detail['source'])}{part}."

    def _placement(self) -> str:
        detail, photo = self.detail, self._photo()
        if not detail["version"]:
            state = {"unreadable": "tidak terbaca", "duplicate": "kembar"}.get(detail["outcome"], "belum bertempat")
            return f"{self.row.who}: {photo} {state}."
        trail = self.names.photos.get(detail["image"])
        before = trail.before(self.row) if trail else None
        here = f"halaman {detail['page']} {self._where()}"
        if before and all(before[name] == detail[name] for name in ("tps", "form", "page", "version")):
            return f"{self.row.who} mengatur putaran atau sudut {photo}, {here}."
        replaced = f", menggantikan versi {detail['version'] - 1}" if detail["version"] > 1 else ""
        return f"{self.row.who} menempatkan {photo} sebagai {here}{replaced}."

    def _reading(self) -> str:
        trail = self.names.photos.get(str(self.detail["image"]))
        place = trail.at(self.row) if trail else None
        where = f", halaman {place['page']} {self.names.place(place['tps'])}" if place and place["version"] else ""
        return f"Mesin membaca {self._photo()}{where}."

    def _fusion(self) -> str:
        pages = len(json.loads(self.detail["readings"]))
        return f"Mesin menggabungkan bacaan {pages} foto {self._where()}."

    def _restored(self) -> str:
        return f"{self.row.who} memulihkan berkas foto {str(self.detail['sha256'])[:12]}… yang rusak atau hilang."

    # lock, wilayah, settings, people

    def _lock(self) -> str:
        revision, reason = self.detail["revision"], self.detail["reason"]
        what = scope_text(self.detail["scope"], self.names)
        if self.detail["action"] == "lock":
            return f"{self.row.who} mengunci {what}, revisi {revision}: “{reason}”."
        return f"{self.row.who} membuka kunci {what}, revisi {revision} dimulai: “{reason}”."

    def _seal(self) -> str:
        _, seq, digest = json.loads(self.detail["heads"])[0]
        return f"Kepala rantai audit ditandatangani: baris {seq}, {digest[:16]}…."

    def _put(self, what: str) -> str:
        return f"{self.row.who} {_CHANGED.get(self.row.kind, 'mencatat')} {what}."

    def _region(self) -> str:
        if self.row.kind == "insert":
            return f"{self.row.who} membuat ruang kerja Kecamatan {self.detail['name']}, {self.detail['kabupaten']}."
        return self._put(f"data Kecamatan {self.detail['name']}")

    def _tps(self) -> str:
        left, right = self.detail["dpt_l"], self.detail["dpt_p"]
        dpt = "DPT belum diketahui" if left is None or right is None else f"DPT {left} L dan {right} P"
        return self._put(f"{self.names.place(self.detail['code'])} ({dpt})")

    def _election(self) -> str:
        return self.names.elections.get(self.detail["pemilihan"], self.detail["pemilihan"].upper())

    def _contestant(self) -> str:
        return self._put(f"peserta {self._election()} nomor {self.detail['number']}: {self.detail['name']}")

    def _calon(self) -> str:
        owner = f"partai {self.detail['partai']} di {self.detail['dapil']} ({self._election()})"
        return self._put(f"calon nomor {self.detail['number']} {owner}: {self.detail['name']}")

    def _dapil(self) -> str:
        desa = self.names.desa.get(self.detail["desa"], self.detail["desa"])
        return self._put(f"daerah pemilihan {self._election()} desa {desa}: {self.detail['name']}")

    def _setting(self) -> str:
        if self.detail["name"] == panels.SEAT:
            return f"{self.row.who} membuka berkas panel di laptop ini."
        name = SETTING_NAMES.get(self.detail["name"], self.detail["name"])
        return f"{self.row.who} mengatur {name}: {value_text(json.loads(self.detail['value']))}."

    def _operator(self) -> str:
        before = f" menggantikan {self.detail['before']}" if self.detail["before"] else ""
        return f"{self.detail['now']} mulai bekerja{before}."

    def _named(self, person: object) -> str:
        return self.names.people.get(str(person), str(person))

    def _person(self) -> str:
        person = f"{self.detail['name']} ({role_words(Role(self.detail['role']))})"
        if self.detail["active"]:
            return f"{self.row.who} memasukkan {person} ke dalam daftar orang."
        return f"{self.row.who} melepas {person} dari daftar orang."

    def _pin(self) -> str:
        whose, failures = self._named(self.detail["person"]), self.detail["failures"]
        if failures:
            return f"PIN {whose} salah diketik, percobaan ke-{failures}."
        return f"PIN {whose} {'dibuat' if self.row.kind == 'insert' else 'diperbarui'}."

    def _activation(self) -> str:
        file, key = self.detail["sha256"][:12], self.detail["public_key"][:12]
        version = self.detail["version"]
        return f"{self.row.who} memakai berkas aktivasi versi {version} ({file}…), ditandatangani kunci {key}…."

    # the meeting

    def _doubt(self) -> str:
        verb = "menarik keraguan atas" if self.detail["withdraws"] else "meragukan satu angka dari"
        return f"{self.row.who} {verb} {self._field()} di {self._where()}."

    def _meeting(self) -> str:
        fact = facts.decode(self.detail["kind"], self.detail["body"])
        place = self._where() if self.detail["tps"] else self.form.short_name if self.form else self.detail["form"]
        return f"{self.row.who} {meeting_text(fact, place, self.names.desa, self._figures(fact))}."

    def _signed(self) -> str:
        detail = self.detail
        sheet = f"lembar desa {self.names.desa[detail['part']]}" if detail["part"] in self.names.desa else "dokumen"
        replaced = f", menggantikan versi {detail['version'] - 1}" if detail["version"] > 1 else ""
        page = f"halaman {detail['page']} dari {detail['pages']} {sheet} {detail['document']}"
        return f"{self.row.who} melampirkan {page} yang bertanda tangan{replaced}."

    def _panel(self) -> str:
        body, who = json.loads(self.detail["body"]), self.row.who
        if self.detail["kind"] == "handed":
            desa = ", ".join(self.names.desa.get(code, code) for code in body["desa"])
            return f"{who} membagikan desa ke laptop panel {body['number']}, dipimpin {body['leader']}: {desa}."
        if self.detail["kind"] == "joined":
            kind = "akhir" if body["final"] else "sementara"
            return f"{who} menggabungkan paket {kind} panel dari laptop {body['host']} ({body['package'][:12]}…)."
        if self.detail["kind"] == "returned":
            return f"{who} menutup pencatatan di laptop panel dengan paket akhir."
        return f"{who} mengambil kembali desa dari laptop panel: “{body['reason']}”."

    def _sirekap(self) -> str:
        """Never the figures: some may still have to be typed blind."""
        published = f" terbitan {self.detail['published']}" if self.detail["published"] else ""
        return f"{self.row.who} mengimpor data Sirekap {self._where()}{published} sebagai pembanding."

    def _figures(self, fact: facts.Fact) -> str:
        """Where another copy differs, as ``IV.2 Paslon 02 = 65``."""
        if not isinstance(fact, facts.Compared):
            return ""
        return ", ".join(
            f"{field_text(self.form, name)} = {HIDDEN if self.hidden else value_text(value)}"
            for name, value in fact.differences
        )


def scope_text(scope: str, names: ActNames) -> str:
    """What a lock is of: ``kecamatan``, ``kecamatan untuk PPWP``, ``desa SAMBABO untuk PPWP``."""
    place, _, form_id = scope.partition("/")
    what = f"desa {names.desa.get(place, place)}" if len(place) > _KECAMATAN_DIGITS else "kecamatan"
    form = form_of(names.forms, {"form": form_id, "tps": place}) if form_id else None
    return f"{what} untuk {form.short_name if form else form_id}" if form_id else what


_ENTRIES: Mapping[str, Callable[[_Teller], str]] = {
    "confirmed": lambda t: t._recorded("mengonfirmasi"),  # noqa: SLF001 - of this module
    "typed": lambda t: t._recorded("mencatat"),  # noqa: SLF001
    "resolved": lambda t: t._recorded("memutuskan"),  # noqa: SLF001
    "imported": lambda t: t._recorded("mengimpor"),  # noqa: SLF001
    "corrected": lambda t: t._corrected("membetulkan"),  # noqa: SLF001
    "recounted": lambda t: t._corrected("mencatat hasil hitung ulang"),  # noqa: SLF001
    "withdrawn": _Teller._withdrawn,  # noqa: SLF001
}
