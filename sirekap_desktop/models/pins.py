"""PINs: hashed with Argon2id so slowly that guessing takes long, and slower still after wrong ones.

A PIN keeps people in the room from working under another's name. It does not protect the data against somebody who
takes the laptop away: see ``docs/security.md``.
"""

from __future__ import annotations

import math
import time
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret_raw

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count

TARGET_SECONDS = 0.25
"""How long one guess takes at least on the machine that made the hash."""
SHORTEST = 6
_MEMORY_KIB = 65_536
_FREE_TRIES = 3
_FIRST_WAIT, _LONGEST_WAIT = 5.0, 900.0
"""Seconds of the first pause, doubled with each further wrong PIN, up to a quarter of an hour."""


def check_new(pin: str) -> None:
    """Refuse a PIN that others would guess at once. Raises UserError ``pin.weak``."""
    if len(pin) < SHORTEST or not (pin.isascii() and pin.isdigit()):
        raise UserError(f"PIN terdiri dari paling sedikit {SHORTEST} angka.", code="pin.weak")
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise UserError("PIN ini terlalu mudah ditebak.", "Jangan angka kembar atau berurutan.", code="pin.weak")


def hashed(pin: str) -> str:
    """The text to store: method, parameters, salt and hash."""
    return _hasher().hash(pin)


def matches(stored: str, pin: str) -> bool:
    """Whether this is the PIN; a stored text that is none matches nothing."""
    try:
        return _hasher().verify(stored, pin)
    except (VerificationError, InvalidHashError):
        return False


def derived(pin: str, salt: bytes, rounds: int, memory_kib: int) -> bytes:
    """32 bytes that only this PIN gives: the key that a secret is sealed with."""
    return hash_secret_raw(
        pin.encode(), salt, time_cost=rounds, memory_cost=memory_kib, parallelism=1, hash_len=32, type=Type.ID
    )


def cost() -> tuple[int, int]:
    """Rounds and memory (KiB) that take as long as wanted on this machine."""
    return _hasher().time_cost, _hasher().memory_cost


def pause(failures: int) -> timedelta:
    """How long after so many wrong PINs in a row the next one is looked at."""
    if failures < _FREE_TRIES:
        return timedelta()
    doubled = _FIRST_WAIT * 2.0 ** min(failures - _FREE_TRIES, 20)
    return timedelta(seconds=min(doubled, _LONGEST_WAIT))


def refuse_early(wait_until: str, now: datetime, hint: str = "Lupa PIN? Ketua dapat menggantinya.") -> None:
    """Raises UserError ``pin.wait`` with the seconds that are left."""
    if not wait_until:
        return
    left = math.ceil((datetime.fromisoformat(wait_until) - now).total_seconds())
    if left > 0:
        raise UserError(
            f"Terlalu banyak PIN salah. Tunggu {format_count(left)} detik.",
            hint,
            code="pin.wait",
        )


@cache
def _hasher() -> PasswordHasher:
    """As slow as wanted on this machine."""
    cost = 2
    while True:
        hasher = PasswordHasher(time_cost=cost, memory_cost=_MEMORY_KIB, parallelism=1)
        started = time.perf_counter()
        hasher.hash("000000")
        taken = time.perf_counter() - started
        if taken >= TARGET_SECONDS:
            return hasher
        cost = max(cost + 1, math.ceil(cost * TARGET_SECONDS / max(taken, 1e-3)))
