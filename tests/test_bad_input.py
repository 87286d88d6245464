"""Everything that goes wrong at the door, in one table: each has its own sentence, and nothing that was there is lost.

The command line is driven as a person would. Finer cases stand where they belong: decoding in ``tests/ocr``, full disk
and torn databases in ``tests/models``, cancelled and killed imports in ``tests/jobs``.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from kecamatan import FORM, TPS, new_workspace, page_photo, record_all, save_photos

from sirekap_desktop import cli
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.models import images
from sirekap_desktop.models.database import DATABASE_NAME
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.camera import photograph
from sirekap_desktop.samples.draw import render_page

CODE, OTHER = TPS[0].code, TPS[1].code


class Scene:
    """A workspace in which page 2 of one TPS is imported and all its numbers are recorded; it is closed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.workspace = folder, folder / "ruang"
        self.capsys, self.monkeypatch = capsys, monkeypatch
        with new_workspace(self.workspace) as workspace:
            self.keys = workspace.key_folder
            record_all(workspace, 0)
        self.sentence_of_import(save_photos(folder / "foto", pages=(2,))[0])
        self.backup = folder / "cadangan"
        with self.opened() as workspace:
            workspace.backup(self.backup)
            self.before = self.kept(workspace)

    def opened(self, folder: Path | None = None) -> Workspace:
        return Workspace.open(folder or self.workspace, operator="Siti", key_folder=self.keys)

    @staticmethod
    def kept(workspace: Workspace) -> tuple[object, ...]:
        photos = {image.id: workspace.original_path(image.sha256).read_bytes() for image in workspace.images(CODE)}
        return dict(workspace.entries(CODE, FORM)), photos, len(workspace.tps_reading(CODE, FORM))

    def put(self, name: str, data: bytes) -> Path:
        path = self.root / name
        path.write_bytes(data)
        return path

    def sentence_of_import(self, path: Path) -> str:
        """What ``sirekap-desktop import`` says of a file; without the names of folders and files."""
        self.capsys.readouterr()
        status = cli.main(["import", str(self.workspace), str(path)])
        said = self.capsys.readouterr()
        if status == cli.OK:
            return said.out
        if status == cli.FINDINGS:
            outcome, place, sentence = said.out.splitlines()[0].split(": ", 2)
            assert (outcome in {"tidak terbaca", "belum ditempatkan"}, place, said.err) == (True, str(path), "")
            return sentence
        assert (status, said.out, said.err.count("\n")) == (cli.CANNOT, "", 1)
        return said.err.removeprefix("sirekap-desktop: ").replace(str(self.root), "…").strip()


Case = Callable[[Scene], AbstractContextManager[Path]]
"""Puts something in the way, and gives the file to import; leaving it takes away what a person would take away."""


def bad_file(name: str, make: Callable[[], bytes]) -> Case:
    return lambda scene: nullcontext(scene.put(name, make()))


def one_pixel() -> bytes:
    return cv2.imencode(".png", np.zeros((1, 1, 3), np.uint8))[1].tobytes()


