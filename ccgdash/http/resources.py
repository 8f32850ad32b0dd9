"""Resources: what a list or a thing of this site is, once, for its page, its JSON and its CSV.

An app declares a Resource; `listing(resource, params)` and `detail(resource, params, key)` answer every face of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import F, Model, QuerySet
from django.db.models.expressions import Expression, OrderBy

from ccgdash.http.columns import Projection, projection
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.generation import once
from ccgdash.http.problems import ParameterError, Problem
from ccgdash.http.query import Params
from ccgdash.http.release import ReleaseRef, resolve
from ccgdash.http.selection import Selection
from ccgdash.http.statements import Order, Statement

M = TypeVar("M", bound=Model)
R = TypeVar("R")

NO_RELEASE = "No release has been published yet."
NO_MATCH = "Nothing matches all the filters chosen."
RECORDS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the figures a list could show are known."""

    known: int
    possible: int


class Resource(ABC, Generic[M, R]):
    """A list. Subclasses name its parts; instances have no state, so one serves every request.

    `orderings`: column -> field path or expression it is sorted by. `default_ordering`: columns (`-` turns round).
    `tie_breaker`: field paths that make every order total. `title` heads pages and files. `bare`: `rows` reads nothing
    of a record but columns and annotations, and no order brings another table, so that no models need be made.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    row: ClassVar[type[Any]]
    filterset: ClassVar[type[StrictFilterSet]]
    orderings: ClassVar[Mapping[str, str | Expression]]
    default_ordering: ClassVar[tuple[str, ...]]
    tie_breaker: ClassVar[tuple[str, ...]] = ("pk",)
    bare: ClassVar[bool] = False

    @abstractmethod
    def queryset(self, release: ReleaseRef) -> QuerySet[M]:
        """Every record of a release, unfiltered; order does not matter."""

    @abstractmethod
    def rows(self, records: Sequence[M], selection: Selection) -> Iterable[R]:
        """The rows of some records, in their order; may query for all of them at once, never for each."""

    def coverage(self, selection: Selection) -> Coverage | None:
        """Known out of possible figures for what is asked; None where it makes no sense."""
        return None

    def empty_reason(self, selection: Selection) -> str:
        """Why a list has no rows, in words."""
        return NO_MATCH

    def asked(self, params: Params, release: ReleaseRef | None, **where: Any) -> StrictFilterSet:
        """The parameters, read; `where`: `path` and `fixed` as StrictFilterSet takes them."""
        return self.filterset(params, release=release, orderings=tuple(self.orderings), **where)

    def matching(self, selection: Selection, *, ignoring: Iterable[str] = ()) -> QuerySet[M]:
        """The records a selection asks for, unordered. `ignoring` leaves filters out, as facet counts need."""
        if selection.release is None:
            raise LookupError(NO_RELEASE)
        left_out = frozenset(ignoring)
        values = {name: chosen for name, chosen in selection.values.items() if name not in left_out}
        filterset = self.filterset({}, release=selection.release, orderings=None)
        return filterset.apply(self._every(selection.release), values)

    def _every(self, release: ReleaseRef) -> QuerySet[M]:
        """The unfiltered queryset, put together once: each use makes a copy of it, and it is never evaluated itself."""
        return once(release, (self, "queryset"), lambda: self.queryset(release))

    def ordered(self, records: QuerySet[M], selection: Selection) -> QuerySet[M]:
        """Records in the order asked for: missing last both ways round, ties always in the same order."""
        best = None if selection.ordering else self.best_first(selection)
        order = [self._order(column) for column in selection.ordering or self.default_ordering]
        return records.order_by(*(order if best is None else [best]), *self.tie_breaker)

    def best_first(self, selection: Selection) -> Expression | None:
        """What an unordered question is sorted by instead of `default_ordering`; None where that will do."""
        return None

    def places(self, selection: Selection) -> Iterator[Order]:
        """The same order as `ordered`, for a Statement."""
        for column in selection.ordering or self.default_ordering:
            name = column.removeprefix("-")
            yield name, self.orderings[name], "DESC NULLS LAST" if column.startswith("-") else "ASC NULLS LAST"
        yield from ((f"={path}", path, "ASC") for path in self.tie_breaker)

    def _order(self, column: str) -> OrderBy:
        declared = self.orderings[column.removeprefix("-")]
        by = F(declared) if isinstance(declared, str) else declared
        return OrderBy(by, descending=True, nulls_last=True) if column.startswith("-") else OrderBy(by, nulls_last=True)


@dataclass(frozen=True)
class Listing(Generic[M, R]):
    """The answer to one question to one list. `count` counts all of it; `rows` are those of the page asked for."""

    resource: Resource[M, R]
    selection: Selection
    count: int
    coverage: Coverage | None = None
    rows: tuple[R, ...] = ()
    reason: str | None = None
    _matching: QuerySet[M] | None = field(default=None, repr=False)

    @property
    def release(self) -> ReleaseRef | None:
        return self.selection.release

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.count // self.selection.size))

    @property
    def first_row(self) -> int:
        """Number of the page's first row in the whole list, counted from 1; 0 when there is none."""
        return (self.selection.number - 1) * self.selection.size + 1 if self.count else 0

    @property
    def last_row(self) -> int:
        """Number of the page's last row in the whole list."""
        return max(0, self.first_row + len(self.rows) - 1)

    @cached_property
    def links(self) -> Links:
        """Where the neighbouring pages are."""
        return _links(self.selection, self.pages)

    @cached_property
    def projection(self) -> Projection | None:
        """The columns chosen; None where every column is told."""
        return projection(self.resource.row, self.resource.filterset, self.selection)

    def all_rows(self) -> Iterator[R]:
        """Every row of the question, not only the page's, read in batches."""
        if self._matching is None:
            return
        records = self.resource.ordered(self._matching, self.selection).iterator(chunk_size=RECORDS_AT_ONCE)
        while batch := list(islice(records, RECORDS_AT_ONCE)):
            yield from self.resource.rows(batch, self.selection)


