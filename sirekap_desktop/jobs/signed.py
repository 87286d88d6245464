"""Signed copies come back: scans and photos are recognised page by page, judged by their QR, and attached.

What is refused is named and not kept. The original of what is attached lies in ``images/`` before its row is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.page_code import PageCode
from sirekap_desktop.forms.plainfile import TooLargeError, read_plain
from sirekap_desktop.jobs.files import collect
from sirekap_desktop.jobs.signed_judging import Printed, SignedOutcome, judge, sheet_title
from sirekap_desktop.jobs.sources import MAX_FILE
from sirekap_desktop.models import signed
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.models.signed import NewSignedPage, SignedPage
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr import imageio
from sirekap_desktop.ocr.imageio import Picture
from sirekap_desktop.ocr.page_codes import FoundPage, find_pages
from sirekap_desktop.reports import content

_NO_CODE = (
    "Tidak ada kode QR dokumen yang terbaca. Foto ulang lebih dekat dan tegak lurus, dengan cahaya cukup, "
    "sampai seluruh halaman tampak tajam."
)
_OTHER_CODE = "Kode QR di gambar ini bukan kode dokumen rekap."


@dataclass(frozen=True, slots=True)
class SignedItem:
    """How one page of a file, or a whole file, ended."""

    source: str
    index: int
    """Page of the file, from 0."""
    outcome: SignedOutcome
    reason: str
    """One sentence; empty when attached."""
    title: str = ""
    """What the sheet is called; empty when no QR was read."""
    code: PageCode | None = None


@dataclass(frozen=True, slots=True)
class SignedSummary:
    """How everything ended, in the order of the files."""

    items: tuple[SignedItem, ...]
    files: int
    cancelled: bool

    def count(self, outcome: SignedOutcome) -> int:
        return sum(item.outcome is outcome for item in self.items)


@dataclass(frozen=True, slots=True)
class SignedSheet:
    """What came back of one sheet, of one way of printing it."""

    title: str
    document: str
    part: str
    pages: int
    """0 while nothing came back: how many there are depends on the paper."""
    present: tuple[SignedPage, ...]
    """The newest picture of each page, by page."""
    state: str
    """``current``, ``draft`` (not locked yet) or ``old`` (of an earlier revision)."""

    @property
    def missing(self) -> tuple[int, ...]:
        """Pages that did not come back, of those whose number is known."""
        there = {page.code.page for page in self.present}
        return tuple(number for number in range(1, self.pages + 1) if number not in there)

    @property
    def complete(self) -> bool:
        return bool(self.pages) and not self.missing


def printed_now(workspace: Workspace) -> tuple[Printed, ...]:
    """Every recap of the workspace as it would be printed now."""
    return tuple(_printed(snapshot, workspace.form(snapshot.form).short_name) for snapshot in workspace.recaps())


def _printed(snapshot: RecapSnapshot, election: str) -> Printed:
    identity = content.identify(snapshot)
    whose = f"{election} {snapshot.dapil}" if snapshot.dapil else election
    sheets = {snapshot.kecamatan_table.code: f"{whose}: berita acara kecamatan"}
    sheets |= {table.code: f"{whose}: lembar desa {table.name}" for table in snapshot.desa_tables}
    return Printed(
        snapshot.name, identity.document_id, identity.sha256, snapshot.revision, final=snapshot.locked, sheets=sheets
    )


def import_signed(
    workspace: Workspace,
    paths: Iterable[Path],
    *,
    replace: bool = False,
    only: PageCode | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SignedSummary:
    """Attach the pages that photos and scans show.

    Args:
        workspace: open for writing.
        paths: files and folders.
        replace: a page that is there already gets a new picture; the older one stays.
        only: take this page and no other.
        progress: told after every file how many of how many are done.
        cancelled: asked between files; what is attached stays.

    Raises:
        UserError: the disk is full, the workspace cannot be written, or whoever sits here may not.
    """
    files = collect(paths)
    job = _Import(workspace, replace=replace, only=only)
    for done, path in enumerate(files):
        if cancelled and cancelled():
            return SignedSummary(tuple(job.items), len(files), cancelled=True)
        job.take(path)
        if progress:
            progress(done + 1, len(files))
    return SignedSummary(tuple(job.items), len(files), cancelled=False)


class _Import:
    """Judges page by page and remembers what is there."""

    def __init__(self, workspace: Workspace, *, replace: bool, only: PageCode | None) -> None:
        self._workspace, self._replace, self._only = workspace, replace, only
        self._printed = printed_now(workspace)
        pages = workspace.signed_pages()
        self._there = {signed.key(page.code): f"{Path(page.source).name}" for page in pages}
        self._pictures = {(page.sha256, signed.key(page.code)) for page in pages}
        self._taken: dict[tuple[str, str, int, int], str] = {}
        self.items: list[SignedItem] = []

    def take(self, path: Path) -> None:
        """One file: its pages are attached together."""
        try:
            data = _read(path)
            sha256, found = hashlib.sha256(data).hexdigest(), list(_pages(data, path.name))
        except UserError as error:
            self.items.append(SignedItem(str(path), 0, SignedOutcome.UNREADABLE, str(error)))
            return
        new = [page for index, pages, other in found for page in self._judged(path, sha256, index, pages, other)]
        if new:
            self._workspace.store_original(data, path.suffix)
            self._workspace.attach_signed(new, replace=self._replace)

    def _judged(
        self, path: Path, sha256: str, index: int, pages: Sequence[FoundPage], others: int
    ) -> Iterator[NewSignedPage]:
        """The pages of one picture that are to be attached; every one gets its item."""
        if not pages:
            reason = _OTHER_CODE if others else _NO_CODE
            self.items.append(SignedItem(str(path), index, SignedOutcome.UNREADABLE, reason))
        for page in pages:
            outcome, reason = self._verdict(page.code, sha256)
            title = sheet_title(page.code, self._printed)
            self.items.append(SignedItem(str(path), index, outcome, reason, title, page.code))
            if outcome is SignedOutcome.ATTACHED:
                self._taken[signed.key(page.code)] = path.name
                yield NewSignedPage(page.code, sha256, index, page.rotation, str(path))

    def _verdict(self, code: PageCode, sha256: str) -> tuple[SignedOutcome, str]:
        outcome, reason = judge(code, self._workspace.kecamatan.code, self._printed)
        if outcome is not SignedOutcome.ATTACHED:
            return outcome, reason
        if self._only is not None and signed.key(code) != signed.key(self._only):
            wanted = f"halaman {self._only.page} dari {sheet_title(self._only, self._printed)}"
            return SignedOutcome.FOREIGN, f"Halaman ini bukan {wanted}."
        place = signed.key(code)
        if place in self._taken:
            return SignedOutcome.DOUBLED, f"Halaman ini sudah diambil dari {self._taken[place]}."
        if (sha256, place) in self._pictures:
            return SignedOutcome.DOUBLED, "Gambar ini sudah dilampirkan."
        if place in self._there and not self._replace:
            return SignedOutcome.DOUBLED, f"Halaman ini sudah dilampirkan, dari {self._there[place]}."
        return outcome, ""


def _read(path: Path) -> bytes:
    """Raises UserError ``file.not_found``, ``file.too_large`` or ``file.unreadable``."""
    try:
        return read_plain(path, MAX_FILE)
    except TooLargeError as error:
        text = f"Berkas ini lebih besar dari {MAX_FILE // 2**20} MB; bukan foto halaman."
        raise UserError(text, code="file.too_large") from error
    except FileNotFoundError as error:
        raise UserError("Berkas ini tidak ada.", code="file.not_found") from error
    except OSError as error:
        text = f"Berkas ini tidak dapat dibuka: {error.strerror or error}."
        raise UserError(text, code="file.unreadable") from error


def _pages(data: bytes, name: str) -> Iterator[tuple[int, Sequence[FoundPage], int]]:
    """Index of each picture of a file, the pages that it shows, and how many other QRs."""
    decoded = imageio.decode(data, name=name)
    for index in range(decoded.page_count):
        found = find_pages(decoded.grey(index).pixels)
        yield index, found.pages, found.others


def load_signed(workspace: Workspace, page: SignedPage) -> Picture:
    """The picture of an attached page, upright.

    Raises:
        UserError: the original is missing or can no longer be decoded.
    """
    data = workspace.original_path(page.sha256).read_bytes()
    decoded = imageio.decode(data, name=page.source)
    return imageio.rotated(decoded.page(page.index), page.rotation)


def signed_sheets(workspace: Workspace) -> tuple[SignedSheet, ...]:
    """What came back of every sheet that is printed now, and after it what is attached of earlier revisions."""
    with workspace.snapshot():
        printed, pages = printed_now(workspace), workspace.signed_pages()
    groups = _groups(signed.current(pages).values())
    return (*_current(printed, groups), *_old(printed, groups))


_Groups = dict[tuple[str, str], dict[int, list[SignedPage]]]


def _groups(pages: Iterable[SignedPage]) -> _Groups:
    """Pages by sheet, and by how many pages it was printed on."""
    groups: _Groups = {}
    for page in sorted(pages, key=lambda item: item.code.page):
        code = page.code
        groups.setdefault((code.document, code.part), {}).setdefault(code.pages, []).append(page)
    return groups


def _current(printed: Sequence[Printed], groups: _Groups) -> Iterator[SignedSheet]:
    for recap in printed:
        state = "current" if recap.final else "draft"
        for part, title in recap.sheets.items():
            ways = groups.get((recap.document, part), {}) if recap.final else {}
            yield SignedSheet(title, recap.document, part, *_fullest(ways), state)


def _fullest(ways: dict[int, list[SignedPage]]) -> tuple[int, tuple[SignedPage, ...]]:
    """Of a sheet that came back printed on several papers, the print that lacks the fewest pages."""
    pages = min(ways, key=lambda count: (count - len(ways[count]), count), default=0)
    return pages, tuple(ways.get(pages, ()))


def _old(printed: Sequence[Printed], groups: _Groups) -> Iterator[SignedSheet]:
    known = {recap.document for recap in printed if recap.final}
    for (document, part), ways in sorted(groups.items()):
        if document not in known:
            pages, present = _fullest(ways)
            yield SignedSheet(sheet_title(present[0].code, printed), document, part, pages, present, "old")
