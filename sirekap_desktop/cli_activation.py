"""The commands between kabupaten and PPK: ``activate`` and ``kabupaten``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sirekap_desktop.cli_asking import ask_new_pin, ask_pin, require_office
from sirekap_desktop.cli_penerimaan import add_penerimaan
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count

if TYPE_CHECKING:
    from sirekap_desktop.jobs.activation import Preview, SignIn

OK, FINDINGS = 0, 1
_SETS = "pemilu-2024, pilkada-2024, ppwp, atau id formulir dipisah koma"
Add = Callable[..., Any]


def add_activate(add: Add) -> None:
    """``activate FILE DIR``."""
    parser = add("activate", help="buka berkas dari kabupaten: aktivasi, pembaruannya, atau reset PIN ketua")
    group = parser.add_argument_group("Argumen")
    group.add_argument("file", metavar="FILE", type=Path, help="berkas .sirekap")
    group.add_argument("folder", metavar="DIR", type=Path, help="ruang kerja yang sudah ada, atau folder baru")
    parser.options.add_argument("--operator", metavar="NAMA", help="siapa yang bekerja (bila kosong: nama akun)")
    parser.options.add_argument("--key", metavar="PUB", help="kunci kabupaten yang diharapkan, atau sidik jarinya")
    parser.options.add_argument(
        "--person", metavar="NAMA", help="siapa yang masuk dengan PIN, bila ruang kerja memakai PIN"
    )
    parser.set_defaults(command=_activate)


def add_kabupaten(add: Add) -> None:
    """``kabupaten …``: what the PPK does not need."""
    parser = add("kabupaten", help="pekerjaan kabupaten: kunci, berkas aktivasi, jawaban, reset PIN")
    commands = parser.add_subparsers(title="Perintah", metavar="PERINTAH", required=True)
    one = commands.add_parser("init", help="buat kunci kabupaten di komputer ini")
    one.options.add_argument("--code", metavar="KODE", required=True, help="kode kabupaten/kota, empat angka")
    one.options.add_argument("--name", metavar="NAMA", required=True, help="nama KPU kabupaten/kota")
    one.set_defaults(command=_init)
    one = commands.add_parser("key", help="sidik jari kunci kabupaten, dan kuncinya")
    one.set_defaults(command=_key)
    one = commands.add_parser("template", help="tulis tabel kosong untuk semua kecamatan")
    one.add_argument_group("Argumen").add_argument("file", metavar="FILE", type=Path, help="berkas .xlsx baru")
    _add_elections(one)
    one.set_defaults(command=_template)
    one = commands.add_parser("make", help="tulis berkas aktivasi dari tabel yang sudah diisi")
    one.add_argument_group("Argumen").add_argument("table", metavar="TABEL", type=Path, help="berkas .xlsx")
    _add_elections(one)
    one.options.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder tujuan")
    one.options.add_argument("--simulation", action="store_true", help="untuk latihan: bertanda SIMULASI")
    one.set_defaults(command=_make)
    one = commands.add_parser("enrol", help="baca berkas jawaban PPK")
    one.add_argument_group("Argumen").add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="berkas .sirekap"
    )
    one.set_defaults(command=_enrol)
    one = commands.add_parser("keys", help="kunci PPK yang sudah terdaftar")
    one.set_defaults(command=_keys)
    one = commands.add_parser("reset-pin", help="tulis berkas yang mereset PIN ketua satu kecamatan")
    one.options.add_argument(
        "--kecamatan", metavar="KODE", required=True, help="kode kecamatan, atau sidik jari kunci PPK"
    )
    one.options.add_argument("--person", metavar="NAMA", required=True, help="nama ketua seperti di daftar orang")
    one.options.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder tujuan")
    one.set_defaults(command=_reset_pin)
    add_penerimaan(commands.add_parser, _add_elections)


def _add_elections(parser: Any) -> None:  # noqa: ANN401 - the parser of cli.py
    parser.options.add_argument("--elections", metavar="APA", default="pemilu-2024", help=_SETS)
    parser.options.add_argument("--form", metavar="FILE", type=Path, action="append", help="formulir dari perancang")


# --- the PPK ----------------------------------------------------------------------------------------------------------


def _activate(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs import activation

    if activation.is_pin_order(options.file):
        return _new_pin(options.file, options.folder)
    from sirekap_desktop.exchange.keys import expected_fingerprint
    from sirekap_desktop.models.account import operator_name

    seen = activation.preview(options.file, options.folder)
    _tell(seen)
    opened = activation.activate(
        options.file,
        options.folder,
        operator=operator_name(options.operator),
        sign_in=_sign_in(seen, options.person),
        expected=expected_fingerprint(options.key) if options.key else "",
    )
    with opened.workspace as workspace:
        print(f"{'Ruang kerja dibuat' if opened.created else 'Ruang kerja diperbarui'}: {workspace.folder}")
    for path in opened.answers:
        print(f"Berkas jawaban untuk kabupaten: {path}")
    return OK


def _tell(seen: Preview) -> None:
    body = seen.signed.body
    place = body.content.kecamatan
    print(f"Aktivasi versi {body.version} kecamatan {place.name} ({place.code}) dari {body.office}")
    print(f"Sidik jari kunci kabupaten: {seen.signed.fingerprint}")
    print(", ".join(f"{format_count(count)} {word}" for word, count in seen.counts))
    for change in seen.changes:
        print(f"  {change.text}")
    if seen.exists and not seen.changes:
        print("Tidak ada yang berubah.")


def _sign_in(seen: Preview, name: str | None) -> SignIn | None:
    from sirekap_desktop.jobs.activation import SignIn

    if not seen.people or seen.is_used:
        return None
    for person in seen.people:
        if person.name.casefold() == (name or "").casefold():
            return SignIn(person.id, ask_pin(f"PIN {person.name}"))
    names = ", ".join(person.name for person in seen.people)
    raise UserError(
        "Ruang kerja ini memakai PIN.", f"Sebutkan --person, salah satu dari: {names}.", code="right.sign_in"
    )


def _new_pin(file: Path, folder: Path) -> int:
    from sirekap_desktop.jobs import activation

    signed = activation.read_pin_order(file)
    print(f"Perintah kabupaten: {signed.body.person} memilih PIN baru.")
    person = activation.carry_out_pin_order(file, folder, ask_new_pin("PIN baru"))
    print(f"PIN {person.name} sudah diganti.")
    return OK


# --- the kabupaten ----------------------------------------------------------------------------------------------------


def _init(options: argparse.Namespace) -> int:
    from sirekap_desktop.models.office import Office

    Office.create(options.code, options.name, ask_new_pin("PIN kunci kabupaten"))
    return _key(options)


def _key(_options: argparse.Namespace) -> int:
    from sirekap_desktop.exchange import keys

    office = require_office()
    print(f"{office.name} ({office.code})")
    print(f"Sidik jari: {keys.fingerprint(office.public_key)}")
    print(keys.public_pem(office.public_key).decode(), end="")
    return OK


def _elections(options: argparse.Namespace, region: str) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    from sirekap_desktop.jobs import kabupaten

    own = kabupaten.own_forms(options.form or ())
    return kabupaten.election_ids(options.elections, region), own


def _template(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs import kabupaten
    from sirekap_desktop.models.templates import write_kabupaten_template

    ids, own = _elections(options, require_office().code)
    write_kabupaten_template(options.file, kabupaten.forms_of(ids, own))
    print(options.file)
    return OK


def _make(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs import kabupaten

    office = require_office()
    ids, own = _elections(options, office.code)
    table = kabupaten.read_table(options.table, ids, own, simulation=options.simulation)
    if table.problems:
        for problem in table.problems:
            print(f"{problem.table} baris {problem.line}, {problem.column}: {problem.message}")
        print(f"{format_count(len(table.problems))} baris bermasalah; tidak ada yang ditulis.")
        return FINDINGS
    key = office.unlock(ask_pin("PIN kunci kabupaten"))
    for one in kabupaten.write_activations(office, key, table.contents, options.out):
        print(f"{one.path}: kecamatan {one.kecamatan.name} versi {one.version}")
    return OK


def _enrol(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs import kabupaten

    found = kabupaten.enrol(require_office(), options.files)
    for one in found:
        if one.key:
            word = "terdaftar" if one.is_new else "sudah terdaftar"
            print(f"{word}: {one.key.name} ({one.key.kecamatan}) {kabupaten.fingerprint(one.key)} {one.key.host}")
        else:
            print(f"TIDAK DIPAKAI {one.path}: {one.refusal}")
    return FINDINGS if any(one.key is None for one in found) else OK


def _keys(_options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs import kabupaten

    enrolled = require_office().enrolled()
    for key in enrolled:
        print(f"{key.kecamatan} {key.name}  {kabupaten.fingerprint(key)}  {key.machine}  {key.host}  {key.enrolled_at}")
    print(f"{format_count(len(enrolled))} kunci.")
    return OK


def _reset_pin(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs import kabupaten

    office = require_office()
    wanted = options.kecamatan.upper()
    found = [key for key in office.enrolled() if wanted in {key.kecamatan, kabupaten.fingerprint(key)}]
    if len({key.workspace_id for key in found}) != 1:
        raise UserError(_which(found, options.kecamatan), code="office.which")
    key = office.unlock(ask_pin("PIN kunci kabupaten"))
    print(kabupaten.write_pin_order(key, found[0], options.person, options.out))
    return OK


def _which(found: Sequence[object], text: str) -> str:
    if not found:
        return f"Tidak ada kunci terdaftar untuk {text}."
    return f"Kecamatan {text} punya beberapa ruang kerja: sebutkan sidik jari kuncinya (lihat kabupaten keys)."
