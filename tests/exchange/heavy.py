"""Files that would fill the memory or never end, each made and taken in a process with little of both.

Run by ``test_hostile_files``: ``python -m tests.exchange.heavy FOLDER`` prints a line of JSON for every case.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.fuzz.outcome import forget_peak, peak_mb
from benchmarks.package_fuzz.sources import (
    SENDER,
    VECTOR,
    Pieces,
    described,
    pieces,
    sent,
    spelled,
)
from sirekap_desktop.exchange import envelope, keys, sirekap_json, workbook_file
from sirekap_desktop.exchange.figures import Figures
from sirekap_desktop.exchange.site import check_site, is_site, sign_sums, sums_text
from sirekap_desktop.exchange.transport import fetching
from sirekap_desktop.exchange.transport.folder import FolderStore
from sirekap_desktop.exchange.transport.problems import TransportError
from sirekap_desktop.exchange.transport.receipt import check_receipt
from sirekap_desktop.exchange.transport.source import open_source
from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs import figures_import

ADDRESSES, SECONDS = 2 << 30, 60
MIB = 2**20
_DIRECTORY_ENTRY = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
_TEN_MILLION = 10_000_000
Taking = Callable[[], object]
"""Takes what was made: what it costs is measured."""


def _with_directory(body: bytes, path: Path, comment: bytes = b"") -> Path:
    """An archive that lists ten million members; the listing is a hole in the file, its end is true."""
    with path.open("wb") as stream:
        stream.write(body + _DIRECTORY_ENTRY * 1000)
        stream.seek(len(body) + _TEN_MILLION * len(_DIRECTORY_ENTRY))
        stream.write(_end_of(_TEN_MILLION, len(body), comment))
    return path


def _end_of(count: int, start: int, comment: bytes = b"") -> bytes:
    """Of a directory whose small end says that it is small: what counts is the ZIP64 end before it."""
    size = count * len(_DIRECTORY_ENTRY)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, start + size, 1)
    return record + locator + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 47, start, len(comment)) + comment


def ten_million(folder: Path) -> Taking:
    return partial(_checked, _with_directory(_body(), folder / "p.zip"))


def ten_million_behind_a_comment(folder: Path) -> Taking:
    return partial(_checked, _with_directory(_body(), folder / "p.zip", b"c" * 60_000))


def _body() -> bytes:
    whole = sent().zip
    return whole[: whole.index(b"PK\x01\x02")]


def _checked(path: Path) -> None:
    """As a refusal what verification finds."""
    report = verify(path, with_documents=False)
    if report.findings:
        raise UserError(report.findings[0].message, f"[{len(report.findings)}]", code=report.findings[0].code)


def bomb(folder: Path) -> Taking:
    """A gigabyte in a megabyte."""
    with zipfile.ZipFile(folder / "p.zip", "w") as new:
        for name, data in _members():
            new.writestr(name, data)
        with new.open(zipfile.ZipInfo("objects/00/" + "0" * 64), "w", force_zip64=True) as stream:
            for _ in range(64):
                stream.write(bytes(MIB))
        packed = zipfile.ZipInfo("objects/00/" + "1" * 64)
        packed.compress_type = zipfile.ZIP_DEFLATED
        with new.open(packed, "w", force_zip64=True) as stream:
            for _ in range(1024):
                stream.write(bytes(MIB))
    return partial(_checked, folder / "p.zip")


def _members() -> list[tuple[str, bytes]]:
    whole = sent()
    return pieces(spelled(whole.manifest), whole.contents, SENDER).members()


def _lists(size: int) -> bytes:
    return b"[" + b"[]," * (size // 3) + b"[]]"


def manifest_of_lists(folder: Path) -> Taking:
    text = b'{"files":' + _lists(60 * MIB) + b',"kind":"sirekap-package","schema":1}'
    (folder / "p.zip").write_bytes(pieces(text, {}, SENDER).zip())
    return partial(_checked, folder / "p.zip")


def deep_manifest(folder: Path) -> Taking:
    (folder / "p.zip").write_bytes(pieces(b"[" * (60 * MIB), {}, SENDER).zip())
    return partial(_checked, folder / "p.zip")


def recap_of_lists(folder: Path) -> Taking:
    return partial(_checked, _lying(folder, {"rekap/ppwp.json": _lists(120 * MIB)}))


def audit_of_lies(folder: Path) -> Taking:
    """Fifty thousand rows, none of which follows the one before."""
    row = json.loads(sent().contents["audit/audit.jsonl"].splitlines()[0])
    lines = (spelled({**row, "seq": number, "detail": "{}"}) + b"\n" for number in range(1, 50_000))
    return partial(_checked, _lying(folder, {"audit/audit.jsonl": b"".join(lines)}))


def _lying(folder: Path, contents: dict[str, bytes]) -> Path:
    whole = sent()
    lies = {**whole.contents, **contents}
    text = spelled(described(whole.manifest, lies, SENDER))
    found = pieces(text, lies, SENDER)
    (folder / "p.zip").write_bytes(found.zip())
    return folder / "p.zip"


def folder_of_many(folder: Path) -> Taking:
    """Twenty thousand files that nobody listed: not one sentence for each."""
    _laid_out(folder / "p")
    for number in range(20_000):
        (folder / "p" / f"{number}").touch()
    return partial(_checked, folder / "p")


def _laid_out(target: Path, found: Pieces | None = None) -> None:
    members = found.members() if found else _members()
    for name, data in members:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(data)


def manifest_that_never_ends(folder: Path) -> Taking:
    _laid_out(folder / "p")
    (folder / "p" / "manifest.json").unlink()
    os.symlink("/dev/zero", folder / "p" / "manifest.json")
    return partial(_checked, folder / "p")


def object_that_never_comes(folder: Path) -> Taking:
    _laid_out(folder / "p")
    path = next((folder / "p" / "objects").glob("*/*"))
    path.unlink()
    os.mkfifo(path)
    return partial(_checked, folder / "p")


def manifest_that_never_comes(folder: Path) -> Taking:
    _laid_out(folder / "p")
    (folder / "p" / "manifest.json").unlink()
    os.mkfifo(folder / "p" / "manifest.json")
    return partial(_checked, folder / "p")


def object_to_be_sent_that_never_comes(folder: Path) -> Taking:
    _laid_out(folder / "p")
    path = next((folder / "p" / "objects").glob("*/*"))
    path.unlink()
    os.mkfifo(path)
    return partial(_sent, folder / "p")


def _sent(path: Path) -> None:
    found = open_source(path)
    for sha256 in found.objects:
        found.require(sha256)


def stick_with_pipes(folder: Path) -> Taking:
    """A destination whose object is a pipe: its signature is there, so it is fetched."""
    package = folder / "stik" / "760505-ULUMANDA" / ("r2-" + "0" * 16)
    _laid_out(folder / "stik" / "760505-ULUMANDA")
    package.mkdir()
    for name in ("manifest.json", "manifest.sig"):
        (folder / "stik" / "760505-ULUMANDA" / name).rename(package / name)
    path = next((folder / "stik" / "760505-ULUMANDA" / "objects").glob("*/*"))
    path.unlink()
    os.mkfifo(path)
    return partial(_fetched, FolderStore(folder / "stik"), folder / "diambil")


def _fetched(store: FolderStore, target: Path) -> None:
    for place in fetching.places(store):
        fetching.fetch(store, place, target)


def activation_of_lists(folder: Path) -> Taking:
    (folder / "a.sirekap").write_bytes(b'{"algorithm":' + _lists(31 * MIB) + b"}")
    return partial(envelope.read, folder / "a.sirekap")


def activation_that_never_ends(folder: Path) -> Taking:
    os.symlink("/dev/zero", folder / "a.sirekap")
    return partial(envelope.read, folder / "a.sirekap")


def activation_that_never_comes(folder: Path) -> Taking:
    os.mkfifo(folder / "a.sirekap")
    return partial(envelope.read, folder / "a.sirekap")


def activation_too_large(folder: Path) -> Taking:
    with (folder / "a.sirekap").open("wb") as stream:
        stream.truncate(3 << 30)
    return partial(envelope.read, folder / "a.sirekap")


def deep_receipt(_folder: Path) -> Taking:
    return partial(check_receipt, b'{"receipt":' + b"[" * MIB, "0" * 64, ())


def receipt_with_a_huge_number(_folder: Path) -> Taking:
    found = json.loads(sent().receipt)
    found["receipt"]["schema"] = 10**4000
    return partial(check_receipt, spelled(found), "0" * 64, ())


def figures_that_never_come(folder: Path) -> Taking:
    os.mkfifo(folder / "f.csv")
    return partial(figures_import.look, None, folder / "f.csv")  # the workspace is not asked before the file is read


def figures_that_never_end(folder: Path) -> Taking:
    os.symlink("/dev/zero", folder / "f.csv")
    return partial(figures_import.look, None, folder / "f.csv")


def folder_of_figures_with_pipes(folder: Path) -> Taking:
    os.mkfifo(folder / "7605052001001.json")
    return partial(_looked, folder)


def _looked(folder: Path) -> None:
    figures = Figures()
    sirekap_json.read_json(folder, None, lambda _facts: None, figures)
    raise UserError(figures.problems[0].message)


def workbook_of_many_parts(_folder: Path) -> Taking:
    data = _listing(2_000_000)
    return partial(workbook_file.read_workbook, data, "isian.xlsx", lambda _facts: None, Figures())


def archive_of_many_figures(_folder: Path) -> Taking:
    return partial(sirekap_json.read_json, Path("s.zip"), _listing(2_000_000), lambda _facts: None, Figures())


def _listing(count: int) -> bytes:
    """An archive of nothing but its directory."""
    start = b"PK\x03\x04" + bytes(26)
    return start + _DIRECTORY_ENTRY * count + _end_of(count, len(start))


def site_that_never_comes(folder: Path) -> Taking:
    os.mkfifo(folder / "SHA256SUMS")
    return partial(_checked_site, folder)


def file_of_a_site_that_never_comes(folder: Path) -> Taking:
    site = folder / "situs"
    site.mkdir()
    os.mkfifo(site / "index.html")
    (site / "kunci-publik.pem").write_bytes(keys.public_pem(keys.public_bytes(SENDER)))
    own = hashlib.sha256((site / "kunci-publik.pem").read_bytes()).hexdigest()
    sums = sums_text({"index.html": "0" * 64, "kunci-publik.pem": own})
    (site / "SHA256SUMS").write_bytes(sums)
    (site / "SHA256SUMS.sig").write_bytes(sign_sums(sums, SENDER))
    return partial(_checked_site, site)


def _checked_site(folder: Path) -> None:
    """What verification says, as a refusal; a folder that does not say that it is a site is no site."""
    if not is_site(folder):
        raise UserError("Folder ini bukan situs.")
    raise UserError(check_site(folder).findings[0].message)


CASES: tuple[Callable[[Path], Taking], ...] = (
    ten_million, ten_million_behind_a_comment, bomb, manifest_of_lists, deep_manifest, recap_of_lists, audit_of_lies,
    folder_of_many, manifest_that_never_ends, object_that_never_comes, manifest_that_never_comes, stick_with_pipes,
    object_to_be_sent_that_never_comes,
    activation_of_lists, activation_that_never_ends, activation_that_never_comes, activation_too_large, deep_receipt,
    receipt_with_a_huge_number, figures_that_never_come, figures_that_never_end, folder_of_figures_with_pipes,
    workbook_of_many_parts, archive_of_many_figures, site_that_never_comes,
    file_of_a_site_that_never_comes,
)  # fmt: skip


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    _checked(VECTOR / "paket.zip")  # what is loaded once is nobody's memory
    for case in CASES:
        folder = Path(sys.argv[1]) / case.__name__
        folder.mkdir()
        sys.stdout.write(json.dumps(_tried(case, folder)) + "\n")
        sys.stdout.flush()


def _tried(case: Callable[[Path], Taking], folder: Path) -> dict[str, object]:
    take = case(folder)
    forget_peak()
    before, started = peak_mb(), time.process_time()
    said, code = "", ""
    try:
        take()
    except (UserError, TransportError) as refusal:
        said, code = refusal.message, refusal.code
    took = time.process_time() - started
    return {"case": case.__name__, "said": said, "code": code, "mb": peak_mb() - before, "seconds": took}


if __name__ == "__main__":
    main()
