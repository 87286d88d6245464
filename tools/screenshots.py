"""Takes the pictures of every screen from the running program with the demo's data.

    python -m tools.screenshots DEMO_FOLDER

``DEMO_FOLDER`` is where ``sirekap-desktop demo DEMO_FOLDER`` built the demo; it is built there when it is missing. The
pictures go to ``docs/screenshots`` (1366 × 768) and, smaller, to the operator's manual. Runs without a screen.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import openpyxl
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtGui import QImage, QPainter

from sirekap_desktop.exchange.keys import public_bytes
from sirekap_desktop.exchange.transport.delivery import RECEIPT_NAME
from sirekap_desktop.exchange.transport.destination import Destination, Kind
from sirekap_desktop.exchange.transport.receipt import sign_receipt
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.jobs import activation, kabupaten
from sirekap_desktop.jobs.demo import build_demo
from sirekap_desktop.jobs.figures_export import Format, write_figures
from sirekap_desktop.models import office
from sirekap_desktop.models.activation import BallotList, Content, PpkName
from sirekap_desktop.models.kabupaten_table import KabupatenTable
from sirekap_desktop.models.office import Office
from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.records import Desa, EntryHow, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples import draw
from sirekap_desktop.samples.ulumanda import load_ulumanda
from sirekap_desktop.ui.app import Application, make_app
from sirekap_desktop.ui.app_settings import AppSettings
from sirekap_desktop.ui.crash import CrashReporter
from sirekap_desktop.ui.dialogs import Dialogs
from sirekap_desktop.ui.main_window import MainWindow
from sirekap_desktop.ui.palette import CommandPalette
from sirekap_desktop.ui.perancang.window import DesignerWindow
from tools import penerimaan_scene

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "screenshots"
MANUAL = ROOT / "sirekap_desktop" / "resources" / "help" / "gambar"
MANUAL_WIDTH_PX = 960
PAGES = ("beranda", "impor", "periksa", "kelompok", "rekap", "dokumen", "kirim", "jejak", "setelan")


class LoudCrash(CrashReporter):
    """A picture of a program that has just failed is worth nothing."""

    def report(self, error: BaseException) -> None:
        raise SystemExit(f"the program failed while its picture was taken: {error!r}")


class Camera:
    """Shows a page, waits until nothing moves any more, and keeps the picture."""

    def __init__(self, program: Application) -> None:
        self.program = program
        self.window: MainWindow = program.build_window()
        self.window.resize(1366, 768)
        self.window.show()

    def settle(self) -> None:
        """Wait for tasks, and for the glide of the photo in Periksa."""
        for _ in range(40):
            while not self.program.tasks.is_idle():
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def take(self, name: str, before: Callable[[], None] | None = None) -> None:
        """Save the window as ``name``."""
        self.settle()
        if before:
            before()
            self.settle()
        picture = self.window.grab().toImage()
        _save(picture, PICTURES / f"{name}.png")
        small = picture.scaledToWidth(MANUAL_WIDTH_PX, Qt.TransformationMode.SmoothTransformation)
        _save(small, MANUAL / f"{name}.png")
        print(name)

    def take_palette(self) -> None:
        """The command palette over Beranda."""
        self.window.open_palette()
        palette = self.window.findChild(CommandPalette)
        palette.edit.setText("sam")
        self.settle()
        _save(palette.grab().toImage(), PICTURES / "cari.png")
        palette.close()
        print("cari")


def _save(picture: QImage, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not picture.convertToFormat(QImage.Format.Format_RGB888).save(str(path)):
        raise SystemExit(f"{path} can not be written")


def _demo(folder: Path) -> Path:
    workspace = folder / "ulumanda"
    if not (workspace / "sirekap.db").is_file():
        build_demo(folder, progress=lambda step: print(step.step, step.done, step.total, end="\r"))
    return workspace


def _package(camera: Camera, folder: Path) -> None:
    """Kirim shows the package that the demo wrote, sent to a stick with its receipt, and on its way to a server."""
    packages = sorted(folder.rglob("*.zip"))
    if packages:
        camera.window.dialogs.open_file = lambda *_arguments: packages[-1]  # type: ignore[method-assign]
        camera.window.page.choose_package()  # type: ignore[union-attr]
        _send(camera, packages[-1])


def _send(camera: Camera, package: Path) -> None:
    sending = camera.window.page.sending  # type: ignore[union-attr]
    outbox, stick = sending.outbox, Path(tempfile.mkdtemp())
    for item in outbox.destinations:  # of an earlier round on the same demo
        outbox.remove_destination(item.id)
    outbox.keep_destination(Destination("usb", "Flash disk KPU", Kind.FOLDER.value, str(stick)))
    outbox.keep_destination(Destination("awan", "Nextcloud KPU", Kind.WEBDAV.value, "https://awan.majene.invalid"))
    sent = outbox.attempt(outbox.add(package, "usb").id)
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    outbox.enroll(public_bytes(private).hex())
    receipt = sign_receipt(
        private,
        package=sent.sha256,
        kecamatan="760505",
        receiver="KPU Kabupaten Majene",
        received_at="2024-02-20T17:00:00+08:00",
        accepted=True,
        note="Diterima utuh.",
    )
    (stick / sent.place / RECEIPT_NAME).write_bytes(receipt)
    outbox.again(sent.id)
    outbox.attempt(sent.id)
    outbox.attempt(outbox.add(package, "awan").id)
    sending.runner.changed.emit()
    sending.destinations.show_destinations(outbox.destinations)


def _neutral_place(camera: Camera, folder: Path) -> None:
    """Setelan names the folder of the workspace: the pictures show none of this machine's."""
    place = camera.window.page.place  # type: ignore[union-attr]
    place.setText(place.text().replace(str(folder), "D:\\Sirekap").replace("/", "\\"))


