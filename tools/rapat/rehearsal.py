"""The rehearsal as a list of steps: each knows whether it was done, so that a killed one resumes where it stood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sirekap_desktop.models.workspace import Workspace
from tools.rapat.desk import Desk, RehearsalError, home
from tools.rapat.story import Person

OFFICE, FIRST, SECOND = "kabupaten", "laptop-1", "laptop-2"
"""Whose computer: the kabupaten's, panel 1's, panel 2's."""
_Read = TypeVar("_Read")


class Rehearsal:
    """Everything lies in one folder; one computer works at a time."""

    def __init__(self, folder: Path, told: Callable[[Workspace], None] | None = None) -> None:
        self.folder = folder
        self.stick = self._made("flashdisk")
        self.papers = self._made("foto")
        self.documents = self._made("dokumen")
        self._told = told
        self._seat, self._desk = "", None
        self._home: AbstractContextManager[None] | None = None

    def _made(self, name: str) -> Path:
        path = self.folder / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def revision(self, number: int) -> Path:
        """Where the documents of a revision are printed to."""
        return self.documents / f"revisi-{number}"

    def workspace_of(self, seat: str) -> Path:
        """The workspace folder on a laptop."""
        return self.folder / seat / "rapat"

    @property
    def desk(self) -> Desk:
        if self._desk is None:
            raise RehearsalError("nobody sits at a computer")
        return self._desk

    def at(self, seat: str, person: Person | None = None) -> Desk:
        """Sit down at a computer, and work there as somebody where people have PINs."""
        if seat != self._seat:
            self.leave()
            self._home = home(self.folder / seat)
            self._home.__enter__()
            self._seat, self._desk = seat, Desk(self.folder / seat, self._told)
        desk = self.desk
        if desk.window.context is None and desk.window.settings.recent():
            desk.open_recent()
        if person is not None and desk.window.context is not None and desk.workspace.has_people:
            desk.sign_in(person)
        return desk

    def leave(self) -> None:
        """Close the program."""
        if self._desk is not None and self._home is not None:
            self._desk.close()
            self._home.__exit__(None, None, None)
        self._seat, self._desk, self._home = "", None, None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does, at a computer."""

    name: str
    seat: str
    person: Person | None
    act: Callable[[Rehearsal, Desk], None]
    done: Callable[[Rehearsal, Desk], bool] | None = None
    """Read from what is stored, never remembered; what only looks has nothing to be done, and looks each time."""

    def run(self, rehearsal: Rehearsal) -> bool:
        """Do it unless it is done; whether it was to do."""
        desk = rehearsal.at(self.seat, self.person)
        if self.done is not None and self.done(rehearsal, desk):
            return False
        self.act(rehearsal, desk)
        desk.settle()
        if self.done is not None and not self.done(rehearsal, desk):
            raise RehearsalError(f"{self.name}: not done; the program says {desk.window.message_bar.text!r}")
        return True


def run(rehearsal: Rehearsal, steps: Sequence[Step], say: Callable[[str], None]) -> None:
    """All steps, in order."""
    for number, step in enumerate(steps, 1):
        say(f"{number:>3}/{len(steps)}  {step.seat:<10}  {step.name}")
        step.run(rehearsal)
