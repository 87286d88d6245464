"""The window: everything that knows Qt."""

from __future__ import annotations

from sirekap_desktop.ui.none_guard import keep_none

keep_none()  # before the first Qt call, whoever makes it
