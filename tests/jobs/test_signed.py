"""Signed copies back: what comes is recognised, judged and attached; what does not belong is named."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import segno
from kecamatan import TPS
from PIL import Image
from signed_copies import locked_workspace, photo, photos, printed

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.signed import (
    SignedItem,
    SignedSummary,
    import_signed,
    load_signed,
    printed_now,
    signed_sheets,
)
from sirekap_desktop.jobs.signed_judging import SignedOutcome
from sirekap_desktop.models.records import Tps
from sirekap_desktop.models.signed import NewSignedPage
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr import imageio
from sirekap_desktop.ocr.page_codes import find_pages


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with locked_workspace(tmp_path / "ruang") as opened:
        yield opened


def _outcomes(summary: SignedSummary) -> list[SignedOutcome]:
    return [item.outcome for item in summary.items]


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_photos_of_every_page_make_every_sheet_complete(workspace: Workspace, tmp_path: Path) -> None:
    summary = import_signed(workspace, photos(printed(workspace), tmp_path / "foto"))
    assert set(_outcomes(summary)) == {SignedOutcome.ATTACHED}
    sheets = signed_sheets(workspace)
    assert [sheet.part for sheet in sheets] == ["760505", TPS[0].desa_code, TPS[1].desa_code]
    assert all(sheet.complete and sheet.state == "current" for sheet in sheets)
    assert workspace.verify().ok
    assert workspace.verify().images == len({page.sha256 for page in workspace.signed_pages()})


def test_a_missing_page_and_one_of_revision_1_are_both_named(workspace: Workspace, tmp_path: Path) -> None:
    before = printed(workspace, TPS[0].desa_code)
    workspace.unlock("TPS 1 dihitung ulang")
    desa = TPS[0].desa_code
    workspace.add_wilayah([], [Tps(f"{desa}{number:03d}", desa, number) for number in range(101, 131)], [])
    workspace.lock("disahkan kembali")
    now = printed(workspace)
    came = [*photos(now, tmp_path / "baru", without=(2,)), _write(tmp_path / "lama.jpg", photo(before, 0))]
    summary = import_signed(workspace, came)
    old = summary.items[-1]
    assert old.outcome is SignedOutcome.OUTDATED
    assert "revisi 1; yang berlaku revisi 2" in old.reason
    assert desa in old.title or "lembar desa" in old.title
    assert summary.count(SignedOutcome.ATTACHED) == len(came) - 1
    sheets = {sheet.part: sheet for sheet in signed_sheets(workspace)}
    short = sheets.pop(desa)
    assert short.pages == 2
    assert short.missing == (2,)
    assert not short.complete
    assert all(sheet.complete for sheet in sheets.values())


def test_a_sheet_of_which_nothing_came_is_not_complete(workspace: Workspace, tmp_path: Path) -> None:
    import_signed(workspace, photos(printed(workspace), tmp_path, without=(0,)))
    certificate, *desa = signed_sheets(workspace)
    assert all(sheet.complete for sheet in desa)
    assert (certificate.complete, certificate.pages, certificate.present) == (False, 0, ())


def test_signed_pages_of_an_earlier_revision_stay_as_an_old_set(workspace: Workspace, tmp_path: Path) -> None:
    import_signed(workspace, photos(printed(workspace), tmp_path))
    workspace.unlock("salah satu TPS dihitung ulang")
    states = [(sheet.state, len(sheet.present)) for sheet in signed_sheets(workspace)]
    assert states == [("draft", 0)] * 3 + [("old", 1)] * 3


def test_a_page_comes_once_and_its_double_is_named(workspace: Workspace, tmp_path: Path) -> None:
    (first, *_) = photos(printed(workspace, "kecamatan"), tmp_path)
    twin = _write(tmp_path / "kembar.jpg", photo(printed(workspace, "kecamatan"), 0, seed=2))
    summary = import_signed(workspace, [first, twin])
    assert _outcomes(summary) == [SignedOutcome.ATTACHED, SignedOutcome.DOUBLED]
    assert first.name in summary.items[1].reason
    again = import_signed(workspace, [twin])
    assert _outcomes(again) == [SignedOutcome.DOUBLED]
    assert len(workspace.signed_pages()) == 1


def test_a_replaced_page_leaves_the_older_one(workspace: Workspace, tmp_path: Path) -> None:
    (first, *_) = photos(printed(workspace, "kecamatan"), tmp_path)
    import_signed(workspace, [first])
    twin = _write(tmp_path / "baru.jpg", photo(printed(workspace, "kecamatan"), 0, seed=2))
    (old,) = workspace.signed_pages()
    summary = import_signed(workspace, [twin], replace=True, only=old.code)
    assert _outcomes(summary) == [SignedOutcome.ATTACHED]
    assert [page.version for page in workspace.signed_pages()] == [1, 2]
    assert signed_sheets(workspace)[0].present[0].source == str(twin)
    assert workspace.original_path(old.sha256).read_bytes() == first.read_bytes()
    assert _outcomes(import_signed(workspace, [twin], replace=True)) == [SignedOutcome.DOUBLED]


def test_only_the_wanted_page_replaces_a_page(workspace: Workspace, tmp_path: Path) -> None:
    paths = photos(printed(workspace), tmp_path)
    import_signed(workspace, paths[:1])
    (old,) = workspace.signed_pages()
    other = import_signed(workspace, [paths[1]], replace=True, only=old.code)
    assert _outcomes(other) == [SignedOutcome.FOREIGN]
    assert len(workspace.signed_pages()) == 1


def test_a_draft_is_named(workspace: Workspace, tmp_path: Path) -> None:
    workspace.unlock("salah kunci")
    draft = printed(workspace, "kecamatan")
    paths = photos(draft, tmp_path)
    assert (
        "belum dikunci" in _only(import_signed(workspace, paths)).reason
        or "draf" in _only(import_signed(workspace, paths)).reason
    )
    workspace.lock("lagi")
    item = _only(import_signed(workspace, paths))
    assert item.outcome is SignedOutcome.OUTDATED
    assert "draf" in item.reason
    assert not workspace.signed_pages()


def _only(summary: SignedSummary) -> SignedItem:
    return summary.items[0]


def test_pages_of_another_kecamatan_and_of_other_figures_are_named(workspace: Workspace, tmp_path: Path) -> None:
    ours = printed_now(workspace)[0]
    code = find_pages(imageio.decode(photo(printed(workspace, "kecamatan"), 0)).grey(0).pixels).pages[0].code
    cases = {
        "kecamatan lain (327301)": replace(code, document=f"327301{code.document[6:]}"),
        "bukan angka yang dikunci": replace(code, sha256="0" * 64),
        "dokumen rapat (kejadian)": replace(
            code, document=code.document.replace("ppwp", "ppwp-rapat"), part="kejadian"
        ),
        "tidak punya rekap pdpr": replace(code, document=code.document.replace("ppwp", "pdpr")),
        "tidak punya lembar 7605052999": replace(code, part="7605052999"),
    }
    for words, foreign in cases.items():
        item = _only(import_signed(workspace, [_write(tmp_path / "asing.png", _qr(foreign.text))]))
        assert item.outcome is SignedOutcome.FOREIGN
        assert words in item.reason
    assert ours.document == code.document
    assert not workspace.signed_pages()
    assert not list(workspace.images_folder.iterdir())


def _qr(text: str) -> bytes:
    target = io.BytesIO()
    segno.make(text, error="m", micro=False).save(target, kind="png", scale=6)
    return target.getvalue()


def test_what_shows_no_page_is_named_and_not_kept(workspace: Workspace, tmp_path: Path) -> None:
    blank = io.BytesIO()
    Image.fromarray(np.full((900, 700, 3), 240, np.uint8)).save(blank, "jpeg")
    paths = [
        _write(tmp_path / "kosong.jpg", blank.getvalue()),
        _write(tmp_path / "situs.png", _qr("https://contoh.id")),
        _write(tmp_path / "rusak.jpg", b"bukan gambar"),
        tmp_path / "tidak-ada.jpg",
    ]
    summary = import_signed(workspace, paths)
    assert set(_outcomes(summary)) == {SignedOutcome.UNREADABLE}
    for item, words in zip(
        summary.items, ("Foto ulang", "bukan kode dokumen", "bukan gambar", "tidak ada"), strict=True
    ):
        assert words in item.reason
    assert not list(workspace.images_folder.iterdir())


def test_a_scan_of_several_pages_is_taken_apart(workspace: Workspace, tmp_path: Path) -> None:
    scan = _write(tmp_path / "pindaian.pdf", printed(workspace))
    summary = import_signed(workspace, [scan])
    assert set(_outcomes(summary)) == {SignedOutcome.ATTACHED}
    assert [item.index for item in summary.items] == list(range(len(summary.items)))
    assert all(sheet.complete for sheet in signed_sheets(workspace))
    assert len({page.sha256 for page in workspace.signed_pages()}) == 1


def test_an_attached_page_is_shown_upright(workspace: Workspace, tmp_path: Path) -> None:
    import_signed(workspace, photos(printed(workspace, "kecamatan"), tmp_path)[:1])
    (page,) = workspace.signed_pages()
    picture = load_signed(workspace, page)
    found = find_pages(np.ascontiguousarray(picture[:, :, 1])).pages
    assert [item.rotation for item in found] == [0]
    assert picture.shape[1] > picture.shape[0]


def test_several_sheets_in_one_photo_are_all_taken(workspace: Workspace, tmp_path: Path) -> None:
    codes = [
        replace(
            find_pages(imageio.decode(photo(printed(workspace), 0)).grey(0).pixels).pages[0].code, part=part, pages=1
        )
        for part in (TPS[0].desa_code, TPS[1].desa_code)
    ]
    pictures = [np.asarray(Image.open(io.BytesIO(_qr(code.text))).convert("L").resize((300, 300))) for code in codes]
    both = io.BytesIO()
    Image.fromarray(np.hstack([np.pad(picture, 40, constant_values=255) for picture in pictures])).save(both, "png")
    summary = import_signed(workspace, [_write(tmp_path / "dua.png", both.getvalue())])
    assert [item.code for item in summary.items] == codes
    assert len(workspace.signed_pages()) == 2


def test_an_import_can_be_stopped_and_keeps_what_is_attached(workspace: Workspace, tmp_path: Path) -> None:
    paths = photos(printed(workspace), tmp_path)
    summary = import_signed(workspace, paths, cancelled=lambda: bool(workspace.signed_pages()))
    assert summary.cancelled
    assert len(workspace.signed_pages()) == 1


def test_the_workspace_itself_refuses_drafts_and_doubles(workspace: Workspace, tmp_path: Path) -> None:
    import_signed(workspace, photos(printed(workspace, "kecamatan"), tmp_path)[:1])
    (page,) = workspace.signed_pages()
    new = NewSignedPage(page.code, page.sha256, 0, 0, "x")
    for code, wrong in (("signed.present", new), ("signed.draft", replace(new, code=replace(page.code, draft=True)))):
        with pytest.raises(UserError) as refusal:
            workspace.attach_signed([wrong])
        assert refusal.value.code == code


def test_a_signed_page_that_is_lost_or_changed_on_the_disk_is_found(workspace: Workspace, tmp_path: Path) -> None:
    import_signed(workspace, photos(printed(workspace, "kecamatan"), tmp_path)[:1])
    (page,) = workspace.signed_pages()
    path = workspace.original_path(page.sha256)
    path.write_bytes(path.read_bytes() + b"x")
    assert [finding.code for finding in workspace.verify().findings] == ["image.changed"]
    path.unlink()
    assert [finding.code for finding in workspace.verify().findings] == ["image.missing"]


def test_a_cadangan_holds_the_signed_pages(workspace: Workspace, tmp_path: Path) -> None:
    import_signed(workspace, photos(printed(workspace, "kecamatan"), tmp_path)[:1])
    copy = workspace.backup(tmp_path / "cadangan")
    with Workspace.open(copy, read_only=True) as opened:
        assert opened.signed_pages() == workspace.signed_pages()
        assert opened.verify().ok
