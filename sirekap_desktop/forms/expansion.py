"""Repeating groups are written once and expanded from the contestants that the workspace knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.forms.moving import Offset
from sirekap_desktop.forms.sheets import WHEN, Row, Sheet, plan_sheets
from sirekap_desktop.forms.strict import Node
from sirekap_desktop.forms.templates import KOLOM_KOSONG, Words, partai_words

_HERE: Offset = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Naming:
    """What contestants are called as long as nobody knows their names, and which there are."""

    title: str = "PASANGAN CALON"
    numbers: tuple[int, ...] = ()
    """Numbers to assume; empty: 1, 2 … as many as a page holds."""
    calon_title: str = ""
    calon: int = 0
    """How many calon to assume on the list of each party."""
    kolom_kosong: bool = False
    """Whether a single contestant stands against the kolom kosong."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """Contestants, the sheets that they need, and where a sheet prints the block of the first, second … one."""

    contestants: tuple[Contestant, ...]
    blocks: dict[str, tuple[Offset, ...]]
    """Offsets in mm of each block of a block row from its first."""
    ends: dict[str, tuple[Offset, ...]]
    """Offsets of what stands behind a list of 0, 1, 2 … rows."""
    sheets: tuple[Sheet, ...]
    texts: Words

    def copies(self, part: Node, sheet: Sheet) -> Iterator[tuple[Offset, Row | None]]:
        """Where ``part`` is printed on a sheet: not at all, once, behind a list, or once per row of ``repeat``."""
        if part.has("when") and not sheet.shows(part.at("when").choice(*WHEN)):
            return
        if part.has("repeat"):
            yield from self._rows(part.at("repeat"), sheet)
        elif part.has("after"):
            held = part.at("after").choice(*(name for name in self.ends if name == sheet.holds))
            yield self.ends[held][len(sheet.rows)], None
        else:
            yield _HERE, None

    def _rows(self, repeat: Node, sheet: Sheet) -> Iterator[tuple[Offset, Row]]:
        name = repeat.choice(*self.blocks)
        rows = sheet.rows if name == sheet.holds else self.contestants
        if len(rows) > len(self.blocks[name]):
            repeat.fail(f"daftar {name} lebih panjang daripada halaman ini; halamannya memerlukan holds")
        yield from zip(self.blocks[name], rows, strict=False)

    def words(self, sheet: Sheet) -> Words:
        """Words of every text on a sheet: the form's own, number of the page, and the party."""
        page = {"page": str(sheet.number), "pages": str(self.sheets[-1].number)}
        return {**self.texts, **page, **(partai_words(sheet.partai) if sheet.partai else {})}


def read_offsets(node: Node) -> dict[str, tuple[Offset, ...]]:
    """``{"paslon": [[0, 0], [0, 151.95]]}``: offsets of each printed block from the first."""
    return {name: tuple(_offset(item) for item in blocks.items()) for name, blocks in node.entries()}


def _offset(node: Node) -> Offset:
    x, y = node.numbers(2)
    return x, y


def expansion_for(root: Node, contestants: Sequence[Contestant] | None, naming: Naming) -> Expansion:
    """Raises FormError if the paper has no room for so many contestants, or two share a number."""
    blocks = read_offsets(root.at("blocks"))
    chosen = _default(blocks, naming) if contestants is None else tuple(contestants)
    _refuse(root, blocks, chosen)
    rows = (*chosen, KOLOM_KOSONG) if naming.kolom_kosong and len(chosen) == 1 else chosen
    room = {name: len(offsets) for name, offsets in blocks.items()}
    sheets = plan_sheets(root.at("pages"), room, chosen, rows)
    return Expansion(chosen, blocks, _ends(root, room), sheets, _texts(root))


def _default(blocks: dict[str, tuple[Offset, ...]], naming: Naming) -> tuple[Contestant, ...]:
    """PASANGAN CALON 01, 02 …; parties with as many calon as are assumed."""
    capacity = min((len(offsets) for offsets in blocks.values()), default=0)
    numbers = naming.numbers or range(1, capacity + 1)
    calon = tuple(Calon(n, f"{naming.calon_title} {n:02d}") for n in range(1, naming.calon + 1))
    return tuple(Contestant(n, f"{naming.title} {n:02d}", calon) for n in numbers)


def _refuse(root: Node, blocks: dict[str, tuple[Offset, ...]], chosen: tuple[Contestant, ...]) -> None:
    """A list grows over further sheets; all other block rows must hold every contestant."""
    node = root.at("blocks")
    growing = {item.at("holds").value for item in root.at("pages").items()}
    capacity = min((len(offsets) for name, offsets in blocks.items() if name not in growing), default=len(chosen))
    if len(chosen) > capacity:
        node.fail(f"formulir ini hanya memuat {capacity} peserta, padahal ada {len(chosen)}")
    if _repeated(chosen):
        node.fail("dua peserta memakai nomor urut yang sama")
    for one in chosen:
        if _repeated(one.calon):
            node.fail(f"dua calon peserta nomor {one.number} memakai nomor urut yang sama")


def _repeated(rows: Sequence[Row]) -> bool:
    return len({row.number for row in rows}) != len(rows)


def _ends(root: Node, room: dict[str, int]) -> dict[str, tuple[Offset, ...]]:
    """``{"calon": [[0, 0], [0, 48], …]}``: one more than there are blocks, for a list may be empty or full."""
    if not root.has("ends"):
        return {}
    ends = read_offsets(root.at("ends"))
    for name, offsets in ends.items():
        if len(offsets) != room.get(name, -1) + 1:
            root.at("ends").at(name).fail("seharusnya satu lebih banyak daripada blok dengan nama yang sama")
    return ends


def _texts(root: Node) -> Words:
    return {name: item.text() for name, item in root.at("texts").entries()} if root.has("texts") else {}
