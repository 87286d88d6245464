"""Every text that the operator sees goes through the translation, exists in English, and can be drawn."""

from __future__ import annotations

import ast
import importlib.util
import re
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QRawFont

import sirekap_desktop.ui
from sirekap_desktop.ui.i18n import install_language
from tests.ui.conftest import settle

UI = Path(sirekap_desktop.ui.__file__).parent
SOURCES = sorted(UI.rglob("*.py"))
_SHOWN_BY = {
    "setText", "setTitle", "setWindowTitle", "setToolTip", "setPlaceholderText", "setAccessibleName", "setSuffix",
    "QLabel", "QPushButton", "QToolButton", "QRadioButton", "QCheckBox", "QAction", "QGroupBox", "addItem", "addTab",
    "label", "button", "icon_button", "field_row", "Card", "NumberCard", "Pill", "show_state", "notify", "Message",
    "UserError", "ask_text", "confirm", "open_file", "open_files", "open_folder", "save_file", "show_text",
}  # fmt: skip
_WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
_SAME_IN_EVERY_LANGUAGE = re.compile(
    r"^(Bahasa Indonesia|English|Alt [1-7]|PIN|SHA-256|TPS|F4 \(215 × 330 mm\)|A[34])$"
)
_ROLES = {"small", "muted", "heading", "huge", "big", "bad", "strong", "section", "mono", "unit"}


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _literals(call: ast.Call) -> list[str]:
    """The words written straight into the first arguments of a call that shows text."""
    found = []
    for argument in call.args[:2]:
        parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
        found += [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return found


def _untranslated(tree: ast.AST) -> list[tuple[int, str]]:
    return [
        (call.lineno, text)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _name(call) in _SHOWN_BY
        for text in _literals(call)
        if _WORD.search(text) and text not in _ROLES and not _SAME_IN_EVERY_LANGUAGE.match(text) and not _is_code(text)
    ]


def _is_code(text: str) -> bool:
    """Icon names, object names, keys: one lower-case word, with or without points or underscores."""
    return bool(re.fullmatch(r"[a-z0-9_.]+", text))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(UI)))
def test_no_text_reaches_the_window_untranslated(path):
    assert _untranslated(ast.parse(path.read_text("utf-8"))) == []


def test_the_search_for_untranslated_text_finds_it():
    assert _untranslated(ast.parse("label('Halo dunia')\nx.setText(f'Ada {n} TPS')"))
    assert not _untranslated(ast.parse("label(self.tr('Halo dunia'))\nx.setText(f'{n} %')"))


@pytest.fixture(scope="module")
def translate():
    path = UI.parent.parent / "tools" / "translate.py"
    if not path.is_file():
        pytest.skip("the tool for translations is not in this checkout")
    spec = importlib.util.spec_from_file_location("translate_tool", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_text_of_the_code_has_its_english(translate, tmp_path):
    fresh = tmp_path / "sirekap_en.ts"
    fresh.write_bytes(translate.TS.read_bytes())
    translate.collect(fresh)
    assert translate.unfinished(fresh) == []


def test_translations_keep_the_places_for_names_and_numbers(translate):
    from xml.etree import ElementTree

    for message in ElementTree.parse(translate.TS).getroot().iter("message"):
        source, english = message.findtext("source"), message.findtext("translation")
        assert sorted(re.findall(r"{\w*}", source)) == sorted(re.findall(r"{\w*}", english)), source


def test_the_compiled_translation_is_that_of_the_text_file(translate, tmp_path):
    copy = tmp_path / "sirekap_en.ts"
    copy.write_bytes(translate.TS.read_bytes())
    assert translate.release(copy).read_bytes() == translate.TS.with_suffix(".qm").read_bytes()


def test_english_is_shown_when_chosen_and_indonesian_again_afterwards(qapp):
    assert QCoreApplication.translate("Beranda", "Kemajuan") == "Kemajuan"
    install_language(qapp, "en")
    settle()
    try:
        assert QCoreApplication.translate("Beranda", "Kemajuan") == "Progress"
    finally:
        install_language(qapp, "id")
    assert QCoreApplication.translate("Beranda", "Kemajuan") == "Kemajuan"


def test_every_letter_of_the_window_is_in_the_bundled_fonts():
    fonts = files("sirekap_desktop.resources") / "fonts"
    known = [QRawFont(str(fonts / name), 16) for name in ("NotoSans-Regular.ttf", "NotoSansMono-Regular.ttf")]
    texts = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not _is_docstring(node.value)
    }
    letters = {letter for text in texts for letter in text if ord(letter) > 126 and letter != "\xa0"}
    missing = sorted(letter for letter in letters if not any(font.glyphIndexesForString(letter)[0] for font in known))
    assert missing == []


def _is_docstring(text: str) -> bool:
    return "``" in text or "\n" in text or (text.endswith(".") and "*" in text)
