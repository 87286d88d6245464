"""Figures of each TPS as CSV that can be taken back, and the data dictionary that says what its columns are.

Unlike the CSV of a package (:mod:`sirekap_desktop.exchange.csvfile`) each line also says which ballot it belongs to.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields

from sirekap_desktop.exchange import csvfile
from sirekap_desktop.exchange.figures import NOTHING, BadValueError, Figure, Figures, Resolve, text_value
from sirekap_desktop.exchange.sirekap_names import is_published
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import recap_query
from sirekap_desktop.models.recap import RecapRow, RecapSnapshot
from sirekap_desktop.reports.ballot_facts import BallotFacts, facts_of

PLACE = ("kode", "desa", "tps")
FACTS = tuple(item.name for item in fields(BallotFacts))
LAST = ("belum", "kosong")
_DICTIONARY = ("kolom", "isian", "nomor", "uraian", "bagian", "satuan", "jenis", "sumber", "dari_sirekap")
Columns = Sequence[tuple[str, str, str, str]]
"""Name, official wording, kind and source of columns that hold no figures."""
_PARTS = {"l": "laki-laki", "p": "perempuan", "j": "jumlah"}
_UNITS = (("ss_", "surat suara"), ("pemilih_", "pemilih"), ("pengguna_", "pemilih"), ("disabilitas", "pemilih"))
_KIND = "bilangan bulat 0 sampai 99999; kosong bila belum dicatat atau kosong di kertas (lihat belum, kosong)"
_COLUMNS = (
    ("kode", "Kode TPS: desa 10 angka dan nomor TPS 3 angka", "13 angka, teks", "Kemendagri"),
    ("desa", "Nama kelurahan/desa", "teks", "ruang kerja"),
    ("tps", "Nomor TPS", "3 angka, teks", "ruang kerja"),
    ("kecamatan", "Kode kecamatan", "6 angka, teks", "Kemendagri"),
    ("pemilihan", "Pemilihan, dengan nama pendek Sirekap", "teks", "formulir"),
    ("dapil", "Daerah pemilihan; kosong bila pemilihan ini tidak dibagi menurut dapil", "teks", "ruang kerja"),
    ("formulir", "Formulir yang menentukan arti kolom", "teks", "program ini"),
    ("sidik", "SHA-256 formulir dan peserta: angka hanya cocok dengan baris yang artinya sama", "teks", "program ini"),
    ("ruang_kerja", "Ruang kerja asal berkas", "teks", "program ini"),
)
_LAST_COLUMNS = (
    ("belum", "Nama kolom yang belum dicatat, dipisah spasi", "teks", "isian orang"),
    ("kosong", "Nama kolom yang di kertas kosong (bukan nol), dipisah spasi", "teks", "isian orang"),
)


def column_of(row: RecapRow) -> str:
    """The name of a row's column: Sirekap's where one exists."""
    return row.export_as or row.field


def tps_table(snapshot: RecapSnapshot, workspace_id: str) -> bytes:
    """One line per TPS. UTF-8 with mark, so that spreadsheet programs read it rightly; comma, CRLF."""
    facts = [csvfile.cell(value) for value in asdict(facts_of(snapshot, workspace_id)).values()]
    names = [column_of(row) for row in snapshot.rows]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*PLACE, *FACTS, *names, *LAST])
    for table in snapshot.desa_tables:
        for line in csvfile.tps_lines(table, names):
            writer.writerow([*line[: len(PLACE)], *facts, *line[len(PLACE) :]])
    return text.getvalue().encode("utf-8-sig")


def dictionary(snapshot: RecapSnapshot, model: str) -> bytes:
    """What each column of :func:`tps_table` is: official wording, unit, kind of value, source."""
    return dictionary_of(snapshot.rows, model, _COLUMNS, _LAST_COLUMNS, _KIND)


def dictionary_of(
    rows: Sequence[RecapRow], model: str, before: Columns, after: Columns, kind: str = "bilangan bulat"
) -> bytes:
    """A line per column of a table: those ``before`` the figures, the figures of ``model``, and those ``after``."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_DICTIONARY)
    writer.writerows(_plain(before))
    for row in rows:
        source = f"{model}, {row.number}"
        unit = next((unit for prefix, unit in _UNITS if row.row.startswith(prefix)), "suara")
        line = (
            column_of(row), row.field, row.number, row.label, _PARTS.get(row.part, ""), unit, kind, source,
            "ya" if is_published(row) else "tambahan",
        )  # fmt: skip
        writer.writerow([csvfile.cell(text) for text in line])
    writer.writerows(_plain(after))
    return text.getvalue().encode("utf-8-sig")


