"""The command line's side of bagi and gabung panel: ``panel …``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sirekap_desktop.cli_asking import ask_pin
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count

if TYPE_CHECKING:
    from sirekap_desktop.jobs.panels import Preview
    from sirekap_desktop.models.panels import Handing
    from sirekap_desktop.models.workspace import Workspace

OK, FINDINGS = 0, 1
STATES = {
    "out": "di laptop panel",
    "returned": "paket akhir dibuat",
    "joined": "sudah digabung",
    "taken_back": "diambil kembali",
}
Add = Callable[..., Any]


def add_panel(add: Add) -> None:
    """``panel …``."""
    parser = add("panel", help="bagi desa ke laptop panel, dan gabungkan kembali")
    commands = parser.add_subparsers(title="Perintah", metavar="PERINTAH", required=True)
    one = _command(commands, "list", "desa yang dibagi, dan di mana", _list)
    one = _command(commands, "share", "bagi: tulis berkas panel ke flash disk", _share)
    one.options.add_argument("--number", metavar="N", type=int, required=True, help="nomor panel, 1 sampai 4")
    one.options.add_argument("--leader", metavar="NAMA", required=True, help="pemimpin panel")
    one.options.add_argument("--desa", metavar="KODE", nargs="+", required=True, help="kode desa, sepuluh angka")
    one.options.add_argument("--out", metavar="DIR", type=Path, required=True, help="flash disk")
    one = commands.add_parser("open", help="di laptop panel: buka berkas panel")
    group = one.add_argument_group("Argumen")
    group.add_argument("file", metavar="FILE", type=Path, help="folder panel di flash disk")
    group.add_argument("folder", metavar="DIR", type=Path, help="folder baru untuk ruang kerja")
    one.options.add_argument("--operator", metavar="NAMA", help="siapa yang bekerja (bila kosong: nama akun)")
    one.options.add_argument("--key", metavar="PUB", help="kunci laptop induk yang diharapkan, atau sidik jarinya")
    one.set_defaults(command=_open)
    one = _command(commands, "pack", "di laptop panel: tulis paket desa", _pack)
    one.options.add_argument("--out", metavar="FILE", type=Path, required=True, help="berkas .zip, atau folder")
    one.options.add_argument("--interim", action="store_true", help="sementara: panel masih terus mencatat")
    one = _command(commands, "look", "apa isi sebuah paket desa; tidak ada yang ditulis", _look, file=True)
    one = _command(commands, "join", "gabung: ambil isi paket desa", _join, file=True)
    one.options.add_argument("--key", metavar="PUB", help="sidik jari di laptop panel; perlu untuk paket pertamanya")
    one = _command(commands, "take-back", "ambil kembali desa yang ada di laptop panel", _take_back)
    one.options.add_argument("--number", metavar="N", type=int, required=True, help="nomor panel")
    one.options.add_argument("--reason", metavar="ALASAN", required=True, help="mengapa")


def _command(commands: Any, name: str, text: str, run: Callable[..., int], *, file: bool = False) -> Any:  # noqa: ANN401
    parser = commands.add_parser(name, help=text)
    group = parser.add_argument_group("Argumen")
    group.add_argument("workspace", metavar="WORKSPACE", type=Path, help="ruang kerja")
    if file:
        group.add_argument("file", metavar="FILE", type=Path, help="paket desa")
    parser.options.add_argument("--operator", metavar="NAMA", help="siapa yang bekerja (bila kosong: nama akun)")
    parser.options.add_argument("--person", metavar="NAMA", help="siapa yang masuk dengan PIN")
    parser.set_defaults(command=run)
    return parser


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[Workspace]:
    """The workspace, with somebody signed in where people have PINs."""
    from sirekap_desktop.models.account import operator_name
    from sirekap_desktop.models.workspace import Workspace

    with Workspace.open(options.workspace, operator=operator_name(options.operator)) as workspace:
        if options.person:
            people = {person.name.casefold(): person for person in workspace.people()}
            if (person := people.get(options.person.casefold())) is None:
                raise UserError(f"{options.person} tidak ada dalam daftar orang.", code="person.unknown")
            workspace.sign_in(person.id, ask_pin(f"PIN {person.name}"))
        yield workspace


def _list(options: argparse.Namespace) -> int:
    from sirekap_desktop.models.workspace import Workspace

    with Workspace.open(options.workspace, read_only=True) as workspace:
        names = {item.code: item.name for item in workspace.desa()}
        for one in workspace.handings():
            desa = ", ".join(names.get(code, code) for code in one.desa)
            print(f"Panel {one.number} ({one.leader}): {desa}: {STATES[one.state]}")
        if mine := workspace.panel():
            print(f"Ruang kerja ini milik panel {mine.number}.")
    return OK


def _share(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs import panels

    with _opened(options) as workspace:
        shared = panels.share(workspace, options.out, options.number, options.leader, options.desa)
    print(f"Berkas panel {shared.handing.number}: {shared.folder}")
    print(f"Sidik jari laptop ini: {shared.fingerprint}")
    return OK


def _open(options: argparse.Namespace) -> int:
    from sirekap_desktop.exchange.keys import expected_fingerprint
    from sirekap_desktop.jobs import panels
    from sirekap_desktop.models.account import operator_name

    file = panels.panel_file_at(options.file)
    if options.key and expected_fingerprint(options.key) != file.fingerprint:
        raise UserError(
            f"Berkas panel ini ditandatangani kunci {file.fingerprint}, bukan yang diharapkan.", code="panel.key"
        )
    opened = panels.open_panel(file, options.folder, operator=operator_name(options.operator))
    with opened.workspace as workspace:
        print(f"Ruang kerja panel {opened.handing.number} dibuat: {workspace.folder}")
    print(f"Ditandatangani laptop induk {file.fingerprint}; sidik jari laptop ini: {opened.fingerprint}")
    if opened.findings:
        print(f"{format_count(opened.findings)} temuan; jalankan verify.")
    return FINDINGS if opened.findings else OK


def _pack(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs import panels

    with _opened(options) as workspace:
        packed = panels.pack(workspace, options.out, final=not options.interim)
    kind = "akhir" if packed.final else "sementara"
    print(f"Paket {kind}: {packed.path}: {format_count(packed.photos)} foto, {format_count(packed.size)} bita.")
    print(f"Sidik jari laptop ini: {packed.fingerprint}")
    return OK


def _look(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs import panels

    with _opened(options) as workspace:
        _tell(panels.look(workspace, options.file))
    return OK


def _join(options: argparse.Namespace) -> int:
    from sirekap_desktop.exchange.keys import expected_fingerprint
    from sirekap_desktop.jobs import panels

    accepted = expected_fingerprint(options.key) if options.key else ""
    with _opened(options) as workspace:
        seen = panels.join(workspace, options.file, accepted=accepted)
    _tell(seen)
    print("Tidak ada yang baru." if seen.repeats else "Digabung.")
    return OK


def _tell(seen: Preview) -> None:
    kind = "akhir" if seen.final else "sementara"
    print(f"Panel {seen.number} ({seen.leader}), paket {kind} dari laptop {seen.host}: {', '.join(seen.desa)}")
    print(f"  {'dikenal' if seen.known else 'BELUM DIKENAL'}: {seen.fingerprint}")
    counts = {
        "TPS": seen.tps, "disahkan": seen.approved, "isian": seen.entries, "pembetulan": seen.corrections,
        "foto": seen.photos, "catatan rapat": seen.facts, "keberatan": seen.objections,
    }  # fmt: skip
    print(f"  yang baru: {', '.join(f'{format_count(count)} {word}' for word, count in counts.items())}")
    print(f"  dicatat oleh: {', '.join(seen.people) or 'tidak ada'}")


def _take_back(options: argparse.Namespace) -> int:
    with _opened(options) as workspace:
        handing = _away(workspace.handings(), options.number)
        workspace.take_back_desa(handing.id, options.reason)
    print(f"Desa panel {handing.number} dicatat lagi di sini.")
    return OK


def _away(handings: tuple[Handing, ...], number: int) -> Handing:
    from sirekap_desktop.models.panels import is_away

    for one in handings:
        if one.number == number and is_away(one):
            return one
    raise UserError(f"Panel {number} tidak sedang memegang desa.", code="panel.not_out")
