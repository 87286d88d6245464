"""Documents of the meeting: every fact in the right one, on every paper, empty and crowded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources

import pytest

from sirekap_desktop.forms import page_code
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.models.pleno.facts import Capacity, Signed, encode
from sirekap_desktop.models.pleno.snapshot import MeetingLine, PlenoSnapshot
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.reports import dhasil
from sirekap_desktop.reports.captions import CaptionError, load_captions
from sirekap_desktop.reports.meeting import Meeting
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.reports.rapat import captions as words
from sirekap_desktop.reports.rapat.captions import KEYS, READINESS
from sirekap_desktop.reports.rapat.documents import build, meeting_documents, readiness_document
from sirekap_desktop.reports.rapat.readiness import Check, Readiness
from sirekap_desktop.reports.rapat.sheet import doc_style
from tests.models.factories import FORM, SAMBABO, make_workspace

from .elections import ELECTIONS, recap_of
from .factories import Recap, parties
from .factories import snapshot as frozen
from .meetings import FACTS, LONG, crowded, full_meeting, still
from .pages import Char, Pages, collisions

PAPERS = ("A4", "F4", "A3")
READY = Readiness(
    "2024-02-16T20:15:00+08:00",
    "ANI",
    (
        Check("Pencetak", "Epson L3210", "ok"),
        Check("Proyektor", "hanya layar laptop", "attention"),
        Check("TPS tanpa DPT", "2: SAMBABO TPS 001, SAMBABO TPS 003", "attention"),
        Check("Cadangan", "hanya diperiksa dari jendela program", "unknown"),
    ),
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[PlenoSnapshot, RecapSnapshot]:
    """The meeting with everything in it, locked as revision 2."""
    with full_meeting(tmp_path_factory.mktemp("rapat")) as workspace:
        assert workspace.verify().ok
        return still(workspace.pleno_snapshot(FORM)), workspace.recap()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> tuple[PlenoSnapshot, RecapSnapshot]:
    """A workspace in which nothing was noted yet."""
    with make_workspace(tmp_path_factory.mktemp("kosong")) as workspace:
        return workspace.pleno_snapshot(FORM), workspace.recap()


def _text(data: bytes) -> str:
    with Pages(data) as pages:
        return " ".join(pages.text(page) for page in range(pages.count))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("key", KEYS)
def test_every_fact_stands_in_its_document(held, key: str, paper: str) -> None:
    snapshot, recap = held
    text = _text(build(snapshot, [recap], key, ReportOptions(paper)).bytes)
    assert [fact for fact in FACTS[key] if fact not in text] == []


@pytest.mark.parametrize("key", KEYS)
def test_no_text_leaves_the_page_or_lies_over_other_text(held, key: str) -> None:
    snapshot, recap = held
    for paper in PAPERS:
        with Pages(build(crowded(snapshot), [recap], key, ReportOptions(paper)).bytes) as pages:
            landscape = key in words.load(load_captions("ppwp"), "ppwp").landscape
            style = doc_style(paper, landscape=landscape)
            for page in range(pages.count):
                chars = [char for char in pages.chars(page) if not char.turned]
                assert all(style.margin - 1 < char.x < style.right + 1 for char in chars)
                assert all(style.margin - 1 < char.y < style.height - style.margin + 1 for char in chars)
                assert collisions(chars) == []


def test_text_over_text_would_be_seen() -> None:
    lower = [Char("a", 20.0, 50.0, 6, turned=False), Char("b", 20.1, 51.2, 6, turned=False)]
    assert len(collisions(lower)) == 1
    assert collisions([lower[0], replace(lower[1], y=52.6)]) == []


def test_many_long_objections_flow_over_pages_under_repeated_heads(held) -> None:
    snapshot, recap = held
    data = build(crowded(snapshot), [recap], "kejadian", ReportOptions("A4")).bytes
    with Pages(data) as pages:
        texts = [pages.text(page) for page in range(pages.count)]
    assert len(texts) > 6
    whole = " ".join(texts)
    for number in range(40):
        assert f"Nomor {number}." in whole
        assert f"Jawaban {number}." in whole
    assert whole.count(LONG.strip()[:30]) >= 40 * 4
    for text in texts[1:]:
        assert "(lanjutan)" in text
        assert "PENYELESAIAN" in text or "JAWABAN PPK" in text or "TANDA TANGAN" in text


@pytest.mark.parametrize("key", KEYS)
def test_before_the_meeting_each_document_is_a_form_to_fill_in(empty, key: str) -> None:
    snapshot, recap = empty
    with Pages(build(snapshot, [recap], key, ReportOptions("A4")).bytes) as pages:
        text = pages.text(0)
        assert pages.count <= (6 if key == "terima" else 2)
    assert "NIHIL" not in text
    if key in {"undangan", "hadir", "kejadian"}:
        assert "………" in text
    assert ("DRAF" in text) == (key not in {"undangan", "hadir"})


def test_a_final_meeting_without_incidents_says_nihil(empty) -> None:
    snapshot, recap = empty
    final = replace(snapshot, locked=True)
    text = _text(build(final, [recap], "kejadian", ReportOptions("A4")).bytes)
    assert text.count("NIHIL") == 3
    assert "DRAF" not in text


def test_same_snapshot_same_bytes_and_every_page_says_which(held) -> None:
    snapshot, recap = held
    documents = list(meeting_documents(snapshot, [recap], ReportOptions("F4")))
    assert [document.bytes for document in meeting_documents(snapshot, [recap], ReportOptions("F4"))] == [
        document.bytes for document in documents
    ]
    assert len({document.name for document in documents}) == len(KEYS)
    assert all(document.name.isascii() for document in documents)
    with Pages(documents[2].bytes) as pages:
        (payload,) = pages.qr(0)
    code = page_code.parse(payload)
    assert code is not None
    assert (code.document, code.part, code.page, code.pages) == (snapshot.document_id, "kejadian", 1, 1)
    assert (code.sha256, code.draft) == (snapshot.sha256, not snapshot.locked)


def test_a_changed_fact_changes_the_hash(held) -> None:
    snapshot, _ = held
    other = replace(snapshot, lines=(*snapshot.lines[:-1], replace(snapshot.lines[-1], who="LAIN")))
    assert other.sha256 != snapshot.sha256


@pytest.mark.parametrize("name", ELECTIONS)
def test_each_election_has_its_own_words(name: str, empty) -> None:
    base, _ = empty
    recap = frozen(recap_of(name))
    snapshot = replace(
        base, pemilihan=recap.pemilihan, pemilihan_title=recap.pemilihan_title, form=recap.form,
        contestants=recap.contestants,
    )  # fmt: skip
    text = _text(build(snapshot, [recap], "kejadian", ReportOptions("A4")).bytes)
    assert ("SAKSI-KWK" in text) == (recap.pemilihan.startswith("pk"))
    mandate = {"pd": "partai politik", "pp": "tim kampanyenya", "pk": "tim kampanyenya"}[recap.pemilihan[:2]]
    mandate = "calon yang bersangkutan" if recap.pemilihan == "pdpd" else mandate
    assert mandate in _text(build(snapshot, [recap], "undangan", ReportOptions("A4")).bytes)
    for paper in PAPERS:
        assert all(document.bytes for document in meeting_documents(snapshot, [recap], ReportOptions(paper)))


# --- D.HASIL -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS)
def test_dhasil_names_who_signs_who_refuses_and_why_there_is_a_revision(held, paper: str) -> None:
    snapshot, recap = held
    text = _text(dhasil.build(recap, ReportOptions(paper), "kecamatan", meeting=Meeting(snapshot)))
    for said in (
        "Pada hari ini Sabtu tanggal Tujuh Belas bulan Februari tahun Dua Ribu Dua Puluh Empat",
        "bertempat di Aula Kantor Camat Ulumanda",
        "HJ. MARYAM", "ANDI RAHMAT", "BUDI SANTOSO",
        "Tidak menandatangani: Menolak",
        "BUDI SANTOSO (Saksi 02 PASANGAN CALON 02) tidak menandatangani. Alasan: Menolak hasil TPS 001",
        "Revisi 2: kecamatan, semua pemilihan dibuka kembali", "Alasan: Satu TPS salah dibaca",
        "tidak hadir", "6 (ENAM) rangkap", "Kepala rantai audit saat dikunci",
    ):  # fmt: skip
        assert said in text, said
    desa = _text(dhasil.build(recap, ReportOptions(paper), SAMBABO, meeting=Meeting(snapshot)))
    assert "Alasan: Satu TPS salah dibaca" in desa


def test_without_a_meeting_dhasil_stays_open_to_fill_in(empty) -> None:
    snapshot, recap = empty
    with_it = dhasil.build(recap, ReportOptions("A4"), meeting=Meeting(snapshot))
    assert with_it == dhasil.build(recap, ReportOptions("A4"))


def test_a_reopened_desa_is_told_on_its_own_sheet_only(held) -> None:
    snapshot, recap = held
    other = replace(snapshot.locks[1], scope=f"7605052009/{FORM}", reason="Desa lain")
    meeting = Meeting(replace(snapshot, locks=(snapshot.locks[0], other, snapshot.locks[2])))
    assert "Desa lain" not in _text(dhasil.build(recap, ReportOptions("A4"), SAMBABO, meeting=meeting))
    assert "Desa lain" in _text(dhasil.build(recap, ReportOptions("A4"), "kecamatan", meeting=meeting))


@pytest.mark.parametrize("signatures", ["end", "every_page"])
def test_the_whole_reason_of_a_refusal_is_printed_however_long(held, signatures: str) -> None:
    snapshot, recap = held
    fact = Signed(name="BUDI SANTOSO", capacity=Capacity.SAKSI, contestant=2, refuses=True, reason=LONG * 8 + "TAMAT")
    line = MeetingLine("x", None, fact.kind, encode(fact), None, snapshot.taken_at, "ANI")
    longer = replace(snapshot, lines=(*snapshot.lines, line))
    options = ReportOptions("A4", signatures)
    assert "TAMAT" in _text(dhasil.build(recap, options, "kecamatan", meeting=Meeting(longer)))
    assert "TAMAT" in _text(build(longer, [recap], "kejadian", options).bytes)


@pytest.mark.parametrize("paper", PAPERS)
def test_in_the_smallest_boxes_names_and_reasons_lie_over_nothing(held, paper: str) -> None:
    """Eighteen saksi of two each, half of whom refuse, on every page."""
    snapshot, _ = held
    form = load_form("c-hasil-dpr-2024", parties(18))
    recap = frozen(Recap(tps=(3, 4), form=form, dapil="SULAWESI BARAT"))
    people = [
        Signed(name=f"H. ABDURRAHMAN WAHID NOMOR {number}, S.H., M.H.", capacity=Capacity.SAKSI, contestant=number,
               refuses=number % 2 == 0, reason=LONG if number % 2 == 0 else "")
        for number, _ in recap.contestants
    ]  # fmt: skip
    lines = tuple(
        MeetingLine(f"s{at}", None, fact.kind, encode(fact), None, snapshot.taken_at, "ANI")
        for at, fact in enumerate(people)
    )
    base = replace(snapshot, contestants=recap.contestants, form=recap.form, lines=lines)
    for signatures in ("end", "every_page"):
        data = dhasil.build(recap, ReportOptions(paper, signatures), "kecamatan", meeting=Meeting(base))
        with Pages(data) as pages:
            for page in range(pages.count):
                assert collisions(pages.chars(page)) == []
            text = pages.text(pages.count - 1)
        assert text.count("Tidak menandatangani") >= 9
        assert "H. ABDURRAHMAN" in text


def test_who_signed_after_refusing_signs(held) -> None:
    snapshot, recap = held
    fact = Signed(name="budi  santoso", capacity=Capacity.SAKSI, contestant=2)
    line = MeetingLine("x", None, fact.kind, encode(fact), None, snapshot.taken_at, "ANI")
    text = _text(
        dhasil.build(recap, ReportOptions("A4"), "kecamatan",
                     meeting=Meeting(replace(snapshot, lines=(*snapshot.lines, line))))
    )  # fmt: skip
    assert "Tidak menandatangani" not in text


# --- readiness and words --------------------------------------------------------------------------------------------


def test_the_readiness_report_says_what_was_found(held) -> None:
    snapshot, _ = held
    document = readiness_document(snapshot, READY, ReportOptions("A4"))
    text = _text(document.bytes)
    for check in READY.checks:
        assert check.name in text
        assert check.found in text
    assert "16 Februari 2024 20.15 WITA" in text
    assert text.count("perlu perhatian") == 2
    assert document.bytes == readiness_document(snapshot, READY, ReportOptions("A4")).bytes
    assert document.name == "LAPORAN-KESIAPAN-760505.pdf"


@cache
def _file() -> dict:
    return json.loads((resources.files("sirekap_desktop.resources") / "reports" / "rapat.json").read_text("utf-8"))


def _broken() -> Iterator[tuple[dict, str]]:
    for change, key in (
        (lambda d: d["captions"].pop("nil"), "captions.nil"),
        (lambda d: d["captions"].update(lain={"text": "x", "mark": "M"}), "captions.lain"),
        (lambda d: d["captions"]["nil"].update(mark="X"), "captions.nil.mark"),
        (lambda d: d["captions"]["hadir_count"].update(text="{siapa}"), "captions.hadir_count.text"),
        (lambda d: d["words"].pop("dari_partai"), "words.dari_partai"),
        (lambda d: d["blank_rows"].update(hadir=0), "blank_rows.hadir"),
        (lambda d: d["sets"].update(saksi=[]), "sets.saksi"),
    ):
        data = json.loads(json.dumps(_file()))
        change(data)
        yield data, key


@pytest.mark.parametrize(("data", "key"), list(_broken()), ids=lambda value: value if isinstance(value, str) else "")
def test_a_wrong_caption_file_is_named_with_its_key(data: dict, key: str) -> None:
    with pytest.raises(CaptionError) as caught:
        words.parse(json.dumps(data), load_captions("ppwp").words, "ppwp")
    assert caught.value.key == key


def test_every_document_of_a_set_has_a_name() -> None:
    said = words.load(load_captions("ppwp"), "ppwp")
    for key in {*said.set_saksi, *said.set_recipients}:
        assert said.text(f"doc_{key}")
    assert {*said.landscape, *said.draft} <= {*KEYS, READINESS}
