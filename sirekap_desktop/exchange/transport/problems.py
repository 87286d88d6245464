"""What can go wrong on the way to a store, one clear sentence each, and whether trying again may help."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Callable, Iterator

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import errors


class TransportError(UserError):
    """A transfer did not come about. ``passes`` says that it may work later without anyone's help."""

    def __init__(self, message: str, hint: str = "", *, code: str, passes: bool = False) -> None:
        super().__init__(message, hint, code=code)
        self.passes = passes


class CertificateChanged(ssl.SSLError):
    """The server shows another certificate than the one that a person accepted."""


def dns(place: str) -> TransportError:
    """The name server does not know the name, or cannot be asked."""
    return TransportError(
        f"Nama {place} tidak ditemukan di jaringan.",
        "Periksa apakah ada internet dan apakah alamat tujuannya benar.",
        code="send.dns",
        passes=True,
    )


def no_route(place: str) -> TransportError:
    """No network, or none that leads there."""
    return TransportError(
        f"Tidak ada jaringan ke {place}.", "Dikirim sendiri begitu ada sinyal.", code="send.no_route", passes=True
    )


def refused(place: str) -> TransportError:
    """The computer is there, but nothing listens."""
    return TransportError(
        f"Server {place} tidak menjawab: sambungan ditolak.",
        "Mungkin server sedang mati, atau alamatnya salah.",
        code="send.refused",
        passes=True,
    )


def cut(place: str) -> TransportError:
    """The line broke."""
    return TransportError(
        f"Sambungan ke {place} terputus.",
        "Yang sudah sampai tidak dikirim lagi; sisanya menyusul.",
        code="send.cut",
        passes=True,
    )


def slow(place: str) -> TransportError:
    """Nothing came for too long."""
    return TransportError(
        f"Server {place} terlalu lama tidak menjawab.",
        "Yang sudah sampai tidak dikirim lagi; sisanya menyusul.",
        code="send.timeout",
        passes=True,
    )


def busy(place: str, status: int) -> TransportError:
    """The server has a problem of its own."""
    return TransportError(
        f"Server {place} sedang bermasalah (jawaban {status}).", "Dicoba lagi nanti.", code="send.server", passes=True
    )


def password(place: str) -> TransportError:
    """User name or secret are wrong."""
    return TransportError(
        f"Nama pengguna atau kata sandi untuk {place} salah.",
        "Ubah tujuan ini dan ketik kata sandinya lagi.",
        code="send.password",
    )


def forbidden(place: str) -> TransportError:
    """Known, but not allowed."""
    return TransportError(
        f"Akun ini tidak boleh menulis di {place}.",
        "Minta izin menulis kepada pengelola server, atau pilih tujuan lain.",
        code="send.forbidden",
    )


def not_found(place: str) -> TransportError:
    """The server answers, but has no such place."""
    return TransportError(
        f"Tempat tujuan tidak ada: {place}.",
        "Periksa alamat atau nama wadahnya; folder tujuan harus sudah dibuat.",
        code="send.not_found",
    )


def full(place: str) -> TransportError:
    """No room, or the quota is used up."""
    return TransportError(
        f"Penyimpanan {place} penuh.",
        "Minta pengelola mengosongkan tempat atau menambah kuota, lalu kirim lagi.",
        code="send.full",
    )


def too_large(place: str) -> TransportError:
    """The server takes no files of this size."""
    return TransportError(
        f"Server {place} menolak berkas sebesar ini.",
        "Minta pengelola menaikkan batas besar berkas sampai 2 MB atau lebih.",
        code="send.too_large",
    )


def clock(place: str) -> TransportError:
    """Signatures carry the time, and ours is too far off."""
    return TransportError(
        f"Jam komputer ini berbeda terlalu jauh dari jam server {place}.",
        "Betulkan tanggal dan jam komputer ini, lalu kirim lagi.",
        code="send.clock",
    )


