"""One year of a run: its CCGs counted and their money added up by region, office, footprint and England."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.scales import slugs
from assessments.years import HEADLINES
from ccgdash.releases.models import Recompute
from ccgdash.web.models import CcgRow, PlaceYear
from finance.area_facts import Area, YearFacts
from finance.calc.bands import BANDS
from finance.calc.money import deficits_and_surpluses
from finance.calc.status import STATUSES
from finance.models import FinanceStatus
from finance.rules import DFT_STREAM

ENGLAND = ("ENG", "England")
FLAG_WORDS = ("yes", "possibly", "no-record")
UNKNOWN = "unknown"
Kind = PlaceYear.Kind


@dataclass(frozen=True)
class Money:
    """The core allocations of the areas of a year in the one publication roll-ups show first, and year-end results."""

    publication: str
    allocations: Mapping[str, Area]
    statuses: Mapping[str, FinanceStatus]


def year_compute(run: Recompute, year: str) -> int:
    """Write the places of `year` under `run`; how many. Runs after the joined rows of the same run and year."""
    PlaceYear.objects.filter(run=run, year=year).delete()
    rows = list(CcgRow.objects.filter(run=run, year=year).order_by("ccg_id"))
    money = _money(run, year)
    found = members(rows)
    places = [place_of(run, year, key, found[key], money) for key in sorted(found)]
    return len(PlaceYear.objects.bulk_create(places))


def members(rows: Iterable[CcgRow]) -> dict[tuple[str, str, str], list[CcgRow]]:
    """(kind, code, name) to the CCGs that lay there; a CCG without a known office is in no office."""
    found: dict[tuple[str, str, str], list[CcgRow]] = defaultdict(list)
    for row in rows:
        for place in _places(row):
            found[place].append(row)
    return found


def _places(row: CcgRow) -> Iterator[tuple[str, str, str]]:
    yield (str(Kind.ENGLAND), *ENGLAND)
    yield (str(Kind.REGION), row.region_code, row.region_name)
    if row.office_code:
        yield (str(Kind.OFFICE), row.office_code, row.office_name)
    if row.footprint_code:
        yield (str(Kind.FOOTPRINT), row.footprint_code, row.footprint_name)


def _money(run: Recompute, year: str) -> Money:
    """What `/finance/allocations/` adds up too, so that both tell one sum of one place."""
    publication, areas = YearFacts(run.release_id, year).within(DFT_STREAM)
    statuses = FinanceStatus.objects.filter(run=run, year=year)
    return Money(publication, areas, {row.ccg_id: row for row in statuses})


def place_of(run: Recompute, year: str, key: tuple[str, str, str], rows: Sequence[CcgRow], money: Money) -> PlaceYear:
    """One place: counts of what each CCG is, sums of what is known, and how many that is."""
    kind, code, name = key
    people = [row.registered_population for row in rows if row.registered_population is not None]
    cash = [money.allocations[row.ccg_id] for row in rows if row.ccg_id in money.allocations]
    statuses = [money.statuses[row.ccg_id] for row in rows]
    headline = HEADLINES.get(year)
    return PlaceYear(
        run=run,
        kind=kind,
        code=code,
        year=year,
        name=name,
        ccgs=len(rows),
        ratings=counted(slugs(headline.scale), [row.rating for row in rows if row.rating]) if headline else {},
        ratings_known=sum(bool(row.rating) for row in rows),
        finance_statuses=counted((*STATUSES, UNKNOWN), [row.finance_status for row in rows]),
        finance_known=sum(row.finance_status != UNKNOWN for row in rows),
        special_measures=counted(FLAG_WORDS, [row.special_measures for row in rows]),
        directions=counted(FLAG_WORDS, [row.directions for row in rows]),
        dft_bands=counted((*BANDS, UNKNOWN), [row.dft_band or UNKNOWN for row in rows]),
        results=results_of(statuses),
        registered_population=sum(people) if people else None,
        population_known=len(people),
        allocation_gbp=sum(row.cash_gbp for row in cash) if cash else None,
        allocation_publication=money.publication if cash else "",
        allocation_known=len(cash),
        source_ids=_sources(rows, cash, statuses),
    )


def counted(words: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    """How often each word occurs, zeros included, in the order of `words`."""
    counts = Counter(found)
    return {word: counts[word] for word in words}


def results_of(statuses: Iterable[FinanceStatus]) -> list[dict[str, object]]:
    """Year-end results added up by kind (cumulative, in-year), deficits and surpluses apart: the CCGs known are no
    sample of the rest, and a cumulative result and one of the year alone are not the same money."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for row in statuses:
        if row.value_gbp is not None:
            by_kind[row.kind].append(row.value_gbp)
    return [
        {"kind": kind, "ccgs": len(values), **deficits_and_surpluses(values)}
        for kind, values in sorted(by_kind.items())
    ]


def _sources(rows: Iterable[CcgRow], cash: Iterable[Area], statuses: Iterable[FinanceStatus]) -> list[str]:
    lists = [
        *(row.rating_source_ids for row in rows),
        *(part.source_ids for area in cash for part in area.parts),
        *(row.source_ids for row in statuses),
    ]
    return sorted({source for each in lists for source in each})
