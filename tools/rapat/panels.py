"""Panel 2 works on a laptop of its own: its desa go out on a stick and come back in a signed package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from sirekap_desktop.models.panels import HandingState
from tools.rapat import story
from tools.rapat.desk import ALT, Desk, RehearsalError
from tools.rapat.rehearsal import Rehearsal, Step

PANEL = 2


def share_step(seat: str) -> Step:
    """The main laptop hands the desa of panel 2 out."""
    return Step("Desa dibagi ke panel 2", seat, story.KETUA, _share, lambda _r, desk: bool(desk.workspace.handings()))


def open_step(seat: str) -> Step:
    """The panel's laptop opens the stick."""
    name = "Laptop panel 2 membuka flash disk"
    return Step(name, seat, None, _open(seat), lambda _r, desk: desk.window.context is not None)


def pack_step(seat: str) -> Step:
    """The panel is finished: its final package."""
    return Step("Panel 2 menulis paket akhir", seat, story.ANGGOTA, _pack, lambda r, _d: _package(r).is_file())


def join_step(seat: str) -> Step:
    """The main laptop takes it over, after comparing the fingerprint."""
    return Step("Paket panel 2 digabung", seat, story.KETUA, _join, _is_joined)


def _panel(desk: Desk) -> Any:  # noqa: ANN401
    page = desk.go("pleno")
    page.show_part("panel")
    desk.settle()
    return page.panel


def _package(rehearsal: Rehearsal) -> Path:
    return rehearsal.stick / "panel-2.zip"


def _share(rehearsal: Rehearsal, desk: Desk) -> None:
    view = _panel(desk)
    desk.pick(view.share.number, PANEL)
    desk.type(story.LEADERS[PANEL], view.share.leader)
    for desa in story.DESA:
        view.share.desa[desa.code].setChecked(desa.panel == PANEL)
    desk.answers.given.append(rehearsal.stick)
    desk.click(view.share.share)
    desk.expect(f"Berkas panel {PANEL} ditulis")


def _open(seat: str) -> Callable[[Rehearsal, Desk], None]:
    def act(rehearsal: Rehearsal, desk: Desk) -> None:
        desk.type(story.OPERATOR.name, desk.page.operator)
        desk.answers.given.append(rehearsal.stick)
        desk.press(Qt.Key.Key_7, ALT)
        card = desk.page.panel_card
        desk.type(str(rehearsal.workspace_of(seat)), card.folder)
        desk.click(card.accept_button)
        desk.until(lambda: desk.window.context is not None, "the panel's workspace is open")

    return act


def _pack(rehearsal: Rehearsal, desk: Desk) -> None:
    pack = _panel(desk).pack
    (rehearsal.stick / "sidik-jari.txt").write_text(pack.fingerprint.text(), "utf-8")
    desk.answers.given += [True, _package(rehearsal)]
    desk.click(pack.final)
    desk.expect("Paket desa ditulis")


def _join(rehearsal: Rehearsal, desk: Desk) -> None:
    join = _panel(desk).join
    desk.answers.given.append(_package(rehearsal))
    desk.click(join.look)
    if join.fingerprint.text() != (rehearsal.stick / "sidik-jari.txt").read_text("utf-8"):
        raise RehearsalError("the fingerprints of the panel differ")
    join.same.setChecked(True)
    desk.click(join.join)
    desk.expect(f"Panel {PANEL} digabung")


def _is_joined(_rehearsal: Rehearsal, desk: Desk) -> bool:
    return any(one.state is HandingState.JOINED for one in desk.workspace.handings())
