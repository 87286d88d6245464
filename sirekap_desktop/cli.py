"""The command line (design.md §9): the same functions as the window, for IT staff, scripts and tests.

Exit status 0, 1 (findings) or 2 (cannot run). An error is one clear sentence on standard error.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from platformdirs import user_data_path

from sirekap_desktop import __version__
from sirekap_desktop.cli_activation import add_activate, add_kabupaten
from sirekap_desktop.cli_figures import (
    PACKAGE,
    add_figures_options,
    add_format_options,
    export_figures,
    import_figures,
)
from sirekap_desktop.cli_line import Line
from sirekap_desktop.cli_packing import add_package_options, export_package, require_no_choice, tell
from sirekap_desktop.cli_panel import add_panel
from sirekap_desktop.cli_publishing import add_publish, site_at, verify_site
from sirekap_desktop.cli_reading import STATUS_WORDS, JsonPrinter, TextPrinter
from sirekap_desktop.cli_sending import add_send_options, send
from sirekap_desktop.cli_signed import add_signed_options, refuse_without_signed, take_in
from sirekap_desktop.forms.errors import UserError, shown
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.audit import Finding

if TYPE_CHECKING:
    from sirekap_desktop.jobs.demo import DemoReport
    from sirekap_desktop.models.seals import PrintedHead

OK, FINDINGS, CANNOT = 0, 1, 2

_OUTCOME_WORDS = {
    "accepted": "diterima",
    "duplicate": "rangkap",
    "unreadable": "tidak terbaca",
    "unassigned": "belum ditempatkan",
}


def main(arguments: Sequence[str], *, open_window: Callable[[Path], int] | None = None) -> int:
    """Run one command; returns the exit status.

    Args:
        arguments: without the program's name.
        open_window: opens the window on a workspace, after ``demo``; None: there is no window.
    """
    try:
        options = _parser().parse_args(arguments)
        options.open_window = open_window
        status: int = options.command(options)
    except UserError as error:
        complain(str(error))
        return CANNOT
    except KeyboardInterrupt:
        complain("Dihentikan.")
        return CANNOT
    except SystemExit as stop:  # argparse: help, version, wrong usage
        return int(stop.code or 0)
    return status


def complain(sentence: str) -> None:
    """Say one sentence on standard error."""
    print(f"sirekap-desktop: {sentence}", file=sys.stderr)


# --- arguments ------------------------------------------------------------------------------------------------------

_TRANSLATED = (
    (r"the following arguments are required: (.*)", "Belum diberikan: {0}."),
    (r"unrecognized arguments: (.*)", "Tidak dikenal: {0}."),
    (r"argument .*: invalid choice: ('[^']*').*", "Perintah {0} tidak ada."),
    (r"argument (.*): expected .*", "{0} memerlukan nilai."),
)


class _Parser(argparse.ArgumentParser):
    """Speaks Indonesian."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **options)  # type: ignore[arg-type]
        self.options = self.add_argument_group("Pilihan")
        self.options.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _TRANSLATED:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                message = sentence.format(*match.groups())
                break
        self.exit(CANNOT, f"sirekap-desktop: {message} Lihat {self.prog} --help.\n")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """``Pemakaian`` instead of ``usage``."""

    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        super().add_usage(usage, actions, groups, prefix or "Pemakaian: ")


def _parser() -> _Parser:
    parser = _Parser(
        prog="sirekap-desktop",
        description="Rekapitulasi C.Hasil di tingkat kecamatan. Tanpa perintah, jendela dibuka.",
        epilog="Status keluar: 0 baik, 1 ada temuan, 2 tidak dapat dijalankan.",
    )
    parser.options.add_argument(
        "--version", action="version", version=f"Sirekap Desktop {__version__}", help="tampilkan versi"
    )
    commands = parser.add_subparsers(
        title="Perintah", metavar="PERINTAH", required=True, parser_class=_Parser, prog="sirekap-desktop"
    )
    for add in (
        _add_demo, _add_read, _add_import, _add_report, _add_export, _add_send, add_publish, _add_verify, add_activate,
        add_panel,
        add_kabupaten,
    ):  # fmt: skip
        add(commands.add_parser)
    return parser


def _add_demo(add: Callable[..., _Parser]) -> None:
    parser = add("demo", help="kecamatan kecil untuk mencoba: digambar, dibaca, dicetak, dikirim")
    parser.add_argument_group("Argumen").add_argument("folder", metavar="DIR", nargs="?", type=Path, help="folder baru")
    parser.options.add_argument("--headless", action="store_true", help="tanpa jendela; cetak hasilnya")
    parser.options.add_argument(
        "--elections",
        choices=("pemilu-2024", "pilkada-2024", "ppwp"),
        default="pemilu-2024",
        help="lima pemilihan (bawaan), dua pemilihan Pilkada, atau hanya PPWP",
    )
    parser.options.add_argument("--all-photos", action="store_true", help="semua TPS difoto, bukan dua tiap pemilihan")
    parser.set_defaults(command=_demo)


