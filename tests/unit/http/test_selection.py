"""A Selection says a question in one way only: address to selection to address gives the same again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgdash.http.filters import ChoiceFilter, ChoicesFilter, DateFilter, IntegerFilter, NumberFilter, TextFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.query import canonical, parse
from ccgdash.http.release import ReleaseRef
from ccgdash.http.selection import Selection

RELEASE = ReleaseRef(1, "1.0.0", None, datetime(2024, 1, 1, tzinfo=UTC))
RATINGS = ["good", "inadequate", "outstanding"]


class Filters(StrictFilterSet):
    rating = ChoicesFilter("rating", choices=[(name, name.title()) for name in RATINGS])
    open = ChoiceFilter("open", choices=[("yes", "Yes"), ("no", "No")])
    q = TextFilter("name")
    on = DateFilter("day")
    month = IntegerFilter("month")
    share = NumberFilter("share")


def asked(query: str, **where: Any) -> Selection:
    filters = Filters(parse(query), release=RELEASE, orderings=("name", "rating"), **where)
    return filters.selection()


VISIBLE = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)
QUESTIONS = st.fixed_dictionaries(
    {},
    optional={
        "rating": st.lists(st.sampled_from(RATINGS), min_size=1, unique=True).map(tuple),
        "open": st.sampled_from([("yes",), ("no",)]),
        "q": VISIBLE.map(lambda text: (text,)),
        "on": st.dates(date(1900, 1, 1), date(2999, 12, 31)).map(lambda day: (day,)),
        "month": st.integers(-(10**9), 10**9).map(lambda number: (number,)),
        "share": st.decimals(-1000, 1000, places=3).map(lambda number: (number,)),
    },
)
ORDERS = st.lists(st.sampled_from(["name", "-rating"]), unique=True).map(tuple)
PAGES = st.none() | st.integers(1, 10**6)
SELECTIONS = st.builds(
    Selection,
    release=st.just(RELEASE),
    values=QUESTIONS,
    ordering=ORDERS,
    page=PAGES,
    page_size=st.none() | st.integers(1, 1000),
    path=st.just("/ccgs/"),
    kept=st.sampled_from([(), (("release", "1.0.0"),), (("as_at", "2024-01-01"), ("format", "csv"))]),
)


@given(selection=SELECTIONS)
def test_address_and_back_is_the_same_question(selection: Selection) -> None:
    read = asked(selection.query, path="/ccgs/")
    assert read == selection
    assert read.query == selection.query
    assert canonical(parse(selection.query)) == canonical(parse(read.query))


@given(selection=SELECTIONS, value=st.sampled_from(RATINGS))
def test_value_put_in_and_taken_out_leaves_the_rest(selection: Selection, value: str) -> None:
    more = selection.with_("rating", value)
    assert value in map(str, more.all("rating"))
    assert more.number == 1
    assert more.with_("rating", value) == more
    less = more.without("rating", value)
    assert value not in map(str, less.all("rating"))
    assert less.all("rating") == tuple(other for other in selection.all("rating") if other != value)
    assert less.without("rating").values == selection.without("rating").values
    assert asked(less.query, path="/ccgs/") == less
    assert selection.only("rating", value).all("rating") == (value,)
    assert selection.without("rating").all("rating") == ()


@given(selection=SELECTIONS)
def test_sorting_twice_turns_the_order_round(selection: Selection) -> None:
    up = selection.without("rating").sorted_by("rating")
    up = up if up.direction("rating") == "ascending" else up.sorted_by("rating")
    assert (up.ordering, up.page) == (("rating",), None)
    down = up.sorted_by("rating")
    assert (down.ordering, down.direction("rating"), down.direction("name")) == (("-rating",), "descending", "none")


def test_links_are_addresses_of_this_path() -> None:
    selection = asked("rating=good&rating=inadequate&q=vale+of&page=3", path="/ccgs/")
    assert selection.url == "/ccgs/?q=vale+of&rating=good&rating=inadequate&page=3"
    assert selection.page_url(4).endswith("&page=4")
    assert selection.page_url(1) == "/ccgs/?q=vale+of&rating=good&rating=inadequate"
    assert selection.everything.at("/ccgs.csv") == "/ccgs.csv?q=vale+of&rating=good&rating=inadequate"
    assert selection.without("rating").without("q").url == "/ccgs/"
    assert urlsplit(selection.with_("rating", "outstanding").url).path == "/ccgs/"
    assert selection.pairs == (("q", "vale of"), ("rating", "good"), ("rating", "inadequate"), ("page", "3"))


def test_path_values_filter_but_stay_out_of_the_query() -> None:
    selection = asked("q=x", path="/ratings/good/", fixed={"rating": "good"})
    assert selection.all("rating") == ("good",)
    assert selection.url == "/ratings/good/?q=x"


def test_values_are_read_by_kind() -> None:
    selection = asked("on=2016-07-21&month=3&share=1.5&rating=good&q=+x+")
    assert (selection.one("on"), selection.one("month"), selection.text("share")) == (date(2016, 7, 21), 3, "1.5")
    assert (selection.one("open"), selection.text("open", "any"), selection.text("q")) == (None, "any", "x")
    assert (selection.number, selection.size, selection.is_paged) == (1, 100, False)
    assert asked("page_size=5").is_paged


@pytest.mark.parametrize(
    "query", ["rating=good&on=2016-07-21", "on=2016-07-21&rating=good", "on=2016-07-21&rating=good&rating=good&q="]
)
def test_canonical_is_one_string_for_one_question(query: str) -> None:
    assert canonical(parse(query)) == "on=2016-07-21&rating=good"


def test_controls_say_what_a_form_needs() -> None:
    params = parse("rating=good&rating=bad&on=never&q=x")
    controls = Filters(params, release=RELEASE, orderings=(), fixed={"open": "yes"}).controls
    assert [(option.label, option.selected) for option in controls["rating"].options] == [
        ("Good", True),
        ("Inadequate", False),
        ("Outstanding", False),
    ]
    assert controls["rating"].errors == ("bad is not one of the allowed values",)
    assert (controls["on"].kind, controls["on"].value) == ("date", "never")
    assert controls["on"].errors == ("never: Enter a valid date.",)
    assert (controls["q"].kind, controls["q"].value, controls["q"].errors) == ("text", "x", ())
    assert controls["open"].fixed
    assert [option.label for option in controls["open"].options if option.selected] == ["Yes"]
    assert controls["month"].value == ""
