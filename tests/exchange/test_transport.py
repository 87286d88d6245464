"""Packages reach folder, WebDAV and S3 whole, whatever the line does; each refusal has its sentence."""

from __future__ import annotations

import datetime
import errno
import os
import random
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest

from sirekap_desktop.exchange.manifest import MANIFEST_NAME, SIGNATURE_NAME
from sirekap_desktop.exchange.stores import scan
from sirekap_desktop.exchange.transport import problems, trust
from sirekap_desktop.exchange.transport.delivery import Known, Place, Sent, send
from sirekap_desktop.exchange.transport.destination import Destination, check_destination, open_store
from sirekap_desktop.exchange.transport.fetching import fetch, places
from sirekap_desktop.exchange.transport.problems import TransportError
from sirekap_desktop.exchange.transport.receipt import check_receipt, sign_receipt
from sirekap_desktop.exchange.transport.source import Source, open_source
from sirekap_desktop.exchange.transport.store import PART_SIZE, Store
from sirekap_desktop.forms.errors import UserError
from tests import servers
from tests.parcels import KABUPATEN, parcel

SIZES = [100, 5_000, 300_000, PART_SIZE, 2 * PART_SIZE + 12_345]


@contextmanager
def running(server: object) -> Iterator[servers.Server]:
    try:
        with server as found:  # type: ignore[attr-defined]
            yield found
    except servers.MissingError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def apache() -> Iterator[servers.Server]:
    with running(servers.apache()) as server:
        yield server


@pytest.fixture(scope="module")
def seaweed() -> Iterator[servers.Server]:
    with running(servers.seaweed()) as server:
        yield server


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return servers.make_certificate(tmp_path_factory.mktemp("cert"), "majene")


@pytest.fixture(scope="module")
def secure_apache(certificate: Path) -> Iterator[servers.Server]:
    with running(servers.apache(certificate=certificate)) as server:
        yield server


@pytest.fixture(scope="module")
def secure_seaweed(certificate: Path) -> Iterator[servers.Server]:
    with running(servers.seaweed(certificate=certificate)) as server:
        yield server


def webdav(port: int, *, place: str = "/dav", tls: bool = False, **about: str) -> Destination:
    address = f"{'https' if tls else 'http'}://127.0.0.1:{port}{place}"
    return Destination("d1", "Awan", "webdav", address, user=servers.USER, **about)


def s3(port: int, *, tls: bool = False, **about: str) -> Destination:
    address = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
    return Destination("d2", "S3", "s3", address, user=servers.USER, **{"bucket": servers.BUCKET, **about})


@contextmanager
def opened(destination: Destination, secret: str = servers.PASSWORD) -> Iterator[Store]:
    store = open_store(destination, secret)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture(params=["folder", "webdav", "s3"])
def destination(request: pytest.FixtureRequest, tmp_path: Path) -> Destination:
    """Three roads, each with a place of its own that is empty."""
    if request.param == "folder":
        (tmp_path / "usb").mkdir()
        return Destination("d0", "USB", "folder", str(tmp_path / "usb"))
    if request.param == "s3":
        return s3(request.getfixturevalue("seaweed").port, prefix=tmp_path.name)
    server = request.getfixturevalue("apache")
    place = server.root / tmp_path.name
    place.mkdir()
    place.chmod(0o777)
    return webdav(server.port, place=f"/dav/{tmp_path.name}")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paket") / "p.zip"
    parcel(path, SIZES)
    return path


def assert_same(folder: Path, package: Path) -> None:
    """A fetched folder holds exactly what the zip holds."""
    left, right = (scan(path, lambda count: None) for path in (folder, package))
    assert (left.findings, right.findings) == ([], [])
    assert left.manifest_bytes == right.manifest_bytes
    assert left.places.keys() == right.places.keys()
    assert {sha: left.read(sha, 10**9) for sha in left.places} == {sha: right.read(sha, 10**9) for sha in right.places}


