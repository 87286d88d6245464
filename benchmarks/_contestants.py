"""Invented contestants as on a ballot: the parties of 2024 with random calon, paslon, calon of the DPD."""

from __future__ import annotations

import random

from sirekap_desktop.forms.model import Calon, Contestant

PARTAI: dict[int, str] = {
    1: "PARTAI KEBANGKITAN BANGSA",
    2: "PARTAI GERAKAN INDONESIA RAYA",
    3: "PARTAI DEMOKRASI INDONESIA PERJUANGAN",
    4: "PARTAI GOLONGAN KARYA",
    5: "PARTAI NASDEM",
    6: "PARTAI BURUH",
    7: "PARTAI GELOMBANG RAKYAT INDONESIA",
    8: "PARTAI KEADILAN SEJAHTERA",
    9: "PARTAI KEBANGKITAN NUSANTARA",
    10: "PARTAI HATI NURANI RAKYAT",
    11: "PARTAI GARDA REPUBLIK INDONESIA",
    12: "PARTAI AMANAT NASIONAL",
    13: "PARTAI BULAN BINTANG",
    14: "PARTAI DEMOKRAT",
    15: "PARTAI SOLIDARITAS INDONESIA",
    16: "PARTAI PERINDO",
    17: "PARTAI PERSATUAN PEMBANGUNAN",
    18: "PARTAI NANGGROE ACEH",
    19: "PARTAI GENERASI ATJEH BEUSABOH THA'AT DAN TAQWA",
    20: "PARTAI DARUL ACEH",
    21: "PARTAI ACEH",
    22: "PARTAI ADIL SEJAHTERA ACEH",
    23: "PARTAI SOLIDITAS INDEPENDEN RAKYAT ACEH",
    24: "PARTAI UMMAT",
}
"""The parties of 2024; 18 to 23 stand in Aceh only."""
NATIONAL = (*range(1, 18), 24)
_FIRST_NAMES = """
    ABDUL ACHMAD AGUS AHMAD ANDI BAMBANG BUDI DEWI DIAN EKO FITRI HASAN HENDRA INDRA IWAN JOKO KARTINI LESTARI LINA
    MADE MARIA MUHAMMAD NI NUR PUTU RATNA RINA RUDI SITI SRI SUGENG
    SUPRIYADI SYAHRUL TAUFIK WAHYU YOHANES YUSUF ZAINAL
"""
_LAST_NAMES = """
    ADITYA AMALIA ARIFIN BASRI DARMAWAN EFENDI FAUZI GINTING HADI HAKIM HALIM HARAHAP HIDAYAT IRAWAN KURNIAWAN LUBIS
    MAHENDRA NASUTION NUGROHO PRATAMA PURNOMO RAHMAN RAMADHAN SANTOSO SAPUTRA SETIAWAN SIREGAR SUSANTI WIBOWO YULIANTO
"""
_FIRST, _LAST = _FIRST_NAMES.split(), _LAST_NAMES.split()
_DEGREES = ("", "", "", ", S.H.", ", S.E., M.M.", ", S.Sos.", ", M.Si.", ", S.Pd.")


def person(rng: random.Random) -> str:
    """A name as it stands on a list of calon."""
    title = rng.choice(("", "", "", "H. ", "Hj. ", "Dr. ", "Ir. "))
    names = [rng.choice(_FIRST), *rng.sample(_LAST, rng.choice((1, 1, 2)))]
    return f"{title}{' '.join(names)}{rng.choice(_DEGREES)}"


def parties(numbers: tuple[int, ...], seats: int, rng: random.Random) -> tuple[Contestant, ...]:
    """Each with as many calon as the dapil has seats, one in four with fewer."""
    found = []
    for number in numbers:
        count = seats if rng.random() < 0.75 else rng.randint(1, seats)
        found.append(Contestant(number, PARTAI[number], tuple(Calon(n, person(rng)) for n in range(1, count + 1))))
    return tuple(found)


def calon_dpd(count: int, rng: random.Random) -> tuple[Contestant, ...]:
    """The calon of a province."""
    return tuple(Contestant(n, person(rng)) for n in range(1, count + 1))


def paslon(count: int, rng: random.Random) -> tuple[Contestant, ...]:
    """Pairs, as on the ballots of a Pilkada."""
    return tuple(Contestant(n, f"{person(rng)} dan {person(rng)}") for n in range(1, count + 1))
