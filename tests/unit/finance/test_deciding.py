"""Which figure decides a CCG's status: only a year-end one, the most exact kind first, nothing uncertain."""

from __future__ import annotations

from typing import Any

from finance.models import FinancialPosition
from finance.recompute import contradicts, forecast_of, outturn_of, variance_of


def figure(measure: str, stage: str = "outturn", **values: Any) -> FinancialPosition:
    plain: dict[str, Any] = {
        "position_id": f"{measure}-{stage}",
        "quality": "medium",
        "basis": "",
        "as_at": "2015-03-31",
        "value_gbp": -1,
        "disputed": False,
    }
    return FinancialPosition(measure=measure, stage=stage, **plain | values)


def decided(*rows: FinancialPosition) -> tuple[str, str] | None:
    found = outturn_of(rows)
    return (found.kind, found.row.position_id) if found else None


def test_cumulative_stands_before_in_year_before_what_the_source_leaves_open() -> None:
    rows = [figure("surplus-unspecified"), figure("in-year-surplus"), figure("cumulative-surplus")]
    assert decided(*rows) == ("cumulative", "cumulative-surplus-outturn")
    assert decided(*rows[:2]) == ("in-year", "in-year-surplus-outturn")
    assert decided(rows[0]) == ("unspecified", "surplus-unspecified-outturn")


def test_plans_forecasts_variances_and_control_totals_decide_nothing() -> None:
    rows = [
        figure("planned-cumulative-surplus", "plan"),
        figure("forecast-cumulative-surplus", "forecast"),
        figure("ytd-cumulative-surplus", "year-to-date"),
        figure("control-total", "plan"),
        figure("variance-to-plan"),
    ]
    assert decided(*rows) is None


def test_a_figure_whose_year_is_uncertain_decides_nothing() -> None:
    assert decided(figure("in-year-surplus", quality="low")) is None


def test_the_result_with_the_reserve_in_it_stands_before_the_one_without() -> None:
    rows = [
        figure("in-year-surplus", basis="before-reserve", position_id="before"),
        figure("in-year-surplus", basis="after-reserve", position_id="after"),
    ]
    assert decided(*rows) == ("in-year", "after")


def test_the_latest_forecast_stands_and_never_as_the_outcome() -> None:
    rows = [
        figure("forecast-in-year-surplus", "forecast", as_at="2015-03", position_id="march"),
        figure("forecast-in-year-surplus", "forecast", as_at="2014-11", position_id="november"),
    ]
    found = forecast_of(rows)
    assert found is not None
    assert found.row.position_id == "march"
    assert outturn_of(rows) is None


def test_figures_that_dispute_each_other_decide_nothing() -> None:
    rows = [
        figure("cumulative-surplus", disputed=True, value_gbp=-5, position_id="one"),
        figure("cumulative-surplus", disputed=True, value_gbp=5, position_id="other"),
    ]
    found = outturn_of(rows)
    assert found is not None
    assert contradicts(found, rows)
    assert not contradicts(found, [found.row])


def test_variance_is_the_outturn_else_the_latest_forecast() -> None:
    rows = [
        figure("ytd-variance-to-plan", "year-to-date"),
        figure("forecast-variance-to-plan", "forecast", as_at="2017-09-30", position_id="september"),
        figure("forecast-variance-to-plan", "forecast", as_at="2017-12-31", position_id="december"),
    ]
    found = variance_of(rows)
    assert found is not None
    assert found.position_id == "december"
    assert variance_of([]) is None
