"""The map of one indicator in one period: values from the one query, hexagons from the registry."""

from __future__ import annotations

from collections.abc import Collection

from assessments.indicators import presenters as said
from assessments.indicators.distributions import Distribution
from assessments.indicators.facts import COUNTS
from assessments.models import Indicator
from ccgdash.http.release import ReleaseRef
from ccgdash.lib.charts import Chart
from ccgdash.organisations.charts import Numbered, numbers_map
from ccgdash.organisations.queries import hex_map


def indicator_map(
    release: ReleaseRef,
    indicator: Indicator,
    year: str,
    found: Distribution | None,
    among: Collection[str] | None = None,
) -> Chart | None:
    """Every CCG of the year by its value in five classes of equal counts; what is not known is drawn as not known.

    `found`: None for a year without values. `among`: codes of the CCGs asked about (None: all); the others are drawn
    empty. None for a year without CCGs, and for plain counts, which tell how large a CCG is.
    """
    if indicator.unit in COUNTS:
        return None
    values = {each.ods_code: each.value for each in (found.figures if found else ())}
    measure = Numbered(
        chart_id="indicator-map",
        label=indicator.name,
        unit=f"CCGs by {indicator.name}, {said.unit_words(indicator)}",
        period=said.period_words(year, found.period if found else ""),
        source=said.source_words(indicator),
        decimals=said.decimals_of(list(values.values())),
        suffix=said.suffix(indicator),
    )
    return numbers_map(hex_map(release, year), values, measure, among)
