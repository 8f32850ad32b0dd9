"""Sentences of the pages of money: what a chart found, on which basis, and what is not known. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ccgdash.lib.words import count_words, gbp_millions, listed, number_words, slug_words, year_words

MEASURES = {
    "ccgs-in-deficit": "CCGs in deficit",
    "ccgs-in-cumulative-deficit": "CCGs in cumulative deficit",
    "ccgs-forecasting-surplus-under-one-percent": "CCGs forecasting a surplus under 1%",
    "ccgs-set-to-miss-one-percent-surplus": "CCGs set to miss the 1% surplus",
    "ccgs-overspent-against-plan": "CCGs overspent against plan",
    "ccgs-underspent-against-plan": "CCGs underspent against plan",
    "ccgs-with-planned-surplus-ending-in-deficit": "CCGs that planned a surplus and ended in deficit",
    "variance-vs-plan": "All CCGs against plan",
    "sum-of-overspends-vs-plan": "Sum of overspends against plan",
    "sum-of-underspends-vs-plan": "Sum of underspends against plan",
    "one-percent-reserve": "1% reserve released into the result",
    "qipp-plan": "Savings planned (QIPP)",
    "qipp-forecast": "Savings forecast (QIPP)",
    "mh-spend-total": "All mental health",
    "cyp-mh-spend-excl-ld-ed": "Children and young people’s mental health",
    "cyp-eating-disorder-spend": "Children and young people’s eating disorders",
    "adult-crisis-spend": "Adult community crisis care",
    "ae-ward-liaison-mh-spend": "A&E and ward liaison",
    "eip-spend": "Early intervention in psychosis",
    "iapt-spend": "Talking therapies (IAPT)",
    "perinatal-mh-spend": "Perinatal",
    "mh-spend-share-of-allocation": "Mental-health share of the allocation",
    "mh-investment-standard-met": "Mental Health Investment Standard met",
    "specialist-budget-per-patient-lowest": "Specialist budget per patient, lowest",
    "specialist-budget-per-patient-highest": "Specialist budget per patient, highest",
    "ccgs-commissioning-seven-day-admission": "CCGs commissioning admission on seven days",
    "ccgs-commissioning-seven-day-home-service": "CCGs commissioning a home service on seven days",
    "ccgs-raising-spend-with-funding": "CCGs raising spending in line with the extra money",
    "ccgs-using-money-for-other-priorities": "CCGs using some or all of it for other priorities",
    "hull-ccg-contribution": "Hull: the CCG’s part",
    "hull-aligned-fund-total": "Hull: the whole aligned fund",
    "better-care-fund-minimum": "Better Care Fund minimum",
}
BASES = {"before-reserve": "Before the reserve", "after-reserve": "After the reserve"}
KINDS = {"cumulative": "Cumulative", "in-year": "In the year", "unspecified": "Source does not say which"}
REASONS = {
    "not-answered": "No answer in one of the two years",
    "nothing-before": "Nothing spent in the year before",
    "allocation-not-known": "Allocation of the area not known",
    "allocation-not-comparable": "The two years’ allocations stand on different definitions",
}
UNKNOWN_REASONS = {
    "no-target-in-this-year": "no target applies in this year",
    "allocation-not-known": "its allocation is not known",
    "sources-disagree": "sources disagree about the year-end figure",
    "no-year-end-figure": "no year-end figure was found",
}
TOPICS = {"gp-practices": "GP practices", "childrens-mental-health": "Children’s mental health"}
SERIES_STARTS = {
    "core-compiled": "new definition",
    "january-2016-round": "another source",
    "january-2019-round": "new baseline",
}


def measure_words(measure: str) -> str:
    """A measure as a row is headed."""
    return MEASURES.get(measure) or slug_words(measure).replace("Ccgs", "CCGs").replace("ccgs", "CCGs")


def basis_words(basis: str | None) -> str:
    """Before or after the reserve; a source that does not say, says nothing."""
    return BASES.get(basis or "", "Not stated" if basis == "unspecified" else "")


def kind_words(kind: str) -> str:
    """Which surplus a figure is."""
    return KINDS.get(kind, slug_words(kind))


def reason_words(reason: str | None) -> str:
    """Why a pace cannot be told."""
    return REASONS.get(reason or "", slug_words(reason or ""))


def topic_words(topic: str) -> str:
    """The heading of a group of findings."""
    return TOPICS.get(topic, slug_words(topic))


def short_name(name: str) -> str:
    """A CCG in short, without the words all of them share."""
    return name.removeprefix("NHS ").removesuffix(" CCG")


def percent(value: float, decimals: int = 2) -> str:
    """A signed share: `+2.34%`, "−4.83%"."""
    return f"{'+' if value > 0 else ''}{number_words(value, decimals)}%"


def billions(value_gbp: int) -> str:
    """Whole pounds as £ billion."""
    return f"£{number_words(value_gbp / 1e9, 1)} billion"


# --- surplus ------------------------------------------------------------------------------------------------------


def autumn_title(deficit: int, under: int, of: int) -> str:
    """What the committee was told in autumn 2014."""
    return (
        f"In autumn 2014, {deficit + under} of {of} CCGs were set to miss the 1% surplus: "
        f"{deficit} in deficit and {under} with less than 1%"
    )


def deficits_title(counts: Mapping[str, int]) -> str:
    """Year-end deficits as published."""
    told = [f"{count} in {year_words(year)}" for year, count in counts.items()]
    return f"CCGs in deficit at the end of the year: {listed(told)}"


def known_title(known: int, possible: int) -> str:
    """How much is known by name."""
    return f"By name, the year-end result was found for {known:,} of {possible:,} CCG years with a target"


# --- allocations --------------------------------------------------------------------------------------------------


def distance_title(year: str, lowest: tuple[str, float], *, floor: float | None, at: str) -> str:
    """Who is furthest from target, and whether the floor holds (within its rounding of 0.05)."""
    name, value = lowest
    said = f"Furthest under target in {year_words(year)}: {name}, {percent(value)} at {at}"
    if floor is None:
        return said
    if value >= floor - 0.05:
        of = f"No CCG is more than {abs(floor):.0f}% under target in {year_words(year)}"
        return f"{of}; the lowest is {name}, {percent(value)}"
    return f"{said}: below the floor of {percent(floor, 0)} promised from 2016/17"


def per_head_title(year: str, low: tuple[str, float], high: tuple[str, float]) -> str:
    """The span of money a head."""
    return f"£{number_words(low[1])} to £{number_words(high[1])} a head in {year_words(year)}: {low[0]} to {high[0]}"


def per_head_unit(england: float, *, indicative: bool) -> str:
    """What the ranked chart of money a head shows; need is not in it, so it is no distance from target."""
    of = "indicative allocation" if indicative else "allocation"
    return (
        f"{of} a head, per cent above or below England’s £{number_words(england)}; need is not taken into account, "
        "and no distance from target is known"
    )


def streams_title(year: str, total: int, status: str) -> str:
    """The place-based total of the last year drawn."""
    of = ", indicative" if status == "indicative" else ""
    return f"All streams together reach {billions(total)} in {year_words(year)}{of}"


def core_title(first: tuple[str, int], last: tuple[str, int]) -> str:
    """England's core money at both ends; what lies between is on several definitions."""
    return (
        f"Core allocations of England: {billions(first[1])} in {year_words(first[0])}, "
        f"{billions(last[1])} in {year_words(last[0])}, on four definitions"
    )


