"""The language of the window: Indonesian in the source, English from ``resources/i18n/sirekap_en.qm``."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QTranslator


def install_language(app: QCoreApplication, language: str) -> QTranslator | None:
    """Install the translation of ``language`` on ``app``; ``None`` for Indonesian, which needs none.

    The translator belongs to ``app``. Widgets made before keep their texts: the window is built afterwards.
    """
    if before := app.property("translator"):
        app.removeTranslator(before)
        app.setProperty("translator", None)
    if language == "id":
        return None
    path = files("sirekap_desktop.resources") / "i18n" / f"sirekap_{language}.qm"
    translator = QTranslator(app)
    if not translator.load(str(path)):
        raise FileNotFoundError(str(path))  # the program was built without its translation
    app.installTranslator(translator)
    app.setProperty("translator", translator)
    return translator


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation where it is used later: typed, and named as ``lupdate`` looks for it."""
    return text
