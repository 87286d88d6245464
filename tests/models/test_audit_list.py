"""The acts of the chain in words, by filter, and blind where somebody must still type."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms.cross_rules import SEPARATOR, cross_rules, foreign
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.forms.reading import Check
from sirekap_desktop.forms.slips import SlipKind
from sirekap_desktop.models import locks, schema
from sirekap_desktop.models.audit import AuditRow
from sirekap_desktop.models.audit_acts import GROUPS, ActKind, AuditFilter, kind_of
from sirekap_desktop.models.audit_changes import Change
from sirekap_desktop.models.audit_list import AuditAct
from sirekap_desktop.models.audit_query import index, piece
from sirekap_desktop.models.audit_words import HIDDEN, KIND_NAMES
from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.records import EntryHow, ImportOutcome, NewDoubt, NewEntry
from sirekap_desktop.models.roles import Role
from sirekap_desktop.models.sirekap import NewSirekap
from sirekap_desktop.models.workspace import Workspace

from .factories import (
    FORM,
    SAMBABO,
    TPS_1,
    TPS_2,
    TickingClock,
    add_photo,
    field_reading,
    make_workspace,
    page_reading,
    record_all,
)
from .factories import desa as make_desa
from .factories import tps as make_tps

OTHER_DESA = "7605052002"
DPD = "c-hasil-dpd-2024"


def told(workspace: Workspace, wanted: AuditFilter | None = None) -> list[str]:
    """Sentences, newest first."""
    return [act.sentence for act in workspace.audit_acts(wanted or AuditFilter(), 1000)]


def newest(workspace: Workspace) -> AuditAct:
    """The last act of a person: the seal that a lock writes after itself is told apart."""
    return next(act for act in workspace.audit_acts(AuditFilter(), 2) if act.row.subject != "chain_seal")


def changes(workspace: Workspace, act: AuditAct | None = None) -> tuple[Change, ...]:
    row = (act or newest(workspace)).row
    return workspace.audit_act((row.seq, row.machine)).changes


# words


def test_an_entry_says_who_recorded_what_where_and_from_which_photo(workspace):
    photo = add_photo(workspace, page=2)
    workspace.record(TPS_1, FORM, "suara_2", 66, EntryHow.TYPED, image_id=photo.id)
    act = newest(workspace)
    assert act.sentence == "ANI mencatat IV.2 Paslon 02 = 66 di SAMBABO TPS 001 (PPWP) dari foto halaman 2."
    assert (act.row.tps, act.form, act.field) == (TPS_1, FORM, "suara_2")


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (NewEntry("suara_1", 1482, EntryHow.CONFIRMED), "ANI mengonfirmasi IV.1 Paslon 01 = 1.482 di"),
        (NewEntry("suara_1", None, EntryHow.RESOLVED), "ANI memutuskan IV.1 Paslon 01 = kosong di"),
        (NewEntry("suara_1", 7, EntryHow.IMPORTED), "ANI mengimpor IV.1 Paslon 01 = 7 di SAMBABO TPS 001 (PPWP)."),
        (
            NewEntry("suara_1", 68, EntryHow.CORRECTED, None, 66, "salah tulis", "saksi 02"),
            "ANI membetulkan IV.1 Paslon 01 dari 66 menjadi 68 di SAMBABO TPS 001 (PPWP).",
        ),
        (
            NewEntry("pengguna_dpt_l", 80, EntryHow.RECOUNTED, None, 81, "hitung ulang"),
            "ANI mencatat hasil hitung ulang I.B.1 Pengguna DPT laki-laki dari 81 menjadi 80 di",
        ),
    ],
)
def test_every_way_of_recording_has_its_verb(workspace, new, said):
    workspace.record_many(TPS_1, FORM, [new])
    assert newest(workspace).sentence.startswith(said)


def test_a_number_from_paper_says_that_there_was_no_photo(workspace):
    workspace.record(TPS_1, FORM, "suara_2", 66, EntryHow.TYPED)
    assert newest(workspace).sentence.endswith("(PPWP) dari kertas, tanpa foto.")


def test_photos_their_places_and_readings_are_told_without_what_was_read(workspace):
    photo = add_photo(workspace, reading=page_reading(2, field_reading("suara_2", 66)))
    workspace.set_geometry(photo.id, 90, None)
    workspace.move(photo.id, TPS_2, "salah tempat")
    said = told(workspace)
    assert "ANI mengimpor foto IMG_1.jpg." in said
    assert "ANI menempatkan foto IMG_1.jpg sebagai halaman 2 SAMBABO TPS 001 (PPWP)." in said
    assert "ANI mengatur putaran atau sudut foto IMG_1.jpg, halaman 2 SAMBABO TPS 001 (PPWP)." in said
    assert "ANI menempatkan foto IMG_1.jpg sebagai halaman 2 SAMBABO TPS 002 (PPWP)." in said
    assert any(text.startswith("Mesin membaca foto IMG_1.jpg, halaman 2 SAMBABO TPS 001") for text in said)
    assert not any("66" in text for text in said)


def test_a_photo_that_replaces_another_and_one_without_a_place_say_so(workspace):
    add_photo(workspace, content=b"lama")
    add_photo(workspace, content=b"baru", replace=True)
    assert any(text.endswith("(PPWP), menggantikan versi 1.") for text in told(workspace))
    add_photo(workspace, None, None, content=b"lain", outcome=ImportOutcome.UNREADABLE)
    assert "ANI: foto IMG_1.jpg tidak terbaca." in told(workspace)


def test_lock_settings_people_and_lists_are_told(workspace):
    workspace.add_wilayah([], [], [Contestant(1, "ANIES")])
    workspace.set_setting("policy", "type_all")
    workspace.set_operator("BUDI")
    workspace.lock("disahkan dalam pleno")
    workspace.unlock("salah satu TPS")
    said = told(workspace)
    assert said[0] == "BUDI membuka kunci kecamatan, revisi 2 dimulai: “salah satu TPS”."
    assert re.fullmatch(r"Kepala rantai audit ditandatangani: baris \d+, [0-9a-f]{16}….", said[1])
    assert said[2] == "BUDI mengunci kecamatan, revisi 1: “disahkan dalam pleno”."
    assert said[3] == "BUDI mulai bekerja menggantikan ANI."
    assert said[4] == "ANI mengatur cara memeriksa: type_all."
    assert said[5] == "ANI menambahkan peserta PPWP nomor 1: ANIES."
    assert "ANI menambahkan SAMBABO TPS 001 (DPT 100 L dan 101 P)." in said
    assert "ANI membuat ruang kerja Kecamatan ULUMANDA, MAJENE." in said


MEETING: dict[type[facts.Fact], tuple[facts.Fact, str]] = {
    type(fact): (fact, text)
    for fact, text in (
        (facts.Planned(place="AULA"), "menetapkan tempat rapat PPWP: AULA"),
        (facts.Opened(place="AULA"), "membuka rapat pleno PPWP di AULA"),
        (facts.Scheduled(days=((SAMBABO, "2024-02-18"),)), "menetapkan jadwal rapat PPWP untuk 1 desa"),
        (facts.PanelSet(2, "ANI", (SAMBABO,)), "menetapkan panel 2 (PPWP), dipimpin ANI: SAMBABO"),
        (facts.Attended(name="SAN", capacity="saksi", contestant=2), "mencatat SAN (saksi 02) hadir di rapat PPWP"),
        (
            facts.Signed(name="SAN", capacity="saksi", contestant=2, refuses=True, reason="protes"),
            "mencatat SAN (saksi 02) menolak menandatangani: “protes”, PPWP",
        ),
        (facts.Closed(), "menutup rapat pleno PPWP"),
        (facts.ReadOut(), "mencatat C.HASIL SAMBABO TPS 001 (PPWP) dibacakan"),
        (
            facts.Compared("saksi 02", (("suara_2", 65),)),
            "membandingkan SAMBABO TPS 001 (PPWP) dengan salinan saksi 02: IV.2 Paslon 02 = ···",
        ),
        (facts.RecountOrdered("selisih"), "memulai hitung suara ulang SAMBABO TPS 001 (PPWP): “selisih”"),
        (facts.Recounted(), "mencatat hitung suara ulang SAMBABO TPS 001 (PPWP) selesai"),
        (facts.Incident("hujan"), "mencatat kejadian khusus di SAMBABO TPS 001 (PPWP): “hujan”"),
        (
            facts.Objection("PAK", "panwaslu", 0, "angka"),
            "mencatat keberatan PAK (Panwaslu) di SAMBABO TPS 001 (PPWP): “angka”",
        ),
        (
            facts.Answered(accepted=True, text="dibetulkan"),
            "menjawab keberatan di SAMBABO TPS 001 (PPWP), diterima: “dibetulkan”",
        ),
        (facts.Approved(), "mengesahkan hasil SAMBABO TPS 001 (PPWP)"),
        (facts.Postponed(reason="banjir"), "menunda SAMBABO TPS 001 (PPWP): “banjir”"),
        (facts.Resumed(), "melanjutkan SAMBABO TPS 001 (PPWP) yang ditunda"),
        (facts.Reverted("keliru"), "membatalkan pengesahan SAMBABO TPS 001 (PPWP): “keliru”"),
    )
}


@pytest.mark.parametrize("kind", facts.KINDS.values(), ids=lambda kind: kind.kind)
def test_every_fact_of_the_meeting_is_told(workspace, kind):
    fact, text = MEETING[kind]
    with workspace.write() as tx:
        tps = TPS_1 if kind.of_tps else None
        tx.insert(schema.PlenoEvent, form=FORM, tps=tps, kind=kind.kind, ref=None, body=facts.encode(fact))
    assert newest(workspace).sentence == f"ANI {text}."
    assert changes(workspace) == ()


def test_the_figures_of_another_copy_are_told_once_the_own_are_recorded(workspace):
    workspace.record(TPS_1, FORM, "suara_2", 66, EntryHow.TYPED)
    body = facts.encode(facts.Compared("saksi 02", (("suara_2", 65),)))
    with workspace.write() as tx:
        tx.insert(schema.PlenoEvent, form=FORM, tps=TPS_1, kind="compared", ref=None, body=body)
    assert newest(workspace).sentence.endswith("salinan saksi 02: IV.2 Paslon 02 = 65.")


def test_people_and_their_pins_are_told_without_secrets(workspace):
    ketua = workspace.add_person("BU KETUA", Role.KETUA, "271828")
    siti = workspace.add_person("SITI", Role.OPERATOR, "314159")
    workspace.reset_pin(siti.id, "161803")
    workspace.set_person_active(siti.id, active=False)
    with workspace.write() as tx:
        tx.put(schema.Pin, person=ketua.id, secret="x", failures=2, wait_until="")
        tx.event("sign_in", person=ketua.id, role="ketua")
    assert list(reversed(told(workspace)))[-9:] == [
        "ANI memasukkan BU KETUA (Ketua PPK) ke dalam daftar orang.",
        "PIN BU KETUA dibuat.",
        "BU KETUA memasukkan SITI (Operator) ke dalam daftar orang.",
        "PIN SITI dibuat.",
        "PIN SITI diperbarui.",
        "BU KETUA mengganti PIN SITI.",
        "BU KETUA melepas SITI (Operator) dari daftar orang.",
        "PIN BU KETUA salah diketik, percobaan ke-2.",
        "BU KETUA masuk sebagai Ketua PPK.",
    ]


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ({}, "kecamatan"),
        ({"form_id": FORM}, "kecamatan untuk PPWP"),
        ({"form_id": FORM, "desa": SAMBABO}, "desa SAMBABO untuk PPWP"),
    ],
)
def test_a_lock_says_what_it_is_of(workspace, scope, said):
    workspace.lock("selesai semua", **scope)
    assert newest(workspace).sentence == f"ANI mengunci {said}, revisi 1: “selesai semua”."
    assert changes(workspace) == (Change(said[:1].upper() + said[1:], "terbuka", "terkunci"),)


@pytest.mark.parametrize("model", schema.AUDITED, ids=schema.table_name)
def test_every_audited_table_belongs_to_a_group_of_acts(model):
    row = AuditRow("m", 1, "", "ANI", "insert", schema.table_name(model), "x", "", '{"how":"typed"}', "", "", "")
    assert kind_of(row) is not ActKind.LAIN
    assert set(KIND_NAMES) == set(ActKind)


def test_a_row_that_was_spoilt_is_still_shown(workspace):
    with workspace.write() as tx:
        tx.run(
            schema.Audit.insert(
                machine="asing", seq=9999, at="2024-02-17T09:00:00", who="ENTAH", kind="insert", subject="entry",
                row_id="x", tps=TPS_1, detail="bukan json", row_sha256="", prev_hash="0" * 64, hash="f" * 64,
            )
        )  # fmt: skip
    act = newest(workspace)
    assert act.sentence == "Baris ini tidak dapat dibaca; mungkin diubah di luar program (entry)."
    assert changes(workspace, act) == ()


# before and after


def test_an_entry_shows_the_value_that_counted_before_and_after(workspace):
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    assert changes(workspace) == (Change("IV.1 Paslon 01", "belum ada", "66"),)
    workspace.record(TPS_1, FORM, "suara_1", None, EntryHow.RESOLVED)
    assert changes(workspace) == (Change("IV.1 Paslon 01", "66", "kosong"),)
    workspace.withdraw(TPS_1, FORM, "suara_1")
    assert changes(workspace) == (Change("IV.1 Paslon 01", "kosong", "66"),)


def test_a_correction_shows_reason_and_witness(workspace):
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    new = NewEntry("suara_1", 68, EntryHow.CORRECTED, None, 66, "salah tulis", "saksi 02")
    workspace.record_many(TPS_1, FORM, [new])
    row = newest(workspace).row
    detail = workspace.audit_act((row.seq, row.machine))
    assert (detail.reason, detail.witness) == ("salah tulis", "saksi 02")
    assert detail.changes == (Change("IV.1 Paslon 01", "66", "68"),)
    assert detail.host


def test_settings_lists_places_and_locks_show_before_and_after(workspace):
    workspace.set_setting("policy", "type_all")
    workspace.set_setting("policy", "sample")
    assert changes(workspace) == (Change("Nilai", "type_all", "sample"),)
    workspace.add_wilayah([], [make_tps(TPS_1, (100, 120))])
    assert changes(workspace) == (Change("DPT perempuan", "101", "120"),)
    photo = add_photo(workspace)
    workspace.move(photo.id, TPS_2, "salah tempat")
    assert changes(workspace) == (
        Change("Tempat", "halaman 2 SAMBABO TPS 001, versi 1", "halaman 2 SAMBABO TPS 002, versi 1"),
    )
    workspace.lock("selesai semua")
    assert changes(workspace) == (Change("Kecamatan", "terbuka", "terkunci"),)


# blind


def test_an_entry_that_must_be_typed_again_shows_nothing_of_its_value(workspace):
    photo = add_photo(workspace, content=b"lama")
    workspace.record(TPS_1, FORM, "suara_2", 61, EntryHow.TYPED, image_id=photo.id)
    workspace.record_many(TPS_1, FORM, [NewEntry("suara_2", 68, EntryHow.CORRECTED, photo.id, 61, "seharusnya 68")])
    add_photo(workspace, content=b"baru", replace=True)
    seen = [act for act in workspace.audit_acts(AuditFilter(), 1000) if act.field == "suara_2"]
    entries = [act for act in seen if act.row.subject == "entry"]
    assert len(entries) == 2
    for act in entries:
        detail = workspace.audit_act((act.row.seq, act.row.machine))
        shown = " ".join(
            [act.sentence, detail.reason, *(part for one in detail.changes for part in (one.before, one.after))]
        )
        assert act.hidden
        assert HIDDEN in act.sentence
        assert "61" not in shown
        assert "68" not in shown


def test_typed_again_it_is_shown_again(workspace):
    photo = add_photo(workspace, content=b"lama")
    workspace.record(TPS_1, FORM, "suara_2", 61, EntryHow.TYPED, image_id=photo.id)
    new = add_photo(workspace, content=b"baru", replace=True)
    workspace.record(TPS_1, FORM, "suara_2", 62, EntryHow.TYPED, image_id=new.id)
    said = told(workspace, AuditFilter(kind=ActKind.ISIAN))
    assert [HIDDEN in text for text in said] == [False, False]


def test_what_was_taken_back_is_hidden_until_it_is_typed_again(workspace):
    workspace.record(TPS_1, FORM, "suara_2", 61, EntryHow.TYPED)
    workspace.withdraw(TPS_1, FORM, "suara_2")
    assert [HIDDEN in text for text in told(workspace)[:2]] == [True, True]
    assert changes(workspace) == (Change("IV.2 Paslon 02", HIDDEN, HIDDEN),)


def test_a_reason_hides_while_a_field_of_its_sum_waits(workspace):
    workspace.record_many(
        TPS_1,
        FORM,
        [NewEntry(f"pemilih_dpt_{part}", n, EntryHow.TYPED) for part, n in zip("lpj", (41, 42, 84), strict=True)],
    )
    check = Check("R1", "pemilih_dpt", (), ok=False, left=83, right=84)
    workspace.give_reason(TPS_1, FORM, check, "tertulis 84")
    assert newest(workspace).sentence == (
        "ANI memberi alasan untuk hitungan I.A: L + P = Jml (83 ≠ 84) di SAMBABO TPS 001 (PPWP): “tertulis 84”."
    )
    workspace.withdraw(TPS_1, FORM, "pemilih_dpt_j")
    act = workspace.audit_acts(AuditFilter(kind=ActKind.ALASAN), 1)[0]
    assert act.sentence == (f"ANI memberi alasan untuk hitungan I.A: L + P = Jml di SAMBABO TPS 001 (PPWP): {HIDDEN}.")
    assert "84" not in str(workspace.audit_act((act.row.seq, act.row.machine)).changes)


def test_why_the_machine_placed_a_photo_waits_until_the_form_is_recorded(workspace):
    """It may say that a number on the photo is that of the list: which is what the machine read."""
    photo = add_photo(workspace)
    workspace.move(photo.id, TPS_2, "DPT L di foto sama dengan TPS ini")
    row = newest(workspace).row
    assert workspace.audit_act((row.seq, row.machine)).reason == HIDDEN


def test_a_reason_across_elections_hides_while_the_figure_of_the_other_one_waits(workspace):
    workspace.set_elections([FORM, DPD])
    form = workspace.form(DPD, TPS_1)
    rule = cross_rules(form)[0]
    mine = [name for name in rule.comparison.fields if SEPARATOR not in name]
    theirs = [name.partition(SEPARATOR)[2] for name in foreign(rule)]
    for name in mine:
        workspace.record(TPS_1, DPD, name, 83, EntryHow.TYPED)
    for name in theirs:
        workspace.record(TPS_1, FORM, name, 84, EntryHow.TYPED)
    workspace.give_reason(TPS_1, DPD, Check(rule.id, rule.at, (), ok=False, left=83, right=84), "begitu tertulis")
    assert "“begitu tertulis”" in newest(workspace).sentence
    workspace.withdraw(TPS_1, FORM, theirs[0])
    told_now = told(workspace, AuditFilter(kind=ActKind.ALASAN))[0]
    assert told_now.endswith(f": {HIDDEN}.")
    assert "84" not in told_now


def test_a_doubted_digit_is_not_told(workspace):
    photo = add_photo(workspace)
    workspace.record(TPS_1, FORM, "suara_2", 66, EntryHow.TYPED, image_id=photo.id)
    (doubt,) = workspace.doubt([NewDoubt(TPS_1, FORM, "suara_2", photo.id, 1, 6)])
    said = told(workspace)
    assert said[0] == "ANI meragukan satu angka dari IV.2 Paslon 02 di SAMBABO TPS 001 (PPWP)."
    assert said[1].startswith(f"ANI mencatat IV.2 Paslon 02 = {HIDDEN} di")
    assert newest(workspace).hidden
    workspace.withdraw_doubts([doubt.id])
    said = told(workspace)
    assert said[0] == "ANI menarik keraguan atas IV.2 Paslon 02 di SAMBABO TPS 001 (PPWP)."
    assert said[2].startswith("ANI mencatat IV.2 Paslon 02 = 66 di")


@pytest.mark.parametrize("kind", SlipKind)
def test_a_reason_for_a_likely_slip_is_told_without_its_marks(workspace, kind):
    record_all(workspace, TPS_1)
    with workspace.write() as tx:
        tx.insert(
            schema.RuleReason, tps=TPS_1, form=FORM, rule=str(kind), at_row="x", left_value=4711, right_value=815,
            reason="memang begitu",
        )  # fmt: skip
    act = newest(workspace)
    assert act.sentence.startswith("ANI memberi alasan untuk hitungan yang mungkin salah salin (")
    assert act.sentence.endswith("“memang begitu”.")
    assert "4.711" not in act.sentence
    assert changes(workspace) == ()


@pytest.mark.parametrize("scope", [{}, {"form_id": FORM}, {"form_id": FORM, "desa": SAMBABO}])
def test_under_a_lock_everything_is_shown(workspace, scope):
    workspace.record(TPS_1, FORM, "suara_2", 61, EntryHow.TYPED)
    workspace.withdraw(TPS_1, FORM, "suara_2")
    workspace.lock("selesai semua", **scope)
    assert not any(HIDDEN in text for text in told(workspace))
    workspace.unlock("masih ada", **scope)
    assert any(HIDDEN in text for text in told(workspace))


def test_a_lock_of_another_pemilihan_uncovers_nothing(workspace):
    workspace.set_elections([FORM, DPD])
    workspace.record(TPS_1, FORM, "suara_2", 61, EntryHow.TYPED)
    workspace.withdraw(TPS_1, FORM, "suara_2")
    workspace.lock("selesai semua", DPD)
    assert any(HIDDEN in text for text in told(workspace))


# filter


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Acts of every kind, by three people, on three days, in two desa and two pemilihan, on two machines."""
    clock = TickingClock()
    folder: Path = tmp_path_factory.mktemp("audit")
    made = make_workspace(folder, clock=clock)
    made.add_wilayah([make_desa(2, "KABIRAAN")], [make_tps(f"{OTHER_DESA}{n:03d}") for n in (1, 2)])
    made.set_elections([FORM, DPD])
    made.add_wilayah([], [], [Contestant(1, "CALON SATU")], pemilihan="pdpd")
    for day, who in enumerate(("ANI", "BUDI", "CITRA")):
        clock.now = clock.now.replace(day=17 + day)
        made.set_operator(who)
        _work(made, day)
    made.close()
    with Workspace.open(made.folder, operator="DEWI", key_folder=folder / "lain", clock=clock) as second:
        second.record(TPS_2, FORM, "suara_1", 9, EntryHow.TYPED)
        yield second