def series_start_words(series: str) -> str:
    """Why a line breaks where a series starts."""
    return SERIES_STARTS.get(series, "new series")


# --- real terms ---------------------------------------------------------------------------------------------------


def prices_words(base_year: str | None) -> str:
    """In whose prices real terms are; what money was worth is not known without an index of prices."""
    return f"real terms in prices of {year_words(base_year)}" if base_year else "real terms not known"


def real_title(name: str, growth: tuple[str, str, float, float] | None, base_year: str | None) -> str:
    """Cash beside real growth inside the longest series; between series there is no growth to tell."""
    if base_year is None:
        return f"{name}: cash; what it was worth is not known, because no index of prices was found"
    if growth is None:
        return f"{name}: cash, and the same money in prices of {year_words(base_year)}"
    first, last, cash, real = growth
    return (
        f"{name}: {percent(cash, 1)} in cash from {year_words(first)} to {year_words(last)}, "
        f"{percent(real, 1)} in real terms"
    )


def covid_note(vintage: str, change: float | None) -> str:
    """Why 2020-21 stands out in every real-terms line."""
    rise = f" by {number_words(change, 1)}%" if change is not None else ""
    return (
        f"In 2020/21 this deflator ({vintage}) jumps{rise}, because the public output that was measured fell. "
        "Read real growth from 2019/20 to 2021/22 over both years together."
    )


