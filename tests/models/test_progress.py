"""Where each TPS stands, and what it needs next."""

from __future__ import annotations

from sirekap_desktop.forms.reading import FieldStatus, TpsReading
from sirekap_desktop.models.records import EntryHow, Status
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, TPS_1, TPS_2, add_photo, field_reading, page_reading, record_all, tps


def test_status_follows_page_and_entries(workspace: Workspace) -> None:
    assert workspace.status(TPS_1, FORM) is Status.BELUM
    add_photo(workspace)
    assert workspace.status(TPS_1, FORM) is Status.TERBACA
    record_all(workspace, TPS_1)
    assert workspace.status(TPS_1, FORM) is Status.DIPERIKSA
    workspace.withdraw(TPS_1, FORM, "suara_1")
    assert workspace.status(TPS_1, FORM) is Status.TERBACA


def test_progress_counts_pages_proven_fields_and_what_is_to_type(workspace: Workspace) -> None:
    reading = page_reading(
        2,
        field_reading("suara_1", 66),
        field_reading("suara_2", 16, FieldStatus.TYPE),
        field_reading("suara_3", 1, FieldStatus.CONFIRM),
        problems=("kabur",),
    )
    add_photo(workspace, reading=reading)
    workspace.record(TPS_1, FORM, "suara_2", 16, EntryHow.TYPED)
    progress = workspace.progress(FORM)[0]
    assert (progress.pages_present, progress.pages_missing) == ((2,), (1, 3))
    assert (progress.fields_total, progress.fields_recorded) == (28, 1)
    assert (progress.fields_proven, progress.fields_to_type) == (1, 26)
    assert progress.photo_problems == ("halaman 2 kabur",)


def test_a_fusion_counts_until_a_photo_or_reading_changes(workspace: Workspace) -> None:
    photo = add_photo(workspace, reading=page_reading(2, field_reading("suara_1", 66, FieldStatus.CONFIRM)))
    fused = TpsReading(FORM, (field_reading("suara_1", 66, FieldStatus.PROVEN),), ())
    workspace.save_fusion(TPS_1, FORM, fused)
    assert workspace.tps_reading(TPS_1, FORM)["suara_1"].status is FieldStatus.PROVEN
    assert workspace.tps_progress(TPS_1, FORM).fields_proven == 1
    workspace.set_geometry(photo.id, 0, None, page_reading(2, field_reading("suara_1", 67, FieldStatus.TYPE)))
    assert workspace.tps_reading(TPS_1, FORM)["suara_1"].value == 67
    assert workspace.tps_progress(TPS_1, FORM).fields_proven == 0


def test_a_change_of_the_dpt_is_seen_by_the_hint_at_once(workspace: Workspace) -> None:
    record_all(workspace, TPS_1)
    sheet = workspace.recap_desa("7605052001")
    row = [item.name for item in workspace.form(FORM).fields].index("pemilih_dpt_l")
    assert sheet.cells[row][0].broken == ()
    workspace.add_wilayah([], [tps(TPS_1, (99, 101))])
    assert "R17" in workspace.recap_desa("7605052001").cells[row][0].broken
    assert workspace.tps_progress(TPS_1, FORM).broken_rules == ()
    assert workspace.verify().ok


def test_all_tps_come_by_desa_and_number(workspace: Workspace) -> None:
    assert [item.tps.code for item in workspace.progress(FORM)][:2] == [TPS_1, TPS_2]


def test_subscribers_hear_what_changed_after_the_commit(workspace: Workspace) -> None:
    heard: list[tuple[frozenset[str], dict[str, int | None]]] = []
    cancel = workspace.subscribe(lambda kinds: heard.append((kinds, workspace.values(TPS_1, FORM))))
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    add_photo(workspace, reading=page_reading(2))
    cancel()
    workspace.lock("selesai")
    assert heard == [
        (frozenset({"entries"}), {"suara_1": 66}),
        (frozenset({"images", "readings"}), {"suara_1": 66}),
    ]
