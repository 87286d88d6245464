from __future__ import annotations

from pathlib import Path

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.kabupaten_recap import RecapFile, write_recap
from tests.reports.kabupaten import Kab, kabupaten

NAMES = [
    "D.HASIL-KABKO-PPWP-7605.pdf", "D.HASIL-KABKO-PPWP-7605.xlsx", "rekap-7605-ppwp-kecamatan.csv",
    "rekap-7605-ppwp-kamus.csv",
]  # fmt: skip


def test_everything_of_a_recap_is_written_into_a_new_folder(tmp_path: Path) -> None:
    seen: list[Path] = []
    written = write_recap([kabupaten()], tmp_path / "baru", progress=seen.append)
    assert [path.name for path in written] == NAMES
    assert written == seen
    assert all(path.stat().st_size for path in written)


def test_only_what_is_asked_for_is_written(tmp_path: Path) -> None:
    write_recap([kabupaten()], tmp_path, [RecapFile.CSV])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES[2:])


def test_the_dictionary_names_the_form_of_the_kabupaten(tmp_path: Path) -> None:
    path = write_recap([kabupaten()], tmp_path, [RecapFile.CSV])[1]
    assert "D.HASIL KABKO-PPWP, I.A" in path.read_text("utf-8-sig")


def test_dapil_do_not_overwrite_each_other(tmp_path: Path) -> None:
    recaps = [kabupaten(Kab(dapil=name)) for name in ("MAJENE 1", "MAJENE 2")]
    written = write_recap(recaps, tmp_path)
    assert len({path.name for path in written}) == 8


def test_a_cancelled_writing_says_so_and_leaves_whole_files(tmp_path: Path) -> None:
    seen: list[Path] = []
    with pytest.raises(UserError) as caught:
        write_recap([kabupaten()], tmp_path, progress=seen.append, cancelled=lambda: bool(seen))
    assert caught.value.code == "documents.cancelled"
    assert [path.name for path in tmp_path.iterdir()] == NAMES[:1]
