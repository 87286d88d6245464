"""One program per workspace: a lock file held while it is open, and beside it who holds it."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.account import account_name

LOCK_NAME = "sirekap.lock"
OWNER_NAME = "sirekap.owner.json"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has the workspace open."""

    user: str
    host: str
    pid: int
    since: str


class WorkspaceLock:
    """The operating system drops the lock when the process dies, so a crash never locks anyone out."""

    def __init__(self, folder: Path) -> None:
        self._owner_file = folder / OWNER_NAME
        self._lock = FileLock(folder / LOCK_NAME, thread_local=False, timeout=0)

    def acquire(self, *, operator: str, since: str) -> None:
        """Hold the lock and note who holds it.

        Raises:
            UserError: ``workspace.locked``, naming user, computer and process that hold it.
            OSError: the note cannot be written; the lock is free again then.
        """
        try:
            self._lock.acquire()
        except Timeout as error:
            raise _locked(read_owner(self._owner_file)) from error
        owner = Owner(operator or account_name() or "tidak dikenal", socket.gethostname(), os.getpid(), since)
        try:
            self._owner_file.write_text(json.dumps(asdict(owner), ensure_ascii=False), encoding="utf-8")
        except OSError:
            self._lock.release()  # nobody would: whoever asked for it gets an error and no workspace to close
            raise

    def release(self) -> None:
        if self._lock.is_locked:
            self._owner_file.unlink(missing_ok=True)
            self._lock.release()


def read_owner(path: Path) -> Owner | None:
    """The owner noted beside a lock, if the note can be read."""
    try:
        return Owner(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _locked(owner: Owner | None) -> UserError:
    by = f" oleh {owner.user} di komputer {owner.host} (proses {owner.pid})" if owner else ""
    return UserError(
        f"Ruang kerja ini sedang dibuka{by}.",
        "Tutup dulu di sana, lalu buka kembali di sini.",
        code="workspace.locked",
    )
