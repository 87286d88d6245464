"""What stands in activation file, answer and PIN order, and its strict reading (``docs/activation-format.md``)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Generic, TypeVar

from sirekap_desktop.exchange import envelope, keys
from sirekap_desktop.exchange.decode import FormatError, decode
from sirekap_desktop.exchange.envelope import ACTIVATION, ANSWER, KINDS, PIN_ORDER, Envelope
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.models.activation import Content, Origin
from sirekap_desktop.models.records import Kecamatan, Tps
from sirekap_desktop.models.roles import Role

T = TypeVar("T")
_FORM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 200
_MAX_DPT = 99_999


@dataclass(frozen=True, slots=True)
class Activation:
    """All that a kecamatan needs to begin."""

    version: int
    """Of this kecamatan's file: a larger one replaces a smaller one."""
    made_at: str
    program: str
    office: str
    """Name of the KPU kabupaten/kota."""
    content: Content


@dataclass(frozen=True, slots=True)
class Answer:
    """Which key a PPK signs with from now on; signed with that key."""

    kecamatan: Kecamatan
    version: int
    """Of the activation file that is answered."""
    activation: str
    """Its SHA-256."""
    office_key: str
    """The kabupaten's key that it was signed with."""
    workspace_id: str
    machine: str
    host: str
    made_at: str
    simulation: bool


@dataclass(frozen=True, slots=True)
class PinOrderBody:
    """The ketua of one workspace may choose a new PIN, once."""

    number: str
    """Random, 32 hex digits."""
    kecamatan: Kecamatan
    workspace_id: str
    person: str
    """Name of the ketua."""
    made_at: str


@dataclass(frozen=True, slots=True)
class Signed(Generic[T]):
    """A body whose signature held."""

    body: T
    public_key: bytes
    sha256: str

    @property
    def fingerprint(self) -> str:
        return keys.fingerprint(self.public_key)

    @property
    def origin(self) -> Origin:
        """For the workspace, of an activation or of an answer to one."""
        version: int = getattr(self.body, "version", 0)
        return Origin(version, self.sha256, self.public_key.hex())


def activation_file(body: Activation, private: keys.PrivateKey) -> bytes:
    """The bytes of an activation file. Raises UserError ``activation.content`` rather than sign nonsense."""
    _refuse(_problems(body.content), "isi aktivasi")
    return envelope.sealed(ACTIVATION, asdict(body), private)


def answer_file(body: Answer, private: keys.PrivateKey) -> bytes:
    """The bytes of an answer."""
    return envelope.sealed(ANSWER, asdict(body), private)


def pin_order_file(body: PinOrderBody, private: keys.PrivateKey) -> bytes:
    """The bytes of a PIN order."""
    return envelope.sealed(PIN_ORDER, asdict(body), private)


def activation_of(found: Envelope, name: str) -> Signed[Activation]:
    """Raises UserError ``activation.kind`` for another kind of file, ``activation.content``."""
    signed = _body(found, ACTIVATION, Activation, name)
    _refuse(_problems(signed.body.content), name)
    if signed.body.version < 1:
        _refuse(["version"], name)
    return signed


def answer_of(found: Envelope, name: str) -> Signed[Answer]:
    """Raises UserError ``activation.kind``, ``activation.content``."""
    signed = _body(found, ANSWER, Answer, name)
    if signed.body.machine != hashlib.sha256(signed.public_key).hexdigest()[: len(signed.body.machine)]:
        _refuse(["kunci dan nomor mesin tidak cocok."], name)
    _refuse(_texts("nama", (signed.body.kecamatan.name, signed.body.host, signed.body.workspace_id)), name)
    return signed


def pin_order_of(found: Envelope, name: str) -> Signed[PinOrderBody]:
    """Raises UserError ``activation.kind``, ``activation.content``."""
    return _body(found, PIN_ORDER, PinOrderBody, name)


def _body(found: Envelope, kind: str, body: type[T], name: str) -> Signed[T]:
    if found.kind != kind:
        raise UserError(f"{name} adalah {KINDS[found.kind]}, bukan {KINDS[kind]}.", code="activation.kind")
    try:
        value = decode(body, found.body, KINDS[kind])
    except FormatError as error:
        raise _wrong(name, error.message) from error
    return Signed(value, found.public_key, found.sha256)


def _refuse(problems: Iterable[str], name: str) -> None:
    if (first := next(iter(problems), None)) is not None:
        raise _wrong(name, first)


