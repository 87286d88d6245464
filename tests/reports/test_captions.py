from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.reports.captions import CAPTIONS, CaptionError, load_captions, parse_captions
from sirekap_desktop.reports.options import ReportOptions


def _shipped() -> str:
    folder = resources.files("sirekap_desktop.resources") / "reports"
    return (folder / "dhasil-ppwp.json").read_text("utf-8")


def test_shipped_captions_are_complete_and_marked() -> None:
    captions = load_captions("ppwp")
    assert set(captions.texts) == set(CAPTIONS)
    assert captions.language == "id-ID"
    assert captions.ppk_members == 5
    assert captions.copies.count(3) == 6


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
    with pytest.raises(CaptionError, match="pdpr"):
        load_captions("pdpr")


@pytest.mark.parametrize(("paper", "signatures", "code"), [("A5", "end", "paper"), ("A4", "nowhere", "signatures")])
def test_unknown_paper_or_signature_place_is_refused(paper: str, signatures: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        ReportOptions(paper, signatures)  # type: ignore[arg-type]
    assert caught.value.code == f"report.{code}"
