"""What Sirekap published stands beside the recorded figures: kept whole, never a value, and never told too early."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.models.audit_acts import AuditFilter
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.sirekap import NewSirekap
from sirekap_desktop.models.sirekap_compare import compare
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, TPS_1, TPS_2, add_photo, consistent_values, record_all, reopen

FOREIGN = "7605052001099"


def sirekap(tps: str = TPS_1, published: str = "2024-02-16 14:00:34", **figures: int) -> NewSirekap:
    return NewSirekap(tps, FORM, published, figures, f"{tps}.json", "e" * 64)


def differing(workspace: Workspace) -> list[tuple[str, str, int | None, int]]:
    found = workspace.sirekap_comparison(FORM).differences
    return [(one.tps, one.field, one.recorded, one.sirekap) for one in found]


def test_a_figure_that_differs_is_found_and_no_value_is_changed(workspace: Workspace):
    record_all(workspace, TPS_1)
    before = workspace.values(TPS_1, FORM)
    workspace.add_sirekap([sirekap(suara_1=160, suara_2=70)])
    assert differing(workspace) == [(TPS_1, "suara_1", 60, 160)]
    assert workspace.values(TPS_1, FORM) == before
    assert workspace.sirekap_comparison(FORM).differences[0].difference == 100


def test_the_newest_import_counts_whatever_time_sirekap_wrote_and_the_older_is_kept(workspace: Workspace):
    record_all(workspace, TPS_1)
    workspace.add_sirekap([sirekap(published="2024-02-20 08:00:00", suara_1=160)])
    workspace.add_sirekap([sirekap(published="2024-02-16 08:00:00", suara_1=61)])
    again = reopen(workspace)
    assert differing(again) == [(TPS_1, "suara_1", 60, 61)]
    assert [one.figures["suara_1"] for one in again.sirekap_history(FORM, TPS_1)] == [160, 61]
    assert again.verify().ok


def test_the_same_again_is_not_kept_twice(workspace: Workspace):
    assert len(workspace.add_sirekap([sirekap(suara_1=1), sirekap(TPS_2, suara_1=2)])) == 2
    rows = workspace.audit_rows()
    assert workspace.add_sirekap([sirekap(suara_1=1), sirekap(TPS_2, suara_1=2)]) == ()
    assert workspace.audit_rows() == rows
    assert len(workspace.add_sirekap([sirekap(suara_1=3)])) == 1


def test_a_tps_of_another_kecamatan_is_refused_and_nothing_is_kept(workspace: Workspace):
    with pytest.raises(UserError) as refused:
        workspace.add_sirekap([sirekap(suara_1=1), sirekap("5201011001001", suara_1=1)])
    assert refused.value.code == "sirekap.kecamatan"
    assert workspace.sirekap_records() == ()


def test_who_may_only_look_imports_nothing(workspace: Workspace):
    workspace.close()
    with Workspace.open(workspace.folder, read_only=True) as reader, pytest.raises(UserError):
        reader.add_sirekap([sirekap(suara_1=1)])


def test_missing_tps_are_named_on_both_sides(workspace: Workspace):
    workspace.add_sirekap([sirekap(suara_1=1), sirekap(FOREIGN, suara_1=1)])
    found = workspace.sirekap_comparison(FORM)
    assert found.foreign == (FOREIGN,)
    assert TPS_2 in found.absent
    assert TPS_1 not in found.absent


def test_without_any_data_of_sirekap_nothing_is_missing(workspace: Workspace):
    assert workspace.sirekap_comparison(FORM).absent == ()


def test_empty_on_the_paper_and_zero_in_sirekap_are_no_difference(workspace: Workspace):
    record_all(workspace, TPS_1, {"suara_1": None, "suara_2": None})
    workspace.add_sirekap([sirekap(suara_1=0, suara_2=3)])
    assert differing(workspace) == [(TPS_1, "suara_2", None, 3)]


# blind


def test_of_a_field_without_an_entry_nothing_is_told(workspace: Workspace):
    workspace.add_sirekap([sirekap(suara_1=160, suara_2=70)])
    assert differing(workspace) == []
    assert workspace.sirekap_beside(FORM, TPS_1) == {}
    workspace.record(TPS_1, FORM, "suara_1", 60, EntryHow.TYPED)
    assert workspace.sirekap_beside(FORM, TPS_1) == {"suara_1": 160}
    assert differing(workspace) == [(TPS_1, "suara_1", 60, 160)]


def test_what_must_be_typed_again_is_not_told_either(workspace: Workspace):
    photo = add_photo(workspace)
    workspace.record(TPS_1, FORM, "suara_1", 60, EntryHow.TYPED, image_id=photo.id)
    workspace.add_sirekap([sirekap(suara_1=160)])
    add_photo(workspace, content=b"pengganti", replace=True)
    assert workspace.entries(TPS_1, FORM)["suara_1"].recheck
    assert differing(workspace) == []
    assert workspace.sirekap_beside(FORM, TPS_1) == {}


def test_a_sum_that_sirekap_breaks_is_told_only_when_all_its_fields_are_recorded(workspace: Workspace):
    votes = {"suara_1": 160, "suara_2": 70, "suara_3": 30, "suara_sah": 160}
    workspace.add_sirekap([sirekap(**votes)])
    for name in ("suara_1", "suara_2", "suara_3"):
        workspace.record(TPS_1, FORM, name, 9, EntryHow.TYPED)
        assert workspace.sirekap_comparison(FORM).broken == ()
    workspace.record(TPS_1, FORM, "suara_sah", 9, EntryHow.TYPED)
    (found,) = workspace.sirekap_comparison(FORM).broken
    assert (found.tps, found.check.rule, found.check.left, found.check.right) == (TPS_1, "R3", 160, 260)


def test_the_audit_trail_never_tells_the_figures(workspace: Workspace):
    workspace.add_sirekap([sirekap(suara_1=87654321)])
    row = workspace.audit_rows(limit=1)[0]
    assert row.subject == "sirekap_record"
    assert "87654321" not in row.detail
    assert "87654321" not in workspace.audit_export().decode()
    (act, *_) = workspace.audit_acts(AuditFilter(), 1)
    assert act.sentence == (
        "ANI mengimpor data Sirekap SAMBABO TPS 001 (PPWP) terbitan 2024-02-16 14:00:34 sebagai pembanding."
    )


# the comparison as arithmetic

_FORM = load_form(FORM)
_NAMES = [item.name for item in _FORM.fields]
_values = st.dictionaries(st.sampled_from(_NAMES), st.none() | st.integers(0, 400))
_figures = st.dictionaries(st.sampled_from([*_NAMES, "isian_lama"]), st.integers(0, 400))


@given(_values, _figures)
def test_a_difference_is_told_exactly_where_both_are_known_and_unequal(recorded, figures):
    found = compare(_FORM, [TPS_1], {TPS_1: recorded}, {TPS_1: figures})
    expected = {n for n in recorded.keys() & figures.keys() if (recorded[n] or 0) != figures[n]}
    assert {one.field for one in found.differences} == expected
    assert found.fields == len(recorded.keys() & figures.keys())
    names = {name for one in found.broken for name in one.check.fields}
    assert names <= recorded.keys() & figures.keys()


@given(_values)
def test_sirekap_saying_the_same_differs_nowhere(recorded):
    figures = {name: value or 0 for name, value in recorded.items()}
    assert compare(_FORM, [TPS_1], {TPS_1: recorded}, {TPS_1: figures}).differences == ()


def test_sums_that_hold_are_not_named():
    values = consistent_values(_FORM)
    assert compare(_FORM, [TPS_1], {TPS_1: values}, {TPS_1: values}).broken == ()
