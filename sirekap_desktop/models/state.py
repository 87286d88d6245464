"""What follows from the history of one TPS: pages in place, entries to recheck, rules broken.

:func:`derive` computes it from the history tables alone; :func:`refresh` stores it in the same transaction as the write
that changed it, so that Beranda and recap read 1,600 TPS at once; verification derives it again and compares.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sirekap_desktop.forms.cross_rules import Across, cross_rules
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import Check, FieldStatus
from sirekap_desktop.forms.rules import check_rules
from sirekap_desktop.models import doubts
from sirekap_desktop.models.beside import values_beside
from sirekap_desktop.models.contests import Contest, at
from sirekap_desktop.models.database import Query, Row, Session, Transaction
from sirekap_desktop.models.pleno import store
from sirekap_desktop.models.schema import (
    Derivation,
    Entry,
    EntryState,
    Fusion,
    ImageState,
    Placement,
    Reading,
    RuleReason,
    Tps,
    TpsState,
)

IN_MEETING = "Foto kertas yang sudah dibetulkan dalam rapat."
"""Reason of a placement that stands *beside* the photo before: what the room heard from that one still holds."""
_NO_READING: Row = {"fields": (), "quality": {"problems": ()}}


@dataclass(frozen=True, slots=True)
class Derived:
    """The state of one TPS and form, as stored in ``tps_state`` and ``entry_state``."""

    row: Mapping[str, Any]
    rechecks: Mapping[str, bool]
    """Per recorded field."""


def refresh(tx: Transaction, form: FormDefinition, tps: str) -> None:
    """Bring the stored state of one TPS up to its history."""
    derived = derive(tx, form, tps)
    _store_rechecks(tx, form.id, tps, derived.rechecks)
    row = dict(derived.row)
    values = {name: value for name, value in row.items() if name not in {"form", "tps"}}
    tx.run(
        TpsState.insert(**row).on_conflict(conflict_target=[TpsState.form, TpsState.tps], update=values),
    )


def refresh_all(tx: Transaction, contests: Sequence[Contest]) -> None:
    """Derive every TPS of a pemilihan again, given all its ballots: after rules, contestants or dapil changed."""
    form_id = contests[0].form.id
    table, update = Derivation, {"digest": digest(contests)}
    for (tps,) in tx.tuples(TpsState.select(TpsState.tps).where(TpsState.form == form_id)):
        refresh(tx, at(contests, tps), tps)
    tx.run(table.insert(form=form_id, **update).on_conflict(conflict_target=[table.form], update=update))


def is_current(session: Session, contests: Sequence[Contest]) -> bool:
    """Whether the stored state was derived with these definitions; an update of the program may bring others."""
    row = session.get(Derivation, form=contests[0].form.id)
    return row is not None and row["digest"] == digest(contests)


def digest(contests: Sequence[Contest]) -> str:
    """SHA-256 over what the derived state of a pemilihan hangs on: fields with their pages, rules, desa of a dapil."""
    whole = hashlib.sha256()
    for contest in contests:
        fields = [(field.name, field.page) for field in contest.form.fields]
        desa = () if contest.desa is None else (sorted(contest.desa),)
        whole.update(repr((fields, contest.form.rules, *desa)).encode())
    return whole.hexdigest()


def derive(session: Session, form: FormDefinition, tps: str) -> Derived:
    """Compute the state of one TPS from images, readings, entries and reasons."""
    images = current_images(session, form.id, tps)
    statuses, problems = _reading_summary(session, form.id, tps, images)
    entries = session.rows(_entries_query(form.id, tps))
    image_of = {row["page"]: row["image"] for row in images}
    holding = _holding(session, form.id, tps, images)
    page_of = {field.name: field.page for field in form.fields}
    doubted = doubts.still_open(session, form.id, tps, {row["field"]: (row["seq"], row["machine"]) for row in entries})
    rechecks = {
        row["field"]: row["field"] in doubted
        or (row["image"] is not None and row["image"] not in holding.get(page_of.get(row["field"], 0), ()))
        for row in entries
    }
    values = {row["field"]: row["value"] for row in entries}
    names = set(page_of)
    proven = {name for name, status in statuses.items() if status == FieldStatus.PROVEN} & names
    proven -= doubted.keys() - values.keys()  # typed after all
    state = {
        "form": form.id,
        "tps": tps,
        "recorded": len(names & set(values)),
        "rechecks": sum(rechecks.values()),
        "pages": json.dumps(sorted(image_of)),
        "proven": len(proven),
        "to_type": len(names - set(values) - proven),
        "problems": json.dumps(problems, ensure_ascii=False),
        "checks": json.dumps(_all_broken(session, form, tps, values), ensure_ascii=False),
        "pleno": str(store.stage(session, form.id, tps)),
    }
    return Derived(state, rechecks)


def current_images(session: Session, form: str, tps: str) -> list[Row]:
    """The photos that count at a TPS, one per page, with their newest reading."""
    return session.rows(
        ImageState.select()
        .where(ImageState.tps == tps, ImageState.form == form, ImageState.current == 1)
        .order_by(ImageState.page)
    )


def _holding(session: Session, form: str, tps: str, images: Sequence[Row]) -> dict[int, list[str]]:
    """Per page the photos whose entries hold: the one that counts, and those that it was put beside in the meeting."""
    holding = {row["page"]: [row["image"]] for row in images}
    if all(row["version"] == 1 for row in images):
        return holding
    table = ImageState
    query = table.select(table.page, table.image, Placement.reason).join(
        Placement, on=(Placement.id == table.placement)
    )
    here = (table.tps == tps, table.form == form, table.version > 0)
    beside = dict.fromkeys(holding, True)
    for page, image, reason in session.tuples(query.where(*here).order_by(table.page, table.version.desc())):
        if beside.get(page) and image not in holding[page]:
            holding[page].append(image)
        beside[page] = bool(beside.get(page)) and reason == IN_MEETING
    return holding


def newest_fusion(session: Session, form: str, tps: str, images: list[Row]) -> Row | None:
    """The fused reading, unless a reading came or a photo changed since it was made."""
    row = session.one(
        Fusion.select(Fusion.body, Fusion.readings)
        .where(Fusion.tps == tps, Fusion.form == form)
        .order_by(Fusion.seq.desc(), Fusion.machine.desc())
    )
    return row if row and json.loads(row["readings"]) == reading_ids(images) else None


def reading_ids(images: list[Row]) -> list[str]:
    """Ids of the readings of these images, in a fixed order."""
    return sorted(row["reading"] for row in images if row["reading"])


def refresh_across(tx: Transaction, form: FormDefinition, tps: str, changed: Collection[str] | None = None) -> None:
    """Bring the rules of ``form`` that look at other elections up to what changed there; without fields, anything."""
    across = Across.of(form)
    if changed is not None and not any(name in fields for fields in across.needed.values() for name in changed):
        return
    here = (TpsState.form == form.id, TpsState.tps == tps)
    row = tx.one(TpsState.select(TpsState.checks).where(*here))
    if row is None:
        return
    narrow = replace(form, rules=cross_rules(form))
    theirs = {(rule.id, rule.at) for rule in narrow.rules}
    own = [check for check in json.loads(row["checks"]) if (check[0], check[1]) not in theirs]
    values = dict(tx.tuples(_values_query(form.id, tps, across.own)))
    told = _broken(tx, narrow, tps, {**values, **values_beside(tx, form, tps, values)})
    checks = json.dumps(own + told, ensure_ascii=False)
    if checks != row["checks"]:
        tx.run(TpsState.update(checks=checks).where(*here))


def known_values(
    session: Session, form: FormDefinition, tps: str, values: Mapping[str, int | None]
) -> dict[str, int | None]:
    """Recorded values and what rules compare them with: the DPT of the workspace (R17), other forms (R14, R15)."""
    row = session.get(Tps, code=tps)
    dpt = {name: row[name] for name in ("dpt_l", "dpt_p") if row[name] is not None} if row else {}
    return {**values, **dpt, **values_beside(session, form, tps, values)}


def newest_reasons(session: Session, form: str, tps: str) -> dict[tuple[str, str], Row]:
    """The newest reason per rule and place, whether or not it still fits the values."""
    rows = session.rows(
        RuleReason.select()
        .where(RuleReason.tps == tps, RuleReason.form == form)
        .order_by(RuleReason.seq, RuleReason.machine)
    )
    return {(row["rule"], row["at_row"]): row for row in rows}


def _values_query(form: str, tps: str, fields: Iterable[str] = ()) -> Query:
    """Field and value of what is recorded, of some fields or of all."""
    query = EntryState.select(EntryState.field, EntryState.value)
    query = query.where(EntryState.tps == tps, EntryState.form == form)
    return query.where(EntryState.field.in_(tuple(fields))) if fields else query


def _entries_query(form: str, tps: str) -> Query:
    return (
        EntryState.select(EntryState.field, EntryState.value, Entry.image, Entry.seq, Entry.machine)
        .join(Entry, on=(Entry.id == EntryState.entry))
        .where(EntryState.tps == tps, EntryState.form == form)
    )


def _reading_summary(session: Session, form: str, tps: str, images: list[Row]) -> tuple[dict[str, str], list[str]]:
    """Status per field of the newest readings, and what is wrong with the photos."""
    statuses: dict[str, str] = {}
    problems: list[str] = []
    if not images:
        return statuses, problems
    bodies = dict(session.tuples(Reading.select(Reading.id, Reading.body).where(Reading.id.in_(reading_ids(images)))))
    for image in images:
        body: Row = json.loads(bodies[image["reading"]]) if image["reading"] else _NO_READING
        statuses |= {item["name"]: item["status"] for item in body["fields"]}
        problems += [f"halaman {image['page']} {problem}" for problem in body["quality"]["problems"]]
    if fusion := newest_fusion(session, form, tps, images):
        statuses |= {item["name"]: item["status"] for item in json.loads(fusion["body"])["fields"]}
    return statuses, problems


def _all_broken(session: Session, form: FormDefinition, tps: str, values: Mapping[str, int | None]) -> list[list[Any]]:
    """Every rule that recorded values break; none is asked for where nothing is recorded."""
    return _broken(session, form, tps, known_values(session, form, tps, values)) if values else []


def _broken(session: Session, form: FormDefinition, tps: str, known: Mapping[str, int | None]) -> list[list[Any]]:
    """``[rule, at, left, right, severity, fields, reasoned]`` of each rule that known values break."""
    checks = [item for item in check_rules(form, known) if item.ok is False]
    severity = {(rule.id, rule.at): str(rule.severity) for rule in form.rules}
    reasons = newest_reasons(session, form.id, tps) if checks else {}
    return [
        [check.rule, check.at, check.left, check.right, severity[check.rule, check.at], list(check.fields),
         _holds(reasons.get((check.rule, check.at)), check)]
        for check in checks
    ]  # fmt: skip


def _holds(reason: Row | None, check: Check) -> bool:
    """A reason lapses when the values it was given for change."""
    return reason is not None and (reason["left_value"], reason["right_value"]) == (check.left, check.right)


def _store_rechecks(tx: Transaction, form: str, tps: str, rechecks: Mapping[str, bool]) -> None:
    rows = tx.tuples(
        EntryState.select(EntryState.field, EntryState.recheck).where(EntryState.tps == tps, EntryState.form == form)
    )
    for field, stored in rows:
        if bool(stored) != rechecks[field]:
            tx.run(
                EntryState.update(recheck=int(rechecks[field])).where(
                    EntryState.tps == tps, EntryState.form == form, EntryState.field == field
                )
            )
