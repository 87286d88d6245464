"""The words on the documents of the meeting, from ``resources/reports/rapat.json``, marked as D.HASIL's are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sirekap_desktop.forms.strict import parse_json
from sirekap_desktop.forms.templates import Words
from sirekap_desktop.reports.captions import Caption, CaptionReader, Captions

#: The documents, in the order in which a meeting needs them.
KEYS = ("undangan", "hadir", "kejadian", "pembetulan", "risalah", "kunci", "terima", "pengiriman")
#: What is no fact of the meeting: the state of laptop and workspace before it.
READINESS = "kesiapan"
#: What was published elsewhere: recorded figures beside those of Sirekap.
SIREKAP = "sirekap"
_OF_SIREKAP = (
    "col_recorded col_sirekap col_difference col_sum col_figures col_imported col_by col_source col_sha256 "
    "sirekap_a sirekap_b sirekap_c sirekap_d sirekap_e"
)

_FILLED = {
    "undangan_opening": "kecamatan pemilihan tahun",
    "undangan_facts": "hari tempat acara",
    "undangan_pps": "desa",
    "hadir_opening": "waktu kecamatan tempat",
    "hadir_left": "datang pergi",
    "hadir_count": "jumlah huruf",
    "kejadian_opening": "waktu kecamatan tempat",
    "event_postponed": "jenis_tunda alasan",
    "event_recount": "alasan",
    "event_witnesses": "oleh",
    "event_reverted": "alasan",
    "event_objection": "siapa uraian",
    "event_accepted": "jawaban",
    "event_carried": "jawaban",
    "event_differs": "pemegang isian",
    "event_figure": "nomor angka",
    "holder_other": "pemegang",
    "event_resumed": "waktu",
    "event_recounted": "waktu",
    "figure_words": "angka huruf",
    "pembetulan_count": "jumlah huruf tps",
    "risalah_opening": "waktu kecamatan tempat",
    "risalah_opened": "tempat acara",
    "risalah_closed": "catatan",
    "risalah_agree": "pemegang",
    "risalah_differs": "pemegang isian",
    "risalah_approved": "waktu siapa",
    "risalah_postponed": "waktu alasan",
    "risalah_stamp": "waktu siapa",
    "panel_name": "nomor",
    "kunci_opening": "pemilihan kecamatan",
    "kunci_head": "waktu tingkat revisi kepala tanda sidik",
    "kunci_how": "kepala",
    "kunci_final": "revisi",
    "kunci_open": "revisi",
    "kunci_dapil": "dapil",
    "kunci_partial": "label",
    "terima_opening": "kecamatan penerima",
    "terima_ppk": "kecamatan",
    "recipient_saksi": "nomor nama",
    "pengiriman_count": "jumlah huruf",
    "kesiapan_opening": "kecamatan kabupaten waktu",
    "sirekap_opening": "kecamatan isian tps beda tps_beda",
    "sirekap_waiting": "tps",
    "sirekap_more": "berkas",
}
_PLAIN = (
    "continued nil col_no col_name col_as col_mandate col_arrived col_sign col_place col_time col_event "
    "col_settled col_who col_objection col_answer col_reason col_field col_before col_after col_how "
    "col_witness col_initial col_desa col_day col_panel col_leader col_read col_compared col_state col_act "
    "col_scope col_revision col_document col_copies col_recipient col_received col_label col_votes col_words "
    "col_check col_found col_verdict undangan_head undangan_to undangan_at undangan_agenda undangan_schedule "
    "undangan_panels undangan_rules undangan_closing undangan_date kejadian_a kejadian_b kejadian_c "
    "kejadian_closing event_open delay_psu delay_psl delay_kotak delay_lain pembetulan_opening how_corrected "
    "how_recounted empty risalah_meetings risalah_tps risalah_recount kunci_events kunci_heads kunci_results "
    "kunci_locked kunci_unlocked kunci_no_head terima_date terima_giver terima_receiver copies_total "
    "pengiriman_opening doc_dhasil verdict_ok verdict_attention verdict_unknown kesiapan_signed doc_kejadian "
    "doc_hadir doc_pembetulan doc_kunci doc_risalah holder_panwaslu holder_sirekap"
)
_OF_EACH = {"model": "", "title": "pemilihan tahun", "file": "kode", "name": "nama"}
#: Every caption and the placeholders that its text may use.
CAPTIONS: Mapping[str, frozenset[str]] = {
    **{name: frozenset(text.split()) for name, text in _FILLED.items()},
    **dict.fromkeys(_PLAIN.split(), frozenset()),
    **dict.fromkeys(_OF_SIREKAP.split(), frozenset()),
    **{
        f"{key}_{part}": frozenset(text.split())
        for key in (*KEYS, READINESS, SIREKAP)
        for part, text in _OF_EACH.items()
    },
}
_WORDS = ("akhiran_pemilu", "akhiran_pilkada", "dari_paslon", "dari_partai", "dari_calon")
_FILE = "rapat.json"


@dataclass(frozen=True, slots=True)
class RapatCaptions:
    """All words of the meeting's documents in one pemilihan."""

    texts: Mapping[str, Caption]
    landscape: tuple[str, ...]
    draft: tuple[str, ...]
    """Documents that say DRAF until the lock: what others only prepare is as good before it."""
    blank_rows: Mapping[str, int]
    """Lines to fill in by hand while nothing is known."""
    set_saksi: tuple[str, ...]
    set_recipients: tuple[str, ...]
    """Which documents a saksi, and which the others, get a copy of."""

    def text(self, name: str, **values: object) -> str:
        """The caption ``name`` with its placeholders filled."""
        return self.texts[name].text.format(**values) if values else self.texts[name].text