def _add_read(add: Callable[..., _Parser]) -> None:
    parser = add("read", help="baca foto atau pindaian C.Hasil")
    paths = parser.add_argument_group("Argumen")
    paths.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="berkas atau folder")
    parser.options.add_argument("--form", metavar="ID", help="hanya cari formulir ini")
    parser.options.add_argument("--json", action="store_true", help="satu objek JSON per baris, satu baris per halaman")
    parser.options.add_argument(
        "--group", action="store_true", help="gabungkan halaman setiap TPS dan periksa hitungan"
    )
    parser.set_defaults(command=_read)


def _add_import(add: Callable[..., _Parser]) -> None:
    parser = add("import", help="masukkan foto ke ruang kerja")
    group = parser.add_argument_group("Argumen")
    group.add_argument("workspace", metavar="WORKSPACE", type=Path, help="folder ruang kerja")
    group.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="berkas, folder, atau zip")
    parser.options.add_argument("--operator", metavar="NAMA", help="siapa yang mengimpor (bila kosong: nama akun)")
    add_figures_options(parser.options)
    add_signed_options(parser.options)
    parser.set_defaults(command=_import)


def _add_report(add: Callable[..., _Parser]) -> None:
    parser = add("report", help="tulis semua dokumen")
    parser.add_argument_group("Argumen").add_argument("workspace", metavar="WORKSPACE", type=Path, help="ruang kerja")
    parser.options.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder tujuan")
    parser.set_defaults(command=_report)


def _add_export(add: Callable[..., _Parser]) -> None:
    parser = add("export", help="tulis paket bertanda tangan, atau angka dalam format lain")
    parser.add_argument_group("Argumen").add_argument("workspace", metavar="WORKSPACE", type=Path, help="ruang kerja")
    parser.options.add_argument("--out", metavar="FILE", type=Path, required=True, help="berkas .zip, atau folder")
    add_format_options(parser.options)
    add_package_options(parser.options)
    parser.set_defaults(command=_export)


def _add_send(add: Callable[..., _Parser]) -> None:
    parser = add("send", help="kirim paket ke tujuan yang diatur di halaman Kirim")
    parser.add_argument_group("Argumen").add_argument("workspace", metavar="WORKSPACE", type=Path, help="ruang kerja")
    add_send_options(parser.options)
    parser.set_defaults(command=_send)


def _add_verify(add: Callable[..., _Parser]) -> None:
    parser = add("verify", help="periksa paket atau situs, atau jejak audit dan basis data ruang kerja")
    parser.add_argument_group("Argumen").add_argument(
        "path", metavar="FILE|WORKSPACE", type=Path, help="yang diperiksa"
    )
    parser.options.add_argument("--key", metavar="PUB", help="kunci publik pengirim, atau sidik jarinya")
    parser.options.add_argument(
        "--head", metavar="NOMOR:HASH", help="kepala rantai audit yang tercetak saat dikunci; harus ada dalam jejak"
    )
    parser.set_defaults(command=_verify)


# --- commands: imports stand inside, so that --help and --version need neither database nor image library -----------


