"""The form designer without its window: open a blank, propose, name, see the rules, try a filled sample, save."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sirekap_desktop.forms.bundle import SUFFIX
from sirekap_desktop.forms.designed import Design, Designed, DesignedPage, OwnRule, Place, designed
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Rect
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.forms.slots import Row, Slot, rows_of, slots_of, usual
from sirekap_desktop.models.whole_files import appearing
from sirekap_desktop.ocr import engine, imageio
from sirekap_desktop.ocr.blank.model import BlankPage, BoxGroup, Sheet, in_reading_order
from sirekap_desktop.ocr.blank.page import printed_extent, propose
from sirekap_desktop.ocr.blank.sheet import sheet_of, usual_paper
from sirekap_desktop.ocr.imageio import DecodedFile

Key = tuple[int, int]
"""A box group: index of its page, and index among the groups of that page."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Blank:
    """A page of the blank, upright, with what was found on it."""

    name: str
    sheet: Sheet
    page: BlankPage


def open_blank(
    files: Sequence[tuple[str, bytes]],
    width_mm: float | None = None,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Blank, ...]:
    """Every page of the files, with proposals.

    Args:
        files: name and content: a PDF, or one picture per page, in the order of the form.
        width_mm: width of the paper, where the files do not say it; by default :func:`usual_paper` decides.
        progress: told after every page how many are done, and how many there are.

    Raises:
        UserError: a file cannot be read.
    """
    decoded = [(imageio.decode(data, name=name), data) for name, data in files]
    places = [(file, data, index) for file, data in decoded for index in range(file.page_count)]
    pages: list[Blank] = []
    for file, data, index in places:
        pages.append(_page_of(file, data, index, width_mm))
        progress(len(pages), len(places))
    return tuple(pages)


def _page_of(file: DecodedFile, data: bytes, index: int, width_mm: float | None) -> Blank:
    pixels = file.grey(index).pixels
    paper = imageio.pdf_page_mm(data, index) if file.kind == "pdf" else usual_paper(pixels)
    if width_mm:
        paper = (width_mm, round(width_mm * pixels.shape[0] / pixels.shape[1], 2))
    sheet = sheet_of(pixels, paper)
    return Blank(f"{file.name} ({index + 1})" if file.page_count > 1 else file.name, sheet, propose(sheet))