def load(captions: Captions, pemilihan: str) -> RapatCaptions:
    """The words for an election whose D.HASIL has ``captions``.

    Raises:
        CaptionError: a key of the file is missing, unknown or of the wrong kind.
    """
    return _load(tuple(sorted(captions.words.items())), pemilihan)


@cache
def _load(words: tuple[tuple[str, str], ...], pemilihan: str) -> RapatCaptions:
    text = (resources.files("sirekap_desktop.resources") / "reports" / _FILE).read_text("utf-8")
    return parse(text, dict(words), pemilihan)


def parse(text: str, words: Words, pemilihan: str) -> RapatCaptions:
    """Check and take apart the JSON of the file."""
    reader = CaptionReader(_FILE)
    data = reader.mapping(parse_json(text, _FILE).value, "JSON")
    own = reader.mapping(reader.get(data, "words", "words"), "words")
    reader.known(own, _WORDS, "words")
    said = {name: reader.marked(own, name, f"words.{name}").text for name in _WORDS}
    of_election = {
        **words,
        "akhiran": said["akhiran_pilkada" if pemilihan.startswith("pk") else "akhiran_pemilu"],
        "saksi_dari": said[_mandate(pemilihan)],
    }
    rows = reader.mapping(reader.get(data, "blank_rows", "blank_rows"), "blank_rows")
    sets = reader.mapping(reader.get(data, "sets", "sets"), "sets")
    captions = reader.mapping(reader.get(data, "captions", "captions"), "captions")
    return RapatCaptions(
        texts=reader.captions(captions, of_election, CAPTIONS),
        landscape=reader.strings(data, "landscape", ""),
        draft=reader.strings(data, "draft", ""),
        blank_rows={name: reader.count(rows, name, "blank_rows.") for name in rows},
        set_saksi=reader.strings(sets, "saksi", "sets."),
        set_recipients=reader.strings(sets, "recipients", "sets."),
    )


def _mandate(pemilihan: str) -> str:
    """Who gives a saksi the mandate: parties for DPR and DPRD, the calon for the DPD, else the paslon."""
    if pemilihan == "pdpd":
        return "dari_calon"
    return "dari_partai" if pemilihan.startswith("pdpr") else "dari_paslon"
