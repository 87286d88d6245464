"""A meeting with everything in it, made through a real workspace, and the facts that its documents must show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.pleno.facts import Capacity, Delay
from sirekap_desktop.models.pleno.snapshot import MeetingLine, PlenoSnapshot
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.workspace import Workspace
from tests.models.factories import FORM, SAMBABO, TPS_1, TPS_2, make_workspace, record_all

TPS_3 = "7605052001003"
LONG = "Saksi menyatakan bahwa salinan yang diterimanya di TPS berbeda dari C.HASIL plano yang dibacakan. "

#: Document → texts that must be found in it.
FACTS: dict[str, tuple[str, ...]] = {
    "undangan": (
        "Aula Kantor Camat Ulumanda", "Pleno hari pertama", "Sabtu, 17 Februari 2024", "SAMBABO", "Panel 1",
        "ANDI RAHMAT",
        "Saksi 02 PASANGAN CALON 02", "Panwaslu Kecamatan", "PPS SAMBABO", "HJ. MARYAM",
    ),
    "hadir": (
        "HJ. MARYAM", "ANDI RAHMAT", "BUDI SANTOSO", "SK/02/II/2024", "CITRA DEWI", "JOKO PPS", "PPS, Sambabo",
        "sampai", "5 (LIMA) orang", "Saksi 02 PASANGAN CALON 02",
    ),
    "kejadian": (
        "Listrik padam sepuluh menit", "Rapat diskors, lalu dilanjutkan", "pemungutan suara ulang",
        "Rekomendasi Panwaslu nomor 12", "Hitung suara ulang: Turus dan angka berbeda", "disaksikan Saksi 01 dan 02",
        "Selisih dua suara dipindahkan", "Keberatan BUDI SANTOSO", "Angka 61 dibaca 67", "Diterima: C.HASIL dibetulkan",
        "Pemilih tanpa KTP dibiarkan memilih", "Tidak diterima: Dicatat, dibawa ke kabupaten",
        "Pengesahan dibatalkan ketua: Jumlah salah dibaca", "Salinan Panwaslu Kecamatan berbeda: IV.2 tertulis 71",
        "Menolak hasil TPS 001", "BUDI SANTOSO Saksi 02 PASANGAN CALON 02",
    ),
    "pembetulan": (
        "60 (ENAM PULUH)", "61 (ENAM PULUH SATU)", "Angka dua terbaca satu", "Saksi 01, Panwaslu", "IV.1", "pembetulan",
        "70 (TUJUH PULUH)", "68 (ENAM PULUH DELAPAN)", "hitung suara ulang", "2 (DUA) perubahan pada 2 TPS", "TPS 001",
    ),
    "risalah": (
        "Dibuka di Aula Kantor Camat Ulumanda. Pleno hari pertama", "Ditutup. Selesai pukul empat",
        "Salinan Panwaslu Kecamatan: IV.2", "Salinan saksi 01: cocok", "ditunda", "disahkan", "TPS 003",
    ),
    "kunci": (
        "Hasil sudah disepakati", "Satu TPS salah dibaca", "Dikunci kembali", "kecamatan, semua pemilihan",
        "TERKUNCI, revisi 2", "Kepala", "Kunci penanda tangan", "SERATUS", "verify",
    ),
    "terima": ("HJ. MARYAM", "BUDI SANTOSO", "YANG MENERIMA", "1 (SATU)", "CITRA DEWI", "D.HASIL KECAMATAN-PPWP"),
    "pengiriman": ("Saksi 02 PASANGAN CALON 02", "BUDI SANTOSO", "Panwaslu Kecamatan", "KPU Kabupaten/Kota", "JUMLAH"),
}  # fmt: skip


@contextmanager
def full_meeting(folder: Path, *, final: bool = True) -> Iterator[Workspace]:
    """Three TPS: one with everything, one recounted, one postponed; locked, reopened with a reason, locked again."""
    with make_workspace(folder) as workspace:
        workspace.add_wilayah([], [], [Contestant(n, f"PASANGAN CALON {n:02d}") for n in (1, 2, 3)])
        hold(workspace)
        if final:
            workspace.lock("Hasil sudah disepakati")
            workspace.unlock("Satu TPS salah dibaca")
            workspace.note(FORM, facts.Reverted(reason="Jumlah salah dibaca"), TPS_1)
            workspace.note(FORM, facts.ReadOut(), TPS_1)
            workspace.note(FORM, facts.Approved(), TPS_1)
            workspace.lock("Dikunci kembali")
        yield workspace


def hold(workspace: Workspace) -> None:
    """Everything that may happen before the lock."""
    note = workspace.note
    for code in (TPS_1, TPS_2, TPS_3):
        record_all(workspace, code)
    note(FORM, facts.Scheduled(days=((SAMBABO, "2024-02-17"),)))
    note(FORM, facts.PanelSet(number=1, leader="ANDI RAHMAT", desa=(SAMBABO,)))
    note(FORM, facts.Opened(place="Aula Kantor Camat Ulumanda", agenda="Pleno hari pertama"))
    attended = (
        ("HJ. MARYAM", Capacity.PPK, "Ketua", 0, ""), ("ANDI RAHMAT", Capacity.PPK, "Anggota", 0, ""),
        ("BUDI SANTOSO", Capacity.SAKSI, "", 2, "SK/02/II/2024"), ("CITRA DEWI", Capacity.PANWASLU, "", 0, ""),
        ("JOKO PPS", Capacity.PPS, "Sambabo", 0, ""),
    )  # fmt: skip
    for name, capacity, office, number, mandate in attended:
        fact = facts.Attended(name=name, capacity=capacity, office=office, contestant=number, mandate=mandate)
        came = note(FORM, fact)
    note(FORM, facts.Attended(name="JOKO PPS", capacity=Capacity.PPS, present=False), ref=came.id)
    _read_all(workspace)
    note(FORM, facts.Signed(name="HJ. MARYAM"))
    refusal = facts.Signed(name="BUDI SANTOSO", capacity=Capacity.SAKSI, contestant=2, refuses=True,
                           reason="Menolak hasil TPS 001")  # fmt: skip
    note(FORM, refusal)
    note(FORM, facts.Closed(note="Selesai pukul empat"))
    note(FORM, facts.Opened(place="Aula Kantor Camat Ulumanda", agenda="Pembacaan ulang"))


def _read_all(workspace: Workspace) -> None:
    note = workspace.note
    note(FORM, facts.ReadOut(), TPS_1)
    note(FORM, facts.Incident(text="Listrik padam sepuluh menit", settled="Rapat diskors, lalu dilanjutkan"), TPS_1)
    note(FORM, facts.Compared(holder="panwaslu", differences=(("suara_2", 71),)), TPS_1)
    note(FORM, facts.Compared(holder="saksi 01"), TPS_1)
    for text, accepted, answer in (
        ("Angka 61 dibaca 67", True, "C.HASIL dibetulkan"),
        ("Pemilih tanpa KTP dibiarkan memilih", False, "Dicatat, dibawa ke kabupaten"),
    ):
        objection = note(FORM, facts.Objection(name="BUDI SANTOSO", contestant=2, text=text), TPS_1)
        note(FORM, facts.Answered(accepted=accepted, text=answer), TPS_1, ref=objection.id)
    workspace.record(
        TPS_1, FORM, "suara_1", 61, EntryHow.CORRECTED, before=60, reason="Angka dua terbaca satu",
        witness="Saksi 01, Panwaslu",
    )  # fmt: skip
    note(FORM, facts.Approved(), TPS_1)
    note(FORM, facts.ReadOut(), TPS_2)
    note(FORM, facts.RecountOrdered(reason="Turus dan angka berbeda", witnesses="Saksi 01 dan 02"), TPS_2)
    workspace.record(TPS_2, FORM, "suara_2", 68, EntryHow.RECOUNTED, before=70, reason="Dihitung ulang")
    workspace.record(TPS_2, FORM, "suara_3", 30, EntryHow.RECOUNTED, before=30, reason="Dihitung ulang")
    note(FORM, facts.Recounted(note="Selisih dua suara dipindahkan"), TPS_2)
    note(FORM, facts.Approved(), TPS_2)
    note(FORM, facts.Postponed(delay=Delay.PSU, reason="Rekomendasi Panwaslu nomor 12"), TPS_3)


def still(snapshot: PlenoSnapshot) -> PlenoSnapshot:
    """The same meeting with ids, keys and hashes that are the same in every run: what pictures are compared of."""
    ids = {line.id: f"{number:032x}" for number, line in enumerate(snapshot.lines)}
    lines = tuple(replace(line, id=ids[line.id], ref=ids.get(line.ref or "")) for line in snapshot.lines)
    changes = tuple(replace(one, entry=f"{number:032x}") for number, one in enumerate(snapshot.corrections))
    locks = tuple(
        replace(
            one, id=f"{number:032x}", heads=(("m" * 16, one.heads[0][1], f"{number:x}" * 64),) if one.heads else (),
            machine="m" * 16, public_key="a1" * 32, signature="b2" * 64,
        )
        for number, one in enumerate(snapshot.locks)
    )  # fmt: skip
    return replace(snapshot, lines=lines, corrections=changes, locks=locks)


def crowded(snapshot: PlenoSnapshot, count: int = 40) -> PlenoSnapshot:
    """Many long objections, half of them carried, and many corrections."""
    lines: list[MeetingLine] = []
    for number in range(count):
        objection = facts.Objection(name=f"SAKSI KE-{number}", contestant=2, text=LONG * 3 + f"Nomor {number}.")
        answer = facts.Answered(accepted=number % 2 == 0, text=f"{LONG} Jawaban {number}.")
        for fact, own, ref in ((objection, f"k{number}", None), (answer, f"j{number}", f"k{number}")):
            line = MeetingLine(own, TPS_1, fact.kind, facts.encode(fact), ref, snapshot.taken_at, "ANI")
            lines.append(line)
    changes = tuple(
        replace(snapshot.corrections[0], entry=f"e{number}", reason=f"{LONG} Perubahan {number}.")
        for number in range(count)
    )
    return replace(snapshot, lines=(*snapshot.lines, *lines), corrections=changes)
