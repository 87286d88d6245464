"""Contestants and daerah pemilihan from the lines of a filled template; every bad line is named.

*Peserta* has a line for each paslon, each calon of the DPD, each party and each calon of a party; *Dapil* says which
desa lie in which daerah pemilihan. A pemilihan that the table names is replaced as a whole, others stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sirekap_desktop.forms.elections import partai_on_ballot
from sirekap_desktop.forms.model import Calon, Contestant, FormDefinition
from sirekap_desktop.models.records import Desa, RowProblem
from sirekap_desktop.models.table_cells import BadCellError, Known, Line, Row, count, desa_code, words
from sirekap_desktop.models.templates import DAPIL_SHEET, PESERTA_SHEET

MAX_NUMBER = 99
Lists = dict[str, dict[str, tuple[Contestant, ...]]]
"""Pemilihan → dapil → its list."""


@dataclass(slots=True)
class _Partai:
    """A contestant as its lines are read."""

    name: str
    line: int
    stands: dict[str, dict[int, tuple[str, int]]] = field(default_factory=dict)
    """Dapil → number of a calon → name and line."""


@dataclass(slots=True)
class ContestantTables:
    """The lines of *Peserta* and *Dapil*, put together when all are read."""

    known: Known
    found: list[RowProblem]
    """Problems of the whole file."""
    dapil: dict[str, dict[str, str]] = field(default_factory=dict)
    """Pemilihan → desa → dapil, as far as the table says."""
    _lists: dict[str, dict[int, _Partai]] = field(default_factory=dict)
    _named: dict[tuple[str, str], int] = field(default_factory=dict)
    """(pemilihan, dapil) → the first line that names it."""
    _dapil_lines: dict[str, int] = field(default_factory=dict)

    def read_dapil(self, table: Iterable[Line], desa: Iterable[Desa]) -> None:
        """Lines of *Dapil*; an empty ``kode_desa`` stands for every desa."""
        codes = {item.code: item.name for item in (*self.known.desa, *desa)}
        for number, row in table:
            with _Noting(self.found, number, DAPIL_SHEET):
                pemilihan, name = self._form(row).pemilihan, words(row, "dapil").upper()
                if not name:
                    raise BadCellError("dapil", "Nama dapil kosong.")
                chosen = [desa_code(row, self.known.kecamatan)] if row.get("kode_desa") else sorted(codes)
                self._put_dapil(pemilihan, name, chosen, codes)
                self._dapil_lines.setdefault(pemilihan, number)
        self._require_every_desa(codes)

    def _put_dapil(self, pemilihan: str, name: str, chosen: list[str], codes: Mapping[str, str]) -> None:
        of_desa = self.dapil.setdefault(pemilihan, {})
        for code in chosen:
            if code not in codes:
                raise BadCellError("kode_desa", f"Desa {code} tidak ada di ruang kerja dan tidak di lembar TPS.")
            if of_desa.setdefault(code, name) != name:
                raise BadCellError("kode_desa", f"Desa {codes[code]} di atas sudah masuk dapil {of_desa[code]}.")

    def _require_every_desa(self, codes: Mapping[str, str]) -> None:
        for pemilihan, of_desa in self.dapil.items():
            missing = [codes[code] for code in sorted(codes.keys() - of_desa.keys())]
            if missing and pemilihan in self._dapil_lines:
                message = f"Desa {', '.join(missing)} belum masuk dapil mana pun dalam pemilihan ini."
                self.found.append(RowProblem(self._dapil_lines[pemilihan], "kode_desa", message, DAPIL_SHEET))

    def read_peserta(self, table: Iterable[Line]) -> None:
        """Lines of *Peserta*, or of the older table that has only number and name (paslon of the PPWP)."""
        for number, row in table:
            with _Noting(self.found, number, PESERTA_SHEET):
                self._put_peserta(number, row)

    def _put_peserta(self, line: int, row: Row) -> None:
        form = self._form(row)
        dapil = words(row, "dapil").upper()
        one = self._contestant(line, row, form)
        number, name = count(row, "nomor_calon", 1, MAX_NUMBER), words(row, "nama_calon")
        if not form.by_partai and (number or name):
            raise BadCellError("nomor_calon", f"{form.short_name} tidak punya calon di bawah peserta.")
        if not form.by_partai and dapil:
            raise BadCellError("dapil", f"{form.short_name} tidak dibagi menurut dapil: kosongkan.")
        self._named.setdefault((form.pemilihan, dapil), line)
        calon = one.stands.setdefault(dapil, {})
        if number is None:
            if name:
                raise BadCellError("nomor_calon", f"Nomor calon {name} kosong.")
            return
        if number in calon:
            raise BadCellError("nomor_calon", f"Calon nomor {number} sudah ada di baris {calon[number][1]}.")
        if not name:
            raise BadCellError("nama_calon", "Nama calon kosong.")
        calon[number] = (name, line)

    def _contestant(self, line: int, row: Row, form: FormDefinition) -> _Partai:
        number, name = count(row, "nomor_urut", 1, MAX_NUMBER), words(row, "nama")
        if number is None:
            raise BadCellError("nomor_urut", "Nomor urut kosong.")
        allowed = partai_on_ballot(form.pemilihan, self.known.kecamatan.code) if form.by_partai else ()
        if allowed and number not in allowed:
            raise BadCellError("nomor_urut", f"Partai nomor {number} tidak ikut dalam {form.short_name} di daerah ini.")
        if not name:
            raise BadCellError("nama", f"Nama {'partai' if form.by_partai else 'pasangan calon'} kosong.")
        members = self._lists.setdefault(form.pemilihan, {})
        known = members.get(number)
        if known is None:
            members[number] = _Partai(name, line)
        elif not form.by_partai:
            raise BadCellError("nomor_urut", f"Nomor urut {number} sudah ada di baris {known.line}.")
        elif known.name != name:
            message = f"Nomor urut {number} di baris {known.line} bernama {known.name}."
            raise BadCellError("nama", message)
        return members[number]

    def _form(self, row: Row) -> FormDefinition:
        """The form of the election that a line names; without that column the first one."""
        text = row.get("pemilihan", "").strip()
        if "pemilihan" not in row:
            return next(form for form in self.known.forms if form.pemilihan == "ppwp" or form is self.known.forms[-1])
        wanted = text.upper().removeprefix("C.HASIL-")
        for form in self.known.forms:
            if wanted in {form.pemilihan.upper(), form.short_name.upper()}:
                return form
        names = ", ".join(form.short_name for form in self.known.forms)
        raise BadCellError("pemilihan", f"“{text}” bukan pemilihan di ruang kerja ini ({names}).")

    def lists(self) -> Lists:
        """All lists; a dapil that no desa lies in is a problem of the first line that names it."""
        self._refuse_dapil_without_desa()
        found: Lists = defaultdict(dict)
        for pemilihan, members in self._lists.items():
            for dapil in sorted({name for one in members.values() for name in one.stands}):
                found[pemilihan][dapil] = tuple(
                    Contestant(number, one.name, _calon(one.stands.get(dapil, {})))
                    for number, one in sorted(members.items())
                )
        return dict(found)

    def _refuse_dapil_without_desa(self) -> None:
        for (pemilihan, dapil), line in self._named.items():
            with_desa = set(self.dapil.get(pemilihan, {}).values()) or (self.known.dapil or {}).get(pemilihan, set())
            if dapil and dapil not in with_desa:
                message = f"Dapil {dapil} tidak punya desa di kecamatan ini: isi dahulu lembar Dapil."
                self.found.append(RowProblem(line, "dapil", message, PESERTA_SHEET))
            if not dapil and with_desa:
                message = f"Pemilihan ini dibagi menurut dapil ({', '.join(sorted(with_desa))}): isi kolom dapil."
                self.found.append(RowProblem(line, "dapil", message, PESERTA_SHEET))


class _Noting:
    """Notes a bad cell of a line and goes on with the next."""

    def __init__(self, found: list[RowProblem], line: int, table: str) -> None:
        self._found, self._line, self._table = found, line, table

    def __enter__(self) -> None:
        return

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if not isinstance(error, BadCellError):
            return False
        self._found.append(RowProblem(self._line, *error.problem, self._table))
        return True


def _calon(stands: Mapping[int, tuple[str, int]]) -> tuple[Calon, ...]:
    return tuple(Calon(number, name) for number, (name, _) in sorted(stands.items()))
