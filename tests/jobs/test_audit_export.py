"""The jejak audit as files: a CSV that others can check, a PDF that says what was asked."""

from __future__ import annotations

import csv
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import zxingcpp
from kecamatan import FORM, TPS, record_all
from outside_audit_check import check, printed_hash

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs import audit_export
from sirekap_desktop.models.audit_acts import ActKind, AuditFilter
from sirekap_desktop.models.records import EntryHow, Kecamatan, NewEntry
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports import audit_pdf
from sirekap_desktop.reports.audit_listing import MAX_ACTS, AuditListing, ListedAct, heads_sha256, short_time
from sirekap_desktop.reports.options import ReportOptions

GOLDEN = Path(__file__).parent / "golden" / "jejak.txt"
CODE = TPS[0].code


@pytest.fixture
def worked(workspace: Workspace) -> Workspace:
    """Entries, a correction, something taken back and typed again."""
    workspace.set_operator("=SITI")
    record_all(workspace, 0, suara_1=61)
    new = NewEntry("suara_1", 68, EntryHow.CORRECTED, None, 61, "salah tulis", "saksi 02")
    workspace.record_many(CODE, FORM, [new])
    workspace.record(CODE, FORM, "suara_2", 70, EntryHow.TYPED)
    workspace.withdraw(CODE, FORM, "suara_2")
    return workspace


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# CSV


def test_somebody_else_can_verify_the_csv_from_the_documentation_alone(worked, tmp_path):
    path = audit_export.write_csv(worked, tmp_path / "jejak.csv")
    problems, heads, closed = check(path)
    assert problems == []
    assert closed == 0
    assert [(machine, *head) for machine, head in heads.items()] == list(worked.audit_heads())
    assert len(_rows(path)) == worked.audit_count()


@pytest.mark.parametrize("column", ["who", "detail", "at", "tps", "kind", "row_sha256", "hash", "prev_hash"])
def test_any_change_of_the_csv_is_found(worked, tmp_path, column):
    path = audit_export.write_csv(worked, tmp_path / "jejak.csv")
    rows = _rows(path)
    victim = next(row for row in rows[10:] if row[column])
    victim[column] = victim[column][:-1] + ("0" if victim[column][-1] != "0" else "1")
    _write(path, rows)
    assert check(path)[0]


def test_a_line_that_was_taken_out_is_found(worked, tmp_path):
    path = audit_export.write_csv(worked, tmp_path / "jejak.csv")
    rows = _rows(path)
    del rows[10]
    _write(path, rows)
    assert [problem.partition(": ")[2] for problem in check(path)[0]] == ["link"]


def test_lines_cut_off_at_the_end_show_in_the_head(worked, tmp_path):
    path = audit_export.write_csv(worked, tmp_path / "jejak.csv")
    _write(path, _rows(path)[:-1])
    problems, heads, _ = check(path)
    assert problems == []
    assert printed_hash(heads) != heads_sha256(worked.audit_heads())


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def test_two_machines_make_two_chains(worked, tmp_path):
    worked.close()
    with Workspace.open(worked.folder, operator="BUDI", key_folder=tmp_path / "lain") as second:
        second.record(CODE, FORM, "suara_2", 71, EntryHow.TYPED)
        problems, heads, _ = check(audit_export.write_csv(second, tmp_path / "jejak.csv"))
        assert problems == []
        assert len(heads) == 2
        assert printed_hash(heads) == heads_sha256(second.audit_heads())


def test_names_that_look_like_formulas_are_harmless_in_a_spreadsheet(worked, tmp_path):
    rows = _rows(audit_export.write_csv(worked, tmp_path / "jejak.csv"))
    assert {row["who"] for row in rows} >= {"'=SITI"}
    assert all(not row["kalimat"].startswith("=") for row in rows)


