"""A package over several zips: joined from any of them, and whatever is wrong with one is named."""

from __future__ import annotations

import random
import shutil
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parcels import AREA, PRIVATE, parcel

from sirekap_desktop.exchange import keys, manifest, package, stores, volumes
from sirekap_desktop.exchange.manifest import Manifest
from sirekap_desktop.exchange.transport.source import open_source
from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.forms.errors import UserError

LIMIT = 8_500
SIZES = [2_500, 1_700, 3_000, 900, 2_200, 40, 2_900]


def _bare() -> Manifest:
    signer = keys.public_bytes(PRIVATE).hex()
    return Manifest(
        manifest.SCHEMA, manifest.KIND, "test", AREA, simulation=True, machine="m1",
        made_at="2024-02-15T10:00:00+08:00", signer=signer, recaps=(), files=(),
    )  # fmt: skip


def _write(target: Path, *, seed: int = 1, limit: int | None = LIMIT, sizes: Sequence[int] = SIZES) -> Manifest:
    dice = random.Random(seed)
    with package.staging(target) as files:
        for number, size in enumerate(sizes):
            files.add_bytes(f"foto/{number}.jpg", "image", "image/jpeg", dice.randbytes(size))
        return package.write_package(target, _bare(), files, PRIVATE, volume_size=limit)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("jilid")
    _write(folder / "p.zip")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "stik"))


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _scan(path: Path) -> stores.Scan:
    return stores.scan(path, lambda count: None)


def _codes(path: Path) -> list[str]:
    return [finding.code for finding in _scan(path).findings]


def _volume(folder: Path, number: int) -> Path:
    return next(path for path in folder.iterdir() if f"-vol{number}-" in path.name)


def test_each_volume_is_an_ordinary_zip_within_the_limit_with_the_signed_manifest(folder: Path) -> None:
    count = len(_names(folder))
    assert count == 4
    assert _names(folder) == [f"p-vol{number}-dari{count}.zip" for number in range(1, count + 1)]
    heads = set()
    for path in folder.iterdir():
        assert path.stat().st_size <= LIMIT
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            assert archive.namelist()[:3] == ["manifest.json", "manifest.sig", "volume.json"]
            heads.add((archive.read("manifest.json"), archive.read("manifest.sig")))
    assert len(heads) == 1


def test_the_manifest_is_that_of_the_package_in_one_piece(tmp_path: Path) -> None:
    split = _write(tmp_path / "banyak" / "p.zip")
    whole = _write(tmp_path / "satu" / "p.zip", limit=None)
    assert split.canonical() == whole.canonical()
    assert package.targets(tmp_path / "banyak" / "p.zip", split, LIMIT) == tuple(
        sorted((tmp_path / "banyak").iterdir())
    )


def test_a_package_that_fits_stays_one_zip(tmp_path: Path) -> None:
    made = _write(tmp_path / "p.zip", limit=1_000_000)
    assert _names(tmp_path) == ["p.zip"]
    assert package.targets(tmp_path / "p.zip", made, 1_000_000) == (tmp_path / "p.zip",)


def test_the_folder_and_every_volume_give_the_whole_package(folder: Path) -> None:
    for path in (folder, *folder.iterdir()):
        found = _scan(path)
        assert found.findings == []
        assert len(found.places) == len(SIZES)
        assert {len(found.read(sha256, 10**6)) for sha256 in found.places} == set(SIZES)


def test_a_source_for_sending_finds_every_object_in_its_volume(folder: Path) -> None:
    source = open_source(_volume(folder, 2))
    assert len({span.path for span in source.objects.values()}) == 4
    for sha256 in source.objects:
        source.require(sha256)


def test_a_missing_volume_is_named_once_and_not_each_of_its_objects(folder: Path) -> None:
    _volume(folder, 2).unlink()
    (finding,) = _scan(folder).findings
    assert finding.code == "volume.missing"
    assert finding.message == "Volume 2 dari 4 tidak ada: cari p-vol2-dari4.zip."
    with pytest.raises(UserError, match="Volume 2 dari 4 tidak ada"):
        open_source(folder)


def test_a_doubled_volume_is_named(folder: Path) -> None:
    shutil.copy(_volume(folder, 3), folder / "salinan.zip")
    (finding,) = _scan(folder).findings
    assert finding.code == "volume.double"
    assert finding.message == "Volume 3 dari 4 ada dua kali: p-vol3-dari4.zip dan salinan.zip."


def test_a_foreign_volume_is_named(folder: Path, tmp_path: Path) -> None:
    _write(tmp_path / "lain" / "p.zip", seed=2)
    shutil.copy(_volume(tmp_path / "lain", 1), _volume(folder, 1))
    found = {finding.code: finding.message for finding in _scan(_volume(folder, 2)).findings}
    assert found == {
        "volume.missing": "Volume 1 dari 4 tidak ada: cari p-vol1-dari4.zip.",
        "volume.foreign": "p-vol1-dari4.zip adalah volume dari paket lain.",
    }


def test_a_volume_of_another_split_is_named(folder: Path, tmp_path: Path) -> None:
    _write(tmp_path / "lain" / "p.zip", limit=LIMIT - 2_000)
    other = _volume(tmp_path / "lain", 1)
    shutil.copy(other, folder / other.name)
    (finding,) = _scan(folder).findings
    assert finding.code == "volume.foreign"
    assert "pembagian lain" in finding.message


