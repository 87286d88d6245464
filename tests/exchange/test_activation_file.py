"""The signed files between kabupaten and PPK: one spelling, and nothing in them can be changed unseen."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from aktivasi import CONTENT
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from sirekap_desktop.exchange import activation, envelope
from sirekap_desktop.exchange.activation import Activation, Answer, PinOrderBody
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.models.activation import BallotList, Content, DapilDesa, FormText, PpkName
from sirekap_desktop.models.records import Desa, Kecamatan, Tps

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
BODY = Activation(3, "2024-02-10T08:00:00.000+08:00", "uji", "KPU KABUPATEN MAJENE", CONTENT)
FILE = activation.activation_file(BODY, KEY)


def test_what_was_written_is_read() -> None:
    found = activation.activation_of(envelope.opened(FILE, "x"), "x")
    assert found.body == BODY
    assert (found.origin.version, found.origin.public_key) == (3, KEY.public_key().public_bytes_raw().hex())


def test_the_same_content_gives_the_same_bytes() -> None:
    assert activation.activation_file(BODY, KEY) == FILE


def test_no_place_of_the_file_is_left_unwatched() -> None:
    for place in range(len(FILE)):
        with pytest.raises(UserError):
            envelope.opened(FILE[:place] + bytes([FILE[place] ^ 1]) + FILE[place + 1 :], "x")


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_any_single_byte_changed_is_refused(place: int, flip: int) -> None:
    changed = FILE[:place] + bytes([FILE[place] ^ flip]) + FILE[place + 1 :]
    with pytest.raises(UserError) as refusal:
        envelope.opened(changed, "x")
    assert refusal.value.code.startswith("activation.")


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(FILE)), st.binary(min_size=1, max_size=3))
def test_bytes_put_in_or_left_out_are_refused(place: int, more: bytes) -> None:
    for changed in (FILE[:place] + more + FILE[place:], FILE[:place] if place < len(FILE) else FILE[1:]):
        with pytest.raises(UserError):
            envelope.opened(changed, "x")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.binary(max_size=60).map(lambda tail: b'{"algorithm":' + tail))
def test_nonsense_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UserError):
        envelope.opened(data, "x")


def _signed_anew(**changed: object) -> bytes:
    """What somebody with a key of their own can make of the file."""
    value = json.loads(FILE) | changed
    body = _canonical(value["body"])
    value["sha256"] = hashlib.sha256(body).hexdigest()
    return _canonical(value)


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"algorithm": "none"}, "activation.signature"),
        ({"signature": "0" * 128}, "activation.signature"),
        ({"signature": "x"}, "activation.signature"),
        ({"public_key": "1" * 64}, "activation.signature"),
        ({"public_key": 5}, "activation.signature"),
        ({"kind": envelope.ANSWER}, "activation.signature"),
        ({"kind": "sirekap-lain"}, "activation.foreign"),
        ({"kind": ["a"]}, "activation.foreign"),
        ({"schema": 2}, "activation.schema"),
        ({"schema": True}, "activation.schema"),
        ({"body": []}, "activation.damaged"),
        ({"more": 1}, "activation.damaged"),
    ],
)
def test_each_part_of_the_envelope_counts(changed: dict[str, object], code: str) -> None:
    with pytest.raises(UserError) as refusal:
        envelope.opened(_signed_anew(**changed), "x")
    assert refusal.value.code == code


def test_a_number_beyond_all_bounds_is_refused() -> None:
    with pytest.raises(UserError) as refusal:
        envelope.opened(FILE.replace(b'"version":3', b'"version":1e999'), "x")
    assert refusal.value.code == "activation.damaged"


def _with(**changed: object) -> Content:
    return replace(CONTENT, **changed)  # type: ignore[arg-type]


def _pairs(*contestants: Contestant) -> tuple[BallotList, ...]:
    return (CONTENT.lists[0], BallotList("ppwp", "", contestants))


@pytest.mark.parametrize(
    "content",
    [
        _with(kecamatan=Kecamatan("7605", "A", "B", "C")),
        _with(kecamatan=Kecamatan("760505", " ", "B", "C")),
        _with(kecamatan=Kecamatan("760505", "A\n", "B", "C")),
        _with(desa=(*CONTENT.desa, Desa("7605062001", "JAUH"))),
        _with(desa=(*CONTENT.desa, CONTENT.desa[0])),
        _with(tps=(Tps("7605052001001", "7605052001", 2),)),
        _with(tps=(Tps("7605052009001", "7605052009", 1),)),
        _with(tps=(replace(CONTENT.tps[0], dpt_l=-1),)),
        _with(tps=(CONTENT.tps[0], CONTENT.tps[0])),
        _with(dapil=(*CONTENT.dapil, DapilDesa("pdprdk", "7605052009", "X"))),
        _with(dapil=(CONTENT.dapil[0], CONTENT.dapil[0])),
        _with(lists=(BallotList("pdprdk", "LAIN", ()),)),
        _with(lists=(BallotList("ppwp", "LAIN", ()),)),
        _with(lists=_pairs(Contestant(0, "NOL"))),
        _with(lists=_pairs(Contestant(1, "A"), Contestant(1, "B"))),
        _with(lists=_pairs(Contestant(1, "A", (Calon(1, "B"), Calon(1, "C"))))),
        _with(lists=_pairs(Contestant(1, "A" * 201))),
        _with(people=(PpkName("A", "raja"),)),
        _with(people=(PpkName("A", "ketua"), PpkName("B", "ketua"))),
        _with(people=(PpkName("Ani", "ketua"), PpkName("ANI", "operator"))),
        _with(forms=(FormText("../x", "x.json", "{}"),)),
        _with(elections=()),
        _with(elections=("a", "a")),
    ],
)
def test_nonsense_is_neither_signed_nor_taken_from_a_true_signature(content: Content) -> None:
    body = replace(BODY, content=content)
    with pytest.raises(UserError) as refusal:
        activation.activation_file(body, KEY)
    assert refusal.value.code == "activation.content"
    value = json.loads(json.dumps(asdict(body)))
    with pytest.raises(UserError) as refusal:
        activation.activation_of(envelope.opened(envelope.sealed(envelope.ACTIVATION, value, KEY), "x"), "x")
    assert refusal.value.code == "activation.content"


@pytest.mark.parametrize("change", [{"version": "3"}, {"version": 0}, {"office": None}, {"lebih": 1}])
def test_a_body_of_another_shape_is_refused(change: dict[str, object]) -> None:
    value = json.loads(FILE)["body"] | change
    with pytest.raises(UserError) as refusal:
        activation.activation_of(envelope.opened(envelope.sealed(envelope.ACTIVATION, value, KEY), "x"), "x")
    assert refusal.value.code == "activation.content"


def test_an_answer_names_the_machine_of_its_own_key() -> None:
    body = Answer(CONTENT.kecamatan, 1, "0" * 64, "1" * 64, "ab", "0" * 16, "laptop", "2024", simulation=False)
    with pytest.raises(UserError) as refusal:
        activation.answer_of(envelope.opened(activation.answer_file(body, KEY), "x"), "x")
    assert refusal.value.code == "activation.content"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refusal:
        envelope.read(tmp_path / "tidak-ada.sirekap")
    assert refusal.value.code == "activation.missing"


def test_the_vector_of_the_documentation_is_what_the_program_writes() -> None:
    """``docs/activation-format.md`` §6: another implementation starts here."""
    body = PinOrderBody(
        "00112233445566778899aabbccddeeff",
        Kecamatan("760505", "ULUMANDA", "", ""),
        "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
        "IBU KETUA",
        "2024-02-17T09:00:00.000+08:00",
    )
    text = (Path(__file__).parents[2] / "docs" / "activation-format.md").read_text(encoding="utf-8")
    written = activation.pin_order_file(body, KEY).decode()
    assert f"```\n{written}\n```" in text
    assert KEY.public_key().public_bytes_raw().hex() in text
