"""Wording of indicators: titles that state the finding, units, periods, and how sure a comparison is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ccgdash.lib.words import count_words, number_words, year_words


def short(name: str) -> str:
    """A CCG without the words all of them share."""
    return name.removeprefix("NHS ").removesuffix(" CCG")


def decimals_of(values: Sequence[float]) -> int:
    """Decimals that still tell CCGs apart: none for large or whole figures, one for most, two for small ones."""
    if not values or all(float(value).is_integer() for value in values):
        return 0
    return _decimals(max(abs(value) for value in values))


def decimals_within(of: Any) -> int:
    """The same from a models.IndicatorPeriod, which knows its ends and whether every value is whole."""
    return 0 if of.whole_numbers else _decimals(max(abs(of.lowest), abs(of.highest)))


def _decimals(largest: float) -> int:
    return 0 if largest >= 1000 else 1 if largest >= 10 else 2


def unit_words(indicator: Any) -> str:
    return indicator.unit or "unit not stated"


def size_words(indicator: Any) -> str:
    """What the width of a funnel is."""
    return indicator.denominator[:80].strip().rstrip(".") or "Denominator"


def period_words(year: str, period: str, *, short: bool = False) -> str:
    """ "2018/19", "2018/19 quarter 3", "2016 to 2018"."""
    if period.startswith("Q"):
        return f"{year_words(year)} {period}" if short else f"{year_words(year)} quarter {period[1:]}"
    if period:
        return period.replace("-", "–" if short else " to ")
    return year_words(year)


def source_words(indicator: Any) -> str:
    return indicator.publisher or ", ".join(indicator.source_ids)


def centre_words(value: float, decimals: int, *, is_average: bool) -> str:
    """The average is pooled; where it cannot be, the middle CCG is said to be just that."""
    return f"{'Average' if is_average else 'Middle CCG'} {number_words(value, decimals)}"


def caterpillar_title(found: Any, rows: Sequence[Any], *, against: str) -> str:
    """Who differs by more than chance, or how far apart the ends are."""
    known = count_words(len(rows), "CCG")
    states = [row.state for row in rows]
    if not any(state != "untested" for state in states):
        return f"{known}: differences cannot be tested, because no intervals are known"
    better, worse = states.count("better"), states.count("worse")
    if found.sign == 0:
        return f"{known}: {states.count('high')} higher and {states.count('low')} lower than the {against}"
    return f"{known}: {better} better and {worse} worse than the {against} by more than chance"


def funnel_title(of: Any, *, too_much: bool) -> str:
    """Who lies outside; where nearly all do, who still does once the common spread is allowed for. `of`: a
    models.IndicatorPeriod."""
    if too_much:
        count = count_words(of.tested, "CCG")
        return f"{of.beyond_adjusted} of {count} stand out once it is allowed for that all differ"
    expected = "about 0.4 would by chance" if of.tested > 150 else "hardly any would by chance"
    return f"{of.beyond} of {count_words(of.tested, 'CCG')} lie beyond the 99.8% limits; {expected}"


def dispersion_words(of: Any, *, too_much: bool) -> str:
    """phi and tau squared in plain words: always told (METHODS 6.3)."""
    said = (
        f"The spread between CCGs is {number_words(of.phi, 1)} times what chance alone would make it (phi = "
        f"{of.phi:.2f}; variance between CCGs, tau² = {_small(of.tau2)}, on the transformed scale)."
    )
    if not too_much:
        return f"{said} That is near 1, so the limits for chance alone may be taken as they stand."
    return (
        f"{said} Above about 2 the limits for chance alone flag far too many ({of.beyond} of {of.tested}): something "
        "other than chance (populations, recording, services) makes CCGs differ everywhere. The wider limits allow "
        f"for it: beyond them {count_words(of.beyond_adjusted, 'CCG')} stand out. Worked out here, not official."
    )


def _small(value: float) -> str:
    return "0" if value == 0 else f"{value:.2g}"


def trend_label(found: Any) -> str:
    """Whose line it is. `found`: a trends.Trend."""
    return "Average" if found.is_average else "Middle CCG"


def trend_title(found: Any) -> str:
    """The first and the last period, with how many CCGs that rests on; how often the line is broken, so that nobody
    reads a change over a break."""
    points = found.known
    first, last = points[0], points[-1]
    decimals = decimals_of([point.centre for point in points])
    fewest, most = min(point.known for point in points), max(point.known for point in points)
    of = f"{fewest:,}" if fewest == most else f"{fewest:,} to {most:,}"
    told = (
        f"{trend_label(found)}: {number_words(first.centre, decimals)} in {period_words(first.year, first.period)}, "
        f"{number_words(last.centre, decimals)} in {period_words(last.year, last.period)}; {of} CCGs known"
    )
    breaks = sum(each.only in ("", "middle") for each in found.breaks)
    return f"{told}; not one series: {count_words(breaks, 'break')}" if breaks else told


def bone_label(indicator: Any) -> str:
    return f"{indicator.name} ({indicator.unit})" if indicator.unit else str(indicator.name)


def spine_title(name: str, states: Sequence[str]) -> str:
    """On how many a CCG differs from England by more than chance."""
    tested = len(states) - states.count("untested")
    head = f"{short(name)} on {count_words(len(states), 'indicator')}"
    if not tested:
        return f"{head}: differences from England cannot be tested, because no intervals are known"
    sides = f"{states.count('better')} better and {states.count('worse')} worse than England"
    return f"{head}: of {tested} that can be tested {sides}"


def suffix(indicator: Any) -> str:
    """What stands behind each number of an indicator: only a per cent sign is short enough."""
    return "%" if indicator.unit == "%" else ""
