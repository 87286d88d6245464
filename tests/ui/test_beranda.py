from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.models.records import Desa, EntryHow, ImportOutcome, Status, Tps, TpsProgress
from sirekap_desktop.ui.beranda import model as m
from sirekap_desktop.ui.beranda.overview import Need, Overview, Step, attention, summarize
from sirekap_desktop.ui.beranda.words import attention_pill, percent
from tests.ui.conftest import FORM, TPS, record_tps

A = Desa("7605052001", "KABIRAAN")


def _progress(number: int, status: Status = Status.DIPERIKSA, **changes) -> TpsProgress:
    values = {
        "tps": Tps(f"{A.code}{number:03d}", A.code, number), "status": status, "fields_total": 28,
        "fields_recorded": 28, "pages_present": (1, 2, 3), "pages_missing": (), "fields_proven": 27,
        "fields_to_type": 0, "rechecks": 0, "broken_rules": (), "broken_by": (), "reasoned_rules": (),
        "photo_problems": (),
    }  # fmt: skip
    return TpsProgress(**{**values, **changes})


@pytest.mark.parametrize(
    ("progress", "options", "step"),
    [
        ([], {}, Step.WILAYAH),
        ([_progress(1, Status.BELUM, pages_present=())], {}, Step.IMPORT),
        ([_progress(1)], {"unassigned": 2}, Step.ASSIGN),
        ([_progress(1), _progress(2, Status.TERBACA, fields_recorded=0)], {}, Step.CHECK),
        ([_progress(1, rechecks=3)], {}, Step.CHECK),
        ([_progress(1, broken_rules=("R6@",), broken_by=(1,))], {}, Step.RESOLVE),
        ([_progress(1), _progress(2, Status.BELUM, pages_present=())], {}, Step.MISSING),
        ([_progress(1)], {}, Step.LOCK),
        ([_progress(1, Status.TERKUNCI)], {"locked": True}, Step.SEND),
    ],
)
def test_what_comes_next(progress, options, step):
    assert summarize(progress, [A], **options).next.step is step


def test_attention_is_in_words_the_most_urgent_first():
    item = _progress(
        3, broken_rules=("R1@pengguna_dpt", "R6@"), broken_by=(2, 1), rechecks=2,
        photo_problems=("halaman 2 kabur",), pages_missing=(3,),
    )  # fmt: skip
    found = attention(item)
    assert [matter.need for matter in found] == [Need.BROKEN, Need.RECHECK, Need.PHOTO, Need.MISSING]
    assert attention_pill(found[0])[0] == "TPS 003 R1 beda 2, R6 beda 1"
    assert attention_pill(found[2])[0] == "TPS 003 foto halaman 2 kabur"


def test_ordinary_checking_is_work_and_not_a_matter():
    overview = summarize([_progress(1, Status.TERBACA, fields_recorded=0)], [A])
    assert overview.matters_total == 0
    assert overview.lines[0].attention == ()


def test_counts_add_up():
    items = [_progress(1), _progress(2, Status.TERBACA, fields_to_type=4), _progress(3, Status.BELUM, pages_present=())]
    overview = summarize(items, [A], unassigned=1, unreadable=2)
    assert (overview.tps_done, overview.tps_total) == (1, 3)
    assert (overview.fields_proven, overview.fields_read) == (54, 56)
    assert overview.matters_total == 3
    assert Counter(overview.lines[0].statuses) == {Status.DIPERIKSA: 1, Status.TERBACA: 1, Status.BELUM: 1}


def test_a_share_is_never_rounded_up_to_done():
    assert percent(1999, 2000) == "99,9 %"
    assert percent(2000, 2000) == "100,0 %"
    assert percent(0, 0) == "–"


def test_the_model_has_desa_and_below_them_their_tps(qtmodeltester):
    source = m.OverviewModel()
    source.show_overview(summarize([_progress(1), _progress(2, Status.TERBACA)], [A]))
    qtmodeltester.check(source, force_py=True)
    desa = source.index(0, m.NAME)
    assert desa.data() == "KABIRAAN"
    assert source.rowCount(desa) == 2
    assert source.index(1, m.NAME, desa).data() == "TPS 002"
    assert source.index(0, m.DIPERIKSA).data() == "1"
    assert source.index(0, m.BELUM).data() == "–"


def test_new_numbers_keep_open_rows_and_place(qtbot):
    source = m.OverviewModel()
    source.show_overview(summarize([_progress(1)], [A]))
    with qtbot.assertNotEmitted(source.modelReset):
        source.show_overview(summarize([_progress(1, Status.TERBACA)], [A]))
    with qtbot.waitSignal(source.modelReset):
        source.show_overview(Overview())


@pytest.fixture
def page(window, workspace, idle):
    window.open_workspace(workspace)
    idle()
    return window.page


def test_enter_begins_the_next_step_at_once(page, window, idle, workspace, monkeypatch):
    sha, _ = workspace.store_original(b"a photo", ".jpg")
    workspace.add_image(sha256=sha, source="a.jpg", outcome=ImportOutcome.ACCEPTED, tps=TPS[1].code, form=FORM, page=1)
    idle()
    gone = []
    monkeypatch.setattr(window, "go", lambda page_id, **target: gone.append((page_id, target)))
    page.refresh(frozenset({"images"}))
    idle()
    assert page.overview.next.step is Step.CHECK
    page.setFocus()
    QTest.keyClick(page.next_card.go, Qt.Key.Key_Return)
    assert gone == [("periksa", {"tps": TPS[1].code})]


def test_arrows_reach_a_tps_and_enter_opens_it(page, qtbot):
    QTest.keyClick(page, Qt.Key.Key_Down)
    page.tree.setFocus()
    page.tree.setCurrentIndex(page.tree.model().index(1, 0))
    QTest.keyClick(page.tree, Qt.Key.Key_Return)
    assert page.tree.isExpanded(page.tree.model().index(1, 0))
    QTest.keyClick(page.tree, Qt.Key.Key_Down)
    QTest.keyClick(page.tree, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.tree.tps_chosen) as chosen:
        QTest.keyClick(page.tree, Qt.Key.Key_Return)
    assert chosen.args == ["7605052002002"]


def test_a_click_on_a_matter_opens_its_tps(page, workspace, idle, qtbot):
    record_tps(workspace, TPS[0].code, ss_tidak_digunakan=43)
    idle()
    page.refresh(frozenset({"entries"}))
    idle()
    place = page.tree.visualRect(page.tree.model().index(0, m.MATTERS))
    assert page.overview.matters[Need.BROKEN] == 1
    with qtbot.waitSignal(page.tree.tps_chosen) as chosen:
        QTest.mouseClick(page.tree.viewport(), Qt.MouseButton.LeftButton, pos=place.center() - _left_of(place.width()))
    assert chosen.args == [TPS[0].code]


def _left_of(width: int):
    from PySide6.QtCore import QPoint

    return QPoint(width // 2 - 30, 0)


def test_progress_follows_entries(page, workspace, idle, qtbot):
    with qtbot.waitSignal(page.context.changed):
        record_tps(workspace, TPS[0].code)
    idle()
    assert page.overview.tps_done == 1
    assert page.done_card.accessibleName().startswith("TPS diperiksa: 1 dari 5")
    with qtbot.waitSignal(page.context.changed):
        workspace.record(TPS[1].code, FORM, "suara_1", None, EntryHow.TYPED)
    idle()
    assert page.overview.tps_done == 1
