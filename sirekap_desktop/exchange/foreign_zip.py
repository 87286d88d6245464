"""Archives of unknown origin (photos or JSON of Sirekap and KPPS): read member by member, never unpacked to the disk.

A name in an archive is only a label: nothing is ever written under it. Links, encrypted members, names that leave the
archive and members that grow beyond all measure are refused one by one, each with a sentence; an archive as a whole
only when its directory is that of no honest one. Only zip: a compressed tar cannot be listed without unpacking it all.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from sirekap_desktop.exchange import bounded_zip
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count

SUFFIX = ".zip"
MAX_MEMBERS = 200_000
_MAX_GROWTH = 100
"""Times that a member may be larger than what is stored of it: photos hardly shrink, JSON shrinks 10 to 30 times."""
_FREE = 2**20
"""Bytes of a member that may grow as they like."""
_MAX_DEPTH = 32
_CHUNK = 2**20
_OTHER_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")


@dataclass(frozen=True, slots=True)
class Member:
    """A plain file in the archive."""

    name: str
    """With the folders in the archive, ``/`` between them."""
    size: int
    number: int
    """Place in the directory: names may repeat."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A member that is not read."""

    name: str
    reason: str
    """One sentence."""


def is_archive(path: Path) -> bool:
    """By its name; hidden and half-copied files are passed over."""
    return path.suffix.lower() == SUFFIX and not path.name.startswith((".", "~"))


class Archive:
    """An open archive. Use as a context manager.

    Raises:
        UserError: ``archive.missing``, ``archive.damaged``, ``archive.hostile``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.refused: list[Refused] = []
        self._open = ExitStack()
        try:
            self._zip = self._open.enter_context(bounded_zip.opened(path, MAX_MEMBERS))
        except FileNotFoundError as error:
            raise UserError(f"Arsip {path} tidak ada.", code="archive.missing") from error
        except OSError as error:
            raise UserError(f"Arsip {path.name} tidak dapat dibuka.", code="archive.missing") from error
        except bounded_zip.TooManyError as error:
            raise _hostile(path, f"berisi lebih dari {format_count(MAX_MEMBERS)} berkas") from error
        except bounded_zip.BROKEN as error:
            raise _damaged(path) from error
        self._infos = self._zip.infolist()
        try:
            self._refuse_whole()
        except UserError:
            self._open.close()
            raise
        self.members = tuple(self._plain())

    def _refuse_whole(self) -> None:
        if sum(info.compress_size for info in self._infos) > self.path.stat().st_size:
            raise _hostile(self.path, "isinya saling menumpuk")

    def _plain(self) -> Iterator[Member]:
        for number, info in enumerate(self._infos):
            if info.is_dir():
                continue
            if reason := _refusal(info):
                self.refused.append(Refused(_shown(info.filename), reason))
            else:
                yield Member(info.filename, info.file_size, number)

    def read(self, member: Member, limit: int) -> bytes:
        """The content of a member, whole.

        Raises:
            ValueError: larger than ``limit`` bytes, damaged, or not as large as the directory says; a sentence.
        """
        if member.size > limit:
            raise ValueError(f"Berkas ini lebih besar dari {limit // 2**20} MB.")
        try:
            with self._zip.open(self._infos[member.number]) as stream:
                data = stream.read(member.size + 1)
        except (*bounded_zip.BROKEN, OSError) as error:
            raise ValueError("Berkas ini rusak di dalam arsipnya.") from error
        if len(data) != member.size:
            raise ValueError("Berkas ini tidak sebesar yang disebut arsipnya.")
        return data

    def close(self) -> None:
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _refusal(info: zipfile.ZipInfo) -> str:
    """Why a member is not read; empty for a plain file."""
    name = info.filename
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return "Ini tautan atau berkas khusus, bukan berkas biasa; tidak dibaca."
    if info.flag_bits & 1:
        return "Berkas ini bersandi; buka arsipnya dahulu, lalu impor foldernya."
    if _leaves(name):
        return "Namanya menunjuk ke luar arsip; tidak dibaca."
    if info.file_size > _FREE and info.file_size > _MAX_GROWTH * max(1, info.compress_size):
        return "Berkas ini mengembang di luar kewajaran; tidak dibaca."
    if name.lower().endswith(_OTHER_ARCHIVES):
        return "Arsip di dalam arsip tidak dibaca; buka dahulu, lalu impor isinya."
    return ""


def _leaves(name: str) -> bool:
    path = PurePosixPath(name)
    odd = "\\" in name or ":" in name or any(ord(sign) < 32 for sign in name)
    return odd or path.is_absolute() or ".." in path.parts or len(path.parts) > _MAX_DEPTH


def _shown(name: str) -> str:
    """For messages: no control characters, not endless."""
    return "".join(sign if sign.isprintable() else "?" for sign in name[:120])


def _damaged(path: Path) -> UserError:
    return UserError(
        f"Arsip {path.name} tidak dapat dibaca; berkasnya rusak atau bukan zip.",
        "Salin ulang arsipnya, atau buka dahulu lalu impor foldernya.",
        code="archive.damaged",
    )


def _hostile(path: Path, why: str) -> UserError:
    return UserError(
        f"Arsip {path.name} tidak dibaca: {why}.",
        "Buka arsipnya dengan program lain, lalu impor foldernya.",
        code="archive.hostile",
    )
