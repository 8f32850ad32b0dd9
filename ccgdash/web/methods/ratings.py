"""Methods of ratings and interventions, and of what a place is made of."""

from __future__ import annotations

from datetime import date

from assessments.calc.intervals import STATUSES, Intervals, days_of, status_on
from assessments.ratings.presenters import coverage_words
from assessments.scales import parse
from assessments.years import comparable
from ccgdash.lib.words import missing_words, number_words
from ccgdash.web.methods.model import Chapter, Example, Method
from ccgdash.web.mismatch import sentence
from ccgdash.web.recompute_places import counted
from ccgdash.web.report import reach
from finance.calc.areas import area_sum


def scales() -> str:
    pairs = (("2014-15", "2015-16"), ("2015-16", "2016-17"), ("2016-17", "2017-18"))
    return "; ".join("comparable" if comparable(*pair) else "not comparable" for pair in pairs)


def coverage() -> str:
    return coverage_words(52, 195)


def moved() -> str:
    return "up" if parse("good")[1] > parse("requires-improvement")[1] else "down"


def special_measures() -> str:
    began, never = days_of([date(2016, 7, 21)]), days_of([None])
    spell = Intervals(began, began, never, never)
    days = (date(2016, 7, 20), date(2016, 7, 21), date(2018, 3, 31))
    return ", ".join(STATUSES[int(status_on(spell, day)[0])] for day in days)


def mismatch() -> str:
    return sentence("good", "2015-16", "deficit", -8_600_000)


def place_counts() -> str:
    found = counted(("outstanding", "good", "requires-improvement", "inadequate"), ["good", "inadequate", "good"])
    known, possible = sum(found.values()), 5
    return f"{found['good']} good, {found['inadequate']} inadequate, {known} of {possible} known"


def gaps() -> str:
    said = [missing_words(kind) for kind in ("not-published", "not-applicable", "suppressed", "not-known")]
    return f"{'; '.join(said)}; and a known nothing is {number_words(0)}"


def lineage() -> str:
    merged = {"N1": ("A1", "A2"), "A1": (), "A2": ()}
    before = merged.__getitem__
    whole = area_sum("N1", {"A1": 300_000_000, "A2": 200_000_000}, before)
    part = area_sum("N1", {"A1": 300_000_000}, before)
    return f"{number_words(whole)}, and {'not known' if part is None else number_words(part)}"


def furthest() -> str:
    return number_words(reach(56.0, 51.0, 34.0, 61.0), 1)


RATINGS = Chapter(
    "Ratings and interventions",
    (
        Method(
            slug="published-ratings",
            title="Ratings as published, and the breaks between frameworks",
            rule="""
                A rating on this site is NHS England’s, as published. It is never worked out here; what a rule set
                makes of the inputs is called a computed result, stands on pages of its own and is never called a
                rating.

                Three frameworks assessed CCGs, on two scales: assured, assured with support and not assured in
                2013/14 and 2014/15; outstanding, good, requires improvement and inadequate from 2015/16 to 2019/20.
                For 2020/21 and 2021/22 no headline rating was found to exist.

                Two years are compared only within one framework on one scale. A double rule marks where that changed.
            """,
            missing="""
                A rating that was found in no source is not known. That is not a rating, and not the absence of one.
            """,
            example=Example(
                steps="""
                    2014/15 and 2015/16 had two scales.
                    2015/16 and 2016/17 had one scale, but two frameworks.
                    2016/17 and 2017/18 had one framework and one scale.
                """,
                result="not comparable; not comparable; comparable",
                compute=scales,
            ),
            sources=("hsj-7009416", "hsj-5075742"),
            seen_on=(("/ratings/", "Ratings by year"), ("/ratings/matrix/", "Every CCG in every year")),
        ),
        Method(
            slug="coverage",
            title="How much is known: coverage",
            rule="""
                National totals of a year were published; most ratings of single CCGs have to be found one by one, in
                the press, in board papers and on council sites. So a page says how many are known by name, of how
                many.

                The known ones are no sample of the rest: a rating that made the news is more likely to be known. So
                shares of the known are never given as shares of all.
            """,
            missing="""
                What is not known is drawn and counted as not known. It is never filled in, averaged or ranked.
            """,
            example=Example(
                steps="""
                    In 2018/19 there were 195 CCGs.
                    Ratings of 52 are known by name.
                """,
                result="52 of 195 known by name",
                compute=coverage,
            ),
            seen_on=(("/ratings/", "Published totals beside what is known"),),
        ),
        Method(
            slug="rating-moved",
            title="Rating moved up or down",
            rule="""
                The headline rating of a year is set against that of the year before. It moved up if its word is
                better on the same scale under the same framework, down if it is worse.
            """,
            missing="""
                Without both ratings, or across a change of framework, there is no move; it is not “the same”.
            """,
            example=Example(
                steps="""
                    2016/17: requires improvement.
                    2017/18: good, same framework, same scale.
                """,
                result="up",
                compute=moved,
            ),
            seen_on=(("/ratings/flow/", "Who moved from what to what"), ("/ccgs/?moved=up", "CCGs that moved up")),
        ),
        Method(
            slug="special-measures-on-a-day",
            title="Special measures and legal directions on a day",
            rule="""
                Special measures, legal directions and an inadequate rating are three facts. None follows from
                another: of the nine CCGs put in special measures on 21 July 2016 eight were rated inadequate, and
                Croydon was not.

                Each is kept as an interval with the dates a source gives, no finer. On a day the answer is yes if the
                interval had certainly begun and certainly not ended, or its end is not known and it had begun within
                the year before; no record if it had not begun or had ended; possibly otherwise.

                For a year the day is that on which its ratings came out, else 31 July after it.
            """,
            missing="""
                An unknown end is unknown. It is not taken for “still running”, and after a year yes becomes possibly.
            """,
            example=Example(
                steps="""
                    Croydon: special measures from 21 July 2016; no end was found.
                    Asked about 20 July 2016, 21 July 2016 and 31 March 2018.
                """,
                result="no-record, yes, possibly",
                compute=special_measures,
            ),
            sources=("hsj-7009419",),
            seen_on=(("/special-measures/", "Every intervention found"),),
        ),
        Method(
            slug="rating-and-money",
            title="Where rating and money disagree",
            rule="""
                A rating and a year-end result of the same year disagree where the rating is outstanding, good or
                assured and the year ended in deficit or below the surplus expected; or where the rating is the lowest
                of its scale and the year ended with the surplus expected. “Requires improvement” disagrees with
                nothing.
            """,
            missing="""
                Both facts have to be known. Most are not, so the list is what could be told, not all there was.
            """,
            example=Example(
                steps="""
                    Rated good for 2015/16.
                    Year-end result: a deficit of £8.6 million.
                """,
                result="Rated good for 2015/16, but the year ended in deficit (−£8.6 million).",
                compute=mismatch,
            ),
            seen_on=(("/mismatch/", "Every disagreement found"),),
        ),
    ),
)

