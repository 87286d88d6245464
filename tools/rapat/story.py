"""Who and what there is in the rehearsed meeting: an invented kecamatan, its people, its papers. Nothing here acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.models.pleno.facts import Capacity
from sirekap_desktop.models.roles import Role
from sirekap_desktop.samples.votes import invented_values

FORM = "c-hasil-ppwp-2024"
Paper = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a PIN."""

    name: str
    role: Role
    pin: str


@dataclass(frozen=True, slots=True)
class Guest:
    """A line of the attendance."""

    name: str
    capacity: Capacity
    office: str = ""
    contestant: int = 0
    mandate: str = ""
    outside: bool = False
    """The second saksi of a contestant: named, and not in the room."""


@dataclass(frozen=True, slots=True)
class Village:
    """A desa with so many TPS, read in one panel on one day."""

    code: str
    name: str
    tps: int
    panel: int
    day: str

    def code_of(self, number: int) -> str:
        return f"{self.code}{number:03d}"


KABUPATEN = ("9801", "KPU KABUPATEN TELUK CONTOH", "7305182946")
"""Code, name and PIN of the office."""
KECAMATAN = ("980102", "MUARA LATIH", "TELUK CONTOH", "PROVINSI CONTOH")

KETUA = Person("HJ. NURHAYATI", Role.KETUA, "4819260753")
ANGGOTA = Person("ABDUL RAHIM", Role.ANGGOTA, "5938170264")
OPERATOR = Person("SITI RAHMAWATI", Role.OPERATOR, "6204817395")
SAKSI = Person("BUDI SANTOSO", Role.SAKSI, "9172036458")
PANWASLU = Person("MUHAMMAD YUSUF", Role.PANWASLU, "3581629407")
# Long enough that no hash holds one of these numbers by chance: a test looks for them in everything that was written.
PEOPLE = (KETUA, ANGGOTA, OPERATOR, SAKSI, PANWASLU)

CONTESTANTS = ((1, "AMAN DAN SENTOSA"), (2, "BERSAMA MAJU"), (3, "CITA RAKYAT"))

DESA = (
    Village("9801022001", "AIR BENING", 2, 1, "2024-02-17"),
    Village("9801022002", "BUKIT SURYA", 2, 1, "2024-02-17"),
    Village("9801022003", "CIPTA KARYA", 1, 1, "2024-02-17"),
    Village("9801022004", "DANAU INDAH", 1, 1, "2024-02-18"),
    Village("9801022005", "EMAS MULIA", 1, 2, "2024-02-17"),
    Village("9801022006", "FAJAR BARU", 1, 2, "2024-02-17"),
    Village("9801022007", "GUNUNG SARI", 1, 2, "2024-02-18"),
    Village("9801022008", "HARAPAN JAYA", 1, 2, "2024-02-18"),
)
TPS = tuple((desa, desa.code_of(number)) for desa in DESA for number in range(1, desa.tps + 1))
"""Desa and code, in the order of reading."""
CODES = tuple(code for _, code in TPS)
LEADERS = {1: KETUA.name, 2: ANGGOTA.name}

PLACE = "Aula Kantor Camat Muara Latih"
AGENDA = "Rekapitulasi Presiden dan Wakil Presiden"

GUESTS = (
    Guest(KETUA.name, Capacity.PPK, "Ketua"),
    Guest(ANGGOTA.name, Capacity.PPK, "Anggota"),
    Guest("KADEK WIRAWAN", Capacity.PPK, "Anggota"),
    Guest("LENI MARLINA", Capacity.PPK, "Anggota"),
    Guest("OTNIEL RUMBIAK", Capacity.PPK, "Anggota"),
    Guest("PUTRI AYU", Capacity.PPS, "PPS AIR BENING"),
    Guest("RAMLI HASAN", Capacity.SEKRETARIAT, "Sekretaris PPK"),
    Guest(PANWASLU.name, Capacity.PANWASLU, "Ketua Panwaslu Kecamatan"),
    Guest("TUTI ALAWIYAH", Capacity.SAKSI, "", 1, "011/TIM-01/II/2024"),
    Guest("UJANG SUHERMAN", Capacity.SAKSI, "", 1, "012/TIM-01/II/2024", outside=True),
    Guest(SAKSI.name, Capacity.SAKSI, "", 2, "021/TIM-02/II/2024"),
    Guest("VERA TANDI", Capacity.SAKSI, "", 3, "031/TIM-03/II/2024"),
    Guest("WAYAN SUDARSA", Capacity.GUEST, "Pemantau pemilu"),
)