# --- spending -----------------------------------------------------------------------------------------------------


def pace_title(measure: str, year: str, yes: int, no: int, untold: int) -> str:
    """How many kept pace, how many did not, and of how many it cannot be told."""
    if not yes and not no:
        return f"{measure_words(measure)}, {year_words(year)}: it cannot be told for any of {untold} CCGs"
    rest = f"; of {untold} it cannot be told" if untold else ""
    return (
        f"{measure_words(measure)}, {year_words(year)}: spending rose at least as fast as the allocation in "
        f"{yes} CCGs and not in {no}{rest}"
    )


def gap_title(measure: str, year: str, known: int) -> str:
    """The ranked chart of spending growth less allocation growth."""
    of = f"{measure_words(measure)}, {year_words(year)}"
    return f"{of}: growth of spending less growth of allocation, {count_words(known, 'CCG')}"


# --- pooled funds -------------------------------------------------------------------------------------------------


def pooled_title(year: str, pool: int, minimum: int) -> str:
    """What was pooled against what had to be."""
    return f"{billions(pool)} pooled in {year_words(year)}, of which {billions(minimum)} had to be"


# --- one CCG ------------------------------------------------------------------------------------------------------


def status_reason(reason: str) -> str:
    """Why a status is unknown."""
    return UNKNOWN_REASONS.get(reason, slug_words(reason).lower())


# --- recovery -----------------------------------------------------------------------------------------------------


def recovery_verdict(name: str, even: int | None, together: int | None, months: int, target_pct: float | None) -> str:
    """The calculator's answer in one sentence."""
    if even is None:
        return "No forecast of this year was found. Give one below to see what is needed."
    if together is None:
        return f"{name} needs {gbp_millions(even)} to break even." if even else f"{name} breaks even on this forecast."
    if not together:
        return f"{name} reaches the surplus of {number_words(target_pct, 0)}% on this forecast."
    left = f", {gbp_millions(-(-together // months))} a month for {count_words(months, 'month')}" if months else ""
    more = (
        "" if not even else f": {gbp_millions(even)} to break even and {gbp_millions(together - even)} for the surplus"
    )
    return f"{name} needs {gbp_millions(together)}{left}{more}."


def waiting_title(first: int, last: int) -> str:
    """What waiting does to the monthly need."""
    now, late = gbp_millions(first), gbp_millions(last)
    return f"Savings needed a month: {now} if they start now, {late} if they wait for the last month"


# --- findings -----------------------------------------------------------------------------------------------------


def answered_words(asked: int | None, responded: int | None) -> str:
    """Who was asked and who answered: always with a published share."""
    if asked is None:
        return "Not a survey, or not printed who was asked"
    if responded is None:
        return f"{asked} CCGs asked; how many answered is not printed"
    return f"{responded} of {asked} CCGs answered"


def finding_value(value: float, unit: str) -> str:
    """A published value in its unit."""
    if unit == "percent":
        return f"{number_words(value, 0 if value == int(value) else 2)}%"
    if unit == "gbp":
        return gbp_millions(value) if abs(value) >= 1e6 else f"£{number_words(value, 2)}"
    return number_words(value, 0 if value == int(value) else 2)


def years_span(years: Iterable[str]) -> str:
    """First to last year."""
    found = sorted(years)
    if not found:
        return ""
    return year_words(found[0]) if found[0] == found[-1] else f"{year_words(found[0])} to {year_words(found[-1])}"
