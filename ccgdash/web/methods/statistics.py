"""Methods of comparing CCGs."""

from __future__ import annotations

import numpy as np

from assessments.calc.statistics.confidence import byar, wilson
from assessments.calc.statistics.dispersion import Transformed, dispersion
from assessments.calc.statistics.funnels import average, proportion_limits
from assessments.calc.statistics.peers import nearest
from assessments.calc.statistics.ranks import ranks
from ccgdash.lib.words import number_words
from ccgdash.web.methods.model import Chapter, Example, Method

SPIEGELHALTER = "Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005)"


def intervals() -> str:
    share = [100 * float(end) for end in wilson(10, 50)]
    count = [float(end) for end in byar(15)]
    return (
        f"{number_words(share[0], 1)}% to {number_words(share[1], 1)}%; "
        f"{number_words(count[0], 1)} to {number_words(count[1], 1)} events"
    )


def england() -> str:
    events, total = np.array([10.0, 900.0]), np.array([100.0, 3000.0])
    return f"{number_words(100 * average(events, total), 1)}%, not {number_words(100 * (0.1 + 0.3) / 2, 1)}%"


def funnel() -> str:
    low, high = (100 * float(end) for end in proportion_limits(0.3, 100))
    return f"{number_words(low, 1)}% to {number_words(high, 1)}%"


def spread() -> str:
    figures = np.array([2.0, -2.0, 2.0, -2.0, 2.0, -2.0])
    found = dispersion(Transformed(figures, np.ones(6), 0.0))
    return f"{number_words(found.phi, 1)}; 2.0 becomes {number_words(float(found.z_adjusted[0]), 1)}"


def rank() -> str:
    return ", ".join(number_words(float(each)) for each in ranks(np.array([90.0, 80.0, 80.0, 70.0])))


def similar() -> str:
    names = ("A", "B", "C", "D")
    found = nearest(np.array([[1.0, 1.0], [1.1, 1.0], [3.0, 5.0], [0.9, 1.2]]), 0, 2)
    return " and ".join(names[int(each)] for each in found.members)


STATISTICS = Chapter(
    "Comparing CCGs",
    (
        Method(
            slug="intervals",
            title="95% intervals",
            rule="""
                A share is given Wilson’s score interval. A count is given the exact Poisson interval below ten
                events, and Byar’s approximation from ten. Intervals that the publication prints are shown as printed.
            """,
            missing="""
                Where events and total are not known there is no interval, and differences are “not tested”.
            """,
            example=Example(
                steps="""
                    10 of 50 patients.
                    15 events.
                """,
                result="11.2% to 33.0%; 8.4 to 24.7 events",
                compute=intervals,
            ),
            reading=("Wilson, JASA 22 (1927)", "Breslow and Day, Statistical Methods in Cancer Research II (1987)"),
            seen_on=(("/indicators/", "Indicators"),),
        ),
        Method(
            slug="average-of-england",
            title="England’s average",
            rule="""
                All events over all of the total, so that each patient counts once. The mean of the CCGs’ rates would
                let the smallest CCG count as much as the largest. Where events are not known, the middle CCG stands
                in and is named so.
            """,
            missing="""
                CCGs with a missing part are left out of both sums.
            """,
            example=Example(
                steps="""
                    10 of 100 in a small CCG, 900 of 3,000 in a large one.
                """,
                result="29.4%, not 20.0%",
                compute=england,
            ),
            seen_on=(("/indicators/", "Indicators"),),
        ),
        Method(
            slug="funnel",
            title="Funnel plots",
            rule="""
                Limits around England’s average within which 95% and 99.8% of CCGs would fall by chance alone,
                narrower for larger CCGs. Only CCGs beyond the 99.8% limits are named: of 209 about ten lie outside
                the 95% limits by chance.
            """,
            missing="""
                A CCG whose total is not known is not in the plot.
            """,
            example=Example(
                steps="""
                    England: 30%. A CCG with 100 patients.
                    0.3 ± 1.96 × √(0.3 × 0.7 ÷ 100)
                """,
                result="21.0% to 39.0%",
                compute=funnel,
            ),
            reading=(SPIEGELHALTER,),
            seen_on=(("/indicators/", "Indicators"),),
        ),
        Method(
            slug="over-dispersion",
            title="More spread than chance",
            rule="""
                CCGs mostly differ by more than chance, for reasons no indicator adjusts for. Then the limits flag far
                too many. The ratio of spread found to spread expected is given; with it, the variance between CCGs is
                estimated (after drawing in both tails to their tenth percentile) and the scores made smaller.
            """,
            missing="""
                For a single CCG no spread can be estimated, and none is assumed.
            """,
            example=Example(
                steps="""
                    Six CCGs, each two standard errors from England, three on either side.
                """,
                result="4.0; 2.0 becomes 0.9",
                compute=spread,
            ),
            reading=(
                "Spiegelhalter, Handling over-dispersion of performance indicators, Qual Saf Health Care 14 (2005)",
            ),
            seen_on=(("/indicators/", "Indicators"),),
        ),
        Method(
            slug="ranks",
            title="Ranks with their range",
            rule="""
                Equal figures share the best rank of their group. A rank comes with a range: figures are drawn 10,000
                times from their sampling distributions, and the range holds the middle 95% of the ranks drawn.
            """,
            missing="""
                What is not known is not ranked.
            """,
            example=Example(
                steps="""
                    Figures 90, 80, 80 and 70; higher is better.
                """,
                result="1, 2, 2, 4",
                compute=rank,
            ),
            reading=("Marshall and Spiegelhalter, Reliability of league tables, BMJ 316 (1998)",),
            seen_on=(("/scores/", "Computed results"),),
        ),
        Method(
            slug="similar-ccgs",
            title="Similar CCGs",
            rule="""
                Each variable is put on one scale (mean 0, standard deviation 1 over all CCGs). The ten CCGs at the
                smallest distance in all variables together are the similar ones; the page names the variables. Anyone
                may choose others, in the address.
            """,
            missing="""
                A CCG that lacks one of the variables is nobody’s peer and has none.
            """,
            example=Example(
                steps="""
                    A (1.0, 1.0), B (1.1, 1.0), C (3.0, 5.0), D (0.9, 1.2): the two nearest to A.
                """,
                result="B and D",
                compute=similar,
            ),
            seen_on=(("/ccgs/07M/#similar", "A CCG beside similar ones"),),
        ),
    ),
)
