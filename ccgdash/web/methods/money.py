"""Methods of the money."""

from __future__ import annotations

import numpy as np

from ccgdash.lib.words import gbp_millions, number_words
from ccgdash.web.methods.model import Chapter, Example, Method
from finance import presenters
from finance.calc.bands import band_codes, floor_holds
from finance.calc.money import distance_pct, growth_pct, money_of, per_head_gbp, real_terms_gbp
from finance.calc.pace import kept_pace
from finance.calc.recovery import recovery
from finance.calc.status import status_of


def status() -> str:
    found = [status_of(surplus, 639_000_000, None, 1.0) for surplus in (-8_600_000, 6_000_000, 6_390_000)]
    return "; ".join(presenters.status_words(each) for each in found)


def distance() -> str:
    found = distance_pct(money_of([95_000_000]), money_of([100_000_000]))
    return f"{number_words(float(found[0]), 1)}%, in the band “{presenters.band_words(band_codes(found)[0])}”"


def floor() -> str:
    held = [floor_holds(np.array(each)) for each in ([-4.83, 0.4, 23.8], [-5.2, 0.4], [np.nan])]
    return "; ".join({True: "holds", False: "does not hold", None: "cannot be told"}[each] for each in held)


def growth() -> str:
    after, before = money_of([412_000_000]), money_of([400_000_000])
    same, other = (growth_pct(after, before, np.array([flag])) for flag in (True, False))
    return f"{number_words(float(same[0]), 2)}%; across two definitions {'not told' if np.isnan(other[0]) else 'told'}"


def per_head() -> str:
    found = per_head_gbp(money_of([400_000_000]), np.array([320_000.0]))
    return f"£{number_words(float(found[0]))}"


def real_terms() -> str:
    found = real_terms_gbp(money_of([100_000_000]), np.array([90.0]), 99.0)
    return gbp_millions(float(found[0]))


def nene() -> str:
    found = recovery(639_027_000, -8_600_000, 1.0, 8)
    even, target = gbp_millions(found.to_break_even_gbp), gbp_millions(found.to_target_gbp)
    month = gbp_millions(found.per_month_to_target_gbp)
    return f"{even} to break even, {target} to reach the 1%, which is {month} a month"


def pace() -> str:
    faster = kept_pace(105_000_000, 100_000_000, 520_000_000, 500_000_000)
    slower = kept_pace(103_000_000, 100_000_000, 520_000_000, 500_000_000)
    return f"{'kept pace' if faster else 'did not'}; {'kept pace' if slower else 'did not'}"


