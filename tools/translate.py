"""Collects the window's texts and compiles the English translation.

    python tools/translate.py            texts of the code into sirekap_en.ts, then sirekap_en.qm
    python tools/translate.py --check    says which texts have no English yet; exit status 1 if there are any

The source language is Indonesian. Translate in ``sirekap_desktop/resources/i18n/sirekap_en.ts`` (a text file, also
readable by Qt Linguist), then run this again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import PySide6

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "sirekap_desktop" / "ui"
TS = ROOT / "sirekap_desktop" / "resources" / "i18n" / "sirekap_en.ts"


def collect(target: Path) -> None:
    """Bring the texts of the code into ``target``; translations of texts that are gone are dropped."""
    sources = sorted(str(path) for path in CODE.rglob("*.py"))
    _run("lupdate", "-no-obsolete", "-locations", "none", "-source-language", "id", "-target-language", "en",
         *sources, "-ts", str(target))  # fmt: skip


def release(source: Path) -> Path:
    """Compile ``source``; returns the ``.qm``."""
    target = source.with_suffix(".qm")
    _run("lrelease", "-silent", str(source), "-qm", str(target))
    return target


def unfinished(source: Path) -> list[str]:
    """Texts without a translation, as ``Context: text``."""
    found = []
    for context in ElementTree.parse(source).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") or not (translation.text or "").strip():
                found.append(f"{context.findtext('name')}: {message.findtext('source')}")
    return found


def _run(tool: str, *arguments: str) -> None:

    program = Path(PySide6.__file__).parent / (f"{tool}.exe" if sys.platform == "win32" else tool)
    subprocess.run([str(program), *arguments], check=True, capture_output=True)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Collect and compile the translation of the window.")
    parser.add_argument("--check", action="store_true", help="only say what is not translated")
    if not parser.parse_args().check:
        TS.parent.mkdir(parents=True, exist_ok=True)
        collect(TS)
        release(TS)
    missing = unfinished(TS)
    for line in missing:
        print(line)
    print(f"{len(missing)} texts without English")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
