"""Which laptop a desa is on: handed to a panel, given back, joined or taken back; decision 29.

A desa belongs to one machine at a time. The main laptop hands desa out (*bagi panel*) and from then on refuses to
record in them until the panel's final package is joined or the ketua takes them back. The panel's laptop works in a
copy of the workspace and knows its *seat*: which handing it answers. It records in those desa only, and leaves to the
main laptop what all desa share.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import schema
from sirekap_desktop.models.database import Row, Session, Transaction
from sirekap_desktop.models.pleno.facts import Attended, Closed, Fact, Opened, Signed
from sirekap_desktop.models.pleno.meeting import MOST_PANELS
from sirekap_desktop.models.seals import Head

SEAT = "panel"
"""Name of the setting that makes a workspace the one of a panel; never travels in a desa package."""
_DESA_DIGITS = 10
_TABLE = schema.PanelEvent


class HandingState(StrEnum):
    """Where the desa of a handing are."""

    OUT = "out"
    """On the laptop of the panel."""
    RETURNED = "returned"
    """The panel has made its final package."""
    JOINED = "joined"
    """The final package is in this workspace."""
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Handing:
    """Desa that were handed to a panel, once."""

    id: str
    seq: int
    number: int
    leader: str
    desa: tuple[str, ...]
    at: str
    who: str
    state: HandingState = HandingState.OUT
    reason: str = ""
    """Why it was taken back."""
    keys: tuple[str, ...] = ()
    """Public keys (64 hex digits) of the laptops whose packages were joined."""
    packages: tuple[str, ...] = ()
    """SHA-256 of the manifest of each package that was joined."""


@dataclass(frozen=True, slots=True)
class Seat:
    """What this laptop is, where it is the one of a panel."""

    handing: str
    key: str
    """Part of the name of its signing key, so that one computer may be several panels, or panel and main laptop."""
    base: tuple[Head, ...]
    """The heads of all chains in the copy as it was opened: what the main laptop knows already."""


def handings(session: Session) -> tuple[Handing, ...]:
    """All of them, oldest first."""
    return replay(session.rows(_TABLE.select().order_by(_TABLE.seq, _TABLE.machine)))


def replay(rows: Iterable[Row]) -> tuple[Handing, ...]:
    """The handings that follow from the facts, oldest first."""
    found: dict[str, Handing] = {}
    for row in rows:
        body = _parsed(row["body"])
        if row["kind"] == "handed":
            found[row["id"]] = Handing(
                row["id"], row["seq"], body["number"], body["leader"], tuple(body["desa"]), row["at"], row["who"]
            )
        elif row["ref"] in found:
            found[row["ref"]] = _after(found[row["ref"]], row["kind"], body)
    return tuple(found.values())


def _after(handing: Handing, kind: str, body: Mapping[str, Any]) -> Handing:
    if kind == "taken_back":
        return replace(handing, state=HandingState.TAKEN_BACK, reason=body["reason"])
    if kind == "returned":
        out = handing.state is HandingState.OUT
        return replace(handing, state=HandingState.RETURNED) if out else handing
    state = HandingState.JOINED if body["final"] else handing.state
    keys = tuple(dict.fromkeys((*handing.keys, body["key"])))
    return replace(handing, state=state, keys=keys, packages=(*handing.packages, body["package"]))


def is_away(handing: Handing) -> bool:
    """Whether its desa are on another laptop, as the main one sees it."""
    return handing.state in {HandingState.OUT, HandingState.RETURNED}


def find(session: Session, handing_id: str) -> Handing | None:
    """The handing with this id."""
    return next((one for one in handings(session) if one.id == handing_id), None)


# --- the seat -------------------------------------------------------------------------------------------------------


def seat(session: Session) -> Seat | None:
    """``None``: this is the main laptop, or no desa were ever handed out."""
    row = session.get(schema.Setting, name=SEAT)
    if row is None:
        return None
    value = _parsed(row["value"])
    base = tuple((str(machine), int(seq), str(digest)) for machine, seq, digest in value["base"])
    return Seat(str(value["handing"]), str(value["key"]), base)


def _parsed(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise UserError(
            "Catatan pembagian panel diubah di luar program.", "Jalankan pemeriksaan jejak audit.", code="panel.damaged"
        ) from error
    assert isinstance(value, dict)
    return value


def take_seat(tx: Transaction, new: Seat) -> None:
    """From now on this workspace is the one of a panel."""
    value = {"handing": new.handing, "key": new.key, "base": [list(head) for head in new.base]}
    tx.put(schema.Setting, name=SEAT, value=json.dumps(value, sort_keys=True, separators=(",", ":")))


def key_name(session: Session, workspace_id: str) -> str:
    """Under which name this laptop keeps its signing key: a panel signs with one of its own."""
    mine = seat(session)
    return f"{workspace_id}-{mine.key}" if mine else workspace_id


# --- acts -----------------------------------------------------------------------------------------------------------


def hand(tx: Transaction, number: int, leader: str, desa: Sequence[str]) -> str:
    """Hand desa to the laptop of a panel; returns the id of the handing.

    Raises:
        UserError: ``panel.main_only``, ``panel.number``, ``panel.leader``, ``panel.desa``, ``panel.out``.
    """
    refuse_on_panel(tx)
    if not 1 <= number <= MOST_PANELS:
        raise UserError(f"Nomor panel 1 sampai {MOST_PANELS}.", code="panel.number")
    if not leader.strip():
        raise UserError("Nama pemimpin panel belum diisi.", code="panel.leader")
    known = {code for (code,) in tx.tuples(schema.Desa.select(schema.Desa.code))}
    if not desa or set(desa) - known:
        raise UserError("Pilih sedikitnya satu desa dari kecamatan ini.", code="panel.desa")
    for one in filter(is_away, handings(tx)):
        if one.number == number:
            raise _away(f"Panel {number} masih bekerja di laptop lain.")
        if set(one.desa) & set(desa):
            raise _away(f"Sebagian desa itu masih ada di laptop panel {one.number}.")
    body = {"number": number, "leader": " ".join(leader.split()), "desa": sorted(set(desa))}
    return note(tx, "handed", None, body)


def take_back(tx: Transaction, handing_id: str, reason: str) -> None:
    """What the panel recorded since is not in this workspace, and its package is refused from now on.

    Raises:
        UserError: ``panel.main_only``, ``panel.reason``, ``panel.not_out``.
    """
    refuse_on_panel(tx)
    one = find(tx, handing_id)
    if one is None or not is_away(one):
        raise UserError("Desa panel ini sudah kembali ke laptop ini.", code="panel.not_out")
    if not reason.strip():
        raise UserError("Alasan mengambil kembali belum diisi.", "Tulis dengan singkat.", code="panel.reason")
    note(tx, "taken_back", handing_id, {"reason": reason.strip()})


def give_back(tx: Transaction) -> None:
    """The panel is done: it records nothing more. Once is enough. Raises UserError ``panel.none``."""
    mine = require_seat(tx)
    if mine.state is HandingState.OUT:
        note(tx, "returned", mine.id, {})


def note(tx: Transaction, kind: str, ref: str | None, body: Mapping[str, object]) -> str:
    """Write a fact down; returns its id."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    tx.changed.add("panels")
    return str(tx.insert(_TABLE, kind=kind, ref=ref, body=text)["id"])


