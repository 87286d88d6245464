"""Colours, fonts and style of the window: one set of tokens, used by the style sheet and by everything painted.

Contrast of every text token on its background is at least 4.5:1 (a test computes it). A state never speaks by colour
alone: a :class:`Tone` always comes with a :class:`Sign` or a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from sirekap_desktop.models.records import Status

BASE_PX = 13
"""Body text at font scale 100 %."""

COLORS: dict[str, str] = {
    "accent": "#7a1420",
    "accent_dark": "#5e0f18",
    "accent_soft": "#f8edee",
    "rail_text": "#f7e4e6",
    "text": "#1a1d23",
    "muted": "#565e6b",
    "surface": "#ffffff",
    "page": "#f3f4f7",
    "header": "#f8f9fb",
    "total": "#f2f5f8",
    "section": "#f8f1f1",
    "border": "#dfe2e8",
    "border_strong": "#8b93a1",
    "hover": "#f4f5f8",
    "current": "#fffaf0",
    "focus": "#c2571b",
    "ok": "#0b6437",
    "ok_bg": "#e6f5ec",
    "ok_border": "#8fcfab",
    "warn": "#7a4a00",
    "warn_bg": "#fff4dd",
    "warn_border": "#e8bf6d",
    "bad": "#a01219",
    "bad_bg": "#fdeaea",
    "bad_border": "#eda5a8",
    "neutral": "#444b57",
    "neutral_bg": "#f1f3f6",
    "neutral_border": "#cfd4dc",
    "belum": "#b8bec9",
    "terbaca": "#f0c269",
    "diperiksa": "#6fb68e",
    "disahkan": "#0d6a3c",
    "terkunci": "#3c4657",
}


class Tone(StrEnum):
    """What a coloured thing means."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    NEUTRAL = "neutral"
    ACCENT = "accent"


class Sign(StrEnum):
    """The sign that says the same as the colour: the name of an icon in ``resources/icons``."""

    CHECK = "check"
    PENCIL = "pencil"
    BANG = "bang"
    DOT = "dot"
    CLOCK = "clock"
    EYE = "eye"
    EMPTY = "empty"
    UNSEEN = "unseen"
    PHOTO = "photo"
    AGAIN = "again"
    LOCK = "lock"
    NONE = ""


@dataclass(frozen=True, slots=True)
class ToneColors:
    """Text, background and border of one tone."""

    text: QColor
    background: QColor
    border: QColor


def color(name: str) -> QColor:
    """A token as a QColor. Raises KeyError for an unknown name."""
    return QColor(COLORS[name])


def tone_colors(tone: Tone) -> ToneColors:
    """The three colours of a tone."""
    if tone is Tone.ACCENT:
        return ToneColors(color("surface"), color("accent"), color("accent"))
    return ToneColors(color(tone), color(f"{tone}_bg"), color(f"{tone}_border"))


def status_color(status: Status) -> QColor:
    """The bar colour of a TPS status."""
    return color(status.value)


def load_fonts() -> None:
    """Register the bundled fonts, so that every machine shows the same window."""
    folder = files("sirekap_desktop.resources") / "fonts"
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if item.name.endswith(".ttf"):
            QFontDatabase.addApplicationFontFromData(item.read_bytes())


def font(px: float = BASE_PX, *, bold: bool = False, mono: bool = False, scale: float = 1.0) -> QFont:
    """The window's font. Noto Sans has no ≠ ≤ → −: they come from Noto Sans Mono, bundled as well."""
    result = QFont()
    result.setFamilies(["Noto Sans Mono", "Noto Sans"] if mono else ["Noto Sans", "Noto Sans Mono"])
    result.setPixelSize(max(9, round(px * scale)))
    result.setBold(bold)
    return result


def style_sheet(scale: float = 1.0) -> str:
    """``resources/style/main.qss`` with its tokens filled in: ``@name`` colours and ``@px(n)`` scaled lengths."""
    text = (files("sirekap_desktop.resources") / "style" / "main.qss").read_text("utf-8")
    text = re.sub(r"@px\((\d+)\)", lambda match: f"{round(int(match[1]) * scale)}px", text)
    text = re.sub(r"@icon\((\w+)\)", lambda match: _icon_url(match[1]), text)
    return re.sub(r"@([a-z_]+)", lambda match: COLORS[match[1]], text)


def _icon_url(name: str) -> str:
    path = Path(str(files("sirekap_desktop.resources") / "icons" / f"{name}.svg"))
    return f'"{path.as_posix()}"'


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for key, name in {
        role.Window: "page",
        role.Base: "surface",
        role.AlternateBase: "header",
        role.Text: "text",
        role.WindowText: "text",
        role.ButtonText: "text",
        role.Button: "surface",
        role.Highlight: "accent",
        role.HighlightedText: "surface",
        role.PlaceholderText: "muted",
        role.Link: "accent",
        role.ToolTipBase: "surface",
        role.ToolTipText: "text",
    }.items():
        palette.setColor(key, color(name))
    return palette


def apply_theme(app: QApplication, scale: float = 1.0) -> None:
    """Style the whole application; ``scale`` is the operator's font size (1.0 = 100 %). Safe to call again."""
    if "Noto Sans" not in QFontDatabase.families():
        load_fonts()
    app.setStyle("Fusion")
    app.setPalette(_palette())
    app.setFont(font(scale=scale))
    app.setStyleSheet(style_sheet(scale))
    app.setProperty("fontScale", scale)


def current_scale() -> float:
    """The font scale in force, for painted widgets."""
    app = QApplication.instance()
    value = app.property("fontScale") if app else None
    return float(value) if value else 1.0


def px(value: float) -> int:
    """A length in pixels grown with the font scale."""
    return round(value * current_scale())
