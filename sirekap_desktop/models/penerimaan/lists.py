"""Who is to send what, and with which keys: the office, the lists of its kecamatan, enrolled and revoked keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models.activation import Content
from sirekap_desktop.models.database import Row, Session
from sirekap_desktop.models.keys import printed_fingerprint
from sirekap_desktop.models.office import EnrolledKey
from sirekap_desktop.models.penerimaan import schema
from sirekap_desktop.models.penerimaan.database import Writing
from sirekap_desktop.models.penerimaan.records import KnownKey, OfficeInfo

By = dict[str, str]
"""``at`` and ``who`` of what is written."""


def office(session: Session) -> OfficeInfo | None:
    """Whose store it is; None before the first opening by its kabupaten."""
    row = session.one(schema.Office.select())
    return OfficeInfo(row["code"], row["name"], row["public_key"], bool(row["simulation"])) if row else None


def set_office(writing: Writing, info: OfficeInfo, by: By) -> OfficeInfo:
    """The first opening settles whose store it is and whether it is for practice; later ones must be of the same.

    Raises:
        UserError: ``store.other_office``.
    """
    found = office(writing)
    if found is None:
        values = {"code": info.code, "name": info.name, "public_key": info.public_key}
        writing.add(schema.Office, {**values, "simulation": int(info.simulation), **by})
        return info
    if (found.code, found.public_key) != (info.code, info.public_key):
        raise UserError(
            f"Basis data ini milik {found.name} ({found.code}), dengan kunci kabupaten yang lain.",
            "Buka basis data milik kabupaten ini, atau pakai komputer yang menyimpan kunci itu.",
            code="store.other_office",
        )
    return found


# --- what is expected -------------------------------------------------------------------------------------------------


def expect(writing: Writing, contents: Iterable[Content], forms: Iterable[FormDefinition], by: By) -> None:
    """Take the lists of kecamatan as they are now; those of other kecamatan stay."""
    known = {form.id: form for form in forms}
    for content in contents:
        code = content.kecamatan.code
        _forget(writing, code)
        place = content.kecamatan
        row = {"code": code, "name": place.name, "kabupaten": place.kabupaten, "provinsi": place.provinsi, **by}
        writing.add(schema.ExpectedKecamatan, row)
        writing.add(schema.ExpectedTps, *_tps_rows(content))
        writing.add(schema.ExpectedBallot, *_ballot_rows(content, [known[one] for one in content.elections]))


def _forget(writing: Writing, code: str) -> None:
    for model in (schema.ExpectedBallot, schema.ExpectedTps):
        writing.run(model.delete().where(model.kecamatan == code))
    writing.run(schema.ExpectedKecamatan.delete().where(schema.ExpectedKecamatan.code == code))


def _tps_rows(content: Content) -> Iterator[Row]:
    names = {desa.code: desa.name for desa in content.desa}
    for tps in content.tps:
        place = f"{names.get(tps.desa_code, tps.desa_code)} {tps.label}"
        yield {"code": tps.code, "kecamatan": content.kecamatan.code, "place": place}


def _ballot_rows(content: Content, forms: Iterable[FormDefinition]) -> Iterator[Row]:
    for place, form in enumerate(forms):
        counts = _tps_of_dapil(content, form.pemilihan)
        for dapil, count in sorted(counts.items()):
            yield {
                "kecamatan": content.kecamatan.code, "pemilihan": form.pemilihan, "dapil": dapil, "form": form.id,
                "title": form.short_name, "tps": count, "place": place,
            }  # fmt: skip


def _tps_of_dapil(content: Content, pemilihan: str) -> dict[str, int]:
    lies_in = {one.desa: one.name for one in content.dapil if one.pemilihan == pemilihan}
    counts: dict[str, int] = {}
    for tps in content.tps:
        dapil = lies_in.get(tps.desa_code, "")
        counts[dapil] = counts.get(dapil, 0) + 1
    return counts


# --- keys -------------------------------------------------------------------------------------------------------------


def enrol(writing: Writing, found: Iterable[EnrolledKey], by: By) -> None:
    """Copy the kabupaten's book into the store, so that every computer that receives knows the keys."""
    rows = [
        {
            "public_key": one.public_key, "kecamatan": one.kecamatan, "name": one.name, "machine": one.machine,
            "host": one.host, "enrolled_at": one.enrolled_at or by["at"], **by,
        }
        for one in found
    ]  # fmt: skip
    writing.add_missing(schema.EnrolledKey, *rows)


def revoke(writing: Writing, public_key: str, reason: str, by: By) -> None:
    """Take no more packages of this key. Raises UserError ``revoke.reason``, ``revoke.unknown``, ``revoke.done``."""
    if not (clean := " ".join(reason.split())):
        raise UserError("Alasan pencabutan belum ditulis.", code="revoke.reason")
    if not any(key.public_key == public_key for key in keys(writing)):
        raise UserError("Kunci itu tidak terdaftar, jadi tidak perlu dicabut.", code="revoke.unknown")
    if writing.get(schema.RevokedKey, public_key=public_key):
        raise UserError("Kunci itu sudah dicabut.", code="revoke.done")
    writing.add(schema.RevokedKey, {"public_key": public_key, "reason": clean, **by})


def keys(session: Session) -> tuple[KnownKey, ...]:
    """By kecamatan, then by when they were enrolled."""
    gone = {row["public_key"]: row for row in session.rows(schema.RevokedKey.select())}
    rows = session.rows(schema.EnrolledKey.select())
    found = [_key(row, gone.get(row["public_key"])) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.kecamatan, one.enrolled_at, one.public_key)))


def _key(row: Row, gone: Row | None) -> KnownKey:
    return KnownKey(
        public_key=row["public_key"],
        fingerprint=printed_fingerprint(bytes.fromhex(row["public_key"])),
        kecamatan=row["kecamatan"],
        name=row["name"],
        host=row["host"],
        enrolled_at=row["enrolled_at"],
        revoked_at=gone["at"] if gone else "",
        revoked_by=gone["who"] if gone else "",
        reason=gone["reason"] if gone else "",
    )


def revoked(session: Session) -> frozenset[str]:
    """Public keys that do not count any more."""
    return frozenset(key for (key,) in session.tuples(schema.RevokedKey.select(schema.RevokedKey.public_key)))
