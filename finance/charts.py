"""Figures of the money: rows in, a Chart (SVG, Plotly, table, sentence) out. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ccgdash.lib.charts import Break, Chart, Level, Line, Series, line_chart, ranked, stacked_bar
from ccgdash.lib.charts import bar as plain_bar
from ccgdash.lib.words import SaySources, sources_words, year_words
from finance import sentences
from finance.calc.recovery import MONTHS, recovery
from finance.chart_rows import Allotted, Figure, Paced, Pooled, Priced, Summary, Summed
from finance.rules import FLOOR_FROM, FLOOR_PCT, series_of

BILLION = 1e9
MILLION = 1e6
PLACE_STREAMS = ("core", "primary-medical", "specialised")
MISSES = ("ccgs-forecasting-deficit", "ccgs-forecasting-surplus-under-one-percent")


# --- surplus and deficit ------------------------------------------------------------------------------------------


def autumn_chart(figures: Iterable[Figure], say: SaySources = sources_words) -> Chart | None:
    """The forecast of autumn 2014 for all CCGs; None where the findings are not in the release."""
    found = {figure.measure: figure for figure in figures if figure.origin == "finding"}
    if not set(MISSES) <= set(found):
        return None
    deficit, under = (int(found[measure].value) for measure in MISSES)
    of = found[MISSES[0]].of or 0
    return stacked_bar(
        chart_id="autumn-2014",
        title=sentences.autumn_title(deficit, under, of),
        unit="number of CCGs",
        period="forecast in autumn 2014 for the end of 2014/15",
        source=say({s for measure in MISSES for s in found[measure].sources}),
        categories=["All CCGs"],
        series=[
            Series("deficit", "Deficit", (deficit,)),
            Series("below-target", "Surplus under 1%", (under,)),
            Series("on-target", "1% or more (the rest)", (of - deficit - under,)),
        ],
        notes=[f"{of}"],
        category_label="Forecast",
    )


def deficits_chart(rows: Iterable[Summary]) -> Chart | None:
    """Published counts of year-end deficits; None without any."""
    counts = {row.year: row.published["deficit"] for row in rows if row.published and "deficit" in row.published}
    if not counts:
        return None
    return plain_bar(
        chart_id="published-deficits",
        title=sentences.deficits_title(counts),
        unit="number of CCGs, published national counts",
        period=sentences.years_span(counts),
        source="the published figure of each year, named in its table below",
        categories=[year_words(year) for year in counts],
        values=list(counts.values()),
        series_label="CCGs in deficit",
        category_label="Year",
    )


def known_chart(rows: Iterable[Summary]) -> Chart | None:
    """CCGs known by name, by status and year; what was not found is drawn as not found. Years with a target only."""
    listed = [row for row in rows if row.target_pct is not None]
    if not listed:
        return None
    known, possible = sum(row.coverage.known for row in listed), sum(row.coverage.possible for row in listed)
    words = {"deficit": "Deficit", "below-target": "Below 1%", "on-target": "1% or more"}
    series = [Series(key, label, tuple(row.known.get(key, 0) for row in listed)) for key, label in words.items()]
    gap = Series("unknown", "Result not found", tuple(row.coverage.possible - row.coverage.known for row in listed))
    return stacked_bar(
        chart_id="known-statuses",
        title=sentences.known_title(known, possible),
        unit="number of CCGs",
        period=sentences.years_span(row.year for row in listed),
        source="figures found CCG by CCG, each with its source on the CCG’s page",
        categories=[year_words(row.year) for row in listed],
        series=[*series, gap],
        notes=[f"{row.coverage.known} known" for row in listed],
        category_label="Year",
    )


# --- allocations --------------------------------------------------------------------------------------------------


def allocations_chart(
    rows: Iterable[Allotted], year: str, england: float | None = None, say: SaySources = sources_words
) -> Chart | None:
    """CCGs in order of their distance from target; where none is known, of allocation a head against that of `england`;
    else None."""
    listed = list(rows)
    source = say({source for row in listed for source in row.sources})
    for column, at in (("closing_dft_pct", "closing"), ("opening_dft_pct", "opening")):
        values = ((sentences.short_name(row.name), getattr(row, column)) for row in listed)
        distances = [(name, float(value)) for name, value in values if value is not None]
        if distances:
            return _distance_chart(distances, source, year, at)
    heads = [(sentences.short_name(row.name), row.per_head_gbp) for row in listed if row.per_head_gbp is not None]
    return _per_head_chart(heads, source, listed, year, england) if england and len(heads) > 1 else None


def _distance_chart(distances: Sequence[tuple[str, float]], source: str, year: str, at: str) -> Chart:
    promised = year >= FLOOR_FROM
    lowest = min(distances, key=lambda pair: (pair[1], pair[0]))
    levels = [Level(FLOOR_PCT, "Floor from 2016/17: −5%")] if promised else []
    floor = FLOOR_PCT if promised else None
    return ranked(
        chart_id="distance-from-target",
        title=sentences.distance_title(year, lowest, floor=floor, at=at),
        unit=f"{at} distance from target, per cent of the target",
        period=year_words(year),
        source=source,
        values=distances,
        levels=levels,
        decimals=2,
        name_label="CCG",
    )


def _per_head_chart(
    heads: Sequence[tuple[str, float]], source: str, rows: Sequence[Allotted], year: str, england: float
) -> Chart:
    ordered = sorted(heads, key=lambda pair: (pair[1], pair[0]))
    return ranked(
        chart_id="allocation-per-head",
        title=sentences.per_head_title(year, ordered[0], ordered[-1]),
        unit=sentences.per_head_unit(england, indicative={row.status for row in rows} == {"indicative"}),
        period=year_words(year),
        source=source,
        values=[(name, (head / england - 1) * 100) for name, head in heads],
        name_label="CCG",
    )


def core_chart(rows: Iterable[Summed], say: SaySources = sources_words) -> Chart | None:
    """England's core allocation by year, broken where the definition changes, indicative years dashed."""
    core = sorted((row for row in rows if row.stream == "core"), key=lambda row: row.year)
    if len(core) < 2:
        return None
    return line_chart(
        chart_id="england-core",
        title=sentences.core_title((core[0].year, core[0].allocation_gbp), (core[-1].year, core[-1].allocation_gbp)),
        unit="£ billion in cash",
        period=sentences.years_span(row.year for row in core),
        source=say({source for row in core for source in row.source_ids}),
        years=[year_words(row.year) for row in core],
        lines=[
            Line("Core", tuple(row.allocation_gbp / BILLION for row in core), _indicative([row.status for row in core]))
        ],
        breaks=_breaks([series_of(row.publication_id) for row in core]),
        decimals=1,
    )


