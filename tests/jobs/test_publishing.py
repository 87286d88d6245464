"""Publikasi from a real workspace: whole or not at all, nothing but what was recorded, nobody's name."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from kecamatan import FORM, OPERATOR, TPS, new_workspace, record_all, save_photos
from PIL import Image

from sirekap_desktop.exchange import site
from sirekap_desktop.exchange.manifest import parse, signature_holds
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs import publishing
from sirekap_desktop.jobs.export import package_name, write_package
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.jobs.publishing import Choice, publish
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.workspace import Workspace
from tests.site_pages import Page

CODE = TPS[0].code


@pytest.fixture
def recorded(workspace: Workspace) -> Workspace:
    """One TPS recorded, one not."""
    record_all(workspace, 0)
    return workspace


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "terbit" / "situs"


@pytest.fixture(scope="module")
def photographed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A TPS with its three photos, nothing recorded."""
    folder = tmp_path_factory.mktemp("foto")
    with new_workspace(folder / "ruang") as opened:
        photos = save_photos(folder / "kamera")
        _add_place_and_camera(photos[0])
        import_paths(opened, photos, workers=1)
        yield opened


def _add_place_and_camera(path: Path) -> None:
    with Image.open(path) as picture:
        exif = picture.getexif()
        exif[0x010F] = "KameraRahasia"
        exif.get_ifd(0x8825)[1] = "S"
        picture.save(path, exif=exif, quality=95)


def everything(folder: Path) -> bytes:
    return b"".join((folder / name).read_bytes() for name in sorted(site.names_in(folder)))


def page(folder: Path, name: str) -> Page:
    return Page((folder / name).read_bytes())