def test_what_must_be_typed_blind_stands_in_no_file(worked, tmp_path):
    worked.withdraw(CODE, FORM, "suara_1")
    worked.withdraw(CODE, FORM, "suara_1")
    path = audit_export.write_csv(worked, tmp_path / "jejak.csv")
    closed = [row for row in _rows(path) if row["tertutup"] == "1"]
    assert len(closed) == 4
    assert {row["detail"] + row["row_sha256"] for row in closed} == {""}
    assert all("···" in row["kalimat"] for row in closed)
    assert check(path)[0] == []
    assert check(path)[2] == 4
    wanted = AuditFilter(tps=CODE)
    text = _text(audit_export.build_pdf(worked, wanted, {"TPS": "X"}))
    assert "salah tulis" not in text
    assert not re.search(r"Paslon 01 (= |dari )?(61|68)", text)


def test_the_csv_is_whole_or_not_there(worked, tmp_path):
    with pytest.raises(UserError, match="dibatalkan"):
        audit_export.write_csv(worked, tmp_path / "jejak.csv", cancelled=lambda: True)
    assert list(tmp_path.glob("*jejak*")) == []


def test_progress_ends_at_the_number_of_acts(worked, tmp_path):
    seen: list[tuple[int, int]] = []
    audit_export.write_csv(worked, tmp_path / "jejak.csv", lambda done, total: seen.append((done, total)))
    assert seen[-1] == (worked.audit_count(), worked.audit_count())


# PDF


def _text(data: bytes) -> str:
    pdf = pdfium.PdfDocument(data)
    try:
        return "\n".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)
    finally:
        pdf.close()


def _qr(data: bytes) -> list[str]:
    pdf = pdfium.PdfDocument(data)
    try:
        pictures = [page.render(scale=200 / 72).to_pil().convert("RGB") for page in pdf]
        return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
    finally:
        pdf.close()


def test_the_pdf_says_what_was_asked_and_what_was_found(worked):
    wanted = AuditFilter(tps=CODE, kind=ActKind.PEMBETULAN)
    text = _text(audit_export.build_pdf(worked, wanted, {"TPS": "SAMBABO TPS 001", "jenis": "Pembetulan"}))
    assert f"Saringan: TPS SAMBABO TPS 001; jenis Pembetulan. 1 dari {worked.audit_count()} catatan." in text
    assert "=SITI membetulkan IV.1 Paslon 01 dari 61 menjadi 68 di" in text
    assert "Alasan: salah tulis. Paraf: saksi 02." in text
    assert "mencatat" not in text


def test_draf_and_simulasi_stand_on_it_as_elsewhere(worked):
    wanted, asked = AuditFilter(kind=ActKind.KUNCI), {"jenis": "Kunci"}
    text = _text(audit_export.build_pdf(worked, wanted, asked))
    assert "DRAF" in text
    assert ("SIMULASI" in text) == worked.simulation
    worked.lock("disahkan dalam pleno")
    text = _text(audit_export.build_pdf(worked, wanted, asked))
    assert "DRAF" not in text
    assert "mengunci kecamatan, revisi 1: “disahkan dalam pleno”." in text


def test_every_page_carries_the_head_of_the_chain_in_its_qr(worked):
    data = audit_export.build_pdf(worked, AuditFilter(), {})
    head = worked.audit_heads()[0][2]
    codes = _qr(data)
    assert len(codes) == len(pdfium.PdfDocument(data))
    listing = audit_export.read_listing(worked, AuditFilter(), {})
    assert codes == [f"{listing.document_id} jejak {n}/{len(codes)} sha256:{head}" for n in range(1, len(codes) + 1)]
    assert f"Halaman 1 dari {len(codes)}" in _text(data)
    assert head in _text(data)


def test_the_same_chain_and_filter_give_the_same_bytes(worked):
    wanted, asked = AuditFilter(tps=CODE), {"TPS": "SAMBABO TPS 001"}
    first = audit_export.build_pdf(worked, wanted, asked)
    assert audit_export.build_pdf(worked, wanted, asked) == first
    worked.set_setting("sample_percent", 9)
    assert audit_export.build_pdf(worked, wanted, asked) != first


def test_a_filter_that_finds_nothing_says_so(worked):
    text = _text(audit_export.build_pdf(worked, AuditFilter(who="ENTAH"), {"orang": "ENTAH"}))
    assert "Tidak ada catatan yang cocok." in text
    assert "0 dari" in text


