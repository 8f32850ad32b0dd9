"""indicator_values.csv: one indicator of one CCG in one period a row."""

from __future__ import annotations

from typing import Any

from assessments.imports.indicator_values_long import arranged
from assessments.models import IndicatorValue
from ccgdash.releases.imports.datasets import Dataset, Reference, Row, register


def year_or_calendar_period(row: Row) -> tuple[str, str] | None:
    """A value is of a financial year (or a quarter of it), or of calendar years: never both, never neither."""
    is_calendar = row["period"].startswith("20")
    if bool(row["year"]) != is_calendar:
        return None
    return "year", "must be empty for a calendar period" if is_calendar else "is empty, and period is no calendar year"


def limits_around_value(row: Row) -> tuple[str, str] | None:
    """Confidence limits come as a pair, with the value between them."""
    lower, upper = row["lower"], row["upper"]
    if lower is None and upper is None:
        return None
    if lower is None or upper is None:
        return ("lower" if lower is None else "upper"), "is empty, but the other limit is given"
    return None if lower <= row["value"] <= upper else ("value", f"is outside its limits, {lower} to {upper}")


def listed_year(year: str, period: str) -> str:
    """The financial year whose CCGs a value is listed by. A calendar year: the financial year that begins in it; three
    years: the one that begins after they end (as the data package lists them)."""
    if year:
        return year
    first, _, last = period.partition("-")
    start = int(last) + 1 if last else int(first)
    return f"{start}-{(start + 1) % 100:02d}"


def listed_year_derive(row: dict[str, Any]) -> None:
    """Adds `listed_year`."""
    row["listed_year"] = listed_year(row["year"], row["period"])


INDICATOR_VALUES = register(
    Dataset(
        name="indicator_values",
        model=IndicatorValue,
        key=("indicator_id", "ods_code", "year", "period"),
        references=(
            Reference(("indicator_id",), "indicators", ("indicator_id",)),
            Reference(("ods_code",), "ccgs", ("ods_code",)),
            Reference(("ods_code", "year"), "ccg_years", ("ods_code", "year")),
        ),
        rules=(year_or_calendar_period, limits_around_value),
        arrange=arranged,
        derive=listed_year_derive,
        derived=frozenset({"listed_year"}),
    )
)