def _plain(columns: Columns) -> Iterator[tuple[str, ...]]:
    for name, wording, kind, source in columns:
        yield name, "", "", wording, "", "", kind, source, "tambahan"


def read_table(data: bytes, name: str, resolve: Resolve, into: Figures) -> None:
    """Read a table back; commas, semicolons (as spreadsheet programs save) or tabs.

    Raises:
        UserError: ``figures.damaged``, ``figures.unknown``.
    """
    head, lines = _lines(data, name)
    missing = [column for column in (*PLACE, *FACTS, *LAST) if column not in head]
    if missing:
        raise UserError(
            f"Tabel {name} tidak punya kolom {', '.join(missing)}, jadi tidak diketahui TPS dan formulirnya.",
            "Pakai CSV yang ditulis program ini.",
            code="figures.unknown",
        )
    forms: dict[BallotFacts, FormDefinition | None] = {}
    seen: dict[tuple[str, str], int] = {}
    for number, cells in lines:
        row = dict(zip(head, cells, strict=False))
        place = f"Baris {number}"
        if len(cells) != len(head):
            into.problem("columns", place, f"Baris ini punya {len(cells)} kolom, seharusnya {len(head)}.")
            continue
        facts = BallotFacts(**{name: _unescaped(row[name]) for name in FACTS})
        if facts not in forms:
            into.ballots.append(facts)
            forms[facts] = resolve(facts)
        form = forms[facts]
        if form is None or _twice(seen, (form.id, row["kode"]), number, into):
            continue
        _take(row, facts, form, place, into)
    _check_columns(head, [form for form in forms.values() if form], into)


def _lines(data: bytes, name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The headings, and the lines below with the number that a spreadsheet shows."""
    try:
        text = data.decode("utf-8-sig")
        first = text.splitlines()[0] if text.strip() else ""
        rows = list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count)))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserError(
            f"Tabel {name} tidak dapat dibaca; berkasnya rusak atau bukan CSV UTF-8.", code="figures.damaged"
        ) from error
    head = [cell.strip() for cell in rows[0]] if rows else []
    return head, [(number, row) for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]


def _unescaped(text: str) -> str:
    """Undo :func:`csvfile.cell`."""
    return text[1:] if text.startswith("'") and csvfile.cell(text[1:]) == text else text


def _twice(seen: dict[tuple[str, str], int], key: tuple[str, str], number: int, into: Figures) -> bool:
    if key in seen:
        into.problem("twice", f"Baris {number}", f"TPS {key[1]} sudah ada di baris {seen[key]}.")
        return True
    seen[key] = number
    return False


def _check_columns(head: Sequence[str], forms: Sequence[FormDefinition], into: Figures) -> None:
    """Every column of the form is there, none is there twice or unknown."""
    wanted = {column_of(row) for form in forms for row in recap_query.rows(form)}
    if not forms:
        return
    for name in sorted(wanted - set(head)):
        into.problem("columns", "Baris 1", f"Kolom {name} tidak ada.")
    for name in dict.fromkeys(head):
        if name not in wanted and name not in {*PLACE, *FACTS, *LAST}:
            into.problem("columns", "Baris 1", f"Kolom “{name}” tidak dikenal; isinya tidak dicatat.", blocks=False)
        if head.count(name) > 1:
            into.problem("columns", "Baris 1", f"Kolom {name} ada {head.count(name)} kali.")


def _take(row: Mapping[str, str], facts: BallotFacts, form: FormDefinition, place: str, into: Figures) -> None:
    listed = {name: row[name].split() for name in LAST}
    for line in recap_query.rows(form):
        column = column_of(line)
        where = f"{place}, kolom {column}"
        try:
            value = text_value(row.get(column, ""))
        except BadValueError as error:
            into.problem(error.kind, where, f"Sel ini {error.message}.")
            continue
        stated = [name for name in LAST if column in listed[name]]
        if value is not NOTHING and stated:
            into.problem("contradiction", where, f"Kolom {stated[0]} menyebut isian ini, tetapi selnya terisi.")
        elif "kosong" in stated:
            into.found.append(Figure(facts, row["kode"], line.field, None, where))
        elif value is not NOTHING:
            assert value is None or isinstance(value, int)
            into.found.append(Figure(facts, row["kode"], line.field, value, where))
