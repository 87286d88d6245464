"""The tables of the store as peewee models, only for querying: they are made by the scripts in ``migrations/``."""

from __future__ import annotations

from peewee import CompositeKey, IntegerField, TextField

from sirekap_desktop.models.schema_base import Table


class Office(Table):
    """The kabupaten whose store this is: one row."""

    code = TextField(primary_key=True)
    name = TextField()
    public_key = TextField()
    simulation = IntegerField()
    at = TextField()
    who = TextField()


class ExpectedKecamatan(Table):
    """A kecamatan that is to send."""

    code = TextField(primary_key=True)
    name = TextField()
    kabupaten = TextField()
    provinsi = TextField()
    at = TextField()
    who = TextField()


class ExpectedTps(Table):
    """A TPS that must be in every recap of its kecamatan that covers its desa."""

    code = TextField(primary_key=True)
    kecamatan = TextField()
    place = TextField()


class ExpectedBallot(Table):
    """A ballot that a kecamatan votes with, and in how many TPS."""

    kecamatan = TextField()
    pemilihan = TextField()
    dapil = TextField()
    form = TextField()
    title = TextField()
    tps = IntegerField()
    place = IntegerField()

    class Meta:  # noqa: D106 - peewee's
        primary_key = CompositeKey("kecamatan", "pemilihan", "dapil")


class EnrolledKey(Table):
    """A key whose packages count for a kecamatan."""

    public_key = TextField()
    kecamatan = TextField()
    name = TextField()
    machine = TextField()
    host = TextField()
    enrolled_at = TextField()
    at = TextField()
    who = TextField()

    class Meta:  # noqa: D106
        primary_key = CompositeKey("public_key", "kecamatan")


class RevokedKey(Table):
    """A key whose packages are not taken any more."""

    public_key = TextField(primary_key=True)
    reason = TextField()
    at = TextField()
    who = TextField()


class Package(Table):
    """A package that was taken. ``number`` counts those of a kecamatan: the largest is the newest."""

    sha256 = TextField(primary_key=True)
    kecamatan = TextField()
    number = IntegerField()
    name = TextField()
    kabupaten = TextField()
    provinsi = TextField()
    revision = IntegerField()
    signer = TextField()
    machine = TextField()
    program = TextField()
    made_at = TextField()
    size = IntegerField()
    head_seq = IntegerField()
    head_hash = TextField()
    source = TextField()
    host = TextField()
    notes = TextField()
    at = TextField()
    who = TextField()


class PackageContent(Table):
    """How many files of a kind a package holds."""

    package = TextField()
    kind = TextField()
    files = IntegerField()

    class Meta:  # noqa: D106
        primary_key = CompositeKey("package", "kind")


class SignedSheet(Table):
    """How many pages of a printed sheet came back signed."""

    package = TextField()
    document = TextField()
    part = TextField()
    pages = IntegerField()
    present = IntegerField()

    class Meta:  # noqa: D106
        primary_key = CompositeKey("package", "document", "part", "pages")


class Ballot(Table):
    """Rows, sections and contestants of a recap, as JSON: the same for all kecamatan that vote with it."""

    sha256 = TextField(primary_key=True)
    body = TextField()


class ReceivedRecap(Table):
    """One ballot of one package. ``fields`` is the hash of its rows without their words."""

    id = TextField(primary_key=True)
    package = TextField()
    kecamatan = TextField()
    number = IntegerField()
    pemilihan = TextField()
    dapil = TextField()
    form = TextField()
    fields = TextField()
    ballot = TextField()
    document_id = TextField()
    snapshot_sha256 = TextField()
    revision = IntegerField()
    locked = IntegerField()
    tps_total = IntegerField()
    tps_complete = IntegerField()
    parts = TextField()
    at = TextField()
    who = TextField()


class Paper(Table):
    """What is recorded of one TPS and ballot; revisions that leave it as it was share it."""

    sha256 = TextField(primary_key=True)
    tps = TextField()
    complete = IntegerField()


class RecapTps(Table):
    """Which paper a TPS has in a recap."""

    recap = TextField()
    tps = TextField()
    place = TextField()
    paper = TextField()

    class Meta:  # noqa: D106
        primary_key = CompositeKey("recap", "tps")


class Figure(Table):
    """One number of a paper; NULL is empty on the paper, which is not zero."""

    paper = TextField()
    field = TextField()
    value = IntegerField(null=True)
    how = TextField()
    reason = TextField()

    class Meta:  # noqa: D106
        primary_key = CompositeKey("paper", "field")


class Refusal(Table):
    """A package that was not taken, and why; ``package`` is empty where no manifest could be read."""

    id = TextField(primary_key=True)
    package = TextField()
    kecamatan = TextField()
    name = TextField()
    revision = IntegerField()
    signer = TextField()
    code = TextField()
    reason = TextField()
    source = TextField()
    at = TextField()
    who = TextField()


class Receipt(Table):
    """A receipt as it was signed."""

    id = TextField(primary_key=True)
    package = TextField()
    accepted = IntegerField()
    note = TextField()
    body = TextField()
    at = TextField()
    who = TextField()


APPEND_ONLY = (
    "office", "enrolled_key", "revoked_key", "package", "package_content", "signed_sheet", "ballot", "received_recap",
    "paper", "recap_tps", "figure", "refusal", "receipt",
)  # fmt: skip
"""Tables whose rows are never changed nor removed; the lists of what is expected may be replaced by newer ones."""
