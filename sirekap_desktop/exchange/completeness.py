"""Whether a package holds what its scope says, no less and no more.

Packages of schema 1 say nothing of it: what is missing there is judged by the older checks alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from sirekap_desktop.exchange.auditing import PackageAudit
from sirekap_desktop.exchange.formdata import TpsFile
from sirekap_desktop.exchange.manifest import Manifest, PackageFile
from sirekap_desktop.exchange.scope import Content, Images, PackageScope
from sirekap_desktop.exchange.signed import INDEX
from sirekap_desktop.exchange.stores import Scan
from sirekap_desktop.models.audit import Finding

_AUDIT = "audit/audit.jsonl"
_FOLDERS = {"audit/": Content.AUDIT, "dokumen/": Content.DOCUMENTS, "tandatangan/": Content.SIGNED}
_KINDS = {
    "audit": Content.AUDIT,
    "document": Content.DOCUMENTS,
    "xlsx": Content.DOCUMENTS,
    "signed": Content.SIGNED,
}


def check_scope(scan: Scan, desa: set[str], audit: PackageAudit) -> Iterator[Finding]:
    """The manifest's own words against its list of files, recaps and audit; ``desa`` are the codes in its recaps."""
    manifest = scan.manifest
    if manifest is None or not manifest.states_scope:
        return
    scope = manifest.scope
    yield from _check_recaps(manifest, audit)
    for code in sorted(set(scope.desa or ()) - desa):
        yield Finding(
            "scope.desa", code, f"Desa {code!a} disebut dalam cakupan paket, tetapi tidak ada dalam rekapnya."
        )
    for file in manifest.files:
        if _is_beyond(scope, file):
            text = f"{file.name} ada dalam paket, padahal menurut cakupannya tidak disertakan."
            yield Finding("scope.extra", file.name, text)
    if scope.has(Content.AUDIT) and _AUDIT not in scan.files:
        yield Finding("content.missing", _AUDIT, f"{_AUDIT} tidak ada dalam paket.")


def _check_recaps(manifest: Manifest, audit: PackageAudit) -> Iterator[Finding]:
    found = {recap.pemilihan for recap in manifest.recaps}
    scope = manifest.scope.pemilihan
    for name in sorted(set(scope) ^ found if scope is not None else ()):
        text = f"Pemilihan {name!a} tidak sama antara cakupan paket dan rekapnya."
        yield Finding("scope.pemilihan", name, text)
    if scope is None:
        forms = {form for (_, form, _), ids in audit.counting.items() if ids}
        for form in sorted(forms - {recap.form for recap in manifest.recaps}):
            text = f"Paket menyatakan memuat semua pemilihan, tetapi rekap {form[:80]!a} tidak ada."
            yield Finding("scope.pemilihan", form[:80], text)


def _is_beyond(scope: PackageScope, file: PackageFile) -> bool:
    content = _KINDS.get(file.kind) or next((_FOLDERS[name] for name in _FOLDERS if file.name.startswith(name)), None)
    if content is not None and file.name != INDEX and not scope.has(content):
        return True
    if file.reduced_from is not None and (scope.reduced is None or file.kind != "image"):
        return True
    return scope.images == Images.NONE and (file.kind == "image" or file.name.startswith("foto/"))


def photos_missing(manifest: Manifest, tps: TpsFile) -> tuple[int, ...]:
    """Pages whose photo is left out although the package says that all are there."""
    if not manifest.states_scope or manifest.scope.images != Images.ALL:
        return ()
    return tuple(image.page for image in tps.images if image.file is None)


def scope_notes(manifest: Manifest) -> Iterator[Finding]:
    """What a part leaves open, in a sentence each; nothing is wrong."""
    for text in scope_words(manifest.scope):
        yield Finding("scope.part", "cakupan", text)


def scope_words(scope: PackageScope) -> Iterator[str]:
    """What was left out or made smaller."""
    if scope.pemilihan is not None:
        yield f"Paket sebagian: hanya pemilihan {', '.join(scope.pemilihan)}."
    if scope.desa is not None:
        yield (
            f"Paket sebagian: isian TPS dari {len(scope.desa)} desa ({', '.join(scope.desa)}). Rekap kecamatan utuh, "
            "tetapi angka desa lain di dalamnya tidak dapat diperiksa terhadap isian TPS-nya."
        )
    if scope.images == Images.NONE:
        yield "Tanpa foto formulir: hanya hash-nya."
    if scope.since is not None:
        yield f"Hanya foto baru sejak paket {scope.since[:16]}; foto lain ada di paket itu."
    if scope.reduced is not None:
        yield f"Foto diperkecil sampai {scope.reduced} piksel; hash aslinya disebut."
    yield from (_ABSENT[content] for content in Content if not scope.has(content))


_ABSENT = {
    Content.AUDIT: "Tanpa jejak audit: riwayat, kunci, dan revisi tidak dapat diperiksa.",
    Content.DOCUMENTS: "Tanpa dokumen.",
    Content.SIGNED: "Tanpa gambar salinan bertanda tangan.",
}
