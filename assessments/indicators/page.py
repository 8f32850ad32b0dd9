"""What the page of one indicator shows beside its values: the newest year first, charts, peers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assessments.indicators import charts
from assessments.indicators import presenters as said
from assessments.indicators.distributions import Distribution, distribution, periods
from assessments.indicators.facts import COUNTS
from assessments.indicators.maps import indicator_map
from assessments.indicators.peers import peer_group
from assessments.indicators.queries import indicators_by_id, newest_year
from assessments.indicators.resources import IndicatorValues, indicator_row
from assessments.indicators.trends import trend
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.query import Params
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Listing
from ccgdash.organisations.queries import ccg_name
from ccgdash.releases.resources import SOURCES


class NewestValues(IndicatorValues):
    """The values of one indicator, of its newest year where none is asked for. The year stands in the answer's links
    like any other choice, so that page, JSON and CSV of an address are one answer."""

    def asked(self, params: Params, release: ReleaseRef | None, **where: Any) -> StrictFilterSet:
        year = newest_year(release, (where.get("fixed") or {}).get("indicator", "")) if release else ""
        begun = {"year": (year,)} if year and not params.get("year") else {}
        return super().asked({**params, **begun}, release, **where)


INDICATOR_PAGE = NewestValues()


def indicator_context(release: ReleaseRef, indicator_id: str, found: Listing[Any, Any]) -> dict[str, Any]:
    """Everything of the page that is not the list. `found`: the listing, whose first year and CCG the charts show."""
    indicator = indicators_by_id(release).get(indicator_id)
    if indicator is None:
        return {"indicator": None, "years": ()}
    known = periods(release, indicator_id)
    asked = [str(year) for year in found.selection.all("year")]
    of_year = [pair for pair in known if pair[0] in asked] or known
    code = found.selection.text("ods_code")
    row = indicator_row(indicator)
    base: dict[str, Any] = {
        "indicator": row,
        "years": list(dict.fromkeys(year for year, _ in known)),
        "shown": of_year[-1][0] if of_year else "",
        "is_count": indicator.unit in COUNTS,
        "sources": SOURCES.under(found, row.sources),
    }
    shown = distribution(release, indicator, *of_year[-1]) if of_year else None
    return base if shown is None else base | _pictures(release, shown, code)


def _pictures(release: ReleaseRef, shown: Distribution, code: str) -> dict[str, Any]:
    """The charts of one period; the CCG asked about stands out in them."""
    name = (ccg_name(release.number, code, shown.year) or "") if code else ""
    funnel = charts.funnel_figure(shown, name)
    return {
        "chosen": name,
        "is_charted": any(each.ods_code == code for each in shown.figures),
        "period": said.period_words(shown.year, shown.period),
        "map": indicator_map(release, shown.indicator, shown.year, shown),
        "left_out": shown.of.left_out,
        "caterpillar": charts.caterpillar_chart(shown, name),
        "funnel": funnel,
        "trend": charts.trend_chart(shown.indicator, trend(release, shown.indicator, code), name, code),
        "peers": _peers(release, shown, code) if code else None,
    }


def _peers(release: ReleaseRef, shown: Distribution, code: str) -> Mapping[str, Any]:
    """The ten similar CCGs with their values in the period."""
    group = peer_group(release, code, shown.year)
    by_code = {each.ods_code: each for each in shown.figures}
    decimals = said.decimals_within(shown.of)
    lines = [(peer, by_code.get(peer.ods_code)) for peer in group.members]
    return {"group": group, "lines": lines, "mine": by_code.get(code), "decimals": decimals}
