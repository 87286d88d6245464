"""Bagi and gabung panel: two and three laptops, one recap; every refusal by its name; nothing half joined."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from panels import DESA, FORM, TPS, Laptops, hold, laptops, photo, record

from sirekap_desktop.exchange import panel_file
from sirekap_desktop.exchange.panel import read as read_package
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.reading import TpsReading
from sirekap_desktop.jobs import panels, restoring, second_copy
from sirekap_desktop.jobs.export import write_package
from sirekap_desktop.jobs.pleno import load_sitting, next_line
from sirekap_desktop.jobs.tps_view import next_tps
from sirekap_desktop.models import state
from sirekap_desktop.models.panels import HandingState
from sirekap_desktop.models.pleno.facts import Attended, Closed, Incident, Opened, PanelSet, ReadOut, Scheduled
from sirekap_desktop.models.pleno.meeting import meeting_of
from sirekap_desktop.models.records import EntryHow, ImportOutcome, NewDoubt, Status
from sirekap_desktop.models.roles import Role
from sirekap_desktop.models.workspace import Workspace


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[Laptops]:
    made = laptops(tmp_path)
    with made.main:
        yield made


@pytest.fixture
def panel(meeting: Laptops) -> Iterator[Workspace]:
    """Panel 1 with the first two desa."""
    with meeting.panel(1, DESA[:2]) as opened:
        yield opened


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.code


def test_what_a_panel_did_stands_on_the_main_laptop_as_if_it_had_been_done_there(
    meeting: Laptops, panel: Workspace
) -> None:
    for code in TPS[:4]:
        photo(panel, code)
        hold(panel, code)
    for code in TPS[4:]:
        hold(meeting.main, code)
    seen = panels.look(meeting.main, package := meeting.pack(panel))
    assert (seen.tps, seen.photos, seen.approved, seen.objections, seen.corrections) == (4, 4, 4, 4, 4)
    assert (seen.known, seen.final, seen.repeats) == (False, True, False)
    assert meeting.main.values(TPS[0], FORM) == {}
    meeting.join(package)
    for code in TPS[:4]:
        assert meeting.main.values(code, FORM) == panel.values(code, FORM)
        assert meeting.main.histories(code, FORM) == panel.histories(code, FORM)
        assert meeting.main.tps_meeting(FORM, code) == panel.tps_meeting(FORM, code)
        assert meeting.main.tps_progress(code, FORM) == replace(panel.tps_progress(code, FORM), elsewhere=False)
    image = meeting.main.current_image(TPS[0], FORM, 2)
    assert image is not None
    assert meeting.main.original_path(image.sha256).read_bytes() == f"foto {TPS[0]}".encode()
    assert {row.status for row in meeting.main.progress(FORM)} == {Status.DISAHKAN}
    report = meeting.main.verify()
    assert report.findings == ()
    assert len(report.heads) == 2
    meeting.main.lock("selesai")
    assert meeting.main.verify().ok


# --- belonging ------------------------------------------------------------------------------------------------------


def test_the_main_laptop_records_nothing_in_a_desa_that_is_away_and_everything_in_the_others(
    meeting: Laptops, panel: Workspace
) -> None:
    main = meeting.main
    away = TPS[0]
    image = photo(main, None)
    for act in (
        lambda: record(main, away),
        lambda: main.withdraw(away, FORM, "suara_1"),
        lambda: main.note(FORM, Incident(text="x"), away),
        lambda: main.assign(image, away, FORM, 2),
        lambda: main.doubt([NewDoubt(away, FORM, "suara_1", image, 0, 1)]),
        lambda: main.lock("x"),
        lambda: main.lock("x", FORM),
        lambda: main.lock("x", FORM, DESA[0]),
        lambda: main.add_wilayah([], []),
        lambda: main.set_elections((FORM,)),
        lambda: main.note(FORM, Closed()),
        lambda: main.hand_out(2, "B", DESA[1:3]),
        lambda: main.hand_out(1, "B", DESA[2:3]),
    ):
        assert refused(act) in {"panel.out", "entry.none"}
    assert main.why_elsewhere(away)
    arrived = main.image(photo(main, away))
    assert arrived is not None
    assert (arrived.outcome, arrived.version) == (ImportOutcome.UNASSIGNED, 0)
    assert "panel 1" in arrived.reason
    assert main.may(FORM, ReadOut(), away)
    hold(main, TPS[4])
    main.lock("x", FORM, DESA[2])
    assert main.verify().ok


def test_a_panel_records_in_its_desa_only_and_leaves_the_rest_to_the_main_laptop(
    meeting: Laptops, panel: Workspace
) -> None:
    hold(panel, TPS[0])
    panel.note(FORM, Attended(name="SAKSI DUA", capacity="saksi", contestant=2))
    for act in (
        lambda: record(panel, TPS[4]),
        lambda: panel.note(FORM, Incident(text="x"), TPS[4]),
        lambda: panel.save_fusion(TPS[4], FORM, TpsReading(FORM, (), ())),
    ):
        assert refused(act) == "panel.elsewhere"
    for act in (
        lambda: panel.lock("x"),
        lambda: panel.lock("x", FORM, DESA[0]),
        lambda: panel.unlock("x"),
        lambda: panel.add_wilayah([], []),
        lambda: panel.set_elections((FORM,)),
        lambda: panel.note(FORM, Closed()),
        lambda: panel.note(FORM, Opened(place="lain")),
        lambda: panel.note(FORM, Scheduled()),
        lambda: panel.note(FORM, PanelSet(1, "A", DESA[:1])),
        lambda: panel.hand_out(2, "B", DESA[:1]),
        lambda: panel.take_back_desa(panel.handings()[0].id, "x"),
    ):
        assert refused(act) == "panel.main_only"
    assert panel.verify().ok


def test_each_laptop_goes_on_to_its_own_tps_only(meeting: Laptops, panel: Workspace) -> None:
    for workspace, own in ((panel, TPS[:4]), (meeting.main, TPS[4:])):
        lines = load_sitting(workspace, FORM).lines
        assert tuple(line.code for line in lines if not line.elsewhere) == own
        assert next_line(lines, TPS[3]) == next(line for line in lines if line.code == own[0])
        for code in TPS:
            if not workspace.why_elsewhere(code):
                workspace.record(code, FORM, "suara_1", 1, EntryHow.TYPED)
        following = next_tps(workspace.progress(FORM))
        assert following is not None
        assert following.tps.code == own[0]
    meeting.pack(panel)
    assert next_line(load_sitting(panel, FORM).lines) is None


def test_after_its_final_package_a_panel_records_nothing_and_the_main_laptop_does(
    meeting: Laptops, panel: Workspace
) -> None:
    record(panel, TPS[0])
    package = meeting.pack(panel)
    assert refused(lambda: record(panel, TPS[1])) == "panel.returned"
    assert refused(lambda: panel.note(FORM, Attended(name="A"))) == "panel.returned"
    assert refused(lambda: record(meeting.main, TPS[1])) == "panel.out"
    meeting.join(package)
    record(meeting.main, TPS[1])
    assert [one.state for one in meeting.main.handings()] == [HandingState.JOINED]


def test_an_interim_package_shows_how_far_the_panel_is_and_the_next_brings_only_what_is_new(
    meeting: Laptops, panel: Workspace
) -> None:
    hold(panel, TPS[0])
    meeting.join(meeting.pack(panel, final=False))
    assert meeting.main.status(TPS[0], FORM) is Status.DISAHKAN
    assert refused(lambda: record(meeting.main, TPS[1])) == "panel.out"
    hold(panel, TPS[1])
    seen = meeting.join(meeting.pack(panel))
    assert (seen.tps, seen.known, seen.approved) == (1, True, 1)
    assert meeting.main.status(TPS[1], FORM) is Status.DISAHKAN
    assert meeting.main.verify().ok


def test_joining_again_in_any_order_changes_nothing(meeting: Laptops, panel: Workspace) -> None:
    hold(panel, TPS[0])
    first = meeting.pack(panel, final=False)
    hold(panel, TPS[1])
    last = meeting.pack(panel)
    meeting.join(last)
    before = meeting.main.audit_rows()
    for package in (last, first, meeting.pack(panel)):
        assert meeting.join(package).repeats
    assert meeting.main.audit_rows() == before


def test_a_file_that_could_not_be_written_leaves_the_desa_here(
    meeting: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(panel_file, "write", full)
    assert refused(lambda: meeting.panel(1, DESA[:1])) == "disk.full"
    record(meeting.main, TPS[0])
    assert refused(lambda: panels.find_panel_files(meeting.stick / "tidak ada")) == "copy.missing"
    assert panels.find_panel_files(meeting.stick) == ()


def test_desa_taken_back_are_recorded_here_and_the_package_comes_too_late(meeting: Laptops, panel: Workspace) -> None:
    record(panel, TPS[0])
    package = meeting.pack(panel)
    assert refused(lambda: meeting.main.take_back_desa(meeting.main.handings()[0].id, " ")) == "panel.reason"
    meeting.main.take_back_desa(meeting.main.handings()[0].id, "laptop rusak")
    record(meeting.main, TPS[0])
    assert refused(lambda: meeting.join(package)) == "panel.taken_back"
    assert meeting.main.verify().ok


def test_a_desa_may_go_out_again_to_the_same_laptop(meeting: Laptops, panel: Workspace) -> None:
    hold(panel, TPS[0])
    meeting.join(meeting.pack(panel))
    with meeting.panel(1, DESA[:2], laptop="lagi") as again:
        hold(again, TPS[1])
        meeting.join(meeting.pack(again))
    assert meeting.main.status(TPS[1], FORM) is Status.DISAHKAN
    assert meeting.main.verify().ok


def test_a_damaged_panel_file_keeps_no_other_of_the_stick_out(meeting: Laptops) -> None:
    whole, damaged = (panels.share(meeting.main, meeting.stick, n, "A", [DESA[n - 1]]).folder for n in (1, 2))
    (damaged / panel_file.NAME).write_bytes(b"{")
    assert [file.folder for file in panels.find_panel_files(meeting.stick)] == [whole]
    for data in (b"{", b'{"algorithm":', (whole / panel_file.NAME).read_bytes().replace(b"ULUMANDA", b"ULUMANDI")):
        (whole / panel_file.NAME).write_bytes(data)
        with pytest.raises(UserError, match="laptop induk") as caught:
            panels.find_panel_files(meeting.stick)
        assert caught.value.code == "panel.file"


def test_one_computer_may_be_main_laptop_and_panel(meeting: Laptops) -> None:
    shared = panels.share(meeting.main, meeting.stick, 1, "A", DESA[:1])
    file = panels.find_panel_files(meeting.stick)[0]
    opened = panels.open_panel(file, meeting.folder / "sini", operator="B", key_folder=meeting.main.key_folder)
    with opened.workspace as panel:
        assert panel.machine_id != meeting.main.machine_id
        hold(panel, TPS[0])
        meeting.join(meeting.pack(panel))
    assert shared.fingerprint == file.fingerprint
    assert meeting.main.verify().ok


# --- refusals -------------------------------------------------------------------------------------------------------


def test_an_unknown_key_is_asked_for_once(meeting: Laptops, panel: Workspace) -> None:
    photo(panel, TPS[0])
    record(panel, TPS[0])
    package = meeting.pack(panel, final=False)
    rows = meeting.main.audit_rows()
    assert refused(lambda: meeting.main.join(read_package(package).package)) == "panel.key"
    assert refused(lambda: panels.join(meeting.main, package)) == "panel.key"
    assert refused(lambda: panels.join(meeting.main, package, accepted="AAAA-AAAA-AAAA-AAAA-AAAA")) == "panel.key"
    assert meeting.main.audit_rows() == rows
    assert list(meeting.main.images_folder.iterdir()) == []
    panels.join(meeting.main, package, accepted=panels.fingerprint(panel))
    record(panel, TPS[1])
    panels.join(meeting.main, meeting.pack(panel))
    assert meeting.main.values(TPS[1], FORM)


def test_one_panel_file_on_two_laptops_is_found_when_the_second_comes(meeting: Laptops, panel: Workspace) -> None:
    file = next(meeting.stick.glob("Sirekap-Panel-1-*"))
    with meeting.open(file, "kedua") as second:
        record(panel, TPS[0])
        record(second, TPS[0], votes=40)
        meeting.join(meeting.pack(panel, final=False))
        other = meeting.pack(second, name="lain.zip")
        assert refused(lambda: meeting.join(other)) == "panel.other_laptop"
    assert meeting.main.verify().ok


def test_a_copied_panel_workspace_that_went_on_by_itself_is_found(meeting: Laptops, panel: Workspace) -> None:
    record(panel, TPS[0])
    panel.close()
    shutil.copytree(panel.folder, twin := meeting.folder / "kembar")
    with ExitStack() as stack:
        one, other = (
            stack.enter_context(Workspace.open(folder, operator="X", key_folder=panel.key_folder))
            for folder in (panel.folder, twin)
        )
        record(one, TPS[1])
        record(other, TPS[2])
        meeting.join(meeting.pack(one, final=False))
        assert refused(lambda: meeting.join(meeting.pack(other, name="kembar.zip"))) == "panel.fork"


def test_a_panel_goes_on_from_its_second_copy_on_another_laptop(meeting: Laptops, panel: Workspace) -> None:
    hold(panel, TPS[0])
    meeting.join(meeting.pack(panel, final=False))
    hold(panel, TPS[1])
    second_copy.make(panel, meeting.stick)
    copy = second_copy.find_copies(meeting.stick)[0]
    restoring.restore(copy, meeting.folder / "pulih")
    key_folder = meeting.folder / "kunci-pulih"
    found = restoring.open_restored(copy, meeting.folder / "pulih", operator="CADANGAN", key_folder=key_folder)
    with found.workspace as there:
        assert refused(lambda: record(there, TPS[4])) == "panel.elsewhere"
        hold(there, TPS[2])
        package = meeting.pack(there)
        assert not panels.look(meeting.main, package).known
        meeting.join(package)
    assert {meeting.main.status(code, FORM) for code in TPS[:3]} == {Status.DISAHKAN}
    report = meeting.main.verify()
    assert report.ok
    assert len(report.heads) == 3


def test_a_package_of_another_meeting_is_foreign(meeting: Laptops, panel: Workspace, tmp_path: Path) -> None:
    record(panel, TPS[0])
    package = meeting.pack(panel)
    other = laptops(tmp_path / "lain")
    with other.main:
        assert refused(lambda: panels.look(other.main, package)) == "panel.foreign"
        assert refused(lambda: panels.look(panel, package)) == "panel.main_only"


def test_a_main_laptop_restored_from_before_the_split_does_not_know_it(meeting: Laptops) -> None:
    second_copy.make(meeting.main, meeting.stick)
    copy = second_copy.find_copies(meeting.stick)[0]
    with meeting.panel(1, DESA[:1]) as panel:
        record(panel, TPS[0])
        package = meeting.pack(panel)
    restoring.restore(copy, meeting.folder / "pulih")
    with Workspace.open(meeting.folder / "pulih", operator="K", key_folder=meeting.main.key_folder) as old:
        assert refused(lambda: panels.look(old, package)) == "panel.unknown"


def test_other_rules_of_a_form_on_the_panel_are_refused(
    meeting: Laptops, panel: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(panel, TPS[0])
    package = meeting.pack(panel)
    monkeypatch.setattr(state, "digest", lambda _contests: "versi lain")
    assert refused(lambda: panels.look(meeting.main, package)) == "panel.lists"


def test_a_photo_that_has_no_place_before_the_split_stays_with_the_main_laptop(meeting: Laptops) -> None:
    image = photo(meeting.main, None, b"tanpa tempat")
    with meeting.panel(1, DESA[:1]) as panel:
        assert refused(lambda: panel.assign(image, TPS[0], FORM, 2)) == "panel.photo"
        assert refused(lambda: panel.set_geometry(image, 90, None)) == "panel.photo"
        mine = photo(panel, None, b"datang di panel")
        panel.assign(mine, TPS[0], FORM, 2)
        panel.set_aside(mine, ImportOutcome.UNASSIGNED, "salah")
        panel.assign(mine, TPS[1], FORM, 2)
        meeting.main.assign(image, TPS[4], FORM, 2)
        meeting.join(meeting.pack(panel))
    assert meeting.main.current_image(TPS[1], FORM, 2).id == mine  # type: ignore[union-attr]
    assert meeting.main.verify().ok


def test_the_same_photo_may_have_come_in_on_two_laptops(meeting: Laptops, panel: Workspace) -> None:
    photo(meeting.main, TPS[4], b"dari grup pesan")
    photo(panel, TPS[0], b"dari grup pesan")
    meeting.join(meeting.pack(panel))
    assert len(meeting.main.known(meeting.main.current_image(TPS[0], FORM, 2).sha256)) == 2  # type: ignore[union-attr]
    assert meeting.main.verify().ok


def test_settings_and_pins_of_a_panel_stay_there(meeting: Laptops, panel: Workspace) -> None:
    panel.set_setting("paper", "A4")
    ketua = panel.add_person("KETUA PANEL", Role.KETUA, "271828")
    record(panel, TPS[0])
    meeting.main.set_setting("paper", "F4")
    meeting.join(meeting.pack(panel, final=False))
    assert meeting.main.settings().paper == "F4"
    assert meeting.main.people() == ()
    assert meeting.main.verify().findings == ()
    panel.set_setting("paper", "A3")
    meeting.main.set_setting("paper", "A4")
    assert ketua.name in meeting.join(meeting.pack(panel)).people
    assert meeting.main.settings().paper == "A4"
    assert meeting.main.verify().findings == ()


def test_second_copies_of_main_laptop_and_panel_lie_side_by_side_on_one_stick(
    meeting: Laptops, panel: Workspace
) -> None:
    hold(panel, TPS[0])
    second_copy.make(panel, meeting.stick)
    second_copy.make(meeting.main, meeting.stick)
    second_copy.make(meeting.main, meeting.stick)
    mine, its = second_copy.newest(panel, meeting.stick), second_copy.newest(meeting.main, meeting.stick)
    assert mine is not None
    assert its is not None
    assert (mine.card.machine, its.card.machine) == (panel.machine_id, meeting.main.machine_id)
    assert (mine.card.approved, its.card.approved) == (1, 0)


def test_a_panel_makes_no_package_for_the_kabupaten(meeting: Laptops, panel: Workspace) -> None:
    assert refused(lambda: write_package(panel, meeting.stick / "kabupaten.zip")) == "panel.main_only"


# --- attendance -----------------------------------------------------------------------------------------------------


def test_a_third_saksi_of_one_contestant_is_named_before_and_joined_all_the_same(
    meeting: Laptops, panel: Workspace
) -> None:
    def saksi(workspace: Workspace, name: str, contestant: int = 2) -> None:
        fact = Attended(name=name, capacity="saksi", contestant=contestant, mandate=f"M-{name}", present=False)
        workspace.note(FORM, fact)

    saksi(meeting.main, "BUDI")
    saksi(meeting.main, "SRI", 1)
    saksi(panel, "budi ")
    saksi(panel, "ROSDIANA")
    saksi(panel, "HASAN", 1)
    assert panels.look(meeting.main, meeting.pack(panel, final=False)).crowds == ()
    saksi(meeting.main, "ANDI")
    package = meeting.pack(panel)
    (crowd,) = panels.look(meeting.main, package).crowds
    assert (crowd.election, crowd.contestant) == ("Presiden dan Wakil Presiden", 2)
    assert [name.strip().upper() for name in crowd.names] == ["BUDI", "ANDI", "ROSDIANA"]
    meeting.join(package)
    assert {one.fact.name for one in meeting_of(meeting.main.meeting(FORM)).saksi} >= {"ANDI", "ROSDIANA"}
    assert panels.look(meeting.main, package).crowds == ()
