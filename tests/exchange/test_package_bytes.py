"""The package as bytes: written whole or not at all, and no byte of it is free."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sirekap_desktop.exchange import archives, keys, layout, manifest, package, stores
from sirekap_desktop.exchange.manifest import Manifest, PackageArea
from sirekap_desktop.forms.errors import UserError

AREA = PackageArea("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
CONTENTS = {
    "data/ppwp/7605052001001.json": b'{"a":1}',
    "dokumen/lembar.pdf": b"%PDF-1.7 " + bytes(range(256)) * 3,
    "foto/1.jpg": b"\xff\xd8" + b"one" * 50,
    "foto/2.jpg": b"\xff\xd8" + b"two" * 50,
    "foto/lagi.jpg": b"\xff\xd8" + b"two" * 50,
}


@pytest.fixture(scope="module")
def private() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def bare_manifest(private: Ed25519PrivateKey) -> Manifest:
    signer = keys.public_bytes(private).hex()
    return Manifest(
        1, manifest.KIND, "test", AREA, simulation=True, machine="m1", made_at="2024-02-15T10:00:00+08:00",
        signer=signer, recaps=(), files=(),
    )  # fmt: skip


def write(target: Path, private: Ed25519PrivateKey, contents: dict[str, bytes] = CONTENTS, **more) -> Path:
    with package.staging(target) as files:
        for name, data in contents.items():
            files.add_bytes(name, "document", "application/octet-stream", data)
        package.write_package(target, bare_manifest(private), files, private, **more)
    return target


def scan(path: Path) -> stores.Scan:
    return stores.scan(path, lambda count: None)


def places(path: Path) -> list[str]:
    return [finding.place for finding in scan(path).findings]


@pytest.fixture
def target(tmp_path: Path, private: Ed25519PrivateKey) -> Path:
    return write(tmp_path / "paket.zip", private)


def test_an_ordinary_zip_program_opens_the_package(target: Path) -> None:
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[:2] == ["manifest.json", "manifest.sig"]
        assert len(archive.namelist()) == 2 + len(set(CONTENTS.values()))


def test_the_same_contents_give_the_same_bytes(tmp_path: Path, target: Path, private: Ed25519PrivateKey) -> None:
    assert write(tmp_path / "again.zip", private).read_bytes() == target.read_bytes()


def test_an_untouched_package_has_no_findings(target: Path) -> None:
    found = scan(target)
    assert found.findings == []
    assert {found.read(hashlib.sha256(data).hexdigest(), 10_000) for data in CONTENTS.values()} == {*CONTENTS.values()}


def test_nothing_is_left_beside_the_package(target: Path) -> None:
    assert [path.name for path in target.parent.iterdir()] == ["paket.zip"]


def test_every_single_changed_byte_of_the_zip_is_noticed(target: Path) -> None:
    original = target.read_bytes()
    silent = []
    for offset in range(len(original)):
        changed = bytearray(original)
        changed[offset] ^= 1 << (offset % 8)
        target.write_bytes(changed)
        try:
            if not scan(target).findings:
                silent.append(offset)
        except UserError:
            pass  # refused as a whole
    assert silent == []


def test_a_changed_byte_in_an_object_names_that_object_and_nothing_else(target: Path) -> None:
    original = target.read_bytes()
    for name, data in CONTENTS.items():
        at = original.index(data) + len(data) // 2
        target.write_bytes(original[:at] + bytes([original[at] ^ 8]) + original[at + 1 :])
        assert len(places(target)) == 1
        assert name in places(target)[0]


def test_a_changed_byte_in_the_zip_headers_names_the_place(target: Path) -> None:
    original = bytearray(target.read_bytes())
    original[original.rindex(b"PK\x01\x02") + 38] ^= 1
    target.write_bytes(original)
    (place,) = places(target)
    assert place.startswith("daftar isi zip untuk objects/")


@pytest.mark.parametrize("name", ["manifest.json", "manifest.sig"])
def test_a_change_of_manifest_or_signature_is_told_apart(target: Path, name: str) -> None:
    with zipfile.ZipFile(target) as archive:
        info = archive.getinfo(name)
        data = archive.read(name)
    original = bytearray(target.read_bytes())
    at = (
        info.header_offset
        + layout.header_size(name)
        + data.index(b'"signer' if name.endswith("json") else b"nature")
        + 12
    )
    original[at] = ord("0") if original[at] != ord("0") else ord("1")
    target.write_bytes(original)
    assert places(target) == [name]


def test_a_cut_package_says_so_and_names_what_is_missing_when_repacked(target: Path, tmp_path: Path) -> None:
    target.write_bytes(target.read_bytes()[:-30])
    assert [f.code for f in scan(target).findings] == ["zip.rewritten", "zip.directory"]


def repacked(source: Path, target: Path, change, **options) -> Path:
    """The package as another zip program would write it after a person's change."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", **options) as new:
        for name in old.namelist():
            change(new, name, old.read(name))
    return target


