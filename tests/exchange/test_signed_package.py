"""Signed copies travel in the package, and verify holds them against list, audit and recap."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from forging import edit, forged
from signed_copies import A4, locked_workspace, photos, printed

from sirekap_desktop.exchange import sending
from sirekap_desktop.exchange.signed import INDEX
from sirekap_desktop.exchange.stores import scan
from sirekap_desktop.exchange.verify import VerifyReport, verify
from sirekap_desktop.jobs.signed import import_signed
from sirekap_desktop.models.workspace import Workspace
from tests.reports.pages import Pages


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with signed copies of revision 1 and of revision 2."""
    folder = tmp_path_factory.mktemp("bertanda")
    with locked_workspace(folder / "ruang") as workspace:
        import_signed(workspace, photos(printed(workspace, "kecamatan"), folder / "lama"))
        workspace.unlock("kunci terlalu dini")
        workspace.lock("disahkan kembali")
        import_signed(workspace, photos(printed(workspace), folder / "baru"))
        sending.build(workspace, folder / "p.zip", options=A4)
        sending.build(workspace, folder / "tanpa-foto.zip", options=A4, with_images=False)
    return folder


def _codes(report: VerifyReport) -> set[str]:
    return {finding.code for finding in report.findings}


def test_the_package_carries_every_signed_page_and_verifies(sent: Path) -> None:
    report = verify(sent / "p.zip")
    assert report.findings == ()
    files = [file for file in report.manifest.files if file.kind == "signed"]
    assert len(files) == 4
    assert {file.name.split("/")[1].rsplit("-", 1)[0] for file in files} == {"760505-ppwp-r1", "760505-ppwp-r2"}
    assert all(file.name.endswith("-v1.jpg") for file in files)


def test_a_package_without_photos_still_lists_the_signed_pages(sent: Path) -> None:
    report = verify(sent / "tanpa-foto.zip")
    assert report.findings == ()
    kinds = [file.kind for file in report.manifest.files]
    assert "signed_index" in kinds
    assert "signed" not in kinds


def test_a_package_without_signed_pages_has_no_list(sent: Path, tmp_path: Path) -> None:
    with locked_workspace(tmp_path / "ruang") as workspace:
        sending.build(workspace, tmp_path / "p.zip", options=A4)
    report = verify(tmp_path / "p.zip")
    assert report.findings == ()
    assert not report.manifest.file(INDEX)


def _drop_index(contents: dict[str, bytes]) -> None:
    del contents[INDEX]


def _drop_picture(contents: dict[str, bytes]) -> None:
    del contents[_pictures(contents)[0]]


def _exchange_pictures(contents: dict[str, bytes]) -> None:
    first, second, *_ = _pictures(contents)
    contents[first], contents[second] = contents[second], contents[first]


def _change_picture(contents: dict[str, bytes]) -> None:
    contents[_pictures(contents)[0]] += b"x"


def _add_picture(contents: dict[str, bytes]) -> None:
    contents["tandatangan/lain.jpg"] = b"x"


def _pictures(contents: dict[str, bytes]) -> list[str]:
    return sorted(name for name in contents if name.startswith("tandatangan/") and name != INDEX)


def _set(key: str, value: object) -> Callable[[dict[str, bytes]], None]:
    return edit(INDEX, lambda data: data["pages"][-1].update({key: value}))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_drop_index, "content.missing"),
        (_drop_picture, "signed.image"),
        (_exchange_pictures, "signed.image"),
        (_change_picture, "signed.image"),
        (_add_picture, "signed.extra"),
        (edit(INDEX, lambda data: data["pages"].pop()), "signed.audit"),
        (edit(INDEX, lambda data: data["pages"].append(data["pages"][0])), "signed.audit"),
        (_set("who", "ORANG LAIN"), "signed.audit"),
        (_set("page", 7), "signed.audit"),
        (_set("index", 1), "signed.audit"),
        (_set("snapshot_sha256", "0" * 64), "signed.recap"),
        (_set("document", "760505-ppwp-r3-00000000"), "signed.recap"),
        (_set("document", "327301-ppwp-r1-00000000"), "signed.recap"),
        (_set("document", "tidak ada"), "signed.recap"),
        (edit(INDEX, lambda data: data.update(schema=2)), "signed.format"),
        (edit(INDEX, lambda data: data.update(lain=1)), "signed.format"),
    ],
)
def test_a_sender_who_lies_about_signed_pages_is_found(
    sent: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], object], code: str
) -> None:
    assert code in _codes(verify(forged(sent / "p.zip", tmp_path / "q.zip", change)))


def test_forging_alone_is_not_what_is_found(sent: Path, tmp_path: Path) -> None:
    assert verify(forged(sent / "p.zip", tmp_path / "q.zip", lambda contents: None)).findings == ()


def test_a_reader_writes_the_same_package(sent: Path, tmp_path: Path) -> None:
    with Workspace.open(sent / "ruang", read_only=True, key_folder=sent / "keys") as workspace:
        sending.build(workspace, tmp_path / "lagi.zip", options=A4)
    assert (tmp_path / "lagi.zip").read_bytes() == (sent / "p.zip").read_bytes()


def test_every_page_of_the_locked_dhasil_says_the_key_that_signed_the_package(sent: Path) -> None:
    found = scan(sent / "p.zip", lambda count: None)
    fingerprint = verify(sent / "p.zip", with_documents=False).fingerprint
    names = [name for name in found.files if name.startswith("dokumen/D.HASIL") and name.endswith(".pdf")]
    texts = []
    for name in names:
        with Pages(found.read(found.files[name].sha256, 10**8)) as pages:
            texts += [pages.text(number) for number in range(pages.count)]
    assert len(texts) > 1
    assert [text for text in texts if f"kunci {fingerprint}" not in text] == []
