"""Writes ``docs/schemas``: the JSON Schemas of everything in a package, from the dataclasses that read and write it.

``python -m tools.make_schemas``; a test compares what is there with what this makes. The words stand here, because a
stranger reads them, the types there, because the program obeys them.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from sirekap_desktop.exchange import formdata, manifest, signed
from sirekap_desktop.exchange.transport import receipt
from sirekap_desktop.exchange.volumes import Volume
from sirekap_desktop.models.audit import AuditRow
from sirekap_desktop.models.pleno.facts import KINDS
from sirekap_desktop.models.pleno.snapshot import PlenoSnapshot
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.models.records import EntryHow

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "schemas"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_LARGEST = 2**53 - 1
Schema = dict[str, Any]


def _text(pattern: str, description: str = "") -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$"} | ({"description": description} if description else {})


SHA256 = _text("[0-9a-f]{64}", "SHA-256, lower case hex.")
KEY = _text("[0-9a-f]{64}", "Raw Ed25519 public key, lower case hex.")
SIGNATURE = _text("[0-9a-f]{128}", "Ed25519 signature, lower case hex.")
TPS = _text("[0-9]{13}", "Code of a TPS.")
TIME = _text(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})",
    "ISO 8601 with offset.",
)
MACHINE = _text("[0-9a-f]{16}", "First 16 hex digits of the SHA-256 of the machine's raw public key.")
VALUE = {"type": "integer", "minimum": 0, "maximum": 99_999}
HOW = {"enum": [how.value for how in EntryHow]}
STATUS = {"enum": ["belum", "terbaca", "diperiksa", "disahkan", "terkunci"]}


def _or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        return schema | {"enum": [*schema["enum"], None]}
    return schema | {"type": [schema["type"], "null"]}


def _const(value: object) -> Schema:
    return {"const": value}


def _said(description: str) -> Schema:
    return {"description": description}


#: Class and field → what its type alone does not say.
MORE: Mapping[str, Schema] = {
    "Manifest.kind": _const(manifest.KIND),
    "Manifest.program": _said("Name and version that wrote the package."),
    "Manifest.machine": _said("Which machine wrote it: the first 16 hex digits of the SHA-256 of its raw public key."),
    "Manifest.made_at": TIME | _said("The newest entry or lock, not the clock."),
    "Manifest.signer": KEY,
    "Manifest.simulation": _said("True for the demo: never to be counted."),
    "Manifest.files": _said("Sorted by name; no name twice; one hash has one size."),
    "PackageArea.code": _text("[0-9]{6}"),
    "PackageRecap.snapshot_sha256": SHA256,
    "PackageRecap.revision": {"minimum": 1},
    "PackageFile.name": _text(r"[A-Za-z0-9][A-Za-z0-9._ -]*(/[A-Za-z0-9][A-Za-z0-9._ -]*){0,4}"),
    "PackageFile.sha256": SHA256,
    "PackageFile.size": {"minimum": 0, "maximum": 0xFFFF_FFFE},
    "PackageFile.tps": _or_null(TPS),
    "PackageFile.reduced_from": _or_null(SHA256),
    "PackageScope.images": {"enum": ["all", "changed", "none"]},
    "PackageScope.since": _or_null(SHA256),
    "PackageScope.reduced": {"minimum": 1, "maximum": 99_999},
    "_Signature.algorithm": _const("Ed25519"),
    "_Signature.public_key": KEY | _said("Equals signer of the manifest."),
    "_Signature.signature": SIGNATURE | _said('Over the bytes "sirekap-desktop/package/1", newline, manifest.json.'),
    "_Signed.signature": SIGNATURE | _said('Over the bytes "sirekap-desktop/receipt/1", newline, canonical receipt.'),
    "Receipt.kind": _const(receipt.KIND),
    "Receipt.schema": _const(receipt.SCHEMA),
    "Receipt.package": SHA256 | _said("SHA-256 of the bytes of manifest.json."),
    "Receipt.kecamatan": _text("[0-9]{6}"),
    "Receipt.signer": KEY,
    "TpsFile.schema": _const(formdata.SCHEMA),
    "TpsFile.tps": TPS,
    "TpsFile.number": {"minimum": 1, "maximum": 999},
    "TpsFile.status": STATUS,
    "TpsFile.values": _said("What counts; a field without an entry is absent."),
    "TpsFile.entries": _said("Every act of recording, oldest first per field."),
    "TpsValue.value": _or_null(VALUE) | _said("null: empty on the paper, which is not zero."),
    "TpsEntry.value": _or_null(VALUE),
    "TpsEntry.before": _or_null(VALUE),
    "TpsEntry.how": HOW,
    "TpsEntry.at": TIME,
    "TpsImage.sha256": SHA256,
    "TpsSeen.confidence": {"minimum": 0, "maximum": 1},
    "TpsSeen.status": {"enum": ["proven", "confirm", "type", "empty", "unseen"]},
    "PackagePage.sha256": SHA256,
    "PackagePage.snapshot_sha256": SHA256,
    "AuditRow.seq": {"minimum": 1},
    "AuditRow.detail": _said("Canonical JSON of the row, or empty; see detail.schema.json."),
    "AuditRow.prev_hash": SHA256 | _said("hash of the machine's row before; 64 zeros for its first."),
    "AuditRow.hash": SHA256 | _said("SHA-256 of the canonical JSON of the other columns."),
    "RecapCell.value": {"minimum": 0},
    "RecapSnapshot.revision": {"minimum": 1},
    "Kecamatan.code": _text("[0-9]{6}"),
    "MeetingLine.body": _said("Canonical JSON; see fact.schema.json."),
    "MeetingLine.kind": {"enum": sorted(KINDS)},
    "Correction.before": _or_null(VALUE),
    "Correction.value": _or_null(VALUE),
    "Correction.how": {"enum": ["corrected", "recounted"]},
    "Volume.kind": _const("sirekap-volume"),
    "Volume.schema": _const(1),
    "Volume.package": SHA256 | _said("SHA-256 of the bytes of manifest.json."),
    "Volume.number": {"minimum": 1},
    "Volume.volumes": _said("How many objects stand in each volume."),
}


class _Maker:
    """One schema file; classes that it needs become its definitions."""

    def __init__(self) -> None:
        self.definitions: Schema = {}
        self.used: set[str] = set()

    def record(self, kind: type) -> Schema:
        hints = get_type_hints(kind)
        names = sorted(item.name for item in fields(kind))
        return {
            "type": "object",
            "properties": {name: self._field(kind, name, hints[name]) for name in names},
            "required": names,
            "additionalProperties": False,
        }

    def _field(self, kind: type, name: str, hint: object) -> Schema:
        place = f"{kind.__name__}.{name}"
        more = MORE.get(place, {})
        if "const" in more or "enum" in more:
            return dict(more)
        return self.of(hint) | more

    def of(self, hint: object) -> Schema:
        """What the decoder of the program takes for this type, and nothing else."""
        if isinstance(hint, type) and is_dataclass(hint):
            if hint.__name__ not in self.definitions:
                self.definitions[hint.__name__] = {}
                self.definitions[hint.__name__] = self.record(hint)
            return {"$ref": f"#/$defs/{hint.__name__}"}
        if get_origin(hint) is tuple:
            return self._list(get_args(hint))
        if get_origin(hint) is types.UnionType:
            inner = self.of(get_args(hint)[0])
            return _or_null(inner) if "type" in inner else {"anyOf": [inner, {"type": "null"}]}
        return dict(_PLAIN[hint])  # type: ignore[index]

    def _list(self, args: tuple[object, ...]) -> Schema:
        if args[-1] is Ellipsis:
            return {"type": "array", "items": self.of(args[0])}
        count = len(args)
        return {"type": "array", "prefixItems": [self.of(one) for one in args], "minItems": count, "maxItems": count}


_PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST},
    float: {"type": "number"},
}


def _file(title: str, kind: type, **more: Any) -> Schema:  # noqa: ANN401
    maker = _Maker()
    body = maker.record(kind)
    body["properties"] |= more
    return _titled(title, body, maker.definitions)


def _titled(title: str, body: Schema, definitions: Schema) -> Schema:
    defs = {"$defs": definitions} if definitions else {}
    return {"$schema": _DIALECT, "title": title, **body, **defs}


def _facts() -> Schema:
    """The body of a fact has its fields, all of them; which, says its kind."""
    maker = _Maker()
    kinds = {kind: maker.record(KINDS[kind]) for kind in sorted(KINDS)}
    body = {"description": "Definition by kind of the line.", "anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds]}
    return _titled("body of a line in rapat/<pemilihan>.json, parsed", body, maker.definitions | kinds)


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_TEXT, _MAYBE = {"type": "string"}, {"type": ["string", "null"]}
_BY = {"at": TIME, "id": _TEXT, "machine": _TEXT, "seq": {"type": "integer", "minimum": 1}, "who": _TEXT}
_DETAILS: Mapping[str, Schema] = {
    "entry": _object(
        _BY
        | {"tps": TPS, "form": _TEXT, "field": _TEXT, "value": _or_null(VALUE), "before": _or_null(VALUE), "how": HOW}
        | {"image": _MAYBE, "reason": _TEXT, "witness": _TEXT, "withdraws": _MAYBE}
    ),
    "pleno_event": _object(
        _BY | {"form": _TEXT, "tps": _or_null(TPS), "kind": {"enum": sorted(KINDS)}, "body": _TEXT, "ref": _MAYBE}
    ),
    "lock_event": _object(
        _BY
        | {"action": {"enum": ["lock", "unlock"]}, "scope": _TEXT, "reason": _TEXT}
        | {"revision": {"type": "integer", "minimum": 1}}
    ),
    "chain_seal": _object(
        _BY
        | {"heads": _TEXT | _said("JSON: list of machine, seq and hash."), "lock_event": _TEXT}
        | {"public_key": KEY, "signature": SIGNATURE}
    ),
}


def _details() -> Schema:
    body = {
        "description": "Parsed detail of an audit row of the subjects that a checker uses; definition by subject.",
        "anyOf": [{"$ref": f"#/$defs/{subject}"} for subject in _DETAILS],
    }
    return _titled("detail of a line in audit/audit.jsonl", body, dict(_DETAILS))


def _manifest(schema: int) -> Schema:
    """What an older schema did not have is left out."""
    made = _file("manifest.json", manifest.Manifest, schema=_const(schema))
    if schema == 1 and "scope" in made["properties"]:
        for holder, key in ((made, "scope"), (made["$defs"]["PackageFile"], "reduced_from")):
            del holder["properties"][key]
            holder["required"].remove(key)
        del made["$defs"]["PackageScope"]
    return made


def made() -> dict[str, Schema]:
    """Every schema by the name of its file."""
    newest = manifest.SCHEMA
    manifests = {f"manifest-{schema}": _manifest(schema) for schema in range(1, newest + 1)}
    return {
        **manifests,
        "manifest.sig": _file("manifest.sig", manifest._Signature),  # noqa: SLF001
        "tps": _file("data/<recap>/<kode TPS>.json", formdata.TpsFile),
        "rekap": _file("rekap/<recap>.json", RecapSnapshot, schema=_const(2)),
        "rapat": _file("rapat/<pemilihan>.json", PlenoSnapshot),
        "fact": _facts(),
        "tandatangan": _file("tandatangan/halaman.json", signed._Index, schema=_const(1)),  # noqa: SLF001
        "audit": _file("a line of audit/audit.jsonl", AuditRow),
        "detail": _details(),
        "tanda-terima": _file("tanda-terima.json", receipt._Signed),  # noqa: SLF001
        "volume": _file("volume.json", Volume),
    }


def unused() -> set[str]:
    """Words that belong to no field any more."""
    texts = json.dumps(list(made().values()))
    names = {place.partition(".")[2] for place in MORE}
    return {name for name in names if not re.search(rf'"{name}"', texts)}


def text(schema: Schema) -> str:
    """As it stands in its file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name, schema in made().items():
        (FOLDER / f"{name}.schema.json").write_text(text(schema), "utf-8")


if __name__ == "__main__":
    main()
