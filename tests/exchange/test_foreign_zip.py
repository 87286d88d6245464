"""Archives of unknown origin: plain members are read, everything else is refused with a sentence."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sirekap_desktop.exchange import foreign_zip
from sirekap_desktop.exchange.foreign_zip import Archive
from sirekap_desktop.forms.errors import UserError

MEGA = 2**20


def made(path: Path, *items: tuple[zipfile.ZipInfo | str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in items:
            archive.writestr(name, data)
    return path


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def reasons(path: Path) -> dict[str, str]:
    with Archive(path) as archive:
        return {item.name: item.reason for item in archive.refused}


def test_members_are_read_whole_with_their_folders(tmp_path: Path):
    path = made(tmp_path / "a.zip", ("desa/1.jpg", b"satu"), ("desa/dalam/2.jpg", b"dua"))
    with Archive(path) as archive:
        assert [(item.name, archive.read(item, MEGA)) for item in archive.members] == [
            ("desa/1.jpg", b"satu"),
            ("desa/dalam/2.jpg", b"dua"),
        ]
        assert archive.refused == []


def test_the_same_name_twice_gives_both_contents(tmp_path: Path):
    with pytest.warns(UserWarning, match="Duplicate"):
        path = made(tmp_path / "a.zip", ("1.jpg", b"satu"), ("1.jpg", b"dua"))
    with Archive(path) as archive:
        assert [archive.read(item, MEGA) for item in archive.members] == [b"satu", b"dua"]


@pytest.mark.parametrize(
    "name", ["../1.jpg", "a/../../1.jpg", "/etc/1.jpg", "C:/1.jpg", "a\\..\\1.jpg", "a\n1.jpg", "a/" * 40 + "1.jpg"]
)
def test_a_name_that_leaves_the_archive_is_refused(tmp_path: Path, name: str):
    path = made(tmp_path / "a.zip", (name, b"x"), ("baik.jpg", b"x"))
    with Archive(path) as archive:
        assert [item.name for item in archive.members] == ["baik.jpg"]
        assert [item.reason for item in archive.refused] == ["Namanya menunjuk ke luar arsip; tidak dibaca."]


def test_links_archives_in_archives_and_bombs_are_refused_each_with_its_sentence(tmp_path: Path):
    path = made(
        tmp_path / "a.zip", (link("tautan.jpg"), b"/etc/passwd"), ("dalam.zip", b"PK"), ("bom.jpg", bytes(300 * MEGA))
    )
    found = reasons(path)
    assert set(found) == {"tautan.jpg", "dalam.zip", "bom.jpg"}
    assert len(set(found.values())) == 3
    assert all(reason.endswith(".") for reason in found.values())


def test_an_encrypted_member_is_refused(tmp_path: Path):
    path = made(tmp_path / "a.zip", ("1.jpg", b"rahasia"))
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(bytes(data))
    assert "bersandi" in reasons(path)["1.jpg"]


def test_a_member_that_is_larger_than_it_says_is_not_believed(tmp_path: Path):
    path = made(tmp_path / "a.zip", ("1.jpg", bytes(1000)))
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    with Archive(path) as archive, pytest.raises(ValueError, match=r"arsip.*\."):
        archive.read(archive.members[0], MEGA)


def test_a_member_over_the_limit_is_not_unpacked(tmp_path: Path):
    path = made(tmp_path / "a.zip", ("1.jpg", bytes(3 * MEGA)), method=zipfile.ZIP_STORED)
    with Archive(path) as archive, pytest.raises(ValueError, match="lebih besar dari 2 MB"):
        archive.read(archive.members[0], 2 * MEGA)


def test_overlapping_members_refuse_the_whole_archive(tmp_path: Path):
    path = made(tmp_path / "a.zip", *((f"{n}.jpg", bytes(1000)) for n in range(9)), method=zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 20 : at + 24] = (5000).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    with pytest.raises(UserError) as refused:
        Archive(path)
    assert refused.value.code == "archive.hostile"


def test_too_many_members_refuse_the_whole_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(foreign_zip, "MAX_MEMBERS", 3)
    path = made(tmp_path / "a.zip", *((f"{n}.jpg", b"x") for n in range(4)))
    with pytest.raises(UserError, match="lebih dari 3 berkas"):
        Archive(path)


def test_an_end_that_hides_a_larger_directory_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The old end states an empty directory; the library goes by the second end of large archives right before it."""
    monkeypatch.setattr(foreign_zip, "MAX_MEMBERS", 100)
    path = made(tmp_path / "a.zip", *((f"{n:0200}.jpg", b"") for n in range(2000)))
    data = path.read_bytes()
    size, start = struct.unpack("<LL", data[-22 + 12 : -22 + 20])
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 2000, 2000, size, start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, start + size, 1)
    path.write_bytes(data[:-22] + large + locator + b"PK\5\6" + bytes(18))
    monkeypatch.setattr(zipfile, "ZipInfo", None)
    with pytest.raises(UserError, match="lebih dari 100 berkas"):
        Archive(path)


def test_a_pipe_is_not_waited_for(tmp_path: Path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(tmp_path / "a.zip")
    with pytest.raises(UserError) as refused:
        Archive(tmp_path / "a.zip")
    assert refused.value.code == "archive.missing"


@pytest.mark.parametrize("data", [b"", b"bukan zip", b"PK\x05\x06" + bytes(5)])
def test_what_is_no_archive_is_said_to_be_damaged(tmp_path: Path, data: bytes):
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(UserError) as refused:
        Archive(tmp_path / "a.zip")
    assert refused.value.code == "archive.damaged"


def _good() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"desa/{number}.jpg", bytes(range(200)) * 5)
    return target.getvalue()


GOOD = _good()


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6))
@settings(deadline=None, max_examples=300)
def test_any_changed_bytes_give_a_sentence_or_the_content_and_never_a_crash(tmp_path_factory, changes):
    data = bytearray(GOOD)
    for at, value in changes:
        data[at] = value
    path = tmp_path_factory.getbasetemp() / "rusak.zip"
    path.write_bytes(bytes(data))
    said = ""
    try:
        with Archive(path) as archive:
            for member in archive.members:
                try:
                    assert len(archive.read(member, MEGA)) == member.size
                except ValueError as error:
                    said = str(error)
    except UserError as error:
        said = error.message
    assert not said or said.endswith(".")
