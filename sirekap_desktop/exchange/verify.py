"""Checks a package without the sender's workspace (design.md §8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sirekap_desktop.exchange import keys
from sirekap_desktop.exchange.completeness import scope_notes
from sirekap_desktop.exchange.contents import check_contents, snapshots
from sirekap_desktop.exchange.manifest import PANEL_KIND, Manifest
from sirekap_desktop.exchange.meetings import meetings
from sirekap_desktop.exchange.rebuilding import check_documents, not_comparable
from sirekap_desktop.exchange.scope import Content
from sirekap_desktop.exchange.stores import Scan, scan
from sirekap_desktop.forms.errors import UserError, shown
from sirekap_desktop.models.audit import MOST_FINDINGS, Finding
from sirekap_desktop.models.seals import PrintedHead


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was found; no finding means that the package is, byte for byte, what its signer wrote."""

    path: Path
    findings: tuple[Finding, ...]
    manifest: Manifest | None
    """None if it cannot be read; then there is a finding."""
    fingerprint: str | None
    """Of the key that signed; None unless the signature holds. Compare it with the one printed on D.HASIL."""
    objects: int
    size: int
    """Distinct contents, and their bytes."""
    notes: tuple[Finding, ...] = ()
    """What could not be checked; nothing is wrong."""

    @property
    def ok(self) -> bool:
        return not self.findings


def verify(
    path: Path,
    key: str | None = None,
    *,
    advance: Callable[[int], None] | None = None,
    with_documents: bool = True,
    head: PrintedHead | None = None,
) -> VerifyReport:
    """Check signature, every byte of every object, the zip itself, and whether the contents agree with each other.

    Args:
        path: a package, zip or folder.
        key: what the signer must be (see :func:`keys.expected_fingerprint`); None accepts any signer.
        advance: called with the number of bytes looked at since the last call, 0 after a document made again.
        with_documents: False does not make the documents again (seconds for a large kecamatan): for the writer, who
            has just made them.
        head: position and hash of an audit row that were printed at a lock; a chain without that row is a finding.

    Raises:
        UserError: ``package.not_found``, ``package.not_a_package``, ``package.panel``, ``package.io``, ``key.unknown``.
    """
    return examine(path, key, advance=advance, with_documents=with_documents, head=head)[0]


def examine(
    path: Path,
    key: str | None = None,
    *,
    advance: Callable[[int], None] | None = None,
    with_documents: bool = True,
    head: PrintedHead | None = None,
) -> tuple[VerifyReport, Scan]:
    """The same as :func:`verify`, and the package itself, so that its contents can be read without a second look."""
    expected = keys.expected_fingerprint(key) if key is not None else None
    found = scan(path, advance or _ignore)
    if found.manifest is None and scan(path, _ignore, PANEL_KIND).manifest is not None:
        raise UserError(
            f"{path.name} adalah paket desa dari laptop panel.",
            "Periksa dan gabungkan di laptop induk: sirekap-desktop panel look WORKSPACE FILE.",
            code="package.panel",
        )
    fingerprint = keys.fingerprint(bytes.fromhex(found.manifest.signer)) if found.is_signed and found.manifest else None
    findings = list(found.findings)
    if expected is not None and fingerprint is not None and fingerprint != expected:
        text = f"Paket ditandatangani kunci {fingerprint}, bukan {expected}: pengirimnya tidak dikenal."
        findings.append(Finding("signer.unknown", fingerprint, text))
    if fingerprint is not None:
        findings.extend(islice(check_contents(found, head), MOST_FINDINGS + 1))
    notes: tuple[Finding, ...] = ()
    if fingerprint is not None and found.manifest is not None:
        other_version = not_comparable(found)
        notes = (*found.notes, *scope_notes(found.manifest), *other_version)
        if found.manifest.scope.has(Content.DOCUMENTS) and with_documents and not findings and not other_version:
            findings.extend(check_documents(found, snapshots(found), meetings(found), advance or _ignore))
    report = VerifyReport(
        path, tuple(_told(findings)), found.manifest, fingerprint, *_measure(found), tuple(_told(notes))
    )
    return report, found


def _told(findings: Iterable[Finding]) -> Iterator[Finding]:
    """As many as a person may want to read, and in words of bearable length: a hostile package names itself."""
    rest = iter(findings)
    for one in islice(rest, MOST_FINDINGS):
        yield Finding(one.code, shown(one.place), shown(one.message))
    if next(rest, None):
        yield Finding("findings.more", "", f"Masih ada temuan lain; hanya {MOST_FINDINGS} yang pertama disebut.")


def _measure(found: Scan) -> tuple[int, int]:
    objects = found.manifest.objects if found.manifest else ()
    return len(objects), sum(size for _, size in objects)


def _ignore(_count: int) -> None:
    return
