"""The other files that come from outside: audit lines, receipts, activation files, figures."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from benchmarks.package_fuzz.bytechange import damaged, headers_changed
from benchmarks.package_fuzz.jsonchange import changed, changed_text, misspelled
from benchmarks.package_fuzz.sources import KABUPATEN, SENDER, sent, signer, spelled
from sirekap_desktop.exchange import activation, envelope
from sirekap_desktop.exchange.activation import Activation, Answer, PinOrderBody
from sirekap_desktop.exchange.transport.receipt import KIND
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.models.records import Kecamatan
from tests import figure_files
from tests.aktivasi import CONTENT
from tests.reports.elections import recap_of

Dice = random.Random
_AREA = Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
_TIME = "2024-02-17T09:00:00.000+08:00"


def said_of(recap: dict[str, Any], data: bytes) -> dict[str, Any]:
    """What a manifest says of a recap with these bytes."""
    sha256 = hashlib.sha256(data).hexdigest()
    start = recap["document_id"].rpartition("-")[0]
    return {**recap, "snapshot_sha256": sha256, "document_id": f"{start}-{sha256[:8]}"}


def receipt(dice: Dice) -> bytes:
    """A receipt, changed before or after it was signed."""
    whole = sent().receipt
    if dice.random() < 0.3:
        return dice.choice((damaged, misspelled))(dice, whole)
    body = {**json.loads(whole)["receipt"], "kind": KIND, "signer": signer(KABUPATEN)}
    body = changed(dice, body)
    text = spelled(body)
    if dice.random() < 0.2:
        return spelled(changed(dice, json.loads(whole)))
    return spelled({"receipt": body, "signature": KABUPATEN.sign(b"sirekap-desktop/receipt/1\n" + text).hex()})


# --- activation files -------------------------------------------------------------------------------------------------


@cache
def _envelopes() -> tuple[bytes, ...]:
    answer = Answer(_AREA, 1, "0" * 64, signer(KABUPATEN), "a" * 32, _machine(), "laptop", _TIME, simulation=True)
    order = PinOrderBody("0" * 32, _AREA, "a" * 32, "IBU KETUA", _TIME)
    return (
        activation.activation_file(Activation(3, _TIME, "uji", "KPU KABUPATEN MAJENE", CONTENT), KABUPATEN),
        activation.answer_file(answer, SENDER),
        activation.pin_order_file(order, KABUPATEN),
    )


def _machine() -> str:
    return hashlib.sha256(bytes.fromhex(signer(SENDER))).hexdigest()[:16]


def _activation(dice: Dice) -> tuple[str, bytes]:
    whole = dice.choice(_envelopes())
    way = dice.random()
    if way < 0.2:
        return "berkas.sirekap", damaged(dice, whole)
    if way < 0.35:
        return "berkas.sirekap", misspelled(dice, whole)
    found = json.loads(whole)
    if way < 0.5:
        return "berkas.sirekap", spelled(changed(dice, found))
    body = changed(dice, found["body"])
    return "berkas.sirekap", _sealed(found["kind"], body)


def _sealed(kind: str, body: object) -> bytes:
    """As the program seals, of a body that the program would not spell."""
    data = spelled(body)
    return spelled(
        {
            "algorithm": "Ed25519", "body": body, "kind": kind, "public_key": signer(KABUPATEN),
            "schema": envelope.SCHEMA,
            "sha256": hashlib.sha256(data).hexdigest(),
            "signature": KABUPATEN.sign(f"{kind}/{envelope.SCHEMA}\n".encode() + data).hex(),
        }
    )  # fmt: skip


# --- figures ----------------------------------------------------------------------------------------------------------


@cache
def figures() -> tuple[RecapSnapshot, FormDefinition]:
    return figure_files.made(recap_of("PPWP"))


@cache
def _written(kind: str) -> bytes:
    return figure_files.FORMATS[kind][0](*figures())


def _csv(dice: Dice) -> tuple[str, bytes]:
    data = _written("csv")
    if dice.random() < 0.5:
        return "tps.csv", damaged(dice, data)
    rows = data.decode().split("\r\n")
    cells = rows[dice.randrange(len(rows))].split(",")
    at = rows.index(",".join(cells))
    cells[dice.randrange(len(cells))] = dice.choice(
        ("", '"', "\x00", "-", "=1", "1e9", "-1", "9" * 5000, "x" * 200_000, '"a\nb"', "\ufeff", "٣", "1.000", "\ud800")
    )
    rows[at] = ",".join(cells)
    return "tps.csv", "\r\n".join(rows).encode("utf-8", "surrogatepass")


def _json(dice: Dice) -> tuple[str, bytes]:
    whole = _written("json")
    if dice.random() < 0.3:
        return "s.zip", dice.choice((damaged, headers_changed))(dice, whole)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(target, "w") as new:
        names = old.namelist()
        chosen = dice.choice(names)
        for name in names:
            data = old.read(name)
            if name == chosen:
                data = misspelled(dice, data) if dice.random() < 0.3 else changed_text(dice, data)
            new.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data)
    return "s.zip", target.getvalue()


def _xlsx(dice: Dice) -> tuple[str, bytes]:
    whole = _written("xlsx")
    if dice.random() < 0.4:
        return "isian.xlsx", dice.choice((damaged, headers_changed))(dice, whole)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(target, "w") as new:
        names = old.namelist()
        chosen = dice.choice(names)
        for name in names:
            data = old.read(name)
            if name != chosen:
                new.writestr(name, data)
            elif dice.random() < 0.85:
                new.writestr(name, _xml_changed(dice, data))
    return "isian.xlsx", target.getvalue()


def _xml_changed(dice: Dice, data: bytes) -> bytes:
    ways = (
        lambda: damaged(dice, data),
        lambda: data.replace(b"<v>", b"<v>" + dice.choice((b"9" * 400, b"-1", b"1e999", b"NaN", b"x", b"")), 1),
        lambda: data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>', 1),
        lambda: data.replace(b'r="', b'r="' + dice.choice((b"XFD1048577", b"0", b"-1", b"ZZZZZZ9")), 1),
        lambda: data.replace(b't="s"', dice.choice((b't="q"', b't="b"', b't="e"', b't="d"')), 1),
        lambda: data.replace(b"xl/", b"../", 2),
    )
    return dice.choice(ways)()


ROADS: Mapping[str, Callable[[Dice], tuple[str, bytes]]] = {
    "activation": _activation, "csv": _csv, "json": _json, "xlsx": _xlsx,
}  # fmt: skip