def streams_chart(rows: Iterable[Summed], say: SaySources = sources_words) -> Chart | None:
    """Streams of each year that has them all, stacked to the place-based total."""
    found = {(row.year, row.stream): row for row in rows}
    years = sorted({year for year, _ in found if all((year, stream) in found for stream in PLACE_STREAMS)})
    if not years:
        return None
    last = [found[years[-1], stream] for stream in PLACE_STREAMS]
    totals = [sum(found[year, stream].allocation_gbp for stream in PLACE_STREAMS) for year in years]
    labels = [
        f"{year_words(year)}{', indicative' if found[year, 'core'].status == 'indicative' else ''}" for year in years
    ]
    return stacked_bar(
        chart_id="place-based-total",
        title=sentences.streams_title(years[-1], totals[-1], last[0].status),
        unit="£ billion in cash, England",
        period=sentences.years_span(years),
        source=say({s for year in years for each in PLACE_STREAMS for s in found[year, each].source_ids}),
        categories=labels,
        series=[
            Series(stream, label, tuple(round(found[year, stream].allocation_gbp / BILLION, 3) for year in years))
            for stream, label in zip(PLACE_STREAMS, ("Core", "Primary medical", "Specialised"), strict=True)
        ],
        notes=[f"£{total / BILLION:,.1f} billion" for total in totals],
        tentative=_indicative([found[year, "core"].status for year in years]),
        category_label="Year",
    )


