"""Where photos come from: files, folders, and zip archives read member by member; nothing is unpacked to the disk.

A photo in an archive is named by the archive's path with the member's below it, so that its TPS code is found in the
same places as in a folder. One member at a time is in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sirekap_desktop.exchange.foreign_zip import Archive, Member, is_archive
from sirekap_desktop.exchange.sirekap_names import TPS_NAME
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.plainfile import TooLargeError, read_plain
from sirekap_desktop.jobs.files import collect, looks_like_photo

MAX_FILE = 500 * 2**20
"""Bytes of one file; larger ones are no photos of forms."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to import, or the sentence that says why it is not read."""

    path: Path
    archive: Archive | None = None
    member: Member | None = None
    refusal: str = ""

    def read(self) -> bytes:
        """The whole content. Raises OSError, or ValueError with a sentence."""
        if self.refusal:
            raise ValueError(self.refusal)
        if self.archive is not None and self.member is not None:
            return self.archive.read(self.member, MAX_FILE)
        try:
            return read_plain(self.path, MAX_FILE)
        except TooLargeError as error:
            raise ValueError(f"Berkas ini lebih besar dari {MAX_FILE // 2**20} MB; bukan foto formulir.") from error


class Sources:
    """Everything that some paths hold, in order; a context manager, for archives stay open while they are read."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._open: list[Archive] = []
        named = tuple(paths)
        self.files = tuple(source for path in collect(named, archives=True) for source in self._of(path, path in named))

    def _of(self, path: Path, named: bool) -> Iterator[Source]:
        if not is_archive(path) or not path.is_file():
            yield Source(path)
            return
        try:
            archive = Archive(path)
        except UserError as error:
            yield Source(path, refusal=error.message)
            return
        self._open.append(archive)
        found = [member for member in archive.members if looks_like_photo(Path(member.name))]
        if not found and named:
            yield Source(path, refusal=_without_photos(archive))
        if found or named:
            yield from (Source(path / one.name, refusal=one.reason) for one in archive.refused)
        yield from (Source(path / member.name, archive, member) for member in found)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for archive in self._open:
            archive.close()


def _without_photos(archive: Archive) -> str:
    if any(TPS_NAME.fullmatch(member.name) for member in archive.members):
        return "Di arsip ini tidak ada foto, hanya data JSON per TPS: impor di Perbandingan Sirekap (Ctrl 9)."
    return "Di arsip ini tidak ada foto atau PDF."
