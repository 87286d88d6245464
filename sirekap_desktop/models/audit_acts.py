"""What kind of act an audit row is, and which rows a reader asks for; pure, no database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sirekap_desktop.models.audit import AuditRow


class ActKind(StrEnum):
    """Groups of acts as people ask for them. The value is kept in no file."""

    ISIAN = "isian"
    PEMBETULAN = "pembetulan"
    URUNG = "urung"
    ALASAN = "alasan"
    RAGU = "ragu"
    FOTO = "foto"
    BACAAN = "bacaan"
    RAPAT = "rapat"
    SIREKAP = "sirekap"
    KUNCI = "kunci"
    WILAYAH = "wilayah"
    SETELAN = "setelan"
    ORANG = "orang"
    LAIN = "lain"
    """What no other group names."""


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs to a kind: tables, events, and for entries how they came to be."""

    subjects: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    """``kind`` of rows without a table."""
    hows: tuple[str, ...] = ()
    """Only entries made so; empty for every row of the tables."""


GROUPS: dict[ActKind, Group] = {
    ActKind.ISIAN: Group(("entry",), hows=("confirmed", "typed", "resolved", "imported")),
    ActKind.PEMBETULAN: Group(("entry",), hows=("corrected", "recounted")),
    ActKind.URUNG: Group(("entry",), hows=("withdrawn",)),
    ActKind.ALASAN: Group(("rule_reason",)),
    ActKind.RAGU: Group(("doubt",)),
    ActKind.FOTO: Group(("image", "placement", "signed_page"), events=("image.restored",)),
    ActKind.BACAAN: Group(("reading", "fusion")),
    ActKind.RAPAT: Group(("pleno_event", "panel_event")),
    ActKind.SIREKAP: Group(("sirekap_record",)),
    ActKind.KUNCI: Group(("lock_event", "chain_seal")),
    ActKind.WILAYAH: Group(("region", "desa", "tps", "contestant", "dapil", "calon", "form_file", "activation")),
    ActKind.SETELAN: Group(("setting",)),
    ActKind.ORANG: Group(
        ("machine", "person", "pin", "ppk_name", "pin_order"), events=("operator", "sign_in", "pin.reset")
    ),
}
"""Every kind but :attr:`ActKind.LAIN`. A new audited table belongs in here (a test says so)."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which acts a reader wants to see; an empty part asks nothing, several parts are all asked at once."""

    tps: str = ""
    """Thirteen digits."""
    desa: str = ""
    """Ten digits: acts on its TPS, and on the desa itself."""
    who: str = ""
    kind: ActKind | None = None
    form: str = ""
    """Id: acts on this form."""
    pemilihan: str = ""
    """With ``form``: acts on the lists of this pemilihan too."""
    since: str = ""
    """First day, ``2024-02-17``, as the clock of the machine stood."""
    until: str = ""
    """Last day."""

    @property
    def everything(self) -> bool:
        """Whether nothing is asked."""
        return self == AuditFilter()


def detail_of(row: AuditRow) -> dict[str, Any]:
    """The row that an act wrote; empty when the detail was changed into something that is none."""
    try:
        found = json.loads(row.detail)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def kind_of(row: AuditRow) -> ActKind:
    """The group that an act belongs to."""
    how = str(detail_of(row).get("how", "")) if row.subject == "entry" else ""
    for kind, group in GROUPS.items():
        if row.subject and row.subject in group.subjects and (not group.hows or how in group.hows):
            return kind
        if not row.subject and row.kind in group.events:
            return kind
    return ActKind.LAIN
