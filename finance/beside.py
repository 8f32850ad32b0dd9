"""What this data shows beside each published national finding: sentences with figures, and where to see them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from ccgdash.http.release import ReleaseRef
from ccgdash.lib.words import number_words, year_words
from finance import queries, sentences
from finance.models import FinanceSummary

CHILDREN = "cyp-mh-spend-excl-ld-ed"


@dataclass(frozen=True)
class Shown:
    """One sentence, and the page it can be checked on."""

    words: str
    href: str
    link: str


def beside(release: ReleaseRef, topics: Collection[str]) -> Mapping[str, Sequence[Shown]]:
    """Topic to what this data shows; a topic on which it has nothing says so."""
    known: Mapping[str, Callable[[ReleaseRef], Sequence[Shown]]] = {
        "allocations": _allocations,
        "childrens-mental-health": _children,
        "gp-practices": _practices,
        "palliative-care": _palliative,
        "pooled-budgets": _pooled,
        "surplus-target": _surplus,
    }
    return {topic: known[topic](release) for topic in topics if topic in known}


def _allocations(release: ReleaseRef) -> list[Shown]:
    lowest = queries.lowest_closing_dft(release, "2018-19", "core")
    if lowest is None or lowest.closing_dft_pct is None:
        return []
    name = sentences.short_name(str(getattr(lowest, "name", lowest.org_code)))
    said = (
        f"Closing distances from target are known here for 2018/19 only. The lowest is {name}, "
        f"{sentences.percent(lowest.closing_dft_pct)}: no CCG lies below the floor of −5%."
    )
    return [Shown(said, reverse("finance-allocations"), "Allocations and distance from target")]


def _children(release: ReleaseRef) -> list[Shown]:
    counts = queries.pace_counts(release, CHILDREN)
    told = {year: of for year, of in counts.items() if of.get(True) or of.get(False)}
    if not told:
        return []
    parts = [f"{of.get(True, 0)} of {sum(of.values())} in {year_words(year)}" for year, of in sorted(told.items())]
    said = (
        "The years of the survey are not in this data. From 2017/18 on, on the 106 CCGs of April 2021, children and "
        "young people’s spending rose at least as fast as the core allocation in "
        f"{', '.join(parts)}. Where two allocations are not comparable it cannot be told."
    )
    return [Shown(said, f"{reverse('finance-spending')}?measure={CHILDREN}", "Spending against allocation")]


def _practices(_release: ReleaseRef) -> list[Shown]:
    said = "Counts of practices are held for every CCG, on several definitions that must not be mixed."
    return [Shown(said, reverse("finance-practices"), "GP practices and list sizes")]


def _palliative(_release: ReleaseRef) -> list[Shown]:
    said = (
        "No CCG’s palliative-care budget is in this data, so these figures cannot be checked or broken down. 29 of 209 "
        "CCGs gave patient numbers: the lowest and highest budgets are those of the CCGs that did, not of England."
    )
    return [Shown(said, "", "")]


def _pooled(release: ReleaseRef) -> list[Shown]:
    held = queries.pooled_funds(release).aggregate(ccgs=Count("org_code", filter=Q(level="ccg"), distinct=True))
    said = (
        f"National totals are held for 2014/15 to 2019/20, minimum contributions of {held['ccgs']} CCGs by name. "
        "The voluntary pooling of the other CCGs was not found."
    )
    return [Shown(said, reverse("finance-pooled-funds"), "Pooled funds")]


def _surplus(release: ReleaseRef) -> list[Shown]:
    row: FinanceSummary | None = queries.summaries(release).filter(year="2014-15").first()
    if row is None:
        return []
    known = row.known
    said = (
        f"By name, the year-end result of 2014/15 was found for {row.known_total} of {row.possible} CCGs: "
        f"{number_words(known.get('deficit', 0))} in deficit, {number_words(known.get('below-target', 0))} below 1%, "
        f"{number_words(known.get('on-target', 0))} at 1% or more. They are no sample of the others."
    )
    return [Shown(said, f"{reverse('finance')}#y-2014-15", "Surplus and deficit by year")]
