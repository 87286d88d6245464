"""Makes the copy of a workspace the one of a panel: a key of its own, and the seat; before anyone opens it."""

from __future__ import annotations

import secrets
from pathlib import Path

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import keys, migration, panels, schema
from sirekap_desktop.models.clock import Clock, local_now
from sirekap_desktop.models.core import put_machine
from sirekap_desktop.models.database import DATABASE_NAME, Session, Store
from sirekap_desktop.models.joining import machine_of
from sirekap_desktop.models.panels import Handing, HandingState, Seat


def take_seat(
    folder: Path, handing_id: str, public_key: str, *, operator: str, key_folder: Path | None, clock: Clock = local_now
) -> None:
    """Seat a panel in the copy in ``folder``.

    Args:
        folder: of the copy; nobody has it open.
        handing_id: what the panel answers.
        public_key: who signed the panel file, 64 hex digits.
        operator: who opens it.
        key_folder: where this computer keeps its keys; None: the usual place.
        clock: for the audit.

    Raises:
        UserError: ``panel.file`` when file and copy do not belong together.
    """
    migration.upgrade(folder / DATABASE_NAME, folder / "backups", clock=clock)
    store = Store(folder / DATABASE_NAME)
    try:
        with store.read() as session:
            workspace_id = str(session.rows(schema.Region.select())[0]["workspace_id"])
            _require(session, handing_id, public_key)
            heads = tuple(sorted(session.tuples(schema.ChainHead.select())))
        seat = Seat(handing_id, secrets.token_hex(8), heads)
        _seat(store, seat, operator, f"{workspace_id}-{seat.key}", key_folder or keys.default_key_folder(), clock)
    finally:
        store.close()


def _require(session: Session, handing_id: str, public_key: str) -> Handing:
    one = panels.find(session, handing_id)
    known = session.get(schema.Machine, id=machine_of(public_key)) is not None
    if one is None or one.state is not HandingState.OUT or not known or panels.seat(session) is not None:
        raise UserError(
            "Berkas panel ini tidak cocok dengan salinan ruang kerja di sampingnya.",
            "Minta laptop induk menulis berkas panelnya lagi.",
            code="panel.file",
        )
    return one


def _seat(store: Store, seat: Seat, operator: str, name: str, key_folder: Path, clock: Clock) -> None:
    key = keys.create_key(key_folder, name)
    try:
        with store.write(machine=key.machine_id, who=operator, clock=clock) as tx:
            put_machine(tx, key)
            panels.take_seat(tx, seat)
    except BaseException:
        keys.forget_key(key_folder, name)  # a key of no workspace
        raise
