"""A package of a part of the kecamatan says so, and verify holds it to what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from forging import edit, forged
from kecamatan import FORM, TPS, new_workspace, record_all, save_photos

from sirekap_desktop.exchange import manifest, sending
from sirekap_desktop.exchange.earlier import held_by
from sirekap_desktop.exchange.manifest import Manifest
from sirekap_desktop.exchange.scope import PackageScope
from sirekap_desktop.exchange.sending import Picking
from sirekap_desktop.exchange.verify import VerifyReport, verify
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.models.records import EntryHow, NewEntry
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.options import ReportOptions

DPD = "c-hasil-dpd-2024"
DESA = TPS[0].desa_code
BARE = PackageScope(contents=("audit",))
"""Without documents, which take most of the time."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two pemilihan, two desa, a photo in each desa."""
    folder = tmp_path_factory.mktemp("cakupan")
    with new_workspace(folder / "ruang") as made:
        made.set_elections([FORM, DPD])
        for number in (0, 1):
            import_paths(made, save_photos(folder / "foto", number, pages=(2,)))
            record_all(made, number)
            fields = made.form(DPD, TPS[number].code).fields
            made.record_many(TPS[number].code, DPD, [NewEntry(field.name, 5, EntryHow.TYPED) for field in fields])
        yield made


def build(workspace: Workspace, target: Path, wanted: PackageScope, **more: object) -> Manifest:
    return sending.build(workspace, target, options=ReportOptions(), picking=Picking(wanted, **more))


def codes(report: VerifyReport) -> set[str]:
    return {finding.code for finding in report.findings}


def names(made: Manifest, folder: str) -> set[str]:
    return {file.name for file in made.files if file.name.startswith(folder)}


def test_a_whole_package_says_nothing_was_left_out(workspace: Workspace, tmp_path: Path) -> None:
    made = build(workspace, tmp_path / "p.zip", PackageScope())
    report = verify(tmp_path / "p.zip")
    assert (report.findings, report.notes) == ((), ())
    assert made.scope.is_whole
    assert len(names(made, "foto/")) == 2


def test_a_part_by_desa_has_the_form_data_of_its_tps_and_the_whole_recap(workspace: Workspace, tmp_path: Path) -> None:
    made = build(workspace, tmp_path / "p.zip", replace(BARE, desa=(DESA,)))
    report = verify(tmp_path / "p.zip")
    assert report.findings == ()
    assert [note.code for note in report.notes] == ["scope.part"] * 3
    assert names(made, "data/") == {f"data/{name}/{TPS[0].code}.json" for name in ("ppwp", "pdpd")}
    assert {name.split("/")[1] for name in names(made, "foto/")} == {TPS[0].code}
    (whole,) = [item for item in workspace.recaps() if item.form == FORM]
    assert whole.sha256 in {recap.snapshot_sha256 for recap in made.recaps}


def test_a_part_by_pemilihan_has_only_its_recap_meeting_and_documents(workspace: Workspace, tmp_path: Path) -> None:
    made = build(workspace, tmp_path / "p.zip", PackageScope(pemilihan=("pdpd",)))
    assert verify(tmp_path / "p.zip").findings == ()
    assert [recap.name for recap in made.recaps] == ["pdpd"]
    assert names(made, "rapat/") == {"rapat/pdpd.json"}
    assert all("DPD" in name for name in names(made, "dokumen/D.HASIL"))
    assert names(made, "foto/") == set()


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        (("signed",), "Tanpa jejak audit: riwayat, kunci, dan revisi tidak dapat diperiksa."),
        (("audit", "signed"), "Tanpa dokumen."),
        (("audit",), "Tanpa gambar salinan bertanda tangan."),
    ],
)
def test_what_was_left_out_is_noted_and_no_finding(
    workspace: Workspace, tmp_path: Path, contents: tuple[str, ...], words: str
) -> None:
    build(workspace, tmp_path / "p.zip", PackageScope(contents=contents))
    report = verify(tmp_path / "p.zip")
    assert report.findings == ()
    assert words in [note.message for note in report.notes]


