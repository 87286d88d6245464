"""The words of *Periksa* name every kind of evidence in the same way."""

from __future__ import annotations

from sirekap_desktop.forms.reading import Evidence, FieldReading, FieldStatus
from sirekap_desktop.ui.periksa.words import evidence_text


def shown(evidence: Evidence, status: FieldStatus = FieldStatus.PROVEN) -> str:
    return evidence_text(FieldReading("suara_1", 41, 41, 0.999, status, ("X", "4", "1"), evidence))


def test_boxes_circles_and_tally_stand_side_by_side() -> None:
    assert shown(Evidence(41, 41, 42)) == "kotak 41 · bulatan 41 · turus 42"


def test_what_the_paper_does_not_show_is_not_named() -> None:
    assert shown(Evidence(digits=41, tally=41)) == "kotak 41 · turus 41"
    assert shown(Evidence(41, 41, 41), FieldStatus.UNSEEN) == ""
