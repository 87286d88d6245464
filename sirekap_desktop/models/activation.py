"""What an activation file of the kabupaten brings to a workspace, and what it changes in one; no signature, no files.

The signed file itself is :mod:`sirekap_desktop.exchange.activation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import load_form, load_form_bytes
from sirekap_desktop.forms.model import Calon, Contestant, FormDefinition
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.strict import FormError
from sirekap_desktop.models import schema
from sirekap_desktop.models.database import Session
from sirekap_desktop.models.records import Desa, Kecamatan, Tps
from sirekap_desktop.models.roles import Role, role_words


@dataclass(frozen=True, slots=True)
class PpkName:
    """Somebody of the PPK, as the kabupaten knows them; the PIN is theirs to choose."""

    name: str
    role: str
    """A value of :class:`~sirekap_desktop.models.roles.Role`."""


@dataclass(frozen=True, slots=True)
class BallotList:
    """The contestants of one pemilihan, in one dapil where it has any."""

    pemilihan: str
    dapil: str
    contestants: tuple[Contestant, ...]


@dataclass(frozen=True, slots=True)
class DapilDesa:
    """Which daerah pemilihan a desa lies in, in one pemilihan."""

    pemilihan: str
    desa: str
    name: str


@dataclass(frozen=True, slots=True)
class FormText:
    """A self-contained form file (:mod:`forms.bundle`) of the kabupaten's own."""

    id: str
    """Of the form."""
    name: str
    """Of the file."""
    text: str

    def load(self) -> FormDefinition:
        """Raises UserError ``form.…`` when it cannot be used, or is another form than it says."""
        form = load_form_bytes(self.name, self.text.encode())
        if form.id != self.id:
            raise FormError(self.name, "form.id", f"seharusnya {self.id}")
        return form


@dataclass(frozen=True, slots=True)
class Content:
    """All that a workspace must know before the first photo. Lists are sorted, so that the same data are equal."""

    kecamatan: Kecamatan
    simulation: bool
    elections: tuple[str, ...]
    """Ids of the forms, in the order of the ballots."""
    desa: tuple[Desa, ...]
    tps: tuple[Tps, ...]
    lists: tuple[BallotList, ...]
    dapil: tuple[DapilDesa, ...]
    people: tuple[PpkName, ...]
    forms: tuple[FormText, ...]

    def list_of(self) -> dict[str, dict[str, tuple[Contestant, ...]]]:
        """Pemilihan → dapil → contestants."""
        found: dict[str, dict[str, tuple[Contestant, ...]]] = {}
        for item in self.lists:
            found.setdefault(item.pemilihan, {})[item.dapil] = item.contestants
        return found

    def dapil_of(self) -> dict[str, dict[str, str]]:
        """Pemilihan → desa → dapil."""
        found: dict[str, dict[str, str]] = {}
        for item in self.dapil:
            found.setdefault(item.pemilihan, {})[item.desa] = item.name
        return found


@dataclass(frozen=True, slots=True)
class Origin:
    """Which file a content came in: taken from a signature that held."""

    version: int
    sha256: str
    public_key: str
    """Of the kabupaten, 64 hex digits."""


def sorted_people(people: Sequence[PpkName]) -> tuple[PpkName, ...]:
    """In the order of the roles, then by name."""
    roles = [str(role) for role in Role]
    return tuple(sorted(people, key=lambda one: (roles.index(one.role), one.name)))


def ppk_names(session: Session) -> tuple[PpkName, ...]:
    """Whom the kabupaten named."""
    rows = session.rows(schema.PpkName.select())
    return sorted_people([PpkName(row["name"], row["role"]) for row in rows])


def newest(session: Session) -> Origin | None:
    """The activation file that counts here."""
    table = schema.Activation
    row = session.one(table.select().order_by(table.seq.desc(), table.machine.desc()))
    return Origin(row["version"], row["sha256"], row["public_key"]) if row else None


def lists_of(session: Session) -> tuple[BallotList, ...]:
    """All contestants of a workspace, by pemilihan and dapil."""
    everyone: dict[str, dict[int, str]] = {}
    for row in session.rows(schema.Contestant.select()):
        everyone.setdefault(row["pemilihan"], {})[row["number"]] = row["name"]
    calon = session.rows(schema.Calon.select().order_by(schema.Calon.partai, schema.Calon.number))
    dapil = {(row["pemilihan"], row["name"]) for row in session.rows(schema.Dapil.select())}
    found = []
    for pemilihan, names in sorted(everyone.items()):
        for place in sorted({name for its, name in dapil if its == pemilihan}) or [""]:
            mine = [row for row in calon if (row["pemilihan"], row["dapil"]) == (pemilihan, place)]
            found.append(BallotList(pemilihan, place, _contestants(names, mine)))
    return tuple(found)


def _contestants(names: Mapping[int, str], calon: Sequence[Mapping[str, object]]) -> tuple[Contestant, ...]:
    return tuple(
        Contestant(
            number,
            name,
            tuple(Calon(int(str(row["number"])), str(row["name"])) for row in calon if row["partai"] == number),
        )
        for number, name in sorted(names.items())
    )


def dapil_of(session: Session) -> tuple[DapilDesa, ...]:
    """All dapil of a workspace, by pemilihan and desa."""
    rows = session.rows(schema.Dapil.select())
    found = (DapilDesa(row["pemilihan"], row["desa"], row["name"]) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.pemilihan, one.desa)))


# --- what is different ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, as a sentence; ``kind`` is the part that it concerns."""

    kind: str
    """``kecamatan``, ``elections``, ``forms``, ``desa``, ``tps``, ``dpt``, ``peserta``, ``dapil`` or ``ppk``."""
    text: str


