"""Takes in what Sirekap published, as a column to compare with: read first, then kept as a whole in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.exchange.figures import Problem
from sirekap_desktop.exchange.sirekap_published import Published, is_published, read_published
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models.workspace import Workspace

__all__ = ["SirekapTaken", "is_published", "take_sirekap"]


@dataclass(frozen=True, slots=True)
class SirekapTaken:
    """How an import of Sirekap's data ended."""

    path: Path
    kept: int
    """Records of TPS that say something new."""
    same: int
    """Known already, just so."""
    tps: tuple[str, ...]
    """Whose figures came, of whichever election."""
    elsewhere: int
    """Files of TPS of other kecamatan."""
    other_elections: tuple[tuple[str, int], ...]
    """Pemilihan that this workspace does not count, with how many files."""
    problems: tuple[Problem, ...]


def take_sirekap(workspace: Workspace, path: Path) -> SirekapTaken:
    """Read a file, folder or archive and keep what it says of the TPS of this kecamatan.

    Raises:
        UserError: see :func:`~sirekap_desktop.exchange.sirekap_published.read_published`; ``right.missing``.
    """
    found = read_published(path, workspace.kecamatan.code, _Forms(workspace))
    kept = workspace.add_sirekap(found.records)
    return _taken(path, found, len(kept))


def _taken(path: Path, found: Published, kept: int) -> SirekapTaken:
    return SirekapTaken(
        path,
        kept,
        len(found.records) - kept,
        tuple(sorted({record.tps for record in found.records})),
        found.elsewhere,
        tuple(sorted(found.other_elections.items())),
        tuple(found.problems),
    )


class _Forms:
    """The forms at a TPS; the same tuple for all TPS that vote with the same ballots."""

    def __init__(self, workspace: Workspace) -> None:
        self._contests = workspace.contests()
        self._known: dict[tuple[int, ...], tuple[FormDefinition, ...]] = {}

    def __call__(self, tps: str) -> Sequence[FormDefinition]:
        numbers = tuple(n for n, contest in enumerate(self._contests) if contest.covers(tps))
        if numbers not in self._known:
            self._known[numbers] = tuple(self._contests[n].form for n in numbers)
        return self._known[numbers]
