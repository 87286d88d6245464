"""Publikasi: the recap as a static site in a folder, which appears whole or stays as it was (decision 34)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sirekap_desktop.exchange import csvtables, keys, site
from sirekap_desktop.exchange.contents import csv_files
from sirekap_desktop.exchange.manifest import MANIFEST_NAME, SIGNATURE_NAME, PackageRecap, canonical, describe
from sirekap_desktop.exchange.package import writing
from sirekap_desktop.exchange.transport.source import Source, open_source
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.jobs.documents import report_options
from sirekap_desktop.jobs.export import package_name
from sirekap_desktop.jobs.publishing_photos import Photographs
from sirekap_desktop.jobs.site_folder import put_in_place, require_free, staged
from sirekap_desktop.jobs.slides import election_name
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.filenames import file_part
from sirekap_desktop.models.pleno.snapshot import PlenoSnapshot
from sirekap_desktop.models.recap import RecapSnapshot, recap_name
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports import content
from sirekap_desktop.reports.captions import captions_of
from sirekap_desktop.reports.documents import document_set
from sirekap_desktop.reports.meeting import Meeting, head_line
from sirekap_desktop.reports.site.facts import Ballot, BallotName, Download, Photo, Progress, Site, progress_of
from sirekap_desktop.reports.site.pages import ballot_pages, front_pages, tps_numbers

MARKER = "situs.json"
_PROGRAM = "Sirekap Desktop"
_BALLOT_FILES, _COMMON_FILES = 8, 9
"""Files of a ballot besides those of its desa and TPS, and those of a site besides its ballots."""


@dataclass(frozen=True, slots=True)
class PublishProgress:
    """How many files are written, and what is being written."""

    done: int
    total: int
    step: str


@dataclass(frozen=True, slots=True)
class Published:
    """A site that stands in its folder."""

    folder: Path
    files: int
    size: int
    fingerprint: str
    drafts: tuple[str, ...]
    """Titles of the ballots that are not final."""
    package: Path | None
    """The package whose manifest goes along."""

    @property
    def start(self) -> Path:
        """What to open first."""
        return self.folder / "index.html"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is published."""

    forms: tuple[str, ...] = ()
    """Ids; none: every pemilihan of the workspace."""
    photos: bool = False
    """Faces and signatures are on them."""
    package: Path | None = None
    """Whose manifest goes along; ``None``: that of this revision, where it lies in the workspace and fits."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A pemilihan that can be published."""

    form: str
    title: str
    final: bool


def offers(workspace: Workspace) -> tuple[Offer, ...]:
    """What there is to choose from, in the order of the ballots."""
    forms = {contest.form.id: contest.form for contest in workspace.contests()}
    return tuple(Offer(key, short_name(form), workspace.is_final(key)) for key, form in forms.items())


def site_name(workspace: Workspace) -> str:
    """``situs-760505-ULUMANDA``: the folder that a site is written to."""
    area = workspace.kecamatan
    return f"situs-{area.code}-{file_part(area.name)}"


