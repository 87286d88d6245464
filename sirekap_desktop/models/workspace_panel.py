"""The part of the workspace that hands desa to panels and takes them back; decision 29."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import joining, panels, verification
from sirekap_desktop.models.audit import AuditRow
from sirekap_desktop.models.database import Row, Session
from sirekap_desktop.models.images import original_hashes
from sirekap_desktop.models.joining import DesaPackage, Plan
from sirekap_desktop.models.panels import Handing, Seat
from sirekap_desktop.models.roles import Act
from sirekap_desktop.models.schema import Table, table_name
from sirekap_desktop.models.workspace_signed import SignedPart


class PanelPart(SignedPart):
    """Desa on other laptops."""

    def handings(self) -> tuple[Handing, ...]:
        """All of them, oldest first."""
        with self.read() as session:
            return panels.handings(session)

    def panel_seat(self) -> Seat | None:
        """``None``: this is the main laptop."""
        with self.read() as session:
            return panels.seat(session)

    def panel(self) -> Handing | None:
        """What this laptop answers, where it is the one of a panel."""
        with self.read() as session:
            mine = panels.seat(session)
            return panels.find(session, mine.handing) if mine else None

    def why_elsewhere(self, place: str) -> str:
        """Why nothing is recorded here in a desa or TPS, as a sentence; empty when it belongs to this laptop."""
        with self.read() as session:
            return panels.why_elsewhere(session, place)

    def require_main(self) -> None:
        """What speaks for the whole kecamatan is done on the main laptop. Raises UserError ``panel.main_only``."""
        with self.read() as session:
            panels.refuse_on_panel(session)

    # the main laptop

    def hand_out(self, number: int, leader: str, desa: Sequence[str]) -> Handing:
        """*Bagi*: from now on these desa are recorded on the laptop of the panel.

        Raises:
            UserError: what :func:`panels.hand` raises; ``right.missing``.
        """
        with self.write(Act.APPROVE) as tx:
            made = panels.find(tx, panels.hand(tx, number, leader, desa))
            assert made is not None
            return made

    def call_off(self, handing_id: str) -> None:
        """The file of a handing could not be written, so nobody has it. Raises UserError as :meth:`hand_out`."""
        with self.write(Act.APPROVE) as tx:
            panels.take_back(tx, handing_id, "Berkas panel tidak jadi ditulis.")

    def take_back_desa(self, handing_id: str, reason: str) -> None:
        """The desa of a panel are recorded here again. UserError of :func:`panels.take_back`, ``right.missing``."""
        with self.write(Act.REOPEN) as tx:
            panels.take_back(tx, handing_id, reason)

    def plan_joining(self, package: DesaPackage) -> Plan:
        """What joining would bring. Raises UserError of :func:`joining.judge`."""
        with self.snapshot() as session:
            return self._judge(session, package)

    def join(self, package: DesaPackage, *, public_key: str = "") -> Plan:
        """*Gabung*: all of a package or nothing; its photos lie here already. What is here is not written again.

        Args:
            package: whole and signed.
            public_key: the key that a person has compared with the panel's screen; needed the first time.

        Raises:
            UserError: of :func:`joining.judge`; ``panel.key``, ``image.missing``, ``right.missing``.
        """
        with self.write(Act.APPROVE) as tx:
            plan = self._judge(tx, package)
            if not plan.known and public_key != package.public_key:
                raise UserError(
                    f"Kunci laptop panel {package.number} belum dikenal rapat ini.",
                    "Bandingkan sidik jarinya dengan yang tampil di laptop panel, lalu setujui.",
                    code="panel.key",
                )
            for row in plan.rows["image"]:
                self.original_path(str(row["sha256"]))
            elections = {form_id: self.contests(form_id) for form_id in self.form_ids()}
            joining.join(tx, plan, elections, self.form)
        return plan

    def _judge(self, session: Session, package: DesaPackage) -> Plan:
        return joining.judge(
            session, package, workspace_id=self.workspace_id, lists=self.lists_digest(),
            originals=frozenset(original_hashes(session)), fields=self._fields,
        )  # fmt: skip

    def _fields(self, form_id: str, tps: str) -> frozenset[str]:
        return frozenset(f.name for f in self.form(form_id, tps).fields) if form_id in self.form_ids() else frozenset()

    def lists_digest(self) -> str:
        """SHA-256 over what figures hang on; equal on the laptops of one meeting."""
        with self.read() as session:
            return joining.lists_digest(session, [self.contests(form_id) for form_id in self.form_ids()])

    # the laptop of a panel

    def give_back_desa(self) -> None:
        """The panel is done and records nothing more. Raises UserError ``panel.none``, ``right.missing``."""
        with self.write(Act.MEETING) as tx:
            panels.give_back(tx)

    def panel_chain(self) -> Iterator[AuditRow]:
        """What was written here since the desa were handed out, row by row. Raises UserError ``panel.none``."""
        with self.read() as session:
            yield from verification.stream_rows(session, without=self._base())

    def panel_rows(self, model: type[Table]) -> Iterator[Row]:
        """The rows of a table that travel. Raises UserError ``panel.none``."""
        is_machine = table_name(model) == "machine"
        machine = getattr(model, "id" if is_machine else "machine")
        order = (machine,) if is_machine else (getattr(model, "seq"), machine)  # noqa: B009 - a Table has none
        with self.read() as session:
            yield from session.each(model.select().where(machine.not_in(self._base())).order_by(*order))

    def _base(self) -> list[str]:
        return sorted(machine for machine, _, _ in self._seat().base)

    def _seat(self) -> Seat:
        if (mine := self.panel_seat()) is None:
            raise UserError("Ruang kerja ini bukan milik panel.", code="panel.none")
        return mine
