"""How every kecamatan stands: what came, what counts, what was refused since."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sirekap_desktop.models.clock import is_after
from sirekap_desktop.models.database import Row, Session
from sirekap_desktop.models.keys import printed_fingerprint
from sirekap_desktop.models.penerimaan import ballots, current, lists, schema
from sirekap_desktop.models.penerimaan.records import (
    BallotName,
    BallotState,
    KecamatanState,
    ReceivedPackage,
    RefusedPackage,
    State,
)

_Sheets = Mapping[tuple[str, str], frozenset[str]]
"""Package and document → parts of which every page came back signed."""


def kecamatan_states(session: Session) -> tuple[KecamatanState, ...]:
    """All kecamatan that are to send or have sent, by code."""
    facts = _facts(session)
    return tuple(_state(facts, code) for code in sorted(facts.names))


@dataclass(frozen=True, slots=True)
class _Facts:
    names: Mapping[str, str]
    expected: Mapping[str, list[Row]]
    recaps: Mapping[str, list[Row]]
    packages: Mapping[str, list[Row]]
    refusals: Mapping[str, list[Row]]
    revoked: frozenset[str]
    sheets: _Sheets
    titles: Mapping[str, str]


def _facts(session: Session) -> _Facts:
    packages = session.rows(schema.Package.select().order_by(schema.Package.number))
    recaps = session.rows(current.current())
    expected = session.rows(schema.ExpectedBallot.select().order_by(schema.ExpectedBallot.place))
    return _Facts(
        names=_names(session, packages),
        expected=_by_kecamatan(expected),
        recaps=_by_kecamatan(recaps),
        packages=_by_kecamatan(packages),
        refusals=_by_kecamatan(session.rows(schema.Refusal.select())),
        revoked=lists.revoked(session),
        sheets=_whole_sheets(session),
        titles=_titles(session, expected, recaps),
    )


def _names(session: Session, packages: Iterable[Row]) -> dict[str, str]:
    names = {row["kecamatan"]: row["name"] for row in packages}
    names |= {key.kecamatan: key.name for key in lists.keys(session)}
    return names | {row["code"]: row["name"] for row in session.rows(schema.ExpectedKecamatan.select())}


def _by_kecamatan(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["kecamatan"]].append(row)
    return found


def _titles(session: Session, expected: Iterable[Row], recaps: Iterable[Row]) -> dict[str, str]:
    """Short names of the elections; the long one where nobody said which are expected."""
    titles = {row["pemilihan"]: row["title"] for row in expected}
    for row in recaps:
        if row["pemilihan"] not in titles:
            titles[row["pemilihan"]] = ballots.body(session, row["ballot"]).pemilihan_title
    return titles


def _whole_sheets(session: Session) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    sheet = schema.SignedSheet
    for row in session.rows(sheet.select().where(sheet.present >= sheet.pages)):
        found[row["package"], row["document"]].add(row["part"])
    return {key: frozenset(parts) for key, parts in found.items()}


def _state(facts: _Facts, code: str) -> KecamatanState:
    packages, refusals = facts.packages.get(code, []), facts.refusals.get(code, [])
    shown = _ballot_states(facts, code)
    newest = packages[-1] if packages else None
    since = [row for row in refusals if is_after(row["at"], newest["at"] if newest else None)]
    by_sha = {row["sha256"]: row for row in packages}
    counting = [by_sha[row["package"]] for row in facts.recaps.get(code, [])]
    return KecamatanState(
        code=code,
        name=facts.names[code],
        state=_overall(shown, refused=bool(refusals)),
        revision=max((one.revision for one in shown), default=0),
        received_at=newest["at"] if newest else "",
        received_by=newest["who"] if newest else "",
        tps_complete=min((one.tps_complete for one in shown), default=0),
        tps_total=max((one.tps_total for one in shown), default=0),
        signed=sum(one.signed for one in shown),
        sheets=sum(one.sheets for one in shown),
        packages=len(packages),
        refusals=len(since),
        revoked=any(row["signer"] in facts.revoked for row in counting),
        ballots=shown,
    )


def _overall(shown: tuple[BallotState, ...], *, refused: bool) -> State:
    states = {one.state for one in shown}
    if states <= {State.BELUM}:
        return State.DITOLAK if refused else State.BELUM
    return State.FINAL if states == {State.FINAL} else State.DRAF


def _ballot_states(facts: _Facts, code: str) -> tuple[BallotState, ...]:
    recaps = {(row["pemilihan"], row["dapil"]): row for row in facts.recaps.get(code, [])}
    counts = {(row["pemilihan"], row["dapil"]): int(row["tps"]) for row in facts.expected.get(code, [])}
    order = [*counts, *sorted(recaps.keys() - counts.keys())]
    return tuple(_ballot_state(facts, one, recaps.get(one), counts.get(one, 0)) for one in order)


def _ballot_state(facts: _Facts, ballot: current.Ballot, row: Row | None, expected: int) -> BallotState:
    title = facts.titles.get(ballot[0], ballot[0])
    if row is None:
        return BallotState(*ballot, title, State.BELUM, 0, 0, expected, 0, 0, "", 0)
    parts = json.loads(row["parts"])
    signed = facts.sheets.get((row["package"], row["document_id"]), frozenset())
    return BallotState(
        pemilihan=ballot[0],
        dapil=ballot[1],
        title=title,
        state=State.FINAL if row["locked"] else State.DRAF,
        revision=row["revision"],
        tps_complete=row["tps_complete"],
        tps_total=max(row["tps_total"], expected),
        signed=len(signed & set(parts)),
        sheets=len(parts),
        package=row["package"],
        changed=row["number"] - 1,
    )


# --- packages and refusals of one kecamatan ---------------------------------------------------------------------------


def packages(session: Session, kecamatan: str = "") -> tuple[ReceivedPackage, ...]:
    """What was taken, the newest first; of all kecamatan when none is named."""
    package = schema.Package
    query = package.select().order_by(package.kecamatan, package.number.desc())
    rows = session.rows(query.where(package.kecamatan == kecamatan) if kecamatan else query)
    counting = {sha256 for (sha256,) in session.tuples(current.current(schema.ReceivedRecap.package))}
    contents = defaultdict(list)
    for row in session.rows(schema.PackageContent.select().order_by(schema.PackageContent.kind)):
        contents[row["package"]].append((row["kind"], int(row["files"])))
    receipts = {row["package"] for row in session.rows(schema.Receipt.select().where(schema.Receipt.accepted == 1))}
    gone = lists.revoked(session)
    return tuple(
        _package(
            row,
            current=row["sha256"] in counting,
            revoked=row["signer"] in gone,
            contents=tuple(contents[row["sha256"]]),
            receipt=row["sha256"] in receipts,
        )
        for row in rows
    )


def _package(
    row: Row, *, current: bool, revoked: bool, contents: tuple[tuple[str, int], ...], receipt: bool
) -> ReceivedPackage:
    return ReceivedPackage(
        sha256=row["sha256"],
        kecamatan=row["kecamatan"],
        name=row["name"],
        number=row["number"],
        revision=row["revision"],
        current=current,
        signer=row["signer"],
        fingerprint=printed_fingerprint(bytes.fromhex(row["signer"])),
        revoked=revoked,
        made_at=row["made_at"],
        received_at=row["at"],
        received_by=row["who"],
        host=row["host"],
        source=row["source"],
        size=row["size"],
        contents=contents,
        receipt=receipt,
        notes=tuple(row["notes"].splitlines()),
    )


def refusals(session: Session, kecamatan: str = "") -> tuple[RefusedPackage, ...]:
    """What was not taken, the newest first; of all when no kecamatan is named."""
    refusal = schema.Refusal
    query = refusal.select().order_by(refusal.at.desc(), refusal.id)
    rows = session.rows(query.where(refusal.kecamatan == kecamatan) if kecamatan else query)
    return tuple(_refusal(row) for row in rows)


def _refusal(row: Row) -> RefusedPackage:
    names = ("package", "kecamatan", "name", "revision", "code", "reason", "source", "at", "who")
    return RefusedPackage(**{name: row[name] for name in names}, fingerprint=row["signer"])


def ballot_names(session: Session) -> tuple[BallotName, ...]:
    """The ballots that the kabupaten combines, in their order: those expected, and those that came."""
    facts = _facts(session)
    rows = [row for code in sorted(facts.names) for row in (*facts.expected.get(code, ()), *facts.recaps.get(code, ()))]
    found = dict.fromkeys((row["pemilihan"], row["dapil"]) for row in rows)
    order = list(dict.fromkeys(pemilihan for pemilihan, _ in found))
    ordered = sorted(found, key=lambda one: (order.index(one[0]), one[1]))
    return tuple(BallotName(*one, facts.titles.get(one[0], one[0])) for one in ordered)
