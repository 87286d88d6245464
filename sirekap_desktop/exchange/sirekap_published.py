"""Reads what Sirekap published of TPS (domain.md §6): figures for comparison, from JSON that anyone may have written.

One file per TPS, named by its 13-digit code, alone, in folders, or in a zip of any size: one file is looked at after
the other, and of a whole province only those of this kecamatan are opened. A figure that is no number is named and
left out; the others of its file are taken.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from sirekap_desktop.exchange.decode import FormatError, load_json
from sirekap_desktop.exchange.figures import Problem
from sirekap_desktop.exchange.foreign_zip import Archive, is_archive
from sirekap_desktop.exchange.sirekap_json import OURS
from sirekap_desktop.exchange.sirekap_names import (
    EXTRA,
    MAX_FILE,
    TPS_NAME,
    Names,
    get_at,
    json_below,
    published_elections,
)
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.plainfile import TooLargeError, read_plain
from sirekap_desktop.models import recap_query
from sirekap_desktop.models.images import file_sha256
from sirekap_desktop.models.sirekap import MAX_FIGURE, NewSirekap

Forms = Callable[[str], Sequence[FormDefinition]]
"""The forms of the workspace's elections at a TPS."""
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_SHOWN = 40


@dataclass(slots=True)
class Published:
    """What a file, folder or archive holds for this kecamatan."""

    records: list[NewSirekap] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    elsewhere: int = 0
    """Files of TPS of other kecamatan, passed over."""
    other_elections: Counter[str] = field(default_factory=Counter)
    """Files by pemilihan that this workspace does not count."""

    def problem(self, kind: str, place: str, message: str) -> None:
        """Note something; it never keeps the rest out."""
        self.problems.append(Problem(kind, place, message, blocks=False))


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a TPS by its name; ``read`` gives its content."""

    name: str
    code: str
    read: Callable[[], bytes]
    sha256: str
    """Of the archive that it stands in; empty: its own."""


def is_published(path: Path) -> bool:
    """Whether the first file of a TPS there comes from elsewhere than this program; False where there is none."""
    try:
        for file in _files(path, Published()):
            content = load_json(file.read(), file.name)
            return not (isinstance(content, dict) and OURS in content)
    except (UserError, ValueError, OSError):
        return False
    return False


def read_published(path: Path, kecamatan: str, forms: Forms) -> Published:
    """Read everything about the TPS of a kecamatan.

    Raises:
        UserError: ``sirekap.missing``, ``sirekap.none`` (no file of a TPS at all), and those of
            :class:`~sirekap_desktop.exchange.foreign_zip.Archive`.
    """
    if not path.exists():
        raise UserError(f"{path} tidak ada.", code="sirekap.missing")
    found = Published()
    reader = _Reader(found, forms)
    count = 0
    for file in _files(path, found):
        count += 1
        if file.code.startswith(kecamatan):
            reader.take(file)
        else:
            found.elsewhere += 1
    if not count:
        raise UserError(
            f"Di {path.name} tidak ada data Sirekap: berkas JSON yang namanya kode TPS 13 angka.",
            "Pakai JSON per TPS sebagaimana diterbitkan Sirekap, satu berkas, foldernya, atau zip.",
            code="sirekap.none",
        )
    return found


# --- files ----------------------------------------------------------------------------------------------------------


def _files(path: Path, found: Published) -> Iterator[_File]:
    if path.is_dir():
        yield from _in_folder(path, found)
    elif is_archive(path):
        yield from _in_archive(path, found)
    elif name := TPS_NAME.fullmatch(path.name):
        yield _File(path.as_posix(), name[1], lambda: _read_plain(path), "")


def _in_folder(root: Path, found: Published) -> Iterator[_File]:
    """Links are not followed, and not read."""
    for path in json_below(root):
        name = path.relative_to(root.parent).as_posix()
        if (code := TPS_NAME.fullmatch(name)) is None:
            continue
        if path.is_symlink() or not path.is_file():
            found.problem("link", name, "Ini tautan, bukan berkas biasa; tidak dibaca.")
        else:
            yield _File(name, code[1], lambda path=path: _read_plain(path), "")  # type: ignore[misc]


def _in_archive(path: Path, found: Published) -> Iterator[_File]:
    with Archive(path) as archive:
        sha256 = file_sha256(path)
        for refused in archive.refused:
            if TPS_NAME.fullmatch(refused.name):
                found.problem("archive", refused.name, refused.reason)
        for member in archive.members:
            if code := TPS_NAME.fullmatch(member.name):
                read = lambda member=member: archive.read(member, MAX_FILE)  # noqa: E731
                yield _File(f"{path.name}/{member.name}", code[1], read, sha256)


def _read_plain(path: Path) -> bytes:
    """Raises ValueError, a sentence."""
    try:
        return read_plain(path, MAX_FILE)
    except TooLargeError as error:
        raise ValueError("Berkas ini terlalu besar untuk data satu TPS.") from error
    except OSError as error:
        raise ValueError(f"Berkas ini tidak dapat dibuka: {error.strerror or error}.") from error


# --- one TPS --------------------------------------------------------------------------------------------------------


class _Reader:
    """Takes files of TPS one after the other."""

    def __init__(self, found: Published, forms: Forms) -> None:
        self._found, self._forms = found, forms
        self._seen: dict[tuple[str, str], str] = {}

    def take(self, file: _File) -> None:
        """One file; what is wrong with it is noted."""
        try:
            data = file.read()
            content = load_json(data, "Berkas ini")
        except FormatError as error:
            self._found.problem("json", file.name, error.message)
            return
        except ValueError as error:
            self._found.problem("file", file.name, str(error))
            return
        if not isinstance(content, dict):
            self._found.problem("json", file.name, "Berkas ini bukan data satu TPS.")
        elif OURS in content:
            message = "Berkas ini ditulis program ini, bukan terbitan Sirekap: impor lewat Impor angka."
            self._found.problem("ours", file.name, message)
        elif form := self._form(file, content):
            self._keep(file, form, content, data)

    def _form(self, file: _File, content: Mapping[str, object]) -> FormDefinition | None:
        """By the folder that Sirekap keeps it in, else by the contestants that it names."""
        forms = self._forms(file.code)
        named = [part for part in PurePosixPath(file.name).parts[:-1] if part in published_elections()]
        if named:
            form = next((form for form in forms if form.pemilihan == named[-1]), None)
            if form is None:
                self._found.other_elections[named[-1]] += 1
            return form
        fitting = [form for form in forms if _fits(form, content)]
        if len(fitting) == 1:
            return fitting[0]
        message = "Tidak jelas ini pemilihan apa: simpan dalam folder bernama ppwp, pdpr, pdpd, pdprdp, atau pdprdk."
        self._found.problem("election", file.name, message)
        return None

    def _keep(self, file: _File, form: FormDefinition, content: Mapping[str, object], data: bytes) -> None:
        key = form.id, file.code
        if key in self._seen:
            self._found.problem("twice", file.name, f"TPS ini sudah ada dalam {self._seen[key]}; yang ini dilewati.")
            return
        self._seen[key] = file.name
        figures = dict(self._figures(file, form, content))
        sha256 = file.sha256 or hashlib.sha256(data).hexdigest()
        self._found.records.append(NewSirekap(file.code, form.id, _time(content), figures, file.name, sha256))

    def _figures(self, file: _File, form: FormDefinition, content: Mapping[str, object]) -> Iterator[tuple[str, int]]:
        inside = _inside(form, content)
        for name, path in _paths(form):
            value = get_at(inside, path)
            if problem := _problem(value):
                self._found.problem("figure", f"{file.name}, {'.'.join(path)}", problem)
            elif type(value) is int:
                yield name, value


def _paths(form: FormDefinition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Field and place of every figure that Sirekap publishes."""
    names = Names(form.pemilihan, form.year)
    for row in recap_query.rows(form):
        path = names.path(row)
        if path[0] != EXTRA:
            yield row.field, path


