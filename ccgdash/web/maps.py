"""Maps of England by year: what hexagons can be coloured by, from the explorer's own rows and the two apps' queries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from assessments.indicators.distributions import distribution, periods
from assessments.indicators.maps import indicator_map
from assessments.indicators.queries import indicators, indicators_by_id
from assessments.interventions.presenters import status_words
from assessments.ratings.presenters import rating_words
from assessments.scales import LABELS
from ccgdash.http.filters import Choice
from ccgdash.http.release import ReleaseRef
from ccgdash.lib.charts import Chart, Tone, hexmap
from ccgdash.lib.charts.palette import style_of
from ccgdash.lib.words import year_words
from ccgdash.organisations.charts import Numbered, hexagons, numbers_map
from ccgdash.organisations.queries import hex_map
from ccgdash.web import presenters
from ccgdash.web.queries import ccg_rows
from finance import presenters as money
from finance.calc.bands import BANDS
from finance.calc.status import STATUSES
from finance.queries import money_series
from finance.rules import DFT_STREAM

ALLOCATIONS = "published allocations, named at /finance/allocations/"
RATING, GROWTH, PEOPLE = "rating", "growth", "registered_population"
LETTERS = {
    "outstanding": "O", "good": "G", "requires-improvement": "R", "inadequate": "I",
    "assured": "A", "assured-with-support": "S", "not-assured": "N",
    "deficit": "D", "below-target": "B", "on-target": "T",
    "more-than-5-under": "−−", "under": "−", "on-or-over": "+", "more-than-5-over": "++",
    "yes": "Y", "possibly": "P", "no-record": "",
}  # fmt: skip
"""What stands in a hexagon beside its colour."""


@dataclass(frozen=True)
class Worded:
    """A measure in words: the column of the joined row, its words in order, what they are called."""

    column: str
    label: str
    keys: tuple[str, ...]
    words: Callable[[str], str]
    source: str


WORDED: Mapping[str, Worded] = {
    RATING: Worded(
        "rating", "Rating", LABELS, rating_words, "published ratings, each with its source at /ratings/"
    ),
    "finance_status": Worded(
        "finance_status", "Finance status", STATUSES, money.status_words,
        "year-end results found CCG by CCG, each with its source on the CCG’s page",
    ),
    "dft_band": Worded(
        "dft_band", "Distance from target", BANDS, money.band_words,
        ALLOCATIONS,
    ),
    "special_measures": Worded(
        "special_measures", "Special measures", ("yes", "possibly", "no-record"), status_words,
        "dated records, each with its source at /special-measures/",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A measure in numbers: what it is called, and where each CCG's figure of a year is read."""

    label: str
    unit: str
    source: str
    read: Callable[[ReleaseRef, str], Mapping[str, float]]
    decimals: int = 0
    suffix: str = ""


def _growth(release: ReleaseRef, year: str) -> Mapping[str, float]:
    """Code to growth of the core allocation on the year before, per cent; only inside one series of figures."""
    rows = money_series(release).filter(level="ccg", year=year, stream=DFT_STREAM)
    found = rows.order_by().values_list("org_code", "growth_pct")
    return {code: growth for code, growth in found if growth is not None}


def _people(release: ReleaseRef, year: str) -> Mapping[str, float]:
    rows = ccg_rows(release).filter(year=year)
    found = rows.order_by().values_list("ccg_id", "registered_population")
    return {code: float(people) for code, people in found if people is not None}


NUMBERED: Mapping[str, Number] = {
    GROWTH: Number(
        "Growth of the core allocation", "growth on the year before, per cent", ALLOCATIONS, _growth, 1, "%"
    ),
    PEOPLE: Number("Registered patients", "people on 1 April", "NHS Digital list sizes", _people),
}


def colours(release: ReleaseRef) -> Iterable[Choice]:
    """Everything the map can be coloured by: facts of the joined row, then every indicator with values, by name."""
    known = indicators(release).exclude(period_kind="").order_by("name", "indicator_id")
    return [
        *((slug, measure.label) for slug, measure in WORDED.items()),
        *((slug, measure.label) for slug, measure in NUMBERED.items()),
        *known.values_list("indicator_id", "name"),
    ]


def england_map(
    release: ReleaseRef, year: str, colour: str = RATING, among: Collection[str] | None = None
) -> Chart | None:
    """The map of `year` coloured by a measure; None for a year outside the data or an indicator that is a plain count.

    `among`: codes of the CCGs asked about (None: all). The others are drawn empty, to keep the shape of England.
    """
    if colour in WORDED:
        return _worded_map(release, year, WORDED[colour], among)
    if colour in NUMBERED:
        return _numbered_map(release, year, colour, among)
    return _indicator_map(release, year, colour, among)


def _rows(release: ReleaseRef, year: str, column: str) -> Mapping[str, str]:
    rows = ccg_rows(release).filter(year=year)
    return dict(rows.order_by().values_list("ccg_id", column))


def _worded_map(release: ReleaseRef, year: str, measure: Worded, among: Collection[str] | None) -> Chart | None:
    found = _rows(release, year, measure.column)
    if not found:
        return None
    of = {code: value for code, value in found.items() if among is None or code in among}
    there = [key for key in measure.keys if key in of.values()]
    tones = [Tone(key, measure.words(key), LETTERS.get(key, key[:1].upper()), style_of(key)) for key in there]
    words = {key: measure.words(key) for key in there}
    counts = [(words[key], sum(value == key for value in of.values())) for key in there]
    return hexmap(
        chart_id=f"map-{measure.column.replace('_', '-')}-{year}",
        title=presenters.map_title(measure.label, year, counts, len(of), records="no-record" in measure.keys),
        unit=f"CCGs by {measure.label.lower()}",
        period=year_words(year),
        source=measure.source,
        tones=tones,
        hexagons=hexagons(
            hex_map(release, year), of, {code: words[value] for code, value in of.items() if value in words}
        ),
    )


def _numbered_map(release: ReleaseRef, year: str, colour: str, among: Collection[str] | None) -> Chart | None:
    measure = NUMBERED[colour]
    drawn = Numbered(
        chart_id=f"map-{colour.replace('_', '-')}-{year}",
        label=measure.label,
        unit=f"CCGs by {measure.unit}",
        period=year_words(year),
        source=measure.source,
        decimals=measure.decimals,
        suffix=measure.suffix,
    )
    return numbers_map(hex_map(release, year), measure.read(release, year), drawn, among)


def _indicator_map(release: ReleaseRef, year: str, colour: str, among: Collection[str] | None) -> Chart | None:
    """At the indicator's last period in the year."""
    indicator = indicators_by_id(release).get(colour)
    if indicator is None:
        return None
    of_year = [period for each, period in periods(release, colour) if each == year]
    found = distribution(release, indicator, year, of_year[-1]) if of_year else None
    return indicator_map(release, indicator, year, found, among)
