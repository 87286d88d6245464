"""The small grammar in which form files write their rules; parsed by hand, never evaluated as code.

::

    comparison = sum ("=" | "<=" | ">=") sum
    sum        = product { ("+" | "-") product }
    product    = atom { "*" atom }
    atom       = INTEGER | NAME | "(" sum ")" | "ceil" "(" sum "/" INTEGER ")" | "sum" "(" GROUP ")"

Names are field names (``pengguna_dpt_l``); those of the form of another election carry its pemilihan in front
(``ppwp.pengguna_dpt_l``). ``ceil`` divides and rounds up in whole numbers, so no float ever
touches a vote. ``sum(suara)`` adds every member of a repeating group, known once the form is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sirekap_desktop.forms.numbers import format_count, format_percent

OPERATORS = ("=", "<=", ">=")
_SIGNS = {"=": "=", "<=": "≤", ">=": "≥"}
_BROKEN_SIGNS = {"=": "≠", "<=": ">", ">=": "<"}
_WORD = r"[a-z][a-z0-9_]*"
_TOKEN = re.compile(rf"\s*(?:(?P<number>\d+)|(?P<name>{_WORD}(?:\.{_WORD})?)|(?P<sign><=|>=|[=+\-*/()]))", re.ASCII)
_MAX_DEPTH = 20
_MAX_DIGITS = 9

Naming = Callable[[str], str]
"""Gives a field name the form in which people know it: ``pengguna_dpt_l`` → ``I.B.1 L``."""


class ExpressionError(ValueError):
    """A rule that does not follow the grammar.

    Args:
        message: what is wrong, an Indonesian phrase.
        position: where, counted in characters from 0.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (huruf ke-{position + 1})")
        self.position = position


class Expression(Protocol):
    """One side of a comparison, or a part of it."""

    def evaluate(self, values: Mapping[str, int]) -> int: ...

    def names(self) -> Iterator[str]: ...

    def render(self, naming: Naming) -> str:
        """For people, with the names they know."""
        ...

    def in_numbers(self, values: Mapping[str, int]) -> str:
        """The same with every name replaced by its value."""
        ...


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number written in the rule."""

    value: int

    def evaluate(self, values: Mapping[str, int]) -> int:  # noqa: ARG002 - the protocol's signature
        return self.value

    def names(self) -> Iterator[str]:
        return iter(())

    def render(self, naming: Naming) -> str:  # noqa: ARG002 - the protocol's signature
        return format_count(self.value)

    def in_numbers(self, values: Mapping[str, int]) -> str:  # noqa: ARG002 - the protocol's signature
        return format_count(self.value)


@dataclass(frozen=True, slots=True)
class Name:
    """A field, or a value that the workspace knows."""

    name: str

    def evaluate(self, values: Mapping[str, int]) -> int:
        return values[self.name]

    def names(self) -> Iterator[str]:
        yield self.name

    def render(self, naming: Naming) -> str:
        return naming(self.name)

    def in_numbers(self, values: Mapping[str, int]) -> str:
        return format_count(values[self.name])


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms added, or subtracted where the sign is −1."""

    terms: tuple[tuple[int, Expression], ...]

    def evaluate(self, values: Mapping[str, int]) -> int:
        return sum(sign * term.evaluate(values) for sign, term in self.terms)

    def names(self) -> Iterator[str]:
        for _, term in self.terms:
            yield from term.names()

    def render(self, naming: Naming) -> str:
        return self._joined(lambda term: term.render(naming))

    def in_numbers(self, values: Mapping[str, int]) -> str:
        return self._joined(lambda term: term.in_numbers(values))

    def _joined(self, write: Callable[[Expression], str]) -> str:
        text = ""
        for sign, term in self.terms:
            if text:
                text += " + " if sign > 0 else " − "
            text += f"({write(term)})" if isinstance(term, Sum) else write(term)
        return text


@dataclass(frozen=True, slots=True)
class Product:
    """Factors multiplied."""

    factors: tuple[Expression, ...]

    def evaluate(self, values: Mapping[str, int]) -> int:
        result = 1
        for factor in self.factors:
            result *= factor.evaluate(values)
        return result

    def names(self) -> Iterator[str]:
        for factor in self.factors:
            yield from factor.names()

    def render(self, naming: Naming) -> str:
        return self._joined(lambda factor: factor.render(naming))

    def in_numbers(self, values: Mapping[str, int]) -> str:
        return self._joined(lambda factor: factor.in_numbers(values))

    def _joined(self, write: Callable[[Expression], str]) -> str:
        return " × ".join(f"({write(one)})" if isinstance(one, Sum) else write(one) for one in self.factors)


