"""What a C.Hasil form is: frozen dataclasses, lengths in mm, origin at the paper's top-left corner.

Loaded from ``resources/forms/*.json`` by :mod:`sirekap_desktop.forms.loader`; nothing here knows an image, a
database or a window. OCR, entry screen, rules, D.Hasil rows and exports are all derived from these.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sirekap_desktop.forms.expression import Comparison


@dataclass(frozen=True, slots=True)
class Rect:
    """An axis-parallel rectangle in mm: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Top-left, top-right, bottom-right, bottom-left."""
        return ((self.x, self.y), (self.right, self.y), (self.right, self.bottom), (self.x, self.bottom))

    def united(self, other: Rect) -> Rect:
        """The smallest rectangle that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def grown(self, margin: float) -> Rect:
        """This rectangle with ``margin`` mm added on every side."""
        return Rect(self.x - margin, self.y - margin, self.w + 2 * margin, self.h + 2 * margin)


@dataclass(frozen=True, slots=True)
class Bubbles:
    """OMR circles 0–9 under each digit box: one column per box, ten rows."""

    diameter: float
    column_x: tuple[float, ...]
    """Centre of each column."""
    first_y: float
    """Centre of the circle of digit 0."""
    pitch: float
    """Distance between the centres of neighbouring digits."""

    def center(self, column: int, digit: int) -> tuple[float, float]:
        return self.column_x[column], self.first_y + digit * self.pitch

    @property
    def area(self) -> Rect:
        r = self.diameter / 2
        left, right = min(self.column_x) - r, max(self.column_x) + r
        return Rect(left, self.first_y - r, right - left, 9 * self.pitch + self.diameter)


@dataclass(frozen=True, slots=True)
class TallyGrid:
    """Cells for bundles of five strokes, and a small box group for the sum of each row."""

    columns: tuple[float, ...]
    """x of the vertical grid lines: one more than there are columns."""
    rows: tuple[float, ...]
    """y of the horizontal grid lines: one more than there are rows."""
    row_sum_columns: tuple[float, ...]
    """x of the vertical lines of the row-sum cells (two cells: three lines); empty if the form has none."""
    strokes_per_cell: int = 5

    @property
    def area(self) -> Rect:
        return Rect(
            self.columns[0],
            self.rows[0],
            self.columns[-1] - self.columns[0],
            self.rows[-1] - self.rows[0],
        )

    @property
    def capacity(self) -> int:
        """Votes that fit: 60 per row on the 2024 plano."""
        return (len(self.columns) - 1) * (len(self.rows) - 1) * self.strokes_per_cell