def codes(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.code


def test_a_site_is_whole_signed_and_says_what_it_is(recorded: Workspace, out: Path) -> None:
    made = publish(recorded, out)
    report = site.check_site(out, made.fingerprint)
    assert (report.findings, report.files) == ((), made.files - 2)
    assert made.start.is_file()
    assert made.drafts == ("Presiden dan Wakil Presiden",)
    assert made.size == sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    told = json.loads((out / "situs.json").read_bytes())
    assert (told["kind"], told["simulation"], told["photos"]) == ("sirekap-site", True, False)
    assert told["recaps"][0]["snapshot_sha256"] == recorded.recap(FORM).sha256
    assert list(out.parent.iterdir()) == [out]


def test_numbers_are_the_recorded_ones_and_the_others_are_not_there_yet(recorded: Workspace, out: Path) -> None:
    publish(recorded, out)
    done, open_one = (page(out, f"ppwp/{tps.code}.html") for tps in TPS)
    values = recorded.values(CODE, FORM)
    assert {name: int(text.lstrip("!#").replace(".", "")) for name, text in done.figures.items()} == values
    assert set(open_one.figures.values()) == {"belum"}
    assert "belum dicatat" in open_one.text


def test_nothing_that_only_the_machine_has_read_is_published(photographed: Workspace, tmp_path: Path) -> None:
    read = photographed.tps_reading(CODE, FORM)
    assert read["suara_1"].value == TPS[0].values["suara_1"]
    publish(photographed, tmp_path / "situs")
    assert set(page(tmp_path / "situs", f"ppwp/{CODE}.html").figures.values()) == {"belum"}


def test_a_correction_is_told_with_before_after_and_reason_and_nobodys_name(recorded: Workspace, out: Path) -> None:
    old = recorded.values(CODE, FORM)["suara_2"]
    recorded.record(
        CODE, FORM, "suara_2", 3, EntryHow.CORRECTED, before=old, reason="Salah jumlah", witness="SAKSI BUDIMAN"
    )
    publish(recorded, out)
    shown = page(out, f"ppwp/{CODE}.html")
    assert f"{old} 3 pembetulan Salah jumlah" in shown.text
    assert shown.figures["suara_2"].endswith("#3")
    pages = b"".join(path.read_bytes() for path in out.rglob("*.html"))
    assert b"BUDIMAN" not in pages
    assert OPERATOR.encode() not in everything(out)


def test_the_same_workspace_gives_the_same_bytes(recorded: Workspace, out: Path) -> None:
    publish(recorded, out)
    first = {name: (out / name).read_bytes() for name in site.names_in(out)}
    publish(recorded, out)
    assert {name: (out / name).read_bytes() for name in site.names_in(out)} == first


def test_downloads_are_the_files_of_the_package_byte_for_byte(recorded: Workspace, out: Path) -> None:
    path = recorded.packages_folder / package_name(recorded)
    written = write_package(recorded, path)
    made = publish(recorded, out)
    assert made.package == path
    manifest = (out / "unduh/paket/manifest.json").read_bytes()
    assert signature_holds(manifest, (out / "unduh/paket/manifest.sig").read_bytes())
    assert parse(manifest) == written.manifest
    offered = {name.removeprefix("unduh/") for name in site.names_in(out) if name.startswith("unduh/")}
    shared = offered & {file.name for file in written.manifest.files}
    assert {Path(name).suffix for name in shared} == {".pdf", ".xlsx", ".csv", ".json"}
    assert offered - shared == {"csv/ppwp-kamus.csv", "paket/manifest.json", "paket/manifest.sig"}
    sums = dict(reversed(line.split("  ")) for line in (out / "SHA256SUMS").read_text().splitlines()[1:])
    assert all(sums[f"unduh/{file.name}"] == file.sha256 for file in written.manifest.files if file.name in shared)


def test_a_package_of_older_figures_is_left_out_and_refused_when_named(recorded: Workspace, out: Path) -> None:
    path = recorded.packages_folder / package_name(recorded)
    write_package(recorded, path)
    recorded.record(CODE, FORM, "suara_1", 4, EntryHow.CORRECTED, reason="lain", witness="x")
    assert publish(recorded, out).package is None
    assert "belum disertakan" in page(out, "verifikasi.html").text
    with pytest.raises(UserError) as error:
        publish(recorded, out, Choice(package=path))
    assert codes(error) == "site.package_differs"
    assert site.check_site(out).findings == ()


def test_photos_stay_out_unless_they_are_wanted(photographed: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "situs"
    publish(photographed, out)
    assert not (out / "foto").exists()
    originals = [image.sha256 for image in photographed.current_images(FORM)]
    shown = page(out, f"ppwp/{CODE}.html")
    assert len(originals) == 3
    assert all(sha256 in shown.text for sha256 in originals)
    assert "Foto tidak diterbitkan" in shown.text
    assert "Foto formulir diterbitkan" not in page(out, "verifikasi.html").text


def test_published_photos_are_upright_and_carry_no_place_or_camera(photographed: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "situs"
    publish(photographed, out, Choice(photos=True))
    shown = page(out, f"ppwp/{CODE}.html")
    assert shown.sources == [f"../foto/ppwp/{CODE}-hal{number}.jpg" for number in (1, 2, 3)]
    original = photographed.original_path(photographed.current_images(FORM)[0].sha256).read_bytes()
    assert b"KameraRahasia" in original
    for number in (1, 2, 3):
        data = (out / f"foto/ppwp/{CODE}-hal{number}.jpg").read_bytes()
        assert b"KameraRahasia" not in data
        assert b"Exif" not in data
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        assert picture.shape[0] > picture.shape[1]
        assert max(picture.shape) <= 1600
    assert "Foto formulir diterbitkan" in page(out, "verifikasi.html").text


def test_a_locked_recap_is_final_on_every_page(recorded: Workspace, out: Path) -> None:
    record_all(recorded, 1)
    recorded.lock("Sudah disepakati")
    made = publish(recorded, out)
    assert made.drafts == ()
    for path in out.rglob("*.html"):
        assert "DRAF" not in path.read_text("utf-8"), path
    assert "FINAL, revisi 1" in page(out, "ppwp/index.html").text
    assert made.fingerprint in page(out, "ppwp/index.html").text  # the signed head, as D.HASIL prints it


# --- the folder -------------------------------------------------------------------------------------------------------


def test_an_older_site_is_replaced_as_a_whole(recorded: Workspace, out: Path) -> None:
    publish(recorded, out)
    record_all(recorded, 1)
    publish(recorded, out)
    assert site.check_site(out).findings == ()
    assert "belum" not in page(out, f"ppwp/{TPS[1].code}.html").figures.values()
    assert list(out.parent.iterdir()) == [out]


def test_an_empty_folder_is_taken(recorded: Workspace, out: Path) -> None:
    out.mkdir(parents=True)
    assert publish(recorded, out).start.is_file()


@pytest.mark.parametrize("kind", ["foreign", "own file in a site", "file", "link"])
def test_what_is_not_ours_is_left_alone(recorded: Workspace, out: Path, kind: str) -> None:
    if kind == "own file in a site":
        publish(recorded, out)
        (out / "skripsi.docx").write_bytes(b"milik orang")
    elif kind == "foreign":
        out.mkdir(parents=True)
        (out / "skripsi.docx").write_bytes(b"milik orang")
    else:
        other = out.parent / "lain"
        other.mkdir(parents=True)
        out.symlink_to(other) if kind == "link" else out.write_bytes(b"milik orang")
    before = sorted(path.name for path in out.parent.rglob("*"))
    with pytest.raises(UserError) as error:
        publish(recorded, out)
    assert codes(error) == "site.not_a_site"
    assert sorted(path.name for path in out.parent.rglob("*")) == before


@pytest.mark.parametrize("after", [0, 1, 5, 20])
def test_a_cancelled_publication_leaves_the_old_site_and_nothing_else(
    recorded: Workspace, out: Path, after: int
) -> None:
    publish(recorded, out)
    before = everything(out)
    record_all(recorded, 1)
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > after

    with pytest.raises(UserError) as error:
        publish(recorded, out, cancelled=cancelled)
    assert codes(error) == "site.cancelled"
    assert everything(out) == before
    assert list(out.parent.iterdir()) == [out]


def test_a_site_that_cannot_take_its_place_gives_it_back(
    recorded: Workspace, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(recorded, out)
    before = everything(out)
    real, moves = os.replace, []

    def second_fails(source: Path, target: Path) -> None:
        moves.append(target)
        if len(moves) == 2:
            raise PermissionError(13, "dipakai program lain")
        real(source, target)

    monkeypatch.setattr(os, "replace", second_fails)
    with pytest.raises(UserError) as error:
        publish(recorded, out)
    assert codes(error) == "disk.read_only"
    assert everything(out) == before
    assert list(out.parent.iterdir()) == [out]


def test_the_old_site_stays_until_every_byte_of_the_new_one_is_on_the_disk(
    recorded: Workspace, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(recorded, out)
    before = everything(out)
    record_all(recorded, 1)

    def broken(_descriptor: int) -> None:
        raise OSError(errno.EIO, "stik dicabut")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(UserError) as error:
        publish(recorded, out)
    assert codes(error) == "disk.failed"
    assert everything(out) == before
    assert list(out.parent.iterdir()) == [out]


def test_what_a_killed_publication_left_goes_after_a_day(recorded: Workspace, out: Path) -> None:
    old, young = out.parent / ".situs-lama", out.parent / ".situs-baru"
    for folder in (old, young):
        (folder / "ppwp").mkdir(parents=True)
    os.utime(old, (0, 0))
    publish(recorded, out)
    assert sorted(out.parent.iterdir()) == [young, out]


def test_only_chosen_pemilihan_are_published(recorded: Workspace, out: Path) -> None:
    recorded.set_elections([FORM, "c-hasil-dpd-2024"])
    assert [offer.title for offer in publishing.offers(recorded)] == ["Presiden dan Wakil Presiden", "DPD"]
    publish(recorded, out, Choice(("c-hasil-dpd-2024",)))
    assert not (out / "ppwp").exists()
    assert (out / "pdpd/index.html").is_file()
    with pytest.raises(UserError) as error:
        publish(recorded, out, Choice(("c-hasil-pdpr",)))
    assert codes(error) == "form.unknown"


def test_progress_ends_where_it_said(recorded: Workspace, out: Path) -> None:
    said = []
    made = publish(recorded, out, progress=said.append)
    assert [step.done for step in said] == list(range(1, made.files + 1))
    assert {step.total for step in said} == {made.files}