def test_without_photos_their_hashes_stay(workspace: Workspace, tmp_path: Path) -> None:
    made = build(workspace, tmp_path / "p.zip", replace(BARE, images="none"))
    assert verify(tmp_path / "p.zip").findings == ()
    assert names(made, "foto/") == set()


# --- photos that changed --------------------------------------------------------------------------------------------


def _changed(workspace: Workspace, target: Path, earlier: Path, **more: object) -> Manifest:
    held = held_by(earlier, workspace.kecamatan.code)
    return build(workspace, target, replace(BARE, images="changed", since=held.manifest, **more), held=held)


def test_only_photos_that_came_since_an_earlier_package_go_along(workspace: Workspace, tmp_path: Path) -> None:
    build(workspace, tmp_path / "lama.zip", replace(BARE, desa=(DESA,)))
    made = _changed(workspace, tmp_path / "baru.zip", tmp_path / "lama.zip")
    assert verify(tmp_path / "baru.zip").findings == ()
    assert {name.split("/")[1] for name in names(made, "foto/")} == {TPS[1].code}


def test_what_the_package_before_the_earlier_one_brought_is_not_sent_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    build(workspace, tmp_path / "1.zip", replace(BARE, desa=(DESA,)))
    _changed(workspace, tmp_path / "2.zip", tmp_path / "1.zip")
    made = _changed(workspace, tmp_path / "3.zip", tmp_path / "2.zip")
    assert names(made, "foto/") == set()
    assert verify(tmp_path / "3.zip").findings == ()


def test_a_package_without_photos_brought_none(workspace: Workspace, tmp_path: Path) -> None:
    build(workspace, tmp_path / "1.zip", replace(BARE, images="none"))
    assert len(names(_changed(workspace, tmp_path / "2.zip", tmp_path / "1.zip"), "foto/")) == 2


def test_the_original_goes_where_the_earlier_package_had_it_only_smaller(workspace: Workspace, tmp_path: Path) -> None:
    build(
        workspace,
        tmp_path / "1.zip",
        replace(BARE, reduced=800),
        shrink=lambda path, size: b"kecil" + path.name.encode(),
    )
    assert len(names(_changed(workspace, tmp_path / "2.zip", tmp_path / "1.zip"), "foto/")) == 2
    assert not names(_changed(workspace, tmp_path / "3.zip", tmp_path / "1.zip", reduced=800), "foto/")
    assert len(names(_changed(workspace, tmp_path / "4.zip", tmp_path / "1.zip", reduced=1200), "foto/")) == 2


def test_a_package_of_another_kecamatan_is_nothing_to_compare_with(workspace: Workspace, tmp_path: Path) -> None:
    build(workspace, tmp_path / "1.zip", replace(BARE, images="none"))
    with pytest.raises(UserError, match="kecamatan lain"):
        held_by(tmp_path / "1.zip", "760501")


# --- smaller photos -------------------------------------------------------------------------------------------------


def test_a_smaller_photo_names_its_original(workspace: Workspace, tmp_path: Path) -> None:
    made = build(
        workspace, tmp_path / "p.zip", replace(BARE, reduced=800), shrink=lambda path, size: path.read_bytes()[:size]
    )
    assert verify(tmp_path / "p.zip").findings == ()
    originals = {image.sha256 for image in workspace.images()}
    photos = [file for file in made.files if file.kind == "image"]
    assert {file.reduced_from for file in photos} == originals
    assert {file.size for file in photos} == {800}


def test_a_photo_that_cannot_be_made_smaller_goes_as_it_is(workspace: Workspace, tmp_path: Path) -> None:
    made = build(workspace, tmp_path / "p.zip", replace(BARE, reduced=800), shrink=lambda path, size: None)
    assert {file.reduced_from for file in made.files} == {None}
    assert verify(tmp_path / "p.zip").findings == ()


# --- packages whose sender lies ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def part(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bagian") / "p.zip"
    build(workspace, path, replace(BARE, desa=(DESA,), pemilihan=("ppwp",)))
    return path


def _say(**changed: object) -> dict[str, object]:
    return {"scope": replace(BARE, **({"desa": (DESA,), "pemilihan": ("ppwp",)} | changed))}


def _other_desa(data: dict) -> None:
    data["tps"] = TPS[1].code


