"""Brings photos and scans into a workspace: each ends as accepted, duplicate, unreadable or unassigned.

An original is on the disk, under the name of its content, before it is read, and its rows are written page by page. So
a cancel or a kill loses nothing that was told, and the same import again finds what is there and does the rest. Pages
whose name tells no TPS find their place at the end, if what is read on them leaves no question.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.jobs.fusing import fuse_all, fuse_tps
from sirekap_desktop.jobs.judging import KnownForms, judge, with_dapil
from sirekap_desktop.jobs.proposing import place_certain
from sirekap_desktop.jobs.reading_pool import ReadingPool, ReadingTicket
from sirekap_desktop.jobs.rereading import replace_photo, reread
from sirekap_desktop.jobs.sources import Source, Sources
from sirekap_desktop.models.records import ImageVersion, ImportOutcome
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr.naming import tps_code

__all__ = [
    "ImportItem",
    "ImportProgress",
    "ImportSummary",
    "import_paths",
    "replace_photo",
    "reread",
]

INLINE_FILES = 6
"""Up to so many files are read in the calling thread: starting processes takes longer."""
_WAIT_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class ImportItem:
    """How one file, or one form page of it, ended."""

    source: str
    outcome: ImportOutcome
    reason: str
    """Why it was not accepted, one sentence; else empty."""
    index: int = 0
    tps: str | None = None
    form: str | None = None
    page: int | None = None
    image_id: str | None = None
    """None for duplicates and for files that could not even be opened."""


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is, counted in files; the outcomes are counted in pages."""

    done: int
    total: int
    counts: dict[ImportOutcome, int]
    seconds_left: float | None
    """None until enough files are done to tell."""
    newest: ImportItem | None


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """How everything ended, in the order of the files."""

    items: tuple[ImportItem, ...]
    files: int
    cancelled: bool
    seconds: float

    def count(self, outcome: ImportOutcome) -> int:
        return sum(item.outcome is outcome for item in self.items)


Progress = Callable[[ImportProgress], None]


def import_paths(
    workspace: Workspace,
    paths: Iterable[Path],
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    workers: int | None = None,
) -> ImportSummary:
    """Import files, folders (with everything below them) and zip archives.

    Args:
        progress: called after every file, on the calling thread.
        cancelled: asked between files; what is done stays, what is not is left for the next import.
        workers: reading processes; None takes one per core (none for a few files).

    Raises:
        UserError: the disk is full or the workspace cannot be written; what was imported before stays.
    """
    with Sources(paths) as sources:
        if workers is None and len(sources.files) <= INLINE_FILES:
            workers = 0
        forms = KnownForms(workspace)
        with ReadingPool(forms.at(None), workers) as pool:
            return _Import(workspace, sources.files, pool, forms, progress, cancelled).run()


@dataclass(slots=True)
class _Waiting:
    """A file on its way; ``ticket`` is None when ``item`` already says how it ended."""

    path: Path
    sha256: str
    ticket: ReadingTicket | None
    item: ImportItem | None