def _work(workspace: Workspace, day: int) -> None:
    photo = add_photo(workspace, TPS_2, content=b"%d" % day, replace=True, reading=page_reading(2))
    tricky = 'alasan "form":"c-hasil-dpd-2024" dan \\"how\\":\\"corrected\\"'
    for tps in (TPS_1, f"{OTHER_DESA}001"):
        workspace.record(tps, FORM, "suara_1", 10 + day, EntryHow.TYPED, image_id=photo.id)
        workspace.record_many(tps, FORM, [NewEntry("suara_1", 20, EntryHow.CORRECTED, None, 10 + day, tricky)])
    workspace.record(TPS_1, DPD, "calon_1", day, EntryHow.CONFIRMED)
    workspace.withdraw(TPS_1, DPD, "calon_1")
    workspace.set_setting("sample_percent", 10 + day)
    workspace.add_sirekap([NewSirekap(TPS_1, FORM, "", {"suara_1": day}, "a.json", "e" * 64)])
    workspace.note(FORM, facts.Attended(name="SAKSI", capacity="saksi", contestant=2))
    for scope in ({}, {"form_id": FORM}, {"form_id": DPD, "desa": OTHER_DESA}):
        workspace.lock(f"kunci hari {day} /{DPD}", **scope)
        workspace.unlock(f"buka hari {day}", **scope)


