"""The list of likely slips of a workspace: found in what is recorded, each with its place and what was said of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import Check
from sirekap_desktop.forms.slips import Slip, find_slips
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.records import Desa, RuleReason, Tps
from sirekap_desktop.models.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A likely slip as the list shows it."""

    slip: Slip
    form: FormDefinition
    dapil: str
    tps: Tps
    desa: Desa
    partner: Tps | None
    partner_desa: Desa | None
    values: Mapping[str, int | None]
    """What is recorded at the TPS."""
    reason: RuleReason | None
    """Why it was found to be none; it lapses when the values change."""

    @property
    def open(self) -> bool:
        return self.reason is None

    @property
    def check(self) -> Check:
        """As a rule that is broken, so that a reason can be recorded for it."""
        slip = self.slip
        return Check(slip.kind, slip.at, slip.fields, ok=False, left=slip.left, right=slip.right)


@dataclass(frozen=True, slots=True)
class _Found:
    """Slips of one ballot, and what they were found in."""

    contest: Contest
    tps: tuple[Tps, ...]
    slips: tuple[Slip, ...]
    values: Mapping[str, Mapping[str, int | None]]
    """Of the TPS with a slip."""


class SlipFinder:
    """Looks again only at the ballots whose entries, wilayah or contestants changed; usable from any thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._guard = threading.Lock()
        self._row = 0
        self._found: dict[tuple[str, str], _Found] = {}

    def lines(self, cancelled: Callable[[], bool] | None = None) -> tuple[SlipLine, ...]:
        """Every likely slip of every election, the likeliest first, those with a reason at the end."""
        with self._guard:
            found = self._look(cancelled)
        places = {item.code: item for item in self._workspace.desa()}
        tps = {item.code: item for item in self._workspace.tps()}
        lines = [line for item in found for line in self._lines(item, tps, places)]
        return tuple(sorted(lines, key=lambda line: (not line.open, -line.slip.likelihood)))

    def count_open(self) -> int:
        """How many nobody has given a reason for."""
        return sum(line.open for line in self.lines())

    def _look(self, cancelled: Callable[[], bool] | None) -> list[_Found]:
        row, changed = self._workspace.forms_recorded_since(self._row)
        tps, found = self._workspace.tps(), []
        for contest in self._workspace.contests():
            if cancelled and cancelled():
                break
            key = (contest.form.id, contest.dapil)
            known = self._found.get(key)
            beside = {form_id for _, form_id in contest.form.beside}
            if known is None or {contest.form.id, *beside} & changed or (known.contest, known.tps) != (contest, tps):
                known = self._find(contest, tps)
                self._found[key] = known
            found.append(known)
        else:
            self._row = row
        return found

    def _find(self, contest: Contest, tps: tuple[Tps, ...]) -> _Found:
        figures = self._workspace.figures(contest)
        slips = find_slips(contest.form, figures)
        named = {slip.tps for slip in slips}
        return _Found(contest, tps, slips, {item.tps: item.values for item in figures if item.tps in named})

    def _lines(self, found: _Found, tps: Mapping[str, Tps], desa: Mapping[str, Desa]) -> Iterator[SlipLine]:
        form = found.contest.form
        reasons = {(item.tps, item.rule, item.at): item for item in self._workspace.slip_reasons(form.id)}
        for slip in found.slips:
            place, partner = tps[slip.tps], tps.get(slip.partner)
            yield SlipLine(
                slip=slip,
                form=form,
                dapil=found.contest.dapil,
                tps=place,
                desa=desa[place.desa_code],
                partner=partner,
                partner_desa=desa[partner.desa_code] if partner else None,
                values=found.values[slip.tps],
                reason=_holding(reasons.get((slip.tps, slip.kind, slip.at)), slip),
            )


def _holding(reason: RuleReason | None, slip: Slip) -> RuleReason | None:
    """A reason lapses when the values it was given for change."""
    return reason if reason and (reason.left, reason.right) == (slip.left, slip.right) else None