class _Import:
    """One run: feeds the readers a little ahead, and writes what they found in the order of the files."""

    def __init__(
        self,
        workspace: Workspace,
        files: tuple[Source, ...],
        pool: ReadingPool,
        forms: KnownForms,
        progress: Progress | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._workspace, self._files, self._pool, self._forms = workspace, files, pool, forms
        self._progress, self._asked = progress, cancelled
        self._waiting: deque[_Waiting] = deque()
        self._items: list[ImportItem] = []
        self._counts: Counter[ImportOutcome] = Counter()
        self._seen: dict[str, str] = {}
        self._unfused: set[tuple[str, str]] = set()
        self._started = time.monotonic()
        self._done = 0

    def run(self) -> ImportSummary:
        try:
            stopped = self._run()
        finally:
            fuse_all(self._workspace, self._unfused)
        self._place_certain()
        return ImportSummary(tuple(self._items), len(self._files), stopped, time.monotonic() - self._started)

    def _run(self) -> bool:
        """Returns whether it was cancelled."""
        ahead = 2 * self._pool.workers + 1
        for source in self._files:
            if self._is_cancelled():
                return self._keep_what_is_read()
            self._waiting.append(self._begin(source))
            while len(self._waiting) >= ahead:
                if not self._await_first():
                    return self._keep_what_is_read()
        while self._waiting:
            if self._is_cancelled() or not self._await_first():
                return self._keep_what_is_read()
        return False

    def _place_certain(self) -> None:
        """What came without a code, and leaves no question where it belongs."""
        fresh = {item.image_id for item in self._items if item.outcome is ImportOutcome.UNASSIGNED and item.image_id}
        placed = place_certain(self._workspace, fresh)
        self._items = [
            _item(Path(item.source), placed[item.image_id]) if item.image_id in placed else item for item in self._items
        ]

    def _is_cancelled(self) -> bool:
        return self._asked is not None and self._asked()

    def _await_first(self) -> bool:
        """Finish the oldest file; False when the operator cancelled meanwhile."""
        ticket = self._waiting[0].ticket
        while ticket is not None and not ticket.is_ready(_WAIT_SECONDS):
            if self._is_cancelled():
                return False
        self._finish(self._waiting.popleft())
        return True

    def _keep_what_is_read(self) -> bool:
        while self._waiting and ((ticket := self._waiting[0].ticket) is None or ticket.is_done):
            self._finish(self._waiting.popleft())
        return True

    def _begin(self, source: Source) -> _Waiting:
        """Store the original, unless the file ended here already."""
        path = source.path
        try:
            data = source.read()
        except (OSError, ValueError) as error:
            return _Waiting(path, "", None, _refused(path, error))
        sha256 = hashlib.sha256(data).hexdigest()
        if twin := self._twin(sha256):
            reason = f"Isinya sama dengan {twin}, yang sudah diimpor."
            if self._workspace.store_original(data, path.suffix)[1]:
                reason += " Foto yang tersimpan hilang atau rusak, dan kini dipulihkan dari berkas ini."
            return _Waiting(path, sha256, None, ImportItem(str(path), ImportOutcome.DUPLICATE, reason))
        self._seen[sha256] = path.name
        self._workspace.store_original(data, path.suffix)
        stored = self._workspace.original_path(sha256)
        return _Waiting(path, sha256, self._pool.submit(stored, path.name, self._forms.at(tps_code(path))), None)

    def _twin(self, sha256: str) -> str | None:
        """The name under which the same content was imported before, completely."""
        if sha256 in self._seen:
            return self._seen[sha256]
        known = self._workspace.known(sha256)
        # pages are written last to first: with page 0 there, all are
        return next((Path(image.source).name for image in known if image.index == 0), None)

    def _finish(self, waiting: _Waiting) -> None:
        if waiting.ticket is None:
            items = [waiting.item] if waiting.item else []
        else:
            items = self._write(waiting.path, waiting.sha256, waiting.ticket.result())
        self._items += items
        self._counts.update(item.outcome for item in items)
        self._done += 1
        if self._progress:
            newest = items[-1] if items else None
            total = len(self._files)
            self._progress(ImportProgress(self._done, total, dict(self._counts), self._seconds_left(), newest))

    def _seconds_left(self) -> float | None:
        if self._done < min(3, len(self._files)):
            return None
        return (time.monotonic() - self._started) / self._done * (len(self._files) - self._done)

    def _write(self, path: Path, sha256: str, readings: tuple[PageReading, ...]) -> list[ImportItem]:
        known = {image.index for image in self._workspace.known(sha256)}
        code = tps_code(path)
        fresh = [reading for reading in readings if reading.index not in known]
        images = [self._add(path, sha256, code, reading) for reading in reversed(fresh)]
        self._fuse(images)
        return [_item(path, image) for image in reversed(images)]

    def _add(self, path: Path, sha256: str, code: str | None, reading: PageReading) -> ImageVersion:
        if code is not None and reading.status != "read" and self._forms.of_other_dapil(code):
            data = self._workspace.original_path(sha256).read_bytes()
            reading = with_dapil(self._forms, code, data, path.name, reading)
        outcome, reason = judge(self._workspace, code, reading, path)
        return self._workspace.add_image(
            sha256=sha256,
            index=reading.index,
            source=str(path),
            outcome=outcome,
            reason=reason,
            tps=code,
            form=reading.form,
            page=reading.page,
            reading=reading,
        )

    def _fuse(self, images: list[ImageVersion]) -> None:
        """Fuse a TPS as soon as its pages are there; incomplete ones wait for the end of the import."""
        for tps, form in {(image.tps, image.form) for image in images if image.version > 0}:
            if tps is None or form is None:
                continue
            pages = self._workspace.form(form, tps).pages
            if all(self._workspace.current_image(tps, form, page.number) for page in pages):
                fuse_tps(self._workspace, tps, form)
                self._unfused.discard((tps, form))
            else:
                self._unfused.add((tps, form))


def _refused(path: Path, error: OSError | ValueError) -> ImportItem:
    if isinstance(error, FileNotFoundError):
        reason = "Berkas ini tidak ada."
    elif isinstance(error, OSError):
        reason = f"Berkas ini tidak dapat dibuka: {error.strerror or error}."
    else:
        reason = str(error)
    return ImportItem(str(path), ImportOutcome.UNREADABLE, reason)


def _item(path: Path, image: ImageVersion) -> ImportItem:
    return ImportItem(
        source=str(path),
        outcome=image.outcome,
        reason=image.reason,
        index=image.index,
        tps=image.tps,
        form=image.form,
        page=image.page,
        image_id=image.id,
    )
