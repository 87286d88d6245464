"""Makes the package of a kecamatan, or of a part, from its workspace: form data, recap, documents, photos, audit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sirekap_desktop.exchange import comparison, formdata, keys, signed
from sirekap_desktop.exchange.archives import Report, require_wanted
from sirekap_desktop.exchange.contents import csv_files
from sirekap_desktop.exchange.manifest import KIND, PROGRAM, SCHEMA, Manifest, PackageArea, canonical, describe
from sirekap_desktop.exchange.meetings import meeting_name
from sirekap_desktop.exchange.package import Staging, staging, write_package
from sirekap_desktop.exchange.scope import WHOLE, Content, Held, Images, PackageScope
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models.contests import Contest
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
_NO_PHOTOS = replace(WHOLE, images=Images.NONE.value, contents=(Content.AUDIT.value, Content.DOCUMENTS.value))

Shrink = Callable[[Path, int], bytes | None]
"""A photo made smaller to a longest side, as JPEG; None leaves it as it is. Must give the same bytes each time."""


@dataclass(frozen=True, slots=True)
class Picking:
    """What goes into a package, and what that needs to be decided."""

    scope: PackageScope = WHOLE
    held: Held | None = None
    """With ``changed`` photos: what the earlier package brought."""
    shrink: Shrink | None = None
    """With ``reduced`` photos: how."""


def build(
    workspace: Workspace,
    target: Path,
    *,
    options: ReportOptions,
    with_images: bool = True,
    picking: Picking | None = None,
    volume_size: int | None = None,
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Manifest:
    """Write the package of a workspace; all of it shows one moment, whatever is recorded meanwhile.

    Args:
        target: a zip when it ends in ``.zip``, else a folder.
        options: how the documents in it are printed.
        with_images: False leaves the photos out; their hashes stay in the form data.
        picking: what goes in; by default everything, as ``with_images`` says.
        volume_size: bytes of each of several zips, if one zip would be larger.
        progress: told while objects are written.
        cancelled: asked between pieces.

    Raises:
        UserError: ``panel.main_only``, ``key.missing``, ``package.nothing``, and what
            :func:`exchange.package.write_package` raises.
    """
    workspace.require_main()
    picked = picking or Picking(WHOLE if with_images else _NO_PHOTOS)
    key = workspace.signing_key()
    with staging(target) as files:
        with workspace.snapshot():
            _stage_comparison(workspace, files, picked.scope)
            _require_known(workspace, picked.scope)
            snapshots = tuple(item for item in workspace.recaps() if picked.scope.takes_pemilihan(item.pemilihan))
            pleno = [item for item in workspace.pleno_snapshots() if picked.scope.takes_pemilihan(item.pemilihan)]
            _Filling(workspace, files, picked, cancelled).run({snapshot.name for snapshot in snapshots})
            if picked.scope.has(Content.AUDIT):
                files.add_written("audit/audit.jsonl", "audit", "application/jsonl", workspace.write_audit)
        for meeting in pleno:
            recaps = [snapshot for snapshot in snapshots if snapshot.form == meeting.form]
            _stage_meeting(files, meeting, recaps, options if picked.scope.has(Content.DOCUMENTS) else None)
        manifest = _manifest(workspace, snapshots, key, picked.scope)
        return write_package(
            target, manifest, files, key.private, volume_size=volume_size, progress=progress, cancelled=cancelled
        )


def _stage_comparison(workspace: Workspace, files: Staging, scope: PackageScope) -> None:
    """What Sirekap published, where the audit goes too: that leaves its figures out, and each needs the other."""
    records = workspace.sirekap_records() if scope.has(Content.AUDIT) else ()
    if records:
        files.add_bytes(comparison.NAME, "comparison", _JSON, comparison.records_file(records))


def _require_known(workspace: Workspace, scope: PackageScope) -> None:
    """Raises UserError ``package.nothing`` when the part names what the workspace has not, or makes no sense."""
    known = {contest.form.pemilihan for contest in workspace.contests()}
    if strange := sorted(set(scope.pemilihan or ()) - known):
        text = f"Pemilihan {', '.join(strange)} tidak ada di ruang kerja ini."
        raise UserError(text, f"Yang ada: {', '.join(sorted(known))}.", code="package.nothing")
    if strange := sorted(set(scope.desa or ()) - {desa.code for desa in workspace.desa()}):
        text = f"Desa {', '.join(strange)} tidak ada di kecamatan ini."
        raise UserError(text, "Pilih desa dengan kode sepuluh angka.", code="package.nothing")
    if problem := scope.problem():
        raise UserError(f"Pilihan isi paket tidak dapat dipakai: {problem}", code="package.nothing")


def _manifest(
    workspace: Workspace, snapshots: tuple[RecapSnapshot, ...], key: SigningKey, scope: PackageScope
) -> Manifest:
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
        scope=scope,
    )


def _stage_meeting(
    files: Staging, meeting: PlenoSnapshot, recaps: list[RecapSnapshot], options: ReportOptions | None
) -> None:
    """A pemilihan: its recaps, its meeting, and the documents of both unless ``options`` is None."""
    for snapshot in recaps:
        _stage_recap(files, snapshot, options, Meeting(meeting))
    files.add_bytes(meeting_name(meeting.pemilihan), "meeting", _JSON, meeting.canonical())
    for document in meeting_documents(meeting, recaps, options) if options else ():
        files.add_bytes(f"dokumen/{document.name}", "document", _TYPES[".pdf"], document.bytes)


def _stage_recap(files: Staging, snapshot: RecapSnapshot, options: ReportOptions | None, meeting: Meeting) -> None:
    files.add_bytes(f"rekap/{snapshot.name}.json", "recap", _JSON, snapshot.canonical())
    for name, data in csv_files(snapshot):
        files.add_bytes(name, "csv", "text/csv", data)
    for document in document_set(snapshot, options, meeting=meeting) if options else ():
        media_type = _TYPES.get(Path(document.name).suffix, _PLAIN)
        kind = "xlsx" if document.kind == "xlsx" else "document"
        files.add_bytes(f"dokumen/{document.name}", kind, media_type, document.bytes)


class _Filling:
    """Puts form data, photos and signed copies of the chosen part into a staging."""

    def __init__(
        self, workspace: Workspace, files: Staging, picked: Picking, cancelled: Callable[[], bool] | None
    ) -> None:
        self._workspace, self._files = workspace, files
        self._picked, self._cancelled = picked, cancelled

    def run(self, recaps: set[str]) -> None:
        """``recaps`` are the names of those in the package."""
        for contest in self._workspace.contests():
            if recap_name(contest.form.pemilihan, contest.dapil) in recaps:
                self._stage_contest(contest)
        self._stage_signed(recaps)

    def _stage_contest(self, contest: Contest) -> None:
        workspace, scope, form = self._workspace, self._picked.scope, contest.form
        recap = recap_name(form.pemilihan, contest.dapil)
        status = {item.tps.code: item.status.value for item in workspace.progress(form.id)}
        for tps in workspace.tps():
            if contest.covers(tps.code) and scope.takes_place(tps.code):
                images = [image for image in workspace.images(tps.code) if image.form == form.id]
                names = {image.id: name for image in images if (name := self._stage_image(image))}
                data = _tps_data(workspace, form, tps, status=status[tps.code], images=images, names=names)
                name = formdata.data_name(recap, tps.code)
                self._files.add_bytes(name, "data", _JSON, canonical(asdict(data)), tps=tps.code)

    def _is_wanted(self, sha256: str, reduced: int | None) -> bool:
        held = self._picked.held
        return held is None or not held.has(sha256, reduced)

    def _stage_image(self, image: ImageVersion) -> str | None:
        """The name under which the photo stands in the package; None if it is left out."""
        scope = self._picked.scope
        if scope.images == Images.NONE or not self._is_wanted(image.sha256, scope.reduced):
            return None
        path = self._workspace.original_path(image.sha256)
        name = f"foto/{image.tps}/{image.form}-hal{image.page}-v{image.version}"
        if (small := self._smaller(path)) is not None:
            return self._files.add_bytes(
                f"{name}.jpg", "image", _TYPES[".jpg"], small, tps=image.tps, reduced_from=image.sha256
            ).name
        media_type = _TYPES.get(path.suffix, _PLAIN)
        name = f"{name}{path.suffix}"
        return self._files.add_file(name, "image", media_type, path, sha256=image.sha256, tps=image.tps).name

    def _smaller(self, path: Path) -> bytes | None:
        size, shrink = self._picked.scope.reduced, self._picked.shrink
        if size is None or shrink is None:
            return None
        require_wanted(self._cancelled)
        return shrink(path, size)

    def _stage_signed(self, recaps: set[str]) -> None:
        """Signed copies of every revision, replaced pictures too, and the list of them."""
        is_whole = self._picked.scope.pemilihan is None
        pages = tuple(page for page in self._workspace.signed_pages() if is_whole or page.code.recap in recaps)
        if not pages:
            return
        sent = pages if self._picked.scope.has(Content.SIGNED) else ()
        names = {page.id: self._stage_signed_page(page) for page in sent if self._is_wanted(page.sha256, None)}
        self._files.add_bytes(signed.INDEX, "signed_index", _JSON, signed.index_of(pages, names))

    def _stage_signed_page(self, page: SignedPage) -> str:
        path = self._workspace.original_path(page.sha256)
        media_type = _TYPES.get(path.suffix, _PLAIN)
        return self._files.add_file(signed.file_name(page), "signed", media_type, path, sha256=page.sha256).name


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
