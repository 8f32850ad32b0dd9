"""What a Resource does where nothing has been published or nothing is declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.db.models.functions import Lower

from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import NO_MATCH, Listing, Resource
from ccgdash.http.rows import column
from ccgdash.http.selection import Selection


@dataclass(frozen=True)
class Row:
    """A name."""

    name: str = column("Name.")


class Users(Resource[User, Row]):
    """Users."""

    name = "users"
    title = "Users"
    row = Row
    filterset = StrictFilterSet
    orderings = {"name": Lower("username"), "seen": "last_login"}
    default_ordering = ("-seen", "name")

    def queryset(self, release: ReleaseRef) -> QuerySet[User]:
        return User.objects.all()

    def rows(self, records: Sequence[User], selection: Selection) -> list[Row]:
        return [Row(user.username) for user in records]


NOTHING = Selection(release=None)


def test_without_a_release_there_is_nothing_to_match() -> None:
    with pytest.raises(LookupError, match="No release"):
        Users().matching(NOTHING)
    listing = Listing(Users(), NOTHING, count=0)
    assert (list(listing.all_rows()), listing.pages, listing.first_row, listing.last_row) == ([], 1, 0, 0)


def test_defaults_claim_nothing() -> None:
    assert Users().coverage(NOTHING) is None
    assert Users().empty_reason(NOTHING) == NO_MATCH


def test_rows_on_a_page_are_numbered_in_the_whole_list() -> None:
    listing = Listing(Users(), Selection(None, page=3, page_size=10), count=25, rows=tuple([Row("x")] * 5))
    assert (listing.first_row, listing.last_row, listing.pages) == (21, 25, 3)
    assert listing.links.next is None
    assert listing.links.previous is not None


def test_order_puts_missing_last_both_ways_and_ends_with_the_tie_breaker() -> None:
    sql = str(Users().ordered(User.objects.all(), NOTHING).query)
    assert sql.endswith(
        'ORDER BY "auth_user"."last_login" DESC NULLS LAST, '
        'LOWER("auth_user"."username") ASC NULLS LAST, "auth_user"."id" ASC'
    )
