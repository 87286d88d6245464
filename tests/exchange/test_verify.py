"""What a package says is checked without its workspace, also against a sender who lies and signs."""

from __future__ import annotations

import hashlib
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from forging import (
    change_document,
    change_total,
    count_a_tps_twice,
    document_name,
    drop,
    drop_audit_line,
    edit,
    forged,
    raise_vote,
    raise_vote_and_history,
    recall_withdrawn,
    refigure,
    repack_pdf,
    repaint,
    rewrite_workbook,
    say_it_twice,
)
from kecamatan import FORM, TPS

from sirekap_desktop.exchange import decode, keys, manifest, sending, stores
from sirekap_desktop.exchange.verify import VerifyReport, verify
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.options import ReportOptions

DATA = f"data/ppwp/{TPS[0].code}.json"


def codes(report: VerifyReport) -> set[str]:
    return {finding.code for finding in report.findings}


def test_a_package_as_it_was_written_holds_together(package: Path) -> None:
    report = verify(package)
    assert report.findings == ()
    assert report.manifest.kecamatan.name == "ULUMANDA"
    assert {file.kind for file in report.manifest.files} == {
        "data", "recap", "csv", "xlsx", "document", "meeting", "image", "audit",
    }  # fmt: skip


def test_the_form_data_carry_history_and_names_of_the_published_data(package: Path) -> None:
    found = stores.scan(package, lambda count: None)
    data = json.loads(found.read(found.files[DATA].sha256, 10**7))
    values = {value["name"]: value["value"] for value in data["values"]}
    assert values["pengguna_non_dpt_j"] == TPS[0].values["pengguna_dpk_j"]
    assert values["disabilitas_l"] is None
    assert values["suara_2"] == 7
    history = [(entry["value"], entry["how"]) for entry in data["entries"] if entry["field"] == "suara_1"]
    assert [how for _, how in history] == ["typed", "typed", "withdrawn"]
    assert data["images"][0]["file"].endswith("-hal2-v1.jpg")


def test_the_whole_history_is_that_of_each_field(workspace: Workspace) -> None:
    log = workspace.histories(TPS[0].code, FORM)
    fields = {entry.field for entry in log}
    assert {name: tuple(e for e in log if e.field == name) for name in fields} == {
        name: workspace.history(TPS[0].code, FORM, name) for name in fields
    }


def test_the_csv_tells_missing_from_empty(package: Path) -> None:
    found = stores.scan(package, lambda count: None)
    head, first, second = found.read(found.files["csv/ppwp-tps.csv"].sha256, 10**6).decode().splitlines()
    names = head.split(",")
    assert (first.split(",")[names.index("disabilitas_l")], first.split(",")[-1]) == ("", "disabilitas_l")
    assert second.split(",")[names.index("suara_1")] == "0"
    assert "suara_sah" in second.split(",")[names.index("belum")].split()


def test_no_changed_byte_stays_unnoticed(package: Path) -> None:
    """A sample of all offsets; each finding names what lies there. The small package of bytes is searched whole."""
    original = package.read_bytes()
    ends = [*range(200), *range(len(original) - 400, len(original), 3)]
    for offset in [*random.Random(2024).sample(range(len(original)), 60), *ends[::9]]:
        changed = bytearray(original)
        changed[offset] ^= 0x20
        package.write_bytes(changed)
        try:
            found = stores.scan(package, lambda count: None)
        except UserError:
            continue
        assert found.findings, offset


def test_a_known_signer_is_accepted_in_every_spelling(package: Path, tmp_path: Path) -> None:
    public = bytes.fromhex(verify(package).manifest.signer)
    pem = tmp_path / "ppk.pem"
    pem.write_bytes(keys.public_pem(public))
    for spelling in (str(pem), public.hex(), keys.fingerprint(public), keys.fingerprint(public).lower()):
        assert verify(package, spelling).ok


def test_an_unknown_signer_is_a_finding(package: Path) -> None:
    report = verify(package, keys.fingerprint(bytes(32)))
    assert codes(report) == {"signer.unknown"}


def test_a_key_that_is_none_is_refused(package: Path) -> None:
    with pytest.raises(UserError) as caught:
        verify(package, "bukan kunci")
    assert caught.value.code == "key.unknown"