def test_a_repacked_package_is_named_with_what_was_left_out(target: Path, tmp_path: Path) -> None:
    gone = manifest.object_name(hashlib.sha256(CONTENTS["foto/1.jpg"]).hexdigest())
    other = repacked(target, tmp_path / "b.zip", lambda new, name, data: name != gone and new.writestr(name, data))
    found = scan(other)
    assert [(f.code, f.place) for f in found.findings] == [("zip.rewritten", "b.zip"), ("object.missing", "foto/1.jpg")]
    assert found.places == {}


def hostile_link(new: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("objects/00/link")
    info.external_attr = 0o120777 << 16
    new.writestr(info, "/etc/passwd")


def hostile_bomb(new: zipfile.ZipFile) -> None:
    new.writestr("objects/00/" + "0" * 64, bytes(10**6), compress_type=zipfile.ZIP_DEFLATED)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("trick", "code"),
    [
        (lambda new: new.writestr("../../evil.txt", b"x"), "zip.name"),
        (lambda new: new.writestr("/abs.txt", b"x"), "zip.name"),
        (hostile_link, "zip.name"),
        (hostile_bomb, "zip.name"),
        (lambda new: new.writestr("manifest.json", b"{}"), "zip.duplicate"),
        (lambda new: new.writestr("objects/00/" + "0" * 64, b"x"), "object.extra"),
    ],
    ids=["traversal", "absolute", "link", "bomb", "duplicate", "extra"],
)
def test_tricks_of_hostile_zips_are_refused_by_name(target: Path, tmp_path: Path, trick, code: str) -> None:
    other = repacked(target, tmp_path / "b.zip", lambda new, name, data: new.writestr(name, data))
    with zipfile.ZipFile(other, "a") as new:
        trick(new)
    before = set(tmp_path.rglob("*"))
    assert code in {finding.code for finding in scan(other).findings}
    assert set(tmp_path.rglob("*")) == before


def test_a_text_file_is_not_a_package(tmp_path: Path) -> None:
    path = tmp_path / "notes.zip"
    path.write_text("not a zip " * 100)
    with pytest.raises(UserError, match="bukan paket"):
        scan(path)


def test_bytes_after_the_end_are_noticed(target: Path) -> None:
    target.write_bytes(target.read_bytes() + b"x")
    assert "zip.rewritten" in {finding.code for finding in scan(target).findings}


def test_members_beyond_four_gigabytes_are_placed_with_zip64(tmp_path: Path) -> None:
    big = 0xF000_0000
    names = ["a", "b", "c"]
    placed = layout.placed([(name, big) for name in names])
    path = tmp_path / "sparse.zip"
    with path.open("wb") as stream:
        for member in placed:
            stream.seek(member.offset)
            stream.write(layout.local_header(member.name, member.size, member.crc))
        stream.seek(placed[-1].offset + layout.header_size("c") + big)
        stream.writelines(layout.directory(placed))
    assert path.stat().st_size == layout.total_size(placed)
    with zipfile.ZipFile(path) as archive:
        assert [(i.filename, i.file_size, i.header_offset) for i in archive.infolist()] == [
            (m.name, m.size, m.offset) for m in placed
        ]
        with archive.open("c") as stream:
            assert stream.read(10) == bytes(10)


def test_a_folder_package_is_checked_like_a_zip(tmp_path: Path, private: Ed25519PrivateKey) -> None:
    folder = write(tmp_path / "paket", private)
    assert scan(folder).findings == []
    for path in [p for p in folder.rglob("*") if p.is_file()]:
        original = path.read_bytes()
        for offset in random.Random(1).sample(range(len(original)), min(7, len(original))):
            path.write_bytes(original[:offset] + bytes([original[offset] ^ 4]) + original[offset + 1 :])
            assert scan(folder).findings, (path, offset)
        path.write_bytes(original)


