"""populations.csv, list_sizes_monthly.csv, practice_counts.csv: how many people and practices a CCG had, and when."""

from __future__ import annotations

from ccgdash.organisations.calc.years import year_of
from ccgdash.organisations.imports.common import OF_A_CCG, OF_A_CCG_YEAR, source_given
from ccgdash.organisations.models import ListSize, Population, PracticeCount
from ccgdash.releases.imports.datasets import Dataset, Row, register


def year_holds_date(row: Row) -> tuple[str, str] | None:
    """The year is the one the date falls in."""
    year = year_of(row["as_at"])
    return None if row["year"] == year else ("year", f"is not {year}, the year of {row['as_at']}")


POPULATIONS = register(
    Dataset(
        name="populations",
        model=Population,
        key=("ods_code", "year", "basis"),
        references=(OF_A_CCG_YEAR,),
        rules=(source_given,),
    )
)

LIST_SIZES_MONTHLY = register(
    Dataset(
        name="list_sizes_monthly",
        model=ListSize,
        key=("month", "ods_code"),
        references=(OF_A_CCG,),
        rules=(source_given,),
    )
)

PRACTICE_COUNTS = register(
    Dataset(
        name="practice_counts",
        model=PracticeCount,
        key=("ods_code", "as_at"),
        references=(OF_A_CCG,),
        rules=(source_given, year_holds_date),
    )
)