def _demo(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs import demo

    folder = options.folder or _free_folder(user_data_path("sirekap-desktop", appauthor=False) / "demo")
    line = Line()
    plan = demo.DemoPlan(day=options.elections, all_photos=options.all_photos)
    report = demo.build_demo(folder, plan, progress=lambda p: line.show(f"{p.step}: {p.done} dari {p.total}"))
    line.end()
    _print_demo(report)
    if options.headless or options.open_window is None:
        return OK
    if not has_display():
        print("Tidak ada layar di sini, jadi jendela tidak dibuka.")
        return OK
    status: int = options.open_window(report.workspace)
    return status


def _free_folder(folder: Path) -> Path:
    """``demo``, or ``demo-2`` … when earlier demos are still there: nobody's trial work is overwritten."""
    names = [folder, *(folder.with_name(f"{folder.name}-{number}") for number in range(2, 1000))]
    return next(name for name in names if not name.exists())


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _print_demo(report: DemoReport) -> None:
    print("Kecamatan Ulumanda, Kabupaten Majene (SIMULASI)")
    print(f"  {report.desa} desa, {report.tps} TPS, {report.photos} foto digambar, {report.accepted} diterima")
    for one in report.elections:
        photos = f"{one.photographed} TPS dari foto, {report.tps - one.photographed} dari angka"
        print(f"  {one.name:<14} {photos}; {one.recorded} dicatat, {len(one.open_tps)} tersisa untuk diperiksa sendiri")
    total, right = format_count(report.fields_total), format_count(report.fields_right)
    print(f"  {right} dari {total} isian dibaca sama dengan yang digambar")
    for count in report.fields:
        word, fields = STATUS_WORDS[count.status], format_count(count.fields)
        print(f"    {word:<14} {fields:>6} isian, {format_count(count.right):>6} sama")
    for one in report.elections:
        print(f"  PDF         {one.pdf}")
    print(f"  XLSX        {report.xlsx}")
    print(f"  Paket       {report.package}")
    print(f"  Sidik jari  {report.fingerprint}")
    print(f"  Ruang kerja {report.workspace}")
    print(f"  {report.seconds:.0f} detik, di antaranya {report.reading_seconds:.0f} detik mengimpor dan membaca")


def _read(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs import reading

    forms = reading.forms_to_read(options.form)
    show = JsonPrinter() if options.json else TextPrinter(forms)
    kept = []
    for read in reading.read_files(options.paths, forms):
        show.file(read)
        if options.group:
            kept.append(read)
    for group in reading.group_pages(kept, forms):
        show.group(group)
    return FINDINGS if show.unreadable else OK


def _import(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs.importing import import_paths
    from sirekap_desktop.models.account import operator_name
    from sirekap_desktop.models.records import ImportOutcome
    from sirekap_desktop.models.workspace import Workspace

    if options.figures or options.sirekap:
        with Workspace.open(options.workspace, operator=operator_name(options.operator)) as workspace:
            return FINDINGS if import_figures(workspace, options) else OK
    refuse_without_signed(options)
    line = Line()
    if options.signed:
        with Workspace.open(options.workspace, operator=operator_name(options.operator)) as workspace:
            return FINDINGS if take_in(workspace, options, line.show, line.end) else OK
    with Workspace.open(options.workspace, operator=operator_name(options.operator)) as workspace:
        summary = import_paths(
            workspace, options.paths, progress=lambda p: line.show(f"Mengimpor: {p.done} dari {p.total} berkas")
        )
    line.end()
    for item in summary.items:
        if item.outcome is not ImportOutcome.ACCEPTED:
            print(f"{_OUTCOME_WORDS[item.outcome]}: {item.source}: {item.reason}")
    counts = [f"{format_count(summary.count(outcome))} {_OUTCOME_WORDS[outcome]}" for outcome in ImportOutcome]
    print(f"{format_count(summary.files)} berkas: {', '.join(counts)}.")
    open_ends = summary.count(ImportOutcome.UNREADABLE) + summary.count(ImportOutcome.UNASSIGNED)
    return FINDINGS if open_ends else OK


def _report(options: argparse.Namespace) -> int:
    from sirekap_desktop.jobs.documents import write_documents
    from sirekap_desktop.models.workspace import Workspace

    with Workspace.open(options.workspace, read_only=True) as workspace:
        for path in write_documents(workspace, options.out):
            print(path)
    return OK


def _export(options: argparse.Namespace) -> int:
    if options.format != PACKAGE:
        require_no_choice(options)
        from sirekap_desktop.models.workspace import Workspace

        with Workspace.open(options.workspace, read_only=True) as workspace:
            export_figures(workspace, options)
        return OK
    line = Line()
    package = export_package(options, line.show)
    line.end()
    tell(package)
    return OK


def _send(options: argparse.Namespace) -> int:
    from sirekap_desktop.models.account import operator_name

    line = Line()
    problem = send(options, operator_name(None), line.show)
    line.end()
    if problem:
        complain(problem)
    return CANNOT if problem else OK


def _verify(options: argparse.Namespace) -> int:
    from sirekap_desktop.models.database import DATABASE_NAME
    from sirekap_desktop.models.seals import parse_head

    head = parse_head(options.head) if options.head is not None else None
    if (options.path / DATABASE_NAME).exists():
        return _verify_workspace(options.path, options.key, head)
    if site_at(options.path):
        return _tell(*verify_site(options.path, options.key))
    from sirekap_desktop.exchange.verify import verify

    report = verify(options.path, options.key, head=head)
    if report.manifest is not None and report.fingerprint is not None:
        area = report.manifest.kecamatan
        print(f"Paket kecamatan {shown(area.name)} ({area.code}), ditandatangani {report.fingerprint}.")
    good = f"Paket utuh: {format_count(report.objects)} objek, {format_count(report.size)} bita."
    for note in report.notes:
        print(f"CATATAN {note.place}: {note.message}")
    return _tell(report.findings, good)


def _verify_workspace(folder: Path, key: str | None, head: PrintedHead | None) -> int:
    from sirekap_desktop.models.workspace import Workspace

    if key is not None:
        raise UserError("--key hanya berlaku untuk paket, bukan untuk ruang kerja.", code="verify.key")
    try:
        with Workspace.open(folder, read_only=True) as workspace:
            report = workspace.verify(head)
    except UserError as error:
        if error.code != "workspace.damaged":
            raise
        return _tell((Finding(error.code, str(folder), error.message),), "")
    good = f"Ruang kerja utuh: {format_count(report.audit_rows)} baris audit, {format_count(report.images)} foto."
    return _tell(report.findings, good)


def _tell(findings: Sequence[Finding], good: str) -> int:
    for finding in findings:
        print(f"TEMUAN {finding.place}: {finding.message}")
    print(good if not findings else f"{format_count(len(findings))} temuan.")
    return FINDINGS if findings else OK
