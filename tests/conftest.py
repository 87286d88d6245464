"""Guards and fixtures for every test: no stray network, warnings, threads or folders of the real user."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# No test is timed: how fast a busy machine draws its examples says nothing of the program (speed: benchmarks/).
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def _shared_folder() -> Path:
    return Path(os.environ.get("SIREKAP_SHARED", ROOT.parent / "shared"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked ``shared`` say why they are skipped when the shared data are not beside the checkout."""
    if _shared_folder().is_dir():
        return
    skip = pytest.mark.skip(reason="the shared data folder is not beside this checkout (see README, Tests)")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of shared data; skips the test when it is not there."""
    folder = _shared_folder()
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside this checkout (see README, Tests)")
    return folder


@pytest.fixture(autouse=True)
def isolated_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, keys and logs of the person who runs the tests stay untouched."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    return home


_LOCAL_NAMES = {None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::", socket.gethostname()}


@pytest.fixture(autouse=True)
def no_name_lookups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections are pytest-socket's business; asking a name server is network access too."""
    real = socket.getaddrinfo

    def local_only(host: object, *arguments: object, **options: object) -> object:
        if (host.decode() if isinstance(host, bytes) else host) not in _LOCAL_NAMES:
            raise OSError(f"a test asked the network for {host!r}")
        return real(host, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", local_only)


class _Unexpected(logging.Handler):
    """Collects log records of warning level and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_log_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log fails the test, unless it is marked ``logs_warnings``."""
    handler = _Unexpected()
    root = logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    if handler.records and not request.node.get_closest_marker("logs_warnings"):
        said = "; ".join(f"{r.name}: {r.getMessage()}" for r in handler.records)
        pytest.fail(f"unexpected warnings in the log: {said}")


_LASTING_THREADS = ("pytest_timeout", "execnet", "QDBusConnection", "pydevd", "asyncio_")
"""Threads of the tools around the tests, which outlive any single test."""


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Every thread that a test starts has ended when the test ends."""
    before = set(threading.enumerate())
    yield
    fresh = [t for t in threading.enumerate() if t not in before and not t.name.startswith(_LASTING_THREADS)]
    for thread in fresh:
        thread.join(timeout=5)
    alive = [thread.name for thread in fresh if thread.is_alive()]
    if alive:
        pytest.fail(f"threads outlive the test: {', '.join(alive)}")


# --- the kabupaten's store --------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres() -> Iterator[object]:
    """A PostgreSQL server; a test that wants one is skipped, saying so, where none is installed."""
    from tests import servers

    try:
        with servers.postgres() as server:
            yield server
    except servers.MissingError as missing:
        pytest.skip(str(missing))


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[object]:
    """Where an empty store is, on each server."""
    from sirekap_desktop.jobs.penerimaan.opening import store_address
    from tests import servers

    if request.param == "sqlite":
        yield store_address(str(tmp_path / "toko"))
        return
    name = f"t{os.getpid()}_{abs(hash(request.node.nodeid)):x}"
    with servers.own_schema(request.getfixturevalue("postgres"), name) as url:
        yield store_address(url, servers.PASSWORD)
