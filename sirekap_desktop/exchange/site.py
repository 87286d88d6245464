"""The signed list of hashes of a published site, in files that ``sha256sum`` and ``openssl`` read (decision 34)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sirekap_desktop.exchange import keys
from sirekap_desktop.forms.errors import shown
from sirekap_desktop.forms.plainfile import read_start
from sirekap_desktop.models.audit import MOST_FINDINGS, Finding
from sirekap_desktop.models.images import file_sha256

SUMS_NAME = "SHA256SUMS"
SIGNATURE_NAME = "SHA256SUMS.sig"
KEY_NAME = "kunci-publik.pem"
UNLISTED = frozenset({SUMS_NAME, SIGNATURE_NAME})
"""What cannot stand in the list itself."""

_DOMAIN = b"# sirekap-desktop/situs/1\n"
"""First line of the list: a comment for ``sha256sum``, and no other thing that this program signs begins so."""
_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._ -]*){0,4})")
_MAX_SUMS = 64 * 2**20
_SIGNATURE_BYTES = 64
_MAX_REPEATS = 50
_STRANGERS = 10_000
"""Files that are looked for besides those of the list."""


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What was found; no finding means that the folder is, byte for byte, what its signer wrote."""

    path: Path
    findings: tuple[Finding, ...]
    fingerprint: str | None
    """Of the key that signed; None unless the signature holds."""
    files: int


def sums_text(hashes: Mapping[str, str]) -> bytes:
    """The list: ``SHA-256  name``, sorted by name."""
    lines = (f"{hashes[name]}  {name}\n" for name in sorted(hashes))
    return _DOMAIN + "".join(lines).encode("ascii")


def sign_sums(sums: bytes, private: keys.PrivateKey) -> bytes:
    """The raw Ed25519 signature over the whole list."""
    return private.sign(sums)


def is_site(folder: Path) -> bool:
    """Whether a folder says of itself that it is a published site of this program."""
    try:
        return read_start(folder / SUMS_NAME, len(_DOMAIN)) == _DOMAIN
    except OSError:
        return False


def listed_names(folder: Path) -> frozenset[str]:
    """What a site says that it consists of, and the list itself; empty if the list is damaged."""
    listed = _parse(_read(folder / SUMS_NAME, _MAX_SUMS))
    return frozenset(listed) | UNLISTED if listed else frozenset()


def names_in(folder: Path) -> Iterator[str]:
    """Everything that lies below a folder but folders, in no order; links count as files and are not followed."""
    yield from (path.relative_to(folder).as_posix() for path in _files_in(folder))


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def check_site(folder: Path, key: str | None = None) -> SiteReport:
    """Check the signature and every file of a site.

    Args:
        folder: with ``SHA256SUMS``.
        key: what the signer must be (:func:`keys.expected_fingerprint`); None accepts any.

    Raises:
        UserError: ``key.unknown``.
    """
    expected = keys.expected_fingerprint(key) if key is not None else None
    sums = _read(folder / SUMS_NAME, _MAX_SUMS)
    public = keys.public_of_pem(_read(folder / KEY_NAME, 10_000))
    listed = _parse(sums)
    signature = _read(folder / SIGNATURE_NAME, _SIGNATURE_BYTES + 1)
    if listed is None or public is None or not keys.is_signed(public, signature, sums):
        text = f"{SUMS_NAME}, {SIGNATURE_NAME} atau {KEY_NAME} berubah: tanda tangan tidak cocok. Isi tidak diperiksa."
        return SiteReport(folder, (Finding("signature.wrong", SUMS_NAME, text),), None, 0)
    fingerprint = keys.fingerprint(public)
    findings = [*_unknown_signer(fingerprint, expected), *_differences(folder, listed)]
    return SiteReport(folder, tuple(findings), fingerprint, len(listed))


def _unknown_signer(fingerprint: str, expected: str | None) -> Iterator[Finding]:
    if expected is not None and fingerprint != expected:
        text = f"Situs ditandatangani kunci {fingerprint}, bukan {expected}: penerbitnya tidak dikenal."
        yield Finding("signer.unknown", fingerprint, text)


def _differences(folder: Path, listed: Mapping[str, str]) -> Iterator[Finding]:
    looked_at = islice(_files_in(folder), len(listed) + _STRANGERS)
    there = {path.relative_to(folder).as_posix() for path in looked_at}
    for name in sorted(listed.keys() - there)[:_MAX_REPEATS]:
        yield Finding("site.missing", name, f"{name} tidak ada di folder ini.")
    for name in sorted(there - listed.keys() - UNLISTED)[:_MAX_REPEATS]:
        yield Finding("site.extra", shown(name), f"{shown(name)} bukan bagian situs yang ditandatangani.")
    changed = (name for name in sorted(listed.keys() & there) if not _is_right(folder / name, listed[name]))
    for name in islice(changed, MOST_FINDINGS):
        yield Finding("site.changed", name, f"Isi {name} berubah setelah ditandatangani.")


def _is_right(path: Path, sha256: str) -> bool:
    """A link may lead anywhere, and a pipe never ends."""
    return path.is_file() and not path.is_symlink() and file_sha256(path) == sha256


def _parse(sums: bytes) -> dict[str, str] | None:
    """Name → SHA-256; None if it is not a list that this program wrote."""
    if not sums.startswith(_DOMAIN) or not sums.isascii():
        return None
    lines = [_LINE.fullmatch(line) for line in sums[len(_DOMAIN) :].decode("ascii").splitlines()]
    found = {line[2]: line[1] for line in lines if line}
    return found if found and sums_text(found) == sums else None


def _read(path: Path, limit: int) -> bytes:
    """The beginning of a plain file; nothing if it cannot be read."""
    try:
        return b"" if path.is_symlink() else read_start(path, limit)
    except OSError:
        return b""
