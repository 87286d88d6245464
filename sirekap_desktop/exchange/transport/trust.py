"""Which servers are trusted: those that the system's authorities vouch for, or one certificate by its fingerprint."""

from __future__ import annotations

import hashlib
import socket
import ssl
from dataclasses import dataclass
from typing import Any

import certifi
from cryptography import x509

from sirekap_desktop.exchange.transport import problems

CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a server shows of itself, for a person to judge."""

    fingerprint: str
    """SHA-256, 64 hex digits."""
    subject: str
    issuer: str
    valid_until: str
    """ISO date."""

    @property
    def shown(self) -> str:
        """The fingerprint in groups, to compare by phone."""
        return grouped(self.fingerprint)


def grouped(fingerprint: str) -> str:
    """``AB12 CD34 …``."""
    text = fingerprint.upper()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


class PinnedContext(ssl.SSLContext):
    """Accepts exactly one certificate, whatever its name, dates and issuer; nothing is sent before it was seen."""

    fingerprint: str

    def wrap_socket(self, *arguments: Any, **options: Any) -> ssl.SSLSocket:  # noqa: ANN401 - the library's signature
        line = super().wrap_socket(*arguments, **options)
        seen = hashlib.sha256(line.getpeercert(binary_form=True) or b"").hexdigest()
        if seen != self.fingerprint:
            line.close()
            raise problems.CertificateChanged(f"certificate {seen}")
        return line


def context(fingerprint: str = "") -> ssl.SSLContext:
    """For a connection: the authorities of the system and of ``certifi``, or one pinned certificate."""
    if fingerprint:
        pinned = PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
        pinned.check_hostname = False
        pinned.verify_mode = ssl.CERT_NONE
        pinned.fingerprint = fingerprint
        return pinned
    usual = ssl.create_default_context()
    usual.load_verify_locations(certifi.where())
    return usual


def shown_by(host: str, port: int) -> Certificate:
    """The certificate that a server shows, believed or not; nothing else is asked of it.

    Raises:
        TransportError: it cannot be reached.
    """
    asking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    asking.check_hostname = False
    asking.verify_mode = ssl.CERT_NONE
    try:
        with (
            socket.create_connection((host, port), timeout=CONNECT_SECONDS) as line,
            asking.wrap_socket(line, server_hostname=host) as safe,
        ):
            data = safe.getpeercert(binary_form=True) or b""
        found = x509.load_der_x509_certificate(data)
    except (OSError, ValueError) as error:
        raise problems.from_network(host, error) or problems.unexpected(host, 0) from error
    return Certificate(
        hashlib.sha256(data).hexdigest(),
        found.subject.rfc4514_string(),
        found.issuer.rfc4514_string(),
        found.not_valid_after_utc.date().isoformat(),
    )
