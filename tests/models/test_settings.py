"""Settings of a workspace: known names, right kinds, nothing else."""

from __future__ import annotations

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.settings import Settings
from sirekap_desktop.models.workspace import Workspace


def test_defaults_count_until_something_is_set(workspace: Workspace) -> None:
    assert workspace.settings() == Settings()
    workspace.set_setting("policy", "sample")
    workspace.set_setting("sample_percent", 20)
    assert workspace.settings() == Settings(policy="sample", sample_percent=20)


def test_a_setting_is_in_the_chain_and_only_when_it_changes(workspace: Workspace) -> None:
    workspace.set_setting("paper", "A4")
    rows = workspace.audit_rows()
    workspace.set_setting("paper", "A4")
    assert workspace.audit_rows() == rows
    assert (rows[-1].subject, rows[-1].row_id) == ("setting", "paper")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("warna", "merah", "setting.unknown"),
        ("paper", "A5", "setting.value"),
        ("policy", 1, "setting.value"),
        ("sample_percent", 0, "setting.value"),
        ("sample_percent", True, "setting.value"),
        ("font_scale", "100", "setting.value"),
    ],
)
def test_what_is_not_allowed_is_named(workspace: Workspace, name: str, value: object, code: str) -> None:
    with pytest.raises(UserError) as caught:
        workspace.set_setting(name, value)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert workspace.settings() == Settings()
