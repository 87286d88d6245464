"""What has not come: kecamatan, ballots, TPS, numbers, locks, signed copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.database import Session
from sirekap_desktop.models.penerimaan import current, schema
from sirekap_desktop.models.penerimaan.overview import kecamatan_states
from sirekap_desktop.models.penerimaan.records import BallotState, KecamatanState, Missing, State


def missing(session: Session) -> tuple[Missing, ...]:
    """All that keeps the kabupaten's recap from being whole and final, by kecamatan."""
    absent = _absent_tps(session)
    return tuple(one for state in kecamatan_states(session) for one in _of_kecamatan(state, absent))


def _of_kecamatan(state: KecamatanState, absent: dict[str, list[str]]) -> Iterator[Missing]:
    if state.state in {State.BELUM, State.DITOLAK}:
        yield Missing("kecamatan", state.code, state.name, "Belum ada paket yang diterima.")
        return
    for place in absent.get(state.code, ()):
        yield Missing("tps", state.code, state.name, f"{place} tidak ada dalam rekap.")
    for ballot in state.ballots:
        for kind, text in _of_ballot(ballot):
            yield Missing(kind, state.code, state.name, f"{_called(ballot)}: {text}")


def _called(ballot: BallotState) -> str:
    return f"{ballot.title} {ballot.dapil}".strip()


def _of_ballot(ballot: BallotState) -> Iterator[tuple[str, str]]:
    if ballot.state is State.BELUM:
        yield "pemilihan", "belum ada dalam paket."
        return
    if ballot.tps_complete < ballot.tps_total:
        left = format_count(ballot.tps_total - ballot.tps_complete)
        yield "angka", f"{left} dari {format_count(ballot.tps_total)} TPS belum lengkap angkanya."
    if ballot.state is not State.FINAL:
        yield "final", "belum dikunci; masih draf."
    elif ballot.signed < ballot.sheets:
        left = format_count(ballot.sheets - ballot.signed)
        yield "salinan", f"{left} dari {format_count(ballot.sheets)} lembar belum ada salinan bertanda tangannya."


def _absent_tps(session: Session) -> dict[str, list[str]]:
    """Places of expected TPS that are in no recap that counts, by kecamatan; of those that sent one."""
    there = _received_tps(session)
    found: dict[str, list[str]] = defaultdict(list)
    rows: Iterable[tuple[str, str, str]] = session.tuples(
        schema.ExpectedTps.select(
            schema.ExpectedTps.code, schema.ExpectedTps.kecamatan, schema.ExpectedTps.place
        ).order_by(schema.ExpectedTps.code)
    )
    for code, kecamatan, place in rows:
        if code not in there:
            found[kecamatan].append(place)
    return found


def _received_tps(session: Session) -> set[str]:
    tps = schema.RecapTps
    query = current.current(tps.tps).join(tps, on=(tps.recap == schema.ReceivedRecap.id), src=schema.ReceivedRecap)
    return {code for (code,) in session.tuples(query.distinct())}
