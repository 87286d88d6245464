"""Pieces on pages: none lost, none over the edge, heads where a table goes on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.reports.items import Text
from sirekap_desktop.reports.rapat.flow import Column, Piece, paginate, table
from sirekap_desktop.reports.rapat.sheet import doc_style

STYLE = doc_style("A4", landscape=False)
HEAD = Piece(9.0, (Text(0, 0, "KEPALA", 8),))


def _piece(number: int, height: float, *, in_table: bool, glued: bool) -> Piece:
    return Piece(height, (Text(0, 0, str(number), 8),), HEAD if in_table else None, glued)


PIECES = st.lists(
    st.tuples(st.floats(1, 40), st.booleans(), st.booleans()), min_size=1, max_size=40
).map(lambda items: [_piece(i, h, in_table=t, glued=g) for i, (h, t, g) in enumerate(items)])  # fmt: skip


def _numbers(page: tuple[Piece, ...]) -> list[int]:
    return [
        int(item.text) for piece in page for item in piece.items if isinstance(item, Text) and item.text != "KEPALA"
    ]


@given(PIECES, st.floats(50, 120), st.floats(60, 200))
def test_every_piece_stands_once_in_order_and_inside_its_page(
    pieces: list[Piece], first: float, further: float
) -> None:
    pages = paginate(pieces, first, further)
    assert [number for page in pages for number in _numbers(page)] == list(range(len(pieces)))
    for number, page in enumerate(pages):
        room = further if number else max(first, 0)
        assert sum(piece.height for piece in page) <= max(room, _least(page)) + 1e-6
        _heads_stand_over_rows(page)


def _least(page: tuple[Piece, ...]) -> float:
    """A group that no page holds beside others still has one of its own."""
    return sum(piece.height for piece in page) if len(_numbers(page)) == 1 or _one_group(page) else 0.0


def _one_group(page: tuple[Piece, ...]) -> bool:
    own = [piece for piece in page if piece is not HEAD]
    return all(piece.glued for piece in own[:-1])


def _heads_stand_over_rows(page: tuple[Piece, ...]) -> None:
    head = None
    for piece in page:
        if piece is HEAD:
            head = HEAD
            continue
        assert piece.head is None or head is piece.head
        head = piece.head


def test_a_row_longer_than_a_page_goes_on_under_its_head() -> None:
    columns = [Column("NO.", width=10), Column("URAIAN", 1)]
    pieces = table(STYLE, columns, [("1.", "kata " * 3000)])
    pages = paginate(pieces, 200, 220)
    assert len(pages) > 2
    for page in pages[:-1]:
        assert any(item.text == "URAIAN" for piece in page[:1] for item in piece.items if isinstance(item, Text))


def test_white_after_a_full_page_makes_no_page() -> None:
    rows = [Piece(50, (Text(0, 0, "1", 8),)), Piece(50, (Text(0, 0, "2", 8),)), Piece(4)]
    assert len(paginate(rows, 100, 100)) == 1
