"""The words printed on D.HASIL, from ``resources/reports/dhasil-<pemilihan>.json``.

The 2024 blank of D.HASIL KECAMATAN could not be seen (domain.md §0, §3): every text stands in the resource with a mark
saying how sure it is, so that it is corrected without code. What all elections say stands once, in ``dhasil.json``;
the file of an election is ``like`` it, as form files are (:mod:`sirekap_desktop.forms.likeness`).
"""

from __future__ import annotations

import string
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from sirekap_desktop.forms.elections import kabko_of
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.likeness import resolved
from sirekap_desktop.forms.strict import FormError, Node, parse_json
from sirekap_desktop.forms.templates import Words, fill
from sirekap_desktop.models.penerimaan.recap import KabupatenRecap, Recap

#: Every caption and the placeholders that its text may use.
CAPTIONS: Mapping[str, frozenset[str]] = {
    name: frozenset(placeholders.split())
    for name, placeholders in {
        "model": "",
        "title_kecamatan": "pemilihan tahun",
        "title_desa": "pemilihan tahun",
        "continued": "",
        "provinsi": "",
        "kabupaten": "",
        "kecamatan": "",
        "desa": "",
        "dapil": "",
        "opening_kecamatan": "waktu tempat kecamatan jumlah_tps jumlah_desa",
        "opening_desa": "waktu kecamatan desa jumlah_tps",
        "when": "hari tanggal bulan tahun",
        "when_blank": "",
        "where_blank": "",
        "no": "",
        "uraian": "",
        "rincian_desa": "",
        "rincian_kecamatan": "",
        "rincian_range_desa": "awal akhir jumlah",
        "rincian_range_kecamatan": "awal akhir jumlah",
        "jumlah_akhir": "",
        "jumlah_pindahan": "",
        "rows_pindahan": "awal akhir",
        "row_pindahan": "awal",
        "part_l": "",
        "part_p": "",
        "part_j": "",
        "belum": "",
        "closing_kecamatan": "rangkap huruf penerima",
        "closing_desa": "kecamatan",
        "signatures_ppk": "kecamatan",
        "signatures_saksi": "",
        "ketua": "",
        "anggota": "",
        "saksi": "nomor nama",
        "absent": "",
        "refuses": "alasan",
        "note_postponed": "tempat alasan",
        "note_refusal": "nama alasan",
        "note_revision": "revisi tingkat waktu nama alasan",
        "scope_all": "",
        "scope_kecamatan": "",
        "scope_desa": "desa",
        "head": "kepala sidik",
        "notes_title": "",
        "notes_and": "",
        "notes_continued": "",
        "note_reason": "alasan",
        "notes_elsewhere": "apa desa",
        "notes_rules": "jumlah",
        "notes_corrections": "jumlah",
        "legend_belum": "",
        "legend_missing": "jumlah",
        "legend_empty": "",
        "legend_broken": "",
        "legend_corrected": "",
        "document": "dokumen",
        "revision": "revisi",
        "taken": "waktu",
        "sha256": "sha256",
        "page": "halaman jumlah",
        "draft": "",
        "draft_banner": "",
        "simulation": "",
        "simulation_banner": "",
        "author": "kecamatan",
        "name_dapil": "nama dapil",
        "code_dapil": "kode dapil",
        "file_kecamatan": "kode",
        "file_all": "kode",
        "document_kecamatan": "nama",
        "document_desa": "nama desa",
        "document_all": "nama",
        "document_xlsx": "nama",
    }.items()
}
#: What D.HASIL of a kabupaten says besides, or of itself.
KABKO_CAPTIONS: Mapping[str, frozenset[str]] = {
    name: frozenset(placeholders.split())
    for name, placeholders in {
        "model": "",
        "title_kabupaten": "pemilihan tahun",
        "title_kecamatan": "pemilihan tahun",
        "opening_kabupaten": "waktu tempat kabupaten jumlah_tps jumlah_kecamatan",
        "rincian_kabupaten": "",
        "rincian_range_kabupaten": "awal akhir jumlah",
        "column_draf": "nama",
        "column_belum": "nama",
        "closing_kabupaten": "rangkap huruf penerima",
        "signatures_ppk": "kabupaten",
        "legend_belum": "",
        "note_belum": "jumlah kecamatan",
        "note_draf": "jumlah kecamatan",
        "author": "kabupaten",
        "file_kabupaten": "kode",
        "document_kabupaten": "nama",
        "document_xlsx": "nama",
        "asal_title": "",
        "asal_words": "",
        "asal_sheet": "",
        "asal_kecamatan": "",
        "asal_keadaan": "",
        "asal_revisi": "",
        "asal_tps": "",
        "asal_dokumen": "",
        "asal_diterima": "",
        "asal_paket": "",
        "asal_kunci": "",
        "asal_dicabut": "kunci",
        "tps_of": "lengkap jumlah",
        "state_final": "",
        "state_draf": "",
        "state_belum": "",
    }.items()
}
_KABKO_FILE = "kabko"
#: Words of the election, which captions may use besides their own placeholders.
WORDS = ("jenis", "saksi")
MARKS = ("C", "L", "M")


