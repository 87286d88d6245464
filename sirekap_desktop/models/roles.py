"""Who may do what: the roles of a recap centre and their rights."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sirekap_desktop.forms.errors import UserError


class Role(StrEnum):
    """What a person is in the meeting (domain.md §4)."""

    KETUA = "ketua"
    ANGGOTA = "anggota"
    OPERATOR = "operator"
    SAKSI = "saksi"
    PANWASLU = "panwaslu"


class Act(StrEnum):
    """Kinds of what can be done to a workspace."""

    SIGN_IN = "sign_in"
    ENTRY = "entry"
    """Figures, photos, reasons."""
    WILAYAH = "wilayah"
    """Wilayah, contestants, dapil, elections."""
    SETTINGS = "settings"
    MEETING = "meeting"
    """What happens in the meeting: attendance, reading out, comparing, objections."""
    APPROVE = "approve"
    """Sahkan, tunda, answer an objection, order a recount."""
    LOCK = "lock"
    REOPEN = "reopen"
    """Take back an approval or a lock."""
    PEOPLE = "people"


_SEAT = frozenset({Act.SIGN_IN, Act.ENTRY, Act.WILAYAH, Act.SETTINGS, Act.MEETING})
_READER = frozenset({Act.SIGN_IN})

RIGHTS: Mapping[Role, frozenset[Act]] = {
    Role.KETUA: frozenset(Act),
    Role.ANGGOTA: _SEAT | {Act.APPROVE},
    Role.OPERATOR: _SEAT,
    Role.SAKSI: _READER,
    Role.PANWASLU: _READER,
}

_ROLE_WORDS = {
    Role.KETUA: "Ketua PPK",
    Role.ANGGOTA: "Anggota PPK",
    Role.OPERATOR: "Operator",
    Role.SAKSI: "Saksi",
    Role.PANWASLU: "Panwaslu Kecamatan",
}
_ACT_WORDS = {
    Act.SIGN_IN: "masuk",
    Act.ENTRY: "mengubah isian atau foto",
    Act.WILAYAH: "mengubah wilayah atau daftar peserta",
    Act.SETTINGS: "mengubah setelan",
    Act.MEETING: "mencatat jalannya rapat",
    Act.APPROVE: "mengesahkan atau menunda TPS",
    Act.LOCK: "mengunci",
    Act.REOPEN: "membuka kembali yang sudah disahkan atau dikunci",
    Act.PEOPLE: "mengubah daftar orang",
}


def role_words(role: Role) -> str:
    """What a role is called."""
    return _ROLE_WORDS[role]


def require(role: Role | None, act: Act, *, has_people: bool) -> None:
    """Refuse what a role may not do; a workspace in which nobody has a PIN leaves everything to its operator.

    Raises:
        UserError: ``right.sign_in`` when nobody has signed in, ``right.missing``.
    """
    if not has_people:
        return
    if role is None:
        if act is not Act.SIGN_IN:
            raise UserError(
                f"Masuk dahulu dengan nama dan PIN untuk {_ACT_WORDS[act]}.",
                "Tekan Ctrl Shift O, pilih nama Anda, lalu ketik PIN.",
                code="right.sign_in",
            )
        return
    if act not in RIGHTS[role]:
        able = " atau ".join(_ROLE_WORDS[one] for one in Role if act in RIGHTS[one])
        raise UserError(
            f"{_ROLE_WORDS[role]} tidak berhak {_ACT_WORDS[act]}.",
            f"Yang berhak: {able}. Ganti orang dengan Ctrl Shift O.",
            code="right.missing",
        )
