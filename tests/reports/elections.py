"""One recap of every election, as small as it may be to have all that is its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Contestant, FormDefinition
from sirekap_desktop.models import recap_query
from sirekap_desktop.models.records import Kecamatan
from tests.forms.contestants import contestants_of, paslon

from .factories import Recap, flagged_cell, notes, parties

_KOTA = Kecamatan("737105", "PANAKKUKANG", "KOTA MAKASSAR", "SULAWESI SELATAN")
_DPD = tuple(Contestant(n, f"H. CALON DPD NOMOR {n}, S.E., M.Si.") for n in range(1, 19))
_PASLON = tuple(Contestant(n, f"CALON {n} dan WAKIL {n}") for n in range(1, 4))

#: Name in the official model of D.HASIL: form, contestants, daerah pemilihan.
ELECTIONS: dict[str, tuple[str, tuple[Contestant, ...], str]] = {
    "PPWP": ("c-hasil-ppwp-2024", _PASLON, ""),
    "DPR": ("c-hasil-dpr-2024", parties(4), "SULAWESI BARAT"),
    "DPD": ("c-hasil-dpd-2024", _DPD, "SULAWESI BARAT"),
    "DPRD-PROV": ("c-hasil-dprd-prov-2024", parties(3), "SULAWESI BARAT 5"),
    "DPRD-KABKO": ("c-hasil-dprd-kabko-2024", parties(12), "MAJENE 2"),
    "KWK-GUBERNUR": ("c-hasil-kwk-gubernur-2024", _PASLON, ""),
    "KWK-BUPATI": ("c-hasil-kwk-bupati-2024", _PASLON[:1], ""),
    "KWK-WALIKOTA": ("c-hasil-kwk-walikota-2024", _PASLON[:2], ""),
}


def recap_of(election: str, tps: Sequence[int] = (3, 5)) -> Recap:
    """A recap with figures of all kinds: missing, empty, corrected, in broken sums."""
    form_id, people, dapil = ELECTIONS[election]
    recap = Recap(tps=tps, form=load_form(form_id, people), dapil=dapil)
    return flagged(replace(recap, kecamatan=_KOTA) if election == "KWK-WALIKOTA" else recap)


def flagged(recap: Recap, top: int = 290) -> Recap:
    return replace(recap, cell=flagged_cell(recap.seed, recap_query.rows(form_of(recap)), top), notes=notes(recap))


def form_of(recap: Recap) -> FormDefinition:
    assert recap.form is not None
    return recap.form


def recaps() -> st.SearchStrategy[Recap]:
    """Any election with any contestants in any kecamatan."""
    return st.sampled_from(sorted(ELECTIONS)).flatmap(_recaps)


def _recaps(election: str) -> st.SearchStrategy[Recap]:
    form_id = ELECTIONS[election][0]
    people = paslon().filter(lambda found: len(found) <= 3) if election == "PPWP" else contestants_of(form_id)
    return st.builds(
        _any,
        st.just(form_id),
        people,
        st.lists(st.integers(1, 30), min_size=1, max_size=9),
        seed=st.integers(0, 10**6),
        top=st.sampled_from([9, 300, 99_999]),
        dapil=st.sampled_from(["", "MAJENE 2", "KEPULAUAN BANGKA BELITUNG 4", "DAERAH " * 9]),
    )


def _any(form_id: str, people: tuple[Contestant, ...], tps: list[int], *, seed: int, top: int, dapil: str) -> Recap:
    return flagged(Recap(tps=tps, form=load_form(form_id, people), dapil=dapil, seed=seed), top)