def _by_hand(row: AuditRow, wanted: AuditFilter) -> bool:
    """The filter as a person would say it."""
    detail = json.loads(row.detail)
    day = row.at[:10]
    scope = detail.get("scope", "") if row.subject == "lock_event" else ""
    in_desa = wanted.desa in (row.tps[:10], scope[:10]) or (row.subject == "desa" and row.row_id == wanted.desa)
    of_form = (
        detail.get("form") == wanted.form
        or (wanted.pemilihan != "" and detail.get("pemilihan") == wanted.pemilihan)
        or (scope != "" and locks.concerns(scope, wanted.form))
    )
    return all(
        (
            not wanted.tps or row.tps == wanted.tps,
            not wanted.desa or in_desa,
            not wanted.who or row.who == wanted.who,
            wanted.kind is None or kind_of(row) is wanted.kind,
            not wanted.form or of_form,
            not wanted.since or day >= wanted.since,
            not wanted.until or day <= wanted.until,
        )
    )


FILTERS = st.builds(
    AuditFilter,
    tps=st.sampled_from(["", "", TPS_1, TPS_2, f"{OTHER_DESA}001", f"{OTHER_DESA}009"]),
    desa=st.sampled_from(["", "", SAMBABO, OTHER_DESA]),
    who=st.sampled_from(["", "", "ANI", "BUDI", "CITRA", "DEWI", "ENTAH"]),
    kind=st.sampled_from([None, None, None, *ActKind]),
    form=st.sampled_from(["", "", FORM, DPD]),
    pemilihan=st.sampled_from(["", "ppwp", "pdpd"]),
    since=st.sampled_from(["", "", "2024-02-17", "2024-02-18", "2024-02-25"]),
    until=st.sampled_from(["", "", "2024-02-16", "2024-02-17", "2024-02-18"]),
)


