from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.reports.captions import (
    CAPTIONS,
    KABKO_CAPTIONS,
    CaptionError,
    captions_of_kabko,
    load_captions,
    parse_captions,
)
from sirekap_desktop.reports.options import ReportOptions

FOLDER = resources.files("sirekap_desktop.resources") / "reports"
KOTA, KABUPATEN = "kota", "kabupaten"


def _shipped() -> str:
    """All captions of the Presiden in one file."""
    data = json.loads((FOLDER / "dhasil.json").read_text("utf-8"))
    data["words"]["jenis"] = {"text": "PPWP", "mark": "L"}
    return json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize(
    ("pemilihan", "kabko", "model", "field", "saksi"),
    [
        ("ppwp", KABUPATEN, "PPWP", "suara_5", "PASANGAN CALON"),
        ("pdpr", KABUPATEN, "DPR", "partai_05_jumlah", "PARTAI POLITIK"),
        ("pdpd", KABUPATEN, "DPD", "calon_5", "CALON ANGGOTA DPD"),
        ("pdprdp", KOTA, "DPRD-PROV", "partai_05_jumlah", "PARTAI POLITIK"),
        ("pdprdk", KOTA, "DPRD-KABKO", "partai_05_jumlah", "PARTAI POLITIK"),
        ("pkwkp", KOTA, "KWK-GUBERNUR", "suara_5", "PASANGAN CALON"),
        ("pkwkk", KABUPATEN, "KWK-BUPATI", "suara_5", "PASANGAN CALON"),
        ("pkwkk", KOTA, "KWK-WALIKOTA", "suara_5", "PASANGAN CALON"),
    ],
)
def test_captions_of_every_election_are_complete_and_its_own(
    pemilihan: str, kabko: str, model: str, field: str, saksi: str
) -> None:
    captions = load_captions(pemilihan, kabko)
    assert set(captions.texts) == set(CAPTIONS)
    assert (captions.language, captions.ppk_members, captions.copies.count(3)) == ("id-ID", 5, 6)
    assert captions.text("model") == f"MODEL D.HASIL KECAMATAN-{model}"
    assert captions.text("file_kecamatan", kode="760505") == f"D.HASIL-KECAMATAN-{model}-760505"
    assert captions.text("signatures_saksi") == f"NAMA DAN TANDA TANGAN SAKSI {saksi}"
    assert saksi in captions.copies.listed.upper()
    assert saksi in captions.texts["opening_desa"].text.upper()
    assert captions.contestant_field.format(nomor=5) == field
    assert not any("{jenis}" in caption.text or "{saksi}" in caption.text for caption in captions.texts.values())


def test_what_all_elections_say_stands_in_one_file() -> None:
    own = {file.name: json.loads(file.read_text("utf-8")) for file in FOLDER.iterdir() if "-" in file.name}
    assert len(own) == 8
    assert all(data["like"].startswith("dhasil") for data in own.values())
    assert {caption for data in own.values() for caption in data.get("captions", {})} == {"signatures_saksi"}


def _kabko() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / "kabko.json").read_text("utf-8"))
    return data


@pytest.mark.parametrize(
    ("pemilihan", "kabko", "model"),
    [("ppwp", KABUPATEN, "PPWP"), ("pdprdk", KOTA, "DPRD-KABKO"), ("pkwkk", KOTA, "KWK-WALIKOTA")],
)
def test_a_kabupaten_has_captions_of_its_own_and_the_words_of_the_election(
    pemilihan: str, kabko: str, model: str
) -> None:
    of_kecamatan = load_captions(pemilihan, kabko)
    captions = captions_of_kabko(of_kecamatan)
    assert set(captions.texts) == set(CAPTIONS) | set(KABKO_CAPTIONS)
    assert captions.text("model") == f"MODEL D.HASIL KABKO-{model}"
    assert captions.text("uraian") == of_kecamatan.text("uraian")
    assert captions.copies.contestants == of_kecamatan.copies.contestants
    assert "KPU Provinsi" in captions.copies.listed
    assert not any("{jenis}" in caption.text or "{saksi}" in caption.text for caption in captions.texts.values())
    assert not any("PPK" in captions.text(name) for name in ("closing_kabupaten", "signatures_ppk", "author"))


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda data: data["captions"].pop("asal_title"), "captions.asal_title"),
        (lambda data: data["captions"].update(signatures_ppk={"text": "{kecamatan}", "mark": "L"}), "signatures_ppk"),
        (lambda data: data["captions"].update(halaman={"text": "x", "mark": "C"}), "captions.halaman"),
        (lambda data: data["copies"].update(recipients=[]), "copies.recipients"),
        (lambda data: data.update(ppk_members=0), "ppk_members"),
    ],
)
def test_wrong_captions_of_a_kabupaten_are_refused_with_file_and_key(
    spoil: Callable[[dict[str, Any]], object], key: str
) -> None:
    data = _kabko()
    spoil(data)
    with pytest.raises(CaptionError, match=r"kabko\.json") as caught:
        captions_of_kabko(load_captions("ppwp"), data)
    assert key in caught.value.key