MONEY = Chapter(
    "Money",
    (
        Method(
            slug="finance-status",
            title="Finance status: deficit, below target, on target",
            rule="""
                From the year-end surplus named beside it: below zero is a deficit; from zero to under 1% of the
                allocation is below target; 1% or more is on target. It is decided in whole pounds, before any
                rounding.

                The cumulative surplus decides where it is known, else the result of the year. Three other facts stand
                beside it and are not worked out from it: variance against plan, a breach of the legal duty, and a
                forecast.

                The 1% is a published rule for some years and an unverified one for others; the finance page says
                which. From 2020/21 CCGs were funded by fixed system envelopes, so the test has no meaning and no
                status is given.
            """,
            missing="""
                Without a year-end figure the status is not known; most CCGs’ results were not found.
            """,
            example=Example(
                steps="""
                    An allocation of £639.0 million; 1% of it is £6.39 million.
                    Surpluses of −£8.6 million, £6.0 million and £6.39 million.
                """,
                result="Deficit; Below the 1% target; On target",
                compute=status,
            ),
            sources=("gponline-1320985", "hsj-7018660"),
            seen_on=(("/finance/", "Surplus and deficit by year"),),
        ),
        Method(
            slug="distance-from-target",
            title="Distance from target allocation",
            rule="""
                NHS England works out a fair share, the target, from a population weighted for need. The distance is
                the allocation less the target, as a share of the target: negative is under it.

                Published distances are shown as published, the closing one before the opening one. Bands: more than
                5% under, under, on or over, more than 5% over; −5% itself is not below the floor.
            """,
            missing="""
                Where neither distance was found it is not known; it is not worked out from figures of two
                publications.
            """,
            example=Example(
                steps="""
                    Allocation £95 million, target £100 million.
                    (95 − 100) ÷ 100
                """,
                result="−5.0%, in the band “Under target, by up to 5%”",
                compute=distance,
            ),
            sources=("nhse-allocations-2019-round", "nhse-allocations-jan-2016"),
            seen_on=(("/finance/allocations/", "Allocations"),),
        ),
        Method(
            slug="floor-test",
            title="The floor of 5% under target",
            rule="""
                From 2016/17 NHS England aimed that no CCG should be more than 5% under its target. The test asks
                whether the lowest closing distance known is −5% or more; 0.05 is allowed for rounding in the
                publication.
            """,
            missing="""
                It speaks of the CCGs whose distance is known; with none known it cannot be told.
            """,
            example=Example(
                steps="""
                    Lowest of three: −4.83%.
                    Lowest of two: −5.2%.
                    None known.
                """,
                result="holds; does not hold; cannot be told",
                compute=floor,
            ),
            sources=("nhse-allocations-jan-2016",),
            seen_on=(("/finance/allocations/?year=2018-19", "The test for 2018/19"),),
        ),
        Method(
            slug="growth",
            title="Growth of an allocation",
            rule="""
                Cash on cash of the year before, within one series of publications. Where the definition changes
                (2015/16 to 2016/17, 2018/19 to 2019/20) there is a step, not growth, and charts break the line.

                Growth printed by the publication is shown as printed; what is worked out here is marked so.
            """,
            missing="""
                Without both years of one series it is not known.
            """,
            example=Example(
                steps="""
                    £400 million, then £412 million, in one series.
                    The same across two definitions.
                """,
                result="3.00%; across two definitions not told",
                compute=growth,
            ),
            seen_on=(("/finance/allocations/", "Allocations"),),
        ),
        Method(
            slug="per-head",
            title="Money a head",
            rule="""
                Money divided by registered patients: those the publication itself used where it prints them, else
                those of the April list of the year. A need-weighted population is another measure and never stands in
                for it.
            """,
            missing="""
                Without people to divide by it is not known.
            """,
            example=Example(
                steps="""
                    £400 million for 320,000 registered patients.
                """,
                result="£1,250",
                compute=per_head,
            ),
            seen_on=(("/finance/real-terms/", "Money a head by year"),),
        ),
        Method(
            slug="real-terms",
            title="Real terms",
            rule="""
                Cash × index of the base year ÷ index of its own year, with HM Treasury’s GDP deflator. One vintage of
                the deflator holds for a whole chart, because the series is revised. Growth in real terms is the ratio
                of two real amounts.

                The deflator of 2020/21 is unusual: prices of public services jumped when less was delivered.
            """,
            missing="""
                A year without an index has no real-terms figure.
            """,
            example=Example(
                steps="""
                    £100 million in a year with index 90; base year with index 99.
                    100 × 99 ÷ 90
                """,
                result="£110.0 million",
                compute=real_terms,
            ),
            sources=("hmt-gdp-deflator-2022-09",),
            seen_on=(("/finance/real-terms/", "The shrinking commissioning pound"),),
        ),
        Method(
            slug="recovery",
            title="The recovery calculator",
            rule="""
                A forecast gap has to be found to break even; the expected surplus on top of it to reach the target.
                What is left is spread evenly over the months that are left, rounded up to a whole pound.
            """,
            missing="""
                Without an allocation only breaking even can be told.
            """,
            example=Example(
                steps="""
                    NHS Nene, 2013/14: programme allocation £639,027,000, forecast gap £8.6 million, after 8 months.
                    1% of the allocation is £6.39 million; together £14.99 million; four months are left.
                """,
                result="£8.6 million to break even, £15.0 million to reach the 1%, which is £3.7 million a month",
                compute=nene,
            ),
            sources=("northantstelegraph-1-5738204",),
            seen_on=(("/ccgs/04G/recovery/?year=2013-14", "NHS Nene in 2013/14"),),
        ),
        Method(
            slug="kept-pace",
            title="Did spending keep pace with the allocation?",
            rule="""
                A line of spending, such as mental health, kept pace if it rose at least as fast as the core
                allocation did on the year before. It is decided by multiplying across in whole pounds, so nothing is
                rounded.
            """,
            missing="""
                It needs four figures. Where one is missing it cannot be told, and is counted as such.
            """,
            example=Example(
                steps="""
                    The allocation rose from £500 million to £520 million, 4%.
                    Spending rose from £100 million to £105 million, and to £103 million.
                """,
                result="kept pace; did not",
                compute=pace,
            ),
            seen_on=(("/finance/spending/", "Spending against allocation"),),
        ),
    ),
)
