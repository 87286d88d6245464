"""What a likely slip is, and the recorded figures it is looked for in."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sirekap_desktop.forms.model import FormDefinition

_VOTE = re.compile(r"suara_\d+|kolom_kosong|calon_\d+|partai_\d+_(suara|calon_\d+)", re.ASCII)
_DESA_DIGITS = 10


class SlipKind(StrEnum):
    """Kinds of slips; the value is the id under which a reason is kept."""

    SAME = "S1"
    """Two TPS with identical figures: one was copied, or a photo stands at the wrong TPS."""
    SHIFTED = "S2"
    """A block of votes at the place of the neighbour on the ballot."""
    SWAPPED = "S3"
    """L and P of a row the wrong way round."""
    DPT = "S4"
    """The DPT on the paper is that of another TPS of the desa."""
    ZERO = "S5"
    """No votes at all where people voted, or nothing but zeros."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is recorded of one TPS on one form. A field that is not recorded is absent, an empty one ``None``."""

    tps: str
    values: Mapping[str, int | None]
    dpt: tuple[int, int] | None = None
    """L and P of the DPT that the workspace knows."""
    externals: Mapping[str, int] = field(default_factory=dict)
    """What rules of the form compare with and its paper does not hold (``Rule`` over ``FormDefinition.externals``)."""

    @property
    def desa(self) -> str:
        return self.tps[:_DESA_DIGITS]

    def numbers(self, names: Iterable[str]) -> tuple[int, ...] | None:
        """The values of these fields, an empty one as 0; ``None`` as long as one is not recorded."""
        try:
            return tuple([self.values[name] or 0 for name in names])
        except KeyError:
            return None

    def mark(self, names: Iterable[str]) -> int:
        """A number that changes when one of these values does: a reason given for it lapses then."""
        return zlib.crc32(repr([(name, self.values.get(name)) for name in names]).encode())


@dataclass(frozen=True, slots=True)
class Slip:
    """A likely slip; one per kind, TPS, form and ``at``."""

    kind: SlipKind
    form: str
    tps: str
    """Where to look first."""
    at: str
    """What it is about inside that TPS: ``"suara@7605052001002"``, ``"pengguna_dpt"``."""
    fields: tuple[str, ...]
    """The fields to look at, in the order of the form."""
    likelihood: float
    """How likely it is a slip and no chance, as measured in docs/slips.md; orders the list."""
    left: int
    right: int
    """Marks of the values on both sides: a reason holds while they stay."""
    partner: str = ""
    """The other TPS, where there is one."""
    detail: tuple[str, ...] = ()
    """What the words need to know; what it means depends on ``kind``."""


def vote_fields(form: FormDefinition) -> tuple[str, ...]:
    """The fields with votes of contestants, without any sum."""
    return tuple(item.name for item in form.fields if _VOTE.fullmatch(item.name))


@dataclass(frozen=True, slots=True)
class Block:
    """The votes of one contestant: of a paslon or calon one number, of a party A.1 and A.2."""

    number: int
    fields: tuple[str, ...]
    total: str
    """The field with their sum: B of a party, else the only field itself."""


def blocks(form: FormDefinition) -> tuple[Block, ...]:
    """In the order of the ballot; a kolom kosong is no block, for nobody mistakes it for a neighbour."""
    votes = vote_fields(form)
    found = (_block(one.number, votes) for one in form.contestants)
    return tuple(block for block in found if block is not None)


def _block(number: int, votes: tuple[str, ...]) -> Block | None:
    partai = f"partai_{number:02d}_"
    if own := tuple(name for name in votes if name.startswith(partai)):
        return Block(number, own, f"{partai}jumlah")
    single = next((name for name in votes if name in {f"suara_{number}", f"calon_{number}"}), None)
    return Block(number, (single,), single) if single else None
