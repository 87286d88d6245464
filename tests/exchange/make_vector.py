"""Writes ``docs/package-vector``: a small signed package that a stranger can try a checker of his own on.

Run when the format changes: ``python -m tests.exchange.make_vector``. The package is what this program sends, with a
key that everybody knows, one drawn picture, and no printed documents, which would be nine tenths of it.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from unittest.mock import patch

import cv2
import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sirekap_desktop.exchange import keys, manifest, sending, stores
from sirekap_desktop.exchange.manifest import Manifest
from sirekap_desktop.exchange.scope import PackageScope
from sirekap_desktop.exchange.sending import Picking
from sirekap_desktop.exchange.transport.receipt import sign_receipt
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.options import ReportOptions
from tests.models.factories import (
    FORM,
    TPS_1,
    TPS_2,
    add_photo,
    field_reading,
    make_workspace,
    page_reading,
    record_all,
)

VECTOR = Path(__file__).resolve().parents[2] / "docs" / "package-vector"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KABUPATEN = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


def main() -> None:
    (VECTOR / "volume").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        signed = _built(Path(folder))
    (VECTOR / "tanda-terima.json").write_bytes(_receipt(signed))
    (VECTOR / "langkah.json").write_text(json.dumps(steps(VECTOR), indent=1, ensure_ascii=False) + "\n", "utf-8")


def _built(folder: Path) -> Manifest:
    with (
        patch.object(Ed25519PrivateKey, "generate", return_value=PRIVATE),
        make_workspace(folder, tps_count=2) as workspace,
    ):
        workspace.add_wilayah([], [], [Contestant(n, f"PASANGAN CALON {n:02d}") for n in (1, 2, 3)])
        _hold(workspace)
        picking = Picking(PackageScope(contents=("audit", "signed")))
        built = sending.build(workspace, VECTOR / "paket.zip", options=ReportOptions("A4"), picking=picking)
        volume = VECTOR / "volume" / "paket.zip"
        sending.build(workspace, volume, options=ReportOptions("A4"), picking=picking, volume_size=90_000)
        return built


def _hold(workspace: Workspace) -> None:
    """A little of everything: a photo and its reading, a withdrawn entry, an empty field, a pembetulan, two locks."""
    picture = cv2.imencode(".png", np.full((8, 8), 200, np.uint8))[1].tobytes()
    photo = add_photo(workspace, content=picture, reading=page_reading(2, field_reading("suara_1", 61)))
    for code in (TPS_1, TPS_2):
        record_all(workspace, code)
    workspace.record(TPS_1, FORM, "suara_2", 999, EntryHow.TYPED, image_id=photo.id)
    workspace.withdraw(TPS_1, FORM, "suara_2")
    workspace.record(TPS_2, FORM, "disabilitas_l", None, EntryHow.TYPED)
    workspace.note(FORM, facts.Opened(place="Aula Kantor Camat", agenda="Rapat pleno"))
    workspace.note(FORM, facts.ReadOut(), TPS_1)
    workspace.record(
        TPS_1, FORM, "suara_1", 61, EntryHow.CORRECTED, before=60, reason="Angka dua terbaca satu", witness="Saksi 01"
    )
    workspace.note(FORM, facts.Approved(), TPS_1)
    workspace.lock("Selesai")
    workspace.unlock("Satu TPS belum dibacakan")
    workspace.note(FORM, facts.ReadOut(), TPS_2)
    workspace.note(FORM, facts.Approved(), TPS_2)
    workspace.lock("Selesai, revisi 2")


def _receipt(signed: Manifest) -> bytes:
    return sign_receipt(
        KABUPATEN,
        package=hashlib.sha256(signed.canonical()).hexdigest(),
        kecamatan=signed.kecamatan.code,
        receiver="KPU KABUPATEN MAJENE",
        received_at="2024-02-18T08:00:00+08:00",
        accepted=True,
    )


def steps(vector: Path) -> dict[str, object]:
    """What a checker must come to at each step of the page."""
    found = stores.scan(vector / "paket.zip", lambda _count: None)
    assert found.manifest is not None
    contents = {name: found.read(file.sha256, 10**9) or b"" for name, file in found.files.items()}
    recap = found.manifest.recaps[0]
    last = json.loads(contents["audit/audit.jsonl"].splitlines()[-1])
    return {
        "private_key": bytes(range(32)).hex(),
        "public_key": found.manifest.signer,
        "fingerprint": keys.fingerprint(bytes.fromhex(found.manifest.signer)),
        "zip_sha256": hashlib.sha256((vector / "paket.zip").read_bytes()).hexdigest(),
        "manifest_size": len(found.manifest_bytes),
        "manifest_sha256": hashlib.sha256(found.manifest_bytes).hexdigest(),
        "manifest_begins": found.manifest_bytes[:80].decode(),
        "signed_bytes_begin": (b"sirekap-desktop/package/1\n" + found.manifest_bytes)[:60].hex(),
        "manifest_sig": found.signature.decode(),
        "objects": {file.name: file.sha256 for file in found.manifest.files},
        "snapshot_sha256": recap.snapshot_sha256,
        "kecamatan_suara_1": _total(json.loads(contents[f"rekap/{recap.name}.json"]), "suara_1"),
        "audit_rows": contents["audit/audit.jsonl"].count(b"\n"),
        "audit_last_hash": last["hash"],
        "audit_first_hashed_bytes": _hashed(contents["audit/audit.jsonl"].splitlines()[0]),
        "receipt": {
            "private_key": bytes(range(1, 33)).hex(),
            "sha256": hashlib.sha256((vector / "tanda-terima.json").read_bytes()).hexdigest(),
        },
    }


def _total(snapshot: dict, field: str) -> int:
    at = next(number for number, row in enumerate(snapshot["rows"]) if row["field"] == field)
    return snapshot["kecamatan_table"]["totals"][at]["value"]


def _hashed(line: bytes) -> str:
    row = json.loads(line)
    row.pop("hash")
    return manifest.canonical(row).decode()


if __name__ == "__main__":
    main()
