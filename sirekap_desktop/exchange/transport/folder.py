"""A folder or USB stick as a store."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sirekap_desktop.exchange.transport import problems
from sirekap_desktop.exchange.transport.store import PROBE, PROBE_TEXT, Listing
from sirekap_desktop.models.images import sync_folder
from sirekap_desktop.models.whole_files import appearing

_CHUNK = 1 << 20


def _is_plain(path: Path) -> bool:
    """A stick may hold links to anywhere on this computer."""
    return path.is_file() and not path.is_symlink()


class FolderStore:
    """Files appear whole or not at all, so an object needs no parts. Links and devices are not seen."""

    part_size: int | None = None

    def __init__(self, root: Path) -> None:
        self._root = root

    def list(self, folder: str) -> Listing:
        with self._sentences():
            self._require()
            place = self._root / folder
            if not place.is_dir():
                return Listing()
            with os.scandir(place) as entries:
                seen = [(item.name, item.stat(follow_symlinks=False)) for item in entries]
        files = {name: about.st_size for name, about in seen if stat.S_ISREG(about.st_mode)}
        return Listing(files, frozenset(name for name, about in seen if stat.S_ISDIR(about.st_mode)))

    def put(self, name: str, size: int, chunks: Iterable[bytes]) -> None:  # noqa: ARG002 - the file system counts
        with self._sentences():
            self._require()  # the root of a stick that was pulled out is never made anew on the disk below
            target = self._root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with appearing(target) as stream:
                stream.writelines(chunks)
            sync_folder(target.parent)

    def get(self, name: str, offset: int = 0) -> Iterator[bytes]:
        with self._sentences():
            self._require()
            if not _is_plain(self._root / name):
                raise problems.not_found(str(self._root / name))
            with (self._root / name).open("rb") as stream:
                stream.seek(offset)
                while chunk := stream.read(_CHUNK):
                    yield chunk

    def free(self) -> int | None:
        with self._sentences():
            self._require()
            return shutil.disk_usage(self._root).free

    def check(self) -> None:
        self.put(PROBE, len(PROBE_TEXT), [PROBE_TEXT])

    def close(self) -> None:
        return

    def _require(self) -> None:
        if not self._root.is_dir():
            raise problems.folder_gone(str(self._root))

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise problems.from_disk(str(self._root), error) from error
