"""A package carries the rapat pleno: its facts, its documents, the signed head of the audit chain."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from forging import drop, edit, forged

from sirekap_desktop.exchange import sending, stores
from sirekap_desktop.exchange.verify import VerifyReport, verify
from sirekap_desktop.models import seals
from sirekap_desktop.models.pleno.facts import Attended, Incident, encode
from sirekap_desktop.models.seals import PrintedHead
from sirekap_desktop.reports.options import ReportOptions
from tests.models.factories import FORM
from tests.reports.meetings import full_meeting

MEETING = "rapat/ppwp.json"
Change = Callable[[dict[str, bytes]], object]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PrintedHead]:
    """The package of a whole meeting, and the head that was printed at its first lock."""
    folder = tmp_path_factory.mktemp("rapat")
    with full_meeting(folder) as workspace:
        sending.build(workspace, folder / "p.zip", options=ReportOptions("A4"))
        first = workspace.pleno_snapshot(FORM).locks[0].heads
    return folder / "p.zip", seals.parse_head(seals.printed(first[0]))


def codes(report: VerifyReport) -> set[str]:
    return {finding.code for finding in report.findings}


def test_the_documents_of_the_meeting_are_in_the_package_and_verified(sent: tuple[Path, PrintedHead]) -> None:
    path, head = sent
    report = verify(path, head=head)
    assert report.findings == ()
    names = {file.name for file in report.manifest.files}
    assert {MEETING, "dokumen/D.KEJADIAN-KHUSUS-PPWP-760505.pdf", "dokumen/D.KUNCI-PPWP-760505.pdf"} <= names
    data = json.loads(stores.scan(path, lambda count: None).read(
        next(file.sha256 for file in report.manifest.files if file.name == MEETING), 10**7))  # fmt: skip
    assert "Listrik padam sepuluh menit" in json.dumps(data)


def test_a_printed_head_that_the_package_does_not_hold_is_a_finding(sent: tuple[Path, PrintedHead]) -> None:
    path, head = sent
    other = PrintedHead(head.seq, "0" * 16)
    assert codes(verify(path, head=other, with_documents=False)) == {"head.differs"}
    assert codes(verify(path, head=PrintedHead(99_999, head.digits), with_documents=False)) == {"head.missing"}


def _line(kind: str, /, **values: object) -> Callable[[dict], None]:
    def change(data: dict) -> None:
        line = next(line for line in data["lines"] if line["kind"] == kind)
        line |= values

    return change


def _seal(**values: object) -> Callable[[dict], None]:
    def change(data: dict) -> None:
        next(lock for lock in data["locks"] if lock["heads"]).update(values)

    return change


def _cut_audit(contents: dict[str, bytes]) -> None:
    """The end of the chain goes, from the second lock on."""
    lines = contents["audit/audit.jsonl"].splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if json.loads(line)["subject"] == "chain_seal")
    contents["audit/audit.jsonl"] = b"".join(lines[: first + 1])


def _spoil_signature(contents: dict[str, bytes]) -> None:
    data = contents["audit/audit.jsonl"]
    at = data.index(b'signature\\":\\"') + len(b'signature\\":\\"')
    contents["audit/audit.jsonl"] = data[:at] + (b"0" if data[at : at + 1] != b"0" else b"1") + data[at + 1 :]


LIES: dict[str, tuple[Change, set[str]]] = {
    "fact changed": (
        edit(MEETING, _line("incident", body=encode(Incident(text="Tidak ada apa-apa")))),
        {"meeting.audit"},
    ),
    "fact left out": (edit(MEETING, lambda d: d["lines"].pop(3)), {"meeting.audit"}),
    "fact without sense": (edit(MEETING, _line("incident", body="{")), {"meeting.facts", "meeting.audit"}),
    "unknown kind": (edit(MEETING, _line("incident", kind="pesta")), {"meeting.facts"}),
    "other person": (edit(MEETING, _line("approved", who="LAIN")), {"meeting.audit"}),
    "reason of a reopening": (edit(MEETING, lambda d: d["locks"][1].update(reason="tanpa alasan")), {"meeting.locks"}),
    "other head": (edit(MEETING, _seal(heads=[["m", 1, "0" * 64]])), {"meeting.locks"}),
    "revision": (edit(MEETING, lambda d: d.update(revision=1)), {"meeting.lock"}),
    "correction left out": (edit(MEETING, lambda d: d["corrections"].pop(0)), {"meeting.correction"}),
    "correction changed": (
        edit(MEETING, lambda d: d["corrections"][0].update(reason="lain")),
        {"meeting.correction"},
    ),
    "before changed": (edit(MEETING, lambda d: d["corrections"][0].update(before=1)), {"meeting.correction"}),
    "other kecamatan": (edit(MEETING, lambda d: d["kecamatan"].update(name="LAIN")), {"meeting.manifest"}),
    "no json": (lambda c: c.update({MEETING: b"{"}), {"meeting.format"}),
    "left out": (drop(MEETING), {"content.missing"}),
    "of no election here": (lambda c: c.update({"rapat/pdpr.json": c[MEETING]}), {"meeting.extra"}),
    "audit cut": (_cut_audit, {"meeting.audit", "meeting.locks"}),
    "signature": (_spoil_signature, {"seal.signature", "chain.changed"}),
    "names of PPK": (edit(MEETING, lambda d: d.update(contestants=[])), {"document.differs"}),
    "document changed": (
        lambda c: c.update({"dokumen/D.KUNCI-PPWP-760505.pdf": c["dokumen/D.DAFTAR-HADIR-PPWP-760505.pdf"]}),
        {"document.differs"},
    ),
    "document left out": (drop("dokumen/D.PEMBETULAN-PPWP-760505.pdf"), {"content.missing"}),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_about_the_meeting_is_found(sent: tuple[Path, PrintedHead], tmp_path: Path, lie: str) -> None:
    change, expected = LIES[lie]
    assert expected <= codes(verify(forged(sent[0], tmp_path / "forged.zip", change)))


def test_a_package_of_an_older_program_needs_no_meeting(sent: tuple[Path, PrintedHead], tmp_path: Path) -> None:
    old = forged(sent[0], tmp_path / "lama.zip", drop(MEETING), program="sirekap-desktop 0.1")
    assert codes(verify(old)) == set()


def test_what_is_noted_later_is_in_the_next_package(tmp_path: Path) -> None:
    with full_meeting(tmp_path, final=False) as workspace:
        before = workspace.pleno_snapshot(FORM).sha256
        workspace.note(FORM, Attended(name="TAMU"))
        assert workspace.pleno_snapshot(FORM).sha256 != before
        sending.build(workspace, tmp_path / "p.zip", options=ReportOptions("F4"))
    assert verify(tmp_path / "p.zip").ok
