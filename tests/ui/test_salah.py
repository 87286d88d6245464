from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.slips import Slip, SlipKind
from sirekap_desktop.jobs.slips import SlipLine
from sirekap_desktop.models.records import Desa, RuleReason, Tps
from sirekap_desktop.ui.beranda.overview import Next, Overview, Step, with_slips
from sirekap_desktop.ui.beranda.words import matters_words, next_words
from sirekap_desktop.ui.palette import CommandPalette
from sirekap_desktop.ui.salah import model as m
from sirekap_desktop.ui.salah.words import likelihood_pill, why
from tests.ui.conftest import DESA, FORM, TPS, record_tps

NO_VOTES = {"suara_1": 0, "suara_2": 0, "suara_3": 0}
DPR = "c-hasil-dpr-2024"


def line(kind: SlipKind, form: str = FORM, **changes) -> SlipLine:
    values = changes.pop("values", {})
    given = {
        "kind": kind, "form": form, "tps": TPS[0].code, "at": "x", "fields": ("suara_1",), "likelihood": 0.9,
        "left": 1, "right": 2, **changes,
    }  # fmt: skip
    partner = TPS[2] if given.get("partner") else None
    desa = DESA[1] if partner else None
    return SlipLine(Slip(**given), load_form(form), "", TPS[0], DESA[0], partner, desa, values, None)


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        (
            line(SlipKind.SAME, partner=TPS[2].code, detail=("suara",)),
            "Suara setiap peserta dan suara tidak sah sama persis dengan SAMBABO TPS 001.",
        ),
        (
            line(SlipKind.SAME, partner=TPS[2].code, detail=("pemilih",)),
            "Pemilih DPT dan pengguna DPT, L dan P, sama persis dengan SAMBABO TPS 001.",
        ),
        (
            line(SlipKind.SAME, DPR, partner=TPS[2].code, detail=("partai_05",), fields=("partai_05_suara",)),
            "Semua suara Partai 05 sama persis dengan SAMBABO TPS 001.",
        ),
        (
            line(SlipKind.SHIFTED, DPR, detail=("partai_05_jumlah", "partai_06_jumlah"),
                 values={"partai_05_jumlah": 0, "partai_06_jumlah": 41}),
            "Partai 05 tanpa suara, sedangkan 41 suara Partai 06 mirip suara Partai 05 di TPS lain.",
        ),
        (
            line(SlipKind.SHIFTED, detail=("suara_1", "suara_2"), values={"suara_1": 90, "suara_2": 8}),
            "Suara Paslon 01 dan Paslon 02 mungkin tertukar: lebih cocok dengan TPS lain bila ditukar.",
        ),
        (
            line(SlipKind.SWAPPED, fields=("pengguna_dpt_l", "pengguna_dpt_p"),
                 values={"pengguna_dpt_l": 97, "pengguna_dpt_p": 141}),
            "I.B.1 Pengguna DPT: L 97 dan P 141 mungkin tertukar; bila ditukar, hitungan yang beda menjadi cocok.",
        ),
        (
            line(SlipKind.DPT, partner=TPS[2].code, fields=("pemilih_dpt_l", "pemilih_dpt_p"),
                 values={"pemilih_dpt_l": 101, "pemilih_dpt_p": 111}),
            "DPT di kertas, L 101 dan P 111, adalah DPT SAMBABO TPS 001, bukan DPT TPS ini.",
        ),
        (
            line(SlipKind.ZERO, detail=("suara",), values={"pengguna_total_j": 1173}),
            "Semua suara peserta nol, padahal tercatat 1.173 pengguna atau surat suara.",
        ),
        (line(SlipKind.ZERO, detail=("semua",)), "Semua isian formulir ini nol atau kosong."),
    ],
)  # fmt: skip
def test_why_is_one_sentence_with_the_figures(slip, sentence):
    assert why(slip) == sentence


def test_the_likelihood_is_a_word_and_a_reason_says_so():
    words = [likelihood_pill(line(SlipKind.ZERO, likelihood=value))[0] for value in (0.99, 0.6, 0.5)]
    assert words == ["sangat mungkin", "mungkin", "bisa kebetulan"]
    open_line = line(SlipKind.ZERO)
    reason = RuleReason(TPS[0].code, FORM, "S5", "x", 1, 2, "sudah dilihat", "ANI", "")
    closed = SlipLine(open_line.slip, open_line.form, "", Tps("1", "2", 3), Desa("2", "A"), None, None, {}, reason)
    assert likelihood_pill(closed)[0] == "bukan salah"


