"""What the kabupaten does: writes activation files from its tables, enrols keys from answers, orders a new PIN."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop import FILE_SUFFIX
from sirekap_desktop.exchange import activation as files
from sirekap_desktop.exchange import envelope, keys
from sirekap_desktop.exchange.activation import Activation, Answer, PinOrderBody, Signed
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.jobs.activation import PROGRAM, folder_name
from sirekap_desktop.jobs.voting import election_sets
from sirekap_desktop.models import form_files, kabupaten_table
from sirekap_desktop.models.activation import Content, FormText
from sirekap_desktop.models.clock import Clock, local_now, stamp
from sirekap_desktop.models.kabupaten_table import KabupatenTable
from sirekap_desktop.models.keys import SigningKey
from sirekap_desktop.models.office import EnrolledKey, Office
from sirekap_desktop.models.records import Kecamatan


@dataclass(frozen=True, slots=True)
class WrittenActivation:
    """One file that was written and read back."""

    path: Path
    kecamatan: Kecamatan
    version: int


@dataclass(frozen=True, slots=True)
class AnswerRead:
    """What became of one answer file; ``refusal`` says why it was not used."""

    path: Path
    key: EnrolledKey | None = None
    is_new: bool = False
    refusal: str = ""


def own_forms(paths: Iterable[Path]) -> tuple[FormText, ...]:
    """Form files that the designer made. Raises UserError ``file.read``, ``form.wrong``, ``form.not_a_bundle`` …."""
    found = []
    for path in paths:
        form, text = form_files.read(path)
        found.append(FormText(form.id, path.name, text))
    return tuple(found)


def with_own(form_ids: Sequence[str], own: Iterable[FormText]) -> tuple[str, ...]:
    """The elections, each by the kabupaten's own form where one is for its pemilihan."""
    instead = {one.load().pemilihan: one.id for one in own}
    return tuple(instead.get(load_form(form_id).pemilihan, form_id) for form_id in form_ids)


def forms_of(form_ids: Sequence[str], own: Iterable[FormText] = ()) -> tuple[FormDefinition, ...]:
    """The forms of the elections. Raises UserError ``form.unknown``, ``form.wrong``."""
    files_by_id = {one.id: one for one in own}
    return tuple(files_by_id[one].load() if one in files_by_id else load_form(one) for one in form_ids)


def election_ids(text: str, region: str) -> tuple[str, ...]:
    """Ids of forms: those of a voting day (``pemilu-2024``), or ids with commas between."""
    named = next((item.forms for item in election_sets(region) if item.id == text), None)
    return named if named is not None else tuple(part.strip() for part in text.split(",") if part.strip())


def read_table(
    path: Path, form_ids: Sequence[str], own: tuple[FormText, ...] = (), *, simulation: bool = False
) -> KabupatenTable:
    """The filled table, divided among its kecamatan. UserError as :func:`kabupaten_table.read`."""
    return kabupaten_table.read(path, forms_of(form_ids, own), own, simulation=simulation)


def activation_name(content: Content, version: int) -> str:
    """``aktivasi-760505-ULUMANDA-v1.sirekap``."""
    return f"aktivasi-{folder_name(content)}-v{version}{FILE_SUFFIX}"


def write_activations(
    office: Office,
    key: SigningKey,
    contents: Sequence[Content],
    folder: Path,
    *,
    clock: Clock = local_now,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[WrittenActivation, ...]:
    """One signed file per kecamatan, each with the next version of its own; read back from the disk.

    Raises:
        UserError: ``activation.content``, ``form.wrong``, ``disk.full``, ``workspace.read_only``; numbers of files
            that were not written are used for the next ones.
    """
    made = [_body(office, content, clock) for content in contents]
    blobs = [files.activation_file(body, key.private) for body in made]
    written = []
    for number, (body, data) in enumerate(zip(made, blobs, strict=True), start=1):
        path = folder / activation_name(body.content, body.version)
        envelope.write(path, data)
        files.activation_of(envelope.read(path), path.name)
        office.note_issued([(body.content.kecamatan.code, body.version)])
        written.append(WrittenActivation(path, body.content.kecamatan, body.version))
        if progress:
            progress(number, len(made))
    return tuple(written)


def _body(office: Office, content: Content, clock: Clock) -> Activation:
    place = content.kecamatan
    if not place.code.startswith(office.code):
        raise UserError(
            f"Kecamatan {place.name} ({place.code}) bukan di kabupaten/kota {office.code}.", code="office.code"
        )
    for form in content.forms:
        form.load()
    forms_of(content.elections, content.forms)  # what does not load here would not load there
    version = office.next_version(place.code)
    return Activation(version, stamp(clock), PROGRAM, office.name, content)


# --- answers ----------------------------------------------------------------------------------------------------------


def enrol(office: Office, paths: Iterable[Path]) -> tuple[AnswerRead, ...]:
    """Read answers into the book; a bad one keeps none of the others out."""
    found = [_read_answer(office, path) for path in paths]
    fresh = office.enrol(one.key for one in found if one.key)
    new = {(one.workspace_id, one.public_key) for one in fresh}
    return tuple(
        AnswerRead(one.path, one.key, (one.key.workspace_id, one.key.public_key) in new, "") if one.key else one
        for one in found
    )


def _read_answer(office: Office, path: Path) -> AnswerRead:
    try:
        signed = files.answer_of(envelope.read(path), path.name)
        _refuse_foreign(office, signed)
    except UserError as refusal:
        return AnswerRead(path, refusal=str(refusal))
    return AnswerRead(path, _enrolled(signed))


def _refuse_foreign(office: Office, signed: Signed[Answer]) -> None:
    if signed.body.office_key != office.public_key.hex():
        raise UserError(
            "Jawaban ini untuk berkas aktivasi kabupaten lain, atau yang ditandatangani kunci lain.",
            code="answer.foreign",
        )
    place = signed.body.kecamatan
    if not 1 <= signed.body.version < office.next_version(place.code):
        raise UserError(
            f"Untuk kecamatan {place.name} ({place.code}) belum pernah ditulis berkas aktivasi di komputer ini.",
            code="answer.unknown",
        )


def _enrolled(signed: Signed[Answer]) -> EnrolledKey:
    body = signed.body
    return EnrolledKey(
        kecamatan=body.kecamatan.code,
        name=body.kecamatan.name,
        public_key=signed.public_key.hex(),
        machine=body.machine,
        host=body.host,
        workspace_id=body.workspace_id,
        answered_at=body.made_at,
        enrolled_at="",
    )


def fingerprint(key: EnrolledKey) -> str:
    """What the PPK reads out on the phone."""
    return keys.fingerprint(bytes.fromhex(key.public_key))


# --- the ketua's PIN ------------------------------------------------------------------------------------------------


def write_pin_order(
    key: SigningKey, enrolled: EnrolledKey, person: str, folder: Path, *, clock: Clock = local_now
) -> Path:
    """The file with which the ketua of one workspace chooses a new PIN, once.

    Raises:
        UserError: ``person.name``, ``disk.full``, ``workspace.read_only``.
    """
    if not (name := " ".join(person.split())):
        raise UserError("Nama ketua belum diisi.", code="person.name")
    place = Kecamatan(enrolled.kecamatan, enrolled.name, "", "")
    body = PinOrderBody(secrets.token_hex(16), place, enrolled.workspace_id, name, stamp(clock))
    path = folder / f"reset-pin-{enrolled.kecamatan}-{body.number[:6]}{FILE_SUFFIX}"
    envelope.write(path, files.pin_order_file(body, key.private))
    return path