def certificate(place: str) -> TransportError:
    """Nobody whom this computer trusts vouches for the server."""
    return TransportError(
        f"Sertifikat server {place} tidak dapat dipercaya.",
        "Bandingkan sidik jarinya dengan pengelola server; bila sama, terima sertifikat itu untuk tujuan ini.",
        code="send.certificate",
    )


def certificate_changed(place: str) -> TransportError:
    """The accepted certificate is no longer the one shown."""
    return TransportError(
        f"Sertifikat server {place} berubah sejak diterima; tidak ada yang dikirim.",
        "Tanyakan kepada pengelola server. Bila memang diganti, terima sertifikat yang baru.",
        code="send.certificate_changed",
    )


def no_tls(place: str) -> TransportError:
    """What answers speaks no TLS, or none that we accept."""
    return TransportError(
        f"Server {place} tidak memakai sambungan aman (https) di alamat itu.",
        "Periksa alamat dan nomor portanya bersama pengelola server.",
        code="send.no_tls",
    )


def unexpected(place: str, status: int) -> TransportError:
    """The server speaks, but not this protocol."""
    return TransportError(
        f"Server {place} menjawab lain dari yang diharapkan ({status}).",
        "Periksa apakah alamat dan jenis tujuannya benar.",
        code="send.unexpected",
    )


def folder_gone(place: str) -> TransportError:
    """The stick was pulled out, or the network folder is away."""
    return TransportError(
        f"Folder {place} tidak ada.",
        "Pasang flash disk atau sambungkan folder itu; pengiriman lanjut sendiri.",
        code="send.folder_gone",
        passes=True,
    )


def lost(place: str) -> TransportError:
    """What was sent is not there, or not as long as it was."""
    return TransportError(
        f"Sebagian isi {place} hilang di tempat tujuan.", "Yang hilang dikirim lagi.", code="send.lost", passes=True
    )


def no_secret(name: str) -> TransportError:
    """This computer does not know the password."""
    return TransportError(
        f"Kata sandi untuk tujuan {name} belum ada di komputer ini.",
        "Ubah tujuan itu dan ketik kata sandinya.",
        code="send.no_secret",
    )


def from_status(place: str, status: int) -> TransportError:
    """The sentence for an HTTP status that is no success."""
    made = {
        401: password,
        403: forbidden,
        404: not_found,
        405: lambda where: unexpected(where, 405),
        409: not_found,
        413: too_large,
        423: lambda where: busy(where, 423),
        507: full,
    }.get(status)
    if made is not None:
        return made(place)
    is_passing = status >= 500 or status in {408, 425, 429}
    return busy(place, status) if is_passing and status not in {501, 505} else unexpected(place, status)


def from_network(place: str, error: BaseException) -> TransportError | None:
    """The sentence for what broke below HTTP; None when it is no failure of the network."""
    made = (_of_cause(cause) for cause in _causes(error))
    found = next((sentence for sentence in made if sentence is not None), None)
    return found(place) if found else None


def _of_cause(cause: BaseException) -> Callable[[str], TransportError] | None:
    if isinstance(cause, OSError) and cause.errno in _NO_ROUTE:
        return no_route
    if isinstance(cause, ssl.SSLError) and getattr(cause, "reason", "") in _NO_TLS:
        return no_tls
    return next((sentence for kind, sentence in _KINDS if isinstance(cause, kind)), None)


_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN}
_NO_TLS = {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION"}
_KINDS: tuple[tuple[type[BaseException], Callable[[str], TransportError]], ...] = (
    (CertificateChanged, certificate_changed),
    (ssl.SSLCertVerificationError, certificate),
    (socket.gaierror, dns),
    (TimeoutError, slow),
    (ConnectionRefusedError, refused),
    (OSError, cut),
)
"""The first that fits."""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """What an exception was raised over, the first cause first: libraries wrap what the system said."""
    chain = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return reversed(chain)


def from_disk(place: str, error: OSError) -> TransportError:
    """The sentence for a folder that cannot be read or written."""
    if errors.is_full(error):
        return full(place)
    if errors.is_refused(error):
        return forbidden(place)
    return folder_gone(place)
