"""What the recompute leaves for others, of the real data."""

from __future__ import annotations

from typing import Any

import pytest

from assessments.models import CcgYearAssessment, RatingFlow, RatingSummary
from assessments.ratings import queries
from assessments.recompute import year_compute
from ccgdash.http.release import ReleaseRef, resolve
from ccgdash.releases.models import Recompute

pytestmark = pytest.mark.usefixtures("loaded")


@pytest.fixture
def current() -> ReleaseRef:
    found = resolve({})
    assert found is not None
    return found


def test_each_ccg_in_force_has_its_year(current: ReleaseRef) -> None:
    rows = queries.ccg_year_assessments(current)
    assert rows.filter(year="2015-16").count() == 209
    assert rows.count() == 1674
    shropshire = rows.get(year="2018-19", ccg="05N")
    assert (shropshire.rating, shropshire.previous_rating, shropshire.moved) == (
        "inadequate",
        "requires-improvement",
        "down",
    )
    assert shropshire.source_ids


def test_a_step_across_frameworks_or_a_gap_is_not_told(current: ReleaseRef) -> None:
    rows = queries.ccg_year_assessments(current)
    west_cheshire = rows.get(year="2016-17", ccg="02F")
    assert (west_cheshire.previous_rating, west_cheshire.rating) == ("inadequate", "requires-improvement")
    assert west_cheshire.moved == ""
    leeds = rows.get(year="2018-19", ccg="15F")
    assert (leeds.previous_year, leeds.previous_rating, leeds.moved) == ("", "", "")
    assert set(rows.exclude(moved="").values_list("year", flat=True)) <= {"2014-15", "2017-18", "2018-19"}


def test_a_disputed_rating_is_not_known_and_says_that_it_is_disputed(current: ReleaseRef) -> None:
    northumberland = queries.ccg_year_assessments(current).get(year="2017-18", ccg="00L")
    assert (northumberland.rating, northumberland.rating_missing, northumberland.conflict) == ("", "not-known", True)


def test_flags_name_the_sources_they_rest_on(current: ReleaseRef) -> None:
    rows = queries.ccg_year_assessments(current).filter(year="2015-16")
    enfield = rows.get(ccg="07X")
    assert enfield.special_measures == "yes"
    assert "hsj-7009419" in enfield.special_measures_source_ids
    assert not rows.filter(special_measures="no-record").exclude(special_measures_source_ids=[]).exists()
    assert not rows.exclude(special_measures="no-record").filter(special_measures_source_ids=[]).exists()


def test_computing_a_year_again_leaves_the_same_rows(current: ReleaseRef) -> None:
    run = Recompute.objects.get(release=current.number)

    def rows() -> list[list[dict[str, Any]]]:
        found = []
        for model, order in (
            (CcgYearAssessment, ("year", "ccg")),
            (RatingFlow, ("from_year", "to_year", "from_place", "to_place")),
            (RatingSummary, ("year", "assessment", "period")),
        ):
            values = list(model._default_manager.filter(run=run).order_by(*order).values())
            found.append([{key: value for key, value in row.items() if key != "id"} for row in values])
        return found

    before = rows()
    written = year_compute(run, "2018-19")
    assert rows() == before
    assert written == sum(row.get("to_year", row.get("year")) == "2018-19" for table in before for row in table)
