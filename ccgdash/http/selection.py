"""What is asked, as a value: made by a StrictFilterSet, read by queries, and by templates to build links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from ccgdash.http.paging import DEFAULT_PAGE_SIZE
from ccgdash.http.query import encode
from ccgdash.http.release import ReleaseRef

Value = str | int | Decimal | date


@dataclass(frozen=True)
class Selection:
    """Release, filters, order and page of one question.

    `values` maps parameter -> cleaned values (never empty tuples). `fixed` names the parameters the path gives;
    they filter, but are not written in links. `kept` has `release`, `as_at` and `format` as typed. `page` and
    `page_size` are None where the address does not give them.
    """

    release: ReleaseRef | None
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    ordering: tuple[str, ...] = ()
    page: int | None = None
    page_size: int | None = None
    path: str = ""
    fixed: frozenset[str] = frozenset()
    kept: tuple[tuple[str, str], ...] = ()

    # --- reading ---------------------------------------------------------------------------------------------

    def all(self, parameter: str) -> tuple[Value, ...]:
        """Every value chosen for a parameter."""
        return self.values.get(parameter, ())

    def one(self, parameter: str) -> Value | None:
        """The value of a parameter that was given once; None when it was not given or has several."""
        chosen = self.all(parameter)
        return chosen[0] if len(chosen) == 1 else None

    def text(self, parameter: str, default: str = "") -> str:
        """`one` as text."""
        value = self.one(parameter)
        return default if value is None else str(value)

    @property
    def number(self) -> int:
        """The page shown."""
        return self.page or 1

    @property
    def size(self) -> int:
        """Rows on a page."""
        return self.page_size or DEFAULT_PAGE_SIZE

    @property
    def is_paged(self) -> bool:
        """Whether the address asks for a page; a CSV without it is the whole list."""
        return self.page is not None or self.page_size is not None

    # --- writing ---------------------------------------------------------------------------------------------

    @property
    def query(self) -> str:
        """The canonical query string: the same for the same question."""
        return encode(self._pairs())

    @property
    def url(self) -> str:
        """This question's address on this site."""
        return self.at(self.path)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Name and value of everything in the query string, for hidden inputs."""
        return tuple(self._pairs())

    @property
    def everything(self) -> Selection:
        """The same question without pages."""
        return replace(self, page=None, page_size=None)

    def at(self, path: str) -> str:
        """The same question at another path."""
        query = self.query
        return f"{path}?{query}" if query else path

    def with_(self, parameter: str, value: Value) -> Selection:
        """One value more, back on page one."""
        chosen = self.all(parameter)
        kept = chosen if value in chosen else (*chosen, value)
        return replace(self, values={**self.values, parameter: kept}, page=None)

    def without(self, parameter: str, value: Value | None = None) -> Selection:
        """One value fewer (or, without a value, the whole parameter gone), back on page one."""
        kept = () if value is None else tuple(other for other in self.all(parameter) if str(other) != str(value))
        values = {name: chosen for name, chosen in self.values.items() if name != parameter}
        return replace(self, values={**values, parameter: kept} if kept else values, page=None)

    def only(self, parameter: str, value: Value) -> Selection:
        """A parameter set to exactly one value, back on page one."""
        return self.without(parameter).with_(parameter, value)

    def sorted_by(self, column: str) -> Selection:
        """Sorted by a column; by it the other way round where it already is. Back on page one."""
        first = self.ordering[0] if self.ordering else ""
        return replace(self, ordering=(f"-{column}" if first == column else column,), page=None)

    def direction(self, column: str) -> str:
        """How a column is sorted, in the words of `aria-sort`."""
        first = self.ordering[0] if self.ordering else ""
        return {column: "ascending", f"-{column}": "descending"}.get(first, "none")

    def turned_to(self, number: int) -> Selection:
        """Another page of the same list."""
        return replace(self, page=None if number == 1 and self.page_size is None else number)

    def page_url(self, number: int) -> str:
        """The address of another page of the same list."""
        return self.turned_to(number).url

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for name in sorted(self.values):
            if name not in self.fixed:
                yield from ((name, str(value)) for value in self.values[name])
        if self.ordering:
            yield "ordering", ",".join(self.ordering)
        if self.page is not None:
            yield "page", str(self.page)
        if self.page_size is not None:
            yield "page_size", str(self.page_size)
        yield from self.kept