def test_what_was_sent_is_found_and_fetched_the_same(destination, package, tmp_path):
    with opened(destination) as store:
        store.check()
        said: list[Sent] = []
        source = open_source(package)
        place = send(store, source, Known(), report=said.append)
        assert place.area == "760505-ULUMANDA"
        assert said[-1] == Sent(source.size, source.size, sum(SIZES))
        assert list(places(store)) == [place]
        fetch(store, place, tmp_path / "terima")
    assert_same(tmp_path / "terima", package)


def test_sending_again_carries_nothing(destination, package):
    with opened(destination) as store:
        send(store, open_source(package), Known())
        said: list[Sent] = []
        send(store, open_source(package), Known(), report=said.append)
    assert said[-1].there == said[-1].total
    assert said[-1].carried == 0


def test_a_second_revision_carries_only_what_is_new(destination, tmp_path):
    parcel(tmp_path / "1.zip", [1000, 2000, 3000])
    parcel(tmp_path / "2.zip", [1000, 2000, 3000, 4000], revision=2)
    with opened(destination) as store:
        first = send(store, open_source(tmp_path / "1.zip"), Known())
        said: list[Sent] = []
        second = send(store, open_source(tmp_path / "2.zip"), Known(), report=said.append)
        assert said[-1].carried == 4000
        assert sorted(place.package for place in places(store)) == [first.package, second.package]
        for place, path in ((first, "1.zip"), (second, "2.zip")):
            fetch(store, place, tmp_path / place.package)
            assert_same(tmp_path / place.package, tmp_path / path)


def test_a_folder_package_is_sent_like_a_zip(destination, package, tmp_path):
    parcel(tmp_path / "folder", SIZES)
    with opened(destination) as store:
        place = send(store, open_source(tmp_path / "folder"), Known())
        fetch(store, place, tmp_path / "terima")
    assert_same(tmp_path / "terima", package)


def test_a_cancelled_sending_goes_on_later(destination, package, tmp_path):
    asked = iter(range(10_000))
    with opened(destination) as store:
        with pytest.raises(UserError) as stopped:
            send(store, open_source(package), Known(), cancelled=lambda: next(asked) > 40)
        assert stopped.value.code == "package.cancelled"
        assert list(places(store)) == []
        place = send(store, open_source(package), Known())
        fetch(store, place, tmp_path / "terima")
    assert_same(tmp_path / "terima", package)


def test_a_fetch_that_was_cut_goes_on_in_the_middle_of_an_object(destination, package, tmp_path):
    with opened(destination) as store:
        place = send(store, open_source(package), Known())
        fetch(store, place, tmp_path / "whole")
        target = tmp_path / "terima"
        for path in (tmp_path / "whole").glob("objects/*/*"):
            part = target / path.relative_to(tmp_path / "whole").with_name(f"{path.name}.part")
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
        fetch(store, place, target)
    assert_same(target, package)


def test_a_store_that_lies_about_an_object_is_found_out(tmp_path, package):
    (tmp_path / "usb").mkdir()
    with opened(Destination("d", "USB", "folder", str(tmp_path / "usb"))) as store:
        place = send(store, open_source(package), Known())
        victim = next((tmp_path / "usb").glob("*/objects/*/*"))
        victim.write_bytes(bytes(victim.stat().st_size))
        with pytest.raises(UserError) as refused:
            fetch(store, place, tmp_path / "terima")
    assert refused.value.code == "package.object_changed"
    assert not (tmp_path / "terima" / MANIFEST_NAME).exists()


def test_a_package_that_changed_on_our_own_disk_is_not_sent(tmp_path):
    path = tmp_path / "p.zip"
    parcel(path, [5000])
    data = bytearray(path.read_bytes())
    data[-2500] ^= 1
    path.write_bytes(data)
    (tmp_path / "usb").mkdir()
    with opened(Destination("d", "USB", "folder", str(tmp_path / "usb"))) as store:
        with pytest.raises(UserError) as refused:
            send(store, open_source(path), Known())
        assert refused.value.code == "package.source_changed"
        assert list(places(store)) == []


