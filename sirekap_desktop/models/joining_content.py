"""What a desa package may hold: rows of its own desa, which this program itself could have written; decision 29."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import entries, reading_codec
from sirekap_desktop.models.database import Row
from sirekap_desktop.models.panels import Handing
from sirekap_desktop.models.pleno import facts

if TYPE_CHECKING:
    from sirekap_desktop.models.joining import DesaPackage

Fields = Callable[[str, str], Collection[str]]
"""Names of the fields of a form (id) at a TPS; none for a form that is not counted here."""
OF_TPS = frozenset({"fusion", "entry", "doubt", "rule_reason", "pleno_event"})
"""Tables of which every row says something of a TPS."""
_FACTS = frozenset({facts.Attended.kind, facts.Signed.kind, facts.Opened.kind})
"""What a panel writes down about the meeting itself."""


def check_content(
    package: DesaPackage, handing: Handing, rows: Mapping[str, tuple[Row, ...]], originals: Collection[str]
) -> None:
    """Every row is one that a panel may write, of its own desa. Raises UserError ``panel.place``, ``panel.damaged``."""
    for place in _places(rows):
        if place[:10] not in handing.desa:
            raise UserError(
                f"Paket panel {handing.number} memuat catatan TPS {place}, yang bukan bagiannya.",
                "Paket ini tidak dapat digabung. Buat lagi paketnya di laptop panel.",
                code="panel.place",
            )
    for row in rows["panel_event"]:
        if (row["kind"], row["ref"]) != ("returned", handing.id):
            raise damaged("ada pembagian panel di dalamnya")
    if package.final != bool(rows["panel_event"]):
        raise damaged("tidak jelas apakah paket ini yang terakhir")
    if any(row["tps"] is None and row["kind"] not in _FACTS for row in rows["pleno_event"]):
        raise damaged("ada catatan rapat yang hanya boleh dibuat di laptop induk")
    if {row["sha256"] for row in rows["image"]} - package.originals - set(originals):
        raise damaged("ada foto yang hilang")
    if {row["id"] for row in rows["machine"]} != {row.machine for row in package.audit}:
        raise damaged("ada laptop yang tidak dikenal di dalamnya")
    _check_readable(rows)


def _places(rows: Mapping[str, tuple[Row, ...]]) -> Iterator[str]:
    """The TPS that the rows say something of; a suggestion for a photo without a place says nothing."""
    for name in OF_TPS:
        yield from (str(row["tps"]) for row in rows[name] if row["tps"] is not None)
    yield from (str(row["tps"]) for row in rows["placement"] if row["version"])


def _check_readable(rows: Mapping[str, tuple[Row, ...]]) -> None:
    """What this program reads later must be what it writes itself."""
    try:
        for row in rows["pleno_event"]:
            facts.decode(row["kind"], row["body"])
        for row in rows["reading"]:
            reading_codec.decode_page(row["body"])
        for row in rows["fusion"]:
            reading_codec.decode_tps(row["body"])
            json.loads(row["readings"])
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise damaged("ada catatan yang tidak dapat dibaca") from error


def check_entries(rows: Mapping[str, tuple[Row, ...]], fields: Fields) -> None:
    """Figures are of fields and pemilihan that are counted here, and corrections have their reason: a kecamatan with
    others would be refused by the kabupaten as a whole. Raises UserError ``panel.damaged``."""
    places = {(str(row["form"]), str(row["tps"])) for name in OF_TPS for row in rows[name] if row["tps"] is not None}
    names = {place: fields(*place) for place in places}
    if not all(names.values()):
        raise damaged("ada pemilihan yang tidak dihitung di sini")
    for row in rows["entry"]:
        if not entries.is_possible(row, names[row["form"], row["tps"]]):
            raise damaged(f"ada angka yang tidak mungkin dicatat, di TPS {row['tps']}")


def damaged(what: str) -> UserError:
    """The refusal of a package that no panel wrote so; ``what`` ends its sentence."""
    return UserError(
        f"Paket ini tidak dapat digabung: {what}.", "Buat lagi paketnya di laptop panel.", code="panel.damaged"
    )