LIES = {
    "value": (edit(DATA, raise_vote), {"recap.differs", "data.history"}),
    "value and history": (edit(DATA, raise_vote_and_history), {"recap.differs", "data.audit"}),
    "withdrawn value": (edit(DATA, recall_withdrawn), {"recap.differs", "data.audit"}),
    "audit line": (drop_audit_line, {"chain.broken"}),
    "total": (edit("rekap/ppwp.json", change_total), {"recap.manifest", "recap.sum"}),
    "tps twice": (edit("rekap/ppwp.json", count_a_tps_twice), {"recap.columns"}),
    "more tps than columns": (
        edit("rekap/ppwp.json", lambda d: d["kecamatan_table"]["columns"][0].update(tps_total=2)),
        {"recap.columns"},
    ),
    "locked": (edit("rekap/ppwp.json", lambda d: d.update(locked=True)), {"recap.lock"}),
    "later revision": (edit("rekap/ppwp.json", lambda d: d.update(revision=2)), {"recap.lock"}),
    "negative": (edit(DATA, lambda d: d["values"][0].update(value=-5)), {"data.value"}),
    "field twice": (edit(DATA, say_it_twice), {"data.value"}),
    "csv": (lambda c: c.update({"csv/ppwp-tps.csv": b"kode\r\n"}), {"csv.differs"}),
    "sheet changed": (change_document(".pdf", repaint), {"document.differs"}),
    "workbook changed": (change_document(".xlsx", refigure), {"document.differs"}),
    "sheet is no pdf": (change_document(".pdf", lambda data: b"%PDF"), {"document.differs"}),
    "workbook is no zip": (change_document(".xlsx", lambda data: b"PK"), {"document.differs"}),
    "sheet left out": (lambda c: c.pop(document_name(c, ".pdf")), {"content.missing"}),
    "foreign sheet": (lambda c: c.update({"dokumen/lain.pdf": b"%PDF"}), {"document.extra"}),
    "tps left out": (drop(DATA), {"content.missing"}),
    "recap left out": (drop("rekap/ppwp.json"), {"content.missing"}),
    "foreign tps": (lambda c: c.update({"data/ppwp/1101012001001.json": c[DATA]}), {"data.extra"}),
    "no json": (lambda c: c.update({DATA: b"{"}), {"content.format"}),
    "half a character": (
        lambda c: c.update({DATA: c[DATA].replace(b'"typed"', b'"\\ud800"', 1)}),
        {"content.format"},
    ),
    "half a character in the recap": (
        lambda c: c.update({"rekap/ppwp.json": c["rekap/ppwp.json"].replace(b"ULUMANDA", b"\\uDC00", 1)}),
        {"content.format"},
    ),
    "deep json": (lambda c: c.update({DATA: b"[" * 100_000 + b"]" * 100_000}), {"content.format"}),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_that_was_signed_is_still_found(package: Path, tmp_path: Path, lie: str) -> None:
    change, expected = LIES[lie]
    report = verify(forged(package, tmp_path / "forged.zip", change))
    assert report.fingerprint is not None
    assert expected <= codes(report)


def test_a_package_without_photos_verifies(workspace: Workspace, tmp_path: Path) -> None:
    written = sending.build(workspace, tmp_path / "kecil.zip", options=ReportOptions(), with_images=False)
    assert not [file for file in written.files if file.kind == "image"]
    assert verify(tmp_path / "kecil.zip").ok


def test_the_same_workspace_gives_the_same_package(workspace: Workspace, tmp_path: Path, built: Path) -> None:
    for name in ("a.zip", "b.zip"):
        sending.build(workspace, tmp_path / name, options=ReportOptions())
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_folder_package_carries_the_same_objects(workspace: Workspace, tmp_path: Path) -> None:
    sending.build(workspace, tmp_path / "paket", options=ReportOptions())
    sending.build(workspace, tmp_path / "p2.zip", options=ReportOptions())
    assert verify(tmp_path / "paket").ok
    with zipfile.ZipFile(tmp_path / "p2.zip") as archive:
        assert archive.read("manifest.json") == (tmp_path / "paket" / "manifest.json").read_bytes()


def test_the_recap_in_the_package_is_that_of_the_workspace(workspace: Workspace, package: Path) -> None:
    (recap,) = verify(package).manifest.recaps
    assert recap.snapshot_sha256 == workspace.recap().sha256


def test_a_tps_that_counts_twice_is_found_though_every_sum_agrees(package: Path, tmp_path: Path) -> None:
    found = verify(forged(package, tmp_path / "forged.zip", edit("rekap/ppwp.json", count_a_tps_twice)))
    assert "recap.sum" not in codes(found)
    assert "recap.columns" in codes(found)


def test_a_locked_and_reopened_kecamatan_verifies(workspace: Workspace, tmp_path: Path) -> None:
    workspace.lock("Pleno selesai")
    sending.build(workspace, tmp_path / "final.zip", options=ReportOptions(), with_images=False)
    workspace.unlock("Ada yang keliru")
    sending.build(workspace, tmp_path / "ulang.zip", options=ReportOptions(), with_images=False)
    states = []
    for name in ("final.zip", "ulang.zip"):
        report = verify(tmp_path / name)
        assert report.findings == ()
        states += [(recap.locked, recap.revision) for recap in report.manifest.recaps]
    assert states == [(True, 1), (False, 2)]


def test_the_package_names_the_machine_that_signed_it(workspace: Workspace, tmp_path: Path, built: Path) -> None:
    folder = workspace.folder
    workspace.close()
    with Workspace.open(folder, operator="Budi", key_folder=tmp_path / "laptop-lain") as other:
        other.record(TPS[1].code, FORM, "suara_2", 5, EntryHow.TYPED)
    with Workspace.open(folder, read_only=True, key_folder=built / "keys") as reader:
        written = sending.build(reader, tmp_path / "p.zip", options=ReportOptions(), with_images=False)
    assert written.machine == hashlib.sha256(bytes.fromhex(written.signer)).hexdigest()[: len(written.machine)]


@pytest.mark.parametrize("options", [ReportOptions("A4", "every_page"), ReportOptions("F4")])
def test_documents_are_known_again_however_they_were_printed(
    workspace: Workspace, tmp_path: Path, options: ReportOptions
) -> None:
    sending.build(workspace, tmp_path / "p.zip", options=options, with_images=False)
    assert verify(tmp_path / "p.zip").findings == ()


def test_the_zlib_of_another_system_makes_no_finding(package: Path, tmp_path: Path) -> None:
    def pack_anew(contents: dict[str, bytes]) -> None:
        for name in [name for name in contents if name.startswith("dokumen/")]:
            old = contents[name]
            if name.endswith(".pdf"):
                contents[name] = repack_pdf(old, lambda page: page)
            else:
                contents[name] = rewrite_workbook(old, lambda sheet: sheet)
            assert contents[name] != old

    assert verify(forged(package, tmp_path / "p.zip", pack_anew)).findings == ()


def test_documents_of_another_version_are_noted_and_not_compared(package: Path, tmp_path: Path) -> None:
    change = LIES["sheet changed"][0]
    report = verify(forged(package, tmp_path / "p.zip", change, program="sirekap-desktop 0.0.1"))
    assert report.findings == ()
    (note,) = report.notes
    assert "0.0.1" in note.message


def test_the_writer_need_not_make_its_documents_again(package: Path, tmp_path: Path) -> None:
    other = forged(package, tmp_path / "p.zip", LIES["sheet changed"][0])
    assert verify(other, with_documents=False).ok
    assert not verify(other).ok


def test_making_documents_again_can_be_stopped(package: Path) -> None:
    def advance(count: int) -> None:
        if count == 0:
            raise UserError("Dihentikan.", code="stopped")

    with pytest.raises(UserError) as caught:
        verify(package, advance=advance)
    assert caught.value.code == "stopped"


@pytest.fixture
def of_two_machines(workspace: Workspace, tmp_path: Path) -> Path:
    """A package in which a second computer recorded TPS 2 anew, and the first one corrected that."""
    folder, keys_of_first = workspace.folder, workspace.key_folder
    workspace.record(TPS[1].code, FORM, "suara_2", 4, EntryHow.TYPED)
    workspace.close()
    with Workspace.open(folder, operator="Budi", key_folder=tmp_path / "laptop-lain") as other:
        other.record(TPS[1].code, FORM, "suara_2", 5, EntryHow.TYPED)
        other.record(TPS[1].code, FORM, "suara_3", 6, EntryHow.TYPED)
    with Workspace.open(folder, operator="Siti", key_folder=keys_of_first) as first:
        first.record(TPS[1].code, FORM, "suara_2", 4, EntryHow.TYPED)
        sending.build(first, tmp_path / "dua.zip", options=ReportOptions(), with_images=False)
    return tmp_path / "dua.zip"


def move_budis_lines_last(contents: dict[str, bytes]) -> None:
    """Each chain stays whole, but Budi's 5 now seems to be newer than Siti's last 4."""
    lines = contents["audit/audit.jsonl"].splitlines(keepends=True)
    lines.sort(key=lambda line: json.loads(line)["who"] == "Budi")
    contents["audit/audit.jsonl"] = b"".join(lines)


def split_audit(contents: dict[str, bytes]) -> None:
    lines = contents["audit/audit.jsonl"].splitlines(keepends=True)
    budis = [line for line in lines if json.loads(line)["who"] == "Budi"]
    contents["audit/audit.jsonl"] = b"".join(line for line in lines if line not in budis)
    contents["audit/budi.jsonl"] = b"".join(budis)


def test_chains_of_two_machines_in_their_order_are_whole(of_two_machines: Path) -> None:
    assert verify(of_two_machines).findings == ()


@pytest.mark.parametrize("change", [move_budis_lines_last, split_audit])
def test_whole_chains_in_another_order_are_found(
    of_two_machines: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    report = verify(forged(of_two_machines, tmp_path / "p.zip", change))
    assert "audit.order" in codes(report)
    assert "chain.broken" not in codes(report)


def test_a_backslash_before_letters_like_an_escape_is_plain_text() -> None:
    assert decode.load_json(manifest.canonical("D:\\udaerah"), "x") == "D:\\udaerah"