def attempt(store: Store, source: Source, known: Known) -> TransportError | None:
    try:
        send(store, source, known)
    except TransportError as error:
        return error
    return None


@pytest.mark.parametrize("kind", ["webdav", "s3"])
def test_a_line_cut_at_random_points_costs_little_and_loses_nothing(kind, request, tmp_path):
    server = request.getfixturevalue("apache" if kind == "webdav" else "seaweed")
    path = tmp_path / "p.zip"
    parcel(path, [20_000] * 30 + [400_000] * 30 + [2 * PART_SIZE + 1], seed=7)
    source = open_source(path)
    dice = random.Random(20240214)
    cuts = [dice.randrange(source.size) for _ in range(8)]
    known, attempts = Known(), 0
    with servers.CuttingLine(server.port, cuts) as line:
        made = webdav(line.port) if kind == "webdav" else s3(line.port, prefix=tmp_path.name)
        with opened(made) as store:
            while (stopped := attempt(store, source, known)) is not None:
                assert stopped.code == "send.cut", stopped
                attempts += 1
            fetch(store, next(places(store)), tmp_path / "terima")
        assert (line.cuts_done, attempts) == (len(cuts), len(cuts))
        assert line.sent_up <= 1.4 * source.size, "sending all of it again after each cut would be 1.9 times"
    assert_same(tmp_path / "terima", path)


# --- refusals -------------------------------------------------------------------------------------------------------


def refusal(destination: Destination, secret: str = servers.PASSWORD) -> TransportError:
    with opened(destination, secret) as store, pytest.raises(TransportError) as refused:
        store.check()
    return refused.value


@pytest.mark.parametrize("kind", ["webdav", "s3"])
def test_a_wrong_password_is_said(kind, request):
    made = (
        webdav(request.getfixturevalue("apache").port)
        if kind == "webdav"
        else s3(request.getfixturevalue("seaweed").port)
    )
    error = refusal(made, "salah")
    assert (error.code, error.passes) == ("send.password", False)
    assert error.message == "Nama pengguna atau kata sandi untuk 127.0.0.1 salah."


def test_an_account_that_may_not_write_is_said(apache):
    error = refusal(webdav(apache.port, place="/tertutup"))
    assert (error.code, error.passes) == ("send.forbidden", False)


def test_a_bucket_that_is_not_there_is_said(seaweed):
    error = refusal(s3(seaweed.port, bucket="tidak-ada"))
    assert error.code == "send.not_found"
    assert "tidak-ada" in error.message


def test_a_folder_that_is_not_there_is_said(apache):
    error = refusal(webdav(apache.port, place="/dav/tidak-ada"))
    assert error.code == "send.not_found"


@pytest.mark.parametrize("kind", ["webdav", "s3"])
def test_a_server_that_is_down_is_tried_again(kind):
    port = servers.free_port()
    error = refusal(webdav(port) if kind == "webdav" else s3(port))
    assert (error.code, error.passes) == ("send.refused", True)


@pytest.mark.parametrize("kind", ["webdav", "s3"])
@pytest.mark.parametrize(
    ("cause", "code"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "send.dns"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "send.no_route"),
        (TimeoutError("timed out"), "send.timeout"),
    ],
)
def test_no_network_is_said_and_tried_again(kind, cause, code, monkeypatch):
    def fail(*_arguments: object, **_options: object) -> None:
        raise cause

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    error = refusal(webdav(80) if kind == "webdav" else s3(80))
    assert (error.code, error.passes) == (code, True)


