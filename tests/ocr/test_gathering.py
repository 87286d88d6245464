"""What a page shows is trusted only as far as it is certain which row is which."""

from __future__ import annotations

import pytest

from sirekap_desktop.ocr.gathering import ROW_UNSURE, placing_doubts


def test_a_page_found_by_lines_alone_with_a_row_outside_the_picture_may_be_one_row_off() -> None:
    assert placing_doubts("lines", [True, True, False]) == (ROW_UNSURE,)


@pytest.mark.parametrize(
    ("method", "seen"),
    [("lines", [True, True]), ("tag", [True, False]), ("tag+corners", [False, True]), ("manual", [True, False])],
)
def test_marks_or_a_page_in_full_leave_no_doubt_which_row_is_which(method: str, seen: list[bool]) -> None:
    assert placing_doubts(method, seen) == ()
