"""S4, the DPT of another TPS, and S5, nothing but zeros."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.slips.records import Figures, Slip, SlipKind, vote_fields

_DPT = ("pemilih_dpt_l", "pemilih_dpt_p")
_USERS = ("pengguna_total_j", "ss_digunakan", "suara_total")
_ALL_ZERO, _NO_VOTES, _DPT_OF_OTHER = 0.99, 0.97, 0.95


def dpt_of_another(form: FormDefinition, figures: Sequence[Figures]) -> Iterator[Slip]:
    """The paper's L and P are not the DPT of their own TPS, but just that of another one of the desa."""
    owners: dict[tuple[str, tuple[int, ...]], list[Figures]] = {}
    for one in figures:
        if one.dpt is not None and all(one.dpt):
            owners.setdefault((one.desa, one.dpt), []).append(one)
    for one in figures:
        paper = one.numbers(_DPT)
        if paper is None or one.dpt is None or paper == one.dpt:
            continue
        if found := owners.get((one.desa, paper)):
            yield _dpt_slip(form, one, found[0])


def _dpt_slip(form: FormDefinition, one: Figures, owner: Figures) -> Slip:
    return Slip(
        kind=SlipKind.DPT, form=form.id, tps=one.tps, at=f"pemilih_dpt@{owner.tps}", fields=_DPT,
        likelihood=_DPT_OF_OTHER, left=one.mark(_DPT), right=owner.mark(()), partner=owner.tps,
    )  # fmt: skip


def zeros(form: FormDefinition, figures: Sequence[Figures]) -> Iterator[Slip]:
    """Every field 0 or empty, or all votes so while people voted."""
    names, votes = tuple(field.name for field in form.fields), vote_fields(form)
    for one in figures:
        if _all_zero(one, names):
            yield _zero_slip(form, one, "semua", names, _ALL_ZERO)
        elif _all_zero(one, votes) and any(one.values.get(name) for name in _USERS):
            yield _zero_slip(form, one, "suara", votes, _NO_VOTES)


def _all_zero(one: Figures, names: Sequence[str]) -> bool:
    """Whether all are recorded and none is above zero."""
    numbers = one.numbers(names)
    return numbers is not None and not any(numbers)


def _zero_slip(form: FormDefinition, one: Figures, what: str, names: tuple[str, ...], likelihood: float) -> Slip:
    return Slip(
        kind=SlipKind.ZERO, form=form.id, tps=one.tps, at=what, fields=names, likelihood=likelihood,
        left=one.mark(names), right=one.mark(_USERS), detail=(what,),
    )  # fmt: skip
