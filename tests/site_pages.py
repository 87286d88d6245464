"""Reads a page of a published site as a browser would: its figures, links, headings and words."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = frozenset({"meta", "link", "img", "input", "br"})


class Page(HTMLParser):
    """Everything that tests ask about one page."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.figures: dict[str, str] = {}
        """Field → text of its cell."""
        self.placed: dict[tuple[str, str], set[str]] = {}
        """(Place, field) → texts of its cells: the same figure may stand twice."""
        self.links: list[str] = []
        self.sources: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.heads: list[dict[str, str]] = []
        """Attributes of every ``th``."""
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.lang = ""
        self.open: list[str] = []
        self._texts: list[list[str]] = [[]]
        self._cells: list[dict[str, str]] = []
        self.feed(data.decode("utf-8"))
        self.close()
        assert self.open == [], f"never closed: {self.open}"

    @property
    def text(self) -> str:
        return " ".join("".join(self._texts[0]).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if "href" in values else []
        self.sources += [values["src"]] if "src" in values else []
        if tag == "html":
            self.lang = values.get("lang", "")
        if tag == "th":
            self.heads.append(values)
        if tag in _VOID:
            return
        self.open.append(tag)
        self._texts.append([])
        if tag == "td":
            self._cells.append(values)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1:] == [tag], f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()
        words = "".join(self._texts.pop())
        said = " ".join(words.split())
        if tag == "td":
            self._keep(self._cells.pop(), said)
        if tag in {"h1", "h2", "h3"}:
            self.headings.append((int(tag[1]), said))
        self._texts[-1].append(f" {words} " if tag in {"td", "th", "li", "p", "h1", "h2", "h3", "dd", "dt"} else words)

    def _keep(self, cell: dict[str, str], said: str) -> None:
        if "id" in cell:
            assert cell["id"] not in self.figures, f"{cell['id']} stands twice"
            self.figures[cell["id"]] = said
        if "data-isian" in cell:
            self.placed.setdefault((cell["data-tempat"], cell["data-isian"]), set()).add(said)

    def handle_data(self, data: str) -> None:
        self._texts[-1].append(data)