def _wrong(name: str, detail: str) -> UserError:
    return UserError(
        f"{name} bertanda tangan sah, tetapi isinya tidak dapat dipakai: {detail}",
        "Minta kabupaten menulisnya lagi dengan program ini.",
        code="activation.content",
    )


# --- what a content may say: the key of a kabupaten does not make nonsense true ---------------------------------------


def _problems(content: Content) -> Iterator[str]:
    yield from _place_problems(content)
    yield from _tps_problems(content)
    yield from _list_problems(content)
    yield from _people_problems(content)
    for form in content.forms:
        if not _FORM_ID.fullmatch(form.id):
            yield f"id definisi formulir {form.id[:80]!a}."
    yield from _texts("nama definisi formulir", (form.name for form in content.forms))
    yield from _twice("definisi formulir", (form.id for form in content.forms))
    if not content.elections:
        yield "tidak ada pemilihan."
    yield from _twice("pemilihan", content.elections)


def _place_problems(content: Content) -> Iterator[str]:
    place = content.kecamatan
    if not _is_code(place.code, 6):
        yield f"kode kecamatan {place.code[:40]!a}."
    yield from _texts(
        "nama wilayah", (place.name, place.kabupaten, place.provinsi, *(one.name for one in content.desa))
    )
    for desa in content.desa:
        if not (_is_code(desa.code, 10) and desa.code.startswith(place.code)):
            yield f"kode desa {desa.code[:40]!a}."
    yield from _twice("desa", (desa.code for desa in content.desa))


def _tps_problems(content: Content) -> Iterator[str]:
    desa = {one.code for one in content.desa}
    for tps in content.tps:
        if tps.desa_code not in desa or not 1 <= tps.number <= 999 or tps.code != f"{tps.desa_code}{tps.number:03d}":
            yield f"TPS {tps.code[:40]!a}."
        if not _is_dpt(tps):
            yield f"DPT TPS {tps.code[:40]!a}."
    yield from _twice("TPS", (tps.code for tps in content.tps))


def _is_dpt(tps: Tps) -> bool:
    return all(count is None or 0 <= count <= _MAX_DPT for count in (tps.dpt_l, tps.dpt_p))


def _list_problems(content: Content) -> Iterator[str]:
    desa, named = {one.code for one in content.desa}, {(one.pemilihan, one.name) for one in content.dapil}
    for dapil in content.dapil:
        if dapil.desa not in desa:
            yield f"desa {dapil.desa[:40]!a} di daftar dapil."
    yield from _texts("dapil", (one.name for one in content.dapil))
    yield from _twice("desa di daftar dapil", ((one.pemilihan, one.desa) for one in content.dapil))
    with_dapil = {pemilihan for pemilihan, _ in named}
    for item in content.lists:
        fits = (item.pemilihan, item.dapil) in named if item.pemilihan in with_dapil else not item.dapil
        if not fits:
            yield f"dapil {item.dapil[:40]!a} tidak punya desa."
        yield from _numbered(item.contestants)
    yield from _twice("daftar peserta", ((one.pemilihan, one.dapil) for one in content.lists))


def _numbered(contestants: Iterable[Contestant]) -> Iterator[str]:
    found = tuple(contestants)
    everyone: tuple[Contestant | Calon, ...] = (*found, *(calon for one in found for calon in one.calon))
    for one in everyone:
        if not 1 <= one.number <= 99:
            yield f"nomor urut {one.number}."
    yield from _texts("nama peserta", (one.name for one in everyone))
    yield from _twice("nomor urut", (one.number for one in found))
    for one in found:
        yield from _twice("nomor calon", (calon.number for calon in one.calon))


def _people_problems(content: Content) -> Iterator[str]:
    roles = [one.role for one in content.people]
    if not set(roles) <= set(Role) or roles.count(Role.KETUA) > 1:
        yield "jabatan PPK."
    yield from _texts("nama PPK", (one.name for one in content.people))
    yield from _twice("nama PPK", (one.name.casefold() for one in content.people))


def _texts(what: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        printable = all(unicodedata.category(sign)[0] != "C" for sign in text)
        if not text.strip() or len(text) > _LONGEST or not printable:
            yield f"{what} {text[:40]!a}."


def _twice(what: str, items: Iterable[object]) -> Iterator[str]:
    for item, count in Counter(items).items():
        if count > 1:
            yield f"{what} {item!a} tertulis dua kali."


def _is_code(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()
