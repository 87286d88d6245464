"""WebDAV as a store: Nextcloud, Apache with mod_dav, or any other web server that speaks it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree

import httpx
from webdav4 import client as dav

from sirekap_desktop.exchange.transport import problems, trust
from sirekap_desktop.exchange.transport.store import PART_SIZE, PROBE, PROBE_TEXT, Listing, parent

_TIMEOUT = httpx.Timeout(30.0, connect=trust.CONNECT_SECONDS)
_QUOTA = '<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:quota-available-bytes/></d:prop></d:propfind>'


class WebDavStore:
    """Everything below one address. The folder that the address names must be there; those below are made."""

    part_size: int | None = PART_SIZE

    def __init__(self, address: str, user: str, secret: str, fingerprint: str = "") -> None:
        self._place = httpx.URL(address).host
        auth = (user, secret) if user else None
        self._client = dav.Client(
            address.rstrip("/") + "/",
            auth=auth,
            retry=False,
            verify=trust.context(fingerprint),
            timeout=_TIMEOUT,
            follow_redirects=False,
        )
        self._made: set[str] = {""}
        self._making: dict[str, threading.Lock] = {}

    def list(self, folder: str) -> Listing:
        with self._sentences():
            try:
                found: list[dict[str, Any]] = self._client.ls(folder, detail=True)
            except dav.ResourceNotFound:
                if not folder:
                    raise
                return Listing()
        self._made.add(folder)
        files = {_last(item["name"]): int(item["content_length"] or 0) for item in found if item["type"] == "file"}
        folders = frozenset(_last(item["name"]) for item in found if item["type"] == "directory")
        return Listing(files, folders)

    def put(self, name: str, size: int, chunks: Iterable[bytes]) -> None:
        with self._sentences():
            self._make(parent(name)[0])
            headers = {"Content-Length": str(size), "Content-Type": "application/octet-stream"}
            self._client.request("PUT", name, content=iter(chunks), headers=headers)

    def _make(self, folder: str) -> None:
        """Make a folder and those above it, once: Apache refuses one that another line is just making."""
        with self._making.setdefault(folder, threading.Lock()):
            if folder in self._made:
                return
            self._make(parent(folder)[0])
            try:
                self._client.request("MKCOL", folder, add_trailing_slash=True)
            except dav.HTTPError as error:
                if error.status_code != httpx.codes.METHOD_NOT_ALLOWED and not self._is_folder(folder):
                    raise
            self._made.add(folder)

    def _is_folder(self, folder: str) -> bool:
        """Whether somebody else made it meanwhile."""
        try:
            return bool(self._client.isdir(folder))
        except dav.ClientError:
            return False

    def get(self, name: str, offset: int = 0) -> Iterator[bytes]:
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={offset}-"} if offset else {})
        url = self._client.join_url(name)
        with self._sentences(), self._client.http.stream("GET", url, headers=headers) as answer:
            if not answer.is_success:
                raise problems.from_status(f"{self._place}/{name}", answer.status_code)
            skip = offset if answer.status_code == httpx.codes.OK else 0  # a server that knows no ranges
            for chunk in answer.iter_raw():
                yield chunk[skip:]
                skip = max(0, skip - len(chunk))

    def free(self) -> int | None:
        with self._sentences():
            headers = {"Depth": "0", "Content-Type": "application/xml"}
            answer = self._client.http.request("PROPFIND", self._client.base_url, content=_QUOTA, headers=headers)
        try:
            found = ElementTree.fromstring(answer.content).find(".//{DAV:}quota-available-bytes")  # noqa: S314
        except ElementTree.ParseError:
            return None
        text = (found.text or "").strip() if found is not None else ""
        return int(text) if text.isascii() and text.isdigit() else None  # negative numbers mean: not known

    def check(self) -> None:
        self.list("")
        self.put(PROBE, len(PROBE_TEXT), [PROBE_TEXT])

    def close(self) -> None:
        self._client.http.close()

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Turns the errors of the libraries into ours."""
        try:
            yield
        except dav.ResourceNotFound as error:
            raise problems.not_found(f"{self._place}/{error.path}".rstrip("/")) from error
        except dav.InsufficientStorage as error:
            raise problems.full(self._place) from error
        except dav.BadGatewayError as error:
            raise problems.busy(self._place, 502) from error
        except dav.HTTPError as error:
            raise problems.from_status(self._place, error.status_code) from error
        except httpx.TimeoutException as error:
            raise problems.slow(self._place) from error
        except (httpx.TransportError, OSError) as error:
            raise problems.from_network(self._place, error) or problems.cut(self._place) from error
        except (dav.ClientError, ElementTree.ParseError, httpx.HTTPError, AssertionError) as error:
            raise problems.unexpected(self._place, 207) from error  # an answer that is no WebDAV


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
