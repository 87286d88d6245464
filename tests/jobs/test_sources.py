"""Photos as Sirekap and KPPS name them, in folders and archives: placed by their names, asked about a conflict."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from kecamatan import FORM, TPS, page_photo, save_photos
from sirekap_records import write_zip

from sirekap_desktop.jobs import importing, sources
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.jobs.sources import Sources
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr.naming import named_page, named_pemilihan, tps_code

CODE = TPS[0].code
UUID = "0a1b2c3d-4e5f-6789-abcd-123456789012"


def sirekap_name(page: int, pemilihan: str = "ppwp") -> str:
    """As published: folders by twos, code, day, time and a random name."""
    folders = "/".join(CODE[at : at + 2] for at in range(0, 10, 2))
    return f"pemilu/{pemilihan}/{folders}/{CODE}-20240214-19350{page}--{UUID}.jpg"


def outcomes(summary: importing.ImportSummary) -> list[ImportOutcome]:
    return [item.outcome for item in summary.items]


@pytest.mark.parametrize(
    ("name", "code", "pemilihan", "page"),
    [
        (sirekap_name(2), CODE, "ppwp", None),
        (f"foto/{CODE}/C.HASIL-hal2.jpg", CODE, None, 2),
        (f"PDPR/{CODE}_Halaman 03.jpg", CODE, "pdpr", 3),
        (f"pdpr/ppwp/{CODE}-page-1.png", CODE, "ppwp", 1),
        ("IMG-20240214-WA0012.jpg", None, None, None),
        (f"{CODE}-hal1-hal2.jpg", CODE, None, None),
        (f"{CODE}-kendal2.jpg", CODE, None, None),
        (f"{CODE}-hal123.jpg", CODE, None, None),
    ],
)
def test_names_say_tps_pemilihan_and_page(name: str, code: str | None, pemilihan: str | None, page: int | None):
    assert (tps_code(name), named_pemilihan(name), named_page(name)) == (code, pemilihan, page)


def test_an_archive_of_photos_as_sirekap_names_them_finds_its_places(workspace: Workspace, tmp_path: Path):
    files = {sirekap_name(page): page_photo(0, page) for page in (1, 2, 3)}
    path = write_zip(tmp_path / "sirekap-foto.zip", {**files, "catatan.txt": b"bukan foto"})
    summary = import_paths(workspace, [path])
    assert outcomes(summary) == [ImportOutcome.ACCEPTED] * 3
    assert [(item.tps, item.page) for item in summary.items] == [(CODE, 1), (CODE, 2), (CODE, 3)]
    assert summary.items[0].source == str(path / sirekap_name(1))
    assert len(list(workspace.images_folder.iterdir())) == 3  # originals, and nothing unpacked beside them
    assert workspace.verify().ok


def test_the_same_archive_again_and_as_a_folder_is_known(workspace: Workspace, tmp_path: Path):
    files = {sirekap_name(2): page_photo(0, 2)}
    path = write_zip(tmp_path / "a.zip", files)
    import_paths(workspace, [path])
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "folder")
    assert set(outcomes(import_paths(workspace, [path, tmp_path / "folder"]))) == {ImportOutcome.DUPLICATE}


def test_a_folder_holds_photos_and_archives_by_name(workspace: Workspace, tmp_path: Path):
    folder = tmp_path / "kiriman"
    save_photos(folder, pages=(1,))
    write_zip(folder / f"{CODE}.zip", {"IMG_2.jpg": page_photo(0, 2)})
    write_zip(folder / "data.zip", {"x.json": b"{}"})  # not of photos: nothing is said of it
    summary = import_paths(workspace, [folder])
    assert sorted(item.page for item in summary.items) == [1, 2]
    assert {item.tps for item in summary.items} == {CODE}


def test_a_folder_of_another_pemilihan_than_the_picture_is_asked_about(workspace: Workspace, tmp_path: Path):
    path = write_zip(tmp_path / "a.zip", {sirekap_name(2, "pdpr"): page_photo(0, 2)})
    (item,) = import_paths(workspace, [path]).items
    assert item.outcome is ImportOutcome.UNASSIGNED
    assert item.reason == "Foldernya pdpr, tetapi foto ini menunjukkan PPWP halaman 2."
    assert workspace.current_image(CODE, FORM, 2) is None


def test_a_name_with_another_page_than_the_picture_is_asked_about(workspace: Workspace, tmp_path: Path):
    (tmp_path / f"{CODE}-hal1.jpg").write_bytes(page_photo(0, 2))
    (item,) = import_paths(workspace, [tmp_path / f"{CODE}-hal1.jpg"]).items
    assert (item.outcome, item.page) == (ImportOutcome.UNASSIGNED, 2)
    assert item.reason == "Namanya menyebut halaman 1, tetapi foto ini menunjukkan halaman 2."


def test_hostile_members_are_named_and_the_photos_come_all_the_same(workspace: Workspace, tmp_path: Path):
    path = write_zip(
        tmp_path / "a.zip",
        {"../keluar.jpg": b"x", "bom.jpg": bytes(300 * 2**20), "lagi.zip": b"PK", sirekap_name(2): page_photo(0, 2)},
    )
    summary = import_paths(workspace, [path])
    assert outcomes(summary) == [ImportOutcome.UNREADABLE] * 3 + [ImportOutcome.ACCEPTED]
    assert len({item.reason for item in summary.items[:3]}) == 3
    assert not (tmp_path.parent / "keluar.jpg").exists()


@pytest.mark.parametrize("data", [b"", b"bukan arsip"])
def test_a_broken_archive_ends_as_one_unreadable_file(workspace: Workspace, tmp_path: Path, data: bytes):
    (tmp_path / "a.zip").write_bytes(data)
    (item,) = import_paths(workspace, [tmp_path / "a.zip"]).items
    assert item.outcome is ImportOutcome.UNREADABLE
    assert "rusak atau bukan zip" in item.reason


def test_an_archive_without_photos_says_so(workspace: Workspace, tmp_path: Path):
    (item,) = import_paths(workspace, [write_zip(tmp_path / "a.zip", {"a.txt": b"x"})]).items
    assert item.reason == "Di arsip ini tidak ada foto atau PDF."


def test_one_member_at_a_time_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An archive of thousands of photos is listed, not read."""
    path = write_zip(tmp_path / "a.zip", {f"{n}.jpg": bytes([n]) * 1000 for n in range(50)})
    read: list[str] = []
    original = sources.Archive.read
    monkeypatch.setattr(
        sources.Archive, "read", lambda self, one, limit: read.append(one.name) or original(self, one, limit)
    )
    with Sources([path]) as found:
        assert len(found.files) == 50
        assert read == []
        assert found.files[7].read() == bytes([7]) * 1000
        assert read == ["7.jpg"]