@given(wanted=FILTERS, step=st.integers(1, 40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_a_filter_finds_what_looking_at_every_row_finds(busy: Workspace, wanted: AuditFilter, step: int):
    expected = [row for row in reversed(busy.audit_rows()) if _by_hand(row, wanted)]
    with busy.read() as session:
        found = index(session, wanted, step)
        rows = [row for mark in found.marks for row in piece(session, wanted, mark, step)]
    assert rows == expected
    assert found.total == len(expected)
    assert [act.row for act in busy.audit_acts(wanted, 15)] == expected[:15]


@pytest.mark.parametrize("step", [1, 3, 1000])
def test_one_chain_is_indexed_by_its_numbers_alone(workspace, step):
    for tps in (TPS_1, TPS_2):
        record_all(workspace, tps)
    for wanted in (AuditFilter(), AuditFilter(tps=TPS_1), AuditFilter(who="ENTAH")):
        expected = [row for row in reversed(workspace.audit_rows()) if _by_hand(row, wanted)]
        found = workspace.audit_index(wanted, step)
        assert found.total == len(expected)
        assert found.marks == tuple((row.seq, row.machine) for row in expected[::step])


def test_every_kind_of_act_stands_in_the_workspace_that_the_filter_is_tried_on(busy):
    kinds = {kind_of(row) for row in busy.audit_rows()}
    assert kinds >= set(GROUPS) - {ActKind.ALASAN, ActKind.RAGU}
    assert len({row.machine for row in busy.audit_rows()}) == 2


def test_the_whole_chain_comes_in_its_order_in_pieces(busy):
    for size in (1, 7, 1000):
        rows = [act.row for acts in busy.audit_pieces(size) for act in acts]
        assert rows == list(busy.audit_rows())


def test_people_and_days_to_ask_for(busy):
    found = busy.audit_facets()
    assert found.people == ("ANI", "BUDI", "CITRA", "DEWI")
    assert found.days == ("2024-02-19", "2024-02-18", "2024-02-17")
    assert busy.audit_count() == len(busy.audit_rows())
    assert {machine for machine, _, _ in busy.audit_heads()} == {row.machine for row in busy.audit_rows()}
