"""Records of TPS in the shape that Sirekap publishes (domain: one JSON per TPS), for tests."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

CHART = {"suara_1": "100025", "suara_2": "100026", "suara_3": "100027"}
"""Field of C.HASIL-PPWP 2024 and Sirekap's key."""
ADMINISTRASI = {
    **{f"{row}_{part}": f"{row}_{part}" for row in ("pemilih_dpt", "pengguna_dpt", "pengguna_dptb") for part in "lpj"},
    **{f"pengguna_dpk_{part}": f"pengguna_non_dpt_{part}" for part in "lpj"},
    **{f"pengguna_total_{part}": f"pengguna_total_{part}" for part in "lpj"},
    **{name: name for name in ("suara_sah", "suara_tidak_sah", "suara_total")},
}
_CSV_NAMES = {"suara_1": "p1", "suara_2": "p2", "suara_3": "p3", "suara_sah": "sah", "suara_total": "total"}


def record(values: Mapping[str, object], ts: str = "2024-02-16 14:00:34") -> dict[str, object]:
    """What Sirekap would publish of a TPS with these figures; fields that it does not know are left out."""
    chart = {key: values.get(field) for field, key in CHART.items()}
    administrasi = {key: values.get(field) for field, key in ADMINISTRASI.items()}
    return {
        "mode": "hhcw",
        "chart": {"null": None, **chart},
        "images": [],
        "administrasi": administrasi,
        "psu": None,
        "ts": ts,
        "status_suara": True,
        "status_adm": True,
    }


def file_name(code: str, pemilihan: str = "ppwp") -> str:
    """``pemilu/hhcw/ppwp/76/7605/760505/7605052001/7605052001001.json``."""
    return f"pemilu/hhcw/{pemilihan}/{code[:2]}/{code[:4]}/{code[:6]}/{code[:10]}/{code}.json"


def write_folder(folder: Path, records: Mapping[str, object], pemilihan: str = "ppwp") -> Path:
    """One file per TPS code, under the folders that Sirekap uses."""
    for code, content in records.items():
        path = folder / file_name(code, pemilihan)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), "utf-8")
    return folder


def write_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    """An archive with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def published(path: Path, kecamatan: str) -> dict[str, dict[str, int]]:
    """Real figures by TPS and field, from the shared table."""
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["kode"].startswith(kecamatan):
            fields = [*CHART, *ADMINISTRASI]
            cells = {field: row[_csv_name(field)] for field in fields}
            found[row["kode"]] = {field: int(cell) for field, cell in cells.items() if cell}
    return found


def _csv_name(field: str) -> str:
    return _CSV_NAMES.get(field, field.removeprefix("suara_") if field == "suara_tidak_sah" else field)
