"""Which ballots are counted here: each pemilihan of the workspace, once per daerah pemilihan that its desa lie in.

Most elections have one list of contestants for the whole kecamatan. Of the DPRD kabupaten/kota the desa of a kecamatan
may lie in several dapil, whose parties have other calon and whose forms therefore have other rows and pages.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sirekap_desktop.forms.cross_rules import with_cross_rules
from sirekap_desktop.forms.model import Calon, Contestant, FormDefinition
from sirekap_desktop.models import schema, wilayah
from sirekap_desktop.models.database import Condition, Session
from sirekap_desktop.models.records import Desa

Load = Callable[[str, Sequence[Contestant] | None], FormDefinition]
_DESA_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Contest:
    """One ballot: a form with its contestants, and the desa that vote with it."""

    form: FormDefinition
    dapil: str = ""
    """Name of the daerah pemilihan; empty where the election has none."""
    desa: frozenset[str] | None = None
    """Codes; ``None``: the whole kecamatan."""

    def covers(self, place: str) -> bool:
        """Whether a desa or TPS votes with this ballot."""
        return self.desa is None or place[:_DESA_DIGITS] in self.desa

    def where(self, column: object) -> tuple[Condition, ...]:
        """The condition that keeps a column of desa codes to this ballot; none for the whole kecamatan."""
        return () if self.desa is None else (column.in_(sorted(self.desa)),)  # type: ignore[attr-defined]

    def only(self, desa: Iterable[Desa]) -> tuple[Desa, ...]:
        return tuple(item for item in desa if self.covers(item.code))


class BallotCache:
    """The ballots as they were last read, unless something has changed meanwhile; for any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._changing = 0
        self.value: tuple[Contest, ...] | None = None
        self.generation = 0

    def keep(self, value: tuple[Contest, ...], generation: int) -> None:
        """Keep what was read since ``generation``, if that is still so and nobody is changing it."""
        with self._guard:
            if generation == self.generation and not self._changing:
                self.value = value

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """Keep nothing meanwhile: a change that is not committed is seen by its own thread only."""
        self._step(1)
        try:
            yield
        finally:
            self._step(-1)

    def _step(self, by: int) -> None:
        with self._guard:
            self._changing += by
            self.generation += 1
            self.value = None


def read(session: Session, form_ids: Iterable[str], load: Load) -> tuple[Contest, ...]:
    """The ballots of each form, dapil by name; contestants are those that the paper prints while none are known."""
    return tuple(contest for form_id in form_ids for contest in _of_form(session, form_id, load))


def beside_each_other(contests: Sequence[Contest]) -> tuple[Contest, ...]:
    """The ballots of one workspace, each form with the rules that compare it with the others."""
    forms = tuple(contest.form for contest in contests)
    return tuple(replace(contest, form=with_cross_rules(contest.form, forms)) for contest in contests)


def of_form(contests: Iterable[Contest], form_id: str) -> tuple[Contest, ...]:
    """The ballots of one pemilihan."""
    return tuple(contest for contest in contests if contest.form.id == form_id)


def at(contests: Sequence[Contest], place: str) -> FormDefinition:
    """The form of a desa or TPS among the ballots of one pemilihan; the first one's where ``place`` is empty or new."""
    return next((contest.form for contest in contests if contest.covers(place)), contests[0].form)


def _of_form(session: Session, form_id: str, load: Load) -> tuple[Contest, ...]:
    pemilihan = load(form_id, None).pemilihan
    lists = wilayah.contestants(session, pemilihan)
    if not lists:
        return (Contest(load(form_id, None)),)
    dapil = dapil_of(session, pemilihan)
    calon = _calon(session, pemilihan)
    names = tuple(sorted(set(dapil.values()))) or ("",)
    return tuple(
        Contest(load(form_id, _with_calon(lists, calon, name)), name, _desa(dapil, name, alone=len(names) == 1))
        for name in names
    )


def dapil_of(session: Session, pemilihan: str) -> dict[str, str]:
    """Desa → name of its dapil."""
    table = schema.Dapil
    rows = session.tuples(table.select(table.desa, table.name).where(table.pemilihan == pemilihan).order_by(table.desa))
    return dict(rows)


def _desa(dapil: dict[str, str], name: str, *, alone: bool) -> frozenset[str] | None:
    return None if alone else frozenset(code for code, its in dapil.items() if its == name)


def _calon(session: Session, pemilihan: str) -> dict[tuple[str, int], tuple[Calon, ...]]:
    """(dapil, party) → its list."""
    table = schema.Calon
    query = table.select(table.dapil, table.partai, table.number, table.name).where(table.pemilihan == pemilihan)
    found: dict[tuple[str, int], tuple[Calon, ...]] = {}
    for dapil, partai, number, name in session.tuples(query.order_by(table.dapil, table.partai, table.number)):
        found[dapil, partai] = (*found.get((dapil, partai), ()), Calon(number, name))
    return found


def _with_calon(
    lists: Sequence[Contestant], calon: dict[tuple[str, int], tuple[Calon, ...]], dapil: str
) -> tuple[Contestant, ...]:
    return tuple(Contestant(one.number, one.name, calon.get((dapil, one.number), ())) for one in lists)
