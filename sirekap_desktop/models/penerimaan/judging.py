"""Whether a package may be taken: by what its signed manifest claims, and by what was taken before it."""

from __future__ import annotations

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.database import Row, Session
from sirekap_desktop.models.keys import printed_fingerprint
from sirekap_desktop.models.penerimaan import current, lists, schema
from sirekap_desktop.models.penerimaan.records import Claim, KnownKey, NewPackage, OfficeInfo

_ASK = "Hubungi PPK itu dengan telepon dan bandingkan sidik jari kuncinya."


def judge(session: Session, office: OfficeInfo, claim: Claim) -> None:
    """What can be said before its contents are fetched.

    Raises:
        UserError: ``package.other_kabupaten``, ``package.simulation``, ``signer.unknown``, ``signer.other_kecamatan``,
            ``signer.revoked``, ``package.election``, ``package.old``.
    """
    _judge_place(office, claim)
    _judge_signer(session, claim)
    _judge_ballots(session, claim)
    for row in _before(session, claim):
        for pemilihan, dapil, _, revision, _ in claim.ballots:
            if (row["pemilihan"], row["dapil"]) == (pemilihan, dapil) and revision < row["revision"]:
                raise _old(revision, row)


def judge_chain(session: Session, package: NewPackage) -> None:
    """Whether it goes on where the package that counts now ended; *newer* is a place in the chain, never a clock.

    Raises:
        UserError: ``package.old``, ``package.forked``, ``package.ballot``.
    """
    claim = package.claim
    for row in _before(session, claim):
        revision = next((one[3] for one in claim.ballots if one[:2] == (row["pemilihan"], row["dapil"])), 0)
        if revision == row["revision"] and package.head_seq < row["head_seq"]:
            raise _old(revision, row)
        if package.head_seq == row["head_seq"] and package.head_hash != row["head_hash"]:
            raise broken_chain(package.head_seq, package.head_seq)
    for recap in package.recaps:
        _judge_rows(session, claim.kecamatan, (recap.pemilihan, recap.dapil), recap.fields)


def broken_chain(seq: int, past: int) -> UserError:
    """A chain without the row that its key sent before: it ends earlier, or it goes on from another past.

    Args:
        seq: of the last row in the package.
        past: of the row that should be in it.
    """
    if seq < past:
        return UserError(
            "Sudah tergantikan: keadaan yang lebih baru dari laptop itu sudah diterima.",
            "Tidak perlu apa-apa, kecuali PPK memang mengirim ulang yang lama: minta paket terbarunya.",
            code="package.old",
        )
    return UserError(
        "Jejak audit paket ini bukan lanjutan dari paket yang sudah diterima: sebagian catatan hilang atau diganti.",
        "Tanyakan kepada PPK. Bila laptopnya dipulihkan dari cadangan, cabut kunci lama dan daftarkan kunci barunya.",
        code="package.forked",
    )


def chain_to_continue(session: Session, claim: Claim) -> tuple[int, str] | None:
    """Number and hash of an audit row that must be in the package: the newest one that this key sent before."""
    rows = [row for row in _before(session, claim) if row["signer"] == claim.signer]
    newest = max(rows, key=lambda row: int(row["head_seq"]), default=None)
    return (int(newest["head_seq"]), str(newest["head_hash"])) if newest else None


def _before(session: Session, claim: Claim) -> list[Row]:
    """What counts now for the ballots of a package. What a revoked key sent does not bind the key that follows it."""
    gone = lists.revoked(session)
    found = current.of_kecamatan(session, claim.kecamatan)
    ballots = {one[:2] for one in claim.ballots}
    return [row for ballot, row in found.items() if ballot in ballots and row["signer"] not in gone - {claim.signer}]


def _judge_place(office: OfficeInfo, claim: Claim) -> None:
    if not claim.kecamatan.startswith(office.code):
        raise UserError(
            f"Kecamatan {claim.name} ({claim.kecamatan}) bukan di kabupaten/kota {office.code}.",
            code="package.other_kabupaten",
        )
    if claim.simulation != office.simulation:
        word = "latihan (SIMULASI)" if claim.simulation else "sungguhan"
        taken = "hanya paket latihan" if office.simulation else "bukan paket latihan"
        raise UserError(
            f"Ini paket {word}; yang diterima di sini {taken}.",
            code="package.simulation",
        )


def _judge_signer(session: Session, claim: Claim) -> None:
    known = [key for key in lists.keys(session) if key.public_key == claim.signer]
    if not known:
        raise UserError(
            f"Ditandatangani kunci {claim.fingerprint} yang tidak terdaftar.",
            f"{_ASK} Bila benar, minta berkas jawaban aktivasinya dan daftarkan.",
            code="signer.unknown",
        )
    own = [key for key in known if key.kecamatan == claim.kecamatan]
    if not own:
        raise UserError(
            f"Ditandatangani kunci {claim.fingerprint} milik kecamatan {known[0].name} ({known[0].kecamatan}), "
            f"bukan milik {claim.name}.",
            _ASK,
            code="signer.other_kecamatan",
        )
    if own[0].revoked:
        raise _revoked(own[0])


def _revoked(key: KnownKey) -> UserError:
    return UserError(
        f"Ditandatangani kunci {printed_fingerprint(bytes.fromhex(key.public_key))} yang sudah dicabut: {key.reason}",
        "Minta PPK mengirim dari laptop yang kuncinya masih berlaku.",
        code="signer.revoked",
    )


def _judge_ballots(session: Session, claim: Claim) -> None:
    expected = {
        (row["pemilihan"], row["dapil"]): row["form"]
        for row in session.rows(
            schema.ExpectedBallot.select().where(schema.ExpectedBallot.kecamatan == claim.kecamatan)
        )
    }
    if not expected:
        return
    for pemilihan, dapil, form, _, _ in claim.ballots:
        if expected.get((pemilihan, dapil)) != form:
            what = f"{pemilihan} {dapil}".strip()
            raise UserError(
                f"Memuat pemilihan {what} dengan formulir {form}, yang tidak diadakan di kecamatan {claim.name}.",
                "Periksa daftar pemilihan kabupaten, atau apakah PPK memakai berkas aktivasi yang benar.",
                code="package.election",
            )


def _judge_rows(session: Session, kecamatan: str, ballot: current.Ballot, fields: str) -> None:
    recap = schema.ReceivedRecap
    query = current.current(recap.fields, recap.kecamatan).where(
        recap.pemilihan == ballot[0], recap.dapil == ballot[1], recap.kecamatan != kecamatan
    )
    others = session.rows(query)
    if others and all(row["fields"] != fields for row in others):
        raise UserError(
            f"Baris {' '.join(ballot).strip()} dalam paket ini (partai, calon) tidak sama dengan kecamatan lain, "
            f"misalnya {others[0]['kecamatan']}.",
            "Periksa daftar peserta pemilihan di kecamatan itu dan di kecamatan ini.",
            code="package.ballot",
        )


def _old(revision: int, row: Row) -> UserError:
    what = f"{row['pemilihan']} {row['dapil']}".strip()
    newer = f"revisi {row['revision']}" if revision != row["revision"] else "keadaan"
    return UserError(
        f"Sudah tergantikan: {what} revisi {revision} dalam paket ini lebih lama daripada "
        f"{newer} "
        f"yang diterima {row['at'][:16].replace('T', ' ')}.",
        "Tidak perlu apa-apa, kecuali PPK memang mengirim ulang yang lama: minta paket terbarunya.",
        code="package.old",
    )
