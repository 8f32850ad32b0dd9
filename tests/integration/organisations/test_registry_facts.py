"""The registry on the bundled data: each question asked as a person would ask it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Sum
from pytest_django import DjangoAssertNumQueries

from ccgdash.organisations import queries
from ccgdash.organisations.calc.years import year_began
from ccgdash.organisations.models import BoundaryChange, Ccg, CcgRecord, Population, Succession
from ccgdash.organisations.registry import registry_at
from ccgdash.releases.models import Current, Release

COUNTS = {
    "2013-14": 211, "2014-15": 211, "2015-16": 209, "2016-17": 209, "2017-18": 207, "2018-19": 195, "2019-20": 191,
    "2020-21": 135, "2021-22": 106,
}  # fmt: skip
SHROPSHIRE, TELFORD, BOTH = "05N", "05X", "M2L0M"


@pytest.fixture
def number(loaded: str) -> int:
    return Current.objects.get().release_id


def test_which_years_and_how_many_ccgs_in_each(number: int) -> None:
    years = queries.years_in_force(number)
    assert {year: queries.ccgs_in_force(number, year).count() for year in years} == COUNTS
    assert queries.years_in_force(Release.objects.get(number=number)) == list(COUNTS)
    assert queries.years_in_force(0) == []


def test_248_codes_and_142_successions(number: int) -> None:
    assert queries.ccg_records(number).count() == Ccg.objects.count() == 248
    assert Succession.objects.at(number).count() == 142


def test_a_life_is_the_years_in_force_and_the_successor_the_succession(number: int) -> None:
    """Three tables tell one story."""
    lineage = queries.lineage_at(number)
    lived = {(code, year) for code in lineage.lives for year in COUNTS if lineage.in_force(code, year)}
    assert lived == set(queries.names_by_year(number))
    for record in queries.ccg_records(number):
        assert [*lineage.chain(record.ccg_id)][-1] == record.final_code
        assert lineage.successors.get(record.ccg_id, "") == record.successor_code
        assert record.opened <= year_began(record.first_year)


def test_who_succeeded_05n(number: int) -> None:
    successor = queries.successor_of(number, SHROPSHIRE)
    assert successor is not None
    assert (successor.ods_code, successor.name) == (BOTH, "NHS Shropshire, Telford and Wrekin CCG")
    assert (successor.date, successor.share_pct) == (date(2021, 4, 1), 100)
    assert successor.source_ids
    assert queries.successor_of(number, BOTH) is None
    assert queries.successor_of(number, "no such code") is None


def test_what_did_13t_come_from(number: int) -> None:
    found = {each.ods_code: each.name for each in queries.predecessors_of(number, "13T")}
    assert found == {
        "00F": "NHS Gateshead CCG",
        "00G": "NHS Newcastle North and East CCG",
        "00H": "NHS Newcastle West CCG",
    }
    assert {each.date for each in queries.predecessors_of(number, "13T")} == {date(2015, 4, 1)}
    assert queries.predecessors_of(number, "07N") == ()


def test_ancestors_reach_through_the_one_merger_of_a_merged_ccg(number: int) -> None:
    """Bracknell and Ascot, Slough, and Windsor, Ascot and Maidenhead became East Berkshire (15D), that Frimley."""
    direct = {each.ods_code: each.date for each in queries.predecessors_of(number, "D4U1Y")}
    every = {each.ods_code: each.date for each in queries.ancestors(number, "D4U1Y")}
    assert set(every) - set(direct) == {"10G", "10T", "11C"}
    assert every["10G"] == date(2018, 4, 1)
    assert every["15D"] == direct["15D"] == date(2021, 4, 1)
    assert queries.as_now(number, "10G", "2019-20") == ("15D",)
    assert queries.as_now(number, "10G", "2021-22") == ("D4U1Y",)


def test_the_codes_of_cumbria_and_lancashire_north_were_used_again(number: int) -> None:
    names = {year: [queries.ccg_name(number, code, year) for code in ("01H", "01K")] for year in ("2016-17", "2017-18")}
    assert names == {
        "2016-17": ["NHS Cumbria CCG", "NHS Lancashire North CCG"],
        "2017-18": ["NHS North Cumbria CCG", "NHS Morecambe Bay CCG"],
    }
    record = queries.ccg_record(number, "01H")
    assert record is not None
    assert record.former_names == ["NHS Cumbria CCG"]
    assert queries.as_now(number, "01H", "2017-18") == ("01H",), "the code went on, so its figures do"
    change = queries.boundary_changes(number, "01H").get()
    assert (change.gss_code_before, change.gss_code_after) == ("E38000041", "E38000215")
    assert BoundaryChange.objects.at(number).count() == 9


def test_five_character_codes_are_codes_like_any(number: int) -> None:
    record = queries.ccg_record(number, "W2U3Z")
    assert record is not None
    assert (record.name, record.first_year) == ("NHS North West London CCG", "2021-22")
    assert len(queries.predecessors_of(number, "W2U3Z")) == 8


@pytest.mark.parametrize(
    ("code", "year", "covering"),
    [
        (SHROPSHIRE, "2020-21", (SHROPSHIRE,)),
        (SHROPSHIRE, "2021-22", (BOTH,)),
        (BOTH, "2013-14", (SHROPSHIRE, TELFORD)),
        ("13T", "2014-15", ("00F", "00G", "00H")),
        ("00F", "2021-22", ("13T",)),
        ("07N", "2013-14", ("07N",)),
        ("07N", "2012-13", ()),
    ],
)
def test_as_now(number: int, code: str, year: str, covering: tuple[str, ...]) -> None:
    assert queries.as_now(number, code, year) == covering


def test_as_was_and_as_now_lead_there_and_back_for_every_ccg(number: int) -> None:
    lineage, last = queries.lineage_at(number), "2021-22"
    assert queries.as_was(number, SHROPSHIRE, last) == ()
    for year in COUNTS:
        parts = {code: lineage.as_was(code, year) for code in codes_of(number, last)}
        in_force = codes_of(number, year)
        assert sorted(part for each in parts.values() for part in each) == sorted(in_force)
        assert all(code in parts[lineage.as_now(code, last)[0]] for code in in_force)


def codes_of(number: int, year: str) -> list[str]:
    return [code for code, when in queries.names_by_year(number) if when == year]


def test_every_ccg_year_has_one_registered_population_dated_its_first_day(number: int) -> None:
    for year, count in COUNTS.items():
        found = queries.registered_populations(number, year)
        assert len(found) == count
        assert {row.as_at for row in found.values()} == {year_began(year)}
        assert {row.measure for row in found.values()} == {"registered"}
    one = queries.registered_population(number, "00C", "2013-14")
    assert one is not None
    assert (one.population, one.basis) == (105_876, "april-june-quarter")
    assert queries.registered_population(number, "00C", "2021-22") is None


def test_registered_population_agrees_with_the_april_list_of_the_monthly_table(number: int) -> None:
    total = sum(row.population for row in queries.registered_populations(number, "2015-16").values())
    monthly = queries.list_sizes(number, "07N").filter(month="2015-04").get()
    bexley = queries.registered_population(number, "07N", "2015-16")
    assert bexley is not None
    assert bexley.population == monthly.registered
    rows = Population.objects.at(number).filter(year="2015-16", measure="registered")
    assert rows.aggregate(total=Sum("population"))["total"] == total


def test_populations_and_practices_name_what_they_count(number: int) -> None:
    assert {row.basis for row in queries.populations(number, "07N").filter(year="2018-19")} == {
        "april-list",
        "mid-2018",
    }
    counts = list(queries.practice_counts(number, "07N"))
    assert [row.as_at for row in counts] == sorted(row.as_at for row in counts)
    assert {row.basis for row in counts} == {"list-size-file", "ods-active-practices"}
    assert {row.basis for row in queries.practice_counts(number, "07N", "2019-20")} == {"ods-active-practices"}


def test_places_of_a_year(number: int) -> None:
    four = ["London", "Midlands and East of England", "North of England", "South of England"]
    assert [place.name for place in queries.regions_of(number, "2015-16")] == four
    assert [len(queries.regions_of(number, year)) for year in ("2017-18", "2018-19", "2019-20")] == [4, 5, 7]
    assert len(queries.regions_of(number)) == 10
    assert [len(queries.footprints_of(number, year)) for year in ("2015-16", "2016-17", "2021-22")] == [0, 44, 42]
    assert queries.offices_of(number, "2019-20") == ()
    assert "Q73" in {place.code for place in queries.offices_of(number, "2015-16")}
    names = {place.code: place.name for place in queries.footprints_of(number, "2017-18")}
    assert names["QOP"] == "Greater Manchester"


def test_a_split_ccg_has_its_main_icb_first(number: int) -> None:
    shares = queries.icb_successors_of(number, "01Y")
    assert [(share.icb_code, share.role, share.lsoa_share_pct) for share in shares] == [
        ("QOP", "main", 87.04),
        ("QJ2", "part", 12.96),
    ]
    assert queries.icb_successors_of(number, SHROPSHIRE) == ()


def test_every_ccg_of_every_year_has_its_place_on_the_map_once(number: int) -> None:
    for year, count in COUNTS.items():
        codes = [centroid.ccg_id for centroid in queries.centroids_of(number, year)]
        assert len(codes) == len(set(codes)) == count


def test_a_ccg_in_a_year(number: int) -> None:
    bexley = queries.ccg_year(number, "07N", "2015-16")
    assert bexley is not None
    assert (bexley.name, bexley.region_code, bexley.footprint_code) == ("NHS Bexley CCG", "Y56", "")
    assert queries.ccg_year(number, SHROPSHIRE, "2021-22") is None
    assert [row.year for row in queries.ccg_years(number, "13T")] == list(COUNTS)[2:]
    assert queries.ccg_name(number, SHROPSHIRE, "2021-22") == "NHS Shropshire CCG"
    assert queries.ccg_name(number, "no such code") is None


def test_questions_cost_few_queries_however_many_rows(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    registry_at(number)
    with django_assert_num_queries(1):
        assert len(queries.ancestors(number, "W2U3Z")) > 1
    with django_assert_num_queries(0):
        assert queries.as_now(number, "13T", "2013-14")
    with django_assert_num_queries(1):
        assert len(queries.registered_populations(number, "2015-16")) > 1
    with django_assert_num_queries(1):
        assert len(queries.regions_of(number, "2015-16")) > 1
    with django_assert_num_queries(2):
        assert queries.icb_successors_of(number, "01Y")


def test_a_number_used_again_is_another_registry(number: int) -> None:
    """A draft is taken back, and the next load gets its number: nothing of the draft may be remembered."""
    draft = Release.objects.create(number=number + 1, version="9.0.0")
    assert registry_at(number + 1).names["07N"] == "NHS Bexley CCG"
    draft.delete()
    Release.objects.create(number=number + 1, version="9.0.0")
    CcgRecord.objects.filter(ccg="07N").update(name="NHS Bexley (reloaded) CCG")
    assert registry_at(number + 1).names["07N"] == "NHS Bexley (reloaded) CCG"


def test_an_earlier_release_keeps_its_own_answer(number: int) -> None:
    """A correction closes the old row and opens a new one: each release goes on saying what it said."""
    before = registry_at(number).names["07N"]
    Release.objects.create(number=number + 1, version="9.0.0")
    old = CcgRecord.objects.at(number).get(ccg="07N")
    CcgRecord.objects.filter(pk=old.pk).update(until=number + 1)
    old.pk, old.since_id, old.name = None, number + 1, "NHS Bexley (corrected) CCG"
    old.save(force_insert=True)
    assert queries.ccg_name(number, "07N") == before
    assert queries.ccg_name(number + 1, "07N") == "NHS Bexley (corrected) CCG"
