"""docs/package-format.md is enough: its schemas fit, and a checker written from it alone agrees with the program."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import outside_package_check as outside
import pytest
from jsonschema import Draft202012Validator

from benchmarks.package_fuzz.cases import Case, make
from benchmarks.package_fuzz.sources import KABUPATEN, SENDER, VECTOR, described, pieces, sent, signer, spelled
from sirekap_desktop.exchange import stores
from sirekap_desktop.exchange.transport.receipt import check_receipt
from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.forms.errors import UserError
from tests.exchange import make_vector
from tools import make_schemas

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = {name: Draft202012Validator(schema) for name, schema in make_schemas.made().items()}
STEPS = json.loads((VECTOR / "langkah.json").read_text("utf-8"))


# --- schemas ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_schema_is_one_and_the_committed_is_the_one_of_the_program(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name].schema)
    committed = (make_schemas.FOLDER / f"{name}.schema.json").read_text("utf-8")
    assert committed == make_schemas.text(make_schemas.made()[name]), "run: python -m tools.make_schemas"


def test_every_word_of_the_schemas_belongs_to_a_field() -> None:
    assert make_schemas.unused() == set()
    assert {path.name.removesuffix(".schema.json") for path in make_schemas.FOLDER.iterdir()} == set(SCHEMAS)


def contents_of(path: Path) -> dict[str, bytes]:
    found = stores.scan(path, lambda _count: None)
    return {name: found.read(file.sha256, 10**9) or b"" for name, file in found.files.items()}


def objects(contents: dict[str, bytes], manifest: dict, signature: bytes) -> Iterator[tuple[str, object]]:
    """Every JSON object of a package, with the name of its schema."""
    yield f"manifest-{manifest['schema']}", manifest
    yield "manifest.sig", json.loads(signature)
    by_folder = {"data": "tps", "rekap": "rekap", "rapat": "rapat", "tandatangan": "tandatangan"}
    for name, data in contents.items():
        if name.endswith(".json"):
            yield by_folder[name.partition("/")[0]], json.loads(data)
        for line in data.splitlines() if name.endswith(".jsonl") else ():
            row = json.loads(line)
            yield "audit", row
            if row["subject"] in make_schemas.made()["detail"]["$defs"]:
                yield f"detail/{row['subject']}", json.loads(row["detail"])
        if name.startswith("rapat/"):
            for line in json.loads(data)["lines"]:
                yield f"fact/{line['kind']}", json.loads(line["body"])


def problems(name: str, value: object) -> list[str]:
    file, _, part = name.partition("/")
    validator = SCHEMAS[file]
    if part:
        validator = validator.evolve(schema={"$ref": f"#/$defs/{part}", "$defs": validator.schema["$defs"]})
    return [f"{name}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


def test_all_that_the_program_writes_fits_its_schema() -> None:
    for path in (VECTOR / "paket.zip",):
        found = stores.scan(path, lambda _count: None)
        for name, value in objects(contents_of(path), json.loads(found.manifest_bytes), found.signature):
            assert problems(name, value) == []
    assert problems("tanda-terima", json.loads(sent().receipt)) == []


def test_a_whole_meeting_with_its_signed_pages_fits_the_schemas(full_package: Path) -> None:
    found = stores.scan(full_package, lambda _count: None)
    seen = set()
    for name, value in objects(contents_of(full_package), json.loads(found.manifest_bytes), found.signature):
        seen.add(name)
        assert problems(name, value) == []
    assert {"rekap", "rapat", "tps", "detail/chain_seal", "fact/objection", "fact/attended"} <= seen


@pytest.fixture(scope="module")
def full_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from sirekap_desktop.exchange import sending
    from sirekap_desktop.reports.options import ReportOptions
    from tests.reports.meetings import full_meeting

    folder = tmp_path_factory.mktemp("rapat")
    with full_meeting(folder) as workspace:
        sending.build(workspace, folder / "p.zip", options=ReportOptions("A4"))
    return folder / "p.zip"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("manifest-2", lambda value: value.update(zz=1)),
        ("manifest-2", lambda value: value.pop("machine")),
        ("manifest-2", lambda value: value["files"][0].update(sha256="AB" * 32)),
        ("manifest-2", lambda value: value["files"][0].update(size=1.5)),
        ("manifest-2", lambda value: value["scope"].update(images="some")),
        ("manifest-1", lambda value: value),
    ],
)
def test_what_the_format_does_not_know_does_not_fit(name: str, change: Callable[[dict], object]) -> None:
    value = json.loads(spelled(sent().manifest))
    assert problems("manifest-2", value) == []
    change(value)
    assert problems(name, value)


# --- the vector -------------------------------------------------------------------------------------------------------


def test_the_steps_of_the_vector_are_those_of_the_program() -> None:
    assert make_vector.steps(VECTOR) == STEPS


def test_the_vector_is_whole_for_the_program_in_one_zip_and_in_volumes() -> None:
    for name in ("paket.zip", "volume"):
        report = verify(VECTOR / name, STEPS["fingerprint"])
        assert report.findings == ()
        assert report.manifest is not None
        assert hashlib.sha256(report.manifest.canonical()).hexdigest() == STEPS["manifest_sha256"]
    checked = check_receipt(sent().receipt, STEPS["manifest_sha256"], ())
    assert checked.receipt.signer == signer(KABUPATEN)


def test_the_steps_follow_from_the_document_alone() -> None:
    data = (VECTOR / "paket.zip").read_bytes()
    manifest, signature, _ = outside._heads(data, "paket.zip")
    assert hashlib.sha256(data).hexdigest() == STEPS["zip_sha256"]
    assert (len(manifest), hashlib.sha256(manifest).hexdigest()) == (STEPS["manifest_size"], STEPS["manifest_sha256"])
    assert (b"sirekap-desktop/package/1\n" + manifest)[:60].hex() == STEPS["signed_bytes_begin"]
    assert signature.decode() == STEPS["manifest_sig"]
    assert outside.fingerprint(STEPS["public_key"]) == STEPS["fingerprint"]
    assert outside.receipt(sent().receipt, STEPS["manifest_sha256"])["accepted"]


# --- the outside checker ----------------------------------------------------------------------------------------------


def test_the_outside_checker_knows_nothing_of_the_program() -> None:
    tree = ast.parse(Path(outside.__file__).read_text("utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    foreign = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    assert foreign == {"cryptography"}


@pytest.mark.parametrize("name", ["paket.zip", "volume"])
def test_the_outside_checker_accepts_the_vector(name: str) -> None:
    assert outside.check(VECTOR / name) == []


def test_the_outside_checker_accepts_a_whole_meeting(full_package: Path) -> None:
    assert outside.check(full_package) == []


def agreed(path: Path) -> bool:
    """The verdict, if both come to the same."""
    ours = verify(path, with_documents=False)
    theirs = outside.check(path)
    assert (ours.findings == ()) == (theirs == []), (ours.findings, theirs)
    return theirs == []


def lie(name: str, change: Callable[[dict], object]) -> Callable[[dict[str, bytes]], None]:
    def apply(contents: dict[str, bytes]) -> None:
        value = json.loads(contents[name])
        change(value)
        contents[name] = spelled(value)

    return apply


DATA, MEETING = "data/ppwp/7605052001001.json", "rapat/ppwp.json"


def cut_audit(contents: dict[str, bytes]) -> None:
    lines = contents["audit/audit.jsonl"].splitlines(keepends=True)
    contents["audit/audit.jsonl"] = b"".join(lines[:30] + lines[31:])


LIES: dict[str, Callable[[dict[str, bytes]], object]] = {
    "a vote more": lie(DATA, lambda value: value["values"][0].update(value=5)),
    "a value without history": lie(DATA, lambda value: value["values"][0].update(entry="x")),
    "a value twice": lie(DATA, lambda value: value["values"].append(value["values"][0])),
    "another TPS": lie(DATA, lambda value: value.update(tps="7605052001002")),
    "the withdrawn value counts": lie(DATA, lambda value: value["entries"].reverse() or value["values"].pop()),
    "no such TPS": lambda contents: contents.pop(DATA),
    "a TPS more": lambda contents: contents.update({"data/ppwp/7605052001009.json": contents[DATA]}),
    "another CSV": lambda contents: contents.update({"csv/ppwp-tps.csv": b"kode\r\n"}),
    "another CSV of desa": lambda contents: contents.update({"csv/ppwp-desa.csv": b"kode\r\n"}),
    "another recap": lie("rekap/ppwp.json", lambda value: value["kecamatan_table"]["totals"][0].update(value=9)),
    "a row of audit less": cut_audit,
    "no audit": lambda contents: contents.pop("audit/audit.jsonl"),
    "no meeting": lambda contents: contents.pop(MEETING),
    "a line of the meeting less": lie(MEETING, lambda value: value["lines"].pop()),
    "another pembetulan": lie(MEETING, lambda value: value["corrections"][0].update(value=3)),
    "no pembetulan": lie(MEETING, lambda value: value["corrections"].clear()),
    "another head": lie(MEETING, lambda value: value["locks"][0]["heads"][0].__setitem__(2, "0" * 64)),
    "no photo": lambda contents: [contents.pop(name) for name in list(contents) if name.startswith("foto/")],
}


@pytest.mark.parametrize("name", LIES)
def test_both_checkers_find_a_lie_that_was_signed(name: str, tmp_path: Path) -> None:
    contents = dict(sent().contents)
    LIES[name](contents)
    text = spelled(described(sent().manifest, contents, SENDER))
    (tmp_path / "p.zip").write_bytes(pieces(text, contents, SENDER).zip())
    assert not agreed(tmp_path / "p.zip")


def test_both_checkers_agree_on_what_nobody_signed(tmp_path: Path) -> None:
    """Bytes, archives, folders and objects as the fuzz changes them."""
    tried = 0
    for index in range(900):
        case: Case = make(77, index)
        place = tmp_path / str(index)
        name = {"zip": "p.zip", "folder": "p"}.get(case.road)
        if case.signed != "nobody" or name is None or case.links:
            continue
        case.put(place)
        tried += 1
        with suppress(UserError):  # the program says at once that this is no package
            agreed(place / name)
        shutil.rmtree(place)
    assert tried > 200