def publish(
    workspace: Workspace,
    out: Path,
    choice: Choice | None = None,
    *,
    progress: Callable[[PublishProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Published:
    """Write the site; all of it shows one moment, whatever is recorded meanwhile.

    It is made beside ``out`` and then takes its name. A site of this program that stands there is replaced; any other
    folder with something in it is left alone.

    Raises:
        UserError: ``site.not_a_site``, ``site.package_differs``, ``form.unknown``, ``key.missing``, disk errors,
            ``site.cancelled``; then ``out`` is what it was.
    """
    choice = choice or Choice()
    key = workspace.signing_key()
    require_free(out)
    with staged(out) as folder:
        writer = _Writer(folder, cancelled or (lambda: False), progress or (lambda _: None))
        made = _Publishing(workspace, writer, choice, key.private).run()
        put_in_place(folder, out)
    return Published(out, writer.files, writer.size, made.fingerprint, made.drafts, made.package)


# --- its files -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Writer:
    """Writes files below the folder and remembers their hashes."""

    folder: Path
    cancelled: Callable[[], bool]
    tell: Callable[[PublishProgress], None]
    total: int = 0
    step: str = ""
    hashes: dict[str, str] = field(default_factory=dict)
    files: int = 0
    size: int = 0

    def put(self, name: str, data: bytes, *, listed: bool = True) -> str:
        """Write one file; returns its SHA-256."""
        if self.cancelled():
            raise UserError("Pembuatan situs dibatalkan.", code="site.cancelled")
        path = self.folder / name
        with writing(self.folder):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        if listed:
            self.hashes[name] = sha256
        self.files += 1
        self.size += len(data)
        self.tell(PublishProgress(self.files, max(self.total, self.files), self.step))
        return sha256

    def download(self, name: str, title: str, data: bytes, desa: str = "") -> Download:
        """The same for a file that pages offer."""
        return Download(name, title, len(data), self.put(name, data), desa)


# --- what is in it ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Made:
    fingerprint: str
    drafts: tuple[str, ...]
    package: Path | None


class _Publishing:
    """One site, ballot by ballot."""

    def __init__(self, workspace: Workspace, writer: _Writer, choice: Choice, private: keys.PrivateKey) -> None:
        self.workspace, self.writer, self.choice, self.private = workspace, writer, choice, private
        self.public = keys.public_bytes(private)
        self.contests = _chosen(workspace, choice.forms)
        names = _names(self.contests)
        self.site = Site(
            kecamatan=workspace.kecamatan,
            desa=workspace.desa(),
            ballots=names,
            simulation=workspace.simulation,
            with_photos=choice.photos,
            fingerprint=keys.fingerprint(self.public),
            program=_PROGRAM,
        )
        self.described: list[PackageRecap] = []

    def run(self) -> _Made:
        """Write everything; the list of hashes last."""
        numbers: dict[str, tuple[int, ...]] = {}
        kept: list[Progress] = []
        with self.workspace.snapshot():
            self.writer.total = sum(map(self._expected, self.contests)) + _COMMON_FILES
            meetings = {one.form: one for one in self.workspace.pleno_snapshots()}
            for contest, name in zip(self.contests, self.site.ballots, strict=True):
                self.writer.step = name.title
                snapshot = self.workspace.recap(contest.form.id, contest.dapil)
                content.check_sums(snapshot)
                self.described.append(describe(snapshot))
                numbers |= tps_numbers(snapshot.desa_tables)
                kept.append(self._ballot(snapshot, name, contest, meetings[contest.form.id]))
        package = self._package()
        files = _package_files(self.writer, package) if package else None
        self._pages(front_pages(self.site, kept, numbers, files))
        self._sign()
        drafts = tuple(one.name.title for one in kept if not one.final)
        return _Made(self.site.fingerprint, drafts, package.path if package else None)

    def _ballot(self, snapshot: RecapSnapshot, name: BallotName, contest: Contest, meeting: PlenoSnapshot) -> Progress:
        identity = content.identify(snapshot)
        stages = {one.tps.code: one.stage for one in self.workspace.progress(contest.form.id, contest.dapil)}
        spoken = Meeting(meeting)
        ballot = Ballot(
            name=name,
            snapshot=snapshot,
            identity=identity,
            stages=stages,
            corrections=tuple(one for one in meeting.corrections if contest.covers(one.tps)),
            reopenings=spoken.reopenings,
            head=head_line(spoken, captions_of(snapshot)),
            photos=self._photos(contest, name),
            downloads=tuple(self._downloads(snapshot, identity, spoken, contest)),
        )
        self._pages(ballot_pages(self.site, ballot))
        return progress_of(ballot)

    def _photos(self, contest: Contest, name: BallotName) -> dict[str, tuple[Photo, ...]]:
        photographs = Photographs(self.workspace, contest.form, name.folder, publish=self.choice.photos)
        return photographs.collect(contest.covers, self.writer.put)

    def _downloads(
        self, snapshot: RecapSnapshot, identity: content.Identity, meeting: Meeting, contest: Contest
    ) -> Iterator[Download]:
        """Files with the names and bytes that they have in the package, and the data dictionary."""
        put, desa = self.writer.download, iter(snapshot.desa_tables)
        for document in document_set(snapshot, report_options(self.workspace), identity, meeting):
            code = next(desa).code if document.kind == "desa" else ""
            yield put(f"unduh/dokumen/{document.name}", document.title, document.bytes, code)
        for name, data in csv_files(snapshot):
            what = "TPS" if name.endswith("-tps.csv") else "desa"
            yield put(f"unduh/{name}", f"Angka tiap {what} (CSV)", data)
        model = contest.form.model.removeprefix("MODEL ")
        kamus = csvtables.dictionary(snapshot, model)
        yield put(f"unduh/csv/{snapshot.name}-kamus.csv", "Kamus data (CSV)", kamus)
        yield put(f"unduh/rekap/{snapshot.name}.json", "Rekap lengkap (JSON)", snapshot.canonical())

    def _pages(self, pages: Iterable[tuple[str, bytes]]) -> None:
        for name, data in pages:
            self.writer.put(name, data)

    def _package(self) -> Source | None:
        """The package of just these figures. Raises UserError ``site.package_differs`` for a named one that is not."""
        wanted = self.choice.package
        path = wanted or self.workspace.packages_folder / package_name(self.workspace)
        if wanted is None and not path.exists():
            return None
        try:
            source = open_source(path)
        except UserError:
            if wanted:
                raise
            return None
        told = {recap.snapshot_sha256 for recap in source.manifest.recaps}
        if source.manifest.signer == self.public.hex() and all(one.snapshot_sha256 in told for one in self.described):
            return source
        if wanted:
            raise UserError(
                f"Paket {path.name} bukan dari laptop ini, atau angkanya bukan yang sekarang.",
                "Tulis paketnya lagi di Kirim, lalu terbitkan.",
                code="site.package_differs",
            )
        return None

    def _sign(self) -> None:
        self.writer.put(site.KEY_NAME, keys.public_pem(self.public))
        self.writer.put(MARKER, _marker(self.site, self.described))
        sums = site.sums_text(self.writer.hashes)
        self.writer.put(site.SUMS_NAME, sums, listed=False)
        self.writer.put(site.SIGNATURE_NAME, site.sign_sums(sums, self.private), listed=False)

    def _expected(self, contest: Contest) -> int:
        """About how many files a ballot takes: for the progress."""
        desa = len(contest.only(self.site.desa))
        tps = sum(contest.covers(one.code) for one in self.workspace.tps())
        photos = len(self.workspace.current_images(contest.form.id)) if self.choice.photos else 0
        return tps + 2 * desa + _BALLOT_FILES + photos


def _chosen(workspace: Workspace, forms: Sequence[str]) -> tuple[Contest, ...]:
    known = workspace.contests()
    unknown = [form for form in forms if form not in {contest.form.id for contest in known}]
    if unknown:
        raise UserError(f"Pemilihan {unknown[0]} tidak ada di ruang kerja ini.", code="form.unknown")
    return tuple(contest for contest in known if not forms or contest.form.id in forms)


def _names(contests: Sequence[Contest]) -> tuple[BallotName, ...]:
    return tuple(
        BallotName(recap_name(one.form.pemilihan, one.dapil), _title(one), one.form.id, one.desa) for one in contests
    )


def _title(contest: Contest) -> str:
    name = short_name(contest.form)
    return f"{name}, Dapil {contest.dapil}" if contest.dapil else name


def short_name(form: FormDefinition) -> str:
    """``Presiden dan Wakil Presiden``, ``DPR``, ``DPRD Provinsi``."""
    name = election_name(form)
    for words, short in _SHORT:
        name = name.replace(words, short)
    return name


_SHORT = (
    ("Anggota ", ""),
    ("Dewan Perwakilan Rakyat Daerah", "DPRD"),
    ("Dewan Perwakilan Rakyat", "DPR"),
    ("Dewan Perwakilan Daerah", "DPD"),
)
"""As everybody says; on a phone the whole name would take three lines."""


def _marker(made: Site, described: Sequence[PackageRecap]) -> bytes:
    """What the site is, for machines."""
    value = {
        "kind": "sirekap-site",
        "schema": 1,
        "kecamatan": asdict(made.kecamatan),
        "simulation": made.simulation,
        "photos": made.with_photos,
        "signer": made.fingerprint,
        "recaps": [asdict(one) for one in described],
    }
    return canonical(value)


def _package_files(writer: _Writer, package: Source) -> tuple[Download, Download]:
    return (
        writer.download(f"unduh/paket/{MANIFEST_NAME}", "Manifes paket", package.manifest_bytes),
        writer.download(f"unduh/paket/{SIGNATURE_NAME}", "Tanda tangan manifes", package.signature),
    )
