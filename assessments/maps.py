"""The map of one indicator in one period: values from the one query, hexagons from the registry."""

from __future__ import annotations

from collections.abc import Collection

from assessments import presenters_indicators as said
from assessments.comparing.facts import COUNTS
from assessments.distributions import Distribution
from assessments.models import Indicator
from ccgdash.http.release import ReleaseRef
from ccgdash.lib.charts import Chart, Hexagon, grades, hexmap
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
    spots = hex_map(release, year)
    if not spots or indicator.unit in COUNTS:
        return None
    figures = found.figures if found else ()
    values = {each.ods_code: each.value for each in figures if among is None or each.ods_code in among}
    decimals = said.decimals_of(list(values.values()))
    tones, keys = grades([values.get(spot.ods_code) for spot in spots], decimals=decimals, unit=said.suffix(indicator))
    return hexmap(
        chart_id="indicator-map",
        title=said.map_title(list(values.values()), len(spots), decimals),
        unit=f"CCGs by {indicator.name}, {said.unit_words(indicator)}",
        period=said.period_words(year, found.period if found else ""),
        source=said.source_words(indicator),
        tones=tones,
        hexagons=[
            Hexagon(
                spot.name,
                spot.at,
                key,
                said.value_words(values.get(spot.ods_code), indicator, decimals),
                f"/ccgs/{spot.ods_code}/",
                spot.region_code,
                among is None or spot.ods_code in among,
            )
            for spot, key in zip(spots, keys, strict=True)
        ],
    )