def test_captions_like_a_file_that_is_not_there_are_refused() -> None:
    with pytest.raises(CaptionError, match="dhasil-pdpu"):
        parse_captions('{"like": "dhasil-pdpu"}', "teks.json")
    with pytest.raises(CaptionError, match="like"):
        parse_captions('{"like": "../forms/c-hasil-ppwp-2024"}', "teks.json")


def test_a_caption_is_what_its_file_says() -> None:
    text = _shipped().replace("JUMLAH AKHIR", "JUMLAH TOTAL")
    assert parse_captions(text, "teks.json").text("jumlah_akhir") == "JUMLAH TOTAL"


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda data: data.pop("language"), "language"),
        (lambda data: data.update(ppk_members=0), "ppk_members"),
        (lambda data: data.update(ppk_members=True), "ppk_members"),
        (lambda data: data.update(first_column_number="3"), "first_column_number"),
        (lambda data: data.update(subheadings=["A"]), "subheadings"),
        (lambda data: data.update(contestant_field="suara_{nomer}"), "contestant_field"),
        (lambda data: data["copies"].update(recipients=[]), "copies.recipients"),
        (lambda data: data["copies"].pop("contestants"), "copies.contestants"),
        (lambda data: data["captions"].pop("page"), "captions.page"),
        (lambda data: data["captions"].update(halaman={"text": "x", "mark": "C"}), "captions.halaman"),
        (lambda data: data["words"].pop("jenis"), "words.jenis"),
        (lambda data: data["words"].update(kapital={"text": "x", "mark": "C"}), "words.kapital"),
        (lambda data: data["words"]["saksi"].update(mark="?"), "words.saksi.mark"),
        (lambda data: data["captions"]["page"].update(text=" "), "captions.page.text"),
        (lambda data: data["captions"]["page"].update(mark="X"), "captions.page.mark"),
        (lambda data: data["captions"]["page"].update(text="Halaman {nomor}"), "captions.page.text"),
        (lambda data: data["captions"]["page"].update(text="Halaman {"), "captions.page.text"),
        (lambda data: data["captions"].update(page="Halaman"), "captions.page"),
    ],
)
def test_wrong_caption_file_is_refused_with_file_and_key(spoil: Callable[[dict[str, Any]], object], key: str) -> None:
    data = json.loads(_shipped())
    spoil(data)
    with pytest.raises(CaptionError) as caught:
        parse_captions(json.dumps(data), "teks.json")
    assert caught.value.key == key
    assert "teks.json" in caught.value.message
    assert key in caught.value.message


def test_broken_json_is_refused() -> None:
    with pytest.raises(CaptionError, match="JSON"):
        parse_captions("{", "teks.json")
    with pytest.raises(CaptionError, match="JSON"):
        parse_captions("[]", "teks.json")


def test_pemilihan_without_captions_is_named() -> None:
    with pytest.raises(CaptionError, match="pkwkd"):
        load_captions("pkwkd")


@pytest.mark.parametrize(("paper", "signatures", "code"), [("A5", "end", "paper"), ("A4", "nowhere", "signatures")])
def test_unknown_paper_or_signature_place_is_refused(paper: str, signatures: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        ReportOptions(paper, signatures)  # type: ignore[arg-type]
    assert caught.value.code == f"report.{code}"
