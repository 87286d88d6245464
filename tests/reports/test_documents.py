from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.filenames import file_part
from sirekap_desktop.reports import dhasil
from sirekap_desktop.reports.content import readable_time
from sirekap_desktop.reports.documents import document_set
from sirekap_desktop.reports.names import sheet_names
from sirekap_desktop.reports.options import ReportOptions

from .factories import Recap, snapshot
from .pages import Pages


def test_document_set_holds_certificate_sheets_bundle_and_workbook() -> None:
    documents = list(document_set(snapshot(Recap(tps=(3, 2))), ReportOptions("A4")))
    assert [document.name for document in documents] == [
        "D.HASIL-KECAMATAN-PPWP-760505.pdf",
        "D.HASIL-KECAMATAN-PPWP-7605052001-KABIRAAN.pdf",
        "D.HASIL-KECAMATAN-PPWP-7605052002-SAMBABO.pdf",
        "D.HASIL-KECAMATAN-PPWP-760505-LENGKAP.pdf",
        "D.HASIL-KECAMATAN-PPWP-760505.xlsx",
    ]
    assert [document.kind for document in documents] == ["kecamatan", "desa", "desa", "all", "xlsx"]
    assert documents[2].title == "D.HASIL KECAMATAN-PPWP ULUMANDA: lembar desa/kelurahan SAMBABO"
    counts = []
    for document in documents[:4]:
        with Pages(document.bytes) as pages:
            counts.append(pages.count)
    assert counts[3] == sum(counts[:3])


def test_document_set_gives_the_same_bytes_as_each_document_alone() -> None:
    recap = snapshot(Recap(tps=(3, 2)))
    documents = {document.kind: document.bytes for document in document_set(recap)}
    assert documents["kecamatan"] == dhasil.build(recap, table="kecamatan")
    assert documents["all"] == dhasil.build(recap)


@given(st.text(max_size=90))
def test_file_names_are_plain_ascii(name: str) -> None:
    part = file_part(name)
    assert part
    assert part.isascii()
    assert all(char.isalnum() or char == "-" for char in part)
    assert len(part) <= 60


def test_file_names_stay_readable() -> None:
    assert file_part("SIHARE'O III BAWOSALO'O BERUA") == "SIHAREO-III-BAWOSALOO-BERUA"
    assert file_part("TJ. HARO SIKABU-KABU / PD. PANJANG") == "TJ-HARO-SIKABU-KABU-PD-PANJANG"


@given(st.lists(st.text(max_size=50), max_size=20))
def test_worksheet_names_are_allowed_and_unique(names: list[str]) -> None:
    made = sheet_names(tuple(names))
    assert len(made) == len(names)
    assert len({name.lower() for name in made}) == len(made)
    assert all(0 < len(name) <= 31 for name in made)
    assert not any(set(name) & set("[]:*?/\\") or name[0] == "'" or name[-1] == "'" for name in made)


def test_worksheets_of_desa_with_one_name_are_told_apart() -> None:
    long = "KAMPUANG TANJUANG KOTO MAMBANG SUNGAI DURIAN"
    assert sheet_names(("PASAR", "Pasar", long, long)) == (
        "PASAR",
        "Pasar (2)",
        "KAMPUANG TANJUANG KOTO MAMBANG",
        "KAMPUANG TANJUANG KOTO MAMB (2)",
    )


@pytest.mark.parametrize(
    ("stamp", "shown"),
    [
        ("2024-02-16T21:01:00+07:00", "16 Februari 2024 21.01 WIB"),
        ("2024-12-01T09:05:59+09:00", "1 Desember 2024 09.05 WIT"),
        ("2024-12-01T09:05:00+00:00", "1 Desember 2024 09.05 UTC+0"),
        ("2024-12-01T09:05:00+05:30", "1 Desember 2024 09.05 UTC+5.5"),
        ("2024-12-01T09:05:00", "1 Desember 2024 09.05"),
        ("", "–"),
    ],
)
def test_times_are_written_as_people_here_read_them(stamp: str, shown: str) -> None:
    assert readable_time(stamp) == shown


def _red(pages: Pages) -> int:
    red, green, _ = pages.picture(0).astype(int).transpose(2, 0, 1)
    return int((red > green + 100).sum())


def test_logo_stands_on_the_page_only_if_a_file_is_set(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGB", (40, 60), (200, 0, 0)).save(logo)
    with Pages(dhasil.build(snapshot(), ReportOptions(logo=logo), "kecamatan")) as pages:
        red = _red(pages)
    with Pages(dhasil.build(snapshot(), ReportOptions(), "kecamatan")) as pages:
        none = _red(pages)
    assert red > 1000
    assert none == 0


def test_logo_that_is_no_picture_is_named(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_text("bukan gambar")
    with pytest.raises(UserError, match=r"logo\.png") as caught:
        dhasil.build(snapshot(), ReportOptions(logo=logo), "kecamatan")
    assert caught.value.code == "report.logo"
