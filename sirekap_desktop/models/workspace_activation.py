"""The part of the workspace that takes over what the kabupaten wrote, and knows whose key that is.

Signatures were checked before (:mod:`sirekap_desktop.exchange.activation`); here is asked whether the file may be used.
"""

from __future__ import annotations

from dataclasses import dataclass

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import activation, form_files, list_changes, panels, people, schema, state, wilayah
from sirekap_desktop.models.activation import Content, FormText, Origin, PpkName
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.database import Session, Transaction
from sirekap_desktop.models.people import Person
from sirekap_desktop.models.roles import Act, Role
from sirekap_desktop.models.workspace_audit import AuditPart


@dataclass(frozen=True, slots=True)
class PinOrder:
    """What the kabupaten ordered: the ketua of one workspace chooses a new PIN, once."""

    number: str
    """Random, of this order alone."""
    workspace_id: str
    person: str
    """Name of the ketua."""
    public_key: str
    """Who signed, 64 hex digits."""


class ActivationPart(AuditPart):
    """Activation, and what only the kabupaten may do."""

    def activation(self) -> Origin | None:
        """The newest activation file that was used here; ``None``: the workspace was set up by hand."""
        with self.read() as session:
            return activation.newest(session)

    @property
    def kabupaten_key(self) -> bytes | None:
        """Raw public key of the kabupaten: for receipts, desa packages, orders."""
        origin = self.activation()
        return bytes.fromhex(origin.public_key) if origin else None

    def ppk_names(self) -> tuple[PpkName, ...]:
        """Whom the kabupaten named, ketua first: offered where people are added."""
        with self.read() as session:
            return activation.ppk_names(session)

    def content(self) -> Content:
        """What an activation file would have brought to make the workspace what it is now."""
        with self.snapshot() as session:
            return Content(
                kecamatan=wilayah.kecamatan(session),
                simulation=self.simulation,
                elections=self.form_ids(),
                desa=wilayah.desa(session),
                tps=tuple(sorted(wilayah.tps(session), key=lambda item: item.code)),
                lists=activation.lists_of(session),
                dapil=activation.dapil_of(session),
                people=activation.ppk_names(session),
                forms=tuple(FormText(*found) for found in form_files.texts(session)),
            )

    def refuse_activation(self, content: Content, origin: Origin) -> None:
        """Whether a file may be used here at all.

        Raises:
            UserError: ``activation.kecamatan``, ``activation.simulation``, ``activation.signer``,
                ``activation.older``, ``activation.version`` (the same number with another content).
        """
        if content.kecamatan.code != self.kecamatan.code:
            raise UserError(
                f"Berkas aktivasi ini untuk kecamatan {content.kecamatan.name} ({content.kecamatan.code}), "
                f"bukan {self.kecamatan.name} ({self.kecamatan.code}).",
                "Buka berkas aktivasi kecamatan ini, atau pilih folder lain untuk ruang kerja baru.",
                code="activation.kecamatan",
            )
        if content.simulation != self.simulation:
            kinds = ("pekerjaan sungguhan", "SIMULASI")
            raise UserError(
                f"Berkas aktivasi ini untuk {kinds[content.simulation]}, ruang kerja ini {kinds[self.simulation]}.",
                "Pilih folder lain untuk ruang kerja baru.",
                code="activation.simulation",
            )
        if (used := self.activation()) is not None:
            _refuse_origin(used, origin)

    def activate(self, content: Content, origin: Origin) -> None:
        """Make the workspace what the file says: all of it, or, when anything refuses, nothing.

        Raises:
            UserError: what :meth:`refuse_activation`, :meth:`set_elections` and :meth:`add_lists` raise;
                ``tps.in_use``, ``entry.locked``, ``form.wrong``, ``right.missing``.
        """
        self.refuse_activation(content, origin)
        if (used := self.activation()) is not None and used == origin:
            return
        before = {form_id: self.contests(form_id) for form_id in self.form_ids()}
        with self._changing_ballots(), self.action(Act.WILAYAH):
            with self.write(Act.WILAYAH) as tx:
                panels.refuse_shared(tx)
                _put_region(tx, content)
                for one in content.forms:
                    form_files.store(tx, one.load(), one.name, one.text)
                wilayah.keep_only(tx, [one.code for one in content.desa], [one.code for one in content.tps])
                self._drop_lists(tx, content)
            self._take_elections(content)
            self.add_lists(content.list_of(), content.dapil_of(), desa=content.desa, tps=content.tps)
            with self.write(Act.WILAYAH) as tx:
                form_files.keep_only(tx, [one.id for one in content.forms])  # until here dropped elections needed them
                self._refuse_losses(tx, before)
                _put_names(tx, content.people)
                tx.insert(schema.Activation, version=origin.version, sha256=origin.sha256, public_key=origin.public_key)
                tx.changed.update({"wilayah", "settings", "people"})
        self.kecamatan = content.kecamatan

    def _drop_lists(self, tx: Transaction, content: Content) -> None:
        """Lists of pemilihan that the file does not name: none are known for them any more."""
        lists, dapil = content.list_of(), content.dapil_of()
        for found in activation.lists_of(tx):
            if found.pemilihan not in lists:
                wilayah.set_lists(tx, found.pemilihan, {})
        for one in {item.pemilihan for item in activation.dapil_of(tx)} - dapil.keys():
            wilayah.set_dapil(tx, one, {})

    def _take_elections(self, content: Content) -> None:
        if content.elections != self.form_ids():
            self.set_elections(content.elections)

    def _refuse_losses(self, tx: Transaction, before: dict[str, tuple[Contest, ...]]) -> None:
        """Own forms change fields too, so every pemilihan that stays is looked at, and derived anew."""
        for form_id, was in before.items():
            if form_id in self.form_ids():
                list_changes.refuse_losses(tx, was, self._new_ballots(form_id))
        for form_id in self.form_ids():
            state.refresh_all(tx, self.contests(form_id))

    # what only the kabupaten may do

    def refuse_pin_order(self, order: PinOrder) -> Person:
        """Whose PIN an order resets.

        Raises:
            UserError: ``order.signer``, ``order.workspace``, ``order.used``, ``order.person``.
        """
        if (key := self.kabupaten_key) is None or key.hex() != order.public_key:
            raise UserError(
                "Perintah ini tidak ditandatangani kabupaten yang mengaktifkan ruang kerja ini.",
                "Minta berkasnya dari KPU kabupaten/kota.",
                code="order.signer",
            )
        if order.workspace_id != self.workspace_id:
            raise UserError("Perintah ini untuk ruang kerja lain.", code="order.workspace")
        with self.read() as session:
            panels.refuse_on_panel(session)
            if session.get(schema.PinOrder, number=order.number) is not None:
                raise UserError("Perintah ini sudah pernah dipakai.", "Minta yang baru.", code="order.used")
            return _ketua(session, order.person)

    def reset_ketua_pin(self, order: PinOrder, pin: str) -> Person:
        """The ketua's new PIN, by an order of the kabupaten and of nobody here.

        Raises:
            UserError: what :meth:`refuse_pin_order` raises; ``pin.weak``.
        """
        person = self.refuse_pin_order(order)
        with self._store.write(machine=self.machine_id, who=person.name, clock=self._clock) as tx:
            people.set_pin(tx, person.id, pin)
            tx.insert(schema.PinOrder, number=order.number, person=person.id)
        return person


