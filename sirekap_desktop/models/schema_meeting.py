"""The tables of people, of the rapat pleno and of what the kabupaten sent; rules as in :mod:`models.schema`."""

from __future__ import annotations

from peewee import IntegerField, TextField

from sirekap_desktop.models.schema_base import Table


class Person(Table):
    """Somebody who may sign in; :mod:`sirekap_desktop.models.people`."""

    id = TextField(primary_key=True)
    name = TextField()
    role = TextField()
    active = IntegerField()


class Pin(Table):
    """The hashed PIN of a person, and how many wrong ones came since the last right one."""

    person = TextField(primary_key=True)
    secret = TextField()
    failures = IntegerField()
    wait_until = TextField()


class PlenoEvent(Table):
    """What happened in the meeting; ``ref`` is the event that it answers, ``body`` JSON."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    form = TextField()
    tps = TextField(null=True)
    kind = TextField()
    ref = TextField(null=True)
    body = TextField()
    at = TextField()
    who = TextField()


class ChainSeal(Table):
    """The heads of the chains right after a lock, signed; see :mod:`models.seals`."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    lock_event = TextField()
    heads = TextField()
    public_key = TextField()
    signature = TextField()
    at = TextField()
    who = TextField()


class Activation(Table):
    """An activation file of the kabupaten that was used here; the newest says whose key counts."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    version = IntegerField()
    sha256 = TextField()
    public_key = TextField()
    at = TextField()
    who = TextField()


class PpkName(Table):
    """Somebody of the PPK as the kabupaten named them; who signs in has a row in ``person`` besides."""

    name = TextField(primary_key=True)
    role = TextField()


class PinOrder(Table):
    """An order of the kabupaten to reset the ketua's PIN that was carried out; ``number`` is the order's own."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    number = TextField()
    person = TextField()
    at = TextField()
    who = TextField()


class PanelEvent(Table):
    """Desa handed to the laptop of a panel, and how they came back; see :mod:`models.panels`."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    kind = TextField()
    ref = TextField(null=True)
    body = TextField()
    at = TextField()
    who = TextField()


class SignedPage(Table):
    """A page of a printed document that came back signed; the highest version of a page counts."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    sha256 = TextField()
    file_index = IntegerField()
    rotation = IntegerField()
    source = TextField()
    file_name = TextField()
    document = TextField()
    part = TextField()
    page = IntegerField()
    pages = IntegerField()
    snapshot_sha256 = TextField()
    version = IntegerField()
    at = TextField()
    who = TextField()


class SirekapRecord(Table):
    """What Sirekap published of a TPS in one election (``figures``, JSON): beside our figures, never one of them."""

    id = TextField(primary_key=True)
    machine = TextField()
    seq = IntegerField()
    tps = TextField()
    form = TextField()
    source = TextField()
    sha256 = TextField()
    published = TextField()
    figures = TextField()
    at = TextField()
    who = TextField()