def _inside(form: FormDefinition, content: Mapping[str, object]) -> object:
    """Of a Pilkada the figures may stand in an object of their own."""
    nested = Names(form.pemilihan, form.year).nested
    inside = get_at(content, nested)
    return inside if isinstance(inside, dict) else content


def _fits(form: FormDefinition, content: Mapping[str, object]) -> bool:
    """Whether the file names contestants, and only those of this form (``null`` stands for votes of nobody)."""
    chart = get_at(_inside(form, content), ("chart",))
    known = {path[1] for _, path in _paths(form) if path[0] == "chart"}
    named = set(chart) - {"null"} if isinstance(chart, dict) else set()
    return bool(named) and named <= known


def _problem(value: object) -> str:
    """Why a value is no figure; empty for one, and for nothing."""
    if value is None:
        return ""
    if type(value) is not int:
        return f"Isinya {str(value)[:_SHOWN]!r}, bukan bilangan bulat; tidak dibandingkan."
    if not 0 <= value <= MAX_FIGURE:
        return f"Isinya {format_count(value) if abs(value) < 10**18 else 'terlalu besar'}; tidak dibandingkan."
    return ""


def _time(content: Mapping[str, object]) -> str:
    stated = content.get("ts")
    return stated if isinstance(stated, str) and _TIME.fullmatch(stated) else ""
