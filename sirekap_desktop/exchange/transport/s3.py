"""S3-compatible storage as a store: what regional data centres and clouds offer."""

from __future__ import annotations

import functools
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import botocore.exceptions
import botocore.session
import certifi
import urllib3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from urllib3.util import Timeout

from sirekap_desktop.exchange.transport import problems, trust
from sirekap_desktop.exchange.transport.store import LINES, PART_SIZE, PROBE, PROBE_TEXT, Listing

_PASSWORD = {"SignatureDoesNotMatch", "InvalidAccessKeyId", "InvalidToken", "ExpiredToken"}
_FULL = {"QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage", "StorageFull"}
_CLOCK = {"RequestTimeTooSkewed", "RequestExpired"}
_MISSING = {"NoSuchBucket", "NoSuchKey"}


class S3Store:
    """Everything in a bucket below one prefix."""

    part_size: int | None = PART_SIZE

    def __init__(
        self, address: str, bucket: str, prefix: str, user: str, secret: str, region: str, fingerprint: str = ""
    ) -> None:
        self._place = urllib3.util.parse_url(address).host or address
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._pool = _pool(fingerprint)
        self._client = _client(address, user, secret, region)
        self._client.meta.events.register("before-send.s3", self._send)

    def _send(self, request: AWSPreparedRequest, **_: object) -> AWSResponse:
        """Carry a signed request. The client's own carrier knows no pinned certificate."""
        answer = self._pool.urlopen(
            request.method,
            request.url,
            body=request.body,
            headers={name: _text(value) for name, value in request.headers.items()},
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
        response = AWSResponse(request.url, answer.status, answer.headers, answer)
        if not request.stream_output:
            response.content  # noqa: B018 - reads the answer, so that the line is free for the next request
        return response

    def list(self, folder: str) -> Listing:
        start = self._prefix + (f"{folder}/" if folder else "")
        files: dict[str, int] = {}
        folders: set[str] = set()
        with self._sentences():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=start, Delimiter="/"
            )
            for page in pages:
                files |= {item["Key"][len(start) :]: int(item["Size"]) for item in page.get("Contents", ())}
                folders |= {item["Prefix"][len(start) :].rstrip("/") for item in page.get("CommonPrefixes", ())}
        return Listing(files, frozenset(folders))

    def put(self, name: str, size: int, chunks: Iterable[bytes]) -> None:
        body = io.BytesIO(b"".join(chunks))  # at most one part
        with self._sentences():
            self._client.put_object(Bucket=self._bucket, Key=self._prefix + name, Body=body, ContentLength=size)

    def get(self, name: str, offset: int = 0) -> Iterator[bytes]:
        span = {"Range": f"bytes={offset}-"} if offset else {}
        with self._sentences():
            answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + name, **span)
            yield from answer["Body"].iter_chunks(1 << 18)

    def free(self) -> int | None:
        return None

    def check(self) -> None:
        self.list("")
        self.put(PROBE, len(PROBE_TEXT), [PROBE_TEXT])

    def close(self) -> None:
        self._pool.clear()

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Turns the errors of the libraries into ours."""
        try:
            yield
        except botocore.exceptions.ClientError as error:
            raise self._refusal(error) from error
        except (urllib3.exceptions.HTTPError, botocore.exceptions.HTTPClientError, OSError) as error:
            raise _network(self._place, error) from error
        except (botocore.exceptions.BotoCoreError, ValueError) as error:
            raise problems.unexpected(self._place, 0) from error

    def _refusal(self, error: botocore.exceptions.ClientError) -> problems.TransportError:
        code = str(error.response.get("Error", {}).get("Code", ""))
        status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        if code in _PASSWORD:
            return problems.password(self._place)
        if code in _CLOCK:
            return problems.clock(self._place)
        if code in _FULL or status == 507:
            return problems.full(self._place)
        if code in _MISSING:
            return problems.not_found(f"{self._place}/{self._bucket}")
        return problems.from_status(f"{self._place}/{self._bucket}", status)


def _pool(fingerprint: str) -> urllib3.PoolManager:
    timeout = Timeout(connect=trust.CONNECT_SECONDS, read=30.0)
    if fingerprint:
        return urllib3.PoolManager(
            maxsize=LINES, cert_reqs="CERT_NONE", assert_fingerprint=fingerprint, timeout=timeout
        )
    return urllib3.PoolManager(maxsize=LINES, ssl_context=trust.context(), ca_certs=certifi.where(), timeout=timeout)


@functools.cache
def _session() -> Any:  # noqa: ANN401
    """Knows nothing of what this computer's user set up for other programs; reads its descriptions once."""
    nothing = {"config_file": os.devnull, "credentials_file": os.devnull, "profile": None}
    return botocore.session.Session(session_vars={name: (None, None, value, None) for name, value in nothing.items()})


def _client(address: str, user: str, secret: str, region: str) -> Any:  # noqa: ANN401 - made from data at run time
    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        retries={"total_max_attempts": 1},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return _session().create_client(
        "s3",
        region_name=region,
        endpoint_url=address,
        aws_access_key_id=user,
        aws_secret_access_key=secret,
        config=config,
    )


def _network(place: str, error: BaseException) -> problems.TransportError:
    if isinstance(error, urllib3.exceptions.SSLError) and "Fingerprints did not match" in str(error):
        return problems.certificate_changed(place)
    below = problems.from_network(place, error)
    return below or (problems.slow if isinstance(error, urllib3.exceptions.TimeoutError) else problems.cut)(place)


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