@dataclass(frozen=True, slots=True)
class CeilDivision:
    """A division rounded up to a whole number."""

    dividend: Expression
    divisor: int

    def evaluate(self, values: Mapping[str, int]) -> int:
        return -(-self.dividend.evaluate(values) // self.divisor)

    def names(self) -> Iterator[str]:
        return self.dividend.names()

    def render(self, naming: Naming) -> str:
        if not any(self.names()):
            return self.in_numbers({})
        if self.divisor in {100, 1000} and isinstance(self.dividend, Product) and len(self.dividend.factors) == 2:
            share, part = self.dividend.factors
            if isinstance(part, Number):
                return f"{format_percent(part.value, self.divisor)} × {share.render(naming)}"
        return f"⌈({self.dividend.render(naming)}) / {format_count(self.divisor)}⌉"

    def in_numbers(self, values: Mapping[str, int]) -> str:
        return format_count(self.evaluate(values))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A parsed rule: ``left op right``."""

    op: str
    left: Expression
    right: Expression
    fields: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """Names used, in order of appearance, each once. Kept: every check of every entry asks for them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", tuple(dict.fromkeys((*self.left.names(), *self.right.names()))))

    def evaluate(self, values: Mapping[str, int]) -> tuple[int, int]:
        """Both sides in whole numbers; raises KeyError if a name has no value."""
        return self.left.evaluate(values), self.right.evaluate(values)

    def holds(self, left: int, right: int) -> bool:
        if self.op == "=":
            return left == right
        return left <= right if self.op == "<=" else left >= right

    def formula(self, naming: Naming) -> str:
        """The relation as it should be: ``II.1 = II.2 + II.3 + II.4``."""
        return f"{self.left.render(naming)} {_SIGNS[self.op]} {self.right.render(naming)}"

    def in_numbers(self, values: Mapping[str, int]) -> str:
        """The relation as it is: ``127 ≠ 102 + 0 + 24``."""
        left, right = self.evaluate(values)
        return f"{self.left.in_numbers(values)} {self.sign(left, right)} {self.right.in_numbers(values)}"

    def sign(self, left: int, right: int) -> str:
        """The sign that is true of two sides: = ≤ ≥ where the rule holds, ≠ > < where it is broken."""
        return (_SIGNS if self.holds(left, right) else _BROKEN_SIGNS)[self.op]


def parse(text: str, groups: Mapping[str, Sequence[str]] | None = None) -> Comparison:
    """Parse a rule.

    Args:
        text: the rule as the form file writes it, ``"suara_sah = sum(suara)"``.
        groups: members of each repeating group, for ``sum``.

    Raises:
        ExpressionError: the text does not follow the grammar; says where.
    """
    return _Parser(text, groups or {}).comparison()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            start = position + len(text[position:]) - len(text[position:].lstrip())
            raise ExpressionError(f"tanda {text[start]!r} tidak dikenal", start)
        kind = str(match.lastgroup)
        found.append(_Token(kind, match.group(kind), match.start(kind)))
        position = match.end()
    found.append(_Token("end", "", end))
    return found


class _Parser:
    """Recursive descent over the tokens of one rule."""

    def __init__(self, text: str, groups: Mapping[str, Sequence[str]]) -> None:
        self._tokens = _tokens(text)
        self._next = 0
        self._groups = groups
        self._depth = 0

    def comparison(self) -> Comparison:
        left = self._sum()
        op = self._peek()
        if op.text not in OPERATORS:
            raise ExpressionError("di sini seharusnya =, <= atau >=", op.position)
        self._next += 1
        right = self._sum()
        self._expect("", "rumus seharusnya selesai di sini")
        return Comparison(op.text, left, right)

    def _sum(self) -> Expression:
        terms = [(1, self._product())]
        while self._peek().text in {"+", "-"}:
            sign = 1 if self._take().text == "+" else -1
            terms.append((sign, self._product()))
        return terms[0][1] if len(terms) == 1 else Sum(tuple(terms))

    def _product(self) -> Expression:
        factors = [self._atom()]
        while self._peek().text == "*":
            self._take()
            factors.append(self._atom())
        return factors[0] if len(factors) == 1 else Product(tuple(factors))

    def _atom(self) -> Expression:
        token = self._take()
        if token.kind == "number":
            return Number(self._integer(token))
        if token.text == "(":
            return self._nested(token)
        if token.kind == "name" and self._peek().text == "(":
            return self._call(token)
        if token.kind == "name":
            return Name(token.text)
        raise ExpressionError("di sini seharusnya nama isian atau bilangan", token.position)

    def _nested(self, token: _Token) -> Expression:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise ExpressionError("kurung terlalu dalam", token.position)
        inner = self._sum()
        self._expect(")", "kurung tutup tidak ada")
        self._depth -= 1
        return inner

    def _call(self, name: _Token) -> Expression:
        self._take()
        if name.text == "sum":
            return self._group_sum()
        if name.text != "ceil":
            raise ExpressionError(f"{name.text} bukan hitungan yang dikenal", name.position)
        return self._ceil(name)

    def _ceil(self, name: _Token) -> Expression:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise ExpressionError("kurung terlalu dalam", name.position)
        dividend = self._sum()
        self._expect("/", "di sini seharusnya garis bagi /")
        divisor = self._take()
        if divisor.kind != "number" or self._integer(divisor) == 0:
            raise ExpressionError("pembagi seharusnya bilangan bulat di atas nol", divisor.position)
        self._expect(")", "kurung tutup tidak ada")
        self._depth -= 1
        return CeilDivision(dividend, int(divisor.text))

    def _group_sum(self) -> Expression:
        group = self._take()
        members = self._groups.get(group.text)
        if members is None:
            raise ExpressionError(f"kelompok {group.text!r} tidak ada", group.position)
        self._expect(")", "kurung tutup tidak ada")
        terms = tuple((1, Name(member)) for member in members)
        if not terms:
            return Number(0)
        return Sum(terms) if len(terms) > 1 else terms[0][1]

    @staticmethod
    def _integer(token: _Token) -> int:
        if len(token.text) > _MAX_DIGITS:
            raise ExpressionError("bilangan terlalu besar", token.position)
        return int(token.text)

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._tokens[self._next]
        if token.kind != "end":
            self._next += 1
        return token

    def _expect(self, text: str, message: str) -> None:
        token = self._take()
        if token.text != text:
            raise ExpressionError(message, token.position)
