"""The part of the workspace that keeps the signed copies of its documents."""

from __future__ import annotations

from collections.abc import Sequence

from sirekap_desktop.models import signed
from sirekap_desktop.models.roles import Act
from sirekap_desktop.models.signed import NewSignedPage, SignedPage
from sirekap_desktop.models.workspace_activation import ActivationPart


class SignedPart(ActivationPart):
    """Signed pages; what they are judged by stands in ``jobs.signed``."""

    def attach_signed(self, new: Sequence[NewSignedPage], *, replace: bool = False) -> tuple[SignedPage, ...]:
        """Attach the pages of one file, all or none; their originals lie in ``images/`` already.

        Raises:
            UserError: ``signed.present`` unless ``replace``, ``signed.draft``, ``image.missing``, ``right.missing``.
        """
        names = [self.original_path(page.sha256).name for page in new]
        with self.write(Act.MEETING) as tx:
            return tuple(signed.add(tx, page, name, replace=replace) for page, name in zip(new, names, strict=True))

    def signed_pages(self) -> tuple[SignedPage, ...]:
        """Every attached page, replaced ones too, oldest first."""
        with self.read() as session:
            return signed.all_pages(session)
