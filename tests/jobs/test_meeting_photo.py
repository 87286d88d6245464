"""A photo of the corrected paper stands beside the old one; what the room has heard stays as it was heard."""

from __future__ import annotations

from pathlib import Path

import pytest
from kecamatan import FORM, TPS, page_photo, record_all, save_photos

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.jobs.meeting_photo import before_meeting
from sirekap_desktop.jobs.pleno import correct, load_tps
from sirekap_desktop.jobs.rereading import add_meeting_photo, replace_photo
from sirekap_desktop.jobs.tps_view import load_tps_view
from sirekap_desktop.models.pleno.facts import Approved, Opened, ReadOut
from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.models.records import EntryHow, NewEntry
from sirekap_desktop.models.workspace import Workspace

CODE = TPS[0].code


@pytest.fixture
def read_out(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Page 2 was photographed, its numbers were typed from that photo, and the TPS was read out."""
    import_paths(workspace, save_photos(tmp_path / "foto", pages=(2,)))
    record_all(workspace, 0)
    image = workspace.current_image(CODE, FORM, 2)
    assert image is not None
    fields = [field.name for field in workspace.form(FORM).fields_on(2)]
    new = [NewEntry(name, TPS[0].values[name], EntryHow.TYPED, image.id) for name in fields]
    workspace.record_many(CODE, FORM, new)
    workspace.note(FORM, Opened(place="Aula"))
    workspace.note(FORM, ReadOut(), CODE)
    return workspace


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    path = tmp_path / "kamera" / "IMG_0042.jpg"
    path.parent.mkdir()
    path.write_bytes(page_photo(0, 2, 1200))
    return path


def rechecks(workspace: Workspace) -> set[str]:
    return {name for name, entry in workspace.entries(CODE, FORM).items() if entry.recheck}


def test_the_new_photo_counts_the_old_is_kept_and_nothing_is_to_be_typed_again(read_out: Workspace, corrected: Path):
    old = read_out.current_image(CODE, FORM, 2)
    made = add_meeting_photo(read_out, CODE, FORM, 2, corrected)
    assert [image.id for image in read_out.versions(CODE, FORM, 2)] == [old.id, made.id]
    assert read_out.current_image(CODE, FORM, 2).id == made.id
    assert rechecks(read_out) == set()
    assert read_out.tps_progress(CODE, FORM).rechecks == 0
    read_out.note(FORM, Approved(), CODE)
    assert read_out.tps_state(FORM, CODE).stage is Stage.APPROVED
    assert read_out.verify().ok


def test_two_photos_of_the_meeting_after_another_stand_beside_the_first(read_out: Workspace, corrected: Path):
    add_meeting_photo(read_out, CODE, FORM, 2, corrected)
    corrected.write_bytes(page_photo(0, 2, 1100))
    add_meeting_photo(read_out, CODE, FORM, 2, corrected)
    assert rechecks(read_out) == set()
    assert read_out.verify().ok


def test_an_ordinary_replacement_still_asks_for_the_numbers_again(read_out: Workspace, corrected: Path):
    replace_photo(read_out, CODE, FORM, 2, corrected)
    assert rechecks(read_out) == {field.name for field in read_out.form(FORM).fields_on(2)}


def test_a_replacement_after_the_meetings_photo_asks_again_too(read_out: Workspace, corrected: Path):
    add_meeting_photo(read_out, CODE, FORM, 2, corrected)
    corrected.write_bytes(page_photo(0, 2, 1100))
    replace_photo(read_out, CODE, FORM, 2, corrected)
    assert rechecks(read_out) == {field.name for field in read_out.form(FORM).fields_on(2)}


def test_old_and_new_are_there_to_be_held_against_each_other(read_out: Workspace, corrected: Path):
    old = read_out.current_image(CODE, FORM, 2)
    assert before_meeting(read_out, load_tps_view(read_out, CODE, FORM)) is None
    tps = load_tps(read_out, FORM, CODE)
    correct(read_out, tps, "suara_1", 5, reason="turus dihitung ulang", witness="saksi 01")
    add_meeting_photo(read_out, CODE, FORM, 2, corrected)
    view = load_tps_view(read_out, CODE, FORM)
    before = before_meeting(read_out, view)
    assert (view.images[2].id != old.id, before.images[2].id) == (True, old.id)
    assert before.readings[2].status == "read"
    assert read_out.values(CODE, FORM)["suara_1"] == 5


def test_before_the_reading_out_and_after_sahkan_it_is_refused_and_nothing_is_kept(
    workspace: Workspace, corrected: Path
):
    record_all(workspace, 0)
    workspace.note(FORM, Opened(place="Aula"))
    with pytest.raises(UserError) as refused:
        add_meeting_photo(workspace, CODE, FORM, 2, corrected)
    assert refused.value.code == "pleno.unread"
    workspace.note(FORM, ReadOut(), CODE)
    workspace.note(FORM, Approved(), CODE)
    with pytest.raises(UserError) as refused:
        add_meeting_photo(workspace, CODE, FORM, 2, corrected)
    assert refused.value.code == "pleno.unread"
    assert workspace.images() == ()


def test_another_page_and_an_unreadable_photo_are_refused_with_a_sentence(read_out: Workspace, corrected: Path):
    corrected.write_bytes(page_photo(0, 1))
    with pytest.raises(UserError) as refused:
        add_meeting_photo(read_out, CODE, FORM, 2, corrected)
    assert refused.value.code == "image.other_page"
    corrected.write_bytes(b"bukan foto")
    with pytest.raises(UserError) as refused:
        add_meeting_photo(read_out, CODE, FORM, 2, corrected)
    assert refused.value.code == "image.unread"
    assert len(read_out.images()) == 1
