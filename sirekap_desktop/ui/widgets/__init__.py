"""The building blocks that every page uses; import them from here."""

from __future__ import annotations

from sirekap_desktop.ui.widgets.basics import (
    button,
    field_row,
    icon_button,
    label,
    scroll,
    set_role,
)
from sirekap_desktop.ui.widgets.cards import Card, NumberCard
from sirekap_desktop.ui.widgets.hints import HintBar
from sirekap_desktop.ui.widgets.message_bar import MessageBar
from sirekap_desktop.ui.widgets.pill import Pill, StatusPill, fitted, paint_pill, pill_size, status_text
from sirekap_desktop.ui.widgets.progress import JobProgress, StackedBar, paint_stack, time_left
from sirekap_desktop.ui.widgets.tables import PILL_ROLE, CountDelegate, PillDelegate, setup_table

__all__ = [
    "PILL_ROLE",
    "Card",
    "CountDelegate",
    "HintBar",
    "JobProgress",
    "MessageBar",
    "NumberCard",
    "Pill",
    "PillDelegate",
    "StackedBar",
    "StatusPill",
    "button",
    "field_row",
    "fitted",
    "icon_button",
    "label",
    "paint_pill",
    "paint_stack",
    "pill_size",
    "scroll",
    "set_role",
    "setup_table",
    "status_text",
    "time_left",
]
