"""What must hold between the parts of a definition, checked when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sirekap_desktop.forms.model import Field, FormDefinition, FormPage, Rect
from sirekap_desktop.forms.strict import FormError

_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
Finding = tuple[str, str]
"""Key path and what is wrong there."""


def validate(form: FormDefinition, file: str) -> None:
    """Raises FormError with the first thing that does not fit."""
    for path, problem in _findings(form):
        raise FormError(file, path, problem)


def _findings(form: FormDefinition) -> Iterator[Finding]:
    if form.max_voters < 1:
        yield "max_voters", "seharusnya bilangan di atas nol"
    yield from _repeated_names(form)
    for field in form.fields:
        yield from _field(form, field)
    for page in form.pages:
        yield from _page(form, page)
    yield from _rules(form)
    yield from _tags(form)


def _repeated_names(form: FormDefinition) -> Iterator[Finding]:
    seen: set[str] = set()
    for field in form.fields:
        if field.name in seen:
            yield f"fields.{field.name}", "nama isian ini dipakai dua kali"
        seen.add(field.name)
    exported = {field.export_as for field in form.fields}
    if len(exported) != len(form.fields):
        yield "fields", "dua isian memakai export_as yang sama"


def _field(form: FormDefinition, field: Field) -> Iterator[Finding]:
    path = f"places.{field.row}"
    if not _NAME.fullmatch(field.name):
        yield f"fields.{field.row}.row", "nama isian hanya boleh memuat huruf kecil, angka, dan garis bawah"
    if field.section not in {section.id for section in form.sections}:
        yield f"fields.{field.row}.section", f"bagian {field.section} tidak ada dalam sections"
    if field.page not in {page.number for page in form.pages}:
        yield f"{path}.page", f"halaman {field.page} tidak ada"
    if not all(_inside(form, box) for box in field.boxes):
        yield f"{path}.boxes", "kotak keluar dari kertas"
    if any(b.x < a.right - 0.05 for a, b in pairwise(field.boxes)):
        yield f"{path}.boxes", "kotak bertumpuk"
    yield from _evidence(form, field, path)


def _evidence(form: FormDefinition, field: Field, path: str) -> Iterator[Finding]:
    if field.bubbles and len(field.bubbles.column_x) != len(field.boxes):
        yield f"{path}.bubbles.column_x", f"seharusnya {len(field.boxes)} kolom, satu per kotak"
    if field.bubbles and not _inside(form, field.bubbles.area):
        yield f"{path}.bubbles", "bulatan keluar dari kertas"
    if field.tally and not _inside(form, field.tally.area):
        yield f"{path}.tally", "kotak turus keluar dari kertas"
    if field.words and not _inside(form, field.words):
        yield f"{path}.words", "garis huruf keluar dari kertas"


def _page(form: FormDefinition, page: FormPage) -> Iterator[Finding]:
    path = f"pages[{form.pages.index(page)}]"
    if page.tag and not _inside(form, page.tag.rect):
        yield f"{path}.tag.rect", "tanda halaman keluar dari kertas"
    areas = [page.header, *(rect for _, rect in page.header_fields), *page.signatures]
    areas += [rect for _, boxes in page.date_boxes for rect in boxes]
    areas += [mark for corner in page.corner_marks for mark in corner]
    areas += [fill.area for fill in page.fills]
    areas += [Rect(line.x1, line.y1, line.x2 - line.x1, line.y2 - line.y1) for line in page.lines]
    areas += [Rect(label.x, label.y, 0, 0) for label in page.labels]
    for area in areas:
        if not _inside(form, area):
            yield f"{path}.prints", f"ada yang tercetak di luar kertas (x {area.x}, y {area.y})"


def _rules(form: FormDefinition) -> Iterator[Finding]:
    known = {field.name for field in form.fields} | {name for name, _ in form.externals}
    places = {field.name for field in form.fields} | {field.row for field in form.fields} | {""}
    seen: set[tuple[str, str]] = set()
    for rule in form.rules:
        path = f"rules.{rule.id}"
        for name in rule.comparison.fields:
            if name not in known:
                yield f"{path}.check", f"isian {name} tidak ada"
        if rule.at not in places:
            yield f"{path}.at", f"isian atau baris {rule.at} tidak ada"
        if (rule.id, rule.at) in seen:
            yield f"{path}.id", "rumus dengan id dan tempat yang sama sudah ada"
        seen.add((rule.id, rule.at))


def _tags(form: FormDefinition) -> Iterator[Finding]:
    """Pages of different parties may share a tag, no others."""
    owners: dict[tuple[str, int], list[int | None]] = {}
    for page in form.pages:
        if page.tag:
            owners.setdefault((page.tag.family, page.tag.id), []).append(page.partai)
    if any(len(partai) > 1 and (None in partai or len(set(partai)) < len(partai)) for partai in owners.values()):
        yield "pages", "dua halaman memakai tanda yang sama"


def _inside(form: FormDefinition, rect: Rect) -> bool:
    width, height = form.paper
    return rect.x >= 0 and rect.y >= 0 and rect.right <= width and rect.bottom <= height
