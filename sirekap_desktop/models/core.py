"""Opening, creating and closing a workspace folder: lock, migration, key, database (design.md §4)."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import peewee

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import errors, keys, migration, panels, roles, schema, wilayah
from sirekap_desktop.models.clock import Clock, local_now, stamp
from sirekap_desktop.models.contests import BallotCache
from sirekap_desktop.models.database import DATABASE_NAME, Row, Session, Store, Transaction
from sirekap_desktop.models.images import ImageStore
from sirekap_desktop.models.locking import WorkspaceLock
from sirekap_desktop.models.people import Person
from sirekap_desktop.models.records import Kecamatan
from sirekap_desktop.models.roles import Act

SUBFOLDERS = ("images", "backups", "documents", "packages")
Callback = Callable[[frozenset[str]], None]


class WorkspaceCore:
    """A workspace that is open. Use :meth:`create` or :meth:`open`; close it, or use it as a context manager."""

    def __init__(
        self, folder: Path, *, operator: str, key_folder: Path, clock: Clock, store: Store, lock: WorkspaceLock | None
    ) -> None:
        self.folder = folder
        self.key_folder = key_folder
        self.images_folder, self.backups_folder, self.documents_folder, self.packages_folder = (
            folder / name for name in SUBFOLDERS
        )
        self._clock = clock
        self._operator = operator.strip()
        self._store = store
        self._lock = lock
        self._images = ImageStore(self.images_folder)
        self._callbacks: list[Callback] = []
        self._callback_guard = threading.Lock()
        self._ballot_cache = BallotCache()
        self._joined = threading.local()
        with store.read() as session:
            row = _region(session, folder)
            self.kecamatan = wilayah.kecamatan(session)
            self.simulation = bool(row["simulation"])
            self.workspace_id = str(row["workspace_id"])
            heads = session.rows(schema.ChainHead.select().order_by(schema.ChainHead.seq.desc()))
            self._has_people = session.one(schema.Person.select()) is not None
        self.machine_id = str(heads[0]["machine"]) if heads else ""
        self.person: Person | None = None
        """Who is signed in, where people have PINs."""

    @classmethod
    def create(
        cls,
        folder: Path,
        kecamatan: Kecamatan,
        *,
        operator: str,
        simulation: bool = False,
        key_folder: Path | None = None,
        clock: Clock = local_now,
    ) -> Self:
        """Make a workspace in ``folder`` (new or empty) with its signing key, and open it.

        Raises:
            UserError: ``workspace.exists``, ``operator.missing``, ``wilayah.code``, ``disk.full``,
                ``workspace.read_only``.
        """
        _require_operator(operator)
        if len(kecamatan.code) != 6 or not (kecamatan.code.isascii() and kecamatan.code.isdigit()):
            raise UserError(f"Kode kecamatan {kecamatan.code} bukan enam angka.", code="wilayah.code")
        key_folder = key_folder or keys.default_key_folder()
        with _environment(folder):
            _prepare(folder)
            try:
                _build(folder, kecamatan, operator.strip(), key_folder, clock, simulation=simulation)
            except (UserError, OSError, peewee.PeeweeException):
                _clear(folder)
                raise
        return cls.open(folder, operator=operator, key_folder=key_folder, clock=clock)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        operator: str = "",
        read_only: bool = False,
        key_folder: Path | None = None,
        clock: Clock = local_now,
    ) -> Self:
        """Open a workspace; a writer holds its lock, readers (``verify``) need none.

        Raises:
            UserError: ``workspace.not_found``, ``workspace.locked`` (names who has it open), ``workspace.newer``,
                ``workspace.damaged``, ``workspace.read_only``, ``workspace.migration``, ``key.damaged``.
        """
        path = folder / DATABASE_NAME
        if not path.is_file():
            raise UserError(
                f"Tidak ada ruang kerja di {folder}.",
                "Pilih folder yang berisi sirekap.db.",
                code="workspace.not_found",
            )
        key_folder = key_folder or keys.default_key_folder()
        if read_only:
            return cls._open_reader(folder, path, operator=operator, key_folder=key_folder, clock=clock)
        lock = WorkspaceLock(folder)
        with _environment(folder):
            _require_writable(folder)
            lock.acquire(operator=operator, since=stamp(clock))
        try:
            with _environment(folder):
                migration.upgrade(path, folder / "backups", clock=clock)
                store = Store(path)
                workspace = cls(folder, operator=operator, key_folder=key_folder, clock=clock, store=store, lock=lock)
                workspace._take_up()
        except BaseException:
            lock.release()
            raise
        return workspace

    @classmethod
    def _open_reader(cls, folder: Path, path: Path, *, operator: str, key_folder: Path, clock: Clock) -> Self:
        bare = not os.access(folder, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
        with _environment(folder):
            migration.refuse_other_version(path, immutable=bare)
            store = Store(path, read_only=True, immutable=bare)
            return cls(folder, operator=operator, key_folder=key_folder, clock=clock, store=store, lock=None)

    @property
    def operator(self) -> str:
        return self._operator

    def require(self, act: Act) -> None:
        """Refuse what whoever sits here may not do. Raises UserError ``right.sign_in``, ``right.missing``."""
        roles.require(self.person.role if self.person else None, act, has_people=self._has_people)

    @property
    def has_people(self) -> bool:
        """Whether people sign in here with a PIN."""
        return self._has_people

    def _know_people(self) -> None:
        self._has_people = True

    def _take_seat(self, person: Person | None) -> None:
        self.person = person
        if person is not None:
            self._operator = person.name

    def set_operator(self, name: str) -> None:
        """Who works from now on, where nobody has a PIN. Raises UserError ``operator.missing``, ``right.sign_in``."""
        _require_operator(name)
        if self._has_people:
            roles.require(None, Act.PEOPLE, has_people=True)
        if name.strip() != self._operator:
            before, self._operator = self._operator, name.strip()
            try:
                with self.write(Act.SIGN_IN) as tx:
                    tx.event("operator", before=before, now=self._operator)
            except BaseException:
                self._operator = before  # nobody signs for work whose audit does not know of the change
                raise

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    def signing_key(self) -> keys.SigningKey:
        """This machine's key for this workspace. Raises UserError ``key.missing``."""
        with self.read() as session:
            name = panels.key_name(session, self.workspace_id)
        if key := keys.read_key(self.key_folder, name):
            return key
        raise UserError(
            "Kunci tanda tangan ruang kerja ini tidak ada di komputer ini.",
            "Buka ruang kerja untuk ditulisi sekali, supaya kunci dibuat.",
            code="key.missing",
        )

    def close(self) -> None:
        """Flush, close all connections and give the lock back; safe to call twice."""
        self._callbacks.clear()
        try:
            self._store.close()
        finally:
            if self._lock:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def subscribe(self, callback: Callback) -> Callable[[], None]:
        """Call ``callback`` after each commit, on the writer's thread, with the kinds that changed; returns undo."""
        with self._callback_guard:
            self._callbacks.append(callback)

        def cancel() -> None:
            with self._callback_guard, suppress(ValueError):
                self._callbacks.remove(callback)

        return cancel

    @contextmanager
    def write(self, act: Act = Act.ENTRY) -> Iterator[Transaction]:
        """One user action: all of it with its audit rows, or nothing; inside :meth:`action`, a part of that.

        Raises:
            UserError: ``right.sign_in``, ``right.missing`` when who sits here may not do this.
        """
        self.require(act)
        if (joined := getattr(self._joined, "tx", None)) is not None:
            yield joined
            return
        _require_operator(self._operator)
        with self._store.write(machine=self.machine_id, who=self._operator, clock=self._clock) as tx:
            yield tx
        if tx.changed:
            with self._callback_guard:
                callbacks = tuple(self._callbacks)
            for callback in callbacks:
                callback(frozenset(tx.changed))

    @contextmanager
    def action(self, act: Act = Act.ENTRY) -> Iterator[None]:
        """Several calls of this thread as one user action: one transaction, told about once; an error undoes all.

        An error of a call inside must leave the block, for what that call began cannot be undone alone.
        """
        with self.write(act) as tx:
            self._joined.tx = tx
            try:
                yield
            finally:
                self._joined.tx = None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Reads on this thread; for one consistent state over several reads use :meth:`snapshot`."""
        with self._store.read() as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        with self._store.snapshot() as session:
            yield session

    def _take_up(self) -> None:
        """As a writer: know this machine by its key (made if this computer has none yet), clear what a kill left."""
        self._images.sweep()
        for name in SUBFOLDERS:
            (self.folder / name).mkdir(exist_ok=True)
        with self.read() as session:
            name = panels.key_name(session, self.workspace_id)
        key = keys.read_key(self.key_folder, name) or keys.create_key(self.key_folder, name)
        self.machine_id = key.machine_id
        with self.read() as session:
            known = session.get(schema.Machine, id=self.machine_id)
        if not known:
            with self._store.write(machine=self.machine_id, who=self._operator or "program", clock=self._clock) as tx:
                put_machine(tx, key)


def _region(session: Session, folder: Path) -> Row:
    rows = session.rows(schema.Region.select())
    if not rows:
        raise errors.damaged(folder, "tanpa data kecamatan")
    return rows[0]


def _require_operator(name: str) -> None:
    if not name.strip():
        raise UserError("Nama operator belum diisi.", "Isi nama Anda sebelum mencatat.", code="operator.missing")


@contextmanager
def _environment(folder: Path) -> Iterator[None]:
    """Failures of disk and database while opening, as sentences."""
    try:
        yield
    except peewee.PeeweeException as error:
        if message := errors.from_database_error(error, folder):
            raise message from error
        raise
    except OSError as error:
        if message := errors.from_os_error(error, folder):
            raise message from error
        raise


def _prepare(folder: Path) -> None:
    """Raises UserError ``workspace.exists`` if the folder holds anything."""
    if folder.exists() and any(folder.iterdir()):
        raise UserError(
            f"Folder {folder} tidak kosong.", "Pilih folder baru atau folder yang kosong.", code="workspace.exists"
        )
    folder.mkdir(parents=True, exist_ok=True)


def _clear(folder: Path) -> None:
    """Empty again what was empty before, so that the operator can try again in the same place."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _build(
    folder: Path, kecamatan: Kecamatan, operator: str, key_folder: Path, clock: Clock, *, simulation: bool
) -> None:
    """Write the database under another name first, so that a killed creation leaves no half workspace."""
    for name in SUBFOLDERS:
        (folder / name).mkdir(exist_ok=True)
    workspace_id = secrets.token_hex(16)
    key = keys.create_key(key_folder, workspace_id)
    try:
        _write_database(folder, kecamatan, operator, key, clock, workspace_id=workspace_id, simulation=simulation)
    except BaseException:
        keys.forget_key(key_folder, workspace_id)  # a key of no workspace
        raise


