"""Whatever a stranger puts on a stick is refused in a sentence: nothing is written, waited for, or held in memory."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.package_fuzz.jsonchange import changed
from benchmarks.package_fuzz.judging import is_sentence
from benchmarks.package_fuzz.sources import SENDER, STRANGER, Pieces, described, pieces, sent, signer, spelled
from sirekap_desktop.exchange.manifest import object_name, sign
from sirekap_desktop.exchange.verify import VerifyReport, verify
from sirekap_desktop.forms import bundle
from sirekap_desktop.forms.errors import UserError, shown
from sirekap_desktop.forms.loader import form_document, load_form_bytes, part_document
from sirekap_desktop.forms.plainfile import TooLargeError, read_plain
from tests.exchange import heavy

ROOT = Path(__file__).resolve().parents[2]
OBJECT = "objects/00/" + "0" * 64
needs_posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and limits of a process are those of POSIX")


def whole() -> Pieces:
    return pieces(spelled(sent().manifest), sent().contents, SENDER)


def laid_out(folder: Path, found: Pieces | None = None) -> Path:
    """As a folder package."""
    for name, data in (found or whole()).members():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def written(path: Path, found: Pieces) -> Path:
    path.write_bytes(found.zip())
    return path


def refusal(path: Path) -> VerifyReport:
    """What is said of a hostile package; each is a sentence, and nothing lies where it did not lie before."""
    before = sorted(path.parent.rglob("*"))
    report = verify(path, with_documents=False)
    assert sorted(path.parent.rglob("*")) == before
    assert report.findings
    assert all(is_sentence(finding.message) for finding in report.findings), report.findings
    return report


def codes(report: VerifyReport) -> set[str]:
    return {finding.code for finding in report.findings}


def test_what_these_tests_change_is_whole_before(tmp_path: Path) -> None:
    assert verify(written(tmp_path / "p.zip", whole()), signer(SENDER)).ok
    assert verify(laid_out(tmp_path / "p"), signer(SENDER)).ok


# --- the archive ------------------------------------------------------------------------------------------------------

Trick = Callable[[zipfile.ZipFile], object]


def put(name: str, data: bytes = b"x", **about: object) -> Trick:
    def add(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        for key, value in about.items():
            setattr(info, key, value)
        archive.writestr(info, data)

    return add


def nested(archive: zipfile.ZipFile) -> None:
    archive.writestr(OBJECT + ".zip", sent().zip)


ARCHIVES: dict[str, tuple[Trick, str]] = {
    "above": (put("../../luar.txt"), "zip.name"),
    "absolute": (put("/tmp/luar.txt"), "zip.name"),
    "drive": (put("C:\\luar.txt"), "zip.name"),
    "backslash": (put("..\\luar.txt"), "zip.name"),
    "folder": (put("objects/"), "zip.name"),
    "link": (put(OBJECT, b"/etc/passwd", external_attr=0o120777 << 16), "zip.name"),
    "device": (put(OBJECT, external_attr=0o020666 << 16), "zip.name"),
    "pipe": (put(OBJECT, external_attr=0o010644 << 16), "zip.name"),
    "compressed": (put(OBJECT, bytes(10**6), compress_type=zipfile.ZIP_DEFLATED), "zip.name"),
    "nested": (nested, "zip.name"),
    "twice": (put("manifest.json", b"{}"), "zip.duplicate"),
    "other case": (put("MANIFEST.JSON", b"{}"), "zip.name"),
    "object in capitals": (put(OBJECT.upper()), "zip.name"),
    "composed otherwise": (put(unicodedata.normalize("NFD", "objects/é")), "zip.name"),
    "control characters": (put("objects/\x1b[2J\n"), "zip.name"),
    "endless name": (put("a" * 60_000), "zip.name"),
    "not listed": (put(OBJECT), "object.extra"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ARCHIVES)
def test_a_trick_of_an_archive_is_refused_by_name(name: str, tmp_path: Path) -> None:
    trick, code = ARCHIVES[name]
    path = written(tmp_path / "p.zip", whole())
    with zipfile.ZipFile(path, "a") as archive:
        trick(archive)
    assert codes(refusal(path)) >= {"zip.rewritten", code}


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "p.zip", whole())
    data = bytearray(path.read_bytes() + b" ")
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data[:-1] + b"")
    assert codes(refusal(path)) == {"zip.structure"}


# --- the folder -------------------------------------------------------------------------------------------------------


def object_path(folder: Path) -> Path:
    return next(path for path in sorted((folder / "objects").glob("*/*")))


def linked_object(folder: Path) -> None:
    """The right bytes, but elsewhere."""
    path = object_path(folder)
    path.rename(folder.parent / "luar")
    path.symlink_to(folder.parent / "luar")


def linked_folder(folder: Path) -> None:
    path = object_path(folder).parent
    path.rename(folder.parent / "luar")
    path.symlink_to(folder.parent / "luar")


def linked_objects(folder: Path) -> None:
    (folder / "objects").rename(folder.parent / "luar")
    (folder / "objects").symlink_to(folder.parent / "luar")


def loop(folder: Path) -> None:
    (folder / "objects" / "00").symlink_to(folder)


def pipe(folder: Path) -> None:
    path = object_path(folder)
    path.unlink()
    os.mkfifo(path)


def endless(folder: Path) -> None:
    path = object_path(folder)
    path.unlink()
    path.symlink_to("/dev/zero")


def manifest_pipe(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    os.mkfifo(folder / "manifest.json")


def manifest_link(folder: Path) -> None:
    (folder / "manifest.json").rename(folder.parent / "luar")
    (folder / "manifest.json").symlink_to(folder.parent / "luar")


def folder_as_object(folder: Path) -> None:
    path = object_path(folder)
    path.unlink()
    path.mkdir()


def name_that_is_no_text(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\x1b[2J\n")).touch()


FOLDERS: dict[str, tuple[Callable[[Path], None], str]] = {
    "object linked": (linked_object, "object.link"),
    "folder linked": (linked_folder, "object.link"),
    "all objects linked": (linked_objects, "object.link"),
    "loop": (loop, "object.link"),
    "pipe": (pipe, "object.link"),
    "endless device": (endless, "object.link"),
    "manifest a pipe": (manifest_pipe, "object.link"),
    "manifest linked": (manifest_link, "object.link"),
    "folder for a file": (folder_as_object, "object.missing"),
    "name that is no text": (name_that_is_no_text, "object.extra"),
    "other case": (lambda folder: (folder / "Manifest.JSON").write_bytes(b"{}"), "object.extra"),
    "composed otherwise": (
        lambda folder: (folder / unicodedata.normalize("NFD", "é.json")).write_bytes(b"{}"), "object.extra",
    ),
}  # fmt: skip


@needs_posix
@pytest.mark.parametrize("name", FOLDERS)
def test_a_trick_of_a_folder_is_refused_by_name(name: str, tmp_path: Path) -> None:
    trick, code = FOLDERS[name]
    (tmp_path / "sini").mkdir()
    folder = laid_out(tmp_path / "sini" / "p")
    trick(folder)
    assert code in codes(refusal(folder))


@needs_posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "p")
    object_path(folder).chmod(0)
    with pytest.raises(UserError, match="tidak dapat dibaca"):
        verify(folder)


# --- manifest and contents --------------------------------------------------------------------------------------------


def manifested(change: Callable[[dict], object]) -> bytes:
    found = json.loads(spelled(sent().manifest))
    change(found)
    return spelled(found)


def file_name(name: str) -> Callable[[dict], object]:
    return lambda found: found["files"][-1].update(name=name)


def deep(depth: int) -> object:
    return deep(depth - 1) if depth == 0 else [deep(depth - 1)] if depth > 0 else 0


MANIFESTS: dict[str, bytes] = {
    "name above": manifested(file_name("zz/../../luar")),
    "absolute name": manifested(file_name("/zz")),
    "name of a drive": manifested(file_name("zz:/x")),
    "hidden name": manifested(file_name("zz/.x")),
    "name in another script": manifested(file_name("zzé")),
    "name twice": manifested(lambda found: found["files"].append(found["files"][-1])),
    "hash in capitals": manifested(lambda found: found["files"][0].update(sha256="AB" * 32)),
    "hash that is a path": manifested(lambda found: found["files"][0].update(sha256="../" * 21 + "x")),
    "size below zero": manifested(lambda found: found["files"][0].update(size=-1)),
    "size beyond all": manifested(lambda found: found["files"][0].update(size=10**30)),
    "size that is a truth": manifested(lambda found: found["files"][0].update(size=True)),
    "size with a fraction": manifested(lambda found: found["files"][0].update(size=1.0)),
    "list for a text": manifested(lambda found: found.update(machine=["m"])),
    "null for a list": manifested(lambda found: found.update(files=None)),
    "text for a list": manifested(lambda found: found.update(recaps="ppwp")),
    "schema of the future": manifested(lambda found: found.update(schema=99)),
    "schema that is a truth": manifested(lambda found: found.update(schema=True)),
    "key too many": manifested(lambda found: found.update(zz=0)),
    "key missing": manifested(lambda found: found.pop("machine")),
    "half a character": manifested(lambda found: found.update(program="\ud800")),
    "depth": b'{"files":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "huge number": b'{"schema":' + b"9" * 100_000 + b"}",
    "no number": b'{"schema":NaN}',
    "infinity": b'{"schema":1e999}',
    "key twice": spelled(sent().manifest).replace(b'"machine":', b'"machine":"x","machine":', 1),
    "byte order mark": b"\xef\xbb\xbf" + spelled(sent().manifest),
    "UTF-16": spelled(sent().manifest).decode().encode("utf-16"),
    "spaces": json.dumps(sent().manifest, sort_keys=True).encode(),
    "newline": spelled(sent().manifest) + b"\n",
    "nothing": b"",
    "null": b"null",
}  # fmt: skip


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_signed_manifest_that_is_none_is_refused(name: str, tmp_path: Path) -> None:
    text = MANIFESTS[name]
    for path in (
        written(tmp_path / "p.zip", pieces(text, sent().contents, SENDER)),
        laid_out(tmp_path / "p", pieces(text, sent().contents, SENDER)),
    ):
        report = refusal(path)
        assert codes(report) <= {"manifest.damaged", "manifest.missing"}
        assert report.fingerprint is None


def lie(changes: dict[str, Callable[[bytes], bytes]]) -> Pieces:
    contents = {name: changes.get(name, lambda data: data)(data) for name, data in sent().contents.items()}
    return pieces(spelled(described(sent().manifest, contents, SENDER)), contents, SENDER)


def edited(change: Callable[[dict], object]) -> Callable[[bytes], bytes]:
    def apply(data: bytes) -> bytes:
        found = json.loads(data)
        change(found)
        return spelled(found)

    return apply


DATA, RECAP, MEETING = "data/ppwp/7605052001001.json", "rekap/ppwp.json", "rapat/ppwp.json"
CONTENTS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "deep JSON": (DATA, lambda data: b"[" * 100_000, "content.format"),
    "huge number": (DATA, edited(lambda found: found["values"][0].update(value=10**400)), "content.format"),
    "number of another database": (DATA, edited(lambda found: found.update(number=2**63)), "content.format"),
    "no number": (DATA, lambda data: data.replace(b'"confidence":', b'"confidence":NaN,"x":', 1), "content.format"),
    "infinity": (
        DATA, edited(lambda found: found["readings"][0]["fields"][0].update(confidence=float("inf"))), "content.format",
    ),
    "beyond infinity": (
        DATA,
        lambda data: re.sub(rb'"confidence":[0-9.]+', b'"confidence":1e999', data, count=1),
        "content.format",
    ),
    "key twice": (DATA, lambda data: data.replace(b'"dpt_l":', b'"dpt_l":1,"dpt_l":', 1), "content.format"),
    "other spelling": (DATA, lambda data: json.dumps(json.loads(data)).encode(), "content.format"),
    "table without cells": (RECAP, edited(lambda found: found["desa_tables"][0].update(cells=[])), "content.format"),
    "table without columns": (
        RECAP, edited(lambda found: found["kecamatan_table"].update(columns=[])), "content.format",
    ),
    "meeting in depth": (
        MEETING, edited(lambda found: found["lines"][0].update(body="[" * 100_000)), "meeting.facts",
    ),
    "audit in another spelling": (
        "audit/audit.jsonl", lambda data: data.replace(b'{"at":', b'{ "at":', 1), "audit.format",
    ),
    "audit without an end": ("audit/audit.jsonl", lambda data: data + b"x" * 5_000_000, "audit.format"),
    "terminal codes": (
        RECAP, edited(lambda found: found["desa_tables"][0].update(name="\x1b[2J\nSAMBABO" * 900)), "recap.manifest",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTENTS)
def test_signed_nonsense_is_found_and_told_in_words(name: str, tmp_path: Path) -> None:
    place, change, code = CONTENTS[name]
    assert change(sent().contents[place]) != sent().contents[place]
    assert code in codes(refusal(written(tmp_path / "p.zip", lie({place: change}))))


def test_an_audit_beyond_measure_is_not_read(tmp_path: Path) -> None:
    found = described(sent().manifest, sent().contents, SENDER)
    next(file for file in found["files"] if file["kind"] == "audit")["size"] = 3 << 30
    report = refusal(laid_out(tmp_path / "p", pieces(spelled(found), sent().contents, SENDER)))
    assert codes(report) >= {"object.changed", "audit.format"}


# --- pieces of other packages -----------------------------------------------------------------------------------------


def test_a_signature_of_another_package_is_refused(tmp_path: Path) -> None:
    other = lie({DATA: lambda data: data.replace(b"TYPED", b"typed") + b" "})
    mixed = Pieces(whole().manifest, other.signature, whole().objects)
    report = refusal(written(tmp_path / "p.zip", mixed))
    assert (codes(report), report.fingerprint) == ({"signature.wrong"}, None)


def test_a_signature_of_another_key_is_refused(tmp_path: Path) -> None:
    mixed = Pieces(whole().manifest, sign(whole().manifest, STRANGER), whole().objects)
    assert codes(refusal(written(tmp_path / "p.zip", mixed))) == {"signature.wrong"}


def test_a_manifest_with_the_objects_of_another_package_names_each(tmp_path: Path) -> None:
    other = lie({DATA: lambda data: data + b" ", RECAP: lambda data: data + b" "})
    report = refusal(laid_out(tmp_path / "p", Pieces(whole().manifest, whole().signature, other.objects)))
    assert {(one.code, one.place) for one in report.findings} >= {("object.missing", DATA), ("object.missing", RECAP)}
    assert "object.extra" in codes(report)


def test_objects_that_changed_places_are_refused(tmp_path: Path) -> None:
    objects = dict(whole().objects)
    one, two = sorted(objects, key=lambda name: len(objects[name]))[:2]
    objects[one], objects[two] = objects[two], objects[one]
    folder = laid_out(tmp_path / "p", Pieces(whole().manifest, whole().signature, objects))
    assert codes(refusal(folder)) >= {"object.changed"}
    assert hashlib.sha256((folder / object_name(one)).read_bytes()).hexdigest() == two


def test_a_changed_form_file_is_refused_in_words_or_is_another_form() -> None:
    """Forms come with an activation file; who signs that may write what he likes."""
    form, part = form_document("c-hasil-dpd-2024").value, part_document("pdpd-2024").value
    assert load_form_bytes("f", bundle.pack(form, part)).id == "c-hasil-dpd-2024"
    refusals = [form_refusal(bundle.pack(changed(random.Random(index), form), part)) for index in range(120)]
    said = [refusal for refusal in refusals if refusal]
    assert len(said) > 60
    assert all(map(is_sentence, said))


def form_refusal(data: bytes) -> str:
    """What is said of a form file; nothing when it is one."""
    try:
        load_form_bytes("f", data)
    except UserError as refusal:
        return str(refusal)
    return ""


# --- sentences and readers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("DESA 1", "DESA 1"),
        ("a\nb\x1b[2J", "a\\nb\\x1b[2J"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\udcff", "\\udcff"),
        ("x" * 500, "x" * 399 + "…"),
    ],
)
def test_text_of_strangers_is_one_line_that_no_terminal_obeys(text: str, plain: str) -> None:
    assert shown(text) == plain


@needs_posix
def test_only_a_plain_file_is_read_and_no_more_of_it_than_allowed(tmp_path: Path) -> None:
    (tmp_path / "isi").write_bytes(b"12345")
    assert read_plain(tmp_path / "isi", 5) == b"12345"
    with pytest.raises(TooLargeError):
        read_plain(tmp_path / "isi", 4)
    os.mkfifo(tmp_path / "pipa")
    for path in (tmp_path, tmp_path / "pipa", Path("/dev/zero"), tmp_path / "tidak-ada"):
        with pytest.raises(OSError, match=r".") as refused:
            read_plain(path, 100)
        assert not isinstance(refused.value, TooLargeError)


# --- what would fill the memory, or never end -------------------------------------------------------------------------

MOST_MB, MOST_SECONDS = 250, 20
HEAVY = tuple(case.__name__ for case in heavy.CASES)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """Every heavy case in one process with little memory and time; what it said."""
    folder = tmp_path_factory.mktemp("berat")
    command = [sys.executable, "-m", "tests.exchange.heavy", str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=240, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    return {one["case"]: one for one in map(json.loads, run.stdout.splitlines())}


@needs_posix
@pytest.mark.parametrize("name", HEAVY)
def test_what_would_fill_the_memory_is_refused_with_little_of_it(name: str, told: dict[str, dict]) -> None:
    found = told[name]
    assert is_sentence(found["said"]), found
    assert found["mb"] < MOST_MB
    assert found["seconds"] < MOST_SECONDS
