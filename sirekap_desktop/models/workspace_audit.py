"""The part of the workspace that lets people read its audit chain."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import audit_list, audit_query
from sirekap_desktop.models.audit_acts import AuditFilter
from sirekap_desktop.models.audit_list import ActDetail, AuditAct
from sirekap_desktop.models.audit_query import AuditFacets, AuditIndex, Mark
from sirekap_desktop.models.audit_words import ActNames
from sirekap_desktop.models.database import Session
from sirekap_desktop.models.workspace_pleno import PlenoPart

_DESA_DIGITS = 10


class AuditPart(PlenoPart):
    """Acts by filter, in pieces; verification and the chain as it is stand in the workspace itself."""

    def audit_index(self, wanted: AuditFilter, step: int) -> AuditIndex:
        """How many acts a filter finds, and the marks of its pieces."""
        with self.snapshot() as session:
            return audit_query.index(session, wanted, step)

    def audit_acts(self, wanted: AuditFilter, limit: int, start: Mark | None = None) -> tuple[AuditAct, ...]:
        """Acts of a filter, newest first, from a mark on or from the newest."""
        with self.snapshot() as session:
            rows = (
                audit_query.newest(session, wanted, limit)
                if start is None
                else audit_query.piece(session, wanted, start, limit)
            )
            return audit_list.acts(session, rows, self._act_names(session))

    def audit_act(self, mark: Mark) -> ActDetail:
        """One act with before and after. Raises KeyError if the chain has no such row."""
        with self.snapshot() as session:
            row = audit_query.find(session, mark)
            if row is None:
                raise KeyError(mark)
            return audit_list.act_details(session, [row], self._act_names(session))[0]

    def audit_details(self, wanted: AuditFilter, limit: int, start: Mark) -> tuple[ActDetail, ...]:
        """Acts of a filter from a mark on, each with before and after; for what is printed."""
        with self.snapshot() as session:
            rows = audit_query.piece(session, wanted, start, limit)
            return audit_list.act_details(session, rows, self._act_names(session))

    def audit_facets(self) -> AuditFacets:
        """Who acted, and on which days."""
        with self.read() as session:
            return audit_query.facets(session)

    def audit_heads(self) -> tuple[tuple[str, int, str], ...]:
        """Machine, last ``seq`` and hash of each chain."""
        with self.read() as session:
            return audit_query.heads(session)

    def audit_pieces(self, size: int) -> Iterator[tuple[AuditAct, ...]]:
        """The whole chain in its order, oldest first, all of one moment; use it up or close it on this thread."""
        with self.snapshot() as session:
            names = self._act_names(session)
            for rows in audit_query.oldest_first(session, size):
                yield audit_list.acts(session, rows, names)

    def audit_count(self) -> int:
        """Rows in all chains."""
        with self.read() as session:
            return audit_query.count(session)

    def _act_names(self, session: Session) -> ActNames:
        elections = {form.pemilihan: form.short_name for form in self.forms()}

        @cache
        def form(form_id: str, desa: str) -> FormDefinition:
            return self.form(form_id, desa)

        return audit_list.act_names(session, lambda form_id, tps: form(form_id, tps[:_DESA_DIGITS]), elections)