class CaptionError(UserError):
    """A caption file is wrong; the message names file and key."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        message = f"Berkas teks dokumen {file} salah pada {key}: {problem}."
        super().__init__(message, "Perbaiki berkas itu atau pasang ulang program.", code="report.captions")
        self.key = key


@dataclass(frozen=True, slots=True)
class Caption:
    """A text and how sure it is: ``C`` certain, ``L`` likely, ``M`` from memory."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Copies:
    """Who gets a copy: ``per_contestant`` for each contestant's saksi, and one for each recipient."""

    per_contestant: int
    contestants: str
    recipients: tuple[str, ...]

    def count(self, contestants: int) -> int:
        return self.per_contestant * contestants + len(self.recipients)

    @property
    def listed(self) -> str:
        """The recipients as a phrase: ``"a, b dan c"``."""
        names = (self.contestants, *self.recipients)
        return f"{', '.join(names[:-1])} dan {names[-1]}"


@dataclass(frozen=True, slots=True)
class Captions:
    """All words of one pemilihan's D.HASIL."""

    language: str
    words: Words
    """What the election calls itself (``jenis``) and those who watch for its contestants (``saksi``)."""
    texts: Mapping[str, Caption]
    contestant_field: str
    """Field that holds all votes of a contestant: ``suara_{nomor}``, ``partai_{nomor:02d}_jumlah``."""
    subheadings: tuple[tuple[str, str], ...]
    """Number prefix (``I.B``) and the heading printed before its first row."""
    first_column_number: int
    """Number of the first TPS or desa column in the numbering row."""
    ppk_members: int
    """Ketua and anggota who sign: of the PPK, or of the KPU kabupaten."""
    copies: Copies

    def text(self, name: str, **values: object) -> str:
        """The caption ``name`` with its placeholders filled."""
        return self.texts[name].text.format(**values) if values else self.texts[name].text


def captions_of(snapshot: Recap) -> Captions:
    """The shipped captions of a recap. Raises CaptionError as :func:`load_captions`."""
    captions = load_captions(snapshot.pemilihan, kabko_of(snapshot.top.code))
    return captions_of_kabko(captions) if isinstance(snapshot, KabupatenRecap) else captions


@cache
def _kabko_data() -> dict[str, Any]:
    return CaptionReader(f"{_KABKO_FILE}.json").mapping(_shipped(_KABKO_FILE).value, "JSON")


def captions_of_kabko(captions: Captions, data: Mapping[str, Any] | None = None) -> Captions:
    """What a kabupaten prints of an election whose kecamatan print ``captions``; ``data``: instead of the shipped file.

    Raises:
        CaptionError: a key of the file is missing, unknown or of the wrong kind.
    """
    reader, data = CaptionReader(f"{_KABKO_FILE}.json"), data if data is not None else _kabko_data()
    own = reader.mapping(reader.get(data, "captions", "captions"), "captions")
    copies = reader.mapping(reader.get(data, "copies", "copies"), "copies")
    return replace(
        captions,
        texts={**captions.texts, **reader.captions(own, captions.words, KABKO_CAPTIONS)},
        ppk_members=reader.count(data, "ppk_members"),
        copies=Copies(
            reader.count(copies, "per_contestant", "copies."),
            captions.copies.contestants,
            reader.strings(copies, "recipients", "copies."),
        ),
    )


@cache
def load_captions(pemilihan: str, kabko: str = "") -> Captions:
    """The shipped captions of ``pemilihan`` (``"ppwp"``), where one differs those of the ``"kota"``.

    Raises:
        CaptionError: there is no such file, or a key is missing, unknown or of the wrong kind.
    """
    names = (f"dhasil-{pemilihan}-{kabko}", f"dhasil-{pemilihan}")
    name = next((name for name in names if _file(name).is_file()), "")
    if not name:
        raise CaptionError(f"dhasil-{pemilihan}.json", "pemilihan", f"tidak ada teks untuk {pemilihan}")
    return parse_captions(_file(name).read_text("utf-8"), f"{name}.json")


