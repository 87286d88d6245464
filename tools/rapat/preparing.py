"""Before the meeting: the kabupaten's file, the PPK's workspace, people with PINs, and every figure of every paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.jobs.checking import Mode
from sirekap_desktop.models.office import Office
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.camera import EASY
from sirekap_desktop.samples.sheets import photo_name, sample_photo
from sirekap_desktop.ui.setelan.orang import PeopleCard
from tools.rapat import story
from tools.rapat.desk import ALT, Desk, RehearsalError
from tools.rapat.rehearsal import OFFICE, Rehearsal, Step
from tools.rapat.story import FORM

_PHOTO_PX = 1500
_TURNS = 400


def office_steps() -> Iterator[Step]:
    """The kabupaten makes its key and the activation file."""
    yield Step("Kabupaten membuat kuncinya", OFFICE, None, _make_key, lambda *_: Office.open() is not None)
    yield Step("Kabupaten menulis berkas aktivasi", OFFICE, None, _write_activation, lambda r, _d: _has_activation(r))


def _office(desk: Desk) -> object:
    if desk.page.page_id == "kabupaten":
        return desk.page
    desk.press(Qt.Key.Key_5, ALT)
    return desk.page


def _make_key(_rehearsal: Rehearsal, desk: Desk) -> None:
    code, name, pin = story.KABUPATEN
    _office(desk)
    card = desk.page.key_card
    for edit, text in ((card.code, code), (card.name, name), (card.pin, pin), (card.again, pin)):
        desk.type(text, edit)
    desk.press(Qt.Key.Key_Return)


def _write_activation(rehearsal: Rehearsal, desk: Desk) -> None:
    _office(desk)
    cards = desk.page
    elections = cards.table_card.elections
    desk.pick(
        elections, next(elections.itemData(row) for row in range(elections.count()) if _only_ppwp(elections, row))
    )
    cards.table_card.simulation.setChecked(True)
    desk.answers.given.append(_table(rehearsal))
    desk.click(cards.table_card.table_button)
    desk.answers.given += [rehearsal.stick, story.KABUPATEN[2]]
    desk.click(cards.content_card.write_button)
    desk.expect("1 berkas aktivasi ditulis")


def _only_ppwp(elections: object, row: int) -> bool:
    return tuple(elections.itemData(row)) == (FORM,)  # type: ignore[attr-defined]


def _has_activation(rehearsal: Rehearsal) -> bool:
    return any(rehearsal.stick.glob("aktivasi-*.sirekap"))


def _table(rehearsal: Rehearsal) -> object:
    """The kabupaten's table, filled."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    code = story.KECAMATAN[0]
    sheets: dict[str, list[tuple[object, ...]]] = {
        "Kecamatan": [("kode_kecamatan", "nama_kecamatan", "kabupaten", "provinsi"), story.KECAMATAN],
        "PPK": [
            ("kode_kecamatan", "jabatan", "nama_lengkap"),
            *((code, str(one.role), one.name) for one in (story.KETUA, story.ANGGOTA, story.OPERATOR)),
        ],
        "TPS": [
            ("kode_desa", "nama_desa", "nomor_tps", "dpt_l", "dpt_p"),
            *((desa.code, desa.name, int(tps[-3:]), *_dpt(tps)) for desa, tps in story.TPS),
        ],
        "Peserta": [
            ("pemilihan", "dapil", "nomor_urut", "nama", "nomor_calon", "nama_calon"),
            *(("PPWP", "", number, name, "", "") for number, name in story.CONTESTANTS),
        ],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path = rehearsal.folder / OFFICE / "tabel.xlsx"
    book.save(path)
    return path


def _dpt(tps: str) -> tuple[int, int]:
    values = story.right(tps)
    return values["pemilih_dpt_l"], values["pemilih_dpt_p"]


def opening_steps(seat: str) -> Iterator[Step]:
    """The PPK opens the file on a laptop."""
    name = "PPK membuka berkas aktivasi"
    yield Step(name, seat, None, _activate(seat), lambda _r, desk: desk.window.context is not None)


def _activate(seat: str) -> Callable[[Rehearsal, Desk], None]:
    def act(rehearsal: Rehearsal, desk: Desk) -> None:
        awal = desk.page
        desk.type(story.OPERATOR.name, awal.operator)
        (file,) = rehearsal.stick.glob("aktivasi-*.sirekap")
        desk.answers.given.append(file)
        desk.press(Qt.Key.Key_4, ALT)
        desk.answers.given.append(rehearsal.workspace_of(seat))
        awal.activation._choose_folder()  # noqa: SLF001 - its button has no name
        desk.idle()
        QTest.keyClick(awal.activation.accept_button, Qt.Key.Key_Return)
        desk.until(lambda: desk.window.context is not None, "the workspace is made")
        desk.settle()
        desk.expect("Siap. Bawa berkas jawaban ini ke kabupaten")

    return act


def people_steps(seat: str) -> Iterator[Step]:
    """The ketua first, then the others, each with a PIN."""
    for person in story.PEOPLE:
        first = person is story.KETUA
        by = None if first else story.KETUA
        yield Step(f"{person.name} mendapat PIN", seat, by, _add(person), _is_known(person))


def _add(person: story.Person) -> Callable[[Rehearsal, Desk], None]:
    def act(_rehearsal: Rehearsal, desk: Desk) -> None:
        card: PeopleCard = desk.go("setelan").findChild(PeopleCard)
        card.add.click()
        form = card.form
        if form is None:
            raise RehearsalError("nobody is asked for")
        desk.type(person.name, form.name)
        desk.pick(form.role, person.role)
        desk.type(person.pin, form.pin)
        desk.type(person.pin, form.again)
        QTest.keyClick(form.again, Qt.Key.Key_Return)
        desk.settle()

    return act


def _is_known(person: story.Person) -> Callable[[Rehearsal, Desk], bool]:
    return lambda _r, desk: person.name in {one.name for one in desk.workspace.people()}


# --- figures --------------------------------------------------------------------------------------------------------


def figure_steps(seat: str, panel: int) -> Iterator[Step]:
    """Photos in, then every TPS of the panel checked or typed from its paper."""
    codes = [code for desa, code in story.TPS if desa.panel == panel and code != story.POSTPONED]
    if any(code in story.PHOTOGRAPHED for code in codes):
        yield Step("Foto C.HASIL diimpor", seat, story.OPERATOR, _import, lambda _r, desk: _has_photos(desk.workspace))
    for code in codes:
        yield figure_step(seat, code)


def figure_step(seat: str, code: str) -> Step:
    """All figures of one TPS."""
    how = "diperiksa dengan fotonya" if code in story.PHOTOGRAPHED else "diketik dari kertasnya"
    return Step(f"{place(code)} {how}", seat, story.OPERATOR, _check(code), _is_recorded(code))


def place(code: str) -> str:
    """``AIR BENING TPS 001``."""
    desa = next(one for one in story.DESA if one.code == code[:10])
    return f"{desa.name} TPS {code[-3:]}"


def _import(rehearsal: Rehearsal, desk: Desk) -> None:
    desk.answers.given.append(take_photos(rehearsal))
    desk.click(desk.go("impor").zone.pick_files)
    desk.until(lambda: _has_photos(desk.workspace), "all photos are there")


def take_photos(rehearsal: Rehearsal) -> list[object]:
    """Photos of the papers of two TPS, named by the KPPS's phone as Sirekap names them."""
    form, paths = load_form(FORM), []
    for code in story.PHOTOGRAPHED:
        for page in (1, 2, 3):
            path = rehearsal.papers / photo_name(code, page)
            if not path.exists():
                seed = 21 + story.CODES.index(code)
                photo = sample_photo(form, page, story.paper(code), seed=seed, settings=EASY, width_px=_PHOTO_PX)
                path.write_bytes(photo.jpeg)
            paths.append(path)
    return paths


def _has_photos(workspace: Workspace) -> bool:
    return len(workspace.images()) == 3 * len(story.PHOTOGRAPHED)


def _is_recorded(code: str) -> Callable[[Rehearsal, Desk], bool]:
    def done(_rehearsal: Rehearsal, desk: Desk) -> bool:
        (progress,) = [one for one in desk.workspace.progress(FORM) if one.tps.code == code]
        return progress.fields_recorded >= progress.fields_total and not progress.broken_rules

    return done


def _check(code: str) -> Callable[[Rehearsal, Desk], None]:
    def act(_rehearsal: Rehearsal, desk: Desk) -> None:
        desk.go("periksa", tps=code)
        for _ in range(_TURNS):
            if desk.page.session.view.finished:
                break
            _one_key(desk, code)
        else:
            raise RehearsalError(f"{code} was not finished after {_TURNS} keys")
        for _ in desk.page.session.view.unexplained:
            desk.answers.given.append(story.WRITTEN_SO)
            desk.press(Qt.Key.Key_F4)
        desk.settle()

    return act


def _one_key(desk: Desk, code: str) -> None:
    """What an operator does next: type, confirm, begin a page without a photo, turn the page."""
    session = desk.page.session
    if session.typing_now and session.task.mode is Mode.BLIND:
        desk.type(str(story.paper(code)[session.focused]))
        desk.press(Qt.Key.Key_Return)
    elif session.confirmable_now:
        desk.press(Qt.Key.Key_Space)
    elif session.page_without_photo:
        desk.press(Qt.Key.Key_F7)
    else:
        desk.press(Qt.Key.Key_PageDown)
