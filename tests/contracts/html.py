"""Pages as a tree, read with the standard library, and the rows a page shows as `data-` attributes name them.

A container has `data-rows` (which list of the JSON it shows) and `data-key` (the columns that tell its rows apart); a
row has `data-key` (their values). Values stand in elements with `data-column`, or under a column head that has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import islice

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
UNSAID = frozenset({"script", "style", "svg"})
SOURCE = "#source-"


@dataclass
class Node:
    """An element: its tag, attributes and what is in it."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list, repr=False)
    page: list[Node] = field(default_factory=list, repr=False, compare=False)
    first: int = 0
    last: int = 0

    def walk(self) -> Iterator[Node]:
        """Every element inside, in the order of the page: those that begin after it and before it ends."""
        return islice(self.page, self.first, self.last)

    def all(self, *tags: str, **attrs: str | None) -> Iterator[Node]:
        """Elements by tag and attributes (`_` for `-`; None: whatever its value)."""
        wanted = {name.replace("_", "-"): value for name, value in attrs.items()}
        for node in self.walk():
            if (not tags or node.tag in tags) and all(
                name in node.attrs and value in (None, node.attrs[name]) for name, value in wanted.items()
            ):
                yield node

    def has_class(self, name: str) -> bool:
        return name in self.attrs.get("class", "").split()

    @property
    def text(self) -> str:
        """What is read of it, with single spaces; of a picture, its name; of a mark of a source, the id it leads to."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in UNSAID:
                # Blocks and spans side by side are read as words of their own.
                yield " "
                yield from child._named() or child._pieces()
                yield " "

    def _named(self) -> tuple[str, ...]:
        if self.attrs.get("role") == "img":
            return (self.attrs["aria-label"],)
        href = self.attrs.get("href", "")
        return (href.removeprefix(SOURCE),) if href.startswith(SOURCE) else ()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page: list[Node] = []
        self.root = Node("", page=self.page)
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = self._begun(tag, attrs)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begun(tag, attrs)

    def _begun(self, tag: str, attrs: list[tuple[str, str | None]]) -> Node:
        node = Node(tag, {name: value or "" for name, value in attrs}, page=self.page)
        self.open[-1].children.append(node)
        self.page.append(node)
        node.first = node.last = len(self.page)
        return node

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        # A page of ours closes what it opens, in order: anything else is a broken template.
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop().last = len(self.page)

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(page: str) -> Node:
    """A page as a tree. AssertionError where a tag is not closed."""
    builder = _Builder()
    builder.feed(page)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is not closed"
    builder.root.last = len(builder.page)
    return builder.root


@dataclass(frozen=True)
class ShownRow:
    """One row of a page: its key, and its cells as (column, text)."""

    key: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownList:
    """One list of a page: which list of the JSON, the columns of its key, its rows, the column that heads them."""

    name: str
    key: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    grouped: str = ""


def shown_lists(page: Node) -> Iterator[ShownList]:
    """Every list a page shows."""
    for container in page.all(data_rows=None):
        heads = [head.attrs.get("data-column") for head in container.all("th", scope="col")]
        rows = [_row(node, heads) for node in container.all(data_key=None)]
        key = tuple(container.attrs["data-key"].split())
        yield ShownList(container.attrs["data-rows"], key, tuple(rows), container.attrs.get("data-grouped", ""))


def _row(node: Node, heads: list[str | None]) -> ShownRow:
    cells = [(inner.attrs["data-column"], inner.text) for inner in node.all(data_column=None)]
    if node.tag == "tr":
        places = [child for child in node.children if isinstance(child, Node) and child.tag in ("td", "th")]
        assert len(places) == len(heads), f"{len(places)} cells under {len(heads)} heads"
        cells += [(name, cell.text) for name, cell in zip(heads, places, strict=True) if name]
    return ShownRow(tuple(node.attrs["data-key"].split("|")), tuple(cells))


def shown_fields(page: Node) -> list[tuple[str, str]]:
    """Values a page shows of one thing, outside its lists."""
    inside = {id(node) for container in page.all(data_rows=None) for node in container.walk()}
    return [
        (node.attrs["data-column"], node.text) for node in page.all("dd", data_column=None) if id(node) not in inside
    ]
