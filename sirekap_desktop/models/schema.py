"""The tables as peewee models, only for querying: they are made by the scripts in ``migrations/``.

Rules: STRICT tables hold text, integers and bytes only; ids are random (uuid4 hex) and every row that a person or the
engine made carries its machine and ``seq``, its place in the audit chain. History tables are append-only; the
``*_state`` tables hold what follows from them, so that reading is fast, and are recomputed by verification.
"""

from __future__ import annotations

from peewee import CompositeKey, IntegerField, TextField

from sirekap_desktop.models.schema_base import Table, key_columns, row_key, table_name
from sirekap_desktop.models.schema_meeting import (
    Activation,
    ChainSeal,
    PanelEvent,
    Person,
    Pin,
    PinOrder,
    PlenoEvent,
    PpkName,
    SignedPage,
    SirekapRecord,
)

__all__ = [
    "Activation",
    "ChainSeal",
    "PanelEvent",
    "Person",
    "Pin",
    "PinOrder",
    "PlenoEvent",
    "PpkName",
    "SignedPage",
    "SirekapRecord",
    "Table",
    "key_columns",
    "row_key",
    "table_name",
]


class Region(Table):
    """The kecamatan of this workspace (one row) and what kind of workspace it is."""

    code = TextField(primary_key=True)
    name = TextField()
    kabupaten = TextField()
    provinsi = TextField()
    workspace_id = TextField()
    simulation = IntegerField()
    created_at = TextField()


class Desa(Table):
    """A desa or kelurahan."""

    code = TextField(primary_key=True)
    name = TextField()


class Tps(Table):
    """A TPS with its DPT, unknown while NULL."""

    code = TextField(primary_key=True)
    desa = TextField()
    number = IntegerField()
    dpt_l = IntegerField(null=True)
    dpt_p = IntegerField(null=True)


class Contestant(Table):
    """A paslon, a party or a calon of the DPD by pemilihan and nomor urut."""

    pemilihan = TextField()
    number = IntegerField()
    name = TextField()

    class Meta:
        primary_key = CompositeKey("pemilihan", "number")


class Dapil(Table):
    """The daerah pemilihan that a desa lies in, by pemilihan; none where the election has no dapil."""

    pemilihan = TextField()
    desa = TextField()
    name = TextField()

    class Meta:
        primary_key = CompositeKey("pemilihan", "desa")


class Calon(Table):
    """A calon on the list of a party in one dapil."""

    pemilihan = TextField()
    dapil = TextField()
    partai = IntegerField()
    number = IntegerField()
    name = TextField()

    class Meta:
        primary_key = CompositeKey("pemilihan", "dapil", "partai", "number")


class FormFile(Table):
    """A form definition that came from outside the program; ``body`` is the file."""

    id = TextField(primary_key=True)
    file_name = TextField()
    body = TextField()


class Setting(Table):
    """A setting that differs from its default; the value is JSON."""

    name = TextField(primary_key=True)
    value = TextField()


class Machine(Table):
    """A machine that has written here, with its public key (PEM)."""

    id = TextField(primary_key=True)
    host = TextField()
    public_key = TextField()
    since = TextField()


class Image(Table):
    """One page picture: page ``file_index`` of the original ``sha256``."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    sha256 = TextField()
    file_index = IntegerField()
    source = TextField()
    file_name = TextField()
    at = TextField()
    who = TextField()


class Placement(Table):
    """Where a picture belongs from now on, and how it is turned; the newest of an image counts."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    image = TextField()
    tps = TextField(null=True)
    form = TextField(null=True)
    page = IntegerField(null=True)
    version = IntegerField()
    rotation = IntegerField()
    corners = TextField(null=True)
    outcome = TextField()
    reason = TextField()
    at = TextField()
    who = TextField()


class Reading(Table):
    """What the engine saw on an image; ``body`` is JSON (:mod:`models.reading_codec`)."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    image = TextField()
    engine = TextField()
    body = TextField()
    at = TextField()
    who = TextField()


class Fusion(Table):
    """The fused reading of a TPS and the readings (JSON list of ids) it was made from."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    tps = TextField()
    form = TextField()
    readings = TextField()
    body = TextField()
    at = TextField()
    who = TextField()


