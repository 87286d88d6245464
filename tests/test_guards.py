"""The guards around every test are themselves on duty: network, warnings, log, threads."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

ROOT = Path(__file__).resolve().parent.parent


def test_nothing_beyond_this_computer_is_reached() -> None:
    blocked = pytest.raises(SocketConnectBlockedError)
    with socket.socket() as line, pytest.warns(UserWarning, match="tried to use"), blocked:
        line.connect(("203.0.113.1", 443))


def test_names_are_not_looked_up_in_the_network() -> None:
    with pytest.raises(OSError, match="asked the network"):
        socket.getaddrinfo("example.org", 443)


def test_this_computer_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=5):
        pass


FAULTS = {
    "a warning": ("import warnings\ndef test(): warnings.warn('old')", "UserWarning"),
    "a warning in the log": (
        "import logging\ndef test(): logging.getLogger('x').warning('odd')",
        "unexpected warnings",
    ),
    "a thread": (
        "import threading, time\ndef test(): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
        "threads outlive",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_a_test_leaves_behind_fails_it(name: str, tmp_path: Path) -> None:
    code, said = FAULTS[name]
    (tmp_path / "test_fault.py").write_text(f"from conftest import *\n{code}\n")
    options = [
        "-n",
        "0",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        str(ROOT / "pyproject.toml"),
        "--rootdir",
        str(tmp_path),
    ]
    command = [sys.executable, "-m", "pytest", *options, str(tmp_path / "test_fault.py")]
    run = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT / "tests", timeout=60)
    assert run.returncode == 1, run.stdout + run.stderr
    assert said in run.stdout