# What stands on the papers -----------------------------------------------------------------------------------------

PHOTOGRAPHED = CODES[:2]
"""These two come as photos; all others are typed from the paper itself."""
MISWRITTEN, RECOUNTED, SETTLED, CARRIED, POSTPONED = CODES[1], CODES[2], CODES[3], CODES[4], CODES[5]
"""What happens to them in panel 1."""
INCIDENT, MISCOUNTED = CODES[7], CODES[8]
"""What happens in panel 2."""

WRONG_BY = 10
"""So much too high the KPPS wrote the votes of contestant 2 on the paper of :data:`MISWRITTEN`."""
MISCOUNTED_BY = 3
"""So many spoilt ballots too many on that of :data:`MISCOUNTED`."""

MIXED_UP = 4
"""So many ballots lay on the wrong heap at :data:`RECOUNTED`."""


@cache
def right(code: str) -> Paper:
    """The figures of a TPS that add up; what the room agrees on in the end."""
    return invented_values(load_form(FORM), seed=CODES.index(code) + 11, taste=5)


@cache
def paper(code: str) -> Paper:
    """What the KPPS wrote."""
    values = dict(right(code))
    if code == MISWRITTEN:
        values["suara_2"] += WRONG_BY
    if code == MISCOUNTED:
        values["suara_tidak_sah"] += MISCOUNTED_BY
    if code == RECOUNTED:
        values |= {"suara_1": values["suara_1"] - MIXED_UP, "suara_3": values["suara_3"] + MIXED_UP}
    return values


def put_right(code: str) -> Paper:
    """Only the rows that the meeting corrected or counted again."""
    fields = {MISWRITTEN: ("suara_2",), MISCOUNTED: ("suara_tidak_sah",), RECOUNTED: ("suara_1", "suara_3")}
    return {name: right(code)[name] for name in fields.get(code, ())}


# What is said ------------------------------------------------------------------------------------------------------

WRITTEN_SO = "Tertulis begitu di kertas."
PEMBETULAN = ("Turus dan salinan menunjukkan angka ini", "Ketua PPK, saksi 02, Panwaslu")
"""Reason and who gave paraf."""
PEMBETULAN_2 = ("Surat suara rusak ikut terhitung", "Anggota PPK, saksi 01")
RECOUNT = ("Salinan saksi 03 dan Panwaslu berbeda dari plano", "Ketua PPK, saksi 03, Panwaslu")
RECOUNT_NOTE = "Empat surat suara tertukar tumpukan"
OBJECTION_SETTLED = (
    "Pemilih tanpa surat pemberitahuan tidak dilayani",
    "Daftar hadir diperiksa, pemilih sudah memilih",
)
OBJECTION_CARRIED = ("Kotak suara tiba dengan segel terbuka", "Berita acara PPS dibacakan, dibawa ke kabupaten")
KEJADIAN = ("Listrik padam dua puluh menit", "Rapat diteruskan dengan genset")
KEJADIAN_2 = ("Plano basah terkena hujan", "Dibaca dari salinan yang sama dengan Panwaslu")
DELAY = "Putusan Panwaslu nomor 07: pemungutan suara ulang"
DELAY_NOTE = "Hasil PSU diterima dari PPS"
REFUSES = 3
"""Contestant whose saksi does not sign."""
REFUSAL = "Keberatan atas segel kotak belum diterima"
LOCK_1 = "Disahkan dalam rapat pleno, satu TPS menunggu PSU"
REOPEN = "Hasil PSU DANAU INDAH TPS 001 sudah diterima"
LOCK_2 = "Disahkan dalam rapat pleno lanjutan"