def test_a_clock_that_is_a_day_off_is_said(seaweed):
    import botocore.auth

    real = botocore.auth.get_current_datetime
    yesterday = lambda *arguments, **options: real(*arguments, **options) - datetime.timedelta(days=1)  # noqa: E731
    with mock.patch.object(botocore.auth, "get_current_datetime", yesterday):
        error = refusal(s3(seaweed.port))
    assert (error.code, error.passes) == ("send.clock", False)
    assert "Jam komputer ini" in error.message


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB; only root may make one."""
    place = tmp_path / "kecil"
    place.mkdir()
    made = shutil.which("mount") and os.geteuid() == 0
    if (
        not made
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m,mode=777", "tmpfs", place], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("a small disk can only be mounted by root")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.parametrize("kind", ["webdav", "folder"])
def test_a_full_store_is_said(kind, small_disk, package):
    with place_on(kind, small_disk) as made, opened(made) as store:
        with pytest.raises(TransportError) as refused:
            send(store, open_source(package), Known())
        assert list(places(store)) == []
    assert (refused.value.code, refused.value.passes) == ("send.full", False)


@contextmanager
def place_on(kind: str, root: Path) -> Iterator[Destination]:
    if kind == "folder":
        yield Destination("d", "USB", "folder", str(root))
        return
    for above in root.parents:
        if above.stat().st_uid == os.geteuid() and above != Path("/"):
            above.chmod(above.stat().st_mode | 0o711)
    with running(servers.apache(root=root)) as server:
        yield webdav(server.port)


@pytest.mark.parametrize(
    ("status", "code", "passes"),
    [
        (507, "send.full", False),
        (413, "send.too_large", False),
        (503, "send.server", True),
        (429, "send.server", True),
        (301, "send.unexpected", False),
        (501, "send.unexpected", False),
    ],
)
def test_other_answers_have_their_sentence(status, code, passes):
    error = problems.from_status("awan.majene.go.id", status)
    assert (error.code, error.passes) == (code, passes)
    assert "awan.majene.go.id" in error.message


@pytest.mark.parametrize("code", ["QuotaExceeded", "XMinioStorageFull"])
def test_a_full_bucket_is_said(code):
    from botocore.exceptions import ClientError

    with opened(s3(80)) as store:
        answer = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": 403}}
        assert store._refusal(ClientError(answer, "PutObject")).code == "send.full"


# --- certificates ---------------------------------------------------------------------------------------------------


def secure(kind: str, request: pytest.FixtureRequest, fingerprint: str = "") -> Destination:
    if kind == "webdav":
        return webdav(request.getfixturevalue("secure_apache").port, tls=True, fingerprint=fingerprint)
    return s3(request.getfixturevalue("secure_seaweed").port, tls=True, fingerprint=fingerprint)


@pytest.mark.parametrize("kind", ["webdav", "s3"])
class TestCertificates:
    def test_a_self_signed_one_is_not_trusted(self, kind, request):
        error = refusal(secure(kind, request))
        assert (error.code, error.passes) == ("send.certificate", False)

    def test_it_is_shown_and_accepted_by_fingerprint(self, kind, request, certificate):
        made = secure(kind, request)
        shown = trust.shown_by(*made.host)
        printed = subprocess.run(
            ["openssl", "x509", "-in", certificate, "-noout", "-fingerprint", "-sha256"],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        assert printed.strip().partition("=")[2].replace(":", "").lower() == shown.fingerprint
        assert shown.subject == "CN=majene"
        with opened(secure(kind, request, shown.fingerprint)) as store:
            store.check()

    def test_another_one_than_the_accepted_is_refused_before_the_password_goes_out(self, kind, request):
        made = secure(kind, request, "ab" * 32)
        with servers.CuttingLine(made.host[1]) as line:
            address = made.address.replace(str(made.host[1]), str(line.port))
            error = refusal(Destination(**{**fields_of(made), "address": address}))
            assert line.sent_up < 2000, "a handshake, and no request"
        assert (error.code, error.passes) == ("send.certificate_changed", False)


def fields_of(made: Destination) -> dict[str, str]:
    return {name: getattr(made, name) for name in made.__dataclass_fields__}


def test_a_server_without_tls_is_said(apache):
    error = refusal(webdav(apache.port, tls=True))
    assert error.code == "send.no_tls"
    with pytest.raises(TransportError) as refused:
        trust.shown_by("127.0.0.1", apache.port)
    assert refused.value.code == "send.no_tls"


def test_a_trusted_context_checks_names_and_authorities():
    context = trust.context()
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED


# --- folder ---------------------------------------------------------------------------------------------------------


def test_a_stick_that_was_pulled_out_is_not_made_anew(tmp_path, package):
    made = Destination("d", "USB", "folder", str(tmp_path / "usb"))
    error = refusal(made)
    assert (error.code, error.passes) == ("send.folder_gone", True)
    assert not (tmp_path / "usb").exists()


def test_a_folder_says_how_much_still_fits(tmp_path):
    with opened(Destination("d", "USB", "folder", str(tmp_path))) as store:
        assert store.free() > 0


# --- destinations ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (Destination("d", " ", "folder", "/usb"), "destination.name"),
        (Destination("d", "USB", "folder", ""), "destination.address"),
        (Destination("d", "Awan", "webdav", "awan.kpu.go.id"), "destination.address"),
        (Destination("d", "Awan", "webdav", "https://a:99999/"), "destination.address"),
        (Destination("d", "Awan", "webdav", "https://siti:rahasia@awan.id/"), "destination.secret_in_address"),
        (Destination("d", "Awan", "webdav", "https://awan.id/?token=1"), "destination.address"),
        (Destination("d", "S3", "s3", "https://s3.id", bucket="X", user="k"), "destination.bucket"),
        (Destination("d", "S3", "s3", "https://s3.id", bucket="rekap"), "destination.user"),
    ],
)
def test_a_destination_that_cannot_work_is_refused(made, code):
    with pytest.raises(UserError) as refused:
        check_destination(made)
    assert refused.value.code == code


# --- hostile stores -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["..", "760505-X/..", "abc", "760505-ULUMANDA"])
def test_names_that_no_sender_makes_are_passed_over(name, tmp_path):
    (tmp_path / "usb" / name / "r1-zz").mkdir(parents=True, exist_ok=True)
    (tmp_path / "usb" / name / "r1-zz" / SIGNATURE_NAME).write_bytes(b"x")
    with opened(Destination("d", "USB", "folder", str(tmp_path / "usb"))) as store:
        assert list(places(store)) == []


def test_a_manifest_that_nobody_signed_is_not_read(tmp_path, package):
    (tmp_path / "usb").mkdir()
    with opened(Destination("d", "USB", "folder", str(tmp_path / "usb"))) as store:
        place = send(store, open_source(package), Known())
        path = tmp_path / "usb" / place.manifest
        path.write_bytes(path.read_bytes().replace(b"ULUMANDA", b"ULUMANDB"))
        with pytest.raises(UserError) as refused:
            fetch(store, place, tmp_path / "terima")
    assert refused.value.code == "package.not_signed"


# --- receipts -------------------------------------------------------------------------------------------------------


def receipt(**changes: object) -> bytes:
    about = {
        "package": "ab" * 32, "kecamatan": "760505", "receiver": "KPU Kabupaten Majene",
        "received_at": "2024-02-20T10:00:00+08:00", "accepted": True,
    }  # fmt: skip
    return sign_receipt(KABUPATEN, **{**about, **changes})


def test_a_receipt_of_the_enrolled_kabupaten_is_known_and_of_a_stranger_is_not():
    checked = check_receipt(receipt(), "ab" * 32, ())
    assert not checked.known
    assert check_receipt(receipt(), "ab" * 32, {checked.receipt.fingerprint}).known


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{}", "receipt.damaged"),
        (b"\xff", "receipt.damaged"),
        (receipt().replace(b'"accepted":true', b'"accepted":false'), "receipt.not_signed"),
        (receipt(package="cd" * 32), "receipt.other_package"),
    ],
)
def test_a_receipt_that_is_not_right_is_refused(data, code):
    with pytest.raises(UserError) as refused:
        check_receipt(data, "ab" * 32, ())
    assert refused.value.code == code


def test_the_name_of_a_place_is_that_of_the_format():
    place = Place("760505-ULUMANDA", "r2-0123456789abcdef")
    assert place.receipt == "760505-ULUMANDA/r2-0123456789abcdef/tanda-terima.json"
    assert place.object("ab" * 32, 3) == f"760505-ULUMANDA/objects/ab/{'ab' * 32}.0003"
