"""Templates to bytes: everything that goes into a page is escaped, and a name that a template lacks is an error."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.reports.content import readable_time

_FOLDER = files("sirekap_desktop.resources") / "site"
ASSETS = ("gaya.css", "cari.js")
"""Files that go along as they are."""


def render(template: str, context: dict[str, object]) -> bytes:
    """A page."""
    return _environment().get_template(template).render(context).encode()


def asset(name: str) -> bytes:
    """A style sheet or script that is shipped."""
    return (_FOLDER / name).read_bytes()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FunctionLoader(lambda name: (_FOLDER / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"angka": format_count, "waktu": readable_time, "bita": size_words}
    return made


def size_words(size: int) -> str:
    """``12 KB``, ``3,4 MB``."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{format_count(-(-size // 1000))} KB"
    return f"{size / 1e6:.1f} MB".replace(".", ",")