def bomb() -> bytes:
    """A PNG of a hundred bytes that promises 300 megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 20_000, 15_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def landscape() -> bytes:
    noise = np.random.default_rng(1).integers(0, 255, (600, 800, 3), np.uint8)
    return cv2.imencode(".jpg", cv2.GaussianBlur(noise, (0, 0), 3))[1].tobytes()


def page_of_another_form() -> bytes:
    """The second page as it would look with the mark of a form that the program does not know."""
    form = load_form(FORM)
    pages = [replace(page, tag=replace(page.tag, id=203)) if page.tag else page for page in form.pages]
    drawn = render_page(replace(form, pages=tuple(pages)), 2, TPS[0].values, seed=3, px_per_mm=2.5)
    return photograph(drawn, seed=3, width_px=1300, paper=form.paper).jpeg


def again() -> bytes:
    return page_photo(0, 2, 1200)


def fresh_photo(scene: Scene) -> Path:
    return save_photos(scene.root / "baru", 1, pages=(2,))[0]


@contextmanager
def full_disk(scene: Scene) -> Iterator[Path]:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with scene.monkeypatch.context() as patch:
        patch.setattr(images, "_write_synced", refuse)
        yield fresh_photo(scene)


@contextmanager
def read_only_folder(scene: Scene) -> Iterator[Path]:
    photo = fresh_photo(scene)
    if os.name == "posix" and os.geteuid() != 0:
        scene.workspace.chmod(0o500)
        yield photo
        scene.workspace.chmod(0o700)
        return

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(self))

    with scene.monkeypatch.context() as patch:  # root may write everywhere
        patch.setattr(Path, "touch", refuse)
        yield photo


@contextmanager
def open_elsewhere(scene: Scene) -> Iterator[Path]:
    with scene.opened():
        yield fresh_photo(scene)


@contextmanager
def newer_version(scene: Scene) -> Iterator[Path]:
    def version(number: int) -> int:
        with sqlite3.connect(scene.workspace / DATABASE_NAME) as raw:
            had = raw.execute("PRAGMA user_version").fetchone()[0]
            raw.execute(f"PRAGMA user_version = {number}")
        raw.close()
        return had

    had = version(999)
    yield fresh_photo(scene)
    version(had)


@contextmanager
def damaged_database(scene: Scene) -> Iterator[Path]:
    """What helps is a backup: it takes the place of the damaged workspace."""
    path = scene.workspace / DATABASE_NAME
    path.write_bytes(path.read_bytes()[:20_000])
    yield fresh_photo(scene)
    scene.workspace = scene.backup


@dataclass(frozen=True)
class Told:
    says: str
    """Words that the sentence holds."""
    case: Case


CASES = {
    "truncated JPEG": Told("terpotong", bad_file(f"{CODE}-1.jpg", lambda: page_photo(0, 1)[:20_000])),
    "text named .jpg": Told("bukan gambar", bad_file(f"{CODE}-2.jpg", lambda: b"ini catatan, bukan foto\n" * 20)),
    "empty file": Told("kosong", bad_file(f"{CODE}-3.jpg", lambda: b"")),
    "1 × 1 px": Told("terlalu kecil", bad_file(f"{CODE}-4.png", one_pixel)),
    "300 megapixels": Told("300 megapiksel", bad_file(f"{CODE}-5.png", bomb)),
    "no form": Told("tidak ditemukan", bad_file(f"{CODE}-6.jpg", landscape)),
    "another form": Told("formulir yang tidak dikenal", bad_file(f"{CODE}-7.jpg", page_of_another_form)),
    "page photographed twice": Told("sudah punya foto", bad_file(f"{CODE}-8.jpg", again)),
    "TPS of another kecamatan": Told("tidak ada di kecamatan ini", bad_file("7605011001001.jpg", again)),
    "no TPS in the name": Told("tidak memuat kode TPS", bad_file("IMG_1.jpg", again)),
    "full disk": Told("penyimpanan penuh", full_disk),
    "read-only folder": Told("tidak dapat ditulisi", read_only_folder),
    "open elsewhere": Told("sedang dibuka oleh Siti", open_elsewhere),
    "newer version": Told("lebih baru", newer_version),
    "damaged database": Told("rusak", damaged_database),
}

SENTENCES: dict[str, str] = {}
"""What was told in this run."""


@pytest.fixture
def tell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], tuple[str, Scene]]:
    def run(name: str) -> tuple[str, Scene]:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        scene = Scene(folder, capsys, monkeypatch)
        with CASES[name].case(scene) as path:
            SENTENCES[name] = scene.sentence_of_import(path)
        return SENTENCES[name], scene

    return run


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_told_in_a_sentence_and_nothing_is_lost(name: str, tell: Callable) -> None:
    sentence, scene = tell(name)
    assert CASES[name].says in sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    with scene.opened() as workspace:
        assert scene.kept(workspace) == scene.before
        assert workspace.verify().ok
    assert "1 diterima" in scene.sentence_of_import(save_photos(scene.root / "lagi", 1, pages=(3,))[0])


def test_no_two_of_these_sentences_are_the_same(tell: Callable) -> None:
    sentences = {name: SENTENCES.get(name) or tell(name)[0] for name in CASES}
    assert len(set(sentences.values())) == len(CASES), sentences


def test_the_same_file_again_is_a_duplicate_and_no_fault(tell: Callable) -> None:
    _, scene = tell("no TPS in the name")
    assert "1 rangkap" in scene.sentence_of_import(
        scene.root / "foto" / save_photos(scene.root / "x", pages=(2,))[0].name
    )
