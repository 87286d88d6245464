"""The signed list of hashes of a site: any change is found, by this program and with the tools that everybody has."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sirekap_desktop.exchange import keys, site
from sirekap_desktop.exchange.manifest import sign, signature_holds
from sirekap_desktop.models.images import file_sha256

FILES = {"index.html": b"depan", "ppwp/index.html": b"rekap", "unduh/dokumen/D.HASIL A.pdf": b"%PDF"}
KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole site."""
    made = tmp_path / "situs"
    for name, data in FILES.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(data)
    (made / site.KEY_NAME).write_bytes(keys.public_pem(keys.public_bytes(KEY)))
    sign_again(made)
    return made


def sign_again(folder: Path) -> None:
    names = [name for name in site.names_in(folder) if name not in site.UNLISTED]
    sums = site.sums_text({name: file_sha256(folder / name) for name in names})
    (folder / site.SUMS_NAME).write_bytes(sums)
    (folder / site.SIGNATURE_NAME).write_bytes(site.sign_sums(sums, KEY))


def codes(folder: Path, key: str | None = None) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in site.check_site(folder, key).findings]


def test_a_whole_site_has_no_findings_and_says_who_signed(folder: Path) -> None:
    report = site.check_site(folder)
    assert (report.findings, report.files) == ((), 4)
    assert report.fingerprint == keys.fingerprint(keys.public_bytes(KEY))


@pytest.mark.parametrize("name", [*FILES, site.SUMS_NAME, site.SIGNATURE_NAME, site.KEY_NAME])
def test_one_bit_of_any_file_is_found(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    for at in {0, len(data) // 2, len(data) - 1}:
        wrong = bytearray(data)
        wrong[at] ^= 1
        (folder / name).write_bytes(wrong)
        assert codes(folder) in ([("site.changed", name)], [("signature.wrong", site.SUMS_NAME)]), at
        assert name not in FILES or codes(folder) == [("site.changed", name)]


def test_missing_and_foreign_files_are_named(folder: Path) -> None:
    (folder / "index.html").unlink()
    (folder / "iklan.js").write_bytes(b"x")
    (folder / "tautan").symlink_to(folder / "ppwp" / "index.html")
    assert codes(folder) == [("site.missing", "index.html"), ("site.extra", "iklan.js"), ("site.extra", "tautan")]


def test_a_link_in_place_of_a_file_is_found(folder: Path) -> None:
    shutil.move(folder / "index.html", folder.parent / "index.html")
    (folder / "index.html").symlink_to(folder.parent / "index.html")
    assert codes(folder) == [("site.changed", "index.html")]


def test_another_signer_is_a_finding(folder: Path) -> None:
    other = keys.public_bytes(Ed25519PrivateKey.generate()).hex()
    assert codes(folder, other)[0][0] == "signer.unknown"
    assert codes(folder, keys.public_bytes(KEY).hex()) == []


def test_a_site_signed_anew_by_a_stranger_has_the_strangers_fingerprint(folder: Path) -> None:
    stranger = Ed25519PrivateKey.generate()
    sums = (folder / site.SUMS_NAME).read_bytes()
    (folder / site.SIGNATURE_NAME).write_bytes(site.sign_sums(sums, stranger))
    assert codes(folder) == [("signature.wrong", site.SUMS_NAME)]


@pytest.mark.parametrize(
    "sums",
    [b"", b"# lain\n", "# sirekap-desktop/situs/1\né".encode(), b"# sirekap-desktop/situs/1\n"],
)
def test_a_list_of_another_shape_is_no_list(folder: Path, sums: bytes) -> None:
    (folder / site.SUMS_NAME).write_bytes(sums)
    (folder / site.SIGNATURE_NAME).write_bytes(site.sign_sums(sums, KEY))
    assert codes(folder) == [("signature.wrong", site.SUMS_NAME)]
    assert site.listed_names(folder) == frozenset()


@pytest.mark.parametrize("name", ["../rahasia", "/etc/passwd", "a/../../b", ".tersembunyi", "a//b", "C:\\x"])
def test_names_that_leave_the_folder_are_refused(folder: Path, name: str) -> None:
    sums = site.sums_text({"index.html": "0" * 64, name: "0" * 64})
    (folder / site.SUMS_NAME).write_bytes(sums)
    (folder / site.SIGNATURE_NAME).write_bytes(site.sign_sums(sums, KEY))
    assert codes(folder) == [("signature.wrong", site.SUMS_NAME)]


def test_the_signature_of_a_package_is_none_of_a_site(folder: Path) -> None:
    sums = (folder / site.SUMS_NAME).read_bytes()
    assert not signature_holds(sums, site.sign_sums(sums, KEY))
    manifest = b'{"kind":"sirekap-package"}'
    raw = bytes.fromhex(sign(manifest, KEY).decode().split('"signature":"')[1][:128])
    assert not keys.is_signed(keys.public_bytes(KEY), raw, manifest)  # never signed without its own first line


@pytest.mark.skipif(not shutil.which("sha256sum") or not shutil.which("openssl"), reason="sha256sum or openssl missing")
def test_tools_that_everybody_has_check_it_too(folder: Path) -> None:
    assert _run(folder, "sha256sum", "--check", "--strict", "--quiet", site.SUMS_NAME) == 0
    verify = ("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", site.KEY_NAME, "-rawin", "-in", site.SUMS_NAME,
              "-sigfile", site.SIGNATURE_NAME)  # fmt: skip
    assert _run(folder, *verify) == 0
    (folder / "index.html").write_bytes(b"lain")
    assert _run(folder, "sha256sum", "--check", "--strict", "--quiet", site.SUMS_NAME) == 1
    (folder / site.SUMS_NAME).write_bytes((folder / site.SUMS_NAME).read_bytes() + b"# lagi\n")
    assert _run(folder, *verify) != 0


def _run(folder: Path, *command: str) -> int:
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=60).returncode
