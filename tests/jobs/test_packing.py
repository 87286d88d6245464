"""What a person picks for a package: the part, photos since an earlier one, smaller photos, volumes, and the size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from kecamatan import TPS, new_workspace, page_photo, record_all, save_photos
from keyrings import MemoryKeyring, used

from sirekap_desktop.exchange.scope import Images
from sirekap_desktop.exchange.transport.destination import Destination
from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs import packing
from sirekap_desktop.jobs.export import package_name, write_package
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.jobs.outbox import outbox_of, send_now
from sirekap_desktop.jobs.packing import Since, Wish
from sirekap_desktop.models.workspace import Workspace

QUICK = Wish(contents=("audit",))
"""Without documents, which take most of the time."""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    with used(MemoryKeyring()), new_workspace(tmp_path / "ruang") as made:
        import_paths(made, save_photos(tmp_path / "foto", 0, pages=(2,)))
        record_all(made, 0)
        yield made


def _photos(path: Path) -> set[str]:
    return {file.name.split("/")[1] for file in verify(path).manifest.files if file.kind == "image"}


def _send(workspace: Workspace, package: Path, stick: Path) -> None:
    stick.mkdir(exist_ok=True)
    outbox = outbox_of(workspace)
    outbox.keep_destination(Destination("usb", "USB", "folder", str(stick)))
    send_now(outbox, outbox.add(package, "usb"))


def test_photos_since_the_package_that_was_sent_last(workspace: Workspace, tmp_path: Path) -> None:
    first = write_package(workspace, workspace.packages_folder / "lama.zip", wish=QUICK)
    _send(workspace, first.path, tmp_path / "stik")
    import_paths(workspace, save_photos(tmp_path / "foto2", 1, pages=(2,)))
    wish = replace(QUICK, photos=Images.CHANGED, since=Since.LAST_SENT)
    made = write_package(workspace, tmp_path / "baru.zip", wish=wish)
    assert _photos(made.path) == {TPS[1].code}
    assert made.manifest.scope.since is not None
    assert packing.estimate(workspace, wish).photos == 1


def test_without_anything_sent_there_is_nothing_to_compare_with(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="Belum ada paket yang terkirim"):
        packing.picking_of(workspace, replace(QUICK, photos=Images.CHANGED, since=Since.LAST_SENT))
    with pytest.raises(UserError, match="pembandingnya belum disebut"):
        packing.picking_of(workspace, replace(QUICK, photos=Images.CHANGED))


def test_a_sent_package_that_was_overwritten_is_not_compared_with(workspace: Workspace, tmp_path: Path) -> None:
    path = workspace.packages_folder / "lama.zip"
    _send(workspace, write_package(workspace, path, wish=QUICK).path, tmp_path / "stik")
    write_package(workspace, path, wish=replace(QUICK, photos=Images.NONE))
    with pytest.raises(UserError, match="tidak ada lagi di komputer ini"):
        packing.picking_of(workspace, replace(QUICK, photos=Images.CHANGED, since=Since.LAST_SENT))


def test_smaller_photos_are_small_and_name_their_original(workspace: Workspace, tmp_path: Path) -> None:
    made = write_package(workspace, tmp_path / "p.zip", wish=replace(QUICK, reduced=400))
    (photo,) = [file for file in made.manifest.files if file.kind == "image"]
    assert photo.reduced_from == workspace.images()[0].sha256
    original = workspace.original_path(photo.reduced_from)
    assert photo.size < original.stat().st_size
    small = cv2.imdecode(np.frombuffer(packing.shrink(original, 400), np.uint8), cv2.IMREAD_COLOR)
    assert max(small.shape[:2]) == 400
    assert packing.shrink(original, 400) == packing.shrink(original, 400)


@pytest.mark.parametrize(
    ("name", "data", "longest"),
    [
        ("kecil.jpg", page_photo(0, 2), 5_000),
        ("dok.pdf", b"%PDF-1.7 bukan foto", 400),
        ("rusak.jpg", page_photo(0, 2)[:2_000], 400),
    ],
)
def test_what_would_not_become_smaller_goes_as_it_is(tmp_path: Path, name: str, data: bytes, longest: int) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert packing.shrink(path, longest) is None


def test_volumes_are_named_written_and_verified(workspace: Workspace, tmp_path: Path) -> None:
    import_paths(workspace, save_photos(tmp_path / "foto2", 1, pages=(2,)))
    photos = [workspace.original_path(image.sha256) for image in workspace.images()]
    limit = max(path.stat().st_size for path in photos) + 40_000
    made = write_package(workspace, tmp_path / "p.zip", wish=replace(QUICK, volume_size=limit))
    assert len(made.paths) > 1
    assert sorted(tmp_path.glob("*.zip")) == sorted(made.paths)
    assert made.path == made.paths[0]
    assert made.report.ok
    assert all(path.stat().st_size <= limit for path in made.paths)


def test_the_estimate_knows_the_photos_exactly_and_shrinks_with_the_choice(workspace: Workspace) -> None:
    whole = packing.estimate(workspace, Wish())
    assert whole.photos == 1
    assert whole.photo_bytes == workspace.original_path(workspace.images()[0].sha256).stat().st_size
    assert packing.estimate(workspace, Wish(reduced=400)).photo_bytes < whole.photo_bytes
    assert packing.estimate(workspace, Wish(photos=Images.NONE)).photo_bytes == 0
    other = packing.estimate(workspace, Wish(desa=(TPS[1].desa_code,)))
    assert (other.photos, other.total < whole.total) == (0, True)


def test_the_estimate_is_near_what_is_written(workspace: Workspace, tmp_path: Path) -> None:
    guessed = packing.estimate(workspace, Wish()).total
    written = write_package(workspace, tmp_path / "p.zip").report.size
    assert written / 2 < guessed < written * 2


def test_a_part_goes_by_another_name(workspace: Workspace) -> None:
    assert package_name(workspace) == "760505-ULUMANDA-r1.zip"
    assert package_name(workspace, Wish(volume_size=packing.FAT32)) == "760505-ULUMANDA-r1.zip"
    assert package_name(workspace, QUICK) == "760505-ULUMANDA-r1-sebagian.zip"
    assert package_name(workspace, Wish(photos=Images.CHANGED)) == "760505-ULUMANDA-r1-perubahan.zip"