def _file(name: str) -> Traversable:
    return resources.files("sirekap_desktop.resources") / "reports" / f"{name}.json"


def _shipped(name: str) -> Node:
    if not _file(name).is_file():
        raise CaptionError(f"{name}.json", "like", "berkas ini tidak ada")
    return parse_json(_file(name).read_text("utf-8"), f"{name}.json")


def parse_captions(text: str, name: str) -> Captions:
    """Check and take apart the JSON ``text`` of the file ``name``, with what it is like."""
    try:
        data = resolved(parse_json(text, name), _shipped).value
    except FormError as error:
        raise CaptionError(error.file, error.path or "JSON", error.problem) from error
    return _captions(CaptionReader(name), data)


def _captions(reader: CaptionReader, value: object) -> Captions:
    data = reader.mapping(value, "JSON")
    copies = reader.mapping(reader.get(data, "copies", "copies"), "copies")
    subheadings = reader.mapping(reader.get(data, "subheadings", "subheadings"), "subheadings")
    words = reader.words(reader.mapping(reader.get(data, "words", "words"), "words"))
    return Captions(
        language=reader.string(data, "language"),
        words=words,
        texts=reader.captions(reader.mapping(reader.get(data, "captions", "captions"), "captions"), words),
        contestant_field=reader.pattern(
            reader.string(data, "contestant_field"), frozenset({"nomor"}), "contestant_field"
        ),
        subheadings=tuple((key, reader.string(subheadings, key, "subheadings.")) for key in subheadings),
        first_column_number=reader.count(data, "first_column_number"),
        ppk_members=reader.count(data, "ppk_members"),
        copies=Copies(
            reader.count(copies, "per_contestant", "copies."),
            reader.string(copies, "contestants", "copies."),
            reader.strings(copies, "recipients", "copies."),
        ),
    )


class CaptionReader:
    """Reads values and names file and key of what is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, key: str, problem: str) -> CaptionError:
        return CaptionError(self.file, key, problem)

    def get(self, data: Mapping[str, Any], key: str, path: str) -> object:
        if key not in data:
            raise self.fail(path, "tidak ada")
        value: object = data[key]
        return value

    def mapping(self, value: object, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.fail(path, "bukan objek")
        return value

    def string(self, data: Mapping[str, Any], key: str, prefix: str = "") -> str:
        value = self.get(data, key, prefix + key)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(prefix + key, "bukan teks atau kosong")
        return value

    def strings(self, data: Mapping[str, Any], key: str, prefix: str) -> tuple[str, ...]:
        value = self.get(data, key, prefix + key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
            raise self.fail(prefix + key, "bukan daftar teks")
        return tuple(value)

    def count(self, data: Mapping[str, Any], key: str, prefix: str = "") -> int:
        value = self.get(data, key, prefix + key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.fail(prefix + key, "bukan bilangan bulat mulai dari 1")
        return value

    def words(self, data: Mapping[str, Any]) -> Words:
        self.known(data, WORDS, "words")
        return {name: self.marked(data, name, f"words.{name}").text for name in WORDS}

    def captions(
        self, data: Mapping[str, Any], words: Words, names: Mapping[str, frozenset[str]] = CAPTIONS
    ) -> dict[str, Caption]:
        self.known(data, names, "captions")
        return {name: self.caption(data, name, words, allowed) for name, allowed in names.items()}

    def caption(self, data: Mapping[str, Any], name: str, words: Words, allowed: frozenset[str]) -> Caption:
        path = f"captions.{name}"
        caption = self.marked(data, name, path)
        return replace(caption, text=self.pattern(fill(caption.text, words), allowed, f"{path}.text"))

    def known(self, data: Mapping[str, Any], names: Collection[str], path: str) -> None:
        for name in data:
            if name not in names:
                raise self.fail(f"{path}.{name}", "nama tidak dikenal")

    def marked(self, data: Mapping[str, Any], name: str, path: str) -> Caption:
        item = self.mapping(self.get(data, name, path), path)
        mark = self.string(item, "mark", f"{path}.")
        if mark not in MARKS:
            raise self.fail(f"{path}.mark", "bukan C, L atau M")
        return Caption(self.string(item, "text", f"{path}."), mark)

    def pattern(self, text: str, allowed: frozenset[str], path: str) -> str:
        try:
            used = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
        except ValueError as error:
            raise self.fail(path, str(error)) from error
        if not used <= allowed:
            raise self.fail(path, f"isian {{{min(used - allowed)}}} tidak dikenal")
        return text