@dataclass(frozen=True, slots=True)
class Draft:
    """A form in the making: never changed, each step gives a new one, so that any step can be taken back."""

    blanks: tuple[Blank, ...]
    part: str
    rows: tuple[Row, ...]
    copies: Mapping[str, int]
    names: Mapping[Key, Slot] = field(default_factory=dict)
    rules: tuple[OwnRule, ...] = ()
    id: str = ""
    title: str = ""
    model: str = ""

    # -- what there is ---------------------------------------------------------------------------------------------

    @property
    def keys(self) -> tuple[Key, ...]:
        """All box groups, page after page, as the paper is read."""
        return tuple((page, group) for page, blank in enumerate(self.blanks) for group in range(len(blank.page.groups)))

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All numbers of the field list in the order of the form."""
        return slots_of(self.rows, self.copies)

    def group(self, key: Key) -> BoxGroup:
        return self.blanks[key[0]].page.groups[key[1]]

    def row(self, name: str) -> Row:
        """Raises KeyError if the list has no such row."""
        for row in self.rows:
            if row.row == name:
                return row
        raise KeyError(name)

    def key_of(self, slot: Slot) -> Key | None:
        """The group that bears a name."""
        return next((key for key, named in self.names.items() if named == slot), None)

    def next_slot(self, after: Slot | None = None) -> Slot | None:
        """The first number without a group behind ``after``."""
        slots = self.slots
        start = slots.index(after) + 1 if after in slots else 0
        taken = set(self.names.values())
        return next((slot for slot in slots[start:] if slot not in taken), None)

    # -- naming ----------------------------------------------------------------------------------------------------

    def named(self, key: Key, slot: Slot) -> Draft:
        """One group gets a name; a name stands on one group only."""
        names = {known: other for known, other in self.names.items() if other != slot}
        return replace(self, names={**names, key: slot})

    def unnamed(self, keys: Iterable[Key]) -> Draft:
        """Names taken away."""
        gone = set(keys)
        return replace(self, names={key: slot for key, slot in self.names.items() if key not in gone})

    def run(self, key: Key, slot: Slot, count: int | None = None) -> Draft:
        """Name the groups from ``key`` on with the numbers from ``slot`` on, both in the order of the form.

        Groups and numbers that have a name already are passed over.
        """
        slots, taken = self.slots, set(self.names.values())
        free = [item for item in slots[slots.index(slot) :] if item not in taken]
        keys = [item for item in self.keys[self.keys.index(key) :] if item not in self.names]
        pairs = list(zip(keys, free, strict=False))[:count]
        return replace(self, names={**self.names, **dict(pairs)})

    # -- correcting proposals ----------------------------------------------------------------------------------------

    def with_group(self, page: int, group: BoxGroup) -> Draft:
        """A group that was drawn by hand; names stay on their groups."""
        groups = self.blanks[page].page.groups
        return self._with_groups(page, in_reading_order([*groups, group]))

    def without_group(self, key: Key) -> Draft:
        """A proposal that is none."""
        page, index = key
        groups = self.blanks[page].page.groups
        return self._with_groups(page, (*groups[:index], *groups[index + 1 :]))

    def with_header(self, page: int, area: Rect) -> Draft:
        """The strip that shows which TPS a page is of."""
        return self._with_page(page, replace(self.blanks[page].page, header=area))

    def with_partai_number(self, page: int, area: Rect) -> Draft:
        """Where the page of a party prints its number."""
        blank = self.blanks[page]
        found = printed_extent(blank.sheet, area)
        return self._with_page(page, replace(blank.page, partai_number=found))

    def _with_groups(self, page: int, groups: tuple[BoxGroup, ...]) -> Draft:
        before = self.blanks[page].page.groups
        names = {}
        for (number, index), slot in self.names.items():
            if number != page:
                names[number, index] = slot
            elif before[index] in groups:
                names[page, groups.index(before[index])] = slot
        return replace(self._with_page(page, replace(self.blanks[page].page, groups=groups)), names=names)

    def _with_page(self, page: int, blank: BlankPage) -> Draft:
        blanks = list(self.blanks)
        blanks[page] = replace(blanks[page], page=blank)
        return replace(self, blanks=tuple(blanks))

    def with_row(self, row: Row) -> Draft:
        """A row added to the list, or worded anew, at its section's end or its own place."""
        if any(known.row == row.row for known in self.rows):
            return replace(self, rows=tuple(row if known.row == row.row else known for known in self.rows))
        last = max((i for i, known in enumerate(self.rows) if known.section == row.section), default=len(self.rows) - 1)
        return replace(self, rows=(*self.rows[: last + 1], row, *self.rows[last + 1 :]))

    def with_copies(self, count: int) -> Draft:
        """How many contestants (or calon) the paper has room for; names of more are taken away."""
        copies = {row.row: count for row in self.rows if row.repeats}
        names = {key: slot for key, slot in self.names.items() if slot.copy < copies.get(slot.row, 1)}
        return replace(self, copies=copies, names=names)

    # -- the form --------------------------------------------------------------------------------------------------

    def finish(self) -> Designed:
        """The form as it would be saved.

        Raises:
            UserError: something is missing or does not fit; says what.
        """
        return designed(self._design())

    def _design(self) -> Design:
        if not _ID.fullmatch(self.id):
            raise UserError(
                "Kode formulir hanya boleh memuat huruf kecil, angka, dan tanda hubung.",
                "Contoh: c-hasil-dpr-2029.",
                code="design.id",
            )
        if not self.title.strip() or not self.model.strip():
            raise UserError("Judul dan model formulir belum diisi.", "Isi keduanya.", code="design.title")
        return Design(
            id=self.id,
            title=self.title.strip(),
            model=self.model.strip(),
            part=self.part,
            rows=self.rows,
            pages=tuple(_page(number, blank.page) for number, blank in enumerate(self.blanks, start=1)),
            places=tuple(_place(key, self.group(key), slot) for key, slot in sorted(self.names.items())),
            paper=self.blanks[0].sheet.paper,
            rules=self.rules,
        )


def begin(blanks: tuple[Blank, ...], part: str) -> Draft:
    """A draft with the field list of an election and no names.

    Raises:
        UserError: pages of different paper (``design.paper``), which one form cannot have.
    """
    sizes = {tuple(round(length / 5) for length in blank.sheet.paper) for blank in blanks}
    if len(sizes) != 1:
        raise UserError(
            "Halaman-halaman ini berbeda ukuran kertasnya.",
            "Buka hanya halaman dari satu formulir, semuanya utuh dan tegak.",
            code="design.paper",
        )
    rows, known = rows_of(part), usual(part)
    copies = {row.row: known.copies for row in rows if row.repeats}
    return Draft(blanks, part, rows, copies, id=known.id, title=known.title, model=known.model)


def _page(number: int, page: BlankPage) -> DesignedPage:
    return DesignedPage(
        number=number,
        header=page.header or Rect(0, 0, page.paper[0], 0.2 * page.paper[1]),
        tag=page.marks.tag,
        corner_marks=page.marks.corner_marks,
        lines=page.lines,
        texts=page.texts,
        dates=page.dates,
        partai_number=page.partai_number,
    )


def _place(key: Key, group: BoxGroup, slot: Slot) -> Place:
    return Place(slot, key[0] + 1, group.boxes, group.dotted, group.border, group.bubbles, group.tally, group.words)


def try_reading(form: Designed, name: str, data: bytes) -> tuple[PageReading, ...]:
    """Read a filled sample with a form that is still being made."""
    return engine.read_file(data, name, forms=[form.form])


def content(file: Path) -> bytes:
    """The bytes of a file that a person chose.

    Raises:
        UserError: ``file.read``.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise UserError(f"Berkas {file.name} tidak dapat dibaca.", "Periksa berkasnya.", code="file.read") from error


def save(form: Designed, path: Path) -> Path:
    """Write the file whole or not at all."""
    target = path if path.name.endswith(".json") else path.with_name(path.name + SUFFIX)
    try:
        with appearing(target) as stream:
            stream.write(form.data)
    except OSError as error:
        raise UserError(
            f"Berkas {target.name} tidak dapat ditulis.", "Pilih folder lain, lalu simpan lagi.", code="design.write"
        ) from error
    return target
