"""The audit chain of the largest kecamatan with five elections: filter, piece, details, in ms.

Run: ``python -m benchmarks.audit [--tps 1591] [--times 10] [--keep FOLDER]``. The entries of one pemilihan are recorded
as the program does it; their acts are then copied so often (``--times``) that the chain is as long as five elections
make it. The copies have no right hashes: they are for reading, not for verifying.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks._table import median_ms, show
from benchmarks.recap import FORM, build
from sirekap_desktop.models.audit_acts import ActKind, AuditFilter
from sirekap_desktop.models.workspace import Workspace

STEP = 200
_COPY = """
INSERT INTO audit
SELECT machine, seq + ?, at, who, kind, subject, row_id, tps, replace(detail, ?, ?), row_sha256, prev_hash,
       lower(hex(randomblob(32)))
FROM audit WHERE seq <= ?
"""
_FORMS = ("c-hasil-dpr-2024", "c-hasil-dpd-2024", "c-hasil-dprd-prov-2024", "c-hasil-dprd-kabko-2024")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tps", type=int, default=1591)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args(arguments)
    if given.keep and (given.keep / "ws" / "sirekap.db").is_file():
        with Workspace.open(given.keep / "ws", operator="SIMULASI", key_folder=given.keep / "keys") as workspace:
            report(workspace)
        return
    with tempfile.TemporaryDirectory() as folder:
        place = given.keep or Path(folder)
        with build(place, given.tps) as workspace:
            lengthen(workspace, given.times)
            report(workspace)


def lengthen(workspace: Workspace, times: int) -> None:
    """Copy the acts, for the other elections in turn."""
    last = max(seq for _, seq, _ in workspace.audit_heads())
    with workspace.write() as tx:
        for number in range(1, times):
            values = (number * last, FORM, _FORMS[number % len(_FORMS)], last)
            tx.database.execute_sql(_COPY, values)


def report(workspace: Workspace) -> None:
    """What a reader waits for."""
    desa = workspace.desa()[3].code
    filters = {
        "everything": AuditFilter(),
        "one TPS": AuditFilter(tps=f"{desa}017"),
        "one desa": AuditFilter(desa=desa),
        "one person": AuditFilter(who="SIMULASI"),
        "nobody": AuditFilter(who="TIDAK ADA"),
        "one pemilihan": AuditFilter(form=FORM, pemilihan="ppwp"),
        "kind: isian": AuditFilter(kind=ActKind.ISIAN),
        "kind: kunci": AuditFilter(kind=ActKind.KUNCI),
        "one day": AuditFilter(since=workspace.audit_facets().days[0], until=workspace.audit_facets().days[0]),
        "desa and pemilihan": AuditFilter(desa=desa, form=FORM),
    }
    print(f"{workspace.audit_count()} acts")
    show(
        ("filter", "acts", "first page", "index", "page in the middle"),
        [_row(workspace, *item) for item in filters.items()],
    )
    acts = workspace.audit_acts(AuditFilter(), STEP)
    detail = median_ms(lambda: workspace.audit_act((acts[-1].row.seq, acts[-1].row.machine)), 5)
    show(
        ("other", "ms"),
        [
            ("one act with before and after", f"{detail:.1f}"),
            ("people and days", f"{median_ms(workspace.audit_facets, 3):.0f}"),
        ],
    )


def _row(workspace: Workspace, name: str, wanted: AuditFilter) -> tuple[object, ...]:
    index = workspace.audit_index(wanted, STEP)
    first = median_ms(lambda: workspace.audit_acts(wanted, STEP), 3)
    whole = median_ms(lambda: workspace.audit_index(wanted, STEP), 3)
    if not index.marks:
        return name, 0, f"{first:.0f}", f"{whole:.0f}", "-"
    mark = index.marks[len(index.marks) // 2]
    middle = median_ms(lambda: workspace.audit_acts(wanted, STEP, mark), 3)
    return name, index.total, f"{first:.0f}", f"{whole:.0f}", f"{middle:.0f}"


if __name__ == "__main__":
    main()
