"""The kabupaten's file makes a PPK ready; a newer one changes what it must and takes nothing away."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aktivasi import (
    CONTENT,
    DESA,
    DPRD,
    KETUA,
    PIN,
    PPWP,
    SHEETS,
    issue,
    make_office,
    quick_pins,
    signed_by,
    write_table,
)  # fmt: skip
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sirekap_desktop.forms.bundle import pack
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import form_document, part_document
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.jobs import activation, kabupaten
from sirekap_desktop.jobs.activation import SignIn
from sirekap_desktop.models import keys
from sirekap_desktop.models.activation import BallotList, FormText, PpkName
from sirekap_desktop.models.keys import SigningKey
from sirekap_desktop.models.office import Office
from sirekap_desktop.models.pleno.facts import Opened as MeetingOpened
from sirekap_desktop.models.records import Desa, EntryHow, Kecamatan, Tps
from sirekap_desktop.models.roles import Role
from sirekap_desktop.models.workspace import Workspace

TPS_1 = CONTENT.tps[0].code
LAST = CONTENT.tps[-1]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with quick_pins(monkeypatch):
        yield


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "flashdisk"
    folder.mkdir()
    return folder


@pytest.fixture
def office() -> tuple[Office, SigningKey]:
    return make_office()


@pytest.fixture
def first(office: tuple[Office, SigningKey], stick: Path) -> Path:
    return issue(*office, stick)


@pytest.fixture
def ruang(first: Path, tmp_path: Path) -> Path:
    """A workspace made from the first file, with a figure recorded, closed."""
    with activation.activate(first, tmp_path / "ruang", operator="ANI").workspace as workspace:
        workspace.record(TPS_1, PPWP, "suara_1", 61, EntryHow.TYPED)
        workspace.record(TPS_1, DPRD, "partai_01_calon_02", 7, EntryHow.TYPED)
    return tmp_path / "ruang"


def code_of(act: Callable[[], object]) -> str:
    try:
        act()
    except UserError as error:
        return error.code
    return ""


def update(path: Path, ruang: Path, **options: object) -> activation.Opened:
    opened = activation.activate(path, ruang, operator="ANI", **options)  # type: ignore[arg-type]
    opened.workspace.close()
    return opened


def state_of(folder: Path) -> tuple[object, ...]:
    with Workspace.open(folder, read_only=True) as workspace:
        assert workspace.verify().ok
        return workspace.content(), workspace.audit_export(), workspace.activation()


# --- the first one --------------------------------------------------------------------------------------------------


def test_opening_a_file_makes_a_workspace_that_needs_nothing_more(
    first: Path, office: tuple[Office, SigningKey], tmp_path: Path
) -> None:
    opened = activation.activate(first, tmp_path / "ruang", operator="ANI")
    with opened.workspace as workspace:
        assert (opened.created, opened.changes) == (True, ())
        assert workspace.content() == CONTENT
        assert workspace.form_ids() == CONTENT.elections
        assert {field.name for field in workspace.form(DPRD, TPS_1).fields} >= {"partai_01_calon_02"}
        assert [(one.name, one.role) for one in workspace.ppk_names()] == [
            (KETUA, "ketua"),
            ("PAK OPERATOR", "operator"),
        ]
        assert workspace.kabupaten_key == office[0].public_key
        assert workspace.signing_key().machine_id == workspace.machine_id
        assert workspace.record(TPS_1, PPWP, "suara_1", 61, EntryHow.TYPED).value == 61
        assert workspace.verify().ok


def test_what_would_be_opened_is_shown_before_anything_is_made(first: Path, tmp_path: Path) -> None:
    seen = activation.preview(first, tmp_path / "ruang")
    assert (seen.exists, seen.changes, seen.people, seen.is_used) == (False, (), (), False)
    assert dict(seen.counts) == {"pemilihan": 2, "desa": 2, "TPS": 4, "peserta": 5, "calon": 3, "nama PPK": 2}
    assert not (tmp_path / "ruang").exists()


def test_an_activation_that_cannot_be_carried_out_leaves_the_folder_as_it_was(
    office: tuple[Office, SigningKey], stick: Path, tmp_path: Path
) -> None:
    many = tuple(Contestant(n, f"PASANGAN {n}") for n in range(1, 90))
    path = signed_by(office[1], stick, replace(CONTENT, lists=(CONTENT.lists[0], BallotList("ppwp", "", many))))
    folder = tmp_path / "ruang"
    assert code_of(lambda: update(path, folder)) == "contestant.too_many"
    assert not folder.exists()
    assert list(keys.default_key_folder().iterdir()) == []


def test_a_folder_with_something_else_in_it_is_left_alone(first: Path, tmp_path: Path) -> None:
    (tmp_path / "ruang").mkdir()
    (tmp_path / "ruang" / "surat.txt").write_text("penting")
    assert code_of(lambda: activation.preview(first, tmp_path / "ruang")) == "workspace.exists"
    assert code_of(lambda: update(first, tmp_path / "ruang")) == "workspace.exists"
    assert [path.name for path in (tmp_path / "ruang").iterdir()] == ["surat.txt"]


def test_an_expected_fingerprint_must_be_the_signers(first: Path, tmp_path: Path) -> None:
    wrong = "0000-0000-0000-0000-0000"
    assert code_of(lambda: update(first, tmp_path / "ruang", expected=wrong)) == "activation.fingerprint"
    right = activation.read_activation(first).fingerprint
    assert update(first, tmp_path / "ruang", expected=right).created


def test_a_simulation_is_one_for_ever(office: tuple[Office, SigningKey], stick: Path, tmp_path: Path) -> None:
    practice = issue(*office, stick, simulation=True)
    assert update(practice, tmp_path / "latihan").workspace.simulation
    assert code_of(lambda: update(issue(*office, stick), tmp_path / "latihan")) == "activation.simulation"


# --- refusals -------------------------------------------------------------------------------------------------------


def _lines_of_refusals() -> list[tuple[str, Callable[[SigningKey, Path], Path]]]:
    stranger = SigningKey(Ed25519PrivateKey.generate())
    elsewhere = replace(
        CONTENT, kecamatan=Kecamatan("760506", "TAMMERODO", "MAJENE", "SULAWESI BARAT"), desa=(), tps=(), dapil=(),
        lists=(CONTENT.lists[1],),
    )  # fmt: skip

    def raw(change: Callable[[bytes], bytes]) -> Callable[[SigningKey, Path], Path]:
        def make(key: SigningKey, stick: Path) -> Path:
            path = signed_by(key, stick, version=9)
            path.write_bytes(change(path.read_bytes()))
            return path

        return make

    def resigned(data: bytes) -> bytes:
        value = json.loads(data)
        value["body"]["content"]["tps"][0]["dpt_l"] = 999
        body = json.dumps(value["body"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        value["sha256"] = hashlib.sha256(body).hexdigest()
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    return [
        ("activation.signer", lambda _key, stick: signed_by(stranger, stick, version=9)),
        ("activation.kecamatan", lambda key, stick: signed_by(key, stick, elsewhere, version=9)),
        ("activation.version", lambda key, stick: signed_by(key, stick, replace(CONTENT, people=()), version=1)),
        ("activation.signature", raw(resigned)),
        ("activation.damaged", raw(lambda data: data[:-20])),
        ("activation.damaged", raw(lambda data: data.replace(b"KABIRAAN", b"KABIRAAM"))),
        ("activation.schema", raw(lambda data: data.replace(b'"schema":1', b'"schema":2'))),
        ("activation.foreign", raw(lambda _data: b"PK\x03\x04 a zip")),
        ("activation.foreign", raw(lambda _data: b"")),
    ]


@pytest.mark.parametrize(("code", "make"), _lines_of_refusals())
def test_a_changed_or_foreign_file_is_refused_with_its_reason(
    code: str, make: Callable[[SigningKey, Path], Path], ruang: Path, office: tuple[Office, SigningKey], stick: Path
) -> None:
    path, before = make(office[1], stick), state_of(ruang)
    assert code_of(lambda: activation.preview(path, ruang)) == code
    assert code_of(lambda: update(path, ruang)) == code
    assert state_of(ruang) == before


def test_an_older_file_than_the_one_in_use_is_refused(
    ruang: Path, first: Path, office: tuple[Office, SigningKey], stick: Path
) -> None:
    update(issue(*office, stick, people=()), ruang)
    before = state_of(ruang)
    assert code_of(lambda: update(first, ruang)) == "activation.older"
    assert state_of(ruang) == before


def test_the_same_file_again_changes_nothing(ruang: Path, first: Path) -> None:
    before = state_of(ruang)
    assert activation.preview(first, ruang).is_used
    assert update(first, ruang).changes == ()
    assert state_of(ruang) == before


def test_a_workspace_made_by_hand_takes_the_first_file_of_its_kecamatan(
    first: Path, tmp_path: Path, office: tuple[Office, SigningKey]
) -> None:
    with Workspace.create(tmp_path / "tangan", CONTENT.kecamatan, operator="ANI") as workspace:
        workspace.add_wilayah([DESA[0]], [CONTENT.tps[0]])
        workspace.record(TPS_1, PPWP, "suara_1", 5, EntryHow.TYPED)
        assert workspace.kabupaten_key is None
    update(first, tmp_path / "tangan")
    with Workspace.open(tmp_path / "tangan", operator="ANI") as workspace:
        assert workspace.content() == CONTENT
        assert workspace.values(TPS_1, PPWP) == {"suara_1": 5}
        assert workspace.kabupaten_key == office[0].public_key


# --- a newer one ----------------------------------------------------------------------------------------------------


def test_a_newer_file_updates_and_lists_what_changed(
    ruang: Path, office: tuple[Office, SigningKey], stick: Path
) -> None:
    pairs = tuple(Contestant(n, "PASANGAN BARU" if n == 2 else f"PASANGAN {n}") for n in (1, 2, 3))
    newer = issue(
        *office,
        stick,
        desa=(Desa("7605052001", "KABIRAAN BARU"), DESA[1], Desa("7605052003", "TANDEALLO")),
        tps=(replace(CONTENT.tps[0], dpt_l=120), *CONTENT.tps[1:3], Tps("7605052003001", "7605052003", 1)),
        lists=(CONTENT.lists[0], BallotList("ppwp", "", pairs)),
        dapil=(*CONTENT.dapil, replace(CONTENT.dapil[0], desa="7605052003")),
        people=(PpkName(KETUA, "ketua"), PpkName("BU ANGGOTA", "anggota")),
    )
    expected = [
        "Desa baru: 7605052003 TANDEALLO.",
        "Desa 7605052001: KABIRAAN menjadi KABIRAAN BARU.",
        "TPS baru: TANDEALLO TPS 001.",
        "TPS hilang: SAMBABO TPS 002.",
        "DPT KABIRAAN BARU TPS 001: L 101, P 111 menjadi L 120, P 111.",
        "PPWP nomor 2: PASANGAN 2 menjadi PASANGAN BARU.",
        "Dapil DPRD-KAB/KOTA, desa TANDEALLO: – menjadi MAJENE 1.",
        "PPK baru: BU ANGGOTA (Anggota PPK).",
        "PPK hilang: PAK OPERATOR (Operator).",
    ]
    assert [one.text for one in activation.preview(newer, ruang).changes] == expected
    opened = update(newer, ruang)
    assert [one.text for one in opened.changes] == expected
    assert activation.summary(opened.changes) == "2 desa, 2 TPS, 1 DPT, 1 peserta, 1 dapil, 2 nama PPK"
    with Workspace.open(ruang, read_only=True) as workspace:
        assert workspace.content() == activation.read_activation(newer).body.content
        assert workspace.values(TPS_1, PPWP) == {"suara_1": 61}
        assert workspace.values(TPS_1, DPRD) == {"partai_01_calon_02": 7}
        assert workspace.verify().ok


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("tps.in_use", {"tps": CONTENT.tps[1:]}),
        ("contestant.in_use", {"lists": (BallotList("pdprdk", "MAJENE 1", (Contestant(1, "PARTAI SATU"),)),)}),
        ("contestant.in_use", {"lists": (BallotList("ppwp", "", (Contestant(2, "PASANGAN 2"),)), CONTENT.lists[0])}),
        ("election.in_use", {"elections": (PPWP,), "lists": CONTENT.lists[1:], "dapil": ()}),
        ("form.unknown", {"elections": (PPWP, DPRD, "c-hasil-lurah-2031")}),
    ],
)
def test_what_would_take_a_recorded_figure_away_is_refused_as_a_whole(
    code: str, changed: dict[str, object], ruang: Path, office: tuple[Office, SigningKey], stick: Path
) -> None:
    newer = signed_by(office[1], stick, replace(CONTENT, people=(), **changed), version=2)  # type: ignore[arg-type]
    before = state_of(ruang)
    assert code_of(lambda: update(newer, ruang)) == code
    assert state_of(ruang) == before
    assert update(signed_by(office[1], stick, replace(CONTENT, people=()), version=2), ruang).changes


def test_a_locked_kecamatan_keeps_its_lists(ruang: Path, office: tuple[Office, SigningKey], stick: Path) -> None:
    with Workspace.open(ruang, operator="ANI") as workspace:
        workspace.lock("selesai")
    before = state_of(ruang)
    assert code_of(lambda: update(issue(*office, stick, people=()), ruang)) == "entry.locked"
    assert state_of(ruang) == before


def test_a_refused_update_leaves_the_open_workspace_with_its_own_ballots(
    ruang: Path, office: tuple[Office, SigningKey], stick: Path
) -> None:
    pairs = tuple(Contestant(n, f"LAIN {n}") for n in (1, 2, 3))
    short = BallotList("pdprdk", "MAJENE 1", (Contestant(1, "PARTAI SATU"),))
    newer = signed_by(office[1], stick, replace(CONTENT, lists=(short, BallotList("ppwp", "", pairs))), version=2)
    with Workspace.open(ruang, operator="ANI") as workspace:
        assert code_of(lambda: activation.apply(workspace, activation.read_activation(newer))) == "contestant.in_use"
        assert [one.name for one in workspace.form(PPWP).contestants] == ["PASANGAN 1", "PASANGAN 2", "PASANGAN 3"]


def test_where_people_have_pins_the_newer_file_needs_one_of_them(
    ruang: Path, office: tuple[Office, SigningKey], stick: Path
) -> None:
    with Workspace.open(ruang, operator="ANI") as workspace:
        ketua = workspace.add_person(KETUA, Role.KETUA, PIN)
    newer = issue(*office, stick, people=())
    assert activation.preview(newer, ruang).people == (ketua,)
    assert code_of(lambda: update(newer, ruang)) == "right.sign_in"
    assert code_of(lambda: update(newer, ruang, sign_in=SignIn(ketua.id, "111222"))) == "pin.wrong"
    same = signed_by(office[1], stick, version=2, name="sama")
    seen = activation.preview(same, ruang)
    assert (seen.changes, seen.is_used) == ((), False)
    assert code_of(lambda: update(same, ruang)) == "right.sign_in"
    opened = update(newer, ruang, sign_in=SignIn(ketua.id, PIN))
    assert [one.kind for one in opened.changes] == ["ppk", "ppk"]


# --- forms of the kabupaten's own -------------------------------------------------------------------------------------


OWN = "c-hasil-uji-2026"


def _own_form(form_id: str = OWN, *, without: str = "", **changed: object) -> FormText:
    """The PPWP form as the designer would save it, with something different."""
    form, part = form_document(PPWP).value, part_document("ppwp-2024").value
    part = {
        **part,
        "fields": [row for row in part["fields"] if row.get("row") != without],
        "rules": [rule for rule in part["rules"] if not without or without not in json.dumps(rule)],
    }
    places = {name: place for name, place in form["places"].items() if name != without}
    text = pack({**form, "places": places, "id": form_id, **changed}, part).decode()
    return FormText(form_id, f"{form_id}.sirekap-form.json", text)


def test_a_form_of_the_kabupatens_own_comes_along(
    office: tuple[Office, SigningKey], stick: Path, tmp_path: Path
) -> None:
    options = {"elections": (OWN,), "lists": CONTENT.lists[1:], "dapil": ()}
    path = issue(*office, stick, **options, forms=(_own_form(model="MODEL C.HASIL-UJI"),))
    with activation.activate(path, tmp_path / "ruang", operator="ANI").workspace as workspace:
        assert workspace.form(OWN).model == "MODEL C.HASIL-UJI"
        workspace.record(TPS_1, OWN, "suara_1", 4, EntryHow.TYPED)
        assert workspace.verify().ok
    newer = issue(*office, stick, **options, forms=(_own_form(model="MODEL C.HASIL-UJI 2"),))
    assert [one.text for one in update(newer, tmp_path / "ruang").changes] == [f"Definisi formulir berubah: {OWN}."]
    without = signed_by(office[1], stick, replace(CONTENT, elections=(PPWP,), lists=CONTENT.lists[1:], dapil=()), 9)
    before = state_of(tmp_path / "ruang")
    assert code_of(lambda: update(without, tmp_path / "ruang")) == "election.in_use"
    assert state_of(tmp_path / "ruang") == before


def test_an_own_form_may_not_take_a_recorded_field_away(
    office: tuple[Office, SigningKey], stick: Path, tmp_path: Path
) -> None:
    options = {"elections": (PPWP,), "lists": CONTENT.lists[1:], "dapil": ()}
    folder = tmp_path / "ruang"
    with activation.activate(issue(*office, stick, **options), folder, operator="ANI").workspace as workspace:
        workspace.record(TPS_1, PPWP, "disabilitas_l", 1, EntryHow.TYPED)
    path = issue(*office, stick, **options, forms=(_own_form(PPWP, without="disabilitas"),))
    before = state_of(folder)
    assert code_of(lambda: update(path, folder)) == "contestant.in_use"
    assert state_of(folder) == before


def test_a_form_that_does_not_load_is_never_signed(office: tuple[Office, SigningKey], stick: Path) -> None:
    broken = FormText(OWN, "uji.json", "{")
    assert code_of(lambda: issue(*office, stick, elections=(OWN,), forms=(broken,))) == "form.not_a_bundle"
    assert list(stick.iterdir()) == []


def test_a_form_under_another_id_than_its_own_is_refused(
    office: tuple[Office, SigningKey], stick: Path, tmp_path: Path
) -> None:
    swapped = replace(_own_form(PPWP), id="c-hasil-lain-2026")
    path = signed_by(office[1], stick, replace(CONTENT, forms=(swapped,)))
    assert code_of(lambda: update(path, tmp_path / "ruang")) == "form.wrong"
    assert not (tmp_path / "ruang").exists()


# --- the kabupaten's side -------------------------------------------------------------------------------------------


def test_one_table_gives_each_kecamatan_its_file(office: tuple[Office, SigningKey], tmp_path: Path) -> None:
    table = kabupaten.read_table(write_table(tmp_path / "k.xlsx"), CONTENT.elections)
    assert table.problems == ()
    assert table.contents[0] == CONTENT
    other = table.contents[1]
    assert [one.code for one in other.tps] == ["7605062001001"]
    assert {one.dapil for one in other.lists} == {"", "MAJENE 2"}
    written = kabupaten.write_activations(*office, table.contents, tmp_path / "out")
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == [
        "aktivasi-760505-ULUMANDA-v1.sirekap",
        "aktivasi-760506-TAMMERODO-v1.sirekap",
    ]
    assert [one.version for one in written] == [1, 1]
    assert kabupaten.write_activations(*office, table.contents[:1], tmp_path / "out")[0].version == 2


@pytest.mark.parametrize(
    ("sheet", "row", "said"),
    [
        ("Kecamatan", ("7605", "X", "Y", "Z"), "bukan kode enam angka"),
        ("Kecamatan", ("760505", "X", "Y", "Z"), "sudah ada di atas"),
        ("Kecamatan", ("760507", "X", "Y", "Z"), "tidak punya TPS"),
        ("TPS", ("7605092001", "JAUH", 1, 1, 1), "tidak termasuk kecamatan mana pun"),
        ("TPS", ("7605052001", "KABIRAAN", 1, 1, 1), "sudah ada di baris"),
        ("PPK", ("760505", "ketua", "KETUA DUA"), "sudah punya ketua"),
        ("PPK", ("760505", "raja", "SIAPA"), "Jabatan bukan"),
        ("PPK", ("760505", "anggota", KETUA), "sudah ada di atas"),
        ("Dapil", ("pdprdk", "MAJENE 3", "7605092001"), "tidak termasuk kecamatan mana pun"),
        ("Peserta", ("pdprdk", "MAJENE 9", 1, "PARTAI SATU", 1, "X"), "tidak punya desa"),
    ],
)
def test_a_bad_line_of_the_table_is_named_and_nothing_comes_of_it(
    tmp_path: Path, sheet: str, row: tuple[object, ...], said: str
) -> None:
    table = kabupaten.read_table(write_table(tmp_path / "k.xlsx", **{sheet: [*SHEETS[sheet], row]}), CONTENT.elections)
    assert table.contents == ()
    (problem,) = [one for one in table.problems if said in one.message]
    assert (problem.table, problem.line) == (sheet, len(SHEETS[sheet]) + 1)


def test_a_kecamatan_of_another_kabupaten_is_not_signed(office: tuple[Office, SigningKey], stick: Path) -> None:
    place = replace(CONTENT, kecamatan=Kecamatan("730505", "X", "Y", "Z"), desa=(), tps=(), dapil=(), lists=())
    assert code_of(lambda: kabupaten.write_activations(*office, [place], stick)) == "office.code"


def test_the_answer_enrols_the_key_of_the_ppk(first: Path, office: tuple[Office, SigningKey], tmp_path: Path) -> None:
    opened = activation.activate(first, tmp_path / "ruang", operator="ANI")
    with opened.workspace as workspace:
        public, machine = workspace.signing_key().private.public_key(), workspace.machine_id
    beside, inside = opened.answers
    assert (beside.parent, inside.parent) == (first.parent, tmp_path / "ruang" / "packages")
    (read,) = kabupaten.enrol(office[0], [beside])
    assert read.is_new
    (key,) = Office.open().enrolled()  # type: ignore[union-attr]
    assert (key.kecamatan, key.name, key.machine) == ("760505", "ULUMANDA", machine)
    assert bytes.fromhex(key.public_key) == public.public_bytes_raw()
    (again,) = kabupaten.enrol(office[0], [inside])
    assert not again.is_new
    assert len(office[0].enrolled()) == 1


def test_answers_to_others_and_other_files_are_refused_one_by_one(
    first: Path, office: tuple[Office, SigningKey], tmp_path: Path, stick: Path
) -> None:
    stranger = SigningKey(Ed25519PrivateKey.generate())
    theirs = update(signed_by(stranger, stick, name="lain"), tmp_path / "lain").answers[1]
    unwritten = replace(
        CONTENT, kecamatan=Kecamatan("760507", "SENDANA", "M", "S"), desa=(), tps=(), dapil=(), lists=()
    )
    never = update(signed_by(office[1], stick, unwritten, name="tak"), tmp_path / "tak").answers[1]
    good = update(first, tmp_path / "ruang").answers[1]
    torn = tmp_path / "robek.sirekap"
    torn.write_bytes(good.read_bytes()[:-3])
    found = kabupaten.enrol(office[0], [theirs, never, first, torn, good])
    assert [one.key is not None for one in found] == [False, False, False, False, True]
    assert all(one.refusal for one in found[:4])
    assert len(office[0].enrolled()) == 1


def test_a_read_only_stick_keeps_nobody_from_answering(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    assert [path.parent.name for path in update(first, tmp_path / "ruang").answers] == ["packages"]


# --- the ketua's PIN --------------------------------------------------------------------------------------------------


@pytest.fixture
def order(ruang: Path, office: tuple[Office, SigningKey], stick: Path) -> Path:
    """An order for the workspace, in which a ketua has a PIN that nobody remembers."""
    with Workspace.open(ruang, operator="ANI") as workspace:
        workspace.add_person(KETUA, Role.KETUA, "481620")
        answer = activation.write_answer(workspace)[0]
    kabupaten.enrol(office[0], [answer])
    return kabupaten.write_pin_order(office[1], office[0].enrolled()[0], KETUA, stick)


def test_an_order_of_the_kabupaten_gives_the_ketua_a_new_pin_once(ruang: Path, order: Path) -> None:
    assert activation.workspace_of(activation.read_pin_order(order), (ruang.parent, ruang)) == ruang
    assert code_of(lambda: activation.carry_out_pin_order(order, ruang, "123456")) == "pin.weak"
    activation.carry_out_pin_order(order, ruang, PIN)
    with Workspace.open(ruang, operator="ANI") as workspace:
        (ketua,) = workspace.people()
        assert workspace.sign_in(ketua.id, PIN) == ketua
        assert code_of(lambda: workspace.sign_in(ketua.id, "481620")) == "pin.wrong"
        assert workspace.verify().ok
    assert code_of(lambda: activation.carry_out_pin_order(order, ruang, "730518")) == "order.used"


def test_an_order_resets_nothing_elsewhere_and_nobody_else(
    ruang: Path, order: Path, office: tuple[Office, SigningKey], stick: Path, first: Path, tmp_path: Path
) -> None:
    other = tmp_path / "lain"
    update(first, other)
    with Workspace.open(other, operator="ANI") as workspace:
        workspace.add_person(KETUA, Role.KETUA, PIN)
    assert code_of(lambda: activation.carry_out_pin_order(order, other, "730518")) == "order.workspace"
    enrolled = office[0].enrolled()[0]
    for person, key, code in (
        ("PAK OPERATOR", office[1], "order.person"),
        (KETUA, SigningKey(Ed25519PrivateKey.generate()), "order.signer"),
    ):
        path = kabupaten.write_pin_order(key, enrolled, person, stick)
        assert code_of(lambda path=path: activation.carry_out_pin_order(path, ruang, "730518")) == code


def test_an_order_is_no_activation_and_the_other_way_round(ruang: Path, order: Path, first: Path) -> None:
    assert code_of(lambda: activation.preview(order, ruang)) == "activation.kind"
    assert code_of(lambda: activation.carry_out_pin_order(first, ruang, PIN)) == "activation.kind"


def test_a_tps_that_the_meeting_spoke_of_is_not_taken_away(
    office: tuple[Office, SigningKey], stick: Path, tmp_path: Path, first: Path
) -> None:
    with activation.activate(first, tmp_path / "ruang", operator="ANI").workspace as workspace:
        workspace.note(PPWP, MeetingOpened("BALAI DESA"))
        workspace.record(LAST.code, PPWP, "suara_1", 1, EntryHow.TYPED)
        workspace.withdraw(LAST.code, PPWP, "suara_1")
    newer = issue(*office, stick, tps=CONTENT.tps[:-1])
    assert code_of(lambda: update(newer, tmp_path / "ruang")) == "tps.in_use"
