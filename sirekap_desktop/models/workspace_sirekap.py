"""The part of the workspace that keeps what Sirekap published, for comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sirekap_desktop.models import sirekap
from sirekap_desktop.models.sirekap import NewSirekap, SirekapRecord
from sirekap_desktop.models.sirekap_compare import Comparison
from sirekap_desktop.models.workspace_panel import PanelPart


class SirekapPart(PanelPart):
    """Sirekap's figures; how its files are read stands in ``exchange.sirekap_published``."""

    def add_sirekap(self, new: Iterable[NewSirekap]) -> tuple[SirekapRecord, ...]:
        """Keep what one file says, all of it in one transaction; returns what is new.

        Raises:
            UserError: ``sirekap.kecamatan``, ``sirekap.figure``, ``right.missing``.
        """
        with self.write() as tx:
            return sirekap.add(tx, new)

    def sirekap_records(self) -> tuple[SirekapRecord, ...]:
        """Every record ever made, oldest first."""
        with self.read() as session:
            return sirekap.all_records(session)

    def sirekap_history(self, form: str, tps: str) -> tuple[SirekapRecord, ...]:
        """All records of one TPS in one election, oldest first: the last one counts."""
        with self.read() as session:
            return sirekap.of_tps(session, form, tps)

    def sirekap_beside(self, form: str, tps: str) -> Mapping[str, int]:
        """Sirekap's figures of one TPS, of those fields only whose entry holds: the others are still typed blind."""
        with self.snapshot() as session:
            records = sirekap.of_tps(session, form, tps)
            held = sirekap.held(session, form, tps)
        figures = records[-1].figures if records else {}
        return {name: value for name, value in figures.items() if name in held}

    def has_sirekap(self, form: str) -> bool:
        """Whether anything of Sirekap was imported for an election."""
        with self.read() as session:
            return sirekap.has_any(session, form)

    def sirekap_comparison(self, form: str, dapil: str = "") -> Comparison:
        """What is recorded on one ballot beside what Sirekap says. Raises UserError ``dapil.unknown``."""
        with self.snapshot() as session:
            return sirekap.comparison(session, self.contest(form, dapil))