@pytest.mark.parametrize(
    ("about", "change", "code"),
    [
        (_say(desa=None), lambda contents: None, "content.missing"),
        (_say(desa=(TPS[1].desa_code,)), lambda contents: None, "content.missing"),
        (_say(desa=("7605059999",)), lambda contents: None, "scope.desa"),
        (_say(pemilihan=None), lambda contents: None, "scope.pemilihan"),
        (_say(pemilihan=("pdpd", "ppwp")), lambda contents: None, "scope.pemilihan"),
        (_say(pemilihan=("pdpd",)), lambda contents: None, "scope.pemilihan"),
        (_say(images="none"), lambda contents: None, "scope.extra"),
        (_say(contents=()), lambda contents: None, "scope.extra"),
        (_say(), lambda contents: contents.pop("audit/audit.jsonl"), "content.missing"),
        (_say(), lambda contents: contents.update({"dokumen/lain.pdf": b"%PDF"}), "scope.extra"),
        (
            _say(),
            edit(f"data/ppwp/{TPS[0].code}.json", lambda data: data["images"][0].update(file=None)),
            "scope.image",
        ),
        (
            _say(),
            lambda contents: contents.update(
                {f"data/ppwp/{TPS[1].code}.json": contents[f"data/ppwp/{TPS[0].code}.json"]}
            ),
            "data.extra",
        ),
    ],
)
def test_a_package_that_holds_other_than_it_says_is_found(
    part: Path, tmp_path: Path, about: dict[str, object], change: Callable[[dict[str, bytes]], object], code: str
) -> None:
    assert code in codes(verify(forged(part, tmp_path / "q.zip", change, **about)))


def test_the_same_part_packed_anew_has_no_findings(part: Path, tmp_path: Path) -> None:
    assert verify(forged(part, tmp_path / "q.zip", lambda contents: None)).findings == ()


@pytest.mark.parametrize(
    "nonsense",
    [
        {"pemilihan": ()},
        {"desa": (DESA, DESA)},
        {"desa": ("b", "a")},
        {"images": "some"},
        {"images": "changed"},
        {"since": "0" * 64},
        {"reduced": 0},
        {"contents": ("signed", "audit")},
        {"contents": ("recap",)},
    ],
)
def test_a_scope_that_makes_no_sense_is_refused(
    workspace: Workspace, tmp_path: Path, nonsense: dict[str, object]
) -> None:
    with pytest.raises(UserError):
        build(workspace, tmp_path / "p.zip", replace(BARE, **nonsense))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("part", "words"), [({"pemilihan": ("pilgub",)}, "pilgub"), ({"desa": ("7605059999",)}, "7605059999")]
)
def test_a_part_that_the_workspace_has_not_is_named(
    workspace: Workspace, tmp_path: Path, part: dict[str, object], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        build(workspace, tmp_path / "p.zip", replace(BARE, **part))


# --- packages of schema 1 ---------------------------------------------------------------------------------------------


def test_a_package_of_schema_1_is_still_read(part: Path, workspace: Workspace, tmp_path: Path) -> None:
    build(workspace, tmp_path / "p.zip", replace(BARE, images="none"))
    about = {"schema": 1, "scope": PackageScope(), "program": "sirekap-desktop 0.0.1"}
    report = verify(forged(tmp_path / "p.zip", tmp_path / "lama.zip", lambda contents: None, **about))
    assert report.findings == ()
    value = json.loads(report.manifest.canonical())
    assert "scope" not in value
    assert all("reduced_from" not in file for file in value["files"])


def test_schema_1_with_the_keys_of_schema_2_is_damaged(part: Path) -> None:
    data = json.loads(verify(part).manifest.canonical()) | {"schema": 1}
    with pytest.raises(UserError):
        manifest.parse(manifest.canonical(data))


def test_the_audit_is_written_line_by_line_as_it_would_be_at_once(workspace: Workspace, tmp_path: Path) -> None:
    made = build(workspace, tmp_path / "p.zip", replace(BARE, images="none"))
    whole = workspace.audit_export()
    assert made.file("audit/audit.jsonl").sha256 == hashlib.sha256(whole).hexdigest()
    lines: list[bytes] = []
    workspace.write_audit(lines.append)
    assert len(lines) == whole.count(b"\n") > 10