class Part(StrEnum):
    """Which column of an L/P/Jml row a field is; ``ONLY`` for rows with a single number."""

    L = "l"
    P = "p"
    J = "j"
    ONLY = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One number of the form."""

    name: str
    """As in design.md §3: ``pengguna_dpt_l``, ``suara_2``, ``ss_diterima``."""
    row: str
    """The row it belongs to: ``pengguna_dpt``, ``suara_2``, ``ss_diterima``."""
    part: Part
    number: str
    """The official numbering: ``I.B.1``, ``IV.2``, ``V.A``."""
    label: str
    """Official wording of the row."""
    short_label: str
    """The same for narrow places (entry rows, recap)."""
    section: str
    """Section id: ``I``, ``II`` …"""
    page: int
    boxes: tuple[Rect, ...]
    """Digit boxes, most significant first."""
    dotted: bool = False
    """Boxes carry printed seven-segment dot guides."""
    guide: bool = False
    """Boxes may carry a printed figure 8 that is dark enough to be read: what all boxes of a page share is print."""
    border: float = 0.0
    """How boxes are bordered: 0 black … 1 white. Table lines near pale boxes are darker than their borders."""
    bubbles: Bubbles | None = None
    tally: TallyGrid | None = None
    words: Rect | None = None
    """Where the number is written in words."""
    export_as: str = ""
    """Name in exported files (Sirekap's where one exists)."""

    @property
    def box_area(self) -> Rect:
        area = self.boxes[0]
        for box in self.boxes[1:]:
            area = area.united(box)
        return area

    @property
    def number_area(self) -> Rect:
        """Boxes and bubbles: what is framed on the photo."""
        return self.box_area.united(self.bubbles.area) if self.bubbles else self.box_area

    @property
    def evidence_area(self) -> Rect:
        """Everything the paper says about this number: boxes, bubbles, tally with row sums, words."""
        area = self.number_area
        if self.tally:
            area = area.united(self.tally.area)
        return area.united(self.words) if self.words else area


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the form: id ``IV`` and its official heading."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A printed page tag."""

    family: str
    """As OpenCV names it: ``DICT_APRILTAG_36h10``."""
    id: int
    rect: Rect
    rotation_deg: int
    """How the tag is turned on the upright page, clockwise."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed straight line (table border, box row), for registration and for drawing."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5
    grey: float = 0.0
    """0 black … 1 white."""
    dash: float = 0.0
    """Pitch of a dotted line (one round dot of ``width`` per pitch); 0 for a solid line."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A printed circle that is decoration or explanation; the bubbles of a field stand in :class:`Bubbles`."""

    x: float
    y: float
    diameter: float
    width: float = 0.5
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """A printed solid area under lines and text: the bar of a heading, a field that nobody may write in."""

    area: Rect
    grey: float
    """0 black … 1 white."""


@dataclass(frozen=True, slots=True)
class Label:
    """Printed text: position of its baseline start, in mm."""

    x: float
    y: float
    text: str
    size: float
    """Font size in mm."""
    bold: bool = False
    italic: bool = False
    align: str = "left"
    """left | center | right, about ``x``."""
    grey: float = 0.0
    width: float = 0.0
    """How wide the official print is, in mm; fit the text to it. 0: as wide as the font makes it."""
    rotation_deg: int = 0
    """Turned clockwise about (x, y)."""
    names: str = ""
    """Whom this text alone names: ``p`` number of the party, ``partai`` its name, ``name`` who stands in the row."""


@dataclass(frozen=True, slots=True)
class FormPage:
    """One sheet side."""

    number: int
    tag: Tag | None
    corner_marks: tuple[tuple[Rect, ...], ...]
    """Black squares per corner, in the order top-left, top-right, bottom-right, bottom-left; empty if none."""
    header: Rect
    """The strip with provinsi … nomor TPS, shown when a person must say which TPS it is."""
    header_fields: tuple[tuple[str, Rect], ...]
    """Name (``desa``, ``nomor_tps`` …) and writing area of each header field."""
    date_boxes: tuple[tuple[str, tuple[Rect, ...]], ...]
    """``tanggal``, ``bulan``, ``tahun`` with their boxes; empty on pages without."""
    signatures: tuple[Rect, ...]
    lines: tuple[Line, ...]
    """The printed table lines: what the page finder can use without marks, and what samples draw."""
    labels: tuple[Label, ...]
    circles: tuple[Circle, ...] = ()
    fills: tuple[Fill, ...] = ()
    logo: Rect | None = None
    """Slot where the official blank has the KPU's emblem; no emblem is shipped."""
    partai: int | None = None
    """Number of the party whose page this is; its number and its tag may not tell."""


class Severity(StrEnum):
    """How much a broken rule weighs; every one warns, none blocks."""

    SUM = "sum"
    """A sum printed on the form or fixed by law."""
    LIMIT = "limit"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation between fields (domain.md §2); warns, never blocks."""

    id: str
    """``R1`` … ``R7a``."""
    at: str
    """Row (or the field) that the rule speaks about: ``pengguna_dpt``; ``""`` if the rule stands once."""
    comparison: Comparison
    wording: str
    """Official wording or, where the law has none, ours."""
    severity: Severity
    source: str
    """Form, regulation article."""


@dataclass(frozen=True, slots=True)
class Calon:
    """A calon on the list of a party."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Contestant:
    """A paslon, a party with its calon, or a calon of the DPD, as the workspace knows it."""

    number: int
    name: str
    calon: tuple[Calon, ...] = ()


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A form expanded for given contestants."""

    id: str
    title: str
    model: str
    """``MODEL C.HASIL-PPWP``"""
    pemilihan: str
    """``ppwp``, ``pdpr`` … (domain.md §6)."""
    pemilihan_title: str
    """``PEMILIHAN UMUM PRESIDEN DAN WAKIL PRESIDEN``"""
    year: int
    provenance: str
    """``official`` when measured from the official blank, else ``reconstructed``."""
    version: str
    paper: tuple[float, float]
    max_voters: int
    """Voters per TPS by regulation: 300 in the Pemilu of 2024."""
    sections: tuple[Section, ...]
    pages: tuple[FormPage, ...]
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]
    contestants: tuple[Contestant, ...]
    on_request: bool = False
    """Looked for only when it is named: a form of an election that is over, or one whose paper nobody has seen yet,
    must not be mistaken for today's."""
    externals: tuple[tuple[str, str], ...] = ()
    """Values that rules compare with but the paper does not hold, and how people call them: ``dpt_l``."""
    beside: tuple[tuple[str, str], ...] = ()
    """Pemilihan and form of the other elections of a TPS that rules look at (:mod:`forms.cross_rules`)."""

    @property
    def short_name(self) -> str:
        """What people call the election, as its forms have it: ``PPWP``, ``DPRD-KAB/KOTA``, ``KWK-BUPATI``."""
        return self.model.removeprefix("MODEL ").removeprefix("C.HASIL-")

    @property
    def by_partai(self) -> bool:
        """Whether parties with lists of calon stand in it."""
        return any(page.partai is not None for page in self.pages)

    def page(self, number: int) -> FormPage:
        """Raises KeyError if the form has no such page."""
        for page in self.pages:
            if page.number == number:
                return page
        raise KeyError(number)

    def field(self, name: str) -> Field:
        """Raises KeyError if the form has no such field."""
        for item in self.fields:
            if item.name == name:
                return item
        raise KeyError(name)

    def fields_on(self, page: int) -> tuple[Field, ...]:
        return tuple(item for item in self.fields if item.page == page)