def test_slips_come_before_the_lock_and_nothing_else():
    ready = Overview(next=Next(Step.LOCK))
    assert with_slips(ready, 0).next.step is Step.LOCK
    found = with_slips(ready, 2)
    assert found.next.step is Step.SLIPS
    assert next_words(found)[0] == "Tinjau 2 kemungkinan salah salin"
    assert (found.matters_total, matters_words(found)) == (2, "2 kemungkinan salah salin")
    assert with_slips(Overview(next=Next(Step.ASSIGN)), 2).next.step is Step.ASSIGN


@pytest.fixture
def page(window, workspace, idle):
    record_tps(workspace, TPS[0].code, **NO_VOTES)
    record_tps(workspace, TPS[3].code, pemilih_dpt_l=TPS[2].dpt_l, pemilih_dpt_p=TPS[2].dpt_p)
    window.open_workspace(workspace, "salah")
    idle()
    return window.page


def shown(page) -> list[tuple[str, str]]:
    return [(one.tps.code, one.slip.kind.value) for one in page.model.lines]


def test_the_likeliest_stands_first_and_is_current(page):
    assert shown(page)[0] == (TPS[0].code, "S5")
    assert page.chosen is page.model.lines[0]
    likely = [one.slip.likelihood for one in page.model.lines]
    assert likely == sorted(likely, reverse=True)


def test_enter_opens_the_fields_in_periksa(page, qtbot):
    with qtbot.waitSignal(page.navigate) as gone:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert gone.args == ["periksa", {"tps": TPS[0].code, "field": "suara_1", "form": FORM, "dapil": ""}]


def test_f6_opens_the_other_tps_where_there_is_one(page, qtbot):
    row = next(n for n, one in enumerate(page.model.lines) if one.slip.kind is SlipKind.DPT)
    page.table.setCurrentIndex(page.model.index(row, 0))
    assert page.partner.isVisible()
    with qtbot.waitSignal(page.navigate) as gone:
        QTest.keyClick(page.table, Qt.Key.Key_F6)
    assert gone.args[1]["tps"] == TPS[2].code


def test_f4_takes_a_reason_and_the_next_open_line_is_current(page, dialogs, workspace, qtbot: QtBot):
    before = shown(page)
    assert len(before) > 1
    dialogs.answers.append("Sudah dilihat di kertas")
    QTest.keyClick(page.table, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: not page.model.lines[-1].open)
    assert shown(page) == [*before[1:], before[0]]
    assert page.chosen.slip.tps == before[1][0]
    text = page.model.index(len(before) - 1, m.WHY).data()
    assert "Alasan: Sudah dilihat di kertas (SITI R.)" in text
    assert "TPS 001: Semua suara peserta nol" in dialogs.said[-1]


def test_a_line_that_has_its_reason_asks_for_none(page, dialogs, qtbot: QtBot):
    dialogs.answers.append("Sudah dilihat di kertas")
    QTest.keyClick(page.table, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: not page.model.lines[-1].open)
    page.table.setCurrentIndex(page.model.index(len(page.model.lines) - 1, 0))
    QTest.keyClick(page.table, Qt.Key.Key_F4)  # a question would fail: no answer is left
    assert not page.reason.isEnabled()


def test_without_slips_the_page_says_so(window, workspace, idle):
    window.open_workspace(workspace, "salah")
    idle()
    page = window.page
    assert page.nothing.text() == "Tidak ada angka yang tampak seperti salah salin."
    assert not page.open.isEnabled()
    QTest.keyClick(page.table, Qt.Key.Key_F4)
    QTest.keyClick(page, Qt.Key.Key_Return)


def test_beranda_counts_them_and_leads_there(window, workspace, idle, qtbot):
    record_tps(workspace, TPS[0].code, **NO_VOTES)
    window.open_workspace(workspace)
    idle()
    beranda = window.page
    assert beranda.slips.isVisible()
    assert beranda.slips.text().strip() == "1 kemungkinan salah salin"
    beranda.slips.click()
    idle()
    assert window.page.page_id == "salah"
    assert window.rail._buttons["beranda"].isChecked()


def test_the_palette_leads_there(window, workspace, idle):
    window.open_workspace(workspace)
    idle()
    window.open_palette()
    palette = window.findChild(CommandPalette)
    QTest.keyClicks(palette.edit, "salah salin")
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    idle()
    assert window.page.page_id == "salah"


def test_the_lock_says_how_many_nobody_has_looked_at(window, workspace, idle, dialogs):
    record_tps(workspace, TPS[0].code, **NO_VOTES)
    window.open_workspace(workspace)
    idle()
    dialogs.answers.append(None)
    window.trigger("lock")
    idle()
    assert "1 kemungkinan salah salin belum ditinjau" in dialogs.said[-1]
