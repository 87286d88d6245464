"""The fuzz itself: its files are the same in every run, and its judge knows a fault when it sees one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.fuzz.cases import Case, make
from benchmarks.fuzz.damage import DAMAGES
from benchmarks.fuzz.worker import judged
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.ocr import engine, imageio

CASE = Case(0, "noise", "picture", b"", ())
READ = replace(engine.unreadable("x"), status="read", reason=None, form="c-hasil-ppwp-2024", page=2)


@pytest.mark.parametrize(
    ("case", "readings", "result"),
    [
        (CASE, (engine.unreadable("Gambar ini rusak dan tidak dapat dibuka."),), "refused"),
        (CASE, (), "speechless"),
        (CASE, (engine.unreadable(""),), "speechless"),
        (CASE, (engine.unreadable("cv2.error: (-215:Assertion failed)."),), "speechless"),
        (CASE, (READ,), "wrong"),
        (replace(CASE, may_show=(("c-hasil-ppwp-2024", 2),)), (READ,), "read"),
        (replace(CASE, may_show=(("c-hasil-ppwp-2024", 3),)), (READ,), "wrong"),
        (replace(CASE, may_show=None), (READ,), "read"),
    ],
)
def test_the_judge_tells_faults_from_acceptable_ends(case: Case, readings: tuple, result: str) -> None:
    assert judged(case, readings)[0] == result


def said(data: bytes) -> str:
    """What decoding comes to, as a sentence."""
    try:
        decoded = imageio.decode(data)
        return f"{[decoded.grey(page).pixels.shape for page in range(decoded.page_count)]}."
    except UserError as error:
        return str(error)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_every_damaged_file_decodes_or_is_refused_in_words() -> None:
    sizes = set()
    for index in range(60):
        case = make(5, index)
        assert case == make(5, index)
        sizes.add(len(case.data))
        if case.container.startswith("pdf"):
            continue  # PDFium takes most of the time, and has its own tests
        assert said(case.data).endswith(".")
    assert len(sizes) > 40
    assert len(DAMAGES) == 8
