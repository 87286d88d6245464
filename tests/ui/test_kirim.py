from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.ui.kirim.model import size_text
from tests.ui.conftest import TPS, record_tps


@pytest.fixture
def page(window, workspace, idle):
    record_tps(workspace, TPS[0].code)
    window.open_workspace(workspace, "kirim")
    idle()
    return window.page


@pytest.fixture
def package(page, idle, dialogs, tmp_path):
    target = tmp_path / "paket.zip"
    dialogs.answers.append(target)
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    idle()
    return target


def test_a_package_is_written_checked_and_its_contents_listed(page, package, window):
    assert package.is_file()
    assert page.report.ok
    names = [page.model.index(row, 0).data() for row in range(page.model.rowCount())]
    assert any(name.endswith(".pdf") for name in names)
    assert f"data/ppwp/{TPS[0].code}.json" in names
    assert page.report.fingerprint in page._facts.text()
    assert "SIMULASI" in page._facts.text()
    assert page._verdict.text == "utuh dan tanda tangan sah"
    assert "Paket tertulis" in window.message_bar.text


def test_a_changed_byte_is_found_and_said(page, package, idle, dialogs):
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    package.write_bytes(data)
    dialogs.answers.append(package)
    page.choose_package()
    idle()
    assert not page.report.ok
    assert page.findings.count() >= 1
    assert not page.findings.isHidden()


def test_what_is_no_package_is_said_calmly(page, idle, dialogs, tmp_path, window):
    wrong = tmp_path / "surat.zip"
    wrong.write_text("bukan paket")
    dialogs.answers.append(wrong)
    page.choose_package()
    idle()
    assert window.message_bar.text or page.findings.count()
    assert page.write_button.isEnabled()


def test_turning_back_writes_nothing(page, idle, dialogs):
    dialogs.answers.append(None)
    page.write_package()
    idle()
    assert page.report is None
    assert page.progress.isHidden()


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (999, "999 B"), (1001, "2 KB"), (999_999, "1.000 KB"), (1_400_000, "1,4 MB")]
)
def test_sizes_are_written_for_people(size, text):
    assert size_text(size) == text
