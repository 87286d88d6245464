"""Makes the package of a kecamatan from its workspace: form data, recap, documents, photos and audit, signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from sirekap_desktop.exchange import formdata, keys, signed
from sirekap_desktop.exchange.contents import csv_files
from sirekap_desktop.exchange.manifest import KIND, PROGRAM, SCHEMA, Manifest, PackageArea, canonical, describe
from sirekap_desktop.exchange.meetings import meeting_name
from sirekap_desktop.exchange.package import Report, Staging, staging, write_package
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models.keys import SigningKey
from sirekap_desktop.models.pleno.snapshot import PlenoSnapshot
from sirekap_desktop.models.recap import RecapSnapshot, recap_name
from sirekap_desktop.models.records import ImageVersion, Tps
from sirekap_desktop.models.signed import SignedPage
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.documents import document_set
from sirekap_desktop.reports.meeting import Meeting
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.reports.rapat.documents import meeting_documents

_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jpe": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_PLAIN = "application/octet-stream"
_JSON = "application/json"


def build(
    workspace: Workspace,
    target: Path,
    *,
    options: ReportOptions,
    with_images: bool = True,
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Manifest:
    """Write the package of a workspace; all of it shows one moment, whatever is recorded meanwhile.

    Args:
        target: a zip when it ends in ``.zip``, else a folder.
        options: how the documents in it are printed.
        with_images: False leaves the photos out; their hashes stay in the form data.
        progress: told while objects are written.
        cancelled: asked between pieces.

    Raises:
        UserError: ``key.missing``, and what :func:`exchange.package.write_package` raises.
    """
    key = workspace.signing_key()
    with staging(target) as files:
        with workspace.snapshot():
            snapshots, pleno = workspace.recaps(), workspace.pleno_snapshots()
            _stage_data(workspace, files, with_images=with_images)
            _stage_signed(workspace, files, with_images=with_images)
            audit = workspace.audit_export()
        files.add_bytes("audit/audit.jsonl", "audit", "application/jsonl", audit)
        for meeting in pleno:
            recaps = [snapshot for snapshot in snapshots if snapshot.form == meeting.form]
            _stage_meeting(files, meeting, recaps, options)
        manifest = _manifest(workspace, snapshots, key)
        return write_package(target, manifest, files, key.private, progress=progress, cancelled=cancelled)


def _manifest(workspace: Workspace, snapshots: tuple[RecapSnapshot, ...], key: SigningKey) -> Manifest:
    area = workspace.kecamatan
    return Manifest(
        schema=SCHEMA,
        kind=KIND,
        program=PROGRAM,
        kecamatan=PackageArea(area.code, area.name, area.kabupaten, area.provinsi),
        simulation=workspace.simulation,
        machine=key.machine_id,
        made_at=max(snapshot.taken_at for snapshot in snapshots),
        signer=keys.public_bytes(key.private).hex(),
        recaps=tuple(describe(snapshot) for snapshot in snapshots),
        files=(),
    )


def _stage_meeting(files: Staging, meeting: PlenoSnapshot, recaps: list[RecapSnapshot], options: ReportOptions) -> None:
    """A pemilihan: its recaps, its meeting, and the documents of both."""
    for snapshot in recaps:
        _stage_recap(files, snapshot, options, Meeting(meeting))
    files.add_bytes(meeting_name(meeting.pemilihan), "meeting", _JSON, meeting.canonical())
    for document in meeting_documents(meeting, recaps, options):
        files.add_bytes(f"dokumen/{document.name}", "document", _TYPES[".pdf"], document.bytes)


def _stage_recap(files: Staging, snapshot: RecapSnapshot, options: ReportOptions, meeting: Meeting) -> None:
    files.add_bytes(f"rekap/{snapshot.name}.json", "recap", _JSON, snapshot.canonical())
    for name, data in csv_files(snapshot):
        files.add_bytes(name, "csv", "text/csv", data)
    for document in document_set(snapshot, options, meeting=meeting):
        media_type = _TYPES.get(Path(document.name).suffix, _PLAIN)
        kind = "xlsx" if document.kind == "xlsx" else "document"
        files.add_bytes(f"dokumen/{document.name}", kind, media_type, document.bytes)


def _stage_data(workspace: Workspace, files: Staging, *, with_images: bool) -> None:
    for contest in workspace.contests():
        form = contest.form
        status = {item.tps.code: item.status.value for item in workspace.progress(form.id)}
        for tps in filter(lambda item: contest.covers(item.code), workspace.tps()):
            images = [image for image in workspace.images(tps.code) if image.form == form.id]
            names = {image.id: _stage_image(workspace, files, image) for image in images} if with_images else {}
            data = _tps_data(workspace, form, tps, status=status[tps.code], images=images, names=names)
            name = formdata.data_name(recap_name(form.pemilihan, contest.dapil), tps.code)
            files.add_bytes(name, "data", _JSON, canonical(asdict(data)), tps=tps.code)


def _stage_image(workspace: Workspace, files: Staging, image: ImageVersion) -> str:
    path = workspace.original_path(image.sha256)
    name = f"foto/{image.tps}/{image.form}-hal{image.page}-v{image.version}{path.suffix}"
    media_type = _TYPES.get(path.suffix, _PLAIN)
    return files.add_file(name, "image", media_type, path, sha256=image.sha256, tps=image.tps).name


def _stage_signed(workspace: Workspace, files: Staging, *, with_images: bool) -> None:
    """Signed copies of every revision, replaced pictures too, and the list of them."""
    pages = workspace.signed_pages()
    if not pages:
        return
    names = {page.id: _stage_signed_page(workspace, files, page) for page in pages} if with_images else {}
    files.add_bytes(signed.INDEX, "signed_index", _JSON, signed.index_of(pages, names))


def _stage_signed_page(workspace: Workspace, files: Staging, page: SignedPage) -> str:
    path = workspace.original_path(page.sha256)
    media_type = _TYPES.get(path.suffix, _PLAIN)
    return files.add_file(signed.file_name(page), "signed", media_type, path, sha256=page.sha256).name


def _tps_data(
    workspace: Workspace,
    form: FormDefinition,
    tps: Tps,
    *,
    status: str,
    images: list[ImageVersion],
    names: dict[str, str],
) -> formdata.TpsFile:
    return formdata.tps_file(
        form,
        tps,
        status,
        values=formdata.values_of(form, workspace.entries(tps.code, form.id)),
        entries=tuple(_history(workspace, form, tps.code)),
        reasons=tuple(formdata.reason_of(reason) for reason in workspace.reasons(tps.code, form.id)),
        images=tuple(formdata.image_of(image, names.get(image.id)) for image in images),
        readings=tuple(_pages(workspace, images)),
    )


def _history(workspace: Workspace, form: FormDefinition, tps: str) -> Iterator[formdata.TpsEntry]:
    """By field in the order of the form, oldest first."""
    place = {field.name: number for number, field in enumerate(form.fields)}
    log = workspace.histories(tps, form.id)
    return map(formdata.entry_of, sorted(log, key=lambda entry: place.get(entry.field, len(place))))


def _pages(workspace: Workspace, images: list[ImageVersion]) -> Iterator[formdata.TpsPage]:
    for image in images:
        reading = workspace.reading(image.id)
        if reading is not None and reading.status == "read":
            yield formdata.page_of(image.id, reading)
