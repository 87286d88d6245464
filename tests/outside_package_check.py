"""A checker of packages, written from docs/package-format.md alone: the standard library and one for Ed25519.

``python tests/outside_package_check.py PACKAGE`` prints what is wrong, a line each, and ends with 1; nothing and 0 when
all is right. It leaves out what §8 leaves to the very version of the program: the printed documents.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Json = Any
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]*(/[A-Za-z0-9][A-Za-z0-9._ -]*){0,4}")
_HEX64 = re.compile(r"[0-9a-f]{64}")


class WrongError(Exception):
    """Something that makes the rest meaningless."""


def check(path: Path) -> list[str]:
    """What is wrong with a package: folder, zip, or a folder of volumes."""
    try:
        return list(_check(path))
    except WrongError as error:
        return [str(error)]


def _check(path: Path) -> Iterator[str]:
    manifest_bytes, signature, objects, layout = _opened(path)
    manifest = _manifest(manifest_bytes)
    _signed(manifest, manifest_bytes, signature)
    yield from layout(manifest, len(signature))
    wanted = {file["sha256"]: file["size"] for file in manifest["files"]}
    good = {}
    for sha256, size in wanted.items():
        data = objects.get(sha256)
        if data is None or len(data) != size or hashlib.sha256(data).hexdigest() != sha256:
            yield f"object {sha256}"
        else:
            good[sha256] = data
    yield from (f"extra {name}" for name in objects.keys() - wanted.keys())
    contents = {file["name"]: good[file["sha256"]] for file in manifest["files"] if file["sha256"] in good}
    if len(contents) == len(manifest["files"]):
        yield from _Contents(manifest, contents).problems()


# --- §1 JSON ----------------------------------------------------------------------------------------------------------


def spelled(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def parsed(data: bytes, what: str) -> Json:
    try:
        value = json.loads(data.decode("utf-8"))
        is_right = spelled(value) == data
    except (ValueError, RecursionError) as error:
        raise WrongError(f"{what}: no JSON") from error
    if not is_right:
        raise WrongError(f"{what}: spelling")
    return value


# --- §1, §4, §12 where the bytes stand --------------------------------------------------------------------------------


def _opened(path: Path) -> tuple[bytes, bytes, dict[str, bytes], Any]:
    if path.is_dir() and (path / "manifest.json").exists():
        return _folder(path)
    if path.is_dir():
        return _volumes(path)
    data = path.read_bytes()
    manifest, signature, _ = _heads(data, path.name)
    return manifest, signature, _objects(data), lambda found, size: _zip_problems(data, found, size)


def _folder(path: Path) -> tuple[bytes, bytes, dict[str, bytes], Any]:
    objects, odd = {}, []
    for item in sorted(path.rglob("*")):
        name = item.relative_to(path).as_posix()
        found = re.fullmatch(r"objects/([0-9a-f]{2})/(\1[0-9a-f]{62})", name)
        if item.is_symlink() or not (item.is_file() or item.is_dir()):
            odd.append(f"link {name!r}")
        elif item.is_file() and found:
            objects[found[2]] = item.read_bytes()
        elif item.is_file() and name not in ("manifest.json", "manifest.sig"):
            odd.append(f"extra {name!r}")
    heads = [path / name for name in ("manifest.json", "manifest.sig")]
    if any(head.is_symlink() or not head.is_file() for head in heads):
        raise WrongError("manifest.json or manifest.sig is no file")
    manifest, signature = (head.read_bytes() for head in heads)
    return manifest, signature, objects, lambda _found, _size: iter(odd)


def _volumes(path: Path) -> tuple[bytes, bytes, dict[str, bytes], Any]:
    """§12: every zip of the folder is a volume of one package, each once."""
    objects: dict[str, bytes] = {}
    heads, plans, problems, numbers = set(), set(), [], []
    volumes = []
    for item in sorted(path.glob("*.zip")):
        data = item.read_bytes()
        manifest, signature, at = _heads(data, item.name)
        said, _ = _member(data, at, "volume.json")
        volume = parsed(said, "volume.json")
        if volume.keys() != {"kind", "schema", "package", "number", "volumes"} or volume["kind"] != "sirekap-volume":
            raise WrongError(f"{item.name}: volume.json")
        if volume["package"] != hashlib.sha256(manifest).hexdigest():
            raise WrongError(f"{item.name}: manifest of another package")
        heads.add((manifest, signature))
        plans.add(tuple(volume["volumes"]))
        numbers.append(volume["number"])
        volumes.append((data, volume, said))
        objects |= _objects(data)
    if len(heads) != 1 or len(plans) != 1:
        raise WrongError("no volumes, or of several packages")
    (heads_once,), (plan,) = heads, plans
    if sorted(numbers) != list(range(1, len(plan) + 1)):
        problems.append("a volume is missing or there twice")

    def layout(found: Json, size: int) -> Iterator[str]:
        yield from problems
        for data, volume, said in volumes:
            yield from _zip_problems(data, found, size, volume, said)

    return *heads_once, objects, layout


def _member(data: bytes, at: int, name: str) -> tuple[bytes, int]:
    """The bytes of the member that must stand here, and where the next one begins."""
    start = at + 30 + len(name)
    header = data[at:start]
    if len(header) != 30 + len(name) or header[:4] != b"PK\x03\x04" or header[30:] != name.encode():
        raise WrongError(f"zip: {name} does not stand at {at}")
    size = struct.unpack_from("<L", header, 22)[0]
    return data[start : start + size], start + size


def _heads(data: bytes, what: str) -> tuple[bytes, bytes, int]:
    try:
        manifest, at = _member(data, 0, "manifest.json")
        signature, at = _member(data, at, "manifest.sig")
    except struct.error as error:
        raise WrongError(f"{what}: no package") from error
    return manifest, signature, at


def _objects(data: bytes) -> dict[str, bytes]:
    """Whatever stands behind a header that names an object."""
    found, at = {}, 0
    while (at := data.find(b"PK\x03\x04", at)) >= 0:
        name = re.fullmatch(rb"objects/([0-9a-f]{2})/(\1[0-9a-f]{62})", data[at + 30 : at + 30 + 75])
        if name:
            size = struct.unpack_from("<L", data, at + 22)[0]
            content = data[at + 105 : at + 105 + size]
            if hashlib.sha256(content).hexdigest() == name[2].decode():
                found[name[2].decode()] = content
        at += 1
    return found


def _zip_problems(data: bytes, manifest: Json, _size: int, volume: Json = None, said: bytes = b"") -> Iterator[str]:
    """§4: the archive made anew from its contents is the archive."""
    head, signature, _ = _heads(data, "zip")
    members = [("manifest.json", head), ("manifest.sig", signature)]
    objects = sorted({(file["sha256"], file["size"]) for file in manifest["files"]})
    if volume is not None:
        members.append(("volume.json", said))
        plan = volume["volumes"]
        if sum(plan) != len(objects):
            yield "volume.json: number of objects"
        start = sum(plan[: volume["number"] - 1])
        objects = objects[start : start + plan[volume["number"] - 1]]
    found = _objects(data)
    if any(sha256 not in found for sha256, _ in objects):
        yield "zip: contents"
        return
    members += [(f"objects/{sha256[:2]}/{sha256}", found[sha256]) for sha256, _ in objects]
    if zipped(members) != data:
        yield "zip: layout"


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    """§4, for archives of less than 4 GiB and fewer than 65,535 members."""
    body, directory = b"", b""
    for name, data in members:
        crc, size, raw = zlib.crc32(data), len(data), name.encode("ascii")
        local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0x21, crc, size, size, len(raw), 0)
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20 | 3 << 8, 20, 0, 0, 0, 0x21, crc, size, size, len(raw), 0, 0, 0, 0,
            0o100644 << 16, len(body),
        ) + raw  # fmt: skip
        body += local + raw + data
    count = len(members)
    return body + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)


# --- §2, §3 manifest and signature ------------------------------------------------------------------------------------


def _manifest(data: bytes) -> Json:
    found = parsed(data, "manifest.json")
    if not isinstance(found, dict) or found.get("kind") != "sirekap-package" or found.get("schema") not in (1, 2):
        raise WrongError("manifest.json: kind or schema")
    names = [file["name"] for file in found["files"]]
    if names != sorted(set(names)):
        raise WrongError("manifest.json: names")
    for file in found["files"]:
        if not _NAME.fullmatch(file["name"]) or not _HEX64.fullmatch(file["sha256"]) or file["size"] < 0:
            raise WrongError(f"manifest.json: {file['name']!r}")
    if len({file["sha256"]: 0 for file in found["files"]}) != len({(f["sha256"], f["size"]) for f in found["files"]}):
        raise WrongError("manifest.json: two sizes")
    return found


def _signed(manifest: Json, data: bytes, signature: bytes) -> None:
    found = parsed(signature, "manifest.sig")
    try:
        if found["algorithm"] != "Ed25519" or found["public_key"] != manifest["signer"] or len(found) != 3:
            raise WrongError("manifest.sig")
        verified(found["public_key"], found["signature"], b"sirekap-desktop/package/1\n" + data)
    except (KeyError, TypeError) as error:
        raise WrongError("manifest.sig") from error


def verified(key: str, signature: str, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError) as error:
        raise WrongError("signature") from error


def fingerprint(key: str) -> str:
    digits = hashlib.sha256(bytes.fromhex(key)).hexdigest()[:20].upper()
    return "-".join(digits[at : at + 4] for at in range(0, 20, 4))


def receipt(data: bytes, package: str) -> Json:
    """§10. Raises WrongError."""
    found = parsed(data, "tanda-terima.json")
    body = found["receipt"]
    if (body["kind"], body["schema"], body["package"]) != ("sirekap-receipt", 1, package):
        raise WrongError("receipt of another package")
    verified(body["signer"], found["signature"], b"sirekap-desktop/receipt/1\n" + spelled(body))
    return body


# --- §5 to §8, §11 what the contents say ------------------------------------------------------------------------------


class _Contents:
    """Files of a package whose bytes are as they were signed."""

    def __init__(self, manifest: Json, contents: dict[str, bytes]) -> None:
        self.manifest, self.contents = manifest, contents
        scope = manifest.get("scope") or {"desa": None, "contents": ["audit", "documents", "signed"], "images": "all"}
        self.scope = scope
        self.rows: dict[str, dict[str, Json]] = {}
        """Details of audited rows by subject and id, in the order of the audit."""
        self.counting: dict[tuple[str, str, str], list[str]] = {}
        self.locks: list[tuple[str, str]] = []
        self.has_audit = "audit/audit.jsonl" in contents

    def problems(self) -> Iterator[str]:
        if self.has_audit != ("audit" in self.scope["contents"]):
            yield "scope: audit"
        if self.has_audit:
            yield from self._audit()
        chosen = self.scope.get("pemilihan")
        if chosen is not None and chosen != sorted({recap["pemilihan"] for recap in self.manifest["recaps"]}):
            yield "scope: pemilihan"
        for recap in self.manifest["recaps"]:
            yield from self._recap(recap)
        for pemilihan, form in sorted({(recap["pemilihan"], recap["form"]) for recap in self.manifest["recaps"]}):
            yield from self._meeting(pemilihan, form)

    def _json(self, name: str) -> Json:
        if name not in self.contents:
            raise WrongError(f"{name} is missing")
        return parsed(self.contents[name], name)

    # §7
    def _audit(self) -> Iterator[str]:
        heads: dict[str, tuple[int, str]] = {}
        last: tuple[int, str] = (0, "")
        for number, line in enumerate(self.contents["audit/audit.jsonl"].splitlines(), start=1):
            row = parsed(line, f"audit {number}")
            plain = {key: value for key, value in row.items() if key != "hash"}
            if hashlib.sha256(spelled(plain)).hexdigest() != row["hash"]:
                yield f"audit {number}: hash"
            if row["prev_hash"] != heads.get(row["machine"], (0, "0" * 64))[1]:
                yield f"audit {number}: link"
            if (row["seq"], row["machine"]) <= last:
                yield f"audit {number}: order"
            last = row["seq"], row["machine"]
            if row["subject"] in ("entry", "lock_event", "pleno_event", "chain_seal"):
                detail = json.loads(row["detail"])
                self.rows.setdefault(row["subject"], {})[row["row_id"]] = detail
                yield from self._noted(row, detail, heads)
            heads[row["machine"]] = row["seq"], row["hash"]

    def _noted(self, row: Json, detail: Json, heads: dict[str, tuple[int, str]]) -> Iterator[str]:
        if row["subject"] == "entry":
            place = detail["tps"], detail["form"], detail["field"]
            ids = self.counting.setdefault(place, [])
            if detail["withdraws"] is None:
                ids.append(row["row_id"])
            elif detail["withdraws"] in ids:
                ids.remove(detail["withdraws"])
        elif row["subject"] == "lock_event":
            self.locks.append((detail["scope"], detail["action"]))
        elif row["subject"] == "chain_seal":
            said = json.loads(detail["heads"])
            message = b"sirekap-desktop/chain-head/1\n" + spelled({"heads": said, "lock": detail["lock_event"]})
            verified(detail["public_key"], detail["signature"], message)
            before = heads.get(row["machine"], (0, ""))
            if [row["machine"], *before] not in said:
                yield f"seal {row['row_id']}"

    # §8.3
    def _recap(self, recap: Json) -> Iterator[str]:
        name = recap["pemilihan"]
        if recap["dapil"]:
            name += "-" + re.sub(r"[^a-z0-9]+", "-", recap["dapil"].lower()).strip("-")
        data = self.contents.get(f"rekap/{name}.json", b"")
        if hashlib.sha256(data).hexdigest() != recap["snapshot_sha256"]:
            yield f"{name}: snapshot_sha256"
            return
        snapshot = parsed(data, name)
        said = (snapshot["locked"], snapshot["revision"], snapshot["form"], snapshot["simulation"])
        if said != (recap["locked"], recap["revision"], recap["form"], self.manifest["simulation"]):
            yield f"{name}: manifest"
        if snapshot["kecamatan"]["code"] != self.manifest["kecamatan"]["code"]:
            yield f"{name}: kecamatan"
        if self.has_audit and (snapshot["locked"], snapshot["revision"]) != self._lock(snapshot):
            yield f"{name}: lock"
        yield from self._sums(name, snapshot)
        yield from self._csv(name, snapshot)
        yield from self._tps_files(name, snapshot)

    def _lock(self, snapshot: Json) -> tuple[bool, int]:
        """§7: a scope is the kecamatan, or kecamatan or desa with a form."""
        code, form = snapshot["kecamatan"]["code"], snapshot["form"]
        last = dict(self.locks)
        locked = "lock" in (last.get(code), last.get(f"{code}/{form}"))
        reopened = [scope for scope, action in self.locks if action == "unlock"]
        return locked, 1 + sum("/" not in scope or scope.endswith(f"/{form}") for scope in reopened)

    def _sums(self, name: str, snapshot: Json) -> Iterator[str]:
        tables = [*snapshot["desa_tables"], snapshot["kecamatan_table"]]
        for table in tables:
            for cells, total in zip(table["cells"], table["totals"], strict=True):
                if any(sum(cell[key] for cell in cells) != total[key] for key in ("value", "missing", "empty")):
                    yield f"{name}: sums of {table['code']}"
        for number, table in enumerate(snapshot["desa_tables"]):
            column = [cells[number] for cells in snapshot["kecamatan_table"]["cells"]]
            if any(
                one[key] != two[key]
                for one, two in zip(column, table["totals"], strict=True)
                for key in ("value", "empty")
            ):
                yield f"{name}: column of {table['code']}"
        codes = [column["code"] for table in snapshot["desa_tables"] for column in table["columns"]]
        if len(set(codes)) != len(codes):
            yield f"{name}: a TPS twice"
        for table in snapshot["desa_tables"]:
            if not table["code"].startswith(snapshot["kecamatan"]["code"]) or any(
                not column["code"].startswith(table["code"]) for column in table["columns"]
            ):
                yield f"{name}: a TPS or desa of elsewhere"

    # §6
    def _csv(self, name: str, snapshot: Json) -> Iterator[str]:
        rows = snapshot["rows"]
        names = [row["export_as"] or row["field"] for row in rows]
        lines = [["kode", "desa", "tps", *names, "belum", "kosong"]]
        for table in snapshot["desa_tables"]:
            for at, column in enumerate(table["columns"]):
                cells = [row[at] for row in table["cells"]]
                lines.append(
                    [column["code"], table["name"], column["code"][10:]]
                    + ["" if cell["missing"] or cell["empty"] else str(cell["value"]) for cell in cells]
                    + [
                        " ".join(n for n, cell in zip(names, cells, strict=True) if cell[key])
                        for key in ("missing", "empty")
                    ]
                )
        yield from self._same_csv(f"csv/{name}-tps.csv", lines)
        table = snapshot["kecamatan_table"]
        sums = [["kode", "desa", "tps_total", "tps_lengkap", *names]]
        for at, column in enumerate(table["columns"]):
            own = [column["code"], column["title"], column["tps_total"], column["tps_complete"]]
            sums.append([*own, *(cells[at]["value"] for cells in table["cells"])])
        tps = [sum(column[key] for column in table["columns"]) for key in ("tps_total", "tps_complete")]
        sums.append([table["code"], f"JUMLAH {table['name']}", *tps, *(cell["value"] for cell in table["totals"])])
        yield from self._same_csv(f"csv/{name}-desa.csv", [[str(cell) for cell in line] for line in sums])

    def _same_csv(self, name: str, lines: list[list[str]]) -> Iterator[str]:
        text = io.StringIO(self.contents.get(name, b"").decode(), newline="")
        if [[_plain(cell) for cell in line] for line in csv.reader(text)] != lines:
            yield name

    # §5, §8.4, §8.5
    def _tps_files(self, name: str, snapshot: Json) -> Iterator[str]:
        expected = set()
        for table in snapshot["desa_tables"]:
            if self.scope["desa"] is not None and table["code"] not in self.scope["desa"]:
                continue
            for at, column in enumerate(table["columns"]):
                path = f"data/{name}/{column['code']}.json"
                expected.add(path)
                if path not in self.contents:
                    yield f"{path} is missing"
                    continue
                cells = {row["field"]: cells[at] for row, cells in zip(snapshot["rows"], table["cells"], strict=True)}
                yield from (f"{path}: {problem}" for problem in self._tps(snapshot, column["code"], path, cells))
        here = {path for path in self.contents if path.startswith(f"data/{name}/")}
        yield from (f"{path} is of no TPS" for path in here - expected)

    def _tps(self, snapshot: Json, code: str, path: str, cells: dict[str, Json]) -> Iterator[str]:
        found = self._json(path)
        if (found["tps"], found["pemilihan"], found["form"]) != (code, snapshot["pemilihan"], snapshot["form"]):
            yield "another TPS or form"
        values = {value["field"]: value for value in found["values"]}
        if len(values) != len(found["values"]) or not values.keys() <= cells.keys():
            yield "a field twice or unknown"
        for field, cell in cells.items():
            value = values.get(field)
            said = (value or {}).get("value")
            if said is not None and not 0 <= said <= 99_999:
                yield f"{field} beyond the form"
            told = (cell["value"], cell["missing"], cell["empty"])
            if told != (said or 0, int(value is None), int(value is not None and said is None)):
                yield f"{field} is not that of the recap"
        entries = {entry["id"]: entry for entry in found["entries"]}
        for field, value in values.items():
            entry = entries.get(value["entry"])
            if entry is None or (entry["field"], entry["value"]) != (field, value["value"]):
                yield f"{field} has no history"
        if self.has_audit:
            yield from self._audited(found, entries, values)
        yield from self._photos(found)

    def _audited(self, found: Json, entries: dict[str, Json], values: dict[str, Json]) -> Iterator[str]:
        rows = self.rows.get("entry", {})
        for name, entry in entries.items():
            told = {"tps": found["tps"], "form": found["form"]} | {key: entry[key] for key in ("field", "value", "how")}
            if any(rows.get(name, {}).get(key, ...) != value for key, value in told.items()):
                yield f"entry {name} is not audited"
        for field in {entry["field"] for entry in found["entries"]}:
            ids = self.counting.get((found["tps"], found["form"], field), [])
            if (ids[-1] if ids else None) != values.get(field, {}).get("entry"):
                yield f"{field}: another entry counts"

    def _photos(self, found: Json) -> Iterator[str]:
        files = {file["name"]: file for file in self.manifest["files"]}
        for image in found["images"]:
            file = files.get(image["file"]) if image["file"] else None
            shows = file is not None and image["sha256"] in (file["sha256"], file.get("reduced_from"))
            if image["file"] and not shows:
                yield f"photo {image['id']}"
            if not image["file"] and self.scope["images"] == "all" and "scope" in self.manifest:
                yield f"photo {image['id']} left out"

    # §11
    def _meeting(self, pemilihan: str, form: str) -> Iterator[str]:
        name = f"rapat/{pemilihan}.json"
        found = self._json(name)
        if (found["form"], found["pemilihan"], found["simulation"]) != (form, pemilihan, self.manifest["simulation"]):
            yield f"{name}: manifest"
        if not self.has_audit:
            return
        keys = ("id", "tps", "kind", "body", "ref", "at", "who")
        events = [row for row in self.rows.get("pleno_event", {}).values() if row["form"] == form]
        if [[line[key] for key in keys] for line in found["lines"]] != [[row[key] for key in keys] for row in events]:
            yield f"{name}: lines"
        rows = self.rows.get("entry", {})
        for change in found["corrections"]:
            row = rows.get(change["entry"], {})
            if any(
                row.get(key, ...) != change[key]
                for key in ("tps", "field", "value", "how", "reason", "witness", "at", "who")
            ):
                yield f"{name}: correction {change['entry']}"
        named = {change["entry"] for change in found["corrections"]}
        counting = [one for (_, of, _), ids in self.counting.items() if of == form for one in ids]
        if any(rows[one]["how"] == "corrected" and one not in named for one in counting):
            yield f"{name}: a correction is not named"
        yield from self._locks(name, found)

    def _locks(self, name: str, found: Json) -> Iterator[str]:
        rows = self.rows.get("lock_event", {})
        seals = {row["lock_event"]: row for row in self.rows.get("chain_seal", {}).values()}
        for line in found["locks"]:
            row = rows.get(line["id"])
            if row is None or (row["action"] == "lock") != line["locked"] or row["revision"] != line["revision"]:
                yield f"{name}: lock {line['id']}"
            seal = seals.get(line["id"])
            if seal is not None and json.loads(seal["heads"]) != line["heads"]:
                yield f"{name}: head of {line['id']}"


def _plain(cell: str) -> str:
    return cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell


if __name__ == "__main__":
    problems = check(Path(sys.argv[1]))
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    sys.exit(bool(problems))