def _indicative(statuses: Sequence[str]) -> frozenset[int]:
    return frozenset(index for index, status in enumerate(statuses) if status == "indicative")


def _breaks(series: Sequence[str]) -> list[Break]:
    return [
        Break(index, sentences.series_start_words(series[index]))
        for index in range(1, len(series))
        if series[index] != series[index - 1]
    ]


# --- real terms ---------------------------------------------------------------------------------------------------


def real_chart(rows: Sequence[Priced], say: SaySources = sources_words) -> Chart | None:
    """Cash and real terms of one area and stream; None for fewer than two years."""
    if len(rows) < 2:
        return None
    base = rows[0].base_year
    large = max(row.cash_gbp for row in rows) >= BILLION
    scale, unit = (BILLION, "£ billion") if large else (MILLION, "£ million")
    return _priced_chart(
        rows,
        say({source for row in rows for source in row.sources}),
        "real-terms",
        sentences.real_title(sentences.short_name(rows[-1].name), _longest_growth(rows), base),
        f"{unit}; {sentences.prices_words(base)}",
        ("Cash", [row.cash_gbp / scale for row in rows]),
        ("Real terms", [None if row.real_gbp is None else row.real_gbp / scale for row in rows]),
        decimals=1,
    )


def real_head_chart(rows: Sequence[Priced], say: SaySources = sources_words) -> Chart | None:
    """The same for each person; None where fewer than two years have people to divide by."""
    if sum(row.per_head_gbp is not None for row in rows) < 2:
        return None
    base = rows[0].base_year
    return _priced_chart(
        rows,
        say({source for row in rows for source in row.sources}),
        "real-terms-per-head",
        f"{sentences.short_name(rows[-1].name)}: money for each registered patient",
        f"£ per head; {sentences.prices_words(base)}",
        ("Cash per head", [row.per_head_gbp for row in rows]),
        ("Real terms per head", [row.real_per_head_gbp for row in rows]),
        decimals=0,
    )


def _priced_chart(
    rows: Sequence[Priced],
    source: str,
    chart_id: str,
    title: str,
    unit: str,
    *lines: tuple[str, Sequence[float | None]],
    decimals: int,
) -> Chart:
    tentative = _indicative([row.status for row in rows])
    return line_chart(
        chart_id=chart_id,
        title=title,
        unit=unit,
        period=sentences.years_span(row.year for row in rows),
        source=source,
        years=[year_words(row.year) for row in rows],
        lines=[Line(label, tuple(values), tentative) for label, values in lines],
        breaks=_breaks([row.series for row in rows]),
        decimals=decimals,
    )


def _longest_growth(rows: Sequence[Priced]) -> tuple[str, str, float, float] | None:
    """First and last year of the longest series, and growth between them in cash and in real terms: ratio of values."""
    by_series: dict[str, list[Priced]] = {}
    for row in rows:
        by_series.setdefault(row.series, []).append(row)
    longest = max(by_series.values(), key=len)
    first, last = longest[0], longest[-1]
    if len(longest) < 2 or not first.real_gbp or last.real_gbp is None:
        return None
    return first.year, last.year, (last.cash_gbp / first.cash_gbp - 1) * 100, (last.real_gbp / first.real_gbp - 1) * 100


# --- spending -----------------------------------------------------------------------------------------------------


def pace_chart(counts: Mapping[str, Mapping[bool | None, int]], measure: str, year: str) -> Chart | None:
    """CCGs whose spending kept pace, by year; those of which it cannot be told are drawn as unknown."""
    if not counts:
        return None
    years = sorted(counts)
    here = counts.get(year, counts[years[-1]])
    labels = {True: ("yes", "At least as fast"), False: ("no", "Slower"), None: ("unknown", "Cannot be told")}
    return stacked_bar(
        chart_id="pace",
        title=sentences.pace_title(measure, year, here.get(True, 0), here.get(False, 0), here.get(None, 0)),
        unit="number of CCGs of April 2021",
        period=sentences.years_span(years),
        source="worked out here from published spending and allocations; both sides are in the table",
        categories=[year_words(each) for each in years],
        series=[
            Series(key, label, tuple(counts[each].get(told, 0) for each in years))
            for told, (key, label) in labels.items()
        ],
        category_label="Year",
    )


