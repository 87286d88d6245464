"""Likely slips of the pen in recorded figures (*kemungkinan salah salin*): pure, measured in docs/slips.md."""

from __future__ import annotations

from sirekap_desktop.forms.slips.find import find_slips
from sirekap_desktop.forms.slips.records import Figures, Slip, SlipKind

__all__ = ["Figures", "Slip", "SlipKind", "find_slips"]
