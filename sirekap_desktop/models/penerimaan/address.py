"""One connection string says where the kabupaten's store is: a folder (SQLite) or a PostgreSQL server."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit
from urllib.request import url2pathname

from playhouse import db_url

from sirekap_desktop.forms.errors import UserError

DATABASE_NAME = "penerimaan.db"
_POSTGRES = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """Where a store is, taken apart."""

    shown: str
    """For people, files and logs: never with a password."""
    path: Path | None = None
    """The SQLite file; None: PostgreSQL."""
    server: dict[str, Any] = field(default_factory=dict, repr=False)
    """What psycopg needs to connect; the password is here and nowhere else."""

    @property
    def has_secret(self) -> bool:
        """Whether a password was given with the address."""
        return bool(self.server.get("password"))

    @property
    def needs_secret(self) -> bool:
        """Whether somebody may have to be asked for a password."""
        return self.path is None and bool(self.server.get("user")) and not self.has_secret

    def with_secret(self, secret: str) -> StoreAddress:
        """The same place, opened with this password."""
        return StoreAddress(self.shown, self.path, {**self.server, "password": secret})


def parse_address(text: str) -> StoreAddress:
    """``sqlite:///C:/rekap``, ``postgresql://user@host/rekap``, or the path of a folder.

    Raises:
        UserError: ``store.address``.
    """
    text = text.strip()
    scheme = text.partition("://")[0] if "://" in text else ""
    if scheme in _POSTGRES:
        return _server(text)
    if scheme == "sqlite":
        return _file(_local_path(text))
    if scheme or not text:
        raise _wrong()
    return _file(Path(text))


def _file(path: Path) -> StoreAddress:
    """A folder unless it is named like a database."""
    file = path if path.suffix == ".db" else path / DATABASE_NAME
    return StoreAddress(str(path), file)


def _local_path(text: str) -> Path:
    """``sqlite:///folder`` is relative, ``sqlite:////folder`` absolute, ``sqlite:///C:/…`` on a drive."""
    rest = text.removeprefix("sqlite://")
    if not rest.startswith("/") or len(rest) < 2:
        raise _wrong()
    return Path(url2pathname(rest[1:])) if rest.startswith("//") or ":" in rest[:4] else Path(unquote(rest[1:]))


def _server(text: str) -> StoreAddress:
    try:
        parts = urlsplit(text)
        wanted = db_url.parse(text, unquote_password=True, unquote_user=True)
        is_good = bool(parts.hostname) and bool(wanted["database"]) and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise _wrong() from error
    if not is_good:
        raise _wrong()
    return StoreAddress(_without_secret(text), None, wanted)


def _without_secret(text: str) -> str:
    parts = urlsplit(text)
    user = f"{parts.username}@" if parts.username else ""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    place = f"{user}{host}:{parts.port}" if parts.port else f"{user}{host}"
    query = urlencode([item for item in parse_qsl(parts.query, keep_blank_values=True) if "password" not in item[0]])
    return urlunsplit(("postgresql", place, parts.path, query, ""))


def _wrong() -> UserError:
    return UserError(
        "Alamat basis data Penerimaan tidak dikenali.",
        "Tulis sebuah folder, atau postgresql://pengguna@server/nama-basis-data.",
        code="store.address",
    )