def pace_ranked(rows: Iterable[Paced], measure: str, year: str, say: SaySources = sources_words) -> Chart | None:
    """Growth of spending less growth of allocation, CCG by CCG, in percentage points; None where nothing is known."""
    listed = list(rows)
    gaps = [
        (sentences.short_name(row.name), row.spend_growth_pct - row.allocation_growth_pct)
        for row in listed
        if row.spend_growth_pct is not None and row.allocation_growth_pct is not None
    ]
    if not gaps:
        return None
    return ranked(
        chart_id="pace-ranked",
        title=sentences.gap_title(measure, year, len(gaps)),
        unit="percentage points; above zero, spending rose faster",
        period=f"{year_words(year)} on the year before",
        source=say({source for row in listed for source in row.sources}),
        values=gaps,
        decimals=1,
        name_label="CCG",
    )


# --- pooled funds -------------------------------------------------------------------------------------------------


def pooled_chart(rows: Iterable[Pooled], say: SaySources = sources_words) -> Chart | None:
    """The minimum that had to be pooled in England, and what was pooled beyond it where the whole pool is known."""
    england = {(row.year, row.measure): row for row in rows if row.level == "england"}
    least = {y: england[y, m] for y, m in england if m in ("minimum-pool", "mandatory-minimum")}
    pools = {y: england[y, m] for y, m in england if m == "total-pool"}
    years = sorted(least)
    both = [year for year in years if year in pools]
    if not both:
        return None
    beyond = tuple(round((pools[y].value - least[y].value) / BILLION, 2) if y in pools else None for y in years)
    return stacked_bar(
        chart_id="pooled",
        title=sentences.pooled_title(both[-1], pools[both[-1]].value, least[both[-1]].value),
        unit="£ billion, England",
        period=sentences.years_span(years),
        source=say({source for row in (*least.values(), *pools.values()) for source in row.sources}),
        categories=[year_words(year) for year in years],
        series=[
            Series("minimum", "Had to be pooled", tuple(least[year].value / BILLION for year in years)),
            Series("volunteered", "Beyond the minimum, worked out", beyond),
        ],
        notes=[
            f"£{pools[y].value / BILLION:.1f} billion pooled" if y in pools else "whole pool not known" for y in years
        ],
        category_label="Year",
    )


# --- recovery -----------------------------------------------------------------------------------------------------


def waiting_chart(
    allocation_gbp: int | None, forecast_gbp: int | None, target_pct: float | None, month: int
) -> Chart | None:
    """Savings needed a month if they start after each month still to come; None where nothing is needed or known."""
    if forecast_gbp is None or month >= MONTHS:
        return None
    answers = [recovery(allocation_gbp, forecast_gbp, target_pct, gone) for gone in range(month, MONTHS)]
    even = [each.per_month_to_break_even_gbp or 0 for each in answers]
    together = [each.per_month_to_target_gbp for each in answers]
    needed = [whole if whole is not None else part for whole, part in zip(together, even, strict=True)]
    if not any(needed):
        return None
    series = [Series("break-even", "To break even", tuple(value / MILLION for value in even))]
    if together[0] is not None:
        on_top = tuple(((whole or 0) - part) / MILLION for whole, part in zip(together, even, strict=True))
        series.append(Series("surplus", "For the surplus, on top", on_top))
    return stacked_bar(
        chart_id="waiting",
        title=sentences.waiting_title(needed[0], needed[-1]),
        unit="£ million a month",
        period="by the number of months left",
        source="worked out here from the figures above",
        categories=[f"{MONTHS - gone} left" for gone in range(month, MONTHS)],
        series=series,
        notes=[f"£{value / MILLION:.1f} million" for value in needed],
        category_label="Months left",
    )