def require_seat(session: Session) -> Handing:
    """What this panel's laptop answers. Raises UserError ``panel.none``."""
    mine = seat(session)
    one = find(session, mine.handing) if mine else None
    if one is None:
        raise UserError("Ruang kerja ini bukan milik panel.", "Paket desa dibuat di laptop panel.", code="panel.none")
    return one


# --- what may not be done where -------------------------------------------------------------------------------------


def refuse_elsewhere(session: Session, place: str) -> None:
    """Refuse to record in a desa (or in its TPS) that belongs to another laptop now.

    Raises:
        UserError: ``panel.out`` on the main laptop; ``panel.elsewhere``, ``panel.returned`` on a panel's.
    """
    known = handings(session)
    if not known:
        return
    desa = place[:_DESA_DIGITS]
    mine = seat(session)
    if mine is None:
        if holder := next((one for one in known if is_away(one) and desa in one.desa), None):
            raise _away(f"Desa ini dikerjakan panel {holder.number} di laptop lain.")
        return
    handing = next(one for one in known if one.id == mine.handing)
    if desa not in handing.desa:
        raise UserError(
            f"Desa ini bukan bagian panel {handing.number}, jadi tidak dicatat di laptop ini.",
            "Catat di laptop induk atau di laptop panel yang memegangnya.",
            code="panel.elsewhere",
        )
    if handing.state is not HandingState.OUT:
        raise UserError(
            "Paket akhir panel ini sudah dibuat, jadi tidak ada lagi yang dicatat di sini.",
            "Gabungkan paketnya di laptop induk; perubahan sesudahnya dicatat di sana.",
            code="panel.returned",
        )