def _refuse_origin(used: Origin, origin: Origin) -> None:
    if origin.public_key != used.public_key:
        raise UserError(
            "Berkas aktivasi ini ditandatangani kunci lain daripada yang dipakai ruang kerja ini.",
            "Tanyakan KPU kabupaten/kota. Bila kabupaten memang berganti kunci, buatlah ruang kerja baru.",
            code="activation.signer",
        )
    if origin.version < used.version:
        raise UserError(
            f"Berkas aktivasi ini versi {origin.version}; yang dipakai sudah versi {used.version}.",
            "Minta berkas yang terbaru.",
            code="activation.older",
        )
    if origin.version == used.version and origin.sha256 != used.sha256:
        raise UserError(
            f"Berkas aktivasi ini juga versi {used.version}, tetapi isinya lain daripada yang dipakai.",
            "Minta kabupaten menulis versi berikutnya.",
            code="activation.version",
        )


def _put_region(tx: Transaction, content: Content) -> None:
    row = tx.rows(schema.Region.select())[0]
    names = {name: getattr(content.kecamatan, name) for name in ("name", "kabupaten", "provinsi")}
    tx.put(schema.Region, **{**row, **names})


def _put_names(tx: Transaction, names: tuple[PpkName, ...]) -> None:
    for old in activation.ppk_names(tx):
        if old.name not in {one.name for one in names}:
            tx.remove(schema.PpkName, name=old.name)
    for one in names:
        tx.put(schema.PpkName, name=one.name, role=one.role)


def _ketua(session: Session, name: str) -> Person:
    for person in people.everyone(session):
        if person.active and person.role is Role.KETUA and person.name.casefold() == name.casefold():
            return person
    raise UserError(f"Di ruang kerja ini tidak ada ketua bernama {name}.", code="order.person")
