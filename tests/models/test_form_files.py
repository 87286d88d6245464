"""A form file that is taken into a workspace: used from then on, or refused with nothing changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from kecamatan import new_workspace

from sirekap_desktop.forms.bundle import pack
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import form_document, load_form, part_document
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.models.records import EntryHow, NewEntry
from sirekap_desktop.models.workspace import Workspace

PLANO = "c-hasil-ppwp-2024"


def bundle(folder: Path, *, part: str = "ppwp-2024", **changes: Any) -> Path:
    """The plano as a file of its own, with other keys."""
    form = {**form_document(PLANO).value, **changes}  # type: ignore[dict-item]
    path = folder / f"{form['id']}.sirekap-form.json"
    path.write_bytes(pack(form, part_document(part).value))  # type: ignore[arg-type]
    return path


def test_a_form_of_the_same_id_is_used_from_now_on(workspace: Workspace, tmp_path: Path) -> None:
    boxes = form_document(PLANO).at("box_sets").value
    moved = {**boxes, "suara": {**boxes["suara"], "one": [450.9, 474.4, 497.9]}}  # type: ignore[index,dict-item]
    imported = workspace.import_form(bundle(tmp_path, box_sets=moved))
    assert imported.id == PLANO
    assert workspace.form(PLANO).field("suara_sah").boxes[0].x == 450.9
    assert workspace.form_ids() == (PLANO,)
    assert load_form(PLANO).field("suara_sah").boxes[0].x == 454.9


def test_a_form_with_an_id_of_its_own_becomes_that_of_its_pemilihan(workspace: Workspace, tmp_path: Path) -> None:
    names = ["MELATI", "KENANGA"]
    workspace.add_wilayah((), (), [Contestant(number, name) for number, name in enumerate(names, start=1)])
    workspace.import_form(bundle(tmp_path, id="c-hasil-ppwp-2029", title="C.Hasil 2029"))
    assert workspace.form_ids() == ("c-hasil-ppwp-2029",)
    form = workspace.form("c-hasil-ppwp-2029")
    assert [one.name for one in form.contestants] == names
    assert workspace.verify().ok


def test_it_is_still_there_when_the_workspace_is_opened_again(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "ruang") as opened:
        opened.import_form(bundle(tmp_path, id="c-hasil-ppwp-2029"))
        folder, keys = opened.folder, tmp_path
    with Workspace.open(folder, key_folder=keys) as again:
        assert again.form_ids() == ("c-hasil-ppwp-2029",)
        assert again.form("c-hasil-ppwp-2029").model == "MODEL C.HASIL-PPWP"


def test_a_form_of_another_version_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = bundle(tmp_path, id="c-hasil-ppwp-2029")
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "schema": 2}), "utf-8")
    head = workspace.verify().heads
    with pytest.raises(UserError, match="versi lain"):
        workspace.import_form(path)
    assert workspace.form_ids() == (PLANO,)
    assert workspace.verify().heads == head


def test_a_form_of_a_pemilihan_that_is_not_here_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = bundle(tmp_path, part="pdpd-2024", id="c-hasil-dpd-2029")
    head = workspace.verify().heads
    with pytest.raises(UserError):
        workspace.import_form(path)
    assert workspace.verify().heads == head


def test_a_form_with_recorded_numbers_is_not_replaced_by_another_id(workspace: Workspace, tmp_path: Path) -> None:
    tps = workspace.tps()[0].code
    workspace.record_many(tps, PLANO, [NewEntry("suara_1", 12, EntryHow.TYPED)])
    head = workspace.verify().heads
    with pytest.raises(UserError) as caught:
        workspace.import_form(bundle(tmp_path, id="c-hasil-ppwp-2029"))
    assert caught.value.code == "election.in_use"
    assert workspace.verify().heads == head
    assert workspace.form_ids() == (PLANO,)


def test_a_form_without_room_for_the_contestants_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    workspace.add_wilayah((), (), [Contestant(number, f"PASLON {number}") for number in (1, 2, 3)])
    head = workspace.verify().heads
    two = {"paslon": [[0, 0], [0, 151.95]], "saksi": [[0, 0], [153.33, 0]]}
    for form_id in (PLANO, "c-hasil-ppwp-2029"):
        with pytest.raises(UserError, match="hanya memuat 2 peserta"):
            workspace.import_form(bundle(tmp_path, id=form_id, blocks=two))
        assert workspace.verify().heads == head
        assert workspace.form_ids() == (PLANO,)
        assert len(workspace.form(PLANO).contestants) == 3


def test_a_locked_kecamatan_keeps_its_form(workspace: Workspace, tmp_path: Path) -> None:
    workspace.lock("pleno selesai")
    head = workspace.verify().heads
    with pytest.raises(UserError) as caught:
        workspace.import_form(bundle(tmp_path))
    assert caught.value.code == "entry.locked"
    assert workspace.verify().heads == head


def test_a_file_that_is_not_there_is_said(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="tidak dapat dibaca"):
        workspace.import_form(tmp_path / "tidak ada.json")
