"""Texts with names in braces: ``IV.{n}``, ``Partai {pp}``, ``Halaman {page} dari {pages}``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sirekap_desktop.forms.model import Calon, Contestant

Words = Mapping[str, str]
"""What stands for each name in braces."""

KOLOM_KOSONG = Contestant(0, "KOLOM KOSONG")
"""Stands against a single paslon; it has no number."""

NO_WORDS: Words = {}
_NAME = re.compile(r"\{(\w+)\}", re.ASCII)


def fill(text: str, words: Words) -> str:
    """Put the words in; a name that has none stays as it is, and what was put in is not looked at again."""
    return _NAME.sub(lambda match: words.get(match[1], match[0]), text)


def row_words(row: Contestant | Calon) -> Words:
    """``{n}`` number, ``{nn}`` number with two digits, ``{name}``."""
    if row is KOLOM_KOSONG:
        return {"n": "", "nn": "", "name": row.name}
    return {"n": str(row.number), "nn": f"{row.number:02d}", "name": row.name}


def partai_words(partai: Contestant) -> Words:
    """``{p}`` number of the party, ``{pp}`` with two digits, ``{partai}`` its name."""
    return {"p": str(partai.number), "pp": f"{partai.number:02d}", "partai": partai.name}
