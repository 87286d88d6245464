"""Recap snapshots made of drawn figures: consistent by construction, as the workspace's SQL gives them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Calon, Contestant, FormDefinition
from sirekap_desktop.models import recap_query
from sirekap_desktop.models.recap import RecapCell, RecapColumn, RecapNote, RecapRow, RecapSnapshot, RecapTable
from sirekap_desktop.models.records import Kecamatan
from sirekap_desktop.reports.content import total
from tests.forms.contestants import add_up

SECTIONS = (
    ("I", "DATA PEMILIH DAN PENGGUNA HAK PILIH"),
    ("II", "DATA PENGGUNAAN SURAT SUARA"),
    ("III", "DATA PEMILIH DISABILITAS"),
    ("IV", "DATA RINCIAN PEROLEHAN SUARA PASANGAN CALON"),
    ("V", "DATA SUARA SAH DAN SUARA TIDAK SAH"),
)
_LPJ = (
    ("pemilih_dpt", "I", "I.A", "Jumlah Pemilih dalam Daftar Pemilih Tetap (DPT)"),
    ("pengguna_dpt", "I", "I.B.1", "Jumlah pengguna hak pilih dalam Daftar Pemilih Tetap (DPT)"),
    ("pengguna_dptb", "I", "I.B.2", "Jumlah pengguna hak pilih dalam Daftar Pemilih Tambahan (DPTb)"),
    ("pengguna_dpk", "I", "I.B.3", "Jumlah pengguna hak pilih dalam Daftar Pemilih Khusus (DPK)"),
    ("pengguna_total", "I", "I.B.4", "Jumlah Pengguna Hak Pilih (B.1 + B.2 + B.3)"),
)
_BALLOTS = (
    ("ss_diterima", "II.1", "Jumlah surat suara yang diterima, termasuk surat suara cadangan 2% dari DPT"),
    ("ss_digunakan", "II.2", "Jumlah surat suara yang digunakan"),
    (
        "ss_dikembalikan",
        "II.3",
        "Jumlah surat suara yang dikembalikan oleh pemilih (karena rusak atau keliru coblos)",
    ),
    (
        "ss_tidak_digunakan",
        "II.4",
        "Jumlah surat suara yang tidak digunakan/tidak terpakai, termasuk sisa surat suara cadangan",
    ),
)
_DISABLED = ("disabilitas", "III", "III", "Jumlah seluruh Pemilih disabilitas yang menggunakan hak pilih")
_VOTES = (
    ("suara_sah", "V.A", "JUMLAH SELURUH SUARA SAH (IV.1 + IV.2 + IV.3)"),
    ("suara_tidak_sah", "V.B", "JUMLAH SUARA TIDAK SAH"),
    ("suara_total", "V.C", "JUMLAH SELURUH SUARA SAH DAN SUARA TIDAK SAH (V.A + V.B)"),
)


def rows(contestants: int = 3) -> tuple[RecapRow, ...]:
    """The rows of C.HASIL-PPWP 2024 for so many paslon."""
    result = [_row(name, part, section, number, label) for name, section, number, label in _LPJ for part in "lpj"]
    result += [_row(name, "", "II", number, label) for name, number, label in _BALLOTS]
    result += [_row(*_DISABLED[:1], part, *_DISABLED[1:]) for part in "lpj"]
    result += [_row(f"suara_{i}", "", "IV", f"IV.{i}", "Suara sah pasangan calon") for i in range(1, contestants + 1)]
    return (*result, *(_row(name, "", "V", number, label) for name, number, label in _VOTES))


def _row(name: str, part: str, section: str, number: str, label: str) -> RecapRow:
    field_name = f"{name}_{part}" if part else name
    return RecapRow(field_name, name, part, section, number, label, field_name)


@dataclass(frozen=True)
class Recap:
    """What to draw: number of TPS of each desa, how a cell is made, and the state of the workspace."""

    tps: Sequence[int] = (4, 6, 3)
    contestants: int = 3
    cell: Callable[[int, int, int], RecapCell] | None = field(default=None, repr=False)
    """From row, desa and TPS (from 0)."""
    names: Sequence[str] = ()
    notes: Sequence[RecapNote] = field(default=(), repr=False)
    locked: bool = True
    simulation: bool = False
    revision: int = 1
    seed: int = 7
    dapil: str = ""
    form: FormDefinition | None = field(default=None, repr=False)
    """Rows and sections as the workspace takes them from a form, instead of the ones written down here."""
    kecamatan: Kecamatan = field(default_factory=lambda: Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT"))


def snapshot(recap: Recap | None = None) -> RecapSnapshot:
    """A recap whose tables add up."""
    recap = recap or Recap()
    lines = recap_query.rows(recap.form) if recap.form else rows(recap.contestants)
    form = recap.form or load_form("c-hasil-ppwp-2024")
    people = form.contestants if recap.form else _paslon(recap.contestants)
    sections = tuple((item.id, item.title) for item in recap.form.sections) if recap.form else SECTIONS
    make = recap.cell or plausible_cell(recap.seed, lines)
    tables = tuple(_desa_table(recap, lines, desa, make) for desa in range(len(recap.tps)))
    return RecapSnapshot(
        schema=1,
        kecamatan=recap.kecamatan,
        pemilihan=form.pemilihan,
        pemilihan_title=form.pemilihan_title,
        form=form.id,
        form_version="1",
        year=form.year,
        contestants=tuple((item.number, item.name) for item in people),
        sections=sections,
        rows=lines,
        kecamatan_table=_kecamatan_table(recap, lines, tables),
        desa_tables=tables,
        notes=tuple(recap.notes),
        locked=recap.locked,
        revision=recap.revision,
        simulation=recap.simulation,
        taken_at="2024-02-16T21:01:00+08:00",
        hints=("R8", "R17"),
        dapil=recap.dapil,
    )


def _paslon(count: int) -> tuple[Contestant, ...]:
    return tuple(Contestant(i, f"PASANGAN CALON {i:02d}") for i in range(1, count + 1))


PARTAI_2024 = {
    1: "PARTAI KEBANGKITAN BANGSA", 2: "PARTAI GERAKAN INDONESIA RAYA", 3: "PARTAI DEMOKRASI INDONESIA PERJUANGAN",
    4: "PARTAI GOLONGAN KARYA", 5: "PARTAI NASDEM", 6: "PARTAI BURUH", 7: "PARTAI GELOMBANG RAKYAT INDONESIA",
    8: "PARTAI KEADILAN SEJAHTERA", 9: "PARTAI KEBANGKITAN NUSANTARA", 10: "PARTAI HATI NURANI RAKYAT",
    11: "PARTAI GARDA REPUBLIK INDONESIA", 12: "PARTAI AMANAT NASIONAL", 13: "PARTAI BULAN BINTANG",
    14: "PARTAI DEMOKRAT", 15: "PARTAI SOLIDARITAS INDONESIA", 16: "PARTAI PERINDO",
    17: "PARTAI PERSATUAN PEMBANGUNAN", 24: "PARTAI UMMAT",
}  # fmt: skip


def parties(calon: int, names: Mapping[int, str] = PARTAI_2024) -> tuple[Contestant, ...]:
    """The parties of ``names``, each with so many calon."""
    listed = tuple(Calon(n, f"CALON NOMOR {n}, S.H., M.Si.") for n in range(1, calon + 1))
    return tuple(Contestant(number, name, listed) for number, name in names.items())


def adding_cell(seed: int, form: FormDefinition) -> Callable[[int, int, int], RecapCell]:
    """Figures of TPS in which every printed sum holds."""
    names = [item.name for item in form.fields]

    @cache
    def values(desa: int, tps: int) -> dict[str, int]:
        rng = random.Random(f"{seed}/{desa}/{tps}")
        many = sum("calon_" in name for name in names)
        return add_up(form, {name: int(rng.expovariate(1 / (150 / max(many, 2)))) for name in names})

    def make(row: int, desa: int, tps: int) -> RecapCell:
        return RecapCell(values(desa, tps)[names[row]])

    return make


def plausible_cell(seed: int, lines: Sequence[RecapRow]) -> Callable[[int, int, int], RecapCell]:
    """Figures of the size that real TPS have, drawn from ``seed``."""

    def make(row: int, desa: int, tps: int) -> RecapCell:
        rng = random.Random(f"{seed}/{lines[row].field}/{desa}/{tps}")
        top = 3 if lines[row].row in {"disabilitas", "pengguna_dptb", "suara_tidak_sah", "ss_dikembalikan"} else 290
        return RecapCell(rng.randint(0, top))

    return make


def flagged_cell(seed: int, lines: Sequence[RecapRow], top: int = 290) -> Callable[[int, int, int], RecapCell]:
    """Figures up to ``top`` of which some TPS are missing, and some fields empty, corrected or in a broken sum."""

    def make(row: int, desa: int, tps: int) -> RecapCell:
        drawn = random.Random(f"{seed}/{row}/{desa}/{tps}").randint(0, top)
        chance, field_name = _chance(desa, tps), lines[row % len(lines)].field
        if chance < 0.12:
            return RecapCell(0, missing=1)
        if chance < 0.2 and field_name == "disabilitas_j":
            return RecapCell(0, empty=1)
        if 0.2 < chance < 0.35 and field_name in {"ss_diterima", "ss_tidak_digunakan"}:
            return RecapCell(drawn, broken=("R6",))
        if 0.35 < chance < 0.45 and field_name == "suara_1":
            return RecapCell(drawn, corrected=1, broken=("R3",) if chance < 0.4 else ())
        return RecapCell(drawn)

    return make


def notes(recap: Recap) -> tuple[RecapNote, ...]:
    """The notes that belong to :func:`flagged_cell`."""
    return tuple(
        _note(f"{desa_code(recap, desa)}{tps + 1:03d}", f"{desa_name(recap, desa)} TPS {tps + 1:03d}", chance)
        for desa, count in enumerate(recap.tps)
        for tps in range(count)
        if 0.2 < (chance := _chance(desa, tps)) < 0.45
    )


def _chance(desa: int, tps: int) -> float:
    return random.Random(f"{desa}/{tps}").random()


def _note(tps: str, place: str, chance: float) -> RecapNote:
    if chance < 0.35:
        text = "II.1 = II.2 + II.3 + II.4: 127 ≠ 126, selisih 1"
        return RecapNote("rule", tps, place, text, "Surat suara cadangan belum dihitung oleh KPPS")
    return RecapNote("correction", tps, place, "IV.1: 66 menjadi 55", "Salah tulis pada C.Hasil, disaksikan saksi 02")


def desa_code(recap: Recap, desa: int) -> str:
    return f"{recap.kecamatan.code}{2001 + desa:04d}"


def desa_name(recap: Recap, desa: int) -> str:
    named = ("KABIRAAN", "SAMBABO", "TANDEALLO", "ULUMANDA", "SULAI", "PANGGALO", "POPENGA", "SALUTAMBUNG")
    pool = recap.names or named
    return pool[desa] if desa < len(pool) else f"DESA {desa + 1}"


def _desa_table(
    recap: Recap, lines: Sequence[RecapRow], desa: int, make: Callable[[int, int, int], RecapCell]
) -> RecapTable:
    code = desa_code(recap, desa)
    cells = tuple(tuple(make(row, desa, tps) for tps in range(recap.tps[desa])) for row in range(len(lines)))
    columns = tuple(
        RecapColumn(f"{code}{tps + 1:03d}", f"TPS {tps + 1:03d}", 1, int(not any(row[tps].missing for row in cells)))
        for tps in range(recap.tps[desa])
    )
    return RecapTable("desa", code, desa_name(recap, desa), columns, cells, tuple(total(row) for row in cells))


def _kecamatan_table(recap: Recap, lines: Sequence[RecapRow], tables: Sequence[RecapTable]) -> RecapTable:
    cells = tuple(tuple(table.totals[row] for table in tables) for row in range(len(lines)))
    columns = tuple(
        RecapColumn(table.code, table.name, len(table.columns), sum(column.tps_complete for column in table.columns))
        for table in tables
    )
    place = recap.kecamatan
    return RecapTable("kecamatan", place.code, place.name, columns, cells, tuple(total(row) for row in cells))
