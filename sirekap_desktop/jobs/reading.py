"""Reads files without a workspace, for the command line, and puts the pages of a TPS together."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import default_form_ids, form_ids, load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import PageReading, TpsReading
from sirekap_desktop.jobs.files import collect
from sirekap_desktop.jobs.importing import INLINE_FILES
from sirekap_desktop.jobs.reading_pool import ReadingPool, ReadingTicket
from sirekap_desktop.ocr import engine
from sirekap_desktop.ocr.fusion import fuse
from sirekap_desktop.ocr.naming import tps_code


@dataclass(frozen=True, slots=True)
class FileRead:
    """What was read in one file."""

    path: Path
    sha256: str | None
    """None when the file could not be opened."""
    tps: str | None
    pages: tuple[PageReading, ...]


@dataclass(frozen=True, slots=True)
class TpsRead:
    """The pages that belong together, fused."""

    tps: str | None
    files: tuple[str, ...]
    reading: TpsReading


def forms_to_read(form_id: str | None) -> tuple[FormDefinition, ...]:
    """The definition named, or all that are looked for without being named.

    Raises:
        UserError: ``form.unknown``.
    """
    if form_id is None:
        return tuple(load_form(known) for known in default_form_ids())
    if form_id not in form_ids():
        raise UserError(
            f"Formulir {form_id} tidak dikenal.", f"Yang dikenal: {', '.join(form_ids())}.", code="form.unknown"
        )
    return (load_form(form_id),)


def read_files(
    paths: Iterable[Path], forms: Sequence[FormDefinition], *, workers: int | None = None
) -> Iterator[FileRead]:
    """Read files and folders, in order, on all cores; each file is yielded as soon as it and all before it are read.

    Raises:
        UserError: ``file.not_found``; nothing is read then.
    """
    files = collect(paths)
    for path in files:
        if not path.exists():
            raise UserError(f"Berkas {path} tidak ada.", code="file.not_found")
    if workers is None and len(files) <= INLINE_FILES:
        workers = 0
    with ReadingPool(forms, workers) as pool:
        waiting: deque[tuple[Path, ReadingTicket]] = deque()
        for path in files:
            waiting.append((path, pool.submit(path, path.name)))
            if len(waiting) > 2 * pool.workers:
                yield _file_read(*waiting.popleft())
        while waiting:
            yield _file_read(*waiting.popleft())


def _file_read(path: Path, ticket: ReadingTicket) -> FileRead:
    try:
        pages = ticket.result()
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        reason = f"Berkas ini tidak dapat dibuka: {error.strerror or error}."
        return FileRead(path, None, tps_code(path), (engine.unreadable(reason),))
    return FileRead(path, sha256, tps_code(path), pages)


@dataclass(slots=True)
class _Group:
    """Pages of one TPS and form that are being collected."""

    tps: str | None
    form: str
    files: dict[str, None] = field(default_factory=dict)
    pages: list[PageReading] = field(default_factory=list)

    def fused(self, forms: dict[str, FormDefinition]) -> TpsRead:
        return TpsRead(self.tps, tuple(self.files), fuse(forms[self.form], self.pages))


def group_pages(reads: Iterable[FileRead], forms: Sequence[FormDefinition]) -> Iterator[TpsRead]:
    """One fused reading per TPS and form (design.md §9).

    Pages with a code belong to its TPS wherever they lie. Pages without one form a group per folder and form for as
    long as no page repeats.
    """
    groups: dict[tuple[str, str, int], _Group] = {}
    rounds: dict[tuple[str, str], int] = {}
    for read in reads:
        for page in read.pages:
            if page.status != "read" or page.form is None:
                continue
            place = (read.tps or str(read.path.parent), page.form)
            key = (*place, rounds.setdefault(place, 0))
            if read.tps is None and any(other.page == page.page for other in groups.get(key, _EMPTY).pages):
                rounds[place] += 1
                key = (*place, rounds[place])
            found = groups.setdefault(key, _Group(read.tps, page.form))
            found.files[str(read.path)] = None
            found.pages.append(page)
    by_id = {form.id: form for form in forms}
    return (found.fused(by_id) for found in groups.values())


_EMPTY = _Group(None, "")