@dataclass(frozen=True, slots=True)
class Links:
    """Neighbouring pages as selections; None where there is none."""

    first: Selection
    previous: Selection | None
    next: Selection | None
    last: Selection

    def present(self) -> Iterator[tuple[str, Selection]]:
        """(relation of RFC 8288, page)"""
        pages = (("first", self.first), ("prev", self.previous), ("next", self.next), ("last", self.last))
        return ((relation, page) for relation, page in pages if page is not None)


def _links(selection: Selection, pages: int) -> Links:
    here = selection.number
    return Links(
        first=selection.turned_to(1),
        previous=selection.turned_to(here - 1) if here > 1 else None,
        next=selection.turned_to(here + 1) if here < pages else None,
        last=selection.turned_to(pages),
    )


def listing(
    resource: Resource[M, R],
    params: Params,
    *,
    path: str = "",
    fixed: Mapping[str, str] | None = None,
    whole: bool = False,
) -> Listing[M, R]:
    """The one function behind HTML, JSON and CSV of a list. Raises Problem 400 and 404.

    `whole` leaves the page's rows out when the address asks for no page: the caller takes `all_rows()`.
    """
    selection = resource.asked(params, resolve(params), path=path, fixed=fixed).selection()
    if selection.release is None:
        return Listing(resource, selection, count=0, reason=NO_RELEASE)
    matched = _matched(resource, selection, selection.release)
    wants_page = not whole or selection.is_paged
    count, rows = _page(matched, selection) if wants_page else (0, ())
    reason = resource.empty_reason(selection) if wants_page and not count else None
    coverage = matched.coverage if not whole else None
    return Listing(resource, selection, count, coverage, rows, reason, matched.records)


@dataclass
class Matched(Generic[M, R]):
    """What the filters chosen leave of a list, whatever its order and page: worked out once for a generation."""

    resource: Resource[M, R]
    selection: Selection

    @cached_property
    def records(self) -> QuerySet[M]:
        """Put together once, and never evaluated itself."""
        return self.resource.matching(self.selection)

    @cached_property
    def count(self) -> int:
        return self.records.order_by().count()

    @cached_property
    def coverage(self) -> Coverage | None:
        return self.resource.coverage(self.selection)

    @cached_property
    def statement(self) -> Statement:
        return Statement(self.records)

    def read(self, selection: Selection, start: int, stop: int) -> Sequence[M]:
        """The records from `start` up to `stop` in the order asked for."""
        resource = self.resource
        if resource.bare and (selection.ordering or resource.best_first(selection) is None):
            return self.statement.read(resource.places(selection), start, stop)
        return list(resource.ordered(self.records, selection)[start:stop])


def _matched(resource: Resource[M, R], selection: Selection, release: ReleaseRef) -> Matched[M, R]:
    key = (resource, "matched", frozenset(selection.values.items()))
    return once(release, key, lambda: Matched(resource, selection))


def _page(matched: Matched[M, R], selection: Selection) -> tuple[int, tuple[R, ...]]:
    """(count of the whole list, rows of the page); counts with a query only where the page does not tell."""
    start, size = (selection.number - 1) * selection.size, selection.size
    if start >= 1 and start >= matched.count:
        raise _no_such_page(selection, matched.count)
    records = matched.read(selection, start, start + size + (start == 0))
    count = len(records) if start == 0 and len(records) <= size else matched.count
    return count, tuple(matched.resource.rows(records[:size], selection))


def _no_such_page(selection: Selection, count: int) -> Problem:
    pages = max(1, -(-count // selection.size))
    error = ParameterError("page", f"the last page is {pages}", (f"1 to {pages}",))
    return Problem("page-out-of-range", f"There are {pages} pages, not {selection.number}.", errors=(error,))


class DetailResource(ABC, Generic[R]):
    """One thing by its natural key, which the path gives as keywords (`ods_code="07M"`)."""

    name: ClassVar[str]
    title: ClassVar[str]
    row: ClassVar[type[Any]]
    filterset: ClassVar[type[StrictFilterSet]] = StrictFilterSet

    @abstractmethod
    def find(self, selection: Selection, **key: str) -> R:
        """The row of a key as the selection's release holds it. Raises Problem 404, with suggestions, if none."""

    def asked(self, params: Params, release: ReleaseRef | None, **where: Any) -> StrictFilterSet:
        """The parameters, read."""
        return self.filterset(params, release=release, orderings=None, **where)


@dataclass(frozen=True)
class Detail(Generic[R]):
    """The answer to one question about one thing."""

    resource: DetailResource[R]
    selection: Selection
    row: R

    @property
    def release(self) -> ReleaseRef | None:
        return self.selection.release


def detail(resource: DetailResource[R], params: Params, key: Mapping[str, str], *, path: str = "") -> Detail[R]:
    """The one function behind HTML, JSON and CSV of one thing. Raises Problem 400 and 404."""
    selection = resource.asked(params, resolve(params), path=path).selection()
    if selection.release is None:
        raise Problem("not-found", NO_RELEASE)
    return Detail(resource, selection, resource.find(selection, **key))
