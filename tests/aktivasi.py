"""A kabupaten for tests: its filled table, its key, and the activation files of two kecamatan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from sirekap_desktop.exchange import activation as files
from sirekap_desktop.exchange.activation import Activation
from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.jobs import kabupaten
from sirekap_desktop.models import pins
from sirekap_desktop.models.activation import BallotList, Content, DapilDesa, PpkName
from sirekap_desktop.models.keys import SigningKey
from sirekap_desktop.models.office import Office
from sirekap_desktop.models.records import Desa, Kecamatan, Tps

PPWP, DPRD = "c-hasil-ppwp-2024", "c-hasil-dprd-kabko-2024"
ELECTIONS = (PPWP, DPRD)
PIN = "907351"
KETUA = "IBU KETUA"
DESA = (Desa("7605052001", "KABIRAAN"), Desa("7605052002", "SAMBABO"))
DAPIL = "MAJENE 1"

CONTENT = Content(
    kecamatan=Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT"),
    simulation=False,
    elections=ELECTIONS,
    desa=DESA,
    tps=tuple(Tps(f"{desa.code}{n:03d}", desa.code, n, 100 + n, 110 + n) for desa in DESA for n in (1, 2)),
    lists=(
        BallotList(
            "pdprdk",
            DAPIL,
            (
                Contestant(1, "PARTAI SATU", (Calon(1, "CALON SATU"), Calon(2, "CALON DUA"))),
                Contestant(2, "PARTAI DUA", (Calon(1, "CALON TIGA"),)),
            ),
        ),
        BallotList("ppwp", "", tuple(Contestant(n, f"PASANGAN {n}") for n in (1, 2, 3))),
    ),
    dapil=tuple(DapilDesa("pdprdk", desa.code, DAPIL) for desa in DESA),
    people=(PpkName(KETUA, "ketua"), PpkName("PAK OPERATOR", "operator")),
    forms=(),
)
"""What the filled table below says of its first kecamatan."""


@contextmanager
def quick_pins(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashing as slow as it must be would take minutes in tests."""
    monkeypatch.setattr(pins, "TARGET_SECONDS", 0.0)
    monkeypatch.setattr(pins, "_MEMORY_KIB", 64)
    pins._hasher.cache_clear()
    yield
    pins._hasher.cache_clear()


SHEETS: dict[str, list[tuple[object, ...]]] = {
    "Kecamatan": [
        ("kode_kecamatan", "nama_kecamatan", "kabupaten", "provinsi"),
        ("760505", "Ulumanda", "Majene", "Sulawesi Barat"),
        ("76.05.06", "Tammerodo", "Majene", "Sulawesi Barat"),
    ],
    "PPK": [
        ("kode_kecamatan", "jabatan", "nama_lengkap"),
        ("760505", "ketua", KETUA),
        ("760505", "Operator", "PAK OPERATOR"),
        ("760506", "Ketua PPK", "KETUA LAIN"),
    ],
    "TPS": [
        ("kode_desa", "nama_desa", "nomor_tps", "dpt_l", "dpt_p"),
        *((tps.desa_code, next(d.name for d in DESA if d.code == tps.desa_code), tps.number, tps.dpt_l, tps.dpt_p)
          for tps in CONTENT.tps),
        ("7605062001", "ULIDANG", 1, 50, 60),
    ],
    "Dapil": [
        ("pemilihan", "dapil", "kode_desa"),
        ("DPRD-KAB/KOTA", DAPIL, "760505"),
        ("pdprdk", "MAJENE 2", "7605062001"),
    ],
    "Peserta": [
        ("pemilihan", "dapil", "nomor_urut", "nama", "nomor_calon", "nama_calon"),
        *(("PPWP", "", n, f"PASANGAN {n}", "", "") for n in (1, 2, 3)),
        ("pdprdk", DAPIL, 1, "PARTAI SATU", 1, "CALON SATU"),
        ("pdprdk", DAPIL, 1, "PARTAI SATU", 2, "CALON DUA"),
        ("pdprdk", DAPIL, 2, "PARTAI DUA", 1, "CALON TIGA"),
        ("pdprdk", "MAJENE 2", 1, "PARTAI SATU", 1, "CALON LAIN"),
    ],
}  # fmt: skip


def write_table(path: Path, **instead: Sequence[Sequence[object]]) -> Path:
    """The table of two kecamatan, some sheets replaced."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in {**SHEETS, **instead}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def make_office(folder: Path | None = None) -> tuple[Office, SigningKey]:
    office = Office.create("7605", "KPU KABUPATEN MAJENE", PIN, folder)
    return office, office.unlock(PIN)


def issue(office: Office, key: SigningKey, folder: Path, **changed: object) -> Path:
    """The next activation file of Ulumanda, with something changed in its content."""
    (written,) = kabupaten.write_activations(office, key, [replace(CONTENT, **changed)], folder)  # type: ignore[arg-type]
    return written.path


def signed_by(key: SigningKey, folder: Path, content: Content = CONTENT, version: int = 1, name: str = "x") -> Path:
    """A file that no book knows of."""
    path = folder / f"{name}.sirekap"
    body = Activation(version, "2024-02-10T08:00:00+08:00", "uji", "KPU KABUPATEN MAJENE", content)
    path.write_bytes(files.activation_file(body, key.private))
    return path