def changes(old: Content, new: Content) -> tuple[Change, ...]:
    """What a newer file changes, in the order in which people look: wilayah, TPS, DPT, contestants, the rest."""
    called = {**_form_names(old), **_form_names(new)}
    return (
        *_kecamatan(old, new, called),
        *_places(old, new),
        *_dpt(old, new),
        *_peserta(old, new, called),
        *_rest(old, new, called),
    )


def _form_names(content: Content) -> dict[str, str]:
    """Id of a form, or its pemilihan → what people call it. A form that does not load is called by its id."""
    own = {one.id: one for one in content.forms}
    found: dict[str, str] = {}
    for form_id in (*content.elections, *own):
        try:
            form = own[form_id].load() if form_id in own else load_form(form_id)
        except UserError:
            continue
        found |= {form_id: form.short_name, form.pemilihan: form.short_name}
    return found


def _kecamatan(old: Content, new: Content, called: Mapping[str, str]) -> Iterator[Change]:
    if old.kecamatan != new.kecamatan:
        now = new.kecamatan
        yield Change("kecamatan", f"Nama menjadi {now.name}, {now.kabupaten}, {now.provinsi}.")
    names = ([called.get(one, one) for one in content.elections] for content in (old, new))
    yield from _words("elections", "Pemilihan", *names)


def _places(old: Content, new: Content) -> Iterator[Change]:
    before, after = ({item.code: item.name for item in content.desa} for content in (old, new))
    yield from _words("desa", "Desa", [f"{c} {n}" for c, n in before.items() if c not in after],
                      [f"{c} {n}" for c, n in after.items() if c not in before])  # fmt: skip
    for code in sorted(before.keys() & after.keys()):
        if before[code] != after[code]:
            yield Change("desa", f"Desa {code}: {before[code]} menjadi {after[code]}.")
    names = before | after
    old_tps, new_tps = ({item.code: item for item in content.tps} for content in (old, new))
    yield from _words("tps", "TPS", [_tps(old_tps[code], names) for code in sorted(old_tps.keys() - new_tps.keys())],
                      [_tps(new_tps[code], names) for code in sorted(new_tps.keys() - old_tps.keys())])  # fmt: skip


def _tps(item: Tps, names: Mapping[str, str]) -> str:
    return f"{names.get(item.desa_code, item.desa_code)} {item.label}"


def _dpt(old: Content, new: Content) -> Iterator[Change]:
    before, names = {item.code: item for item in old.tps}, {item.code: item.name for item in new.desa}
    for item in new.tps:
        was = before.get(item.code)
        if was and (was.dpt_l, was.dpt_p) != (item.dpt_l, item.dpt_p):
            yield Change("dpt", f"DPT {_tps(item, names)}: {_lp(was)} menjadi {_lp(item)}.")


def _lp(item: Tps) -> str:
    parts = ("–" if count is None else format_count(count) for count in (item.dpt_l, item.dpt_p))
    return "L {}, P {}".format(*parts)


def _peserta(old: Content, new: Content, called: Mapping[str, str]) -> Iterator[Change]:
    before, after = (_named(content) for content in (old, new))
    for key in sorted(before.keys() | after.keys()):
        was, now, whose = before.get(key), after.get(key), _called(key, called)
        if was is None:
            yield Change("peserta", f"Peserta baru: {whose} {now}.")
        elif now is None:
            yield Change("peserta", f"Peserta hilang: {whose} {was}.")
        elif was != now:
            yield Change("peserta", f"{whose}: {was} menjadi {now}.")


def _named(content: Content) -> dict[tuple[str, str, int, int], str]:
    """(pemilihan, dapil, number, number of the calon or 0) → name; what has no calon stands under no dapil."""
    found: dict[tuple[str, str, int, int], str] = {}
    for item in content.lists:
        for one in item.contestants:
            found[item.pemilihan, "", one.number, 0] = one.name
            for calon in one.calon:
                found[item.pemilihan, item.dapil, one.number, calon.number] = calon.name
    return found


def _called(key: tuple[str, str, int, int], called: Mapping[str, str]) -> str:
    pemilihan, dapil, number, calon = key
    where = " ".join(part for part in (called.get(pemilihan, pemilihan.upper()), dapil) if part)
    return f"{where} nomor {number}, calon {calon}" if calon else f"{where} nomor {number}"


def _rest(old: Content, new: Content, called: Mapping[str, str]) -> Iterator[Change]:
    names = {item.code: item.name for item in (*old.desa, *new.desa)}
    before, after = ({(one.pemilihan, one.desa): one.name for one in content.dapil} for content in (old, new))
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            pemilihan, desa = key
            change = f"{before.get(key, '–')} menjadi {after.get(key, '–')}"
            yield Change(
                "dapil", f"Dapil {called.get(pemilihan, pemilihan.upper())}, desa {names.get(desa, desa)}: {change}."
            )
    yield from _words("ppk", "PPK", *([f"{one.name} ({role_words(Role(one.role))})" for one in content.people]
                                      for content in (old, new)))  # fmt: skip
    was, now = ({form.id: form.text for form in content.forms} for content in (old, new))
    for form_id in sorted(was.keys() | now.keys()):
        if was.get(form_id) != now.get(form_id):
            verb = "hilang" if form_id not in now else "berubah" if form_id in was else "baru"
            yield Change("forms", f"Definisi formulir {verb}: {form_id}.")


def _words(kind: str, title: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for verb, found in (("baru", [one for one in new if one not in old]), ("hilang", [x for x in old if x not in new])):
        for one in found:
            yield Change(kind, f"{title} {verb}: {one}.")
