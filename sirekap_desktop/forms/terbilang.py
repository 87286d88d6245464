"""Numbers in words, as they are written on the words lines of a C.Hasil and in a berita acara."""

from __future__ import annotations

_ONES = ("NOL", "SATU", "DUA", "TIGA", "EMPAT", "LIMA", "ENAM", "TUJUH", "DELAPAN", "SEMBILAN", "SEPULUH", "SEBELAS")
_UNITS = (
    (1_000_000, "JUTA", "SATU JUTA"),
    (1000, "RIBU", "SERIBU"),
    (100, "RATUS", "SERATUS"),
    (10, "PULUH", "SEPULUH"),
)


def terbilang(value: int) -> str:
    """Indonesian capitals for 0 … 999,999,999: ``127`` → ``"SERATUS DUA PULUH TUJUH"``.

    Raises:
        ValueError: outside that range.
    """
    if not 0 <= value < 1_000_000_000:
        raise ValueError(value)
    return _words(value)


def _words(value: int) -> str:
    if value < 12:
        return _ONES[value]
    if value < 20:
        return f"{_ONES[value - 10]} BELAS"
    for unit, name, single in _UNITS:
        if value >= unit:
            count, rest = divmod(value, unit)
            head = single if count == 1 else f"{_words(count)} {name}"
            return f"{head} {_words(rest)}" if rest else head
    raise AssertionError(value)