@pytest.mark.parametrize(
    "change", [lambda data: data[:-1], lambda data: data[: len(data) // 2], lambda data: data + b"x"]
)
def test_a_volume_that_was_cut_or_extended_is_named(folder: Path, change: Callable[[bytes], bytes]) -> None:
    path = _volume(folder, 1)
    path.write_bytes(change(path.read_bytes()))
    (finding,) = _scan(folder).findings
    assert (finding.code, finding.place) == ("volume.size", "p-vol1-dari4.zip")
    with pytest.raises(UserError):
        open_source(folder)


def test_volumes_under_each_others_names_are_joined_and_named(folder: Path) -> None:
    first, second = _volume(folder, 1), _volume(folder, 2)
    first.rename(folder / "x"), second.rename(first), (folder / "x").rename(second)
    found = _scan(folder)
    assert found.findings == []
    assert len(found.places) == len(SIZES)
    assert [note.code for note in found.notes] == ["volume.renamed"] * 2


def test_volumes_under_any_names_are_joined(folder: Path) -> None:
    for number, path in enumerate(sorted(folder.iterdir(), reverse=True)):
        path.rename(folder / f"berkas {number}.zip")
    assert _codes(folder) == []


def test_a_volume_whose_head_is_damaged_is_named(folder: Path) -> None:
    path = _volume(folder, 4)
    data = bytearray(path.read_bytes())
    data[data.index(b"volume.json")] ^= 1
    path.write_bytes(data)
    assert sorted(_codes(folder)) == ["volume.damaged", "volume.missing"]


def test_a_volume_with_another_signature_is_named_even_if_its_checksums_fit(folder: Path) -> None:
    path = _volume(folder, 3)
    data = path.read_bytes()
    at = data.index(b'{"algorithm"')
    old = data[at : at + manifest.SIGNATURE_SIZE]
    new = old[:-3] + (b"0" if old[-3:-2] != b"0" else b"1") + old[-2:]
    checksums = (zlib.crc32(value).to_bytes(4, "little") for value in (old, new))
    path.write_bytes(data.replace(old, new).replace(*checksums))
    (finding,) = _scan(folder).findings
    assert (finding.code, finding.place) == ("volume.damaged", "p-vol3-dari4.zip")


def test_every_single_changed_byte_of_a_volume_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "kecil"
    _write(folder / "p.zip", sizes=[40, 400], limit=2_600)
    path = _volume(folder, 2)
    original = path.read_bytes()
    silent = []
    for offset in range(len(original)):
        changed = bytearray(original)
        changed[offset] ^= 1 << (offset % 8)
        path.write_bytes(changed)
        if not _scan(folder).findings:
            silent.append(offset)
    assert silent == []


def test_a_folder_of_two_packages_asks_which_is_meant(folder: Path) -> None:
    _write(folder / "q.zip", seed=3)
    with pytest.raises(UserError, match="beberapa paket"):
        _scan(folder)
    assert _codes(_volume(folder, 1)) == []


def test_a_folder_without_volumes_is_no_package(tmp_path: Path) -> None:
    parcel(tmp_path / "p.zip", [100])
    with pytest.raises(UserError, match=r"manifest\.json tidak ada"):
        _scan(tmp_path)
    with pytest.raises(UserError, match="bukan paket"):
        open_source(tmp_path)


def test_volumes_of_an_unsigned_manifest_are_not_read(folder: Path) -> None:
    for path in folder.iterdir():
        data = path.read_bytes()
        at = data.index(b'"signature":"') + 13
        path.write_bytes(data[:at] + (b"1" if data[at : at + 1] == b"0" else b"0") + data[at + 1 :])
    found = _scan(folder)
    assert [finding.code for finding in found.findings] == ["signature.wrong"]
    assert not found.places


def test_verify_takes_volumes(folder: Path) -> None:
    report = verify(_volume(folder, 3))
    assert report.fingerprint is not None
    assert not [finding for finding in report.findings if finding.code.startswith(("volume", "object", "zip"))]


def test_a_volume_smaller_than_an_object_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="terlalu kecil") as refusal:
        _write(tmp_path / "p.zip", limit=4_000)
    assert refusal.value.code == "package.volume_small"
    assert _names(tmp_path) == []


def test_a_folder_is_not_split(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.zip"):
        _write(tmp_path / "paket")


def test_writing_again_leaves_no_volume_of_the_old_package(tmp_path: Path) -> None:
    _write(tmp_path / "p.zip")
    _write(tmp_path / "p.zip", seed=2, limit=LIMIT + 6_000)
    assert len(_names(tmp_path)) < 4
    assert _codes(tmp_path) == []


def test_a_cancelled_writing_leaves_no_volume(tmp_path: Path) -> None:
    calls = iter([False] * 4 + [True] * 9)
    with package.staging(tmp_path / "p.zip") as files:
        for number in range(6):
            files.add_bytes(f"foto/{number}.jpg", "image", "image/jpeg", bytes([number]) * 3_000)
        with pytest.raises(UserError, match="dibatalkan"):
            package.write_package(
                tmp_path / "p.zip", _bare(), files, PRIVATE, volume_size=LIMIT, cancelled=lambda: next(calls)
            )
    assert _names(tmp_path) == []


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=60), st.integers(7_000, 40_000))
def test_every_object_is_in_one_volume_and_no_volume_is_too_large(sizes: list[int], limit: int) -> None:
    objects = [(f"{number:064x}", size) for number, size in enumerate(sizes)]
    plan = volumes.plan(objects, (500, 250), limit)
    parts = volumes.volumes_of("0" * 64, plan)
    assert [item for part in parts for item in part.objects(objects)] == objects
    for part in parts:
        members = volumes.layout.placed(volumes.order((500, 250), part, objects))
        assert volumes.layout.total_size(members) <= limit
        assert volumes.parse(part.canonical()) == part
