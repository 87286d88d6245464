"""A self-contained form file: loaded whole, or refused with a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.bundle import pack, unpack
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import form_document, load_form, load_form_bytes, part_document

PLANO = "c-hasil-ppwp-2024"


def documents() -> tuple[dict[str, Any], dict[str, Any]]:
    form, part = form_document(PLANO).value, part_document("ppwp-2024").value
    assert isinstance(form, dict)
    assert isinstance(part, dict)
    return form, part


@pytest.fixture
def data() -> bytes:
    return pack(*documents())


def edited(data: bytes, **changes: object) -> bytes:
    return json.dumps({**json.loads(data), **changes}).encode()


def test_a_shipped_form_in_one_file_is_the_same_form(data: bytes) -> None:
    assert load_form_bytes("plano", data) == load_form(PLANO)


def test_the_same_form_gives_the_same_bytes(data: bytes) -> None:
    assert pack(*documents()) == data


@pytest.mark.parametrize("version", [0, 2, 99, "1", None, True, 1.5])
def test_a_file_of_another_version_is_refused(data: bytes, version: object) -> None:
    with pytest.raises(UserError, match="versi lain") as caught:
        load_form_bytes("baru.json", edited(data, schema=version))
    assert caught.value.code == "form.version"
    assert "baru.json" in caught.value.message


def test_a_file_of_another_version_is_refused_whatever_else_it_holds(data: bytes) -> None:
    with pytest.raises(UserError, match="versi lain"):
        load_form_bytes("baru.json", edited(data, schema=2, form=None, signature="x"))


@pytest.mark.parametrize("key", ["form", "part"])
def test_a_changed_file_is_refused(data: bytes, key: str) -> None:
    changed = {**json.loads(data)[key], "note": "diubah"}
    with pytest.raises(UserError, match="rusak atau diubah") as caught:
        load_form_bytes("plano", edited(data, **{key: changed}))
    assert caught.value.code == "form.changed"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"kind": "lain"}', b"%PDF-1.4", b'{"schema": 1}']
)
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(UserError) as caught:
        load_form_bytes("foto.jpg", content)
    assert caught.value.code == "form.not_a_bundle"


def test_a_wrong_definition_with_a_right_digest_is_refused_with_its_key_path() -> None:
    form, part = documents()
    places = {**form["places"], "suara_sah": {**form["places"]["suara_sah"], "y": 899}}
    with pytest.raises(UserError, match=r"places\.suara_sah"):
        load_form_bytes("plano", pack({**form, "places": places}, part))


def test_nothing_outside_the_file_is_looked_up() -> None:
    form, part = documents()
    with pytest.raises(UserError, match="like"):
        load_form_bytes("plano", pack({**form, "like": PLANO}, part))


@given(st.data())
def test_no_damage_gives_anything_but_the_form_or_a_sentence(draw: st.DataObject) -> None:
    whole = pack(*documents())
    at = draw.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + bytes([draw.draw(st.integers(0, 255))]) + whole[at + 1 :]
    try:
        form, _ = unpack(damaged, "plano")
    except UserError:
        return
    assert form.value == documents()[0]
