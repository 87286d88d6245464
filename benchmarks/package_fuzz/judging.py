"""Takes a case as the program takes it, and says whether that was an acceptable end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.package_fuzz import cases, others, panels
from benchmarks.package_fuzz.cases import Case
from benchmarks.package_fuzz.sources import KABUPATEN, SENDER, VECTOR, Contents, signer
from sirekap_desktop.exchange import activation, envelope, keys, stores
from sirekap_desktop.exchange.transport import fetching, receipt, source
from sirekap_desktop.exchange.transport.delivery import RECEIPT_NAME
from sirekap_desktop.exchange.transport.folder import FolderStore
from sirekap_desktop.exchange.transport.problems import TransportError
from sirekap_desktop.exchange.verify import VerifyReport, verify
from sirekap_desktop.forms.errors import UserError
from tests import figure_files

Verdict = tuple[str, str]
"""``accepted``, ``refused`` or a fault, and what was said."""
FETCHED = "diambil"
_LONGEST = 600


def tried(case: Case, folder: Path) -> Verdict:
    """What became of the files of a case that lie in ``folder``."""
    try:
        said = _ROADS[case.road](case, folder)
    except (UserError, TransportError) as refusal:
        said = [str(refusal)]
    wrong = next((text for text in said if not is_sentence(text)), None)
    if wrong is not None:
        return "speechless", repr(wrong[:300])
    return ("refused", said[0]) if said else _accepted(case, folder)


def is_sentence(text: str) -> bool:
    """Words for a person: nothing of the machine in them, nothing that a terminal would obey."""
    plain = text.isprintable() and 10 < len(text) < _LONGEST
    return (
        plain
        and text.endswith((".", "!", "?", "…"))
        and not any(word in text for word in ("Error", "Traceback", "object at"))
    )


def _verified(case: Case, path: Path) -> list[str]:
    report = verify(path, signer(SENDER), with_documents=False)
    if case.signed == "stranger" and report.ok:
        raise AssertionError("a stranger's package passes as the sender's")
    return _said(report)


def _said(report: VerifyReport) -> list[str]:
    return [finding.message for finding in report.findings]


def _fetched(case: Case, folder: Path) -> list[str]:
    store = FolderStore(folder / cases.STICK)
    said = []
    places = list(fetching.places(store))
    if not places:
        return ["Tidak ada paket di tempat itu."]
    for place in places:
        target = folder / FETCHED / place.package
        try:
            fetching.fetch(store, place, target)
            said += _verified(case, target)
            data = fetching.read_file(store, place.receipt, receipt.MAX_RECEIPT)
            receipt.check_receipt(data, hashlib.sha256((target / "manifest.json").read_bytes()).hexdigest(), ())
        except (UserError, TransportError) as refusal:
            said.append(str(refusal))
    return said


def _received(_case: Case, folder: Path) -> list[str]:
    found = stores.scan(VECTOR / "paket.zip", lambda _count: None)
    data = (folder / RECEIPT_NAME).read_bytes()
    package = hashlib.sha256(found.manifest_bytes).hexdigest()
    receipt.check_receipt(data, package, {keys.fingerprint(keys.public_bytes(KABUPATEN))})
    return []


def _opened(_case: Case, folder: Path) -> list[str]:
    found = envelope.read(folder / "berkas.sirekap")
    {
        envelope.ACTIVATION: activation.activation_of,
        envelope.ANSWER: activation.answer_of,
        envelope.PIN_ORDER: activation.pin_order_of,
    }[found.kind](found, "berkas.sirekap")
    return []


def _figures(read: Callable[..., figure_files.Figures]) -> Callable[[Case, Path], list[str]]:
    def take(case: Case, folder: Path) -> list[str]:
        (name,) = case.files
        found = read((folder / name).read_bytes(), *others.figures())
        return [problem.message for problem in found.problems if problem.blocks]

    return take


_ROADS: Mapping[str, Callable[[Case, Path], list[str]]] = {
    "zip": lambda case, folder: _verified(case, folder / cases.PACKAGE),
    "folder": lambda case, folder: _verified(case, folder / cases.FOLDER),
    "volumes": lambda case, folder: _verified(case, folder / cases.VOLUMES),
    "source": lambda _case, folder: _opened_for_sending(folder / cases.PACKAGE),
    "store": _fetched,
    "receipt": _received,
    "panel": lambda _case, folder: panels.look(folder / panels.PACKAGE),
    "activation": _opened,
    "csv": _figures(figure_files.read_csv),
    "json": _figures(figure_files.read_zip),
    "xlsx": _figures(figure_files.read_book),
}


def _opened_for_sending(path: Path) -> list[str]:
    found = source.open_source(path)
    for sha256 in found.objects:
        found.require(sha256)
    return []


def _accepted(case: Case, folder: Path) -> Verdict:
    """Nobody's change passes only when it changed nothing; the sender's only when its figures still add up."""
    if case.signed == "nobody" and case.road == "panel" and not panels.is_same(case.files[panels.PACKAGE]):
        return "wrong", "a change that nobody signed passes"
    if case.signed == "nobody" and case.road in _PACKAGES:
        same = case.road == "store" or _is_same(case)
        return ("accepted", "identical") if same else ("wrong", "a change that nobody signed passes")
    if case.signed == "sender" and (name := _PACKAGES.get(case.road)):
        return _adds_up(folder / name)
    return "accepted", "signed"


def _is_same(case: Case) -> bool:
    if case.road == "volumes":  # under whatever names: their contents say which they are
        return sorted(case.files.values()) == sorted(cases.original("volumes").files.values())
    if (
        case.road == "source"
    ):  # looks at what it sends: manifest, signature and objects, not at the directory of the zip
        return True
    return not case.links and dict(case.files) == dict(cases.original(case.road).files)


_PACKAGES = {"zip": cases.PACKAGE, "folder": cases.FOLDER, "volumes": cases.VOLUMES, "source": "", "store": ""}
"""Roads of packages, and what is verified there."""


def _adds_up(path: Path) -> Verdict:
    found = stores.scan(path, lambda _count: None)
    contents = {name: found.read(file.sha256, 10**9) or b"" for name, file in found.files.items()}
    assert found.manifest is not None
    for recap in found.manifest.recaps:
        if not _sums(contents, recap.name):
            return "wrong", f"the totals of {recap.name} are not the sums of its TPS"
    return "accepted", "signed"


def _sums(contents: Contents, recap: str) -> bool:
    snapshot = json.loads(contents[f"rekap/{recap}.json"])
    added: dict[str, int] = {}
    for name, data in contents.items():
        if name.startswith(f"data/{recap}/"):
            for value in json.loads(data)["values"]:
                added[value["field"]] = added.get(value["field"], 0) + (value["value"] or 0)
    totals = {
        row["field"]: cell["value"]
        for row, cell in zip(snapshot["rows"], snapshot["kecamatan_table"]["totals"], strict=True)
    }
    return all(added.get(field, 0) == total for field, total in totals.items())
