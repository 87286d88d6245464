"""Random contestants of every election, and values of a TPS that add up from the bottom."""

from __future__ import annotations

from hypothesis import strategies as st

from sirekap_desktop.forms.expression import Name
from sirekap_desktop.forms.model import Calon, Contestant, FormDefinition, Part

KWK = [f"c-hasil-{kind}kwk-{office}-2024" for kind in ("", "salinan-") for office in ("gubernur", "bupati", "walikota")]
DPD = ["c-hasil-dpd-2024", "c-hasil-salinan-dpd-2024"]
PARTAI = [f"c-hasil-{kind}{body}-2024" for kind in ("", "salinan-") for body in ("dpr", "dprd-prov", "dprd-kabko")]
PASLON = [Contestant(n, f"PASANGAN CALON {n:02d}") for n in range(1, 6)]

_NAMES = st.text(st.sampled_from("ABCDEFGHIJ .,'-"), max_size=60).map(lambda text: f"CALON {text}".strip())


def paslon() -> st.SearchStrategy[tuple[Contestant, ...]]:
    """One to five paslon."""
    return st.lists(_NAMES, min_size=1, max_size=5).map(
        lambda names: tuple(Contestant(n, name) for n, name in enumerate(names, 1))
    )


def calon_dpd() -> st.SearchStrategy[tuple[Contestant, ...]]:
    """One to thirty calon of a province, some numbers left out."""
    numbers = st.lists(st.integers(1, 60), min_size=1, max_size=30, unique=True).map(sorted)
    return numbers.map(lambda chosen: tuple(Contestant(n, f"CALON ANGGOTA DPD {n:02d}") for n in chosen))


def parties() -> st.SearchStrategy[tuple[Contestant, ...]]:
    """Some of the 24 parties, each with up to 12 calon, some with none."""
    numbers = st.lists(st.integers(1, 24), min_size=1, max_size=24, unique=True).map(sorted)
    return numbers.flatmap(
        lambda chosen: st.tuples(*(st.builds(party, st.just(number), st.integers(0, 12)) for number in chosen))
    )


def contestants_of(form_id: str) -> st.SearchStrategy[tuple[Contestant, ...]]:
    """Contestants as they may stand on a form."""
    return paslon() if form_id in KWK else calon_dpd() if form_id in DPD else parties()


def add_up(form: FormDefinition, numbers: dict[str, int]) -> dict[str, int]:
    """Values in which every printed sum holds, from given numbers for what nobody adds up."""
    values = {field.name: numbers.get(field.name, 0) for field in form.fields}
    values["ss_dikembalikan"] = values["ss_tidak_digunakan"] = 1
    for rule in form.rules:
        if rule.id == "R5" and isinstance(rule.comparison.left, Name):
            values[rule.comparison.left.name] = rule.comparison.right.evaluate(values)
    for rule_id in ("R3", "R4"):
        (rule,) = (one for one in form.rules if one.id == rule_id)
        assert isinstance(rule.comparison.left, Name)
        values[rule.comparison.left.name] = rule.comparison.right.evaluate(values)
    values["ss_digunakan"] = values["pengguna_dpt_l"] = values["suara_total"]
    values["pengguna_total_l"] = values["pemilih_dpt_l"] = values["suara_total"]
    values["ss_diterima"] = values["suara_total"] + 2
    for field in form.fields:
        if field.part is Part.J:
            values[field.name] = values[f"{field.row}_l"] + values[f"{field.row}_p"]
    return values


def party(number: int, calon: int) -> Contestant:
    """A party with so many calon."""
    names = tuple(Calon(n, f"CALON {n:02d}") for n in range(1, calon + 1))
    return Contestant(number, f"PARTAI POLITIK {number:02d}", names)
