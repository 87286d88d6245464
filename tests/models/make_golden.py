"""Writes ``golden/vNNNN.db``: the workspace that a release leaves behind, for the tests of later ones.

Run once when the schema changes, before the release: ``python -m tests.models.make_golden``.
"""

from __future__ import annotations

import shutil
import socket
import tempfile
from dataclasses import replace
from pathlib import Path

from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.models import migration
from sirekap_desktop.models.activation import Origin, PpkName
from sirekap_desktop.models.records import EntryHow

from .factories import FORM, SAMBABO, TPS_1, add_photo, field_reading, make_workspace, page_reading, record_all

GOLDEN = Path(__file__).with_name("golden")


def main() -> None:
    socket.gethostname = lambda: "laptop-ppk"
    with tempfile.TemporaryDirectory() as folder:
        with make_workspace(Path(folder)) as workspace:
            lists = {"DAPIL MAJENE 1": [Contestant(1, "PARTAI SATU", (Calon(1, "CALON SATU"), Calon(2, "CALON DUA")))]}
            workspace.set_elections((FORM, "c-hasil-dprd-kabko-2024"))
            workspace.add_lists({"pdprdk": lists}, {"pdprdk": {SAMBABO: "DAPIL MAJENE 1"}})
            named = replace(workspace.content(), people=(PpkName("IBU KETUA", "ketua"),))
            workspace.activate(named, Origin(1, "ab" * 32, "cd" * 32))
            photo = add_photo(workspace, reading=page_reading(2, field_reading("suara_1", 61)))
            record_all(workspace, TPS_1)
            workspace.record(
                TPS_1,
                FORM,
                "suara_1",
                61,
                EntryHow.CORRECTED,
                image_id=photo.id,
                before=60,
                reason="turus dihitung ulang",
            )
            add_photo(workspace, content=b"foto pengganti", replace=True)
            workspace.set_setting("paper", "A4")
            workspace.lock("selesai")
        shutil.copytree(workspace.images_folder, GOLDEN / "images", dirs_exist_ok=True)
        shutil.copy(workspace.folder / "sirekap.db", GOLDEN / f"v{migration.newest_version():04d}.db")


if __name__ == "__main__":
    main()