def test_a_list_too_long_for_paper_is_refused_with_a_way_out(worked, monkeypatch):
    monkeypatch.setattr("sirekap_desktop.reports.audit_listing.MAX_ACTS", 5)
    with pytest.raises(UserError) as caught:
        audit_export.build_pdf(worked, AuditFilter(), {})
    assert caught.value.code == "audit.too_long"
    assert "CSV" in caught.value.hint
    assert MAX_ACTS == 20_000


# the look


def listing(count: int = 90, *, locked: bool = False, machines: int = 1) -> AuditListing:
    """A list of acts as they come, always the same."""
    start = datetime(2024, 2, 17, 9, 0, tzinfo=UTC)
    sentences = (
        ("Isian dicatat", "SITI mencatat IV.2 Paslon 02 = 66 di SAMBABO TPS 003 (PPWP) dari foto halaman 2.", ""),
        (
            "Pembetulan",
            "SITI membetulkan IV.2 Paslon 02 dari 66 menjadi 68 di SAMBABO TPS 003 (PPWP).",
            "Alasan: salah tulis pada C.Hasil, dibetulkan di rapat pleno di hadapan semua saksi. Paraf: saksi 02.",
        ),
        ("Foto", "BUDI menempatkan foto IMG_20240217_091502.jpg sebagai halaman 2 KABIRAAN TPS 001 (PPWP).", ""),
    )
    acts = tuple(
        ListedAct(
            number=count - n,
            machine=f"{n % machines:016x}",
            at=(start + timedelta(seconds=37 * (count - n))).isoformat(timespec="milliseconds"),
            kind=sentences[n % 3][0],
            sentence=sentences[n % 3][1],
            note=sentences[n % 3][2],
            hash=f"{n:064x}",
        )
        for n in range(count)
    )
    heads = tuple((f"{n:016x}", count + n, f"{n + 7:064x}") for n in range(machines))
    return AuditListing(
        kecamatan=Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT"),
        simulation=not locked,
        locked=locked,
        revision=1,
        asked=(("desa", "SAMBABO"), ("hari", "17 Feb 2024")),
        acts=acts,
        heads=heads,
        rows=4711,
        taken_at=acts[0].at,
    )


def test_the_list_reads_as_kept():
    """After a wanted change: run this with ``SIREKAP_UPDATE_GOLDEN=1`` and look at what changed."""
    text = _text(audit_pdf.build(listing(60), ReportOptions("A4")))
    if os.environ.get("SIREKAP_UPDATE_GOLDEN"):
        GOLDEN.write_text(f"{text}\n", "utf-8")
    assert text == GOLDEN.read_text("utf-8").rstrip("\n")


@pytest.mark.parametrize("paper", ["A3", "A4", "F4"])
@pytest.mark.parametrize("machines", [1, 3])
def test_every_act_is_printed_once_and_nothing_leaves_the_page(paper, machines):
    made = listing(150, machines=machines)
    pdf = pdfium.PdfDocument(audit_pdf.build(made, ReportOptions(paper)))
    text = ""
    for page in pdf:
        words = page.get_textpage()
        text += words.get_text_range()
        for n in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(n)
            if top - bottom < 60:  # not the pale words across the page
                assert left >= 0
                assert right <= page.get_width()
                assert bottom >= 0
    pdf.close()
    assert all(text.count(act.hash[:12]) >= 1 for act in made.acts)
    assert text.count("mencatat IV.2") == 50
    assert all(head[2] in text.replace("\r\n", "") for head in made.heads)


def test_times_are_short_and_odd_ones_stay():
    assert short_time("2024-02-17T09:15:02.120+08:00") == "17 Feb 2024 09.15.02"
    assert short_time("entah") == "entah"


def test_heads_of_several_chains_have_one_hash():
    assert heads_sha256((("a", 1, "f" * 64),)) == "f" * 64
    two = (("b", 2, "2" * 64), ("a", 1, "1" * 64))
    assert heads_sha256(two) == heads_sha256(tuple(reversed(two)))
    assert heads_sha256(two) == printed_hash({"a": (1, "1" * 64), "b": (2, "2" * 64)})
