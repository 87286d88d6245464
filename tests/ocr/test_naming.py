"""The TPS code in names of files and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from sirekap_desktop.ocr.naming import tps_code


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("7605052001004-20240214-190000--ab12.jpg", "7605052001004"),
        ("foto/7605052001004/hal2.jpg", "7605052001004"),
        ("7605052001004/7605052001005_2.jpg", "7605052001005"),
        ("foto/hal2.jpg", None),
        ("76050520010041.jpg", None),
        ("760505200100.jpg", None),
        ("7605052001004-7605052001005.jpg", None),
        ("7605052001004 lalu 7605052001004.jpg", "7605052001004"),
    ],
)
def test_the_code_is_found_only_where_it_stands_alone(path: str, code: str | None) -> None:
    assert tps_code(path) == code
    assert tps_code(Path(path)) == code