def _write_database(
    folder: Path,
    kecamatan: Kecamatan,
    operator: str,
    key: keys.SigningKey,
    clock: Clock,
    *,
    workspace_id: str,
    simulation: bool,
) -> None:
    unfinished = folder / f"{DATABASE_NAME}.new"
    migration.create_database(unfinished)
    store = Store(unfinished)
    try:
        with store.write(machine=key.machine_id, who=operator, clock=clock) as tx:
            tx.put(
                schema.Region, code=kecamatan.code, name=kecamatan.name, kabupaten=kecamatan.kabupaten,
                provinsi=kecamatan.provinsi, workspace_id=workspace_id, simulation=int(simulation),
                created_at=tx.at,
            )  # fmt: skip
            put_machine(tx, key)
    finally:
        store.close()
    os.replace(unfinished, folder / DATABASE_NAME)


def put_machine(tx: Transaction, key: keys.SigningKey) -> None:
    """Note a machine that begins to write here."""
    tx.put(schema.Machine, id=key.machine_id, host=socket.gethostname(), public_key=key.public_pem, since=tx.at)


def _require_writable(folder: Path) -> None:
    """Ask by writing: permission bits do not tell of read-only media or network shares."""
    probe = folder / f".{secrets.token_hex(4)}.probe"
    try:
        probe.touch()
    except OSError as error:
        raise errors.from_os_error(error, folder) or errors.read_only(folder) from error
    probe.unlink(missing_ok=True)
