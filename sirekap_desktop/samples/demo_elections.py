"""The elections of the demo: contestants and figures of Ulumanda's TPS on each form. Invented but for the PPWP's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sirekap_desktop.forms.elections import elections_of
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Calon, Contestant, FormDefinition
from sirekap_desktop.samples.camera import Photo
from sirekap_desktop.samples.sheets import header_of, photo_name, sample_photo, tps_seed
from sirekap_desktop.samples.ulumanda import DemoKecamatan, DemoTps, load_ulumanda
from sirekap_desktop.samples.votes import invented_values

PEMILU, PILKADA = "pemilu-2024", "pilkada-2024"
_PASLON = {"pkwkp": 4, "pkwkk": 2}
_DPD = 9
_CALON = {"pdpr": 4, "pdprdp": 6, "pdprdk": 9}
"""How long the lists of parties are: about as many as the dapil has seats."""
_DAPIL = {"pdpr": "SULAWESI BARAT", "pdprdp": "SULAWESI BARAT (CONTOH)", "pdprdk": "MAJENE (CONTOH)"}
_CALON_TITLES = {"pdpr": "CALON DPR", "pdprdp": "CALON DPRD PROVINSI", "pdprdk": "CALON DPRD KABUPATEN"}


@dataclass(frozen=True, slots=True)
class DemoElection:
    """One election of the demo, expanded for its contestants."""

    form: FormDefinition
    dapil: str
    papers: Mapping[str, Mapping[str, int | None]]
    """TPS → field → what stands on its form."""

    @property
    def file_part(self) -> str:
        """In the names of its photos; the presidential ones have the names that Sirekap gave them."""
        return "" if self.form.pemilihan == "ppwp" else f"-{self.form.pemilihan}"


@cache
def demo_elections(day: str) -> tuple[DemoElection, ...]:
    """The elections of a voting day (:data:`PEMILU`, :data:`PILKADA`) in the demo's kecamatan, or only ``ppwp``."""
    return elections_in(load_ulumanda(), day)


def elections_in(demo: DemoKecamatan, day: str) -> tuple[DemoElection, ...]:
    """The same in any kecamatan: who may be voted for depends on the day alone, the figures on its TPS."""
    if day == "ppwp":
        return (_ppwp(demo),)
    return tuple(_election(demo, one.code, one.plano) for one in elections_of(day, demo.code))


def demo_election(form_id: str) -> DemoElection:
    """The one with this form. Raises KeyError."""
    found = {one.form.id: one for day in (PEMILU, PILKADA) for one in demo_elections(day)}
    return found[form_id]


def _ppwp(demo: DemoKecamatan) -> DemoElection:
    form = load_form(demo.form)
    names = [Contestant(item.number, f"PASANGAN CALON {item.number:02d}") for item in form.contestants]
    return DemoElection(load_form(demo.form, names), "", {tps.code: tps.values for tps in demo.tps})


def _election(demo: DemoKecamatan, pemilihan: str, form_id: str) -> DemoElection:
    if pemilihan == "ppwp":
        return _ppwp(demo)
    form = load_form(form_id, _contestants(pemilihan, load_form(form_id)))
    papers = {tps.code: _paper(form, tps, int(demo.code)) for tps in demo.tps}
    return DemoElection(form, _DAPIL.get(pemilihan, ""), papers)


def _contestants(pemilihan: str, assumed: FormDefinition) -> list[Contestant]:
    if pemilihan == "pdpd":
        return [Contestant(number, f"CALON DPD {number:02d}") for number in range(1, _DPD + 1)]
    if pemilihan in _PASLON:
        return [Contestant(n, f"PASANGAN CALON {n:02d}") for n in range(1, _PASLON[pemilihan] + 1)]
    numbers = range(1, _CALON[pemilihan] + 1)
    title = _CALON_TITLES[pemilihan]
    return [
        Contestant(one.number, one.name, tuple(Calon(n, f"{title} {one.number:02d}.{n:02d}") for n in numbers))
        for one in assumed.contestants
    ]


def _paper(form: FormDefinition, tps: DemoTps, taste: int) -> dict[str, int]:
    """The same people vote as in the presidential election, also where its paper breaks a sum: R15 then tells."""
    return invented_values(form, tps.values, seed=tps_seed(tps.code), taste=taste)


def demo_photos(
    election: DemoElection, tps: DemoTps, *, level: str = "normal", width_px: int = 2000
) -> Iterator[tuple[str, Photo]]:
    """File name and photo of each page of a TPS of the demo."""
    form, values = election.form, election.papers[tps.code]
    header, seed = header_of(load_ulumanda(), tps, election.dapil), tps_seed(tps.code)
    for sheet in form.pages:
        photo = sample_photo(form, sheet.number, values, seed=seed, level=level, width_px=width_px, header=header)
        yield photo_name(tps.code, sheet.number, election.file_part), photo
