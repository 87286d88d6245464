"""Packages as a sender would make them who lies and signs."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sirekap_desktop.exchange import keys, manifest, stores
from sirekap_desktop.exchange import package as writer


def forged(package: Path, target: Path, change: Callable[[dict[str, bytes]], object], **about: object) -> Path:
    """The package after its sender changed some files and signed again with a key of his own."""
    found = stores.scan(package, lambda count: None)
    contents = {name: found.read(file.sha256, 10**9) for name, file in found.files.items()}
    change(contents)
    private = Ed25519PrivateKey.generate()
    signer = keys.public_bytes(private).hex()
    with writer.staging(target) as files:
        for name, data in contents.items():
            old = found.files.get(name)
            kind = old.kind if old else name.partition("/")[0]
            files.add_bytes(name, kind, "application/octet-stream", data)
        writer.write_package(target, replace(found.manifest, signer=signer, **about), files, private)
    return target


def edit(name: str, change: Callable[[dict], object]) -> Callable[[dict[str, bytes]], None]:
    def apply(contents: dict[str, bytes]) -> None:
        data = json.loads(contents[name])
        change(data)
        contents[name] = manifest.canonical(data)

    return apply


def raise_vote(data: dict) -> None:
    value = next(value for value in data["values"] if value["field"] == "suara_1")
    value["value"] += 1


def raise_vote_and_history(data: dict) -> None:
    raise_vote(data)
    for entry in data["entries"]:
        if entry["field"] == "suara_1" and entry["how"] == "typed":
            entry["value"] += 1


def recall_withdrawn(data: dict) -> None:
    """The withdrawn 999 is made to count."""
    entry = next(entry for entry in data["entries"] if entry["value"] == 999)
    value = next(value for value in data["values"] if value["field"] == "suara_1")
    value |= {"value": 999, "entry": entry["id"]}


def drop_audit_line(contents: dict[str, bytes]) -> None:
    lines = contents["audit/audit.jsonl"].splitlines(keepends=True)
    contents["audit/audit.jsonl"] = b"".join(lines[:5] + lines[6:])


def change_total(data: dict) -> None:
    data["kecamatan_table"]["totals"][0]["value"] += 1


def count_a_tps_twice(data: dict) -> None:
    """Its column stands twice, and every sum is made to agree."""
    desa, kecamatan = data["desa_tables"][0], data["kecamatan_table"]
    desa["columns"].append(desa["columns"][0])
    for row, cells in enumerate(desa["cells"]):
        cells.append(cells[0])
        for sums in (desa["totals"][row], kecamatan["cells"][row][0], kecamatan["totals"][row]):
            for name in ("value", "missing", "empty", "corrected"):
                sums[name] += cells[0][name]
    kecamatan["columns"][0]["tps_total"] += 1
    kecamatan["columns"][0]["tps_complete"] += desa["columns"][0]["tps_complete"]


def say_it_twice(data: dict) -> None:
    data["values"].append({**data["values"][0], "value": 1})


def document_name(contents: dict[str, bytes], suffix: str) -> str:
    return min(name for name in contents if name.startswith("dokumen/") and name.endswith(suffix))


def change_document(suffix: str, change: Callable[[bytes], bytes]) -> Callable[[dict[str, bytes]], None]:
    def apply(contents: dict[str, bytes]) -> None:
        name = document_name(contents, suffix)
        contents[name] = change(contents[name])

    return apply


def repack_pdf(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Every page written anew with the least compression, as another zlib would write other bytes."""

    def pack(match: re.Match[bytes]) -> bytes:
        plain = change(zlib.decompress(base64.a85decode(match[2].removesuffix(b"~>"))))
        packed = base64.a85encode(zlib.compress(plain, 1)) + b"~>"
        return b"/Length %d%s%sendstream" % (len(packed), match[1], packed)

    return re.sub(
        rb"(?<=85Decode /FlateDecode ] )/Length \d+(\s*>>\s*stream\r?\n)(.*?~>)endstream", pack, data, flags=re.DOTALL
    )


def repaint(data: bytes) -> bytes:
    changed = repack_pdf(data, lambda page: page + b"\n0 0 100 100 re f\n")
    assert changed != data
    return changed


def rewrite_workbook(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if "sheet1.xml" in info.filename else content)
    return target.getvalue()


def refigure(data: bytes) -> bytes:
    """A figure of the first sheet becomes another."""
    return rewrite_workbook(
        data, lambda sheet: re.sub(rb"<v>(\d+)</v>(?!.*<v>)", b"<v>7777</v>", sheet, flags=re.DOTALL)
    )


def drop(name: str) -> Callable[[dict[str, bytes]], object]:
    return lambda contents: contents.pop(name)
