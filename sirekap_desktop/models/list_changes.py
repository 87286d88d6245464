"""What a new list of contestants or dapil may not do: take away a recorded figure, or the page that a photo shows."""

from __future__ import annotations

from collections.abc import Sequence

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import schema
from sirekap_desktop.models.contests import Contest, at
from sirekap_desktop.models.database import Session


def refuse_losses(session: Session, before: Sequence[Contest], after: Sequence[Contest]) -> None:
    """Compare the ballots of one pemilihan before and after a change.

    Raises:
        UserError: ``contestant.in_use`` when an entry would lose its field, ``contestant.pages`` when a placed photo
            would stand for another page than it shows.
    """
    _refuse_lost_fields(session, before, after)
    _refuse_moved_pages(session, before, after)


def _refuse_lost_fields(session: Session, before: Sequence[Contest], after: Sequence[Contest]) -> None:
    entry, tps = schema.EntryState, schema.Tps
    query = entry.select(tps.desa, entry.field).join(tps, on=(tps.code == entry.tps))
    recorded = session.tuples(query.where(entry.form == before[0].form.id).distinct().order_by(tps.desa, entry.field))
    kept = {desa: {field.name for field in at(after, desa).fields} for desa, _ in recorded}
    for desa, name in recorded:
        if name not in kept[desa]:
            raise UserError(
                f"{_called(at(before, desa), name)} tidak dapat dihapus karena sudah ada isian yang dicatat.",
                "Sertakan lagi nomor itu dalam daftar.",
                code="contestant.in_use",
            )


def _called(form: FormDefinition, name: str) -> str:
    return next((field.short_label for field in form.fields if field.name == name), name)


def _refuse_moved_pages(session: Session, before: Sequence[Contest], after: Sequence[Contest]) -> None:
    image = schema.ImageState
    query = image.select(image.tps, image.page).where(image.form == before[0].form.id, image.version > 0).distinct()
    for tps, page in session.tuples(query.order_by(image.tps, image.page)):
        old, new = at(before, tps), at(after, tps)
        if _page(old, page) != _page(new, page):
            raise UserError(
                f"Daftar ini mengubah halaman {page} {old.model}, padahal foto TPS {tps} sudah ada di halaman itu.",
                "Keluarkan dahulu foto pemilihan ini dari tempatnya, impor daftarnya, lalu tempatkan lagi.",
                code="contestant.pages",
            )


def _page(form: FormDefinition, number: int) -> tuple[object, ...]:
    """What a photo of this page shows: whose page it is, and which figures."""
    partai = [page.partai for page in form.pages if page.number == number]
    return (*partai, *(field.name for field in form.fields_on(number)))
