"""Penerimaan: the kabupaten's store as one thing, on SQLite or PostgreSQL."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import replace
from typing import Self

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models.activation import Content
from sirekap_desktop.models.clock import Clock, local_now, stamp
from sirekap_desktop.models.office import EnrolledKey
from sirekap_desktop.models.penerimaan import differences as compare
from sirekap_desktop.models.penerimaan import judging, lists, overview, recap_query, taking
from sirekap_desktop.models.penerimaan import missing as lacking
from sirekap_desktop.models.penerimaan.address import StoreAddress
from sirekap_desktop.models.penerimaan.database import StoreDatabase
from sirekap_desktop.models.penerimaan.recap import KabupatenRecap
from sirekap_desktop.models.penerimaan.records import (
    BallotName,
    Claim,
    Difference,
    KecamatanState,
    KnownKey,
    Missing,
    NewPackage,
    OfficeInfo,
    ReceivedPackage,
    RefusedPackage,
)


class Penerimaan:
    """An open store; usable from any thread. Use :meth:`open`; a context manager.

    Args:
        database: at this program's schema.
        office: whose store it is.
        who: the person who works here; stands in every row.
        clock: for tests.
    """

    def __init__(self, database: StoreDatabase, office: OfficeInfo, who: str, clock: Clock) -> None:
        self._database, self.office, self.who, self._clock = database, office, who, clock

    @classmethod
    def open(
        cls, address: StoreAddress, *, who: str, office: OfficeInfo | None = None, clock: Clock = local_now
    ) -> Penerimaan:
        """Open a store, or make it where an office is given and there is none.

        Args:
            address: where it is.
            who: the person who works here.
            office: of the kabupaten whose key is on this computer; None opens only a store that has one.
            clock: for tests.

        Raises:
            UserError: ``store.…``, ``workspace.newer``, ``disk.…``.
        """
        database = StoreDatabase(address, create=office is not None)
        try:
            found = _settle(database, office, {"at": stamp(clock), "who": who})
        except BaseException:
            database.close()
            raise
        return cls(database, found, who, clock)

    @property
    def shown(self) -> str:
        """Where it is, for people; never with a password."""
        return self._database.address.shown

    def close(self) -> None:
        """End the connections; nobody may be working."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _by(self) -> lists.By:
        return {"at": stamp(self._clock), "who": self.who}

    # who is to send

    def expect(self, contents: Iterable[Content], forms: Iterable[FormDefinition]) -> None:
        """Take the lists of the kabupaten's table: which kecamatan, TPS and ballots there are."""
        with self._database.write() as writing:
            lists.expect(writing, contents, forms, self._by())

    def enrol(self, keys: Iterable[EnrolledKey]) -> None:
        """Know these keys of PPK; those that are known stay as they are."""
        with self._database.write() as writing:
            lists.enrol(writing, keys, self._by())

    def revoke(self, public_key: str, reason: str) -> None:
        """Take no more packages of a key. Raises UserError ``revoke.…``."""
        with self._database.write() as writing:
            lists.revoke(writing, public_key, reason, self._by())

    def known_keys(self) -> tuple[KnownKey, ...]:
        with self._database.read() as session:
            return lists.keys(session)

    # what comes

    def is_taken(self, sha256: str) -> bool:
        with self._database.read() as session:
            return taking.is_taken(session, sha256)

    def judge(self, claim: Claim) -> tuple[int, str] | None:
        """Refuse what can be refused before it is fetched; returns the audit row that the package must contain.

        Raises:
            UserError: the reason, for people.
        """
        with self._database.read() as session:
            judging.judge(session, self.office, claim)
            return judging.chain_to_continue(session, claim)

    def take(self, package: NewPackage, source: str) -> bool:
        """Write a verified package. False: it was there already.

        Raises:
            UserError: the reason for refusing it.
        """
        with self._database.write(package.claim.kecamatan) as writing:
            return taking.take(writing, self.office, package, source, socket.gethostname(), self._by())

    def refuse(self, refused: RefusedPackage) -> RefusedPackage:
        """Note what was not taken; ``at`` and ``who`` are filled in."""
        by = self._by()
        whole = replace(refused, at=by["at"], who=by["who"])
        with self._database.write() as writing:
            taking.refuse(writing, whole)
        return whole

    def receipt(self, package: str, *, accepted: bool, note: str) -> str | None:
        """The receipt that was signed for a package, as JSON."""
        with self._database.read() as session:
            return taking.receipt(session, package, accepted=accepted, note=note)

    def keep_receipt(self, package: str, *, accepted: bool, note: str, body: str) -> str:
        """Keep a signed receipt; returns the one that counts: the first."""
        with self._database.write() as writing:
            return taking.keep_receipt(writing, package, accepted=accepted, note=note, body=body, by=self._by())

    # questions

    def kecamatan(self) -> tuple[KecamatanState, ...]:
        """All kecamatan and how they stand."""
        with self._database.read() as session:
            return overview.kecamatan_states(session)

    def packages(self, kecamatan: str = "") -> tuple[ReceivedPackage, ...]:
        with self._database.read() as session:
            return overview.packages(session, kecamatan)

    def refusals(self, kecamatan: str = "") -> tuple[RefusedPackage, ...]:
        with self._database.read() as session:
            return overview.refusals(session, kecamatan)

    def differences(self, kecamatan: str, older: int = 0, newer: int = 0) -> tuple[Difference, ...]:
        """Figure by figure between two packages (by number); the last two by default. UserError ``diff.none``."""
        with self._database.read() as session:
            return compare.differences(session, kecamatan, older, newer)

    def missing(self) -> tuple[Missing, ...]:
        """What keeps the recap from being whole and final."""
        with self._database.read() as session:
            return lacking.missing(session)

    def ballots(self) -> tuple[BallotName, ...]:
        """What :meth:`recap` can be asked for."""
        with self._database.read() as session:
            return overview.ballot_names(session)

    def recap(self, pemilihan: str, dapil: str = "") -> KabupatenRecap:
        """The kabupaten's recap of one ballot. UserError ``recap.none``."""
        with self._database.read() as session:
            return recap_query.recap(session, self.office, pemilihan, dapil)


def _settle(database: StoreDatabase, office: OfficeInfo | None, by: lists.By) -> OfficeInfo:
    if office is not None:
        with database.write() as writing:
            return lists.set_office(writing, office, by)
    with database.read() as session:
        found = lists.office(session)
    if found is None:
        raise UserError(
            "Basis data Penerimaan ini belum dimulai.",
            "Buka sekali di komputer yang menyimpan kunci kabupaten.",
            code="store.none",
        )
    return found
