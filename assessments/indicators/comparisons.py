"""One CCG beside England, its region and similar CCGs on every indicator of a year: for its page and its JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assessments.calc.standings import Figures, among
from assessments.indicators import charts
from assessments.indicators.distributions import Whole, standings_of, wholes_of_year, years_of
from assessments.indicators.facts import share_of
from assessments.indicators.peers import PeerGroup, peer_group
from assessments.indicators.presenters import spine_title
from assessments.models import IndicatorStanding
from ccgdash.http.generation import lately
from ccgdash.http.release import ReleaseRef
from ccgdash.http.rows import column, missing_column
from ccgdash.lib.charts import Chart
from ccgdash.organisations.queries import ccg_year, regions_of


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One indicator of a CCG beside the others."""

    indicator: str = column("Indicator.", example="iapt-recovery-rate")
    name: str = column("Name of the indicator.", example="IAPT recovery rate")
    year: str = column("Financial year.", example="2018-19")
    period: str = column("Quarter or calendar years; empty for the whole year.", example="Q4")
    unit: str = column("Unit of the values.", example="%")
    value: float = column("Value of the CCG.", example=50.0)
    england: float = column("Average of England's CCGs, or the middle one, see england_basis.", example=52.0)
    england_basis: str = column("average: all events over all of the total; middle: the middle CCG, where those are "
                                "not known.", example="middle")  # fmt: skip
    region: float | None = column("The same among the CCGs of its region.", example=51.0)
    similar: float | None = column("The same among the similar CCGs.", example=52.5)
    lowest: float = column("Lowest CCG.", example=33.0)
    highest: float = column("Highest CCG.", example=66.0)
    known: int = column("CCGs known.", unit="CCGs", example=195)
    difference: str = column("better, worse, same (as England, within chance) or untested.", example="untested")
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True, slots=True)
class SimilarRow:
    """One CCG of those a CCG is compared with."""

    ods_code: str = column("CCG.", example="07V")
    name: str = column("Name in that year.", example="NHS Croydon CCG")
    year: str = column("Year the likeness is of.", example="2018-19")
    distance: float | None = column("Distance on standardised variables; null for one chosen in the address.")
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True)
class Comparison:
    """Everything of a CCG's comparison; empty where no indicator of it is known."""

    year: str
    years: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    similar: tuple[SimilarRow, ...]
    group: PeerGroup
    chart: Chart | None


def compared(release: ReleaseRef, ods_code: str, year: str = "", chosen: Sequence[str] = ()) -> Comparison:
    """A CCG's indicators of a year (its last with any) beside others. `chosen`: codes instead of the ten nearest."""
    key = (compared, ods_code, year, tuple(chosen))
    return lately(release, key, lambda: _compared(release, ods_code, year, chosen))


def _compared(release: ReleaseRef, ods_code: str, year: str, chosen: Sequence[str]) -> Comparison:
    years = years_of(release, ods_code)
    year = year if year in years else years[-1] if years else ""
    if not year:
        return Comparison("", (), (), (), PeerGroup((), "", chosen=False), None)
    group = peer_group(release, ods_code, year, chosen)
    there = ccg_year(release.number, ods_code, year)
    region = there.region_code if there else ""
    words = next((place.name for place in regions_of(release.number) if place.code == region), "Region")
    placed = standings_of(release, year, [ods_code, *(group.codes if group.chosen else ())])
    found = [(whole, placed[whole.of.indicator_id, ods_code]) for whole in wholes_of_year(release, year)
             if (whole.of.indicator_id, ods_code) in placed]  # fmt: skip
    peers = {whole.of.indicator_id: _of_chosen(whole, group.codes, placed) for whole, _ in found if group.chosen}
    rows = tuple(
        _row(whole, mine, region, peers.get(whole.of.indicator_id) if group.chosen else mine.similar)
        for whole, mine in found
    )
    peers_words = "Similar CCGs" if not group.chosen else "CCGs chosen"
    title = spine_title(there.name if there else ods_code, [row.difference for row in rows])
    pairs = [(whole, row) for (whole, _), row in zip(found, rows, strict=True)]
    chart = charts.spine_chart(title, year, pairs, (words, peers_words))
    similar = tuple(_similar(peer.ods_code, peer.name, year, peer.distance) for peer in group.members)
    return Comparison(year, tuple(years), rows, similar, group, chart)


def _row(whole: Whole, mine: IndicatorStanding, region: str, similar: float | None) -> ComparedRow:
    of, england = whole.of, whole.of.centre
    maybe = {"region": of.regions.get(region), "similar": similar}
    return ComparedRow(
        indicator=of.indicator_id,
        name=whole.indicator.name,
        year=of.year,
        period=of.period,
        unit=whole.indicator.unit,
        value=mine.value.value,
        england=england,
        england_basis=of.basis,
        lowest=of.lowest,
        highest=of.highest,
        known=of.known,
        difference=charts.difference(mine.lower, mine.upper, england, whole.sign, tested=whole.is_average),
        missing={name: "not-known" for name, value in maybe.items() if value is None},
        **maybe,
    )


def _of_chosen(whole: Whole, codes: Sequence[str], placed: Mapping[tuple[str, str], IndicatorStanding]) -> float | None:
    """The centre among CCGs named in the address: a question of the address, so answered from stored values now."""
    name = whole.of.indicator_id
    facts = [placed[name, code].value for code in codes if (name, code) in placed]
    if not facts:
        return None
    columns = [(fact.value, fact.numerator, fact.denominator) for fact in facts]
    values, events, totals = np.array(columns, dtype=np.float64).T
    gap = np.full(len(facts), np.nan)
    per = share_of(whole.indicator)
    figures = Figures(values, events, totals, gap, gap, per, proportion=False, sampled=False, sign=0)
    middle = float(among(figures, np.arange(len(facts))[None, :], is_average=whole.is_average)[0])
    return None if np.isnan(middle) else middle


def _similar(code: str, name: str, year: str, distance: float | None) -> SimilarRow:
    return SimilarRow(code, name, year, distance, {} if distance is not None else {"distance": "not-applicable"})
