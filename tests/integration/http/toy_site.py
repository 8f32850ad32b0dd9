"""A toy site over Django's own User model: a list and a thing, as pages and as endpoints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from ccgdash.http.endpoints import DetailEndpoint, ListEndpoint
from ccgdash.http.filters import ChoiceFilter, ChoicesFilter, DateFilter, IntegerFilter, NumberFilter, TextFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.pages import DetailPage, ListPage, page_paths
from ccgdash.http.problems import ParameterError, Problem
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Detail, DetailResource, Listing, Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection

FIRST = ReleaseRef(1, "1.0.0", 1, datetime(2024, 1, 1, 12, tzinfo=UTC))
SECOND = ReleaseRef(2, "1.1.0", 2, datetime(2024, 2, 1, 12, tzinfo=UTC))
current: dict[str, ReleaseRef | None] = {"release": SECOND}
database = {"down": False}


def resolve(version: str | None, as_at: date | None) -> ReleaseRef | None:
    if database["down"]:
        raise OperationalError("connection refused")
    if version:
        found = {release.version: release for release in (FIRST, SECOND)}[version]
        return ReleaseRef(found.number, found.version, found.recompute_id, found.published_at, pinned=True)
    if as_at:
        return FIRST if as_at < SECOND.published_at.date() else SECOND
    return current["release"]


def towns(release: ReleaseRef) -> Iterable[tuple[str, str]]:
    names = User.objects.order_by("last_name").values_list("last_name", flat=True).distinct()
    return [(name, name.title()) for name in names if name]


@dataclass(frozen=True)
class PersonRow:
    """One person."""

    code: str = column("Who it is.", example="ann")
    name: str = column("First name.")
    town: str | None = column("Where from.")
    seen: date | None = column("Last seen.")
    visits: int = column("How often seen.", unit="visits")
    tags: tuple[str, ...] = column("Words.")
    missing: Mapping[str, str] = missing_column()


class PersonFilters(StrictFilterSet):
    town = ChoicesFilter("last_name", choices=towns, label="Town")
    active = ChoiceFilter(choices=[("yes", "Yes"), ("no", "No")], method="by_active", label="Active")
    q = TextFilter(method="by_text", label="Search")
    since = DateFilter("last_login", lookup_expr="date__gte", label="Seen since")
    least = IntegerFilter("id", lookup_expr="gte", label="From number")
    share = NumberFilter("id", lookup_expr="gte", label="Share")

    def by_active(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return queryset.filter(is_active=value == "yes")

    def by_text(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return queryset.filter(first_name__icontains=value)


class People(Resource[User, PersonRow]):
    """Everyone known."""

    name = "people"
    title = "People"
    row = PersonRow
    filterset = PersonFilters
    orderings = {"code": "username", "town": "last_name", "seen": "last_login"}
    default_ordering = ("code",)
    tie_breaker = ("username",)

    def queryset(self, release: ReleaseRef) -> QuerySet[User]:
        return User.objects.all() if release.number > 1 else User.objects.filter(username__lt="b")

    def rows(self, records: Sequence[User], selection: Selection) -> Iterable[PersonRow]:
        if database["down"]:
            raise OperationalError("connection refused")
        return (_row(record) for record in records)

    def coverage(self, selection: Selection) -> Coverage:
        return Coverage(known=self.matching(selection).exclude(last_name="").count(), possible=10)

    def empty_reason(self, selection: Selection) -> str:
        return f"Nobody lives in {selection.text('town', 'any town')}."


def _row(user: User) -> PersonRow:
    return PersonRow(
        code=user.username,
        name=user.first_name,
        town=user.last_name or None,
        seen=user.last_login.date() if user.last_login else None,
        visits=len(user.username),
        tags=("a", "b"),
        missing={} if user.last_name else {"town": "not-known"},
    )


class Person(DetailResource[PersonRow]):
    """One of them."""

    name = "person"
    title = "Person"
    row = PersonRow

    def find(self, selection: Selection, **key: str) -> PersonRow:
        found = User.objects.filter(username=key["code"]).first()
        if found is None:
            raise Problem("not-found", "Nobody of that code.", (ParameterError("code", "unknown", ("ann",)),))
        return _row(found)


class PeoplePage(ListPage):
    resource = People()
    template_name = "people.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        return {"said": "extra words"}


class TownPage(PeoplePage):
    pass


class PersonPage(DetailPage):
    resource = Person()
    template_name = "person.html"

    def extra_context(self, found: Detail[Any], request: HttpRequest) -> dict[str, Any]:
        return {"said": "extra words"}


class PeopleEndpoint(ListEndpoint):
    resource = People()


class PersonEndpoint(DetailEndpoint):
    resource = Person()


def crash(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def impure(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive")


urlpatterns = [
    *page_paths("people/", PeoplePage, name="people"),
    *page_paths("people/<code>/", PersonPage, name="person"),
    *page_paths("towns/<town>/", TownPage, name="town"),
    path("api/v1/people/", PeopleEndpoint.as_view(), name="api-people"),
    path("api/v1/people/<code>/", PersonEndpoint.as_view(), name="api-person"),
    path("api/v1/crash/", crash),
    path("crash/", crash),
    path("alive/", impure),
    path("", impure, name="home"),  # what the shared templates link to
    path("ccgs/", impure, name="ccgs"),
    path("problems/", include("ccgdash.http.urls")),
]
handler400 = "ccgdash.http.errors.bad_request"
handler403 = "ccgdash.http.errors.permission_denied"
handler404 = "ccgdash.http.errors.not_found"
handler500 = "ccgdash.http.errors.server_error"