def test_a_folder_package_names_missing_extra_and_links(tmp_path: Path, private: Ed25519PrivateKey) -> None:
    folder = write(tmp_path / "paket", private)
    (folder / manifest.object_name(hashlib.sha256(CONTENTS["foto/1.jpg"]).hexdigest())).unlink()
    (folder / "catatan.txt").write_text("x")
    (folder / "tautan").symlink_to("/etc/passwd")
    assert {(f.code, f.place) for f in scan(folder).findings} == {
        ("object.missing", "foto/1.jpg"),
        ("object.extra", "catatan.txt"),
        ("object.link", "tautan"),
    }


def test_writing_a_folder_again_adds_what_is_missing_and_drops_what_is_old(
    tmp_path: Path, private: Ed25519PrivateKey
) -> None:
    folder = write(tmp_path / "paket", private)
    kept = folder / manifest.object_name(hashlib.sha256(CONTENTS["foto/1.jpg"]).hexdigest())
    before = kept.stat().st_mtime_ns
    write(folder, private, CONTENTS | {"dokumen/lembar.pdf": b"new"})
    assert scan(folder).findings == []
    assert kept.stat().st_mtime_ns == before


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, private: Ed25519PrivateKey) -> None:
    (tmp_path / "foto-keluarga").mkdir()
    with pytest.raises(UserError) as caught:
        write(tmp_path, private)
    assert caught.value.code == "package.not_a_package"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_leaves_the_old_package_whole(
    target: Path, private: Ed25519PrivateKey, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = target.read_bytes()

    def full(*_args: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(package.os, "fsync", full)
    with pytest.raises(UserError) as caught:
        write(target, private, CONTENTS | {"neu.txt": b"new"})
    assert caught.value.code == "disk.full"
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["paket.zip"]


def test_a_photo_that_changed_in_the_workspace_stops_the_package(tmp_path: Path, private: Ed25519PrivateKey) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"changed")
    with package.staging(tmp_path / "p.zip") as files:
        files.add_file("foto/1.jpg", "image", "image/jpeg", photo, sha256="0" * 64)
        with pytest.raises(UserError) as caught:
            package.write_package(tmp_path / "p.zip", bare_manifest(private), files, private)
    assert caught.value.code == "package.source_changed"
    assert not (tmp_path / "p.zip").exists()


def test_cancelling_leaves_nothing(tmp_path: Path, private: Ed25519PrivateKey) -> None:
    with pytest.raises(UserError) as caught:
        write(tmp_path / "p.zip", private, cancelled=lambda: True)
    assert caught.value.code == "package.cancelled"
    assert list(tmp_path.iterdir()) == []


def test_progress_ends_at_the_total(tmp_path: Path, private: Ed25519PrivateKey) -> None:
    told: list[package.PackageProgress] = []
    write(tmp_path / "p.zip", private, progress=told.append)
    assert told[-1].done == told[-1].total == sum(len(data) for data in set(CONTENTS.values()))


def test_large_objects_are_copied_in_pieces(tmp_path: Path, private: Ed25519PrivateKey, monkeypatch) -> None:
    """Memory stays flat because no read asks for more than one piece."""
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(bytes(3 * 2**20))
    done: list[int] = [0]
    monkeypatch.setattr(archives, "CHUNK", 1 << 18)
    with package.staging(tmp_path / "p.zip") as files:
        sha256 = hashlib.sha256(photo.read_bytes()).hexdigest()
        files.add_file("foto/1.jpg", "image", "image/jpeg", photo, sha256=sha256)
        package.write_package(
            tmp_path / "p.zip", bare_manifest(private), files, private, progress=lambda p: done.append(p.done)
        )
    assert max(after - before for before, after in pairwise(done)) == 1 << 18


def test_what_a_killed_writing_left_is_removed_when_it_is_old(tmp_path: Path, private: Ed25519PrivateKey) -> None:
    (tmp_path / ".paket-lama").mkdir()
    (tmp_path / ".paket-lama" / "isi").write_bytes(b"x")
    (tmp_path / ".paket-baru").mkdir()
    (tmp_path / ".r1.zip.part").write_bytes(b"x")
    for name in (".paket-lama", ".r1.zip.part"):
        os.utime(tmp_path / name, (0, 0))
    write(tmp_path / "paket.zip", private)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".paket-baru", "paket.zip"]
