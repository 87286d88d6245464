"""The end of the meeting: what saksi look at, who signs, locks, documents, the reopening, signed pages back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt

from sirekap_desktop.models.pleno import facts
from sirekap_desktop.reports.rapat.captions import KEYS
from sirekap_desktop.samples.paper import page_count, photograph_page
from tools.rapat import story
from tools.rapat.desk import CONTROL, SHIFT, Desk, RehearsalError
from tools.rapat.meeting import meeting_now
from tools.rapat.rehearsal import Rehearsal, Step
from tools.rapat.story import FORM

DOCUMENTS = 1 + len(story.DESA) + 2 + len(KEYS) + 1
"""Certificate, desa, all in one, workbook; the documents of the meeting; the readiness report."""
ALL_SHEETS = "D.HASIL-*LENGKAP*.pdf"


# --- who only looks --------------------------------------------------------------------------------------------------


def onlooker_steps(seat: str) -> Iterator[Step]:
    """Saksi and Panwaslu sit down: they may read everything and change nothing."""
    for person in (story.SAKSI, story.PANWASLU):
        yield Step(f"{person.name} hanya melihat", seat, person, _only_looks)
    yield Step(
        f"{story.SAKSI.name} memeriksa jejak", seat, story.SAKSI, _looks_at_audit,
        lambda r, _d: (r.documents / "jejak-audit.pdf").is_file(),
    )  # fmt: skip


def _only_looks(_rehearsal: Rehearsal, desk: Desk) -> None:
    page = desk.go("pleno")
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_F4)
    desk.settle()
    kunci, rapat = page.kunci, page.rapat
    for control in (kunci.lock_desa, kunci.lock_form, kunci.lock_all, rapat.attendance.add, rapat.meeting.open_button):
        if control.isEnabled() or not control.toolTip():
            raise RehearsalError(f"{control.text()!r} may be pressed by somebody who only looks")
    desk.press(Qt.Key.Key_F3)
    if allowed := [kind for kind, control in page.sidang.buttons.items() if control.isEnabled()]:
        raise RehearsalError(f"somebody who only looks may do {allowed}")


def _looks_at_audit(rehearsal: Rehearsal, desk: Desk) -> None:
    page = desk.go("jejak")
    desk.press(Qt.Key.Key_J, CONTROL | SHIFT)
    desk.settle()
    desk.answers.given.append(rehearsal.documents / "jejak-audit.pdf")
    desk.click(page.verdict.pdf_button)


# --- signatures and locks --------------------------------------------------------------------------------------------


def signing_steps(seat: str) -> Iterator[Step]:
    """Two saksi sign, the third refuses and says why."""
    for guest in story.GUESTS:
        if guest.contestant and not guest.outside:
            refuses = guest.contestant == story.REFUSES
            what = "menolak menandatangani" if refuses else "menandatangani"
            yield Step(f"{guest.name} {what}", seat, story.OPERATOR, _signs(guest, refuses), _has_signed(guest))


def _signs(guest: story.Guest, refuses: bool) -> Callable[[Rehearsal, Desk], None]:
    def act(_rehearsal: Rehearsal, desk: Desk) -> None:
        page = desk.go("pleno")
        desk.press(Qt.Key.Key_F2)
        card = page.rapat.attendance
        card.list.setCurrentRow([seat.fact.name for seat in card.seats].index(guest.name))
        desk.click(card.sign)
        desk.fill(card.form, answer="refuses" if refuses else "signs", reason=story.REFUSAL if refuses else "")

    return act


def _has_signed(guest: story.Guest) -> Callable[[Rehearsal, Desk], bool]:
    def done(_rehearsal: Rehearsal, desk: Desk) -> bool:
        noted = (event.fact for event in desk.workspace.meeting(FORM))
        return any(isinstance(fact, facts.Signed) and fact.name == guest.name for fact in noted)

    return done


def checklist_step(seat: str, expected: str) -> Step:
    """The ketua looks at what is unfinished before locking."""

    def act(_rehearsal: Rehearsal, desk: Desk) -> None:
        page = desk.go("pleno")
        desk.press(Qt.Key.Key_F4)
        desk.settle()
        said = []
        for row in range(page.kunci.desa.count()):
            page.kunci.desa.setCurrentRow(row)
            said += [page.kunci.findings.item(n).text() for n in range(page.kunci.findings.count())]
        if [one for one in said if expected not in one] or bool(said) is not bool(expected):
            raise RehearsalError(f"the checklist says {said}")

    return Step("Ketua melihat daftar periksa akhir", seat, story.KETUA, act)


def desa_lock_steps(seat: str) -> Iterator[Step]:
    """Every desa that is finished."""
    waiting = story.POSTPONED[:10]
    for desa in story.DESA:
        if desa.code != waiting:
            act = _locks("lock_desa", story.LOCK_1, desa.code)
            yield Step(f"Desa {desa.name} dikunci", seat, story.KETUA, act, _is_locked(desa.code))


def lock_step(seat: str, reason: str) -> Step:
    """The whole pemilihan."""
    return Step("Pemilihan dikunci", seat, story.KETUA, _locks("lock_form", reason), _locked_because(reason))


def reopen_step(seat: str) -> Step:
    """The ketua opens it again, with a reason: the next revision begins."""
    return Step(
        "Ketua membuka kunci", seat, story.KETUA, _locks("lock_form", story.REOPEN), _locked_because(story.REOPEN)
    )


def _is_locked(desa: str) -> Callable[[Rehearsal, Desk], bool]:
    return lambda _r, desk: desk.workspace.is_locked_for(FORM, desa)


def _locked_because(reason: str) -> Callable[[Rehearsal, Desk], bool]:
    """A lock or reopening of the whole pemilihan says so."""
    scope = f"{story.KECAMATAN[0]}/{FORM}"
    return lambda _r, desk: (scope, reason) in {(one.scope, one.reason) for one in desk.workspace.lock_events()}


def _locks(button: str, reason: str, desa: str = "") -> Callable[[Rehearsal, Desk], None]:
    def act(_rehearsal: Rehearsal, desk: Desk) -> None:
        page = desk.go("pleno")
        desk.press(Qt.Key.Key_F4)
        desk.settle()
        codes = [check.desa.code for check in page.kunci.checks]
        page.kunci.desa.setCurrentRow(codes.index(desa) if desa else 0)
        desk.click(getattr(page.kunci, button))
        desk.fill(page.kunci.form, reason=reason)

    return act


def close_step(seat: str) -> Step:
    """The meeting is over."""

    def act(_rehearsal: Rehearsal, desk: Desk) -> None:
        page = desk.go("pleno")
        desk.press(Qt.Key.Key_F2)
        desk.click(page.rapat.meeting.close_button)

    return Step("Rapat ditutup", seat, story.KETUA, act, lambda _r, desk: not meeting_now(desk).open)


# --- documents -------------------------------------------------------------------------------------------------------


def print_steps(seat: str, revision: int, papers: tuple[str, ...]) -> Iterator[Step]:
    """Everything, on each paper."""
    for paper in papers:
        act = _prints(revision, paper)
        yield Step(
            f"Dokumen revisi {revision} dicetak, {paper}", seat, story.OPERATOR, act, _is_printed(revision, paper)
        )


def folder_of(rehearsal: Rehearsal, revision: int, paper: str) -> Path:
    """Where the documents of a revision on one paper are."""
    return rehearsal.documents / f"revisi-{revision}-{paper}"


def _prints(revision: int, paper: str) -> Callable[[Rehearsal, Desk], None]:
    def act(rehearsal: Rehearsal, desk: Desk) -> None:
        page = desk.go("dokumen")
        desk.pick(page.paper, paper)
        desk.settle()
        folder = folder_of(rehearsal, revision, paper)
        desk.answers.given.append(folder)
        desk.click(page.save_all_button)
        desk.expect(f"{DOCUMENTS} dokumen tersimpan")

    return act


def _is_printed(revision: int, paper: str) -> Callable[[Rehearsal, Desk], bool]:
    return lambda r, _d: len(list(folder_of(r, revision, paper).glob("*.*"))) == DOCUMENTS


# --- signed copies ---------------------------------------------------------------------------------------------------


def signed_steps(seat: str, revision: int, paper: str) -> Iterator[Step]:
    """All pages but one come back, and one page of the revision before."""
    yield Step(
        "Halaman bertanda tangan difoto", seat, story.OPERATOR, _photographs(revision, paper),
        lambda r, _d: (r.papers / _OLD).is_file(),
    )  # fmt: skip
    yield Step("Halaman bertanda tangan dikembalikan", seat, story.OPERATOR, _brings_back, _has_pages)


_OLD = "ttd-revisi-lama.jpg"
MISSING = 2
"""The page (from 0) of the bundle that does not come back."""


def bundle(rehearsal: Rehearsal, revision: int, paper: str) -> Path:
    """All sheets in one file."""
    (path,) = folder_of(rehearsal, revision, paper).glob(ALL_SHEETS)
    return path


def _photographs(revision: int, paper: str) -> Callable[[Rehearsal, Desk], None]:
    def act(rehearsal: Rehearsal, _desk: Desk) -> None:
        pdf = bundle(rehearsal, revision, paper).read_bytes()
        for index in range(page_count(pdf)):
            if index != MISSING:
                _photo(rehearsal.papers / f"ttd-{index + 1:02d}.jpg", pdf, index)
        _photo(rehearsal.papers / _OLD, bundle(rehearsal, revision - 1, paper).read_bytes(), MISSING)

    return act


def _photo(path: Path, pdf: bytes, index: int) -> None:
    if not path.exists():
        data = photograph_page(pdf, index, seed=index + 1)
        path.with_suffix(".part").write_bytes(data)
        path.with_suffix(".part").replace(path)


def _brings_back(rehearsal: Rehearsal, desk: Desk) -> None:
    page = desk.go("dokumen")
    desk.press(Qt.Key.Key_F7)
    photos = sorted(rehearsal.papers.glob("ttd-*.jpg"))
    desk.answers.given.append(photos)
    desk.click(page.signed.files_button)
    tree, refused = page.signed.tree, page.signed.refused
    states = [tree.topLevelItem(number).text(1) for number in range(tree.topLevelItemCount())]
    said = [refused.item(number).text() for number in range(refused.count())]
    if len([one for one in states if "kurang halaman" in one or "belum ada" in one]) != 1:
        raise RehearsalError(f"one page is missing, the program says {states}")
    if not any(one.startswith(f"{_OLD}: kedaluwarsa.") and "dari revisi 1" in one for one in said):
        raise RehearsalError(f"one page is of revision 1, the program says {said}")


def _has_pages(rehearsal: Rehearsal, desk: Desk) -> bool:
    return len(desk.workspace.signed_pages()) >= len(list(rehearsal.papers.glob("ttd-*.jpg"))) - 1


# --- to the kabupaten ------------------------------------------------------------------------------------------------


def package_step(seat: str) -> Step:
    """All of it, signed."""
    return Step("Paket untuk kabupaten ditulis", seat, story.OPERATOR, _packs, lambda r, _d: package(r).is_file())


def package(rehearsal: Rehearsal) -> Path:
    """What goes to the kabupaten."""
    return rehearsal.stick / "paket.zip"


def _packs(rehearsal: Rehearsal, desk: Desk) -> None:
    desk.go("kirim")
    desk.answers.given.append(package(rehearsal))
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.until(package(rehearsal).is_file, "the package is written")