class Entry(Table):
    """What a person recorded, or withdrew (``withdraws`` names the entry)."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    tps = TextField()
    form = TextField()
    field = TextField()
    value = IntegerField(null=True)
    how = TextField()
    image = TextField(null=True)
    before = IntegerField(null=True)
    reason = TextField()
    witness = TextField()
    withdraws = TextField(null=True)
    at = TextField()
    who = TextField()


class Doubt(Table):
    """A digit that looked odd beside its like, or (``withdraws``) the doubt taken back; its number is typed again."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    tps = TextField()
    form = TextField()
    field = TextField()
    image = TextField()
    cell = IntegerField()
    digit = IntegerField()
    withdraws = TextField(null=True)
    at = TextField()
    who = TextField()


class RuleReason(Table):
    """Why a broken rule is kept as the paper says."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    tps = TextField()
    form = TextField()
    rule = TextField()
    at_row = TextField()
    left_value = IntegerField()
    right_value = IntegerField()
    reason = TextField()
    at = TextField()
    who = TextField()


class LockEvent(Table):
    """*Kunci* and *buka kunci*; ``scope`` is the code of the kecamatan (or, later, of a desa)."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    scope = TextField()
    action = TextField()
    revision = IntegerField()
    reason = TextField()
    at = TextField()
    who = TextField()


class Audit(Table):
    """The chain; see :mod:`sirekap_desktop.models.audit`."""

    machine = TextField()
    seq = IntegerField()
    at = TextField()
    who = TextField()
    kind = TextField()
    subject = TextField()
    row_id = TextField()
    tps = TextField()
    detail = TextField()
    row_sha256 = TextField()
    prev_hash = TextField()
    hash = TextField()

    class Meta:
        primary_key = CompositeKey("machine", "seq")


class ChainHead(Table):
    """The last row of each chain: a chain cut short is noticed."""

    machine = TextField(primary_key=True)
    seq = IntegerField()
    hash = TextField()


class ImageState(Table):
    """The newest placement and reading of each image; ``current``: it is the photo that counts in its place."""

    image = TextField(primary_key=True)
    placement = TextField()
    reading = TextField(null=True)
    tps = TextField(null=True)
    form = TextField(null=True)
    page = IntegerField(null=True)
    version = IntegerField()
    outcome = TextField()
    current = IntegerField()


class EntryState(Table):
    """The entry that counts for each field, withdrawn ones passed over."""

    form = TextField()
    field = TextField()
    tps = TextField()
    entry = TextField()
    value = IntegerField(null=True)
    how = TextField()
    recheck = IntegerField()

    class Meta:
        primary_key = CompositeKey("form", "field", "tps")
        without_rowid = True


class TpsState(Table):
    """What Beranda shows of one TPS and form, kept up with every write that concerns it."""

    form = TextField()
    tps = TextField()
    recorded = IntegerField()
    rechecks = IntegerField()
    pages = TextField()
    proven = IntegerField()
    to_type = IntegerField()
    problems = TextField()
    checks = TextField()
    pleno = TextField()

    class Meta:
        primary_key = CompositeKey("form", "tps")
        without_rowid = True


class Derivation(Table):
    """The definition (fields and rules) that the ``tps_state`` of a form was derived with."""

    form = TextField(primary_key=True)
    digest = TextField()


AUDITED: tuple[type[Table], ...] = (
    Region,
    Desa,
    Tps,
    Contestant,
    Dapil,
    Calon,
    FormFile,
    Setting,
    Machine,
    Image,
    Placement,
    Reading,
    Fusion,
    Entry,
    Doubt,
    RuleReason,
    LockEvent,
    Person,
    Pin,
    PlenoEvent,
    ChainSeal,
    Activation,
    PpkName,
    PinOrder,
    SignedPage,
    PanelEvent,
    SirekapRecord,
)
"""Every insert or change of these is in the audit chain."""

LONG_COLUMNS = frozenset(
    {
        ("reading", "body"),
        ("fusion", "body"),
        ("form_file", "body"),
        ("pin", "secret"),
        ("sirekap_record", "figures"),
    }
)
"""Table and column: left out of the audit row's detail, because they are long, nobody's business, or would tell a
figure that a person still has to type blind; the row's SHA-256 covers them."""