def _take_typing(camera: Camera, workspace: Workspace) -> None:
    """Periksa while a field is typed blind: the first open TPS, as if everything were to be typed."""
    form = workspace.forms()[0]
    progress = next(item for item in workspace.progress(form.id) if not item.fields_recorded)
    policy = workspace.setting("policy")
    workspace.set_setting("policy", "type_all")
    camera.window.go("periksa", tps=progress.tps.code, field="suara_2")
    camera.take("periksa-ketik")
    workspace.set_setting("policy", policy)


def _take_designer(camera: Camera) -> None:
    """The form designer on a blank that the program draws itself, half of it named."""
    form = load_form("c-hasil-ppwp-2024")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"halaman-{page.number}.png" for page in form.pages]
        for page, file in zip(form.pages, files, strict=True):
            picture = draw.render_page(form, page.number, {}, seed=1, px_per_mm=3.0)
            file.write_bytes(cv2.imencode(".png", picture)[1].tobytes())
        camera.window.trigger("designer")
        designer = camera.window.findChild(DesignerWindow)
        designer.resize(1366, 728)
        designer.open_blank(files)
        camera.settle()
    for _ in range(7):
        designer.session.name()
    designer.session.show_page(0)
    designer._show()  # noqa: SLF001 - as a key would
    camera.settle()
    designer.work.view.verticalScrollBar().setValue(designer.work.canvas.height() // 3)
    camera.settle()
    picture = designer.grab().toImage()
    _save(picture, PICTURES / "perancang.png")
    _save(picture.scaledToWidth(MANUAL_WIDTH_PX, Qt.TransformationMode.SmoothTransformation), MANUAL / "perancang.png")
    designer.session.saved = designer.session.draft
    designer.close()
    print("perancang")


def _take_activation(camera: Camera) -> None:
    """The kabupaten's screen with a table read and a laptop enrolled, and its file as the PPK sees it."""
    pin = "907351"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office.default_folder = lambda: folder / "kabupaten"  # type: ignore[assignment]
        made = Office.create("7605", "KPU KABUPATEN MAJENE", pin)
        (written,) = kabupaten.write_activations(made, made.unlock(pin), [_ulumanda()], folder)
        opened = activation.activate(written.path, folder / "ruang", operator="SITI R.", key_folder=folder / "keys")
        opened.workspace.close()
        kabupaten.enrol(made, opened.answers[:1])
        camera.window.go("kabupaten")
        camera.settle()
        page: Any = camera.window.page
        page._show_table(KabupatenTable((_ulumanda(),), ()))  # noqa: SLF001 - as after reading a table
        page.keys_card.show_keys([replace(one, host="LAPTOP-PPK") for one in made.enrolled()])
        camera.take("kabupaten")
        camera.window.go("awal")
        page = camera.window.page
        page.opening.open(written.path, folder / "baru")
        camera.settle()
        page.activation.folder.setText("D:\\Sirekap\\760505-ULUMANDA")
        camera.take("aktivasi")
        page.show_choices()
        _take_penerimaan(camera, folder, made)


def _take_penerimaan(camera: Camera, folder: Path, made: Office) -> None:
    """The kabupaten in the middle of receiving."""
    scene = penerimaan_scene.build(folder, made)
    camera.window.go("penerimaan")
    camera.settle()
    penerimaan_scene.play(scene, camera.window.page, camera.settle, _ulumanda())
    camera.take("penerimaan")
    camera.window.go("awal")
    camera.settle()


def _ulumanda() -> Content:
    """The demo's kecamatan as a kabupaten would write it."""
    demo = load_ulumanda()
    return Content(
        kecamatan=Kecamatan(demo.code, demo.name, demo.kabupaten, demo.provinsi),
        simulation=False,
        elections=("c-hasil-ppwp-2024",),
        desa=tuple(Desa(one.code, one.name) for one in demo.desa),
        tps=tuple(Tps(one.code, one.desa_code, one.number, one.dpt_l, one.dpt_p) for one in demo.tps),
        lists=(BallotList("ppwp", "", tuple(Contestant(n, f"PASANGAN CALON 0{n}") for n in (1, 2, 3))),),
        dapil=(),
        people=(PpkName("HJ. NURHAYATI", "ketua"), PpkName("ABDUL RAHIM", "anggota"), PpkName("SITI R.", "operator")),
        forms=(),
    )


def _take_figures(camera: Camera, workspace: Workspace) -> None:
    """What a filled workbook holds, beside what is recorded: three figures of the demo changed by hand."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_figures(workspace, Format.FILL_IN, Path(folder))[0]
        _mistype(path)
        camera.window.go("impor")
        camera.settle()
        page: Any = camera.window.page
        page.start([path])
        camera.settle()
        differences = page.figures.dialog.differences
        differences.setData(differences.index(2, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
        camera.settle()
        picture = page.figures.dialog.grab().toImage()
        page.figures.dialog.reject()
        camera.settle()
    _save(picture, PICTURES / "impor-angka.png")
    _save(picture, MANUAL / "impor-angka.png")
    print("impor-angka")


def _mistype(path: Path) -> None:
    """A figure one higher, one empty on the paper, one with two digits swapped."""
    book = openpyxl.load_workbook(path)
    lines = book["Identitas"].iter_rows(values_only=True)
    rows = {line[2]: int(line[1]) + 1 for line in lines if line[0] == "baris"}
    sheet = book.worksheets[0]
    changes: dict[str, Callable[[int], object]] = {
        "suara_1": lambda old: old + 1,
        "disabilitas_j": lambda _old: "-",
        "ss_diterima": _swapped,
    }
    for field, change in changes.items():
        cell = sheet.cell(rows[f"isian:{field}"], 4)
        cell.value = change(cell.value)
    book.save(path)


def _swapped(number: int) -> int:
    text = str(number)
    return int(text[:-2] + text[-1] + text[-2])


def _hold_meeting(workspace: Workspace) -> str:
    """A meeting in its middle: most of the checked TPS are approved, the next one is read out; returns its code."""
    form = workspace.forms()[0].id
    ready = [item.tps.code for item in workspace.progress(form) if item.fields_recorded >= item.fields_total]
    workspace.note(form, facts.Opened("Aula Kantor Camat", "Rekapitulasi Presiden dan Wakil Presiden"))
    for number, name in enumerate(("HASNAWATI", "BUDI SANTOSO", "ROSDIANA"), 1):
        workspace.note(form, facts.Attended(name, "saksi", "", number, f"{11 + number}/2024"))
    *done, current = ready
    for code in done:
        for fact in (facts.ReadOut(), facts.Compared("panwaslu"), facts.Approved()):
            workspace.note(form, fact, code)
    workspace.note(form, facts.ReadOut(), current)
    old = workspace.values(current, form)["ss_tidak_digunakan"] or 0
    new = NewEntry("ss_tidak_digunakan", old + 1, EntryHow.CORRECTED, None, old, "salah salin", "KETUA, SAKSI 02")
    workspace.record_many(current, form, [new])
    return current


def _take_meeting(camera: Camera, workspace: Workspace) -> None:
    """Operator and room side by side: the same number on both screens."""
    camera.window.go("pleno", tps=_hold_meeting(workspace))
    camera.settle()
    page: Any = camera.window.page
    names = [figure.field.name for figure in page.tps.figures]
    page.sidang.table.go_to(names.index("suara_2"))
    camera.take("pleno")
    page.toggle_projector()
    page.projector.resize(1920, 1080)
    camera.settle()
    room = page.projector.grab().toImage()
    operator = camera.window.grab().toImage()
    room = room.scaledToHeight(operator.height(), Qt.TransformationMode.SmoothTransformation)
    both = QImage(operator.width() + 24 + room.width(), operator.height(), QImage.Format.Format_RGB888)
    both.fill(Qt.GlobalColor.white)
    painter = QPainter(both)
    painter.drawImage(0, 0, operator)
    painter.drawImage(operator.width() + 24, 0, room)
    painter.end()
    _save(both, PICTURES / "proyektor.png")
    _save(both.scaledToWidth(MANUAL_WIDTH_PX, Qt.TransformationMode.SmoothTransformation), MANUAL / "proyektor.png")
    print("proyektor")
    page.toggle_projector()


def take_all(folder: Path, settings: AppSettings) -> None:
    """Every screen of the program."""
    program = Application(make_app([sys.argv[0]]), settings, Dialogs(), LoudCrash())
    camera = Camera(program)
    camera.window.go("awal")
    camera.take("awal")
    _take_designer(camera)
    _take_activation(camera)
    workspace = Workspace.open(folder / "ulumanda", operator="SITI R.")
    first_desa = workspace.desa()[1].code
    camera.window.open_workspace(workspace)
    camera.take("beranda")
    camera.take_palette()
    for name in PAGES[1:]:
        target = {"desa": first_desa} if name == "rekap" else {}
        camera.window.go(name, **target)
        before = {"kirim": lambda: _package(camera, folder), "setelan": lambda: _neutral_place(camera, folder)}
        camera.take(name, before.get(name))
    _take_typing(camera, workspace)
    _take_figures(camera, workspace)
    _take_meeting(camera, workspace)
    camera.window.close()
    camera.settle()
    program.close()


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Take the pictures of every screen.")
    parser.add_argument("demo", type=Path, help="folder of the demo")
    folder = parser.parse_args().demo.resolve()
    _demo(folder)
    with tempfile.TemporaryDirectory() as seat:
        settings = AppSettings(Path(seat) / "sirekap.ini")
        settings.operator = "SITI R."
        take_all(folder, settings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
