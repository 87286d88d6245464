"""The kabupaten's receiving on the command line: ``kabupaten expect|place|receive|status|diff|recap|revoke``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sirekap_desktop.cli_asking import ask_pin, require_office
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count

if TYPE_CHECKING:
    from sirekap_desktop.jobs.penerimaan.receiving import Received, Receiver
    from sirekap_desktop.models.keys import SigningKey
    from sirekap_desktop.models.office import Office
    from sirekap_desktop.models.penerimaan.records import Difference, KecamatanState
    from sirekap_desktop.models.penerimaan.store import Penerimaan

OK, FINDINGS = 0, 1
Add = Callable[..., Any]
_STORE = "folder, atau postgresql://pengguna@server/basis-data"


def add_penerimaan(add: Add, add_elections: Callable[[Any], None]) -> None:
    """The commands below ``kabupaten``."""
    one = _command(add, "expect", "catat kecamatan, TPS dan pemilihan yang harus mengirim", _expect)
    one.arguments.add_argument("table", metavar="TABEL", type=Path, help="tabel .xlsx yang dipakai membuat aktivasi")
    add_elections(one)
    one.options.add_argument("--simulation", action="store_true", help="basis data latihan")
    one = _command(add, "receive", "terima paket dari tempat atau berkas", _receive)
    one.arguments.add_argument(
        "sources", metavar="TEMPAT|BERKAS", nargs="+", help="nama tempat, folder, atau berkas paket"
    )
    one.options.add_argument("--no-receipts", action="store_true", help="tanpa tanda terima (PIN tidak ditanyakan)")
    one.options.add_argument("--simulation", action="store_true", help="basis data latihan")
    one = _command(add, "status", "keadaan semua kecamatan", _status)
    one.options.add_argument("--missing", action="store_true", help="juga apa yang masih kurang")
    one = _command(add, "diff", "perbedaan antara dua revisi, angka demi angka", _diff)
    one.arguments.add_argument("kecamatan", metavar="KODE", help="kode kecamatan")
    one.options.add_argument("--older", metavar="N", type=int, default=0, help="nomor paket lama (bawaan: sebelumnya)")
    one.options.add_argument("--newer", metavar="N", type=int, default=0, help="nomor paket baru (bawaan: terakhir)")
    one = _command(add, "revoke", "cabut kunci laptop PPK yang hilang", _revoke)
    one.arguments.add_argument("key", metavar="KUNCI", help="sidik jari, kunci publik, atau kode kecamatan")
    one.options.add_argument("--reason", metavar="ALASAN", required=True, help="mengapa dicabut")
    one = _command(add, "recap", "tulis rekap kabupaten: PDF, XLSX dan CSV", _recap)
    one.options.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder tujuan")
    one.options.add_argument("--pemilihan", metavar="APA", default="", help="hanya satu, misalnya ppwp")
    one.options.add_argument(
        "--format",
        metavar="JENIS",
        action="append",
        choices=("pdf", "xlsx", "csv"),
        help="pdf, xlsx atau csv; bawaan: semua",
    )
    _add_place(add)


def _command(add: Add, name: str, words: str, command: Callable[[argparse.Namespace], int]) -> Any:  # noqa: ANN401
    parser = add(name, help=words)
    parser.arguments = parser.add_argument_group("Argumen")
    parser.arguments.add_argument("store", metavar="STORE", help=_STORE)
    parser.options.add_argument("--operator", metavar="NAMA", help="siapa yang bekerja (bila kosong: nama akun)")
    parser.set_defaults(command=command)
    return parser


def _add_place(add: Add) -> None:
    parser = add("place", help="simpan tempat pengambilan paket di komputer ini")
    parser.add_argument_group("Argumen").add_argument("name", metavar="NAMA", help="nama tempat")
    parser.options.add_argument("--folder", metavar="DIR", default="", help="folder atau USB")
    parser.options.add_argument("--webdav", metavar="URL", default="", help="alamat WebDAV")
    parser.options.add_argument("--s3", metavar="URL", default="", help="alamat server S3")
    parser.options.add_argument("--bucket", metavar="NAMA", default="", help="wadah S3")
    parser.options.add_argument("--prefix", metavar="FOLDER", default="", help="folder dalam wadah S3")
    parser.options.add_argument("--user", metavar="NAMA", default="", help="nama pengguna, atau kunci akses")
    parser.set_defaults(command=_place)


def _open(options: argparse.Namespace, office: Office | None) -> Penerimaan:
    from sirekap_desktop.jobs.penerimaan.opening import open_penerimaan, store_address
    from sirekap_desktop.models.account import operator_name

    return open_penerimaan(
        store_address(options.store),
        who=operator_name(options.operator),
        office=office,
        simulation=getattr(options, "simulation", False),
    )


# --- commands ---------------------------------------------------------------------------------------------------------


def _expect(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs import kabupaten
    from sirekap_desktop.jobs.penerimaan.opening import expect

    office = require_office()
    own = kabupaten.own_forms(options.form or ())
    ids = kabupaten.election_ids(options.elections, office.code)
    table = kabupaten.read_table(options.table, ids, own, simulation=options.simulation)
    for problem in table.problems:
        print(f"{problem.table} baris {problem.line}, {problem.column}: {problem.message}")
    if table.problems:
        return FINDINGS
    with _open(options, office) as store:
        expect(store, table.contents, kabupaten.forms_of(ids, own))
    tps = sum(len(content.tps) for content in table.contents)
    print(f"{format_count(len(table.contents))} kecamatan, {format_count(tps)} TPS.")
    return OK


def _receive(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs.penerimaan.opening import archive_folder, store_address
    from sirekap_desktop.jobs.penerimaan.receiving import Desk, Receiver
    from sirekap_desktop.models.office import Office

    office = Office.open()
    key = _unlocked(office) if not options.no_receipts else None
    with _open(options, office) as store:
        receiver = Receiver(store, Desk(archive_folder(store_address(options.store)), key))
        ended = []
        for one in _all(receiver, options.sources):
            print(_told(one), flush=True)
            ended.append(one)
    counts = {result: sum(one.result is result for one in ended) for result in dict.fromkeys(o.result for o in ended)}
    print(", ".join(f"{format_count(count)} {result}" for result, count in counts.items()) or "Tidak ada paket.")
    return FINDINGS if any(one.reason for one in ended) else OK


def _unlocked(office: Office | None) -> SigningKey | None:
    return office.unlock(ask_pin("PIN kunci kabupaten")) if office else None


def _all(receiver: Receiver, sources: list[str]) -> Iterator[Received]:
    for source in sources:
        yield from _from(receiver, source)


def _from(receiver: Receiver, source: str) -> Iterator[Received]:
    """A folder is a destination of Kirim, and may hold packages that somebody copied there as well."""
    from sirekap_desktop.exchange.manifest import MANIFEST_NAME
    from sirekap_desktop.exchange.transport.folder import FolderStore
    from sirekap_desktop.jobs.penerimaan.opening import places
    from sirekap_desktop.jobs.penerimaan.receiving import loose_packages

    path, book = Path(source), places()
    if any(one.name.casefold() == source.casefold() for one in book.destinations):
        road = book.open_road(book.named(source))
        try:
            yield from receiver.from_place(road, source)
        finally:
            road.close()
    elif path.is_dir() and not (path / MANIFEST_NAME).exists():
        yield from receiver.from_place(FolderStore(path), source)
        yield from receiver.from_files(loose_packages(path))
    elif path.exists():
        yield from receiver.from_files([path])
    else:
        names = ", ".join(one.name for one in book.destinations) or "belum ada"
        raise UserError(
            f"Tidak ada berkas, folder, atau tempat bernama {source}.",
            f"Tempat yang disimpan di komputer ini: {names}.",
            code="receive.source",
        )


def _told(one: Received) -> str:
    where = f"{one.name} ({one.kecamatan}) revisi {one.revision}" if one.kecamatan else one.source
    text = f"{one.result.upper()} {where}"
    return f"{text}: {one.reason} [{one.code}] {one.source}" if one.reason else text


def _status(options: argparse.Namespace) -> int:
    """Refusals are told until something newer was taken of the same kecamatan; all of them stay in the store."""
    from sirekap_desktop.models.clock import is_after

    with _open(options, None) as store:
        states, refusals = store.kecamatan(), store.refusals()
        lacking = store.missing() if options.missing else ()
        print(f"Penerimaan {store.office.name} ({store.office.code}){' SIMULASI' if store.office.simulation else ''}")
    for state in states:
        print(_line(state))
    since = {state.code: state.received_at for state in states if state.received_at}
    for refused in (one for one in refusals if is_after(one.at, since.get(one.kecamatan))):
        who = f"{refused.name} ({refused.kecamatan}) revisi {refused.revision}" if refused.kecamatan else refused.source
        print(f"DITOLAK {refused.at[:16].replace('T', ' ')} {who}: {refused.reason} [{refused.code}]")
    for one in lacking:
        print(f"KURANG {one.name} ({one.kecamatan}): {one.what}")
    return FINDINGS if any(state.problem for state in states) else OK


def _line(state: KecamatanState) -> str:
    parts = [f"{state.code} {state.name}: {state.state}"]
    if state.packages:
        tps = f"{format_count(state.tps_complete)} dari {format_count(state.tps_total)} TPS"
        signed = f"{format_count(state.signed)} dari {format_count(state.sheets)} lembar bertanda tangan"
        parts += [f"revisi {state.revision}", tps, signed, state.received_at[:16].replace("T", " ")]
    if state.refusals:
        parts.append(f"{format_count(state.refusals)} ditolak")
    if state.revoked:
        parts.append("kuncinya dicabut setelah diterima")
    return ", ".join(parts)


def _diff(options: argparse.Namespace) -> int:
    with _open(options, None) as store:
        found = store.differences(options.kecamatan, options.older, options.newer)
    for one in found:
        print(_changed(one))
    print(f"{format_count(len(found))} angka berbeda.")
    return FINDINGS if found else OK


def _changed(one: Difference) -> str:
    what = f"{one.pemilihan} {one.dapil}".strip()
    before, after = _value(one.before, one.was_there), _value(one.after, one.is_there)
    text = f"{what} {one.place}: {one.number} {one.label}: {before} → {after}"
    return f"{text} ({one.reason})" if one.reason else text


def _value(value: int | None, is_there: bool) -> str:
    if not is_there:
        return "belum"
    return "kosong" if value is None else format_count(value)


def _revoke(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs.penerimaan.opening import find_key

    office = require_office()
    with _open(options, None) as store:
        key = find_key(store.known_keys(), options.key)
        office.unlock(ask_pin("PIN kunci kabupaten"))
        store.revoke(key.public_key, options.reason)
    print(f"Dicabut: {key.fingerprint}, {key.name} ({key.kecamatan}). Paket baru darinya ditolak.")
    return OK


def _recap(options: argparse.Namespace) -> int:
    """Exit status 1 while a kecamatan is missing or a draft."""
    from sirekap_desktop.jobs.kabupaten_recap import RecapFile, write_recap

    with _open(options, None) as store:
        wanted = [one for one in store.ballots() if options.pemilihan in ("", one.pemilihan)]
        recaps = [store.recap(one.pemilihan, one.dapil) for one in wanted]
    if not recaps:
        raise UserError("Belum ada paket dengan pemilihan itu.", "Terima dahulu paketnya.", code="recap.none")
    for path in write_recap(recaps, options.out, [RecapFile(one) for one in options.format or tuple(RecapFile)]):
        print(path)
    for one in recaps:
        for source in one.sources:
            if source.state != "final":
                print(f"{one.document_id}: {source.code} {source.name} {source.state}")
    return OK if all(one.locked for one in recaps) else FINDINGS


def _place(options: argparse.Namespace) -> int:
    import secrets

    from sirekap_desktop.exchange.transport.destination import Destination, Kind
    from sirekap_desktop.jobs.penerimaan.opening import places

    given = [(Kind.FOLDER, options.folder), (Kind.WEBDAV, options.webdav), (Kind.S3, options.s3)]
    found = [(kind, address) for kind, address in given if address]
    if len(found) != 1:
        raise UserError("Sebutkan satu di antara --folder, --webdav dan --s3.", code="destination.address")
    kind, address = found[0]
    wanted = Destination(
        secrets.token_hex(8), options.name, str(kind), address, options.user, options.bucket, options.prefix
    )
    told = places().keep_destination(wanted, ask_pin("Kata sandi") if wanted.needs_secret else None)
    print(f"Tempat {options.name} disimpan." if told is None else str(told))
    return OK
