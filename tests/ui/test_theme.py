from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontDatabase

import sirekap_desktop.ui
from sirekap_desktop.ui.icons import icon_pixmap
from sirekap_desktop.ui.theme import COLORS, Sign, Tone, color, style_sheet, tone_colors

_TEXT_ON = [
    ("text", "surface"), ("text", "page"), ("text", "header"), ("text", "total"), ("text", "current"),
    ("muted", "surface"), ("muted", "page"), ("muted", "header"), ("accent", "surface"), ("accent", "section"),
    ("accent", "accent_soft"), ("surface", "accent"), ("surface", "accent_dark"), ("rail_text", "accent"),
    ("rail_text", "accent_dark"), ("neutral", "neutral_bg"), ("bad", "bad_bg"), ("bad", "surface"), ("bad", "page"),
]  # fmt: skip


def _luminance(tint: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in tint.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("front", "back"), _TEXT_ON)
def test_text_can_be_read_on_its_background(front, back):
    assert _contrast(color(front), color(back)) >= 4.5


@pytest.mark.parametrize("tone", list(Tone))
def test_pills_can_be_read(tone):
    colors = tone_colors(tone)
    assert _contrast(colors.text, colors.background) >= 4.5


def test_the_focus_colour_stands_out_from_every_surface():
    for name in ("surface", "page"):
        assert _contrast(color("focus"), color(name)) >= 3


def test_the_style_sheet_has_no_unfilled_token_and_grows_with_the_font():
    assert "@" not in style_sheet()
    assert "font-size: 13px" in style_sheet(1.0)
    assert "font-size: 20px" in style_sheet(1.5)


def test_every_colour_in_the_style_sheet_is_a_token():
    from importlib.resources import files

    source = (files("sirekap_desktop.resources") / "style" / "main.qss").read_text("utf-8")
    assert set(re.findall(r"#[0-9a-f]{6}", source)) <= {"#c3c8d1"}
    assert len(COLORS) > 20


def test_the_bundled_fonts_are_loaded():
    assert {"Noto Sans", "Noto Sans Mono"} <= set(QFontDatabase.families())


@pytest.mark.parametrize("sign", [sign for sign in Sign if sign])
def test_every_sign_has_a_picture_in_the_colour_asked_for(sign):
    picture = icon_pixmap(sign.value, 24, QColor("#a01219"), 1.5).toImage()
    assert picture.width() == 36
    inked = [picture.pixelColor(x, y) for x in range(36) for y in range(36) if picture.pixelColor(x, y).alpha() == 255]
    assert inked
    assert all(tint.red() > 120 > tint.green() for tint in inked)


def test_every_painter_is_ended_by_hand():
    """A painter that waits for the garbage collector may die in another thread, and the program with it."""
    code = Path(sirekap_desktop.ui.__file__).parent
    for source in code.rglob("*.py"):
        text = source.read_text("utf-8")
        assert text.count("= QPainter(") == text.count("painter.end()"), source.name