PLACES = Chapter(
    "Places, mergers and gaps",
    (
        Method(
            slug="places",
            title="Regions, offices, STPs and England",
            rule="""
                A place of a year is made of the CCGs in force that lay in it in that year. Ratings, finance statuses
                and flags are counted. Money and people are added up, exactly. Nothing is averaged.

                Core allocations are added up inside one publication, the one most CCGs of the year default to.
                Year-end results are added up kind by kind: a cumulative result and one of the year alone are not the
                same money.
            """,
            missing="""
                Each count and sum says how many CCGs it rests on. A CCG that is not known is in no sum.
            """,
            example=Example(
                steps="""
                    Five CCGs; the ratings of three are known: good, inadequate, good.
                """,
                result="2 good, 1 inadequate, 3 of 5 known",
                compute=place_counts,
            ),
            seen_on=(("/places/", "Places by year"),),
        ),
        Method(
            slug="mergers",
            title="Mergers: as it was and as it is now",
            rule="""
                Of 248 CCGs 142 merged into others. Every merger joined whole CCGs, so money of the areas before adds
                up exactly to money of the area after. Ratings do not: a merged CCG starts a new series.
            """,
            missing="""
                Where the money of one part is not known, the sum is not known either: it would be too small.
            """,
            example=Example(
                steps="""
                    Two CCGs with £300,000,000 and £200,000,000 merged.
                    Then the same, with the second not known.
                """,
                result="500,000,000, and not known",
                compute=lineage,
            ),
            sources=("ods-eccg",),
            seen_on=(("/finance/real-terms/", "Money of an area over mergers"),),
        ),
        Method(
            slug="kinds-of-missing",
            title="Four kinds of missing, and zero",
            rule="""
                Not published: nobody published it. Not applicable: it could not exist, such as an STP before 2016/17.
                Suppressed: withheld because the numbers are small. Not known: it was or may have been published, but
                was not found. A figure of zero is a figure.
            """,
            missing="""
                In JSON and CSV a missing value is null or an empty cell, and `missing` says which kind it is.
            """,
            example=Example(
                steps="""
                    The four kinds in the words of the pages, and a known nothing.
                """,
                result="Not published; Not applicable; Suppressed; Not known; and a known nothing is 0",
                compute=gaps,
            ),
            seen_on=(("/api/docs/", "How the API says it"),),
        ),
        Method(
            slug="furthest-from-england",
            title="Indicators furthest from England",
            rule="""
                The board report names the indicators to look at first: those that differ from England by more than
                chance, then by how far the CCG lies from England’s figure towards the extreme CCG on its side, from 0
                to 1. So indicators in days and in per cent can stand in one list.
            """,
            missing="""
                An indicator known for fewer than ten CCGs is left out: it cannot say where one stands.
            """,
            example=Example(
                steps="""
                    The CCG: 56. England: 51. The CCGs range from 34 to 61.
                    (56 − 51) ÷ (61 − 51)
                """,
                result="0.5",
                compute=furthest,
            ),
            seen_on=(("/ccgs/07V/report/", "A board report"),),
        ),
    ),
)
