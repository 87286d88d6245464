"""What ``read`` prints: JSON lines (design.md §9), or the same for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.reading import FieldReading
from sirekap_desktop.forms.rules import explain
from sirekap_desktop.ocr import jsonio

if TYPE_CHECKING:
    from sirekap_desktop.jobs.reading import FileRead, TpsRead

STATUS_WORDS = {
    "proven": "terbukti",
    "confirm": "konfirmasi",
    "type": "ketik",
    "empty": "kosong",
    "unseen": "tidak terlihat",
}


class JsonPrinter:
    """One object per line (design.md §9)."""

    def __init__(self) -> None:
        self.unreadable = 0

    def file(self, read: FileRead) -> None:
        for page in read.pages:
            self.unreadable += page.status != "read"
            self._print(jsonio.page_to_json(page, str(read.path), read.sha256, read.tps))

    def group(self, group: TpsRead) -> None:
        self._print(jsonio.tps_to_json(group.reading, group.tps, group.files))

    def _print(self, value: dict[str, object]) -> None:
        print(json.dumps(value, ensure_ascii=False), flush=True)


class TextPrinter(JsonPrinter):
    """The same for people."""

    def __init__(self, forms: Sequence[FormDefinition]) -> None:
        super().__init__()
        self._forms = {form.id: form for form in forms}

    def file(self, read: FileRead) -> None:
        for page in read.pages:
            print(f"{read.path}" + (f" · TPS {read.tps}" if read.tps else ""))
            if page.status != "read" or page.form is None:
                self.unreadable += 1
                print(f"  Tidak terbaca: {page.reason}")
                continue
            print(f"  {self._forms[page.form].model}, halaman {page.page}, {format_count(page.ms)} ms")
            for problem in page.quality.problems:
                print(f"  Perhatian: {problem}")
            self._fields(page.form, page.fields)

    def _fields(self, form_id: str, readings: Sequence[FieldReading]) -> None:
        form = self._forms[form_id]
        for item in readings:
            field = form.field(item.name)
            value = format_count(item.value) if item.value is not None else "–"
            name = f"{field.short_label} {field.part.value.upper()}".strip()
            print(f"    {field.number:<6} {name:<44.44} {value:>6}  {STATUS_WORDS[item.status.value]}")

    def group(self, group: TpsRead) -> None:
        form = self._forms[group.reading.form]
        print(f"TPS {group.tps or 'tanpa kode'} ({form.model}, {len(group.files)} berkas)")
        self._fields(form.id, group.reading.fields)
        for check in group.reading.checks:
            if check.ok is False:
                told = explain(form, check, {item.name: item.value for item in group.reading.fields})
                print(f"  Hitungan beda: {told.formula}: {told.numbers}")
