"""The official presidential form and plausible numbers for it."""

from __future__ import annotations

import pytest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.samples.ulumanda import load_ulumanda


@pytest.fixture(scope="session")
def form() -> FormDefinition:
    return load_form("c-hasil-ppwp-2024")


@pytest.fixture(scope="session")
def values() -> dict[str, int | None]:
    """Those of TPS 004 Kabiraan."""
    return dict(load_ulumanda().tps[3].values)