def elsewhere(session: Session) -> frozenset[str]:
    """Desa in which this laptop may record nothing now."""
    known = handings(session)
    if not known:
        return frozenset()
    if (mine := seat(session)) is None:
        return frozenset(code for one in known if is_away(one) for code in one.desa)
    own = next(one for one in known if one.id == mine.handing)
    desa = {code for (code,) in session.tuples(schema.Desa.select(schema.Desa.code))}
    return frozenset(desa - set(own.desa) if own.state is HandingState.OUT else desa)


def why_elsewhere(session: Session, place: str) -> str:
    """The same as a sentence; empty when the desa belongs to this laptop."""
    try:
        refuse_elsewhere(session, place)
    except UserError as refusal:
        return refusal.message
    return ""


def refuse_shared(session: Session) -> None:
    """Refuse to change what all desa hang on: lists, wilayah. UserError ``panel.main_only``, ``panel.out``."""
    refuse_on_panel(session)
    if one := next(filter(is_away, handings(session)), None):
        raise _away(f"Panel {one.number} masih bekerja di laptop lain, jadi ini belum dapat diubah.")


def refuse_lock(session: Session, place: str) -> None:
    """Refuse to lock or reopen (a desa, or the kecamatan) what is on another laptop. UserError as above."""
    refuse_on_panel(session)
    for one in filter(is_away, handings(session)):
        if len(place) < _DESA_DIGITS or place in one.desa:
            raise _away(f"Panel {one.number} masih bekerja di laptop lain, jadi belum dapat dikunci atau dibuka.")


def refuse_fact(session: Session, fact: Fact, place: str | None, *, meeting_open: bool) -> None:
    """Refuse to write down what happens in another room. UserError as :func:`refuse_elsewhere`, ``panel.main_only``."""
    if place is not None:
        refuse_elsewhere(session, place)
    elif seat(session) is None:
        if isinstance(fact, Closed):
            refuse_shared(session)
    elif not (isinstance(fact, Attended | Signed) or (isinstance(fact, Opened) and not meeting_open)):
        raise _main_only()
    else:
        for desa in require_seat(session).desa[:1]:
            refuse_elsewhere(session, desa)


def refuse_photo(session: Session, placement: Row) -> None:
    """A photo without a place that was there before the split stays with the main laptop. UserError ``panel.photo``."""
    mine = seat(session)
    if mine is None or placement["version"]:
        return
    if placement["seq"] <= max((seq for _, seq, _ in mine.base), default=0):
        raise UserError(
            "Foto ini belum ditempatkan sebelum panel dibagi, jadi ditempatkan di laptop induk.",
            "Foto TPS panel ini lagi bila diperlukan.",
            code="panel.photo",
        )


def refuse_on_panel(session: Session) -> None:
    """Raises UserError ``panel.main_only``."""
    if seat(session) is not None:
        raise _main_only()


def _main_only() -> UserError:
    return UserError(
        "Ini hanya dapat dilakukan di laptop induk.",
        "Laptop panel mencatat desanya saja; yang menyangkut seluruh kecamatan ada di laptop induk.",
        code="panel.main_only",
    )


def _away(message: str) -> UserError:
    return UserError(
        message, "Gabungkan paket akhirnya, atau ketua mengambil kembali desanya dengan alasan.", code="panel.out"
    )
